#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-crop-area.h"

#include <glib/gi18n.h>
#include <math.h>

#define NATURAL_SIZE 300
#define MIN_SIZE     160

/* Pixels around a corner or an edge within which it is taken. */
#define REACH 16

/* The smallest frame, and what an arrow key does, as parts of the picture. */
#define MIN_PART 0.05
#define KEY_STEP 0.02

struct _VtCropArea
{
  GtkWidget parent_instance;

  GdkTexture *texture; /* (owned) (nullable) as it is stored */
  VtMediaEdit edit;
  double ratio; /* width to height of what is kept; 0: any */

  VtMediaEdit at_start; /* of a drag */
  int grip_x;           /* -1: the left edge is dragged, 1: the right one, 0: neither */
  int grip_y;
  gboolean dragging;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtCropArea, vt_crop_area, GTK_TYPE_WIDGET)

static gboolean
lies_down (VtCropArea *self)
{
  return self->edit.quarter_turns % 2 == 1;
}

/* Width to height of the picture as it is turned. */
static double
shape (VtCropArea *self)
{
  double width = self->texture != NULL ? gdk_texture_get_width (self->texture) : 1;
  double height = self->texture != NULL ? gdk_texture_get_height (self->texture) : 1;

  return lies_down (self) ? height / width : width / height;
}

/* Where the turned picture is drawn. */
static graphene_rect_t
picture_rect (VtCropArea *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double drawn_width = MIN (width, height * shape (self));
  double drawn_height = drawn_width / shape (self);

  return GRAPHENE_RECT_INIT ((float) ((width - drawn_width) / 2), (float) ((height - drawn_height) / 2),
                             (float) drawn_width, (float) drawn_height);
}

static graphene_rect_t
frame_rect (VtCropArea *self)
{
  graphene_rect_t all = picture_rect (self);
  const VtMediaEdit *edit = &self->edit;

  return GRAPHENE_RECT_INIT (
      all.origin.x + (float) edit->left * all.size.width, all.origin.y + (float) edit->top * all.size.height,
      (float) (edit->right - edit->left) * all.size.width, (float) (edit->bottom - edit->top) * all.size.height);
}

static void
tell (VtCropArea *self)
{
  g_autofree char *words =
      g_strdup_printf (_ ("Kept: %d to %d %% across, %d to %d %% down"), (int) lround (self->edit.left * 100),
                       (int) lround (self->edit.right * 100), (int) lround (self->edit.top * 100),
                       (int) lround (self->edit.bottom * 100));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The largest frame of the wanted proportions around the middle of the present one. */
static void
fit_ratio (VtCropArea *self)
{
  VtMediaEdit *edit = &self->edit;
  double wanted = self->ratio / shape (self);
  double width = edit->right - edit->left;
  double height = edit->bottom - edit->top;
  double middle_x = (edit->left + edit->right) / 2;
  double middle_y = (edit->top + edit->bottom) / 2;

  if (self->ratio <= 0)
    return;
  if (width / height > wanted)
    width = height * wanted;
  else
    height = width / wanted;

  edit->left = CLAMP (middle_x - width / 2, 0, 1 - width);
  edit->top = CLAMP (middle_y - height / 2, 0, 1 - height);
  edit->right = edit->left + width;
  edit->bottom = edit->top + height;
}

static void
move_frame (VtCropArea *self, const VtMediaEdit *from, double x, double y)
{
  double width = from->right - from->left;
  double height = from->bottom - from->top;

  self->edit.left = CLAMP (from->left + x, 0, 1 - width);
  self->edit.top = CLAMP (from->top + y, 0, 1 - height);
  self->edit.right = self->edit.left + width;
  self->edit.bottom = self->edit.top + height;
}

/* With fixed proportions, the corner across from the dragged one stays where it is. */
static void
keep_ratio (VtCropArea *self, int grip_x, int grip_y)
{
  VtMediaEdit *edit = &self->edit;
  double wanted = self->ratio / shape (self);
  double width = edit->right - edit->left;
  double height = edit->bottom - edit->top;

  if (self->ratio <= 0)
    return;
  if (grip_x != 0)
    height = width / wanted;
  else
    width = height * wanted;
  height = MIN (height, grip_y < 0 ? edit->bottom : 1 - edit->top);
  width = MIN (height * wanted, grip_x < 0 ? edit->right : 1 - edit->left);
  height = width / wanted;

  if (grip_x < 0)
    edit->left = edit->right - width;
  else
    edit->right = edit->left + width;
  if (grip_y < 0)
    edit->top = edit->bottom - height;
  else
    edit->bottom = edit->top + height;
}

static void
resize_frame (VtCropArea *self, const VtMediaEdit *from, int grip_x, int grip_y, double x, double y)
{
  VtMediaEdit *edit = &self->edit;

  *edit = *from;
  if (grip_x < 0)
    edit->left = CLAMP (from->left + x, 0, from->right - MIN_PART);
  else if (grip_x > 0)
    edit->right = CLAMP (from->right + x, from->left + MIN_PART, 1);
  if (grip_y < 0)
    edit->top = CLAMP (from->top + y, 0, from->bottom - MIN_PART);
  else if (grip_y > 0)
    edit->bottom = CLAMP (from->bottom + y, from->top + MIN_PART, 1);
  keep_ratio (self, grip_x, grip_y);
}

/* Pointer ---------------------------------------------------------------------------------------------------------- */

static int
grip (double at, double from, double to)
{
  if (fabs (at - from) <= REACH && fabs (at - from) <= fabs (at - to))
    return -1;

  return fabs (at - to) <= REACH ? 1 : 0;
}

static void
drag_begin_cb (VtCropArea *self, double x, double y)
{
  graphene_rect_t frame = frame_rect (self);

  self->at_start = self->edit;
  self->grip_x = grip (x, frame.origin.x, frame.origin.x + frame.size.width);
  self->grip_y = grip (y, frame.origin.y, frame.origin.y + frame.size.height);
  self->dragging = self->texture != NULL;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
drag_update_cb (VtCropArea *self, double x, double y)
{
  graphene_rect_t all = picture_rect (self);

  if (!self->dragging || all.size.width < 1 || all.size.height < 1)
    return;

  x /= all.size.width;
  y /= all.size.height;
  if (self->grip_x == 0 && self->grip_y == 0)
    move_frame (self, &self->at_start, x, y);
  else
    resize_frame (self, &self->at_start, self->grip_x, self->grip_y, x, y);
  tell (self);
}

static void
drag_end_cb (VtCropArea *self)
{
  self->dragging = FALSE;
}

static void
motion_cb (VtCropArea *self, double x, double y)
{
  static const char *const cursors[3][3] = { { "nw-resize", "n-resize", "ne-resize" },
                                             { "w-resize", "move", "e-resize" },
                                             { "sw-resize", "s-resize", "se-resize" } };
  graphene_rect_t frame = frame_rect (self);
  int across = grip (x, frame.origin.x, frame.origin.x + frame.size.width);
  int down = grip (y, frame.origin.y, frame.origin.y + frame.size.height);

  if (!self->dragging)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursors[down + 1][across + 1]);
}

static gboolean
key_cb (VtCropArea *self, guint key, G_GNUC_UNUSED guint code, GdkModifierType state)
{
  VtMediaEdit from = self->edit;
  int x = key == GDK_KEY_Left ? -1 : key == GDK_KEY_Right ? 1 : 0;
  int y = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;

  if (x == 0 && y == 0)
    return GDK_EVENT_PROPAGATE;

  if ((state & GDK_SHIFT_MASK) != 0)
    resize_frame (self, &from, x != 0 ? 1 : 0, y != 0 ? 1 : 0, x * KEY_STEP, y * KEY_STEP);
  else
    move_frame (self, &from, x * KEY_STEP, y * KEY_STEP);
  tell (self);
  return GDK_EVENT_STOP;
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

static void
draw_picture (VtCropArea *self, GtkSnapshot *snapshot, const graphene_rect_t *all)
{
  float width = lies_down (self) ? all->size.height : all->size.width;
  float height = lies_down (self) ? all->size.width : all->size.height;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (all->origin.x + all->size.width / 2, all->origin.y + all->size.height / 2));
  if (self->edit.mirrored)
    gtk_snapshot_scale (snapshot, -1, 1);
  gtk_snapshot_rotate (snapshot, 90.0f * (float) self->edit.quarter_turns);
  gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (-width / 2, -height / 2, width, height));
  gtk_snapshot_restore (snapshot);
}

static void
shade (GtkSnapshot *snapshot, float x, float y, float width, float height)
{
  const GdkRGBA dark = { 0, 0, 0, 0.55f };

  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, &dark, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
draw_frame (VtCropArea *self, GtkSnapshot *snapshot, const graphene_rect_t *all)
{
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA dark = { 0.1f, 0.1f, 0.1f, 1 };
  graphene_rect_t frame = frame_rect (self);
  float right = frame.origin.x + frame.size.width;
  float bottom = frame.origin.y + frame.size.height;
  GskRoundedRect outline;

  shade (snapshot, all->origin.x, all->origin.y, all->size.width, frame.origin.y - all->origin.y);
  shade (snapshot, all->origin.x, bottom, all->size.width, all->origin.y + all->size.height - bottom);
  shade (snapshot, all->origin.x, frame.origin.y, frame.origin.x - all->origin.x, frame.size.height);
  shade (snapshot, right, frame.origin.y, all->origin.x + all->size.width - right, frame.size.height);

  gsk_rounded_rect_init_from_rect (&outline, &frame, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[]){ 2, 2, 2, 2 }, (GdkRGBA[]){ white, white, white, white });
  for (int i = 0; i < 8; i++)
    gtk_snapshot_append_color (snapshot, i < 4 ? &dark : &white,
                               &GRAPHENE_RECT_INIT ((i % 2 == 0 ? frame.origin.x : right) - (i < 4 ? 7.0f : 5.0f),
                                                    (i / 2 % 2 == 0 ? frame.origin.y : bottom) - (i < 4 ? 7.0f : 5.0f),
                                                    i < 4 ? 14 : 10, i < 4 ? 14 : 10));
}

static void
vt_crop_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtCropArea *self = VT_CROP_AREA (widget);
  graphene_rect_t all = picture_rect (self);

  if (self->texture == NULL)
    return;

  draw_picture (self, snapshot, &all);
  draw_frame (self, snapshot, &all);
}

static void
vt_crop_area_measure (G_GNUC_UNUSED GtkWidget *widget,
                      G_GNUC_UNUSED GtkOrientation orientation,
                      G_GNUC_UNUSED int for_size,
                      int *minimum,
                      int *natural,
                      G_GNUC_UNUSED int *minimum_baseline,
                      G_GNUC_UNUSED int *natural_baseline)
{
  *minimum = MIN_SIZE;
  *natural = NATURAL_SIZE;
}

static void
vt_crop_area_finalize (GObject *object)
{
  g_clear_object (&VT_CROP_AREA (object)->texture);

  G_OBJECT_CLASS (vt_crop_area_parent_class)->finalize (object);
}

static void
vt_crop_area_class_init (VtCropAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_crop_area_finalize;
  widget_class->snapshot = vt_crop_area_snapshot;
  widget_class->measure = vt_crop_area_measure;

  signals[CHANGED] =
      g_signal_new ("changed", VT_TYPE_CROP_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "croparea");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vt_crop_area_init (VtCropArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->edit = VT_MEDIA_EDIT_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * vt_crop_area_set_texture:
 * @self: an area
 * @texture: (nullable): the picture as it is stored, in any size
 */
void
vt_crop_area_set_texture (VtCropArea *self, GdkTexture *texture)
{
  g_set_object (&self->texture, texture);
  vt_crop_area_reset (self);
}

/**
 * vt_crop_area_set_ratio:
 * @self: an area
 * @ratio: width to height of what is kept; 0 for any
 */
void
vt_crop_area_set_ratio (VtCropArea *self, double ratio)
{
  self->ratio = ratio;
  fit_ratio (self);
  tell (self);
}

/**
 * vt_crop_area_turn:
 * @self: an area
 * @quarter_turns: clockwise; below 0 the other way
 *
 * Turns the picture, and the frame with it.
 */
void
vt_crop_area_turn (VtCropArea *self, int quarter_turns)
{
  guint n = (guint) (((quarter_turns % 4) + 4) % 4);

  for (guint i = 0; i < n; i++)
    {
      VtMediaEdit old = self->edit;

      self->edit.left = 1 - old.bottom;
      self->edit.right = 1 - old.top;
      self->edit.top = old.left;
      self->edit.bottom = old.right;
      /* What is mirrored after turning turns the other way. */
      self->edit.quarter_turns = (old.quarter_turns + (old.mirrored ? 3 : 1)) % 4;
    }
  fit_ratio (self);
  tell (self);
}

/**
 * vt_crop_area_mirror:
 * @self: an area
 *
 * Makes left right, and moves the frame with it.
 */
void
vt_crop_area_mirror (VtCropArea *self)
{
  double left = self->edit.left;

  self->edit.mirrored = !self->edit.mirrored;
  self->edit.left = 1 - self->edit.right;
  self->edit.right = 1 - left;
  tell (self);
}

/**
 * vt_crop_area_reset:
 * @self: an area
 *
 * Takes back what was done to the picture.
 */
void
vt_crop_area_reset (VtCropArea *self)
{
  self->edit = VT_MEDIA_EDIT_NONE;
  fit_ratio (self);
  tell (self);
}

/**
 * vt_crop_area_get_edit:
 * @self: an area
 *
 * Returns: (transfer none): what is to be done to the picture
 */
const VtMediaEdit *
vt_crop_area_get_edit (VtCropArea *self)
{
  return &self->edit;
}

/**
 * vt_crop_area_is_changed:
 * @self: an area
 *
 * Returns: whether anything is to be done
 */
gboolean
vt_crop_area_is_changed (VtCropArea *self)
{
  const VtMediaEdit *edit = &self->edit;

  return edit->quarter_turns != 0 || edit->mirrored || edit->left > 0 || edit->top > 0 || edit->right < 1 ||
         edit->bottom < 1;
}
