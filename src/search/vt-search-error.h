#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VT_SEARCH_ERROR (vt_search_error_quark ())

typedef enum
{
  VT_SEARCH_ERROR_NOT_FOUND,
  VT_SEARCH_ERROR_INVALID /* the value cannot be: the message says why */
} VtSearchError;

GQuark vt_search_error_quark (void);

/* What may be public of this folder's tables, for vt_snapshot_write_catalogue(). */
extern const char *const vt_search_public_copies[];

G_END_DECLS
