#pragma once

#include "catalogue/vt-collection-rule.h"

G_BEGIN_DECLS

/* The conditions of a collection as one text: "all: tag is Sale; price below 50.00". */
GPtrArray *vt_cli_rules_parse (const char *text, const char *currency, VtRulesMatch *match, GError **error);
char *vt_cli_rules_format (VtRulesMatch match, const GPtrArray *rules, const char *currency);

G_END_DECLS
