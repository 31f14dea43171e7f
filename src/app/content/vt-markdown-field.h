#pragma once

#include "app/vt-workspace.h"
#include "shop/vt-media.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text in Markdown with tools above it. Each change by the user is ::edited; what the shop holds comes by
 * vt_markdown_field_show(). */
#define VT_TYPE_MARKDOWN_FIELD (vt_markdown_field_get_type ())
G_DECLARE_FINAL_TYPE (VtMarkdownField, vt_markdown_field, VT, MARKDOWN_FIELD, GtkBox)

void vt_markdown_field_set_workspace (VtMarkdownField *self, VtWorkspace *workspace);
void vt_markdown_field_show (VtMarkdownField *self, const char *text);
void vt_markdown_field_forget (VtMarkdownField *self);
void vt_markdown_field_refuse (VtMarkdownField *self, const char *reason);
void vt_markdown_field_focus (VtMarkdownField *self);
char *vt_markdown_field_dup_text (VtMarkdownField *self);
VtMedia *vt_markdown_field_steal_media (VtMarkdownField *self);
void vt_markdown_field_write (VtMarkdownField *self,
                              const char *label,
                              const char *coalesce_key,
                              VtShopJob job,
                              gpointer data,
                              GDestroyNotify data_free);

G_END_DECLS
