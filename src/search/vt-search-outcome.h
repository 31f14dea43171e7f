#pragma once

#include "search/vt-search-test.h"

G_BEGIN_DECLS

/* What a query that must show a product shows now. */
typedef struct
{
  VtSearchTest *test; /* (owned) */
  char *title;        /* (owned) of the product; "" when it is gone */
  guint place;        /* from 1; 0: it is not found */
} VtSearchOutcome;

void vt_search_outcome_free (VtSearchOutcome *self);
GPtrArray *vt_search_outcomes (VtDb *db, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean vt_search_outcome_is_good (const VtSearchOutcome *self);
char *vt_search_outcome_describe (const VtSearchOutcome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchOutcome, vt_search_outcome_free)

G_END_DECLS
