#pragma once

#include "base/vt-rich-text.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The text of a description with its marks as tags of a GtkTextBuffer; see VtRichText. */
void vt_description_buffer_set_up (GtkTextBuffer *buffer);
void vt_description_buffer_show (GtkTextBuffer *buffer, const VtRichText *rich);
VtRichText *vt_description_buffer_read (GtkTextBuffer *buffer);

gboolean vt_description_buffer_get_selection (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end);
void vt_description_buffer_toggle (GtkTextBuffer *buffer, VtRichKind kind);
void vt_description_buffer_toggle_heading (GtkTextBuffer *buffer, VtRichKind kind);
void vt_description_buffer_toggle_list (GtkTextBuffer *buffer, gboolean numbered);
void vt_description_buffer_link (GtkTextBuffer *buffer, const char *url);
const char *vt_description_buffer_get_link (GtkTextBuffer *buffer);
gboolean vt_description_buffer_break_line (GtkTextBuffer *buffer);

G_END_DECLS
