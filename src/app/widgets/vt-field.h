#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of a boxed list in which one fact of the shop is written: its name above, and beneath it the reason when it
 * cannot be as it is written. Each change by the user is ::edited; what the shop holds comes by vt_field_show().
 *
 * Properties: "title" (of the row), "multiline" (construct only), "unit" (nullable), "placeholder" (nullable). */
#define VT_TYPE_FIELD (vt_field_get_type ())
G_DECLARE_FINAL_TYPE (VtField, vt_field, VT, FIELD, AdwPreferencesRow)

GtkWidget *vt_field_new (const char *title);
const char *vt_field_get_text (VtField *self);
void vt_field_set_unit (VtField *self, const char *unit);
void vt_field_set_placeholder (VtField *self, const char *placeholder);
void vt_field_show (VtField *self, const char *value);
void vt_field_forget (VtField *self);
void vt_field_set_note (VtField *self, const char *note);
void vt_field_set_patient (VtField *self, gboolean patient);
void vt_field_refuse (VtField *self, const char *reason);
void vt_field_judge (VtField *self, const char *reason);
void vt_field_write (VtField *self,
                     VtWorkspace *workspace,
                     const char *label,
                     const char *coalesce_key,
                     VtShopJob job,
                     gpointer data,
                     GDestroyNotify data_free);
void vt_field_add_prefix (VtField *self, GtkWidget *widget);
void vt_field_add_suffix (VtField *self, GtkWidget *widget);

G_END_DECLS
