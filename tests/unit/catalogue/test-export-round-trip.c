/* What is exported and imported again: into the same shop, which nothing may change in, and into an empty one, which
 * must become the same. */

#include "base/vt-html.h"
#include "base/vt-text.h"
#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"
#include "export-fixture.h"

#define PRODUCTS 24
#define PICTURES 8

/* A catalogue at random, with whatever the format can hold. */
typedef struct
{
  GRand *rand;
  VtExportFormat format;
  VtMedia *pictures[PICTURES];
  gint64 ids[PRODUCTS];
  gint64 collections[4];
  gint64 places[2];
} Plan;

static const char *const languages = "pt-BR th";

static int
pick (Plan *plan, int n)
{
  return g_rand_int_range (plan->rand, 0, n);
}

/* One line of what files and spreadsheets stumble over; "" now and then when it need not be there. */
static char *
make_line (Plan *plan, gboolean required)
{
  static const char *const pieces[] = { "Chair", "ก็", "เก้าอี้", "cadeira", "ção", "😀",   "\"",       ",", ";",
                                        "=1+1",  "+", "-",    "@",       "'",   "[]",  "\\",       ">", " ",
                                        " ",     "&", "<b>",  "|",       "(",   ")",   "\\n",      "/", ":",
                                        "#",     "%", "\t",   "é",       "0",   "007", "e\xcc\x81" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *normal = NULL;
  char *line = NULL;

  if (!required && pick (plan, 3) == 0)
    return g_strdup ("");
  for (int n = pick (plan, 7); n >= 0; n--)
    g_string_append (text, pieces[pick (plan, G_N_ELEMENTS (pieces))]);
  normal = vt_text_normalise (text->str);
  line = vt_text_single_line (normal);
  if (!required || *line != '\0')
    return line;
  g_free (line);

  return g_strdup ("x");
}

static char *
make_html (Plan *plan)
{
  g_autofree char *one = make_line (plan, TRUE);
  g_autofree char *other = make_line (plan, TRUE);
  g_autofree char *plain = g_strdup_printf ("%s\n\n%s\n%s", one, other, one);
  g_autofree char *html = vt_html_from_plain_text (plain);

  switch (pick (plan, 4))
    {
    case 0:
      return g_strdup ("");
    case 1:
      return g_strconcat (html, "<ul><li>a</li><li>b</li></ul><pre>one\n  two\\n</pre>", NULL);
    default:
      return g_steal_pointer (&html);
    }
}

static char *
make_tag (Plan *plan)
{
  char *tag = make_line (plan, TRUE);

  /* Shopify's cell has commas between tags and no way to write one in a tag. */
  if (plan->format != VT_EXPORT_VITRINE)
    g_strdelimit (tag, ",\\", '.');

  return tag;
}

static char *
make_code (Plan *plan, guint number)
{
  static const char *const forms[] = { "%u", "00%u", "-%u", "+66 %u", "A-%u", "=%u", "@%u", "'=%u", "'%u" };
  /* Shopify puts an apostrophe before numbers, so there it is none of the code. */
  int n = (int) G_N_ELEMENTS (forms) - (plan->format == VT_EXPORT_VITRINE ? 0 : 1);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (forms[pick (plan, n)], number);
#pragma GCC diagnostic pop
}

static gboolean
add_texts (VtDb *db, Plan *plan, gint64 id, GError **error)
{
  g_autofree char *html = make_html (plan);
  g_autofree char *vendor = make_line (plan, FALSE);
  g_autofree char *type = make_line (plan, FALSE);
  g_autofree char *seo_title = make_line (plan, FALSE);
  g_autofree char *seo_description = make_line (plan, FALSE);
  g_autofree char *one = make_tag (plan);
  g_autofree char *other = make_tag (plan);
  const char *const tags[] = { one, g_strcmp0 (one, other) != 0 ? other : NULL, NULL };
  gint64 publish = pick (plan, 2) == 0 ? G_MININT64 : 1700000000000000 + pick (plan, G_MAXINT);

  return vt_product_set_description_html (db, id, html, error) && vt_product_set_vendor (db, id, vendor, error) &&
         vt_product_set_product_type (db, id, type, error) && vt_product_set_seo_title (db, id, seo_title, error) &&
         vt_product_set_seo_description (db, id, seo_description, error) &&
         vt_product_set_status (db, id, (VtProductStatus) pick (plan, 3), error) &&
         vt_product_set_tax_class (db, id, pick (plan, 3) == 0 ? "reduced" : "standard", error) &&
         vt_product_set_shipping_class (db, id, pick (plan, 3) == 0 ? "bulky, \"fragile\"" : "", error) &&
         (publish == G_MININT64 || vt_product_set_publish (db, id, publish, error)) &&
         (pick (plan, 3) == 0 || vt_product_set_tags (db, id, tags, error));
}

static gboolean
add_photos (VtDb *db, Plan *plan, gint64 id, gint64 *photo_id, GError **error)
{
  guint first = (guint) pick (plan, PICTURES);

  for (int n = pick (plan, 4); n > 0; n--)
    {
      const VtMedia *media = plan->pictures[(first + (guint) n) % PICTURES];
      g_autofree char *alt = make_line (plan, FALSE);

      if (!vt_media_add (db, media, error) || !vt_product_add_photo (db, id, media->sha256, alt, -1, photo_id, error))
        return FALSE;
    }

  return TRUE;
}

static void
fill_input (Plan *plan, VtVariantInput *input, guint number)
{
  input->sku = pick (plan, 5) == 0 ? NULL : make_code (plan, number);
  input->barcode = pick (plan, 2) == 0 ? NULL : make_code (plan, number + 500000);
  input->price_minor = pick (plan, 100000000);
  input->compare_at_minor = pick (plan, 2) == 0 ? -1 : input->price_minor + 1 + pick (plan, 1000);
  input->cost_minor = pick (plan, 2) == 0 ? -1 : pick (plan, 1000);
  input->weight_g = pick (plan, 5000);
  input->weight_unit = (VtWeightUnit) pick (plan, 4);
  input->track_stock = pick (plan, 3) > 0;
  input->backorder = pick (plan, 3) == 0;
  input->low_stock = pick (plan, 2) == 0 ? -1 : pick (plan, 20);
  input->shipped = pick (plan, 4) > 0;
}

static gboolean
add_stock (VtDb *db, Plan *plan, gint64 variant_id, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (plan->places); i++)
    {
      gint64 n = pick (plan, 60) - 10;

      if (n != 0 && !vt_stock_move (db, variant_id, plan->places[i], n, "received", "", 1, error))
        return FALSE;
    }

  return TRUE;
}

/* Up to three values for each option, in all their combinations. */
static gboolean
add_variants (VtDb *db, Plan *plan, gint64 id, guint number, gint64 photo_id, GError **error)
{
  guint n_options = (guint) pick (plan, plan->format == VT_EXPORT_SHOPIFY ? 4 : 5);
  VtVariantInput inputs[81] = { 0 };
  char *values[5][3] = { { NULL } };
  const char *lists[81][5] = { { NULL } };
  g_auto (GStrv) names = g_new0 (char *, 6);
  guint n = 1;
  guint n_wanted = 0;
  gboolean added = FALSE;

  for (guint i = 0; i < n_options; i++)
    {
      g_autofree char *line = make_line (plan, TRUE);

      names[i] = g_strdup_printf ("%s %u", line, i);
      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *value = make_line (plan, TRUE);

          values[i][j] = g_strdup_printf ("%s%u", value, j);
        }
      n *= 3;
    }
  n_wanted = 1 + (guint) pick (plan, 30);
  n = MIN (n, n_wanted);
  for (guint k = 0; k < n; k++)
    {
      guint rest = k;

      for (guint i = 0; i < n_options; i++, rest /= 3)
        lists[k][i] = values[i][rest % 3];
      inputs[k].values = lists[k];
      fill_input (plan, &inputs[k], number * 100 + k);
    }

  added = vt_product_set_variants (db, id, (const char *const *) names, inputs, n, error);
  for (guint k = 0; k < n && added; k++)
    added = add_stock (db, plan, inputs[k].id, error) &&
            (photo_id == 0 || k % 2 == 1 || vt_variant_set_photo (db, inputs[k].id, photo_id, error));
  for (guint k = 0; k < n; k++)
    {
      g_free ((char *) inputs[k].sku);
      g_free ((char *) inputs[k].barcode);
    }
  for (guint i = 0; i < n_options * 3; i++)
    g_free (values[i / 3][i % 3]);

  return added;
}

static gboolean
translate_lists (VtDb *db, Plan *plan, VtProduct *product, const char *language, GError **error)
{
  guint n = vt_product_get_n_options (product);

  for (guint i = 0; i < vt_product_get_n_variants (product) + 1 && n > 0; i++)
    {
      g_autoptr (GString) list = g_string_new (NULL);

      for (guint j = 0; j < n; j++)
        {
          g_autofree char *item = make_line (plan, TRUE);

          g_string_append_printf (list, "%s%s", j > 0 ? "\x1f" : "", item);
        }
      if (i == 0 ? !vt_catalogue_translate (db, "product", vt_product_get_id (product), "option_names", language,
                                            list->str, error)
                 : !vt_catalogue_translate (db, "variant", vt_product_get_variant (product, i - 1)->id, "option_values",
                                            language, list->str, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
translate (VtDb *db, Plan *plan, gint64 id, const char *language, GError **error)
{
  static const char *const fields[] = { "title", "seo_title", "seo_description" };
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);
  g_autofree char *html = make_html (plan);

  if (product == NULL || !vt_catalogue_translate (db, "product", id, "description_html", language, html, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *line = make_line (plan, FALSE);

      if (!vt_catalogue_translate (db, "product", id, fields[i], language, line, error))
        return FALSE;
    }
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    {
      g_autofree char *line = make_line (plan, FALSE);

      if (!vt_catalogue_translate (db, "photo", vt_product_get_photo (product, i)->id, "alt", language, line, error))
        return FALSE;
    }

  return pick (plan, 2) == 0 || translate_lists (db, plan, product, language, error);
}

/* What only Vitrine's own file holds. */
static gboolean
add_extras (VtDb *db, Plan *plan, guint number, GError **error)
{
  gint64 id = plan->ids[number];
  g_autofree char *title = make_line (plan, FALSE);
  g_autofree char *url = g_strdup_printf ("https://films.example.com/watch?v=%u,2", number);
  g_autofree char *handle = g_strdup_printf ("moved-%u", number);

  return (pick (plan, 3) > 0 || vt_product_set_handle (db, id, handle, error)) &&
         (pick (plan, 2) == 0 || vt_product_add_video (db, id, url, title, -1, NULL, error)) &&
         (pick (plan, 2) == 0 ||
          vt_product_add_video (db, id, "https://films.example.com/other", "", -1, NULL, error)) &&
         (pick (plan, 2) == 0 ||
          vt_product_add_related (db, id, plan->ids[(number + 1 + (guint) pick (plan, PRODUCTS - 1)) % PRODUCTS],
                                  error)) &&
         (pick (plan, 2) == 0 || translate (db, plan, id, "pt-BR", error)) &&
         (pick (plan, 2) == 0 || translate (db, plan, id, "th", error));
}

static gboolean
add_collections (VtDb *db, Plan *plan, GError **error)
{
  static const char *const titles[] = { "Garden, home", "Chairs", "C++ > basics", "Sale" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (!vt_collection_create (db, titles[i], NULL, i == 1 ? plan->collections[0] : 0, &plan->collections[i], error))
      return FALSE;

  return plan->format != VT_EXPORT_VITRINE || vt_collection_set_handle (db, plan->collections[3], "last-chance", error);
}

static gboolean
build_job (VtDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Plan *plan = data;

  if (!vt_stock_place_add (db, "Warehouse, north", &plan->places[0], error) ||
      !vt_stock_place_add (db, "Loja", &plan->places[1], error) || !add_collections (db, plan, error))
    return FALSE;
  for (guint i = 0; i < PRODUCTS; i++)
    {
      g_autofree char *title = make_line (plan, TRUE);
      gint64 photo_id = 0;

      if (!vt_product_create (db, title, &plan->ids[i], error) || !add_texts (db, plan, plan->ids[i], error) ||
          !add_photos (db, plan, plan->ids[i], &photo_id, error) ||
          !add_variants (db, plan, plan->ids[i], i, photo_id, error))
        return FALSE;
      for (guint j = 0; j < G_N_ELEMENTS (plan->collections); j++)
        if (pick (plan, 3) == 0 && !vt_collection_add_product (db, plan->collections[j], plan->ids[i], error))
          return FALSE;
    }
  for (guint i = 0; i < PRODUCTS && plan->format == VT_EXPORT_VITRINE; i++)
    if (!add_extras (db, plan, i, error))
      return FALSE;

  return TRUE;
}

static gboolean
set_languages_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_setting_set (db, "languages", languages, error);
}

static void
build (Fixture *self, VtExportFormat format, guint seed)
{
  Plan plan = { .rand = g_rand_new_with_seed (seed), .format = format };

  for (guint i = 0; i < PICTURES; i++)
    {
      g_autofree char *name = g_strdup_printf ("photo %u.png", i / 2);

      plan.pictures[i] = stage_picture (self->shop, seed * 100 + i, name);
    }
  write_shop (self->shop, set_languages_job, NULL);
  write_shop (self->shop, build_job, &plan);
  for (guint i = 0; i < PICTURES; i++)
    vt_media_free (plan.pictures[i]);
  g_rand_free (plan.rand);
}

static void
tell (VtImport *import)
{
  const GPtrArray *results = vt_import_get_results (import);

  for (guint i = 0; i < results->len; i++)
    {
      const VtImportResult *result = g_ptr_array_index (results, i);

      if (*result->message != '\0')
        g_test_message ("line %u, %s: %s: %s", result->line, vt_import_action_to_string (result->action), result->title,
                        result->message);
      for (guint j = 0; j < result->n_diffs; j++)
        g_test_message ("line %u, %s of “%s”: “%s”, now “%s”", result->diffs[j].line, result->diffs[j].field,
                        result->diffs[j].what, result->diffs[j].before, result->diffs[j].after);
    }
}

static void
assert_unchanged (VtImport *import)
{
  const VtImportSummary *summary = vt_import_get_summary (import);

  tell (import);
  for (guint i = 0; i < vt_import_get_results (import)->len; i++)
    {
      const VtImportResult *result = g_ptr_array_index ((GPtrArray *) vt_import_get_results (import), i);

      g_assert_null (strstr (result->message, "not found"));
    }
  g_assert_cmpuint (summary->created, ==, 0);
  g_assert_cmpuint (summary->updated, ==, 0);
  g_assert_cmpuint (summary->refused, ==, 0);
  g_assert_cmpuint (summary->collections, ==, 0);
  g_assert_cmpuint (summary->unchanged, ==, PRODUCTS);
}

/* The first line that differs says more than two long texts. */
static void
assert_same (const char *one, const char *other)
{
  g_auto (GStrv) lines = g_strsplit (one, "\n", -1);
  g_auto (GStrv) other_lines = g_strsplit (other, "\n", -1);

  for (guint i = 0; lines[i] != NULL && other_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, other_lines[i]);
  g_assert_cmpuint (strlen (one), ==, strlen (other));
}

typedef struct
{
  const char *name;
  VtExportFormat format;
  const char *currency;
  guint seed;
} Case;

static void
set_up_case (Fixture *self, gconstpointer data)
{
  const Case *each = data;

  set_up_with (self, each->currency);
}

static void
set_up_euro (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  set_up_with (self, "EUR");
}

static void
test_same_shop (Fixture *self, gconstpointer data)
{
  const Case *each = data;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *folder = g_build_filename (self->folder, "photos", NULL);
  const VtExportOptions options = { .format = each->format, .photos = folder };

  build (self, each->format, each->seed);
  before = export_with (self->shop, &options);
  for (guint i = 0; i < 2; i++)
    {
      const char *images = i == 0 ? folder : NULL;
      g_autoptr (VtImport) rehearsal = import_with (self, self->shop, before, images, vt_import_rehearse_job);
      g_autoptr (VtImport) import = NULL;

      assert_unchanged (rehearsal);
      import = import_text (self, self->shop, before, images);
      assert_unchanged (import);
      g_clear_pointer (&after, g_free);
      after = export_as (self->shop, each->format);
      assert_same (after, before);
    }
}

static void
test_empty_shop (Fixture *self, gconstpointer data)
{
  const Case *each = data;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *folder = g_build_filename (self->folder, "photos", NULL);
  const VtExportOptions options = { .format = each->format, .photos = folder };
  g_autoptr (VtImport) import = NULL;

  build (self, each->format, each->seed);
  before = export_with (self->shop, &options);
  self->second = create_shop (self, "Second", each->currency);
  write_shop (self->second, set_languages_job, NULL);
  import = import_text (self, self->second, before, folder);
  tell (import);
  g_assert_cmpuint (vt_import_get_summary (import)->created, ==, PRODUCTS);
  after = export_as (self->second, each->format);
  assert_same (after, before);
}

static VtImport *
import_file (VtShop *shop, const char *path, VtShopJob job, GError **error)
{
  const char *const files[] = { path, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autoptr (VtImport) import = NULL;

  options.currency = "EUR";
  import = vt_import_open (files, &options, NULL, error);
  if (import != NULL && !vt_shop_write (shop, "Import", NULL, job, import, NULL, NULL, error))
    return NULL;

  return g_steal_pointer (&import);
}

/* What other systems wrote, through a shop and back. */
static void
test_real (Fixture *self, gconstpointer name)
{
  g_autofree char *file = g_build_filename (g_getenv ("VITRINE_SHARED"), "data", "imports", name, NULL);
  g_autofree char *path = g_build_filename (self->folder, "export.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtImport) first = import_file (self->shop, file, vt_import_apply_job, &error);
  g_autoptr (VtImport) second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (first == NULL)
    {
      g_test_message ("no products: %s", error->message);
      return;
    }
  for (VtExportFormat format = VT_EXPORT_VITRINE; format <= VT_EXPORT_WOOCOMMERCE; format++)
    {
      g_autofree char *csv = export_as (self->shop, format);
      g_autoptr (VtImport) again = NULL;

      g_assert_true (g_file_set_contents (path, csv, -1, &error));
      again = import_file (self->shop, path, vt_import_rehearse_job, &error);
      g_assert_no_error (error);
      tell (again);
      g_assert_cmpuint (vt_import_get_summary (again)->unchanged, ==, vt_import_get_summary (first)->created);
      g_assert_cmpuint (vt_import_get_summary (again)->refused, ==, 0);
    }

  before = export_as (self->shop, VT_EXPORT_VITRINE);
  self->second = create_shop (self, "Second", "EUR");
  g_assert_true (g_file_set_contents (path, before, -1, &error));
  second = import_file (self->second, path, vt_import_apply_job, &error);
  g_assert_no_error (error);
  after = export_as (self->second, VT_EXPORT_VITRINE);
  assert_same (after, before);
}

static void
test_no_files (void)
{
  g_test_skip ("the files of other systems are not here: set VITRINE_SHARED");
}

static void
add_real_files (GPtrArray *names)
{
  g_autofree char *folder = g_build_filename (g_getenv ("VITRINE_SHARED"), "data", "imports", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  if (dir == NULL)
    g_test_add_func ("/round-trip/real", test_no_files);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_suffix (name, ".md"))
      {
        g_autofree char *path = g_strconcat ("/round-trip/real/", name, NULL);

        g_ptr_array_add (names, g_strdup (name));
        g_test_add (path, Fixture, g_ptr_array_index (names, names->len - 1), set_up_euro, test_real, tear_down);
      }
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
    { "vitrine/eur", VT_EXPORT_VITRINE, "EUR", 1 },         { "vitrine/jpy", VT_EXPORT_VITRINE, "JPY", 2 },
    { "vitrine/kwd", VT_EXPORT_VITRINE, "KWD", 3 },         { "vitrine/more", VT_EXPORT_VITRINE, "EUR", 4 },
    { "shopify/eur", VT_EXPORT_SHOPIFY, "EUR", 5 },         { "shopify/jpy", VT_EXPORT_SHOPIFY, "JPY", 6 },
    { "shopify/kwd", VT_EXPORT_SHOPIFY, "KWD", 7 },         { "woocommerce/eur", VT_EXPORT_WOOCOMMERCE, "EUR", 8 },
    { "woocommerce/jpy", VT_EXPORT_WOOCOMMERCE, "JPY", 9 }, { "woocommerce/kwd", VT_EXPORT_WOOCOMMERCE, "KWD", 10 },
  };

  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);

  add_real_files (names);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *same = g_strconcat ("/round-trip/same-shop/", cases[i].name, NULL);
      g_autofree char *empty = g_strconcat ("/round-trip/empty-shop/", cases[i].name, NULL);

      g_test_add (same, Fixture, &cases[i], set_up_case, test_same_shop, tear_down);
      if (cases[i].format == VT_EXPORT_VITRINE)
        g_test_add (empty, Fixture, &cases[i], set_up_case, test_empty_shop, tear_down);
    }

  return g_test_run ();
}
