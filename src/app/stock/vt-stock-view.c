#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stock-view.h"

#include "app/stock/vt-stock-edits.h"
#include "app/stock/vt-stock-words.h"
#include "app/widgets/vt-combo.h"
#include "app/widgets/vt-time-words.h"
#include "base/vt-clock.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stock.h"

#include <glib/gi18n.h>

/* Movements shown at first, and again with each “more”. */
#define PART 20

#define QUANTITY_MAX G_GINT64_CONSTANT (100000000)

struct _VtStockView
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  gint64 variant_id;      /* 0: none is open */
  gint64 product_id;
  char *name;        /* (owned) (nullable) */
  GPtrArray *places; /* (owned) (nullable) VtStockPlace */
  int n_shown;       /* movements */

  GtkScrolledWindow *scroller; /* template child */
  GtkLabel *title;             /* template child */
  GtkLabel *facts;             /* template child */
  GtkListBox *levels;          /* template child */
  AdwComboRow *reason;         /* template child */
  AdwEntryRow *quantity;       /* template child */
  AdwComboRow *place;          /* template child */
  AdwComboRow *to_place;       /* template child */
  AdwEntryRow *reference;      /* template child */
  GtkWidget *book;             /* template child */
  GtkListBox *history;         /* template child */
  GtkWidget *more;             /* template child */
};

/* In the order in which the form offers them. */
static const char *const reasons[] = { "received", "counted", "returned", "damaged", "moved" };

enum
{
  REASON_COUNTED = 1,
  REASON_MOVED = 4
};

enum
{
  GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtStockView, vt_stock_view, ADW_TYPE_BIN)

/* What there is -----------------------------------------------------------------------------------------------------
 */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
new_row (const char *title, const char *subtitle, const char *end)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (end);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static VtDb *
reader (VtStockView *self)
{
  return vt_workspace_get_reader (self->workspace);
}

static void
add_level (VtStockView *self, const VtStockPlace *place)
{
  g_autoptr (VtStockRow) row = vt_stock_row_load (reader (self), self->variant_id, place->id, NULL);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, row != NULL ? row->here : 0);

  gtk_list_box_append (self->levels, new_row (place->name, NULL, count));
}

static void
show_levels (VtStockView *self, const VtStockRow *row)
{
  const char *css_class = NULL;
  const char *state = vt_stock_state (row, &css_class);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, row->on_hand);
  GtkWidget *total;

  clear_list (self->levels);
  for (guint i = 0; self->places != NULL && i < self->places->len; i++)
    add_level (self, g_ptr_array_index (self->places, i));

  if (self->places != NULL && self->places->len == 1 && state == NULL)
    return;

  total = new_row (_ ("All places"), state, count);
  if (css_class != NULL)
    gtk_widget_add_css_class (total, "amber");
  gtk_list_box_append (self->levels, total);
}

static void
show_history (VtStockView *self)
{
  const VtStockMovementQuery query = { .variant_id = self->variant_id, .limit = self->n_shown + 1 };
  g_autoptr (GPtrArray) movements = vt_stock_movements (reader (self), &query, NULL);
  gint64 now_us = vt_clock_now_us (NULL);

  clear_list (self->history);
  for (guint i = 0; movements != NULL && i < MIN (movements->len, (guint) self->n_shown); i++)
    {
      const VtStockMovement *movement = g_ptr_array_index (movements, i);
      g_autofree char *delta = vt_stock_signed (movement->delta);
      g_autofree char *title = g_strdup_printf ("%s %s", vt_stock_reason_to_words (movement->reason), delta);
      g_autofree char *time = vt_time_in_words (movement->at_us, now_us);
      g_autofree char *subtitle = g_strdup_printf ("%s · %s%s%s", time, movement->place,
                                                   *movement->reference != '\0' ? " · " : "", movement->reference);
      g_autofree char *after = g_strdup_printf ("%" G_GINT64_FORMAT, movement->after);

      gtk_list_box_append (self->history, new_row (title, subtitle, after));
    }
  if (movements == NULL || movements->len == 0)
    gtk_list_box_append (self->history, new_row (_ ("Nothing came or went yet"), NULL, ""));
  gtk_widget_set_visible (self->more, movements != NULL && movements->len > (guint) self->n_shown);
}

/* The form ----------------------------------------------------------------------------------------------------------
 */

static void
show_places (VtStockView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint place = adw_combo_row_get_selected (self->place);
  guint to_place = adw_combo_row_get_selected (self->to_place);
  guint n;

  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = vt_stock_place_list (reader (self), FALSE, NULL);
  for (guint i = 0; self->places != NULL && i < self->places->len; i++)
    gtk_string_list_append (names, ((VtStockPlace *) g_ptr_array_index (self->places, i))->name);

  n = g_list_model_get_n_items (G_LIST_MODEL (names));
  vt_combo_show (self->place, names, place < n ? place : 0);
  vt_combo_show (self->to_place, names, to_place < n ? to_place : MIN (n, 2) - 1);
}

/* What the chosen reason asks for. */
static void
lay_out_form (VtStockView *self)
{
  guint reason = adw_combo_row_get_selected (self->reason);
  gboolean several = self->places != NULL && self->places->len > 1;

  gtk_widget_set_visible (GTK_WIDGET (self->place), several);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->place), reason == REASON_MOVED ? _ ("From") : _ ("Place"));
  gtk_widget_set_visible (GTK_WIDGET (self->to_place), several && reason == REASON_MOVED);
  gtk_widget_set_visible (GTK_WIDGET (self->reference), reason != REASON_MOVED && reason != REASON_COUNTED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->quantity),
                                 reason == REASON_COUNTED ? _ ("Pieces That Are There") : _ ("Pieces"));
}

static gint64
place_at (VtStockView *self, AdwComboRow *row)
{
  guint index = adw_combo_row_get_selected (row);

  if (self->places == NULL || index >= self->places->len)
    return 0;

  return ((VtStockPlace *) g_ptr_array_index (self->places, index))->id;
}

static gboolean
read_quantity (VtStockView *self, gint64 *quantity)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->quantity))));
  gint64 least = adw_combo_row_get_selected (self->reason) == REASON_COUNTED ? 0 : 1;

  return g_ascii_string_to_signed (text, 10, least, QUANTITY_MAX, quantity, NULL);
}

static void
quantity_changed_cb (VtStockView *self)
{
  gint64 quantity = 0;
  gboolean written = *gtk_editable_get_text (GTK_EDITABLE (self->quantity)) != '\0';
  gboolean fine = read_quantity (self, &quantity);

  gtk_widget_set_sensitive (self->book, fine);
  if (written && !fine)
    gtk_widget_add_css_class (GTK_WIDGET (self->quantity), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->quantity), "error");
}

static void
reason_chosen_cb (VtStockView *self)
{
  lay_out_form (self);
  quantity_changed_cb (self);
}

static void
book_cb (VtStockView *self)
{
  guint reason = adw_combo_row_get_selected (self->reason);
  gint64 quantity = 0;

  if (self->variant_id == 0 || reason >= G_N_ELEMENTS (reasons) || !read_quantity (self, &quantity))
    {
      gtk_widget_error_bell (GTK_WIDGET (self->quantity));
      return;
    }

  if (reason == REASON_MOVED)
    vt_stock_edits_transfer (self->workspace, self->name, self->variant_id, place_at (self, self->place),
                             place_at (self, self->to_place), quantity);
  else
    vt_stock_edits_adjust (self->workspace, self->name, self->variant_id, place_at (self, self->place), reasons[reason],
                           quantity, gtk_editable_get_text (GTK_EDITABLE (self->reference)));
  gtk_editable_set_text (GTK_EDITABLE (self->quantity), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->quantity));
}

static void
fill_reasons (VtStockView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean several = self->places != NULL && self->places->len > 1;
  guint chosen = adw_combo_row_get_selected (self->reason);
  guint n = several ? G_N_ELEMENTS (reasons) : REASON_MOVED;

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, vt_stock_reason_to_words (reasons[i]));
  vt_combo_show (self->reason, names, chosen < n ? chosen : 0);
}

/* Refreshing --------------------------------------------------------------------------------------------------------
 */

static void
show (VtStockView *self)
{
  g_autoptr (VtStockRow) row = NULL;
  g_autofree char *facts = NULL;

  if (self->variant_id == 0)
    return;

  row = vt_stock_row_load (reader (self), self->variant_id, 0, NULL);
  if (row == NULL)
    {
      self->variant_id = 0;
      g_signal_emit (self, signals[GONE], 0);
      return;
    }

  g_free (self->name);
  self->name = vt_stock_name (row->title, row->variant);
  self->product_id = row->product_id;
  facts = vt_stock_facts (row->variant, row->sku, row->barcode);
  gtk_label_set_label (self->title, row->title);
  gtk_label_set_label (self->facts, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), *facts != '\0');
  show_places (self);
  fill_reasons (self);
  lay_out_form (self);
  show_levels (self, row);
  show_history (self);
}

static void
changed_cb (VtStockView *self, VtChange *change)
{
  if (vt_change_touches_row (change, "stock_movement", self->variant_id) ||
      vt_change_touches_row (change, "variant", self->variant_id) ||
      vt_change_touches_row (change, "product", self->product_id) || vt_change_touches (change, "stock_place") ||
      vt_change_touches (change, "setting"))
    show (self);
}

static void
more_cb (VtStockView *self)
{
  self->n_shown += PART;
  show_history (self);
}

static void
open_product_cb (VtStockView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "(sx)", "products", self->product_id);
}

static void
print_cb (VtStockView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "(sx)", "print", self->variant_id);
}

/* Object ------------------------------------------------------------------------------------------------------------
 */

static void
vt_stock_view_dispose (GObject *object)
{
  VtStockView *self = VT_STOCK_VIEW (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (vt_stock_view_parent_class)->dispose (object);
}

static void
vt_stock_view_class_init (VtStockViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_stock_view_dispose;

  signals[GONE] = g_signal_new ("gone", VT_TYPE_STOCK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-stock-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VtStockView, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, title);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, facts);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, levels);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, reason);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, quantity);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, place);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, to_place);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, reference);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, book);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, history);
  gtk_widget_class_bind_template_child (widget_class, VtStockView, more);
  gtk_widget_class_bind_template_callback (widget_class, reason_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, quantity_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, book_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_product_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
}

static void
vt_stock_view_init (VtStockView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_stock_view_set_workspace:
 * @self: a view without a workspace
 * @workspace: of the shop
 */
void
vt_stock_view_set_workspace (VtStockView *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vt_stock_view_open:
 * @self: a view
 * @variant_id: a variant
 *
 * Shows its stock, and puts the cursor where pieces are typed.
 */
void
vt_stock_view_open (VtStockView *self, gint64 variant_id)
{
  self->variant_id = variant_id;
  self->n_shown = PART;
  gtk_editable_set_text (GTK_EDITABLE (self->quantity), "");
  gtk_editable_set_text (GTK_EDITABLE (self->reference), "");
  show (self);
  quantity_changed_cb (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->quantity));
}
