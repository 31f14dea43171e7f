#pragma once

#include "app/vt-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  VT_FACT_TEXT,   /* one line */
  VT_FACT_MONEY,  /* an amount of the shop's currency; its value is minor units */
  VT_FACT_NUMBER, /* a whole number from 0 on */
  VT_FACT_TAGS    /* words with commas between; its value has them in order, each once */
} VtFactKind;

#define VT_TYPE_FACT_KIND (vt_fact_kind_get_type ())
GType vt_fact_kind_get_type (void);

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

G_END_DECLS
