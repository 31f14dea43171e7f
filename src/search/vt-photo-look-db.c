/* Table `media_look`: what each photograph of a product shows. It is a cache: a row that is missing is made again, and
 * none is journaled. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-photo-look.h"

#include "search/engine/vix-look-file.h"

#include <string.h>

/* Raised whenever the engine reads photographs otherwise: older rows are made again. */
#define VERSION 1

/* The photographs behind the first one show details, rooms, other sides; those of variants show the thing itself. */
#define TRUST_OTHERS 0.5f

static const char *const names[VIX_N_COLOURS] = {
  [VIX_COLOUR_BLACK] = "black",
  [VIX_COLOUR_WHITE] = "white",
  [VIX_COLOUR_GREY] = "grey",
  [VIX_COLOUR_SILVER] = "silver",
  [VIX_COLOUR_GOLD] = "gold",
  [VIX_COLOUR_BLUE] = "blue",
  [VIX_COLOUR_CYAN] = "cyan",
  [VIX_COLOUR_TURQUOISE] = "turquoise",
  [VIX_COLOUR_GREEN] = "green",
  [VIX_COLOUR_YELLOW] = "yellow",
  [VIX_COLOUR_ORANGE] = "orange",
  [VIX_COLOUR_RED] = "red",
  [VIX_COLOUR_PINK] = "pink",
  [VIX_COLOUR_MAGENTA] = "magenta",
  [VIX_COLOUR_PURPLE] = "purple",
  [VIX_COLOUR_BROWN] = "brown",
  [VIX_COLOUR_BEIGE] = "beige",
  [VIX_COLOUR_TRANSPARENT] = "transparent",
  [VIX_COLOUR_MULTICOLOUR] = "multicolour",
};

/**
 * vt_colour_name:
 * @colour: one of the engine's colours
 *
 * Returns: (transfer none): its English name in small letters, as vt_facet_word_find() knows it
 */
const char *
vt_colour_name (VixColour colour)
{
  return names[colour];
}

/**
 * vt_photo_look_list_missing:
 * @db: a shop's database
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type utf8): hashes of photographs of products that nobody has looked at
 */
GPtrArray *
vt_photo_look_list_missing (VtDb *db, GError **error)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (db,
                                           "SELECT DISTINCT sha256 FROM photo WHERE NOT EXISTS (SELECT 1 FROM "
                                           "media_look WHERE sha256 = photo.sha256 AND version = ?1)",
                                           error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, VERSION, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (missing, vt_stmt_dup_text (stmt, 0));

  return step == VT_STEP_DONE ? g_steal_pointer (&missing) : NULL;
}

/* "brown beige": the colours that a swatch is shown for. */
static char *
name_colours (const VixShades *shades)
{
  VixColour found[3];
  guint n = vix_shades_names (shades, found, G_N_ELEMENTS (found));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", names[found[i]]);

  return g_string_free (text, FALSE);
}

/**
 * vt_photo_look_put:
 * @db: the connection of a #VtShopJob
 * @sha256: the file's hash
 * @look: (nullable): what it shows; %NULL when it cannot be looked at, so that nobody tries again
 * @error: a #VtDbError
 *
 * Returns: whether it is kept
 */
gboolean
vt_photo_look_put (VtDb *db, const char *sha256, const VtPhotoLook *look, GError **error)
{
  guint8 bytes[VIX_SHADES_MAX * VIX_SHADE_SIZE] = { 0 };
  gsize size = look != NULL ? vix_shades_write (&look->shades, bytes) : 0;
  g_autoptr (GBytes) shades = g_bytes_new (bytes, size);
  g_autoptr (GBytes) parts = look != NULL ? g_bytes_new (look->look.parts, VIX_LOOK_SIZE) : g_bytes_new (NULL, 0);
  g_autofree char *colours = look != NULL ? name_colours (&look->shades) : g_strdup ("");

  return vt_db_run (db, error,
                    "INSERT OR REPLACE INTO media_look (sha256, version, colours, shades, look) "
                    "VALUES (?1, ?2, ?3, ?4, ?5)",
                    "sisbb", sha256, (gint64) VERSION, colours, shades, parts);
}

static VixShades *
find_shades (GHashTable *all, gint64 product_id)
{
  VixShades *shades = g_hash_table_lookup (all, &product_id);
  gint64 *key;

  if (shades != NULL)
    return shades;

  key = g_new (gint64, 1);
  *key = product_id;
  shades = g_new0 (VixShades, 1);
  g_hash_table_insert (all, key, shades);
  return shades;
}

/**
 * vt_photo_look_load_shades:
 * @db: a shop's database or a public catalogue
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type gint64 VixShades): what the photographs of each product show of it;
 * products without photographs are not in it
 */
GHashTable *
vt_photo_look_load_shades (VtDb *db, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT p.product_id, l.shades, p.position = (SELECT min (position) FROM photo "
                     "WHERE product_id = p.product_id) OR EXISTS (SELECT 1 FROM variant WHERE product_id = "
                     "p.product_id AND photo_id = p.id) FROM photo AS p JOIN media_look AS l ON l.sha256 = p.sha256 "
                     "WHERE length (l.shades) > 0 ORDER BY p.product_id, p.position, p.id",
                     error);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gsize size;
      const guint8 *bytes = vt_stmt_get_blob (stmt, 1, &size);
      VixShades shades;

      vix_shades_read (&shades, bytes, size);
      vix_shades_merge (find_shades (all, vt_stmt_get_int (stmt, 0)), &shades,
                        vt_stmt_get_int (stmt, 2) != 0 ? 1 : TRUST_OTHERS);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

/**
 * vt_looks_write:
 * @db: a shop's database or a public catalogue
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * The search by a picture needs nothing but this: see vix-look-file.h. Drafts are left out, and products whose time has
 * not come.
 *
 * Returns: (transfer full) (nullable): how the products' photographs look, each with the product's id
 */
GBytes *
vt_looks_write (VtDb *db, gint64 now_us, GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT p.product_id, l.look, product.publish_us FROM photo AS p JOIN media_look AS l ON "
                     "l.sha256 = p.sha256 JOIN product ON product.id = p.product_id "
                     "WHERE length (l.look) = ?1 AND product.status = 'active' "
                     "ORDER BY p.product_id, p.position, p.id LIMIT ?2",
                     error);
  guint8 head[VIX_LOOK_FILE_HEAD];
  guint32 n = 0;
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", (gint64) VIX_LOOK_SIZE, (gint64) VIX_LOOK_FILE_MAX))
    return NULL;

  g_byte_array_append (file, head, sizeof head);
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      guint8 entry[VIX_LOOK_FILE_ENTRY];
      gint64 publish_us = vt_stmt_get_int (stmt, 2);
      gsize size;
      const guint8 *look = vt_stmt_get_blob (stmt, 1, &size);

      if (publish_us != 0 && !vt_db_is_past (db, publish_us, now_us))
        continue;
      vix_look_file_write_entry (entry, (guint64) vt_stmt_get_int (stmt, 0), look);
      g_byte_array_append (file, entry, sizeof entry);
      n++;
    }
  if (step != VT_STEP_DONE)
    return NULL;

  vix_look_file_write_head (file->data, n);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}
