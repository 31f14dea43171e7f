#pragma once

#include "catalogue/vt-product-list.h"
#include "orders/vt-quote.h"
#include "site/vt-model.h"

G_BEGIN_DECLS

/* One thing that goes with what is in the bag. */
typedef struct
{
  VtProductRow *row;
  char *title; /* why it is shown: "Goes well with it", "More from Plants" */
} VtSuggestion;

VtSuggestion *vt_suggestion_find (VtView *view, const VtQuote *quote, GError **error);
void vt_suggestion_free (VtSuggestion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSuggestion, vt_suggestion_free)

G_END_DECLS
