#pragma once

#include "app/products/vt-grid-cell.h"
#include "app/products/vt-product-columns.h"
#include "app/products/vt-product-grid.h"

G_BEGIN_DECLS

/* What was typed into a cell and is not in the shop. */
typedef struct
{
  char *text;
  char *reason;
} Refusal;

struct _VtProductGrid
{
  AdwBin parent_instance;

  VtWorkspace *workspace;        /* (owned) (nullable) */
  VtProductListModel *model;     /* (owned) (nullable) */
  VtProductSelection *selection; /* (owned) (nullable) */
  GtkColumnView *view;
  GtkColumnViewColumn *columns[VT_N_COLUMNS];
  GPtrArray *cells;     /* (owned) (element-type VtGridCell) unowned, those that exist */
  GHashTable *refusals; /* (owned) place → Refusal */
  GtkWidget *menu;      /* (owned) (nullable) a popover */
  int asked_column;     /* by whose sorter the view compared last; -1: none */
  gboolean ordering;

  VtGridCell *editing; /* (unowned) (nullable) */
  char *edit_before;   /* (owned) (nullable) */

  /* Where the cursor is, and the other corner of the block that is copied. */
  guint position;
  guint column;
  guint anchor_position;
  guint anchor_column;
  guint range_start; /* from where Shift chooses lines */
  guint refocus_source;
  guint arrive_tick;      /* waits until the line that the cursor goes to is there */
  guint arrive_frames;    /* how many it has waited for it */
  GtkWidget *arrive_from; /* (unowned) what had the keyboard then, only compared */
  guint fit_source;
};

char *vt_product_grid_place_of (const VtGridKey *key, int field);
void vt_product_grid_refill_all (VtProductGrid *self);
gboolean vt_product_grid_is_shown (VtProductGrid *self, guint column);
guint vt_product_grid_column_beside (VtProductGrid *self, guint column, int by);
guint vt_product_grid_n_lines (VtProductGrid *self);
gboolean vt_product_grid_position_of (VtProductGrid *self, VtProductItem *item, guint *position);
VtGridCell *vt_product_grid_find_cell (VtProductGrid *self, guint position, guint column);
VtProductItem *vt_product_grid_item_at (VtProductGrid *self, guint position);
gboolean vt_product_grid_has_block (VtProductGrid *self);
void vt_product_grid_move_to (VtProductGrid *self, guint position, guint column, gboolean extend);
void vt_product_grid_move_down (VtProductGrid *self, int by, gboolean extend);
guint vt_product_grid_page_size (VtProductGrid *self);
void vt_product_grid_submit_one (VtProductGrid *self, const VtGridRow *row, guint column, const char *text);
void vt_product_grid_end_edit (VtProductGrid *self, gboolean keep);
void vt_product_grid_open_menu (VtProductGrid *self, VtGridCell *cell, GMenuModel *model);
void vt_product_grid_close_menu (VtProductGrid *self);
void vt_product_grid_start_edit (VtProductGrid *self, VtGridCell *cell, const char *typed);
void vt_product_grid_copy (VtProductGrid *self);
void vt_product_grid_paste (VtProductGrid *self);
void vt_product_grid_open_at (VtProductGrid *self, guint position);
gboolean vt_product_grid_key_cb (VtProductGrid *self, guint key, guint code, GdkModifierType state);
void vt_product_grid_pressed_cb (VtProductGrid *self, int n_press, double x, double y, GtkGestureClick *gesture);

G_END_DECLS
