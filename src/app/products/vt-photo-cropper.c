#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-photo-cropper.h"

#include "app/widgets/vt-crop-area.h"
#include "app/widgets/vt-drop-down.h"
#include "catalogue/vt-product-edit.h"
#include "site/vt-picture.h"

#include <glib/gi18n.h>

/* Pixels: fine enough to place a frame by eye. */
#define SHOWN_WIDTH 640

struct _VtPhotoCropper
{
  GtkPopover parent_instance;

  VtWorkspace *workspace;    /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) while the picture is read or written */
  char *title;               /* (owned) (nullable) of the product */
  gint64 photo_id;
  char sha256[65];

  VtCropArea *area;   /* template child */
  GtkDropDown *shape; /* template child */
  GtkStack *state;    /* template child: "busy" or "picture" */
};

static const struct
{
  const char *name;
  double ratio;
} shapes[] = {
  { N_ ("Any Shape"), 0 },    { N_ ("Square"), 1 },       { N_ ("4 to 3"), 4.0 / 3 },   { N_ ("3 to 4"), 3.0 / 4 },
  { N_ ("3 to 2"), 3.0 / 2 }, { N_ ("2 to 3"), 2.0 / 3 }, { N_ ("16 to 9"), 16.0 / 9 },
};

G_DEFINE_FINAL_TYPE (VtPhotoCropper, vt_photo_cropper, GTK_TYPE_POPOVER)

/* Reading the picture ---------------------------------------------------------------------------------------------- */

typedef struct
{
  char *folder; /* (owned) */
  char sha256[65];
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->folder);
  g_free (reading);
}

static void
read_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  Reading *reading = data;
  VtPictureName name = { .width = SHOWN_WIDTH, .format = VT_PICTURE_JPEG };
  g_autofree char *original = vt_media_path (reading->folder, reading->sha256);
  g_autofree char *cache = g_build_filename (reading->folder, "cache", NULL);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture = NULL;
  GError *error = NULL;

  g_strlcpy (name.key, reading->sha256, sizeof name.key);
  bytes = vt_picture_render (original != NULL ? original : "", &name, cache, &error);
  if (bytes != NULL)
    texture = gdk_texture_new_from_bytes (bytes, &error);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPhotoCropper) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->area == NULL)
    return;

  if (texture == NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      vt_workspace_fail (self->workspace, error);
      return;
    }
  vt_crop_area_set_texture (self->area, texture);
  gtk_stack_set_visible_child_name (self->state, "picture");
  gtk_widget_grab_focus (GTK_WIDGET (self->area));
}

static void
start_task (VtPhotoCropper *self,
            GTaskThreadFunc func,
            gpointer data,
            GDestroyNotify data_free,
            GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, done, g_object_ref (self));
  g_task_set_task_data (task, data, data_free);
  g_task_run_in_thread (task, func);
}

/* Writing it ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *folder;      /* (owned) */
  VtMedia *original; /* (owned) */
  VtMediaEdit edit;
} Cutting;

typedef struct
{
  gint64 photo_id;
  VtMedia *media; /* (owned) */
} Replacement;

static void
cutting_free (gpointer data)
{
  Cutting *cutting = data;

  g_free (cutting->folder);
  vt_media_free (cutting->original);
  g_free (cutting);
}

static void
replacement_free (gpointer data)
{
  Replacement *replacement = data;

  vt_media_free (replacement->media);
  g_free (replacement);
}

static gboolean
replace_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Replacement *replacement = data;

  return vt_media_add (db, replacement->media, error) &&
         vt_photo_set_media (db, replacement->photo_id, replacement->media->sha256, error);
}

static void
cut_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Cutting *cutting = data;
  GError *error = NULL;
  VtMedia *media = vt_media_edit (cutting->folder, cutting->original, &cutting->edit, cancellable, &error);

  if (media != NULL)
    g_task_return_pointer (task, media, (GDestroyNotify) vt_media_free);
  else
    g_task_return_error (task, error);
}

static void
cut_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPhotoCropper) self = user_data;
  g_autoptr (GError) error = NULL;
  VtMedia *media = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *label = NULL;
  Replacement *replacement;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL)
    {
      g_clear_pointer (&media, vt_media_free);
      return;
    }
  if (media == NULL)
    {
      gtk_stack_set_visible_child_name (self->state, "picture");
      vt_workspace_fail (self->workspace, error);
      return;
    }

  label = g_strdup_printf (_ ("Crop a photo of %s"), self->title);
  replacement = g_new0 (Replacement, 1);
  replacement->photo_id = self->photo_id;
  replacement->media = media;
  vt_workspace_edit (self->workspace, label, NULL, replace_job, replacement, replacement_free);
  vt_workspace_tell (self->workspace, _ ("Photo cropped"), TRUE);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
apply_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPhotoCropper *self = VT_PHOTO_CROPPER (widget);
  g_autoptr (GError) error = NULL;
  VtMedia *original = vt_media_find (vt_workspace_get_reader (self->workspace), self->sha256, &error);
  Cutting *cutting;

  if (original == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  cutting = g_new0 (Cutting, 1);
  cutting->folder = g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace)));
  cutting->original = original;
  cutting->edit = *vt_crop_area_get_edit (self->area);
  gtk_stack_set_visible_child_name (self->state, "busy");
  start_task (self, cut_thread, cutting, cutting_free, cut_cb);
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
turn_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  vt_crop_area_turn (VT_PHOTO_CROPPER (widget)->area, g_str_equal (name, "crop.turn-left") ? -1 : 1);
}

static void
mirror_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  vt_crop_area_mirror (VT_PHOTO_CROPPER (widget)->area);
}

static void
reset_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPhotoCropper *self = VT_PHOTO_CROPPER (widget);

  gtk_drop_down_set_selected (self->shape, 0);
  vt_crop_area_reset (self->area);
}

static void
shape_cb (VtPhotoCropper *self)
{
  guint selected = gtk_drop_down_get_selected (self->shape);

  if (self->area != NULL && selected < G_N_ELEMENTS (shapes))
    {
      if (shapes[selected].ratio > 0)
        vt_crop_area_set_ratio (self->area, 0);
      vt_crop_area_set_ratio (self->area, shapes[selected].ratio);
    }
}

static void
changed_cb (VtPhotoCropper *self)
{
  gboolean changed = vt_crop_area_is_changed (self->area);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "crop.apply", changed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "crop.reset", changed);
}

static void
closed_cb (VtPhotoCropper *self)
{
  vt_crop_area_set_texture (self->area, NULL);
}

static void
vt_photo_cropper_dispose (GObject *object)
{
  VtPhotoCropper *self = VT_PHOTO_CROPPER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_photo_cropper_parent_class)->dispose (object);
}

static void
vt_photo_cropper_finalize (GObject *object)
{
  g_free (VT_PHOTO_CROPPER (object)->title);

  G_OBJECT_CLASS (vt_photo_cropper_parent_class)->finalize (object);
}

static void
vt_photo_cropper_class_init (VtPhotoCropperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_photo_cropper_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_photo_cropper_finalize;

  g_type_ensure (VT_TYPE_CROP_AREA);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-photo-cropper.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPhotoCropper, area);
  gtk_widget_class_bind_template_child (widget_class, VtPhotoCropper, shape);
  gtk_widget_class_bind_template_child (widget_class, VtPhotoCropper, state);
  gtk_widget_class_bind_template_callback (widget_class, shape_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_install_action (widget_class, "crop.turn-left", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "crop.turn-right", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "crop.mirror", NULL, mirror_action);
  gtk_widget_class_install_action (widget_class, "crop.reset", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "crop.apply", NULL, apply_action);
}

static void
vt_photo_cropper_init (VtPhotoCropper *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  vt_drop_down_name_all (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    gtk_string_list_append (names, _ (shapes[i].name));
  gtk_drop_down_set_model (self->shape, G_LIST_MODEL (names));
  changed_cb (self);
}

/**
 * vt_photo_cropper_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): a popover without a parent
 */
GtkWidget *
vt_photo_cropper_new (VtWorkspace *workspace)
{
  VtPhotoCropper *self = g_object_new (VT_TYPE_PHOTO_CROPPER, NULL);

  self->workspace = g_object_ref (workspace);

  return GTK_WIDGET (self);
}

/**
 * vt_photo_cropper_open:
 * @self: a popover with a parent
 * @product: a product
 * @photo: one of its photos
 */
void
vt_photo_cropper_open (VtPhotoCropper *self, VtProduct *product, const VtPhoto *photo)
{
  Reading *reading = g_new0 (Reading, 1);

  g_free (self->title);
  self->title = g_strdup (vt_product_get_title (product));
  self->photo_id = photo->id;
  g_strlcpy (self->sha256, photo->sha256, sizeof self->sha256);

  reading->folder = g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace)));
  g_strlcpy (reading->sha256, photo->sha256, sizeof reading->sha256);
  gtk_drop_down_set_selected (self->shape, 0);
  gtk_stack_set_visible_child_name (self->state, "busy");
  start_task (self, read_thread, reading, reading_free, read_cb);
  gtk_popover_popup (GTK_POPOVER (self));
}
