#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Room that result pages give to a title and to the text under it, pixels; by experience: engines publish no number. */
#define VT_SNIPPET_TITLE_PX 580
#define VT_SNIPPET_TEXT_PX  990

/* What a description of a page is cut to when it is made from a longer text, characters. */
#define VT_SNIPPET_TEXT_CHARS 155

int vt_snippet_title_width_px (const char *title);
int vt_snippet_text_width_px (const char *text);
char *vt_snippet_make_title (const char *own, const char *title, const char *extra, const char *shop);
char *vt_snippet_make_description (const char *own, const char *html);

G_END_DECLS
