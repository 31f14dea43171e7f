#pragma once

#include <glib.h>

G_BEGIN_DECLS

extern const char *const vt_catalogue_public_copies[];

G_END_DECLS
