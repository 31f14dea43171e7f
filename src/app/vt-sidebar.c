#define G_LOG_DOMAIN "vitrine"

#include "app/vt-sidebar.h"

#include "shop/vt-settings.h"

#include <glib/gi18n.h>

struct _VtSidebar
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  gboolean selecting;     /* the window moves the selection, not the merchant */

  GtkListBox *places; /* template child */
  GtkLabel *name;     /* template child */
  GtkLabel *pulse;    /* template child */
  GtkImage *light;    /* template child */
  GtkButton *review;  /* template child */
};

enum
{
  PLACE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtSidebar, vt_sidebar, ADW_TYPE_BIN)

static const char *
row_name (GtkListBoxRow *row)
{
  return gtk_widget_get_name (GTK_WIDGET (row));
}

static void
row_selected_cb (VtSidebar *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->selecting)
    g_signal_emit (self, signals[PLACE_CHOSEN], 0, row_name (row), FALSE);
}

/* A second click on the place where one is goes to its start. */
static void
row_activated_cb (VtSidebar *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[PLACE_CHOSEN], 0, row_name (row), TRUE);
}

static void
header_cb (GtkListBoxRow *row, G_GNUC_UNUSED GtkListBoxRow *before, G_GNUC_UNUSED gpointer data)
{
  if (g_object_get_data (G_OBJECT (row), "starts-group") != NULL && gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

static void
show_pulse (VtSidebar *self)
{
  guint n = self->workspace != NULL ? vt_workspace_get_n_unpublished (self->workspace) : 0;
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup (_ ("Everything is published"));
  else
    text = g_strdup_printf (ngettext ("%u change not published", "%u changes not published", n), n);

  gtk_label_set_label (self->pulse, text);
  gtk_widget_set_visible (GTK_WIDGET (self->review), n > 0);
  gtk_widget_remove_css_class (GTK_WIDGET (self->light), n > 0 ? "success" : "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->light), n > 0 ? "warning" : "success");
}

static void
show_name (VtSidebar *self)
{
  g_autofree char *name = vt_setting_get (vt_workspace_get_reader (self->workspace), "shop.name", NULL);

  gtk_label_set_label (self->name, name != NULL ? name : "");
}

static gboolean
vt_sidebar_grab_focus (GtkWidget *widget)
{
  VtSidebar *self = VT_SIDEBAR (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->places);

  /* History and the backups stand in no row. */
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->places, 0);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
vt_sidebar_dispose (GObject *object)
{
  VtSidebar *self = VT_SIDEBAR (object);

  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_sidebar_parent_class)->dispose (object);
}

static void
vt_sidebar_class_init (VtSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_sidebar_dispose;
  widget_class->grab_focus = vt_sidebar_grab_focus;

  signals[PLACE_CHOSEN] = g_signal_new ("place-chosen", VT_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, VtSidebar, name);
  gtk_widget_class_bind_template_child (widget_class, VtSidebar, pulse);
  gtk_widget_class_bind_template_child (widget_class, VtSidebar, light);
  gtk_widget_class_bind_template_child (widget_class, VtSidebar, review);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
vt_sidebar_init (VtSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->places, header_cb, NULL, NULL);
}

/**
 * vt_sidebar_new:
 *
 * Returns: (transfer floating): a sidebar without places
 */
GtkWidget *
vt_sidebar_new (void)
{
  return g_object_new (VT_TYPE_SIDEBAR, NULL);
}

/**
 * vt_sidebar_add_place:
 * @self: a sidebar
 * @name: what ::place-chosen calls it
 * @title: translated
 * @icon_name: a symbolic icon
 * @starts_group: whether a line stands above it
 */
void
vt_sidebar_add_place (VtSidebar *self,
                      const char *name,
                      const char *title,
                      const char *icon_name,
                      gboolean starts_group)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (starts_group)
    g_object_set_data (G_OBJECT (row), "starts-group", GINT_TO_POINTER (TRUE));
  gtk_list_box_append (self->places, row);
}

/**
 * vt_sidebar_select:
 * @self: a sidebar
 * @name: a place
 *
 * Marks the place as the one where one is, without ::place-chosen; none when it does not stand here.
 */
void
vt_sidebar_select (VtSidebar *self, const char *name)
{
  GtkListBoxRow *row;

  self->selecting = TRUE;
  gtk_list_box_unselect_all (self->places);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->places, i)) != NULL; i++)
    if (g_str_equal (row_name (row), name))
      gtk_list_box_select_row (self->places, row);
  self->selecting = FALSE;
}

/**
 * vt_sidebar_set_workspace:
 * @self: a sidebar
 * @workspace: (nullable): the open shop's
 */
void
vt_sidebar_set_workspace (VtSidebar *self, VtWorkspace *workspace)
{
  if (!g_set_object (&self->workspace, workspace) || workspace == NULL)
    return;

  g_signal_connect_object (workspace, "notify::n-unpublished", G_CALLBACK (show_pulse), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (show_name), self,
                           G_CONNECT_SWAPPED);
  show_pulse (self);
  show_name (self);
}
