#define G_LOG_DOMAIN "vt-catalogue"

/* What a product of a file must be before it is written: as the edits of vt-product-edit.h check it, for records whose
 * products go into the database without them. Runs on the thread that reads. */

#include "catalogue/vt-barcode.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-import-state.h"
#include "catalogue/vt-weight.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* More than any shop holds of one thing. */
#define STOCK_MAX G_GINT64_CONSTANT (1000000000)

#define VIDEOS_MAX 20

/* Up to here variants are compared each with each. */
#define FEW_VARIANTS 12

/* Whether @text is what vt_catalogue_check_line() would make of it, as most texts are: one line of ASCII without
 * blanks at the ends or in a row. */
static gboolean
is_plain_line (const char *text, guint max_chars)
{
  const guchar *p = (const guchar *) text;
  guchar before = ' ';

  for (; *p >= 0x20 && *p < 0x7F; p++)
    {
      if (*p == ' ' && before == ' ')
        return FALSE;
      before = *p;
    }

  return *p == '\0' && (before != ' ' || p == (const guchar *) text) &&
         (gsize) (p - (const guchar *) text) <= max_chars;
}

static void
refuse (VtImportProduct *self, guint line, const GError *error)
{
  if (line == self->line || line == 0)
    vt_import_product_refuse (self, "%s", error->message);
  else
    vt_import_product_refuse (self, _ ("line %u: %s"), line, error->message);
}

/* @name of the field as in "The title is empty". */
static void
check_line (VtImportProduct *self, const char **text, const char *name, guint max_chars, guint line)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *checked = NULL;

  if (*text == NULL || is_plain_line (*text, max_chars))
    return;

  checked = vt_catalogue_check_line (*text, name, max_chars, FALSE, &error);
  if (checked == NULL)
    refuse (self, line, error);
  else if (strcmp (checked, *text) != 0)
    *text = vt_import_product_text (self, checked);
}

/* Each once, without empty ones. */
static void
check_lines (VtImportProduct *self, GPtrArray *texts, const char *name, guint max)
{
  guint n = 0;

  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      gboolean is_new;

      check_line (self, &text, name, VT_TITLE_MAX_CHARS, 0);
      is_new = *text != '\0';
      for (guint j = 0; j < n && is_new; j++)
        is_new = strcmp (g_ptr_array_index (texts, j), text) != 0;
      if (is_new)
        g_ptr_array_index (texts, n++) = (gpointer) text;
    }
  g_ptr_array_set_size (texts, (int) n);

  if (n > max)
    vt_import_product_refuse (self, _ ("it has %u entries for “%s”; up to %u can be kept"), n, name, max);
}

static void
check_texts (VtImportProduct *self)
{
  g_autoptr (GError) error = NULL;

  check_line (self, &self->title, _ ("title"), VT_TITLE_MAX_CHARS, 0);
  check_line (self, &self->vendor, _ ("vendor"), VT_TITLE_MAX_CHARS, 0);
  check_line (self, &self->product_type, _ ("type"), VT_TITLE_MAX_CHARS, 0);
  check_line (self, &self->tax_class, _ ("tax class"), VT_CODE_MAX_CHARS, 0);
  check_line (self, &self->shipping_class, _ ("shipping class"), VT_CODE_MAX_CHARS, 0);
  check_line (self, &self->seo_title, _ ("search title"), VT_TITLE_MAX_CHARS, 0);
  check_line (self, &self->seo_description, _ ("search description"), VT_SEO_MAX_CHARS, 0);
  if (self->tags != NULL)
    check_lines (self, self->tags, _ ("tag"), VT_TAGS_MAX);

  if (self->description_html != NULL && *self->description_html != '\0')
    {
      g_autofree char *clean = vt_catalogue_check_html (self->description_html, &error);

      if (clean == NULL)
        refuse (self, 0, error);
      else if (strcmp (clean, self->description_html) != 0)
        self->description_html = vt_import_product_text (self, clean);
    }
  if (self->title != NULL && *self->title == '\0')
    self->title = NULL;
}

static void
check_options (VtImportProduct *self)
{
  for (guint i = 0; i < self->options->len; i++)
    {
      const char *name = g_ptr_array_index (self->options, i);

      check_line (self, &name, _ ("option's name"), VT_TITLE_MAX_CHARS, 0);
      g_ptr_array_index (self->options, i) = (gpointer) name;
      if (*name == '\0')
        vt_import_product_refuse (self, _ ("option %u has no name"), i + 1);
      for (guint j = 0; j < i; j++)
        if (strcmp (g_ptr_array_index (self->options, j), name) == 0)
          vt_import_product_refuse (self, _ ("there are two options named “%s”; rename one"), name);
    }

  if (self->options->len > VT_OPTIONS_MAX)
    vt_import_product_refuse (self, _ ("it has %u options; up to %d can be kept"), self->options->len, VT_OPTIONS_MAX);
}

static void
check_amount (VtImportProduct *self, const VtImportVariant *variant, gint64 amount, const char *name)
{
  g_autoptr (GError) error = NULL;

  if (amount != VT_IMPORT_ABSENT && amount != VT_IMPORT_CLEAR && !vt_catalogue_check_amount (amount, name, &error))
    refuse (self, variant->line, error);
}

static void
check_barcode (VtImportProduct *self, VtImportVariant *variant)
{
  g_autofree char *problem = NULL;

  check_line (self, &variant->barcode, _ ("barcode"), VT_CODE_MAX_CHARS, variant->line);
  if (variant->barcode == NULL || *variant->barcode == '\0' ||
      vt_barcode_check (variant->barcode, NULL) == VT_BARCODE_GOOD)
    return;

  problem = vt_barcode_describe (variant->barcode);
  if (vt_barcode_check (variant->barcode, NULL) == VT_BARCODE_SPOILT)
    vt_import_product_refuse (self, _ ("line %u: %s"), variant->line, problem);
  else
    vt_import_product_warn (self, _ ("line %u: %s"), variant->line, problem);
}

static void
check_stock (VtImportProduct *self, const VtImportVariant *variant)
{
  for (const VtImportStock *stock = variant->stock; stock != NULL; stock = stock->next)
    if (stock->on_hand > STOCK_MAX || stock->on_hand < -STOCK_MAX)
      vt_import_product_refuse (self, _ ("line %u: a stock of more than a billion cannot be right; check the number"),
                                variant->line);
}

static void
check_values (VtImportProduct *self, VtImportVariant *variant)
{
  const char **values = (const char **) variant->values;
  guint n_options = self->options != NULL ? self->options->len : 0;

  for (guint i = 0; i < n_options; i++)
    {
      check_line (self, &values[i], _ ("option's value"), VT_TITLE_MAX_CHARS, variant->line);
      if (*values[i] == '\0')
        vt_import_product_refuse (self, _ ("line %u: the option “%s” has no value"), variant->line,
                                  (const char *) g_ptr_array_index (self->options, i));
    }
}

static void
check_variant (VtImportProduct *self, VtImportVariant *variant)
{
  VtWeightUnit unit;

  check_values (self, variant);
  check_line (self, &variant->sku, _ ("SKU"), VT_CODE_MAX_CHARS, variant->line);
  check_barcode (self, variant);
  check_amount (self, variant, variant->price_minor, _ ("price"));
  check_amount (self, variant, variant->compare_at_minor, _ ("compare-at price"));
  check_amount (self, variant, variant->cost_minor, _ ("cost"));
  check_amount (self, variant, variant->low_stock, _ ("low stock"));
  check_stock (self, variant);
  if (variant->weight_g != VT_IMPORT_ABSENT && variant->weight_g != VT_IMPORT_CLEAR &&
      (variant->weight_g < 0 || variant->weight_g > VT_WEIGHT_MAX_G))
    vt_import_product_refuse (self, _ ("line %u: a weight of %" PRId64 " g cannot be right; check its unit"),
                              variant->line, variant->weight_g);
  if (variant->weight_unit != NULL && !vt_weight_unit_from_string (variant->weight_unit, &unit))
    {
      vt_import_product_warn (self, _ ("line %u: “%s” is not a unit of weight and was left out; use g, kg, oz or lb"),
                              variant->line, variant->weight_unit);
      variant->weight_unit = NULL;
    }
}

static gboolean
is_same_choice (const VtImportVariant *a, const VtImportVariant *b)
{
  return g_strv_equal (a->values, b->values);
}

static void
refuse_twice (VtImportProduct *self, const VtImportVariant *variant)
{
  g_autofree char *title = g_strjoinv (" / ", (char **) variant->values);

  if (*title != '\0')
    vt_import_product_refuse (self, _ ("line %u: the variant “%s” is there twice; change or remove one"), variant->line,
                              title);
  else
    vt_import_product_refuse (
        self, _ ("line %u: a product without options has one variant; give the file columns for the options"),
        variant->line);
}

static void
check_choices (VtImportProduct *self)
{
  g_autoptr (GHashTable) seen = NULL;

  if (self->variants->len > FEW_VARIANTS)
    seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->variants->len && self->refused == NULL; i++)
    {
      const VtImportVariant *variant = g_ptr_array_index (self->variants, i);

      if (seen != NULL && !g_hash_table_add (seen, g_strjoinv ("\n", (char **) variant->values)))
        refuse_twice (self, variant);
      for (guint j = 0; seen == NULL && j < i && self->refused == NULL; j++)
        if (is_same_choice (variant, g_ptr_array_index (self->variants, j)))
          refuse_twice (self, variant);
    }
}

/* Checks all that can be known without the shop; what cannot be is said in `refused`, what is put right in
 * `warnings`. Texts come out as the database holds them. */
void
vt_import_product_check (VtImportProduct *self)
{
  check_texts (self);
  if (self->options != NULL)
    check_options (self);
  if (self->variants != NULL)
    {
      for (guint i = 0; i < self->variants->len && self->refused == NULL; i++)
        check_variant (self, g_ptr_array_index (self->variants, i));
      /* Without options the file may be of one that has them in the shop, where SKUs tell its variants apart. */
      if (self->options != NULL)
        check_choices (self);
      if (self->variants->len > VT_VARIANTS_MAX)
        vt_import_product_refuse (self, _ ("it has %u variants; up to %d can be kept"), self->variants->len,
                                  VT_VARIANTS_MAX);
    }
  if (self->photos != NULL && self->photos->len > VT_PHOTOS_MAX)
    vt_import_product_refuse (self, _ ("it has %u photos; up to %d can be kept"), self->photos->len, VT_PHOTOS_MAX);
  if (self->videos != NULL && self->videos->len > VIDEOS_MAX)
    vt_import_product_refuse (self, _ ("it has %u films; up to %d can be kept"), self->videos->len, VIDEOS_MAX);
}
