#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stocktake-view.h"

#include "app/stock/vt-stock-list-model.h"
#include "app/stock/vt-stock-words.h"
#include "app/stock/vt-stocktake-row.h"
#include "base/vt-clock.h"
#include "catalogue/vt-stocktake.h"

#include <glib/gi18n.h>

/* Lines shown here; the review has all. */
#define LINES_SHOWN 200

/* Variants offered for a code that none or several have. */
#define CANDIDATES 20

struct _VtStocktakeView
{
  AdwBin parent_instance;

  VtWorkspace *workspace;  /* (owned) (nullable) */
  gint64 id;               /* of the count; 0: none is open */
  char *place;             /* (owned) (nullable) */
  gint64 current;          /* variant that was counted last; 0: none */
  gint64 pending;          /* how many of the next scan; -1: not said */
  gint64 offered;          /* how many of what is chosen */
  VtStockListModel *found; /* (owned) (nullable) what the search by name finds */
  GListStore *lines;       /* (owned) */

  GtkEntry *entry;        /* template child */
  GtkLabel *message;      /* template child */
  GtkWidget *find;        /* template child: leads from an unknown code to the search */
  GtkSearchEntry *search; /* template child */
  GtkListBox *candidates; /* template child */
  GtkWidget *card;        /* template child: what was counted last */
  GtkLabel *card_title;   /* template child */
  GtkLabel *card_facts;   /* template child */
  GtkEntry *card_count;   /* template child */
  GtkLabel *summary;      /* template child */
  GtkStack *states;       /* template child: "empty" or "list" */
  GtkListView *list;      /* template child */
  GtkWidget *review;      /* template child */
};

/* One scan on its way to the writer thread. */
typedef struct
{
  VtStocktakeView *view; /* (owned) */
  char *name;            /* (owned) */
  gint64 id;
  gint64 variant_id;
  gint64 quantity;
  gboolean is_total; /* the quantity is all that there is, rather than more of it */
  gint64 moved_meanwhile;
} Scan;

enum
{
  GONE,
  REVIEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtStocktakeView, vt_stocktake_view, ADW_TYPE_BIN)

static VtDb *
reader (VtStocktakeView *self)
{
  return vt_workspace_get_reader (self->workspace);
}

/* What it says -------------------------------------------------------------------------------------------------------
 */

static void
say (VtStocktakeView *self, const char *css_class, const char *text)
{
  gtk_label_set_label (self->message, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->message), (const char *[]){ "scan-message", css_class, NULL });
  gtk_widget_set_visible (GTK_WIDGET (self->message), *text != '\0');
}

static void
mark_entry (VtStocktakeView *self, gboolean wrong)
{
  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_error_bell (GTK_WIDGET (self->entry));
      gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
clear_candidates (VtStocktakeView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))) != NULL)
    gtk_list_box_remove (self->candidates, child);
  gtk_widget_set_visible (GTK_WIDGET (self->candidates), FALSE);
}

static void
close_search (VtStocktakeView *self)
{
  gtk_widget_set_visible (self->find, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->search), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  clear_candidates (self);
}

/* The last one counted, and all of them ------------------------------------------------------------------------------
 */

static void
show_card (VtStocktakeView *self)
{
  g_autoptr (VtStocktakeLine) line =
      self->current != 0 ? vt_stocktake_line_load (reader (self), self->id, self->current, NULL) : NULL;
  g_autofree char *facts = NULL;
  g_autofree char *count = NULL;

  gtk_widget_set_visible (self->card, line != NULL);
  if (line == NULL)
    {
      self->current = 0;
      return;
    }

  facts = vt_stock_facts (line->variant, line->sku, line->barcode);
  count = g_strdup_printf ("%" G_GINT64_FORMAT, line->counted);
  gtk_label_set_label (self->card_title, line->title);
  gtk_label_set_label (self->card_facts, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->card_facts), *facts != '\0');
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->card_count)), count) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->card_count), count);
}

static void
show_lines (VtStocktakeView *self, const VtStocktake *take)
{
  GPtrArray *lines = vt_stocktake_lines (reader (self), self->id, VT_STOCKTAKE_COUNTED, LINES_SHOWN, NULL);
  g_autofree char *variants =
      g_strdup_printf (ngettext ("%d variant", "%d variants", (gulong) take->n_lines), (int) take->n_lines);
  g_autofree char *pieces =
      g_strdup_printf (ngettext ("%d piece", "%d pieces", (gulong) take->n_pieces), (int) take->n_pieces);
  g_autofree char *summary = g_strdup_printf ("%s, %s", variants, pieces);

  if (lines != NULL)
    vt_stocktake_store_take (self->lines, lines);
  gtk_label_set_label (self->summary, take->n_lines > 0 ? summary : "");
  gtk_stack_set_visible_child_name (self->states, take->n_lines > 0 ? "list" : "empty");
  gtk_widget_set_sensitive (self->review, take->n_lines > 0);
}

static void
refresh (VtStocktakeView *self)
{
  g_autoptr (VtStocktake) take = NULL;

  if (self->id == 0)
    return;

  take = vt_stocktake_load (reader (self), self->id, NULL);
  if (take == NULL || take->applied_us != 0)
    {
      self->id = 0;
      g_signal_emit (self, signals[GONE], 0);
      return;
    }

  g_free (self->place);
  self->place = g_strdup (take->place);
  show_lines (self, take);
  show_card (self);
}

static void
changed_cb (VtStocktakeView *self, VtChange *change)
{
  static const char *const tables[] = { "stocktake_line", "stocktake", "stock_movement", "variant", "product" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (vt_change_touches (change, tables[i]))
      {
        refresh (self);
        return;
      }
}

/* Counting -----------------------------------------------------------------------------------------------------------
 */

static void
scan_free (Scan *scan)
{
  g_object_unref (scan->view);
  g_free (scan->name);
  g_free (scan);
}

static gboolean
scan_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Scan *scan = data;
  gint64 now_us = vt_clock_now_us (NULL);

  if (scan->is_total)
    return vt_stocktake_set (db, scan->id, scan->variant_id, scan->quantity, now_us, error);

  return vt_stocktake_add (db, scan->id, scan->variant_id, scan->quantity, now_us, &scan->moved_meanwhile, error);
}

static void
tell_counted (VtStocktakeView *self, const Scan *scan)
{
  g_autofree char *text = NULL;

  if (scan->moved_meanwhile != 0)
    {
      text = g_strdup_printf (_ ("%s: some came or went while it was being counted. Count all of it again and type the "
                                 "number"),
                              scan->name);
      mark_entry (self, TRUE);
      say (self, "warning", text);
      return;
    }

  text = scan->is_total ? g_strdup_printf (_ ("%s: %d"), scan->name, (int) scan->quantity)
                        : g_strdup_printf (_ ("%s: %+d"), scan->name, (int) scan->quantity);
  say (self, "success", text);
}

static void
scanned_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Scan *scan = user_data;
  VtStocktakeView *self = scan->view;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    {
      if (self->workspace != NULL)
        vt_workspace_fail (self->workspace, error);
    }
  else if (self->workspace != NULL && self->id == scan->id)
    {
      self->current = scan->variant_id;
      tell_counted (self, scan);
      show_card (self);
    }

  scan_free (scan);
}

/* Scans of one thing right after each other are one step of undo. */
static void
count (VtStocktakeView *self, gint64 variant_id, gint64 quantity, gboolean is_total)
{
  g_autoptr (VtStockRow) row = vt_stock_row_load (reader (self), variant_id, 0, NULL);
  Scan *scan;
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;

  if (row == NULL || self->id == 0)
    return;

  scan = g_new0 (Scan, 1);
  scan->view = g_object_ref (self);
  scan->name = vt_stock_name (row->title, row->variant);
  scan->id = self->id;
  scan->variant_id = variant_id;
  scan->quantity = quantity;
  scan->is_total = is_total;
  label = g_strdup_printf (_ ("Count %s"), scan->name);
  key = g_strdup_printf ("stocktake:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, self->id, variant_id);
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, key, scan_job, scan, NULL, NULL, scanned_cb,
                       scan);
}

/* Choosing -----------------------------------------------------------------------------------------------------------
 */

static void
add_candidate (VtStocktakeView *self, gint64 variant_id)
{
  g_autoptr (VtStockRow) row = vt_stock_row_load (reader (self), variant_id, 0, NULL);
  g_autofree char *facts = NULL;
  GtkWidget *widget;

  if (row == NULL)
    return;

  facts = vt_stock_facts (row->variant, row->sku, row->barcode);
  widget = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), facts);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  g_object_set_data_full (G_OBJECT (widget), "variant", g_memdup2 (&variant_id, sizeof variant_id), g_free);
  gtk_list_box_append (self->candidates, widget);
  gtk_widget_set_visible (GTK_WIDGET (self->candidates), TRUE);
}

static void
focus_candidates (VtStocktakeView *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->candidates, 0);

  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
candidate_cb (VtStocktakeView *self, GtkListBoxRow *row)
{
  const gint64 *variant_id = g_object_get_data (G_OBJECT (row), "variant");
  gint64 chosen = variant_id != NULL ? *variant_id : 0;

  close_search (self);
  if (chosen != 0)
    count (self, chosen, self->offered, FALSE);
  vt_stocktake_view_focus (self);
}

static void
found_cb (VtStocktakeView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));

  if (!gtk_widget_get_visible (GTK_WIDGET (self->search)) || vt_stock_list_model_get_loading (self->found))
    return;

  clear_candidates (self);
  for (guint i = 0; i < MIN (n, CANDIDATES) && *vt_stock_list_model_get_text (self->found) != '\0'; i++)
    {
      g_autoptr (VtStockItem) item = g_list_model_get_item (G_LIST_MODEL (self->found), i);

      add_candidate (self, vt_stock_item_get_variant (item));
    }
}

static void
search_changed_cb (VtStocktakeView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->workspace == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->search)))
    return;

  if (self->found == NULL)
    {
      self->found = vt_stock_list_model_new (vt_workspace_get_shop (self->workspace));
      g_signal_connect_swapped (self->found, "notify", G_CALLBACK (found_cb), self);
    }
  vt_stock_list_model_set_text (self->found, text);
  found_cb (self);
}

static void
stop_search_cb (VtStocktakeView *self)
{
  close_search (self);
  vt_stocktake_view_focus (self);
}

static gboolean
search_key_cb (VtStocktakeView *self, guint key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  focus_candidates (self);
  return GDK_EVENT_STOP;
}

static void
search_activate_cb (VtStocktakeView *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->candidates, 0);

  if (first != NULL)
    candidate_cb (self, first);
}

static void
find_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtStocktakeView *self = VT_STOCKTAKE_VIEW (widget);

  gtk_widget_set_visible (self->find, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->search), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* The field ----------------------------------------------------------------------------------------------------------
 */

static void
refuse_code (VtStocktakeView *self, const char *code, gint64 quantity)
{
  g_autofree char *text = g_strdup_printf (_ ("Nothing has the barcode or SKU “%s”"), code);

  self->offered = quantity;
  mark_entry (self, TRUE);
  say (self, "error", text);
  gtk_widget_set_visible (self->find, TRUE);
}

static void
offer_choice (VtStocktakeView *self, const char *code, const GArray *ids, gint64 quantity)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u variant has the code “%s”: choose", "%u variants have the code “%s”: choose", ids->len), ids->len,
      code);

  self->offered = quantity;
  mark_entry (self, TRUE);
  say (self, "warning", text);
  for (guint i = 0; i < MIN (ids->len, CANDIDATES); i++)
    add_candidate (self, g_array_index (ids, gint64, i));
  focus_candidates (self);
}

static void
take_code (VtStocktakeView *self, const char *code, gint64 quantity, gboolean has_quantity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = vt_variant_find_by_code (reader (self), code, &error);

  if (ids == NULL)
    vt_workspace_fail (self->workspace, error);
  else if (ids->len == 0)
    refuse_code (self, code, quantity);
  else if (ids->len > 1)
    offer_choice (self, code, ids, quantity);
  else
    count (self, g_array_index (ids, gint64, 0), quantity, has_quantity && quantity == 0);
}

static void
take_entry (VtStocktakeView *self, const char *text)
{
  g_autoptr (GArray) whole = vt_variant_find_by_code (reader (self), text, NULL);
  VtStocktakeEntry entry = { 1, FALSE, text };
  gint64 pending = self->pending;

  self->pending = -1;
  if ((whole == NULL || whole->len == 0) && !vt_stocktake_parse (text, &entry))
    refuse_code (self, text, 1);
  else if (entry.has_quantity && *entry.code == '\0')
    {
      g_autofree char *said = g_strdup_printf (_ ("%d of what is scanned next"), (int) entry.quantity);

      self->pending = entry.quantity;
      say (self, NULL, said);
    }
  else if (!entry.has_quantity && pending >= 0)
    take_code (self, entry.code, pending, TRUE);
  else
    take_code (self, entry.code, entry.quantity, entry.has_quantity);
}

static void
entry_activate_cb (VtStocktakeView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (*text == '\0')
    return;

  close_search (self);
  mark_entry (self, FALSE);
  take_entry (self, text);
}

static gboolean
entry_key_cb (VtStocktakeView *self, guint key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  if (gtk_widget_get_visible (GTK_WIDGET (self->candidates)))
    focus_candidates (self);
  else if (gtk_widget_get_visible (self->find))
    gtk_widget_grab_focus (self->find);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return GDK_EVENT_STOP;
}

/* A scanner types wherever the focus is: its digits belong into the field. */
static gboolean
typed_cb (VtStocktakeView *self,
          guint key,
          G_GNUC_UNUSED guint code,
          GdkModifierType state,
          GtkEventControllerKey *controller)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (GTK_IS_EDITABLE (focus) || !g_unichar_isgraph (gdk_keyval_to_unicode (key)) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return gtk_event_controller_key_forward (controller,
                                           GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
}

/* The last one counted -----------------------------------------------------------------------------------------------
 */

static void
step_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  VtStocktakeView *self = VT_STOCKTAKE_VIEW (widget);

  if (self->current != 0)
    count (self, self->current, g_variant_get_int32 (parameter), FALSE);
}

static void
card_count_cb (VtStocktakeView *self)
{
  gint64 quantity = 0;

  if (self->current == 0)
    return;
  if (!g_ascii_string_to_signed (gtk_editable_get_text (GTK_EDITABLE (self->card_count)), 10, 0, 1000000, &quantity,
                                 NULL))
    {
      gtk_widget_error_bell (GTK_WIDGET (self->card_count));
      gtk_widget_add_css_class (GTK_WIDGET (self->card_count), "error");
      return;
    }

  count (self, self->current, quantity, TRUE);
  vt_stocktake_view_focus (self);
}

static void
card_changed_cb (VtStocktakeView *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->card_count), "error");
}

static gboolean
forget_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Scan *scan = data;

  return vt_stocktake_forget (db, scan->id, scan->variant_id, error);
}

static void
forget_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtStocktakeView *self = VT_STOCKTAKE_VIEW (widget);
  Scan *scan;

  if (self->current == 0)
    return;

  scan = g_new0 (Scan, 1);
  scan->view = g_object_ref (self);
  scan->id = self->id;
  scan->variant_id = self->current;
  vt_workspace_edit (self->workspace, _ ("Take a line off the count"), NULL, forget_job, scan,
                     (GDestroyNotify) scan_free);
  vt_workspace_tell (self->workspace, _ ("Taken off the count"), TRUE);
  say (self, NULL, "");
  vt_stocktake_view_focus (self);
}

static void
line_activate_cb (VtStocktakeView *self, guint position)
{
  g_autoptr (VtStocktakeItem) item = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  if (item == NULL)
    return;

  self->current = vt_stocktake_item_get_line (item)->variant_id;
  show_card (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->card_count));
}

static void
review_cb (VtStocktakeView *self)
{
  g_signal_emit (self, signals[REVIEW], 0);
}

static gboolean
discard_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_stocktake_discard (db, *(gint64 *) data, error);
}

static void
discard_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtStocktakeView *self = VT_STOCKTAKE_VIEW (widget);

  vt_workspace_edit (self->workspace, _ ("Discard a count"), NULL, discard_job, g_memdup2 (&self->id, sizeof self->id),
                     g_free);
  vt_workspace_tell (self->workspace, _ ("Count discarded"), TRUE);
}

/* Object -------------------------------------------------------------------------------------------------------------
 */

static void
vt_stocktake_view_dispose (GObject *object)
{
  VtStocktakeView *self = VT_STOCKTAKE_VIEW (object);

  if (self->found != NULL)
    g_signal_handlers_disconnect_by_data (self->found, self);
  g_clear_object (&self->found);
  g_clear_object (&self->workspace);
  g_clear_object (&self->lines);
  g_clear_pointer (&self->place, g_free);

  G_OBJECT_CLASS (vt_stocktake_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-stocktake-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, entry);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, message);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, find);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, search);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, candidates);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, card);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, card_title);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, card_facts);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, card_count);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, summary);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, states);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, list);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeView, review);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, candidate_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_count_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, review_cb);
}

static void
vt_stocktake_view_class_init (VtStocktakeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_stocktake_view_dispose;

  signals[GONE] = g_signal_new ("gone", VT_TYPE_STOCKTAKE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REVIEW] =
      g_signal_new ("review", VT_TYPE_STOCKTAKE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "count.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "count.forget", NULL, forget_action);
  gtk_widget_class_install_action (widget_class, "count.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "count.discard", NULL, discard_action);
}

static void
vt_stocktake_view_init (VtStocktakeView *self)
{
  g_autoptr (GtkListItemFactory) factory = vt_stocktake_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->pending = -1;
  self->offered = 1;
  self->lines = vt_stocktake_store_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * vt_stocktake_view_set_workspace:
 * @self: a view without a workspace
 * @workspace: of the shop
 */
void
vt_stocktake_view_set_workspace (VtStocktakeView *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vt_stocktake_view_open:
 * @self: a view
 * @id: a count
 *
 * Shows the count, ready for the scanner.
 *
 * Returns: whether it goes on
 */
gboolean
vt_stocktake_view_open (VtStocktakeView *self, gint64 id)
{
  if (self->id != id)
    {
      self->current = 0;
      self->pending = -1;
      close_search (self);
      mark_entry (self, FALSE);
      say (self, NULL, "");
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    }
  self->id = id;
  refresh (self);
  vt_stocktake_view_focus (self);
  return self->id != 0;
}

/**
 * vt_stocktake_view_get_id:
 * @self: a view
 *
 * Returns: the count that is open; 0 for none
 */
gint64
vt_stocktake_view_get_id (VtStocktakeView *self)
{
  return self->id;
}

/**
 * vt_stocktake_view_get_place:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): where it counts
 */
const char *
vt_stocktake_view_get_place (VtStocktakeView *self)
{
  return self->place;
}

/**
 * vt_stocktake_view_focus:
 * @self: a view
 *
 * Puts the cursor where the scanner types.
 */
void
vt_stocktake_view_focus (VtStocktakeView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
