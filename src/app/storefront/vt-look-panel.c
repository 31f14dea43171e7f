#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-look-panel.h"

#include "app/brand/vt-brand-edit.h"
#include "app/storefront/vt-look-edit.h"
#include "app/storefront/vt-look-picture.h"
#include "brand/vt-brand-css.h"

#include <glib/gi18n.h>

/* A style sheet is looked at, and written, once the typing rests. */
#define CSS_REST_MS 400

struct _VtLookPanel
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtBrand *brand;         /* (owned) (nullable) as the shop holds it */
  gboolean showing;       /* the parts are being told, not chosen in */
  guint css_source;
  guint fault_line;   /* of the style sheet as it is typed: from 1, 0 for none */
  guint fault_column; /* from 1 */

  GtkToggleButton *choices[VT_LOOK_N_PRESETS];

  GtkGrid *presets;        /* template child */
  GtkSwitch *keep_colours; /* template child */
  GtkSwitch *keep_type;    /* template child */
  GtkWidget *reset;        /* template child */
  GtkScale *radius;        /* template child */
  AdwComboRow *density;    /* template child */
  AdwComboRow *button;     /* template child */
  AdwComboRow *card;       /* template child */
  GtkTextView *css;        /* template child */
  GtkWidget *fault_box;    /* template child */
  GtkLabel *fault;         /* template child */
  GtkWidget *fault_button; /* template child */
};

G_DEFINE_FINAL_TYPE (VtLookPanel, vt_look_panel, ADW_TYPE_BIN)

/* Presets ---------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
preset_cb (VtLookPanel *self, GtkToggleButton *choice)
{
  guint preset = 0;
  g_autofree char *label = NULL;
  VtLookEdit *edit;

  while (self->choices[preset] != choice)
    preset++;
  if (self->showing || self->brand == NULL || !gtk_toggle_button_get_active (choice))
    return;

  /* TRANSLATORS: the name of a look */
  label = g_strdup_printf (_ ("Wear the preset %s"), vt_look_get ((VtLookPreset) preset)->title);
  edit = g_new0 (VtLookEdit, 1);
  edit->preset = (VtLookPreset) preset;
  if (gtk_switch_get_active (self->keep_colours))
    edit->keep |= VT_LOOK_KEEP_COLOURS;
  if (gtk_switch_get_active (self->keep_type))
    edit->keep |= VT_LOOK_KEEP_TYPE;
  vt_workspace_edit (self->workspace, label, NULL, vt_look_edit_preset, edit, g_free);
}

static void
add_preset (VtLookPanel *self, VtLookPreset preset)
{
  const VtLook *look = vt_look_get (preset);
  g_autofree char *name = g_strdup_printf ("%s, %s", look->title, _ (look->note));
  GtkWidget *choice = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = vt_look_picture_new (preset);

  gtk_widget_set_margin_bottom (picture, 6);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), new_label (look->title, "heading"));
  gtk_box_append (GTK_BOX (box), new_label (_ (look->note), "caption"));
  gtk_button_set_child (GTK_BUTTON (choice), box);
  gtk_widget_add_css_class (choice, "flat");
  gtk_widget_add_css_class (choice, "look-choice");
  gtk_widget_set_tooltip_text (choice, _ (look->about));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (look->about), -1);

  self->choices[preset] = GTK_TOGGLE_BUTTON (choice);
  gtk_toggle_button_set_group (self->choices[preset], preset > 0 ? self->choices[0] : NULL);
  g_signal_connect_swapped (choice, "toggled", G_CALLBACK (preset_cb), self);
  gtk_grid_attach (self->presets, choice, (int) preset % 2, (int) preset / 2, 1, 1);
}

/* Shape ------------------------------------------------------------------------------------------------------------ */

/* What the preset says anyway is not written. */
static void
write_token (VtLookPanel *self, const char *label, const char *token, const char *value, gboolean is_standard)
{
  vt_workspace_edit (self->workspace, label, token, vt_brand_edit_token,
                     vt_brand_edit_new (token, is_standard ? NULL : value, NULL), (GDestroyNotify) vt_brand_edit_free);
}

static const VtLook *
worn (VtLookPanel *self)
{
  return vt_look_get (vt_brand_get_preset (self->brand));
}

static gboolean
is_chosen (VtLookPanel *self, guint selected)
{
  return !self->showing && self->brand != NULL && selected != GTK_INVALID_LIST_POSITION;
}

static void
radius_cb (VtLookPanel *self)
{
  int radius = (int) (gtk_range_get_value (GTK_RANGE (self->radius)) + 0.5);
  g_autofree char *value = g_strdup_printf ("%d", radius);

  if (is_chosen (self, 0) && radius != vt_brand_get_radius (self->brand))
    write_token (self, _ ("Change the corners"), "look.radius", value, radius == worn (self)->radius);
}

static void
density_cb (VtLookPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->density);

  if (is_chosen (self, selected))
    write_token (self, _ ("Change the density"), "look.density", vt_look_density_id ((VtLookDensity) selected),
                 selected == worn (self)->density);
}

static void
button_cb (VtLookPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->button);

  if (is_chosen (self, selected))
    write_token (self, _ ("Change the style of buttons"), "look.button", vt_look_button_id ((VtLookButton) selected),
                 selected == worn (self)->button);
}

static void
card_cb (VtLookPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->card);

  if (is_chosen (self, selected))
    write_token (self, _ ("Change how products are shown in lists"), "look.card",
                 vt_look_card_id ((VtLookCard) selected), selected == worn (self)->card);
}

static void
reset_cb (VtLookPanel *self)
{
  vt_workspace_edit (self->workspace, _ ("Take the shape of the preset"), NULL, vt_look_edit_reset, NULL, NULL);
}

/* CSS -------------------------------------------------------------------------------------------------------------- */

static char *
get_css (VtLookPanel *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->css);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
show_fault (VtLookPanel *self, const GError *error)
{
  gtk_label_set_label (self->fault, error != NULL ? error->message : "");
  gtk_widget_set_visible (self->fault_box, error != NULL);
  gtk_widget_set_visible (self->fault_button, self->fault_line > 0);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->css), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->css), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->css), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* What is not whole yet stays in the box; the shop keeps what it had. */
static void
write_css (VtLookPanel *self)
{
  g_autofree char *css = get_css (self);
  g_autoptr (GError) error = NULL;
  gboolean whole = vt_brand_css_check (css, -1, &self->fault_line, &self->fault_column, &error);

  show_fault (self, error);
  if (!whole || self->brand == NULL ||
      g_strcmp0 (vt_brand_get_custom_css (self->brand), *css != '\0' ? css : NULL) == 0)
    return;

  write_token (self, _ ("Edit the shop's own CSS"), "look.css", css, *css == '\0');
}

static gboolean
css_rest_cb (gpointer data)
{
  VtLookPanel *self = data;

  self->css_source = 0;
  write_css (self);
  return G_SOURCE_REMOVE;
}

static void
css_cb (VtLookPanel *self)
{
  if (self->showing)
    return;

  g_clear_handle_id (&self->css_source, g_source_remove);
  self->css_source = g_timeout_add (CSS_REST_MS, css_rest_cb, self);
}

/* Before anything else happens to the shop, what was typed is in it. */
static void
css_left_cb (VtLookPanel *self)
{
  if (self->css_source == 0)
    return;

  g_clear_handle_id (&self->css_source, g_source_remove);
  write_css (self);
}

static void
fault_cb (VtLookPanel *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->css);
  GtkTextIter iter;

  if (self->fault_line == 0)
    return;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) self->fault_line - 1);
  gtk_text_iter_forward_chars (&iter, (int) self->fault_column - 1);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_to_iter (self->css, &iter, 0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->css));
}

/* What is being typed is not taken away, unless it is undone. */
static void
show_css (VtLookPanel *self, const char *before)
{
  const char *css = vt_brand_get_custom_css (self->brand);
  g_autofree char *typed = get_css (self);

  if (g_strcmp0 (before, css) == 0 || g_str_equal (typed, css != NULL ? css : "") || self->css_source != 0)
    return;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->css), css != NULL ? css : "", -1);
  self->fault_line = 0;
  show_fault (self, NULL);
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static gboolean
has_own_shape (VtBrand *brand)
{
  const VtLook *look = vt_look_get (vt_brand_get_preset (brand));

  return vt_brand_get_radius (brand) != look->radius || vt_brand_get_density (brand) != look->density ||
         vt_brand_get_button (brand) != look->button || vt_brand_get_card (brand) != look->card;
}

static void
show_shape (VtLookPanel *self)
{
  gtk_toggle_button_set_active (self->choices[vt_brand_get_preset (self->brand)], TRUE);
  gtk_range_set_value (GTK_RANGE (self->radius), vt_brand_get_radius (self->brand));
  adw_combo_row_set_selected (self->density, vt_brand_get_density (self->brand));
  adw_combo_row_set_selected (self->button, vt_brand_get_button (self->brand));
  adw_combo_row_set_selected (self->card, vt_brand_get_card (self->brand));
  gtk_widget_set_sensitive (self->reset, has_own_shape (self->brand));
}

static void
refresh (VtLookPanel *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBrand) brand = vt_brand_load (vt_workspace_get_reader (self->workspace), &error);
  g_autoptr (VtBrand) before = g_steal_pointer (&self->brand);

  if (brand == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  self->brand = g_steal_pointer (&brand);
  self->showing = TRUE;
  show_shape (self);
  show_css (self, before != NULL ? vt_brand_get_custom_css (before) : NULL);
  self->showing = FALSE;
}

static void
changed_cb (VtLookPanel *self, VtChange *change)
{
  if (vt_change_touches (change, "brand_token"))
    refresh (self);
}

static void
vt_look_panel_dispose (GObject *object)
{
  VtLookPanel *self = VT_LOOK_PANEL (object);

  self->showing = TRUE;
  g_clear_handle_id (&self->css_source, g_source_remove);
  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_look_panel_parent_class)->dispose (object);
}

static void
vt_look_panel_class_init (VtLookPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_look_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-look-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, presets);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, keep_colours);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, keep_type);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, reset);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, radius);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, density);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, button);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, card);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, css);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, fault_box);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, fault);
  gtk_widget_class_bind_template_child (widget_class, VtLookPanel, fault_button);
  gtk_widget_class_bind_template_callback (widget_class, radius_cb);
  gtk_widget_class_bind_template_callback (widget_class, density_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, fault_cb);
}

static void
vt_look_panel_init (VtLookPanel *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < VT_LOOK_N_PRESETS; i++)
    add_preset (self, (VtLookPreset) i);
  g_signal_connect_object (gtk_text_view_get_buffer (self->css), "changed", G_CALLBACK (css_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (css_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->css), focus);
  self->showing = FALSE;
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
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}
