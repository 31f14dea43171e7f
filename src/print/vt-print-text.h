#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

PangoLayout *vt_print_text_new (cairo_t *cr, const char *text, double size, gboolean bold, double width);
double vt_print_text_get_height (PangoLayout *layout);
double vt_print_text_get_width (PangoLayout *layout);
void vt_print_text_show (cairo_t *cr, PangoLayout *layout, double x, double y);

G_END_DECLS
