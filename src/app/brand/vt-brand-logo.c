#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-brand-logo.h"

#include "app/brand/vt-brand-edit.h"
#include "app/widgets/vt-stage.h"
#include "app/widgets/vt-swatch.h"
#include "shop/vt-media.h"

#include <glib/gi18n.h>

/* Pixels: as large as the tiles get on a screen of scale 2. */
#define DRAWN_WIDTH  640
#define DRAWN_HEIGHT 160

struct _VtBrandLogo
{
  AdwBin parent_instance;

  VtWorkspace *workspace;    /* (owned) */
  GCancellable *cancellable; /* (owned) of the drawing under way */
  char *sha256;              /* (owned) (nullable) what is shown */

  VtSwatch *light;           /* template child */
  VtSwatch *dark;            /* template child */
  GtkPicture *light_picture; /* template child */
  GtkPicture *dark_picture;  /* template child */
  GtkLabel *light_name;      /* template child */
  GtkLabel *dark_name;       /* template child */
  GtkWidget *remove;         /* template child */
  GtkLabel *status;          /* template child */
};

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
write_logo (VtBrandLogo *self, VtMedia *media)
{
  const char *sha256 = media != NULL ? media->sha256 : NULL;

  vt_workspace_edit (self->workspace, media != NULL ? _ ("Change the logo") : _ ("Remove the logo"), NULL,
                     vt_brand_edit_token, vt_brand_edit_new ("logo", sha256, media),
                     (GDestroyNotify) vt_brand_edit_free);
}

static gboolean
can_be_logo (const VtMedia *media)
{
  return g_str_equal (media->type, "image/svg+xml") || g_str_equal (media->type, "image/png");
}

static void
staged_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtBrandLogo) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtMedia) media = vt_stage_file_finish (result, &error);

  if (self->workspace == NULL)
    return;

  if (media == NULL)
    say (self, error->message, TRUE);
  else if (!can_be_logo (media))
    say (self, _ ("A logo has to be an SVG or PNG picture; save it as one of these and choose it again."), TRUE);
  else
    write_logo (self, g_steal_pointer (&media));
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
choose_cb (VtBrandLogo *self)
{
  GtkFileChooserNative *chooser = vt_stage_chooser_new (GTK_WIDGET (self), _ ("Choose the Logo"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
remove_cb (VtBrandLogo *self)
{
  write_logo (self, NULL);
}

static gboolean
dropped_cb (VtBrandLogo *self, const GValue *value)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL || self->workspace == NULL)
    return FALSE;

  stage (self, file);
  return TRUE;
}

/* Drawing --------------------------------------------------------------------------------------------------------- */

static void
draw_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file_at_scale (data, DRAWN_WIDTH, DRAWN_HEIGHT, TRUE, &error);

  if (pixbuf == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtBrandLogo *self = VT_BRAND_LOGO (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->light_picture == NULL)
    return;

  gtk_picture_set_paintable (self->light_picture, GDK_PAINTABLE (texture));
  gtk_picture_set_paintable (self->dark_picture, GDK_PAINTABLE (texture));
  if (error != NULL)
    say (self, error->message, TRUE);
}

static void
draw (VtBrandLogo *self)
{
  const char *shop_path = vt_shop_get_path (vt_workspace_get_shop (self->workspace));
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, drawn_cb, NULL);
  g_task_set_task_data (task, vt_media_path (shop_path, self->sha256), g_free);
  g_task_run_in_thread (task, draw_thread);
}

static void
say_what_it_is (VtBrandLogo *self)
{
  g_autoptr (VtMedia) media = vt_media_find (vt_workspace_get_reader (self->workspace), self->sha256, NULL);

  if (media != NULL && g_str_equal (media->type, "image/svg+xml"))
    say (self, _ ("SVG checked: no script, no outside links"), FALSE);
  else
    say (self, "", FALSE);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_brand_logo_dispose (GObject *object)
{
  VtBrandLogo *self = VT_BRAND_LOGO (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_brand_logo_parent_class)->dispose (object);
}

static void
vt_brand_logo_finalize (GObject *object)
{
  g_free (VT_BRAND_LOGO (object)->sha256);

  G_OBJECT_CLASS (vt_brand_logo_parent_class)->finalize (object);
}

static void
vt_brand_logo_class_init (VtBrandLogoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_brand_logo_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_brand_logo_finalize;
  g_type_ensure (VT_TYPE_SWATCH);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-brand-logo.ui");
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, light);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, dark);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, light_picture);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, dark_picture);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, light_name);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, dark_name);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, remove);
  gtk_widget_class_bind_template_child (widget_class, VtBrandLogo, status);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vt_brand_logo_init (VtBrandLogo *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
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

/* The name stands for the logo as the storefront sets it: in the headings' typeface. */
static void
show_name (GtkLabel *label, const char *name, const char *family, VtColour colour)
{
  PangoAttrList *attrs = pango_attr_list_new ();

  pango_attr_list_insert (attrs, pango_attr_family_new (family));
  pango_attr_list_insert (attrs, pango_attr_scale_new (PANGO_SCALE_XX_LARGE));
  pango_attr_list_insert (attrs, pango_attr_foreground_new ((guint16) (colour.r * 257), (guint16) (colour.g * 257),
                                                            (guint16) (colour.b * 257)));
  gtk_label_set_attributes (label, attrs);
  gtk_label_set_label (label, name);
  pango_attr_list_unref (attrs);
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
  const char *sha256 = vt_brand_get_logo (brand);
  const char *family = vt_brand_get_font (brand, VT_BRAND_HEADING);

  vt_swatch_set_colour (self->light, vt_brand_get_colour (brand, VT_BRAND_BACKGROUND));
  vt_swatch_set_colour (self->dark, vt_brand_get_colour (brand, VT_BRAND_PRIMARY));
  show_name (self->light_name, name, family, vt_brand_get_colour (brand, VT_BRAND_TEXT));
  show_name (self->dark_name, name, family, vt_brand_get_colour (brand, VT_BRAND_ON_PRIMARY));
  gtk_widget_set_visible (self->remove, sha256 != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->light_name), sha256 == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->dark_name), sha256 == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->light_picture), sha256 != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->dark_picture), sha256 != NULL);
  if (sha256 == NULL && gtk_label_get_label (self->status)[0] == '\0')
    say (self, _ ("Drop a picture here, or choose one."), FALSE);
  if (g_strcmp0 (sha256, self->sha256) == 0)
    return;

  g_free (self->sha256);
  self->sha256 = g_strdup (sha256);
  if (sha256 != NULL)
    {
      say_what_it_is (self);
      draw (self);
      return;
    }

  g_cancellable_cancel (self->cancellable);
  gtk_picture_set_paintable (self->light_picture, NULL);
  gtk_picture_set_paintable (self->dark_picture, NULL);
  say (self, _ ("Drop a picture here, or choose one."), FALSE);
}
