/* Table `media` and the files it names: media/ab/ab34….jpg holds the original whose SHA-256 is ab34…. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-media.h"

#include "base/vt-clock.h"
#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "base/vt-svg.h"
#include "base/vt-text.h"
#include "shop/vt-media-probe.h"
#include "shop/vt-shop.h"
#include "shop/vt-snapshot.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define NAME_MAX_CHARS 200

/* A draft's picture tells of the draft. The file names are those of the merchant's computer. */
const char *const vt_media_public_copies[] = {
  "INSERT INTO catalogue.media (sha256, type, name, size, width, height, credit, added_us) "
  "SELECT sha256, type, '', size, width, height, credit, 0 FROM main.media WHERE sha256 IN ("
  "SELECT sha256 FROM catalogue.photo UNION SELECT sha256 FROM catalogue.collection "
  "UNION SELECT sha256 FROM catalogue.home_section UNION SELECT sha256 FROM catalogue.popup "
  "UNION SELECT value FROM catalogue.brand_token WHERE name = 'logo') ORDER BY sha256",
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

static char *
build_path (const char *shop_path, const char *sha256, const char *extension)
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
      g_autofree char *path = build_path (shop_path, sha256, extensions[i]);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }

  return NULL;
}

/* The last part of a file name from anywhere, as text of one line. */
static char *
clean_name (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  g_autofree char *line = vt_text_single_line (valid);

  return vt_text_ellipsise (line, NAME_MAX_CHARS);
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_READ_ONLY,
               _ ("The picture cannot be kept in “%s”: %s. Check the permissions of the folder"), folder,
               g_strerror (errno));
  return FALSE;
}

/* A file that is there already is written again only when it does not hold what its name says. */
static gboolean
keep (const char *path, const char *sha256, GBytes *bytes, GError **error)
{
  g_autofree char *present = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? vt_sha256_file (path, NULL, NULL) : NULL;

  if (g_strcmp0 (present, sha256) == 0)
    return TRUE;

  return make_folder (path, error) && vt_file_write_atomic (path, bytes, error);
}

/* What is kept of a file: the file, or of a drawing what draws. */
static GBytes *
clean_content (GBytes *bytes, const VtMediaProbe *probe, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GError) reason = NULL;
  char *svg;

  if (!g_str_equal (probe->type, "image/svg+xml"))
    return g_bytes_ref (bytes);

  svg = vt_svg_sanitise (data, (gssize) size, &reason);
  if (svg != NULL)
    return g_bytes_new_take (svg, strlen (svg));

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
               _ ("is a drawing that cannot be used: %s. Save it as plain SVG in a drawing program"), reason->message);
  return NULL;
}

/**
 * vt_media_stage_bytes:
 * @shop_path: (type filename): the shop's folder
 * @bytes: a whole picture file, at most %VT_MEDIA_MAX_BYTES
 * @name: the file name it came with; only its last part is kept
 * @error: %VT_SHOP_ERROR_FAILED when it is no picture that browsers show, or a #GIOErrorEnum
 *
 * Puts an original into the shop's media folder, on any thread and without touching the database: a file that
 * vt_media_add() never names is merely left over. Of an SVG drawing what draws is kept; see vt_svg_sanitise().
 *
 * Returns: (transfer full) (nullable): its record for vt_media_add()
 */
VtMedia *
vt_media_stage_bytes (const char *shop_path, GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (VtMedia) media = g_new0 (VtMedia, 1);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  VtMediaProbe probe = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  media->name = clean_name (name);
  if (size > VT_MEDIA_MAX_BYTES)
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                   _ ("“%s” is larger than %d MiB. Make it smaller in a picture editor"), media->name,
                   VT_MEDIA_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  if (vt_media_probe (data, size, &probe, error))
    content = clean_content (bytes, &probe, error);
  if (content == NULL)
    {
      g_prefix_error (error, "“%s” ", media->name);
      return NULL;
    }

  sha256 = vt_sha256_bytes (content);
  path = build_path (shop_path, sha256, probe.extension);
  if (!keep (path, sha256, content, error))
    return NULL;

  g_strlcpy (media->sha256, sha256, sizeof media->sha256);
  media->type = g_strdup (probe.type);
  media->size = (gint64) g_bytes_get_size (content);
  media->width = probe.width;
  media->height = probe.height;
  media->credit = g_strdup ("");
  return g_steal_pointer (&media);
}

static gboolean
check_file (const char *file, GError **error)
{
  g_autofree char *name = g_filename_display_basename (file);
  GStatBuf status;

  if (g_stat (file, &status) != 0)
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("“%s” cannot be read: %s"), name, g_strerror (errno));
      return FALSE;
    }
  /* A pipe or a device would be waited for. */
  if (S_ISREG (status.st_mode))
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("“%s” is not a file. Choose a picture"), name);
  return FALSE;
}

/**
 * vt_media_stage_file:
 * @shop_path: (type filename): the shop's folder
 * @file: (type filename): a picture file, at most %VT_MEDIA_MAX_BYTES
 * @cancellable: (nullable): looked at before the file is read and before it is kept
 * @error: as for vt_media_stage_bytes()
 *
 * Copies a picture into the shop's media folder; see vt_media_stage_bytes().
 *
 * Returns: (transfer full) (nullable): its record for vt_media_add()
 */
VtMedia *
vt_media_stage_file (const char *shop_path, const char *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !check_file (file, error))
    return NULL;

  bytes = vt_file_read (file, VT_MEDIA_MAX_BYTES, error);
  if (bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return vt_media_stage_bytes (shop_path, bytes, file, error);
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
                    "INSERT INTO media (sha256, type, name, size, width, height, credit, added_us) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (sha256) DO NOTHING",
                    "sssiiisi", media->sha256, media->type, media->name, media->size, (gint64) media->width,
                    (gint64) media->height, media->credit != NULL ? media->credit : "",
                    vt_clock_now_us (vt_clock_system ()));
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
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT sha256, type, name, size, width, height, credit FROM media WHERE sha256 = ?1", error);
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
      db, "SELECT sha256, type, name, size, width, height, credit FROM media ORDER BY name, sha256", error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_media_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (all, media_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&all) : NULL;
}
