/* Draws an asset: its layers from the lowest up. */
#define G_LOG_DOMAIN "vt-brand"

#include "base/vt-qr.h"
#include "brand/vt-asset-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#define PRINT_RESOLUTION (300 / 25.4) /* pixels of a picture to a millimetre */
#define FILE_RESOLUTION  2.0          /* to a pixel of a layout */
/* Photographs may be drawn this much larger than they are before it is told. */
#define ENLARGED_ON_SCREEN 1.5
#define ENLARGED_IN_PRINT  2.2
#define CODE_CONTRAST      7

/**
 * vt_asset_finding_free:
 * @self: a finding
 */
void
vt_asset_finding_free (VtAssetFinding *self)
{
  g_free (self->asset);
  g_free (self->layer);
  g_free (self->sentence);
  g_free (self);
}

/* Tells what was drawn otherwise than the layout says. */
void
vt_painter_report (VtPainter *self, VtAssetFindingKind kind, const VtLayer *layer, const char *format, ...)
{
  VtAssetFinding *finding = NULL;
  va_list arguments;

  if (self->findings == NULL)
    return;

  finding = g_new0 (VtAssetFinding, 1);
  finding->kind = kind;
  finding->asset = g_strdup (self->layout->id);
  finding->layer = g_strdup (layer->name);
  va_start (arguments, format);
  finding->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->findings, finding);
}

void
vt_painter_set_source (VtPainter *self, const VtPaint *paint, double opacity)
{
  VtColour colour = vt_paint_resolve (paint, self->brand);

  cairo_set_source_rgba (self->cr, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0, opacity);
}

/* Makes the outline of a shape the current path. */
void
vt_painter_path (VtPainter *self, VtShape shape, const VtBox *box, double radius)
{
  cairo_t *cr = self->cr;
  double r = MIN (radius, MIN (box->width, box->height) / 2);
  double right = box->x + box->width, bottom = box->y + box->height;
  double top = shape == VT_SHAPE_ARCH ? MIN (box->width / 2, box->height) : r;

  cairo_new_path (cr);
  if (shape == VT_SHAPE_ELLIPSE)
    {
      cairo_save (cr);
      cairo_translate (cr, box->x + box->width / 2, box->y + box->height / 2);
      cairo_scale (cr, MAX (box->width / 2, 1e-6), MAX (box->height / 2, 1e-6));
      cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_restore (cr);
      cairo_close_path (cr);
      return;
    }
  if (shape == VT_SHAPE_RECTANGLE && r <= 0)
    {
      cairo_rectangle (cr, box->x, box->y, box->width, box->height);
      return;
    }

  cairo_arc (cr, right - top, box->y + top, top, -G_PI / 2, 0);
  cairo_arc (cr, right - r, bottom - r, r, 0, G_PI / 2);
  cairo_arc (cr, box->x + r, bottom - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, box->x + top, box->y + top, top, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

/* What reaches an edge goes on beyond it, so that the knife may slip. */
static VtBox
bleed (VtPainter *self, const VtBox *box)
{
  const VtLayout *layout = self->layout;
  double left = box->x <= 0 ? layout->bleed : 0;
  double top = box->y <= 0 ? layout->bleed : 0;
  double right = box->x + box->width >= layout->width ? layout->bleed : 0;
  double bottom = box->y + box->height >= layout->height ? layout->bleed : 0;

  return (VtBox){ box->x - left, box->y - top, box->width + left + right, box->height + top + bottom };
}

/* Whether a layer is drawn at all, by what its `when` says. */
gboolean
vt_painter_is_wanted (VtPainter *self, const VtLayer *layer)
{
  const char *when = layer->when;
  const char *value = NULL;

  if (*when == '\0')
    return TRUE;
  if (strcmp (when, "photo") == 0 || strcmp (when, "no-photo") == 0)
    return self->has_photo == (strcmp (when, "photo") == 0);
  if (strcmp (when, "logo") == 0 || strcmp (when, "no-logo") == 0)
    return vt_painter_has_logo (self) == (strcmp (when, "logo") == 0);

  value = vt_asset_variable (self->facts, self->subject, when);
  return value != NULL && *value != '\0';
}

/* From full at one side to nothing at the other. */
static cairo_pattern_t *
new_fade (const VtPaint *paint, VtBrand *brand, VtFade fade, double opacity, const VtBox *box)
{
  VtColour c = vt_paint_resolve (paint, brand);
  double right = box->x + box->width, bottom = box->y + box->height;
  cairo_pattern_t *pattern = fade == VT_FADE_UP     ? cairo_pattern_create_linear (0, bottom, 0, box->y)
                             : fade == VT_FADE_DOWN ? cairo_pattern_create_linear (0, box->y, 0, bottom)
                             : fade == VT_FADE_LEFT ? cairo_pattern_create_linear (right, 0, box->x, 0)
                                                    : cairo_pattern_create_linear (box->x, 0, right, 0);

  /* Eased, as a straight fade shows where it begins. */
  for (int i = 0; i <= 8; i++)
    {
      double t = i / 8.0;

      cairo_pattern_add_color_stop_rgba (pattern, t, c.r / 255.0, c.g / 255.0, c.b / 255.0,
                                         opacity * (1 - t * t * (3 - 2 * t)));
    }

  return pattern;
}

static void
draw_shape (VtPainter *self, const VtLayer *layer)
{
  VtBox box = layer->radius > 0 || layer->shape != VT_SHAPE_RECTANGLE ? layer->box : bleed (self, &layer->box);

  vt_painter_path (self, (VtShape) layer->shape, &box, layer->radius);
  if (layer->fill.kind != VT_PAINT_NONE && layer->fade != VT_FADE_NONE)
    {
      cairo_pattern_t *fade = new_fade (&layer->fill, self->brand, (VtFade) layer->fade, layer->opacity, &box);

      cairo_set_source (self->cr, fade);
      cairo_fill_preserve (self->cr);
      cairo_pattern_destroy (fade);
    }
  else if (layer->fill.kind != VT_PAINT_NONE)
    {
      vt_painter_set_source (self, &layer->fill, layer->opacity);
      cairo_fill_preserve (self->cr);
    }
  if (layer->stroke.kind != VT_PAINT_NONE && layer->stroke_width > 0)
    {
      vt_painter_set_source (self, &layer->stroke, layer->opacity);
      cairo_set_line_width (self->cr, layer->stroke_width);
      cairo_stroke_preserve (self->cr);
    }
  cairo_new_path (self->cr);
}

/* (transfer full) (nullable) The layer's photograph for its place. */
static VtAssetPicture *
load_picture (VtPainter *self, const VtLayer *layer, const VtBox *box, double *enlarged, char **problem)
{
  g_autofree char *sha256 = vt_asset_find_photo (self->facts, self->subject, layer->source);
  VtPictureWish wish = { sha256,
                         (int) CLAMP (ceil (box->width * self->resolution), 1, 20000),
                         (int) CLAMP (ceil (box->height * self->resolution), 1, 20000),
                         (VtCrop) layer->crop,
                         layer->contain,
                         self->is_file };

  if (sha256 == NULL)
    {
      *problem = g_strdup (_ ("There is no photograph to show here; choose one"));
      return NULL;
    }

  return vt_picture_store_get (self->facts->store, &wish, enlarged, problem);
}

static VtBox
picture_box (VtPainter *self, const VtLayer *layer)
{
  return layer->radius > 0 || layer->shape != VT_SHAPE_RECTANGLE ? layer->box : bleed (self, &layer->box);
}

static void
paint_picture (VtPainter *self, const VtLayer *layer, VtAssetPicture *picture, const VtBox *box)
{
  cairo_t *cr = self->cr;
  double x_scale = box->width / picture->width, y_scale = box->height / picture->height;
  double scale = layer->contain ? MIN (x_scale, y_scale) : MAX (x_scale, y_scale);
  cairo_surface_t *surface = vt_asset_picture_to_surface (picture);

  cairo_save (cr);
  vt_painter_path (self, (VtShape) layer->shape, box, layer->radius);
  cairo_clip (cr);
  cairo_translate (cr, box->x + (box->width - picture->width * scale) / 2,
                   box->y + (box->height - picture->height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  /* Beyond its edge there is none of it, or its outermost pixels would be thin. */
  if (!layer->contain)
    cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  if (fabs (scale * self->resolution - 1) < 0.01)
    cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint_with_alpha (cr, layer->opacity);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
draw_picture (VtPainter *self, const VtLayer *layer)
{
  VtBox box = picture_box (self, layer);
  double enlarged = 1;
  g_autofree char *problem = NULL;
  g_autoptr (VtAssetPicture) picture = load_picture (self, layer, &box, &enlarged, &problem);

  if (picture == NULL)
    {
      vt_painter_report (self, VT_ASSET_NO_PICTURE, layer, "%s", problem);
      return;
    }
  if (self->layout->unit == VT_LAYOUT_MILLIMETRES && self->is_file && enlarged > ENLARGED_IN_PRINT)
    vt_painter_report (self, VT_ASSET_SMALL_PICTURE, layer,
                       _ ("The photograph prints with %.0f dots per inch; with fewer than 130 it looks soft"),
                       300 / enlarged);
  else if (self->layout->unit == VT_LAYOUT_PIXELS && enlarged > ENLARGED_ON_SCREEN * MAX (1, self->resolution))
    vt_painter_report (self, VT_ASSET_SMALL_PICTURE, layer,
                       _ ("The photograph is shown %.1f times as large as it is and looks soft; take a larger one"),
                       enlarged / MAX (1, self->resolution));
  paint_picture (self, layer, picture, &box);
}

/* A code is black on white, or in two other colours that any camera can tell apart, the darker one on the lighter. */
static char *
code_style (VtPainter *self, const VtLayer *layer)
{
  VtColour ground, ink;
  g_autofree char *ground_hex = NULL, *ink_hex = NULL;

  if (layer->fill.kind == VT_PAINT_NONE || layer->colour.kind == VT_PAINT_NONE)
    return NULL;
  ground = vt_paint_resolve (&layer->fill, self->brand);
  ink = vt_paint_resolve (&layer->colour, self->brand);
  if (vt_colour_contrast (ground, ink) < CODE_CONTRAST ||
      vt_colour_to_oklch (ground).lightness < vt_colour_to_oklch (ink).lightness)
    return NULL;

  ground_hex = vt_colour_to_hex (ground);
  ink_hex = vt_colour_to_hex (ink);
  return g_strdup_printf ("path{fill:%s}path:first-of-type{fill:%s}", ink_hex, ground_hex);
}

static void
draw_code (VtPainter *self, const VtLayer *layer)
{
  g_autofree char *text = vt_asset_expand (self->facts, self->subject, *layer->text != '\0' ? layer->text : "{url}");
  g_autoptr (GError) error = NULL;
  g_autofree char *svg = vt_qr_svg (text, NULL, &error);
  g_autofree char *style = code_style (self, layer);
  RsvgHandle *drawing = svg != NULL ? rsvg_handle_new_from_data ((const guint8 *) svg, strlen (svg), &error) : NULL;
  double side = MIN (layer->box.width, layer->box.height);
  const RsvgRectangle viewport = { layer->box.x, layer->box.y, side, side };

  if (drawing != NULL && style != NULL)
    rsvg_handle_set_stylesheet (drawing, (const guint8 *) style, strlen (style), NULL);
  if (drawing == NULL || !rsvg_handle_render_document (drawing, self->cr, &viewport, &error))
    vt_painter_report (self, VT_ASSET_NO_CODE, layer, "%s", error->message);
  g_clear_object (&drawing);
}

static void
draw_layer (VtPainter *self, const VtLayer *layer)
{
  if (!vt_painter_is_wanted (self, layer))
    return;

  cairo_save (self->cr);
  switch ((VtLayerKind) layer->kind)
    {
    case VT_LAYER_PICTURE:
      draw_picture (self, layer);
      break;
    case VT_LAYER_SHAPE:
      draw_shape (self, layer);
      break;
    case VT_LAYER_LOGO:
      vt_painter_draw_logo (self, layer, &layer->box);
      break;
    case VT_LAYER_QR:
      draw_code (self, layer);
      break;
    case VT_LAYER_TEXT:
    case VT_LAYER_PRICE:
    case VT_LAYER_COLUMN:
    case VT_LAYER_N_KINDS:
    default:
      vt_painter_draw_column (self, layer);
      break;
    }
  cairo_restore (self->cr);
}

static const VtLayer *
first_photo (const VtLayout *layout)
{
  for (guint i = 0; i < layout->layers->len; i++)
    {
      const VtLayer *layer = g_ptr_array_index (layout->layers, i);

      if (layer->kind == VT_LAYER_PICTURE && strcmp (layer->when, "photo") == 0)
        return layer;
    }

  return NULL;
}

/* What depends on a photograph asks for that of the first picture that needs one. That there is none is no fault: the
 * layout says what is drawn instead. */
static gboolean
has_photo (VtPainter *self)
{
  const VtLayer *layer = first_photo (self->layout);
  g_autofree char *sha256 = layer != NULL ? vt_asset_find_photo (self->facts, self->subject, layer->source) : NULL;
  g_autofree char *problem = NULL;
  g_autoptr (VtAssetPicture) picture = NULL;
  VtBox box;
  double enlarged;

  if (sha256 == NULL)
    return FALSE;

  box = picture_box (self, layer);
  picture = load_picture (self, layer, &box, &enlarged, &problem);
  if (picture == NULL)
    vt_painter_report (self, VT_ASSET_NO_PICTURE, layer, "%s", problem);
  return picture != NULL;
}

static double
find_resolution (VtPainter *self)
{
  double x = 1, y = 0;

  if (self->is_file)
    return self->layout->unit == VT_LAYOUT_MILLIMETRES ? PRINT_RESOLUTION : FILE_RESOLUTION;

  cairo_user_to_device_distance (self->cr, &x, &y);
  return CLAMP (hypot (x, y), 0.001, 100);
}

static PangoContext *
new_context (VtPainter *self)
{
  PangoContext *context = pango_cairo_create_context (self->cr);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string (self->facts->language));
  cairo_font_options_destroy (options);

  return context;
}

/**
 * vt_asset_draw:
 * @brand: colours, typefaces and logo: a changed one shows what it would look like
 * @facts: of the shop
 * @layout: how it is drawn
 * @subject: (nullable): what it is about; %NULL: what the layout is of
 * @cr: in the layout's unit, its origin at the upper left corner of the trimmed asset
 * @findings: (nullable) (element-type VtAssetFinding): takes what was drawn otherwise than the layout says
 *
 * Draws an asset. What reaches an edge goes on beyond it by the layout's bleed: whoever wants none of that clips.
 */
void
vt_asset_draw (VtBrand *brand,
               VtAssetFacts *facts,
               const VtLayout *layout,
               const VtAssetSubject *subject,
               cairo_t *cr,
               GPtrArray *findings)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));
  VtPainter self = { brand, facts, layout, subject, cr, NULL, findings, 1, FALSE, FALSE };

  if (subject == NULL)
    self.subject = layout->subject == VT_LAYOUT_OF_PRODUCT ? facts->product : facts->shop;
  self.is_file = type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_SVG;
  self.resolution = find_resolution (&self);
  self.words = new_context (&self);
  self.has_photo = has_photo (&self);

  for (guint i = 0; i < layout->layers->len; i++)
    draw_layer (&self, g_ptr_array_index (layout->layers, i));
  g_object_unref (self.words);
}

/**
 * vt_asset_list_drawn:
 * @brand: colours, typefaces and logo
 * @facts: of the shop
 * @layout: how it is drawn
 * @subject: (nullable): what it is about; %NULL: what the layout is of
 *
 * Tells which of the layers that are in no column are drawn, by what their conditions say. No photograph is read.
 *
 * Returns: (transfer full) (array): for each of the layout's layers, whether it is
 */
gboolean *
vt_asset_list_drawn (VtBrand *brand, VtAssetFacts *facts, const VtLayout *layout, const VtAssetSubject *subject)
{
  VtPainter self = { brand, facts, layout, subject, NULL, NULL, NULL, 1, FALSE, FALSE };
  const VtLayer *layer = first_photo (layout);
  g_autofree char *sha256 = NULL;
  gboolean *drawn = g_new0 (gboolean, layout->layers->len + 1);

  if (subject == NULL)
    self.subject = layout->subject == VT_LAYOUT_OF_PRODUCT ? facts->product : facts->shop;
  sha256 = layer != NULL ? vt_asset_find_photo (facts, self.subject, layer->source) : NULL;
  self.has_photo = sha256 != NULL;
  for (guint i = 0; i < layout->layers->len; i++)
    drawn[i] = vt_painter_is_wanted (&self, g_ptr_array_index (layout->layers, i));

  return drawn;
}

/**
 * vt_asset_render:
 * @brand: colours, typefaces and logo
 * @facts: of the shop
 * @layout: how it is drawn
 * @subject: (nullable): what it is about; %NULL: what the layout is of
 * @max_width: pixels
 * @max_height: pixels
 * @findings: (nullable) (element-type VtAssetFinding): takes what was drawn otherwise than the layout says
 * @error: there is no memory for so many pixels
 *
 * Draws an asset as large as it can be within a frame, for thumbnails and PNG files. Takes milliseconds to some tenths
 * of a second when its photographs were not decoded yet: never on the main thread.
 *
 * Returns: (transfer full) (nullable): an image surface of the format ARGB32
 */
cairo_surface_t *
vt_asset_render (VtBrand *brand,
                 VtAssetFacts *facts,
                 const VtLayout *layout,
                 const VtAssetSubject *subject,
                 int max_width,
                 int max_height,
                 GPtrArray *findings,
                 GError **error)
{
  double scale = MIN (max_width / layout->width, max_height / layout->height);
  int width = MAX (1, (int) lround (layout->width * scale));
  int height = MAX (1, (int) lround (layout->height * scale));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, width / layout->width, height / layout->height);
  vt_asset_draw (brand, facts, layout, subject, cr, findings);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return surface;

  cairo_surface_destroy (surface);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” cannot be drawn: %s. Close other programs and try again"),
               layout->name, cairo_status_to_string (status));
  return NULL;
}
