#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-discount-editor.h"

#include "app/promo/vt-discount-calculator.h"
#include "app/promo/vt-discount-rules.h"
#include "app/promo/vt-offer-card.h"
#include "promo/vt-discount.h"

#include <glib/gi18n.h>

struct _VtDiscountEditor
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtDiscount *discount;   /* (owned) (nullable) that is shown */

  GtkAdjustment *scroll;            /* template child */
  VtOfferCard *offer;               /* template child */
  VtDiscountRules *rules;           /* template child */
  VtDiscountCalculator *calculator; /* template child */
};

/* Something that is done with a discount as a whole. */
typedef struct
{
  VtDiscountEditor *editor; /* (owned) */
  char *title;              /* of the discount */
  gint64 id;
  gint64 copy_id;
} Task;

enum
{
  COPIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtDiscountEditor, vt_discount_editor, ADW_TYPE_BIN)

static void
task_free (Task *task)
{
  g_object_unref (task->editor);
  g_free (task->title);
  g_free (task);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Task, task_free)

static gboolean
delete_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_discount_delete (db, ((Task *) data)->id, error);
}

static gboolean
duplicate_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Task *task = data;

  return vt_discount_duplicate (db, task->id, &task->copy_id, error);
}

static gboolean
finish (Task *task, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  gboolean done = vt_shop_write_finish (VT_SHOP (source), result, NULL, &error);

  if (!done && task->editor->workspace != NULL)
    vt_workspace_fail (task->editor->workspace, error);

  return done && task->editor->workspace != NULL;
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Task) task = user_data;
  g_autofree char *message = g_strdup_printf (_ ("%s deleted"), task->title);

  if (finish (task, source, result))
    vt_workspace_tell (task->editor->workspace, message, TRUE);
}

static void
duplicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Task) task = user_data;
  g_autofree char *message = g_strdup_printf (_ ("%s duplicated"), task->title);

  if (!finish (task, source, result))
    return;

  vt_workspace_tell (task->editor->workspace, message, TRUE);
  g_signal_emit (task->editor, signals[COPIED], 0, task->copy_id);
}

static void
start (VtDiscountEditor *self, const char *words, VtShopJob job, GAsyncReadyCallback callback)
{
  g_autofree char *label = NULL;
  Task *task;

  if (self->workspace == NULL || self->discount == NULL)
    return;

  task = g_new0 (Task, 1);
  task->editor = g_object_ref (self);
  task->title = g_strdup (self->discount->title);
  task->id = self->discount->id;
  label = g_strdup_printf (words, self->discount->title);
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, NULL, job, task, NULL, NULL, callback, task);
}

static void
delete_cb (VtDiscountEditor *self)
{
  start (self, _ ("Delete %s"), delete_job, deleted_cb);
}

static void
duplicate_cb (VtDiscountEditor *self)
{
  start (self, _ ("Duplicate %s"), duplicate_job, duplicated_cb);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_discount_editor_dispose (GObject *object)
{
  g_clear_object (&VT_DISCOUNT_EDITOR (object)->workspace);

  G_OBJECT_CLASS (vt_discount_editor_parent_class)->dispose (object);
}

static void
vt_discount_editor_finalize (GObject *object)
{
  vt_discount_free (VT_DISCOUNT_EDITOR (object)->discount);

  G_OBJECT_CLASS (vt_discount_editor_parent_class)->finalize (object);
}

static void
vt_discount_editor_class_init (VtDiscountEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_discount_editor_dispose;
  object_class->finalize = vt_discount_editor_finalize;
  signals[COPIED] = g_signal_new ("copied", VT_TYPE_DISCOUNT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (VT_TYPE_OFFER_CARD);
  g_type_ensure (VT_TYPE_DISCOUNT_RULES);
  g_type_ensure (VT_TYPE_DISCOUNT_CALCULATOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-discount-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, VtDiscountEditor, scroll);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountEditor, offer);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountEditor, rules);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountEditor, calculator);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicate_cb);
}

static void
vt_discount_editor_init (VtDiscountEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_discount_editor_set_workspace:
 * @self: a new editor
 * @workspace: whose discounts it edits
 */
void
vt_discount_editor_set_workspace (VtDiscountEditor *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  vt_offer_card_set_workspace (self->offer, workspace);
  vt_discount_rules_set_workspace (self->rules, workspace);
  vt_discount_calculator_set_workspace (self->calculator, workspace);
}

/**
 * vt_discount_editor_show:
 * @self: an editor with a workspace
 * @discount_id: the discount, as the shop holds it now
 * @zone: the shop's time zone
 */
void
vt_discount_editor_show (VtDiscountEditor *self, gint64 discount_id, GTimeZone *zone)
{
  g_autoptr (GError) error = NULL;
  VtDiscount *discount = vt_discount_load (vt_workspace_get_reader (self->workspace), discount_id, &error);
  gboolean is_new = discount != NULL && (self->discount == NULL || self->discount->id != discount_id);

  if (discount == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  vt_discount_free (self->discount);
  self->discount = discount;
  vt_offer_card_show_discount (self->offer, discount_id, zone);
  vt_discount_rules_show (self->rules, discount_id);
  vt_discount_calculator_show (self->calculator, zone, discount, is_new);
  if (is_new)
    gtk_adjustment_set_value (self->scroll, 0);
}
