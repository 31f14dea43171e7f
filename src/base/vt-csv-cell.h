#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Written in a cell: take out what is there. An empty cell says nothing. */
#define VT_CSV_CLEAR "[]"

gboolean vt_csv_needs_defusing (const char *text);
char *vt_csv_defuse (const char *text);
const char *vt_csv_restore (const char *cell);
const char *vt_csv_restore_token (const char *cell);

G_END_DECLS
