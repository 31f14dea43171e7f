#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-discount-targets.h"

#include "app/promo/vt-target-names.h"
#include "app/promo/vt-target-window.h"

#include <glib/gi18n.h>

struct _VtDiscountTargets
{
  AdwActionRow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 discount_id;
  VtDiscountRole role;
  GtkWidget *open; /* (unowned) a child */
};

G_DEFINE_FINAL_TYPE (VtDiscountTargets, vt_discount_targets, ADW_TYPE_ACTION_ROW)

static void
open_cb (VtDiscountTargets *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->workspace != NULL && self->discount_id != 0 && GTK_IS_WINDOW (root))
    vt_target_window_present (GTK_WINDOW (root), self->workspace, self->discount_id, self->role);
}

static void
vt_discount_targets_dispose (GObject *object)
{
  g_clear_object (&VT_DISCOUNT_TARGETS (object)->workspace);

  G_OBJECT_CLASS (vt_discount_targets_parent_class)->dispose (object);
}

static void
vt_discount_targets_class_init (VtDiscountTargetsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_discount_targets_dispose;
}

static void
vt_discount_targets_init (VtDiscountTargets *self)
{
  self->open = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_add_css_class (self->open, "flat");
  gtk_widget_set_valign (self->open, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->open, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->open);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->open);
}

/**
 * vt_discount_targets_set_workspace:
 * @self: a new row
 * @workspace: whose discounts it edits
 */
void
vt_discount_targets_set_workspace (VtDiscountTargets *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_discount_targets_show:
 * @self: a row with a workspace
 * @discount: the discount, as the shop holds it now
 * @role: what it is on, or what has to be bought
 */
void
vt_discount_targets_show (VtDiscountTargets *self, const VtDiscount *discount, VtDiscountRole role)
{
  g_autofree char *names = vt_target_names (vt_workspace_get_reader (self->workspace), discount, role);

  self->discount_id = discount->id;
  self->role = role;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), names);
}
