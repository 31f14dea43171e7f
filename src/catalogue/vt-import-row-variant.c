/* What the cells of one row say of a variant: codes, prices, weight, stock and options. */

#include "base/vt-clock.h"
#include "base/vt-csv-cell.h"
#include "base/vt-money.h"
#include "catalogue/vt-import-table.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define WEIGHT_PLACES 6
#define STOCK_MAX     G_GINT64_CONSTANT (1000000000)
#define WEIGHT_MAX    G_GINT64_CONSTANT (1000000)

static const char *const no_barcode[] = { "-",
                                          "--",
                                          "n/a",
                                          "na",
                                          "none",
                                          "null",
                                          "nil",
                                          "0",
                                          "does not apply",
                                          "no aplica",
                                          "nicht zutreffend",
                                          "não se aplica",
                                          "sem gtin" };

static const struct
{
  const char *name;
  const char *unit;
  gint64 milligrams;
} weight_units[] = {
  { "g", "g", 1000 },      { "gram", "g", 1000 },    { "grams", "g", 1000 },        { "gr", "g", 1000 },
  { "kg", "kg", 1000000 }, { "kgs", "kg", 1000000 }, { "kilogram", "kg", 1000000 }, { "kilograms", "kg", 1000000 },
  { "lb", "lb", 453592 },  { "lbs", "lb", 453592 },  { "pound", "lb", 453592 },     { "pounds", "lb", 453592 },
  { "oz", "oz", 28350 },   { "ounce", "oz", 28350 }, { "ounces", "oz", 28350 },     { "กก.", "kg", 1000000 },
  { "กก", "kg", 1000000 }, { "กรัม", "g", 1000 },
};

/* A variation that is virtual is still one. */
static gboolean
is_immaterial (const char *cell)
{
  return strstr (cell, "virtual") != NULL || strstr (cell, "downloadable") != NULL || strstr (cell, "digital") != NULL;
}

/* A code as text. Spreadsheets put quotes and signs around it to keep it so, and programs make it a number with a dot.
 */
static const char *
take_code (VtImportTable *self, VtImportProduct *product, VtImportField field)
{
  const char *code = vt_import_source_take_code (self->source, product, vt_import_table_column (self, field));
  gsize length = code != NULL ? strlen (code) : 0;

  if (length > 3 && g_str_has_prefix (code, "=\"") && code[length - 1] == '"')
    {
      g_autofree char *inner = g_strndup (code + 2, length - 3);

      return vt_import_product_text (product, inner);
    }
  if (length > 1 && code[0] == '\'' && strspn (code + 1, "0123456789") == length - 1)
    return code + 1;

  return code;
}

static const char *
take_barcode (VtImportTable *self, VtImportProduct *product)
{
  const char *code = take_code (self, product, VT_FIELD_BARCODE);
  gsize digits = code != NULL ? strspn (code, "0123456789") : 0;
  g_autofree char *whole = NULL;

  if (code == NULL || *code == '\0')
    return code;
  for (guint i = 0; i < G_N_ELEMENTS (no_barcode); i++)
    if (g_ascii_strcasecmp (code, no_barcode[i]) == 0)
      return NULL;
  if (digits >= 8 && strcmp (code + digits, ".0") == 0)
    {
      whole = g_strndup (code, digits);
      code = vt_import_product_text (product, whole);
    }
  return code;
}

/* Whether the cell of a number has one; else @out says why not. */
static gboolean
has_number (VtImportTable *self, int column, const char **cell, gint64 *out)
{
  *cell = vt_import_source_get_cell (self->source, column);
  *out = VT_IMPORT_ABSENT;
  if (column < 0)
    return FALSE;
  if (**cell != '\0' && strcmp (*cell, "[]") != 0)
    return TRUE;
  if (**cell != '\0' || vt_import_source_get_options (self->source)->blank_clears)
    *out = VT_IMPORT_CLEAR;

  return FALSE;
}

static gint64
take_amount_of (VtImportTable *self, VtImportProduct *product, int column)
{
  const char *cell;
  gint64 value;
  g_autoptr (GError) local = NULL;

  if (!has_number (self, column, &cell, &value))
    return value;
  if (vt_import_source_read_amount (self->source, cell, self->decimals[column], &value, &local))
    return value;
  vt_import_product_refuse (product, _ ("line %u, “%s”: “%s” cannot be an amount: %s"),
                            vt_import_source_get_line (self->source),
                            vt_import_source_get_column (self->source, (guint) column), cell, local->message);

  return VT_IMPORT_ABSENT;
}

/* Of several price columns the one in the shop's currency. */
static int
price_column (VtImportTable *self, VtImportField field)
{
  const char *currency = vt_import_source_get_options (self->source)->currency;
  int found = -1;

  for (guint i = 0; i < self->columns_of[field]->len; i++)
    {
      int column = g_array_index (self->columns_of[field], int, i);
      const VtImportColumn *entry = g_ptr_array_index (self->mapping->columns, (guint) column);

      if (entry->unit != NULL && g_ascii_strcasecmp (entry->unit, currency) != 0)
        continue;
      if (*vt_import_source_get_cell (self->source, column) != '\0')
        return column;
      found = found < 0 ? column : found;
    }

  return found;
}

/* A date as YYYY-MM-DD with whatever follows; 0 when it is none. */
static gint64
read_date (const char *text)
{
  g_autoptr (GDateTime) date = NULL;
  int year = 0, month = 0, day = 0;

  if (sscanf (text, "%4d-%2d-%2d", &year, &month, &day) != 3 || year < 1970)
    return 0;
  date = g_date_time_new_utc (year, month, day, 0, 0, 0);

  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

static gboolean
is_sale_on (VtImportTable *self, VtImportProduct *product)
{
  const char *from = vt_import_table_get (self, VT_FIELD_SALE_FROM);
  const char *to = vt_import_table_get (self, VT_FIELD_SALE_TO);
  gint64 now = vt_clock_now_us (NULL);
  gint64 begins = read_date (from);
  gint64 ends = read_date (to);
  gboolean is_on = (begins == 0 || begins <= now) && (ends == 0 || ends + G_TIME_SPAN_DAY > now);

  if (begins == 0 && ends == 0)
    return TRUE;
  if (is_on)
    vt_import_product_warn (product, _ ("its price is reduced from %s to %s; set it back then"),
                            *from != '\0' ? from : "–", *to != '\0' ? to : "–");
  else
    vt_import_product_warn (product, _ ("a reduced price from %s to %s was left out: it is not the time for it"),
                            *from != '\0' ? from : "–", *to != '\0' ? to : "–");

  return is_on;
}

static gboolean
is_given (gint64 value)
{
  return value != VT_IMPORT_ABSENT && value != VT_IMPORT_CLEAR;
}

static void
take_prices (VtImportTable *self, VtImportProduct *product, VtImportVariant *variant)
{
  const char *currency = vt_import_table_get (self, VT_FIELD_CURRENCY);
  gint64 sale = take_amount_of (self, product, price_column (self, VT_FIELD_SALE_PRICE));

  variant->price_minor = take_amount_of (self, product, price_column (self, VT_FIELD_PRICE));
  variant->compare_at_minor = take_amount_of (self, product, price_column (self, VT_FIELD_COMPARE_AT));
  variant->cost_minor = take_amount_of (self, product, price_column (self, VT_FIELD_COST));
  if (*currency != '\0' && vt_currency_is_valid (currency) &&
      strcmp (currency, vt_import_source_get_options (self->source)->currency) != 0)
    vt_import_product_refuse (product, _ ("line %u: its price is in %s, and the shop's prices are in %s"),
                              vt_import_source_get_line (self->source), currency,
                              vt_import_source_get_options (self->source)->currency);
  if (!is_given (sale) || sale == 0 || (is_given (variant->price_minor) && sale >= variant->price_minor) ||
      !is_sale_on (self, product))
    return;
  if (is_given (variant->price_minor))
    variant->compare_at_minor = variant->price_minor;
  variant->price_minor = sale;
}

static const char *
find_weight_unit (const char *name, gint64 *milligrams)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (weight_units); i++)
    if (g_ascii_strcasecmp (weight_units[i].name, name) == 0)
      {
        *milligrams = weight_units[i].milligrams;
        return weight_units[i].unit;
      }

  return NULL;
}

/* The unit stands beside the number, in the caption, in a column of its own, or is the system's. */
static void
take_weight (VtImportTable *self, VtImportProduct *product, VtImportVariant *variant)
{
  int column = vt_import_table_column (self, VT_FIELD_WEIGHT);
  const VtImportColumn *entry = column >= 0 ? g_ptr_array_index (self->mapping->columns, (guint) column) : NULL;
  const char *named = vt_import_table_get (self, VT_FIELD_WEIGHT_UNIT);
  const char *shown;
  const char *cell;
  gint64 milligrams = 1000000;
  gint64 named_milligrams = 0;
  VtDecimalNumber number = { 0 };
  g_autoptr (GError) local = NULL;

  shown = find_weight_unit (named, &named_milligrams);
  if (shown != NULL)
    variant->weight_unit = shown;
  if (!has_number (self, column, &cell, &variant->weight_g))
    return;
  variant->weight_g = VT_IMPORT_ABSENT;
  if (!vt_decimal_parse (cell, self->decimals[column], WEIGHT_PLACES, &number, &local) || number.value < 0 ||
      number.value > WEIGHT_MAX * WEIGHT_MAX)
    {
      vt_import_product_warn (product, _ ("line %u, “%s”: “%s” cannot be a weight and was left out"),
                              vt_import_source_get_line (self->source), entry->caption, cell);
      return;
    }
  if (find_weight_unit (number.affix, &milligrams) == NULL && find_weight_unit (entry->unit, &milligrams) == NULL)
    {
      if (shown != NULL)
        milligrams = named_milligrams;
      else
        find_weight_unit (self->profile->weight_unit, &milligrams);
    }
  variant->weight_g = (gint64) (((__int128) number.value * milligrams + 500000000) / 1000000000);
}

static gint64
take_count (VtImportTable *self, VtImportProduct *product, int column)
{
  const char *cell;
  gint64 value;
  VtDecimalNumber number = { 0 };
  int word = 0;

  if (!has_number (self, column, &cell, &value))
    return value;
  if (vt_import_word_find (vt_import_track_words, cell, &word) && !g_ascii_isdigit (*cell))
    return VT_IMPORT_ABSENT;
  if (vt_decimal_parse (cell, self->decimals[column], WEIGHT_PLACES, &number, NULL) &&
      number.value >= -STOCK_MAX * 1000000 && number.value <= STOCK_MAX * 1000000)
    {
      if (number.value % 1000000 != 0)
        vt_import_product_warn (product, _ ("line %u, “%s”: %s was made whole"),
                                vt_import_source_get_line (self->source),
                                vt_import_source_get_column (self->source, (guint) column), cell);
      return number.value / 1000000;
    }
  if (g_ascii_strcasecmp (cell, "parent") != 0)
    vt_import_product_warn (product, _ ("line %u, “%s”: “%s” is not a whole number and was left out"),
                            vt_import_source_get_line (self->source),
                            vt_import_source_get_column (self->source, (guint) column), cell);

  return VT_IMPORT_ABSENT;
}

/* WooCommerce and others say only whether there is any: then nothing is counted, or there is none. */
static void
take_stock (VtImportTable *self, VtImportProduct *product, VtImportVariant *variant)
{
  static const VtImportWord words[] = {
    { "in stock", 1 },
    { "in_stock", 1 },
    { "instock", 1 },
    { "available", 1 },
    { "preorder", 1 },
    { "out of stock", 0 },
    { "out_of_stock", 0 },
    { "outofstock", 0 },
    { "backorder", 1 },
    { "onbackorder", 1 },
    { "available for order", 1 },
    { "limited availability", 1 },
    { NULL, 0 },
  };
  const char *in_stock = vt_import_table_get (self, VT_FIELD_IN_STOCK);
  gint64 sum = VT_IMPORT_ABSENT;
  int word = 0;

  for (guint i = 0; i < self->columns_of[VT_FIELD_STOCK]->len; i++)
    {
      gint64 count = take_count (self, product, g_array_index (self->columns_of[VT_FIELD_STOCK], int, i));

      if (is_given (count))
        sum = is_given (sum) ? sum + count : count;
    }
  if (is_given (sum))
    {
      vt_import_product_set_stock (product, variant, NULL, sum);
      return;
    }
  if (vt_import_word_find (words, in_stock, &word) || vt_import_word_find (vt_import_yes_no, in_stock, &word))
    variant->track_stock = word == 0;
  else if (vt_decimal_of (in_stock) == VT_DECIMAL_UNKNOWN && *in_stock != '\0' &&
           strspn (in_stock, "0123456789") == strlen (in_stock))
    vt_import_product_set_stock (product, variant, NULL, MIN (g_ascii_strtoll (in_stock, NULL, 10), STOCK_MAX));
}

/* The value of a variation: of escapes it has only that of the comma. */
static char *
unescape_value (VtImportTable *self, const char *value)
{
  g_auto (GStrv) parts = NULL;

  if ((self->flags & VT_TABLE_ESCAPES) == 0)
    return g_strdup (value);
  parts = g_strsplit (value, "\\,", -1);

  return g_strjoinv (",", parts);
}

/* "Title" and "Default Title" are what Shopify writes where there is no option. */
static void
take_options (VtImportTable *self, VtImportDraft *draft, VtImportVariant *variant, gboolean is_own)
{
  const GArray *values = self->columns_of[VT_FIELD_OPTION_VALUE];
  const GArray *names = self->columns_of[VT_FIELD_OPTION_NAME];
  const GArray *plain = self->columns_of[VT_FIELD_OPTION];

  for (guint i = 0; i < values->len; i++)
    {
      int column = g_array_index (values, int, i);
      guint index = ((VtImportColumn *) g_ptr_array_index (self->mapping->columns, (guint) column))->index;
      const char *cell = vt_import_source_get_cell (self->source, column);
      g_autofree char *value = unescape_value (self, vt_csv_restore_token (cell));
      const char *name = "";

      for (guint j = 0; j < names->len; j++)
        if (((VtImportColumn *) g_ptr_array_index (self->mapping->columns, (guint) g_array_index (names, int, j)))
                ->index == index)
          name = vt_import_source_get_cell (self->source, g_array_index (names, int, j));
      if (*name == '\0' && index <= draft->option_names->len)
        name = g_ptr_array_index (draft->option_names, index - 1);
      if (*value == '\0' || strcmp (value, "Default Title") == 0 || strcmp (cell, VT_CSV_CLEAR) == 0)
        continue;
      if ((self->flags & VT_TABLE_VALUES_ARE_LISTS) != 0 && is_own)
        continue;
      name = vt_csv_restore_token (name);
      vt_import_draft_set_value (draft, variant, *name != '\0' ? name : index == 1 ? "Option" : "Option 2", value);
    }
  for (guint i = 0; i < plain->len; i++)
    {
      int column = g_array_index (plain, int, i);
      const char *value = vt_import_source_get_cell (self->source, column);

      g_autofree char *name = g_strdup (vt_import_source_get_column (self->source, (guint) column));

      name[0] = g_ascii_toupper (name[0]);
      if (*value != '\0' && strcmp (value, "[]") != 0)
        vt_import_draft_set_value (draft, variant, name, value);
    }
}

/* Whether the row says something of a variant, and not only of photos. */
gboolean
vt_import_row_has_variant (VtImportTable *self)
{
  static const VtImportField telling[] = { VT_FIELD_SKU, VT_FIELD_BARCODE, VT_FIELD_PRICE, VT_FIELD_OPTION_VALUE,
                                           VT_FIELD_OPTION };

  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    if (*vt_import_table_get (self, telling[i]) != '\0')
      return TRUE;

  return FALSE;
}

VtImportVariant *
vt_import_row_take_variant (VtImportTable *self, VtImportDraft *draft, gboolean is_own)
{
  VtImportProduct *product = draft->product;
  VtImportVariant *variant = vt_import_product_add_variant (product, vt_import_source_get_line (self->source), 0);
  VtImportDraftVariant entry = { .variant = variant };
  const char *kind = vt_import_table_get (self, VT_FIELD_ROW_KIND);
  int word = 0;

  g_array_append_val (draft->variants, entry);
  take_options (self, draft, variant, is_own);
  variant->sku = take_code (self, product, VT_FIELD_SKU);
  variant->barcode = take_barcode (self, product);
  take_prices (self, product, variant);
  take_weight (self, product, variant);
  variant->low_stock = take_count (self, product, vt_import_table_column (self, VT_FIELD_LOW_STOCK));
  if (vt_import_row_take_word (self, product, VT_FIELD_TRACK, vt_import_track_words, &word))
    variant->track_stock = word;
  take_stock (self, product, variant);
  if (vt_import_row_take_word (self, product, VT_FIELD_BACKORDER, vt_import_backorder_words, &word) && word >= 0)
    variant->backorder = word;
  if (vt_import_row_take_word (self, product, VT_FIELD_SHIPPED, vt_import_yes_no, &word))
    variant->shipped = word;
  if (is_immaterial (kind))
    variant->shipped = 0;
  if (self->columns_of[VT_FIELD_VARIANT_PHOTO]->len > 0)
    variant->photo =
        vt_import_row_add_photos (self, product, vt_import_table_column (self, VT_FIELD_VARIANT_PHOTO), "");

  return variant;
}
