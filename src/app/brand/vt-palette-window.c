#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-palette-window.h"

#include "app/brand/vt-colour-button.h"
#include "app/brand/vt-palette-specimen.h"
#include "app/widgets/vt-stage.h"
#include "app/widgets/vt-swatch.h"
#include "app/widgets/vt-thumb.h"
#include "app/widgets/vt-wrap.h"
#include "brand/vt-palette.h"
#include "catalogue/vt-product-list.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

#define SWATCH_SIZE 36
#define PHOTO_SIZE  56
#define MAX_PHOTOS  16 /* of the shop, to choose from */

struct _VtPaletteWindow
{
  AdwWindow parent_instance;

  VtWorkspace *workspace;    /* (owned) */
  VtBrand *brand;            /* (owned) the shop's */
  char *shop;                /* (owned) its name */
  GCancellable *cancellable; /* (owned) (nullable) of the picture that is being looked at */
  VtColour seed;
  VtPictureColour colours[VT_PICTURE_COLOURS];
  guint n_colours;
  gboolean from_picture; /* whether the palette is the picture's, not one grown from a colour */
  VtPalette palette;

  GtkButton *logo_button;                      /* template child */
  VtWrap *photos;                              /* template child: those of the shop's products */
  GtkLabel *problem;                           /* template child */
  GtkBox *picture_colours;                     /* template child */
  VtWrap *swatches;                            /* template child */
  GtkButton *whole;                            /* template child */
  AdwActionRow *seed_row;                      /* template child */
  GtkEntry *hex;                               /* template child */
  VtColourButton *seed_button;                 /* (unowned) in the row */
  AdwComboRow *harmony;                        /* template child */
  AdwComboRow *ground;                         /* template child */
  VtPaletteSpecimen *day;                      /* template child */
  VtPaletteSpecimen *night;                    /* template child */
  VtWrap *roles;                               /* template child */
  VtSwatch *role_swatches[VT_BRAND_N_COLOURS]; /* (unowned) among them */
};

G_DEFINE_FINAL_TYPE (VtPaletteWindow, vt_palette_window, ADW_TYPE_WINDOW)

/* The proposal ----------------------------------------------------------------------------------------------------- */

static char *
describe (VtColour colour, const char *name)
{
  g_autofree char *hex = vt_colour_to_hex (colour);

  /* TRANSLATORS: what a colour is for, and the colour: "Background: #faf6ef" */
  return g_strdup_printf (_ ("%s: %s"), name, hex);
}

static void
show_palette (VtPaletteWindow *self)
{
  g_autoptr (VtBrand) day = vt_brand_new_with_colours (self->brand, self->palette.colours);
  g_autoptr (VtBrand) night = vt_brand_new_dark (day);

  vt_palette_specimen_show (self->day, day, self->shop);
  vt_palette_specimen_show (self->night, night, self->shop);
  gtk_widget_set_visible (GTK_WIDGET (self->night), !vt_brand_is_dark (day));
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      VtColour colour = self->palette.colours[i];
      g_autofree char *text = describe (colour, vt_brand_colour_name ((VtBrandColour) i));

      vt_swatch_set_colour (self->role_swatches[i], colour);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->role_swatches[i]), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->role_swatches[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
}

static void
propose (VtPaletteWindow *self)
{
  VtGround ground = (VtGround) adw_combo_row_get_selected (self->ground);

  if (self->from_picture)
    self->palette = vt_palette_from_picture (self->colours, self->n_colours, ground);
  else
    self->palette = vt_palette_grow (self->seed, (VtHarmony) adw_combo_row_get_selected (self->harmony), ground);
  gtk_widget_set_sensitive (GTK_WIDGET (self->harmony), !self->from_picture);
  show_palette (self);
}

static void
rule_cb (VtPaletteWindow *self)
{
  if (self->brand != NULL)
    propose (self);
}

/* One colour ------------------------------------------------------------------------------------------------------- */

static void
show_seed (VtPaletteWindow *self)
{
  g_autofree char *hex = vt_colour_to_hex (self->seed);

  vt_colour_button_set_colour (self->seed_button, self->seed);
  if (g_ascii_strcasecmp (gtk_editable_get_text (GTK_EDITABLE (self->hex)), hex) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->hex), hex);
}

static void
grow_from (VtPaletteWindow *self, VtColour seed)
{
  self->seed = seed;
  self->from_picture = FALSE;
  show_seed (self);
  propose (self);
}

static void
picked_cb (VtPaletteWindow *self)
{
  grow_from (self, vt_colour_button_get_colour (self->seed_button));
}

/* Half of what is typed here is no colour yet: it is marked, and the palette stays. */
static void
typed_cb (VtPaletteWindow *self)
{
  VtColour colour;
  gboolean valid = vt_colour_parse (gtk_editable_get_text (GTK_EDITABLE (self->hex)), &colour);

  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (self->hex), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->hex), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->hex), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (valid && !vt_colour_equal (colour, self->seed))
    {
      self->seed = colour;
      self->from_picture = FALSE;
      vt_colour_button_set_colour (self->seed_button, colour);
      propose (self);
    }
}

/* A picture -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  VtPictureColour colours[VT_PICTURE_COLOURS];
  guint n;
} Seen;

static void
say (VtPaletteWindow *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
swatch_cb (VtPaletteWindow *self, GtkWidget *button)
{
  grow_from (self, self->colours[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"))].colour);
}

static GtkWidget *
make_swatch (VtPaletteWindow *self, guint index)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *swatch = vt_swatch_new (SWATCH_SIZE, SWATCH_SIZE);
  g_autofree char *hex = vt_colour_to_hex (self->colours[index].colour);
  /* TRANSLATORS: a colour like #23463a, and how much of the picture it is */
  g_autofree char *name =
      g_strdup_printf (_ ("Grow from %s, %.0f %% of the picture"), hex, self->colours[index].share * 100);

  vt_swatch_set_colour (VT_SWATCH (swatch), self->colours[index].colour);
  gtk_button_set_child (GTK_BUTTON (button), swatch);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "colour");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (swatch_cb), self);
  return button;
}

static void
whole_cb (VtPaletteWindow *self)
{
  self->from_picture = TRUE;
  propose (self);
  self->seed = self->palette.colours[VT_BRAND_PRIMARY];
  show_seed (self);
}

static void
look_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer file, G_GNUC_UNUSED GCancellable *cancellable)
{
  g_autofree Seen *seen = g_new0 (Seen, 1);
  GError *error = NULL;

  seen->n = vt_picture_colours_read (file, seen->colours, &error);
  if (seen->n == 0)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&seen), g_free);
}

static void
looked_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtPaletteWindow *self = VT_PALETTE_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autofree Seen *seen = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->brand == NULL)
    return;

  say (self, error != NULL ? error->message : NULL);
  if (seen == NULL)
    return;

  memcpy (self->colours, seen->colours, sizeof self->colours);
  self->n_colours = seen->n;
  vt_wrap_clear (self->swatches);
  for (guint i = 0; i < self->n_colours; i++)
    vt_wrap_append (self->swatches, make_swatch (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->picture_colours), TRUE);
  whole_cb (self);
}

static void
look_at (VtPaletteWindow *self, char *file)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, looked_cb, NULL);
  g_task_set_task_data (task, file, g_free);
  g_task_run_in_thread (task, look_thread);
}

static void
logo_cb (VtPaletteWindow *self)
{
  look_at (self,
           vt_media_path (vt_shop_get_path (vt_workspace_get_shop (self->workspace)), vt_brand_get_logo (self->brand)));
}

static void
photo_cb (VtPaletteWindow *self, GtkWidget *button)
{
  look_at (self, vt_media_path (vt_shop_get_path (vt_workspace_get_shop (self->workspace)),
                                g_object_get_data (G_OBJECT (button), "sha256")));
}

static GtkWidget *
make_photo (VtPaletteWindow *self, const VtProductRow *row)
{
  GtkWidget *button = gtk_button_new ();
  /* TRANSLATORS: %s is the title of a product: the palette is taken from its photograph */
  g_autofree char *name = g_strdup_printf (_ ("From the photograph of %s"), row->title);

  gtk_button_set_child (GTK_BUTTON (button), vt_thumb_new (self->workspace, row->photo_sha256, PHOTO_SIZE));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "colour");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "sha256", g_strdup (row->photo_sha256), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (photo_cb), self);
  return button;
}

static void
offer_photos (VtPaletteWindow *self)
{
  const VtProductQuery query = { .status = -1, .limit = 4 * MAX_PHOTOS };
  g_autoptr (GPtrArray) rows = vt_product_list (vt_workspace_get_reader (self->workspace), &query, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; rows != NULL && i < rows->len && g_hash_table_size (seen) < MAX_PHOTOS; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (row->photo_sha256 != NULL && g_hash_table_add (seen, row->photo_sha256))
        vt_wrap_append (self->photos, make_photo (self, row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->photos), g_hash_table_size (seen) > 0);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  VtPaletteWindow *self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && self->brand != NULL)
    vt_palette_window_take_picture (self, file);
  g_object_unref (chooser);
}

static void
picture_cb (VtPaletteWindow *self)
{
  GtkFileChooserNative *chooser = vt_stage_chooser_new (GTK_WIDGET (self), _ ("Choose a Picture"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static gboolean
dropped_cb (VtPaletteWindow *self, const GValue *value)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL)
    return FALSE;

  vt_palette_window_take_picture (self, file);
  return TRUE;
}

/* Accepting -------------------------------------------------------------------------------------------------------- */

static gboolean
set_job (VtDb *db, gpointer palette, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_brand_set_colours (db, ((const VtPalette *) palette)->colours, error);
}

static void
use_cb (VtPaletteWindow *self)
{
  vt_workspace_edit (self->workspace, _ ("New palette"), NULL, set_job,
                     g_memdup2 (&self->palette, sizeof self->palette), g_free);
  gtk_window_close (GTK_WINDOW (self));
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_palette_window_dispose (GObject *object)
{
  VtPaletteWindow *self = VT_PALETTE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_palette_window_parent_class)->dispose (object);
}

static void
vt_palette_window_finalize (GObject *object)
{
  g_free (VT_PALETTE_WINDOW (object)->shop);

  G_OBJECT_CLASS (vt_palette_window_parent_class)->finalize (object);
}

static void
vt_palette_window_class_init (VtPaletteWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_palette_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_palette_window_finalize;

  g_type_ensure (VT_TYPE_WRAP);
  g_type_ensure (VT_TYPE_PALETTE_SPECIMEN);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-palette-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, logo_button);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, photos);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, picture_colours);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, swatches);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, whole);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, seed_row);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, hex);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, harmony);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, ground);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, day);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, night);
  gtk_widget_class_bind_template_child (widget_class, VtPaletteWindow, roles);
  gtk_widget_class_bind_template_callback (widget_class, logo_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_cb);
  gtk_widget_class_bind_template_callback (widget_class, whole_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fill_rules (VtPaletteWindow *self)
{
  g_autoptr (GtkStringList) harmonies = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) grounds = gtk_string_list_new (NULL);

  for (guint i = 0; i < VT_N_HARMONIES; i++)
    gtk_string_list_append (harmonies, vt_harmony_name ((VtHarmony) i));
  for (guint i = 0; i < VT_N_GROUNDS; i++)
    gtk_string_list_append (grounds, vt_ground_name ((VtGround) i));
  adw_combo_row_set_model (self->harmony, G_LIST_MODEL (harmonies));
  adw_combo_row_set_model (self->ground, G_LIST_MODEL (grounds));
  adw_combo_row_set_selected (self->harmony, VT_HARMONY_OPPOSITE);
}

static void
vt_palette_window_init (VtPaletteWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->seed_button = VT_COLOUR_BUTTON (vt_colour_button_new (_ ("First Colour")));
  adw_action_row_add_prefix (self->seed_row, GTK_WIDGET (self->seed_button));
  g_signal_connect_swapped (self->seed_button, "picked", G_CALLBACK (picked_cb), self);
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      self->role_swatches[i] = VT_SWATCH (g_object_new (VT_TYPE_SWATCH, "width-request", SWATCH_SIZE, "height-request",
                                                        SWATCH_SIZE, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL));
      vt_wrap_append (self->roles, GTK_WIDGET (self->role_swatches[i]));
    }
  fill_rules (self);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/**
 * vt_palette_window_new:
 * @workspace: whose brand it is for
 * @brand: that brand
 *
 * Returns: (transfer floating): a window that begins with the colour of the brand's buttons
 */
GtkWidget *
vt_palette_window_new (VtWorkspace *workspace, VtBrand *brand)
{
  VtPaletteWindow *self = g_object_new (VT_TYPE_PALETTE_WINDOW, NULL);

  self->workspace = g_object_ref (workspace);
  self->brand = vt_brand_ref (brand);
  self->shop = vt_setting_get (vt_workspace_get_reader (workspace), "shop.name", NULL);
  if (self->shop == NULL)
    self->shop = g_strdup ("");
  gtk_widget_set_visible (GTK_WIDGET (self->logo_button), vt_brand_get_logo (brand) != NULL);
  offer_photos (self);
  grow_from (self, vt_brand_get_colour (brand, VT_BRAND_PRIMARY));
  return GTK_WIDGET (self);
}

/**
 * vt_palette_window_take_picture:
 * @self: a window
 * @picture: a file that the merchant chose
 *
 * Looks at it away from the main thread, and proposes what it shows.
 */
void
vt_palette_window_take_picture (VtPaletteWindow *self, GFile *picture)
{
  char *file = g_file_get_path (picture);

  if (file == NULL)
    say (self, _ ("This picture is not on this computer; save it here and choose it again."));
  else
    look_at (self, file);
}
