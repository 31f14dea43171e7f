/* Changes of a layout: layers added, removed, ordered, and where their boxes come to rest. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-layout-edit.h"

#include "brand/vt-layout-private.h"

#include <math.h>

/* Where a layer stands. */
typedef struct
{
  GPtrArray *siblings; /* (unowned) */
  guint place;
} Spot;

static void
collect (GPtrArray *layers, GPtrArray *found)
{
  for (guint i = 0; layers != NULL && i < layers->len; i++)
    {
      VtLayer *layer = g_ptr_array_index (layers, i);

      g_ptr_array_add (found, layer);
      collect (layer->layers, found);
    }
}

static gboolean
find_spot (GPtrArray *layers, guint *left, Spot *spot)
{
  for (guint i = 0; layers != NULL && i < layers->len; i++)
    {
      if (*left == 0)
        {
          *spot = (Spot){ layers, i };
          return TRUE;
        }
      (*left)--;
      if (find_spot (((VtLayer *) g_ptr_array_index (layers, i))->layers, left, spot))
        return TRUE;
    }

  return FALSE;
}

/**
 * vt_layout_copy:
 * @self: a layout
 *
 * Returns: (transfer full) (nullable): the same, to be changed; %NULL when it is larger than a layout may be
 */
VtLayout *
vt_layout_copy (const VtLayout *self)
{
  g_autofree char *json = vt_layout_to_json (self);
  VtLayout *copy = vt_layout_parse (self->id, json, -1, NULL);

  if (copy != NULL)
    copy->is_own = self->is_own;

  return copy;
}

/**
 * vt_layout_list_layers:
 * @self: a layout
 *
 * Returns: (transfer container) (element-type VtLayer): all layers, each column before what is in it
 */
GPtrArray *
vt_layout_list_layers (const VtLayout *self)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (self->layers, found);
  return found;
}

static gboolean
is_role (const VtPaint *paint, VtBrandColour role)
{
  return paint->kind == VT_PAINT_ROLE && paint->role == role;
}

/* A layer has all the fields; what its kind does not draw with does not count. */
static gboolean
layer_uses (const VtLayer *layer, VtBrandColour role)
{
  gboolean is_written = layer->kind == VT_LAYER_TEXT || layer->kind == VT_LAYER_PRICE || layer->kind == VT_LAYER_QR;

  return ((is_written || layer->kind == VT_LAYER_LOGO) && is_role (&layer->colour, role)) ||
         ((is_written || layer->kind == VT_LAYER_SHAPE) && is_role (&layer->fill, role)) ||
         (layer->kind == VT_LAYER_SHAPE && layer->stroke_width > 0 && is_role (&layer->stroke, role));
}

/**
 * vt_layout_uses:
 * @self: a layout
 * @role: a colour of the palette
 *
 * Returns: whether any of its layers is drawn with that colour
 */
gboolean
vt_layout_uses (const VtLayout *self, VtBrandColour role)
{
  g_autoptr (GPtrArray) layers = vt_layout_list_layers (self);

  for (guint i = 0; i < layers->len; i++)
    if (layer_uses (g_ptr_array_index (layers, i), role))
      return TRUE;

  return FALSE;
}

/**
 * vt_layout_index_of:
 * @self: a layout
 * @layer: one of its layers
 *
 * Returns: its index, %VT_LAYOUT_NO_LAYER when it is none of them
 */
guint
vt_layout_index_of (const VtLayout *self, const VtLayer *layer)
{
  g_autoptr (GPtrArray) layers = vt_layout_list_layers (self);
  guint index = 0;

  return g_ptr_array_find (layers, layer, &index) ? index : VT_LAYOUT_NO_LAYER;
}

/**
 * vt_layout_top_of:
 * @self: a layout
 * @index: of a layer
 *
 * Returns: the index of the layer that has its own place: itself, or the column that it is in
 */
guint
vt_layout_top_of (const VtLayout *self, guint index)
{
  guint top = VT_LAYOUT_NO_LAYER;

  for (guint i = 0; i < self->layers->len; i++)
    {
      guint first = vt_layout_index_of (self, g_ptr_array_index (self->layers, i));

      if (first <= index)
        top = first;
    }

  return top;
}

static VtLayer *
new_layer (const VtLayout *self, VtLayerKind kind)
{
  gboolean is_square = kind == VT_LAYER_QR || kind == VT_LAYER_SHAPE;
  double width = is_square ? MIN (self->safe.width, self->safe.height) / 4 : self->safe.width / 2;
  double height = is_square ? width : kind == VT_LAYER_PICTURE ? self->safe.height / 2 : self->safe.height / 6;
  VtLayer *layer = vt_layer_new ();

  layer->kind = kind;
  layer->box = (VtBox){ self->safe.x + (self->safe.width - width) / 2, self->safe.y + (self->safe.height - height) / 2,
                        width, height };
  layer->size = MIN (height / 2, self->height / 12);
  layer->valign = VT_ALIGN_CENTRE;
  if (kind == VT_LAYER_TEXT || kind == VT_LAYER_QR)
    {
      g_free (layer->text);
      layer->text = g_strdup (kind == VT_LAYER_QR ? "{url}" : "{title}");
    }
  if (kind == VT_LAYER_PICTURE && self->subject == VT_LAYOUT_OF_SHOP)
    {
      g_free (layer->source);
      layer->source = g_strdup ("hero");
    }
  if (kind == VT_LAYER_SHAPE || kind == VT_LAYER_QR)
    layer->fill =
        (VtPaint){ VT_PAINT_ROLE, kind == VT_LAYER_SHAPE ? VT_BRAND_PRIMARY : VT_BRAND_BACKGROUND, { 0, 0, 0 } };

  return layer;
}

/**
 * vt_layout_add_layer:
 * @self: a copy
 * @kind: what the layer shows
 *
 * Adds a layer above all others, in the middle of what is never cut off.
 *
 * Returns: its index, %VT_LAYOUT_NO_LAYER when there are %VT_LAYOUT_MAX_LAYERS already
 */
guint
vt_layout_add_layer (VtLayout *self, VtLayerKind kind)
{
  g_autoptr (GPtrArray) layers = vt_layout_list_layers (self);

  if (layers->len >= VT_LAYOUT_MAX_LAYERS)
    return VT_LAYOUT_NO_LAYER;

  g_ptr_array_add (self->layers, new_layer (self, kind));
  return layers->len;
}

/**
 * vt_layout_duplicate_layer:
 * @self: a copy
 * @index: of a layer
 *
 * Adds the same layer once more, above the first and a little to the side of it.
 *
 * Returns: its index, %VT_LAYOUT_NO_LAYER when there is no such layer or no room for more
 */
guint
vt_layout_duplicate_layer (VtLayout *self, guint index)
{
  g_autoptr (GPtrArray) layers = vt_layout_list_layers (self);
  g_autoptr (JsonObject) json = NULL;
  double step = MIN (self->width, self->height) / 40;
  VtLayer *copy = NULL;
  guint left = index, n_layers = layers->len;
  Spot spot = { NULL, 0 };

  if (!find_spot (self->layers, &left, &spot))
    return VT_LAYOUT_NO_LAYER;
  json = vt_layer_to_json (g_ptr_array_index (spot.siblings, spot.place));
  copy = vt_layer_parse (json, 0, &n_layers, NULL);
  if (copy == NULL)
    return VT_LAYOUT_NO_LAYER;

  copy->box.x += step;
  copy->box.y += step;
  g_ptr_array_insert (spot.siblings, (int) spot.place + 1, copy);
  return vt_layout_index_of (self, copy);
}

/**
 * vt_layout_remove_layer:
 * @self: a copy
 * @index: of a layer
 *
 * Removes a layer, a column with what is in it.
 *
 * Returns: whether there was one
 */
gboolean
vt_layout_remove_layer (VtLayout *self, guint index)
{
  guint left = index;
  Spot spot = { NULL, 0 };

  if (!find_spot (self->layers, &left, &spot))
    return FALSE;

  g_ptr_array_remove_index (spot.siblings, spot.place);
  return TRUE;
}

/**
 * vt_layout_can_move:
 * @self: a layout
 * @index: of a layer
 * @step: 1 up, -1 down
 *
 * Returns: whether there is a layer to change places with
 */
gboolean
vt_layout_can_move (const VtLayout *self, guint index, int step)
{
  guint left = index;
  Spot spot = { NULL, 0 };

  return find_spot (self->layers, &left, &spot) && (int) spot.place + step >= 0 &&
         (int) spot.place + step < (int) spot.siblings->len;
}

/**
 * vt_layout_move_layer:
 * @self: a copy
 * @index: of a layer
 * @step: 1: above the next; -1: below the one before
 *
 * Changes the order in which layers are drawn, or in which they stand in their column.
 *
 * Returns: its new index; @index when it is the last or the first
 */
guint
vt_layout_move_layer (VtLayout *self, guint index, int step)
{
  guint left = index;
  Spot spot = { NULL, 0 };
  gpointer layer;

  if (!vt_layout_can_move (self, index, step) || !find_spot (self->layers, &left, &spot))
    return index;

  layer = g_ptr_array_steal_index (spot.siblings, spot.place);
  g_ptr_array_insert (spot.siblings, (int) spot.place + step, layer);
  return vt_layout_index_of (self, layer);
}

/* Boxes --------------------------------------------------------------------------------------------------------- */

/* How far the nearest of @lines is from any of @points; NAN when all are further than @distance. */
static double
find_shift (const double *points, guint n_points, const double *lines, guint n_lines, double distance, double *line)
{
  double shift = NAN;

  *line = NAN;
  for (guint i = 0; i < n_points; i++)
    for (guint j = 0; j < n_lines; j++)
      if (fabs (lines[j] - points[i]) <= distance && (isnan (shift) || fabs (lines[j] - points[i]) < fabs (shift)))
        {
          shift = lines[j] - points[i];
          *line = lines[j];
        }

  return shift;
}

/* One direction of a box. */
static double
snap_along (double *start, double *size, const double lines[5], gboolean first, gboolean last, double distance)
{
  const double all[] = { *start, *start + *size / 2, *start + *size };
  const double *points = first ? &all[0] : last ? &all[2] : all;
  double line = NAN;
  double shift = find_shift (points, first || last ? 1 : 3, lines, 5, distance, &line);

  if (isnan (shift) || (first && shift >= *size) || (last && shift <= -*size))
    return NAN;
  if (first)
    *size -= shift;
  if (last)
    *size += shift;
  else
    *start += shift;

  return line;
}

/**
 * vt_layout_snap:
 * @self: a layout
 * @box: (inout): where a layer is being dragged
 * @edges: those that are dragged; none: the whole box
 * @distance: from how far it is drawn to a line, in the layout's unit
 *
 * Draws a box to the edges and the centre of the asset, and to what is never cut off.
 *
 * Returns: the lines that it came to rest on
 */
VtGuides
vt_layout_snap (const VtLayout *self, VtBox *box, VtEdges edges, double distance)
{
  const double x_lines[] = { 0, self->safe.x, self->width / 2, self->safe.x + self->safe.width, self->width };
  const double y_lines[] = { 0, self->safe.y, self->height / 2, self->safe.y + self->safe.height, self->height };
  VtGuides guides = { NAN, NAN };

  if (edges == VT_EDGE_NONE || (edges & (VT_EDGE_LEFT | VT_EDGE_RIGHT)) != 0)
    guides.x =
        snap_along (&box->x, &box->width, x_lines, (edges & VT_EDGE_LEFT) != 0, (edges & VT_EDGE_RIGHT) != 0, distance);
  if (edges == VT_EDGE_NONE || (edges & (VT_EDGE_TOP | VT_EDGE_BOTTOM)) != 0)
    guides.y = snap_along (&box->y, &box->height, y_lines, (edges & VT_EDGE_TOP) != 0, (edges & VT_EDGE_BOTTOM) != 0,
                           distance);

  return guides;
}

static double
align_along (double start, double room, double size, int align)
{
  return align == VT_ALIGN_START ? start : align == VT_ALIGN_CENTRE ? start + (room - size) / 2 : start + room - size;
}

/**
 * vt_layout_align:
 * @self: a layout
 * @box: (inout): of a layer
 * @horizontal: a #VtAlign, -1: as it is
 * @vertical: a #VtAlign, -1: as it is
 *
 * Puts a box at an edge or in the middle of what is never cut off.
 */
void
vt_layout_align (const VtLayout *self, VtBox *box, int horizontal, int vertical)
{
  if (horizontal >= 0)
    box->x = align_along (self->safe.x, self->safe.width, box->width, horizontal);
  if (vertical >= 0)
    box->y = align_along (self->safe.y, self->safe.height, box->height, vertical);
}

/**
 * vt_layout_hit:
 * @self: a layout
 * @x: in its unit
 * @y: in its unit
 * @is_drawn: (nullable): for each layer that is in no column, whether it is drawn now; %NULL: all are
 *
 * Returns: the index of the highest layer there, %VT_LAYOUT_NO_LAYER when there is none
 */
guint
vt_layout_hit (const VtLayout *self, double x, double y, const gboolean *is_drawn)
{
  for (guint i = self->layers->len; i > 0; i--)
    {
      const VtLayer *layer = g_ptr_array_index (self->layers, i - 1);
      const VtBox *box = &layer->box;

      if ((is_drawn == NULL || is_drawn[i - 1]) && x >= box->x && x <= box->x + box->width && y >= box->y &&
          y <= box->y + box->height)
        return vt_layout_index_of (self, layer);
    }

  return VT_LAYOUT_NO_LAYER;
}
