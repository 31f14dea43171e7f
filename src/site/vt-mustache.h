#pragma once

#include "site/vt-value.h"

G_BEGIN_DECLS

/**
 * VtTemplateError:
 * @VT_TEMPLATE_ERROR_ENCODING: the source is not UTF-8
 * @VT_TEMPLATE_ERROR_SYNTAX: a tag is malformed, unclosed or closed in the wrong order
 * @VT_TEMPLATE_ERROR_LIMIT: the source or the page is larger, deeper or more laborious than allowed
 */
typedef enum
{
  VT_TEMPLATE_ERROR_ENCODING,
  VT_TEMPLATE_ERROR_SYNTAX,
  VT_TEMPLATE_ERROR_LIMIT,
} VtTemplateError;

#define VT_TEMPLATE_ERROR (vt_template_error_quark ())
GQuark vt_template_error_quark (void);

#define VT_TEMPLATE_MAX_SOURCE  (4 * 1024 * 1024)
#define VT_TEMPLATE_MAX_NESTING 128

typedef struct _VtTemplate VtTemplate;

/**
 * VtTemplateLimits:
 * @depth: sections, partials, parents and blocks open at the same time
 * @output_bytes: bytes one rendering may add
 * @steps: tags and pieces of text one rendering may visit, and values it may look for a name in
 *
 * What one rendering may use; a template from outside cannot take more.
 */
typedef struct
{
  guint depth;
  gsize output_bytes;
  guint64 steps;
} VtTemplateLimits;

/**
 * VtTemplateLoader:
 * @name: what stands in `{{>name}}` or `{{<name}}`: any text without white space, not a safe file name
 * @user_data: as given to the renderer
 *
 * Returns: (transfer none) (nullable): the partial, or %NULL where there is none: it then renders as nothing
 */
typedef VtTemplate *(*VtTemplateLoader) (const char *name, gpointer user_data);

VtTemplate *
vt_template_new (const char *name, const char *source, gssize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
VtTemplate *vt_template_ref (VtTemplate *self);
void vt_template_unref (VtTemplate *self);

const char *vt_template_get_name (const VtTemplate *self);

gboolean vt_template_render (VtTemplate *self,
                             const VtValue *context,
                             VtTemplateLoader loader,
                             gpointer user_data,
                             GString *out,
                             GError **error);
/* Remembers parts of pages that came out the same before. One thread at a time. */
typedef struct _VtTemplateMemo VtTemplateMemo;

VtTemplateMemo *vt_template_memo_new (VtArena *kept);
void vt_template_memo_free (VtTemplateMemo *self);
gboolean vt_template_render_with_memo (VtTemplate *self,
                                       VtTemplateMemo *memo,
                                       const VtValue *context,
                                       VtTemplateLoader loader,
                                       gpointer user_data,
                                       GString *out,
                                       GError **error);
gboolean vt_template_render_within (VtTemplate *self,
                                    const VtTemplateLimits *limits,
                                    const VtValue *context,
                                    VtTemplateLoader loader,
                                    gpointer user_data,
                                    GString *out,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTemplate, vt_template_unref)

G_END_DECLS
