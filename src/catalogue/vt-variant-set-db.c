#define G_LOG_DOMAIN "vt-catalogue"

/* Replacing a product's options and variants as a whole.
 *
 * A kept variant keeps its row, so that stock, photo and past orders go on pointing at the same thing. What is there is
 * found again in three steps: options by name, then by place (a rename); variants by id, then by their
 * values of the options that both have (so the only variant of a product without options becomes the first of many). */

#include "base/vt-clock.h"
#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-product-edit.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  VtDb *db;               /* (unowned) */
  VtProduct *product;     /* (owned) as it was */
  GPtrArray *names;       /* (owned) checked names of the options */
  int *old_option;        /* (owned) index of each option in @product; -1: new */
  VtVariantInput *inputs; /* (unowned) what the caller gave */
  GPtrArray *values;      /* (owned) (element-type GStrv) checked values of each variant */
  GPtrArray *skus;        /* (owned) checked */
  GPtrArray *barcodes;    /* (owned) checked */
  guint n_variants;
} Replacement;

static void
replacement_clear (Replacement *self)
{
  g_clear_object (&self->product);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->old_option, g_free);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->skus, g_ptr_array_unref);
  g_clear_pointer (&self->barcodes, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replacement, replacement_clear)

static gboolean
check_names (Replacement *self, const char *const *names, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      char *line = vt_catalogue_check_line (names[i], _ ("option's name"), VT_TITLE_MAX_CHARS, TRUE, error);

      if (line == NULL)
        return FALSE;
      g_ptr_array_add (self->names, line);
      if (!g_hash_table_add (seen, g_utf8_casefold (line, -1)))
        return vt_catalogue_invalid (error, _ ("There are two options named “%s”; rename one"), line);
    }
  if (self->names->len > VT_OPTIONS_MAX)
    return vt_catalogue_invalid (error, _ ("A product can have up to %d options; take some out"), VT_OPTIONS_MAX);

  return TRUE;
}

static char **
check_values (Replacement *self, const VtVariantInput *input, GError **error)
{
  g_auto (GStrv) values = g_new0 (char *, self->names->len + 1);

  for (guint i = 0; i < self->names->len; i++)
    {
      if (input->values == NULL || input->values[i] == NULL)
        {
          vt_catalogue_invalid (error, _ ("A variant has no value for “%s”; type one"),
                                (const char *) g_ptr_array_index (self->names, i));
          return NULL;
        }
      values[i] = vt_catalogue_check_line (input->values[i], g_ptr_array_index (self->names, i), VT_TITLE_MAX_CHARS,
                                           TRUE, error);
      if (values[i] == NULL)
        return NULL;
    }

  return g_steal_pointer (&values);
}

static gboolean
check_codes (Replacement *self, const VtVariantInput *input, GError **error)
{
  char *sku = vt_catalogue_check_line (input->sku, _ ("SKU"), VT_CODE_MAX_CHARS, FALSE, error);
  char *barcode = NULL;

  if (sku == NULL)
    return FALSE;
  g_ptr_array_add (self->skus, sku);

  barcode = vt_catalogue_check_barcode (input->barcode, error);
  if (barcode == NULL)
    return FALSE;
  g_ptr_array_add (self->barcodes, barcode);

  return TRUE;
}

static gboolean
check_amounts (const VtVariantInput *input, GError **error)
{
  return vt_catalogue_check_amount (input->price_minor, _ ("price"), error) &&
         (input->compare_at_minor == -1 ||
          vt_catalogue_check_amount (input->compare_at_minor, _ ("compare-at price"), error)) &&
         (input->cost_minor == -1 || vt_catalogue_check_amount (input->cost_minor, _ ("cost"), error)) &&
         (input->low_stock == -1 || vt_catalogue_check_amount (input->low_stock, _ ("low stock"), error)) &&
         vt_catalogue_check_amount (input->weight_g, _ ("weight"), error);
}

static gboolean
check_variants (Replacement *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (self->n_variants == 0)
    return vt_catalogue_invalid (error, _ ("A product needs at least one variant"));
  if (self->n_variants > VT_VARIANTS_MAX)
    return vt_catalogue_invalid (error, _ ("A product can have up to %d variants; take some out"), VT_VARIANTS_MAX);

  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->skus = g_ptr_array_new_with_free_func (g_free);
  self->barcodes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->n_variants; i++)
    {
      char **values = check_values (self, &self->inputs[i], error);
      g_autofree char *title = NULL;

      if (values == NULL)
        return FALSE;
      g_ptr_array_add (self->values, values);
      title = g_strjoinv (" / ", values);
      if (!g_hash_table_add (seen, g_strjoinv ("\n", values)))
        return self->names->len == 0
                   ? vt_catalogue_invalid (error, _ ("A product without options has one variant; add an option first"))
                   : vt_catalogue_invalid (error, _ ("The variant “%s” is there twice; change or remove one"), title);
      if (!check_codes (self, &self->inputs[i], error) || !check_amounts (&self->inputs[i], error))
        {
          if (*title != '\0')
            g_prefix_error (error, "%s: ", title);
          return FALSE;
        }
    }

  return TRUE;
}

/* Finds for each new option the old one that it is. */
static void
match_options (Replacement *self)
{
  const char *const *old_names = vt_product_get_option_names (self->product);
  guint n_old = vt_product_get_n_options (self->product);
  g_autofree gboolean *used = g_new0 (gboolean, n_old + 1);

  self->old_option = g_new0 (int, self->names->len + 1);
  for (guint i = 0; i < self->names->len; i++)
    {
      self->old_option[i] = -1;
      for (guint j = 0; j < n_old && self->old_option[i] < 0; j++)
        if (!used[j] && strcmp (g_ptr_array_index (self->names, i), old_names[j]) == 0)
          {
            self->old_option[i] = (int) j;
            used[j] = TRUE;
          }
    }

  for (guint i = 0; i < self->names->len && i < n_old; i++)
    if (self->old_option[i] < 0 && !used[i])
      {
        self->old_option[i] = (int) i;
        used[i] = TRUE;
      }
}

static gboolean
write_options (Replacement *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (self->names, i));
  g_ptr_array_add (names, NULL);
  list = vt_catalogue_join_list ((const char *const *) names->pdata);

  return vt_db_run (self->db, error, "UPDATE product SET option_names = ?2 WHERE id = ?1 AND option_names <> ?2", "is",
                    vt_product_get_id (self->product), list);
}

/* The values of the options that were there before, as one text. */
static char *
key_of (Replacement *self, char *const *values, gboolean is_old)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < self->names->len; i++)
    if (self->old_option[i] >= 0)
      {
        g_string_append (key, values[is_old ? self->old_option[i] : (int) i]);
        g_string_append_c (key, '\n');
      }

  return g_string_free (key, FALSE);
}

/* Of the variants that are there, those that an input names. */
static void
match_by_id (Replacement *self, int *matches, gboolean *used)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint j = 0; j < vt_product_get_n_variants (self->product); j++)
    g_hash_table_insert (by_id, (gpointer) &vt_product_get_variant (self->product, j)->id, GUINT_TO_POINTER (j + 1));

  for (guint i = 0; i < self->n_variants; i++)
    {
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (by_id, &self->inputs[i].id));

      matches[i] = found != 0 && !used[found - 1] ? (int) found - 1 : -1;
      if (matches[i] >= 0)
        used[matches[i]] = TRUE;
    }
}

/* Of the others, those with the same choice, in order where several have it. */
static void
match_by_values (Replacement *self, int *matches, gboolean *used)
{
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_old = vt_product_get_n_variants (self->product);
  g_autofree guint *next = g_new0 (guint, n_old + 1);

  for (guint j = n_old; j-- > 0;)
    {
      char *key = key_of (self, vt_product_get_variant (self->product, j)->values, TRUE);

      next[j] = GPOINTER_TO_UINT (g_hash_table_lookup (first, key));
      g_hash_table_insert (first, key, GUINT_TO_POINTER (j + 1));
    }

  for (guint i = 0; i < self->n_variants; i++)
    {
      g_autofree char *key = key_of (self, g_ptr_array_index (self->values, i), FALSE);
      guint found = matches[i] < 0 ? GPOINTER_TO_UINT (g_hash_table_lookup (first, key)) : 0;

      while (found != 0 && used[found - 1])
        found = next[found - 1];
      if (found == 0)
        continue;

      matches[i] = (int) found - 1;
      used[found - 1] = TRUE;
      g_hash_table_insert (first, g_steal_pointer (&key), GUINT_TO_POINTER (next[found - 1]));
    }
}

/* For each new variant the index of the old one that it is, or -1. */
static int *
match_variants (Replacement *self, gboolean *used)
{
  int *matches = g_new0 (int, self->n_variants);

  match_by_id (self, matches, used);
  match_by_values (self, matches, used);
  return matches;
}

static gboolean
delete_variants (Replacement *self, const gboolean *used, GError **error)
{
  for (guint j = 0; j < vt_product_get_n_variants (self->product); j++)
    {
      gint64 id = vt_product_get_variant (self->product, j)->id;

      if (!used[j] &&
          (!vt_db_run (self->db, error, "DELETE FROM stock_movement WHERE variant_id = ?1", "i", id) ||
           !vt_db_run (self->db, error, "DELETE FROM stocktake_line WHERE variant_id = ?1", "i", id) ||
           !vt_price_change_forget (self->db, id, error) || !vt_translation_remove (self->db, "variant", id, error) ||
           !vt_db_run (self->db, error, "DELETE FROM variant WHERE id = ?1", "i", id)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_variant (Replacement *self, guint index, GError **error)
{
  VtVariantInput *input = &self->inputs[index];
  g_autofree char *values = vt_catalogue_join_list (g_ptr_array_index (self->values, index));

  return vt_db_run (
      self->db, error,
      "INSERT INTO variant (id, product_id, position, sku, barcode, price_minor, compare_at_minor, cost_minor, weight_g, "
      "weight_unit, track_stock, backorder, low_stock, shipped, option_values) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif (?7, -1), nullif (?8, -1), ?9, ?10, ?11, ?12, nullif (?13, -1), ?14, ?15) "
      "ON CONFLICT (id) DO UPDATE SET position = excluded.position, sku = excluded.sku, barcode = excluded.barcode, "
      "price_minor = excluded.price_minor, compare_at_minor = excluded.compare_at_minor, "
      "cost_minor = excluded.cost_minor, weight_g = excluded.weight_g, weight_unit = excluded.weight_unit, "
      "track_stock = excluded.track_stock, backorder = excluded.backorder, low_stock = excluded.low_stock, "
      "shipped = excluded.shipped, option_values = excluded.option_values "
      "WHERE (position, sku, barcode, price_minor, compare_at_minor, cost_minor, weight_g, weight_unit, track_stock, "
      "backorder, low_stock, shipped, option_values) "
      "IS NOT (excluded.position, excluded.sku, excluded.barcode, excluded.price_minor, excluded.compare_at_minor, "
      "excluded.cost_minor, excluded.weight_g, excluded.weight_unit, excluded.track_stock, excluded.backorder, "
      "excluded.low_stock, excluded.shipped, excluded.option_values)",
      "iiissiiiisiiiis", input->id, vt_product_get_id (self->product), (gint64) index,
      (const char *) g_ptr_array_index (self->skus, index), (const char *) g_ptr_array_index (self->barcodes, index),
      input->price_minor, input->compare_at_minor, input->cost_minor, input->weight_g,
      vt_weight_unit_to_string (input->weight_unit), (gint64) (input->track_stock ? 1 : 0),
      (gint64) (input->backorder ? 1 : 0), input->low_stock, (gint64) (input->shipped ? 1 : 0), values);
}

static gboolean
replace_variants (Replacement *self, GError **error)
{
  g_autofree gboolean *used = g_new0 (gboolean, vt_product_get_n_variants (self->product) + 1);
  g_autofree int *matches = match_variants (self, used);
  gint64 now_us = vt_clock_now_us (NULL);

  if (!delete_variants (self, used, error))
    return FALSE;

  for (guint i = 0; i < self->n_variants; i++)
    {
      VtVariantInput *input = &self->inputs[i];
      const VtVariant *old = matches[i] >= 0 ? vt_product_get_variant (self->product, (guint) matches[i]) : NULL;

      input->id = old != NULL ? old->id : vt_id_new ();
      if (!write_variant (self, i, error))
        return FALSE;
      if (old != NULL && old->price_minor != input->price_minor &&
          !vt_price_change_note (self->db, old->id, old->price_minor, input->price_minor, now_us, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_product_set_variants:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @names: (array zero-terminated=1) (nullable): its options, up to 10, each name once
 * @variants: (array length=n_variants): its variants in order, each with a value for each option; their ids are set
 * @n_variants: from 1 to 2000; exactly 1 when there is no option
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Replaces options and variants. A variant whose id is that of one there is that one, whatever its values; the others
 * are found by their values. What is found keeps its id, stock and photo; the rest is deleted with its stock.
 *
 * Returns: whether the product has these options and variants now
 */
gboolean
vt_product_set_variants (VtDb *db,
                         gint64 id,
                         const char *const *names,
                         VtVariantInput *variants,
                         guint n_variants,
                         GError **error)
{
  g_auto (Replacement) self = { .db = db, .inputs = variants, .n_variants = n_variants };
  sqlite3_int64 before = sqlite3_total_changes64 (vt_db_get_handle (db));

  self.product = vt_product_load (db, id, error);
  if (self.product == NULL || !check_names (&self, names, error) || !check_variants (&self, error))
    return FALSE;

  match_options (&self);
  if (!write_options (&self, error) || !replace_variants (&self, error))
    return FALSE;

  return sqlite3_total_changes64 (vt_db_get_handle (db)) == before || vt_product_touch (db, id, error);
}

/**
 * vt_product_rename_option:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @name: one of its options
 * @new_name: what it is called from now on: one line of 1 to 255 characters
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether the option has that name now
 */
gboolean
vt_product_rename_option (VtDb *db, gint64 id, const char *name, const char *new_name, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);
  g_autofree char *line =
      vt_catalogue_check_line (new_name, _ ("option's name"), VT_TITLE_MAX_CHARS, TRUE, product != NULL ? error : NULL);
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;
  gint64 at = -1;

  if (product == NULL || line == NULL)
    return FALSE;

  names = g_strdupv ((char **) vt_product_get_option_names (product));
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      at = i;
    else if (g_utf8_collate (names[i], line) == 0)
      return vt_catalogue_invalid (error, _ ("There are two options named “%s”; rename one"), line);
  if (at < 0)
    return vt_catalogue_invalid (error, _ ("The product has no option “%s”"), name);

  g_free (names[at]);
  names[at] = g_steal_pointer (&line);
  list = vt_catalogue_join_list ((const char *const *) names);
  if (!vt_db_run (db, error, "UPDATE product SET option_names = ?2 WHERE id = ?1 AND option_names <> ?2", "is", id,
                  list))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_product_touch (db, id, error);
}
