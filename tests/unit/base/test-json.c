#include <string.h>

#include "base/vt-json.h"

#define MAX_BYTES 100000
#define MAX_DEPTH 10

static void
test_parse (gconstpointer text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = vt_json_parse (text, -1, MAX_BYTES, MAX_DEPTH, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
}

static void
test_refuse (gconstpointer text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vt_json_parse (text, -1, MAX_BYTES, MAX_DEPTH, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (MAX_BYTES, '[');
  g_autofree char *hidden = g_strconcat ("'\"'", deep + 10, NULL);
  g_autofree char *escaped = g_strconcat ("[\"\\\"\",", deep + 10, NULL);
  g_autofree char *large = g_strnfill (MAX_BYTES + 1, ' ');

  test_refuse (deep);
  test_refuse (hidden);
  test_refuse (escaped);
  test_refuse (large);
}

static void
test_zero_byte (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vt_json_parse ("{}\0{}", 5, MAX_BYTES, MAX_DEPTH, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_order (void)
{
  static const char text[] = "{\"b\":1,\"a\":[true,null,\"é\\n\"],\"c\":{}}";
  g_autoptr (JsonNode) node = vt_json_parse (text, -1, MAX_BYTES, MAX_DEPTH, NULL);
  g_autofree char *again = vt_json_to_string (node, FALSE);
  g_autofree char *pretty = vt_json_to_string (node, TRUE);

  g_assert_cmpstr (again, ==, text);
  g_assert_nonnull (strchr (pretty, '\n'));
}

#define assert_refuses(call, field)                                                                                    \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autoptr (GError) refusal = NULL;                                                                                 \
    GError **error = &refusal;                                                                                         \
                                                                                                                       \
    g_assert_false (call);                                                                                             \
    g_assert_error (refusal, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);                                                     \
    g_assert_nonnull (strstr (refusal->message, "“" field "”"));                                                       \
  }                                                                                                                    \
  G_STMT_END

static void
test_fields (void)
{
  static const char text[] = "{\"s\":\"x\",\"i\":9007199254740991,\"b\":true,\"o\":{},\"a\":[1],\"n\":null,\"f\":1.5}";
  static const char *const all[] = { "s", "i", "b", "o", "a", "n", "f", NULL };
  static const char *const some[] = { "s", "i", "b", "o", "a", "n", NULL };
  g_autoptr (JsonNode) node = vt_json_parse (text, -1, MAX_BYTES, MAX_DEPTH, NULL);
  JsonObject *object = json_node_get_object (node);
  const char *string = NULL;
  gint64 number = 0;
  gboolean truth = FALSE;
  JsonObject *inner = NULL;
  JsonArray *array = NULL;

  g_assert_true (vt_json_get_string (object, "s", &string, NULL));
  g_assert_cmpstr (string, ==, "x");
  g_assert_true (vt_json_get_int (object, "i", &number, NULL));
  g_assert_cmpint (number, ==, G_GINT64_CONSTANT (9007199254740991));
  g_assert_true (vt_json_get_bool (object, "b", &truth, NULL));
  g_assert_true (truth);
  g_assert_true (vt_json_get_object (object, "o", &inner, NULL));
  g_assert_nonnull (inner);
  g_assert_true (vt_json_get_array (object, "a", &array, NULL));
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  g_assert_true (vt_json_only_fields (object, all, NULL));

  assert_refuses (vt_json_get_string (object, "none", &string, error), "none");
  assert_refuses (vt_json_get_string (object, "n", &string, error), "n");
  assert_refuses (vt_json_get_string (object, "i", &string, error), "i");
  assert_refuses (vt_json_get_int (object, "f", &number, error), "f");
  assert_refuses (vt_json_get_int (object, "s", &number, error), "s");
  assert_refuses (vt_json_get_bool (object, "i", &truth, error), "i");
  assert_refuses (vt_json_get_object (object, "a", &inner, error), "a");
  assert_refuses (vt_json_get_array (object, "o", &array, error), "o");
  assert_refuses (vt_json_only_fields (object, some, error), "f");
}

int
main (int argc, char *argv[])
{
  static const char *const good[] = { "{}",
                                      "[]",
                                      " [1, -2.5, 1e3] ",
                                      "\"x\"",
                                      "true",
                                      "42",
                                      "\"\\ud83d\\ude00\"",
                                      "{\"a\":{\"b\":[\"\\u00e9\"]}}",
                                      "[[[[[[[[[[]]]]]]]]]]" };
  static const char *const bad[] = { "",
                                     " ",
                                     "{",
                                     "[1,",
                                     "{\"a\":}",
                                     "{}{}",
                                     "{'a':1}",
                                     "[1]//x",
                                     "/**/[]",
                                     "var x = {};",
                                     "[\"\xff\"]",
                                     "[[[[[[[[[[[]]]]]]]]]]]",
                                     "[\"a\nb\"]",
                                     "[1234567890123456789]",
                                     "[1e400]",
                                     "[0x10]",
                                     "[010]",
                                     "[1.]",
                                     "[.5]",
                                     "[+1]",
                                     "[1e]",
                                     "[-]",
                                     "[1-2]",
                                     "[\"\\ud83d\"]",
                                     "[\"\\ud83d\\u0041\"]",
                                     "[\"\\ude00\"]",
                                     "[\"\\u0000\"]",
                                     "[\"\\x\"]",
                                     "[\"\\u12\"]",
                                     "[\"a]",
                                     "\"\\",
                                     "\x01" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json/parse/%u", i + 1);

      g_test_add_data_func (path, good[i], test_parse);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json/refuse/%u", i + 1);

      g_test_add_data_func (path, bad[i], test_refuse);
    }
  g_test_add_func ("/json/refuse/hostile", test_hostile);
  g_test_add_func ("/json/refuse/zero-byte", test_zero_byte);
  g_test_add_func ("/json/keeps-order", test_order);
  g_test_add_func ("/json/fields", test_fields);
  return g_test_run ();
}
