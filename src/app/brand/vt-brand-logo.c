#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-brand-logo.h"

#include "app/brand/vt-brand-edit.h"
#include "app/brand/vt-logo-tile.h"
#include "app/widgets/vt-stage.h"
#include "app/widgets/vt-wrap.h"
#include "brand/vt-logo.h"
#include "catalogue/vt-product-list.h"

#include <glib/gi18n.h>

/* Pixels: as large as a logo gets in its tile on a screen of scale 2. */
#define DRAWN_EDGE 560

struct _VtBrandLogo
{
  AdwBin parent_instance;

  VtWorkspace *workspace;    /* (owned) */
  GCancellable *cancellable; /* (owned) of the drawing under way */
  VtBrand *brand;            /* (owned) (nullable) what is shown */
  char *name;                /* (owned) (nullable) the shop's */
  VtLogoVariant choosing;    /* for which a file is being chosen */
  gboolean showing;          /* the numbers change because the shop's have */

  VtLogoTile *tiles[VT_LOGO_N_VARIANTS]; /* (unowned) */
  VtLogoTile *stacked;                   /* (unowned) */
  VtLogoTile *on_photo;                  /* (unowned) hidden in a shop without photographs */
  VtWrap *wrap;                          /* template child */
  GtkSpinButton *clear;                  /* template child */
  GtkSpinButton *minimum;                /* template child */
  GtkWidget *remove;                     /* template child */
  GtkLabel *status;                      /* template child */
};

/* The logos of one brand, drawn. */
typedef struct
{
  VtBrand *brand; /* (owned) */
  char *folder;   /* (owned) */
  char *name;     /* (owned) */

  GdkTexture *textures[VT_LOGO_N_VARIANTS]; /* (owned) (nullable) */
  gboolean has_name[VT_LOGO_N_VARIANTS];
  gboolean is_svg;
  char *problem; /* (owned) (nullable) */
} Drawing;

G_DEFINE_FINAL_TYPE (VtBrandLogo, vt_brand_logo, ADW_TYPE_BIN)

static void
say (VtBrandLogo *self, const char *text, gboolean failed)
{
  gtk_label_set_label (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status), *text != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (self->status), failed ? "dim-label" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->status), failed ? "error" : "dim-label");
}

/* Choosing -------------------------------------------------------------------------------------------------------- */

static void
write_logo (VtBrandLogo *self, VtLogoVariant variant, VtMedia *media)
{
  const char *sha256 = media != NULL ? media->sha256 : NULL;

  vt_workspace_edit (self->workspace, media != NULL ? _ ("Change the logo") : _ ("Remove the logo"), NULL,
                     vt_brand_edit_token, vt_brand_edit_new (vt_logo_token (variant), sha256, media),
                     (GDestroyNotify) vt_brand_edit_free);
}

static void
staged_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtBrandLogo) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtMedia) media = vt_stage_file_finish (result, &error);

  if (self->workspace == NULL)
    return;

  if (media == NULL || !vt_logo_check (media, &error))
    say (self, error->message, TRUE);
  else
    write_logo (self, self->choosing, g_steal_pointer (&media));
}

static void
stage (VtBrandLogo *self, GFile *file)
{
  vt_stage_file_async (vt_shop_get_path (vt_workspace_get_shop (self->workspace)), file, NULL, staged_cb,
                       g_object_ref (self));
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  VtBrandLogo *self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && self->workspace != NULL)
    stage (self, file);
  g_object_unref (chooser);
}

static void
choose (VtBrandLogo *self, VtLogoVariant variant)
{
  GtkFileChooserNative *chooser = vt_stage_chooser_new (GTK_WIDGET (self), _ ("Choose the Logo"));

  self->choosing = variant;
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
choose_cb (VtBrandLogo *self)
{
  choose (self, VT_LOGO_PRIMARY);
}

static void
remove_cb (VtBrandLogo *self)
{
  write_logo (self, VT_LOGO_PRIMARY, NULL);
}

static void
choose_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *variant)
{
  choose (VT_BRAND_LOGO (widget), (VtLogoVariant) g_variant_get_int32 (variant));
}

static void
remove_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *variant)
{
  write_logo (VT_BRAND_LOGO (widget), (VtLogoVariant) g_variant_get_int32 (variant), NULL);
}

static gboolean
dropped_cb (GtkDropTarget *target,
            const GValue *value,
            G_GNUC_UNUSED double x,
            G_GNUC_UNUSED double y,
            VtBrandLogo *self)
{
  GFile *file = g_value_get_object (value);
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  if (file == NULL || self->workspace == NULL)
    return FALSE;

  self->choosing = VT_LOGO_PRIMARY;
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    if (GTK_WIDGET (self->tiles[i]) == tile)
      self->choosing = (VtLogoVariant) i;
  stage (self, file);
  return TRUE;
}

static void
write_number (VtBrandLogo *self, GtkSpinButton *spin, const char *token, const char *label)
{
  g_autofree char *value = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (spin));

  if (self->showing || self->workspace == NULL)
    return;

  vt_workspace_edit (self->workspace, label, token, vt_brand_edit_token, vt_brand_edit_new (token, value, NULL),
                     (GDestroyNotify) vt_brand_edit_free);
}

static void
clear_cb (VtBrandLogo *self)
{
  write_number (self, self->clear, "logo.clear", _ ("Change the room around the logo"));
}

static void
minimum_cb (VtBrandLogo *self)
{
  write_number (self, self->minimum, "logo.minimum", _ ("Change the least height of the logo"));
}

/* Drawing --------------------------------------------------------------------------------------------------------- */

static void
drawing_free (Drawing *drawing)
{
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    g_clear_object (&drawing->textures[i]);
  vt_brand_unref (drawing->brand);
  g_free (drawing->folder);
  g_free (drawing->name);
  g_free (drawing->problem);
  g_free (drawing);
}

static GdkTexture *
draw_logo (const VtLogo *logo, GError **error)
{
  g_autoptr (GBytes) png = vt_logo_to_png (logo, DRAWN_EDGE, error);

  return png != NULL ? gdk_texture_new_from_bytes (png, error) : NULL;
}

static void
draw_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Drawing *drawing = data;

  for (guint i = 0; i < VT_LOGO_N_VARIANTS && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VtLogo) logo =
          vt_logo_load (drawing->brand, (VtLogoVariant) i, drawing->folder, drawing->name, &error);

      if (logo != NULL)
        {
          drawing->textures[i] = draw_logo (logo, &error);
          drawing->has_name[i] = logo->has_name;
          drawing->is_svg = drawing->is_svg || (i == VT_LOGO_PRIMARY && logo->is_svg);
        }
      if (error != NULL && drawing->problem == NULL)
        drawing->problem = g_strdup (error->message);
    }

  g_task_return_boolean (task, TRUE);
}

static GMenuModel *
new_menu (VtLogoVariant variant, gboolean is_own)
{
  GMenu *menu = g_menu_new ();
  g_autofree char *choose_name = g_strdup_printf ("logo.choose(%d)", (int) variant);
  g_autofree char *remove_name = g_strdup_printf ("logo.remove(%d)", (int) variant);

  g_menu_append (menu, _ ("_Choose a File…"), choose_name);
  if (is_own)
    g_menu_append (menu, _ ("_Make It of the Primary Logo"), remove_name);

  return G_MENU_MODEL (menu);
}

static const char *
describe (VtBrand *brand, VtLogoVariant variant, const Drawing *drawing)
{
  if (vt_brand_get_logo_of (brand, variant) != NULL)
    return "";
  if (variant == VT_LOGO_PRIMARY)
    return _ ("The name in type");
  if (variant != VT_LOGO_SYMBOL)
    return _ ("Made of the primary one");

  return vt_brand_get_logo (brand) != NULL && !drawing->has_name[VT_LOGO_PRIMARY] ? _ ("The primary one")
                                                                                  : _ ("The first letter");
}

static void
show_tile (VtBrandLogo *self, VtLogoVariant variant, VtBrand *dark, const Drawing *drawing)
{
  VtBrand *brand = variant == VT_LOGO_REVERSED ? dark : drawing->brand;
  g_autoptr (GMenuModel) menu = NULL;
  VtLogoTileLook look = {
    .title = vt_logo_name (variant),
    .caption = describe (drawing->brand, variant, drawing),
    .logo = drawing->textures[variant],
    .family = vt_brand_get_font (drawing->brand, VT_BRAND_HEADING),
    .ground = vt_brand_get_colour (brand, VT_BRAND_BACKGROUND),
    .ink = vt_brand_get_colour (brand, VT_BRAND_TEXT),
    .clear = variant == VT_LOGO_PRIMARY ? vt_brand_get_logo_clear (drawing->brand) : 0,
  };

  if (variant == VT_LOGO_MONO)
    {
      look.ground = (VtColour){ 0xff, 0xff, 0xff };
      look.ink = (VtColour){ 0x1a, 0x1a, 0x1a };
    }
  if (variant != VT_LOGO_SYMBOL && look.logo != NULL && !drawing->has_name[variant])
    look.name = drawing->name;
  if (variant != VT_LOGO_PRIMARY)
    menu = new_menu (variant, vt_brand_get_logo_of (drawing->brand, variant) != NULL);
  vt_logo_tile_set_menu (self->tiles[variant], menu);
  vt_logo_tile_show (self->tiles[variant], &look);
}

/* The mark above the name: for places that are square. */
static void
show_stacked (VtBrandLogo *self, const Drawing *drawing)
{
  VtLogoTileLook look = {
    .title = _ ("Stacked"),
    .caption = _ ("The symbol above the name"),
    .logo = drawing->textures[VT_LOGO_SYMBOL],
    .name = drawing->name,
    .family = vt_brand_get_font (drawing->brand, VT_BRAND_HEADING),
    .is_stacked = TRUE,
    .ground = vt_brand_get_colour (drawing->brand, VT_BRAND_BACKGROUND),
    .ink = vt_brand_get_colour (drawing->brand, VT_BRAND_TEXT),
  };

  vt_logo_tile_show (self->stacked, &look);
}

/* (transfer full) (nullable) The photograph of a product. */
static char *
find_photo (VtBrandLogo *self)
{
  const VtProductQuery query = { .status = -1, .limit = 10 };
  g_autoptr (GPtrArray) rows = vt_product_list (vt_workspace_get_reader (self->workspace), &query, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (row->photo_sha256 != NULL)
        return g_strdup (row->photo_sha256);
    }

  return NULL;
}

static void
show_on_photo (VtBrandLogo *self, VtBrand *dark, const Drawing *drawing)
{
  g_autofree char *photo = find_photo (self);
  VtLogoTileLook look = {
    .title = _ ("On a photograph"),
    .caption = _ ("The reversed one, the photograph darkened"),
    .logo = drawing->textures[VT_LOGO_REVERSED],
    .name = drawing->has_name[VT_LOGO_REVERSED] ? NULL : drawing->name,
    .family = vt_brand_get_font (drawing->brand, VT_BRAND_HEADING),
    .on_photo = TRUE,
    .ground = vt_brand_get_colour (dark, VT_BRAND_BACKGROUND),
    .ink = { 0xff, 0xff, 0xff },
  };

  gtk_widget_set_visible (GTK_WIDGET (self->on_photo), photo != NULL);
  if (photo == NULL)
    return;

  vt_workspace_load_thumbnail (self->workspace, photo, vt_logo_tile_get_photo (self->on_photo));
  vt_logo_tile_show (self->on_photo, &look);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtBrandLogo *self = VT_BRAND_LOGO (source);
  const Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (VtBrand) dark = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || self->workspace == NULL)
    return;

  dark = vt_brand_new_dark (drawing->brand);
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    show_tile (self, (VtLogoVariant) i, dark, drawing);
  show_stacked (self, drawing);
  show_on_photo (self, dark, drawing);

  if (drawing->problem != NULL)
    say (self, drawing->problem, TRUE);
  else if (vt_brand_get_logo (drawing->brand) == NULL)
    say (self, _ ("Drop a picture here, or choose one."), FALSE);
  else
    say (self, drawing->is_svg ? _ ("SVG checked: no script, no outside links") : "", FALSE);
}

static void
draw (VtBrandLogo *self)
{
  g_autoptr (GTask) task = NULL;
  Drawing *drawing = g_new0 (Drawing, 1);

  drawing->brand = vt_brand_ref (self->brand);
  drawing->folder = g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace)));
  drawing->name = g_strdup (self->name);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, drawn_cb, NULL);
  g_task_set_task_data (task, drawing, (GDestroyNotify) drawing_free);
  g_task_run_in_thread (task, draw_thread);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_brand_logo_dispose (GObject *object)
{
  VtBrandLogo *self = VT_BRAND_LOGO (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->brand, vt_brand_unref);

  G_OBJECT_CLASS (vt_brand_logo_parent_class)->dispose (object);
}

static void
vt_brand_logo_finalize (GObject *object)
{
  g_free (VT_BRAND_LOGO (object)->name);

  G_OBJECT_CLASS (vt_brand_logo_parent_class)->finalize (object);
}

static void
vt_brand_logo_class_init (VtBrandLogoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_brand_logo_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_brand_logo_finalize;
  g_type_ensure (VT_TYPE_WRAP);
  gtk_widget_class_install_action (widget_class, "logo.choose", "i", choose_action);
  gtk_widget_class_install_action (widget_class, "logo.remove", "i", remove_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-brand-logo.ui");
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, wrap);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, clear);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, minimum);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, remove);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, status);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, minimum_cb);
}

static void
take_drops (VtBrandLogo *self, GtkWidget *widget)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

static void
vt_brand_logo_init (VtBrandLogo *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  take_drops (self, GTK_WIDGET (self));
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    {
      GtkWidget *tile = vt_logo_tile_new ();

      self->tiles[i] = VT_LOGO_TILE (tile);
      take_drops (self, tile);
      vt_wrap_append (self->wrap, tile);
    }
  self->stacked = VT_LOGO_TILE (vt_logo_tile_new ());
  self->on_photo = VT_LOGO_TILE (vt_logo_tile_new ());
  vt_logo_tile_set_menu (self->stacked, NULL);
  vt_logo_tile_set_menu (self->on_photo, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->on_photo), FALSE);
  vt_wrap_append (self->wrap, GTK_WIDGET (self->stacked));
  vt_wrap_append (self->wrap, GTK_WIDGET (self->on_photo));
}

/**
 * vt_brand_logo_set_workspace:
 * @self: a new logo card
 * @workspace: whose logo it shows
 */
void
vt_brand_logo_set_workspace (VtBrandLogo *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_brand_logo_show:
 * @self: a logo card with a workspace
 * @brand: the brand as the shop holds it now
 * @name: the shop's name, which stands for a logo that is not there
 */
void
vt_brand_logo_show (VtBrandLogo *self, VtBrand *brand, const char *name)
{
  g_clear_pointer (&self->brand, vt_brand_unref);
  self->brand = vt_brand_ref (brand);
  g_free (self->name);
  self->name = g_strdup (name);

  self->showing = TRUE;
  gtk_spin_button_set_value (self->clear, vt_brand_get_logo_clear (brand));
  gtk_spin_button_set_value (self->minimum, vt_brand_get_logo_minimum (brand));
  self->showing = FALSE;
  gtk_widget_set_visible (self->remove, vt_brand_get_logo (brand) != NULL);
  draw (self);
}
