#pragma once

#include "app/products/vt-product-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  VT_TONE_NORMAL,
  VT_TONE_STRONG,
  VT_TONE_DIM,
  VT_TONE_STRUCK,
  VT_TONE_BADGE,
  VT_TONE_BADGE_GOOD,
  VT_TONE_BADGE_BAD,
  VT_TONE_WARNING,
  VT_TONE_BAD
} VtTone;

typedef enum
{
  VT_FOLD_NONE,
  VT_FOLD_CLOSED,
  VT_FOLD_OPEN,
  VT_FOLD_PART /* of what is unfolded */
} VtFold;

/* One cell of the products' list. It draws its text by itself and asks for it when it is drawn first, so that rows that
 * nobody sees are never read; it is as small as a widget can be, as there are thousands of them. While it is edited it
 * has an entry. Signal: ::edit-ended when the entry lost the focus. */
#define VT_TYPE_GRID_CELL (vt_grid_cell_get_type ())
G_DECLARE_FINAL_TYPE (VtGridCell, vt_grid_cell, VT, GRID_CELL, GtkWidget)

/* Shows the cell's item in the cell, by the functions below. */
typedef void (*VtGridCellFill) (VtGridCell *cell, gpointer data);

GtkWidget *vt_grid_cell_new (guint column, gboolean at_end, VtGridCellFill fill, gpointer data);
guint vt_grid_cell_get_column (VtGridCell *self);
VtProductItem *vt_grid_cell_get_item (VtGridCell *self);
void vt_grid_cell_set_item (VtGridCell *self, VtProductItem *item);
void vt_grid_cell_refill (VtGridCell *self);

void vt_grid_cell_show_text (VtGridCell *self, const char *text, const char *second, VtTone tone);
void vt_grid_cell_show_picture (VtGridCell *self, GdkTexture *texture, gboolean checked);
void vt_grid_cell_set_fold (VtGridCell *self, VtFold fold);
void vt_grid_cell_set_marked (VtGridCell *self, gboolean marked);
void vt_grid_cell_set_refused (VtGridCell *self, const char *reason);

gboolean vt_grid_cell_is_check (VtGridCell *self, double x);
gboolean vt_grid_cell_is_fold (VtGridCell *self, double x);

void vt_grid_cell_start_edit (VtGridCell *self, const char *text, gboolean select);
char *vt_grid_cell_end_edit (VtGridCell *self);
GtkEditable *vt_grid_cell_get_editable (VtGridCell *self);

G_END_DECLS
