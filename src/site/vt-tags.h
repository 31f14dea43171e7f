#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

gboolean vt_tags_are_used (VtDb *db);
char *vt_tags_to_json (VtDb *db);
char *vt_tags_policy (VtDb *db);

G_END_DECLS
