#pragma once

#include "shop/vt-shop.h"

#include <glib/gstdio.h>

/* A shop in a folder of its own with a clock that stands still, and jobs made of SQL. */
typedef struct
{
  char *folder; /* (owned) temporary */
  char *path;   /* (owned) the shop in it */
  VtShop *shop; /* (owned) (nullable) */
  gint64 now_us;
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);
void fixture_reopen (Fixture *self);

gboolean sql_job (VtDb *db, gpointer sql, GCancellable *cancellable, GError **error);
void fixture_write (Fixture *self, const char *label, const char *key, const char *sql);
gint64 read_int (VtDb *db, const char *sql);
char *dump_database (VtDb *db, gboolean with_journal);

#define fixture_add(path, func) g_test_add ((path), Fixture, NULL, fixture_set_up, (func), fixture_tear_down)
