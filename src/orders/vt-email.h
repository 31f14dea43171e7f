#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 5321, section 4.5.3.1: a path of 256 octets with its brackets. */
#define VT_EMAIL_MAX_BYTES 254

gboolean vt_email_is_valid (const char *text);
char *vt_email_normalise (const char *text);
gboolean vt_phone_is_valid (const char *text);

G_END_DECLS
