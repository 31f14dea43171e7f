#pragma once

#include "content/vt-section.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a kind of sections is, in words and as a small drawing. */
const char *vt_section_kind_name (VtSectionKind kind);
const char *vt_section_kind_description (VtSectionKind kind);
GtkWidget *vt_section_kind_picture (VtSectionKind kind);

G_END_DECLS
