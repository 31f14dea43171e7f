#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* "Vitr": what tells a shop's database from any other. */
#define VT_SCHEMA_APPLICATION_ID 0x56697472

VtDb *vt_schema_open_writer (const char *folder, GError **error);
VtDb *vt_schema_open_reader (const char *folder, GError **error);
VtDb *vt_schema_open_catalogue (const char *path, GError **error);
VtDb *vt_schema_open_empty (GError **error);
gint64 vt_schema_get_data_version (VtDb *reader);
gboolean vt_schema_create (const char *folder, GError **error);
gboolean vt_schema_check_folder (const char *folder, GError **error);
char *vt_schema_database_path (const char *folder);

G_END_DECLS
