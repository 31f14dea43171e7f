#define G_LOG_DOMAIN "vitrine"

#include "app/search/vt-search-edits.h"

#include "search/vt-search-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* One edit on its way to the writer thread. */
typedef struct
{
  VtWorkspace *workspace; /* (owned) */
  char *message;          /* (owned) what to tell when it is done: the words of the history, too */
  gint64 id;
  char *query;    /* (owned) (nullable) */
  char *language; /* (owned) (nullable) */
  GArray *ids;    /* (owned) (nullable) (element-type gint64) products in the order of their pins */
  gpointer record;
  GDestroyNotify free_record;
} Edit;

static void
edit_free (Edit *edit)
{
  if (edit->free_record != NULL)
    edit->free_record (edit->record);
  g_clear_pointer (&edit->ids, g_array_unref);
  g_free (edit->query);
  g_free (edit->language);
  g_free (edit->message);
  g_object_unref (edit->workspace);
  g_free (edit);
}

static Edit *
edit_new (VtWorkspace *workspace, char *message)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->workspace = g_object_ref (workspace);
  edit->message = message;
  return edit;
}

static void
written_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Edit *edit = user_data;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    vt_workspace_fail (edit->workspace, error);
  else
    vt_workspace_tell (edit->workspace, edit->message, TRUE);
  edit_free (edit);
}

static void
write_edit (Edit *edit, VtShopJob job)
{
  vt_shop_write_async (vt_workspace_get_shop (edit->workspace), edit->message, NULL, job, edit, NULL, NULL, written_cb,
                       edit);
}

/* Rules ------------------------------------------------------------------------------------------------------------ */

static gboolean
holds_in (const VtSearchRule *rule, const char *language)
{
  return *rule->language == '\0' || *language == '\0' || g_ascii_strcasecmp (rule->language, language) == 0;
}

static VtSearchRule *
find_rule (const GPtrArray *rules, const char *language, gint64 product_id)
{
  for (guint i = 0; i < rules->len; i++)
    {
      VtSearchRule *rule = g_ptr_array_index (rules, i);

      if (rule->product_id == product_id && holds_in (rule, language))
        return rule;
    }

  return NULL;
}

static gboolean
pin_one (VtDb *db, const Edit *edit, const GPtrArray *rules, gint64 product_id, int position, GError **error)
{
  VtSearchRule *known = find_rule (rules, edit->language, product_id);
  g_autoptr (VtSearchRule) made =
      known == NULL ? vt_search_rule_new (edit->language, edit->query, VT_SEARCH_RULE_PIN, product_id) : NULL;
  VtSearchRule *rule = known != NULL ? known : made;

  rule->kind = VT_SEARCH_RULE_PIN;
  rule->percent = 0;
  return vt_search_rule_save (db, rule, error) && vt_search_rule_move (db, rule->id, position, error);
}

static gboolean
pin_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  g_autofree char *query = vt_search_query_text (edit->query, error);
  g_autoptr (GPtrArray) rules = query != NULL ? vt_search_rule_list (db, query, error) : NULL;

  for (guint i = 0; rules != NULL && i < edit->ids->len; i++)
    if (!pin_one (db, edit, rules, g_array_index (edit->ids, gint64, i), (int) i, error))
      return FALSE;

  return rules != NULL;
}

/**
 * vt_search_edits_pin:
 * @workspace: of the shop
 * @query: what shoppers ask
 * @language: a language's code, or "" for every language
 * @ids: (array length=n_ids): products, the first of all results first
 * @n_ids: how many
 * @message: (transfer full): what to tell, translated
 *
 * Pins them in this order. What is pinned besides comes after them.
 */
void
vt_search_edits_pin (VtWorkspace *workspace,
                     const char *query,
                     const char *language,
                     const gint64 *ids,
                     guint n_ids,
                     char *message)
{
  Edit *edit = edit_new (workspace, message);

  edit->query = g_strdup (query);
  edit->language = g_strdup (language);
  edit->ids = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), ids, n_ids);
  write_edit (edit, pin_job);
}

/* A product has one rule for a query, whichever language it was of. */
static gboolean
save_rule_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  VtSearchRule *rule = edit->record;
  g_autofree char *query = vt_search_query_text (rule->query, error);
  g_autoptr (GPtrArray) rules = query != NULL ? vt_search_rule_list (db, query, error) : NULL;
  const VtSearchRule *known = rules != NULL ? find_rule (rules, rule->language, rule->product_id) : NULL;

  if (rules == NULL)
    return FALSE;
  if (known != NULL && rule->id == 0)
    rule->id = known->id;
  return vt_search_rule_save (db, rule, error);
}

/**
 * vt_search_edits_save_rule:
 * @workspace: of the shop
 * @rule: (transfer full): new, or as it is to be
 * @message: (transfer full): what to tell, translated
 */
void
vt_search_edits_save_rule (VtWorkspace *workspace, VtSearchRule *rule, char *message)
{
  Edit *edit = edit_new (workspace, message);

  edit->record = rule;
  edit->free_record = (GDestroyNotify) vt_search_rule_free;
  write_edit (edit, save_rule_job);
}

static gboolean
forget_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  g_autofree char *query = vt_search_query_text (edit->query, error);
  g_autoptr (GPtrArray) rules = query != NULL ? vt_search_rule_list (db, query, error) : NULL;

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const VtSearchRule *rule = g_ptr_array_index (rules, i);

      if (rule->product_id == edit->id && holds_in (rule, edit->language) &&
          !vt_search_rule_delete (db, rule->id, error))
        return FALSE;
    }

  return rules != NULL;
}

/**
 * vt_search_edits_forget_rules:
 * @workspace: of the shop
 * @query: what shoppers ask
 * @language: a language's code, or "" for every language
 * @product_id: whom the rules are about
 * @message: (transfer full): what to tell, translated
 *
 * The product stands again where the engine puts it.
 */
void
vt_search_edits_forget_rules (VtWorkspace *workspace,
                              const char *query,
                              const char *language,
                              gint64 product_id,
                              char *message)
{
  Edit *edit = edit_new (workspace, message);

  edit->query = g_strdup (query);
  edit->language = g_strdup (language);
  edit->id = product_id;
  write_edit (edit, forget_job);
}

static gboolean
delete_rule_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_search_rule_delete (db, ((const Edit *) data)->id, error);
}

/**
 * vt_search_edits_delete_rule:
 * @workspace: of the shop
 * @id: a rule's id
 * @message: (transfer full): what to tell, translated
 */
void
vt_search_edits_delete_rule (VtWorkspace *workspace, gint64 id, char *message)
{
  Edit *edit = edit_new (workspace, message);

  edit->id = id;
  write_edit (edit, delete_rule_job);
}

/* Synonyms --------------------------------------------------------------------------------------------------------- */

static gboolean
save_synonym_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_synonym_save (db, ((const Edit *) data)->record, error);
}

/**
 * vt_search_edits_save_synonym:
 * @workspace: of the shop
 * @synonym: (transfer full): new, or as it is to be
 */
void
vt_search_edits_save_synonym (VtWorkspace *workspace, VtSynonym *synonym)
{
  gboolean one_way = *synonym->source != '\0';
  char *message = one_way
                      /* TRANSLATORS: what shoppers type, and words: “sofa” now finds couch, settee */
                      ? g_strdup_printf (_ ("“%s” now finds %s"), synonym->source, synonym->words)
                      /* TRANSLATORS: words: now each other's synonyms: couch, settee, sofa */
                      : g_strdup_printf (_ ("Now each other’s synonyms: %s"), synonym->words);
  Edit *edit = edit_new (workspace, message);

  edit->record = synonym;
  edit->free_record = (GDestroyNotify) vt_synonym_free;
  write_edit (edit, save_synonym_job);
}

static gboolean
delete_synonym_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_synonym_delete (db, ((const Edit *) data)->id, error);
}

/**
 * vt_search_edits_delete_synonym:
 * @workspace: of the shop
 * @id: the id of synonyms
 * @words: what they are, for the history
 */
void
vt_search_edits_delete_synonym (VtWorkspace *workspace, gint64 id, const char *words)
{
  Edit *edit = edit_new (workspace, g_strdup_printf (_ ("Synonyms deleted: %s"), words));

  edit->id = id;
  write_edit (edit, delete_synonym_job);
}

/* Tests ------------------------------------------------------------------------------------------------------------ */

static gboolean
save_test_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_search_test_save (db, ((const Edit *) data)->record, error);
}

/**
 * vt_search_edits_save_test:
 * @workspace: of the shop
 * @test: (transfer full): new, or as it is to be
 */
void
vt_search_edits_save_test (VtWorkspace *workspace, VtSearchTest *test)
{
  Edit *edit = edit_new (workspace, g_strdup_printf (_ ("“%s” is in the test set"), test->query));

  edit->record = test;
  edit->free_record = (GDestroyNotify) vt_search_test_free;
  write_edit (edit, save_test_job);
}

static gboolean
delete_test_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_search_test_delete (db, ((const Edit *) data)->id, error);
}

/**
 * vt_search_edits_delete_test:
 * @workspace: of the shop
 * @id: a test's id
 * @query: what it asks, for the history
 */
void
vt_search_edits_delete_test (VtWorkspace *workspace, gint64 id, const char *query)
{
  Edit *edit = edit_new (workspace, g_strdup_printf (_ ("“%s” is no longer in the test set"), query));

  edit->id = id;
  write_edit (edit, delete_test_job);
}
