#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-colour-role.h"

#include "app/brand/vt-brand-edit.h"
#include "app/brand/vt-colour-button.h"
#include "app/widgets/vt-field.h"

#include <glib/gi18n.h>
#include <math.h>

/* WCAG 2.2: 1.4.6 (AAA) and 1.4.3 (AA) for text, 1.4.11 (AA) for the shape of a control. */
#define RATIO_AAA     7.0
#define RATIO_AA      4.5
#define RATIO_CONTROL 3.0

struct _VtColourRole
{
  GObject parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtBrandColour role;
  VtField *field;         /* (owned) the row */
  VtColourButton *button; /* (unowned) in the row */
  GtkLabel *badge;        /* (unowned) in the row */
  VtColour wanted;        /* the last colour that was picked */
  gboolean writing;       /* an edit of the chooser is under way */
  gboolean write_again;
};

G_DEFINE_FINAL_TYPE (VtColourRole, vt_colour_role, G_TYPE_OBJECT)

static char *
token_name (VtColourRole *self)
{
  return g_strconcat ("colour.", vt_brand_colour_token (self->role), NULL);
}

static char *
edit_label (VtColourRole *self)
{
  /* TRANSLATORS: a step of the history; %s is what a colour is for, such as "Background" */
  return g_strdup_printf (_ ("Edit colour “%s”"), vt_brand_colour_name (self->role));
}

static void
typed_cb (VtColourRole *self)
{
  g_autofree char *name = token_name (self);
  g_autofree char *label = edit_label (self);

  vt_field_write (self->field, self->workspace, label, name, vt_brand_edit_token,
                  vt_brand_edit_new (name, vt_field_get_text (self->field), NULL), (GDestroyNotify) vt_brand_edit_free);
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
  g_autofree char *name = token_name (self);
  g_autofree char *label = edit_label (self);
  g_autofree char *hex = vt_colour_to_hex (self->wanted);

  self->write_again = self->writing;
  if (self->writing)
    return;

  self->writing = TRUE;
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, name, vt_brand_edit_token,
                       vt_brand_edit_new (name, hex, NULL), (GDestroyNotify) vt_brand_edit_free, NULL, written_cb,
                       g_object_ref (self));
}

static void
picked_cb (VtColourRole *self)
{
  vt_colour_role_write (self, vt_colour_button_get_colour (self->button));
}

static void
vt_colour_role_dispose (GObject *object)
{
  VtColourRole *self = VT_COLOUR_ROLE (object);

  if (self->field != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->field, self);
      g_signal_handlers_disconnect_by_data (self->button, self);
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

  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "badge");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "numeric");
  vt_field_add_prefix (self->field, GTK_WIDGET (self->button));
  vt_field_add_suffix (self->field, GTK_WIDGET (self->badge));
  g_signal_connect_swapped (self->field, "edited", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->button, "picked", G_CALLBACK (picked_cb), self);
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

/* How well the colour reads where it reads worst. */
static double
worst_ratio (VtColourRole *self, VtBrand *brand)
{
  VtColour own = vt_brand_get_colour (brand, self->role);

  if (self->role == VT_BRAND_ON_PRIMARY)
    return vt_colour_contrast (own, vt_brand_get_colour (brand, VT_BRAND_PRIMARY));
  if (self->role == VT_BRAND_SURFACE)
    return vt_colour_contrast (vt_brand_get_colour (brand, VT_BRAND_TEXT), own);

  return MIN (vt_colour_contrast (own, vt_brand_get_colour (brand, VT_BRAND_BACKGROUND)),
              vt_colour_contrast (own, vt_brand_get_colour (brand, VT_BRAND_SURFACE)));
}

static void
show_ratio (VtColourRole *self, double ratio)
{
  double needed = self->role == VT_BRAND_PRIMARY ? RATIO_CONTROL : RATIO_AA;
  gboolean passes = ratio >= needed;
  const char *grade = ratio >= RATIO_AAA ? C_ ("contrast", "AAA")
                      : passes           ? C_ ("contrast", "AA")
                                         : C_ ("contrast", "fails");
  /* Down to one decimal, so that what fails never reads as if it passed. */
  g_autofree char *text = g_strdup_printf ("%.1f %s", floor (ratio * 10) / 10, grade);

  gtk_label_set_label (self->badge, text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->badge), passes ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), passes ? "success" : "warning");
}

/**
 * vt_colour_role_show:
 * @self: a colour of the brand
 * @brand: the brand as the shop holds it now
 */
void
vt_colour_role_show (VtColourRole *self, VtBrand *brand)
{
  VtColour colour = vt_brand_get_colour (brand, self->role);
  g_autofree char *hex = vt_colour_to_hex (colour);

  vt_field_show (self->field, hex);
  if (!self->writing)
    vt_colour_button_set_colour (self->button, colour);

  if (self->role == VT_BRAND_BACKGROUND)
    gtk_label_set_label (self->badge, C_ ("contrast", "Base"));
  else if (self->role == VT_BRAND_LINE)
    gtk_label_set_label (self->badge, C_ ("contrast", "Ornament"));
  else
    show_ratio (self, worst_ratio (self, brand));
}

/**
 * vt_colour_role_write:
 * @self: a colour of the brand
 * @colour: what it is going to be
 *
 * While one edit is under way the last colour of those that follow waits, and the ones between are left out.
 */
void
vt_colour_role_write (VtColourRole *self, VtColour colour)
{
  self->wanted = colour;
  write_wanted (self);
}
