#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Rows of one table that one write added: all those whose first key column is in the range. */
typedef struct
{
  const char *table; /* interned */
  gint64 first;
  gint64 last;
  gint64 n_rows; /* how many there were when the write ended */
} VtAdded;

GArray *vt_added_new (void);
void vt_added_append (GArray *ranges, const char *table, gint64 first, gint64 last);
GArray *vt_added_measure (VtDb *db, GArray *ranges, GError **error);
gint64 vt_added_count (GArray *ranges);

char *vt_added_format (GArray *ranges);
GArray *vt_added_parse (const char *text);

gboolean vt_added_find_changed (VtDb *db, GArray *ranges, const char **table, GError **error);
GBytes *vt_added_take_out (VtDb *db, GArray *ranges, gsize max_size, GError **error);

G_END_DECLS
