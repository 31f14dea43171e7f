#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A drop-down of families of typefaces, each drawn in itself, that can be searched. It tells of a choice by the signal
 * `chosen`, whose argument is the family. */
#define VT_TYPE_FONT_CHOOSER (vt_font_chooser_get_type ())
G_DECLARE_FINAL_TYPE (VtFontChooser, vt_font_chooser, VT, FONT_CHOOSER, AdwBin)

void vt_font_chooser_set_label (VtFontChooser *self, const char *label);
void vt_font_chooser_set_families (VtFontChooser *self, GPtrArray *families);
void vt_font_chooser_show (VtFontChooser *self, const char *family);

G_END_DECLS
