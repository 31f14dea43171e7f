#pragma once

#include "base/vt-db.h"
#include "search/vt-index-file.h"

G_BEGIN_DECLS

/* What a query is answered with. */
typedef struct
{
  GArray *product_ids; /* (owned) (element-type gint64) the best first */
  char *corrected;     /* (owned) (nullable) what was searched for instead: words of the query were not known */
  char *dropped;       /* (owned) (nullable) words that no product has together with the others */
  char *path;          /* (owned) (nullable) the merchant leads this query to a page of the shop */
} VtSearchAnswer;

void vt_search_answer_free (VtSearchAnswer *self);

/* The products of a shop in one language, ready to be searched, with what the merchant decided about queries. It never
 * changes; each thread that asks has one of its own. */
typedef struct _VtShopIndex VtShopIndex;

VtShopIndex *vt_shop_index_new (VtDb *db, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_shop_index_free (VtShopIndex *self);
const VixIndex *vt_shop_index_get (VtShopIndex *self);
VtSearchAnswer *vt_shop_index_ask (VtShopIndex *self, const char *query, gboolean typing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchAnswer, vt_search_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShopIndex, vt_shop_index_free)

G_END_DECLS
