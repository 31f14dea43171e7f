#pragma once

#include "brand/vt-layout.h"

G_BEGIN_DECLS

/* How deep columns may stand in columns. */
#define VT_LAYOUT_MAX_DEPTH 4

char *vt_layout_to_named_json (const VtLayout *self, const char *name);

VtLayer *vt_layer_new (void);
void vt_layer_free (VtLayer *self);
VtLayer *vt_layer_parse (JsonObject *object, guint depth, guint *n_layers, GError **error);
JsonObject *vt_layer_to_json (const VtLayer *self);
JsonArray *vt_box_to_json (const VtBox *box);
gboolean vt_box_parse (JsonObject *object, const char *name, VtBox *out, GError **error);

G_END_DECLS
