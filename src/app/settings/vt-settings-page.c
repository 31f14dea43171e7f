#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-page.h"

#include "app/settings/vt-settings-panes.h"

#include <glib/gi18n.h>

struct _VtSettingsPage
{
  VtPlace parent_instance;

  GPtrArray *trail; /* (owned) VtSettingsPane (unowned) that are open, one over the other */
  gboolean selecting;

  AdwLeaflet *leaflet; /* template child */
  GtkListBox *list;    /* template child */
  GtkStack *stack;     /* template child */
};

G_DEFINE_FINAL_TYPE (VtSettingsPage, vt_settings_page, VT_TYPE_PLACE)

/* `fields` begin the names of facts that are edited there. */
static const struct
{
  const char *name;
  const char *title;
  const char *note;
  VtSettingsPane *(*open) (VtWorkspace *workspace);
  const char *fields;
} pages[] = {
  { "shop", N_ ("Shop"), N_ ("Name, address, languages, orders"), vt_settings_shop_new,
    "announcement shop. languages order. tax.included" },
  { "legal", N_ ("Legal"), N_ ("What the law asks a shop to say"), vt_settings_legal_new, "legal." },
  { "delivery", N_ ("Delivery"), N_ ("Where to, how, and what it costs"), vt_settings_delivery_new, "delivery" },
  { "taxes", N_ ("Taxes"), N_ ("Rates by country and class"), vt_settings_taxes_new, "tax" },
  { "payments", N_ ("Payments"), N_ ("How shoppers pay"), vt_settings_payments_new, "payment" },
  { "service", N_ ("Service"), N_ ("Channels, opening hours"), vt_settings_service_new, "contact email phone channel" },
  { "measurement", N_ ("Measurement"), N_ ("Visits, and tags of others"), vt_settings_measurement_new, "tag. events." },
};

static VtSettingsPane *
top (VtSettingsPage *self)
{
  return self->trail->len > 0 ? g_ptr_array_index (self->trail, self->trail->len - 1) : NULL;
}

static gboolean
is_folded_open (VtSettingsPage *self)
{
  return adw_leaflet_get_folded (self->leaflet) &&
         adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->stack);
}

static void
show_header (VtSettingsPage *self)
{
  VtSettingsPane *pane = top (self);
  const char *path = NULL;
  gboolean on_list = adw_leaflet_get_folded (self->leaflet) && !is_folded_open (self);

  for (guint i = self->trail->len; i > 0 && path == NULL; i--)
    path = vt_settings_pane_get_preview_path (g_ptr_array_index (self->trail, i - 1));
  vt_place_set_subtitle (VT_PLACE (self), pane != NULL && !on_list ? vt_settings_pane_get_title (pane) : NULL);
  vt_place_set_can_go_back (VT_PLACE (self), self->trail->len > 1 || is_folded_open (self));
  vt_place_set_preview_path (VT_PLACE (self), path != NULL ? path : "/");
}

/* The trail ------------------------------------------------------------------------------------------------------- */

static void
cut (VtSettingsPage *self, guint length)
{
  while (self->trail->len > length)
    {
      GtkWidget *pane = GTK_WIDGET (top (self));

      g_ptr_array_set_size (self->trail, (int) self->trail->len - 1);
      if (top (self) != NULL)
        gtk_stack_set_visible_child (self->stack, GTK_WIDGET (top (self)));
      gtk_stack_remove (self->stack, pane);
    }
}

static void push (VtSettingsPage *self, VtSettingsPane *next);

static void
push_cb (VtSettingsPage *self, VtSettingsPane *next)
{
  push (self, next);
  vt_settings_pane_focus (next, NULL);
}

static guint
position_of (VtSettingsPage *self, VtSettingsPane *pane)
{
  guint index = 0;

  return g_ptr_array_find (self->trail, pane, &index) ? index : self->trail->len;
}

static void
pop_cb (VtSettingsPage *self, VtSettingsPane *pane)
{
  guint index = position_of (self, pane);

  if (index == 0)
    return;

  cut (self, index);
  vt_settings_pane_refresh (top (self));
  vt_settings_pane_focus (top (self), NULL);
  show_header (self);
}

static void
replace_cb (VtSettingsPage *self, VtSettingsPane *next, VtSettingsPane *pane)
{
  cut (self, MAX (position_of (self, pane), 1));
  push_cb (self, next);
}

static void
push (VtSettingsPage *self, VtSettingsPane *next)
{
  gtk_stack_add_child (self->stack, GTK_WIDGET (next));
  g_ptr_array_add (self->trail, next);
  g_signal_connect_object (next, "push", G_CALLBACK (push_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (next, "pop", G_CALLBACK (pop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (next, "replace", G_CALLBACK (replace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (next, "notify::title", G_CALLBACK (show_header), self, G_CONNECT_SWAPPED);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (next));
  show_header (self);
}

static void
open_page (VtSettingsPage *self, guint index)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->trail);

  self->trail = g_ptr_array_new ();
  push (self, pages[index].open (vt_place_get_workspace (VT_PLACE (self))));
  for (guint i = 0; i < before->len; i++)
    gtk_stack_remove (self->stack, g_ptr_array_index (before, i));

  self->selecting = TRUE;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) index));
  self->selecting = FALSE;
}

static void
enter_content (VtSettingsPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->stack));
  show_header (self);
}

static void
row_selected_cb (VtSettingsPage *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->selecting)
    open_page (self, (guint) gtk_list_box_row_get_index (row));
}

static void
row_activated_cb (VtSettingsPage *self, GtkListBoxRow *row)
{
  if (self->trail->len > 1)
    open_page (self, (guint) gtk_list_box_row_get_index (row));
  enter_content (self);
  vt_settings_pane_focus (top (self), NULL);
}

/* To what stands before the list, instead of to the row before. */
static gboolean
leave_list (VtSettingsPage *self)
{
  gboolean left;

  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  left = gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), GTK_DIR_TAB_BACKWARD);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), TRUE);

  return left;
}

/* Arrows go from page to page; Tab leads into the one that is open, with Shift back to before the list. */
static gboolean
list_key_cb (VtSettingsPage *self, guint key)
{
  gboolean done = FALSE;

  if (key == GDK_KEY_ISO_Left_Tab)
    done = leave_list (self);
  else if (key == GDK_KEY_Tab && !adw_leaflet_get_folded (self->leaflet) && top (self) != NULL)
    done = vt_settings_pane_focus (top (self), NULL);

  return done ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
fill_list (VtSettingsPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
      GtkWidget *title = gtk_label_new (_ (pages[i].title));
      GtkWidget *note = gtk_label_new (_ (pages[i].note));

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_label_set_xalign (GTK_LABEL (note), 0);
      gtk_label_set_wrap (GTK_LABEL (note), TRUE);
      gtk_widget_add_css_class (note, "caption");
      gtk_widget_add_css_class (note, "dim-label");
      gtk_widget_set_margin_top (box, 6);
      gtk_widget_set_margin_bottom (box, 6);
      gtk_box_append (GTK_BOX (box), title);
      gtk_box_append (GTK_BOX (box), note);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (pages[i].title),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (pages[i].note), -1);
      gtk_list_box_append (self->list, row);
    }
}

/* Place ----------------------------------------------------------------------------------------------------------- */

static void
vt_settings_page_go_back (VtPlace *place)
{
  VtSettingsPage *self = VT_SETTINGS_PAGE (place);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (self->trail->len > 1)
    {
      pop_cb (self, top (self));
      return;
    }

  adw_leaflet_set_visible_child (self->leaflet, gtk_widget_get_first_child (GTK_WIDGET (self->leaflet)));
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  show_header (self);
}

static void
vt_settings_page_enter (VtPlace *place)
{
  VtSettingsPage *self = VT_SETTINGS_PAGE (place);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL && !is_folded_open (self))
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else if (top (self) != NULL)
    vt_settings_pane_focus (top (self), NULL);
}

static gboolean
vt_settings_page_focus_field (VtPlace *place, const char *field)
{
  VtSettingsPage *self = VT_SETTINGS_PAGE (place);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_auto (GStrv) begins = g_strsplit (pages[i].fields, " ", -1);

      for (guint j = 0; begins[j] != NULL; j++)
        if (g_str_has_prefix (field, begins[j]))
          {
            open_page (self, i);
            enter_content (self);
            return vt_settings_pane_focus (top (self), field) || vt_settings_pane_focus (top (self), NULL);
          }
    }

  return FALSE;
}

static void
vt_settings_page_shown (VtPlace *place)
{
  VtSettingsPage *self = VT_SETTINGS_PAGE (place);

  if (top (self) == NULL)
    open_page (self, 0);
  else
    vt_settings_pane_refresh (top (self));
}

static void
vt_settings_page_dispose (GObject *object)
{
  VtSettingsPage *self = VT_SETTINGS_PAGE (object);

  self->selecting = TRUE;
  if (self->leaflet != NULL)
    g_signal_handlers_disconnect_by_data (self->leaflet, self);
  g_ptr_array_set_size (self->trail, 0);

  G_OBJECT_CLASS (vt_settings_page_parent_class)->dispose (object);
}

static void
vt_settings_page_finalize (GObject *object)
{
  g_ptr_array_unref (VT_SETTINGS_PAGE (object)->trail);

  G_OBJECT_CLASS (vt_settings_page_parent_class)->finalize (object);
}

static void
vt_settings_page_class_init (VtSettingsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  object_class->dispose = vt_settings_page_dispose;
  object_class->finalize = vt_settings_page_finalize;
  place_class->go_back = vt_settings_page_go_back;
  place_class->enter = vt_settings_page_enter;
  place_class->shown = vt_settings_page_shown;
  place_class->focus_field = vt_settings_page_focus_field;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSettingsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, VtSettingsPage, list);
  gtk_widget_class_bind_template_child (widget_class, VtSettingsPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_header);
}

static void
vt_settings_page_init (VtSettingsPage *self)
{
  self->trail = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_list (self);
  vt_place_set_preview_path (VT_PLACE (self), "/");
}
