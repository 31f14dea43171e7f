/* Owner of the table search_test. */
#define G_LOG_DOMAIN "vt-search"

#include "base/vt-id.h"
#include "search/vt-search-rows.h"
#include "search/vt-search-test.h"
#include "search/vt-search-text.h"

#include <glib/gi18n-lib.h>

#define TESTS_MAX  2000
#define WITHIN_MAX 100
#define SELECT     "SELECT id, language, query, product_id, within FROM search_test "

/**
 * vt_search_test_new:
 * @language: the code of one of the shop's languages
 * @query: what shoppers ask
 * @product_id: what they must find
 * @within: among the first so many results, 1 to 100
 *
 * Returns: (transfer full): a test that is not in the shop yet
 */
VtSearchTest *
vt_search_test_new (const char *language, const char *query, gint64 product_id, int within)
{
  VtSearchTest *self = g_new0 (VtSearchTest, 1);

  self->language = g_strdup (language);
  self->query = g_strdup (query);
  self->product_id = product_id;
  self->within = within;

  return self;
}

/**
 * vt_search_test_free:
 * @self: (nullable): a test
 *
 * Frees the record.
 */
void
vt_search_test_free (VtSearchTest *self)
{
  if (self == NULL)
    return;

  g_free (self->language);
  g_free (self->query);
  g_free (self);
}

static gpointer
test_new_from_row (VtStmt *stmt)
{
  VtSearchTest *self = vt_search_test_new (vt_stmt_get_text (stmt, 1), vt_stmt_get_text (stmt, 2),
                                           vt_stmt_get_int (stmt, 3), (int) vt_stmt_get_int (stmt, 4));

  self->id = vt_stmt_get_int (stmt, 0);
  return self;
}

/**
 * vt_search_test_list:
 * @db: a shop's database
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtSearchTest) (nullable): what queries must show, by query
 */
GPtrArray *
vt_search_test_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "ORDER BY query, language, within, id", error);

  return vt_search_rows_list (stmt, test_new_from_row, (GDestroyNotify) vt_search_test_free, error);
}

/**
 * vt_search_test_load:
 * @db: a shop's database
 * @id: a test's id
 * @error: %VT_SEARCH_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the test
 */
VtSearchTest *
vt_search_test_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE id = ?1", error);

  return vt_search_rows_find (stmt, id, test_new_from_row, _ ("The test of search is not in the shop any more"), error);
}

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check (VtDb *db, const VtSearchTest *test, GError **error)
{
  gint64 found = 0;
  VtStep step;

  if (!vt_search_language_is_valid (test->language, error))
    return FALSE;
  if (*test->language == '\0')
    return invalid (error, _ ("A test of search is of one language: give its code, such as pt-BR"));
  if (test->within < 1 || test->within > WITHIN_MAX)
    return invalid (error, _ ("A product is expected among the first 1 to 100 results"));

  step = vt_db_get (db, error, &found, "SELECT id FROM product WHERE id = ?1", "i", test->product_id);
  if (step == VT_STEP_DONE)
    invalid (error, _ ("The product of the test is not in the shop"));
  return step == VT_STEP_ROW;
}

static gboolean
has_room (VtDb *db, GError **error)
{
  gint64 n = 0;

  if (vt_db_get (db, error, &n, "SELECT count (*) FROM search_test", "") != VT_STEP_ROW)
    return FALSE;

  return n < TESTS_MAX || invalid (error, _ ("A shop has at most 2,000 tests of search"));
}

/**
 * vt_search_test_save:
 * @db: the connection of a #VtShopJob
 * @test: a query and what it must show
 * @error: a #VtSearchError or #VtDbError
 *
 * The test takes the place of another one of the same query about the same product.
 *
 * Returns: whether it is so now
 */
gboolean
vt_search_test_save (VtDb *db, VtSearchTest *test, GError **error)
{
  g_autofree char *query = vt_search_query_text (test->query, error);
  g_autoptr (VtSearchTest) known = NULL;

  if (query == NULL || !check (db, test, error))
    return FALSE;
  if (test->id != 0 ? (known = vt_search_test_load (db, test->id, error)) == NULL : !has_room (db, error))
    return FALSE;

  g_free (test->query);
  test->query = g_steal_pointer (&query);
  if (!vt_db_run (db, error,
                  "DELETE FROM search_test WHERE query = ?1 AND language = ?2 AND product_id = ?3 AND id <> ?4", "ssii",
                  test->query, test->language, test->product_id, test->id))
    return FALSE;
  if (test->id != 0)
    return vt_db_run (db, error,
                      "UPDATE search_test SET language = ?2, query = ?3, product_id = ?4, within = ?5 WHERE id = ?1 "
                      "AND (language, query, product_id, within) IS NOT (?2, ?3, ?4, ?5)",
                      "issii", test->id, test->language, test->query, test->product_id, (gint64) test->within);

  test->id = vt_id_new ();
  return vt_db_run (db, error,
                    "INSERT INTO search_test (id, language, query, product_id, within) VALUES (?1, ?2, ?3, ?4, ?5)",
                    "issii", test->id, test->language, test->query, test->product_id, (gint64) test->within);
}

/**
 * vt_search_test_delete:
 * @db: the connection of a #VtShopJob
 * @id: a test's id
 * @error: a #VtSearchError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_search_test_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtSearchTest) test = vt_search_test_load (db, id, error);

  return test != NULL && vt_db_run (db, error, "DELETE FROM search_test WHERE id = ?1", "i", id);
}
