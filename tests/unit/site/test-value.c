/* What pages are made from: values in an arena. */
#include "site/vt-value.h"

#define MANY 100

static void
test_members (void)
{
  g_autoptr (VtArena) arena = vt_arena_new (256);
  VtValue *object = vt_value_new_object (arena);
  VtValue *list = vt_value_new_array (arena);

  vt_value_set_string (object, "title", "Orchid");
  vt_value_set_string (object, "title_lang", NULL);
  vt_value_set_int (object, "title_length", 6);
  vt_value_take_string (object, "description", g_strdup ("White"));
  vt_value_set_boolean (object, "description_is_long", FALSE);
  vt_value_set (object, "items", list);
  vt_value_add_int (list, G_MININT64);
  vt_value_add_string (list, "b");
  vt_value_set_string (object, "title", "Orchid, white");

  g_assert_cmpuint (vt_value_get_length (object), ==, 6);
  g_assert_cmpstr (vt_value_get_name (object, 0), ==, "title");
  g_assert_cmpstr (vt_value_get_string (object, "title"), ==, "Orchid, white");
  g_assert_cmpstr (vt_value_get_string (object, "title_lang"), ==, "");
  g_assert_cmpint (vt_value_get_int (object, "title_length"), ==, 6);
  g_assert_cmpstr (vt_value_get_string (object, "description"), ==, "White");
  g_assert_false (vt_value_get_boolean (object, "description_is_long"));
  g_assert_null (vt_value_get (object, "titl"));
  g_assert_null (vt_value_get (object, "title_"));
  g_assert_null (vt_value_get (object, "title_length_too"));
  g_assert_true (vt_value_get (object, "items") == list);
  g_assert_true (vt_value_get_arena (list) == arena);

  vt_value_remove (object, "title_length");
  vt_value_remove (object, "none");
  g_assert_null (vt_value_get (object, "title_length"));
  g_assert_cmpuint (vt_value_get_length (object), ==, 5);
  g_assert_cmpstr (vt_value_get_name (object, 2), ==, "description");
}

/* What is not there, or is something else, is nothing. */
static void
test_absent (void)
{
  g_autoptr (VtArena) arena = vt_arena_new (256);
  VtValue *list = vt_value_new_array (arena);
  gsize length;

  g_assert_null (vt_value_get (NULL, "a"));
  g_assert_null (vt_value_get (list, "a"));
  g_assert_cmpstr (vt_value_get_string (NULL, "a"), ==, "");
  g_assert_cmpint (vt_value_get_int (list, "a"), ==, 0);
  g_assert_cmpuint (vt_value_get_length (NULL), ==, 0);
  g_assert_cmpuint (vt_value_get_length (vt_value_null ()), ==, 0);
  g_assert_false (vt_value_is_object (NULL));
  g_assert_false (vt_value_is_array (NULL));
  g_assert_false (vt_value_is_true (NULL));
  g_assert_false (vt_value_is_true (list));
  g_assert_true (vt_value_is_true (vt_value_new_object (arena)));
  g_assert_null (vt_value_peek_string (list, &length));
}

/* Enough of them that a table finds them. */
static void
test_many (void)
{
  g_autoptr (VtArena) arena = vt_arena_new (256);
  VtValue *object = vt_value_new_object (arena);

  for (gint64 i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("a_common_start_%d", (int) i);

      vt_value_set_int (object, vt_arena_text (arena, name, -1), i);
    }
  vt_value_remove (object, "a_common_start_50");
  vt_value_set_int (object, "a_common_start_51", -51);

  g_assert_cmpuint (vt_value_get_length (object), ==, MANY - 1);
  for (int i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("a_common_start_%d", i);

      g_assert_cmpint (vt_value_get_int (object, name), ==, i == 50 ? 0 : i == 51 ? -51 : i);
    }
  g_assert_null (vt_value_get (object, "a_common_start_100"));
}

static void
assert_json (const char *json)
{
  g_autoptr (VtArena) arena = vt_arena_new (64);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  VtValue *value = vt_value_from_json (arena, node);
  g_autoptr (VtArena) other = vt_arena_new (64);
  VtValue *copy = vt_value_copy (other, value);
  g_autofree char *text = vt_value_to_json (value);
  g_autofree char *same = NULL;

  g_assert_cmpstr (text, ==, json);
  g_clear_pointer (&arena, vt_arena_free);
  same = vt_value_to_json (copy);
  g_assert_cmpstr (same, ==, json);
}

static void
test_json (void)
{
  assert_json ("null");
  assert_json ("{\"b\":1,\"a\":[true,false,null,-2,1.5,\"\"],\"\":{}}");
  assert_json ("[[],{\"a\":[]}]");
  assert_json ("\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f/<ไทย>\"");
  assert_json ("-9223372036854775808");
}

/* Nothing ends the element that it stands in. */
static void
test_script (void)
{
  g_autoptr (VtArena) arena = vt_arena_new (64);
  VtValue *list = vt_value_new_array (arena);
  g_autofree char *text = NULL;

  vt_value_add_string (list, "</script><!--&\"");
  vt_value_add_string (list, "a\xe2\x80\xa8"
                             "b\xe2\x80\xa9–€");
  text = vt_value_to_script_json (list);
  g_assert_cmpstr (text, ==, "[\"\\u003c/script\\u003e\\u003c!--\\u0026\\\"\",\"a\\u2028b\\u2029–€\"]");
}

static void
test_same (void)
{
  g_autoptr (VtArena) arena = vt_arena_new (64);
  VtValue *a = vt_value_new_array (arena);
  VtValue *b = vt_value_new_array (arena);

  g_assert_true (vt_value_is_same (a, b));
  vt_value_add_string (a, "x");
  vt_value_add_string (b, "x");
  vt_value_add_int (b, 1);
  g_assert_false (vt_value_is_same (a, b));
  g_assert_true (vt_value_is_same (a, a));
  g_assert_true (vt_value_is_same (vt_value_get_at (a, 0), vt_value_get_at (b, 0)));
  g_assert_false (vt_value_is_same (vt_value_get_at (a, 0), vt_value_get_at (b, 1)));
  g_assert_false (vt_value_is_same (a, NULL));
  g_assert_true (vt_value_is_same (NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/value/members", test_members);
  g_test_add_func ("/value/absent", test_absent);
  g_test_add_func ("/value/many", test_many);
  g_test_add_func ("/value/json", test_json);
  g_test_add_func ("/value/script", test_script);
  g_test_add_func ("/value/same", test_same);

  return g_test_run ();
}
