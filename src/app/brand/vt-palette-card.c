#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-palette-card.h"

#include "app/brand/vt-colour-role.h"
#include "app/brand/vt-finding-row.h"
#include "app/brand/vt-pair-tile.h"
#include "app/brand/vt-palette-window.h"
#include "app/widgets/vt-vision-view.h"
#include "app/widgets/vt-wrap.h"
#include "brand/vt-layout.h"

#include <glib/gi18n.h>

struct _VtPaletteCard
{
  AdwBin parent_instance;

  VtWorkspace *workspace;                  /* (owned) */
  VtBrand *brand;                          /* (owned) as it was last shown */
  VtColourRole *roles[VT_BRAND_N_COLOURS]; /* (owned) */
  GPtrArray *pairs;                        /* (owned) (element-type VtPairTile) unowned */
  VtColourVision vision;
  char *warned; /* (owned) (nullable) the findings that are shown */

  GtkToggleButton *dark_button; /* template child */
  GtkMenuButton *eyes;          /* template child */
  GtkLabel *eyes_name;          /* template child */
  GtkListBox *surfaces;         /* template child */
  GtkListBox *marks;            /* template child */
  GtkLabel *note;               /* template child */
  GtkLabel *alike;              /* template child */
  GtkBox *findings;             /* template child */
  GtkExpander *pairs_expander;  /* template child */
  GtkLabel *pairs_title;        /* template child */
  VtWrap *tiles;                /* template child */
};

typedef struct
{
  VtColourRole *role; /* (owned) */
  VtColour colour;
  gboolean is_dark;
} Suggestion;

enum
{
  PROP_0,
  PROP_VISION,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (VtPaletteCard, vt_palette_card, ADW_TYPE_BIN)

/* Findings --------------------------------------------------------------------------------------------------------- */

static void
suggestion_free (gpointer data, G_GNUC_UNUSED GClosure *closure)
{
  Suggestion *self = data;

  g_object_unref (self->role);
  g_free (self);
}

static void
accepted_cb (Suggestion *suggestion)
{
  vt_colour_role_write (suggestion->role, suggestion->colour, suggestion->is_dark);
}

/* A colour that fails on two others is one decision: only where it reads worst is shown. */
static gboolean
is_worst (GPtrArray *findings, const VtBrandFinding *finding)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const VtBrandFinding *other = g_ptr_array_index (findings, i);

      if (other->foreground == finding->foreground && other->ratio < finding->ratio)
        return FALSE;
    }

  return TRUE;
}

static void
add_finding (VtPaletteCard *self, VtBrand *brand, const VtBrandFinding *finding, gboolean is_dark)
{
  GtkWidget *row = vt_finding_row_new (brand, finding, is_dark);
  Suggestion *suggestion = g_new0 (Suggestion, 1);
  g_autoptr (GPtrArray) layouts =
      is_dark ? NULL : vt_layout_list (vt_workspace_get_reader (self->workspace), NULL, NULL);

  /* Assets are drawn in the colours of the day. */
  if (layouts != NULL)
    vt_finding_row_show_assets (VT_FINDING_ROW (row), layouts, finding->foreground);
  suggestion->role = g_object_ref (self->roles[finding->foreground]);
  suggestion->colour = finding->suggestion;
  suggestion->is_dark = is_dark;
  g_signal_connect_data (row, "accepted", G_CALLBACK (accepted_cb), suggestion, suggestion_free, G_CONNECT_SWAPPED);
  gtk_box_append (self->findings, row);
}

static void
add_findings (VtPaletteCard *self, VtBrand *brand, GPtrArray *findings, gboolean is_dark)
{
  for (guint i = 0; i < findings->len; i++)
    if (is_worst (findings, g_ptr_array_index (findings, i)))
      add_finding (self, brand, g_ptr_array_index (findings, i), is_dark);
}

static void
append_sentences (GString *text, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    g_string_append (text, ((VtBrandFinding *) g_ptr_array_index (findings, i))->sentence);
}

/* Of both palettes, whichever is shown: what nobody sees is not mended. The rows are made anew only when they say
 * something else: the focus stays on a button through other edits. */
static void
show_findings (VtPaletteCard *self, VtBrand *dark)
{
  g_autoptr (GPtrArray) by_day = vt_brand_findings (self->brand);
  g_autoptr (GPtrArray) at_night = vt_brand_findings (dark);
  g_autoptr (GString) summary = g_string_new (NULL);
  GtkWidget *child;

  if (vt_brand_is_dark (self->brand))
    g_ptr_array_set_size (at_night, 0);
  append_sentences (summary, by_day);
  append_sentences (summary, at_night);
  if (g_strcmp0 (summary->str, self->warned) == 0)
    return;

  g_free (self->warned);
  self->warned = g_strdup (summary->str);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_box_remove (self->findings, child);
  add_findings (self, self->brand, by_day, FALSE);
  add_findings (self, dark, at_night, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), summary->len > 0);
}

/* Pairs ------------------------------------------------------------------------------------------------------------ */

static void
show_pairs (VtPaletteCard *self, VtBrand *shown)
{
  guint n = vt_brand_n_pairs ();
  guint n_passing = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; i < n; i++)
    {
      VtBrandPair pair = vt_brand_get_pair (shown, i);

      vt_pair_tile_show (g_ptr_array_index (self->pairs, i), shown, &pair);
      n_passing += pair.grade != VT_CONTRAST_FAILS;
    }

  /* TRANSLATORS: pairs of colours that meet on a page, by WCAG, the rules for pages that all can read */
  title = g_strdup_printf (_ ("%u of %u pairs pass WCAG 2.2 AA"), n_passing, n);
  gtk_label_set_label (self->pairs_title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pairs_expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static const char *
note_for (gboolean dark_always, gboolean is_dark)
{
  if (dark_always)
    return _ ("These pages are dark for everyone: there is no second palette.");

  return is_dark ? _ ("For people whose screens are dark. What you do not pick follows the light colours.")
                 : _ ("The number tells how well a colour reads where it is used.");
}

static void
refresh (VtPaletteCard *self)
{
  g_autoptr (VtBrand) dark = vt_brand_new_dark (self->brand);
  gboolean dark_always = vt_brand_is_dark (self->brand);
  gboolean is_dark = !dark_always && gtk_toggle_button_get_active (self->dark_button);
  VtBrand *shown = is_dark ? dark : self->brand;
  g_autofree char *alike = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->dark_button), !dark_always);
  gtk_label_set_label (self->note, note_for (dark_always, is_dark));
  alike = vt_brand_describe_confusions (shown, self->vision);
  gtk_label_set_label (self->alike, alike != NULL ? alike : "");
  gtk_widget_set_visible (GTK_WIDGET (self->alike), alike != NULL);
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    vt_colour_role_show (self->roles[i], shown, is_dark);
  show_pairs (self, shown);
  show_findings (self, dark);
}

static void
scheme_cb (VtPaletteCard *self)
{
  if (self->brand != NULL)
    refresh (self);
}

/* Eyesight --------------------------------------------------------------------------------------------------------- */

/* The focus goes to the button within. */
static void
name_eyes (VtPaletteCard *self)
{
  gboolean is_full = self->vision == VT_VISION_FULL;
  const char *shown = is_full ? _ ("Colour Blindness") : vt_colour_vision_name (self->vision);
  /* TRANSLATORS: %s is an eyesight: "No Green (Deuteranopia)" */
  g_autofree char *name = g_strdup_printf (_ ("Colour blindness: %s"), vt_colour_vision_name (self->vision));

  gtk_label_set_label (self->eyes_name, shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->eyes))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_vision (VtPaletteCard *self, const char *id)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), VT_TYPE_VISION_VIEW);

  if (id == NULL || !vt_colour_vision_find (id, &self->vision))
    return;

  name_eyes (self);
  if (self->brand != NULL)
    refresh (self);
  if (view != NULL)
    vt_vision_view_set_vision (VT_VISION_VIEW (view), self->vision);
}

static void
fill_eyes (VtPaletteCard *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < VT_N_VISIONS; i++)
    {
      g_autofree char *action = g_strdup_printf ("palette.vision::%s", vt_colour_vision_id ((VtColourVision) i));

      g_menu_append (menu, vt_colour_vision_name ((VtColourVision) i), action);
    }
  gtk_menu_button_set_menu_model (self->eyes, G_MENU_MODEL (menu));
  name_eyes (self);
}

/* New palette ------------------------------------------------------------------------------------------------------ */

static void
propose (VtPaletteCard *self, GFile *picture)
{
  GtkWidget *window = vt_palette_window_new (self->workspace, self->brand);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  if (picture != NULL)
    vt_palette_window_take_picture (VT_PALETTE_WINDOW (window), picture);
  gtk_window_present (GTK_WINDOW (window));
}

static void
new_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  propose (VT_PALETTE_CARD (widget), NULL);
}

static gboolean
dropped_cb (VtPaletteCard *self, const GValue *value)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL || self->brand == NULL)
    return FALSE;

  propose (self, file);
  return TRUE;
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_palette_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VISION)
    g_value_set_string (value, vt_colour_vision_id (VT_PALETTE_CARD (object)->vision));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_palette_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VISION)
    set_vision (VT_PALETTE_CARD (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_palette_card_dispose (GObject *object)
{
  VtPaletteCard *self = VT_PALETTE_CARD (object);

  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    g_clear_object (&self->roles[i]);
  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_palette_card_parent_class)->dispose (object);
}

static void
vt_palette_card_finalize (GObject *object)
{
  VtPaletteCard *self = VT_PALETTE_CARD (object);

  g_ptr_array_unref (self->pairs);
  g_free (self->warned);

  G_OBJECT_CLASS (vt_palette_card_parent_class)->finalize (object);
}

static void
vt_palette_card_class_init (VtPaletteCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vt_palette_card_get_property;
  object_class->set_property = vt_palette_card_set_property;
  object_class->dispose = vt_palette_card_dispose;
  object_class->finalize = vt_palette_card_finalize;
  properties[PROP_VISION] =
      g_param_spec_string ("vision", NULL, NULL, "full", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (VT_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-palette-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, dark_button);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, eyes);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, eyes_name);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, surfaces);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, marks);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, note);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, alike);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, findings);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, pairs_expander);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, pairs_title);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteCard, tiles);
  gtk_widget_class_bind_template_callback (widget_class, scheme_cb);
  gtk_widget_class_install_property_action (widget_class, "palette.vision", "vision");
  gtk_widget_class_install_action (widget_class, "palette.new", NULL, new_action);
}

static void
vt_palette_card_init (VtPaletteCard *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->pairs = g_ptr_array_new ();
  for (guint i = 0; i < vt_brand_n_pairs (); i++)
    {
      GtkWidget *tile = vt_pair_tile_new ();

      g_ptr_array_add (self->pairs, tile);
      vt_wrap_append (self->tiles, tile);
    }
  fill_eyes (self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/**
 * vt_palette_card_set_workspace:
 * @self: a new palette
 * @workspace: whose brand it edits
 */
void
vt_palette_card_set_workspace (VtPaletteCard *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      self->roles[i] = vt_colour_role_new (workspace, (VtBrandColour) i);
      gtk_list_box_append (i < VT_BRAND_PRIMARY ? self->surfaces : self->marks,
                           vt_colour_role_get_row (self->roles[i]));
    }
}

/**
 * vt_palette_card_show:
 * @self: a palette
 * @brand: the brand as the shop holds it now
 */
void
vt_palette_card_show (VtPaletteCard *self, VtBrand *brand)
{
  vt_brand_ref (brand);
  g_clear_pointer (&self->brand, vt_brand_unref);
  self->brand = brand;
  refresh (self);
}
