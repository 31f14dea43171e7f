/* What products are filtered by, in one language. Reads the tables of the catalogue and writes none. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-shop-columns.h"

#include "search/vt-photo-look.h"

#include <string.h>

/* Rows: product, VtShopColumn, number, text. Names of options come with their values, U+001E between. */
#define COLUMNS                                                                                                        \
  "SELECT id, 0, status = 'active', '' FROM product "                                                                  \
  "UNION ALL SELECT product_id, 1, min (price_minor), '' FROM variant GROUP BY product_id "                            \
  "UNION ALL SELECT id, 2, 0, vendor FROM product WHERE vendor <> '' "                                                 \
  "UNION ALL SELECT id, 3, 0, product_type FROM product WHERE product_type <> '' "                                     \
  "UNION ALL SELECT product_id, 4, 0, tag FROM product_tag "                                                           \
  "UNION ALL SELECT m.product_id, 5, 0, coalesce (t.value, c.title) FROM collection_product AS m "                     \
  "JOIN collection AS c ON c.id = m.collection_id LEFT JOIN translation AS t ON "                                      \
  "t.kind = 'collection' AND t.row_id = c.id AND t.field = 'title' AND t.language = ?1 "                               \
  "UNION ALL SELECT v.product_id, 6, 0, coalesce (n.value, p.option_names) || char (30) || "                           \
  "coalesce (t.value, v.option_values) FROM variant AS v JOIN product AS p ON p.id = v.product_id "                    \
  "LEFT JOIN translation AS n ON n.kind = 'product' AND n.row_id = p.id AND n.field = 'option_names' AND "             \
  "n.language = ?1 LEFT JOIN translation AS t ON t.kind = 'variant' AND t.row_id = v.id AND "                          \
  "t.field = 'option_values' AND t.language = ?1 WHERE v.option_values <> '' "                                         \
  "ORDER BY 1, 2"

struct _VtShopColumns
{
  VtStmt *stmt;     /* (owned) */
  gboolean at_row;  /* one is read that is not added yet */
  GHashTable *said; /* (owned) (element-type utf8) options of the product, each once */
};

static const char *const names[] = { "active", "price", "vendor", "type", "tag", "collection", "option", "colour" };

/**
 * vt_shop_column_name:
 * @column: a column
 *
 * Returns: what it is called in the index and on the command line
 */
const char *
vt_shop_column_name (VtShopColumn column)
{
  return names[column];
}

/**
 * vt_shop_columns_declare:
 * @builder: a builder without documents or columns
 *
 * Gives it the columns, so that their numbers are those of #VtShopColumn.
 */
void
vt_shop_columns_declare (VixBuilder *builder)
{
  for (guint column = 0; column < VT_SHOP_N_COLUMNS; column++)
    vix_builder_add_column (builder, column <= VT_SHOP_COLUMN_PRICE ? VIX_COLUMN_NUMBER : VIX_COLUMN_TEXT,
                            names[column], strlen (names[column]));
}

static gboolean
next (VtShopColumns *self, GError **error)
{
  VtStep step = vt_stmt_step (self->stmt, error);

  self->at_row = step == VT_STEP_ROW;
  return step != VT_STEP_ERROR;
}

/**
 * vt_shop_columns_new:
 * @db: a shop's database or a public catalogue
 * @language: the code of one of the shop's languages
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): what all products are filtered by
 */
VtShopColumns *
vt_shop_columns_new (VtDb *db, const char *language, GError **error)
{
  g_autoptr (VtShopColumns) self = g_new0 (VtShopColumns, 1);

  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stmt = vt_db_prepare (db, COLUMNS, error);
  if (self->stmt == NULL || !vt_stmt_bind_text (self->stmt, 1, language, error) || !next (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_shop_columns_free:
 * @self: (nullable): columns
 */
void
vt_shop_columns_free (VtShopColumns *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->stmt, vt_stmt_free);
  g_clear_pointer (&self->said, g_hash_table_unref);
  g_free (self);
}

/* One of each name with its value; variants share most of them. */
static void
add_options (VtShopColumns *self, VixBuilder *builder, const char *text)
{
  g_auto (GStrv) sides = g_strsplit (text, "\x1e", 2);
  g_auto (GStrv) titles = g_strsplit (sides[0], "\x1f", -1);
  g_auto (GStrv) values = g_strsplit (sides[1] != NULL ? sides[1] : "", "\x1f", -1);

  for (guint i = 0; titles[i] != NULL && values[i] != NULL; i++)
    {
      g_autofree char *option = g_strdup_printf ("%s: %s", titles[i], values[i]);

      if (*values[i] == '\0' || g_hash_table_contains (self->said, option))
        continue;
      vix_builder_add_value (builder, VT_SHOP_COLUMN_OPTION, option, strlen (option));
      g_hash_table_add (self->said, g_steal_pointer (&option));
    }
}

static void
add_row (VtShopColumns *self, VixBuilder *builder)
{
  guint column = (guint) vt_stmt_get_int (self->stmt, 1);
  const char *text = vt_stmt_get_text (self->stmt, 3);

  if (column <= VT_SHOP_COLUMN_PRICE)
    vix_builder_set_number (builder, column, vt_stmt_get_int (self->stmt, 2));
  else if (column == VT_SHOP_COLUMN_OPTION)
    add_options (self, builder, text);
  else
    vix_builder_add_value (builder, column, text, strlen (text));
}

static void
add_colour (VixBuilder *builder, VixColour colour)
{
  const char *name = vt_colour_name (colour);

  vix_builder_add_value (builder, VT_SHOP_COLUMN_COLOUR, name, strlen (name));
}

/**
 * vt_shop_columns_add_colours:
 * @builder: where a product was begun whose texts with colours are added
 * @shades: (nullable): what its photographs show
 *
 * Gives the product its colours to be filtered by.
 */
void
vt_shop_columns_add_colours (VixBuilder *builder, const VixShades *shades)
{
  guint32 named = vix_builder_get_colours (builder);
  VixColour seen[3];
  guint n = named == 0 && shades != NULL ? vix_shades_names (shades, seen, G_N_ELEMENTS (seen)) : 0;

  for (guint i = 0; i < VIX_N_COLOURS; i++)
    if ((named >> i & 1) != 0)
      add_colour (builder, (VixColour) i);
  for (guint i = 0; i < n; i++)
    add_colour (builder, seen[i]);
}

/**
 * vt_shop_columns_add:
 * @self: columns
 * @builder: where the product was begun
 * @product_id: the product; above that of the call before
 * @error: a #VtDbError
 *
 * Returns: whether the product has its values now
 */
gboolean
vt_shop_columns_add (VtShopColumns *self, VixBuilder *builder, gint64 product_id, GError **error)
{
  g_hash_table_remove_all (self->said);
  while (self->at_row && vt_stmt_get_int (self->stmt, 0) <= product_id)
    {
      if (vt_stmt_get_int (self->stmt, 0) == product_id)
        add_row (self, builder);
      if (!next (self, error))
        return FALSE;
    }

  return TRUE;
}
