#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-look-panel.h"

struct _VtLookPanel
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */

  GtkBox *box; /* template child */
};

G_DEFINE_FINAL_TYPE (VtLookPanel, vt_look_panel, ADW_TYPE_BIN)

static void
vt_look_panel_dispose (GObject *object)
{
  g_clear_object (&VT_LOOK_PANEL (object)->workspace);

  G_OBJECT_CLASS (vt_look_panel_parent_class)->dispose (object);
}

static void
vt_look_panel_class_init (VtLookPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_look_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-look-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, box);
}

static void
vt_look_panel_init (VtLookPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_look_panel_set_workspace:
 * @self: a new panel
 * @workspace: whose storefront it dresses
 */
void
vt_look_panel_set_workspace (VtLookPanel *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}
