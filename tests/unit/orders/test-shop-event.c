#include "orders/vt-shop-event.h"

#include "support/vt-test-shop.h"

#include <string.h>

#define HOST 9

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_node_dup_object (node);
}

static const struct
{
  const char *name;
  const char *json;
  const char *field; /* that is wrong; "" when none alone is; NULL: it is fine */
} cases[] = {
  { "none", "{\"visit\": \"0a\", \"events\": []}", NULL },
  { "view", "{\"visit\": \"0a\", \"events\": [{\"kind\": \"view\", \"product\": 101, \"path\": \"/products/chair\"}]}",
    NULL },
  { "search", "{\"visit\": \"ff\", \"events\": [{\"kind\": \"search\", \"query\": \"ผ้า\\nลินิน\"}]}", NULL },
  { "no-visit", "{\"events\": []}", "" },
  { "visit-of-words", "{\"visit\": \"me@example.com\", \"events\": []}", "visit" },
  { "empty-visit", "{\"visit\": \"\", \"events\": []}", "visit" },
  { "kind", "{\"visit\": \"0a\", \"events\": [{\"kind\": \"stare\"}]}", "kind" },
  { "no-kind", "{\"visit\": \"0a\", \"events\": [{}]}", "" },
  { "not-an-object", "{\"visit\": \"0a\", \"events\": [7]}", "events" },
  { "not-a-list", "{\"visit\": \"0a\", \"events\": {}}", "" },
  { "who", "{\"visit\": \"0a\", \"events\": [{\"kind\": \"view\", \"email\": \"a@b.pt\"}]}", "" },
  { "negative", "{\"visit\": \"0a\", \"events\": [{\"kind\": \"view\", \"product\": -1}]}", "product" },
  { "text-for-number", "{\"visit\": \"0a\", \"events\": [{\"kind\": \"view\", \"product\": \"1\"}]}", "" },
  { "riches", "{\"visit\": \"0a\", \"events\": [{\"kind\": \"purchase\", \"value\": 1000000000001}]}", "value" },
};

static void
test_request (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (JsonObject) object = parse (cases[i].json);
  g_autoptr (GError) error = NULL;
  const char *field = NULL;
  g_autoptr (JsonObject) batch = vt_shop_events_from_request (object, VT_TEST_NOW_US, &field, &error);

  if (cases[i].field == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (batch);
      return;
    }

  g_assert_null (batch);
  g_assert_nonnull (error);
  g_assert_cmpstr (field, ==, *cases[i].field != '\0' ? cases[i].field : NULL);
}

static void
test_too_many (void)
{
  g_autoptr (GString) json = g_string_new ("{\"visit\": \"0a\", \"events\": [");
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonObject) batch = NULL;
  g_autoptr (GError) error = NULL;
  const char *field = NULL;

  for (guint i = 0; i <= VT_SHOP_EVENTS_MAX; i++)
    g_string_append_printf (json, "%s{\"kind\": \"view\"}", i > 0 ? "," : "");
  g_string_append (json, "]}");
  object = parse (json->str);
  batch = vt_shop_events_from_request (object, VT_TEST_NOW_US, &field, &error);

  g_assert_null (batch);
  g_assert_cmpstr (field, ==, "events");
}

/* How long ago is believed, up to an hour; long texts are cut between characters, lines become one. */
static void
test_what_is_kept (void)
{
  g_autofree char *words = g_strnfill (500, 'x');
  g_autofree char *json =
      g_strdup_printf ("{\"visit\": \"0a\", \"events\": [{\"kind\": \"search\", \"ago\": 1500, \"query\": \"a\\nb\"}, "
                       "{\"kind\": \"search\", \"ago\": 99999999999, \"query\": \"%s\"}]}",
                       words);
  g_autoptr (JsonObject) object = parse (json);
  const char *field = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) batch = vt_shop_events_from_request (object, VT_TEST_NOW_US, &field, &error);
  JsonArray *events;
  JsonObject *first, *second;

  g_assert_no_error (error);
  events = json_object_get_array_member (batch, "events");
  first = json_array_get_object_element (events, 0);
  second = json_array_get_object_element (events, 1);
  g_assert_cmpint (json_object_get_int_member (first, "at"), ==, VT_TEST_NOW_US - 1500000);
  g_assert_cmpstr (json_object_get_string_member (first, "query"), ==, "a b");
  g_assert_cmpint (json_object_get_int_member (second, "at"), ==, VT_TEST_NOW_US - G_TIME_SPAN_HOUR);
  g_assert_cmpuint (strlen (json_object_get_string_member (second, "query")), ==, 200);
  g_assert_cmpstr (json_object_get_string_member (first, "uuid"), !=, json_object_get_string_member (second, "uuid"));
}

/* A feed that brings a batch twice brings it once. */
static void
test_feed (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (JsonObject) object = parse (
      "{\"visit\": \"0a\", \"events\": [{\"kind\": \"view\", \"product\": 101}, {\"kind\": \"cart\", \"variant\": 1001}]}");
  const char *field = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) batch = vt_shop_events_from_request (object, g_get_real_time (), &field, &error);
  guint n_new = 0;
  gint64 n = 0;

  g_assert_no_error (error);
  for (int i = 0; i < 2; i++)
    {
      vt_shop_events_from_feed (db, batch, HOST, &n_new, &error);
      g_assert_no_error (error);
    }

  g_assert_cmpuint (n_new, ==, 2);
  vt_db_get (db, &error, &n, "SELECT count (*) FROM event WHERE visit = '0a' AND host_id = ?1", "i", (gint64) HOST);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/shop-event/request/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_request);
    }
  g_test_add_func ("/shop-event/too-many", test_too_many);
  g_test_add_func ("/shop-event/what-is-kept", test_what_is_kept);
  g_test_add_func ("/shop-event/feed", test_feed);

  return g_test_run ();
}
