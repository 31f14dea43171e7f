#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vt_time_in_words (gint64 us, gint64 now_us);

G_END_DECLS
