#define G_LOG_DOMAIN "vt-catalogue"

/* The variants that follow from a product's options: what an edit of the options makes of those there, and which are
 * missing. The rows themselves are written by vt_product_set_variants(). */

#include "catalogue/vt-product-options.h"

#include "catalogue/vt-catalogue-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One combination of values, as their places in the options. */
typedef struct
{
  guint choice[VT_OPTIONS_MAX];
  const VtVariant *variant; /* (unowned) which it is, or whose prices it gets */
  gboolean is_new;
} Combination;

typedef struct
{
  const VtOptionInput *options; /* (unowned) */
  guint n_options;
  guint n_values[VT_OPTIONS_MAX];
  int old_option[VT_OPTIONS_MAX]; /* -1: new */
  VtProduct *product;             /* (unowned) as it was */
  GArray *combinations;           /* (owned) */
} Matrix;

static gboolean
check_sizes (Matrix *self, GError **error)
{
  if (self->n_options > VT_OPTIONS_MAX)
    return vt_catalogue_invalid (error, _ ("A product can have up to %d options; take some out"), VT_OPTIONS_MAX);

  for (guint i = 0; i < self->n_options; i++)
    {
      self->n_values[i] = g_strv_length ((char **) self->options[i].values);
      if (self->n_values[i] == 0)
        return vt_catalogue_invalid (error, _ ("“%s” has no value; add one, or remove the option"),
                                     self->options[i].name);
    }

  return TRUE;
}

static void
find_old_options (Matrix *self)
{
  const char *const *names = vt_product_get_option_names (self->product);

  for (guint i = 0; i < self->n_options; i++)
    {
      self->old_option[i] = -1;
      for (guint j = 0; j < vt_product_get_n_options (self->product); j++)
        if (g_strcmp0 (self->options[i].was, names[j]) == 0)
          self->old_option[i] = (int) j;
    }
}

static gboolean
is_new_value (Matrix *self, guint option, guint value)
{
  return self->old_option[option] < 0 ? value > 0 : *self->options[option].were[value] == '\0';
}

/* Whether the variant has a place among the options: each of its values is still there. */
static gboolean
place (Matrix *self, const VtVariant *variant, Combination *combination)
{
  *combination = (Combination){ .variant = variant };
  for (guint i = 0; i < self->n_options; i++)
    {
      const char *const *were = self->options[i].were;
      guint value = 0;

      if (self->old_option[i] < 0)
        continue;
      while (value < self->n_values[i] && strcmp (were[value], variant->values[self->old_option[i]]) != 0)
        value++;
      if (value == self->n_values[i])
        return FALSE;
      combination->choice[i] = value;
    }

  return TRUE;
}

static guint
hash_combination (gconstpointer data)
{
  const Combination *combination = data;
  guint hash = 5381;

  for (guint i = 0; i < VT_OPTIONS_MAX; i++)
    hash = hash * 33 + combination->choice[i];

  return hash;
}

static gboolean
equal_combinations (gconstpointer a, gconstpointer b)
{
  const Combination *first = a;
  const Combination *second = b;

  return memcmp (first->choice, second->choice, sizeof first->choice) == 0;
}

/* Of variants that have become the same, the first stays. */
static GHashTable *
place_all (Matrix *self)
{
  GHashTable *placed = g_hash_table_new_full (hash_combination, equal_combinations, g_free, NULL);

  for (guint i = 0; i < vt_product_get_n_variants (self->product); i++)
    {
      Combination combination;

      if (place (self, vt_product_get_variant (self->product, i), &combination) &&
          !g_hash_table_contains (placed, &combination))
        g_hash_table_add (placed, g_memdup2 (&combination, sizeof combination));
    }

  return placed;
}

static gboolean
set_too_many (GError **error)
{
  return vt_catalogue_invalid (error, _ ("These options make more than %d variants; take some values out"),
                               VT_VARIANTS_MAX);
}

static gboolean
add_made (GHashTable *all, const Combination *wanted, const VtVariant *like, GError **error)
{
  Combination made = *wanted;

  made.variant = like;
  made.is_new = TRUE;
  if (g_hash_table_contains (all, &made))
    return TRUE;
  g_hash_table_add (all, g_memdup2 (&made, sizeof made));

  return g_hash_table_size (all) <= VT_VARIANTS_MAX || set_too_many (error);
}

static int
compare_combinations (gconstpointer a, gconstpointer b)
{
  const Combination *first = a;
  const Combination *second = b;

  for (guint i = 0; i < VT_OPTIONS_MAX; i++)
    if (first->choice[i] != second->choice[i])
      return first->choice[i] < second->choice[i] ? -1 : 1;

  return 0;
}

/* In the order of the options' values. */
static GArray *
dup_sorted (GHashTable *all)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (Combination), g_hash_table_size (all));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (sorted, key, 1);
  g_array_sort (sorted, compare_combinations);

  return sorted;
}

/* Beside each combination that is there, the same with each new value: what was taken out before stays out. */
static gboolean
add_new_values (Matrix *self, GHashTable *all, guint option, GError **error)
{
  g_autoptr (GArray) there = dup_sorted (all);

  for (guint i = 0; i < there->len; i++)
    for (guint j = 0; j < self->n_values[option]; j++)
      {
        Combination wanted = g_array_index (there, Combination, i);

        if (!is_new_value (self, option, j))
          continue;
        wanted.choice[option] = j;
        if (!add_made (all, &wanted, wanted.variant, error))
          return FALSE;
      }

  return TRUE;
}

static const VtVariant *
find_most_like (Matrix *self, const GArray *there, const Combination *wanted)
{
  const VtVariant *best = NULL;
  guint most = 0;

  for (guint i = 0; i < there->len; i++)
    {
      const Combination *combination = &g_array_index (there, Combination, i);
      guint same = 0;

      for (guint j = 0; j < self->n_options; j++)
        same += combination->choice[j] == wanted->choice[j] ? 1 : 0;
      if (best == NULL || same > most)
        {
          best = combination->variant;
          most = same;
        }
    }

  return best;
}

static gboolean
next_choice (Matrix *self, Combination *combination)
{
  for (guint i = self->n_options; i > 0; i--)
    {
      if (++combination->choice[i - 1] < self->n_values[i - 1])
        return TRUE;
      combination->choice[i - 1] = 0;
    }

  return FALSE;
}

static gboolean
add_missing (Matrix *self, GHashTable *all, GError **error)
{
  g_autoptr (GArray) there = dup_sorted (all);
  Combination wanted = { 0 };

  do
    if (!g_hash_table_contains (all, &wanted) && !add_made (all, &wanted, find_most_like (self, there, &wanted), error))
      return FALSE;
  while (next_choice (self, &wanted));

  return TRUE;
}

static gboolean
combine (Matrix *self, gboolean complete, GError **error)
{
  g_autoptr (GHashTable) all = place_all (self);

  if (g_hash_table_size (all) == 0)
    return vt_catalogue_invalid (error, _ ("This would take out every variant; a product needs at least one"));

  for (guint i = 0; i < self->n_options; i++)
    if (!add_new_values (self, all, i, error))
      return FALSE;
  if (complete && !add_missing (self, all, error))
    return FALSE;

  self->combinations = dup_sorted (all);
  return TRUE;
}

/* Codes are of one variant alone. */
static VtVariantInput
input_from (const Combination *combination, const char *const *values)
{
  const VtVariant *variant = combination->variant;

  return (VtVariantInput){
    .values = values,
    .sku = combination->is_new ? "" : variant->sku,
    .barcode = combination->is_new ? "" : variant->barcode,
    .price_minor = variant->price_minor,
    .compare_at_minor = variant->compare_at_minor,
    .cost_minor = variant->cost_minor,
    .weight_g = variant->weight_g,
    .weight_unit = variant->weight_unit,
    .track_stock = variant->track_stock,
    .backorder = variant->backorder,
    .low_stock = variant->low_stock,
    .shipped = variant->shipped,
    .id = combination->is_new ? 0 : variant->id,
  };
}

static gboolean
write_all (Matrix *self, VtDb *db, GError **error)
{
  guint n = self->combinations->len;
  g_autofree VtVariantInput *inputs = g_new0 (VtVariantInput, n);
  g_autofree const char **values = g_new0 (const char *, n *(self->n_options + 1));
  g_autofree const char **names = g_new0 (const char *, self->n_options + 1);

  for (guint i = 0; i < self->n_options; i++)
    names[i] = self->options[i].name;
  for (guint i = 0; i < n; i++)
    {
      const Combination *combination = &g_array_index (self->combinations, Combination, i);
      const char **row = values + i * (self->n_options + 1);

      for (guint j = 0; j < self->n_options; j++)
        row[j] = self->options[j].values[combination->choice[j]];
      inputs[i] = input_from (combination, row);
    }

  return vt_product_set_variants (db, vt_product_get_id (self->product), names, inputs, n, error);
}

/**
 * vt_product_set_options:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @options: (array length=n_options): its options as they shall be, in order
 * @n_options: from 0 to 10
 * @complete: whether every combination is to be there, also one that was taken out
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Edits a product's options as a whole: adds, renames, moves and removes options and values, and makes the variants
 * that follow. Kept variants keep everything. New ones, of new values and of the first value of a new option beside
 * those there, get prices and rules of the variant that is most like them, no codes and no stock. Variants of a value
 * that is gone are deleted; of those that become the same when an option goes, the first stays.
 *
 * Returns: whether the product has these options now
 */
gboolean
vt_product_set_options (VtDb *db,
                        gint64 id,
                        const VtOptionInput *options,
                        guint n_options,
                        gboolean complete,
                        GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);
  Matrix self = { .options = options, .n_options = n_options, .product = product };
  gboolean written;

  if (product == NULL || !check_sizes (&self, error))
    return FALSE;

  find_old_options (&self);
  written = combine (&self, complete, error) && write_all (&self, db, error);
  g_clear_pointer (&self.combinations, g_array_unref);

  return written;
}

static gboolean
is_among (gint64 id, const gint64 *ids, guint n)
{
  for (guint i = 0; i < n; i++)
    if (ids[i] == id)
      return TRUE;

  return FALSE;
}

/**
 * vt_product_remove_variants:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @variant_ids: (array length=n): which of its variants go, with their stock
 * @n: number of them
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Takes variants out; at least one stays. Values that no variant has any more are gone with them.
 *
 * Returns: whether the others are left
 */
gboolean
vt_product_remove_variants (VtDb *db, gint64 id, const gint64 *variant_ids, guint n, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);
  g_autofree VtVariantInput *inputs = NULL;
  guint kept = 0;

  if (product == NULL)
    return FALSE;

  inputs = g_new0 (VtVariantInput, vt_product_get_n_variants (product));
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);

      if (!is_among (variant->id, variant_ids, n))
        inputs[kept++] = input_from (&(Combination){ .variant = variant }, (const char *const *) variant->values);
    }
  if (kept == 0)
    return vt_catalogue_invalid (error, _ ("This would take out every variant; a product needs at least one"));

  return vt_product_set_variants (db, id, vt_product_get_option_names (product), inputs, kept, error);
}

/**
 * vt_product_dup_option_values:
 * @product: a product
 * @option: which of its options, from 0
 *
 * Returns: (transfer full) (array zero-terminated=1): the values that its variants have of it, each once, in the order
 *   in which they come
 */
char **
vt_product_dup_option_values (VtProduct *product, guint option)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      char *value = vt_product_get_variant (product, i)->values[option];

      if (g_hash_table_add (seen, value))
        g_strv_builder_add (values, value);
    }

  return g_strv_builder_end (values);
}

/**
 * vt_product_count_combinations:
 * @product: a product
 *
 * Returns: how many variants it has when there is one for each combination of its options' values, at least 1
 */
guint64
vt_product_count_combinations (VtProduct *product)
{
  guint64 n = 1;

  for (guint i = 0; i < vt_product_get_n_options (product); i++)
    {
      g_auto (GStrv) values = vt_product_dup_option_values (product, i);

      n = MIN (n * MAX (g_strv_length (values), 1), G_MAXUINT32);
    }

  return n;
}
