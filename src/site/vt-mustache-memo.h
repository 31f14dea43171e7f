#pragma once

#include "site/vt-mustache-private.h"

G_BEGIN_DECLS

/* Parts of pages that come out the same again and again: what a partial looked up, and what it became. */
typedef struct _VtMustacheRecord VtMustacheRecord;

const GString *
vt_mustache_memo_find (VtTemplateMemo *self, const VtTemplate *template, guint64 parents, const VtValue *root);
VtMustacheRecord *vt_mustache_memo_begin (VtTemplateMemo *self, VtTemplate *template, guint64 parents);
void vt_mustache_record_use (VtMustacheRecord *self, const char *name, guint n_parts, const VtValue *value);
void vt_mustache_record_spoil (VtMustacheRecord *self);
void vt_mustache_memo_end (VtTemplateMemo *self, VtMustacheRecord *record, const char *output, gsize length);

G_END_DECLS
