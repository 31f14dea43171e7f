/* Synonyms, rules and tests of search: a record is read, changed and saved. */

#include "cli/vt-set.h"
#include "search/vt-search-rule.h"
#include "search/vt-search-test.h"
#include "search/vt-synonym.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
take (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static gboolean
parse_remove (const char *value, gboolean *remove, GError **error)
{
  return vt_set_parse_flag (value, remove, error);
}

static gboolean
parse_product (VtDb *db, const char *handle, gint64 *id, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_find_by_handle (db, handle, error);

  if (product == NULL)
    return FALSE;

  *id = vt_product_get_id (product);
  return TRUE;
}

typedef gboolean (*ApplyField) (gpointer record, VtDb *db, const char *field, const char *value, GError **error);

/* Gives a new record those of its fields that were typed. */
static gboolean
apply_all (gpointer record, VtDb *db, const char *const *fields, ApplyField apply, GHashTable *values, GError **error)
{
  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *value = g_hash_table_lookup (values, fields[i]);

      if (value != NULL && !apply (record, db, fields[i], value, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_synonym (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtSynonym) synonym = NULL;

  if (!vt_set_parse_number (name, 1, G_MAXINT64, &target->id, error))
    return FALSE;

  synonym = vt_synonym_load (target->db, target->id, error);
  target->title = synonym != NULL ? g_strdup (synonym->words) : NULL;
  return synonym != NULL;
}

static const char *const synonym_fields[] = { "language", "source", "words", NULL };

static gboolean
apply_synonym (gpointer record,
               VtDb *db G_GNUC_UNUSED,
               const char *field,
               const char *value,
               GError **error G_GNUC_UNUSED)
{
  VtSynonym *synonym = record;

  take (strcmp (field, "language") == 0 ? &synonym->language
        : strcmp (field, "source") == 0 ? &synonym->source
                                        : &synonym->words,
        value);
  return TRUE;
}

static gboolean
create_synonym (VtSetTarget *target, GHashTable *values, GError **error)
{
  g_autoptr (VtSynonym) synonym = vt_synonym_new ("", "", "");

  if (!apply_all (synonym, target->db, synonym_fields, apply_synonym, values, error) ||
      !vt_synonym_save (target->db, synonym, error))
    return FALSE;

  target->id = synonym->id;
  return TRUE;
}

static gboolean
set_synonym (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autoptr (VtSynonym) synonym = NULL;
  gboolean remove = FALSE;

  if (strcmp (field, "remove") == 0)
    return parse_remove (value, &remove, error) && (!remove || vt_synonym_delete (target->db, target->id, error));

  synonym = vt_synonym_load (target->db, target->id, error);
  return synonym != NULL && apply_synonym (synonym, target->db, field, value, error) &&
         vt_synonym_save (target->db, synonym, error);
}

static gboolean
knows_synonym (const char *field)
{
  return g_strv_contains (synonym_fields, field) || strcmp (field, "remove") == 0;
}

static gboolean
find_rule (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtSearchRule) rule = NULL;

  if (!vt_set_parse_number (name, 1, G_MAXINT64, &target->id, error))
    return FALSE;

  rule = vt_search_rule_load (target->db, target->id, error);
  target->title = rule != NULL ? g_strdup (rule->query) : NULL;
  return rule != NULL;
}

static const char *const rule_fields[] = { "language", "query", "kind", "product", "percent", "path", NULL };

static gboolean
apply_rule (gpointer record, VtDb *db, const char *field, const char *value, GError **error)
{
  VtSearchRule *rule = record;
  gint64 percent = 0;

  if (strcmp (field, "kind") == 0)
    return vt_search_rule_kind_from_string (value, &rule->kind) ||
           vt_set_invalid (error, _ ("“%s” is none of pin, hide, boost and redirect"), value);
  if (strcmp (field, "product") == 0)
    return parse_product (db, value, &rule->product_id, error);
  if (strcmp (field, "percent") == 0)
    {
      gboolean parsed = vt_set_parse_number (value, G_MININT16, G_MAXINT16, &percent, error);

      rule->percent = (int) percent;
      return parsed;
    }

  take (strcmp (field, "language") == 0 ? &rule->language
        : strcmp (field, "query") == 0  ? &rule->query
                                        : &rule->path,
        value);
  return TRUE;
}

static gboolean
create_rule (VtSetTarget *target, GHashTable *values, GError **error)
{
  g_autoptr (VtSearchRule) rule = vt_search_rule_new ("", "", VT_SEARCH_RULE_PIN, 0);

  if (!apply_all (rule, target->db, rule_fields, apply_rule, values, error) ||
      !vt_search_rule_save (target->db, rule, error))
    return FALSE;

  target->id = rule->id;
  return TRUE;
}

static gboolean
set_rule (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autoptr (VtSearchRule) rule = NULL;
  gboolean remove = FALSE;
  gint64 position = 0;

  if (strcmp (field, "remove") == 0)
    return parse_remove (value, &remove, error) && (!remove || vt_search_rule_delete (target->db, target->id, error));
  if (strcmp (field, "position") == 0)
    return vt_set_parse_number (value, 1, 100000, &position, error) &&
           vt_search_rule_move (target->db, target->id, (int) position - 1, error);

  rule = vt_search_rule_load (target->db, target->id, error);
  return rule != NULL && apply_rule (rule, target->db, field, value, error) &&
         vt_search_rule_save (target->db, rule, error);
}

static gboolean
knows_rule (const char *field)
{
  return g_strv_contains (rule_fields, field) || strcmp (field, "remove") == 0 || strcmp (field, "position") == 0;
}

static gboolean
find_test (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtSearchTest) test = NULL;

  if (!vt_set_parse_number (name, 1, G_MAXINT64, &target->id, error))
    return FALSE;

  test = vt_search_test_load (target->db, target->id, error);
  target->title = test != NULL ? g_strdup (test->query) : NULL;
  return test != NULL;
}

static const char *const test_fields[] = { "language", "query", "product", "within", NULL };

static gboolean
apply_test (gpointer record, VtDb *db, const char *field, const char *value, GError **error)
{
  VtSearchTest *test = record;
  gint64 within = 0;

  if (strcmp (field, "product") == 0)
    return parse_product (db, value, &test->product_id, error);
  if (strcmp (field, "within") == 0)
    {
      gboolean parsed = vt_set_parse_number (value, 1, 100, &within, error);

      test->within = (int) within;
      return parsed;
    }

  take (strcmp (field, "language") == 0 ? &test->language : &test->query, value);
  return TRUE;
}

static gboolean
create_test (VtSetTarget *target, GHashTable *values, GError **error)
{
  g_autoptr (VtSearchTest) test = vt_search_test_new ("", "", 0, 4);

  if (!apply_all (test, target->db, test_fields, apply_test, values, error) ||
      !vt_search_test_save (target->db, test, error))
    return FALSE;

  target->id = test->id;
  return TRUE;
}

static gboolean
set_test (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autoptr (VtSearchTest) test = NULL;
  gboolean remove = FALSE;

  if (strcmp (field, "remove") == 0)
    return parse_remove (value, &remove, error) && (!remove || vt_search_test_delete (target->db, target->id, error));

  test = vt_search_test_load (target->db, target->id, error);
  return test != NULL && apply_test (test, target->db, field, value, error) &&
         vt_search_test_save (target->db, test, error);
}

static gboolean
knows_test (const char *field)
{
  return g_strv_contains (test_fields, field) || strcmp (field, "remove") == 0;
}

const VtSetKind vt_set_synonym = { "synonym", TRUE, find_synonym, NULL, set_synonym, knows_synonym, create_synonym };
const VtSetKind vt_set_search_rule = { "search-rule", TRUE, find_rule, NULL, set_rule, knows_rule, create_rule };
const VtSetKind vt_set_search_test = { "search-test", TRUE, find_test, NULL, set_test, knows_test, create_test };
