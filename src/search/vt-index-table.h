#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Documents as a table: rows of text with tabs between the cells, the first naming the columns. */
typedef struct
{
  const char *language; /* (nullable) BCP 47 */
  const char *weights;  /* (nullable) name:weight,… */
  guint n_documents;    /* (out) */
} VtIndexTable;

GBytes *vt_index_table_build (VtIndexTable *self, const char *path, GCancellable *cancellable, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
char *vt_index_table_read (const char *path, gsize *length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
