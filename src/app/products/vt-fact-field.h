#pragma once

#include "app/products/vt-fact-value.h"

G_BEGIN_DECLS

/* A labelled entry of one fact of the shop. It tells of every key press that means something else than before, says
 * beneath why a text means nothing, and follows the shop without taking away what is being typed.
 *
 * Its value is text in one canonical form: "" for none, NULL for several different ones.
 *
 * Properties: label, kind, required, compact (no caption and no room for one). Signals: ::edited (value);
 * ::settled when no edit is on its way any more. */
#define VT_TYPE_FACT_FIELD (vt_fact_field_get_type ())
G_DECLARE_FINAL_TYPE (VtFactField, vt_fact_field, VT, FACT_FIELD, GtkBox)

void vt_fact_field_set_workspace (VtFactField *self, VtWorkspace *workspace);
void vt_fact_field_set_accessible_name (VtFactField *self, const char *name);
void vt_fact_field_reset (VtFactField *self, const char *value);
void vt_fact_field_follow (VtFactField *self, const char *value);
void vt_fact_field_flush (VtFactField *self);
void vt_fact_field_hold (VtFactField *self);
void vt_fact_field_release (VtFactField *self, gboolean accepted);
const char *vt_fact_field_get_text (VtFactField *self);
void vt_fact_field_set_advice (VtFactField *self, const char *advice);
GtkEntry *vt_fact_field_get_entry (VtFactField *self);

G_END_DECLS
