#include "orders/vt-letter.h"

#include "support/vt-test-shop.h"

#define NOW G_GINT64_CONSTANT (1764000000000000)

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_node_dup_object (node);
}

static const struct
{
  const char *name;
  VtLetterKind kind;
  const char *json;
  const char *field; /* that is wrong; "" when none alone is; NULL: it is fine */
} cases[] = {
  { "message", VT_LETTER_MESSAGE, "{\"email\": \"a@b.pt\", \"message\": \"Olá\"}", NULL },
  { "everything", VT_LETTER_MESSAGE,
    "{\"name\": \"Ana\", \"email\": \" a@b.pt \", \"phone\": \"+351 1\", \"order\": \"CL-1\", \"message\": \"a\\nb\", "
    "\"language\": \"pt-BR\"}",
    NULL },
  { "no-email", VT_LETTER_MESSAGE, "{\"message\": \"Olá\"}", "email" },
  { "no-address", VT_LETTER_MESSAGE, "{\"email\": \"a@b\", \"message\": \"Olá\"}", "email" },
  { "header", VT_LETTER_MESSAGE, "{\"email\": \"a@b.pt>\\r\\nBcc:x@y.z\", \"message\": \"Olá\"}", "email" },
  { "blank", VT_LETTER_MESSAGE, "{\"email\": \"a@b.pt\", \"message\": \" \\n \"}", "message" },
  { "number", VT_LETTER_MESSAGE, "{\"email\": \"a@b.pt\", \"message\": 7}", "message" },
  { "phone", VT_LETTER_MESSAGE, "{\"email\": \"a@b.pt\", \"message\": \"a\", \"phone\": \"call me\"}", "phone" },
  { "unknown", VT_LETTER_MESSAGE, "{\"email\": \"a@b.pt\", \"message\": \"a\", \"admin\": true}", "" },
  { "request", VT_LETTER_STOCK_REQUEST, "{\"variant\": 7, \"email\": \"a@b.pt\"}", NULL },
  { "no-variant", VT_LETTER_STOCK_REQUEST, "{\"email\": \"a@b.pt\"}", "variant" },
  { "negative", VT_LETTER_STOCK_REQUEST, "{\"variant\": -7, \"email\": \"a@b.pt\"}", "variant" },
  { "foreign", VT_LETTER_STOCK_REQUEST, "{\"variant\": 7, \"email\": \"a@b.pt\", \"message\": \"a\"}", "" },
};

static void
test_request (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonObject) object = parse (cases[i].json);
  g_autoptr (GError) error = NULL;
  const char *field = NULL;
  g_autoptr (VtLetter) letter = vt_letter_from_request (cases[i].kind, object, NOW, &field, &error);

  if (cases[i].field == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (letter->email, ==, "a@b.pt");
      g_assert_true (g_uuid_string_is_valid (letter->uuid));
      return;
    }

  g_assert_null (letter);
  g_assert_nonnull (error);
  g_assert_cmpstr (field, ==, *cases[i].field != '\0' ? cases[i].field : NULL);
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (40000, 'x');
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GError) error = NULL;
  const char *field = NULL;

  json_object_set_string_member (object, "email", "a@b.pt");
  json_object_set_string_member (object, "message", text);
  g_assert_null (vt_letter_from_request (VT_LETTER_MESSAGE, object, NOW, &field, &error));
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID);
  g_assert_cmpstr (field, ==, "message");
}

static VtLetter *
first (VtDb *db, gboolean waiting)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = vt_letter_list (db, VT_LETTER_MESSAGE, waiting, 10, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, <=, 1);
  return list->len == 1 ? g_ptr_array_steal_index (list, 0) : NULL;
}

static void
test_feed (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (JsonObject) sent =
      parse ("{\"name\": \"Ana\", \"email\": \"a@b.pt\", \"message\": \"a\\nb\", \"order\": \"CL-1\"}");
  g_autoptr (GError) error = NULL;
  const char *field = NULL;
  g_autoptr (VtLetter) letter = vt_letter_from_request (VT_LETTER_MESSAGE, sent, NOW, &field, &error);
  g_autoptr (JsonObject) told = vt_letter_to_json (letter);
  g_autoptr (VtLetter) kept = NULL;
  g_autoptr (VtLetter) handled = NULL;
  g_autoptr (VtLetter) again = NULL;
  gboolean is_new = FALSE;

  g_assert_true (vt_letter_from_feed (db, VT_LETTER_MESSAGE, told, 1, &is_new, &error) && is_new);
  g_assert_true (vt_letter_from_feed (db, VT_LETTER_MESSAGE, told, 1, &is_new, &error) && !is_new);
  kept = first (db, TRUE);
  g_assert_cmpstr (kept->body, ==, "a\nb");
  g_assert_cmpstr (kept->about, ==, "CL-1");
  g_assert_cmpint (kept->sent_us, ==, NOW);

  g_assert_true (vt_letter_set_handled (db, VT_LETTER_MESSAGE, kept->id, NOW + 1, &error));
  g_assert_null (first (db, TRUE));
  handled = first (db, FALSE);
  g_assert_cmpint (handled->handled_us, ==, NOW + 1);
  g_assert_true (vt_letter_set_handled (db, VT_LETTER_MESSAGE, kept->id, 0, &error));
  again = first (db, TRUE);
  g_assert_cmpint (again->handled_us, ==, 0);
}

/* A request names its variant as the shop calls it now. */
static void
test_wish (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (JsonObject) sent = parse ("{\"variant\": 1002, \"email\": \"a@b.pt\"}");
  g_autoptr (GError) error = NULL;
  const char *field = NULL;
  g_autoptr (VtLetter) letter = vt_letter_from_request (VT_LETTER_STOCK_REQUEST, sent, NOW, &field, &error);
  g_autoptr (JsonObject) told = vt_letter_to_json (letter);
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (vt_letter_from_feed (db, VT_LETTER_STOCK_REQUEST, told, 1, NULL, &error));
  list = vt_letter_list (db, VT_LETTER_STOCK_REQUEST, TRUE, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((VtLetter *) list->pdata[0])->variant_id, ==, VT_TEST_CHAIR_GREEN);
  g_assert_cmpstr (((VtLetter *) list->pdata[0])->product, ==, "Modern Cafe Chair, Green");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/letter/request/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_request);
    }
  g_test_add_func ("/letter/request/too-long", test_too_long);
  g_test_add_func ("/letter/feed", test_feed);
  g_test_add_func ("/letter/wish", test_wish);

  return g_test_run ();
}
