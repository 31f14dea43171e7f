#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a typeface looks like, and so what may stand in for it. */
typedef enum
{
  VT_FONT_SANS,
  VT_FONT_SERIF,
  VT_FONT_MONO
} VtFontKind;

VtFontKind vt_font_guess_kind (const char *family);
gboolean vt_font_family_is_valid (const char *family);

G_END_DECLS
