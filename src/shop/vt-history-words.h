#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people call tables, columns and values of the history. */
const char *vt_history_table_word (const char *table);
const char *vt_history_table_name_column (const char *table);
const char *vt_history_field_word (const char *table, const char *column);
char *vt_history_value_words (const char *table, const char *column, const char *value, const char *currency);

G_END_DECLS
