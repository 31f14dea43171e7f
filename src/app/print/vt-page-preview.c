#define G_LOG_DOMAIN "vitrine"

#include "app/print/vt-page-preview.h"

#include <glib/gi18n.h>

/* Pixels around the page. */
#define MARGIN 12

struct _VtPagePreview
{
  GtkDrawingArea parent_instance;

  VtPrintDocument *document; /* (owned) (nullable) */
  guint page;
  cairo_surface_t *drawn; /* (owned) (nullable) the page at the size and scale that it was drawn last */
  double drawn_scale;
};

G_DEFINE_FINAL_TYPE (VtPagePreview, vt_page_preview, GTK_TYPE_DRAWING_AREA)

static void
forget (VtPagePreview *self)
{
  g_clear_pointer (&self->drawn, cairo_surface_destroy);
}

static cairo_surface_t *
draw_page (VtPagePreview *self, double width, double height, double scale, int device_scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX ((int) (width * device_scale), 1),
                                                         MAX ((int) (height * device_scale), 1));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale * device_scale, scale * device_scale);
  vt_print_document_draw (self->document, cr, self->page);
  cairo_destroy (cr);
  cairo_surface_set_device_scale (surface, device_scale, device_scale);
  return surface;
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, G_GNUC_UNUSED gpointer data)
{
  VtPagePreview *self = VT_PAGE_PREVIEW (area);
  double page_width;
  double page_height;
  double scale;

  if (self->document == NULL || width <= 2 * MARGIN || height <= 2 * MARGIN)
    return;

  page_width = vt_print_document_get_width (self->document) * VT_POINTS_PER_MM;
  page_height = vt_print_document_get_height (self->document) * VT_POINTS_PER_MM;
  scale = MIN ((width - 2 * MARGIN) / page_width, (height - 2 * MARGIN) / page_height);
  if (self->drawn == NULL || self->drawn_scale != scale)
    {
      forget (self);
      self->drawn = draw_page (self, page_width * scale, page_height * scale, scale,
                               gtk_widget_get_scale_factor (GTK_WIDGET (self)));
      self->drawn_scale = scale;
    }

  cairo_translate (cr, (int) ((width - page_width * scale) / 2), (int) ((height - page_height * scale) / 2));
  cairo_rectangle (cr, 2, 3, page_width * scale, page_height * scale);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.2);
  cairo_fill (cr);
  cairo_set_source_surface (cr, self->drawn, 0, 0);
  cairo_paint (cr);
}

static void
vt_page_preview_dispose (GObject *object)
{
  VtPagePreview *self = VT_PAGE_PREVIEW (object);

  forget (self);
  g_clear_pointer (&self->document, vt_print_document_unref);

  G_OBJECT_CLASS (vt_page_preview_parent_class)->dispose (object);
}

static void
vt_page_preview_class_init (VtPagePreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_page_preview_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vt_page_preview_init (VtPagePreview *self)
{
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self), draw_cb, NULL, NULL);
}

/**
 * vt_page_preview_show:
 * @self: a preview
 * @document: (nullable): a document; %NULL shows none
 * @page: from 0
 */
void
vt_page_preview_show (VtPagePreview *self, VtPrintDocument *document, guint page)
{
  g_autofree char *name = NULL;

  if (document != self->document)
    {
      g_clear_pointer (&self->document, vt_print_document_unref);
      self->document = document != NULL ? vt_print_document_ref (document) : NULL;
    }
  self->page = page;
  forget (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  name = document != NULL ? g_strdup_printf (_ ("Page %u of %u"), page + 1, vt_print_document_get_n_pages (document))
                          : g_strdup (_ ("Nothing to print"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
