#pragma once

#include "base/vt-db.h"
#include "search/vt-search-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What a query must show. */
typedef struct
{
  gint64 id; /* 0: not saved yet */
  char *language;
  char *query;
  gint64 product_id;
  int within; /* among the first so many results, 1 to 100 */
} VtSearchTest;

VtSearchTest *vt_search_test_new (const char *language, const char *query, gint64 product_id, int within);
void vt_search_test_free (VtSearchTest *self);
GPtrArray *vt_search_test_list (VtDb *db, GError **error);
VtSearchTest *vt_search_test_load (VtDb *db, gint64 id, GError **error);

/* Edits, for use inside a VtShopJob. An id of 0 is made and set; the record is left as the table has it. */
gboolean vt_search_test_save (VtDb *db, VtSearchTest *test, GError **error);
gboolean vt_search_test_delete (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchTest, vt_search_test_free)

G_END_DECLS
