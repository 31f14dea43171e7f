#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What Google's documentation asks of each thing: fields that must be there, and of which sort they are. Returns: the
 * first rule that @node (one script element) breaks, to be freed; NULL when it keeps all of them. */
char *schema_rules_find_broken (JsonNode *node);

G_END_DECLS
