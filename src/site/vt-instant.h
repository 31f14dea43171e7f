#pragma once

#include "search/vt-shop-index.h"
#include "site/vt-view.h"

G_BEGIN_DECLS

/* Results while somebody types, for browsers that have not loaded the shop's index. */
VtSiteResponse *vt_view_instant (VtView *self, const char *argument, GError **error);

/* What is asked by "q", on one line and not endless; and what the shop has for it that the shopper may see. */
char *vt_search_words (VtView *view);
VtSearchAnswer *vt_search_find (VtView *view, const char *words, gboolean typing, GError **error);

G_END_DECLS
