#define G_LOG_DOMAIN "vitrine"

#include "app/home/vt-order-row.h"

#include "app/widgets/vt-time-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _VtOrderRow
{
  AdwExpanderRow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 id;
  gboolean filled; /* the lines are read when the row is opened for the first time */
};

G_DEFINE_FINAL_TYPE (VtOrderRow, vt_order_row, ADW_TYPE_EXPANDER_ROW)

static const struct
{
  const char *status;
  const char *words;
  const char *css_class; /* (nullable) */
} statuses[] = {
  { "placed", NC_ ("order", "New"), "warning" },     { "paid", NC_ ("order", "Paid"), "success" },
  { "packed", NC_ ("order", "Packed"), NULL },       { "shipped", NC_ ("order", "Shipped"), NULL },
  { "cancelled", NC_ ("order", "Cancelled"), NULL }, { "refunded", NC_ ("order", "Refunded"), NULL },
};

static GtkWidget *
new_figure (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static GtkWidget *
new_badge (const char *status)
{
  GtkWidget *badge = gtk_label_new (status);

  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i].status, status))
      {
        gtk_label_set_label (GTK_LABEL (badge), g_dpgettext2 (NULL, "order", statuses[i].words));
        if (statuses[i].css_class != NULL)
          gtk_widget_add_css_class (badge, statuses[i].css_class);
      }
  return badge;
}

static void
add_row (VtOrderRow *self, const char *title, const char *subtitle, const char *figure)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  if (figure != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_figure (figure));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_money (VtOrderRow *self, const char *title, const char *subtitle, gint64 minor)
{
  g_autofree char *figure = vt_workspace_format_money (self->workspace, minor);

  add_row (self, title, subtitle, figure);
}

static void
add_line (VtOrderRow *self, const VtOrderLine *line)
{
  g_autofree char *price = vt_workspace_format_money (self->workspace, line->price_minor);
  /* TRANSLATORS: how many of a product, and the price of one: "2 × €19.95" */
  g_autofree char *words = g_strdup_printf (_ ("%" PRId64 " × %s"), line->quantity, price);

  add_money (self, line->title, words, line->total_minor);
}

static void
append_part (GString *text, const char *separator, const char *part)
{
  if (part == NULL || part[0] == '\0')
    return;

  g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", part);
}

static void
add_address (VtOrderRow *self, const VtOrder *order)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) town = g_string_new (NULL);

  append_part (town, " ", order->postcode);
  append_part (town, " ", order->city);
  append_part (text, "\n", order->address);
  append_part (text, "\n", town->str);
  append_part (text, ", ", order->country);
  append_part (text, "\n", order->email);
  append_part (text, " · ", order->phone);
  add_row (self, order->name, text->str, NULL);
}

static void
fill (VtOrderRow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtOrder) order = vt_order_load (vt_workspace_get_reader (self->workspace), self->id, &error);

  if (order == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  self->filled = TRUE;
  for (guint i = 0; i < order->lines->len; i++)
    add_line (self, g_ptr_array_index (order->lines, i));
  if (order->discount_minor != 0)
    add_money (self, _ ("Discount"), order->discount_code, -order->discount_minor);
  add_money (self, _ ("Shipping"), order->shipping_name, order->shipping_minor);
  add_address (self, order);
  if (order->note[0] != '\0')
    add_row (self, _ ("Note"), order->note, NULL);
}

static void
expanded_cb (VtOrderRow *self)
{
  if (!self->filled && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    fill (self);
}

static void
vt_order_row_dispose (GObject *object)
{
  g_clear_object (&VT_ORDER_ROW (object)->workspace);

  G_OBJECT_CLASS (vt_order_row_parent_class)->dispose (object);
}

static void
vt_order_row_class_init (VtOrderRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_order_row_dispose;
}

static void
vt_order_row_init (VtOrderRow *self)
{
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * vt_order_row_new:
 * @workspace: of the shop
 * @order: what a list of orders knows of it
 * @now_us: the present, UTC microseconds
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
vt_order_row_new (VtWorkspace *workspace, const VtOrder *order, gint64 now_us)
{
  VtOrderRow *self = g_object_new (VT_TYPE_ORDER_ROW, "use-markup", FALSE, NULL);
  g_autofree char *when = vt_time_in_words (order->placed_us, now_us);
  g_autofree char *total = vt_workspace_format_money (workspace, order->total_minor);
  /* TRANSLATORS: number of an order and its time: "CL-1001 · Today 18:40" */
  g_autofree char *words = g_strdup_printf (_ ("%s · %s"), order->number, when);

  self->workspace = g_object_ref (workspace);
  self->id = order->id;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), order->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), new_figure (total));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), new_badge (order->status));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return GTK_WIDGET (self);
}
