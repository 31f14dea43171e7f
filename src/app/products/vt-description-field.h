#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The description of a product. Paragraphs, headings, lists, links, bold and italic are edited as they look; what has
 * more in it as HTML, and says so. Signals: ::edited (html); ::settled when no edit is on its way any more. */
#define VT_TYPE_DESCRIPTION_FIELD (vt_description_field_get_type ())
G_DECLARE_FINAL_TYPE (VtDescriptionField, vt_description_field, VT, DESCRIPTION_FIELD, GtkBox)

void vt_description_field_reset (VtDescriptionField *self, const char *html);
void vt_description_field_follow (VtDescriptionField *self, const char *html);
void vt_description_field_hold (VtDescriptionField *self);
void vt_description_field_release (VtDescriptionField *self);

G_END_DECLS
