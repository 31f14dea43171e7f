#define G_LOG_DOMAIN "vt-catalogue"

/* What the conditions of a collection mean. */

#include "base/vt-text.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-collection-rule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_MAX 36500

static const char *const of_text[] = { "is",     "is-not",     "contains", "contains-not", "starts-with", "ends-with",
                                       "is-set", "is-not-set", NULL };
static const char *const of_title[] = { "is", "is-not", "contains", "contains-not", "starts-with", "ends-with", NULL };
static const char *const of_choice[] = { "is", "is-not", NULL };
static const char *const of_number[] = { "is", "is-not", "above", "below", NULL };
static const char *const of_optional[] = { "is", "is-not", "above", "below", "is-set", "is-not-set", NULL };
static const char *const of_time[] = { "within-days", "older-than-days", NULL };
static const char *const of_flag[] = { "is-set", "is-not-set", NULL };

typedef enum
{
  FIELD_TITLE,
  FIELD_VENDOR,
  FIELD_TYPE,
  FIELD_TAG,
  FIELD_STATUS,
  FIELD_PRICE,
  FIELD_COMPARE_AT,
  FIELD_COST,
  FIELD_STOCK,
  FIELD_WEIGHT,
  FIELD_SKU,
  FIELD_BARCODE,
  FIELD_CREATED,
  FIELD_UPDATED,
  FIELD_PHOTO,
  N_FIELDS
} Field;

static const VtRuleField fields[N_FIELDS] = {
  [FIELD_TITLE] = { "title", N_ ("Title"), VT_RULE_TEXT, of_title },
  [FIELD_VENDOR] = { "vendor", N_ ("Vendor"), VT_RULE_TEXT, of_text },
  [FIELD_TYPE] = { "type", N_ ("Type"), VT_RULE_TEXT, of_text },
  [FIELD_TAG] = { "tag", N_ ("Tag"), VT_RULE_TEXT, of_text },
  [FIELD_STATUS] = { "status", N_ ("Status"), VT_RULE_STATUS, of_choice },
  [FIELD_PRICE] = { "price", N_ ("Price"), VT_RULE_AMOUNT, of_number },
  [FIELD_COMPARE_AT] = { "compare-at", N_ ("Former price"), VT_RULE_AMOUNT, of_optional },
  [FIELD_COST] = { "cost", N_ ("Cost"), VT_RULE_AMOUNT, of_optional },
  [FIELD_STOCK] = { "stock", N_ ("Stock"), VT_RULE_NUMBER, of_number },
  [FIELD_WEIGHT] = { "weight", N_ ("Weight in grams"), VT_RULE_WEIGHT, of_number },
  [FIELD_SKU] = { "sku", N_ ("SKU"), VT_RULE_TEXT, of_text },
  [FIELD_BARCODE] = { "barcode", N_ ("Barcode"), VT_RULE_TEXT, of_text },
  [FIELD_CREATED] = { "created", N_ ("Added to the shop"), VT_RULE_DAYS, of_time },
  [FIELD_UPDATED] = { "updated", N_ ("Last edited"), VT_RULE_DAYS, of_time },
  [FIELD_PHOTO] = { "photo", N_ ("Photo"), VT_RULE_FLAG, of_flag },
};

typedef enum
{
  RELATION_IS,
  RELATION_CONTAINS,
  RELATION_STARTS_WITH,
  RELATION_ENDS_WITH,
  RELATION_ABOVE,
  RELATION_BELOW,
  RELATION_IS_SET,
  RELATION_WITHIN_DAYS
} Relation;

/* What says "not" is the opposite of another one. */
static const struct
{
  const char *name;
  const char *label;
  Relation relation;
  gboolean negated;
  gboolean has_value;
} relations[] = {
  { "is", N_ ("is"), RELATION_IS, FALSE, TRUE },
  { "is-not", N_ ("is not"), RELATION_IS, TRUE, TRUE },
  { "contains", N_ ("contains"), RELATION_CONTAINS, FALSE, TRUE },
  { "contains-not", N_ ("does not contain"), RELATION_CONTAINS, TRUE, TRUE },
  { "starts-with", N_ ("begins with"), RELATION_STARTS_WITH, FALSE, TRUE },
  { "ends-with", N_ ("ends with"), RELATION_ENDS_WITH, FALSE, TRUE },
  { "above", N_ ("is above"), RELATION_ABOVE, FALSE, TRUE },
  { "below", N_ ("is below"), RELATION_BELOW, FALSE, TRUE },
  { "is-set", N_ ("is there"), RELATION_IS_SET, FALSE, FALSE },
  { "is-not-set", N_ ("is missing"), RELATION_IS_SET, TRUE, FALSE },
  { "within-days", N_ ("within days"), RELATION_WITHIN_DAYS, FALSE, TRUE },
  { "older-than-days", N_ ("longer ago than days"), RELATION_WITHIN_DAYS, TRUE, TRUE },
};

struct _VtCompiledRule
{
  Field field;
  Relation relation;
  gboolean negated;
  char *text; /* (owned) folded */
  gint64 number;
};

/**
 * vt_rule_field_list:
 * @n_fields: (out): how many
 *
 * Returns: (transfer none) (array length=n_fields): what conditions can be on
 */
const VtRuleField *
vt_rule_field_list (guint *n_fields)
{
  *n_fields = N_FIELDS;
  return fields;
}

/**
 * vt_rule_field_find:
 * @name: a field's name
 *
 * Returns: (transfer none) (nullable): the field
 */
const VtRuleField *
vt_rule_field_find (const char *name)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (g_strcmp0 (fields[i].name, name) == 0)
      return &fields[i];

  return NULL;
}

static int
find_relation (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    if (g_strcmp0 (relations[i].name, name) == 0)
      return (int) i;

  return -1;
}

/**
 * vt_rule_relation_label:
 * @relation: a relation's name
 *
 * Returns: (transfer none): what people read, translated; "" for none
 */
const char *
vt_rule_relation_label (const char *relation)
{
  int index = find_relation (relation);

  return index >= 0 ? _ (relations[index].label) : "";
}

/**
 * vt_rule_relation_has_value:
 * @relation: a relation's name
 *
 * Returns: whether a condition with it compares to a value
 */
gboolean
vt_rule_relation_has_value (const char *relation)
{
  int index = find_relation (relation);

  return index >= 0 && relations[index].has_value;
}

static const char *const match_names[] = { "", "all", "any" };

/**
 * vt_rules_match_to_string:
 * @match: how conditions come together
 *
 * Returns: (transfer none): "", "all" or "any", as the database has it
 */
const char *
vt_rules_match_to_string (VtRulesMatch match)
{
  g_return_val_if_fail ((guint) match < G_N_ELEMENTS (match_names), "");

  return match_names[match];
}

/**
 * vt_rules_match_from_string:
 * @text: (nullable): what vt_rules_match_to_string() gives
 * @match: (out): set on %TRUE alone
 *
 * Returns: whether @text is one
 */
gboolean
vt_rules_match_from_string (const char *text, VtRulesMatch *match)
{
  for (guint i = 0; i < G_N_ELEMENTS (match_names); i++)
    if (g_strcmp0 (text, match_names[i]) == 0)
      {
        *match = (VtRulesMatch) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_collection_rule_new:
 * @field: what it is on
 * @relation: how
 * @value: (nullable): what it is compared to
 *
 * Returns: (transfer full): a condition that nobody has checked yet
 */
VtCollectionRule *
vt_collection_rule_new (const char *field, const char *relation, const char *value)
{
  VtCollectionRule *self = g_new0 (VtCollectionRule, 1);

  self->field = g_strdup (field);
  self->relation = g_strdup (relation);
  self->value = g_strdup (value != NULL ? value : "");

  return self;
}

/**
 * vt_collection_rule_free:
 * @self: (nullable): a condition
 */
void
vt_collection_rule_free (VtCollectionRule *self)
{
  if (self == NULL)
    return;

  g_free (self->field);
  g_free (self->relation);
  g_free (self->value);
  g_free (self);
}

static gboolean
check_value (const VtRuleField *field, const char *value, GError **error)
{
  VtProductStatus status;
  gint64 least = field->kind == VT_RULE_DAYS ? 1 : field->kind == VT_RULE_NUMBER ? -VT_PRICE_MAX_MINOR : 0;
  gint64 most = field->kind == VT_RULE_DAYS ? DAYS_MAX : VT_PRICE_MAX_MINOR;

  if (field->kind == VT_RULE_STATUS)
    return vt_product_status_from_string (value, &status) ||
           vt_catalogue_invalid (error, _ ("“%s” is neither draft, active nor archived"), value);
  if (field->kind == VT_RULE_TEXT || field->kind == VT_RULE_FLAG)
    return TRUE;

  return g_ascii_string_to_signed (value, 10, least, most, NULL, NULL) ||
         vt_catalogue_invalid (error, _ ("“%s” is no value for the condition on “%s”; use a whole number"), value,
                               _ (field->label));
}

/**
 * vt_collection_rule_check:
 * @self: a condition; its value is brought to the form it is kept in
 * @error: a #VtCatalogueError
 *
 * Returns: whether the condition means something
 */
gboolean
vt_collection_rule_check (VtCollectionRule *self, GError **error)
{
  const VtRuleField *field = vt_rule_field_find (self->field);
  gboolean has_value = vt_rule_relation_has_value (self->relation);
  char *line;

  if (field == NULL)
    return vt_catalogue_invalid (error, _ ("There is no condition on “%s”"), self->field);
  if (!g_strv_contains (field->relations, self->relation))
    return vt_catalogue_invalid (error, _ ("“%s” cannot be compared by “%s”"), _ (field->label), self->relation);

  line = vt_catalogue_check_line (has_value ? self->value : "", _ ("condition's value"), VT_TITLE_MAX_CHARS, has_value,
                                  error);
  if (line == NULL)
    return FALSE;
  g_free (self->value);
  self->value = line;

  return !has_value || check_value (field, line, error);
}

/* @rule: a condition that vt_collection_rule_check() found good, or one of a database that may be newer: NULL then. */
VtCompiledRule *
vt_compiled_rule_new (const VtCollectionRule *rule, gint64 now_us)
{
  const VtRuleField *field = vt_rule_field_find (rule->field);
  int relation = find_relation (rule->relation);
  VtCompiledRule *self;

  if (field == NULL || relation < 0)
    return NULL;

  self = g_new0 (VtCompiledRule, 1);
  self->field = (Field) (field - fields);
  self->relation = relations[relation].relation;
  self->negated = relations[relation].negated;
  self->text = vt_text_fold (rule->value);
  self->number = g_ascii_strtoll (rule->value, NULL, 10);
  if (field->kind == VT_RULE_DAYS)
    self->number = now_us - self->number * G_TIME_SPAN_DAY;

  return self;
}

void
vt_compiled_rule_free (VtCompiledRule *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

VtFactsNeed
vt_compiled_rule_get_need (const VtCompiledRule *self)
{
  switch (self->field)
    {
    case FIELD_TAG:
      return VT_FACTS_TAGS;
    case FIELD_PRICE:
    case FIELD_COMPARE_AT:
    case FIELD_COST:
    case FIELD_WEIGHT:
    case FIELD_SKU:
    case FIELD_BARCODE:
      return VT_FACTS_VARIANTS;
    case FIELD_STOCK:
      return VT_FACTS_STOCK;
    case FIELD_TITLE:
    case FIELD_VENDOR:
    case FIELD_TYPE:
    case FIELD_STATUS:
    case FIELD_CREATED:
    case FIELD_UPDATED:
    case FIELD_PHOTO:
    case N_FIELDS:
    default:
      return VT_FACTS_PRODUCT;
    }
}

/* Upper and lower case and accents do not count, as in the search. */
static gboolean
text_meets (const VtCompiledRule *self, const char *text)
{
  g_autofree char *folded = NULL;

  if (*text == '\0')
    return FALSE;
  if (self->relation == RELATION_IS_SET)
    return TRUE;

  folded = vt_text_fold (text);
  switch (self->relation)
    {
    case RELATION_IS:
      return strcmp (folded, self->text) == 0;
    case RELATION_CONTAINS:
      return strstr (folded, self->text) != NULL;
    case RELATION_STARTS_WITH:
      return g_str_has_prefix (folded, self->text);
    case RELATION_ENDS_WITH:
      return g_str_has_suffix (folded, self->text);
    case RELATION_ABOVE:
    case RELATION_BELOW:
    case RELATION_IS_SET:
    case RELATION_WITHIN_DAYS:
    default:
      return FALSE;
    }
}

/* @is_set: FALSE for an amount that there is none of. */
static gboolean
number_meets (const VtCompiledRule *self, gint64 number, gboolean is_set)
{
  if (!is_set || self->relation == RELATION_IS_SET)
    return is_set;

  switch (self->relation)
    {
    case RELATION_IS:
      return number == self->number;
    case RELATION_ABOVE:
      return number > self->number;
    case RELATION_BELOW:
      return number < self->number;
    case RELATION_WITHIN_DAYS:
      return number >= self->number;
    case RELATION_CONTAINS:
    case RELATION_STARTS_WITH:
    case RELATION_ENDS_WITH:
    case RELATION_IS_SET:
    default:
      return FALSE;
    }
}

static gboolean
variant_meets (const VtCompiledRule *self, const VtVariantFacts *variant)
{
  switch (self->field)
    {
    case FIELD_PRICE:
      return number_meets (self, variant->price_minor, TRUE);
    case FIELD_COMPARE_AT:
      return number_meets (self, variant->compare_at_minor, variant->compare_at_minor >= 0);
    case FIELD_COST:
      return number_meets (self, variant->cost_minor, variant->cost_minor >= 0);
    case FIELD_WEIGHT:
      return number_meets (self, variant->weight_g, TRUE);
    case FIELD_SKU:
      return text_meets (self, variant->sku);
    case FIELD_BARCODE:
      return text_meets (self, variant->barcode);
    case FIELD_TITLE:
    case FIELD_VENDOR:
    case FIELD_TYPE:
    case FIELD_TAG:
    case FIELD_STATUS:
    case FIELD_STOCK:
    case FIELD_CREATED:
    case FIELD_UPDATED:
    case FIELD_PHOTO:
    case N_FIELDS:
    default:
      return FALSE;
    }
}

static gboolean
any_tag_meets (const VtCompiledRule *self, const VtProductFacts *facts)
{
  for (guint i = 0; i < facts->tags->len; i++)
    if (text_meets (self, g_ptr_array_index (facts->tags, i)))
      return TRUE;

  return FALSE;
}

static gboolean
any_variant_meets (const VtCompiledRule *self, const VtProductFacts *facts)
{
  for (guint i = 0; i < facts->variants->len; i++)
    if (variant_meets (self, &g_array_index (facts->variants, VtVariantFacts, i)))
      return TRUE;

  return FALSE;
}

static gboolean
product_meets (const VtCompiledRule *self, const VtProductFacts *facts)
{
  switch (self->field)
    {
    case FIELD_TITLE:
      return text_meets (self, facts->title);
    case FIELD_VENDOR:
      return text_meets (self, facts->vendor);
    case FIELD_TYPE:
      return text_meets (self, facts->product_type);
    case FIELD_TAG:
      return any_tag_meets (self, facts);
    case FIELD_STATUS:
      return text_meets (self, facts->status);
    case FIELD_STOCK:
      return number_meets (self, facts->stock, TRUE);
    case FIELD_CREATED:
      return number_meets (self, facts->created_us, TRUE);
    case FIELD_UPDATED:
      return number_meets (self, facts->updated_us, TRUE);
    case FIELD_PHOTO:
      return facts->has_photo;
    case FIELD_PRICE:
    case FIELD_COMPARE_AT:
    case FIELD_COST:
    case FIELD_WEIGHT:
    case FIELD_SKU:
    case FIELD_BARCODE:
    case N_FIELDS:
    default:
      return any_variant_meets (self, facts);
    }
}

gboolean
vt_compiled_rule_is_met (const VtCompiledRule *self, const VtProductFacts *facts)
{
  return product_meets (self, facts) != self->negated;
}

static void
clear_variant (gpointer data)
{
  VtVariantFacts *variant = data;

  g_free (variant->sku);
  g_free (variant->barcode);
}

VtProductFacts *
vt_product_facts_new (gint64 id)
{
  VtProductFacts *self = g_new0 (VtProductFacts, 1);

  self->id = id;
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->variants = g_array_new (FALSE, FALSE, sizeof (VtVariantFacts));
  g_array_set_clear_func (self->variants, clear_variant);

  return self;
}

void
vt_product_facts_free (VtProductFacts *self)
{
  g_free (self->title);
  g_free (self->vendor);
  g_free (self->product_type);
  g_free (self->status);
  g_ptr_array_unref (self->tags);
  g_array_unref (self->variants);
  g_free (self);
}
