#include "site-fixture.h"

#include "catalogue/vt-product-edit.h"
#include "shop/vt-settings.h"

#include <gumbo.h>
#include <string.h>

/* Opens an element or an attribute of its own wherever it is not escaped. */
#define LEAK                                                                                                           \
  "x\" leak=1 ' leak=1 <leak leak=1></leak></title></textarea></style></script><leak>--><!--]]>"                       \
  "\xe2\x80\xae {{leak}} \xf0\x9f\x99\x82 &lt;leak&gt; \\u003cleak\\u003e"

/* Names, not texts; and what is HTML, which is checked when it comes in. */
static const char *const names[] = { "handle",
                                     "status",
                                     "kind",
                                     "sha256",
                                     "field",
                                     "relation",
                                     "rule_match",
                                     "language",
                                     "country",
                                     "countries",
                                     "class",
                                     "tax_class",
                                     "shipping_class",
                                     "menu",
                                     "basis",
                                     "trigger_kind",
                                     "key",
                                     "weight_unit",
                                     "day",
                                     "reason",
                                     "states",
                                     "postcodes",
                                     "currency",
                                     "uuid",
                                     "description_html",
                                     NULL };
static const char *const tables_left[] = { "journal", "media", "brand_token", "setting", NULL };

static void
write_leaks (VtDb *db, const char *table)
{
  g_autofree char *ask = g_strdup_printf ("PRAGMA table_info (\"%s\")", table);
  g_autoptr (VtStmt) columns = vt_db_prepare (db, ask, NULL);

  while (vt_stmt_step (columns, NULL) == VT_STEP_ROW)
    {
      const char *column = vt_stmt_get_text (columns, 1);
      g_autofree char *update = g_strdup_printf ("UPDATE OR IGNORE \"%s\" SET \"%s\" = ?1", table, column);

      if (strcmp (vt_stmt_get_text (columns, 2), "TEXT") == 0 && !g_strv_contains (names, column))
        vt_db_run (db, NULL, update, "s", LEAK);
    }
}

static gboolean
leak_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  static const char *const settings[] = { "shop.name",  "shop.tagline", "shop.email",
                                          "shop.phone", "shop.address", "announcement" };
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", error);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);

  while (vt_stmt_step (stmt, NULL) == VT_STEP_ROW)
    g_ptr_array_add (tables, vt_stmt_dup_text (stmt, 0));
  if (!vt_db_run (db, error,
                  "INSERT INTO translation (kind, row_id, field, language, value) "
                  "SELECT 'product', id, 'title', 'th', 'x' FROM product",
                  ""))
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    if (!g_strv_contains (tables_left, g_ptr_array_index (tables, i)))
      write_leaks (db, g_ptr_array_index (tables, i));
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (!vt_setting_set (db, settings[i], LEAK, error))
      return FALSE;

  return vt_setting_set (db, "languages", "th ar", error);
}

/* What is wrong with @node or what it holds; NULL: nothing. */
static const char *
find_leak (const GumboNode *node)
{
  const GumboVector *children;

  if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
    return NULL;
  if (node->v.element.tag == GUMBO_TAG_UNKNOWN && g_str_has_prefix (node->v.element.original_tag.data, "<leak"))
    return "a text has left its element";

  for (guint i = 0; i < node->v.element.attributes.length; i++)
    {
      const GumboAttribute *attribute = node->v.element.attributes.data[i];

      if (strcmp (attribute->name, "leak") == 0 || g_str_has_prefix (attribute->name, "on") ||
          strcmp (attribute->name, "style") == 0)
        return "a text has become an attribute";
      if (g_str_has_prefix (attribute->value, "javascript:"))
        return "a link runs code";
    }

  children = &node->v.element.children;
  for (guint i = 0; i < children->length; i++)
    {
      const char *leak = find_leak (children->data[i]);

      if (leak != NULL)
        return leak;
    }

  return NULL;
}

static const char *
find_leak_in (const char *html)
{
  GumboOutput *output = gumbo_parse (html);
  const char *leak = find_leak (output->root);

  gumbo_destroy_output (&kGumboDefaultOptions, output);
  return leak;
}

static void
check_page (SiteFixture *self, const char *address, guint status)
{
  g_autofree char *html = site_get_text (self, address, status);
  const char *leak = find_leak_in (html);

  if (leak != NULL)
    g_error ("%s: %s", address, leak);
  g_assert_nonnull (strstr (html, "</html>"));
}

/* The test itself sees what it looks for. */
static void
test_leaks_are_seen (void)
{
  g_assert_nonnull (find_leak_in ("<p>" LEAK "</p>"));
  g_assert_nonnull (find_leak_in ("<p title=\"" LEAK "\"></p>"));
  g_assert_nonnull (find_leak_in ("<p title='" LEAK "'></p>"));
  g_assert_nonnull (find_leak_in ("<title>" LEAK "</title>"));
  g_assert_nonnull (find_leak_in ("<a href=\"javascript:x\">x</a>"));
  g_assert_null (find_leak_in ("<p title=\"&lt;leak&gt;\">&lt;leak leak=1&gt;</p>"));
}

static void
test_texts (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *address;
    guint status;
  } pages[] = {
    { "/", 200 },
    { "/collections/all", 200 },
    { "/collections/chairs", 200 },
    { "/products/modern-cafe-chair", 200 },
    { "/products/linen-shirt", 200 },
    { "/pages/about", 200 },
    { "/search", 200 },
    { "/search?q=%22%3E%3Cleak+leak%3D1%3E", 200 },
    { "/collections/all?sort=%22%3E%3Cleak%3E&page=%3Cleak%3E", 200 },
    { "/products/modern-cafe-chair?variant=%22%3E%3Cleak%3E", 200 },
    { "/cart", 200 },
    { "/checkout", 200 },
    { "/404", 404 },
    { "/%22%3E%3Cleak%3E", 404 },
    { "/\"><leak leak=1>", 404 },
  };
  static const char *const prefixes[] = { "", "/th", "/ar" };

  site_fixture_write (self, leak_job, NULL);
  self->request.cart = "1001x1.1004x2";
  self->request.discount = "\"><leak leak=1>";
  self->request.country = "PT";
  self->request.postcode = "\"><leak leak=1>";
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (pages); j++)
      {
        g_autofree char *address = g_strconcat (prefixes[i], pages[j].address, NULL);

        check_page (self, address, pages[j].status);
      }
}

static gboolean
long_title_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  g_autofree char *title = g_strnfill (10000, 'W');

  return vt_db_run (db, error, "UPDATE product SET title = ?1", "s", title) &&
         vt_db_run (db, error, "UPDATE collection SET title = ?1", "s", title);
}

static void
test_long_titles (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  site_fixture_write (self, long_title_job, NULL);
  check_page (self, "/", 200);
  check_page (self, "/collections/chairs", 200);
  check_page (self, "/products/modern-cafe-chair", 200);
}

static gboolean
spare_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_db_run (db, error, "UPDATE variant SET photo_id = NULL, price_minor = 0, compare_at_minor = NULL", "") &&
         vt_db_run (db, error, "DELETE FROM photo", "") &&
         vt_db_run (db, error, "DELETE FROM variant WHERE product_id = ?1", "i", (gint64) VT_TEST_LAMP);
}

/* Without photo, price or variant. */
static void
test_spare_products (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  site_fixture_write (self, spare_job, NULL);
  check_page (self, "/products/modern-cafe-chair", 200);
  check_page (self, "/products/brass-table-lamp", 404);
  check_page (self, "/collections/all", 200);
  check_page (self, "/", 200);
}

static gboolean
many_variants_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  for (gint64 i = 0; i < 2000; i++)
    if (!vt_db_run (db, error,
                    "INSERT INTO variant (id, product_id, position, price_minor, option_values) "
                    "VALUES (?1 + 50000, ?2, ?1 + 10, 1000 + ?1, 'Colour ' || ?1)",
                    "ii", i, (gint64) VT_TEST_CHAIR))
      return FALSE;

  return TRUE;
}

static void
test_many_variants (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = NULL;

  site_fixture_write (self, many_variants_job, NULL);
  check_page (self, "/products/modern-cafe-chair", 200);
  html = site_get_text (self, "/products/modern-cafe-chair", 200);
  g_test_message ("2,000 variants: %zu bytes", strlen (html));
  g_assert_cmpuint (strlen (html), <, 4 * 1024 * 1024);
}

static void
test_empty_shop (G_GNUC_UNUSED SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const pages[] = { "/", "/collections/all", "/search?q=a", "/cart" };
  g_autofree char *path = g_build_filename (self->folder, "empty.vitrine", NULL);
  g_autoptr (GError) error = NULL;
  VtShop *shop = vt_shop_create (path, "Empty", "THB", "th", &error);

  g_assert_no_error (error);
  vt_snapshot_free (self->snapshot);
  self->snapshot = vt_snapshot_open_folder (path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    check_page (self, pages[i], 200);
  vt_shop_close (shop);
  g_assert_finalize_object (shop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile/leaks-are-seen", test_leaks_are_seen);
  site_test ("/hostile/texts", test_texts);
  site_test ("/hostile/long-titles", test_long_titles);
  site_test ("/hostile/spare-products", test_spare_products);
  site_test ("/hostile/many-variants", test_many_variants);
  site_test ("/hostile/empty-shop", test_empty_shop);

  return g_test_run ();
}
