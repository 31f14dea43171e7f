#pragma once

#include "brand/vt-layout.h"

G_BEGIN_DECLS

/* Changes of a layout that nobody else has: a copy. Layers are counted as they stand in the file, each column before
 * what is in it. */
VtLayout *vt_layout_copy (const VtLayout *self);
GPtrArray *vt_layout_list_layers (const VtLayout *self);
gboolean vt_layout_uses (const VtLayout *self, VtBrandColour role);
guint vt_layout_top_of (const VtLayout *self, guint index);
guint vt_layout_index_of (const VtLayout *self, const VtLayer *layer);
gboolean vt_layout_can_move (const VtLayout *self, guint index, int step);

guint vt_layout_add_layer (VtLayout *self, VtLayerKind kind);
guint vt_layout_duplicate_layer (VtLayout *self, guint index);
gboolean vt_layout_remove_layer (VtLayout *self, guint index);
guint vt_layout_move_layer (VtLayout *self, guint index, int step);

/* Where a box that is being moved or made larger comes to rest. */
typedef enum
{
  VT_EDGE_NONE = 0, /* the whole box is moved */
  VT_EDGE_LEFT = 1 << 0,
  VT_EDGE_TOP = 1 << 1,
  VT_EDGE_RIGHT = 1 << 2,
  VT_EDGE_BOTTOM = 1 << 3
} VtEdges;

/* The lines that a box came to rest on; NAN where there is none. */
typedef struct
{
  double x, y;
} VtGuides;

VtGuides vt_layout_snap (const VtLayout *self, VtBox *box, VtEdges edges, double distance);
void vt_layout_align (const VtLayout *self, VtBox *box, int horizontal, int vertical);
guint vt_layout_hit (const VtLayout *self, double x, double y, const gboolean *is_drawn);

#define VT_LAYOUT_NO_LAYER G_MAXUINT

G_END_DECLS
