/* Owner of the table search_rule. */
#define G_LOG_DOMAIN "vt-search"

#include "base/vt-id.h"
#include "content/vt-position.h"
#include "search/vt-search-rows.h"
#include "search/vt-search-rule.h"
#include "search/vt-search-text.h"

#include <glib/gi18n-lib.h>

#define RULES_MAX   5000
#define PERCENT_MIN (-90)
#define PERCENT_MAX 900
#define PATH_BYTES  2000
#define SELECT      "SELECT id, language, query, kind, product_id, percent, path FROM search_rule "

static const char *const kind_names[] = { "pin", "hide", "boost", "redirect" };

/**
 * vt_search_rule_kind_to_string:
 * @kind: what a rule does
 *
 * Returns: its name in the database and on the command line
 */
const char *
vt_search_rule_kind_to_string (VtSearchRuleKind kind)
{
  return kind_names[kind];
}

/**
 * vt_search_rule_kind_from_string:
 * @text: (nullable): text from outside
 * @kind: (out): what it names
 *
 * Returns: whether it names anything
 */
gboolean
vt_search_rule_kind_from_string (const char *text, VtSearchRuleKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (text, kind_names[i]) == 0)
      {
        *kind = (VtSearchRuleKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_search_rule_new:
 * @language: a language's code, or "" for every language
 * @query: what shoppers ask
 * @kind: anything but a redirect
 * @product_id: whom it concerns
 *
 * Returns: (transfer full): a rule that is not in the shop yet
 */
VtSearchRule *
vt_search_rule_new (const char *language, const char *query, VtSearchRuleKind kind, gint64 product_id)
{
  VtSearchRule *self = g_new0 (VtSearchRule, 1);

  self->language = g_strdup (language);
  self->query = g_strdup (query);
  self->kind = kind;
  self->product_id = product_id;
  self->path = g_strdup ("");

  return self;
}

/**
 * vt_search_rule_new_redirect:
 * @language: a language's code, or "" for every language
 * @query: what shoppers ask
 * @path: where they are led, in the shop: "/collections/chairs"
 *
 * Returns: (transfer full): a rule that is not in the shop yet
 */
VtSearchRule *
vt_search_rule_new_redirect (const char *language, const char *query, const char *path)
{
  VtSearchRule *self = vt_search_rule_new (language, query, VT_SEARCH_RULE_REDIRECT, 0);

  g_free (self->path);
  self->path = g_strdup (path);

  return self;
}

/**
 * vt_search_rule_free:
 * @self: (nullable): a rule
 *
 * Frees the record.
 */
void
vt_search_rule_free (VtSearchRule *self)
{
  if (self == NULL)
    return;

  g_free (self->language);
  g_free (self->query);
  g_free (self->path);
  g_free (self);
}

/* Returns: (transfer full) (nullable): NULL for a kind that this program does not know */
static gpointer
rule_new_from_row (VtStmt *stmt)
{
  VtSearchRuleKind kind;
  VtSearchRule *self;

  if (!vt_search_rule_kind_from_string (vt_stmt_get_text (stmt, 3), &kind))
    return NULL;

  self = vt_search_rule_new (vt_stmt_get_text (stmt, 1), vt_stmt_get_text (stmt, 2), kind, vt_stmt_get_int (stmt, 4));
  self->id = vt_stmt_get_int (stmt, 0);
  self->percent = (int) vt_stmt_get_int (stmt, 5);
  g_free (self->path);
  self->path = vt_stmt_dup_text (stmt, 6);

  return self;
}

/**
 * vt_search_rule_list:
 * @db: a shop's database
 * @query: (nullable): only of this one, as vt_search_query_text() writes it
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtSearchRule) (nullable): rules by query; those of one query with its pins in
 * their order
 */
GPtrArray *
vt_search_rule_list (VtDb *db, const char *query, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, SELECT "WHERE ?1 IS NULL OR query = ?1 ORDER BY query, position, id", error);

  if (stmt != NULL && query != NULL && !vt_stmt_bind_text (stmt, 1, query, error))
    return NULL;

  return vt_search_rows_list (stmt, rule_new_from_row, (GDestroyNotify) vt_search_rule_free, error);
}

/**
 * vt_search_rule_load:
 * @db: a shop's database
 * @id: a rule's id
 * @error: %VT_SEARCH_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the rule
 */
VtSearchRule *
vt_search_rule_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE id = ?1", error);

  return vt_search_rows_find (stmt, id, rule_new_from_row, _ ("The rule of search is not in the shop any more"), error);
}

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID, message);
  return FALSE;
}

/* A redirect stays in the shop, so that nobody is led to another one. */
static gboolean
path_is_local (const char *path)
{
  gsize length = strlen (path);

  return length < PATH_BYTES && path[0] == '/' && path[1] != '/' && path[1] != '\\' &&
         g_utf8_validate (path, -1, NULL) && strpbrk (path, "\r\n\t \"<>\\") == NULL;
}

/* One search that leads to another, and that back again, would lead a browser round in circles. */
static gboolean
is_search (const char *path)
{
  static const char page[] = "/search";

  return g_str_has_prefix (path, page) && strchr ("/?#", path[strlen (page)]) != NULL;
}

static gboolean
check (VtDb *db, const VtSearchRule *rule, GError **error)
{
  gint64 known = 0;
  VtStep step;

  if (!vt_search_language_is_valid (rule->language, error))
    return FALSE;
  if (rule->kind == VT_SEARCH_RULE_REDIRECT)
    return (path_is_local (rule->path) && !is_search (rule->path)) ||
           invalid (error, _ ("A search leads to a page of this shop: give its address from the first “/” on, such as "
                              "/collections/chairs"));
  if (rule->kind == VT_SEARCH_RULE_BOOST &&
      (rule->percent < PERCENT_MIN || rule->percent > PERCENT_MAX || rule->percent == 0))
    return invalid (error, _ ("A boost is from −90 to 900 per cent, and not 0"));

  step = vt_db_get (db, error, &known, "SELECT id FROM product WHERE id = ?1", "i", rule->product_id);
  if (step == VT_STEP_DONE)
    invalid (error, _ ("The product of the rule is not in the shop"));
  return step == VT_STEP_ROW;
}

/* A product has one rule for a query: the last word counts. A query leads to one page. */
static gboolean
take_place_of_others (VtDb *db, const VtSearchRule *rule, GError **error)
{
  return vt_db_run (db, error,
                    "DELETE FROM search_rule WHERE query = ?1 AND language = ?2 AND id <> ?3 AND "
                    "product_id IS nullif (?4, 0)",
                    "ssii", rule->query, rule->language, rule->id, rule->product_id);
}

static gboolean
has_room (VtDb *db, GError **error)
{
  gint64 n = 0;

  if (vt_db_get (db, error, &n, "SELECT count (*) FROM search_rule", "") != VT_STEP_ROW)
    return FALSE;

  return n < RULES_MAX || invalid (error, _ ("A shop has at most 5,000 rules of search"));
}

static gboolean
insert (VtDb *db, VtSearchRule *rule, GError **error)
{
  rule->id = vt_id_new ();
  return vt_db_run (db, error,
                    "INSERT INTO search_rule (id, language, query, kind, product_id, position, percent, path) VALUES "
                    "(?1, ?2, ?3, ?4, nullif (?5, 0), (SELECT coalesce (max (position) + 1, 0) FROM search_rule WHERE "
                    "query = ?3), ?6, ?7)",
                    "isssiis", rule->id, rule->language, rule->query, vt_search_rule_kind_to_string (rule->kind),
                    rule->product_id, (gint64) rule->percent, rule->path);
}

static gboolean
update (VtDb *db, const VtSearchRule *rule, GError **error)
{
  return vt_db_run (db, error,
                    "UPDATE search_rule SET language = ?2, query = ?3, kind = ?4, product_id = nullif (?5, 0), "
                    "percent = ?6, path = ?7 WHERE id = ?1 AND (language, query, kind, product_id, percent, path) IS "
                    "NOT (?2, ?3, ?4, nullif (?5, 0), ?6, ?7)",
                    "isssiis", rule->id, rule->language, rule->query, vt_search_rule_kind_to_string (rule->kind),
                    rule->product_id, (gint64) rule->percent, rule->path);
}

/**
 * vt_search_rule_save:
 * @db: the connection of a #VtShopJob
 * @rule: a query and what happens with its results
 * @error: a #VtSearchError or #VtDbError
 *
 * A new pin comes last. The rule takes the place of another one of the same query about the same product, and a
 * redirect that of another redirect.
 *
 * Returns: whether it is so now
 */
gboolean
vt_search_rule_save (VtDb *db, VtSearchRule *rule, GError **error)
{
  g_autofree char *query = vt_search_query_text (rule->query, error);
  g_autoptr (VtSearchRule) known = NULL;

  if (query == NULL || !check (db, rule, error))
    return FALSE;
  if (rule->id != 0 ? (known = vt_search_rule_load (db, rule->id, error)) == NULL : !has_room (db, error))
    return FALSE;

  g_free (rule->query);
  rule->query = g_steal_pointer (&query);
  return take_place_of_others (db, rule, error) &&
         (rule->id == 0 ? insert (db, rule, error) : update (db, rule, error));
}

/**
 * vt_search_rule_move:
 * @db: the connection of a #VtShopJob
 * @id: a rule's id
 * @position: from 0 among the rules of its query; beyond the end is the end
 * @error: a #VtSearchError or #VtDbError
 *
 * Returns: whether it stands there now
 */
gboolean
vt_search_rule_move (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (VtSearchRule) rule = vt_search_rule_load (db, id, error);

  return rule != NULL &&
         vt_position_move (db,
                           "SELECT id FROM search_rule WHERE query = (SELECT query FROM search_rule WHERE id = ?1) "
                           "ORDER BY position, id",
                           "UPDATE search_rule SET position = ?2 WHERE id = ?1 AND position <> ?2", id, position,
                           error);
}

/**
 * vt_search_rule_delete:
 * @db: the connection of a #VtShopJob
 * @id: a rule's id
 * @error: a #VtSearchError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_search_rule_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtSearchRule) rule = vt_search_rule_load (db, id, error);

  return rule != NULL && vt_db_run (db, error, "DELETE FROM search_rule WHERE id = ?1", "i", id);
}
