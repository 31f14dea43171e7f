#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the first bytes of a file tell about it. */
typedef struct
{
  const char *type;      /* MIME type */
  const char *extension; /* without a dot */
  int width;             /* pixels as they are shown; 0 for a drawing that names no size */
  int height;
} VtMediaProbe;

gboolean vt_media_probe (const guint8 *data, gsize size, VtMediaProbe *probe, GError **error);
const char *vt_media_probe_describe (const guint8 *data, gsize size);

gboolean vt_svg_probe (const guint8 *data, gsize size, VtMediaProbe *probe);

G_END_DECLS
