#include "fixture.h"

#include "catalogue/vt-facet-table.h"

#include <string.h>

#define N_PRODUCTS 60
#define MOST       4 /* variants of one product */

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    const char *hex; /* NULL: names no colour */
  } cases[] = {
    { "Mustard", "#e0a21b" },
    { "mostarda", "#e0a21b" },
    { "สีมัสตาร์ด", "#e0a21b" },
    { "Azul-marinho", "#1f2f4d" },
    { "sky blue", "#9fc3dd" },
    { "GREY", "#8f9092" },
    { "Matte black", "#1d1c1a" },
    { "Blue / White", NULL },
    { "Oak", NULL },
    { "", NULL },
    { NULL, NULL },
    { "Bright light", NULL },
    { "<script>", NULL },
    { "สี", NULL },
    { "Pérola", "#e3ddd2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VtColour colour;
      gboolean found = vt_colour_from_words (cases[i].text, &colour);
      g_autofree char *hex = found ? vt_colour_to_hex (colour) : NULL;

      g_assert_cmpstr (hex, ==, cases[i].hex);
    }
}

static void
test_word_names (void)
{
  static const char *const names[][3] = {
    { "yellow", "pt-BR", "Amarelo" }, { "Amarillo", "en", "Yellow" }, { "white", "th", "ขาว" },
    { "ceramic", "es", "Cerámica" },  { "wool", "pt-BR", "Lã" },      { "wood", "de", "Wood" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const VtFacetWord *word = vt_facet_word_find (names[i][0]);
      g_autofree char *name = word != NULL ? vt_facet_word_dup_name (word, names[i][1]) : NULL;

      g_assert_cmpstr (name, ==, names[i][2]);
    }
  g_assert_null (vt_facet_word_find ("dark wood"));
  g_assert_true (vt_facet_word_names_colours ("Cor"));
  g_assert_false (vt_facet_word_names_colours ("Size"));
  g_assert_true (vt_facet_word_names_materials ("วัสดุ"));
}

/* What a product is, as a test knows it. */
typedef struct
{
  gint64 price;
  gboolean in_stock;
  const char *colour;
  const char *size; /* "": the product has no sizes */
} NaiveVariant;

typedef struct
{
  gint64 id;
  const char *vendor;
  const char *tag; /* "": none */
  gboolean has_sizes;
  guint n_variants;
  NaiveVariant variants[MOST];
} NaiveProduct;

static const char *const colours[] = { "Red", "Blue", "Mint" };
static const char *const sizes[] = { "S", "M", "L", "XL" };
static const char *const vendors[] = { "Alfa", "Beta" };
static const char *const tags[] = { "", "Indoor", "wood" };

static const char *
pick (const char *const *from, int n)
{
  return from[g_test_rand_int_range (0, n)];
}

static void
make_up (VtDb *db, NaiveProduct *product, guint number)
{
  g_autoptr (GError) error = NULL;

  product->id = number + 1;
  product->vendor = pick (vendors, 2);
  product->tag = pick (tags, 3);
  product->has_sizes = g_test_rand_bit ();
  product->n_variants = (guint) g_test_rand_int_range (0, MOST + 1);
  vt_db_run (db, &error,
             "INSERT INTO product (id, handle, title, vendor, status, option_names, created_us, updated_us) "
             "VALUES (?1, 'p' || ?1, 'P' || ?1, ?2, 'active', ?3, ?1, 0)",
             "iss", product->id, product->vendor, product->has_sizes ? "Colour\x1fSize" : "Colour");
  if (*product->tag != '\0')
    vt_db_run (db, &error, "INSERT INTO product_tag (product_id, tag) VALUES (?1, ?2)", "is", product->id,
               product->tag);
  for (guint i = 0; i < product->n_variants; i++)
    {
      NaiveVariant *variant = &product->variants[i];
      g_autofree char *values = NULL;

      variant->price = 100 * g_test_rand_int_range (0, 40);
      variant->in_stock = g_test_rand_bit ();
      variant->colour = pick (colours, 3);
      variant->size = product->has_sizes ? pick (sizes, 4) : "";
      values =
          product->has_sizes ? g_strconcat (variant->colour, "\x1f", variant->size, NULL) : g_strdup (variant->colour);
      vt_db_run (db, &error,
                 "INSERT INTO variant (id, product_id, position, price_minor, track_stock, option_values) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                 "iiiiis", product->id * 100 + i, product->id, (gint64) i, variant->price,
                 (gint64) (variant->in_stock ? 0 : 1), values);
    }
  g_assert_no_error (error);
}

static gboolean
has_value (const NaiveProduct *product, const NaiveVariant *variant, const char *facet, const char *text)
{
  if (strcmp (facet, "vendor") == 0)
    return strcmp (product->vendor, text) == 0;
  if (strcmp (facet, "tag") == 0 || strcmp (facet, "material") == 0)
    return strcmp (product->tag, text) == 0;
  if (strcmp (facet, "colour") == 0)
    return strcmp (variant->colour, text) == 0;

  return strcmp (variant->size, text) == 0;
}

/* Facet by facet, in no hurry; @ignored is a facet that does not count. */
static gboolean
variant_fits (VtFacetTable *table,
              const NaiveProduct *product,
              const NaiveVariant *variant,
              const VtFacetQuery *query,
              int ignored)
{
  for (guint facet = 0; facet < vt_facet_table_get_n_facets (table); facet++)
    {
      gboolean asked = FALSE, found = FALSE;

      for (guint i = 0; i < query->n_values; i++)
        {
          const VtFacetValue *value = vt_facet_table_get_value (table, query->values[i]);

          if (value->facet != facet)
            continue;
          asked = TRUE;
          found = found || has_value (product, variant, vt_facet_table_get_facet (table, facet)->key, value->text);
        }
      if (asked && !found && (int) facet != ignored)
        return FALSE;
    }

  return (query->price_from < 0 || variant->price >= query->price_from) &&
         (query->price_to < 0 || variant->price <= query->price_to) && (!query->in_stock || variant->in_stock);
}

static guint
naive_count (VtFacetTable *table, const NaiveProduct *products, const VtFacetQuery *query, guint index)
{
  const VtFacetValue *value = vt_facet_table_get_value (table, index);
  const char *facet = vt_facet_table_get_facet (table, value->facet)->key;
  guint count = 0;

  for (guint i = 0; i < N_PRODUCTS; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < products[i].n_variants; j++)
        found = found || (has_value (&products[i], &products[i].variants[j], facet, value->text) &&
                          variant_fits (table, &products[i], &products[i].variants[j], query, (int) value->facet));
      count += found ? 1 : 0;
    }

  return count;
}

static void
compare_with_naive (VtFacetTable *table, const NaiveProduct *products, const gint64 *ids, const VtFacetQuery *query)
{
  g_autoptr (VtFacetResult) result = vt_facet_table_query (table, ids, N_PRODUCTS, query);
  guint at = 0, n_all = 0, bars = 0;

  for (guint i = 0; i < N_PRODUCTS; i++)
    {
      gboolean fits = FALSE;

      n_all += products[i].n_variants > 0 ? 1 : 0;
      for (guint j = 0; j < products[i].n_variants; j++)
        fits = fits || variant_fits (table, &products[i], &products[i].variants[j], query, -1);
      if (!fits)
        continue;
      g_assert_cmpuint (at, <, result->ids->len);
      g_assert_cmpint (g_array_index (result->ids, gint64, at++), ==, products[i].id);
    }
  g_assert_cmpuint (at, ==, result->ids->len);
  g_assert_cmpuint (result->n_all, ==, n_all);
  for (guint i = 0; i < vt_facet_table_get_n_values (table); i++)
    g_assert_cmpuint (result->counts[i], ==, naive_count (table, products, query, i));
  for (guint i = 0; i < VT_FACET_BARS; i++)
    bars += result->bars[i];
  g_assert_cmpuint (bars, >=, result->ids->len);
}

/* What the table answers is what looking at each product answers. */
static void
test_property (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree NaiveProduct *products = g_new0 (NaiveProduct, N_PRODUCTS);
  g_autoptr (VtFacetTable) table = NULL;
  gint64 ids[N_PRODUCTS];
  guint n_values;

  for (guint i = 0; i < N_PRODUCTS; i++)
    {
      make_up (db, &products[i], i);
      ids[i] = products[i].id;
    }
  table = vt_facet_table_load (db, &error);
  g_assert_no_error (error);
  n_values = vt_facet_table_get_n_values (table);

  for (guint round = 0; round < 300; round++)
    {
      guint values[4];
      VtFacetQuery query = { .values = values,
                             .n_values = (guint) g_test_rand_int_range (0, 5),
                             .price_from = g_test_rand_bit () ? 100 * g_test_rand_int_range (0, 30) : -1,
                             .price_to = g_test_rand_bit () ? 100 * g_test_rand_int_range (5, 40) : -1,
                             .in_stock = g_test_rand_bit () };

      for (guint i = 0; i < query.n_values; i++)
        values[i] = (guint) g_test_rand_int_range (0, (int) n_values);
      compare_with_naive (table, products, ids, &query);
    }
}

static void
test_sorts (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtFacetTable) table = NULL;
  static const gint64 ids[] = { 1, 2, 3, 99 };
  static const struct
  {
    VtFacetSort sort;
    gint64 ids[3];
  } cases[] = {
    { VT_FACET_SORT_GIVEN, { 1, 2, 3 } },    { VT_FACET_SORT_NEWEST, { 2, 3, 1 } },
    { VT_FACET_SORT_PRICE_UP, { 3, 1, 2 } }, { VT_FACET_SORT_PRICE_DOWN, { 2, 1, 3 } },
    { VT_FACET_SORT_TITLE, { 2, 3, 1 } },
  };

  g_assert_true (vt_db_exec (
      db,
      "INSERT INTO product (id, handle, title, status, created_us, updated_us) VALUES (1, 'a', 'Zebra', 'active', 1, 0), "
      "(2, 'b', 'Álamo', 'active', 3, 0), (3, 'c', 'bank', 'active', 2, 0);"
      "INSERT INTO variant (id, product_id, position, price_minor) VALUES (11, 1, 0, 500), (21, 2, 0, 900), "
      "(31, 3, 0, 100)",
      &error));
  table = vt_facet_table_load (db, &error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VtFacetQuery query = { .price_from = -1, .price_to = -1, .sort = cases[i].sort, .language = "en" };
      g_autoptr (VtFacetResult) result = vt_facet_table_query (table, ids, G_N_ELEMENTS (ids), &query);

      g_assert_cmpuint (result->ids->len, ==, 3);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpint (g_array_index (result->ids, gint64, j), ==, cases[i].ids[j]);
    }
}

/* Words in other languages and letters are one choice; names that addresses need for themselves are not taken. */
static void
test_keys (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtFacetTable) table = NULL;
  guint colour;

  g_assert_true (vt_db_exec (
      db,
      "INSERT INTO product (id, handle, title, status, option_names, created_us, updated_us) VALUES "
      "(1, 'a', 'A', 'active', 'Cor', 1, 0), (2, 'b', 'B', 'active', 'สี', 1, 0), (3, 'c', 'C', 'active', 'Price', 1, 0), "
      "(4, 'd', 'D', 'active', '', 1, 0);"
      "INSERT INTO product_tag VALUES (4, 'yellow');"
      "INSERT INTO variant (id, product_id, position, option_values) VALUES (11, 1, 0, 'Amarelo'), "
      "(21, 2, 0, 'สีเหลือง'), (31, 3, 0, '😀'), (41, 4, 0, '')",
      &error));
  table = vt_facet_table_load (db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vt_facet_table_get_n_values (table), ==, 2);
  colour = (guint) vt_facet_table_find_facet (table, "colour");
  g_assert_cmpint (vt_facet_table_find_value (table, colour, "yellow"), ==, 0);
  g_assert_cmpint (vt_facet_table_find_facet (table, "price"), ==, -1);
  g_assert_cmpint (vt_facet_table_find_facet (table, "price-2"), >, 0);
  g_assert_cmpint (vt_facet_table_find_facet (table, "<script>"), ==, -1);
}

static void
test_empty (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtFacetTable) table = vt_facet_table_load (db, &error);
  VtFacetQuery query = { .price_from = 10, .price_to = 5, .in_stock = TRUE, .sort = VT_FACET_SORT_TITLE };
  g_autoptr (VtFacetResult) result = vt_facet_table_query (table, NULL, 0, &query);

  g_assert_no_error (error);
  g_assert_cmpuint (result->ids->len, ==, 0);
  g_assert_cmpint (result->lowest, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/facets/words", test_words);
  g_test_add_func ("/facets/word-names", test_word_names);
  g_test_add_func ("/facets/property", test_property);
  g_test_add_func ("/facets/sorts", test_sorts);
  g_test_add_func ("/facets/keys", test_keys);
  g_test_add_func ("/facets/empty", test_empty);

  return g_test_run ();
}
