#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-option-rows.h"

#include "app/products/vt-option-edit.h"
#include "catalogue/vt-product-options.h"

#include <glib/gi18n.h>

struct _VtOptionRows
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  VtProduct *product;     /* (owned) (nullable) */
  char *shown;            /* (owned) (nullable) the options that the rows are for */
  GtkWidget *popover;     /* (owned) (nullable) of a value */
  guint n_adding;         /* the option that a value was typed for, for the focus after it was added; -1: none */

  GtkBox *rows;              /* template child */
  GtkWidget *card;           /* template child: hidden without options */
  GtkButton *missing;        /* template child */
  GtkMenuButton *add_button; /* template child */
  GtkEntry *new_name;        /* template child */
  GtkEntry *new_values;      /* template child */
};

#define NONE G_MAXUINT

/* More values than these are scrolled in pixels of their own. */
#define MANY_VALUES 40
#define MANY_HEIGHT 180

G_DEFINE_FINAL_TYPE (VtOptionRows, vt_option_rows, GTK_TYPE_BOX)

/* Which option and value a widget is for. */
static void
mark (gpointer widget, guint option, guint value)
{
  g_object_set_data (widget, "option", GUINT_TO_POINTER (option));
  g_object_set_data (widget, "value", GUINT_TO_POINTER (value));
}

static guint
option_of (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (widget, "option"));
}

static guint
value_of (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (widget, "value"));
}

static void
drop_popover (VtOptionRows *self)
{
  if (self->popover == NULL)
    return;

  gtk_widget_unparent (self->popover);
  g_clear_object (&self->popover);
}

static void
name_widget (GtkWidget *widget, const char *format, const char *first, const char *second)
{
  g_autofree char *name = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  name = g_strdup_printf (format, first, second);
#pragma GCC diagnostic pop
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A value: a button with a popover --------------------------------------------------------------------------------- */

static void
value_renamed_cb (VtOptionRows *self, GtkEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_auto (GStrv) values = vt_product_dup_option_values (self->product, option_of (entry));
  VtOptionEdit *edit;

  if (*text != '\0' && !g_str_equal (text, values[value_of (entry)]))
    {
      edit = vt_option_edit_new (self->product);
      vt_option_edit_rename_value (edit, option_of (entry), value_of (entry), text);
      vt_option_edit_write (edit, self->workspace);
    }
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
move_value (VtOptionRows *self, guint option, guint value, int by)
{
  VtOptionEdit *edit = vt_option_edit_new (self->product);

  vt_option_edit_move_value (edit, option, value, by);
  vt_option_edit_write (edit, self->workspace);
}

static void
remove_value (VtOptionRows *self, guint option, guint value)
{
  g_auto (GStrv) values = vt_product_dup_option_values (self->product, option);
  VtOptionEdit *edit = vt_option_edit_new (self->product);
  g_autofree char *message = g_strdup_printf (_ ("“%s” removed, with its variants"), values[value]);

  if (g_strv_length (values) == 1)
    vt_option_edit_remove_option (edit, option);
  else
    vt_option_edit_remove_value (edit, option, value);
  vt_option_edit_write (edit, self->workspace);
  vt_workspace_tell (self->workspace, message, TRUE);
}

static void
value_moved_cb (VtOptionRows *self, GtkWidget *button)
{
  move_value (self, option_of (button), value_of (button),
              GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "by")));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
value_removed_cb (VtOptionRows *self, GtkWidget *button)
{
  remove_value (self, option_of (button), value_of (button));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static GtkWidget *
make_popover_button (VtOptionRows *self, GtkWidget *chip, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  mark (button, option_of (chip), value_of (chip));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static void
value_clicked_cb (VtOptionRows *self, GtkWidget *chip)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *earlier =
      make_popover_button (self, chip, "go-previous-symbolic", _ ("Move Earlier"), G_CALLBACK (value_moved_cb));
  GtkWidget *later =
      make_popover_button (self, chip, "go-next-symbolic", _ ("Move Later"), G_CALLBACK (value_moved_cb));

  drop_popover (self);
  mark (entry, option_of (chip), value_of (chip));
  gtk_editable_set_text (GTK_EDITABLE (entry), gtk_button_get_label (GTK_BUTTON (chip)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the value"), -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (value_renamed_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (earlier), "by", GINT_TO_POINTER (-1));
  g_object_set_data (G_OBJECT (later), "by", GINT_TO_POINTER (1));
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), earlier);
  gtk_box_append (GTK_BOX (box), later);
  gtk_box_append (GTK_BOX (box), make_popover_button (self, chip, "user-trash-symbolic", _ ("Remove the Value"),
                                                      G_CALLBACK (value_removed_cb)));

  self->popover = g_object_ref_sink (gtk_popover_new ());
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_set_parent (self->popover, chip);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static gboolean
chip_key_cb (GtkEventControllerKey *controller,
             guint key,
             G_GNUC_UNUSED guint code,
             GdkModifierType state,
             VtOptionRows *self)
{
  GtkWidget *chip = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  gboolean alt = (state & GDK_ALT_MASK) != 0;

  if (alt && (key == GDK_KEY_Left || key == GDK_KEY_Right))
    move_value (self, option_of (chip), value_of (chip), key == GDK_KEY_Left ? -1 : 1);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete)
    remove_value (self, option_of (chip), value_of (chip));
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static GtkWidget *
make_chip (VtOptionRows *self, guint option, guint value, const char *text)
{
  GtkWidget *chip = gtk_button_new_with_label (text);
  GtkEventController *keys = gtk_event_controller_key_new ();

  mark (chip, option, value);
  gtk_widget_add_css_class (chip, "chip");
  name_widget (chip, _ ("%s of %s"), text, vt_product_get_option_names (self->product)[option]);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (chip_key_cb), self);
  gtk_widget_add_controller (chip, keys);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (value_clicked_cb), self, G_CONNECT_SWAPPED);

  return chip;
}

/* An option: its name, its values, and what moves it --------------------------------------------------------------- */

static void
values_typed_cb (VtOptionRows *self, GtkEntry *entry)
{
  VtOptionEdit *edit;

  if (gtk_entry_get_text_length (entry) == 0)
    return;

  edit = vt_option_edit_new (self->product);
  vt_option_edit_add_values (edit, option_of (entry), gtk_editable_get_text (GTK_EDITABLE (entry)));
  self->n_adding = option_of (entry);
  vt_option_edit_write (edit, self->workspace);
}

static void
rename_option (VtOptionRows *self, GtkWidget *entry)
{
  const char *name = vt_product_get_option_names (self->product)[option_of (entry)];
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  VtOptionEdit *edit;

  if (*text == '\0')
    gtk_editable_set_text (GTK_EDITABLE (entry), name);
  if (*text == '\0' || g_str_equal (text, name))
    return;

  edit = vt_option_edit_new (self->product);
  vt_option_edit_rename_option (edit, option_of (entry), text);
  vt_option_edit_write (edit, self->workspace);
}

static void
option_left_cb (GtkEventControllerFocus *controller, VtOptionRows *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (self->product != NULL && gtk_widget_get_root (entry) != NULL &&
      option_of (entry) < vt_product_get_n_options (self->product))
    rename_option (self, entry);
}

static void
option_moved_cb (VtOptionRows *self, GtkWidget *button)
{
  VtOptionEdit *edit = vt_option_edit_new (self->product);

  vt_option_edit_move_option (edit, option_of (button), -1);
  vt_option_edit_write (edit, self->workspace);
}

static void
option_removed_cb (VtOptionRows *self, GtkWidget *button)
{
  VtOptionEdit *edit = vt_option_edit_new (self->product);
  g_autofree char *message =
      g_strdup_printf (_ ("Option “%s” removed"), vt_product_get_option_names (self->product)[option_of (button)]);

  vt_option_edit_remove_option (edit, option_of (button));
  vt_option_edit_write (edit, self->workspace);
  vt_workspace_tell (self->workspace, message, TRUE);
}

static GtkWidget *
make_row_button (VtOptionRows *self, guint option, const char *icon, const char *format, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  const char *name = vt_product_get_option_names (self->product)[option];

  mark (button, option, NONE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  name_widget (button, format, name, NULL);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
make_chips (VtOptionRows *self, guint option)
{
  GtkWidget *flow = gtk_flow_box_new ();
  GtkWidget *scroller;
  g_auto (GStrv) values = vt_product_dup_option_values (self->product, option);
  guint n = g_strv_length (values);

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 12);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 4);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 4);
  gtk_widget_add_css_class (flow, "plain");
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *chip = make_chip (self, option, i, values[i]);

      gtk_widget_set_halign (chip, GTK_ALIGN_START);
      gtk_flow_box_insert (GTK_FLOW_BOX (flow), chip, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
    }
  if (n <= MANY_VALUES)
    return flow;

  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), MANY_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), flow);
  return scroller;
}

static GtkWidget *
make_values (VtOptionRows *self, guint option)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();

  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), make_chips (self, option));

  mark (entry, option, NONE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Add value"));
  name_widget (entry, _ ("New value of %s"), vt_product_get_option_names (self->product)[option], NULL);
  g_signal_connect_object (entry, "activate", G_CALLBACK (values_typed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);
  if (self->n_adding == option)
    {
      self->n_adding = NONE;
      g_object_set_data (G_OBJECT (self->rows), "focus", entry);
    }

  return box;
}

static GtkWidget *
make_row (VtOptionRows *self, guint option)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  mark (name, option, NONE);
  gtk_editable_set_text (GTK_EDITABLE (name), vt_product_get_option_names (self->product)[option]);
  gtk_editable_set_width_chars (GTK_EDITABLE (name), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (name), 10);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  name_widget (name, _ ("Name of option %s"), vt_product_get_option_names (self->product)[option], NULL);
  g_signal_connect_object (name, "activate", G_CALLBACK (rename_option), self, G_CONNECT_SWAPPED);
  g_signal_connect (focus, "leave", G_CALLBACK (option_left_cb), self);
  gtk_widget_add_controller (name, focus);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), make_values (self, option));
  if (option > 0)
    gtk_box_append (GTK_BOX (box),
                    make_row_button (self, option, "go-up-symbolic", _ ("Move %s Up"), G_CALLBACK (option_moved_cb)));
  gtk_box_append (GTK_BOX (box), make_row_button (self, option, "user-trash-symbolic", _ ("Remove Option %s"),
                                                  G_CALLBACK (option_removed_cb)));

  return box;
}

/* The whole -------------------------------------------------------------------------------------------------------- */

static char *
describe (VtProduct *product)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < vt_product_get_n_options (product); i++)
    {
      g_auto (GStrv) values = vt_product_dup_option_values (product, i);
      g_autofree char *joined = g_strjoinv ("\n", values);

      g_string_append_printf (text, "%s\n\n%s\n\n\n", vt_product_get_option_names (product)[i], joined);
    }

  return g_string_free (text, FALSE);
}

static void
show_missing (VtOptionRows *self)
{
  guint64 all = vt_product_count_combinations (self->product);
  guint n = vt_product_get_n_variants (self->product);
  guint missing = all > n ? (guint) MIN (all - n, 2000) : 0;
  g_autofree char *label =
      g_strdup_printf (ngettext ("Make the Missing Variant", "Make the %u Missing Variants", missing), missing);

  gtk_widget_set_visible (GTK_WIDGET (self->missing), missing > 0);
  gtk_button_set_label (self->missing, label);
}

static void
complete_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtOptionRows *self = VT_OPTION_ROWS (widget);
  VtOptionEdit *edit;

  if (self->product == NULL)
    return;

  edit = vt_option_edit_new (self->product);
  vt_option_edit_complete (edit);
  vt_option_edit_write (edit, self->workspace);
}

static void
add_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtOptionRows *self = VT_OPTION_ROWS (widget);
  VtOptionEdit *edit;

  if (self->product == NULL)
    return;
  if (gtk_entry_get_text_length (self->new_name) == 0 || gtk_entry_get_text_length (self->new_values) == 0)
    {
      gtk_widget_grab_focus (gtk_entry_get_text_length (self->new_name) == 0 ? GTK_WIDGET (self->new_name)
                                                                             : GTK_WIDGET (self->new_values));
      return;
    }

  edit = vt_option_edit_new (self->product);
  vt_option_edit_add_option (edit, gtk_editable_get_text (GTK_EDITABLE (self->new_name)),
                             gtk_editable_get_text (GTK_EDITABLE (self->new_values)));
  vt_option_edit_write (edit, self->workspace);
  gtk_menu_button_popdown (self->add_button);
  gtk_editable_set_text (GTK_EDITABLE (self->new_name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->new_values), "");
}

static void
next_entry_cb (VtOptionRows *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->new_values));
}

static void
vt_option_rows_dispose (GObject *object)
{
  VtOptionRows *self = VT_OPTION_ROWS (object);

  drop_popover (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->product);

  G_OBJECT_CLASS (vt_option_rows_parent_class)->dispose (object);
}

static void
vt_option_rows_finalize (GObject *object)
{
  g_free (VT_OPTION_ROWS (object)->shown);

  G_OBJECT_CLASS (vt_option_rows_parent_class)->finalize (object);
}

static void
vt_option_rows_class_init (VtOptionRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_option_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_option_rows_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-option-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, VtOptionRows, rows);
  gtk_widget_class_bind_template_child (widget_class, VtOptionRows, card);
  gtk_widget_class_bind_template_child (widget_class, VtOptionRows, missing);
  gtk_widget_class_bind_template_child (widget_class, VtOptionRows, add_button);
  gtk_widget_class_bind_template_child (widget_class, VtOptionRows, new_name);
  gtk_widget_class_bind_template_child (widget_class, VtOptionRows, new_values);
  gtk_widget_class_bind_template_callback (widget_class, next_entry_cb);
  gtk_widget_class_install_action (widget_class, "options.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "options.complete", NULL, complete_action);
}

static void
vt_option_rows_init (VtOptionRows *self)
{
  self->n_adding = NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_option_rows_set_workspace:
 * @self: rows
 * @workspace: of the shop that is edited
 */
void
vt_option_rows_set_workspace (VtOptionRows *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_option_rows_show:
 * @self: rows with a workspace
 * @product: as it is now
 */
void
vt_option_rows_show (VtOptionRows *self, VtProduct *product)
{
  g_autofree char *described = describe (product);
  GtkWidget *row;

  g_set_object (&self->product, product);
  show_missing (self);
  if (g_strcmp0 (described, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&described);
  drop_popover (self);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  for (guint i = 0; i < vt_product_get_n_options (product); i++)
    gtk_box_append (self->rows, make_row (self, i));
  gtk_widget_set_visible (self->card, vt_product_get_n_options (product) > 0);

  row = g_object_get_data (G_OBJECT (self->rows), "focus");
  g_object_set_data (G_OBJECT (self->rows), "focus", NULL);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}
