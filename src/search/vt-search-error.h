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

G_END_DECLS
