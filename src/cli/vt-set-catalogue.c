#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"
#include "catalogue/vt-size-table.h"
#include "catalogue/vt-stock.h"
#include "cli/vt-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STOCK_MAX G_GINT64_CONSTANT (1000000000)

typedef gboolean (*SetNumber) (VtDb *db, gint64 variant_id, gint64 number, GError **error);

static gboolean
find_product (VtSetTarget *target, const char *name, GError **error)
{
  target->product = vt_product_find_by_handle (target->db, name, error);
  if (target->product == NULL)
    return FALSE;

  target->id = vt_product_get_id (target->product);
  target->title = g_strdup (vt_product_get_title (target->product));
  return TRUE;
}

static gboolean
find_variant (VtSetTarget *target, const char *name, GError **error)
{
  gint64 product_id = 0;

  if (!vt_variant_find_by_sku (target->db, name, &target->variant_id, &product_id, error))
    return FALSE;

  target->product = vt_product_load (target->db, product_id, error);
  target->id = product_id;
  target->title = g_strdup (name);
  return target->product != NULL;
}

/* What is one value in one variant cannot be given to several of them. */
static gboolean
get_one_variant (VtSetTarget *target, gint64 *id, GError **error)
{
  if (target->variant_id == 0 && vt_product_get_n_variants (target->product) > 1)
    return vt_set_invalid (error, _ ("“%s” has several variants; name one as variant:SKU"), target->title);

  *id = target->variant_id != 0 ? target->variant_id : vt_product_get_variant (target->product, 0)->id;
  return TRUE;
}

static gboolean
set_each (VtSetTarget *target, SetNumber set, gint64 number, GError **error)
{
  if (target->variant_id != 0)
    return set (target->db, target->variant_id, number, error);

  for (guint i = 0; i < vt_product_get_n_variants (target->product); i++)
    if (!set (target->db, vt_product_get_variant (target->product, i)->id, number, error))
      return FALSE;

  return TRUE;
}

static gboolean
set_price (VtSetTarget *target, const char *value, GError **error)
{
  gint64 minor = 0;

  if (!vt_set_parse_amount (target, value, &minor, error))
    return FALSE;
  if (minor < 0)
    return vt_set_invalid (error, _ ("a price cannot be taken away"));

  return set_each (target, vt_variant_set_price, minor, error);
}

static gboolean
set_compare_at (VtSetTarget *target, const char *value, GError **error)
{
  gint64 minor = 0;

  return vt_set_parse_amount (target, value, &minor, error) &&
         set_each (target, vt_variant_set_compare_at, minor, error);
}

static gboolean
set_cost (VtSetTarget *target, const char *value, GError **error)
{
  gint64 minor = 0;

  return vt_set_parse_amount (target, value, &minor, error) && set_each (target, vt_variant_set_cost, minor, error);
}

static gboolean
set_unit (VtDb *db, gint64 variant_id, gint64 number, GError **error)
{
  return vt_variant_set_weight_unit (db, variant_id, (VtWeightUnit) number, error);
}

/* In grams, or with its unit, which people then read it in. */
static gboolean
set_weight (VtSetTarget *target, const char *value, GError **error)
{
  gboolean has_unit = *value != '\0' && g_ascii_isalpha (value[strlen (value) - 1]);
  VtWeightUnit unit = VT_WEIGHT_G;
  gint64 weight_g = 0;

  return vt_weight_parse (value, &unit, &weight_g, error) &&
         set_each (target, vt_variant_set_weight, weight_g, error) &&
         (!has_unit || set_each (target, set_unit, unit, error));
}

static gboolean
set_weight_unit (VtSetTarget *target, const char *value, GError **error)
{
  VtWeightUnit unit = VT_WEIGHT_G;

  if (!vt_weight_unit_from_string (value, &unit))
    return vt_set_invalid (error, _ ("“%s” is neither g, kg, oz nor lb"), value);

  return set_each (target, set_unit, unit, error);
}

static gboolean
set_low_stock (VtSetTarget *target, const char *value, GError **error)
{
  gint64 number = -1;

  return (*value == '\0' || vt_set_parse_number (value, 0, STOCK_MAX, &number, error)) &&
         set_each (target, vt_variant_set_low_stock, number, error);
}

static gboolean
back_order (VtDb *db, gint64 variant_id, gint64 number, GError **error)
{
  return vt_variant_set_backorder (db, variant_id, number != 0, error);
}

static gboolean
set_backorder (VtSetTarget *target, const char *value, GError **error)
{
  gboolean backorder = FALSE;

  return vt_set_parse_flag (value, &backorder, error) && set_each (target, back_order, backorder, error);
}

static gboolean
ship (VtDb *db, gint64 variant_id, gint64 number, GError **error)
{
  return vt_variant_set_shipped (db, variant_id, number != 0, error);
}

static gboolean
set_shipped (VtSetTarget *target, const char *value, GError **error)
{
  gboolean shipped = FALSE;

  return vt_set_parse_flag (value, &shipped, error) && set_each (target, ship, shipped, error);
}

static gboolean
track_stock (VtDb *db, gint64 variant_id, gint64 number, GError **error)
{
  return vt_variant_set_track_stock (db, variant_id, number != 0, error);
}

static gboolean
set_track_stock (VtSetTarget *target, const char *value, GError **error)
{
  gboolean track = FALSE;

  return vt_set_parse_flag (value, &track, error) && set_each (target, track_stock, track, error);
}

static gboolean
set_sku (VtSetTarget *target, const char *value, GError **error)
{
  gint64 id = 0;

  return get_one_variant (target, &id, error) && vt_variant_set_sku (target->db, id, value, error);
}

static gboolean
set_barcode (VtSetTarget *target, const char *value, GError **error)
{
  gint64 id = 0;

  return get_one_variant (target, &id, error) && vt_variant_set_barcode (target->db, id, value, error);
}

static gboolean
set_stock (VtSetTarget *target, const char *value, GError **error)
{
  gint64 counted = 0;
  gint64 id = 0;

  return vt_set_parse_number (value, 0, STOCK_MAX, &counted, error) && get_one_variant (target, &id, error) &&
         vt_stock_count (target->db, id, 0, counted, target->now_us, error);
}

static gboolean
set_status (VtSetTarget *target, const char *value, GError **error)
{
  VtProductStatus status = VT_PRODUCT_DRAFT;

  if (!vt_product_status_from_string (value, &status))
    return vt_set_invalid (error, _ ("“%s” is neither draft, active nor archived"), value);

  return vt_product_set_status (target->db, target->id, status, error);
}

static gboolean
set_tags (VtSetTarget *target, const char *value, GError **error)
{
  g_auto (GStrv) tags = g_strsplit (value, ",", -1);

  return vt_product_set_tags (target->db, target->id, (const char *const *) tags, error);
}

static gboolean
set_alt (VtSetTarget *target, const char *value, GError **error)
{
  if (vt_product_get_n_photos (target->product) == 0)
    return vt_set_invalid (error, _ ("“%s” has no photo"), target->title);

  return vt_photo_set_alt (target->db, vt_product_get_photo (target->product, 0)->id, value, error);
}

static gboolean
set_publish (VtSetTarget *target, const char *value, GError **error)
{
  gint64 us = 0;

  return vt_set_parse_time (value, &us, error) && vt_product_set_publish (target->db, target->id, us, error);
}

/* Handles with commas between. */
static gboolean
set_related (VtSetTarget *target, const char *value, GError **error)
{
  g_auto (GStrv) handles = g_strsplit (value, ",", -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; handles[i] != NULL; i++)
    {
      g_autoptr (VtProduct) product = NULL;
      gint64 id;

      if (*g_strstrip (handles[i]) == '\0')
        continue;
      product = vt_product_find_by_handle (target->db, handles[i], error);
      if (product == NULL)
        return FALSE;
      id = vt_product_get_id (product);
      g_array_append_val (ids, id);
    }

  return vt_product_set_related (target->db, target->id, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

/* Addresses with spaces between. */
static gboolean
set_videos (VtSetTarget *target, const char *value, GError **error)
{
  g_auto (GStrv) urls = g_strsplit (value, " ", -1);
  g_autoptr (GPtrArray) videos = vt_product_list_videos (target->db, target->id, error);

  if (videos == NULL)
    return FALSE;

  for (guint i = 0; i < videos->len; i++)
    if (!vt_video_remove (target->db, ((const VtVideo *) g_ptr_array_index (videos, i))->id, error))
      return FALSE;
  for (guint i = 0; urls[i] != NULL; i++)
    if (*urls[i] != '\0' && !vt_product_add_video (target->db, target->id, urls[i], NULL, -1, NULL, error))
      return FALSE;

  return TRUE;
}

static gboolean
set_size_table (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtSizeTable) table = NULL;

  if (*value == '\0')
    return vt_product_set_size_table (target->db, target->id, 0, error);

  table = vt_size_table_find_by_name (target->db, value, error);
  return table != NULL && vt_product_set_size_table (target->db, target->id, table->id, error);
}

/* clang-format off */
#define VARIANT_FIELDS \
  { "price", NULL, set_price }, \
  { "compare-at", NULL, set_compare_at }, \
  { "cost", NULL, set_cost }, \
  { "sku", NULL, set_sku }, \
  { "barcode", NULL, set_barcode }, \
  { "weight", NULL, set_weight }, \
  { "weight-unit", NULL, set_weight_unit }, \
  { "stock", NULL, set_stock }, \
  { "track-stock", NULL, set_track_stock }, \
  { "backorder", NULL, set_backorder }, \
  { "low-stock", NULL, set_low_stock }, \
  { "shipped", NULL, set_shipped }
/* clang-format on */

static const VtSetField product_fields[] = {
  { "title", vt_product_set_title, NULL },
  { "handle", vt_product_set_handle, NULL },
  { "description", vt_product_set_description_html, NULL },
  { "vendor", vt_product_set_vendor, NULL },
  { "type", vt_product_set_product_type, NULL },
  { "tags", NULL, set_tags },
  { "status", NULL, set_status },
  { "seo-title", vt_product_set_seo_title, NULL },
  { "seo-description", vt_product_set_seo_description, NULL },
  { "tax-class", vt_product_set_tax_class, NULL },
  { "shipping-class", vt_product_set_shipping_class, NULL },
  { "publish", NULL, set_publish },
  { "related", NULL, set_related },
  { "videos", NULL, set_videos },
  { "size-table", NULL, set_size_table },
  { "alt", NULL, set_alt },
  VARIANT_FIELDS,
  { NULL, NULL, NULL },
};

static const VtSetField variant_fields[] = {
  VARIANT_FIELDS,
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_product = {
  "product", TRUE, find_product, product_fields, vt_set_product_text, vt_set_knows_text, NULL,
};
const VtSetKind vt_set_variant = {
  "variant", TRUE, find_variant, variant_fields, vt_set_variant_text, vt_set_knows_text, NULL,
};
