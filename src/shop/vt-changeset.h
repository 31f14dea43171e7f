#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One row that a changeset changes; its values are what vt_changeset_value_get_int() and the like read. */
typedef struct
{
  const char *table; /* interned */
  int op;            /* SQLITE_INSERT, SQLITE_UPDATE or SQLITE_DELETE */
  guint n_columns;
  const guint8 *ranks;   /* for each column its place in the primary key, from 1; 0: not part of it */
  const guint8 **before; /* (nullable elements) the values that were there; of an update the key and what changed */
  const guint8 **after;  /* (nullable elements) those that are there then; of an update what changed */
} VtChangesetRow;

typedef gboolean (*VtChangesetFunc) (const VtChangesetRow *row, gpointer data);

gboolean vt_changeset_is_sound (gconstpointer data, gsize size);
gboolean vt_changeset_foreach (GBytes *changeset, VtChangesetFunc func, gpointer data);
GBytes *vt_changeset_filter (GBytes *changeset, VtChangesetFunc keep, gpointer data);
GBytes *vt_changeset_without (GBytes *changeset, GArray *ranges);

const guint8 *vt_changeset_row_get (const VtChangesetRow *row, guint column);
gboolean vt_changeset_value_get_int (const guint8 *value, gint64 *number);
char *vt_changeset_value_dup_text (const guint8 *value);

G_END_DECLS
