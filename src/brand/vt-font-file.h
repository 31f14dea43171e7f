#pragma once

#include "brand/vt-font.h"

#include <gio/gio.h>
#include <hb.h>

G_BEGIN_DECLS

#define VT_FONT_ERROR (vt_font_error_quark ())

typedef enum
{
  VT_FONT_ERROR_DAMAGED,   /* no typeface, or one that is broken */
  VT_FONT_ERROR_FORBIDDEN, /* its maker does not let it stand on a shop's pages */
  VT_FONT_ERROR_NOTHING    /* it has none of the characters that are asked for */
} VtFontError;

GQuark vt_font_error_quark (void);

/* What its maker lets be done with it: fsType of its table OS/2. */
typedef enum
{
  VT_FONT_MAY_TRAVEL, /* it may be embedded, and cut to what is needed */
  VT_FONT_RESTRICTED, /* it may not be embedded */
  VT_FONT_PRINT_ONLY, /* only in what is looked at and printed */
  VT_FONT_WHOLE_ONLY, /* only with all its characters */
  VT_FONT_BITMAP_ONLY /* only its pictures of characters */
} VtFontRight;

/* In thousandths of its size. */
typedef struct
{
  int ascent;
  int descent; /* positive: below the baseline */
  int gap;
  int width; /* of a letter of running text, on average */
  int digit; /* width of a digit in a table */
} VtFontMetrics;

/* A typeface's file. It never changes; any thread may use it. */
typedef struct _VtFontFile VtFontFile;

VtFontFile *vt_font_file_open (const char *path, guint index, GError **error);
VtFontFile *vt_font_file_new (GBytes *bytes, guint index, const char *name, GError **error);
void vt_font_file_free (VtFontFile *self);

VtFontRight vt_font_file_get_right (VtFontFile *self);
gboolean vt_font_file_may_travel (VtFontFile *self, GError **error);
gboolean vt_font_file_is_open (VtFontFile *self);
VtFontKind vt_font_file_get_kind (VtFontFile *self);
VtFontMetrics vt_font_file_get_metrics (VtFontFile *self, int weight);
const hb_set_t *vt_font_file_get_characters (VtFontFile *self);
gboolean vt_font_file_covers (VtFontFile *self, const hb_set_t *characters);
gboolean vt_font_file_has_weights (VtFontFile *self);
gboolean vt_font_file_has_clear_marks (VtFontFile *self);
GBytes *vt_font_file_subset (VtFontFile *self, const hb_set_t *characters, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtFontFile, vt_font_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (hb_set_t, hb_set_destroy)

G_END_DECLS
