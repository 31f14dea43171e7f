#pragma once

#include "base/vt-db.h"
#include "search/vt-index-file.h"

G_BEGIN_DECLS

/* What is asked. */
typedef struct
{
  const char *text; /* as a shopper wrote it, valid UTF-8 */
  gboolean typing;  /* its last word may be the beginning of one */
  gboolean hidden;  /* products that shoppers do not see are found, too */
  guint limit;      /* 0: as many as there are, at most VIX_HITS_MAX */
  GStrv filters;    /* (nullable) (unowned) "vendor=Doi", "price=1000-2000": of one column any, of different ones all */
} VtShopQuery;

/* What a query is answered with. */
typedef struct
{
  GArray *product_ids; /* (owned) (element-type gint64) the best first; with all the words, where there are such */
  char *corrected;     /* (owned) (nullable) what was searched for instead: words of the query were not known */
  char *dropped;       /* (owned) (nullable) words that no product has together with the others */
  char *path;          /* (owned) (nullable) the merchant leads this query to a page of the shop */
} VtSearchAnswer;

void vt_search_answer_free (VtSearchAnswer *self);

/* The products of a shop in one language, ready to be searched, with what the merchant decided about queries and what
 * shoppers did after them. It never changes; each thread that asks has one of its own. */
typedef struct _VtShopIndex VtShopIndex;

VtShopIndex *vt_shop_index_new (VtDb *db, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_shop_index_free (VtShopIndex *self);
const VixIndex *vt_shop_index_get (VtShopIndex *self);
gboolean vt_shop_index_find (VtShopIndex *self, gint64 product_id, guint32 *document);
char *vt_shop_index_dup_title (VtShopIndex *self, gint64 product_id);
gint64 vt_shop_index_get_product (VtShopIndex *self, guint32 document);

gboolean vt_shop_index_run (VtShopIndex *self, const VtShopQuery *query, VixResult *result, GError **error);
VtSearchAnswer *vt_shop_index_search (VtShopIndex *self, const VtShopQuery *query, GError **error);
VtSearchAnswer *vt_shop_index_ask (VtShopIndex *self, const char *query, gboolean typing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchAnswer, vt_search_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShopIndex, vt_shop_index_free)

G_END_DECLS
