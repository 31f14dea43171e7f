#include "host-fixture.h"

#include <string.h>

#include "support/vt-test-shop.h"

static const Page pages[] = {
  { "/", "<!doctype html><title>Shop</title>", "text/html; charset=utf-8" },
};

/* Carts of the test shop in Portugal: chair €100.00, lamp €49.99; standard delivery €9.90, free from €150.00 on. */
#define LINE(variant, quantity) "{\"variant\":" variant ",\"quantity\":" quantity "}"
#define CART(lines, more)       "{\"lines\":[" lines "],\"country\":\"PT\",\"postcode\":\"4000-123\"" more "}"
#define SHOPPER                                                                                                        \
  ",\"email\":\"ana@example.com\",\"name\":\"Ana Silva\",\"address\":\"Rua das Flores 1\",\"city\":\"Porto\","         \
  "\"payment\":401"
#define CHAIR      LINE ("1001", "1")
#define CHAIR_COST 10990

static void
publish (Host *host)
{
  g_autofree char *id G_GNUC_UNUSED = host_publish (host, NULL, pages, G_N_ELEMENTS (pages));
}

static void
receive (Host *host, gint64 variant, gint64 pieces)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *body =
      g_strdup_printf ("{\"movements\":[{\"uuid\":\"%s\",\"variant\":%" G_GINT64_FORMAT ",\"delta\":%" G_GINT64_FORMAT
                       ",\"reason\":\"received\",\"reference\":\"\",\"at_us\":1750000000000000}]}",
                       uuid, variant, pieces);
  g_auto (Reply) reply = host_call (host, "POST", "/admin/v1/stock-movements", host->token, body);

  assert_status (reply, 200);
}

static void
set_up (Host *host, gconstpointer data)
{
  host_set_up (host, data);
  host_start (host);
  publish (host);
  receive (host, VT_TEST_CHAIR_MUSTARD, 12);
}

static void
set_up_behind_proxy (Host *host, gconstpointer data)
{
  host_set_up (host, data);
  host->config.behind_proxy = TRUE;
  host_start (host);
  publish (host);
}

static Reply
order (Host *host, const char *body)
{
  return host_call (host, "POST", "/api/v1/orders", NULL, body);
}

static gint64
available (Host *host)
{
  g_auto (Reply) reply = host_call (host, "POST", "/api/v1/quote", NULL, CART (CHAIR, ""));

  assert_status (reply, 200);
  return json_object_get_int_member (json_array_get_object_element (reply_array (&reply, "lines"), 0), "available");
}

/* All entries of the feed of one kind, page by page. */
static GPtrArray *
read_feed (Host *host, const char *kind, const char *member)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *cursor = g_strdup ("0");
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *path = g_strconcat ("/admin/v1/feed?after=", cursor, NULL);
      g_auto (Reply) reply = host_call (host, "GET", path, host->reader, NULL);
      JsonArray *page = reply_array (&reply, "entries");

      for (guint i = 0; i < json_array_get_length (page); i++)
        {
          JsonObject *entry = json_array_get_object_element (page, i);

          if (g_str_equal (json_object_get_string_member (entry, "kind"), kind))
            g_ptr_array_add (entries, json_object_ref (json_object_get_object_member (entry, member)));
        }
      more = json_array_get_length (page) > 0;
      g_free (cursor);
      cursor = g_strdup (reply_text (&reply, "cursor"));
    }

  return entries;
}

static void
test_quote (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) reply =
      host_call (host, "POST", "/api/v1/quote", NULL, CART (CHAIR "," LINE ("1003", "1"), ",\"discount\":\"CHAIR20\""));
  g_auto (Reply) junk = host_call (host, "POST", "/api/v1/quote", NULL, "{\"lines\":1}");
  g_auto (Reply) unknown = host_call (host, "POST", "/api/v1/quote", NULL, CART (CHAIR, ",\"colour\":1"));
  JsonObject *line;

  assert_status (reply, 200);
  g_assert_cmpint (reply_int (&reply, "subtotal"), ==, 14999);
  g_assert_cmpint (reply_int (&reply, "total"), ==, 14999 - 2000 + 990);
  line = json_array_get_object_element (reply_array (&reply, "lines"), 0);
  g_assert_cmpint (json_object_get_int_member (line, "available"), ==, 12);
  g_assert_cmpint (json_object_get_int_member (line, "price"), ==, 10000);
  g_assert_cmpuint (junk.status, >=, 400);
  g_assert_cmpuint (junk.status, <=, 422);
  g_assert_cmpuint (unknown.status, >=, 400);
  g_assert_cmpuint (unknown.status, <=, 422);
}

static void
test_order (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) reply =
      order (host, CART (LINE ("1001", "2") "," LINE ("1003", "1"), SHOPPER ",\"key\":\"a\",\"expect\":24999"));
  g_auto (Reply) again =
      order (host, CART (LINE ("1001", "2") "," LINE ("1003", "1"), SHOPPER ",\"key\":\"a\",\"expect\":24999"));
  g_auto (Reply) other = order (host, CART (CHAIR, SHOPPER ",\"key\":\"a\""));
  g_autoptr (GPtrArray) orders = read_feed (host, "order", "order");
  g_autoptr (GPtrArray) movements = read_feed (host, "stock", "movement");
  JsonObject *payment;
  JsonObject *movement;

  assert_status (reply, 201);
  g_assert_cmpstr (reply_text (&reply, "number"), ==, "CL-1001");
  g_assert_cmpstr (reply_text (&reply, "status"), ==, "placed");
  g_assert_cmpint (reply_int (&reply, "total"), ==, 24999);
  g_assert_cmpuint (strlen (reply_text (&reply, "token")), ==, 22);
  payment = json_object_get_object_member (json_node_get_object (reply.json), "payment");
  g_assert_nonnull (json_object_get_string_member (payment, "name"));

  assert_status (again, 201);
  g_assert_true (json_node_equal (again.json, reply.json));
  assert_status (other, 409);

  g_assert_cmpuint (orders->len, ==, 1);
  g_assert_cmpstr (json_object_get_string_member (orders->pdata[0], "number"), ==, "CL-1001");
  g_assert_cmpstr (json_object_get_string_member (orders->pdata[0], "email"), ==, "ana@example.com");
  g_assert_cmpuint (movements->len, ==, 1);
  movement = movements->pdata[0];
  g_assert_cmpint (json_object_get_int_member (movement, "variant"), ==, VT_TEST_CHAIR_MUSTARD);
  g_assert_cmpint (json_object_get_int_member (movement, "delta"), ==, -2);
  g_assert_cmpstr (json_object_get_string_member (movement, "reason"), ==, "sold");
  g_assert_cmpstr (json_object_get_string_member (movement, "reference"), ==, "CL-1001");
  g_assert_cmpint (available (host), ==, 10);
}

/* The sale of what is not there yet stands in the ledger like any other. */
/* Pages that a release has no file of are drawn from its catalogue, old addresses too. */
static void
test_old_address (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) old = host_get (host, "/products/old-chair", NULL);
  g_auto (Reply) never = host_get (host, "/products/never-there", NULL);

  assert_status (old, 301);
  g_assert_cmpstr (reply_header (&old, "Location"), ==, "/products/modern-cafe-chair");
  assert_status (never, 404);
}

static void
test_backorder (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) quote = host_call (host, "POST", "/api/v1/quote", NULL, CART (LINE ("1005", "3"), ""));
  g_auto (Reply) reply = order (host, CART (LINE ("1005", "3"), SHOPPER ",\"expect\":11640"));
  g_autoptr (GPtrArray) movements = read_feed (host, "stock", "movement");
  JsonObject *line;

  assert_status (quote, 200);
  line = json_array_get_object_element (reply_array (&quote, "lines"), 0);
  g_assert_cmpint (json_object_get_int_member (line, "available"), ==, -1);
  g_assert_cmpint (json_object_get_int_member (line, "backordered"), ==, 3);
  assert_status (reply, 201);
  g_assert_cmpuint (movements->len, ==, 1);
  g_assert_cmpint (json_object_get_int_member (movements->pdata[0], "variant"), ==, VT_TEST_SHIRT_M_WHITE);
  g_assert_cmpint (json_object_get_int_member (movements->pdata[0], "delta"), ==, -3);
}

static void
test_refused (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *body;
    guint status;
    const char *field;
    gboolean has_quote;
  } cases[] = {
    { "{", 400, NULL, FALSE },
    { CART (CHAIR, SHOPPER ",\"admin\":true"), 400, NULL, FALSE },
    { CART (CHAIR, ",\"name\":\"Ana\",\"address\":\"a\",\"city\":\"b\",\"payment\":401"), 422, "email", FALSE },
    { CART (CHAIR, ",\"email\":\"ana\",\"name\":\"Ana\",\"address\":\"a\",\"city\":\"b\",\"payment\":401"), 422,
      "email", FALSE },
    { CART (CHAIR, ",\"email\":\"ana@example.com\",\"name\":\"Ana\",\"address\":\"a\",\"city\":\"b\",\"payment\":9"),
      422, "payment", FALSE },
    { CART (CHAIR, SHOPPER ",\"expect\":1"), 409, NULL, TRUE },
    { CART (LINE ("1001", "13"), SHOPPER), 409, NULL, TRUE },
    { CART (LINE ("1002", "1"), SHOPPER), 409, NULL, TRUE },
    { CART (LINE ("1007", "1"), SHOPPER), 409, NULL, TRUE },
    { CART (LINE ("77", "1"), SHOPPER), 409, NULL, TRUE },
    { CART (CHAIR "," LINE ("1001", "12"), SHOPPER), 409, NULL, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Reply) reply = order (host, cases[i].body);

      g_test_message ("%s", cases[i].body);
      assert_status (reply, cases[i].status);
      g_assert_cmpstr (reply_header (&reply, "Content-Type"), ==, "application/problem+json");
      g_assert_nonnull (reply_text (&reply, "detail"));
      g_assert_cmpstr (reply_text (&reply, "field"), ==, cases[i].field);
      g_assert_true (json_object_has_member (json_node_get_object (reply.json), "quote") == cases[i].has_quote);
    }
  g_assert_cmpint (available (host), ==, 12);
}

static void
test_discount_limit (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) first = order (host, CART (CHAIR, SHOPPER ",\"discount\":\"once\",\"expect\":9990"));
  g_auto (Reply) second = order (host, CART (CHAIR, SHOPPER ",\"discount\":\"ONCE\",\"expect\":9990"));

  assert_status (first, 201);
  assert_status (second, 409);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (json_node_get_object (second.json), "quote"), "total"),
      ==, CHAIR_COST);
}

#define SHOPPER_WITH(email)                                                                                            \
  ",\"email\":\"" email "\",\"name\":\"Ana Silva\",\"address\":\"Rua das Flores 1\",\"city\":\"Porto\",\"payment\":401"

static void
assert_refused (const Reply *reply, const char *problem)
{
  JsonObject *quote = json_object_get_object_member (json_node_get_object (reply->json), "quote");
  JsonArray *discounts = json_object_get_array_member (quote, "discounts");

  assert_status (*reply, 409);
  g_assert_cmpint (json_object_get_int_member (quote, "total"), ==, CHAIR_COST);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (discounts, 0), "problem"), ==,
                   problem);
}

/* Once for each customer, however the address is written; and for who has not ordered before. */
static void
test_customer_limit (Host *host, G_GNUC_UNUSED gconstpointer data)
{
#define WELCOME ",\"discount\":\"welcome\",\"expect\":9990"
  g_auto (Reply) first = order (host, CART (CHAIR, SHOPPER_WITH ("ana@example.com") WELCOME));
  g_auto (Reply) again = order (host, CART (CHAIR, SHOPPER_WITH ("Ana+2@Example.COM") WELCOME));
  g_auto (Reply) other = order (host, CART (CHAIR, SHOPPER_WITH ("bob@example.com") WELCOME));
  g_auto (Reply) asked = host_call (host, "POST", "/api/v1/quote", NULL, CART (CHAIR, ",\"discount\":\"WELCOME\""));
  JsonObject *discount = json_array_get_object_element (reply_array (&asked, "discounts"), 0);

  assert_status (first, 201);
  assert_refused (&again, "customer-used");
  assert_status (other, 201);
  g_assert_cmpint (json_object_get_int_member (discount, "amount"), ==, 1000);
  g_assert_true (json_object_get_boolean_member (discount, "depends_on_email"));
#undef WELCOME
}

/* A code for one person, as it may be typed; the catalogue holds its hash alone. */
static void
test_unique_code (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) wrong = order (host, CART (CHAIR, SHOPPER ",\"discount\":\"VIP-7K3M-Q0XT-9ZRC\",\"expect\":9990"));
  g_auto (Reply) first = order (host, CART (CHAIR, SHOPPER ",\"discount\":\"vip 7k3m-qoxt-9zrb\",\"expect\":9990"));
  g_auto (Reply) second =
      order (host, CART (CHAIR, SHOPPER_WITH ("b@example.com") ",\"discount\":\"VIP7K3MQ0XT9ZRB\",\"expect\":9990"));
  g_autoptr (GPtrArray) orders = read_feed (host, "order", "order");
  JsonArray *discounts = json_object_get_array_member (orders->pdata[0], "discounts");

  assert_refused (&wrong, "unknown");
  assert_status (first, 201);
  assert_refused (&second, "used-up");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (discounts, 0), "title"), ==,
                   "For you");
}

static Reply
patch (Host *host, const char *id, const char *body)
{
  g_autofree char *path = g_strconcat ("/admin/v1/orders/", id, NULL);

  return host_call (host, "PATCH", path, host->token, body);
}

static void
test_status (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) placed = order (host, CART (CHAIR, SHOPPER));
  g_autoptr (GPtrArray) orders = read_feed (host, "order", "order");
  const char *id = json_object_get_string_member (orders->pdata[0], "id");
  g_auto (Reply) paid = patch (host, id, "{\"status\":\"paid\"}");
  g_auto (Reply) same = patch (host, id, "{\"status\":\"paid\"}");
  g_auto (Reply) shipped =
      patch (host, id, "{\"status\":\"shipped\",\"tracking\":{\"carrier\":\"CTT\",\"number\":\"1\"}}");
  g_auto (Reply) back = patch (host, id, "{\"status\":\"paid\"}");
  g_auto (Reply) late = patch (host, id, "{\"status\":\"cancelled\"}");
  g_auto (Reply) script = patch (host, id, "{\"status\":\"shipped\",\"tracking\":{\"url\":\"javascript:alert(1)\"}}");
  g_auto (Reply) word = patch (host, id, "{\"status\":\"lost\"}");
  g_auto (Reply) nobody = patch (host, "7c3f0a52-6a3c-4f0e-9b1e-0a3c5d7e9f11", "{\"status\":\"paid\"}");
  g_autoptr (GPtrArray) after = read_feed (host, "order", "order");

  assert_status (placed, 201);
  assert_status (paid, 200);
  g_assert_cmpstr (reply_text (&paid, "status"), ==, "paid");
  assert_status (same, 200);
  assert_status (shipped, 200);
  g_assert_true (json_object_has_member (json_node_get_object (shipped.json), "tracking"));
  assert_status (back, 409);
  assert_status (late, 409);
  assert_status (script, 422);
  assert_status (word, 422);
  assert_status (nobody, 404);
  g_assert_cmpuint (after->len, ==, 3);
  g_assert_cmpstr (json_object_get_string_member (after->pdata[2], "status"), ==, "shipped");
}

static void
test_cancel (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) placed = order (host, CART (LINE ("1001", "3"), SHOPPER ",\"discount\":\"ONCE\""));
  g_autoptr (GPtrArray) orders = read_feed (host, "order", "order");
  const char *id = json_object_get_string_member (orders->pdata[0], "id");

  assert_status (placed, 201);
  g_assert_cmpint (available (host), ==, 9);
  {
    g_auto (Reply) cancelled = patch (host, id, "{\"status\":\"cancelled\"}");
    g_auto (Reply) again = patch (host, id, "{\"status\":\"cancelled\"}");
    g_auto (Reply) reused = order (host, CART (CHAIR, SHOPPER ",\"discount\":\"ONCE\",\"expect\":9990"));

    assert_status (cancelled, 200);
    assert_status (again, 200);
    assert_status (reused, 201);
  }
  g_assert_cmpint (available (host), ==, 11);
}

/* Pages that depend on the shopper are made from the release's own templates and catalogue. */
static void
test_dynamic_pages (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) placed = order (host, CART (CHAIR, SHOPPER));
  g_auto (Reply) cart = host_get (host, "/cart", "Cookie", "cart=1001x2", NULL);
  g_auto (Reply) checkout = host_get (host, "/checkout", "Cookie", "cart=1001x2", NULL);
  g_auto (Reply) status = host_get (host, reply_text (&placed, "url"), NULL);
  g_auto (Reply) nobody = host_get (host, "/orders/AAAAAAAAAAAAAAAAAAAAAA", NULL);

  assert_status (cart, 200);
  g_assert_cmpstr (reply_header (&cart, "Cache-Control"), ==, "private, no-store");
  g_assert_nonnull (strstr (g_bytes_get_data (cart.body, NULL), "Modern Cafe Chair"));
  assert_status (checkout, 200);
  assert_status (status, 200);
  g_assert_cmpstr (reply_header (&status, "Cache-Control"), ==, "private, no-store");
  g_assert_nonnull (strstr (g_bytes_get_data (status.body, NULL), "CL-1001"));
  assert_status (nobody, 404);
}

/* Where a proxy speaks HTTPS, shoppers name the shop, and its cookies go over HTTPS alone. */
static void
test_behind_proxy (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *url = g_strconcat (host->url, "/cart", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) form = g_bytes_new_static ("action=add&variant=1001&quantity=1", 34);
  g_auto (Reply) page = host_get (host, "/search", "Host", "shop.example", NULL);
  g_auto (Reply) hostile = host_get (host, "/search", "Host", "shop.example\"x", NULL);
  g_auto (Reply) added = { 0 };
  const char *cookies;

  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  added = host_send (host, host->session, message, "application/x-www-form-urlencoded", form);
  assert_status (page, 200);
  g_assert_nonnull (strstr (g_bytes_get_data (page.body, NULL), "https://shop.example/search"));
  g_assert_nonnull (reply_header (&page, "Strict-Transport-Security"));
  assert_status (hostile, 403);
  assert_status (added, 303);
  cookies = soup_message_headers_get_list (added.headers, "Set-Cookie");
  g_assert_nonnull (cookies);
  g_assert_true (g_str_has_suffix (cookies, "; Secure"));
}

typedef struct
{
  Host *host;
  const char *body;
  guint accepted; /* atomic */
  guint refused;  /* atomic */
} Rush;

static gpointer
buy_one (gpointer data)
{
  Rush *rush = data;
  g_autoptr (SoupSession) session = host_new_session (rush->host);
  g_autofree char *url = g_strconcat (rush->host->url, "/api/v1/orders", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new_static (rush->body, strlen (rush->body));
  g_auto (Reply) reply = host_send (rush->host, session, message, "application/json", body);

  if (reply.status == 201)
    g_atomic_int_inc (&rush->accepted);
  else if (reply.status == 409)
    g_atomic_int_inc (&rush->refused);

  return NULL;
}

/* Twenty shoppers want the last five chairs at once. */
static void
test_last_pieces (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  Rush rush = { host, CART (CHAIR, SHOPPER), 0, 0 };
  GThread *shoppers[20];

  receive (host, VT_TEST_CHAIR_MUSTARD, -7);
  for (guint i = 0; i < G_N_ELEMENTS (shoppers); i++)
    shoppers[i] = g_thread_new ("shopper", buy_one, &rush);
  for (guint i = 0; i < G_N_ELEMENTS (shoppers); i++)
    g_thread_join (shoppers[i]);

  g_assert_cmpuint (rush.accepted, ==, 5);
  g_assert_cmpuint (rush.refused, ==, 15);
  g_assert_cmpint (available (host), ==, 0);
}

/* Ten shoppers want the only use of a discount at once. */
static void
test_last_use (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  Rush rush = { host, CART (CHAIR, SHOPPER ",\"discount\":\"ONCE\",\"expect\":9990"), 0, 0 };
  GThread *shoppers[10];

  for (guint i = 0; i < G_N_ELEMENTS (shoppers); i++)
    shoppers[i] = g_thread_new ("shopper", buy_one, &rush);
  for (guint i = 0; i < G_N_ELEMENTS (shoppers); i++)
    g_thread_join (shoppers[i]);

  g_assert_cmpuint (rush.accepted, ==, 1);
  g_assert_cmpuint (rush.refused, ==, 9);
}

/* What was answered is on the disk, whatever happens to the program right afterwards. */
static void
test_killed_after_answer (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *number = NULL;

  host_spawn (host);
  publish (host);
  receive (host, VT_TEST_CHAIR_MUSTARD, 12);
  {
    g_auto (Reply) reply = order (host, CART (CHAIR, SHOPPER ",\"key\":\"k\""));

    host_kill (host);
    assert_status (reply, 201);
    number = g_strdup (reply_text (&reply, "number"));
  }

  host_spawn (host);
  {
    g_auto (Reply) again = order (host, CART (CHAIR, SHOPPER ",\"key\":\"k\""));
    g_autoptr (GPtrArray) orders = read_feed (host, "order", "order");

    assert_status (again, 201);
    g_assert_cmpstr (reply_text (&again, "number"), ==, number);
    g_assert_cmpuint (orders->len, ==, 1);
    g_assert_cmpint (available (host), ==, 11);
  }
}

/* Orders one chair after the other until the host is gone. */
typedef struct
{
  Host *host;
  char *url; /* (owned) */
  guint round;
  guint enough;       /* answers after which the host is killed */
  GPtrArray *numbers; /* (owned) of the orders that were answered, as "key number" */
  GMutex mutex;
  GCond answered;
} Storm;

static gpointer
keep_ordering (gpointer data)
{
  Storm *storm = data;
  g_autoptr (SoupSession) session = host_new_session (storm->host);
  gboolean alive = TRUE;

  for (guint i = 0; alive; i++)
    {
      g_autofree char *key = g_strdup_printf ("round-%u-%u", storm->round, i);
      g_autofree char *text = g_strdup_printf (CART (CHAIR, SHOPPER ",\"key\":\"%s\""), key);
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
      g_autoptr (SoupMessage) message = soup_message_new ("POST", storm->url);
      g_auto (Reply) reply = host_send (storm->host, session, message, "application/json", body);

      alive = reply.status == 201;
      g_mutex_lock (&storm->mutex);
      if (alive)
        g_ptr_array_add (storm->numbers, g_strdup_printf ("%s %s", key, reply_text (&reply, "number")));
      else
        storm->enough = 0;
      g_cond_signal (&storm->answered);
      g_mutex_unlock (&storm->mutex);
    }

  return NULL;
}

static void
run_round (Host *host, Storm *storm, guint enough)
{
  GThread *shopper;
  guint before = storm->numbers->len;

  host_spawn (host);
  storm->url = g_strconcat (host->url, "/api/v1/orders", NULL);
  storm->enough = enough;
  shopper = g_thread_new ("shopper", keep_ordering, storm);

  g_mutex_lock (&storm->mutex);
  while (storm->numbers->len - before < storm->enough)
    g_cond_wait (&storm->answered, &storm->mutex);
  g_mutex_unlock (&storm->mutex);

  host_kill (host);
  g_thread_join (shopper);
  g_clear_pointer (&storm->url, g_free);
}

static void
check_answered (Host *host, GPtrArray *answered, GHashTable *known)
{
  for (guint i = 0; i < answered->len; i++)
    {
      g_auto (GStrv) pair = g_strsplit (answered->pdata[i], " ", 2);
      g_autofree char *body = g_strdup_printf (CART (CHAIR, SHOPPER ",\"key\":\"%s\""), pair[0]);
      g_auto (Reply) again = order (host, body);

      assert_status (again, 201);
      g_assert_cmpstr (reply_text (&again, "number"), ==, pair[1]);
      g_assert_true (g_hash_table_contains (known, pair[1]));
    }
}

static void
test_storm (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  const gint64 start = 100000;
  const guint rounds = 10;
  Storm storm = { .host = host, .numbers = g_ptr_array_new_with_free_func (g_free) };

  g_mutex_init (&storm.mutex);
  g_cond_init (&storm.answered);
  host_spawn (host);
  publish (host);
  receive (host, VT_TEST_CHAIR_MUSTARD, start);
  host_kill (host);

  for (storm.round = 0; storm.round < rounds; storm.round++)
    run_round (host, &storm, (guint) g_test_rand_int_range (1, 12));

  host_spawn (host);
  {
    g_autoptr (GPtrArray) orders = read_feed (host, "order", "order");
    g_autoptr (GPtrArray) movements = read_feed (host, "stock", "movement");
    g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

    for (guint i = 0; i < orders->len; i++)
      g_assert_true (g_hash_table_add (known, (gpointer) json_object_get_string_member (orders->pdata[i], "number")));
    g_assert_cmpuint (storm.numbers->len, >=, rounds);
    g_assert_cmpuint (orders->len, >=, storm.numbers->len);
    g_assert_cmpuint (movements->len, ==, orders->len);
    check_answered (host, storm.numbers, known);
    g_assert_cmpint (available (host), ==, start - (gint64) orders->len);
    g_test_message ("%u orders answered, %u in the book", storm.numbers->len, orders->len);
  }

  g_ptr_array_unref (storm.numbers);
  g_cond_clear (&storm.answered);
  g_mutex_clear (&storm.mutex);
}

#define add(path, func)        g_test_add ((path), Host, NULL, set_up, (func), host_tear_down)
#define add_killed(path, func) g_test_add ((path), Host, NULL, host_set_up, (func), host_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/host/pages/behind-a-proxy", Host, NULL, set_up_behind_proxy, test_behind_proxy, host_tear_down);
  add ("/host/orders/quote", test_quote);
  add ("/host/orders/old-address", test_old_address);
  add ("/host/orders/place", test_order);
  add ("/host/orders/backorder", test_backorder);
  add ("/host/orders/refused", test_refused);
  add ("/host/orders/discount-used-up", test_discount_limit);
  add ("/host/orders/discount-last-use", test_last_use);
  add ("/host/orders/discount-of-a-customer", test_customer_limit);
  add ("/host/orders/discount-by-a-code-of-ones-own", test_unique_code);
  add ("/host/orders/status", test_status);
  add ("/host/orders/cancel-returns-stock", test_cancel);
  add ("/host/orders/pages", test_dynamic_pages);
  add ("/host/orders/last-pieces", test_last_pieces);
  add_killed ("/host/orders/killed-after-the-answer", test_killed_after_answer);
  add_killed ("/host/orders/killed-again-and-again", test_storm);

  return g_test_run ();
}
