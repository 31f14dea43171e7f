#include "base/vt-clock.h"
#include "base/vt-collator.h"
#include "base/vt-file.h"
#include "base/vt-text.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-grid-private.h"
#include "catalogue/vt-product-table-private.h"
#include "catalogue/vt-stock.h"
#include "shop/vt-shop.h"

#include <string.h>

#define N_PRODUCTS 60
#define N_ROUNDS   40

static const char *const titles[] = { "เก้าอี้ไม้", "กาแฟ",  "แก้ว",    "Café chair", "cafe table",  "Ölkanne",
                                      "Zebra",  "zebra", "Lamp 2", "Lamp 10",    "Linen Shirt", "Äpfel" };
static const char *const vendors[] = { "", "Nord", "nord", "Søren & Søn", "ไทย" };
static const char *const types[] = { "", "Chair", "Lamp" };
static const char *const tags[] = { "sale", "new", "ลดราคา", "Été" };
static const char *const words[] = {
  "", "c", "cafe", "CAFÉ ch", "เก้า", "zebra nord", "sku-1", "sale", "lamp 1", "xyzzy"
};

typedef struct
{
  char *folder; /* (owned) */
  VtShop *shop; /* (owned) */
  GPtrArray *changes;
  GRand *random;
  gint64 collection_id;
} Fixture;

static const char *
pick (Fixture *self, const char *const *from, guint n)
{
  return from[g_rand_int_range (self->random, 0, (gint32) n)];
}

#define PICK(self, from) pick ((self), (from), G_N_ELEMENTS (from))

static void
changed_cb (Fixture *self, VtChange *change)
{
  g_ptr_array_add (self->changes, vt_change_ref (change));
}

static gint64
random_price (Fixture *self)
{
  return g_rand_int_range (self->random, 1, 20) * 500;
}

static gboolean
vary_variant (Fixture *self, VtDb *db, gint64 id, GError **error)
{
  g_autofree char *sku = g_strdup_printf ("SKU-%d", g_rand_int_range (self->random, 0, 30));

  return vt_variant_set_price (db, id, random_price (self), error) &&
         vt_variant_set_compare_at (db, id, g_rand_boolean (self->random) ? random_price (self) : -1, error) &&
         vt_variant_set_cost (db, id, g_rand_boolean (self->random) ? random_price (self) : -1, error) &&
         vt_variant_set_sku (db, id, g_rand_boolean (self->random) ? sku : "", error) &&
         vt_variant_set_barcode (db, id, g_rand_boolean (self->random) ? "4006381333931" : "", error) &&
         vt_variant_set_track_stock (db, id, g_rand_int_range (self->random, 0, 4) > 0, error) &&
         vt_stock_count (db, id, 0, g_rand_int_range (self->random, 0, 9), 1, error);
}

static gboolean
vary (Fixture *self, VtDb *db, gint64 id, GError **error)
{
  const char *own_tags[3] = { PICK (self, tags), PICK (self, tags), NULL };
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);

  if (product == NULL)
    return FALSE;
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    if (!vary_variant (self, db, vt_product_get_variant (product, i)->id, error))
      return FALSE;

  own_tags[g_rand_int_range (self->random, 0, 3)] = NULL;
  return vt_product_set_vendor (db, id, PICK (self, vendors), error) &&
         vt_product_set_product_type (db, id, PICK (self, types), error) &&
         vt_product_set_tags (db, id, own_tags, error) &&
         vt_product_set_status (db, id, (VtProductStatus) g_rand_int_range (self->random, 0, 3), error) &&
         vt_product_set_description_html (db, id, g_rand_boolean (self->random) ? "<p>Text</p>" : "", error) &&
         vt_product_set_seo_description (db, id, g_rand_boolean (self->random) ? "Text" : "", error) &&
         (g_rand_boolean (self->random) ? vt_collection_add_product (db, self->collection_id, id, error)
                                        : vt_collection_remove_product (db, self->collection_id, id, error));
}

static gboolean
split (Fixture *self, VtDb *db, gint64 id, GError **error)
{
  static const char *const names[] = { "Colour", NULL };
  static const char *const colours[][2] = { { "Mustard", NULL }, { "Green", NULL }, { "เขียว", NULL } };
  VtVariantInput inputs[3] = { 0 };
  guint n = (guint) g_rand_int_range (self->random, 1, 4);

  for (guint i = 0; i < n; i++)
    {
      inputs[i].values = colours[i];
      inputs[i].price_minor = random_price (self);
      inputs[i].compare_at_minor = -1;
      inputs[i].cost_minor = -1;
      inputs[i].track_stock = TRUE;
    }

  return vt_product_set_variants (db, id, names, inputs, n, error);
}

static gboolean
add_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Fixture *self = data;
  gint64 id = 0;

  return vt_product_create (db, PICK (self, titles), &id, error) &&
         (g_rand_boolean (self->random) || split (self, db, id, error)) && vary (self, db, id, error);
}

static gboolean
fill_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *self = data;

  if (!vt_collection_create (db, "Picked", NULL, 0, &self->collection_id, error))
    return FALSE;
  for (guint i = 0; i < N_PRODUCTS; i++)
    if (!add_job (db, data, cancellable, error))
      return FALSE;

  return TRUE;
}

static gint64
random_id (Fixture *self, VtDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;
  gint64 id = 0;

  g_assert_cmpint (vt_db_get (db, &error, &n, "SELECT count (*) FROM product", ""), ==, VT_STEP_ROW);
  vt_db_get (db, &error, &id, "SELECT id FROM product ORDER BY id LIMIT 1 OFFSET ?1", "i",
             (gint64) g_rand_int_range (self->random, 0, (gint32) n));
  g_assert_no_error (error);

  return id;
}

static gboolean
edit_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *self = data;
  gint64 id = random_id (self, db);

  switch (g_rand_int_range (self->random, 0, 6))
    {
    case 0:
      return vt_product_delete (db, id, error);
    case 1:
      return add_job (db, data, cancellable, error);
    case 2:
      return vt_product_set_title (db, id, PICK (self, titles), error);
    case 3:
      return split (self, db, id, error);
    case 4:
      return vt_db_run (db, error, "UPDATE variant SET backorder = 1 - backorder, low_stock = 5 WHERE product_id = ?1",
                        "i", id);
    default:
      return vary (self, db, id, error);
    }
}

static void
set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("vt-table-XXXXXX", &error);
  path = g_build_filename (self->folder, "Shop.vitrine", NULL);
  self->shop = vt_shop_create (path, "Shop", "EUR", "en", &error);
  g_assert_no_error (error);
  self->random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_change_unref);
  vt_shop_record (self->shop, fill_job, self, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (self->shop, "changed", G_CALLBACK (changed_cb), self);
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_rand_free (self->random);
  g_ptr_array_unref (self->changes);
  g_assert_finalize_object (self->shop);
  vt_dir_remove_all (self->folder, &error);
  g_assert_no_error (error);
  g_free (self->folder);
}

static VtProductTable *
load (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  VtProductTable *table = vt_product_table_load (vt_shop_get_reader (self->shop), "th", NULL, &error);

  g_assert_no_error (error);
  return table;
}

static void
follow (Fixture *self, VtProductTable *table)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  vt_product_table_follow (table, vt_shop_get_reader (self->shop), (VtChange *const *) self->changes->pdata,
                           self->changes->len, &changed, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (self->changes, 0);
}

static GArray *
ask (Fixture *self, VtProductTable *table, const VtProductFilter *filter, VtProductOrder order, gboolean descending)
{
  g_autoptr (GError) error = NULL;
  GArray *ids = vt_product_table_query (table, vt_shop_get_reader (self->shop), filter, order, descending, &error);

  g_assert_no_error (error);
  return ids;
}

/* What the table should say, found out in the plainest way ----------------------------------------------------------
 */

static gboolean
plainly_has_words (VtProduct *product, const char *text)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_autofree char *folded_text = vt_text_fold (text);
  g_auto (GStrv) split_text = g_strsplit (folded_text, " ", -1);

  g_string_append_printf (all, "%s\n%s\n%s\n", vt_product_get_title (product), vt_product_get_vendor (product),
                          vt_product_get_product_type (product));
  for (guint i = 0; vt_product_get_tags (product)[i] != NULL; i++)
    g_string_append_printf (all, "%s\n", vt_product_get_tags (product)[i]);
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);
      g_autofree char *values = g_strjoinv ("\n", variant->values);

      g_string_append_printf (all, "%s\n%s\n%s\n", variant->sku, variant->barcode, values);
    }
  folded = vt_text_fold (all->str);

  for (guint i = 0; split_text[i] != NULL; i++)
    if (strstr (folded, split_text[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
plainly_is_out (VtDb *db, VtProduct *product)
{
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);
      gint64 backorder = 0;

      vt_db_get (db, NULL, &backorder, "SELECT backorder FROM variant WHERE id = ?1", "i", variant->id);
      if (!variant->track_stock || variant->on_hand > 0 || backorder != 0)
        return FALSE;
    }

  return TRUE;
}

static guint
plain_lacks (VtDb *db, VtProduct *product)
{
  guint lacks = vt_product_get_n_photos (product) == 0 ? VT_PRODUCT_LACKS_PHOTO : 0;

  if (*vt_product_get_seo_description (product) == '\0')
    lacks |= VT_PRODUCT_LACKS_SEO;
  if (*vt_product_get_description_html (product) == '\0')
    lacks |= VT_PRODUCT_LACKS_DESCRIPTION;
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);
      VtCompareAtCheck check = { 0 };

      if (*variant->barcode == '\0')
        lacks |= VT_PRODUCT_LACKS_BARCODE;
      if (*variant->sku == '\0')
        lacks |= VT_PRODUCT_LACKS_SKU;
      if (variant->cost_minor < 0)
        lacks |= VT_PRODUCT_LACKS_COST;
      g_assert_true (vt_price_check_compare_at (db, variant->id, vt_clock_now_us (NULL), &check, NULL));
      if (vt_compare_at_is_finding (check.verdict))
        lacks |= VT_PRODUCT_UNTRUE_COMPARE;
    }

  return lacks;
}

static void
plain_prices (VtProduct *product, gint64 *min, gint64 *max)
{
  *min = G_MAXINT64;
  *max = 0;
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      *min = MIN (*min, vt_product_get_variant (product, i)->price_minor);
      *max = MAX (*max, vt_product_get_variant (product, i)->price_minor);
    }
}

static gboolean
plainly_fits (VtDb *db, VtProduct *product, const VtProductFilter *filter)
{
  gint64 member = 0;
  gint64 min, max;

  plain_prices (product, &min, &max);
  vt_db_get (db, NULL, &member, "SELECT 1 FROM collection_product WHERE collection_id = ?1 AND product_id = ?2", "ii",
             filter->collection_id, vt_product_get_id (product));

  return (filter->text == NULL || plainly_has_words (product, filter->text)) &&
         (filter->status == 0 || (filter->status & (1u << vt_product_get_status (product))) != 0) &&
         (filter->vendor == NULL || g_str_equal (filter->vendor, vt_product_get_vendor (product))) &&
         (filter->type == NULL || g_str_equal (filter->type, vt_product_get_product_type (product))) &&
         (filter->tag == NULL || g_strv_contains (vt_product_get_tags (product), filter->tag)) &&
         (filter->price_min_minor < 0 || max >= filter->price_min_minor) &&
         (filter->price_max_minor < 0 || min <= filter->price_max_minor) &&
         (filter->lacks & plain_lacks (db, product)) == filter->lacks && (filter->collection_id == 0 || member != 0) &&
         (filter->stock != VT_PRODUCT_STOCK_OUT || plainly_is_out (db, product));
}

static GHashTable *
find_plainly (Fixture *self, const VtProductFilter *filter)
{
  VtDb *db = vt_shop_get_reader (self->shop);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT id FROM product", &error);
  GHashTable *found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  while (vt_stmt_step (stmt, &error) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);
      g_autoptr (VtProduct) product = vt_product_load (db, id, &error);

      g_assert_no_error (error);
      if (plainly_fits (db, product, filter))
        g_hash_table_add (found, g_memdup2 (&id, sizeof id));
    }

  return found;
}

static VtProductFilter
random_filter (Fixture *self)
{
  VtProductFilter filter = VT_PRODUCT_FILTER_ALL;

  filter.text = PICK (self, words);
  switch (g_rand_int_range (self->random, 0, 8))
    {
    case 0:
      filter.status = (guint) g_rand_int_range (self->random, 1, 8);
      break;
    case 1:
      filter.vendor = PICK (self, vendors);
      break;
    case 2:
      filter.type = PICK (self, types);
      break;
    case 3:
      filter.tag = PICK (self, tags);
      break;
    case 4:
      filter.price_min_minor = random_price (self);
      filter.price_max_minor = filter.price_min_minor + 1000;
      break;
    case 5:
      filter.lacks = 1u << g_rand_int_range (self->random, 0, 7);
      break;
    case 6:
      filter.collection_id = self->collection_id;
      break;
    default:
      filter.stock = VT_PRODUCT_STOCK_OUT;
      break;
    }

  return filter;
}

static void
assert_is_plain_answer (Fixture *self, const GArray *ids, const VtProductFilter *filter)
{
  g_autoptr (GHashTable) plain = find_plainly (self, filter);

  g_assert_cmpuint (ids->len, ==, g_hash_table_size (plain));
  for (guint i = 0; i < ids->len; i++)
    g_assert_true (g_hash_table_contains (plain, &g_array_index (ids, gint64, i)));
}

static void
assert_same_ids (const GArray *a, const GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpint (g_array_index (a, gint64, i), ==, g_array_index (b, gint64, i));
}

static void
write_randomly (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  if (g_rand_int_range (self->random, 0, 4) == 0)
    vt_shop_undo (self->shop, NULL, &error);
  else if (g_rand_int_range (self->random, 0, 6) == 0)
    vt_shop_redo (self->shop, NULL, &error);
  else
    vt_shop_write (self->shop, "Edit", NULL, edit_job, self, NULL, NULL, &error);
  if (!g_error_matches (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING))
    g_assert_no_error (error);
}

/* A table that follows edits says what one says that is read anew, which is what the products say. */
static void
test_follows (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtProductTable) table = load (self);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (VtProductTable) fresh = NULL;

      for (int n = g_rand_int_range (self->random, 0, 4); n >= 0; n--)
        write_randomly (self);
      follow (self, table);
      fresh = load (self);
      g_assert_cmpuint (vt_product_table_get_n_products (table), ==, vt_product_table_get_n_products (fresh));
      g_assert_cmpuint (vt_product_table_get_n_variants (table), ==, vt_product_table_get_n_variants (fresh));

      for (guint i = 0; i < VT_PRODUCT_N_ORDERS; i++)
        {
          VtProductFilter filter = random_filter (self);
          g_autoptr (GArray) ids = ask (self, table, &filter, (VtProductOrder) i, round % 2);
          g_autoptr (GArray) again = ask (self, fresh, &filter, (VtProductOrder) i, round % 2);

          assert_same_ids (ids, again);
          assert_is_plain_answer (self, ids, &filter);
        }
    }
}

/* Order ----------------------------------------------------------------------------------------------------------- */

static gint64
plain_value (VtProduct *product, VtProductOrder order)
{
  gint64 value = G_MAXINT64;
  gint64 sum = 0;

  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);
      gint64 amount = order == VT_PRODUCT_BY_PRICE     ? variant->price_minor
                      : order == VT_PRODUCT_BY_COMPARE ? variant->compare_at_minor
                                                       : variant->cost_minor;

      sum += variant->on_hand;
      if (amount >= 0)
        value = MIN (value, amount);
    }

  return order == VT_PRODUCT_BY_STOCK ? sum : value;
}

static int
compare_titles (VtProduct *a, VtProduct *b)
{
  g_autoptr (VtCollator) collator = vt_collator_new ("th");
  g_autoptr (GByteArray) first = g_byte_array_new ();
  g_autoptr (GByteArray) second = g_byte_array_new ();
  int compared;

  vt_collator_append_key (collator, vt_product_get_title (a), first);
  vt_collator_append_key (collator, vt_product_get_title (b), second);
  compared = memcmp (first->data, second->data, MIN (first->len, second->len));
  if (compared != 0)
    return compared;

  return (int) first->len - (int) second->len;
}

static void
test_orders (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const VtProductOrder orders[] = { VT_PRODUCT_BY_PRICE, VT_PRODUCT_BY_COMPARE, VT_PRODUCT_BY_COST,
                                           VT_PRODUCT_BY_STOCK };
  g_autoptr (VtProductTable) table = load (self);
  VtDb *db = vt_shop_get_reader (self->shop);

  for (guint i = 0; i < G_N_ELEMENTS (orders) * 2; i++)
    {
      VtProductFilter all = VT_PRODUCT_FILTER_ALL;
      gboolean descending = i % 2;
      g_autoptr (GArray) ids = ask (self, table, &all, orders[i / 2], descending);

      g_assert_cmpuint (ids->len, ==, N_PRODUCTS);
      for (guint j = 1; j < ids->len; j++)
        {
          g_autoptr (VtProduct) before = vt_product_load (db, g_array_index (ids, gint64, j - 1), NULL);
          g_autoptr (VtProduct) after = vt_product_load (db, g_array_index (ids, gint64, j), NULL);
          gint64 first = plain_value (before, orders[i / 2]);
          gint64 second = plain_value (after, orders[i / 2]);

          if (descending && second != G_MAXINT64)
            g_assert_cmpint (first, >=, second);
          else
            g_assert_true (second == G_MAXINT64 || first <= second);
          if (first == second)
            g_assert_cmpint (compare_titles (before, after) * (descending && first != G_MAXINT64 ? -1 : 1), <=, 0);
        }
    }
}

static gboolean
name_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  static const char *const named[] = { "Zebra", "แก้ว", "Lamp 10", "lamp 2", "กาแฟ", "Äpfel", "เก้าอี้", "Banana" };

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autofree char *title = g_strconcat (named[i], " ~", NULL);

      if (!vt_product_create (db, title, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* Thai vowels that are written first count after their consonant; in Thai they come
 * before the Latin ones. Numbers count by value, case and accents last. */
static void
test_titles (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const expected[] = { "กาแฟ ~",   "เก้าอี้ ~",   "แก้ว ~",     "Äpfel ~",
                                          "Banana ~", "lamp 2 ~", "Lamp 10 ~", "Zebra ~" };
  VtProductFilter filter = VT_PRODUCT_FILTER_ALL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtProductTable) table = NULL;
  g_autoptr (GArray) ids = NULL;

  vt_shop_write (self->shop, "Name", NULL, name_job, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  table = load (self);
  filter.text = "~";
  ids = ask (self, table, &filter, VT_PRODUCT_BY_TITLE, FALSE);
  g_assert_cmpuint (ids->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (VtProduct) product =
          vt_product_load (vt_shop_get_reader (self->shop), g_array_index (ids, gint64, i), NULL);

      g_assert_cmpstr (vt_product_get_title (product), ==, expected[i]);
    }
}

/* Each letter more is asked of what was found so far; it must not matter. */
static void
test_typing (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const typed[] = { "c", "ca", "caf", "cafe", "cafe ", "cafe t", "cafe", "z", "เ", "เก", "" };
  g_autoptr (VtProductTable) table = load (self);

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      VtProductFilter filter = VT_PRODUCT_FILTER_ALL;
      g_autoptr (GArray) ids = NULL;

      filter.text = typed[i];
      ids = ask (self, table, &filter, VT_PRODUCT_BY_TITLE, FALSE);
      assert_is_plain_answer (self, ids, &filter);
    }
}

static gboolean
touch_all_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *title = g_strdup_printf ("Many %u", i);

      if (!vt_product_create (db, title, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* So many at once that all is read again. */
static void
test_much_at_once (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  VtProductFilter filter = VT_PRODUCT_FILTER_ALL;
  g_autoptr (VtProductTable) table = load (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  vt_shop_write (self->shop, "Many", NULL, touch_all_job, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  follow (self, table);
  filter.text = "many 49";
  ids = ask (self, table, &filter, VT_PRODUCT_BY_UPDATED, TRUE);
  g_assert_cmpuint (ids->len, ==, 15);
  assert_is_plain_answer (self, ids, &filter);
}

static void
test_words_in_use (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtProductTable) table = load (self);
  g_auto (GStrv) all_vendors = vt_product_table_dup_vendors (table);
  g_auto (GStrv) all_types = vt_product_table_dup_types (table);
  g_auto (GStrv) all_tags = vt_product_table_dup_tags (table);

  g_assert_cmpuint (g_strv_length (all_vendors), ==, 4);
  g_assert_false (g_strv_contains ((const char *const *) all_vendors, ""));
  g_assert_cmpstr (all_types[0], ==, "Chair");
  g_assert_cmpstr (all_types[1], ==, "Lamp");
  g_assert_null (all_types[2]);
  g_assert_cmpuint (g_strv_length (all_tags), ==, 4);
}

static void
assert_plan (VtDb *db, const char *sql, gboolean may_scan)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (vt_db_get_handle (db), explain, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *detail = (const char *) sqlite3_column_text (stmt, 3);

      g_test_message ("%s: %s", sql, detail);
      g_assert_null (strstr (detail, "TEMP B-TREE"));
      g_assert_null (strstr (detail, "AUTOMATIC"));
      g_assert_true (may_scan || !g_str_has_prefix (detail, "SCAN"));
    }
  sqlite3_finalize (stmt);
}

static void
test_plans (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  VtDb *db = vt_shop_get_reader (self->shop);

  for (guint i = 0; vt_product_table_statements[i] != NULL; i++)
    assert_plan (db, vt_product_table_statements[i], FALSE);
  for (guint i = 0; vt_product_grid_statements[i] != NULL; i++)
    assert_plan (db, vt_product_grid_statements[i], FALSE);
  for (guint i = 0; vt_product_table_scans[i] != NULL; i++)
    assert_plan (db, vt_product_table_scans[i], TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/product-table/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/product-table/orders", Fixture, NULL, set_up, test_orders, tear_down);
  g_test_add ("/product-table/titles", Fixture, NULL, set_up, test_titles, tear_down);
  g_test_add ("/product-table/typing", Fixture, NULL, set_up, test_typing, tear_down);
  g_test_add ("/product-table/much-at-once", Fixture, NULL, set_up, test_much_at_once, tear_down);
  g_test_add ("/product-table/words-in-use", Fixture, NULL, set_up, test_words_in_use, tear_down);
  g_test_add ("/product-table/plans", Fixture, NULL, set_up, test_plans, tear_down);

  return g_test_run ();
}
