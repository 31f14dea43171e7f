#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* One table as the schema describes it, for work that is the same for every table: its rows are named by ranges of the
 * first column of the primary key. */
typedef struct
{
  const char *name;  /* interned */
  const char *key;   /* (nullable) interned; first column of the primary key; NULL: not an integer */
  int key_column;    /* its number */
  gboolean is_plain; /* that column alone is the primary key */
  guint n_columns;
  const char **columns; /* (owned) their names, interned */
  guint8 *ranks;        /* (owned) for each column its place in the primary key, from 1; 0: not part of it */
} VtTable;

VtTable *vt_table_read (VtDb *db, const char *name, GError **error);
void vt_table_free (VtTable *self);
gboolean vt_table_refers_to (const VtTable *self, VtDb *db, const char *other, gboolean *refers, GError **error);

VtStmt *vt_table_select (const VtTable *self, VtDb *db, gint64 first, gint64 last, GError **error);
VtStmt *vt_table_find (const VtTable *self, VtDb *db, const char *column, gint64 value, GError **error);
int vt_table_find_column (const VtTable *self, const char *name);
gboolean vt_table_delete (const VtTable *self, VtDb *db, gint64 first, gint64 last, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTable, vt_table_free)

G_END_DECLS
