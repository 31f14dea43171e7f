#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VT_CONTENT_ERROR (vt_content_error_quark ())

typedef enum
{
  VT_CONTENT_ERROR_NOT_FOUND,
  VT_CONTENT_ERROR_INVALID, /* the value cannot be: the message says why */
  VT_CONTENT_ERROR_TAKEN    /* the handle belongs to another page */
} VtContentError;

GQuark vt_content_error_quark (void);

/* What may be public of this folder's tables, for vt_snapshot_write_catalogue(). */
extern const char *const vt_content_public_copies[];

G_END_DECLS
