#define G_LOG_DOMAIN "vt-catalogue"

/* Table collection_rule, and the products that the conditions put into collection_product.
 *
 * The facts of a batch of products are read by one query for each table, whatever the number of collections; then the
 * conditions are asked in memory and only differences are written. */

#include "base/vt-clock.h"
#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-collection-rule-private.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>

#define BATCH 500

/* A collection by rule, ready to be asked. */
typedef struct
{
  gint64 id;
  VtRulesMatch match;
  GPtrArray *rules; /* (owned) (element-type VtCompiledRule) */
} Chooser;

static Chooser *
chooser_new (gint64 id, VtRulesMatch match)
{
  Chooser *self = g_new0 (Chooser, 1);

  self->id = id;
  self->match = match;
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_compiled_rule_free);

  return self;
}

static void
chooser_free (Chooser *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chooser, chooser_free)

static void
chooser_add (Chooser *self, const VtCollectionRule *rule, gint64 now_us)
{
  VtCompiledRule *compiled = vt_compiled_rule_new (rule, now_us);

  if (compiled != NULL)
    g_ptr_array_add (self->rules, compiled);
}

static gboolean
chooser_wants (const Chooser *self, const VtProductFacts *facts)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      gboolean is_met = vt_compiled_rule_is_met (g_ptr_array_index (self->rules, i), facts);

      if (is_met != (self->match == VT_RULES_ALL))
        return is_met;
    }

  return self->match == VT_RULES_ALL && self->rules->len > 0;
}

static VtFactsNeed
needs_of (const GPtrArray *choosers)
{
  VtFactsNeed needs = VT_FACTS_PRODUCT;

  for (guint i = 0; i < choosers->len; i++)
    {
      const Chooser *chooser = g_ptr_array_index (choosers, i);

      for (guint j = 0; j < chooser->rules->len; j++)
        needs |= vt_compiled_rule_get_need (g_ptr_array_index (chooser->rules, j));
    }

  return needs;
}

/* All collections by rule; @only: 0, or the one that is asked for. */
static GPtrArray *
read_choosers (VtDb *db, gint64 only, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) choosers = g_ptr_array_new_with_free_func ((GDestroyNotify) chooser_free);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT rule.collection_id, c.rule_match, rule.field, rule.relation, rule.value "
                     "FROM collection_rule AS rule JOIN collection AS c ON c.id = rule.collection_id "
                     "WHERE c.rule_match <> '' AND (?1 = 0 OR rule.collection_id = ?1) "
                     "ORDER BY rule.collection_id, rule.position",
                     error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, only, error))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);
      Chooser *last = choosers->len > 0 ? g_ptr_array_index (choosers, choosers->len - 1) : NULL;
      g_autoptr (VtCollectionRule) rule =
          vt_collection_rule_new (vt_stmt_get_text (stmt, 2), vt_stmt_get_text (stmt, 3), vt_stmt_get_text (stmt, 4));
      VtRulesMatch match = VT_RULES_ALL;

      if (last == NULL || last->id != id)
        {
          vt_rules_match_from_string (vt_stmt_get_text (stmt, 1), &match);
          last = chooser_new (id, match);
          g_ptr_array_add (choosers, last);
        }
      chooser_add (last, rule, now_us);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&choosers) : NULL;
}

/* Facts of a batch: in the order of the ids, and by id. */
typedef struct
{
  GPtrArray *list;   /* (owned) (element-type VtProductFacts) */
  GHashTable *by_id; /* (owned) unowned facts */
} Batch;

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static VtStmt *
select_for (VtDb *db, const char *sql, const char *ids, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);

  return stmt != NULL && vt_stmt_bind_text (stmt, 1, ids, error) ? g_steal_pointer (&stmt) : NULL;
}

static gboolean
read_products (Batch *batch, VtDb *db, const char *ids, GError **error)
{
  g_autoptr (VtStmt) stmt =
      select_for (db,
                  "SELECT p.id, p.title, p.vendor, p.product_type, p.status, p.created_us, p.updated_us, "
                  "EXISTS (SELECT 1 FROM photo WHERE product_id = p.id) "
                  "FROM json_each (?1) AS list CROSS JOIN product AS p ON p.id = list.value",
                  ids, error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtProductFacts *facts = vt_product_facts_new (vt_stmt_get_int (stmt, 0));

      facts->title = vt_stmt_dup_text (stmt, 1);
      facts->vendor = vt_stmt_dup_text (stmt, 2);
      facts->product_type = vt_stmt_dup_text (stmt, 3);
      facts->status = vt_stmt_dup_text (stmt, 4);
      facts->created_us = vt_stmt_get_int (stmt, 5);
      facts->updated_us = vt_stmt_get_int (stmt, 6);
      facts->has_photo = vt_stmt_get_int (stmt, 7) != 0;
      g_ptr_array_add (batch->list, facts);
      g_hash_table_insert (batch->by_id, &facts->id, facts);
    }

  return step == VT_STEP_DONE;
}

static VtProductFacts *
facts_of_row (Batch *batch, VtStmt *stmt)
{
  gint64 id = vt_stmt_get_int (stmt, 0);

  return g_hash_table_lookup (batch->by_id, &id);
}

static gboolean
read_tags (Batch *batch, VtDb *db, const char *ids, GError **error)
{
  g_autoptr (VtStmt) stmt = select_for (
      db,
      "SELECT t.product_id, t.tag FROM json_each (?1) AS list CROSS JOIN product_tag AS t ON t.product_id = list.value",
      ids, error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtProductFacts *facts = facts_of_row (batch, stmt);

      if (facts != NULL)
        g_ptr_array_add (facts->tags, vt_stmt_dup_text (stmt, 1));
    }

  return step == VT_STEP_DONE;
}

static gboolean
read_variants (Batch *batch, VtDb *db, const char *ids, GError **error)
{
  g_autoptr (VtStmt) stmt =
      select_for (db,
                  "SELECT v.product_id, v.sku, v.barcode, v.price_minor, coalesce (v.compare_at_minor, -1), "
                  "coalesce (v.cost_minor, -1), v.weight_g "
                  "FROM json_each (?1) AS list CROSS JOIN variant AS v ON v.product_id = list.value",
                  ids, error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtProductFacts *facts = facts_of_row (batch, stmt);
      VtVariantFacts variant = { 0 };

      if (facts == NULL)
        continue;
      variant.sku = vt_stmt_dup_text (stmt, 1);
      variant.barcode = vt_stmt_dup_text (stmt, 2);
      variant.price_minor = vt_stmt_get_int (stmt, 3);
      variant.compare_at_minor = vt_stmt_get_int (stmt, 4);
      variant.cost_minor = vt_stmt_get_int (stmt, 5);
      variant.weight_g = vt_stmt_get_int (stmt, 6);
      g_array_append_val (facts->variants, variant);
    }

  return step == VT_STEP_DONE;
}

static gboolean
read_stock (Batch *batch, VtDb *db, const char *ids, GError **error)
{
  g_autoptr (VtStmt) stmt =
      select_for (db,
                  "SELECT v.product_id, sum (s.on_hand) "
                  "FROM json_each (?1) AS list CROSS JOIN variant AS v ON v.product_id = list.value "
                  "CROSS JOIN stock_level AS s ON s.variant_id = v.id GROUP BY v.product_id",
                  ids, error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtProductFacts *facts = facts_of_row (batch, stmt);

      if (facts != NULL)
        facts->stock = vt_stmt_get_int (stmt, 1);
    }

  return step == VT_STEP_DONE;
}

static gboolean
batch_read (Batch *self, VtDb *db, const char *ids, VtFactsNeed needs, GError **error)
{
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_product_facts_free);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  return read_products (self, db, ids, error) && (!(needs & VT_FACTS_TAGS) || read_tags (self, db, ids, error)) &&
         (!(needs & VT_FACTS_VARIANTS) || read_variants (self, db, ids, error)) &&
         (!(needs & VT_FACTS_STOCK) || read_stock (self, db, ids, error));
}

/* Those of the batch that are in the collection now. */
static GHashTable *
read_members (VtDb *db, gint64 collection_id, const char *ids, GError **error)
{
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT m.product_id FROM json_each (?2) AS list CROSS JOIN collection_product AS m "
                     "ON m.collection_id = ?1 AND m.product_id = list.value",
                     error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "is", collection_id, ids))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_hash_table_add (members, g_memdup2 (&id, sizeof id));
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&members) : NULL;
}

static gboolean
set_member (VtDb *db, gint64 collection_id, gint64 product_id, gboolean is_member, GError **error)
{
  if (!is_member)
    return vt_db_run (db, error, "DELETE FROM collection_product WHERE collection_id = ?1 AND product_id = ?2", "ii",
                      collection_id, product_id);

  return vt_db_run (db, error,
                    "INSERT INTO collection_product (collection_id, product_id, position) VALUES (?1, ?2, "
                    "(SELECT coalesce (max (position) + 1, 0) FROM collection_product WHERE collection_id = ?1))",
                    "ii", collection_id, product_id);
}

static gboolean
apply_chooser (VtDb *db, const Chooser *chooser, const Batch *batch, const char *ids, GError **error)
{
  g_autoptr (GHashTable) members = read_members (db, chooser->id, ids, error);

  if (members == NULL)
    return FALSE;

  for (guint i = 0; i < batch->list->len; i++)
    {
      const VtProductFacts *facts = g_ptr_array_index (batch->list, i);
      gboolean wanted = chooser_wants (chooser, facts);

      if (wanted != g_hash_table_contains (members, &facts->id) &&
          !set_member (db, chooser->id, facts->id, wanted, error))
        return FALSE;
      if (wanted)
        g_hash_table_add (members, g_memdup2 (&facts->id, sizeof facts->id));
    }

  return TRUE;
}

static gboolean
apply (VtDb *db, const GPtrArray *choosers, const gint64 *product_ids, guint n, GError **error)
{
  VtFactsNeed needs = needs_of (choosers);

  for (guint from = 0; from < n; from += BATCH)
    {
      g_autofree char *ids = vt_catalogue_ids_to_json (product_ids + from, MIN (BATCH, n - from));
      g_auto (Batch) batch = { 0 };

      if (!batch_read (&batch, db, ids, needs, error))
        return FALSE;
      for (guint i = 0; i < choosers->len; i++)
        if (!apply_chooser (db, g_ptr_array_index (choosers, i), &batch, ids, error))
          return FALSE;
    }

  return TRUE;
}

static GArray *
list_products (VtDb *db, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT id FROM product ORDER BY title COLLATE NOCASE, id", error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
apply_to_all (VtDb *db, const GPtrArray *choosers, GError **error)
{
  g_autoptr (GArray) ids = choosers->len > 0 ? list_products (db, error) : NULL;

  if (choosers->len == 0)
    return TRUE;

  return ids != NULL && apply (db, choosers, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

/**
 * vt_collection_rules_update:
 * @db: the connection of a #VtShopJob
 * @product_ids: (array length=n): products that were made or edited
 * @n: how many
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Puts the products into the collections by rule whose conditions they meet now, and takes them out of the others. It
 * costs next to nothing where no collection is by rule.
 *
 * Returns: whether the collections are right
 */
gboolean
vt_collection_rules_update (VtDb *db, const gint64 *product_ids, guint n, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) choosers = n > 0 ? read_choosers (db, 0, now_us, error) : NULL;

  if (n == 0)
    return TRUE;

  return choosers != NULL && (choosers->len == 0 || apply (db, choosers, product_ids, n, error));
}

/**
 * vt_collection_rules_update_variant:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant whose stock changed
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Does vt_collection_rules_update() for its product.
 *
 * Returns: whether the collections are right
 */
gboolean
vt_collection_rules_update_variant (VtDb *db, gint64 variant_id, gint64 now_us, GError **error)
{
  gint64 product_id = 0;
  VtStep step = vt_db_get (db, error, &product_id, "SELECT product_id FROM variant WHERE id = ?1", "i", variant_id);

  return step != VT_STEP_ERROR &&
         (step == VT_STEP_DONE || vt_collection_rules_update (db, &product_id, 1, now_us, error));
}

/**
 * vt_collection_rules_update_all:
 * @db: the connection of a #VtShopJob
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Brings every collection by rule up to date: conditions on days change without an edit.
 *
 * Returns: whether the collections are right
 */
gboolean
vt_collection_rules_update_all (VtDb *db, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) choosers = read_choosers (db, 0, now_us, error);

  return choosers != NULL && apply_to_all (db, choosers, error);
}

/**
 * vt_collection_rules_job:
 * @db: the connection that writes
 * @unused: nothing
 * @cancellable: (nullable): looked at before it starts
 * @error: a #VtDbError
 *
 * Does vt_collection_rules_update_all(): a job of vt_shop_record() before a shop is published.
 *
 * Returns: whether to commit
 */
gboolean
vt_collection_rules_job (VtDb *db, gpointer unused G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         vt_collection_rules_update_all (db, vt_clock_now_us (NULL), error);
}

/**
 * vt_collection_rules_days_job:
 * @db: the connection that writes
 * @unused: nothing
 * @cancellable: (nullable): looked at before it starts
 * @error: a #VtDbError
 *
 * Does vt_collection_rules_job() if a condition is on days: a job of vt_shop_record() when a shop is opened.
 *
 * Returns: whether to commit
 */
gboolean
vt_collection_rules_days_job (VtDb *db, gpointer unused, GCancellable *cancellable, GError **error)
{
  gint64 found = 0;
  VtStep step =
      vt_db_get (db, error, &found,
                 "SELECT 1 FROM collection_rule WHERE relation IN ('within-days', 'older-than-days') LIMIT 1", "");

  return step != VT_STEP_ERROR && (step == VT_STEP_DONE || vt_collection_rules_job (db, unused, cancellable, error));
}

/**
 * vt_collection_list_rules:
 * @db: a shop's database or a public catalogue
 * @id: a collection
 * @match: (out): how its conditions come together; %VT_RULES_NONE for one by hand
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtCollectionRule): its conditions in their order
 */
GPtrArray *
vt_collection_list_rules (VtDb *db, gint64 id, VtRulesMatch *match, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_collection_rule_free);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT c.rule_match, rule.field, rule.relation, rule.value FROM collection AS c "
                     "LEFT JOIN collection_rule AS rule ON rule.collection_id = c.id WHERE c.id = ?1 "
                     "ORDER BY rule.position, rule.id",
                     error);
  VtStep step = VT_STEP_ERROR;

  *match = VT_RULES_NONE;
  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      vt_rules_match_from_string (vt_stmt_get_text (stmt, 0), match);
      if (!vt_stmt_is_null (stmt, 1))
        g_ptr_array_add (rules, vt_collection_rule_new (vt_stmt_get_text (stmt, 1), vt_stmt_get_text (stmt, 2),
                                                        vt_stmt_get_text (stmt, 3)));
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&rules) : NULL;
}

static gboolean
check_rules (VtRulesMatch match, const GPtrArray *rules, GError **error)
{
  guint n = rules != NULL ? rules->len : 0;

  if ((match == VT_RULES_NONE) != (n == 0))
    return match == VT_RULES_NONE
               ? vt_catalogue_invalid (error, _ ("A collection by hand has no conditions; choose all or any of them"))
               : vt_catalogue_invalid (error, _ ("A collection by rule needs a condition"));
  if (n > VT_RULES_MAX)
    return vt_catalogue_invalid (error, _ ("A collection can have up to %d conditions; take some out"), VT_RULES_MAX);

  for (guint i = 0; i < n; i++)
    if (!vt_collection_rule_check (g_ptr_array_index (rules, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
are_the_same (VtRulesMatch match, const GPtrArray *rules, VtRulesMatch old_match, const GPtrArray *old)
{
  guint n = rules != NULL ? rules->len : 0;

  if (match != old_match || n != old->len)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const VtCollectionRule *a = g_ptr_array_index (rules, i);
      const VtCollectionRule *b = g_ptr_array_index (old, i);

      if (g_strcmp0 (a->field, b->field) != 0 || g_strcmp0 (a->relation, b->relation) != 0 ||
          g_strcmp0 (a->value, b->value) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_rules (VtDb *db, gint64 id, VtRulesMatch match, const GPtrArray *rules, GError **error)
{
  if (!vt_db_run (db, error, "UPDATE collection SET rule_match = ?2 WHERE id = ?1 AND rule_match <> ?2", "is", id,
                  vt_rules_match_to_string (match)) ||
      !vt_db_run (db, error, "DELETE FROM collection_rule WHERE collection_id = ?1", "i", id))
    return FALSE;

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const VtCollectionRule *rule = g_ptr_array_index (rules, i);

      if (!vt_db_run (db, error,
                      "INSERT INTO collection_rule (id, collection_id, position, field, relation, value) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                      "iiisss", vt_id_new (), id, (gint64) i, rule->field, rule->relation, rule->value))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_collection_set_rules:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @match: how the conditions come together; %VT_RULES_NONE: the products that are in stay, and are put in by hand
 * @rules: (nullable) (element-type VtCollectionRule): up to 50 conditions; their values are brought to the form they
 * are kept in
 * @now_us: UTC microseconds since 1970
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Replaces the conditions of a collection, and its products by those that meet them.
 *
 * Returns: whether the collection has these conditions and products now
 */
gboolean
vt_collection_set_rules (VtDb *db, gint64 id, VtRulesMatch match, const GPtrArray *rules, gint64 now_us, GError **error)
{
  VtRulesMatch old_match = VT_RULES_NONE;
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) choosers = NULL;
  gint64 found = 0;

  if (!vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM collection WHERE id = ?1", "i", id),
                           _ ("The collection is not in the shop any more"), error) ||
      !check_rules (match, rules, error))
    return FALSE;

  old = vt_collection_list_rules (db, id, &old_match, error);
  if (old == NULL)
    return FALSE;
  if (are_the_same (match, rules, old_match, old))
    return TRUE;

  if (!write_rules (db, id, match, rules, error))
    return FALSE;
  choosers = read_choosers (db, id, now_us, error);

  return choosers != NULL && apply_to_all (db, choosers, error);
}

/**
 * vt_collection_rules_count:
 * @db: a shop's database
 * @match: how the conditions come together
 * @rules: (element-type VtCollectionRule): conditions that vt_collection_rule_check() found good
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Returns: how many products meet them, archived ones and drafts too; -1 on an error
 */
gint64
vt_collection_rules_count (VtDb *db, VtRulesMatch match, const GPtrArray *rules, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) choosers = g_ptr_array_new_with_free_func ((GDestroyNotify) chooser_free);
  g_autoptr (GArray) ids = list_products (db, error);
  Chooser *chooser = chooser_new (0, match);
  gint64 count = 0;

  g_ptr_array_add (choosers, chooser);
  for (guint i = 0; i < rules->len; i++)
    chooser_add (chooser, g_ptr_array_index (rules, i), now_us);
  if (ids == NULL)
    return -1;

  for (guint from = 0; from < ids->len; from += BATCH)
    {
      g_autofree char *list =
          vt_catalogue_ids_to_json (&g_array_index (ids, gint64, from), MIN (BATCH, ids->len - from));
      g_auto (Batch) batch = { 0 };

      if (!batch_read (&batch, db, list, needs_of (choosers), error))
        return -1;
      for (guint i = 0; i < batch.list->len; i++)
        count += chooser_wants (chooser, g_ptr_array_index (batch.list, i)) ? 1 : 0;
    }

  return count;
}
