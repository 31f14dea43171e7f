#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-layer-details.h"

#include "app/brand/vt-colour-button.h"
#include "app/widgets/vt-stage.h"
#include "app/widgets/vt-wrap.h"

#include <glib/gi18n.h>
#include <math.h>

#define KIND(kind)  (1u << VT_LAYER_##kind)
#define WRITTEN     (KIND (TEXT) | KIND (PRICE))
#define SHAPED      (WRITTEN | KIND (SHAPE) | KIND (QR))
#define PLACED_KIND (1u << VT_LAYER_N_KINDS) /* shown for whatever has a place of its own */

typedef enum
{
  CONTROL_TEXT,
  CONTROL_PICTURE,
  CONTROL_VARIANT,
  CONTROL_SHAPE,
  CONTROL_FONT,
  CONTROL_SIZE,
  CONTROL_WEIGHT,
  CONTROL_ALIGN,
  CONTROL_VALIGN,
  CONTROL_COLOUR,
  CONTROL_FILL,
  CONTROL_RADIUS,
  CONTROL_OPACITY,
  CONTROL_X,
  CONTROL_Y,
  CONTROL_WIDTH,
  CONTROL_HEIGHT,
  N_CONTROLS
} Control;

struct _VtLayerDetails
{
  AdwBin parent_instance;

  VtAssetDraft *draft;              /* (owned) */
  gboolean showing;                 /* the rows change because the layer has */
  guint choosing;                   /* the layer that a picture is being chosen for */
  char *choosing_asset;             /* (owned) (nullable) its asset */
  GtkWidget *rows[N_CONTROLS];      /* (unowned) */
  GtkWidget *inputs[N_CONTROLS];    /* (unowned) the row itself, or what is in it */
  VtColourButton *free[N_CONTROLS]; /* (unowned) (nullable) a colour beside those of the palette */
  GtkWidget *look;                  /* (unowned) */
  GtkWidget *place;                 /* (unowned) */
};

G_DEFINE_FINAL_TYPE (VtLayerDetails, vt_layer_details, ADW_TYPE_BIN)

/* What the controls are; numbers with where they are from and to, and how far a step goes. */
static const struct
{
  const char *title;
  guint kinds;
  double low, high, step;
} controls[N_CONTROLS] = {
  [CONTROL_TEXT] = { N_ ("Words"), KIND (TEXT) | KIND (QR), 0, 0, 0 },
  [CONTROL_PICTURE] = { N_ ("Picture"), KIND (PICTURE), 0, 0, 0 },
  [CONTROL_VARIANT] = { N_ ("Variant"), KIND (LOGO), 0, 0, 0 },
  [CONTROL_SHAPE] = { N_ ("Outline"), KIND (SHAPE) | KIND (PICTURE), 0, 0, 0 },
  [CONTROL_FONT] = { N_ ("Typeface"), WRITTEN, 0, 0, 0 },
  [CONTROL_SIZE] = { N_ ("Size of letters"), WRITTEN, 0.1, VT_LAYOUT_MAX_SIZE, 1 },
  [CONTROL_WEIGHT] = { N_ ("Weight"), WRITTEN, 100, 900, 100 },
  [CONTROL_ALIGN] = { N_ ("Across"), WRITTEN | KIND (LOGO), 0, 0, 0 },
  [CONTROL_VALIGN] = { N_ ("Up and down"), WRITTEN | KIND (COLUMN), 0, 0, 0 },
  [CONTROL_COLOUR] = { N_ ("Colour"), WRITTEN | KIND (LOGO) | KIND (QR), 0, 0, 0 },
  [CONTROL_FILL] = { N_ ("Ground"), SHAPED, 0, 0, 0 },
  [CONTROL_RADIUS] = { N_ ("Round corners"), WRITTEN | KIND (SHAPE) | KIND (PICTURE), 0, VT_LAYOUT_MAX_SIZE, 1 },
  [CONTROL_OPACITY] = { N_ ("Opacity, percent"), KIND (SHAPE) | KIND (PICTURE), 0, 100, 5 },
  [CONTROL_X] = { N_ ("From the left"), PLACED_KIND, -VT_LAYOUT_MAX_SIZE, VT_LAYOUT_MAX_SIZE, 1 },
  [CONTROL_Y] = { N_ ("From the top"), PLACED_KIND, -VT_LAYOUT_MAX_SIZE, VT_LAYOUT_MAX_SIZE, 1 },
  [CONTROL_WIDTH] = { N_ ("Width"), PLACED_KIND, 0.1, VT_LAYOUT_MAX_SIZE, 1 },
  [CONTROL_HEIGHT] = { N_ ("Height"), PLACED_KIND, 0.1, VT_LAYOUT_MAX_SIZE, 1 },
};

/* Facts of a layer ------------------------------------------------------------------------------------------------ */

static double *
number_of (VtLayer *layer, Control control)
{
  return control == CONTROL_SIZE      ? &layer->size
         : control == CONTROL_RADIUS  ? &layer->radius
         : control == CONTROL_OPACITY ? &layer->opacity
         : control == CONTROL_X       ? &layer->box.x
         : control == CONTROL_Y       ? &layer->box.y
         : control == CONTROL_WIDTH   ? &layer->box.width
                                      : &layer->box.height;
}

static int *
choice_of (VtLayer *layer, Control control)
{
  return control == CONTROL_VARIANT ? &layer->variant
         : control == CONTROL_SHAPE ? &layer->shape
         : control == CONTROL_FONT  ? &layer->font
         : control == CONTROL_ALIGN ? &layer->align
                                    : &layer->valign;
}

static VtPaint *
paint_of (VtLayer *layer, Control control)
{
  return control == CONTROL_COLOUR ? &layer->colour : &layer->fill;
}

/* The list of a colour: none where there may be none, the palette, and any other. */
static guint
paint_to_position (const VtPaint *paint, Control control)
{
  guint first = control == CONTROL_FILL ? 1 : 0;

  return paint->kind == VT_PAINT_NONE   ? 0
         : paint->kind == VT_PAINT_ROLE ? first + (guint) paint->role
                                        : first + VT_BRAND_N_COLOURS;
}

static void
take_position (VtPaint *paint, Control control, guint position, VtColour other)
{
  guint first = control == CONTROL_FILL ? 1 : 0;

  if (position < first)
    *paint = (VtPaint){ VT_PAINT_NONE, 0, { 0, 0, 0 } };
  else if (position - first < VT_BRAND_N_COLOURS)
    *paint = (VtPaint){ VT_PAINT_ROLE, (VtBrandColour) (position - first), { 0, 0, 0 } };
  else
    *paint = (VtPaint){ VT_PAINT_COLOUR, 0, other };
}

/* Writing --------------------------------------------------------------------------------------------------------- */

static gboolean
is_place (Control control)
{
  return control >= CONTROL_X;
}

/* Takes one control's value into the layer. */
static void
apply (VtLayerDetails *self, Control control, VtLayer *layer)
{
  GtkWidget *input = self->inputs[control];

  switch (control)
    {
    case CONTROL_TEXT:
      g_free (layer->text);
      layer->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (input)));
      break;
    case CONTROL_VARIANT:
    case CONTROL_SHAPE:
    case CONTROL_FONT:
    case CONTROL_ALIGN:
    case CONTROL_VALIGN:
      *choice_of (layer, control) = (int) adw_combo_row_get_selected (ADW_COMBO_ROW (input));
      break;
    case CONTROL_COLOUR:
    case CONTROL_FILL:
      take_position (paint_of (layer, control), control, adw_combo_row_get_selected (ADW_COMBO_ROW (input)),
                     vt_colour_button_get_colour (self->free[control]));
      break;
    case CONTROL_WEIGHT:
      layer->weight = (int) lround (gtk_spin_button_get_value (GTK_SPIN_BUTTON (input)));
      break;
    case CONTROL_OPACITY:
      layer->opacity = gtk_spin_button_get_value (GTK_SPIN_BUTTON (input)) / 100;
      break;
    case CONTROL_SIZE:
    case CONTROL_RADIUS:
    case CONTROL_X:
    case CONTROL_Y:
    case CONTROL_WIDTH:
    case CONTROL_HEIGHT:
      *number_of (layer, control) = gtk_spin_button_get_value (GTK_SPIN_BUTTON (input));
      break;
    case CONTROL_PICTURE:
    case N_CONTROLS:
    default:
      break;
    }
}

static void
edit (VtLayerDetails *self, Control control)
{
  guint chosen = vt_asset_draft_get_chosen (self->draft);
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);
  g_autoptr (VtLayout) copy = layout != NULL ? vt_layout_copy (layout) : NULL;
  g_autoptr (GPtrArray) layers = copy != NULL ? vt_layout_list_layers (copy) : NULL;
  g_autofree char *key = NULL;
  guint index;

  if (self->showing || layers == NULL || chosen >= layers->len)
    return;

  index = is_place (control) ? vt_layout_top_of (copy, chosen) : chosen;
  key = g_strdup_printf ("asset:%s:%u:%d", vt_asset_draft_get_id (self->draft), index, (int) control);
  apply (self, control, g_ptr_array_index (layers, index));
  vt_asset_draft_write (self->draft,
                        control == CONTROL_TEXT ? _ ("Edit a text of an asset")
                        : is_place (control)    ? _ ("Move a layer of an asset")
                                                : _ ("Change a layer of an asset"),
                        key, g_steal_pointer (&copy), NULL, chosen);
}

static Control
control_of (VtLayerDetails *self, GtkWidget *input)
{
  int control = 0;

  while (control < N_CONTROLS && self->inputs[control] != input && (GtkWidget *) self->free[control] != input)
    control++;

  return (Control) control;
}

static void
input_cb (VtLayerDetails *self, GtkWidget *input)
{
  edit (self, control_of (self, input));
}

static void
selected_cb (VtLayerDetails *self, G_GNUC_UNUSED GParamSpec *pspec, GtkWidget *input)
{
  input_cb (self, input);
}

/* A colour of one's own is chosen by picking it. */
static void
picked_cb (VtLayerDetails *self, GtkWidget *button)
{
  Control control = control_of (self, button);
  AdwComboRow *row = ADW_COMBO_ROW (self->inputs[control]);
  guint last = g_list_model_get_n_items (adw_combo_row_get_model (row)) - 1;

  if (adw_combo_row_get_selected (row) != last)
    adw_combo_row_set_selected (row, last);
  else
    edit (self, control);
}

static void
align_cb (VtLayerDetails *self, GtkWidget *button)
{
  const VtLayer *placed = vt_asset_draft_get_placed (self->draft);
  int anchor = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "anchor"));
  VtBox box;

  if (placed == NULL)
    return;

  box = placed->box;
  vt_layout_align (vt_asset_draft_get_layout (self->draft), &box, anchor < 3 ? anchor : -1,
                   anchor < 3 ? -1 : anchor - 3);
  vt_asset_draft_place (self->draft, &box, FALSE);
}

/* Pictures -------------------------------------------------------------------------------------------------------- */

static void
staged_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtLayerDetails) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtMedia) media = vt_stage_file_finish (result, &error);
  const VtLayout *layout = self->draft != NULL ? vt_asset_draft_get_layout (self->draft) : NULL;
  g_autoptr (VtLayout) copy = layout != NULL ? vt_layout_copy (layout) : NULL;
  g_autoptr (GPtrArray) layers = copy != NULL ? vt_layout_list_layers (copy) : NULL;
  VtLayer *layer = NULL;

  /* The window may show another asset by now, or none. */
  if (layout == NULL || g_strcmp0 (vt_asset_draft_get_id (self->draft), self->choosing_asset) != 0)
    return;
  if (media == NULL)
    {
      vt_workspace_fail (vt_asset_draft_get_workspace (self->draft), error);
      return;
    }
  if (layers == NULL || self->choosing >= layers->len)
    return;

  layer = g_ptr_array_index (layers, self->choosing);
  if (layer->kind != VT_LAYER_PICTURE)
    return;

  g_free (layer->source);
  layer->source = g_strdup (media->sha256);
  vt_asset_draft_write (self->draft, _ ("Change a picture of an asset"), NULL, g_steal_pointer (&copy),
                        g_steal_pointer (&media), self->choosing);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  VtLayerDetails *self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && self->draft != NULL)
    vt_stage_file_async (vt_shop_get_path (vt_workspace_get_shop (vt_asset_draft_get_workspace (self->draft))), file,
                         NULL, staged_cb, g_object_ref (self));
  g_object_unref (chooser);
}

static void
choose_cb (VtLayerDetails *self)
{
  GtkFileChooserNative *chooser = vt_stage_chooser_new (GTK_WIDGET (self), _ ("Choose a Picture"));

  self->choosing = vt_asset_draft_get_chosen (self->draft);
  g_free (self->choosing_asset);
  self->choosing_asset = g_strdup (vt_asset_draft_get_id (self->draft));
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static void
show_number (GtkWidget *input, double value)
{
  if (fabs (gtk_spin_button_get_value (GTK_SPIN_BUTTON (input)) - value) > 0.005)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (input), value);
}

static void
show_text (GtkWidget *input, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (input)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (input), text);
}

static void
show_control (VtLayerDetails *self, Control control, VtLayer *layer)
{
  GtkWidget *input = self->inputs[control];

  if (control == CONTROL_TEXT)
    show_text (input, layer->text);
  else if (control == CONTROL_WEIGHT)
    show_number (input, layer->weight);
  else if (control == CONTROL_OPACITY)
    show_number (input, layer->opacity * 100);
  else if (control == CONTROL_COLOUR || control == CONTROL_FILL)
    {
      const VtPaint *paint = paint_of (layer, control);

      adw_combo_row_set_selected (ADW_COMBO_ROW (input), paint_to_position (paint, control));
      gtk_widget_set_visible (GTK_WIDGET (self->free[control]), paint->kind == VT_PAINT_COLOUR);
      if (paint->kind == VT_PAINT_COLOUR)
        vt_colour_button_set_colour (self->free[control], paint->colour);
    }
  else if (GTK_IS_SPIN_BUTTON (input))
    show_number (input, *number_of (layer, control));
  else if (control != CONTROL_PICTURE)
    adw_combo_row_set_selected (ADW_COMBO_ROW (input), (guint) *choice_of (layer, control));
}

static void
refresh (VtLayerDetails *self)
{
  const VtLayer *layer = vt_asset_draft_get_layer (self->draft);
  const VtLayer *placed = vt_asset_draft_get_placed (self->draft);
  g_autofree char *name = layer != NULL ? vt_asset_draft_name_layer (layer) : NULL;
  g_autofree char *place_name = placed != NULL ? vt_asset_draft_name_layer (placed) : NULL;
  g_autofree char *title = name != NULL ? g_markup_escape_text (name, -1) : NULL;
  g_autofree char *place_title = place_name != NULL ? g_markup_escape_text (place_name, -1) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), layer != NULL);
  if (layer == NULL)
    return;

  self->showing = TRUE;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->look), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->place), placed != layer ? place_title : NULL);
  for (int i = 0; i < N_CONTROLS; i++)
    {
      guint kind = i >= CONTROL_X ? PLACED_KIND : 1u << layer->kind;

      gtk_widget_set_visible (self->rows[i], (controls[i].kinds & kind) != 0);
      show_control (self, (Control) i, (VtLayer *) (i >= CONTROL_X ? placed : layer));
    }
  self->showing = FALSE;
}

/* Rows ------------------------------------------------------------------------------------------------------------ */

static GtkStringList *
list_colours (gboolean with_none)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  if (with_none)
    gtk_string_list_append (list, _ ("None"));
  for (int i = 0; i < VT_BRAND_N_COLOURS; i++)
    gtk_string_list_append (list, vt_brand_colour_name ((VtBrandColour) i));
  gtk_string_list_append (list, _ ("Another colour"));
  return list;
}

static GtkStringList *
list_variants (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (int i = 0; i < VT_LOGO_N_VARIANTS; i++)
    gtk_string_list_append (list, vt_logo_name ((VtLogoVariant) i));
  return list;
}

static GtkStringList *
list_choices (Control control)
{
  const char *const shapes[] = { _ ("Rectangle"), _ ("Ellipse"), _ ("Arch"), NULL };
  const char *const fonts[] = { _ ("Headings"), _ ("Text"), NULL };
  const char *const aligns[] = { _ ("Left"), _ ("Centre"), _ ("Right"), NULL };
  const char *const valigns[] = { _ ("Top"), _ ("Middle"), _ ("Bottom"), NULL };

  return control == CONTROL_VARIANT ? list_variants ()
         : control == CONTROL_COLOUR || control == CONTROL_FILL
             ? list_colours (control == CONTROL_FILL)
             : gtk_string_list_new (control == CONTROL_SHAPE   ? shapes
                                    : control == CONTROL_FONT  ? fonts
                                    : control == CONTROL_ALIGN ? aligns
                                                               : valigns);
}

static void
add_text_row (VtLayerDetails *self, Control control)
{
  GtkWidget *row = adw_entry_row_new ();

  self->rows[control] = self->inputs[control] = row;
  g_signal_connect_swapped (row, "changed", G_CALLBACK (input_cb), self);
}

static void
add_picture_row (VtLayerDetails *self, Control control)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Choose…"));

  self->rows[control] = adw_action_row_new ();
  self->inputs[control] = button;
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose a Picture"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->rows[control]), button);
}

static void
add_number_row (VtLayerDetails *self, Control control)
{
  GtkWidget *spin =
      gtk_spin_button_new_with_range (controls[control].low, controls[control].high, controls[control].step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), control == CONTROL_WEIGHT || control == CONTROL_OPACITY ? 0 : 1);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 6);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 6);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (controls[control].title),
                                  -1);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (input_cb), self);
  self->rows[control] = adw_action_row_new ();
  self->inputs[control] = spin;
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->rows[control]), spin);
}

static void
add_choice_row (VtLayerDetails *self, Control control)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = list_choices (control);

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  self->rows[control] = self->inputs[control] = row;
  if (control == CONTROL_COLOUR || control == CONTROL_FILL)
    {
      GtkWidget *button = vt_colour_button_new (_ (controls[control].title));

      self->free[control] = VT_COLOUR_BUTTON (button);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      g_signal_connect_swapped (button, "picked", G_CALLBACK (picked_cb), self);
    }
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (selected_cb), self);
}

static GtkWidget *
new_anchors (VtLayerDetails *self)
{
  const char *const names[] = { _ ("At the left"), _ ("In the middle across"),      _ ("At the right"),
                                _ ("At the top"),  _ ("In the middle up and down"), _ ("At the bottom") };
  static const char *const icons[] = { "vitrine-anchor-left-symbolic",   "vitrine-anchor-centre-symbolic",
                                       "vitrine-anchor-right-symbolic",  "vitrine-anchor-top-symbolic",
                                       "vitrine-anchor-middle-symbolic", "vitrine-anchor-bottom-symbolic" };
  GtkWidget *box = vt_wrap_new (4);

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    {
      GtkWidget *button = gtk_button_new_from_icon_name (icons[i]);

      gtk_widget_set_tooltip_text (button, names[i]);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, names[i], -1);
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data (G_OBJECT (button), "anchor", GINT_TO_POINTER (i));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (align_cb), self);
      vt_wrap_append (VT_WRAP (box), button);
    }
  gtk_widget_set_margin_bottom (box, 6);

  return box;
}

static void
build (VtLayerDetails *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->look = adw_preferences_group_new ();
  self->place = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->place), _ ("Place"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->place), new_anchors (self));
  for (int i = 0; i < N_CONTROLS; i++)
    {
      Control control = (Control) i;

      if (control == CONTROL_TEXT)
        add_text_row (self, control);
      else if (control == CONTROL_PICTURE)
        add_picture_row (self, control);
      else if (controls[i].step > 0)
        add_number_row (self, control);
      else
        add_choice_row (self, control);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _ (controls[i].title));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (is_place (control) ? self->place : self->look), self->rows[i]);
    }
  gtk_box_append (GTK_BOX (box), self->look);
  gtk_box_append (GTK_BOX (box), self->place);
  adw_bin_set_child (ADW_BIN (self), box);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_layer_details_dispose (GObject *object)
{
  g_clear_object (&VT_LAYER_DETAILS (object)->draft);
  g_clear_pointer (&VT_LAYER_DETAILS (object)->choosing_asset, g_free);

  G_OBJECT_CLASS (vt_layer_details_parent_class)->dispose (object);
}

static void
vt_layer_details_class_init (VtLayerDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_layer_details_dispose;
}

static void
vt_layer_details_init (VtLayerDetails *self)
{
  self->showing = TRUE;
  build (self);
  self->showing = FALSE;
}

/**
 * vt_layer_details_set_draft:
 * @self: a new widget
 * @draft: whose chosen layer it shows and changes
 */
void
vt_layer_details_set_draft (VtLayerDetails *self, VtAssetDraft *draft)
{
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "chosen", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
