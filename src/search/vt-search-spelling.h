#pragma once

#include "search/engine/vix-query.h"

#include <glib.h>

G_BEGIN_DECLS

char *vt_search_spelling (const VixIndex *index, const VixResult *result, const char *word, gsize length);
char *vt_search_corrected_text (const VixIndex *index, const VixResult *result, const char *query);
char *vt_search_dropped_text (const VixResult *result, const char *query);

G_END_DECLS
