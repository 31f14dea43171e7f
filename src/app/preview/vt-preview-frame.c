#define G_LOG_DOMAIN "vitrine"

#include "app/preview/vt-preview-frame.h"

#include "app/preview/vt-preview-scripts.h"
#include "app/preview/vt-preview-touch.h"

#include <math.h>

/* The pane never asks for more than this; the page is drawn smaller below its device's width. */
#define MIN_WIDTH  280
#define MIN_HEIGHT 200

struct _VtPreviewFrame
{
  GtkWidget parent_instance;

  WebKitWebView *view; /* (owned) a child */
  GtkWidget *touch;    /* (owned) a child that lies over the view where the device has no mouse */
  int device_width;    /* CSS pixels */
  int device_height;   /* CSS pixels; 0: as high as there is room */
};

G_DEFINE_FINAL_TYPE (VtPreviewFrame, vt_preview_frame, GTK_TYPE_WIDGET)

static void
vt_preview_frame_measure (G_GNUC_UNUSED GtkWidget *widget,
                          GtkOrientation orientation,
                          G_GNUC_UNUSED int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = *minimum;
  *minimum_baseline = -1;
  *natural_baseline = -1;
}

/* The view has the device's size and is drawn smaller: a web view's own zoom has a smallest letter, and with it the
   page would not break its lines where the device does. */
static void
vt_preview_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtPreviewFrame *self = VT_PREVIEW_FRAME (widget);
  float scale = MIN (1.0F, (float) width / (float) self->device_width);
  float left = ((float) width - scale * (float) self->device_width) / 2.0F;
  int view_height = (int) ceilf ((float) height / scale);
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (floorf (left), 0.0F));

  if (self->device_height > 0)
    view_height = MIN (view_height, self->device_height);
  if (scale < 1.0F)
    transform = gsk_transform_scale (transform, scale, scale);

  gtk_widget_allocate (self->touch, self->device_width, view_height, baseline, gsk_transform_ref (transform));
  gtk_widget_allocate (GTK_WIDGET (self->view), self->device_width, view_height, baseline, transform);
}

static void
vt_preview_frame_dispose (GObject *object)
{
  VtPreviewFrame *self = VT_PREVIEW_FRAME (object);

  if (self->view != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->view));
  self->view = NULL;
  g_clear_pointer (&self->touch, gtk_widget_unparent);

  G_OBJECT_CLASS (vt_preview_frame_parent_class)->dispose (object);
}

static void
vt_preview_frame_class_init (VtPreviewFrameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_preview_frame_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  widget_class->measure = vt_preview_frame_measure;
  widget_class->size_allocate = vt_preview_frame_size_allocate;
}

static void
vt_preview_frame_init (VtPreviewFrame *self)
{
  self->device_width = 1280;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
touched_cb (VtPreviewFrame *self, const char *script)
{
  webkit_web_view_evaluate_javascript (self->view, script, -1, VT_PREVIEW_WORLD, NULL, NULL, NULL, NULL);
}

/**
 * vt_preview_frame_new:
 * @view: the web view to hold
 *
 * Returns: (transfer floating): the frame
 */
GtkWidget *
vt_preview_frame_new (WebKitWebView *view)
{
  VtPreviewFrame *self = g_object_new (VT_TYPE_PREVIEW_FRAME, NULL);

  self->view = view;
  gtk_widget_set_parent (GTK_WIDGET (view), GTK_WIDGET (self));
  self->touch = vt_preview_touch_new ();
  gtk_widget_set_visible (self->touch, FALSE);
  gtk_widget_set_parent (self->touch, GTK_WIDGET (self));
  g_signal_connect_object (self->touch, "touched", G_CALLBACK (touched_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * vt_preview_frame_set_device:
 * @self: a frame
 * @width: the device's width, CSS pixels
 * @height: its height, CSS pixels; 0 for as high as there is room
 */
void
vt_preview_frame_set_device (VtPreviewFrame *self, int width, int height)
{
  self->device_width = width;
  self->device_height = height;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * vt_preview_frame_set_touch:
 * @self: a frame
 * @touch: whether the device has fingers and no mouse
 */
void
vt_preview_frame_set_touch (VtPreviewFrame *self, gboolean touch)
{
  gtk_widget_set_visible (self->touch, touch);
}
