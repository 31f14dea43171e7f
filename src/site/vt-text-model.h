#pragma once

#include "content/vt-markdown.h"
#include "site/vt-model.h"

G_BEGIN_DECLS

/* Texts in Markdown on their way into a page. */
VtMarkdown *vt_text_model_read (VtView *view, const char *markdown, gboolean absolute);
void vt_text_model_set_contents (VtValue *object, const VtMarkdown *text);
VtValue *vt_text_model_products (VtView *view, const VtMarkdown *text, GError **error);
char *vt_text_model_iso (gint64 at_us);

G_END_DECLS
