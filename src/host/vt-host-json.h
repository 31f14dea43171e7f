#pragma once

#include <json-glib/json-glib.h>

#include "host/vt-host-problem.h"

G_BEGIN_DECLS

JsonNode *vt_host_json_parse (GBytes *bytes, GError **error);
char *vt_host_json_to_text (JsonObject *object);

gboolean vt_host_json_check_fields (JsonObject *object, const char *const *known, GError **error);
gboolean vt_host_json_get_text (JsonObject *object,
                                const char *name,
                                gsize max_bytes,
                                gboolean required,
                                const char **out,
                                GError **error);
gboolean vt_host_json_get_int (JsonObject *object,
                               const char *name,
                               gint64 min,
                               gint64 max,
                               gboolean required,
                               gint64 *out,
                               GError **error);
JsonArray *vt_host_json_get_array (JsonObject *object, const char *name, guint max_length, GError **error);
JsonObject *vt_host_json_array_object (JsonArray *array, guint index, const char *name, GError **error);

G_END_DECLS
