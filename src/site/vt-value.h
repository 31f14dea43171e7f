#pragma once

#include "base/vt-arena.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a template may ask for: null, a boolean, a number, a text, a list or an object. A value lies in an arena with
 * all that is below it, is never freed alone, and is used by one thread at a time until nobody changes it any more.
 * Names of members are literals, or live as long as the value. */
typedef struct _VtValue VtValue;

VtValue *vt_value_null (void);
VtValue *vt_value_new_object (VtArena *arena);
VtValue *vt_value_new_array (VtArena *arena);
VtValue *vt_value_from_json (VtArena *arena, JsonNode *node);
VtValue *vt_value_copy (VtArena *arena, const VtValue *self);
VtArena *vt_value_get_arena (const VtValue *self);

/* Objects: a name that is there already gets the new value. */
void vt_value_set (VtValue *self, const char *name, VtValue *value);
void vt_value_set_null (VtValue *self, const char *name);
void vt_value_set_boolean (VtValue *self, const char *name, gboolean boolean);
void vt_value_set_int (VtValue *self, const char *name, gint64 integer);
void vt_value_set_string (VtValue *self, const char *name, const char *text);
void vt_value_take_string (VtValue *self, const char *name, char *text);
void vt_value_remove (VtValue *self, const char *name);

VtValue *vt_value_get (const VtValue *self, const char *name);
const char *vt_value_get_string (const VtValue *self, const char *name);
gint64 vt_value_get_int (const VtValue *self, const char *name);
gboolean vt_value_get_boolean (const VtValue *self, const char *name);
const char *vt_value_get_name (const VtValue *self, guint i);

/* Lists. */
void vt_value_add (VtValue *self, VtValue *value);
void vt_value_add_int (VtValue *self, gint64 integer);
void vt_value_add_string (VtValue *self, const char *text);

/* Of a list and of an object. */
guint vt_value_get_length (const VtValue *self);
VtValue *vt_value_get_at (const VtValue *self, guint i);

gboolean vt_value_is_object (const VtValue *self);
gboolean vt_value_is_array (const VtValue *self);
gboolean vt_value_is_true (const VtValue *self);
gboolean vt_value_is_same (const VtValue *a, const VtValue *b);
const char *vt_value_peek_string (const VtValue *self, gsize *length);
void vt_value_append_text (const VtValue *self, GString *out);

char *vt_value_to_json (const VtValue *self);
char *vt_value_to_script_json (const VtValue *self);

G_END_DECLS
