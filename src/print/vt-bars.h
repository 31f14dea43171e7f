#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  VT_BARS_EAN_13,
  VT_BARS_EAN_8,
  VT_BARS_UPC_A,
  VT_BARS_CODE_128
} VtBarsKind;

/* A code as bars: modules of one width, from left to right, without the light space that must stand at both ends. */
typedef struct
{
  VtBarsKind kind;
  char *modules; /* '1' dark, '0' light */
  guint n_modules;
  guint quiet_left; /* modules that must stay light before the first bar, and after the last */
  guint quiet_right;
  char *text; /* what people read below */
} VtBars;

VtBars *vt_bars_new (const char *code, GError **error);
void vt_bars_free (VtBars *self);
guint vt_bars_get_width (const VtBars *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBars, vt_bars_free)

G_END_DECLS
