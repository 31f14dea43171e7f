#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* One table as the schema describes it, for work that is the same for every table: its rows are named by ranges of the
 * first column of the primary key. */
typedef struct
{
  const char *name; /* interned */
  const char *key;  /* interned; first column of the primary key */
  int key_column;
  guint n_columns;
  guint8 *ranks; /* (owned) for each column its place in the primary key, from 1; 0: not part of it */
} VtTable;

VtTable *vt_table_read (VtDb *db, const char *name, GError **error);
void vt_table_free (VtTable *self);
gboolean vt_table_refers_to (const VtTable *self, VtDb *db, const char *other, gboolean *refers, GError **error);

VtStmt *vt_table_select (const VtTable *self, VtDb *db, gint64 first, gint64 last, GError **error);
gboolean vt_table_delete (const VtTable *self, VtDb *db, gint64 first, gint64 last, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTable, vt_table_free)

G_END_DECLS
