#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VT_TEXT_FIELD_OPTIONAL = 0,
  VT_TEXT_FIELD_REQUIRED = 1 << 0, /* at least one character */
  VT_TEXT_FIELD_LINES = 1 << 1     /* may have more than one line */
} VtTextFieldFlags;

char *vt_text_field (const char *text,
                     const char *name,
                     guint max_chars,
                     VtTextFieldFlags flags,
                     GQuark domain,
                     int code,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
