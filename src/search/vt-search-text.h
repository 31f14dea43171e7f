#pragma once

#include "search/vt-search-error.h"

G_BEGIN_DECLS

/* The longest query that can have rules, in characters. */
#define VT_SEARCH_QUERY_CHARS 100

char *vt_search_query_text (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *vt_search_query_key (const char *text);
char *vt_search_word_list (const char *text, guint at_least, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean vt_search_language_is_valid (const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
