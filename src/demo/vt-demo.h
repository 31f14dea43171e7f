#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The demo shop, made from data/demo: what the program opens for those who look around. */
gboolean vt_demo_create (const char *path, GError **error);

G_END_DECLS
