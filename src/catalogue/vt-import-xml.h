#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VT_IMPORT_XML_MAX_BYTES (128 * 1024 * 1024)

gboolean vt_import_xml_is (const char *path);
GBytes *vt_import_xml_to_table (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
