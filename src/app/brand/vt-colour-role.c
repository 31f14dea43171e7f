#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-colour-role.h"

#include "app/brand/vt-brand-edit.h"
#include "app/brand/vt-colour-button.h"
#include "app/widgets/vt-field.h"

#include <glib/gi18n.h>

struct _VtColourRole
{
  GObject parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtBrandColour role;
  VtField *field;         /* (owned) the row */
  VtColourButton *button; /* (unowned) in the row */
  GtkLabel *badge;        /* (unowned) in the row */
  GtkWidget *follow;      /* (unowned) in the row: gives a dark colour back to the light one */
  gboolean is_dark;       /* which of the two is shown */
  VtColour wanted;        /* the last colour that was picked */
  gboolean wanted_dark;   /* for which of the two */
  gboolean wanted_once;   /* it is a step of its own, not one of many on the way of a drag */
  gboolean writing;       /* an edit of the chooser is under way */
  gboolean write_again;
};

G_DEFINE_FINAL_TYPE (VtColourRole, vt_colour_role, G_TYPE_OBJECT)

static char *
edit_label (VtColourRole *self, gboolean is_dark)
{
  const char *name = vt_brand_colour_name (self->role);

  /* TRANSLATORS: steps of the history; %s is what a colour is for, such as "Background" */
  return g_strdup_printf (is_dark ? _ ("Edit colour “%s” on dark screens") : _ ("Edit colour “%s”"), name);
}

/* One key is a part of a step, one press of a button is a step: @typed says which it was. */
static void
write_text (VtColourRole *self, const char *text, gboolean typed)
{
  g_autofree char *name = vt_brand_dup_colour_token (self->role, self->is_dark);
  g_autofree char *label = edit_label (self, self->is_dark);

  vt_field_write (self->field, self->workspace, label, typed ? name : NULL, vt_brand_edit_token,
                  vt_brand_edit_new (name, text, NULL), (GDestroyNotify) vt_brand_edit_free);
}

static void
typed_cb (VtColourRole *self)
{
  write_text (self, vt_field_get_text (self->field), TRUE);
}

static void
follow_cb (VtColourRole *self)
{
  write_text (self, NULL, FALSE);
}

static void write_wanted (VtColourRole *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtColourRole) self = user_data;
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  if (!vt_shop_write_finish (VT_SHOP (source), result, NULL, &error))
    vt_workspace_fail (self->workspace, error);
  else if (self->write_again)
    write_wanted (self);
}

static void
write_wanted (VtColourRole *self)
{
  g_autofree char *name = vt_brand_dup_colour_token (self->role, self->wanted_dark);
  g_autofree char *label = edit_label (self, self->wanted_dark);
  g_autofree char *hex = vt_colour_to_hex (self->wanted);

  self->write_again = self->writing;
  if (self->writing)
    return;

  self->writing = TRUE;
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, self->wanted_once ? NULL : name,
                       vt_brand_edit_token, vt_brand_edit_new (name, hex, NULL), (GDestroyNotify) vt_brand_edit_free,
                       NULL, written_cb, g_object_ref (self));
}

static void
want (VtColourRole *self, VtColour colour, gboolean is_dark, gboolean once)
{
  self->wanted = colour;
  self->wanted_dark = is_dark;
  self->wanted_once = once;
  write_wanted (self);
}

static void
picked_cb (VtColourRole *self)
{
  want (self, vt_colour_button_get_colour (self->button), self->is_dark, FALSE);
}

static void
vt_colour_role_dispose (GObject *object)
{
  VtColourRole *self = VT_COLOUR_ROLE (object);

  if (self->field != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->field, self);
      g_signal_handlers_disconnect_by_data (self->button, self);
      g_signal_handlers_disconnect_by_data (self->follow, self);
    }
  g_clear_object (&self->field);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_colour_role_parent_class)->dispose (object);
}

static void
vt_colour_role_class_init (VtColourRoleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_colour_role_dispose;
}

static void
vt_colour_role_init (G_GNUC_UNUSED VtColourRole *self)
{
}

static GtkWidget *
make_follow_button (VtBrandColour role)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-refresh-symbolic");
  /* TRANSLATORS: %s is what a colour is for, such as "Background" */
  g_autofree char *name = g_strdup_printf (_ ("“%s” follows its light colour again"), vt_brand_colour_name (role));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

/**
 * vt_colour_role_new:
 * @workspace: whose brand to edit
 * @role: which of its colours
 *
 * Returns: (transfer full): the colour's row, with what it does
 */
VtColourRole *
vt_colour_role_new (VtWorkspace *workspace, VtBrandColour role)
{
  VtColourRole *self = g_object_new (VT_TYPE_COLOUR_ROLE, NULL);

  self->workspace = g_object_ref (workspace);
  self->role = role;
  self->field = g_object_ref_sink (VT_FIELD (vt_field_new (vt_brand_colour_name (role))));
  self->button = VT_COLOUR_BUTTON (vt_colour_button_new (vt_brand_colour_name (role)));
  self->badge = GTK_LABEL (gtk_label_new (NULL));
  self->follow = make_follow_button (role);

  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "badge");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "numeric");
  vt_field_add_prefix (self->field, GTK_WIDGET (self->button));
  vt_field_add_suffix (self->field, self->follow);
  vt_field_add_suffix (self->field, GTK_WIDGET (self->badge));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->field), vt_brand_colour_use (role));
  g_signal_connect_swapped (self->field, "edited", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->button, "picked", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (self->follow, "clicked", G_CALLBACK (follow_cb), self);
  return self;
}

/**
 * vt_colour_role_get_row:
 * @self: a colour of the brand
 *
 * Returns: (transfer none): its row
 */
GtkWidget *
vt_colour_role_get_row (VtColourRole *self)
{
  return GTK_WIDGET (self->field);
}

static void
show_badge (VtColourRole *self, VtBrand *brand)
{
  static const char *const classes[] = { "error", "success", "success" };
  VtBrandPair pair;
  gboolean rated = vt_brand_worst_pair (brand, self->role, &pair);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->badge), classes[i]);
  if (rated)
    {
      g_autofree char *text =
          g_strdup_printf ("%.1f %s", vt_contrast_shown (pair.ratio), vt_contrast_name (pair.grade));

      gtk_label_set_label (self->badge, text);
      gtk_widget_add_css_class (GTK_WIDGET (self->badge), classes[pair.grade]);
    }
  else
    gtk_label_set_label (self->badge,
                         self->role == VT_BRAND_LINE ? C_ ("contrast", "Ornament") : C_ ("contrast", "Base"));
}

/**
 * vt_colour_role_show:
 * @self: a colour of the brand
 * @brand: the brand as the shop holds it now, or its dark one
 * @is_dark: whether it is the dark one, and its colours are edited from now on
 */
void
vt_colour_role_show (VtColourRole *self, VtBrand *brand, gboolean is_dark)
{
  VtColour colour = vt_brand_get_colour (brand, self->role);
  g_autofree char *hex = vt_colour_to_hex (colour);

  if (is_dark != self->is_dark)
    vt_field_forget (self->field);
  self->is_dark = is_dark;
  gtk_widget_set_visible (self->follow, is_dark && vt_brand_has_dark_colour (brand, self->role));
  vt_field_show (self->field, hex);
  if (!self->writing)
    vt_colour_button_set_colour (self->button, colour);
  show_badge (self, brand);
}

/**
 * vt_colour_role_write:
 * @self: a colour of the brand
 * @colour: what it is going to be
 * @is_dark: whether on dark screens
 *
 * One step of the history. While an edit is under way it waits, and the last colour that was picked meanwhile is left
 * out.
 */
void
vt_colour_role_write (VtColourRole *self, VtColour colour, gboolean is_dark)
{
  want (self, colour, is_dark, TRUE);
}
