#define G_LOG_DOMAIN "vt-catalogue"

/* Making a product like another one. */

#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-fact.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"
#include "catalogue/vt-size-table.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>

static VtVariantInput *
inputs_of (VtProduct *product)
{
  guint n_variants = vt_product_get_n_variants (product);
  VtVariantInput *inputs = g_new0 (VtVariantInput, n_variants);

  for (guint i = 0; i < n_variants; i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);

      inputs[i].values = (const char *const *) variant->values;
      inputs[i].price_minor = variant->price_minor;
      inputs[i].compare_at_minor = variant->compare_at_minor;
      inputs[i].cost_minor = variant->cost_minor;
      inputs[i].weight_g = variant->weight_g;
      inputs[i].weight_unit = variant->weight_unit;
      inputs[i].track_stock = variant->track_stock;
      inputs[i].backorder = variant->backorder;
      inputs[i].low_stock = variant->low_stock;
      inputs[i].shipped = variant->shipped;
    }

  return inputs;
}

static gboolean
copy_variants (VtDb *db, VtProduct *product, gint64 new_id, VtVariantInput *inputs, GError **error)
{
  guint n_variants = vt_product_get_n_variants (product);

  if (!vt_product_set_variants (db, new_id, vt_product_get_option_names (product), inputs, n_variants, error))
    return FALSE;
  for (guint i = 0; i < n_variants; i++)
    if (!vt_translation_copy (db, "variant", vt_product_get_variant (product, i)->id, "option_values", inputs[i].id,
                              error))
      return FALSE;

  return TRUE;
}

static gboolean
copy_photos (VtDb *db, VtProduct *product, gint64 new_id, const VtVariantInput *inputs, GError **error)
{
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    {
      const VtPhoto *photo = vt_product_get_photo (product, i);
      gint64 photo_id = 0;

      if (!vt_product_add_photo (db, new_id, photo->sha256, photo->alt, -1, &photo_id, error) ||
          !vt_translation_copy (db, "photo", photo->id, "alt", photo_id, error))
        return FALSE;
      for (guint j = 0; j < vt_product_get_n_variants (product); j++)
        if (vt_product_get_variant (product, j)->photo_id == photo->id &&
            !vt_variant_set_photo (db, inputs[j].id, photo_id, error))
          return FALSE;
    }

  return TRUE;
}

static gboolean
copy_collections (VtDb *db, gint64 id, gint64 new_id, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list_of_product (db, id, error);

  for (guint i = 0; collections != NULL && i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);

      if (collection->rule_match == VT_RULES_NONE && !vt_collection_add_product (db, collection->id, new_id, error))
        return FALSE;
    }

  return collections != NULL;
}

static gboolean
copy_videos (VtDb *db, gint64 id, gint64 new_id, GError **error)
{
  g_autoptr (GPtrArray) videos = vt_product_list_videos (db, id, error);

  for (guint i = 0; videos != NULL && i < videos->len; i++)
    {
      const VtVideo *video = g_ptr_array_index (videos, i);

      if (!vt_product_add_video (db, new_id, video->url, video->title, -1, NULL, error))
        return FALSE;
    }

  return videos != NULL;
}

static gboolean
copy_facts (VtDb *db, gint64 id, gint64 new_id, GError **error)
{
  g_autoptr (GPtrArray) facts = vt_product_list_facts (db, id, error);

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    {
      const VtFact *fact = g_ptr_array_index (facts, i);
      gint64 fact_id = 0;

      if (!vt_product_add_fact (db, new_id, fact->name, fact->value, -1, &fact_id, error) ||
          !vt_translation_copy (db, "product_fact", fact->id, "name", fact_id, error) ||
          !vt_translation_copy (db, "product_fact", fact->id, "value", fact_id, error))
        return FALSE;
    }

  return facts != NULL;
}

static gboolean
copy_size_table (VtDb *db, gint64 id, gint64 new_id, GError **error)
{
  gint64 table_id = 0;

  return vt_product_get_size_table (db, id, &table_id, error) &&
         vt_product_set_size_table (db, new_id, table_id, error);
}

static gboolean
copy_related (VtDb *db, gint64 id, gint64 new_id, GError **error)
{
  g_autoptr (GArray) ids = vt_product_list_related (db, id, error);

  return ids != NULL && vt_product_set_related (db, new_id, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

/**
 * vt_product_duplicate:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @title: (nullable): name of the copy; %NULL makes one
 * @new_id: (out) (optional): id of the copy
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Makes a draft like another product. SKUs, barcodes and stock are not copied: each names or counts one thing only; nor
 * are the texts for search engines, which must differ.
 *
 * Returns: whether the copy was made
 */
gboolean
vt_product_duplicate (VtDb *db, gint64 id, const char *title, gint64 *new_id, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);
  g_autofree char *copy_title = NULL;
  g_autofree VtVariantInput *inputs = NULL;
  gint64 copy = 0;

  if (product == NULL)
    return FALSE;

  copy_title = title != NULL ? g_strdup (title) : g_strdup_printf (_ ("Copy of %s"), vt_product_get_title (product));
  inputs = inputs_of (product);
  if (!vt_product_create (db, copy_title, &copy, error) ||
      !vt_product_set_description_html (db, copy, vt_product_get_description_html (product), error) ||
      !vt_product_set_vendor (db, copy, vt_product_get_vendor (product), error) ||
      !vt_product_set_product_type (db, copy, vt_product_get_product_type (product), error) ||
      !vt_product_set_tax_class (db, copy, vt_product_get_tax_class (product), error) ||
      !vt_product_set_shipping_class (db, copy, vt_product_get_shipping_class (product), error) ||
      !vt_translation_copy (db, "product", id, "description_html", copy, error) ||
      !vt_translation_copy (db, "product", id, "option_names", copy, error) ||
      !vt_product_set_tags (db, copy, vt_product_get_tags (product), error) ||
      !copy_variants (db, product, copy, inputs, error) || !copy_photos (db, product, copy, inputs, error) ||
      !copy_collections (db, id, copy, error) || !copy_videos (db, id, copy, error) ||
      !copy_related (db, id, copy, error) || !copy_facts (db, id, copy, error) ||
      !copy_size_table (db, id, copy, error))
    return FALSE;

  if (new_id != NULL)
    *new_id = copy;
  return TRUE;
}
