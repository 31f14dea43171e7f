#define G_LOG_DOMAIN "vitrine"

#include "app/findability/vt-findings-model.h"

#include "app/findability/vt-finding-item.h"
#include "base/vt-clock.h"

struct _VtFindingsModel
{
  GObject parent_instance;

  VtShop *shop;              /* (owned) */
  GListStore *groups;        /* (owned) those that have findings */
  GCancellable *cancellable; /* (owned) (nullable) of the check that is going on */
  gboolean checked;          /* once to the end */
};

/* One check, on its thread. */
typedef struct
{
  char *path; /* (owned) the shop's */
  gboolean bit_by_bit;
  GPtrArray *all; /* (owned) what was found so far */
} Check;

/* Findings on their way to the main thread. */
typedef struct
{
  GTask *task;         /* (owned) */
  GPtrArray *findings; /* (owned) */
} Batch;

enum
{
  CHECKED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VtFindingsModel,
                               vt_findings_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Groups ---------------------------------------------------------------------------------------------------------- */

static VtFindingGroup *
get_group (VtFindingsModel *self, guint position)
{
  g_autoptr (VtFindingGroup) group = g_list_model_get_item (G_LIST_MODEL (self->groups), position);

  return group;
}

/* Where the group of a rule is, or would be. */
static guint
find_group (VtFindingsModel *self, VtCheckRule rule, gboolean *there)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->groups));
  guint i = 0;

  while (i < n && vt_finding_group_get_rule (get_group (self, i)) < rule)
    i++;
  *there = i < n && vt_finding_group_get_rule (get_group (self, i)) == rule;
  return i;
}

static void
show_rule (VtFindingsModel *self, VtCheckRule rule, GPtrArray *findings)
{
  gboolean there = FALSE;
  guint position = find_group (self, rule, &there);

  if (findings->len == 0 && there)
    g_list_store_remove (self->groups, position);
  else if (there)
    vt_finding_group_set_findings (get_group (self, position), findings);
  else if (findings->len > 0)
    {
      g_autoptr (VtFindingGroup) group = vt_finding_group_new (rule);

      vt_finding_group_set_findings (group, findings);
      g_list_store_insert (self->groups, position, group);
    }
}

/* @findings by their rules; it is left empty. */
static void
split (GPtrArray *findings, GPtrArray *by_rule[VT_CHECK_N_RULES])
{
  for (guint i = 0; i < VT_CHECK_N_RULES; i++)
    by_rule[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_finding_free);
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (by_rule[((VtFinding *) g_ptr_array_index (findings, i))->rule], g_ptr_array_index (findings, i));
  g_ptr_array_set_free_func (findings, NULL);
  g_ptr_array_set_size (findings, 0);
}

/* Exactly these. */
static void
show_all (VtFindingsModel *self, GPtrArray *findings)
{
  GPtrArray *by_rule[VT_CHECK_N_RULES];

  split (findings, by_rule);
  for (guint i = 0; i < VT_CHECK_N_RULES; i++)
    {
      show_rule (self, (VtCheckRule) i, by_rule[i]);
      g_ptr_array_unref (by_rule[i]);
    }
}

/* One check -------------------------------------------------------------------------------------------------------- */

static void
check_free (Check *check)
{
  g_free (check->path);
  g_ptr_array_unref (check->all);
  g_free (check);
}

static void
batch_free (Batch *batch)
{
  g_object_unref (batch->task);
  g_ptr_array_unref (batch->findings);
  g_free (batch);
}

static gboolean
show_batch_cb (gpointer data)
{
  Batch *batch = data;

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (batch->task)))
    show_all (g_task_get_source_object (batch->task), batch->findings);
  return G_SOURCE_REMOVE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return vt_finding_compare (*(const VtFinding *const *) a, *(const VtFinding *const *) b);
}

static VtFinding *
copy (const VtFinding *finding)
{
  VtFinding *own = g_memdup2 (finding, sizeof *finding);

  own->name = g_strdup (finding->name);
  own->title = g_strdup (finding->title);
  own->sentence = g_strdup (finding->sentence);
  return own;
}

/* On the thread. What was found so far is shown when there is half as much again: a list of thousands is not made anew
 * for each hundred. */
static void
found (GPtrArray *findings, gpointer data)
{
  GTask *task = data;
  Check *check = g_task_get_task_data (task);
  guint before = check->all->len;
  Batch *batch;

  g_ptr_array_extend_and_steal (check->all, findings);
  if (!check->bit_by_bit || (before > 0 && check->all->len < before + before / 2))
    return;

  batch = g_new0 (Batch, 1);
  batch->task = g_object_ref (task);
  batch->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_finding_free);
  for (guint i = 0; i < check->all->len; i++)
    g_ptr_array_add (batch->findings, copy (g_ptr_array_index (check->all, i)));
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, show_batch_cb, batch, (GDestroyNotify) batch_free);
}

static void
check_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (check->path, &error);

  if (snapshot == NULL || !vt_check_run (vt_snapshot_get_db (snapshot), vt_clock_now_us (vt_clock_system ()), found,
                                         task, cancellable, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_ptr_array_sort (check->all, compare);
  g_task_return_boolean (task, TRUE);
}

static void
checked_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer data)
{
  VtFindingsModel *self = VT_FINDINGS_MODEL (source);
  Check *check = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  if (done)
    {
      self->checked = TRUE;
      show_all (self, check->all);
      g_signal_emit (self, signals[CHECKED], 0);
    }
  else
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static GType
get_item_type (G_GNUC_UNUSED GListModel *model)
{
  return VT_TYPE_FINDING_GROUP;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (VT_FINDINGS_MODEL (model)->groups));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (VT_FINDINGS_MODEL (model)->groups), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
vt_findings_model_dispose (GObject *object)
{
  VtFindingsModel *self = VT_FINDINGS_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->groups);
  g_clear_object (&self->shop);

  G_OBJECT_CLASS (vt_findings_model_parent_class)->dispose (object);
}

static void
vt_findings_model_class_init (VtFindingsModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_findings_model_dispose;

  signals[CHECKED] =
      g_signal_new ("checked", VT_TYPE_FINDINGS_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", VT_TYPE_FINDINGS_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);
}

static void
vt_findings_model_init (VtFindingsModel *self)
{
  self->groups = g_list_store_new (VT_TYPE_FINDING_GROUP);
  g_signal_connect_object (self->groups, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vt_findings_model_new:
 * @shop: an open shop
 *
 * Returns: (transfer full): an empty list; vt_findings_model_check() fills it
 */
VtFindingsModel *
vt_findings_model_new (VtShop *shop)
{
  VtFindingsModel *self = g_object_new (VT_TYPE_FINDINGS_MODEL, NULL);

  self->shop = g_object_ref (shop);
  return self;
}

/**
 * vt_findings_model_check:
 * @self: a list
 *
 * Looks at the shop as it is now; a check that is going on is given up.
 */
void
vt_findings_model_check (VtFindingsModel *self)
{
  Check *check = g_new0 (Check, 1);
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  check->path = g_strdup (vt_shop_get_path (self->shop));
  check->bit_by_bit = !self->checked;
  check->all = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_finding_free);
  task = g_task_new (self, self->cancellable, checked_cb, NULL);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  g_task_run_in_thread (task, check_thread);
}

/**
 * vt_findings_model_count:
 * @self: a list
 * @severity: how bad
 *
 * Returns: how many findings are so bad
 */
guint
vt_findings_model_count (VtFindingsModel *self, VtCheckSeverity severity)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->groups));
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      VtFindingGroup *group = get_group (self, i);

      if (vt_check_rule_severity (vt_finding_group_get_rule (group)) == severity)
        count += g_list_model_get_n_items (G_LIST_MODEL (group));
    }

  return count;
}
