#define G_LOG_DOMAIN "vt-print"

#include "print/vt-print-text.h"

/**
 * vt_print_text_new:
 * @cr: in points
 * @text: what to write; of any script
 * @size: of the letters, in points
 * @bold: whether they are heavy
 * @width: room, in points; what is longer ends in “…”. -1: as wide as it is
 *
 * Makes a line that is laid out the same on every device: nothing is rounded to its pixels.
 *
 * Returns: (transfer full): the line
 */
PangoLayout *
vt_print_text_new (cairo_t *cr, const char *text, double size, gboolean bold, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoContext *context = pango_layout_get_context (layout);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Noto Sans, Sans");
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);

  pango_font_description_set_size (font, (int) (size * PANGO_SCALE));
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_ellipsize (layout, width >= 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  if (width >= 0)
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  return layout;
}

/**
 * vt_print_text_get_height:
 * @layout: a line
 *
 * Returns: its height, in points
 */
double
vt_print_text_get_height (PangoLayout *layout)
{
  int height = 0;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/**
 * vt_print_text_get_width:
 * @layout: a line
 *
 * Returns: the width of what is written, in points
 */
double
vt_print_text_get_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

/**
 * vt_print_text_show:
 * @cr: in points
 * @layout: a line
 * @x: its left edge
 * @y: its upper edge
 */
void
vt_print_text_show (cairo_t *cr, PangoLayout *layout, double x, double y)
{
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}
