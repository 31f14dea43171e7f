#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *vt_json_to_string (JsonNode *node, gboolean pretty);
JsonNode *vt_json_parse (const char *text, gssize length, gsize max_bytes, guint max_depth, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

gboolean vt_json_get_string (JsonObject *object, const char *name, const char **out, GError **error);
gboolean vt_json_get_int (JsonObject *object, const char *name, gint64 *out, GError **error);
gboolean vt_json_get_bool (JsonObject *object, const char *name, gboolean *out, GError **error);
gboolean vt_json_get_object (JsonObject *object, const char *name, JsonObject **out, GError **error);
gboolean vt_json_get_array (JsonObject *object, const char *name, JsonArray **out, GError **error);
gboolean vt_json_only_fields (JsonObject *object, const char *const *allowed, GError **error);

G_END_DECLS
