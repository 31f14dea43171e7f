#define G_LOG_DOMAIN "vt-site"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"
#include "orders/vt-tax.h"
#include "shop/vt-settings.h"
#include "site/vt-popup-model.h"
#include "site/vt-product-page.h"
#include "site/vt-seo.h"

#include <string.h>

#define RELATED     4
#define LARGE_WIDTH 1280
#define MANY_PHOTOS 7 /* more than these are behind a button on wide screens */
#define MANY_DOTS   8
#define BRIEF_CHARS 480 /* of HTML: a longer description stands after what is needed to buy */

static const char *
title_of (VtView *view, VtProduct *product)
{
  return vt_view_text (view, "product", vt_product_get_id (product), "title", vt_product_get_title (product));
}

static VtModelPhoto
photo_of (VtView *view, VtProduct *product, const VtPhoto *photo)
{
  const char *alt = vt_view_text (view, "photo", photo->id, "alt", photo->alt);

  return (VtModelPhoto){ photo->sha256, photo->width, photo->height,
                         alt != NULL && *alt != '\0' ? alt : title_of (view, product) };
}

static void
set_photo_count (VtView *view, JsonObject *object, guint n)
{
  json_object_set_boolean_member (object, "has_photos", n > 0);
  json_object_set_boolean_member (object, "several_photos", n > 1);
  json_object_set_boolean_member (object, "dots", n > 1 && n <= MANY_DOTS);
  json_object_set_int_member (object, "photo_count", n);
  vt_model_take_text (object, "all_photos", n > MANY_PHOTOS ? vt_model_count (view, "all_photos", n) : NULL);
}

/* The photograph that is seen first: the asked variant's own, else the merchant's first. */
static guint
leading_photo (VtView *view, VtProduct *product, const VtVariant *chosen)
{
  gboolean asked = view->request->query != NULL && g_hash_table_contains (view->request->query, "variant");

  for (guint i = 0; asked && chosen->photo_id != 0 && i < vt_product_get_n_photos (product); i++)
    if (vt_product_get_photo (product, i)->id == chosen->photo_id)
      return i;

  return 0;
}

static JsonObject *
new_photo (VtView *view, VtProduct *product, guint i, gboolean first)
{
  const VtPhoto *photo = vt_product_get_photo (product, i);
  VtModelPhoto source = photo_of (view, product, photo);
  JsonObject *item = json_object_new ();

  json_object_set_int_member (item, "id", photo->id);
  json_object_set_int_member (item, "number", (gint64) i + 1);
  json_object_set_boolean_member (item, "first", first);
  vt_model_take_node (item, "picture", vt_model_picture (&source));
  vt_model_take_text (item, "large", vt_model_picture_url (photo->sha256, photo->width, LARGE_WIDTH));

  return item;
}

static void
set_photos (VtView *view, JsonObject *object, VtProduct *product, const VtVariant *chosen)
{
  JsonArray *photos = json_array_new ();
  guint n = vt_product_get_n_photos (product);
  guint lead = leading_photo (view, product, chosen);

  if (n > 0)
    json_array_add_object_element (photos, new_photo (view, product, lead, TRUE));
  for (guint i = 0; i < n; i++)
    if (i != lead)
      json_array_add_object_element (photos, new_photo (view, product, i, FALSE));
  json_object_set_array_member (object, "photos", photos);
  set_photo_count (view, object, n);
}

/* Says what the price holds, as far as the shop's own country goes: another one is known in the bag. */
static gboolean
set_tax_note (VtView *view, JsonObject *object, VtProduct *product, GError **error)
{
  g_autofree char *included = vt_setting_get (view->db, "tax.included", error);
  g_autoptr (GError) failure = NULL;
  g_autoptr (VtTaxRate) rate = vt_tax_rate_find (view->db, vt_product_get_tax_class (product), view->country, &failure);
  const char *key = g_strcmp0 (included, "1") == 0 ? "tax_note" : "tax_note_excluded";

  if (included == NULL)
    return FALSE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  vt_model_take_text (object, "tax_note", rate != NULL ? vt_model_fill (view, key, "name", rate->name) : NULL);
  return TRUE;
}

/* Films are links: pages of others are not shown inside the shop. */
static gboolean
set_videos (VtView *view, JsonObject *object, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) videos = vt_product_list_videos (view->db, product_id, error);
  JsonArray *items;

  if (videos == NULL)
    return FALSE;

  items = json_array_new ();
  for (guint i = 0; i < videos->len; i++)
    {
      const VtVideo *video = g_ptr_array_index (videos, i);
      g_autofree char *site = vt_video_get_site (video->url);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "url", video->url);
      json_object_set_string_member (item, "title",
                                     vt_view_text (view, "product_video", video->id, "title", video->title));
      vt_model_take_text (item, "watch", vt_model_fill (view, "watch", "site", site));
      json_array_add_object_element (items, item);
    }
  json_object_set_array_member (object, "videos", items);
  json_object_set_boolean_member (object, "has_videos", videos->len > 0);

  return TRUE;
}

/* What the merchant chose, as far as it may be seen. */
static JsonArray *
list_chosen (VtView *view, gint64 product_id, GError **error)
{
  g_autoptr (GArray) ids = vt_product_list_related (view->db, product_id, error);
  g_autoptr (GPtrArray) rows =
      ids != NULL ? vt_product_list_rows (view->db, (const gint64 *) (gpointer) ids->data, ids->len, error) : NULL;

  if (rows == NULL)
    return NULL;

  for (guint i = rows->len; i-- > 0;)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (!vt_model_is_visible (view, row->status, row->publish_us) || row->n_variants == 0)
        g_ptr_array_remove_index (rows, i);
    }

  return vt_model_cards (view, rows, 0, rows->len);
}

/* The first products of a collection, which most of its products show. */
typedef struct
{
  GArray *ids;
  JsonArray *cards;
} First;

static void
first_free (gpointer data)
{
  First *first = data;

  g_array_unref (first->ids);
  json_array_unref (first->cards);
  g_free (first);
}

static First *
get_first (VtView *view, gint64 collection_id, GError **error)
{
  g_autofree char *name = g_strdup_printf ("first of %" G_GINT64_FORMAT " %s%s", collection_id, view->language,
                                           view->request->drafts ? " drafts" : "");
  First *first = vt_snapshot_get_kept (view->snapshot, name);
  GHashTable *texts;
  g_autoptr (GPtrArray) rows = NULL;

  if (first != NULL)
    return first;

  rows = vt_model_list_products (view, collection_id, NULL, RELATED + 1, error);
  if (rows == NULL)
    return NULL;

  first = g_new0 (First, 1);
  first->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (first->ids, ((VtProductRow *) g_ptr_array_index (rows, i))->id);
  texts = vt_view_set_texts (view, NULL);
  first->cards = vt_model_cards (view, rows, 0, rows->len);
  g_hash_table_unref (vt_view_set_texts (view, texts));
  vt_snapshot_keep (view->snapshot, name, first, first_free);
  return first;
}

static JsonArray *
list_related (VtView *view, gint64 collection_id, gint64 product_id, GError **error)
{
  First *first = get_first (view, collection_id, error);
  JsonArray *cards;

  if (first == NULL)
    return NULL;

  cards = json_array_new ();
  for (guint i = 0; i < first->ids->len && json_array_get_length (cards) < RELATED; i++)
    if (g_array_index (first->ids, gint64, i) != product_id)
      json_array_add_object_element (cards, json_object_ref (json_array_get_object_element (first->cards, i)));

  return cards;
}

/* Nothing is claimed of what others buy: it was chosen by hand, or stands in the same collection. */
static char *
window_title (VtView *view, const VtCollection *collection, gboolean chosen)
{
  if (chosen)
    return g_strdup (vt_model_string (view, "goes_with"));
  if (collection == NULL)
    return g_strdup (vt_model_string (view, "related"));

  return vt_model_fill (view, "more_from", "name",
                        vt_view_text (view, "collection", collection->id, "title", collection->title));
}

static gboolean
set_related (VtView *view, VtProduct *product, const VtCollection *collection, GError **error)
{
  gint64 id = vt_product_get_id (product);
  JsonArray *items = list_chosen (view, id, error);
  gboolean chosen = items != NULL && json_array_get_length (items) > 0;
  JsonObject *related;

  json_object_set_null_member (view->model, "related");
  if (items != NULL && !chosen)
    {
      json_array_unref (items);
      items = list_related (view, collection != NULL ? collection->id : 0, id, error);
    }
  if (items == NULL)
    return FALSE;
  if (json_array_get_length (items) == 0)
    {
      json_array_unref (items);
      return TRUE;
    }

  related = json_object_new ();
  vt_model_take_text (related, "title", window_title (view, collection, chosen));
  json_object_set_string_member (related, "note", "");
  json_object_set_string_member (related, "action", collection != NULL ? vt_model_string (view, "see_all") : "");
  vt_model_take_text (related, "url",
                      collection != NULL ? vt_model_collection_path (view, collection->id, collection->handle)
                                         : g_strdup (""));
  json_object_set_array_member (related, "items", items);
  json_object_set_object_member (view->model, "related", related);

  return TRUE;
}

static void
fill_page (VtView *view, VtProduct *product, const VtVariant *chosen, const char *path)
{
  const VtPhoto *photo = vt_product_get_n_photos (product) > 0
                             ? vt_product_get_photo (product, leading_photo (view, product, chosen))
                             : NULL;
  gint64 id = vt_product_get_id (product);
  VtSeo seo = { "product",
                title_of (view, product),
                vt_view_text (view, "product", id, "seo_title", vt_product_get_seo_title (product)),
                vt_view_text (view, "product", id, "seo_description", vt_product_get_seo_description (product)),
                vt_view_text (view, "product", id, "description_html", vt_product_get_description_html (product)),
                path,
                "product",
                { NULL, 0, 0, NULL },
                TRUE,
                chosen->price_minor,
                !vt_product_is_public (product, view->request->now_us) };

  if (photo != NULL)
    seo.photo = photo_of (view, product, photo);
  if (*seo.text == '\0')
    seo.text = seo.title;
  vt_seo_fill (view, &seo, vt_seo_product (view, product));
}

static VtSiteResponse *
show (VtView *view, VtProduct *product, GError **error)
{
  gint64 id = vt_product_get_id (product);
  g_autofree char *path = vt_model_product_path (view, id, vt_product_get_handle (product));
  g_autoptr (GPtrArray) collections = vt_collection_list_of_product (view->db, id, error);
  const VtVariant *chosen = vt_product_page_choose (view, product);
  const VtCollection *collection;
  JsonObject *object;

  if (collections == NULL)
    return NULL;

  collection = collections->len > 0 ? g_ptr_array_index (collections, 0) : NULL;
  if (collection != NULL)
    {
      g_autofree char *url = vt_model_collection_path (view, collection->id, collection->handle);

      vt_model_add_crumb (view, vt_view_text (view, "collection", collection->id, "title", collection->title), url,
                          FALSE);
    }
  vt_model_add_crumb (view, title_of (view, product), path, TRUE);

  object = json_object_new ();
  json_object_set_object_member (view->model, "product", object);
  json_object_set_int_member (object, "id", id);
  json_object_set_string_member (object, "title", title_of (view, product));
  vt_model_set_text (object, "title_lang", vt_view_text_language (view, "product", id, "title"));
  json_object_set_string_member (object, "url", path);
  json_object_set_string_member (object, "vendor", vt_product_get_vendor (product));
  json_object_set_string_member (
      object, "description_trusted",
      vt_view_text (view, "product", id, "description_html", vt_product_get_description_html (product)));
  json_object_set_boolean_member (object, "brief",
                                  g_utf8_strlen (json_object_get_string_member (object, "description_trusted"), -1) <=
                                      BRIEF_CHARS);
  vt_model_set_text (object, "description_lang", vt_view_text_language (view, "product", id, "description_html"));
  json_object_set_object_member (
      object, "price", vt_model_price (view, chosen->id, chosen->price_minor, chosen->compare_at_minor, FALSE));
  set_photos (view, object, product, chosen);
  vt_product_page_set_choice (view, object, product, chosen);
  vt_product_page_set_place (view);
  fill_page (view, product, chosen, path);

  if (!set_videos (view, object, id, error) || !set_tax_note (view, object, product, error) ||
      !vt_product_page_set_delivery (view, object, chosen, error) ||
      !vt_product_page_set_facts (view, object, product, error) ||
      !vt_product_page_set_reviews (view, object, product, error) ||
      !vt_product_page_set_links (view, object, product, path, error) ||
      !set_related (view, product, collection, error) || !vt_popup_model_fill (view, error))
    return NULL;

  return vt_view_render (view, "product", 200, error);
}

/**
 * vt_view_product:
 * @self: a view
 * @handle: a product's handle
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the product's page; %NULL without @error when there is none to be seen
 */
VtSiteResponse *
vt_view_product (VtView *self, const char *handle, GError **error)
{
  g_autoptr (VtProduct) product = NULL;
  VtSiteResponse *moved;
  gint64 id = 0;

  if (!vt_view_find (self, "product", handle, &id, error) || id == 0)
    return NULL;
  product = vt_product_load (self->db, id, error);
  if (product == NULL ||
      !vt_model_is_visible (self, (int) vt_product_get_status (product), vt_product_get_publish_us (product)) ||
      vt_product_get_n_variants (product) == 0)
    return NULL;

  moved = vt_view_settle (self, "product", id, vt_product_get_handle (product));
  return moved != NULL ? moved : show (self, product, error);
}
