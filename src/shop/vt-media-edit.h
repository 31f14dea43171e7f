#pragma once

#include "shop/vt-media.h"

G_BEGIN_DECLS

/* What is done to a picture: it is turned, then mirrored, then cut. */
typedef struct
{
  guint quarter_turns; /* clockwise, 0 to 3 */
  gboolean mirrored;   /* left becomes right, after it was turned */
  double left;         /* what remains, as parts of the turned picture: 0 ≤ left < right ≤ 1 */
  double top;
  double right;
  double bottom;
} VtMediaEdit;

#define VT_MEDIA_EDIT_NONE ((VtMediaEdit){ .right = 1, .bottom = 1 })

VtMedia *vt_media_edit (const char *shop_path,
                        const VtMedia *original,
                        const VtMediaEdit *edit,
                        GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
