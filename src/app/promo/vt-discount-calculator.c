#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-discount-calculator.h"

#include "app/settings/vt-settings-words.h"
#include "app/widgets/vt-combo.h"
#include "app/widgets/vt-drop-down.h"
#include "app/widgets/vt-moment-row.h"
#include "base/vt-money.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "orders/vt-cart.h"
#include "orders/vt-quote.h"
#include "promo/vt-discount-code.h"

#include <glib/gi18n.h>

/* As many as are pleasant to choose from; the list is searched by typing. */
#define PRODUCTS_MAX 500
#define SOMEBODY     "somebody@example.com"

enum
{
  WHO_UNKNOWN,
  WHO_NEW,
  WHO_RETURNING
};

struct _VtDiscountCalculator
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  GPtrArray *products;    /* (owned) (nullable) VtProductRow that can be put in */
  VtProduct *open;        /* (owned) (nullable) whose variants can be put in */
  GArray *bag;            /* (owned) VtQuoteLineInput */
  GPtrArray *countries;   /* (owned) (nullable) VtSettingsItem, behind the shop's own */
  GTimeZone *zone;        /* (owned) (nullable) the shop's */
  gboolean showing;

  AdwComboRow *product;    /* template child */
  AdwComboRow *variant;    /* template child */
  GtkSpinButton *quantity; /* template child */
  GtkEditable *codes;      /* template child */
  AdwComboRow *who;        /* template child */
  GtkWidget *news_row;     /* template child */
  GtkSwitch *news;         /* template child */
  GtkDropDown *country;    /* template child */
  GtkSwitch *drafts;       /* template child */
  VtMomentRow *when;       /* template child */
  GtkListBox *lines;       /* template child */
  GtkListBox *reasons;     /* template child */
  GtkListBox *sums;        /* template child */
};

G_DEFINE_FINAL_TYPE (VtDiscountCalculator, vt_discount_calculator, ADW_TYPE_BIN)

/* Pricing --------------------------------------------------------------------------------------------------------- */

static void
customer (G_GNUC_UNUSED const char *email, gint64 *orders, gboolean *subscribed, gpointer data)
{
  const VtDiscountCalculator *self = data;
  guint who = adw_combo_row_get_selected (self->who);

  *orders = who == WHO_RETURNING ? 1 : 0;
  *subscribed = gtk_switch_get_active (self->news);
}

/* (nullable) */
static const char *
country_of (VtDiscountCalculator *self)
{
  guint selected = gtk_drop_down_get_selected (self->country);

  if (self->countries == NULL || selected == 0 || selected > self->countries->len)
    return NULL;

  return ((const VtSettingsItem *) g_ptr_array_index (self->countries, selected - 1))->value;
}

static VtQuote *
ask (VtDiscountCalculator *self, GError **error)
{
  const VtQuoteSource source = { .customer = customer,
                                 .data = self,
                                 .include_drafts = TRUE,
                                 .include_draft_discounts = gtk_switch_get_active (self->drafts) };
  const char *codes = gtk_editable_get_text (self->codes);
  gint64 when_us = vt_moment_row_get_us (self->when);
  g_autoptr (VtQuoteRequest) request =
      vt_quote_request_new ((const VtQuoteLineInput *) (gpointer) self->bag->data, self->bag->len,
                            when_us != 0 ? when_us : g_get_real_time ());

  request->discount_code = *codes != '\0' ? g_strdup (codes) : NULL;
  request->email = adw_combo_row_get_selected (self->who) != WHO_UNKNOWN ? g_strdup (SOMEBODY) : NULL;
  request->country = g_strdup (country_of (self));
  return vt_quote_new (vt_workspace_get_reader (self->workspace), request, &source, error);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static void
empty (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
add_row (GtkListBox *list, const char *title, const char *subtitle, const char *amount)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (title != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (list, row);

  return row;
}

static char *
money (const VtQuote *quote, gint64 minor)
{
  return vt_money_format (vt_money_new (minor, quote->currency), NULL);
}

static void price (VtDiscountCalculator *self);

static void
take_out_cb (GtkButton *button, VtDiscountCalculator *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "variant");

  vt_cart_set (self->bag, *id, 0);
  price (self);
}

static void
add_line (VtDiscountCalculator *self, const VtQuote *quote, guint index)
{
  const VtQuoteLine *line = g_ptr_array_index (quote->lines, index);
  g_autofree char *title = g_strdup_printf ("%d × %s", (int) line->quantity_priced, line->product_title);
  g_autofree char *before = money (quote, line->subtotal_minor);
  g_autofree char *after = money (quote, line->total_minor);
  g_autofree char *amount = line->discount_minor > 0 ? g_strdup_printf ("%s → %s", before, after) : g_strdup (after);
  g_autofree char *label = g_strdup_printf (_ ("Take out %s"), line->product_title);
  GtkWidget *row = add_row (self->lines, title, *line->variant_title != '\0' ? line->variant_title : NULL, amount);
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "variant", g_memdup2 (&line->variant_id, sizeof line->variant_id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_out_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_reason (VtDiscountCalculator *self, const VtQuote *quote, const VtDiscountOutcome *outcome)
{
  gboolean applies = outcome->problem == VT_DISCOUNT_APPLIES;
  g_autofree char *why = vt_quote_explain (quote, outcome, NULL);
  g_autofree char *amount =
      applies && !outcome->free_shipping ? money (quote, -outcome->amount_minor) : g_strdup (applies ? _ ("Free") : "");
  GtkWidget *row = add_row (self->reasons, NULL, why, amount);
  const char *name = outcome->discount != NULL ? outcome->discount->title : outcome->code;
  /* TRANSLATORS: the name of a discount that is not on yet */
  g_autofree char *draft = outcome->discount != NULL && !outcome->discount->active && applies
                               ? g_strdup_printf (_ ("%s (draft)"), name)
                               : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), draft != NULL ? draft : name);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (
                                                       applies ? "emblem-ok-symbolic" : "action-unavailable-symbolic"));
}

static void
add_sum (VtDiscountCalculator *self, const VtQuote *quote, const char *title, gint64 minor)
{
  g_autofree char *amount = money (quote, minor);

  add_row (self->sums, title, NULL, amount);
}

static void
show_quote (VtDiscountCalculator *self, const VtQuote *quote)
{
  for (guint i = 0; i < quote->lines->len; i++)
    add_line (self, quote, i);
  for (guint i = 0; i < quote->discounts->outcomes->len; i++)
    add_reason (self, quote, vt_discount_result_get (quote->discounts, i));
  add_sum (self, quote, _ ("Subtotal"), quote->subtotal_minor);
  add_sum (self, quote, _ ("Discounts"), -quote->discount_minor);
  add_sum (self, quote, _ ("Delivery"), quote->shipping_minor);
  add_sum (self, quote, _ ("Total"), quote->total_minor);
}

static void
price (VtDiscountCalculator *self)
{
  g_autoptr (VtQuote) quote = NULL;
  g_autoptr (GError) error = NULL;

  empty (self->lines);
  empty (self->reasons);
  empty (self->sums);
  if (self->bag->len > 0)
    quote = ask (self, &error);
  if (quote != NULL)
    show_quote (self, quote);
  else if (error != NULL)
    add_row (self->reasons, error->message, NULL, "");
  gtk_widget_set_visible (GTK_WIDGET (self->lines), quote != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->sums), quote != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), gtk_widget_get_first_child (GTK_WIDGET (self->reasons)) != NULL);
}

static void
price_cb (VtDiscountCalculator *self)
{
  if (!self->showing && self->workspace != NULL)
    price (self);
}

/* The row shows what it is told, not what is chosen in it. */
static void
when_cb (VtDiscountCalculator *self)
{
  if (self->zone != NULL)
    vt_moment_row_show (self->when, vt_moment_row_get_us (self->when), self->zone, _ ("Now"));
  price_cb (self);
}

static void
put_in_cb (VtDiscountCalculator *self)
{
  guint selected = adw_combo_row_get_selected (self->variant);

  if (self->open == NULL || selected >= vt_product_get_n_variants (self->open))
    return;

  vt_cart_add (self->bag, vt_product_get_variant (self->open, selected)->id,
               gtk_spin_button_get_value_as_int (self->quantity));
  price (self);
}

static void
who_cb (VtDiscountCalculator *self)
{
  gtk_widget_set_sensitive (self->news_row, adw_combo_row_get_selected (self->who) != WHO_UNKNOWN);
  price_cb (self);
}

/* The variants of the product that is chosen. */
static void
product_cb (VtDiscountCalculator *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = adw_combo_row_get_selected (self->product);
  gint64 before = self->open != NULL ? vt_product_get_id (self->open) : 0;
  guint n = 0;

  g_clear_object (&self->open);
  if (self->products != NULL && selected < self->products->len)
    self->open = vt_product_load (vt_workspace_get_reader (self->workspace),
                                  ((const VtProductRow *) g_ptr_array_index (self->products, selected))->id, NULL);
  n = self->open != NULL ? vt_product_get_n_variants (self->open) : 0;
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, vt_product_get_variant (self->open, i)->title);
  selected = n > 0 && vt_product_get_id (self->open) == before ? adw_combo_row_get_selected (self->variant) : 0;
  vt_combo_show (self->variant, names, selected < n ? selected : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->variant), n > 1);
}

static void
show_products (VtDiscountCalculator *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = adw_combo_row_get_selected (self->product);

  for (guint i = 0; self->products != NULL && i < self->products->len; i++)
    gtk_string_list_append (names, ((const VtProductRow *) g_ptr_array_index (self->products, i))->title);
  vt_combo_show (self->product, names, self->products != NULL && selected < self->products->len ? selected : 0);
  product_cb (self);
}

static void
show_countries (VtDiscountCalculator *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (self->countries != NULL)
    return;

  self->countries = vt_settings_countries ();
  gtk_string_list_append (names, _ ("The shop’s own"));
  for (guint i = 0; i < self->countries->len; i++)
    gtk_string_list_append (names, ((const VtSettingsItem *) g_ptr_array_index (self->countries, i))->label);
  gtk_drop_down_set_model (self->country, G_LIST_MODEL (names));
}

/* A code that shoppers could type: the discount's own, or one of those that can be used once. */
static char *
code_of (VtDiscountCalculator *self, const VtDiscount *discount)
{
  g_autoptr (GPtrArray) codes = NULL;

  if (discount->method != VT_DISCOUNT_BY_UNIQUE_CODES)
    return g_strdup (discount->code);

  codes = vt_discount_codes_list (vt_workspace_get_reader (self->workspace), discount->id, NULL);
  return g_strdup (codes != NULL && codes->len > 0 ? ((const VtDiscountCode *) g_ptr_array_index (codes, 0))->code
                                                   : "");
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_discount_calculator_dispose (GObject *object)
{
  VtDiscountCalculator *self = VT_DISCOUNT_CALCULATOR (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);
  g_clear_object (&self->open);

  G_OBJECT_CLASS (vt_discount_calculator_parent_class)->dispose (object);
}

static void
vt_discount_calculator_finalize (GObject *object)
{
  VtDiscountCalculator *self = VT_DISCOUNT_CALCULATOR (object);

  g_clear_pointer (&self->products, g_ptr_array_unref);
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_array_unref (self->bag);

  G_OBJECT_CLASS (vt_discount_calculator_parent_class)->finalize (object);
}

static void
vt_discount_calculator_class_init (VtDiscountCalculatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_discount_calculator_dispose;
  object_class->finalize = vt_discount_calculator_finalize;

  g_type_ensure (VT_TYPE_MOMENT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-discount-calculator.ui");
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, product);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, variant);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, quantity);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, codes);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, who);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, news_row);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, news);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, country);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, drafts);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, when);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, lines);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, reasons);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountCalculator, sums);
  gtk_widget_class_bind_template_callback (widget_class, price_cb);
  gtk_widget_class_bind_template_callback (widget_class, put_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, product_cb);
  gtk_widget_class_bind_template_callback (widget_class, when_cb);
  gtk_widget_class_bind_template_callback (widget_class, who_cb);
}

static void
vt_discount_calculator_init (VtDiscountCalculator *self)
{
  self->bag = g_array_new (FALSE, TRUE, sizeof (VtQuoteLineInput));
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  vt_drop_down_name_all (GTK_WIDGET (self));
  vt_drop_down_search_all (GTK_WIDGET (self));
  self->showing = FALSE;
}

/**
 * vt_discount_calculator_set_workspace:
 * @self: a new calculator
 * @workspace: whose bags it prices
 */
void
vt_discount_calculator_set_workspace (VtDiscountCalculator *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_discount_calculator_show:
 * @self: a calculator with a workspace
 * @zone: the shop's time zone
 * @discount: the one that is edited
 * @is_new: whether to begin with it; else what was chosen stays
 *
 * Prices the bag again, as the shop is now.
 */
void
vt_discount_calculator_show (VtDiscountCalculator *self, GTimeZone *zone, const VtDiscount *discount, gboolean is_new)
{
  const VtProductQuery query = { .status = -1, .limit = PRODUCTS_MAX };
  g_autoptr (GError) error = NULL;
  GPtrArray *products = vt_product_list (vt_workspace_get_reader (self->workspace), &query, &error);

  if (products == NULL)
    vt_workspace_fail (self->workspace, error);

  self->showing = TRUE;
  g_clear_pointer (&self->products, g_ptr_array_unref);
  self->products = products;
  g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
  show_products (self);
  show_countries (self);
  vt_moment_row_show (self->when, vt_moment_row_get_us (self->when), self->zone, _ ("Now"));
  if (is_new)
    gtk_switch_set_active (self->drafts, !discount->active);
  if (is_new || (discount->method == VT_DISCOUNT_BY_UNIQUE_CODES && *gtk_editable_get_text (self->codes) == '\0'))
    {
      g_autofree char *code = code_of (self, discount);

      gtk_editable_set_text (self->codes, code);
    }
  self->showing = FALSE;
  price (self);
}
