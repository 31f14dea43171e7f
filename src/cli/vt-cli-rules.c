#include "cli/vt-cli-rules.h"

#include "base/vt-money.h"
#include "catalogue/vt-weight.h"
#include "cli/vt-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The form that a condition keeps its value in. */
static char *
parse_value (const char *field, const char *value, const char *currency, GError **error)
{
  const VtRuleField *known = vt_rule_field_find (field);
  VtMoney money = { 0 };
  VtWeightUnit unit = VT_WEIGHT_G;
  gint64 weight_g = 0;

  if (known != NULL && known->kind == VT_RULE_AMOUNT && *value != '\0')
    return vt_money_parse (value, currency, &money, error) ? g_strdup_printf ("%" G_GINT64_FORMAT, money.minor) : NULL;
  if (known != NULL && known->kind == VT_RULE_WEIGHT)
    return vt_weight_parse (value, &unit, &weight_g, error) ? g_strdup_printf ("%" G_GINT64_FORMAT, weight_g) : NULL;

  return g_strdup (value);
}

static VtCollectionRule *
parse_rule (const char *text, const char *currency, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 3);
  guint n = g_strv_length (words);
  g_autofree char *value = n > 1 ? parse_value (words[0], n > 2 ? words[2] : "", currency, error) : NULL;

  if (n < 2)
    vt_set_invalid (error, _ ("“%s” is no condition; one is like “price below 50.00”"), text);

  return value != NULL ? vt_collection_rule_new (words[0], words[1], value) : NULL;
}

/**
 * vt_cli_rules_parse:
 * @text: "all: " or "any: ", then conditions with ";" between; "" for products that are put in by hand
 * @currency: the shop's
 * @match: (out): how the conditions come together
 * @error: what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type VtCollectionRule): the conditions, not checked yet
 */
GPtrArray *
vt_cli_rules_parse (const char *text, const char *currency, VtRulesMatch *match, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_collection_rule_free);
  g_auto (GStrv) parts = NULL;

  *match = g_str_has_prefix (text, "all:")   ? VT_RULES_ALL
           : g_str_has_prefix (text, "any:") ? VT_RULES_ANY
                                             : VT_RULES_NONE;
  if (*match == VT_RULES_NONE && *text != '\0')
    {
      vt_set_invalid (error, _ ("“%s” begins neither with “all:” nor with “any:”"), text);
      return NULL;
    }

  parts = g_strsplit (*text != '\0' ? text + strlen ("all:") : "", ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      VtCollectionRule *rule;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      rule = parse_rule (parts[i], currency, error);
      if (rule == NULL)
        return NULL;
      g_ptr_array_add (rules, rule);
    }

  return g_steal_pointer (&rules);
}

/**
 * vt_cli_rules_format:
 * @match: how the conditions come together
 * @rules: (element-type VtCollectionRule): the conditions
 * @currency: the shop's
 *
 * Returns: (transfer full): what vt_cli_rules_parse() reads
 */
char *
vt_cli_rules_format (VtRulesMatch match, const GPtrArray *rules, const char *currency)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (match == VT_RULES_NONE)
    return g_strdup ("");

  for (guint i = 0; i < rules->len; i++)
    {
      const VtCollectionRule *rule = g_ptr_array_index (rules, i);
      const VtRuleField *field = vt_rule_field_find (rule->field);
      g_autofree char *amount =
          field != NULL && field->kind == VT_RULE_AMOUNT && *rule->value != '\0'
              ? vt_money_to_decimal (vt_money_new (g_ascii_strtoll (rule->value, NULL, 10), currency))
              : NULL;

      g_string_append_printf (text, "%s%s %s", i == 0 ? "" : "; ", rule->field, rule->relation);
      if (*rule->value != '\0')
        g_string_append_printf (text, " %s", amount != NULL ? amount : rule->value);
    }
  g_string_prepend (text, match == VT_RULES_ALL ? "all: " : "any: ");

  return g_string_free (g_steal_pointer (&text), FALSE);
}
