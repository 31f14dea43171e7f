#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-row.h"

#include "app/promo/vt-promo-edit.h"
#include "base/vt-clock.h"

#include <glib/gi18n.h>

struct _VtPopupRow
{
  AdwActionRow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 id;
  gboolean active;
  gboolean showing; /* the switch is being told, not turned */

  GtkWidget *badge;   /* (unowned) a child */
  GtkSwitch *control; /* (unowned) a child */
};

G_DEFINE_FINAL_TYPE (VtPopupRow, vt_popup_row, ADW_TYPE_ACTION_ROW)

/* A popup that may not be shown is off again; why is told by the workspace. */
static void
show_active (VtPopupRow *self)
{
  self->showing = TRUE;
  gtk_switch_set_active (self->control, self->active);
  self->showing = FALSE;
  gtk_label_set_label (GTK_LABEL (self->badge), self->active ? _ ("Shown") : _ ("Draft"));
  if (self->active)
    gtk_widget_add_css_class (self->badge, "success");
  else
    gtk_widget_remove_css_class (self->badge, "success");
}

static void
turned_cb (VtPopupRow *self)
{
  gboolean active = gtk_switch_get_active (self->control);
  g_autofree char *label = NULL;

  if (self->showing || self->workspace == NULL)
    return;

  /* TRANSLATORS: steps of the history; %s is the name of a popup */
  label = g_strdup_printf (active ? _ ("Show %s to shoppers") : _ ("Take %s off the shop"),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  vt_workspace_edit (self->workspace, label, NULL, vt_promo_edit_active,
                     vt_promo_edit_new (self->id, active, vt_clock_now_us (vt_clock_system ())),
                     (GDestroyNotify) vt_promo_edit_free);
}

static void
vt_popup_row_dispose (GObject *object)
{
  VtPopupRow *self = VT_POPUP_ROW (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_popup_row_parent_class)->dispose (object);
}

static void
vt_popup_row_class_init (VtPopupRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_popup_row_dispose;
}

static void
vt_popup_row_init (VtPopupRow *self)
{
  self->badge = gtk_label_new (NULL);
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->badge, "badge");
  self->control = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->control), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->control, "notify::active", G_CALLBACK (turned_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->badge);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->control));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), gtk_image_new_from_icon_name ("go-next-symbolic"));
}

/**
 * vt_popup_row_new:
 * @workspace: whose popup it is going to show
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
vt_popup_row_new (VtWorkspace *workspace)
{
  VtPopupRow *self = g_object_new (VT_TYPE_POPUP_ROW, "use-markup", FALSE, "activatable", TRUE, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "failed", G_CALLBACK (show_active), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * vt_popup_row_show:
 * @self: a row
 * @popup: what it shows
 */
void
vt_popup_row_show (VtPopupRow *self, const VtPopup *popup)
{
  /* TRANSLATORS: a switch; %s is the name of a popup */
  g_autofree char *label = g_strdup_printf (_ ("Show %s to shoppers"), popup->name);

  self->id = popup->id;
  self->active = popup->active;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), popup->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), popup->headline);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  show_active (self);
}
