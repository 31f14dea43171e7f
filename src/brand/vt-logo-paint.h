#pragma once

#include "brand/vt-logo.h"

G_BEGIN_DECLS

/* How the colours of a logo change for a variant of it. */
typedef struct _VtLogoPaint VtLogoPaint;

gboolean vt_logo_paint_parse (const char *text, VtColour *colour);
VtLogoPaint *vt_logo_paint_new (VtBrand *brand, VtLogoVariant variant);
void vt_logo_paint_free (VtLogoPaint *self);
void vt_logo_paint_learn (VtLogoPaint *self, VtColour colour);
VtColour vt_logo_paint_map (VtLogoPaint *self, VtColour colour);
char *vt_logo_paint_svg (VtLogoPaint *self, const char *svg, gssize length, GError **error);
void vt_logo_paint_pixels (VtLogoPaint *self, guint8 *rgba, gsize n_pixels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtLogoPaint, vt_logo_paint_free)

G_END_DECLS
