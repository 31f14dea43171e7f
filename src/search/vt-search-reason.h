#pragma once

#include "search/engine/vix-explain.h"
#include "search/vt-search-rule.h"
#include "search/vt-search-signal.h"

G_BEGIN_DECLS

/* What a reason is about. */
typedef enum
{
  VT_SEARCH_REASON_SPELLING,
  VT_SEARCH_REASON_WORDS,
  VT_SEARCH_REASON_COLOUR,
  VT_SEARCH_REASON_SHOPPERS,
  VT_SEARCH_REASON_RULES,
  VT_SEARCH_REASON_N_KINDS
} VtSearchReasonKind;

/* Why a product stands where it does, in words. */
typedef struct
{
  VtSearchReasonKind kind;
  gboolean against; /* it stands lower for it */
  char *text;       /* (owned) translated: “soffa” read as sofa */
} VtSearchReason;

/* A part of a text, in bytes. */
typedef struct
{
  guint start;
  guint end;
} VtSearchMark;

VtSearchReason *vt_search_reason_new (VtSearchReasonKind kind, gboolean against, char *text);
void vt_search_reason_free (VtSearchReason *self);
const char *vt_search_reason_kind_to_words (VtSearchReasonKind kind);
const char *vt_search_reason_kind_to_string (VtSearchReasonKind kind);

GPtrArray *vt_search_reasons_new (void);
void vt_search_reasons_add (GPtrArray *reasons, const VixIndex *index, const VixResult *result, guint32 document);
void vt_search_reasons_add_shoppers (GPtrArray *reasons,
                                     const VixIndex *index,
                                     const VixResult *result,
                                     guint32 document,
                                     int boost_percent,
                                     const VtSearchSignal *signal);
void vt_search_reasons_add_rule (GPtrArray *reasons, const VtSearchRule *rule, const char *query);
GArray *vt_search_marks_new (const VixIndex *index, const VixResult *result, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchReason, vt_search_reason_free)

G_END_DECLS
