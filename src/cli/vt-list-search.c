#include "cli/vt-list.h"

#include "catalogue/vt-product.h"
#include "search/vt-search-rule.h"
#include "search/vt-search-test.h"
#include "search/vt-synonym.h"

/* Names the product of a row by its handle. */
static gboolean
set_product (JsonObject *row, VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);

  if (product != NULL)
    json_object_set_string_member (row, "product", vt_product_get_handle (product));
  return product != NULL;
}

gboolean
vt_list_synonyms (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) synonyms = vt_synonym_list (self->db, error);

  for (guint i = 0; synonyms != NULL && i < synonyms->len; i++)
    {
      const VtSynonym *synonym = g_ptr_array_index (synonyms, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_int_member (row, "id", synonym->id);
      json_object_set_string_member (row, "language", synonym->language);
      json_object_set_string_member (row, "source", synonym->source);
      json_object_set_string_member (row, "words", synonym->words);
    }

  return synonyms != NULL;
}

gboolean
vt_list_search_rules (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) rules = vt_search_rule_list (self->db, NULL, error);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const VtSearchRule *rule = g_ptr_array_index (rules, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_int_member (row, "id", rule->id);
      json_object_set_string_member (row, "language", rule->language);
      json_object_set_string_member (row, "query", rule->query);
      json_object_set_string_member (row, "kind", vt_search_rule_kind_to_string (rule->kind));
      if (rule->kind == VT_SEARCH_RULE_REDIRECT)
        json_object_set_string_member (row, "path", rule->path);
      else if (!set_product (row, self->db, rule->product_id, error))
        return FALSE;
      if (rule->kind == VT_SEARCH_RULE_BOOST)
        json_object_set_int_member (row, "percent", rule->percent);
    }

  return rules != NULL;
}

gboolean
vt_list_search_tests (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) tests = vt_search_test_list (self->db, error);

  for (guint i = 0; tests != NULL && i < tests->len; i++)
    {
      const VtSearchTest *test = g_ptr_array_index (tests, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_int_member (row, "id", test->id);
      json_object_set_string_member (row, "language", test->language);
      json_object_set_string_member (row, "query", test->query);
      json_object_set_int_member (row, "within", test->within);
      if (!set_product (row, self->db, test->product_id, error))
        return FALSE;
    }

  return tests != NULL;
}
