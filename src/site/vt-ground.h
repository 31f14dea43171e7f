#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is seen in a photograph's place until it has come: its own colours. The policy of the pages lets no style stand
 * in an element, so that classes say them, one for each four bits of the nine channels. */
char *vt_ground_classes (gint64 ground);
char *vt_ground_css (void);

G_END_DECLS
