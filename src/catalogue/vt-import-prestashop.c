/* PrestaShop's and thirty bees' product CSV, and the second file with the combinations of its products: each names the
 * product by its number, its options as "Color:color:0; Size:select:1" and "Blue:0; M:1", and what it adds to the price
 * and the weight. The two are imported together. */

#include "catalogue/vt-import-formats.h"
#include "catalogue/vt-import-state.h"
#include "catalogue/vt-import-table.h"

#include "base/vt-money.h"
#include "base/vt-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const VtImportAlias aliases[] = {
  { "id", VT_FIELD_ROW_ID },
  { "product id", VT_FIELD_ROW_ID },
  { "active # #", VT_FIELD_PUBLISHED },
  { "aktiv # #", VT_FIELD_PUBLISHED },
  { "activo # #", VT_FIELD_PUBLISHED },
  { "ativo # #", VT_FIELD_PUBLISHED },
  { "actif # #", VT_FIELD_PUBLISHED },
  { "attivo # #", VT_FIELD_PUBLISHED },
  { "aktywny # #", VT_FIELD_PUBLISHED },
  { "active # no # yes", VT_FIELD_PUBLISHED },
  { "out of stock", VT_FIELD_BACKORDER },
  { "supplier reference", VT_FIELD_NONE },
  { "unit price", VT_FIELD_NONE },
  { "supplier", VT_FIELD_NONE },
  { "type", VT_FIELD_NONE },
  { "stock", VT_FIELD_STOCK },
  { NULL, VT_FIELD_NONE },
};

/* A combination. */
typedef struct
{
  guint line;
  char **names;  /* (owned) of its options */
  char **values; /* (owned) */
  char *sku;     /* (owned) */
  char *barcode; /* (owned) */
  gint64 price_minor;
  gint64 cost_minor;
  gint64 weight_g;
  gint64 quantity;
  char *photo; /* (owned) */
} Combination;

static void
combination_free (Combination *self)
{
  g_strfreev (self->names);
  g_strfreev (self->values);
  g_free (self->sku);
  g_free (self->barcode);
  g_free (self->photo);
  g_free (self);
}

static gboolean
recognises (VtImportSource *source)
{
  static const char *const needed[] = {
    "active # #|aktiv # #|activo # #|ativo # #|actif # #|attivo # #|active # no # yes|ean #", "name|nombre|nom|nome",
    "price tax excluded|price tax included|price tax excluded or price tax included|categories x y z|reference|"
    "wholesale price|url rewritten|image urls x y z|on sale # #|tags x y z",
    "price tax excluded|price tax included|price tax excluded or price tax included|reference|quantity|ean #|"
    "image urls x y z|tax rules id|wholesale price",
    NULL
  };
  static const char *const categories[] = { "parent category|root category # #|parent", NULL };

  return vt_import_table_has (source, needed) && !vt_import_table_has (source, categories);
}

static gboolean
recognises_combinations (VtImportSource *source)
{
  static const char *const needed[] = { "product id|product reference|id product|product id #",
                                        "attribute name type position|attribute name type position value", NULL };

  return vt_import_table_has (source, needed);
}

/* "Color:color:0; Size:select:1": the first part of each. */
static char **
first_parts (const char *cell)
{
  char **parts = vt_import_row_split (cell, strchr (cell, ';') != NULL ? ";" : ",");

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');

      if (colon != NULL)
        *colon = '\0';
      g_strstrip (parts[i]);
    }

  return parts;
}

static int
find_key (const GPtrArray *keys, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < keys->len; j++)
      if (g_str_has_prefix (g_ptr_array_index (keys, j), names[i]))
        return (int) j;

  return -1;
}

static const char *
cell_of (const VtCsvRow *row, const GPtrArray *keys, const char *name)
{
  const char *names[] = { name, NULL };
  int index = find_key (keys, names);

  return index >= 0 && (guint) index < row->n_cells ? g_strstrip (row->cells[index].text) : "";
}

static gint64
number_of (const char *text, guint places)
{
  VtDecimalNumber number = { 0 };

  return *text != '\0' && vt_decimal_parse (text, VT_DECIMAL_MIXED, places, &number, NULL) ? number.value : 0;
}

static Combination *
read_combination (const VtCsvRow *row, const GPtrArray *keys, const char *currency)
{
  Combination *self = g_new0 (Combination, 1);
  guint places = (guint) vt_currency_exponent (currency);
  const char *cost = cell_of (row, keys, "wholesale price");
  const char *ean = cell_of (row, keys, "ean #");

  self->line = row->line;
  self->names = first_parts (cell_of (row, keys, "attribute name"));
  self->values = first_parts (cell_of (row, keys, "value value"));
  self->sku = vt_text_normalise (cell_of (row, keys, "reference"));
  self->barcode = vt_text_normalise (*ean != '\0' ? ean : cell_of (row, keys, "upc"));
  self->price_minor = number_of (cell_of (row, keys, "impact on price"), places);
  self->cost_minor = *cost != '\0' ? number_of (cost, places) : VT_IMPORT_ABSENT;
  self->weight_g = number_of (cell_of (row, keys, "impact on weight"), 3);
  self->quantity = number_of (cell_of (row, keys, "quantity"), 0);
  self->photo = vt_text_normalise (cell_of (row, keys, "image url"));

  return self;
}

static void
add_combination (GHashTable *all, const char *product, Combination *combination)
{
  GPtrArray *list = g_hash_table_lookup (all, product);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) combination_free);
      g_hash_table_insert (all, g_strdup (product), list);
    }
  g_ptr_array_add (list, combination);
}

/* By the number of the product, and by its reference where there is no number. */
static void
read_combinations (GHashTable *all, const char *path, const char *currency)
{
  g_autoptr (VtCsvReader) reader = vt_csv_reader_open (path, NULL, NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  VtCsvRow row = { 0 };

  while (reader != NULL)
    {
      VtCsvStep step = vt_csv_reader_step (reader, &row, NULL);
      const char *id;
      g_autofree char *reference = NULL;

      if (step == VT_CSV_BAD_ROW)
        continue;
      if (step != VT_CSV_ROW)
        break;
      if (keys->len == 0)
        {
          for (guint i = 0; i < row.n_cells; i++)
            g_ptr_array_add (keys, vt_import_alias_make_key (row.cells[i].text, NULL));
          continue;
        }
      id = cell_of (&row, keys, "product id");
      reference = g_strconcat ("ref:", cell_of (&row, keys, "product reference"), NULL);
      add_combination (all, *id != '\0' ? id : reference, read_combination (&row, keys, currency));
    }
}

static GHashTable *
find_combinations (VtImportTable *table)
{
  const VtImport *import = table->source->import;
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < import->files->len; i++)
    {
      const VtImportFile *file = g_ptr_array_index (import->files, i);

      if (file->format == &vt_import_prestashop_combinations)
        read_combinations (all, file->path, import->options.currency);
    }

  return all;
}

/* PrestaShop's own sample has one twice: the later row counts, as it does there. */
static void
drop_same (VtImportDraft *draft, const Combination *combination)
{
  guint last = draft->variants->len - 1;
  const VtImportDraftVariant *added = &g_array_index (draft->variants, VtImportDraftVariant, last);

  for (guint i = 0; i < last; i++)
    {
      const VtImportDraftVariant *other = &g_array_index (draft->variants, VtImportDraftVariant, i);
      gboolean same = other->variant != draft->own;

      for (guint j = 0; j < VT_TABLE_MAX_OPTIONS && same; j++)
        same = g_strcmp0 (added->values[j], other->values[j]) == 0;
      if (!same)
        continue;
      vt_import_product_warn (draft->product,
                              _ ("line %u of the combinations: it has the options of one above it, and counts instead"),
                              combination->line);
      g_ptr_array_remove (draft->product->variants, other->variant);
      g_array_remove_index (draft->variants, i);
      return;
    }
}

static void
add_variant (VtImportDraft *draft, const VtImportVariant *base, const Combination *combination)
{
  VtImportProduct *product = draft->product;
  VtImportVariant *variant = vt_import_draft_copy_variant (draft, base);
  guint n_names = g_strv_length (combination->names);

  variant->line = base->line;
  variant->sku = vt_import_product_text (product, combination->sku);
  variant->barcode = vt_import_product_text (product, combination->barcode);
  if (variant->price_minor >= 0)
    variant->price_minor += combination->price_minor;
  if (variant->compare_at_minor >= 0)
    variant->compare_at_minor += combination->price_minor;
  if (combination->cost_minor > 0)
    variant->cost_minor = combination->cost_minor;
  if (variant->weight_g >= 0)
    variant->weight_g = MAX (variant->weight_g + combination->weight_g, 0);
  vt_import_product_set_stock (product, variant, NULL, combination->quantity);
  if (*combination->photo != '\0')
    variant->photo = vt_import_product_add_photo (product, combination->photo, NULL)->source;
  for (guint i = 0; i < n_names && combination->values[i] != NULL; i++)
    vt_import_draft_set_value (draft, variant, combination->names[i], combination->values[i]);
  if (g_strv_length (combination->values) != n_names)
    vt_import_product_warn (product, _ ("line %u of the combinations: it has not as many values as options"),
                            combination->line);
  drop_same (draft, combination);
  if (variant->price_minor < 0 && variant->price_minor > VT_IMPORT_CLEAR)
    vt_import_product_refuse (product, _ ("line %u of the combinations: the price is below zero"), combination->line);
}

static void
take_combinations (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant)
{
  const char *id = vt_import_table_get (table, VT_FIELD_ROW_ID);
  g_autofree char *reference = g_strconcat ("ref:", variant != NULL ? variant->sku : "", NULL);
  GPtrArray *list = g_hash_table_lookup (table->extra, *id != '\0' ? id : reference);

  if (list == NULL && variant != NULL)
    list = g_hash_table_lookup (table->extra, reference);
  if (list == NULL || variant == NULL)
    return;

  draft->own = variant;
  draft->is_grouped = TRUE;
  for (guint i = 0; i < list->len; i++)
    add_variant (draft, variant, g_ptr_array_index (list, i));
}

/* "Discount amount" or "percent" between two dates. */
static void
take_discount (VtImportTable *table, VtImportProduct *product, VtImportVariant *variant)
{
  const char *amount = vt_import_table_get_caption (table, "discount amount");
  const char *percent = vt_import_table_get_caption (table, "discount percent");

  if (variant != NULL && (number_of (amount, 6) > 0 || number_of (percent, 6) > 0))
    vt_import_product_warn (product, _ ("a discount was left out: make it in the shop's promotions"));
}

static void
take_row (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant)
{
  if (table->extra == NULL)
    {
      table->extra = find_combinations (table);
      table->free_extra = (GDestroyNotify) g_hash_table_unref;
    }
  take_discount (table, draft->product, variant);
  take_combinations (table, draft, variant);
}

static const VtImportProfile profile = {
  .aliases = aliases,
  .weight_unit = "kg",
  .root_category = "Home",
  .row = take_row,
};

static gpointer
open_file (VtImportSource *source, GError **error)
{
  return vt_import_table_open (source, &profile, error);
}

/* The combinations are read with the products; here there is nothing to give. */
static gpointer
open_combinations (VtImportSource *source, GError **error G_GNUC_UNUSED)
{
  const VtImport *import = source->import;
  gboolean has_products = FALSE;

  for (guint i = 0; i < import->files->len; i++)
    {
      const VtImportFile *file = g_ptr_array_index (import->files, i);

      has_products = has_products || file->format == &vt_import_prestashop;
    }
  if (has_products)
    return source;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("This file holds combinations of PrestaShop products, not the products; import it together "
                          "with the file of the products, which goes first"));
  return NULL;
}

static VtImportProduct *
next_of_none (gpointer reader G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return NULL;
}

static void
close_none (gpointer reader G_GNUC_UNUSED)
{
}

const VtImportFormat vt_import_prestashop = {
  .name = "prestashop",
  .label = "PrestaShop",
  .columns = "Product ID, Active (0/1), Name, Categories, Price tax excluded, …",
  .recognises = recognises,
  .open = open_file,
  .next = vt_import_table_next,
  .close = vt_import_table_close,
};

const VtImportFormat vt_import_prestashop_combinations = {
  .name = "prestashop-combinations",
  .label = "PrestaShop",
  .columns = "Product ID, Attribute (Name:Type:Position), Value (Value:Position), …",
  .recognises = recognises_combinations,
  .open = open_combinations,
  .next = next_of_none,
  .close = close_none,
};
