#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vt_postcode_normalise (const char *postcode);
gboolean vt_postcode_pattern_normalise (const char *pattern, char **normal);
gboolean vt_postcode_matches (const char *normal_postcode, const char *normal_pattern);
const char *vt_postcode_get_state (const char *country, const char *postcode);

G_END_DECLS
