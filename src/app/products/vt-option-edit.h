#pragma once

#include "app/products/vt-product-edits.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* Options of a product while they are being changed, then written as one step of undo. */
typedef struct _VtOptionEdit VtOptionEdit;

VtOptionEdit *vt_option_edit_new (VtProduct *product);
void vt_option_edit_add_option (VtOptionEdit *self, const char *name, const char *values);
void vt_option_edit_rename_option (VtOptionEdit *self, guint option, const char *name);
void vt_option_edit_move_option (VtOptionEdit *self, guint option, int by);
void vt_option_edit_remove_option (VtOptionEdit *self, guint option);
void vt_option_edit_add_values (VtOptionEdit *self, guint option, const char *values);
void vt_option_edit_rename_value (VtOptionEdit *self, guint option, guint value, const char *name);
void vt_option_edit_move_value (VtOptionEdit *self, guint option, guint value, int by);
void vt_option_edit_remove_value (VtOptionEdit *self, guint option, guint value);
void vt_option_edit_complete (VtOptionEdit *self);
void vt_option_edit_write (VtOptionEdit *self, VtWorkspace *workspace);

G_END_DECLS
