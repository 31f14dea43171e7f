#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-target-window.h"

#include "app/promo/vt-target-names.h"
#include "app/widgets/vt-thumb.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"

#include <glib/gi18n.h>
#include <string.h>

/* More are found by typing more. */
#define FOUND_MAX    20
#define THUMB_SIZE   32
#define CHOSEN_SHOWN 100

struct _VtTargetWindow
{
  AdwWindow parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  gint64 discount_id;
  VtDiscountRole role;
  char *title;    /* (owned) (nullable) of the discount */
  GArray *chosen; /* (owned) VtDiscountTarget */
  gboolean showing;

  GtkWidget *all_row;      /* template child */
  GtkSwitch *all;          /* template child */
  GtkWidget *parts;        /* template child */
  GtkWidget *search;       /* template child */
  GtkWidget *chosen_group; /* template child */
  GtkListBox *chosen_list; /* template child */
  GtkListBox *found;       /* template child */
  GtkWidget *nothing;      /* template child */
  GtkWidget *done;         /* template child */
};

/* What is written when the merchant is done. */
typedef struct
{
  gint64 id;
  VtDiscountRole role;
  gboolean all;
  GArray *targets; /* (owned) */
} Choice;

G_DEFINE_FINAL_TYPE (VtTargetWindow, vt_target_window, ADW_TYPE_WINDOW)

static void show_chosen (VtTargetWindow *self);
static void find (VtTargetWindow *self);

/* What is chosen -------------------------------------------------------------------------------------------------- */

static gboolean
is_same (const VtDiscountTarget *a, const VtDiscountTarget *b)
{
  return a->collection_id == b->collection_id && a->product_id == b->product_id && a->variant_id == b->variant_id;
}

static int
find_chosen (VtTargetWindow *self, const VtDiscountTarget *target)
{
  for (guint i = 0; i < self->chosen->len; i++)
    if (is_same (&g_array_index (self->chosen, VtDiscountTarget, i), target))
      return (int) i;

  return -1;
}

static void
choose (VtTargetWindow *self, const VtDiscountTarget *target, gboolean chosen)
{
  int index = find_chosen (self, target);

  if (chosen && index < 0)
    g_array_append_vals (self->chosen, target, 1);
  else if (!chosen && index >= 0)
    g_array_remove_index (self->chosen, (guint) index);
}

static const VtDiscountTarget *
target_of (GObject *widget)
{
  return g_object_get_data (widget, "target");
}

static void
bind_target (GObject *widget, const VtDiscountTarget *target)
{
  g_object_set_data_full (widget, "target", g_memdup2 (target, sizeof *target), g_free);
}

static void
show_mark (GtkToggleButton *mark)
{
  gtk_button_set_icon_name (GTK_BUTTON (mark),
                            gtk_toggle_button_get_active (mark) ? "object-select-symbolic" : "list-add-symbolic");
}

static void
toggled_cb (GtkToggleButton *mark, VtTargetWindow *self)
{
  show_mark (mark);
  choose (self, target_of (G_OBJECT (mark)), gtk_toggle_button_get_active (mark));
  show_chosen (self);
}

static void
remove_cb (GtkButton *button, VtTargetWindow *self)
{
  choose (self, target_of (G_OBJECT (button)), FALSE);
  show_chosen (self);
  find (self);
}

static void
empty (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static const char *
kind_of (const VtDiscountTarget *target)
{
  if (target->collection_id != 0)
    return _ ("Collection");

  return target->product_id != 0 ? _ ("Product") : _ ("Variant");
}

static void
add_chosen (VtTargetWindow *self, const VtDiscountTarget *target)
{
  g_autofree char *name = vt_target_name (vt_workspace_get_reader (self->workspace), target);
  g_autofree char *label = g_strdup_printf (_ ("Take out %s"), name);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), kind_of (target));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  bind_target (G_OBJECT (button), target);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->chosen_list, row);
}

static void
show_chosen (VtTargetWindow *self)
{
  empty (self->chosen_list);
  for (guint i = 0; i < MIN (self->chosen->len, CHOSEN_SHOWN); i++)
    add_chosen (self, &g_array_index (self->chosen, VtDiscountTarget, i));
  gtk_widget_set_visible (self->chosen_group, self->chosen->len > 0);
  gtk_widget_set_sensitive (self->done, gtk_switch_get_active (self->all) || self->chosen->len > 0);
}

/* What can be chosen ---------------------------------------------------------------------------------------------- */

static GtkWidget *
make_mark (VtTargetWindow *self, const VtDiscountTarget *target, const char *name)
{
  GtkWidget *mark = gtk_toggle_button_new ();

  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (mark, "circular");
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (mark), find_chosen (self, target) >= 0);
  show_mark (GTK_TOGGLE_BUTTON (mark));
  bind_target (G_OBJECT (mark), target);
  g_signal_connect_object (mark, "toggled", G_CALLBACK (toggled_cb), self, 0);
  return mark;
}

static void
row_cb (GtkToggleButton *mark)
{
  gtk_toggle_button_set_active (mark, !gtk_toggle_button_get_active (mark));
}

static GtkWidget *
make_row (VtTargetWindow *self, const VtDiscountTarget *target, const char *title, const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = make_mark (self, target, name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_cb), mark, G_CONNECT_SWAPPED);
  return row;
}

static void
add_variants (VtTargetWindow *self, AdwExpanderRow *row, gint64 product_id)
{
  g_autoptr (VtProduct) product = vt_product_load (vt_workspace_get_reader (self->workspace), product_id, NULL);

  for (guint i = 0; product != NULL && i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);
      const VtDiscountTarget target = { self->role, 0, 0, variant->id };
      g_autofree char *name = g_strdup_printf ("%s · %s", vt_product_get_title (product), variant->title);

      adw_expander_row_add_row (row, make_row (self, &target, variant->title, name));
    }
}

/* The variants are read when they are asked for. */
static void
expanded_cb (AdwExpanderRow *row, G_GNUC_UNUSED GParamSpec *pspec, VtTargetWindow *self)
{
  const VtDiscountTarget *product = target_of (G_OBJECT (row));
  gint64 id;

  if (product == NULL || !adw_expander_row_get_expanded (row))
    return;

  id = product->product_id;
  g_object_set_data (G_OBJECT (row), "target", NULL);
  add_variants (self, row, id);
}

static GtkWidget *
make_product_with_variants (VtTargetWindow *self, const VtProductRow *product, const VtDiscountTarget *target)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *words =
      g_strdup_printf (ngettext ("%d variant", "%d variants", (gulong) product->n_variants), (int) product->n_variants);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), product->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row),
                               vt_thumb_new (self->workspace, product->photo_sha256, THUMB_SIZE));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_mark (self, target, product->title));
  bind_target (G_OBJECT (row), target);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
  return row;
}

static void
add_product (VtTargetWindow *self, const VtProductRow *product)
{
  const VtDiscountTarget target = { self->role, 0, product->id, 0 };
  GtkWidget *row;

  if (product->n_variants > 1)
    row = make_product_with_variants (self, product, &target);
  else
    {
      row = make_row (self, &target, product->title, product->title);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 vt_thumb_new (self->workspace, product->photo_sha256, THUMB_SIZE));
    }
  gtk_list_box_append (self->found, row);
}

static gboolean
matches (const char *title, const char *words)
{
  g_autofree char *folded = g_utf8_casefold (title, -1);

  return *words == '\0' || strstr (folded, words) != NULL;
}

static guint
find_collections (VtTargetWindow *self, const char *words)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (vt_workspace_get_reader (self->workspace), NULL);
  guint n = 0;

  for (guint i = 0; collections != NULL && i < collections->len && n < FOUND_MAX; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      const VtDiscountTarget target = { self->role, collection->id, 0, 0 };
      GtkWidget *row;

      if (!matches (collection->title, words))
        continue;
      row = make_row (self, &target, collection->title, collection->title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Collection"));
      gtk_list_box_append (self->found, row);
      n++;
    }

  return n;
}

static void
find (VtTargetWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const VtProductQuery query = { .text = text, .status = -1, .limit = FOUND_MAX };
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  if (self->workspace == NULL)
    return;

  self->showing = TRUE;
  empty (self->found);
  n = find_collections (self, g_strstrip (folded));
  products = vt_product_list (vt_workspace_get_reader (self->workspace), &query, &error);
  if (products == NULL)
    vt_workspace_fail (self->workspace, error);
  for (guint i = 0; products != NULL && i < products->len; i++)
    add_product (self, g_ptr_array_index (products, i));
  n += products != NULL ? products->len : 0;
  gtk_widget_set_visible (GTK_WIDGET (self->found), n > 0);
  gtk_widget_set_visible (self->nothing, n == 0);
  self->showing = FALSE;
}

/* Being done ------------------------------------------------------------------------------------------------------ */

static void
choice_free (Choice *choice)
{
  g_array_unref (choice->targets);
  g_free (choice);
}

static gboolean
write_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Choice *choice = data;

  return vt_discount_set_targets (db, choice->id, choice->role,
                                  (const VtDiscountTarget *) (gpointer) choice->targets->data,
                                  choice->all ? 0 : choice->targets->len, !choice->all, error);
}

static void
done_cb (VtTargetWindow *self)
{
  Choice *choice = g_new0 (Choice, 1);
  g_autofree char *label = g_strdup_printf (
      self->role == VT_DISCOUNT_TARGET_BUY ? _ ("Edit what is bought for %s") : _ ("Edit what %s is on"), self->title);

  choice->id = self->discount_id;
  choice->role = self->role;
  choice->all = gtk_switch_get_active (self->all);
  choice->targets = g_array_ref (self->chosen);
  vt_workspace_edit (self->workspace, label, NULL, write_job, choice, (GDestroyNotify) choice_free);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
all_cb (VtTargetWindow *self)
{
  gboolean all = gtk_switch_get_active (self->all);

  gtk_widget_set_visible (self->parts, !all);
  gtk_widget_set_sensitive (self->done, all || self->chosen->len > 0);
  if (!all && !self->showing)
    gtk_widget_grab_focus (self->search);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_target_window_dispose (GObject *object)
{
  g_clear_object (&VT_TARGET_WINDOW (object)->workspace);

  G_OBJECT_CLASS (vt_target_window_parent_class)->dispose (object);
}

static void
vt_target_window_finalize (GObject *object)
{
  VtTargetWindow *self = VT_TARGET_WINDOW (object);

  g_free (self->title);
  g_array_unref (self->chosen);

  G_OBJECT_CLASS (vt_target_window_parent_class)->finalize (object);
}

static void
vt_target_window_class_init (VtTargetWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_target_window_dispose;
  object_class->finalize = vt_target_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-target-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtTargetWindow, all_row);
  gtk_widget_class_bind_template_child (widget_class, VtTargetWindow, all);
  gtk_widget_class_bind_template_child (widget_class, VtTargetWindow, parts);
  gtk_widget_class_bind_template_child (widget_class, VtTargetWindow, search);
  gtk_widget_class_bind_template_child (widget_class, VtTargetWindow, chosen_group);
  gtk_widget_class_bind_template_child (widget_class, VtTargetWindow, chosen_list);
  gtk_widget_class_bind_template_child (widget_class, VtTargetWindow, found);
  gtk_widget_class_bind_template_child (widget_class, VtTargetWindow, nothing);
  gtk_widget_class_bind_template_child (widget_class, VtTargetWindow, done);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, find);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vt_target_window_init (VtTargetWindow *self)
{
  self->chosen = g_array_new (FALSE, FALSE, sizeof (VtDiscountTarget));
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
take_discount (VtTargetWindow *self, const VtDiscount *discount)
{
  gboolean bought = self->role == VT_DISCOUNT_TARGET_BUY;

  self->title = g_strdup (discount->title);
  for (guint i = 0; i < discount->targets->len; i++)
    if (g_array_index (discount->targets, VtDiscountTarget, i).role == self->role)
      g_array_append_vals (self->chosen, &g_array_index (discount->targets, VtDiscountTarget, i), 1);
  gtk_window_set_title (GTK_WINDOW (self), bought ? _ ("What Has to Be Bought") : _ ("What It Is On"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->all_row),
                                 bought ? _ ("The same as what it is on") : _ ("Everything"));
  gtk_switch_set_active (self->all, bought ? self->chosen->len == 0 : !discount->chosen);
}

/**
 * vt_target_window_present:
 * @parent: the window it belongs to
 * @workspace: of the shop
 * @discount_id: a discount
 * @role: what it is on, or what has to be bought
 *
 * Shows the window. What is chosen in it is written as one step of the history.
 */
void
vt_target_window_present (GtkWindow *parent, VtWorkspace *workspace, gint64 discount_id, VtDiscountRole role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDiscount) discount = vt_discount_load (vt_workspace_get_reader (workspace), discount_id, &error);
  VtTargetWindow *self;

  if (discount == NULL)
    {
      vt_workspace_fail (workspace, error);
      return;
    }

  self = g_object_new (VT_TYPE_TARGET_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  self->workspace = g_object_ref (workspace);
  self->discount_id = discount_id;
  self->role = role;
  take_discount (self, discount);
  all_cb (self);
  show_chosen (self);
  find (self);
  gtk_window_present (GTK_WINDOW (self));
}
