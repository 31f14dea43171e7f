#include "site-fixture.h"

#include "orders/vt-order.h"
#include "orders/vt-shipping.h"
#include "shop/vt-settings.h"
#include "site/vt-preview-backend.h"
#include "site/vt-shop-api.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define CHAIR "variant=1001"

static const char *
cookie (const VtSiteResponse *response, const char *name)
{
  g_autofree char *prefix = g_strconcat (name, "=", NULL);

  for (guint i = 0; response->cookies != NULL && i < response->cookies->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (response->cookies, i), prefix))
      return g_ptr_array_index (response->cookies, i);

  return NULL;
}

static void
test_forms (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *cart;
    const char *form;
    const char *name;
    const char *cookie; /* NULL: none is set */
  } cases[] = {
    { NULL, "action=add&" CHAIR, "cart", "cart=1001x1;" },
    { "1001x1", "action=add&" CHAIR "&quantity=2", "cart", "cart=1001x3;" },
    { "1001x1.1003x2", "action=set&" CHAIR "&quantity=5", "cart", "cart=1001x5.1003x2;" },
    { "1001x1.1003x2", "action=set&" CHAIR "&quantity=0", "cart", "cart=1003x2;" },
    { "1001x1.1003x2", "action=remove&" CHAIR, "cart", "cart=1003x2;" },
    { "1001x1", "action=remove&" CHAIR, "cart", "cart=; Path=/; Max-Age=0;" },
    { "1001x1", "action=add&variant=-5", "cart", NULL },
    { "1001x1", "action=add&variant=x", "cart", NULL },
    { "1001x1", "action=add&" CHAIR "&quantity=-1", "cart", NULL },
    { "1001x1", "action=add&" CHAIR "&quantity=99999999999999999999", "cart", NULL },
    { "1001x1", "action=set&" CHAIR, "cart", NULL },
    { "1001x1", "action=nonsense", "cart", NULL },
    { "1001x1", "", "cart", NULL },
    { NULL, "action=discount&code=%20GREEN15%20", "discount", "discount=GREEN15;" },
    { NULL, "action=discount&code=a%3Bb%0D%0ASet-Cookie:x", "discount", "discount=a%3Bb%0D%0ASet-Cookie%3Ax;" },
    { NULL, "action=undiscount", "discount", "discount=; Path=/; Max-Age=0;" },
    { NULL, "action=deliver&country=ES&postcode=28001", "country", "country=ES;" },
    { NULL, "action=deliver&country=xx&postcode=1", "country", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtSiteResponse) response = NULL;
      const char *set;

      self->request.cart = cases[i].cart;
      response = site_post (self, "/cart", cases[i].form);
      g_assert_cmpuint (response->status, ==, 303);
      g_assert_cmpstr (response->location, ==, "/cart");
      set = cookie (response, cases[i].name);
      if (cases[i].cookie == NULL)
        g_assert_null (set);
      else
        assert_has (set, cases[i].cookie);
    }
}

/* Several codes stand beside each other; a link brings one too, and what can be none is not kept. */
static void
test_codes (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtSiteResponse) second = NULL;
  g_autoptr (VtSiteResponse) gone = NULL;
  g_autoptr (VtSiteResponse) link = NULL;
  g_autoptr (VtSiteResponse) hostile = NULL;
  g_autofree char *page = NULL;

  self->request.discount = "GREEN15";
  second = site_post (self, "/cart", "action=discount&code=FREESHIP");
  assert_has (cookie (second, "discount"), "discount=GREEN15%2CFREESHIP;");
  link = site_get (self, "/discount/freeship");
  g_assert_cmpuint (link->status, ==, 303);
  g_assert_cmpstr (link->location, ==, "/");
  assert_has (cookie (link, "discount"), "discount=GREEN15%2Cfreeship;");
  hostile = site_get (self, "/discount/%3Cscript%3E");
  g_assert_null (cookie (hostile, "discount"));

  self->request.discount = "GREEN15,FREESHIP,NOPE";
  self->request.cart = "1001x1";
  page = site_get_text (self, "/cart", 200);
  assert_has (page, "Green Week, GREEN15");
  assert_has (page, "Delivery on us, FREESHIP");
  assert_has (page, "value=\"undiscount:NOPE\"");
  gone = site_post (self, "/cart", "action=undiscount%3Agreen15");
  assert_has (cookie (gone, "discount"), "discount=FREESHIP%2CNOPE;");
}

static void
test_cart (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *empty = site_get_text (self, "/cart", 200);
  g_autofree char *full = NULL;
  g_autofree char *abroad = NULL;

  assert_has (empty, "Nothing in here yet.");
  self->request.cart = "1001x2.1002x1.999x1.1005x9";
  self->request.discount = "GREEN15";
  full = site_get_text (self, "/cart", 200);
  assert_has (full, "Modern Cafe Chair");
  assert_has (full, "Out of stock. Remove it to go on.");
  assert_has (full, "No longer sold. Remove it to go on.");
  assert_has (full, "Only 1 left.");
  assert_has (full, "GREEN15");
  assert_has (full, "noindex");

  self->request.discount = "ended10";
  self->request.country = "JP";
  abroad = site_get_text (self, "/cart", 200);
  assert_has (abroad, "This code has ended.");
  assert_has (abroad, "€29.00");
}

static void
use_preview (SiteFixture *self, VtPreviewBackend *preview)
{
  self->backend = *vt_preview_backend_get (preview);
  self->request.drafts = TRUE;
}

#define ADDRESS                                                                                                        \
  "country=PT&postcode=4000-123&shipping=311&email=marta%40exemplo.pt&name=Marta+%3Cb%3E&phone=&address=Rua+1"         \
  "&city=Porto&payment=401&note=&key=k1&expect="

static void
test_checkout (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  VtPreviewBackend *preview = vt_preview_backend_new (self->path);
  g_autofree char *form = NULL;
  g_autofree char *page = NULL;
  g_autofree char *confirmation = NULL;
  g_autoptr (VtSiteResponse) empty = site_get (self, "/checkout");
  g_autoptr (VtSiteResponse) missing = NULL;
  g_autoptr (VtSiteResponse) changed = NULL;
  g_autoptr (VtSiteResponse) update = NULL;
  g_autoptr (VtSiteResponse) placed = NULL;

  g_assert_cmpuint (empty->status, ==, 303);
  use_preview (self, preview);
  self->request.cart = "1001x1";
  form = site_get_text (self, "/checkout", 200);
  assert_has (form, "name=\"expect\" value=\"10990\"");
  assert_has (form, "value=\"PT\" selected");

  missing = site_post (self, "/checkout", "action=order&country=PT&email=%22%3E%3Cscript%3E&expect=10990");
  g_assert_cmpuint (missing->status, ==, 422);
  page = g_strndup (g_bytes_get_data (missing->body, NULL), g_bytes_get_size (missing->body));
  assert_has (page, "Some fields need a look.");
  assert_has (page, "Choose how to pay.");
  assert_has (page, "&quot;&gt;&lt;script&gt;");

  changed = site_post (self, "/checkout", "action=order&" ADDRESS "1");
  g_assert_cmpuint (changed->status, ==, 409);
  update = site_post (self, "/checkout", "action=update&" ADDRESS "1");
  g_assert_cmpuint (update->status, ==, 200);

  placed = site_post (self, "/checkout", "action=order&" ADDRESS "10990");
  g_assert_cmpuint (placed->status, ==, 303);
  g_assert_true (g_str_has_prefix (placed->location, "/orders/"));
  assert_has (cookie (placed, "cart"), "Max-Age=0");

  confirmation = site_get_text (self, placed->location, 200);
  assert_has (confirmation, "A sample: this is a preview");
  assert_has (confirmation, "Marta &lt;b&gt;");
  assert_has (confirmation, "€109.90");
  g_free (site_get_text (self, "/orders/00000000-0000-4000-8000-000000000000", 404));
  g_free (site_get_text (self, "/orders/", 404));
  g_free (site_get_text (self, "/orders/a/b", 404));

  vt_preview_backend_free (preview);
}

static JsonNode *
call (SiteFixture *self, const char *method, const char *path, const char *body, guint status)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr (VtSiteResponse) response = NULL;
  g_autofree char *text = NULL;
  VtSiteRequest request = self->request;

  request.method = method;
  request.path = path;
  response = vt_shop_api_respond (self->site, self->snapshot, &request, bytes, &self->backend);
  text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  if (response->status != status)
    g_error ("%s %s: %u instead of %u: %s", method, path, response->status, status, text);
  g_assert_cmpstr (response->content_type, ==, status < 400 ? "application/json" : "application/problem+json");

  return json_from_string (text, NULL);
}

static gboolean
brazil_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (VtShippingZone) zone = vt_shipping_zone_new ("Brasil", "BR");

  return vt_setting_set (db, "shop.country", "BR", error) && vt_setting_set (db, "languages", "pt-BR th es", error) &&
         vt_shipping_zone_save (db, zone, error);
}

#define BRAZILIAN "action=order&country=BR&postcode=01310100&expect=10990&document="

/* A shop of Brazil asks buyers there for their tax number, and tells in the page's language when it cannot be one. */
static void
test_document (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *path;
    const char *document;
    const char *says;
    gboolean wrong;
  } cases[] = {
    { "/checkout", "529.982.247-26", "the digits of this CPF or CNPJ do not fit together", TRUE },
    { "/pt-br/checkout", "11111111111", "os dígitos deste CPF ou CNPJ não conferem", TRUE },
    { "/es/checkout", "11222333000180", "los dígitos de este CPF o CNPJ no cuadran", TRUE },
    { "/th/checkout", "00.000.000%2F0000-00", "ตัวเลขของ CPF หรือ CNPJ นี้ไม่ถูกต้อง", TRUE },
    { "/checkout", "529.982.247-25", "CPF or CNPJ do not fit", FALSE },
    { "/checkout", "52998224725", "CPF or CNPJ do not fit", FALSE },
    { "/checkout", "11.222.333%2F0001-81", "CPF or CNPJ do not fit", FALSE },
    { "/checkout", "11222333000181", "CPF or CNPJ do not fit", FALSE },
  };
  VtPreviewBackend *preview = vt_preview_backend_new (self->path);

  site_fixture_write (self, brazil_job, NULL);
  use_preview (self, preview);
  self->request.cart = "1001x1";
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *form = g_strconcat (BRAZILIAN, cases[i].document, NULL);
      g_autoptr (VtSiteResponse) response = site_post (self, cases[i].path, form);
      g_autofree char *page = NULL;

      g_test_message ("%s %s", cases[i].path, cases[i].document);
      g_assert_cmpuint (response->status, ==, 422); /* there is more to fill in */
      page = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
      g_assert_true ((strstr (page, cases[i].says) != NULL) == cases[i].wrong);
      assert_has (page, "name=\"document\"");
    }
  vt_preview_backend_free (preview);
}

static void
test_api (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (JsonNode) quote = call (self, "POST", "/api/v1/quote",
                                     "{\"lines\":[{\"variant\":1001,\"quantity\":20},{\"variant\":5,\"quantity\":1}],"
                                     "\"discount\":\"NONE\",\"country\":\"PT\"}",
                                     200);
  JsonObject *object = json_node_get_object (quote);
  JsonObject *line = json_array_get_object_element (json_object_get_array_member (object, "lines"), 0);
  static const char *const wrong[] = { "",
                                       "[]",
                                       "{",
                                       "{\"lines\":1}",
                                       "{\"lines\":[],\"more\":1}",
                                       "{\"lines\":[{\"variant\":1,\"quantity\":0}]}",
                                       "{\"lines\":[{\"variant\":1,\"quantity\":1e99}]}" };

  g_assert_cmpstr (json_object_get_string_member (line, "problem"), ==, "less");
  g_assert_cmpstr (json_object_get_string_member (line, "message"), ==, "Only 12 left. We have changed the quantity.");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "discount"), "message"), ==,
                   "This code is not known. Check the spelling.");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonNode) answer = call (self, "POST", "/api/v1/quote", wrong[i], i < 3 ? 400 : 422);

      g_assert_nonnull (json_object_get_string_member (json_node_get_object (answer), "detail"));
    }
  json_node_unref (call (self, "GET", "/api/v1/quote", "", 405));
  json_node_unref (call (self, "POST", "/api/v1/nothing", "{}", 404));
  json_node_unref (call (self, "POST", "/api/v1/orders", "{}", 404));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  site_test ("/site/bag/codes", test_codes);
  site_test ("/site/bag/forms", test_forms);
  site_test ("/site/bag/cart", test_cart);
  site_test ("/site/bag/checkout", test_checkout);
  site_test ("/site/bag/document", test_document);
  site_test ("/site/bag/api", test_api);

  return g_test_run ();
}
