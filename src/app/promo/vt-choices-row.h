#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that opens a list of things to tick, and says in one line which of them are ticked. ::edited when the merchant
 * ticked another one or took a tick away. */
#define VT_TYPE_CHOICES_ROW (vt_choices_row_get_type ())
G_DECLARE_FINAL_TYPE (VtChoicesRow, vt_choices_row, VT, CHOICES_ROW, AdwExpanderRow)

GtkWidget *vt_choices_row_new (const char *title, const char *none);
void vt_choices_row_offer (VtChoicesRow *self, const char *const *ids, const char *const *names);
void vt_choices_row_show (VtChoicesRow *self, const char *const *ticked);
char **vt_choices_row_get (VtChoicesRow *self);
char *vt_choices_row_describe (VtChoicesRow *self);

G_END_DECLS
