/* Opens and makes the database of a shop, table `sqlite_schema` and the pragmas that describe the file. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-schema.h"

#include "base/vt-file.h"
#include "shop/vt-shop-resources.h"
#include "shop/vt-shop.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* The number of the last file in migrations/. */
#define LAST_VERSION 1

char *
vt_schema_database_path (const char *folder)
{
  return g_build_filename (folder, "shop.db", NULL);
}

/* The SQL lives as long as the program: it is part of it. */
static const char *
find_migration (const char *name)
{
  g_autofree char *path = g_strconcat ("/app/vitrine/shop/migrations/", name, NULL);
  g_autoptr (GBytes) sql = g_resource_lookup_data (vt_shop_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (sql != NULL);
  return g_bytes_get_data (sql, NULL);
}

static gboolean
migrate (VtDb *db, GError **error)
{
  VtMigration steps[] = {
    { 1, find_migration ("0001-first.sql") },
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (steps) == LAST_VERSION);

  return vt_db_migrate (db, steps, G_N_ELEMENTS (steps), error);
}

/* The pragma takes no parameter; the number is VT_SCHEMA_APPLICATION_ID. */
static gboolean
mark (VtDb *db, GError **error)
{
  return vt_db_exec (db, "PRAGMA application_id = 0x56697472", error);
}

static gboolean
check_mark (VtDb *db, const char *path, GError **error)
{
  gint64 application_id = 0;
  gint64 n_tables = 0;

  if (vt_db_get (db, error, &application_id, "PRAGMA application_id", "") == VT_STEP_ERROR ||
      vt_db_get (db, error, &n_tables, "SELECT count(*) FROM sqlite_schema", "") == VT_STEP_ERROR)
    {
      g_prefix_error (error, _ ("“%s” cannot be read: "), path);
      return FALSE;
    }
  if (application_id == VT_SCHEMA_APPLICATION_ID && n_tables > 0)
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOT_A_SHOP,
               _ ("“%s” was not made by Vitrine. Choose a folder that Vitrine created"), path);
  return FALSE;
}

static gboolean
check_version (VtDb *db, const char *path, GError **error)
{
  gint64 version = 0;

  if (vt_db_get (db, error, &version, "PRAGMA user_version", "") == VT_STEP_ERROR)
    return FALSE;
  if (version == LAST_VERSION)
    return TRUE;

  if (version > LAST_VERSION)
    g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_TOO_NEW,
                 _ ("“%s” was made by a newer version of Vitrine (format %d, this program knows up to %d). Update "
                    "Vitrine to open it; nothing was changed"),
                 path, (int) version, LAST_VERSION);
  else
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                 _ ("“%s” was made by an older version of Vitrine. Open it once for writing to bring it up to date"),
                 path);
  return FALSE;
}

/* Tells a folder that is no shop from one whose database is broken. */
gboolean
vt_schema_check_folder (const char *folder, GError **error)
{
  g_autofree char *path = vt_schema_database_path (folder);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOT_A_SHOP,
                 _ ("There is no shop at “%s”. Check the name, or create a new shop there"), folder);
  else
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOT_A_SHOP,
                 _ ("“%s” is not a shop: there is no shop.db in it. Choose a folder that Vitrine created"), folder);
  return FALSE;
}

static gboolean
check_permissions (const char *folder, const char *path, GError **error)
{
  if (g_access (folder, W_OK) == 0 && g_access (path, W_OK) == 0)
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_READ_ONLY,
               _ ("“%s” cannot be changed: %s. Check the permissions of the folder, or copy it to a place that is "
                  "yours; it can still be opened for reading"),
               folder, g_strerror (errno));
  return FALSE;
}

/* The connection that writes, brought up to date. Whoever opens it holds the lock. */
VtDb *
vt_schema_open_writer (const char *folder, GError **error)
{
  g_autofree char *path = vt_schema_database_path (folder);
  g_autoptr (VtDb) db = NULL;

  if (!vt_schema_check_folder (folder, error) || !check_permissions (folder, path, error))
    return NULL;

  /* Only a shop is written to: the first look at the file changes nothing. */
  db = vt_schema_open_reader (folder, NULL);
  if (db == NULL)
    {
      g_autoptr (VtDb) old = vt_db_open (path, VT_DB_READ, error);

      if (old == NULL || !check_mark (old, path, error))
        return NULL;
    }
  g_clear_pointer (&db, vt_db_free);

  db = vt_db_open (path, VT_DB_WRITE, error);
  if (db == NULL || !migrate (db, error) || !check_version (db, path, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* A database in WAL mode wants files beside it even to be read. Where none can be made and none is left over from a
 * writer, nobody can be writing either, so that the file is read as it lies there. */
static VtDb *
open_readable (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  VtDb *db = vt_db_open (path, VT_DB_READ, &local_error);

  if (db != NULL)
    return db;
  if (g_error_matches (local_error, VT_DB_ERROR, VT_DB_ERROR_READ_ONLY) && !g_file_test (wal, G_FILE_TEST_EXISTS))
    return vt_db_open (path, VT_DB_IMMUTABLE, error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* A connection that only reads, while another may write. */
VtDb *
vt_schema_open_reader (const char *folder, GError **error)
{
  g_autofree char *path = vt_schema_database_path (folder);
  g_autoptr (VtDb) db = NULL;

  if (!vt_schema_check_folder (folder, error))
    return NULL;

  db = open_readable (path, error);
  if (db == NULL || !check_mark (db, path, error) || !check_version (db, path, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* Of a connection outside of any transaction: another number once anybody else has committed. Source: SQLite,
 * PRAGMA data_version. */
gint64
vt_schema_get_data_version (VtDb *reader)
{
  gint64 version = -1;

  vt_db_get (reader, NULL, &version, "PRAGMA data_version", "");
  return version;
}

/* The catalogue of a release: a file that nobody changes. */
VtDb *
vt_schema_open_catalogue (const char *path, GError **error)
{
  g_autoptr (VtDb) db = vt_db_open (path, VT_DB_IMMUTABLE, error);

  if (db == NULL || !check_mark (db, path, error) || !check_version (db, path, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* A database in memory with all tables and no rows. */
VtDb *
vt_schema_open_empty (GError **error)
{
  g_autoptr (VtDb) db = vt_db_open (NULL, VT_DB_MEMORY, error);

  if (db == NULL || !mark (db, error) || !migrate (db, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* Makes the database of a new shop inside @folder. */
gboolean
vt_schema_create (const char *folder, GError **error)
{
  g_autofree char *path = vt_schema_database_path (folder);
  g_autoptr (VtDb) db = vt_db_open (path, VT_DB_CREATE, error);

  return db != NULL && mark (db, error) && migrate (db, error);
}
