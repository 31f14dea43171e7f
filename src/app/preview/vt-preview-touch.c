#define G_LOG_DOMAIN "vitrine"

#include "app/preview/vt-preview-touch.h"

/* CSS pixels: of the spot that stands for the fingertip, and of one step of a mouse's wheel. */
#define SPOT  12
#define WHEEL 60.0

struct _VtPreviewTouch
{
  GtkWidget parent_instance;

  double x;
  double y;
  gboolean inside;
  gboolean down;
};

G_DEFINE_FINAL_TYPE (VtPreviewTouch, vt_preview_touch, GTK_TYPE_WIDGET)

enum
{
  TOUCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell (VtPreviewTouch *self, const char *what, double x, double y)
{
  char left[G_ASCII_DTOSTR_BUF_SIZE], top[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *script = g_strdup_printf ("vitrineTouch.%s (%s, %s);", what, g_ascii_dtostr (left, sizeof left, x),
                                             g_ascii_dtostr (top, sizeof top, y));

  g_signal_emit (self, signals[TOUCHED], 0, script);
}

static void
place (VtPreviewTouch *self, double x, double y)
{
  self->x = x;
  self->y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
begin_cb (VtPreviewTouch *self, double x, double y, GtkGestureDrag *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->down = TRUE;
  place (self, x, y);
  tell (self, "down", x, y);
}

static void
update_cb (VtPreviewTouch *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  if (!gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;

  place (self, x + dx, y + dy);
  tell (self, "move", x + dx, y + dy);
}

static void
end_cb (VtPreviewTouch *self)
{
  self->down = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tell (self, "up", self->x, self->y);
}

static void
motion_cb (VtPreviewTouch *self, double x, double y)
{
  self->inside = TRUE;
  place (self, x, y);
}

static void
leave_cb (VtPreviewTouch *self)
{
  self->inside = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Who has a wheel keeps it: the page scrolls as if a finger had moved it. */
static gboolean
scroll_cb (VtPreviewTouch *self, double dx, double dy)
{
  char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE], across[G_ASCII_DTOSTR_BUF_SIZE],
      down[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *script =
      g_strdup_printf ("vitrineTouch.wheel (%s, %s, %s, %s);", g_ascii_dtostr (x, sizeof x, self->x),
                       g_ascii_dtostr (y, sizeof y, self->y), g_ascii_dtostr (across, sizeof across, dx * WHEEL),
                       g_ascii_dtostr (down, sizeof down, dy * WHEEL));

  g_signal_emit (self, signals[TOUCHED], 0, script);
  return GDK_EVENT_STOP;
}

static void
vt_preview_touch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtPreviewTouch *self = VT_PREVIEW_TOUCH (widget);
  float radius = self->down ? SPOT : SPOT - 2;
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) self->x - radius, (float) self->y - radius, 2 * radius, 2 * radius);
  const GdkRGBA fill = { 0.1F, 0.1F, 0.1F, self->down ? 0.45F : 0.2F };
  const GdkRGBA edge = { 1.0F, 1.0F, 1.0F, 0.9F };
  const float widths[] = { 1.5F, 1.5F, 1.5F, 1.5F };
  const GdkRGBA edges[] = { edge, edge, edge, edge };
  GskRoundedRect circle;

  if (!self->inside && !self->down)
    return;

  gsk_rounded_rect_init_from_rect (&circle, &box, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &fill, &box);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &circle, widths, edges);
}

static void
vt_preview_touch_class_init (VtPreviewTouchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = vt_preview_touch_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);

  signals[TOUCHED] = g_signal_new ("touched", VT_TYPE_PREVIEW_TOUCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vt_preview_touch_init (VtPreviewTouch *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_autoptr (GdkCursor) none = gdk_cursor_new_from_name ("none", NULL);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (end_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_set_cursor (GTK_WIDGET (self), none);
}

/**
 * vt_preview_touch_new:
 *
 * Returns: (transfer floating): the pane, to be laid over a page in the page's own pixels
 */
GtkWidget *
vt_preview_touch_new (void)
{
  return g_object_new (VT_TYPE_PREVIEW_TOUCH, NULL);
}
