#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-picture-row.h"

#include "app/widgets/vt-stage.h"
#include "catalogue/vt-product-list.h"

#include <glib/gi18n.h>

/* Photographs that are offered: enough to find one, few enough to be there at once. */
#define N_OFFERED  60
#define PHOTO_SIZE 60

struct _VtPictureRow
{
  AdwActionRow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  char *sha256;           /* (owned) (nullable) */
  char *alt;              /* (owned) (nullable) what a chosen photograph shows */
  VtMedia *media;         /* (owned) (nullable) a staged file */
  GPtrArray *rows;        /* (owned) (nullable) the VtProductRows that are offered */

  GtkPicture *picture;   /* template child */
  GtkMenuButton *button; /* template child */
  GtkWidget *scroller;   /* template child */
  GtkFlowBox *photos;    /* template child */
  GtkWidget *none;       /* template child */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtPictureRow, vt_picture_row, ADW_TYPE_ACTION_ROW)

static void
choose (VtPictureRow *self, const char *sha256, const char *alt, VtMedia *media)
{
  char *new_sha256 = g_strdup (sha256);
  char *new_alt = g_strdup (alt);

  g_free (self->sha256);
  g_free (self->alt);
  self->sha256 = new_sha256;
  self->alt = new_alt;
  vt_media_free (self->media);
  self->media = media;
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
staged_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPictureRow) self = user_data;
  g_autoptr (GError) error = NULL;
  VtMedia *media = vt_stage_file_finish (result, &error);

  if (self->workspace == NULL || media == NULL)
    {
      if (self->workspace != NULL)
        vt_workspace_fail (self->workspace, error);
      vt_media_free (media);
      return;
    }

  choose (self, media->sha256, NULL, media);
}

static gboolean
drop_cb (VtPictureRow *self, const GValue *value)
{
  if (self->workspace == NULL)
    return FALSE;

  vt_stage_file_async (vt_shop_get_path (vt_workspace_get_shop (self->workspace)), g_value_get_object (value), NULL,
                       staged_cb, g_object_ref (self));
  return TRUE;
}

static void
file_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  VtPictureRow *self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && self->workspace != NULL)
    vt_stage_file_async (vt_shop_get_path (vt_workspace_get_shop (self->workspace)), file, NULL, staged_cb,
                         g_object_ref (self));
  g_object_unref (chooser);
}

static void
file_cb (VtPictureRow *self)
{
  GtkFileChooserNative *chooser = vt_stage_chooser_new (GTK_WIDGET (self), _ ("Choose a Picture"));

  gtk_menu_button_popdown (self->button);
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
none_cb (VtPictureRow *self)
{
  gtk_menu_button_popdown (self->button);
  choose (self, NULL, NULL, NULL);
}

static void
photo_cb (VtPictureRow *self, GtkFlowBoxChild *child)
{
  const VtProductRow *row = g_object_get_data (G_OBJECT (child), "vt-row");

  gtk_menu_button_popdown (self->button);
  choose (self, row->photo_sha256, *row->photo_alt != '\0' ? row->photo_alt : row->title, NULL);
}

static void
offer (VtPictureRow *self, VtProductRow *row)
{
  GtkWidget *square = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_widget_set_size_request (square, PHOTO_SIZE, PHOTO_SIZE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), square);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), picture);
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (overlay, "photo");
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  vt_workspace_load_thumbnail (self->workspace, row->photo_sha256, GTK_PICTURE (picture));

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), overlay);
  gtk_widget_set_tooltip_text (child, row->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, row->title, -1);
  g_object_set_data (G_OBJECT (child), "vt-row", row);
  gtk_flow_box_append (self->photos, child);
}

static void
clear_offer (VtPictureRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->photos))) != NULL)
    gtk_flow_box_remove (self->photos, child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

static void
opened_cb (VtPictureRow *self)
{
  const VtProductQuery query = { .status = -1, .limit = N_OFFERED };
  g_autoptr (GError) error = NULL;
  guint n_offered = 0;

  clear_offer (self);
  self->rows = vt_product_list (vt_workspace_get_reader (self->workspace), &query, &error);
  if (self->rows == NULL)
    vt_workspace_fail (self->workspace, error);

  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    {
      VtProductRow *row = g_ptr_array_index (self->rows, i);

      if (row->photo_sha256 == NULL)
        continue;
      offer (self, row);
      n_offered++;
    }
  gtk_widget_set_visible (self->scroller, n_offered > 0);
  gtk_widget_set_visible (self->none, self->sha256 != NULL);
}

static void
vt_picture_row_dispose (GObject *object)
{
  VtPictureRow *self = VT_PICTURE_ROW (object);

  if (self->photos != NULL)
    clear_offer (self);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_picture_row_parent_class)->dispose (object);
}

static void
vt_picture_row_finalize (GObject *object)
{
  VtPictureRow *self = VT_PICTURE_ROW (object);

  g_free (self->sha256);
  g_free (self->alt);
  vt_media_free (self->media);

  G_OBJECT_CLASS (vt_picture_row_parent_class)->finalize (object);
}

static void
vt_picture_row_class_init (VtPictureRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_picture_row_dispose;
  object_class->finalize = vt_picture_row_finalize;
  signals[CHOSEN] =
      g_signal_new ("chosen", VT_TYPE_PICTURE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-picture-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPictureRow, picture);
  gtk_widget_class_bind_template_child (widget_class, VtPictureRow, button);
  gtk_widget_class_bind_template_child (widget_class, VtPictureRow, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtPictureRow, photos);
  gtk_widget_class_bind_template_child (widget_class, VtPictureRow, none);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, photo_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_cb);
  gtk_widget_class_bind_template_callback (widget_class, none_cb);
}

static void
vt_picture_row_init (VtPictureRow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
}

/**
 * vt_picture_row_set_workspace:
 * @self: a new row
 * @workspace: whose photographs it offers
 */
void
vt_picture_row_set_workspace (VtPictureRow *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_picture_row_show:
 * @self: a row with a workspace
 * @sha256: (nullable): the picture as the shop holds it now
 */
void
vt_picture_row_show (VtPictureRow *self, const char *sha256)
{
  char *shown = g_strdup (sha256);

  g_free (self->sha256);
  self->sha256 = shown;
  vt_workspace_load_thumbnail (self->workspace, shown, self->picture);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), shown != NULL ? "" : _ ("None"));
}

/**
 * vt_picture_row_get_sha256:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the picture that was chosen
 */
const char *
vt_picture_row_get_sha256 (VtPictureRow *self)
{
  return self->sha256;
}

/**
 * vt_picture_row_get_alt:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what the photograph that was chosen shows, in words
 */
const char *
vt_picture_row_get_alt (VtPictureRow *self)
{
  return self->alt;
}

/**
 * vt_picture_row_steal_media:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the file that was chosen, when the shop does not have it yet
 */
VtMedia *
vt_picture_row_steal_media (VtPictureRow *self)
{
  return g_steal_pointer (&self->media);
}
