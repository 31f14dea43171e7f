#pragma once

#include "catalogue/vt-catalogue-public.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-stock.h"

/* A database in memory with the schema of a shop. */
static inline VtDb *
open_memory (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "src", "shop", "migrations", "0001-first.sql", NULL);
  g_autofree char *sql = NULL;
  VtDb *db;

  g_assert_true (g_file_get_contents (path, &sql, NULL, &error));
  db = vt_db_open (NULL, VT_DB_MEMORY, &error);
  g_assert_no_error (error);
  g_assert_true (vt_db_exec (db, sql, &error));

  return db;
}

static inline gint64
create_product (VtDb *db, const char *title)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  g_assert_true (vt_product_create (db, title, &id, &error));
  g_assert_no_error (error);

  return id;
}

static inline VtProduct *
load_product (VtDb *db, gint64 id)
{
  g_autoptr (GError) error = NULL;
  VtProduct *product = vt_product_load (db, id, &error);

  g_assert_no_error (error);

  return product;
}

/* Names of media have 64 digits; the number makes them differ. */
static inline char *
add_media (VtDb *db, guint number)
{
  g_autoptr (GError) error = NULL;
  char *sha256 = g_strdup_printf ("%064x", number);

  g_assert_true (vt_db_run (db, &error,
                            "INSERT INTO media (sha256, type, name, size, width, height, added_us) "
                            "VALUES (?1, 'image/jpeg', 'a.jpg', 10, 400, 300, 0)",
                            "s", sha256));

  return sha256;
}

static inline gint64
count_rows (VtDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_assert_cmpint (vt_db_get (db, &error, &n, sql, ""), ==, VT_STEP_ROW);

  return n;
}
