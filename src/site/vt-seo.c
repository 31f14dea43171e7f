#define G_LOG_DOMAIN "vt-site"

#include "site/vt-seo.h"

#include "base/vt-money.h"
#include "base/vt-text.h"
#include "site/vt-seo-card.h"
#include "site/vt-snippet.h"

#include <string.h>
#include <unicode/uloc.h>

#define OG_PICTURE_WIDTH 1280

/* What X shows of a card (its own documentation): characters. */
#define X_TITLE_CHARS 70
#define X_TEXT_CHARS  200

/**
 * vt_seo_address:
 * @view: a view
 * @path: a path of the storefront
 *
 * Returns: (transfer full): the whole address
 */
char *
vt_seo_address (VtView *view, const char *path)
{
  return g_strconcat (view->request->base_url, path, NULL);
}

/* Open Graph writes language_TERRITORY; a language alone gets the country where most speak it. */
static char *
og_locale (const char *language)
{
  char full[ULOC_FULLNAME_CAPACITY] = { 0 };
  char name[ULOC_LANG_CAPACITY] = { 0 };
  char country[ULOC_COUNTRY_CAPACITY] = { 0 };
  UErrorCode status = U_ZERO_ERROR;

  uloc_addLikelySubtags (language, full, sizeof full, &status);
  uloc_getLanguage (full, name, sizeof name, &status);
  uloc_getCountry (full, country, sizeof country, &status);

  return U_SUCCESS (status) && *country != '\0' ? g_strdup_printf ("%s_%s", name, country) : g_strdup (language);
}

/* A photograph as it is, for addresses that ask for something of their own: a drawn card is that of the thing. */
static VtValue *
photo_image (VtView *view, const VtModelPhoto *photo)
{
  g_autofree char *path = NULL;
  VtValue *image;
  int width;

  if (photo->sha256 == NULL || *photo->sha256 == '\0')
    return NULL;

  path = vt_model_picture_url (photo->sha256, photo->width, OG_PICTURE_WIDTH);
  width = MIN (photo->width, photo->width >= OG_PICTURE_WIDTH ? OG_PICTURE_WIDTH : photo->width >= 640 ? 640 : 320);
  image = vt_value_new_object (view->arena);
  vt_value_take_string (image, "url", vt_seo_address (view, path));
  vt_value_set_string (image, "type", "image/jpeg");
  vt_value_set_int (image, "width", width);
  vt_value_set_int (image, "height", photo->width > 0 ? (gint64) photo->height * width / photo->width : 0);
  vt_value_set_string (image, "alt", photo->alt != NULL ? photo->alt : "");

  return image;
}

/* The path of the drawn card: of what the page is of, else of the shop. */
static char *
card_path (VtView *view, const VtSeo *seo)
{
  gint64 id = 0;
  const char *kind = vt_view_get_place (view, &id);
  VtSeoCard card = { "product", id, seo->title, seo->photo.sha256, view->price_minor, view->price_from };

  if (kind != NULL && strcmp (kind, "product") == 0)
    return vt_seo_card_path (view, &card);
  if (kind != NULL)
    return vt_seo_card_path_of (view, kind, id);

  return vt_seo_card_path_of (view, "home", 0);
}

static gboolean
has_query (VtView *view)
{
  return view->request->query != NULL && g_hash_table_size (view->request->query) > 0;
}

static VtValue *
og_image (VtView *view, const VtSeo *seo, const char *title)
{
  g_autofree char *path = seo->hidden || view->personal || has_query (view) ? NULL : card_path (view, seo);
  VtValue *image = path == NULL ? photo_image (view, &seo->photo) : vt_value_new_object (view->arena);

  if (image == NULL)
    return vt_value_null ();
  if (path != NULL)
    {
      vt_value_take_string (image, "url", vt_seo_address (view, path));
      vt_value_set_string (image, "type", "image/jpeg");
      vt_value_set_int (image, "width", VT_SEO_CARD_WIDTH);
      vt_value_set_int (image, "height", VT_SEO_CARD_HEIGHT);
      vt_value_take_string (
          image, "alt",
          vt_text_ellipsise (seo->title != NULL && *seo->title != '\0' ? seo->title : title, X_TEXT_CHARS));
    }

  return image;
}

/* The other languages that the page is there in. */
static void
set_locales (VtView *view, VtValue *og)
{
  VtValue *others = vt_value_new_array (view->arena);

  for (guint i = 0; view->languages[i] != NULL; i++)
    if (view->languages[i] != view->language)
      {
        VtValue *other = vt_value_new_object (view->arena);

        vt_value_take_string (other, "locale", og_locale (view->languages[i]));
        vt_value_add (others, other);
      }

  vt_value_take_string (og, "locale", og_locale (view->language));
  vt_value_set (og, "other_locales", others);
}

static VtValue *
make_og (VtView *view, const VtSeo *seo, const char *title, const char *description, const char *canonical)
{
  VtValue *og = vt_value_new_object (view->arena);

  vt_value_set_string (og, "type", seo->og_type != NULL ? seo->og_type : "website");
  vt_value_set_string (og, "title", seo->title != NULL && *seo->title != '\0' ? seo->title : title);
  vt_value_set_string (og, "description", description);
  vt_value_set_string (og, "url", canonical);
  set_locales (view, og);
  vt_value_set_string (og, "site_name", view->name);
  vt_value_set (og, "image", og_image (view, seo, title));
  vt_value_take_string (og, "x_title", vt_text_ellipsise (vt_value_get_string (og, "title"), X_TITLE_CHARS));
  vt_value_take_string (og, "x_description", vt_text_ellipsise (description, X_TEXT_CHARS));
  if (seo->price_minor >= 0)
    {
      VtValue *price = vt_value_new_object (view->arena);

      vt_value_take_string (price, "amount", vt_money_to_decimal (vt_money_new (seo->price_minor, view->currency)));
      vt_value_set_string (price, "currency", view->currency);
      vt_value_set (og, "price", price);
    }
  else
    vt_value_set_null (og, "price");

  return og;
}

static void
set_preload (VtValue *page, const VtSeo *seo)
{
  VtValue *picture;
  VtValue *preload;

  vt_value_set_null (page, "preload");
  if (!seo->preload)
    return;

  picture = vt_model_picture (vt_value_get_arena (page), &seo->photo);
  if (!vt_value_is_object (picture))
    return;

  preload = vt_value_new_object (vt_value_get_arena (page));
  vt_value_set_string (preload, "srcset", vt_value_get_string (picture, "avif"));
  vt_value_set_string (preload, "type", "image/avif");
  vt_value_set (page, "preload", preload);
}

/**
 * vt_seo_fill:
 * @view: a view whose common model is filled
 * @seo: what the page is about
 * @json_ld: (nullable): what it says in schema.org's words
 *
 * Fills `page` of the model; vt_seo_finish() completes it.
 */
void
vt_seo_fill (VtView *view, const VtSeo *seo, VtValue *json_ld)
{
  VtValue *page = vt_value_new_object (view->arena);
  g_autofree char *title = vt_snippet_make_title (seo->own_title, seo->title, view->extra_word, view->name);
  g_autofree char *description = vt_snippet_make_description (seo->description, seo->text);
  g_autofree char *canonical = vt_seo_address (view, seo->path);

  vt_value_set_string (page, "kind", seo->kind);
  vt_value_set_string (page, "title", title);
  vt_value_set_string (page, "description", description);
  vt_value_set_string (page, "canonical", canonical);
  vt_value_set_string (page, "robots", seo->hidden || view->request->drafts ? "noindex" : NULL);
  set_preload (page, seo);
  vt_value_set (page, "graph", json_ld != NULL ? json_ld : vt_value_null ());
  vt_value_set (page, "og", make_og (view, seo, title, description, canonical));

  vt_value_set (view->model, "page", page);
}

/**
 * vt_seo_finish:
 * @view: a view whose model is complete
 *
 * Says of the page in schema.org's words what can be said only now, and writes it down.
 */
void
vt_seo_finish (VtView *view)
{
  VtValue *page = vt_value_get (view->model, "page");
  VtValue *graph = page != NULL ? vt_value_get (page, "graph") : NULL;

  if (page == NULL)
    return;

  vt_value_set_null (page, "json_ld_trusted");
  if (graph == NULL)
    return;
  if (vt_value_is_object (graph))
    {
      vt_seo_add_things (view, vt_value_get (graph, "@graph"));
      vt_value_take_string (page, "json_ld_trusted", vt_value_to_script_json (graph));
    }
  vt_value_remove (page, "graph");
}
