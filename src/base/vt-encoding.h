#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the bytes of a text file stand for characters. */
typedef enum
{
  VT_ENCODING_UNKNOWN, /* to be detected; nothing but ASCII so far */
  VT_ENCODING_UTF_8,
  VT_ENCODING_UTF_16LE,
  VT_ENCODING_UTF_16BE,
  VT_ENCODING_WINDOWS_1252, /* with ISO 8859-1, which it contains */
  VT_ENCODING_WINDOWS_874   /* with TIS-620 and ISO 8859-11, which it contains */
} VtEncoding;

/* What stands in decoded text for a byte that means nothing; never part of UTF-8. */
#define VT_ENCODING_DAMAGE '\xff'

const char *vt_encoding_to_string (VtEncoding self);
gboolean vt_encoding_from_string (const char *name, VtEncoding *out) G_GNUC_WARN_UNUSED_RESULT;
VtEncoding vt_encoding_find_mark (const guint8 *bytes, gsize size, gsize *mark_bytes);
VtEncoding vt_encoding_detect (const guint8 *bytes, gsize size);
gsize vt_encoding_decode (VtEncoding self, const guint8 *bytes, gsize size, gboolean last, char *out, gsize *written);

G_END_DECLS
