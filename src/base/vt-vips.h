#pragma once

#include <glib.h>

G_BEGIN_DECLS

void vt_vips_start (void);
char *vt_vips_take_error (void);

G_END_DECLS
