/* Sales in front of a camera. A page says when it is and what is shown; the film comes from elsewhere, and only when it
 * is asked for. Whether it is yet to come, running or over is told by the shopper's own clock, so that the page is the
 * same bytes all along. */
#define G_LOG_DOMAIN "vt-site"

#include "content/vt-live-video.h"
#include "content/vt-live.h"
#include "promo/vt-discount.h"
#include "site/vt-seo.h"
#include "site/vt-text-model.h"

static const char *
title_of (VtView *view, const VtLive *live)
{
  return vt_view_text (view, "live_event", live->id, "title", live->title);
}

static VtModelPhoto
photo_of (VtView *view, const VtLive *live)
{
  VtModelPhoto photo = { live->sha256, live->width, live->height,
                         vt_view_text (view, "live_event", live->id, "alt", live->alt), 0 };

  return photo;
}

static void
set_times (VtView *view, VtValue *object, const VtLive *live)
{
  vt_value_take_string (object, "starts", vt_model_moment (view, live->starts_us));
  vt_value_take_string (object, "starts_iso", vt_text_model_iso (live->starts_us));
  vt_value_take_string (object, "ends_iso", vt_text_model_iso (live->ends_us));
  vt_value_set_int (object, "starts_ms", live->starts_us / 1000);
  vt_value_set_int (object, "ends_ms", live->ends_us / 1000);
}

static void
set_video (VtView *view, VtValue *object, const VtLive *live)
{
  g_autoptr (VtLiveVideo) video = vt_live_video_parse (live->video_url);
  VtValue *film;

  vt_value_set_null (object, "video");
  if (video == NULL)
    return;

  film = vt_value_new_object (view->arena);
  vt_value_set_string (film, "site", video->site);
  vt_value_set_string (film, "url", video->url);
  vt_value_set_string (film, "embed", video->embed);
  vt_value_set_string (film, "origin", video->origin);
  vt_value_take_string (film, "watch", vt_model_fill (view, "watch_on", "site", video->site));
  vt_value_take_string (film, "notice", vt_model_fill (view, "video_notice", "site", video->site));
  vt_value_set (object, "video", film);
}

/* A code that the cart would refuse is not shown. */
static void
set_code (VtView *view, VtValue *object, const VtLive *live)
{
  g_autoptr (VtDiscount) discount = *live->code != '\0' ? vt_discount_find_by_code (view->db, live->code, NULL) : NULL;
  VtDiscountProblem problem =
      discount != NULL ? vt_discount_check_time (discount, view->request->now_us) : VT_DISCOUNT_UNKNOWN;
  VtValue *code;

  if (discount != NULL)
    vt_discount_note_times (view->db, discount, view->request->now_us);
  vt_value_set_null (object, "code");
  if (problem != VT_DISCOUNT_APPLIES && problem != VT_DISCOUNT_NOT_STARTED)
    return;

  code = vt_value_new_object (view->arena);
  vt_value_set_string (code, "code", discount->code);
  vt_value_take_string (code, "copied", vt_model_fill (view, "code_copied", "code", discount->code));
  vt_value_take_string (code, "cart_url", vt_view_path (view, "/cart"));
  vt_value_take_string (code, "worth", vt_discount_describe (discount, view->currency, view->language));
  vt_value_set_int (code, "starts_ms", discount->starts_us / 1000);
  vt_value_set_int (code, "ends_ms", discount->ends_us / 1000);
  vt_value_set (object, "code", code);
}

static gboolean
set_products (VtView *view, VtValue *object, const VtLive *live, GError **error)
{
  g_autoptr (GArray) ids = vt_live_list_products (view->db, live->id, error);
  VtValue *cards = ids != NULL ? vt_model_cards_of (view, ids, error) : NULL;

  if (cards == NULL)
    return FALSE;

  vt_value_set_boolean (object, "has_products", vt_value_get_length (cards) > 0);
  vt_value_set (object, "products", cards);
  return TRUE;
}

static gboolean
set_others (VtView *view, VtValue *object, const VtLive *live, GError **error)
{
  g_autoptr (GPtrArray) lives = vt_live_list (view->db, view->request->drafts, error);
  VtValue *others = vt_value_new_array (view->arena);

  vt_value_set (object, "others", others);
  for (guint i = 0; lives != NULL && i < lives->len; i++)
    {
      const VtLive *other = g_ptr_array_index (lives, i);
      VtValue *item;

      if (other->id == live->id)
        continue;
      item = vt_value_new_object (view->arena);
      vt_value_set_string (item, "title", title_of (view, other));
      vt_value_take_string (item, "url", vt_model_live_path (view, other->id, other->handle));
      set_times (view, item, other);
      vt_value_add (others, item);
    }
  vt_value_set_boolean (object, "has_others", vt_value_get_length (others) > 0);

  return lives != NULL;
}

static void
fill_seo (VtView *view, const VtLive *live, const char *path, const VtMarkdown *text)
{
  g_autofree char *list = vt_view_path (view, "/live");
  VtSeo seo = { "live", NULL, NULL, NULL, NULL, path, "article", { NULL, 0, 0, NULL, 0 }, FALSE, -1, FALSE };

  seo.title = title_of (view, live);
  seo.text = text->html;
  seo.photo = photo_of (view, live);
  seo.preload = live->sha256 != NULL;
  vt_model_add_crumb (view, vt_model_string (view, "live"), list, FALSE);
  vt_model_add_crumb (view, seo.title, path, TRUE);
  vt_seo_fill (view, &seo, vt_seo_crumbs (view));
}

static VtSiteResponse *
show (VtView *view, const VtLive *live, GError **error)
{
  g_autofree char *path = vt_model_live_path (view, live->id, live->handle);
  g_autoptr (VtMarkdown) text =
      vt_text_model_read (view, vt_view_text (view, "live_event", live->id, "body", live->body), FALSE);
  VtModelPhoto photo = photo_of (view, live);
  VtValue *object = vt_value_new_object (view->arena);

  vt_value_set (view->model, "live", object);
  vt_value_set_int (object, "id", live->id);
  vt_value_set_string (object, "title", title_of (view, live));
  vt_value_set_string (object, "title_lang", vt_view_text_language (view, "live_event", live->id, "title"));
  vt_value_set_string (object, "body_trusted", text->html);
  vt_value_set_string (object, "body_lang", vt_view_text_language (view, "live_event", live->id, "body"));
  vt_value_take_string (object, "url", g_strdup (path));
  vt_value_set (object, "picture", vt_model_picture (view->arena, &photo));
  set_times (view, object, live);
  set_video (view, object, live);
  set_code (view, object, live);
  if (!set_products (view, object, live, error) || !set_others (view, object, live, error))
    return NULL;
  fill_seo (view, live, path, text);

  return vt_view_render (view, "live", 200, error);
}

/**
 * vt_view_live:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the live sale that is running or comes next, else the last one that was; %NULL
 * without @error when the shop has none
 */
VtSiteResponse *
vt_view_live (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autoptr (GPtrArray) lives = vt_live_list (self->db, self->request->drafts, error);
  guint featured = lives != NULL ? vt_live_find_featured (lives, self->request->now_us) : 0;

  for (guint i = 0; lives != NULL && i < lives->len; i++)
    {
      const VtLive *live = g_ptr_array_index (lives, i);

      vt_db_is_past (self->db, live->starts_us, self->request->now_us);
      vt_db_is_past (self->db, live->ends_us, self->request->now_us);
    }

  return lives != NULL && featured < lives->len ? show (self, g_ptr_array_index (lives, featured), error) : NULL;
}

/**
 * vt_view_live_event:
 * @self: a view
 * @handle: a live sale's handle
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): its page; %NULL without @error when there is none
 */
VtSiteResponse *
vt_view_live_event (VtView *self, const char *handle, GError **error)
{
  g_autoptr (VtLive) live = NULL;
  VtSiteResponse *moved;
  gint64 id = 0;

  if (!vt_view_find (self, "live_event", handle, &id, error) || id == 0)
    return NULL;
  live = vt_live_load (self->db, id, error);
  if (live == NULL || (!live->active && !self->request->drafts))
    return NULL;

  moved = vt_view_settle (self, "live_event", id, live->handle);
  return moved != NULL ? moved : show (self, live, error);
}
