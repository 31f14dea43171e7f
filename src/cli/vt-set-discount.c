/* The fields of a discount. */
#include "catalogue/vt-collection.h"
#include "cli/vt-set.h"
#include "promo/vt-discount.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIST_MAX 500

/* Returns: (transfer full) (nullable): the discount with this code, else with this title, else with this number */
VtDiscount *
vt_set_find_discount (VtDb *db, const char *name, GError **error)
{
  g_autoptr (GPtrArray) discounts = vt_discount_list (db, error);
  VtDiscount *by_code = discounts != NULL ? vt_discount_find_by_code (db, name, NULL) : NULL;

  if (discounts == NULL || by_code != NULL)
    return by_code;
  for (guint i = 0; i < discounts->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (discounts, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, discount->id);

      if (strcmp (discount->title, name) == 0 || strcmp (number, name) == 0)
        return vt_discount_load (db, discount->id, error);
    }

  vt_set_invalid (error, _ ("No discount has the code, title or number “%s”"), name);
  return NULL;
}

static gboolean
find_discount (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtDiscount) discount = vt_set_find_discount (target->db, name, error);

  if (discount == NULL)
    return FALSE;

  target->id = discount->id;
  target->title = g_strdup (*discount->code != '\0' ? discount->code : discount->title);
  return TRUE;
}

/* "15" or "12.5": basis points are hundredths of a percent, as cents are of a euro. */
static gboolean
set_percent (VtSetTarget *target, const char *value, GError **error)
{
  VtSetTarget hundredths = { .currency = "EUR" };
  gint64 basis_points = 0;

  return vt_set_parse_amount (&hundredths, value, &basis_points, error) &&
         vt_discount_set_value (target->db, target->id, VT_DISCOUNT_PERCENT, basis_points, error);
}

static gboolean
set_amount (VtSetTarget *target, const char *value, GError **error)
{
  gint64 minor = 0;

  return vt_set_parse_amount (target, value, &minor, error) &&
         vt_discount_set_value (target->db, target->id, VT_DISCOUNT_FIXED, minor, error);
}

static gboolean
set_collection (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;

  if (*value == '\0')
    return vt_discount_set_collection (target->db, target->id, 0, error);

  collection = vt_collection_find_by_handle (target->db, value, error);
  return collection != NULL && vt_discount_set_collection (target->db, target->id, collection->id, error);
}

static gboolean
set_minimum (VtSetTarget *target, const char *value, GError **error)
{
  gint64 minor = 0;

  return vt_set_parse_amount (target, value, &minor, error) &&
         vt_discount_set_minimum (target->db, target->id, MAX (minor, 0), error);
}

static gboolean
set_limit (VtSetTarget *target, const char *value, GError **error)
{
  gint64 limit = 0;

  return (*value == '\0' || vt_set_parse_number (value, 1, G_MAXINT32, &limit, error)) &&
         vt_discount_set_usage_limit (target->db, target->id, limit, error);
}

static gboolean
set_starts (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtDiscount) discount = vt_discount_load (target->db, target->id, error);
  gint64 us = 0;

  return discount != NULL && vt_set_parse_time (value, &us, error) &&
         vt_discount_set_period (target->db, target->id, us, discount->ends_us, error);
}

static gboolean
set_ends (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtDiscount) discount = vt_discount_load (target->db, target->id, error);
  gint64 us = 0;

  return discount != NULL && vt_set_parse_time (value, &us, error) &&
         vt_discount_set_period (target->db, target->id, discount->starts_us, us, error);
}

static gboolean
set_discount_status (VtSetTarget *target, const char *value, GError **error)
{
  gboolean active = FALSE;

  return vt_set_parse_status (value, &active, error) && vt_discount_set_active (target->db, target->id, active, error);
}

static gboolean
set_minimum_pieces (VtSetTarget *target, const char *value, GError **error)
{
  gint64 pieces = 0;

  return (*value == '\0' || vt_set_parse_number (value, 0, G_MAXINT32, &pieces, error)) &&
         vt_discount_set_minimum_quantity (target->db, target->id, pieces, error);
}

static gboolean
set_customer_limit (VtSetTarget *target, const char *value, GError **error)
{
  gint64 limit = 0;

  return (*value == '\0' || vt_set_parse_number (value, 1, G_MAXINT32, &limit, error)) &&
         vt_discount_set_customer_limit (target->db, target->id, limit, error);
}

static gboolean
set_priority (VtSetTarget *target, const char *value, GError **error)
{
  gint64 priority = 0;

  return vt_set_parse_number (value, -100, 100, &priority, error) &&
         vt_discount_set_priority (target->db, target->id, priority, error);
}

static gboolean
set_method (VtSetTarget *target, const char *value, GError **error)
{
  VtDiscountMethod method = VT_DISCOUNT_BY_CODE;

  if (!vt_discount_method_from_string (value, &method))
    return vt_set_invalid (error, _ ("“%s” is neither code, automatic nor codes"), value);

  return vt_discount_set_method (target->db, target->id, method, error);
}

static gboolean
set_audience (VtSetTarget *target, const char *value, GError **error)
{
  VtDiscountAudience audience = VT_DISCOUNT_FOR_ALL;

  if (!vt_discount_audience_from_string (value, &audience))
    return vt_set_invalid (error, _ ("“%s” is neither all, new, returning nor subscribers"), value);

  return vt_discount_set_audience (target->db, target->id, audience, error);
}

static gboolean
set_combines (VtSetTarget *target, const char *value, GError **error)
{
  VtDiscountCombines combines = VT_DISCOUNT_COMBINES_DELIVERY;

  if (!vt_discount_combines_from_string (value, &combines))
    return vt_set_invalid (error, _ ("“%s” is neither none, delivery nor all"), value);

  return vt_discount_set_combines (target->db, target->id, combines, error);
}

static gboolean
set_each (VtSetTarget *target, const char *value, GError **error)
{
  gint64 minor = 0;

  return vt_set_parse_amount (target, value, &minor, error) &&
         vt_discount_set_value (target->db, target->id, VT_DISCOUNT_EACH, minor, error);
}

static gboolean
set_delivery (VtSetTarget *target, const char *value, GError **error)
{
  gboolean is_free = FALSE;

  if (!vt_set_parse_flag (value, &is_free, error))
    return FALSE;
  if (!is_free)
    return vt_set_invalid (error, _ ("Say what it takes off instead: percent, amount, each, buy-get or tiers"));

  return vt_discount_set_value (target->db, target->id, VT_DISCOUNT_FREE_SHIPPING, 0, error);
}

/* "2+1" gives one for two, "2+1@50" at half, "2+1@100*3" at most three times. */
static gboolean
set_buy_get (VtSetTarget *target, const char *value, GError **error)
{
  VtSetTarget hundredths = { .currency = "EUR" };
  g_auto (GStrv) parts = g_strsplit_set (value, "+@*", 4);
  guint n = g_strv_length (parts);
  gint64 buy = 0;
  gint64 get = 0;
  gint64 times = 0;
  gint64 basis_points = 10000;

  if (n < 2 || strchr (value, '+') == NULL || (n == 4 && (strchr (value, '@') == NULL || strchr (value, '*') == NULL)))
    return vt_set_invalid (error, _ ("“%s” is not like 2+1, 2+1@50 or 2+1@50*3"), value);
  if (!vt_set_parse_number (parts[0], 1, 1000, &buy, error) || !vt_set_parse_number (parts[1], 1, 1000, &get, error))
    return FALSE;
  if (n > 2 && strchr (value, '@') != NULL && !vt_set_parse_amount (&hundredths, parts[2], &basis_points, error))
    return FALSE;
  if (strchr (value, '*') != NULL && !vt_set_parse_number (parts[n - 1], 1, 1000, &times, error))
    return FALSE;

  return vt_discount_set_value (target->db, target->id, VT_DISCOUNT_BUY_GET, basis_points, error) &&
         vt_discount_set_buy_get (target->db, target->id, buy, get, times, error);
}

static gboolean
parse_tier (const VtSetTarget *target,
            const char *text,
            gboolean by_pieces,
            gboolean *percent,
            VtDiscountTier *tier,
            GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  const VtSetTarget hundredths = { .currency = "EUR" };
  gsize length;

  if (parts[0] == NULL || parts[1] == NULL || *parts[1] == '\0')
    return vt_set_invalid (error, _ ("“%s” is not a tier like 50=10%%"), text);

  g_strstrip (parts[0]);
  length = strlen (g_strstrip (parts[1]));
  *percent = length > 0 && parts[1][length - 1] == '%';
  if (*percent)
    parts[1][length - 1] = '\0';

  return (by_pieces ? vt_set_parse_number (parts[0], 1, G_MAXINT32, &tier->from, error)
                    : vt_set_parse_amount (target, parts[0], &tier->from, error)) &&
         vt_set_parse_amount (*percent ? &hundredths : target, parts[1], &tier->value, error);
}

/* "pieces: 2=5%, 5=10%", or "50=5.00, 100=15.00" by worth. */
static gboolean
set_tiers (VtSetTarget *target, const char *value, GError **error)
{
  gboolean by_pieces = g_str_has_prefix (value, "pieces:");
  g_auto (GStrv) texts = g_strsplit (by_pieces ? value + strlen ("pieces:") : value, ",", LIST_MAX);
  g_autoptr (GArray) tiers = g_array_new (FALSE, TRUE, sizeof (VtDiscountTier));
  gboolean percent = FALSE;

  for (guint i = 0; texts[i] != NULL; i++)
    {
      VtDiscountTier tier = { 0, 0 };
      gboolean this_percent = FALSE;

      if (!parse_tier (target, texts[i], by_pieces, &this_percent, &tier, error))
        return FALSE;
      if (i > 0 && this_percent != percent)
        return vt_set_invalid (error, _ ("Tiers are all percentages, or all amounts"));
      percent = this_percent;
      g_array_append_val (tiers, tier);
    }

  return vt_discount_set_value (target->db, target->id, percent ? VT_DISCOUNT_TIERED_PERCENT : VT_DISCOUNT_TIERED_FIXED,
                                0, error) &&
         vt_discount_set_tiers (target->db, target->id,
                                by_pieces ? VT_DISCOUNT_TIERS_BY_QUANTITY : VT_DISCOUNT_TIERS_BY_SUBTOTAL,
                                (const VtDiscountTier *) (gpointer) tiers->data, tiers->len, error);
}

/* "collection:chairs", "product:lamp" or "variant:SKU" */
static gboolean
parse_target (VtDb *db, const char *text, VtDiscountTarget *target, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *kind = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : g_strdup ("");

  if (strcmp (kind, "collection") == 0)
    {
      g_autoptr (VtCollection) collection = vt_collection_find_by_handle (db, colon + 1, error);

      target->collection_id = collection != NULL ? collection->id : 0;
      return collection != NULL;
    }
  if (strcmp (kind, "product") == 0)
    {
      g_autoptr (VtProduct) product = vt_product_find_by_handle (db, colon + 1, error);

      target->product_id = product != NULL ? vt_product_get_id (product) : 0;
      return product != NULL;
    }
  if (strcmp (kind, "variant") == 0)
    {
      gint64 product_id = 0;

      return vt_variant_find_by_sku (db, colon + 1, &target->variant_id, &product_id, error);
    }

  return vt_set_invalid (error, _ ("“%s” is not like collection:HANDLE, product:HANDLE or variant:SKU"), text);
}

static gboolean
set_targets (VtSetTarget *target, VtDiscountRole role, const char *value, GError **error)
{
  g_auto (GStrv) texts = g_strsplit_set (value, " ,", LIST_MAX);
  g_autoptr (GArray) targets = g_array_new (FALSE, TRUE, sizeof (VtDiscountTarget));

  for (guint i = 0; texts[i] != NULL; i++)
    {
      VtDiscountTarget one = { role, 0, 0, 0 };

      if (*texts[i] == '\0')
        continue;
      if (!parse_target (target->db, texts[i], &one, error))
        return FALSE;
      g_array_append_val (targets, one);
    }

  return vt_discount_set_targets (target->db, target->id, role, (const VtDiscountTarget *) (gpointer) targets->data,
                                  targets->len, targets->len > 0, error);
}

static gboolean
set_on (VtSetTarget *target, const char *value, GError **error)
{
  return set_targets (target, VT_DISCOUNT_TARGET_ON, value, error);
}

static gboolean
set_buy (VtSetTarget *target, const char *value, GError **error)
{
  return set_targets (target, VT_DISCOUNT_TARGET_BUY, value, error);
}

static gboolean
set_remove (VtSetTarget *target, const char *value, GError **error)
{
  gboolean yes = FALSE;

  return vt_set_parse_flag (value, &yes, error) && (!yes || vt_discount_delete (target->db, target->id, error));
}

/* The value is no more than "yes"; what is made is a draft like it. */
static gboolean
set_duplicate (VtSetTarget *target, const char *value, GError **error)
{
  gboolean yes = FALSE;

  return vt_set_parse_flag (value, &yes, error) &&
         (!yes || vt_discount_duplicate (target->db, target->id, NULL, error));
}

/* A code makes it one by code, otherwise it is automatic; what it takes off is set with the other fields. */
static gboolean
create (VtSetTarget *target, GHashTable *values, GError **error)
{
  const char *title = g_hash_table_lookup (values, "title");

  return vt_discount_create (target->db, title != NULL ? title : _ ("New discount"),
                             g_hash_table_lookup (values, "code"), VT_DISCOUNT_FREE_SHIPPING, 0, &target->id, error);
}

static const VtSetField discount_fields[] = {
  { "title", vt_discount_set_title, NULL },
  { "code", vt_discount_set_code, NULL },
  { "method", NULL, set_method },
  { "percent", NULL, set_percent },
  { "amount", NULL, set_amount },
  { "each", NULL, set_each },
  { "free-delivery", NULL, set_delivery },
  { "buy-get", NULL, set_buy_get },
  { "tiers", NULL, set_tiers },
  { "on", NULL, set_on },
  { "buy", NULL, set_buy },
  { "collection", NULL, set_collection },
  { "minimum", NULL, set_minimum },
  { "minimum-pieces", NULL, set_minimum_pieces },
  { "limit", NULL, set_limit },
  { "customer-limit", NULL, set_customer_limit },
  { "audience", NULL, set_audience },
  { "countries", vt_discount_set_countries, NULL },
  { "combines", NULL, set_combines },
  { "priority", NULL, set_priority },
  { "starts", NULL, set_starts },
  { "ends", NULL, set_ends },
  { "status", NULL, set_discount_status },
  { "duplicate", NULL, set_duplicate },
  { "remove", NULL, set_remove },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_discount = { "discount", TRUE, find_discount, discount_fields, NULL, NULL, create };
