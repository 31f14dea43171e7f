#pragma once

#include "site/vt-mustache.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file of the theme as browsers get it: /assets/<hash of all of them>/css/theme.css. One hash for all, so that files
 * can name each other by relative addresses. */
typedef struct
{
  GBytes *bytes;
  const char *content_type;
} VtThemeAsset;

/* Templates, style sheet, scripts and words of the storefront. It never changes; any thread may use it. */
typedef struct _VtTheme VtTheme;

VtTheme *vt_theme_new (GHashTable *files, GError **error);
GHashTable *vt_theme_read_built_in (GError **error);
void vt_theme_free (VtTheme *self);

GPtrArray *vt_theme_list_files (VtTheme *self);
GBytes *vt_theme_get_file (VtTheme *self, const char *name);
GPtrArray *vt_theme_list_assets (VtTheme *self, const char *folder, const char *suffix);
GPtrArray *vt_theme_list_asset_paths (VtTheme *self);
char *vt_theme_asset_path (VtTheme *self, const char *name);
const VtThemeAsset *vt_theme_find_asset (VtTheme *self, const char *path);
VtValue *vt_theme_get_strings (VtTheme *self, const char *language);
gboolean vt_theme_render (VtTheme *self,
                          const char *template_name,
                          VtTemplateMemo *memo,
                          const VtValue *model,
                          GString *out,
                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTheme, vt_theme_free)

G_END_DECLS
