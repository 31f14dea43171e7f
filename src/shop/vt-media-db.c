/* Tables `media` and `media_source`, and the files they name: media/ab/ab34….jpg holds the original whose SHA-256 is
 * ab34…. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-media.h"

#include "base/vt-clock.h"
#include "base/vt-hash.h"
#include "shop/vt-media-private.h"
#include "shop/vt-shop.h"
#include "shop/vt-snapshot.h"

#include <glib/gi18n-lib.h>

/* Texts in Markdown name their pictures as "media:" and the hash. Each step cuts a text behind the next "media:". */
#define PICTURES_IN_TEXTS                                                                                              \
  "WITH RECURSIVE piece (rest, sha256) AS ("                                                                           \
  "SELECT body_markdown, '' FROM catalogue.page UNION ALL SELECT body_markdown, '' FROM catalogue.post "               \
  "UNION ALL SELECT body, '' FROM catalogue.live_event UNION ALL SELECT value, '' FROM catalogue.translation "         \
  "WHERE (kind IN ('page', 'post') AND field = 'body_markdown') OR (kind = 'live_event' AND field = 'body') "          \
  "UNION ALL SELECT substr (rest, instr (rest, 'media:') + 6), substr (rest, instr (rest, 'media:') + 6, 64) "         \
  "FROM piece WHERE instr (rest, 'media:') > 0) SELECT sha256 FROM piece WHERE length (sha256) = 64"

/* A draft's picture tells of the draft. The file names are those of the merchant's computer. */
const char *const vt_media_public_copies[] = {
  "INSERT INTO catalogue.media (sha256, type, name, size, width, height, ground, credit, added_us) "
  "SELECT sha256, type, '', size, width, height, ground, credit, 0 FROM main.media WHERE sha256 IN ("
  "SELECT sha256 FROM catalogue.photo UNION SELECT sha256 FROM catalogue.collection "
  "UNION SELECT sha256 FROM catalogue.section UNION SELECT sha256 FROM catalogue.section_picture "
  "UNION SELECT sha256 FROM catalogue.popup "
  "UNION SELECT sha256 FROM catalogue.popup_variant "
  "UNION SELECT sha256 FROM catalogue.post UNION SELECT sha256 FROM catalogue.live_event "
  "UNION SELECT sha256 FROM (" PICTURES_IN_TEXTS ") "
  "UNION SELECT value FROM catalogue.brand_token WHERE name IN ('logo', 'logo.dark', 'logo.mono', 'logo.symbol')) ORDER BY sha256",
  NULL,
};

/**
 * vt_media_free:
 * @self: (nullable): a record
 */
void
vt_media_free (VtMedia *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  g_free (self->name);
  g_free (self->credit);
  g_free (self);
}

/**
 * vt_media_copy:
 * @self: a record
 *
 * Returns: (transfer full): the same once more
 */
VtMedia *
vt_media_copy (const VtMedia *self)
{
  VtMedia *copy = g_memdup2 (self, sizeof *self);

  copy->type = g_strdup (self->type);
  copy->name = g_strdup (self->name);
  copy->credit = g_strdup (self->credit);

  return copy;
}

/* Where the file with that content is, or would be. */
char *
vt_media_build_path (const char *shop_path, const char *sha256, const char *extension)
{
  char folder[3] = { sha256[0], sha256[1], '\0' };
  g_autofree char *name = g_strconcat (sha256, ".", extension, NULL);

  return g_build_filename (shop_path, "media", folder, name, NULL);
}

/**
 * vt_media_path:
 * @shop_path: (type filename): the shop's folder
 * @sha256: 64 hexadecimal digits
 *
 * Returns: (transfer full) (nullable) (type filename): the file with that content; %NULL when the shop has none
 */
char *
vt_media_path (const char *shop_path, const char *sha256)
{
  static const char *const extensions[] = { "jpg", "png", "webp", "avif", "gif", "svg" };

  if (!vt_sha256_is_valid (sha256))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      g_autofree char *path = vt_media_build_path (shop_path, sha256, extensions[i]);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }

  return NULL;
}

/**
 * vt_media_add:
 * @db: the connection of a #VtShopJob
 * @media: what was staged
 * @error: a #VtDbError
 *
 * Makes a staged file one of the shop's; one that is there already stays as it is.
 *
 * Returns: whether the shop has it now
 */
gboolean
vt_media_add (VtDb *db, const VtMedia *media, GError **error)
{
  return vt_db_run (db, error,
                    "INSERT INTO media (sha256, type, name, size, width, height, credit, added_us, ground) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (sha256) DO NOTHING",
                    "sssiiisii", media->sha256, media->type, media->name, media->size, (gint64) media->width,
                    (gint64) media->height, media->credit != NULL ? media->credit : "",
                    vt_clock_now_us (vt_clock_system ()), media->ground);
}

static VtMedia *
media_from_row (VtStmt *stmt)
{
  VtMedia *media = g_new0 (VtMedia, 1);

  g_strlcpy (media->sha256, vt_stmt_get_text (stmt, 0), sizeof media->sha256);
  media->type = vt_stmt_dup_text (stmt, 1);
  media->name = vt_stmt_dup_text (stmt, 2);
  media->size = vt_stmt_get_int (stmt, 3);
  media->width = (int) vt_stmt_get_int (stmt, 4);
  media->height = (int) vt_stmt_get_int (stmt, 5);
  media->credit = vt_stmt_dup_text (stmt, 6);
  media->ground = vt_stmt_get_int (stmt, 7);

  return media;
}

/**
 * vt_media_find:
 * @db: a connection
 * @sha256: 64 hexadecimal digits
 * @error: %VT_SHOP_ERROR_FAILED when the shop has no such file
 *
 * Returns: (transfer full) (nullable): its record
 */
VtMedia *
vt_media_find (VtDb *db, const char *sha256, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT sha256, type, name, size, width, height, credit, ground FROM media WHERE sha256 = ?1", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "s", sha256))
    return NULL;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("The shop has no picture “%s”"), sha256);
  if (step != VT_STEP_ROW)
    return NULL;

  return media_from_row (stmt);
}

/**
 * vt_media_list:
 * @db: a connection
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtMedia): all files of the shop, by name
 */
GPtrArray *
vt_media_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT sha256, type, name, size, width, height, credit, ground FROM media ORDER BY name, sha256", error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_media_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (all, media_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

/**
 * vt_media_source_find:
 * @db: a connection
 * @url: an address
 * @sha256: (out caller-allocates) (array fixed-size=65): what was downloaded from it the last time; "" when nothing was
 * @error: a #VtDbError
 *
 * Returns: whether it could be looked up
 */
gboolean
vt_media_source_find (VtDb *db, const char *url, char *sha256, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT sha256 FROM media_source WHERE url = ?1", error);
  VtStep step;

  *sha256 = '\0';
  if (stmt == NULL || !vt_stmt_bind (stmt, error, "s", url))
    return FALSE;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW && vt_sha256_is_valid (vt_stmt_get_text (stmt, 0)))
    g_strlcpy (sha256, vt_stmt_get_text (stmt, 0), VT_SHA256_LENGTH + 1);

  return step != VT_STEP_ERROR;
}

/**
 * vt_media_source_put:
 * @db: the connection of a #VtShopJob
 * @url: an address
 * @sha256: what was downloaded from it, and is in media/ now
 * @error: a #VtDbError
 *
 * Remembers that it need not be downloaded again.
 *
 * Returns: whether it is written down
 */
gboolean
vt_media_source_put (VtDb *db, const char *url, const char *sha256, GError **error)
{
  return vt_db_run (db, error,
                    "INSERT INTO media_source (url, sha256) VALUES (?1, ?2) "
                    "ON CONFLICT (url) DO UPDATE SET sha256 = excluded.sha256",
                    "ss", url, sha256);
}
