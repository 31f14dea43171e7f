#pragma once

#include "base/vt-svg.h"

G_BEGIN_DECLS

/* How much work a drawing is: elements that are drawn again and again by reference count each time. */
typedef struct _VtSvgWeight VtSvgWeight;

VtSvgWeight *vt_svg_weight_new (void);
void vt_svg_weight_free (VtSvgWeight *self);
void vt_svg_weight_open (VtSvgWeight *self, const char *element);
void vt_svg_weight_attribute (VtSvgWeight *self, const char *name, const char *value);
void vt_svg_weight_close (VtSvgWeight *self);
void vt_svg_weight_style (VtSvgWeight *self, const char *css);
gboolean vt_svg_weight_check (VtSvgWeight *self, GError **error);

char *vt_svg_paint_attribute (const char *name, const char *value, VtSvgPaint paint, gpointer data);
char *vt_svg_paint_sheet (const char *css, VtSvgPaint paint, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSvgWeight, vt_svg_weight_free)

G_END_DECLS
