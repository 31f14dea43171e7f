#pragma once

#include "brand/vt-font.h"

#include <glib.h>

G_BEGIN_DECLS

/* A file of a family: upright, of usual width. */
typedef struct
{
  char *path;
  guint index;
  int weight_min; /* 100 to 900; the same as weight_max but for one that can be drawn in any */
  int weight_max;
} VtFontStyle;

/* The typefaces that are installed on this computer, as fontconfig knows them. Any thread. */
GPtrArray *vt_font_list_families (void);
gboolean vt_font_is_installed (const char *family);
GPtrArray *vt_font_list_styles (const char *family);
const VtFontStyle *vt_font_choose_style (GPtrArray *styles, int weight);
char *vt_font_find_companion (VtFontKind kind, const char *script, gunichar sample);

void vt_font_style_free (VtFontStyle *self);

G_END_DECLS
