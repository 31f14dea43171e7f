#pragma once

#include "app/vt-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Who looks at the shop. */
typedef enum
{
  VT_PREVIEW_NEW_SHOPPER,
  VT_PREVIEW_RETURNING_SHOPPER, /* the shop remembers where to send to */
  VT_PREVIEW_SHOPPER_WITH_BAG   /* … and there is something in the bag */
} VtPreviewShopper;

/* How the preview looks at the shop: when, in which language, as whom, from where, in which colours.
 *
 * Signals: ::language-changed, ::shopper-changed (the country too), ::colours-changed, ::moment-changed. */
#define VT_TYPE_PREVIEW_OPTIONS (vt_preview_options_get_type ())
G_DECLARE_FINAL_TYPE (VtPreviewOptions, vt_preview_options, VT, PREVIEW_OPTIONS, GtkPopover)

void vt_preview_options_fill (VtPreviewOptions *self, VtWorkspace *workspace);
const char *vt_preview_options_get_language (VtPreviewOptions *self);
char *vt_preview_options_get_prefix (VtPreviewOptions *self);
char *vt_preview_options_list_prefixes (VtPreviewOptions *self);
VtPreviewShopper vt_preview_options_get_shopper (VtPreviewOptions *self);
char *vt_preview_options_describe_shopper (VtPreviewOptions *self);
const char *vt_preview_options_get_country (VtPreviewOptions *self);
gint64 vt_preview_options_get_moment (VtPreviewOptions *self);
void vt_preview_options_reset (VtPreviewOptions *self);
const char *vt_preview_options_get_colours (VtPreviewOptions *self);

G_END_DECLS
