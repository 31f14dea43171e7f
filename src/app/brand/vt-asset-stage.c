#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-stage.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEAST  120
#define HANDLE 9 /* the side of a handle, pixels */
#define REACH  8 /* from how far a handle is taken, and a box drawn to a line, pixels */

struct _VtAssetStage
{
  GtkWidget parent_instance;

  VtAssetDraft *draft; /* (owned) */
  GdkTexture *texture; /* (owned) (nullable) */
  gboolean *drawn;     /* (owned) (nullable) for each layer in no column, whether it is drawn now */
  gboolean safe_shown;
  gboolean editable;

  gboolean dragging;
  gboolean moved;  /* since the drag began */
  VtEdges edges;   /* what is dragged; none: the whole box */
  VtBox start;     /* as it was */
  VtBox box;       /* as it is dragged to */
  VtGuides guides; /* the lines that it came to rest on */
};

enum
{
  DRAGGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtAssetStage, vt_asset_stage, GTK_TYPE_WIDGET)

/* Places ---------------------------------------------------------------------------------------------------------- */

/* Where the asset is within the widget, and pixels of the widget to the layout's unit; 0: nowhere. */
static double
place (VtAssetStage *self, graphene_rect_t *out)
{
  const VtLayout *layout = self->draft != NULL ? vt_asset_draft_get_layout (self->draft) : NULL;
  double room_width = gtk_widget_get_width (GTK_WIDGET (self));
  double room_height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale;

  if (layout == NULL)
    return 0;

  scale = MIN (room_width / layout->width, room_height / layout->height);
  *out = GRAPHENE_RECT_INIT ((float) ((room_width - layout->width * scale) / 2),
                             (float) ((room_height - layout->height * scale) / 2), (float) (layout->width * scale),
                             (float) (layout->height * scale));
  return scale;
}

static graphene_rect_t
to_widget (const VtBox *box, const graphene_rect_t *whole, double scale)
{
  return GRAPHENE_RECT_INIT ((float) (whole->origin.x + box->x * scale), (float) (whole->origin.y + box->y * scale),
                             (float) (box->width * scale), (float) (box->height * scale));
}

/* The edges that a handle drags: corners and the middles of the sides. */
static const VtEdges handles[] = {
  VT_EDGE_LEFT | VT_EDGE_TOP,     VT_EDGE_TOP,    VT_EDGE_RIGHT | VT_EDGE_TOP,   VT_EDGE_RIGHT,
  VT_EDGE_RIGHT | VT_EDGE_BOTTOM, VT_EDGE_BOTTOM, VT_EDGE_LEFT | VT_EDGE_BOTTOM, VT_EDGE_LEFT,
};

static graphene_point_t
handle_point (const graphene_rect_t *box, VtEdges edges)
{
  float x = (edges & VT_EDGE_LEFT) != 0 ? 0 : (edges & VT_EDGE_RIGHT) != 0 ? 1 : 0.5f;
  float y = (edges & VT_EDGE_TOP) != 0 ? 0 : (edges & VT_EDGE_BOTTOM) != 0 ? 1 : 0.5f;

  return GRAPHENE_POINT_INIT (box->origin.x + x * box->size.width, box->origin.y + y * box->size.height);
}

static VtEdges
find_handle (const graphene_rect_t *box, double x, double y)
{
  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      graphene_point_t at = handle_point (box, handles[i]);

      if (fabs (at.x - x) <= REACH && fabs (at.y - y) <= REACH)
        return handles[i];
    }

  return VT_EDGE_NONE;
}

static const VtBox *
chosen_box (VtAssetStage *self)
{
  const VtLayer *placed = self->editable ? vt_asset_draft_get_placed (self->draft) : NULL;

  return self->dragging ? &self->box : placed != NULL ? &placed->box : NULL;
}

/* Drawing --------------------------------------------------------------------------------------------------------- */

static void
snapshot_safe_area (const VtLayout *layout, GtkSnapshot *snapshot, const graphene_rect_t *whole, double scale)
{
  static const double dashes[] = { 6, 4 };
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, whole);
  graphene_rect_t safe = to_widget (&layout->safe, whole, scale);

  /* Dark on light and light on dark: it is seen on every picture. */
  for (int i = 0; i < 2; i++)
    {
      cairo_set_source_rgba (cr, i, i, i, 0.8);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), i * dashes[0]);
      cairo_set_line_width (cr, 2);
      cairo_rectangle (cr, safe.origin.x, safe.origin.y, safe.size.width, safe.size.height);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
append_frame (GtkSnapshot *snapshot, const graphene_rect_t *box, const GdkRGBA *colour, float width)
{
  const GdkRGBA colours[] = { *colour, *colour, *colour, *colour };
  const float widths[] = { width, width, width, width };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, box, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

static void
snapshot_chosen (VtAssetStage *self, GtkSnapshot *snapshot, const graphene_rect_t *whole, double scale)
{
  static const GdkRGBA light = { 1, 1, 1, 1 }, ink = { 0.1f, 0.37f, 0.71f, 1 };
  graphene_rect_t box = to_widget (chosen_box (self), whole, scale);
  graphene_rect_t around = box;

  graphene_rect_inset (&around, -1, -1);
  append_frame (snapshot, &around, &light, 3);
  append_frame (snapshot, &box, &ink, 1);
  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      graphene_point_t at = handle_point (&box, handles[i]);
      graphene_rect_t handle = GRAPHENE_RECT_INIT (at.x - HANDLE / 2.f, at.y - HANDLE / 2.f, HANDLE, HANDLE);

      gtk_snapshot_append_color (snapshot, &ink, &handle);
      graphene_rect_inset (&handle, 1.5f, 1.5f);
      gtk_snapshot_append_color (snapshot, &light, &handle);
    }
}

static void
snapshot_guides (VtAssetStage *self, GtkSnapshot *snapshot, const graphene_rect_t *whole, double scale)
{
  static const GdkRGBA colour = { 0.85f, 0.1f, 0.45f, 1 };
  float x = (float) (whole->origin.x + self->guides.x * scale);
  float y = (float) (whole->origin.y + self->guides.y * scale);

  if (!isnan (self->guides.x))
    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT (x - 0.5f, whole->origin.y, 1, whole->size.height));
  if (!isnan (self->guides.y))
    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT (whole->origin.x, y - 0.5f, whole->size.width, 1));
}

static void
vt_asset_stage_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  /* A pale asset ends somewhere on a pale window too. */
  static const GdkRGBA edge = { 0.5f, 0.5f, 0.5f, 0.3f };
  VtAssetStage *self = VT_ASSET_STAGE (widget);
  graphene_rect_t whole;
  double scale = place (self, &whole);

  if (scale <= 0 || self->texture == NULL)
    return;

  gtk_snapshot_append_texture (snapshot, self->texture, &whole);
  append_frame (snapshot, &whole, &edge, 1);
  if (self->safe_shown)
    snapshot_safe_area (vt_asset_draft_get_layout (self->draft), snapshot, &whole, scale);
  if (chosen_box (self) != NULL)
    snapshot_chosen (self, snapshot, &whole, scale);
  if (self->dragging)
    snapshot_guides (self, snapshot, &whole, scale);
}

static void
vt_asset_stage_measure (G_GNUC_UNUSED GtkWidget *widget,
                        G_GNUC_UNUSED GtkOrientation orientation,
                        G_GNUC_UNUSED int for_size,
                        int *minimum,
                        int *natural,
                        G_GNUC_UNUSED int *minimum_baseline,
                        G_GNUC_UNUSED int *natural_baseline)
{
  *minimum = LEAST;
  *natural = LEAST * 4;
}

/* Dragging -------------------------------------------------------------------------------------------------------- */

/* Grounds are chosen, but not dragged by who wants to drag something on them. */
static gboolean
is_ground (const VtLayout *layout, const VtLayer *layer)
{
  return layer->box.x <= 0 && layer->box.y <= 0 && layer->box.x + layer->box.width >= layout->width &&
         layer->box.y + layer->box.height >= layout->height;
}

static void
drag_begin_cb (VtAssetStage *self, double x, double y, GtkGesture *gesture)
{
  const VtBox *box = chosen_box (self);
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);
  guint before = vt_asset_draft_get_chosen (self->draft);
  graphene_rect_t whole, placed_at;
  double scale = place (self, &whole);
  const VtLayer *placed;

  if (!self->editable || scale <= 0)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (box != NULL)
    placed_at = to_widget (box, &whole, scale);
  self->edges = box != NULL ? find_handle (&placed_at, x, y) : VT_EDGE_NONE;
  if (self->edges == VT_EDGE_NONE)
    {
      guint hit = vt_layout_hit (layout, (x - whole.origin.x) / scale, (y - whole.origin.y) / scale, self->drawn);

      /* A press within the chosen column keeps what is chosen in it. */
      if (hit == VT_LAYOUT_NO_LAYER || before == VT_LAYOUT_NO_LAYER || vt_layout_top_of (layout, before) != hit)
        vt_asset_draft_choose (self->draft, hit);
    }
  placed = vt_asset_draft_get_placed (self->draft);
  if (placed == NULL ||
      (self->edges == VT_EDGE_NONE && is_ground (layout, placed) && before != vt_asset_draft_get_chosen (self->draft)))
    return;

  self->dragging = TRUE;
  self->moved = FALSE;
  self->start = self->box = placed->box;
  self->guides = (VtGuides){ NAN, NAN };
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static VtBox
dragged_to (const VtBox *start, VtEdges edges, double dx, double dy, double least)
{
  VtBox box = *start;

  if (edges == VT_EDGE_NONE)
    return (VtBox){ start->x + dx, start->y + dy, start->width, start->height };
  if ((edges & VT_EDGE_LEFT) != 0)
    {
      dx = MIN (dx, start->width - least);
      box.x += dx;
      box.width -= dx;
    }
  if ((edges & VT_EDGE_RIGHT) != 0)
    box.width = MAX (least, box.width + dx);
  if ((edges & VT_EDGE_TOP) != 0)
    {
      dy = MIN (dy, start->height - least);
      box.y += dy;
      box.height -= dy;
    }
  if ((edges & VT_EDGE_BOTTOM) != 0)
    box.height = MAX (least, box.height + dy);

  return box;
}

/* To whole pixels, or tenths of a millimetre. */
static void
round_box (const VtLayout *layout, VtBox *box)
{
  double unit = layout->unit == VT_LAYOUT_MILLIMETRES ? 10 : 1;

  box->x = CLAMP (round (box->x * unit) / unit, -VT_LAYOUT_MAX_SIZE, VT_LAYOUT_MAX_SIZE);
  box->y = CLAMP (round (box->y * unit) / unit, -VT_LAYOUT_MAX_SIZE, VT_LAYOUT_MAX_SIZE);
  box->width = CLAMP (round (box->width * unit) / unit, 1 / unit, VT_LAYOUT_MAX_SIZE);
  box->height = CLAMP (round (box->height * unit) / unit, 1 / unit, VT_LAYOUT_MAX_SIZE);
}

static void
drag_update_cb (VtAssetStage *self, double dx, double dy, GtkGesture *gesture)
{
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  graphene_rect_t whole;
  double scale = place (self, &whole);

  if (!self->dragging || scale <= 0 || (!self->moved && hypot (dx, dy) < 3))
    return;

  self->moved = TRUE;
  self->box = dragged_to (&self->start, self->edges, dx / scale, dy / scale, 4 / scale);
  self->guides = (VtGuides){ NAN, NAN };
  round_box (layout, &self->box);
  /* With Control nothing holds it. */
  if ((state & GDK_CONTROL_MASK) == 0)
    self->guides = vt_layout_snap (layout, &self->box, self->edges, REACH / scale);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[DRAGGED], 0);
}

static void
drag_end_cb (VtAssetStage *self)
{
  gboolean was_dragging = self->dragging;

  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (was_dragging && self->moved)
    vt_asset_draft_place (self->draft, &self->box, FALSE);
}

static void
cancel_cb (VtAssetStage *self)
{
  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[DRAGGED], 0);
}

static const char *
cursor_of (VtEdges edges)
{
  switch ((int) edges)
    {
    case VT_EDGE_LEFT | VT_EDGE_TOP:
    case VT_EDGE_RIGHT | VT_EDGE_BOTTOM:
      return "nwse-resize";
    case VT_EDGE_RIGHT | VT_EDGE_TOP:
    case VT_EDGE_LEFT | VT_EDGE_BOTTOM:
      return "nesw-resize";
    case VT_EDGE_LEFT:
    case VT_EDGE_RIGHT:
      return "ew-resize";
    case VT_EDGE_TOP:
    case VT_EDGE_BOTTOM:
      return "ns-resize";
    default:
      return NULL;
    }
}

static void
motion_cb (VtAssetStage *self, double x, double y)
{
  const VtBox *box = chosen_box (self);
  graphene_rect_t whole, at;
  double scale = box != NULL && !self->dragging ? place (self, &whole) : 0;

  if (scale <= 0)
    return;

  at = to_widget (box, &whole, scale);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor_of (find_handle (&at, x, y)));
}

/* Keys ------------------------------------------------------------------------------------------------------------ */

static gboolean
move_by_key (GtkWidget *widget, GVariant *arguments, G_GNUC_UNUSED gpointer data)
{
  VtAssetStage *self = VT_ASSET_STAGE (widget);
  const VtLayer *placed = self->editable ? vt_asset_draft_get_placed (self->draft) : NULL;
  int dx = 0, dy = 0;
  double unit;
  VtBox box;

  if (placed == NULL)
    return FALSE;

  g_variant_get (arguments, "(ii)", &dx, &dy);
  unit = vt_asset_draft_get_layout (self->draft)->unit == VT_LAYOUT_MILLIMETRES ? 0.1 : 1;
  box = placed->box;
  box.x += dx * unit;
  box.y += dy * unit;
  round_box (vt_asset_draft_get_layout (self->draft), &box);
  vt_asset_draft_place (self->draft, &box, TRUE);
  return TRUE;
}

static gboolean
remove_by_key (GtkWidget *widget, G_GNUC_UNUSED GVariant *arguments, G_GNUC_UNUSED gpointer data)
{
  VtAssetStage *self = VT_ASSET_STAGE (widget);

  if (!self->editable || vt_asset_draft_get_layer (self->draft) == NULL)
    return FALSE;

  vt_asset_draft_remove (self->draft);
  return TRUE;
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    int dx, dy;
  } arrows[] = { { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (widget_class, arrows[i].key, 0, move_by_key, "(ii)", arrows[i].dx, arrows[i].dy);
      gtk_widget_class_add_binding (widget_class, arrows[i].key, GDK_SHIFT_MASK, move_by_key, "(ii)", 10 * arrows[i].dx,
                                    10 * arrows[i].dy);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_by_key, NULL);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

/* What is chosen and where it is, for who cannot see it. */
static void
describe (VtAssetStage *self)
{
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);
  const VtLayer *layer = self->editable ? vt_asset_draft_get_layer (self->draft) : NULL;
  const VtLayer *placed = self->editable ? vt_asset_draft_get_placed (self->draft) : NULL;
  g_autofree char *name = layer != NULL ? vt_asset_draft_name_layer (layer) : NULL;
  g_autofree char *words = NULL;

  if (layer != NULL)
    words = g_strdup_printf (_ ("%s: %g from the left, %g from the top, %g × %g"), name, placed->box.x, placed->box.y,
                             placed->box.width, placed->box.height);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  layout != NULL ? layout->name : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words != NULL ? words : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
vt_asset_stage_dispose (GObject *object)
{
  VtAssetStage *self = VT_ASSET_STAGE (object);

  g_clear_object (&self->texture);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (vt_asset_stage_parent_class)->dispose (object);
}

static void
vt_asset_stage_finalize (GObject *object)
{
  g_free (VT_ASSET_STAGE (object)->drawn);

  G_OBJECT_CLASS (vt_asset_stage_parent_class)->finalize (object);
}

static void
vt_asset_stage_class_init (VtAssetStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_asset_stage_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_asset_stage_finalize;
  signals[DRAGGED] =
      g_signal_new ("dragged", VT_TYPE_ASSET_STAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  widget_class->snapshot = vt_asset_stage_snapshot;
  widget_class->measure = vt_asset_stage_measure;
  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "asset-stage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vt_asset_stage_init (VtAssetStage *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

/**
 * vt_asset_stage_set_draft:
 * @self: a new stage
 * @draft: what it shows and changes
 */
void
vt_asset_stage_set_draft (VtAssetStage *self, VtAssetDraft *draft)
{
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (describe), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "chosen", G_CALLBACK (describe), self, G_CONNECT_SWAPPED);
}

/**
 * vt_asset_stage_set_editable:
 * @self: a stage with a draft
 * @editable: whether layers can be chosen and moved
 */
void
vt_asset_stage_set_editable (VtAssetStage *self, gboolean editable)
{
  self->editable = editable;
  gtk_widget_set_focusable (GTK_WIDGET (self), editable);
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  describe (self);
}

/**
 * vt_asset_stage_show:
 * @self: a stage with a draft
 * @texture: the asset as it is now
 */
void
vt_asset_stage_show (VtAssetStage *self, GdkTexture *texture)
{
  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * vt_asset_stage_set_drawn:
 * @self: a stage
 * @drawn: (transfer full) (nullable): of vt_asset_list_drawn(): what is not drawn cannot be taken
 */
void
vt_asset_stage_set_drawn (VtAssetStage *self, gboolean *drawn)
{
  g_free (self->drawn);
  self->drawn = drawn;
}

/**
 * vt_asset_stage_set_safe_shown:
 * @self: a stage
 * @shown: whether the area that no device or knife cuts off is outlined
 */
void
vt_asset_stage_set_safe_shown (VtAssetStage *self, gboolean shown)
{
  self->safe_shown = shown;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * vt_asset_stage_get_dragged:
 * @self: a stage with a draft
 *
 * Returns: (transfer full) (nullable): the layout with the layer where it is being dragged; %NULL while none is
 */
VtLayout *
vt_asset_stage_get_dragged (VtAssetStage *self)
{
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);
  guint chosen = vt_asset_draft_get_chosen (self->draft);
  g_autoptr (VtLayout) copy = self->dragging && layout != NULL ? vt_layout_copy (layout) : NULL;
  g_autoptr (GPtrArray) layers = copy != NULL ? vt_layout_list_layers (copy) : NULL;
  guint top = layers != NULL && chosen < layers->len ? vt_layout_top_of (copy, chosen) : VT_LAYOUT_NO_LAYER;

  if (top == VT_LAYOUT_NO_LAYER)
    return NULL;

  ((VtLayer *) g_ptr_array_index (layers, top))->box = self->box;
  return g_steal_pointer (&copy);
}
