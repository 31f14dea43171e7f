#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-photo-strip.h"

#include "app/products/vt-photo-adder.h"
#include "app/products/vt-photo-cropper.h"
#include "app/products/vt-product-edits.h"

#include <glib/gi18n.h>

#define TILE_SIZE 96

struct _VtPhotoStrip
{
  GtkBox parent_instance;

  VtWorkspace *workspace;        /* (owned) (nullable) */
  VtProduct *product;            /* (owned) (nullable) */
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
  gint64 selected;               /* id of a photo; 0: none */
  GtkWidget *cropper;            /* (owned) (nullable) once it was opened */
  guint n_adding;

  GtkWidget *crop_button; /* template child */
  GtkBox *tiles;          /* template child: the photos, then the way to add one */
  GtkWidget *add_button;  /* template child */
  GtkStack *add_stack;    /* template child: "add" or "busy" */
  GtkSpinner *spinner;    /* template child */
  GtkRevealer *revealer;  /* template child: what concerns the selected photo */
  VtFactField *alt;       /* template child */
};

enum
{
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtPhotoStrip, vt_photo_strip, GTK_TYPE_BOX)

static gint64
photo_of (GtkWidget *tile)
{
  gint64 *id = g_object_get_data (G_OBJECT (tile), "photo");

  return id != NULL ? *id : 0;
}

static int
index_of (VtPhotoStrip *self, gint64 photo_id)
{
  for (guint i = 0; self->product != NULL && i < vt_product_get_n_photos (self->product); i++)
    if (vt_product_get_photo (self->product, i)->id == photo_id)
      return (int) i;

  return -1;
}

static GtkWidget *
tile_of (VtPhotoStrip *self, gint64 photo_id)
{
  GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (self->tiles));

  while (tile != NULL && photo_of (tile) != photo_id)
    tile = gtk_widget_get_next_sibling (tile);

  return tile;
}

/* The selected photo ------------------------------------------------------------------------------------------------
 */

static void
show_selected (VtPhotoStrip *self, gboolean is_other)
{
  int index = index_of (self, self->selected);
  const char *alt = index >= 0 ? vt_product_get_photo (self->product, (guint) index)->alt : "";
  int n = self->product != NULL ? (int) vt_product_get_n_photos (self->product) : 0;

  gtk_revealer_set_reveal_child (self->revealer, index >= 0);
  if (is_other)
    vt_fact_field_reset (self->alt, alt);
  else
    vt_fact_field_follow (self->alt, alt);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.move-back", index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.move-on", index >= 0 && index < n - 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.remove", index >= 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.crop", index >= 0);
}

static void
tile_toggled_cb (VtPhotoStrip *self, GtkToggleButton *tile)
{
  if (!gtk_toggle_button_get_active (tile))
    return;

  self->selected = photo_of (GTK_WIDGET (tile));
  show_selected (self, TRUE);
}

static void
alt_edited_cb (VtPhotoStrip *self, const char *value)
{
  if (self->selected != 0)
    vt_product_edits_set_field (self->workspace, vt_product_get_title (self->product), VT_EDIT_ALT, &self->selected, 1,
                                value, self->alt);
}

static void
alt_settled_cb (VtPhotoStrip *self)
{
  g_signal_emit (self, signals[SETTLED], 0);
}

/* Order ------------------------------------------------------------------------------------------------------------ */

static void
move_to (VtPhotoStrip *self, gint64 photo_id, int position)
{
  g_autofree char *value = g_strdup_printf ("%d", position);

  if (index_of (self, photo_id) < 0 || position < 0 || position >= (int) vt_product_get_n_photos (self->product))
    return;

  vt_product_edits_set (self->workspace, vt_product_get_title (self->product), VT_EDIT_POSITION, &photo_id, 1, value,
                        NULL, NULL);
}

static void
move_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPhotoStrip *self = VT_PHOTO_STRIP (widget);

  move_to (self, self->selected, index_of (self, self->selected) + (g_str_equal (name, "photos.move-on") ? 1 : -1));
}

static void
remove_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPhotoStrip *self = VT_PHOTO_STRIP (widget);

  if (index_of (self, self->selected) >= 0)
    vt_product_edits_remove_photo (self->workspace, self->selected, vt_product_get_title (self->product));
}

static void
crop_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPhotoStrip *self = VT_PHOTO_STRIP (widget);
  int index = index_of (self, self->selected);

  if (index < 0)
    return;

  if (self->cropper == NULL)
    {
      self->cropper = g_object_ref_sink (vt_photo_cropper_new (self->workspace));
      gtk_widget_set_parent (self->cropper, self->crop_button);
    }
  vt_photo_cropper_open (VT_PHOTO_CROPPER (self->cropper), self->product,
                         vt_product_get_photo (self->product, (guint) index));
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source)
{
  return gdk_content_provider_new_typed (G_TYPE_INT64,
                                         photo_of (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source))));
}

static void
drag_begin_cb (GtkDragSource *source)
{
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (tile);

  gtk_drag_source_set_icon (source, paintable, TILE_SIZE / 2, TILE_SIZE / 2);
}

static gboolean
tile_drop_cb (VtPhotoStrip *self,
              const GValue *value,
              G_GNUC_UNUSED double x,
              G_GNUC_UNUSED double y,
              GtkDropTarget *target)
{
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  move_to (self, g_value_get_int64 (value), index_of (self, photo_of (tile)));
  return TRUE;
}

/* New photos --------------------------------------------------------------------------------------------------------
 */

static void
show_busy (VtPhotoStrip *self)
{
  gtk_stack_set_visible_child_name (self->add_stack, self->n_adding > 0 ? "busy" : "add");
  gtk_spinner_set_spinning (self->spinner, self->n_adding > 0);
}

static void
added_cb (G_GNUC_UNUSED GObject *source, G_GNUC_UNUSED GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPhotoStrip) self = user_data;

  self->n_adding--;
  if (self->add_stack != NULL)
    show_busy (self);
}

static void
add_files (VtPhotoStrip *self, GSList *files)
{
  if (files == NULL || self->product == NULL)
    return;

  self->n_adding++;
  show_busy (self);
  vt_photo_adder_add_files (self->workspace, vt_product_get_id (self->product), vt_product_get_title (self->product),
                            files, added_cb, g_object_ref (self));
}

static void
add_texture (VtPhotoStrip *self, GdkTexture *texture)
{
  self->n_adding++;
  show_busy (self);
  vt_photo_adder_add_texture (self->workspace, vt_product_get_id (self->product), vt_product_get_title (self->product),
                              texture, added_cb, g_object_ref (self));
}

static gboolean
take_value (VtPhotoStrip *self, const GValue *value)
{
  if (self->product == NULL || value == NULL)
    return FALSE;

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

      add_files (self, files);
    }
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    add_texture (self, g_value_get_object (value));

  return TRUE;
}

static gboolean
drop_cb (VtPhotoStrip *self, const GValue *value)
{
  return take_value (self, value);
}

static void
pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPhotoStrip) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (clipboard), result, &error);

  if (value != NULL)
    take_value (self, value);
  else if (self->workspace != NULL)
    vt_workspace_fail (self->workspace, error);
}

static void
paste_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPhotoStrip *self = VT_PHOTO_STRIP (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  gboolean files = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
                   gdk_content_formats_contain_mime_type (formats, "text/uri-list");
  gboolean picture = gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) ||
                     gdk_content_formats_contain_mime_type (formats, "image/png");

  if (files || picture)
    gdk_clipboard_read_value_async (clipboard, files ? GDK_TYPE_FILE_LIST : GDK_TYPE_TEXTURE, G_PRIORITY_DEFAULT, NULL,
                                    pasted_cb, g_object_ref (self));
  else
    vt_workspace_tell (self->workspace, _ ("There is no picture to paste. Copy one first"), FALSE);
}

static void
chosen_cb (VtPhotoStrip *self, int response)
{
  g_autoptr (GListModel) files = NULL;
  GSList *list = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
  for (guint i = files != NULL ? g_list_model_get_n_items (files) : 0; i > 0; i--)
    list = g_slist_prepend (list, g_list_model_get_item (files, i - 1));

  add_files (self, list);
  g_slist_free_full (list, g_object_unref);
  g_clear_object (&self->chooser);
}

static void
add_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPhotoStrip *self = VT_PHOTO_STRIP (widget);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  self->chooser = gtk_file_chooser_native_new (_ ("Add Photos"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Add"), _ ("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Tiles ------------------------------------------------------------------------------------------------------------ */

static void
make_movable (VtPhotoStrip *self, GtkWidget *tile)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), NULL);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), NULL);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (source));

  g_signal_connect_object (target, "drop", G_CALLBACK (tile_drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (target));
}

static GtkWidget *
make_badge (const char *text, const char *css_class, GtkAlign valign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "photo-badge");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_set_valign (label, valign);
  return label;
}

static GtkWidget *
make_tile (VtPhotoStrip *self, guint index)
{
  const VtPhoto *photo = vt_product_get_photo (self->product, index);
  gboolean described = *photo->alt != '\0';
  g_autofree char *name = described ? g_strdup_printf (_ ("Photo %u: %s"), index + 1, photo->alt)
                                    : g_strdup_printf (_ ("Photo %u, no alt text"), index + 1);
  GtkWidget *tile = gtk_toggle_button_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *square = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *picture = gtk_picture_new ();

  /* The picture lies over a square, so that a wide one is cut. */
  gtk_widget_set_size_request (square, TILE_SIZE, TILE_SIZE);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (overlay, "photo");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), square);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), picture);
  if (index == 0)
    gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_badge (_ ("Main"), NULL, GTK_ALIGN_START));
  if (!described)
    gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_badge (_ ("No alt text"), "warning", GTK_ALIGN_END));
  vt_workspace_load_thumbnail (self->workspace, photo->sha256, GTK_PICTURE (picture));

  gtk_button_set_child (GTK_BUTTON (tile), overlay);
  gtk_widget_add_css_class (tile, "photo-tile");
  gtk_widget_add_css_class (tile, "flat");
  g_object_set_data_full (G_OBJECT (tile), "photo", g_memdup2 (&photo->id, sizeof photo->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  make_movable (self, tile);
  return tile;
}

static void
remove_tiles (VtPhotoStrip *self)
{
  GtkWidget *tile;

  while ((tile = gtk_widget_get_first_child (GTK_WIDGET (self->tiles))) != self->add_button)
    gtk_box_remove (self->tiles, tile);
}

static void
add_tiles (VtPhotoStrip *self)
{
  GtkToggleButton *group = NULL;
  GtkWidget *before = NULL;

  for (guint i = 0; i < vt_product_get_n_photos (self->product); i++)
    {
      GtkWidget *tile = make_tile (self, i);

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tile), group);
      group = GTK_TOGGLE_BUTTON (tile);
      gtk_toggle_button_set_active (group, photo_of (tile) == self->selected);
      g_signal_connect_object (tile, "toggled", G_CALLBACK (tile_toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_box_insert_child_after (self->tiles, tile, before);
      before = tile;
    }
}

static gboolean
same_photos (VtProduct *a, VtProduct *b)
{
  if (a == NULL || vt_product_get_n_photos (a) != vt_product_get_n_photos (b))
    return FALSE;

  for (guint i = 0; i < vt_product_get_n_photos (a); i++)
    {
      const VtPhoto *one = vt_product_get_photo (a, i);
      const VtPhoto *other = vt_product_get_photo (b, i);

      if (one->id != other->id || !g_str_equal (one->sha256, other->sha256) || !g_str_equal (one->alt, other->alt))
        return FALSE;
    }

  return TRUE;
}

static gboolean
tiles_have_focus (VtPhotoStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->tiles));
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_photo_strip_dispose (GObject *object)
{
  VtPhotoStrip *self = VT_PHOTO_STRIP (object);

  g_clear_object (&self->chooser);
  if (self->cropper != NULL)
    gtk_widget_unparent (self->cropper);
  g_clear_object (&self->cropper);
  g_clear_object (&self->workspace);
  g_clear_object (&self->product);

  G_OBJECT_CLASS (vt_photo_strip_parent_class)->dispose (object);
}

static void
vt_photo_strip_class_init (VtPhotoStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_photo_strip_dispose;

  signals[SETTLED] =
      g_signal_new ("settled", VT_TYPE_PHOTO_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VT_TYPE_FACT_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-photo-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPhotoStrip, crop_button);
  gtk_widget_class_bind_template_child (widget_class, VtPhotoStrip, tiles);
  gtk_widget_class_bind_template_child (widget_class, VtPhotoStrip, add_button);
  gtk_widget_class_bind_template_child (widget_class, VtPhotoStrip, add_stack);
  gtk_widget_class_bind_template_child (widget_class, VtPhotoStrip, spinner);
  gtk_widget_class_bind_template_child (widget_class, VtPhotoStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, VtPhotoStrip, alt);
  gtk_widget_class_bind_template_callback (widget_class, alt_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, alt_settled_cb);

  gtk_widget_class_install_action (widget_class, "photos.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "photos.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "photos.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "photos.crop", NULL, crop_action);
  gtk_widget_class_install_action (widget_class, "photos.move-back", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "photos.move-on", NULL, move_action);
}

static void
vt_photo_strip_init (VtPhotoStrip *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * vt_photo_strip_set_workspace:
 * @self: a strip
 * @workspace: of the shop that is edited
 */
void
vt_photo_strip_set_workspace (VtPhotoStrip *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_photo_strip_show:
 * @self: a strip with a workspace
 * @product: as it is now
 */
void
vt_photo_strip_show (VtPhotoStrip *self, VtProduct *product)
{
  g_autoptr (VtProduct) old = g_steal_pointer (&self->product);
  gboolean focused = tiles_have_focus (self);
  gint64 selected = self->selected;
  GtkWidget *tile;

  self->product = g_object_ref (product);
  if (index_of (self, selected) < 0)
    selected = vt_product_get_n_photos (product) > 0 ? vt_product_get_photo (product, 0)->id : 0;

  if (!same_photos (old, product))
    {
      gboolean is_other = selected != self->selected;

      self->selected = selected;
      remove_tiles (self);
      add_tiles (self);
      show_selected (self, is_other);
      tile = focused ? tile_of (self, self->selected) : NULL;
      if (tile != NULL)
        gtk_widget_grab_focus (tile);
      return;
    }
  show_selected (self, FALSE);
}

/**
 * vt_photo_strip_move_back:
 * @self: a strip
 *
 * Alt+Left means two things: it leads back to the list, and it moves the photo that has the focus.
 *
 * Returns: whether a photo has the focus, and was moved towards the front if it was not there already
 */
gboolean
vt_photo_strip_move_back (VtPhotoStrip *self)
{
  int index = index_of (self, self->selected);

  if (!tiles_have_focus (self) || index < 0)
    return FALSE;

  move_to (self, self->selected, index - 1);
  return TRUE;
}
