#pragma once

#include "print/vt-print-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean vt_print_run (VtPrintDocument *document, GtkWindow *parent, GError **error);

G_END_DECLS
