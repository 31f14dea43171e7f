#define G_LOG_DOMAIN "vt-site"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-video.h"
#include "orders/vt-tax.h"
#include "shop/vt-settings.h"
#include "site/vt-offer-model.h"
#include "site/vt-product-page.h"
#include "site/vt-sections.h"
#include "site/vt-seo.h"

#include <string.h>

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
                         alt != NULL && *alt != '\0' ? alt : title_of (view, product), photo->ground };
}

static void
set_photo_count (VtView *view, VtValue *object, guint n)
{
  vt_value_set_boolean (object, "has_photos", n > 0);
  vt_value_set_boolean (object, "several_photos", n > 1);
  vt_value_set_boolean (object, "dots", n > 1 && n <= MANY_DOTS);
  vt_value_set_int (object, "photo_count", n);
  vt_value_take_string (object, "all_photos", n > MANY_PHOTOS ? vt_model_count (view, "all_photos", n) : NULL);
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

static VtValue *
new_photo (VtView *view, VtProduct *product, guint i, gboolean first)
{
  const VtPhoto *photo = vt_product_get_photo (product, i);
  VtModelPhoto source = photo_of (view, product, photo);
  VtValue *item = vt_value_new_object (view->arena);

  vt_value_set_int (item, "id", photo->id);
  vt_value_set_int (item, "number", (gint64) i + 1);
  vt_value_set_boolean (item, "first", first);
  vt_value_set (item, "picture", vt_model_picture (view->arena, &source));
  vt_value_take_string (item, "large", vt_model_picture_url (photo->sha256, photo->width, LARGE_WIDTH));

  return item;
}

static void
set_photos (VtView *view, VtValue *object, VtProduct *product, const VtVariant *chosen)
{
  VtValue *photos = vt_value_new_array (view->arena);
  guint n = vt_product_get_n_photos (product);
  guint lead = leading_photo (view, product, chosen);

  if (n > 0)
    vt_value_add (photos, new_photo (view, product, lead, TRUE));
  for (guint i = 0; i < n; i++)
    if (i != lead)
      vt_value_add (photos, new_photo (view, product, i, FALSE));
  vt_value_set (object, "photos", photos);
  set_photo_count (view, object, n);
}

/* Says what the price holds, as far as the shop's own country goes: another one is known in the bag. */
static gboolean
set_tax_note (VtView *view, VtValue *object, VtProduct *product, GError **error)
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

  vt_value_take_string (object, "tax_note", rate != NULL ? vt_model_fill (view, key, "name", rate->name) : NULL);
  return TRUE;
}

/* Films are links: pages of others are not shown inside the shop. */
static gboolean
set_videos (VtView *view, VtValue *object, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) videos = vt_product_list_videos (view->db, product_id, error);
  VtValue *items;

  if (videos == NULL)
    return FALSE;

  items = vt_value_new_array (view->arena);
  for (guint i = 0; i < videos->len; i++)
    {
      const VtVideo *video = g_ptr_array_index (videos, i);
      g_autofree char *site = vt_video_get_site (video->url);
      VtValue *item = vt_value_new_object (view->arena);

      vt_value_set_string (item, "url", video->url);
      vt_value_set_string (item, "title", vt_view_text (view, "product_video", video->id, "title", video->title));
      vt_value_take_string (item, "watch", vt_model_fill (view, "watch", "site", site));
      vt_value_add (items, item);
    }
  vt_value_set (object, "videos", items);
  vt_value_set_boolean (object, "has_videos", videos->len > 0);

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
                { NULL, 0, 0, NULL, 0 },
                TRUE,
                vt_offer_price (view, id, chosen->id, chosen->price_minor),
                !vt_product_is_public (product, view->request->now_us) };

  if (photo != NULL)
    seo.photo = photo_of (view, product, photo);
  if (*seo.text == '\0')
    seo.text = seo.title;
  vt_seo_fill (view, &seo, vt_seo_product (view, product));
}

static void
set_offers (VtView *view, VtValue *object, gint64 product_id, const VtVariant *chosen)
{
  VtValue *offers = vt_offer_model_list (view, product_id, chosen->id, chosen->price_minor);

  vt_value_set_boolean (object, "has_offers", vt_value_get_length (offers) > 0);
  vt_value_set (object, "offers", offers);
}

static VtSiteResponse *
show (VtView *view, VtProduct *product, GError **error)
{
  gint64 id = vt_product_get_id (product);
  g_autofree char *path = vt_model_product_path (view, id, vt_product_get_handle (product));
  g_autoptr (GPtrArray) collections = vt_collection_list_of_product (view->db, id, error);
  const VtVariant *chosen = vt_product_page_choose (view, product);
  const VtCollection *collection;
  VtValue *object;

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

  object = vt_value_new_object (view->arena);
  vt_value_set (view->model, "product", object);
  vt_value_set_int (object, "id", id);
  vt_value_set_string (object, "title", title_of (view, product));
  vt_value_set_string (object, "title_lang", vt_view_text_language (view, "product", id, "title"));
  vt_value_set_string (object, "url", path);
  vt_value_set_string (object, "vendor", vt_product_get_vendor (product));
  vt_value_set_string (
      object, "description_trusted",
      vt_view_text (view, "product", id, "description_html", vt_product_get_description_html (product)));
  vt_value_set_boolean (object, "brief",
                        g_utf8_strlen (vt_value_get_string (object, "description_trusted"), -1) <= BRIEF_CHARS);
  vt_value_set_string (object, "description_lang", vt_view_text_language (view, "product", id, "description_html"));
  vt_value_set (object, "price",
                vt_model_price (view, id, chosen->id, chosen->price_minor, chosen->compare_at_minor, FALSE));
  set_offers (view, object, id, chosen);
  set_photos (view, object, product, chosen);
  vt_product_page_set_choice (view, object, product, chosen);
  vt_product_page_set_place (view);
  if (!vt_product_page_set_delivery (view, object, chosen, error))
    return NULL;
  fill_page (view, product, chosen, path);

  if (!set_videos (view, object, id, error) || !set_tax_note (view, object, product, error) ||
      !vt_product_page_set_facts (view, object, product, error) ||
      !vt_product_page_set_reviews (view, object, product, error) ||
      !vt_product_page_set_links (view, object, product, path, error) ||
      !vt_sections_fill_page (view, VT_SECTION_PAGE_PRODUCT, product, collection, error))
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
