#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-filter-bar.h"

#include "app/products/vt-product-words.h"
#include "app/widgets/vt-drop-down.h"
#include "base/vt-money.h"
#include "catalogue/vt-collection.h"

#include <glib/gi18n.h>

struct _VtFilterBar
{
  AdwBin parent_instance;

  VtWorkspace *workspace;    /* (owned) (nullable) */
  VtProductListModel *model; /* (owned) (nullable) */
  GArray *collections;       /* (owned) (element-type gint64) ids, as the choice has them from its second item on */
  GtkWidget *statuses[VT_PRODUCT_ARCHIVED + 1];
  GtkWidget *stocks[4];
  GtkWidget *lacks[7];
  gboolean setting; /* the popover is being filled, not used */

  GtkFlowBox *chips;       /* template child */
  GtkMenuButton *button;   /* template child */
  GtkBox *status_box;      /* template child */
  GtkBox *stock_box;       /* template child */
  GtkFlowBox *lacks_box;   /* template child */
  GtkDropDown *collection; /* template child */
  GtkDropDown *vendor;     /* template child */
  GtkDropDown *type;       /* template child */
  GtkDropDown *tag;        /* template child */
  GtkDropDown *since;      /* template child */
  GtkEntry *price_min;     /* template child */
  GtkEntry *price_max;     /* template child */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  guint bit;
  const char *title;
} stock_names[] = {
  { VT_PRODUCT_STOCK_IN, NC_ ("stock", "In stock") },
  { VT_PRODUCT_STOCK_LOW, NC_ ("stock", "Low") },
  { VT_PRODUCT_STOCK_OUT, NC_ ("stock", "Sold out") },
  { VT_PRODUCT_STOCK_BACKORDER, NC_ ("stock", "Backorder") },
};

static const struct
{
  guint bit;
  const char *title;
} lack_names[] = {
  { VT_PRODUCT_LACKS_PHOTO, N_ ("No photo") },
  { VT_PRODUCT_LACKS_DESCRIPTION, N_ ("No description") },
  { VT_PRODUCT_LACKS_SEO, N_ ("No search text") },
  { VT_PRODUCT_LACKS_SKU, N_ ("No SKU") },
  { VT_PRODUCT_LACKS_BARCODE, N_ ("No barcode") },
  { VT_PRODUCT_LACKS_COST, N_ ("No cost") },
  { VT_PRODUCT_UNTRUE_COMPARE, N_ ("Untrue price before") },
};

static const int since_days[] = { 0, 1, 7, 30 };

G_DEFINE_FINAL_TYPE (VtFilterBar, vt_filter_bar, ADW_TYPE_BIN)

static void
apply (VtFilterBar *self, const VtProductFilter *filter)
{
  vt_product_list_model_set_filter (self->model, filter);
  vt_filter_bar_show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Chips ------------------------------------------------------------------------------------------------------------ */

typedef enum
{
  PART_STATUS,
  PART_STOCK,
  PART_LACKS,
  PART_COLLECTION,
  PART_VENDOR,
  PART_TYPE,
  PART_TAG,
  PART_PRICE,
  PART_SINCE
} Part;

static void
remove_cb (VtFilterBar *self, GtkButton *chip)
{
  VtProductFilter filter = *vt_product_list_model_get_filter (self->model);
  guint bit = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "vt-bit"));

  switch ((Part) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "vt-part")))
    {
    case PART_STATUS:
      filter.status = 0;
      break;
    case PART_STOCK:
      filter.stock = 0;
      break;
    case PART_LACKS:
      filter.lacks &= ~bit;
      break;
    case PART_COLLECTION:
      filter.collection_id = 0;
      break;
    case PART_VENDOR:
      filter.vendor = NULL;
      break;
    case PART_TYPE:
      filter.type = NULL;
      break;
    case PART_TAG:
      filter.tag = NULL;
      break;
    case PART_PRICE:
      filter.price_min_minor = filter.price_max_minor = -1;
      break;
    case PART_SINCE:
    default:
      filter.changed_since_us = 0;
      break;
    }
  apply (self, &filter);
}

static void
add_chip (VtFilterBar *self, Part part, guint bit, const char *title, const char *value)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = value != NULL ? g_strdup_printf ("%s: %s", title, value) : g_strdup (title);
  g_autofree char *name = g_strdup_printf (_ ("Remove the filter %s"), text);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "filter");
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (chip), "vt-part", GUINT_TO_POINTER (part));
  g_object_set_data (G_OBJECT (chip), "vt-bit", GUINT_TO_POINTER (bit));
  g_signal_connect_swapped (chip, "clicked", G_CALLBACK (remove_cb), self);
  gtk_flow_box_append (self->chips, chip);
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
}

static void
append_word (GString *words, const char *word)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", word);
}

static void
add_price_chip (VtFilterBar *self, const VtProductFilter *filter)
{
  g_autofree char *min = vt_workspace_format_money (self->workspace, MAX (filter->price_min_minor, 0));
  g_autofree char *max = vt_workspace_format_money (self->workspace, MAX (filter->price_max_minor, 0));
  g_autofree char *range = NULL;

  if (filter->price_max_minor < 0)
    range = g_strdup_printf ("≥ %s", min);
  else if (filter->price_min_minor < 0)
    range = g_strdup_printf ("≤ %s", max);
  else
    range = g_strdup_printf ("%s – %s", min, max);
  add_chip (self, PART_PRICE, 0, _ ("Price"), range);
}

static char *
collection_title (VtFilterBar *self, gint64 id)
{
  g_autoptr (GPtrArray) all = vt_collection_list (vt_workspace_get_reader (self->workspace), NULL);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (all, i);

      if (collection->id == id)
        return g_strdup (collection->title);
    }

  return g_strdup ("–");
}

static void
add_mask_chips (VtFilterBar *self, const VtProductFilter *filter)
{
  g_autoptr (GString) statuses = g_string_new (NULL);
  g_autoptr (GString) stocks = g_string_new (NULL);

  for (guint i = 0; i <= VT_PRODUCT_ARCHIVED; i++)
    if ((filter->status & (1u << i)) != 0)
      append_word (statuses, vt_product_status_to_words ((VtProductStatus) i));
  if (statuses->len > 0)
    add_chip (self, PART_STATUS, 0, _ ("Status"), statuses->str);

  for (guint i = 0; i < G_N_ELEMENTS (stock_names); i++)
    if ((filter->stock & stock_names[i].bit) != 0)
      append_word (stocks, g_dpgettext2 (NULL, "stock", stock_names[i].title));
  if (stocks->len > 0)
    add_chip (self, PART_STOCK, 0, _ ("Stock"), stocks->str);

  for (guint i = 0; i < G_N_ELEMENTS (lack_names); i++)
    if ((filter->lacks & lack_names[i].bit) != 0)
      add_chip (self, PART_LACKS, lack_names[i].bit, _ (lack_names[i].title), NULL);
}

static void
add_since_chip (VtFilterBar *self, gint64 since_us)
{
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_local (since_us / G_USEC_PER_SEC);
  g_autofree char *day = since != NULL ? g_date_time_format (since, "%x") : NULL;

  if (day != NULL)
    add_chip (self, PART_SINCE, 0, _ ("Changed since"), day);
}

/* The popover ------------------------------------------------------------------------------------------------------ */

static void
fill_words (GtkDropDown *choice, const char *const *words, const char *chosen)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (list, C_ ("filter", "Any"));
  for (guint i = 0; words[i] != NULL; i++)
    {
      gtk_string_list_append (list, words[i]);
      if (g_strcmp0 (words[i], chosen) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (choice, selected);
}

static void
fill_collections (VtFilterBar *self, gint64 chosen)
{
  g_autoptr (GPtrArray) all = vt_collection_list (vt_workspace_get_reader (self->workspace), NULL);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  g_array_set_size (self->collections, 0);
  gtk_string_list_append (list, C_ ("filter", "Any"));
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (all, i);

      gtk_string_list_append (list, collection->title);
      g_array_append_val (self->collections, collection->id);
      if (collection->id == chosen)
        selected = i + 1;
    }
  gtk_drop_down_set_model (self->collection, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->collection, selected);
}

static void
fill_amount (VtFilterBar *self, GtkEntry *entry, gint64 minor)
{
  g_autofree char *text = minor >= 0 ? vt_workspace_format_money (self->workspace, minor) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
popover_shown_cb (VtFilterBar *self)
{
  const VtProductFilter *filter = vt_product_list_model_get_filter (self->model);

  self->setting = TRUE;
  for (guint i = 0; i <= VT_PRODUCT_ARCHIVED; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->statuses[i]), (filter->status & (1u << i)) != 0);
  for (guint i = 0; i < G_N_ELEMENTS (stock_names); i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->stocks[i]), (filter->stock & stock_names[i].bit) != 0);
  for (guint i = 0; i < G_N_ELEMENTS (lack_names); i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->lacks[i]), (filter->lacks & lack_names[i].bit) != 0);
  fill_words (self->vendor, vt_product_list_model_get_vendors (self->model), filter->vendor);
  fill_words (self->type, vt_product_list_model_get_types (self->model), filter->type);
  fill_words (self->tag, vt_product_list_model_get_tags (self->model), filter->tag);
  fill_collections (self, filter->collection_id);
  fill_amount (self, self->price_min, filter->price_min_minor);
  fill_amount (self, self->price_max, filter->price_max_minor);
  gtk_drop_down_set_selected (self->since, filter->changed_since_us == 0 ? 0 : GTK_INVALID_LIST_POSITION);
  self->setting = FALSE;
}

/* The word that is chosen, of the choice's own; NULL: any. */
static const char *
chosen_word (GtkDropDown *choice)
{
  GtkStringObject *object = gtk_drop_down_get_selected_item (choice);

  return object != NULL && gtk_drop_down_get_selected (choice) > 0 ? gtk_string_object_get_string (object) : NULL;
}

static gint64
read_amount (VtFilterBar *self, GtkEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  VtMoney money = { .minor = -1 };
  gboolean empty = *text == '\0';
  gboolean right = vt_money_parse (text, vt_workspace_get_currency (self->workspace), &money, NULL) && money.minor >= 0;

  if (empty || right)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               empty || right ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);

  return !empty && right ? money.minor : -1;
}

static gint64
chosen_since (VtFilterBar *self, gint64 before)
{
  guint chosen = gtk_drop_down_get_selected (self->since);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) since = NULL;

  if (chosen >= G_N_ELEMENTS (since_days))
    return before;
  if (chosen == 0)
    return 0;

  day = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                               g_date_time_get_day_of_month (now), 0, 0, 0);
  since = g_date_time_add_days (day, 1 - since_days[chosen]);
  return g_date_time_to_unix (since) * G_USEC_PER_SEC;
}

static void
chosen_cb (VtFilterBar *self)
{
  VtProductFilter filter;
  guint collection;

  if (self->setting || self->model == NULL)
    return;

  filter = *vt_product_list_model_get_filter (self->model);
  collection = gtk_drop_down_get_selected (self->collection);
  filter.status = filter.stock = filter.lacks = 0;
  for (guint i = 0; i <= VT_PRODUCT_ARCHIVED; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->statuses[i])))
      filter.status |= 1u << i;
  for (guint i = 0; i < G_N_ELEMENTS (stock_names); i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->stocks[i])))
      filter.stock |= stock_names[i].bit;
  for (guint i = 0; i < G_N_ELEMENTS (lack_names); i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->lacks[i])))
      filter.lacks |= lack_names[i].bit;
  filter.vendor = chosen_word (self->vendor);
  filter.type = chosen_word (self->type);
  filter.tag = chosen_word (self->tag);
  filter.collection_id = collection > 0 && collection <= self->collections->len
                             ? g_array_index (self->collections, gint64, collection - 1)
                             : 0;
  filter.price_min_minor = read_amount (self, self->price_min);
  filter.price_max_minor = read_amount (self, self->price_max);
  filter.changed_since_us = chosen_since (self, filter.changed_since_us);
  apply (self, &filter);
}

static GtkWidget *
new_check (VtFilterBar *self, const char *title)
{
  GtkWidget *check = gtk_check_button_new_with_label (title);

  g_signal_connect_swapped (check, "toggled", G_CALLBACK (chosen_cb), self);
  return check;
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_filter_bar_dispose (GObject *object)
{
  VtFilterBar *self = VT_FILTER_BAR (object);

  g_clear_object (&self->model);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->collections, g_array_unref);

  G_OBJECT_CLASS (vt_filter_bar_parent_class)->dispose (object);
}

static void
vt_filter_bar_class_init (VtFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_filter_bar_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", VT_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, chips);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, button);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, status_box);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, stock_box);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, lacks_box);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, collection);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, vendor);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, type);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, tag);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, since);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, price_min);
  gtk_widget_class_bind_template_child (widget_class, VtFilterBar, price_max);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
}

static void
vt_filter_bar_init (VtFilterBar *self)
{
  self->collections = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  vt_drop_down_name_all (GTK_WIDGET (self));
  vt_drop_down_search_all (GTK_WIDGET (self));

  for (guint i = 0; i <= VT_PRODUCT_ARCHIVED; i++)
    {
      self->statuses[i] = new_check (self, vt_product_status_to_words ((VtProductStatus) i));
      gtk_box_append (self->status_box, self->statuses[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stock_names); i++)
    {
      self->stocks[i] = new_check (self, g_dpgettext2 (NULL, "stock", stock_names[i].title));
      gtk_box_append (self->stock_box, self->stocks[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lack_names); i++)
    {
      self->lacks[i] = new_check (self, _ (lack_names[i].title));
      gtk_flow_box_append (self->lacks_box, self->lacks[i]);
      gtk_widget_set_focusable (gtk_widget_get_parent (self->lacks[i]), FALSE);
    }
}

/**
 * vt_filter_bar_set_model:
 * @self: a bar without a model
 * @workspace: of the shop
 * @model: the list that it filters
 */
void
vt_filter_bar_set_model (VtFilterBar *self, VtWorkspace *workspace, VtProductListModel *model)
{
  self->workspace = g_object_ref (workspace);
  self->model = g_object_ref (model);
  vt_filter_bar_show (self);
}

/**
 * vt_filter_bar_show:
 * @self: a bar with a model
 *
 * Shows the conditions that the model has.
 */
void
vt_filter_bar_show (VtFilterBar *self)
{
  const VtProductFilter *filter = vt_product_list_model_get_filter (self->model);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_flow_box_remove (self->chips, child);

  add_mask_chips (self, filter);
  if (filter->collection_id != 0)
    {
      g_autofree char *title = collection_title (self, filter->collection_id);

      add_chip (self, PART_COLLECTION, 0, _ ("Collection"), title);
    }
  if (filter->vendor != NULL)
    add_chip (self, PART_VENDOR, 0, _ ("Vendor"), filter->vendor);
  if (filter->type != NULL)
    add_chip (self, PART_TYPE, 0, _ ("Type"), filter->type);
  if (filter->tag != NULL)
    add_chip (self, PART_TAG, 0, _ ("Tag"), filter->tag);
  if (filter->price_min_minor >= 0 || filter->price_max_minor >= 0)
    add_price_chip (self, filter);
  if (filter->changed_since_us != 0)
    add_since_chip (self, filter->changed_since_us);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), gtk_widget_get_first_child (GTK_WIDGET (self->chips)) != NULL);
}

/**
 * vt_filter_bar_clear:
 * @self: a bar with a model
 *
 * Takes all conditions away.
 */
void
vt_filter_bar_clear (VtFilterBar *self)
{
  apply (self, &VT_PRODUCT_FILTER_ALL);
}
