#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-vision-view.h"

struct _VtVisionView
{
  AdwBin parent_instance;

  VtColourVision vision;
};

G_DEFINE_FINAL_TYPE (VtVisionView, vt_vision_view, ADW_TYPE_BIN)

/* The child as a picture of @width and @height pixels. */
static GdkTexture *
draw_child (VtVisionView *self, int width, int height, int scale)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (GTK_WIDGET (self)));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  GTK_WIDGET_CLASS (vt_vision_view_parent_class)->snapshot (GTK_WIDGET (self), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL || renderer == NULL)
    return NULL;

  return gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

/* GTK's own matrix of colours would multiply what is stored, not light: the picture is made here, with every pixel as
 * the model says. */
static GdkTexture *
see (GdkTexture *texture, VtColourVision vision)
{
  gsize width = (gsize) gdk_texture_get_width (texture);
  gsize height = (gsize) gdk_texture_get_height (texture);
  guint32 *pixels = g_new (guint32, width * height);
  g_autoptr (GBytes) bytes = NULL;

  gdk_texture_download (texture, (guchar *) pixels, width * sizeof *pixels);
  vt_colour_vision_see_pixels (vision, pixels, width * height);
  bytes = g_bytes_new_take (pixels, width * height * sizeof *pixels);

  return gdk_memory_texture_new ((int) width, (int) height, GDK_MEMORY_DEFAULT, bytes, width * sizeof *pixels);
}

static void
vt_vision_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtVisionView *self = VT_VISION_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  g_autoptr (GdkTexture) drawn = NULL;
  g_autoptr (GdkTexture) seen = NULL;

  if (self->vision == VT_VISION_FULL || width == 0 || height == 0)
    {
      GTK_WIDGET_CLASS (vt_vision_view_parent_class)->snapshot (widget, snapshot);
      return;
    }

  drawn = draw_child (self, width * scale, height * scale, scale);
  if (drawn == NULL)
    return;

  seen = see (drawn, self->vision);
  gtk_snapshot_append_texture (snapshot, seen, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

static void
vt_vision_view_class_init (VtVisionViewClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = vt_vision_view_snapshot;
}

static void
vt_vision_view_init (G_GNUC_UNUSED VtVisionView *self)
{
}

/**
 * vt_vision_view_get_vision:
 * @self: a view
 *
 * Returns: how it shows colours
 */
VtColourVision
vt_vision_view_get_vision (VtVisionView *self)
{
  return self->vision;
}

/**
 * vt_vision_view_set_vision:
 * @self: a view
 * @vision: how to show colours from now on
 */
void
vt_vision_view_set_vision (VtVisionView *self, VtColourVision vision)
{
  self->vision = vision;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
