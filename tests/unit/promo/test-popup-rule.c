/* The table of cases that popup.js is held against too. */
#include "promo/vt-popup-rule.h"

#include "base/vt-json.h"

#include <string.h>

static JsonObject *
merge (JsonObject *base, JsonObject *changes)
{
  JsonObject *merged = json_object_new ();
  JsonObject *const both[] = { base, changes };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (GList) names = json_object_get_members (both[i]);

      for (GList *name = names; name != NULL; name = name->next)
        json_object_set_member (merged, name->data, json_object_dup_member (both[i], name->data));
    }

  return merged;
}

static JsonNode *
read_cases (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "popup-cases.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  JsonNode *node;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  node = vt_json_parse (text, (gssize) length, 1 << 20, 8, &error);
  g_assert_no_error (error);
  return node;
}

static VtPopupRule *
new_rule (JsonObject *base, JsonObject *changes)
{
  g_autoptr (JsonObject) merged = merge (base, changes);
  g_autoptr (GError) error = NULL;
  VtPopupRule *rule = vt_popup_rule_new_from_json (merged, &error);

  g_assert_no_error (error);
  return rule;
}

static VtPopupFacts *
new_facts (JsonObject *base, JsonObject *changes)
{
  g_autoptr (JsonObject) merged = merge (base, changes);
  g_autoptr (GError) error = NULL;
  VtPopupFacts *facts = vt_popup_facts_new_from_json (merged, &error);

  g_assert_no_error (error);
  return facts;
}

static void
test_judge (void)
{
  g_autoptr (JsonNode) node = read_cases ();
  JsonObject *cases = json_node_get_object (node);
  JsonArray *list = json_object_get_array_member (cases, "judge");

  g_assert_cmpuint (json_array_get_length (list), >, 100);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonArray *row = json_array_get_array_element (list, i);
      g_autoptr (VtPopupRule) rule =
          new_rule (json_object_get_object_member (cases, "rule"), json_array_get_object_element (row, 1));
      g_autoptr (VtPopupFacts) facts =
          new_facts (json_object_get_object_member (cases, "facts"), json_array_get_object_element (row, 2));

      g_test_message ("%s", json_array_get_string_element (row, 0));
      g_assert_cmpstr (vt_popup_verdict_to_string (vt_popup_judge (rule, facts)), ==,
                       json_array_get_string_element (row, 3));
    }
}

static void
test_decide (void)
{
  g_autoptr (JsonNode) node = read_cases ();
  JsonObject *cases = json_node_get_object (node);
  JsonArray *list = json_object_get_array_member (cases, "decide");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonArray *row = json_array_get_array_element (list, i);
      JsonArray *given = json_array_get_array_element (row, 1);
      g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_popup_rule_free);
      g_autoptr (VtPopupFacts) facts =
          new_facts (json_object_get_object_member (cases, "facts"), json_array_get_object_element (row, 2));
      const VtPopupRule *rule;

      for (guint j = 0; j < json_array_get_length (given); j++)
        g_ptr_array_add (
            rules, new_rule (json_object_get_object_member (cases, "rule"), json_array_get_object_element (given, j)));
      rule = vt_popup_decide (rules, facts);
      g_test_message ("%s", json_array_get_string_element (row, 0));
      g_assert_cmpint (rule != NULL ? vt_popup_rule_get_id (rule) : 0, ==, json_array_get_int_element (row, 3));
    }
}

static void
test_pick (void)
{
  g_autoptr (JsonNode) node = read_cases ();
  JsonArray *list = json_object_get_array_member (json_node_get_object (node), "pick");
  const int weights[] = { 50, 30, 20 };
  guint counts[] = { 0, 0, 0 };

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonArray *row = json_array_get_array_element (list, i);
      JsonArray *given = json_array_get_array_element (row, 0);
      int own[8] = { 0 };

      for (guint j = 0; j < json_array_get_length (given); j++)
        own[j] = (int) json_array_get_int_element (given, j);
      g_assert_cmpuint (vt_popup_pick (own, json_array_get_length (given), json_array_get_string_element (row, 1)), ==,
                        (guint) json_array_get_int_element (row, 2));
    }

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *seed = g_strdup_printf ("%016x.7", i);

      counts[vt_popup_pick (weights, 3, seed)]++;
    }
  g_assert_cmpuint (counts[0], >, 4800);
  g_assert_cmpuint (counts[0], <, 5200);
  g_assert_cmpuint (counts[2], >, 1800);
  g_assert_cmpuint (counts[2], <, 2200);
}

static void
test_hostile (void)
{
  static const char *const rules[] = {
    "{\"id\": \"7\"}",
    "{\"id\": 7, \"audience\": []}",
    "{\"id\": 7, \"audience\": {\"pages\": \"home\"}}",
    "{\"id\": 7, \"value\": 1.5}",
  };
  static const char *const facts[] = {
    "{\"memory\": []}", "{\"memory\": {\"7\": 1}}", "{\"memory\": {\"7\": {\"done\": 1}}}",
    "{\"caps\": 1}",    "{\"collections\": {}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (JsonNode) node = vt_json_parse (rules[i], -1, 4096, 8, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (vt_popup_rule_new_from_json (json_node_get_object (node), &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autoptr (JsonNode) node = vt_json_parse (facts[i], -1, 4096, 8, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (vt_popup_facts_new_from_json (json_node_get_object (node), &error));
      g_assert_nonnull (error);
    }
}

static void
test_audience (void)
{
  static const struct
  {
    const char *given, *kept; /* NULL: refused */
  } cases[] = {
    { NULL, "{}" },
    { "", "{}" },
    { "{}", "{}" },
    { "{\"cart\":\"\",\"visitors\":\"new\"}", "{\"visitors\":\"new\"}" },
    { "{ \"views\": 0, \"devices\": [ ] }", "{}" },
    { "{\"pages\":[\"/a*\"],\"visitors\":\"new\"}", "{\"visitors\":\"new\",\"pages\":[\"/a*\"]}" },
    { "{\"sold_out\":true,\"cart_from\":5000}", "{\"sold_out\":true,\"cart_from\":5000}" },
    { "[]", NULL },
    { "{\"visitors\":\"old\"}", NULL },
    { "{\"devices\":[\"watch\"]}", NULL },
    { "{\"countries\":[\"<script>\"]}", NULL },
    { "{\"collections\":[\"4\"]}", NULL },
    { "{\"collections\":[-4]}", NULL },
    { "{\"views\":1001}", NULL },
    { "{\"hearts\":1}", NULL },
    { "{", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = vt_popup_audience_check (cases[i].given, &error);

      g_assert_cmpstr (kept, ==, cases[i].kept);
      g_assert_true ((kept == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/popup-rule/judge", test_judge);
  g_test_add_func ("/popup-rule/decide", test_decide);
  g_test_add_func ("/popup-rule/pick", test_pick);
  g_test_add_func ("/popup-rule/hostile", test_hostile);
  g_test_add_func ("/popup-rule/audience", test_audience);

  return g_test_run ();
}
