#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-bulk-edit-window.h"

#include "app/widgets/vt-percent.h"
#include "base/vt-money.h"
#include "catalogue/vt-bulk-edit.h"
#include "catalogue/vt-collection.h"

#include <glib/gi18n.h>

/* Changes that are shown; the words above them count all. */
#define N_SHOWN 100

/* The preview waits this long for the next key press. */
#define PAUSE_MS 150

/* What the second row offers for money. */
typedef enum
{
  WAY_SET,
  WAY_LOWER_PERCENT,
  WAY_RAISE_PERCENT,
  WAY_LOWER,
  WAY_RAISE,
  WAY_FROM_PRICE,
  WAY_CLEAR
} Way;

struct _VtBulkEditWindow
{
  AdwWindow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  GArray *product_ids;    /* (owned) (element-type gint64) */
  GArray *collection_ids; /* (owned) (element-type gint64) what the row of collections offers */
  GCancellable *looking;  /* (owned) (nullable) of the preview that is made */
  guint pause_source;
  gboolean can_apply;

  AdwComboRow *field;      /* template child */
  AdwComboRow *way;        /* template child */
  AdwEntryRow *amount;     /* template child */
  AdwComboRow *ending;     /* template child */
  AdwEntryRow *text;       /* template child */
  AdwComboRow *status;     /* template child */
  AdwComboRow *collection; /* template child */
  GtkWidget *apply;        /* template child */
  GtkLabel *summary;       /* template child */
  GtkListBox *changes;     /* template child */
  GtkLabel *more;          /* template child */
};

/* What a preview is made from, on its thread. */
typedef struct
{
  char *shop_path; /* (owned) */
  VtBulkEditJob *job;
} Look;

G_DEFINE_FINAL_TYPE (VtBulkEditWindow, vt_bulk_edit_window, ADW_TYPE_WINDOW)

static void
look_free (Look *look)
{
  g_free (look->shop_path);
  vt_bulk_edit_job_free (look->job);
  g_free (look);
}

/* What is asked for ----------------------------------------------------------------------------------------------- */

static VtBulkField
get_field (VtBulkEditWindow *self)
{
  return (VtBulkField) adw_combo_row_get_selected (self->field);
}

/* A price has neither of the last two ways. */
static Way
get_way (VtBulkEditWindow *self)
{
  return (Way) adw_combo_row_get_selected (self->way);
}

static gboolean
is_percent (Way way)
{
  return way == WAY_LOWER_PERCENT || way == WAY_RAISE_PERCENT || way == WAY_FROM_PRICE;
}

/* Returns: whether the entry holds an amount or a percentage, as the way wants it; sets @edit's */
static gboolean
read_amount (VtBulkEditWindow *self, VtBulkEdit *edit, GError **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->amount));
  Way way = get_way (self);
  VtMoney money;

  if (way == WAY_CLEAR)
    return TRUE;

  if (is_percent (way))
    {
      if (!vt_percent_parse (text, &edit->amount))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Type a percentage, as in 15"));
          return FALSE;
        }
    }
  else
    {
      if (!vt_money_parse (text, vt_workspace_get_currency (self->workspace), &money, error))
        return FALSE;
      edit->amount = money.minor;
    }
  if (way == WAY_LOWER || way == WAY_LOWER_PERCENT)
    edit->amount = -edit->amount;

  return TRUE;
}

static gboolean
read_money (VtBulkEditWindow *self, VtBulkEdit *edit, GError **error)
{
  static const VtBulkWay ways[] = { [WAY_SET] = VT_BULK_SET,
                                    [WAY_LOWER_PERCENT] = VT_BULK_PERCENT,
                                    [WAY_RAISE_PERCENT] = VT_BULK_PERCENT,
                                    [WAY_LOWER] = VT_BULK_ADD,
                                    [WAY_RAISE] = VT_BULK_ADD,
                                    [WAY_FROM_PRICE] = VT_BULK_FROM_PRICE,
                                    [WAY_CLEAR] = VT_BULK_CLEAR };

  edit->way = ways[get_way (self)];
  edit->ending = edit->way != VT_BULK_SET ? (VtBulkEnding) adw_combo_row_get_selected (self->ending) : VT_BULK_AS_IT_IS;

  return read_amount (self, edit, error);
}

/* @edit borrows from the rows. */
static gboolean
read_edit (VtBulkEditWindow *self, VtBulkEdit *edit, GError **error)
{
  static const char *const statuses[] = { "active", "draft", "archived" };
  guint collection = adw_combo_row_get_selected (self->collection);

  *edit = (VtBulkEdit){ .field = get_field (self), .text = gtk_editable_get_text (GTK_EDITABLE (self->text)) };
  if (vt_bulk_edit_is_money (edit->field))
    return read_money (self, edit, error) && vt_bulk_edit_check (edit, error);

  if (edit->field == VT_BULK_STATUS)
    edit->text = statuses[MIN (adw_combo_row_get_selected (self->status), G_N_ELEMENTS (statuses) - 1)];
  if (edit->field >= VT_BULK_ADD_TO_COLLECTION && collection < self->collection_ids->len)
    edit->collection_id = g_array_index (self->collection_ids, gint64, collection);

  return vt_bulk_edit_check (edit, error);
}

/* The preview ----------------------------------------------------------------------------------------------------- */

static char *
format_amount (VtBulkEditWindow *self, gint64 minor)
{
  /* TRANSLATORS: in place of a price that is not there */
  return minor < 0 ? g_strdup (_ ("none")) : vt_workspace_format_money (self->workspace, minor);
}

static char *
describe_change (VtBulkEditWindow *self, VtBulkField field, const VtBulkChange *change)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (change->problem != NULL)
    return g_strdup (change->problem);

  if (vt_bulk_edit_is_money (field))
    {
      before = format_amount (self, change->before_minor);
      after = format_amount (self, change->after_minor);
    }
  else
    {
      before = g_strdup (*change->before != '\0' ? change->before : "–");
      after = g_strdup (*change->after != '\0' ? change->after : "–");
    }

  return g_strdup_printf ("%s → %s", before, after);
}

static void
clear_changes (VtBulkEditWindow *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->changes))) != NULL)
    gtk_list_box_remove (self->changes, row);
}

static void
add_change (VtBulkEditWindow *self, VtBulkField field, const VtBulkChange *change)
{
  g_autofree char *words = describe_change (self, field, change);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), change->title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_label_set_wrap (GTK_LABEL (label), change->problem != NULL || !vt_bulk_edit_is_money (field));
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, change->problem != NULL ? "warning" : "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->changes, row);
}

static char *
summarise (const VtBulkPreview *preview, VtBulkField field)
{
  GString *text = g_string_new (NULL);

  if (preview->n_changed == 0)
    g_string_append (text, _ ("Nothing would change"));
  else if (vt_bulk_edit_is_money (field))
    g_string_append_printf (
        text, ngettext ("%u price of %u products changes", "%u prices of %u products change", preview->n_changed),
        preview->n_changed, preview->n_products);
  else
    g_string_append_printf (text, ngettext ("%u product changes", "%u products change", preview->n_changed),
                            preview->n_changed);
  if (preview->n_same > 0)
    g_string_append_printf (text, ngettext (" · %u is so already", " · %u are so already", preview->n_same),
                            preview->n_same);
  if (preview->n_skipped > 0)
    g_string_append_printf (text, ngettext (" · %u is left as it is", " · %u are left as they are", preview->n_skipped),
                            preview->n_skipped);

  return g_string_free (text, FALSE);
}

static void
show_words (VtBulkEditWindow *self, const char *words, gboolean can_apply)
{
  self->can_apply = can_apply;
  gtk_label_set_label (self->summary, words);
  gtk_widget_set_sensitive (self->apply, can_apply);
}

static void
show_preview (VtBulkEditWindow *self, VtBulkField field, const VtBulkPreview *preview)
{
  g_autofree char *words = summarise (preview, field);
  guint n_more = preview->n_changed + preview->n_skipped - preview->changes->len;
  g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);

  show_words (self, words, preview->n_changed > 0);
  clear_changes (self);
  for (guint i = 0; i < preview->changes->len; i++)
    add_change (self, field, g_ptr_array_index (preview->changes, i));
  gtk_widget_set_visible (GTK_WIDGET (self->changes), preview->changes->len > 0);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
}

static void
hide_preview (VtBulkEditWindow *self, const char *words)
{
  show_words (self, words, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
}

static void
look_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  const Look *look = data;
  GArray *ids = look->job->product_ids;
  GError *error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (look->shop_path, &error);
  VtBulkPreview *preview = NULL;

  if (snapshot != NULL)
    preview = vt_bulk_edit_preview (vt_snapshot_get_db (snapshot), &look->job->edit,
                                    (const gint64 *) (gpointer) ids->data, ids->len, N_SHOWN, cancellable, &error);
  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify) vt_bulk_preview_free);
  else
    g_task_return_error (task, error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtBulkEditWindow *self = VT_BULK_EDIT_WINDOW (source);
  const Look *look = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBulkPreview) preview = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->summary == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (preview != NULL)
    show_preview (self, look->job->edit.field, preview);
  else
    hide_preview (self, error->message);
}

static gboolean
look_cb (gpointer data)
{
  VtBulkEditWindow *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  VtBulkEdit edit;
  Look *look;

  self->pause_source = 0;
  if (!read_edit (self, &edit, &error))
    {
      hide_preview (self, error->message);
      return G_SOURCE_REMOVE;
    }

  look = g_new0 (Look, 1);
  look->shop_path = g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace)));
  look->job = vt_bulk_edit_job_new (&edit, (const gint64 *) (gpointer) self->product_ids->data, self->product_ids->len);
  self->looking = g_cancellable_new ();
  task = g_task_new (self, self->looking, looked_cb, NULL);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_thread);

  return G_SOURCE_REMOVE;
}

static void
stop_looking (VtBulkEditWindow *self)
{
  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

/* What was shown is of other input: it must not be applied. */
static void
input_cb (VtBulkEditWindow *self)
{
  if (self->workspace == NULL)
    return;

  stop_looking (self);
  self->can_apply = FALSE;
  gtk_widget_set_sensitive (self->apply, FALSE);
  self->pause_source = g_timeout_add (PAUSE_MS, look_cb, self);
}

/* The rows -------------------------------------------------------------------------------------------------------- */

static void
show_rows (VtBulkEditWindow *self)
{
  VtBulkField field = get_field (self);
  gboolean is_money = vt_bulk_edit_is_money (field);
  Way way = get_way (self);

  gtk_widget_set_visible (GTK_WIDGET (self->way), is_money);
  gtk_widget_set_visible (GTK_WIDGET (self->amount), is_money && way != WAY_CLEAR);
  gtk_widget_set_visible (GTK_WIDGET (self->ending), is_money && way != WAY_CLEAR && way != WAY_SET);
  gtk_widget_set_visible (GTK_WIDGET (self->status), field == VT_BULK_STATUS);
  gtk_widget_set_visible (GTK_WIDGET (self->text), field >= VT_BULK_VENDOR && field <= VT_BULK_REMOVE_TAG);
  gtk_widget_set_visible (GTK_WIDGET (self->collection), field >= VT_BULK_ADD_TO_COLLECTION);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->amount), is_percent (way) ? _ ("Percent") : _ ("Amount"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->text), field == VT_BULK_VENDOR         ? _ ("Vendor")
                                                                   : field == VT_BULK_PRODUCT_TYPE ? _ ("Type")
                                                                   : field == VT_BULK_SHIPPING_CLASS
                                                                       ? _ ("Shipping class")
                                                                       : _ ("Tag"));
}

static void
field_cb (VtBulkEditWindow *self)
{
  const char *const price[] = { _ ("Set to"),          _ ("Lower by percent"), _ ("Raise by percent"),
                                _ ("Lower by amount"), _ ("Raise by amount"),  NULL };
  const char *const other[] = { _ ("Set to"),           _ ("Lower by percent"),
                                _ ("Raise by percent"), _ ("Lower by amount"),
                                _ ("Raise by amount"),  _ ("The price and percent more"),
                                _ ("Take away"),        NULL };
  g_autoptr (GtkStringList) ways = NULL;

  if (self->workspace == NULL)
    return;

  ways = gtk_string_list_new (get_field (self) == VT_BULK_PRICE ? price : other);
  adw_combo_row_set_model (self->way, G_LIST_MODEL (ways));
  show_rows (self);
  input_cb (self);
}

static void
way_cb (VtBulkEditWindow *self)
{
  show_rows (self);
  input_cb (self);
}

static void
fill_row (AdwComboRow *row, const char *const *names)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
fill_collections (VtBulkEditWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = vt_collection_list (vt_workspace_get_reader (self->workspace), &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (all == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  for (guint i = 0; i < all->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (all, i);

      g_array_append_val (self->collection_ids, collection->id);
      gtk_string_list_append (names, collection->title);
    }
  adw_combo_row_set_model (self->collection, G_LIST_MODEL (names));
}

static void
fill_rows (VtBulkEditWindow *self)
{
  const char *const fields[] = { _ ("Price"),
                                 _ ("Compare-at price"),
                                 _ ("Cost"),
                                 _ ("Status"),
                                 _ ("Vendor"),
                                 _ ("Type"),
                                 _ ("Shipping class"),
                                 _ ("Add a tag"),
                                 _ ("Remove a tag"),
                                 _ ("Add to a collection"),
                                 _ ("Take out of a collection"),
                                 _ ("Move to a collection"),
                                 NULL };
  const char *const endings[] = { _ ("As it comes"), ".00", ".90", ".95", ".99", NULL };
  const char *const statuses[] = { _ ("Active"), _ ("Draft"), _ ("Archived"), NULL };

  fill_collections (self);
  fill_row (self->ending, endings);
  fill_row (self->status, statuses);
  fill_row (self->field, fields);
}

static void
apply_cb (VtBulkEditWindow *self)
{
  g_autofree char *label = NULL;
  g_autofree char *told = NULL;
  guint n = self->product_ids->len;
  VtBulkEdit edit;

  if (!self->can_apply || !read_edit (self, &edit, NULL))
    return;

  label = g_strdup_printf (ngettext ("Edit %u product", "Edit %u products", n), n);
  told = g_strdup_printf (ngettext ("%u product edited", "%u products edited", n), n);
  vt_workspace_edit (self->workspace, label, NULL, vt_bulk_edit_job,
                     vt_bulk_edit_job_new (&edit, (const gint64 *) (gpointer) self->product_ids->data, n),
                     (GDestroyNotify) vt_bulk_edit_job_free);
  vt_workspace_tell (self->workspace, told, TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
vt_bulk_edit_window_dispose (GObject *object)
{
  VtBulkEditWindow *self = VT_BULK_EDIT_WINDOW (object);

  stop_looking (self);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->product_ids, g_array_unref);
  g_clear_pointer (&self->collection_ids, g_array_unref);

  G_OBJECT_CLASS (vt_bulk_edit_window_parent_class)->dispose (object);
}

static void
vt_bulk_edit_window_class_init (VtBulkEditWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_bulk_edit_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-bulk-edit-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, field);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, way);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, amount);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, ending);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, text);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, status);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, collection);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, apply);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, changes);
  gtk_widget_class_bind_template_child (widget_class, VtBulkEditWindow, more);
  gtk_widget_class_bind_template_callback (widget_class, field_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_bind_template_callback (widget_class, input_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vt_bulk_edit_window_init (VtBulkEditWindow *self)
{
  self->collection_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_bulk_edit_window_present:
 * @parent: the window it belongs to
 * @workspace: of the shop
 * @product_ids: (array length=n_products): what is edited
 * @n_products: 1 or more
 *
 * Shows the window. What it does is one step of the history, with a toast that takes it back.
 */
void
vt_bulk_edit_window_present (GtkWindow *parent, VtWorkspace *workspace, const gint64 *product_ids, guint n_products)
{
  VtBulkEditWindow *self = g_object_new (VT_TYPE_BULK_EDIT_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *title = g_strdup_printf (ngettext ("Edit %u Product", "Edit %u Products", n_products), n_products);

  self->workspace = g_object_ref (workspace);
  self->product_ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_products);
  g_array_append_vals (self->product_ids, product_ids, n_products);
  gtk_window_set_title (GTK_WINDOW (self), title);
  fill_rows (self);
  field_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
