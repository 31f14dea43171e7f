/* Owner of the table brand_face. */
#include "brand/vt-brand-face.h"

#include "base/vt-hash.h"

#include <string.h>

#define KEY_CHARS 16
#define SUFFIX    ".woff2"

static const char *const kinds[] = { [VT_FONT_SANS] = "sans", [VT_FONT_SERIF] = "serif", [VT_FONT_MONO] = "mono" };

/* What a style sheet is made of is looked at again: a shop's folder may come from anywhere. */
static VtBrandFace *
read_face (VtStmt *stmt)
{
  const char *kind = vt_stmt_get_text (stmt, 1);
  const char *sha256 = vt_stmt_get_text (stmt, 14);
  g_autoptr (VtBrandFace) self =
      vt_brand_face_new (vt_stmt_get_text (stmt, 0), vt_stmt_get_text (stmt, 4), vt_stmt_get_text (stmt, 5));

  if (self == NULL || !vt_sha256_is_valid (sha256))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i], kind) == 0)
      self->kind = (VtFontKind) i;
  self->types = (guint) vt_stmt_get_int (stmt, 2);
  self->is_companion = vt_stmt_get_int (stmt, 3) != 0;
  self->weight_min = (int) CLAMP (vt_stmt_get_int (stmt, 6), 1, 1000);
  self->weight_max = (int) CLAMP (vt_stmt_get_int (stmt, 7), self->weight_min, 1000);
  self->metrics.width = (int) CLAMP (vt_stmt_get_int (stmt, 8), 0, 4000);
  self->metrics.digit = (int) CLAMP (vt_stmt_get_int (stmt, 9), 0, 4000);
  self->metrics.ascent = (int) CLAMP (vt_stmt_get_int (stmt, 10), 0, 4000);
  self->metrics.descent = (int) CLAMP (vt_stmt_get_int (stmt, 11), 0, 4000);
  self->metrics.gap = (int) CLAMP (vt_stmt_get_int (stmt, 12), 0, 4000);
  self->recipe = vt_stmt_dup_text (stmt, 13);
  g_strlcpy (self->sha256, sha256, sizeof self->sha256);
  return g_steal_pointer (&self);
}

/**
 * vt_brand_face_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtBrandFace) (nullable): the files that the shop's pages are set in, without
 * what stands in them
 */
GPtrArray *
vt_brand_face_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT family, kind, types, is_companion, script, ranges, weight_min, weight_max, width, digit, ascent, "
      "descent, gap, recipe, sha256 FROM brand_face ORDER BY position",
      error);
  g_autoptr (GPtrArray) faces = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_brand_face_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtBrandFace *face = read_face (stmt);

      if (face != NULL)
        g_ptr_array_add (faces, face);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&faces) : NULL;
}

static gboolean
is_same (const VtBrandFace *a, const VtBrandFace *b)
{
  return strcmp (a->family, b->family) == 0 && a->kind == b->kind && a->types == b->types &&
         a->is_companion == b->is_companion && strcmp (a->script, b->script) == 0 &&
         strcmp (a->ranges, b->ranges) == 0 && a->weight_min == b->weight_min && a->weight_max == b->weight_max &&
         memcmp (&a->metrics, &b->metrics, sizeof a->metrics) == 0 && strcmp (a->recipe, b->recipe) == 0 &&
         strcmp (a->sha256, b->sha256) == 0;
}

/**
 * vt_brand_face_are_stored:
 * @db: a connection of this thread
 * @faces: (element-type VtBrandFace): files
 * @same: (out): whether these and no others are in the shop
 * @error: a #VtDbError
 *
 * Returns: whether it could be found out
 */
gboolean
vt_brand_face_are_stored (VtDb *db, GPtrArray *faces, gboolean *same, GError **error)
{
  g_autoptr (GPtrArray) stored = vt_brand_face_list (db, error);

  if (stored == NULL)
    return FALSE;

  *same = stored->len == faces->len;
  for (guint i = 0; i < stored->len && *same; i++)
    *same = is_same (g_ptr_array_index (stored, i), g_ptr_array_index (faces, i));
  return TRUE;
}

static gboolean
store_one (VtDb *db, gint64 position, const VtBrandFace *face, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "INSERT INTO brand_face (position, family, kind, types, is_companion, script, ranges, weight_min, weight_max, width, digit, "
      "ascent, descent, gap, recipe, sha256, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
      "?15, ?16, ?17)",
      error);

  return stmt != NULL &&
         vt_stmt_bind (stmt, error, "issiissiiiiiiissb", position, face->family, kinds[face->kind],
                       (gint64) face->types, (gint64) face->is_companion, face->script, face->ranges,
                       (gint64) face->weight_min, (gint64) face->weight_max, (gint64) face->metrics.width,
                       (gint64) face->metrics.digit, (gint64) face->metrics.ascent, (gint64) face->metrics.descent,
                       (gint64) face->metrics.gap, face->recipe, face->sha256, face->bytes) &&
         vt_stmt_step (stmt, error) == VT_STEP_DONE;
}

/* Those that were read from the shop have no content with them. */
static gboolean
fill_bytes (VtDb *db, VtBrandFace *face, GError **error)
{
  g_autofree char *path = NULL;

  if (face->bytes != NULL)
    return TRUE;

  path = vt_brand_face_path (face);
  face->bytes = vt_brand_face_find (db, path, error);
  return face->bytes != NULL;
}

/**
 * vt_brand_face_store:
 * @db: the connection of a #VtShopJob
 * @faces: (element-type VtBrandFace): files; one without content has to be in the shop already
 * @error: a #VtDbError
 *
 * Makes these the files that the shop's pages are set in. They follow from the brand and the texts: no undo is needed.
 *
 * Returns: whether they are
 */
gboolean
vt_brand_face_store (VtDb *db, GPtrArray *faces, GError **error)
{
  for (guint i = 0; i < faces->len; i++)
    if (!fill_bytes (db, g_ptr_array_index (faces, i), error))
      return FALSE;
  if (!vt_db_run (db, error, "DELETE FROM brand_face", ""))
    return FALSE;
  for (guint i = 0; i < faces->len; i++)
    if (!store_one (db, (gint64) i, g_ptr_array_index (faces, i), error))
      return FALSE;

  return TRUE;
}

/**
 * vt_brand_face_find:
 * @db: a connection of this thread
 * @path: an address, as vt_brand_face_path() makes them
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the file; %NULL without an error when there is none
 */
GBytes *
vt_brand_face_find (VtDb *db, const char *path, GError **error)
{
  gsize prefix = strlen (VT_BRAND_FACE_FOLDER);
  g_autofree char *key = NULL;
  g_autoptr (VtStmt) stmt = NULL;
  gsize size = 0;
  gconstpointer data;

  if (!g_str_has_prefix (path, VT_BRAND_FACE_FOLDER) || strlen (path) != prefix + KEY_CHARS + strlen (SUFFIX) ||
      !g_str_has_suffix (path, SUFFIX))
    return NULL;

  key = g_strndup (path + prefix, KEY_CHARS);
  stmt = vt_db_prepare (db, "SELECT bytes FROM brand_face WHERE substr (sha256, 1, 16) = ?1 LIMIT 1", error);
  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, key, error) || vt_stmt_step (stmt, error) != VT_STEP_ROW)
    return NULL;

  data = vt_stmt_get_blob (stmt, 0, &size);
  return g_bytes_new (data, size);
}
