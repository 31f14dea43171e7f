#define G_LOG_DOMAIN "vt-catalogue"

/* Products that are there: what the file says is compared with what they have, and the differences are written by the
 * ordinary edits. Nothing is ever taken out because the file does not name it. */

#include "base/vt-money.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-import-work.h"
#include "catalogue/vt-stock.h"
#include "catalogue/vt-weight.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef const char *(*GetText) (VtProduct *product);
typedef gboolean (*SetText) (VtDb *db, gint64 id, const char *text, GError **error);
typedef gboolean (*SetNumber) (VtDb *db, gint64 id, gint64 value, GError **error);
typedef gboolean (*SetFlag) (VtDb *db, gint64 id, gboolean value, GError **error);

/* A product's text in three places: the record, the shop, and the way there. */
static const struct
{
  const char *field;
  gsize offset; /* in VtImportProduct */
  GetText get;
  SetText set;
} texts[] = {
  { "title", G_STRUCT_OFFSET (VtImportProduct, title), vt_product_get_title, vt_product_set_title },
  { "description_html", G_STRUCT_OFFSET (VtImportProduct, description_html), vt_product_get_description_html,
    vt_product_set_description_html },
  { "vendor", G_STRUCT_OFFSET (VtImportProduct, vendor), vt_product_get_vendor, vt_product_set_vendor },
  { "product_type", G_STRUCT_OFFSET (VtImportProduct, product_type), vt_product_get_product_type,
    vt_product_set_product_type },
  { "seo_title", G_STRUCT_OFFSET (VtImportProduct, seo_title), vt_product_get_seo_title, vt_product_set_seo_title },
  { "seo_description", G_STRUCT_OFFSET (VtImportProduct, seo_description), vt_product_get_seo_description,
    vt_product_set_seo_description },
  { "tax_class", G_STRUCT_OFFSET (VtImportProduct, tax_class), vt_product_get_tax_class, vt_product_set_tax_class },
  { "shipping_class", G_STRUCT_OFFSET (VtImportProduct, shipping_class), vt_product_get_shipping_class,
    vt_product_set_shipping_class },
};

static gboolean
write_texts (VtImportWork *work, const VtImportProduct *record, VtProduct *product, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = G_STRUCT_MEMBER (const char *, record, texts[i].offset);
      const char *old = texts[i].get (product);

      if (text == NULL || strcmp (text, old) == 0 ||
          (*text == '\0' && texts[i].get == vt_product_get_tax_class && strcmp (old, "standard") == 0))
        continue;
      vt_import_work_differs (work, record->line, texts[i].field, "", old, text);
      if (!texts[i].set (work->db, vt_product_get_id (product), text, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
costs_nothing (VtProduct *product)
{
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    if (vt_product_get_variant (product, i)->price_minor == 0)
      return TRUE;

  return FALSE;
}

/* A file without prices puts nothing on sale that has none. */
static gboolean
write_status (VtImportWork *work, const VtImportProduct *record, VtProduct *product, GError **error)
{
  VtProductStatus status = (VtProductStatus) record->status;

  if (record->status == VT_IMPORT_ABSENT || record->status == VT_IMPORT_CLEAR ||
      status == vt_product_get_status (product) ||
      (status == VT_PRODUCT_ACTIVE && !vt_import_product_has_prices (record) && costs_nothing (product)))
    return TRUE;

  vt_import_work_differs (work, record->line, "status", "",
                          vt_product_status_to_string (vt_product_get_status (product)),
                          vt_product_status_to_string (status));

  return vt_product_set_status (work->db, vt_product_get_id (product), status, error);
}

/* "" for no time at all. */
static char *
format_time (gint64 time_us)
{
  g_autoptr (GDateTime) time = time_us > 0 ? g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC) : NULL;

  return time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("");
}

static gboolean
write_publish (VtImportWork *work, const VtImportProduct *record, VtProduct *product, GError **error)
{
  gint64 old = vt_product_get_publish_us (product);
  gint64 publish_us = record->publish_us == VT_IMPORT_CLEAR ? 0 : record->publish_us;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (publish_us == VT_IMPORT_ABSENT || publish_us == old)
    return TRUE;

  before = format_time (old);
  after = format_time (publish_us);
  vt_import_work_differs (work, record->line, "publish_us", "", before, after);

  return vt_product_set_publish (work->db, vt_product_get_id (product), publish_us, error);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
write_tags (VtImportWork *work, const VtImportProduct *record, VtProduct *product, GError **error)
{
  g_autoptr (GPtrArray) tags = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (record->tags == NULL)
    return TRUE;

  tags = g_ptr_array_new ();
  for (guint i = 0; i < record->tags->len; i++)
    g_ptr_array_add (tags, g_ptr_array_index (record->tags, i));
  g_ptr_array_sort (tags, compare_texts);
  g_ptr_array_add (tags, NULL);
  if (g_strv_equal ((const char *const *) tags->pdata, vt_product_get_tags (product)))
    return TRUE;

  before = g_strjoinv (", ", (char **) vt_product_get_tags (product));
  after = g_strjoinv (", ", (char **) tags->pdata);
  vt_import_work_differs (work, record->line, "tags", "", before, after);

  return vt_product_set_tags (work->db, vt_product_get_id (product), (const char *const *) tags->pdata, error);
}

/* Variants ----------------------------------------------------------------------------------------------------------
 */

/* What people tell the variant by. */
static const char *
name_of (const VtVariant *variant)
{
  return *variant->sku != '\0' ? variant->sku : variant->title;
}

/* A power of ten from ten on between two amounts, give or take what was rounded or cut off. */
static gboolean
is_shifted (gint64 small, gint64 large)
{
  for (gint64 factor = 10; factor <= 1000; factor *= 10)
    {
      gint64 distance = small <= G_MAXINT64 / factor ? ABS (large - small * factor) : G_MAXINT64;

      if (small > 0 && (distance < factor || distance / factor <= small / 50))
        return TRUE;
    }

  return FALSE;
}

static void
watch_price (VtImportWork *work, gint64 before, gint64 after)
{
  if (before > 0 && (after == 0 || is_shifted (before, after) || is_shifted (after, before)))
    work->is_alarming = TRUE;
}

static char *
format_amount (VtImportWork *work, gint64 minor)
{
  return minor >= 0 ? vt_money_to_decimal (vt_money_new (minor, work->import->options.currency)) : g_strdup ("");
}

static char *
format_number (gint64 value)
{
  return value >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : g_strdup ("");
}

/* What the file says of a number of the variant, if it is another one than @old. */
static gboolean
is_new_number (gint64 given, gint64 old, gint64 cleared, gint64 *value)
{
  *value = given == VT_IMPORT_CLEAR ? cleared : given;

  return given != VT_IMPORT_ABSENT && *value != old;
}

static gboolean
write_amount (VtImportWork *work,
              const VtImportVariant *record,
              const VtVariant *old,
              const char *field,
              gint64 given,
              gint64 before,
              SetNumber set,
              GError **error)
{
  gint64 value;
  gboolean is_price = set == vt_variant_set_price;

  if (!is_new_number (given, before, is_price ? 0 : -1, &value))
    return TRUE;

  if (is_price)
    watch_price (work, before, value);
  if (work->rehearse)
    {
      g_autofree char *from = format_amount (work, before);
      g_autofree char *to = format_amount (work, value);

      vt_import_work_differs (work, record->line, field, name_of (old), from, to);
    }
  else
    vt_import_work_differs (work, record->line, field, name_of (old), "", "");

  return set (work->db, old->id, value, error);
}

static gboolean
write_number (VtImportWork *work,
              const VtImportVariant *record,
              const VtVariant *old,
              const char *field,
              gint64 given,
              gint64 before,
              gint64 cleared,
              SetNumber set,
              GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  gint64 value;

  if (!is_new_number (given, before, cleared, &value))
    return TRUE;

  from = format_number (before);
  to = format_number (value);
  vt_import_work_differs (work, record->line, field, name_of (old), from, to);

  return set (work->db, old->id, value, error);
}

static gboolean
write_flag (VtImportWork *work,
            const VtImportVariant *record,
            const VtVariant *old,
            const char *field,
            gint64 given,
            gboolean before,
            gboolean cleared,
            SetFlag set,
            GError **error)
{
  gint64 value;

  if (!is_new_number (given, before ? 1 : 0, cleared ? 1 : 0, &value))
    return TRUE;
  vt_import_work_differs (work, record->line, field, name_of (old), before ? "1" : "0", value != 0 ? "1" : "0");

  return set (work->db, old->id, value != 0, error);
}

static gboolean
write_code (VtImportWork *work,
            const VtImportVariant *record,
            const VtVariant *old,
            const char *field,
            const char *given,
            const char *before,
            SetText set,
            GError **error)
{
  if (given == NULL || strcmp (given, before) == 0)
    return TRUE;
  vt_import_work_differs (work, record->line, field, name_of (old), before, given);

  return set (work->db, old->id, given, error);
}

static gboolean
write_unit (VtImportWork *work, const VtImportVariant *record, const VtVariant *old, GError **error)
{
  VtWeightUnit unit;

  if (record->weight_unit == NULL || !vt_weight_unit_from_string (record->weight_unit, &unit) ||
      unit == old->weight_unit)
    return TRUE;
  vt_import_work_differs (work, record->line, "weight_unit", name_of (old), vt_weight_unit_to_string (old->weight_unit),
                          record->weight_unit);

  return vt_variant_set_weight_unit (work->db, old->id, unit, error);
}

static gboolean
write_variant (VtImportWork *work, const VtImportVariant *record, const VtVariant *old, GError **error)
{
  return write_code (work, record, old, "sku", record->sku, old->sku, vt_variant_set_sku, error) &&
         write_code (work, record, old, "barcode", record->barcode, old->barcode, vt_variant_set_barcode, error) &&
         write_amount (work, record, old, "price_minor", record->price_minor, old->price_minor, vt_variant_set_price,
                       error) &&
         write_amount (work, record, old, "compare_at_minor", record->compare_at_minor, old->compare_at_minor,
                       vt_variant_set_compare_at, error) &&
         write_amount (work, record, old, "cost_minor", record->cost_minor, old->cost_minor, vt_variant_set_cost,
                       error) &&
         write_number (work, record, old, "weight_g", record->weight_g, old->weight_g, 0, vt_variant_set_weight,
                       error) &&
         write_unit (work, record, old, error) &&
         write_flag (work, record, old, "track_stock", record->track_stock, old->track_stock, TRUE,
                     vt_variant_set_track_stock, error) &&
         write_flag (work, record, old, "backorder", record->backorder, old->backorder, FALSE, vt_variant_set_backorder,
                     error) &&
         write_number (work, record, old, "low_stock", record->low_stock, old->low_stock, -1, vt_variant_set_low_stock,
                       error) &&
         write_flag (work, record, old, "shipped", record->shipped, old->shipped, TRUE, vt_variant_set_shipped, error);
}

/* The stock of a variant that is there is the ledger's, unless it is to be counted anew. */
static gboolean
count_stock (VtImportWork *work, const VtImportVariant *record, const VtVariant *old, GError **error)
{
  for (const VtImportStock *stock = record->stock; stock != NULL; stock = stock->next)
    {
      gint64 place = 0;
      gint64 before = 0;
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      if (!vt_import_work_find_place (work, stock->place, &place, error) ||
          vt_db_get (work->db, error, &before,
                     "SELECT on_hand FROM stock_level WHERE variant_id = ?1 AND place_id = ?2", "ii", old->id,
                     place) == VT_STEP_ERROR)
        return FALSE;
      if (before == stock->on_hand)
        continue;

      from = g_strdup_printf ("%" G_GINT64_FORMAT, before);
      to = g_strdup_printf ("%" G_GINT64_FORMAT, stock->on_hand);
      vt_import_work_differs (work, record->line, "on_hand", name_of (old), from, to);
      if (!vt_stock_count (work->db, old->id, place, stock->on_hand, work->now_us, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
receive_stock (VtImportWork *work, const VtImportVariant *record, gint64 variant_id, GError **error)
{
  for (const VtImportStock *stock = record->stock; stock != NULL; stock = stock->next)
    {
      gint64 place = 0;

      if (stock->on_hand == 0)
        continue;
      if (!vt_import_work_find_place (work, stock->place, &place, error) ||
          !vt_stock_move (work->db, variant_id, place, stock->on_hand, "received", _ ("Import"), work->now_us, error))
        return FALSE;
    }

  return TRUE;
}

/* Matching ----------------------------------------------------------------------------------------------------------
 */

/* Which variants of the file are which of the shop. */
typedef struct
{
  VtImportProduct *record; /* (unowned) */
  VtProduct *product;      /* (unowned) */
  const VtVariant **found; /* (owned) of each of the record's, %NULL: it is new */
  int *columns;            /* (owned) of each option of the shop, its index among the file's; -1: not in the file */
  guint n_options;         /* of the shop */
  gboolean same_options;   /* the file has these and no others, in any order */
} Match;

static void
match_clear (Match *self)
{
  g_free (self->found);
  g_free (self->columns);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Match, match_clear)

static const VtImportVariant *
get_record (const Match *self, guint index)
{
  return g_ptr_array_index (self->record->variants, index);
}

static void
match_options (Match *self)
{
  const char *const *names = vt_product_get_option_names (self->product);
  GPtrArray *options = self->record->options;

  self->n_options = vt_product_get_n_options (self->product);
  self->columns = g_new (int, self->n_options + 1);
  self->same_options = options != NULL && options->len == self->n_options;
  for (guint i = 0; i < self->n_options; i++)
    {
      self->columns[i] = -1;
      for (guint j = 0; options != NULL && j < options->len; j++)
        if (strcmp (g_ptr_array_index (options, j), names[i]) == 0)
          self->columns[i] = (int) j;
      self->same_options = self->same_options && self->columns[i] >= 0;
    }
}

static gboolean
is_taken (const Match *self, const VtVariant *variant)
{
  for (guint i = 0; i < self->record->variants->len; i++)
    if (self->found[i] == variant)
      return TRUE;

  return FALSE;
}

static gboolean
has_values (const Match *self, const VtImportVariant *record, const VtVariant *variant)
{
  for (guint i = 0; i < self->n_options; i++)
    if (strcmp (variant->values[i], record->values[self->columns[i]]) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
is_same_code (const char *given, const char *code)
{
  return given != NULL && *given != '\0' && strcmp (given, code) == 0;
}

static const VtVariant *
find_by_values (const Match *self, guint index)
{
  /* Nearly always the one in the same place. */
  for (guint i = 0; i < vt_product_get_n_variants (self->product); i++)
    {
      guint n = vt_product_get_n_variants (self->product);
      const VtVariant *variant = vt_product_get_variant (self->product, (index + i) % n);

      if (has_values (self, get_record (self, index), variant))
        return variant;
    }

  return NULL;
}

/* By SKU, else by barcode; a code that two variants share tells nothing. @ambiguous is set then. */
static const VtVariant *
find_by_code (const Match *self, guint index, gboolean *ambiguous)
{
  const VtImportVariant *record = get_record (self, index);
  const VtVariant *found = NULL;

  for (guint i = 0; i < vt_product_get_n_variants (self->product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (self->product, i);

      if (!is_same_code (record->sku, variant->sku))
        continue;
      *ambiguous = *ambiguous || found != NULL;
      found = variant;
    }
  for (guint i = 0; found == NULL && i < vt_product_get_n_variants (self->product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (self->product, i);

      if (is_same_code (record->barcode, variant->barcode))
        found = variant;
    }

  return found;
}

static gboolean
match_variants (Match *self, GError **error)
{
  guint n = vt_product_get_n_variants (self->product);

  self->found = g_new0 (const VtVariant *, self->record->variants->len);
  for (guint i = 0; self->same_options && i < self->record->variants->len; i++)
    self->found[i] = find_by_values (self, i);

  for (guint i = 0; i < self->record->variants->len; i++)
    {
      gboolean ambiguous = FALSE;
      const VtVariant *variant = self->found[i] == NULL ? find_by_code (self, i, &ambiguous) : NULL;

      if (ambiguous)
        return vt_catalogue_invalid (error, _ ("line %u: several variants of the product have the SKU “%s”"),
                                     get_record (self, i)->line, get_record (self, i)->sku);
      if (variant != NULL && !is_taken (self, variant))
        self->found[i] = variant;
    }

  /* One of each without options: that is the same one, whatever its codes. */
  if (n == 1 && self->record->variants->len == 1 && self->found[0] == NULL && self->n_options == 0 &&
      (self->record->options == NULL || self->record->options->len == 0))
    self->found[0] = vt_product_get_variant (self->product, 0);

  return TRUE;
}

/* What there is of options and values changes only when every variant of the shop gets its values from the file. */
static gboolean
check_options (const Match *self, gboolean *replace, GError **error)
{
  gboolean any_new = FALSE;

  for (guint i = 0; i < self->record->variants->len; i++)
    any_new = any_new || self->found[i] == NULL;
  *replace = any_new;

  if (self->same_options)
    {
      for (guint i = 0; i < self->record->variants->len && !*replace; i++)
        *replace = !has_values (self, get_record (self, i), self->found[i]);
      return TRUE;
    }
  if (self->record->options == NULL || self->record->options->len == 0)
    return !any_new || vt_catalogue_invalid (
                           error, _ ("the shop has options for this product and the file does not say which variant "
                                     "this is; give it columns for the options, or the SKU of a variant"));

  *replace = TRUE;
  for (guint i = 0; i < vt_product_get_n_variants (self->product); i++)
    if (!is_taken (self, vt_product_get_variant (self->product, i)))
      return vt_catalogue_invalid (
          error,
          _ ("its options are others than in the shop, and the variant “%s” is not in the file; name it there "
             "by its SKU, so that it gets a value for each option"),
          name_of (vt_product_get_variant (self->product, i)));

  return TRUE;
}

static VtVariantInput
input_of (const VtVariant *variant)
{
  VtVariantInput input = VT_VARIANT_INPUT_INIT;

  input.values = (const char *const *) variant->values;
  input.sku = variant->sku;
  input.barcode = variant->barcode;
  input.price_minor = variant->price_minor;
  input.compare_at_minor = variant->compare_at_minor;
  input.cost_minor = variant->cost_minor;
  input.weight_g = variant->weight_g;
  input.weight_unit = variant->weight_unit;
  input.track_stock = variant->track_stock;
  input.backorder = variant->backorder;
  input.low_stock = variant->low_stock;
  input.shipped = variant->shipped;
  input.id = variant->id;

  return input;
}

/* The values of one of the file's variants in the order of the options that the product is going to have. */
static const char *const *
values_of (const Match *self, const VtImportVariant *record)
{
  const char **values;

  if (!self->same_options)
    return record->values;

  values = vt_arena_alloc (self->record->arena, (self->n_options + 1) * sizeof *values);
  for (guint i = 0; i < self->n_options; i++)
    values[i] = record->values[self->columns[i]];

  return values;
}

static gint64
given (gint64 value, gint64 otherwise)
{
  return value == VT_IMPORT_ABSENT || value == VT_IMPORT_CLEAR ? otherwise : value;
}

static VtVariantInput
new_input (const Match *self, const VtImportVariant *record)
{
  VtVariantInput input = VT_VARIANT_INPUT_INIT;

  input.values = values_of (self, record);
  input.sku = record->sku;
  input.barcode = record->barcode;
  input.price_minor = given (record->price_minor, 0);
  input.compare_at_minor = given (record->compare_at_minor, -1);
  input.cost_minor = given (record->cost_minor, -1);
  input.weight_g = given (record->weight_g, 0);
  vt_weight_unit_from_string (record->weight_unit, &input.weight_unit);
  input.track_stock = given (record->track_stock, 1) != 0;
  input.backorder = given (record->backorder, 0) != 0;
  input.low_stock = given (record->low_stock, -1);
  input.shipped = given (record->shipped, 1) != 0;

  return input;
}

static void
tell_replaced (VtImportWork *work, const Match *self)
{
  for (guint i = 0; i < self->record->variants->len; i++)
    {
      const VtImportVariant *record = get_record (self, i);
      g_autofree char *title = g_strjoinv (" / ", (char **) values_of (self, record));

      if (self->found[i] == NULL)
        vt_import_work_differs (work, record->line, "variant", record->sku != NULL ? record->sku : title, "", title);
      else if (strcmp (title, self->found[i]->title) != 0)
        vt_import_work_differs (work, record->line, "option_values", name_of (self->found[i]), self->found[i]->title,
                                title);
    }
}

/* Those that are there keep their places; new ones come after them. */
static gboolean
replace_variants (VtImportWork *work, const Match *self, GError **error)
{
  guint n_old = vt_product_get_n_variants (self->product);
  guint n_given = self->record->variants->len;
  g_autofree VtVariantInput *inputs = g_new0 (VtVariantInput, n_old + n_given);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n = n_old;

  for (guint i = 0; !self->same_options && self->record->options != NULL && i < self->record->options->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (self->record->options, i));
  g_ptr_array_add (names, NULL);

  for (guint i = 0; i < n_old; i++)
    inputs[i] = input_of (vt_product_get_variant (self->product, i));
  for (guint i = 0; i < n_given; i++)
    if (self->found[i] == NULL)
      inputs[n++] = new_input (self, get_record (self, i));
    else
      for (guint j = 0; j < n_old; j++)
        if (inputs[j].id == self->found[i]->id)
          inputs[j].values = values_of (self, get_record (self, i));

  tell_replaced (work, self);
  if (!vt_product_set_variants (work->db, vt_product_get_id (self->product),
                                self->same_options ? vt_product_get_option_names (self->product)
                                                   : (const char *const *) names->pdata,
                                inputs, n, error))
    return FALSE;

  n = n_old;
  for (guint i = 0; i < n_given; i++)
    if (self->found[i] == NULL && !receive_stock (work, get_record (self, i), inputs[n++].id, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_variants (VtImportWork *work, VtImportProduct *record, VtProduct *product, GError **error)
{
  g_auto (Match) match = { .record = record, .product = product };
  gboolean replace = FALSE;

  if (record->variants == NULL)
    return TRUE;

  match_options (&match);
  if (!match_variants (&match, error) || !check_options (&match, &replace, error) ||
      (replace && !replace_variants (work, &match, error)))
    return FALSE;

  for (guint i = 0; i < record->variants->len; i++)
    if (match.found[i] != NULL &&
        (!write_variant (work, get_record (&match, i), match.found[i], error) ||
         (work->import->options.set_stock && !count_stock (work, get_record (&match, i), match.found[i], error))))
      return FALSE;

  return TRUE;
}

/* Writes what the file says otherwise than the shop. */
gboolean
vt_import_update_product (VtImportWork *self, VtImportProduct *record, gint64 id, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (self->db, id, error);

  return product != NULL && write_texts (self, record, product, error) && write_status (self, record, product, error) &&
         write_publish (self, record, product, error) && write_tags (self, record, product, error) &&
         write_variants (self, record, product, error);
}
