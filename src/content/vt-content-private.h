#pragma once

#include "base/vt-db.h"
#include "content/vt-content-error.h"
#include "content/vt-text-field.h"

G_BEGIN_DECLS

#define VT_CONTENT_TITLE_CHARS 255
#define VT_CONTENT_SEO_CHARS   1000
#define VT_CONTENT_BODY_CHARS  200000

/* Returns: FALSE, with the message as error */
gboolean vt_content_invalid (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean vt_content_found (VtStep step, const char *missing, GError **error);

char *vt_content_line (const char *text, const char *name, guint max_chars, VtTextFieldFlags flags, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean vt_content_check_handle (VtDb *db, const char *is_taken, const char *handle, GError **error);
char *vt_content_take_handle (VtDb *db,
                              const char *is_taken,
                              const char *handle,
                              const char *title,
                              const char *stem,
                              GError **error);
gboolean vt_content_check_picture (VtDb *db, const char *sha256, GError **error);

G_END_DECLS
