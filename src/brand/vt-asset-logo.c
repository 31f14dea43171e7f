/* The logo on assets: on light and dark grounds, with the shop's name beside a symbol that has none. A shop without a
 * logo has its name, or the first letter of it. */
#define G_LOG_DOMAIN "vt-brand"

#include "base/vt-svg.h"
#include "brand/vt-asset-private.h"
#include "brand/vt-logo-paint.h"

#include <glib/gi18n-lib.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

/* WCAG 2.2, 1.4.11: what a picture is understood by stands out from its ground by this much. */
#define GRAPHIC_CONTRAST 3.0
/* What is changed at all is changed by more than needs be. */
#define ADAPTED_CONTRAST 3.8
/* A colour that is nearly that of the ground becomes the colour of what is written on it. */
#define SAME_CONTRAST 1.25

#define NAME_SIZE 0.60 /* of the symbol's height */
#define NAME_GAP  0.22

/* What there is to draw: a drawing, a picture or nothing. */
typedef struct
{
  RsvgHandle *drawing;     /* (owned) (nullable) */
  VtAssetPicture *picture; /* (owned) (nullable) */
  double ratio;            /* width to height */
  gboolean adapt;          /* it was not made for the ground that it stands on */
  VtPaint on;              /* what is written on that ground */
} Logo;

static void
logo_clear (Logo *self)
{
  g_clear_object (&self->drawing);
  g_clear_pointer (&self->picture, vt_asset_picture_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Logo, logo_clear)

/* A colour that drowns in the ground goes towards what is written on it, in its own hue where that is told apart. */
static VtColour
adapt_colour (VtColour colour, VtColour ground, VtColour on)
{
  double contrast = vt_colour_contrast (colour, ground);
  gboolean is_dark = vt_colour_to_oklch (on).lightness > vt_colour_to_oklch (ground).lightness;
  VtColour nearest;

  if (contrast >= GRAPHIC_CONTRAST)
    return colour;
  if (contrast < SAME_CONTRAST || vt_colour_to_oklch (colour).chroma < 0.04)
    return on;

  nearest = vt_colour_nearest_passing (colour, ground, ADAPTED_CONTRAST);
  return (vt_colour_to_oklch (nearest).lightness > vt_colour_to_oklch (ground).lightness) == is_dark ? nearest : on;
}

/* A ground, and what is written on it. */
typedef struct
{
  VtColour ground, on;
} Ground;

/* Colours that would drown in the ground change, the others stay. */
static char *
adapt_paint (const char *colour, gpointer data)
{
  const Ground *self = data;
  VtColour parsed;

  return vt_logo_paint_parse (colour, &parsed) ? vt_colour_to_hex (adapt_colour (parsed, self->ground, self->on))
                                               : NULL;
}

static void
load_drawing (VtPainter *self, GBytes *bytes, VtColour behind, Logo *logo)
{
  Ground ground = { behind, vt_paint_resolve (&logo->on, self->brand) };
  gsize size = 0;
  const char *plain = g_bytes_get_data (bytes, &size);
  g_autofree char *svg =
      logo->adapt ? vt_svg_repaint (plain, (gssize) size, adapt_paint, &ground, NULL) : g_strndup (plain, size);
  gdouble width = 0, height = 0;

  logo->drawing = svg != NULL ? rsvg_handle_new_from_data ((const guint8 *) svg, strlen (svg), NULL) : NULL;
  if (logo->drawing == NULL)
    return;

  /* What is not painted is black, unless told. */
  if (logo->adapt && strstr (svg, "fill") == NULL)
    {
      g_autofree char *hex = vt_colour_to_hex (ground.on);
      g_autofree char *css = g_strdup_printf ("svg{fill:%s}", hex);

      rsvg_handle_set_stylesheet (logo->drawing, (const guint8 *) css, strlen (css), NULL);
    }
  if (!rsvg_handle_get_intrinsic_size_in_pixels (logo->drawing, &width, &height) || width < 0.1 || height < 0.1)
    {
      gboolean has_width, has_height, has_box;
      RsvgLength w, h;
      RsvgRectangle box = { 0, 0, 1, 1 };

      rsvg_handle_get_intrinsic_dimensions (logo->drawing, &has_width, &w, &has_height, &h, &has_box, &box);
      width = has_box && box.width > 0 ? box.width : 1;
      height = has_box && box.height > 0 ? box.height : 1;
    }
  logo->ratio = CLAMP (width / height, 0.02, 50);
}

static void
load_file (VtPainter *self, const char *sha256, VtColour behind, double height, Logo *logo)
{
  gboolean is_drawing = FALSE;
  g_autoptr (GBytes) drawing = NULL;
  g_autofree char *problem = NULL;
  double enlarged = 1;

  logo->ratio = 1;
  drawing = vt_picture_store_get_drawing (self->facts->store, sha256, &is_drawing);
  if (drawing != NULL)
    load_drawing (self, drawing, behind, logo);
  else if (!is_drawing)
    {
      int pixels = (int) CLAMP (ceil (height * self->resolution), 1, 2000);
      const VtPictureWish wish = { sha256, pixels * 8, pixels, VT_CROP_CENTRE, TRUE, FALSE };

      logo->picture = vt_picture_store_get (self->facts->store, &wish, &enlarged, &problem);
      if (logo->picture != NULL)
        logo->ratio = (double) logo->picture->width / logo->picture->height;
    }
}

static gboolean
is_there (const Logo *self)
{
  return self->drawing != NULL || self->picture != NULL;
}

/* (nullable) The file for a layer, and whether it has to be changed for its ground: on dark ones the merchant's own for
 * these, else the primary one in colours that stand out. */
static const char *
choose_file (VtPainter *self, const VtLayer *layer, VtColour behind, Logo *logo)
{
  const char *own = layer->variant == VT_LOGO_MONO ? vt_brand_get_logo_of (self->brand, VT_LOGO_MONO) : NULL;
  gboolean is_dark = vt_colour_to_oklch (behind).lightness < 0.6;

  if (layer->variant != VT_LOGO_MONO && is_dark)
    own = vt_brand_get_logo_of (self->brand, VT_LOGO_REVERSED);
  else if (layer->variant == VT_LOGO_SYMBOL)
    own = vt_brand_get_logo_of (self->brand, VT_LOGO_SYMBOL);
  logo->adapt = own == NULL && (is_dark || layer->variant == VT_LOGO_REVERSED || layer->variant == VT_LOGO_MONO);

  return own != NULL ? own : vt_brand_get_logo (self->brand);
}

/* Where the name does not belong, a logo with a name gives way to the symbol. */
static void
load (VtPainter *self, const VtLayer *layer, double height, Logo *logo)
{
  gboolean is_reversed = layer->variant == VT_LOGO_REVERSED;
  VtColour behind = vt_brand_get_colour (self->brand, is_reversed ? VT_BRAND_PRIMARY : VT_BRAND_BACKGROUND);
  const char *symbol = vt_brand_get_logo_of (self->brand, VT_LOGO_SYMBOL);
  const char *sha256 = choose_file (self, layer, behind, logo);

  logo->ratio = 1;
  logo->on = (VtPaint){ VT_PAINT_ROLE, is_reversed ? VT_BRAND_ON_PRIMARY : VT_BRAND_TEXT, { 0, 0, 0 } };
  if (sha256 != NULL)
    load_file (self, sha256, behind, height, logo);
  if (layer->wordmark || !is_there (logo) || logo->ratio < VT_LOGO_WORDMARK_RATIO)
    return;

  logo_clear (logo);
  logo->adapt = TRUE;
  if (symbol != NULL)
    load_file (self, symbol, behind, height, logo);
}

/* Whether there is a logo that can be drawn. */
gboolean
vt_painter_has_logo (VtPainter *self)
{
  g_auto (Logo) logo = { 0 };
  const char *sha256 = vt_brand_get_logo (self->brand);

  if (sha256 != NULL)
    load_file (self, sha256, vt_brand_get_colour (self->brand, VT_BRAND_BACKGROUND), 1, &logo);
  return is_there (&logo);
}

static void
show (VtPainter *self, const Logo *logo, const VtBox *box)
{
  cairo_t *cr = self->cr;

  if (logo->drawing != NULL)
    {
      const RsvgRectangle viewport = { box->x, box->y, box->width, box->height };

      rsvg_handle_render_document (logo->drawing, cr, &viewport, NULL);
    }
  else if (logo->picture != NULL)
    {
      cairo_surface_t *surface = vt_asset_picture_to_surface (logo->picture);

      cairo_save (cr);
      cairo_translate (cr, box->x, box->y);
      cairo_scale (cr, box->width / logo->picture->width, box->height / logo->picture->height);
      cairo_set_source_surface (cr, surface, 0, 0);
      cairo_paint (cr);
      cairo_restore (cr);
      cairo_surface_destroy (surface);
    }
}

/* In one colour, whatever colours it has. */
static void
show_mono (VtPainter *self, const Logo *logo, const VtBox *box, const VtPaint *paint)
{
  cairo_pattern_t *mask = NULL;

  cairo_push_group_with_content (self->cr, CAIRO_CONTENT_ALPHA);
  show (self, logo, box);
  mask = cairo_pop_group (self->cr);
  vt_painter_set_source (self, paint, 1);
  cairo_mask (self->cr, mask);
  cairo_pattern_destroy (mask);
}

/* A picture without alpha brings its own ground, which stands on a plate. */
static void
show_plate (VtPainter *self, const VtBox *box)
{
  const VtPaint ground = { VT_PAINT_ROLE, VT_BRAND_SURFACE, { 0, 0, 0 } };
  const VtBox plate = { box->x - box->height * 0.12, box->y - box->height * 0.12, box->width + box->height * 0.24,
                        box->height * 1.24 };

  vt_painter_path (self, VT_SHAPE_RECTANGLE, &plate, box->height * 0.12);
  vt_painter_set_source (self, &ground, 1);
  cairo_fill (self->cr);
}

static void
show_variant (VtPainter *self, const VtLayer *layer, const Logo *logo, const VtBox *box)
{
  gboolean is_opaque = logo->picture != NULL && logo->picture->is_opaque;

  if (layer->variant == VT_LOGO_MONO && logo->adapt && !is_opaque)
    show_mono (self, logo, box, &layer->colour);
  else if (logo->picture != NULL && logo->adapt && !is_opaque)
    show_mono (self, logo, box, &logo->on);
  else
    {
      if (logo->adapt && is_opaque)
        show_plate (self, box);
      show (self, logo, box);
    }
}

/* A little heavier than the headings, as it stands beside a drawing. */
static int
name_weight (VtPainter *self)
{
  return MIN (900, vt_brand_get_weight (self->brand, VT_BRAND_HEADING) + 100);
}

/* (transfer full) The shop's name in letters that suit a symbol of @height and leave it within @width. */
static PangoLayout *
new_name (VtPainter *self, double height, double width, double *name_width, double *name_height)
{
  PangoLayout *name = vt_painter_new_words (self, VT_BRAND_HEADING, vt_asset_facts_get_shop_name (self->facts));
  double size = height * NAME_SIZE;
  PangoRectangle logical;

  for (guint i = 0; i < 3; i++)
    {
      vt_words_set_size (name, size, name_weight (self));
      pango_layout_get_extents (name, NULL, &logical);
      if (logical.width <= width * PANGO_SCALE)
        break;
      size *= width * PANGO_SCALE / logical.width * 0.99;
    }
  if (size < height * NAME_SIZE * 0.4)
    {
      vt_words_set_size (name, height * NAME_SIZE * 0.4, name_weight (self));
      pango_layout_set_width (name, (int) (width * PANGO_SCALE));
      pango_layout_set_ellipsize (name, PANGO_ELLIPSIZE_END);
      pango_layout_get_extents (name, NULL, &logical);
    }
  *name_width = (double) logical.width / PANGO_SCALE;
  *name_height = (double) logical.height / PANGO_SCALE;
  return name;
}

static void
draw_name (VtPainter *self, const VtLayer *layer, PangoLayout *name, double x, double y)
{
  vt_painter_set_source (self, &layer->colour, 1);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, name);
}

/* The first letter of the shop's name, where only a symbol will do and there is none. */
static void
draw_initial (VtPainter *self, const VtLayer *layer, const VtBox *box)
{
  g_autoptr (PangoLayout) letter = vt_painter_new_words (self, VT_BRAND_HEADING, self->facts->texts[VT_FACT_INITIAL]);
  PangoRectangle ink;
  double size = MIN (box->width, box->height);

  vt_words_set_size (letter, size, name_weight (self));
  pango_layout_get_extents (letter, &ink, NULL);
  if (ink.height > 0)
    vt_words_set_size (letter, size * MIN (1.4, size * PANGO_SCALE * 0.86 / MAX (ink.height, ink.width)),
                       name_weight (self));
  pango_layout_get_extents (letter, &ink, NULL);
  draw_name (self, layer, letter, box->x + box->width / 2 - (ink.x + ink.width / 2.0) / PANGO_SCALE,
             box->y + box->height / 2 - (ink.y + ink.height / 2.0) / PANGO_SCALE);
}

static double
place (int align, double start, double room, double used)
{
  return start + (align == VT_ALIGN_CENTRE ? (room - used) / 2 : align == VT_ALIGN_END ? room - used : 0);
}

/* The name alone, over the whole box. */
static void
draw_name_alone (VtPainter *self, const VtLayer *layer, const VtBox *box)
{
  double width, height;
  g_autoptr (PangoLayout) name = new_name (self, box->height * 1.3, box->width, &width, &height);

  draw_name (self, layer, name, place (layer->align, box->x, box->width, width),
             place (layer->valign, box->y, box->height, height));
}

/* Draws the logo in a box, as large as it can be there. */
void
vt_painter_draw_logo (VtPainter *self, const VtLayer *layer, const VtBox *box)
{
  g_auto (Logo) logo = { 0 };
  g_autoptr (PangoLayout) name = NULL;
  double name_width = 0, name_height = 0;
  double height = box->height, width, whole;

  load (self, layer, height, &logo);
  if (!is_there (&logo))
    {
      if (vt_brand_get_logo (self->brand) != NULL && !vt_painter_has_logo (self))
        vt_painter_report (self, VT_ASSET_NO_LOGO, layer,
                           _ ("The logo cannot be read; the name stands in. Choose the logo again"));
      if (layer->wordmark)
        draw_name_alone (self, layer, box);
      else
        draw_initial (self, layer, box);
      return;
    }

  width = MIN (box->width, height * logo.ratio);
  height = width / logo.ratio;
  whole = width;
  if (layer->wordmark && logo.ratio < VT_LOGO_WORDMARK_RATIO && box->width > width * 2)
    {
      name = new_name (self, height, box->width - width - height * NAME_GAP, &name_width, &name_height);
      whole += height * NAME_GAP + name_width;
    }

  {
    const double x = place (layer->align, box->x, box->width, whole);
    const double y = place (layer->valign, box->y, box->height, height);
    const VtBox symbol = { x, y, width, height };

    show_variant (self, layer, &logo, &symbol);
    if (name != NULL)
      draw_name (self, layer, name, x + width + height * NAME_GAP, y + (height - name_height) / 2);
  }
}
