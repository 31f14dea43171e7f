#pragma once

#include <glib.h>
#include <gumbo.h>

G_BEGIN_DECLS

/* What vt-html-walk.c tells its caller, in document order. Every enter() is followed by its leave(). */
typedef struct
{
  void (*enter) (const GumboElement *element, gpointer data);
  void (*leave) (const GumboElement *element, gpointer data);
  void (*text) (const char *text, gpointer data);
} VtHtmlVisitor;

gboolean vt_html_is_too_complex (const char *html);
void vt_html_walk (const char *html, gboolean as_text, const VtHtmlVisitor *visitor, gpointer data);

G_END_DECLS
