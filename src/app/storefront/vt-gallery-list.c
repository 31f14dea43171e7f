#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-gallery-list.h"

#include "app/content/vt-order-list.h"
#include "app/storefront/vt-section-edit.h"
#include "app/widgets/vt-field.h"
#include "app/widgets/vt-picture-row.h"

#include <glib/gi18n.h>

#define THUMBNAIL 40

struct _VtGalleryList
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 id;              /* of the section */
  VtOrderList *list;      /* (unowned) */
  VtPictureRow *adder;    /* (unowned) */
  GPtrArray *shown;       /* (owned) Picture */
};

/* One of them, and its row. */
typedef struct
{
  VtGalleryList *gallery; /* (unowned) */
  gint64 id;
  GtkWidget *row;     /* (unowned) */
  GtkWidget *removal; /* (unowned) */
  VtField *alt;       /* (unowned) */
  VtField *target;    /* (unowned) */
} Picture;

G_DEFINE_FINAL_TYPE (VtGalleryList, vt_gallery_list, ADW_TYPE_BIN)

static void
edit (VtGalleryList *self, const char *label, VtShopJob job, VtSectionEdit *step)
{
  vt_workspace_edit (self->workspace, label, NULL, job, step, (GDestroyNotify) vt_section_edit_free);
}

static void
write_text (Picture *picture, VtField *field, const char *name, const char *label)
{
  VtGalleryList *self = picture->gallery;
  g_autofree char *key = g_strdup_printf ("section_picture.%s.%" G_GINT64_FORMAT, name, picture->id);
  VtSectionEdit *step = vt_section_edit_new (picture->id);

  step->field = g_strdup (name);
  step->text = g_strdup (vt_field_get_text (field));
  vt_field_write (field, self->workspace, label, key, vt_section_edit_picture_text, step,
                  (GDestroyNotify) vt_section_edit_free);
}

static void
alt_cb (Picture *picture)
{
  write_text (picture, picture->alt, "alt", _ ("Describe a picture of a gallery"));
}

static void
target_cb (Picture *picture)
{
  write_text (picture, picture->target, "target", _ ("Change where a picture leads"));
}

static void
removed_cb (Picture *picture)
{
  edit (picture->gallery, _ ("Take a picture out of a gallery"), vt_section_edit_remove_picture,
        vt_section_edit_new (picture->id));
  vt_workspace_tell (picture->gallery->workspace, _ ("Picture taken out of the gallery"), TRUE);
}

static void
moved_cb (VtGalleryList *self, gint64 id, int position)
{
  VtSectionEdit *step = vt_section_edit_new (id);

  step->position = position;
  edit (self, _ ("Reorder a gallery"), vt_section_edit_move_picture, step);
}

static void
chosen_cb (VtGalleryList *self)
{
  VtSectionEdit *step;

  if (vt_picture_row_get_sha256 (self->adder) == NULL)
    return;

  step = vt_section_edit_new (self->id);
  step->text = g_strdup (vt_picture_row_get_sha256 (self->adder));
  step->alt = g_strdup (vt_picture_row_get_alt (self->adder));
  step->media = vt_picture_row_steal_media (self->adder);
  edit (self, _ ("Add a picture to a gallery"), vt_section_edit_add_picture, step);
  vt_picture_row_show (self->adder, NULL);
}

static Picture *
new_picture (VtGalleryList *self, const VtSectionPicture *record)
{
  Picture *picture = g_new0 (Picture, 1);
  GtkWidget *thumbnail = gtk_picture_new ();

  picture->gallery = self;
  picture->id = record->id;
  picture->row = adw_expander_row_new ();
  picture->alt = VT_FIELD (vt_field_new (_ ("Description of the Picture")));
  picture->removal = gtk_button_new_from_icon_name ("user-trash-symbolic");
  picture->target = VT_FIELD (vt_field_new (_ ("Leads to")));
  gtk_widget_set_size_request (thumbnail, THUMBNAIL, THUMBNAIL);
  gtk_picture_set_content_fit (GTK_PICTURE (thumbnail), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_valign (thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (thumbnail, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (thumbnail, "photo");
  vt_workspace_load_thumbnail (self->workspace, record->sha256, GTK_PICTURE (thumbnail));
  gtk_widget_set_valign (picture->removal, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (picture->removal, "flat");
  gtk_widget_set_tooltip_text (picture->removal, _ ("Take Out"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (picture->row), FALSE);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (picture->row), thumbnail);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (picture->row), picture->removal);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (picture->row), GTK_WIDGET (picture->alt));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (picture->row), GTK_WIDGET (picture->target));
  g_signal_connect_swapped (picture->alt, "edited", G_CALLBACK (alt_cb), picture);
  g_signal_connect_swapped (picture->target, "edited", G_CALLBACK (target_cb), picture);
  g_signal_connect_swapped (picture->removal, "clicked", G_CALLBACK (removed_cb), picture);

  return picture;
}

static void
show_picture (Picture *picture, const VtSectionPicture *record)
{
  const char *title = *record->alt != '\0' ? record->alt : _ ("Picture without words");
  g_autofree char *name = g_strdup_printf (_ ("Take Out %s"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (picture->row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (picture->row), record->target);
  vt_field_show (picture->alt, record->alt);
  vt_field_show (picture->target, record->target);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture->row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture->removal), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
has_pictures (VtGalleryList *self, GPtrArray *pictures)
{
  if (self->shown->len != pictures->len)
    return FALSE;
  for (guint i = 0; i < pictures->len; i++)
    if (((Picture *) g_ptr_array_index (self->shown, i))->id !=
        ((VtSectionPicture *) g_ptr_array_index (pictures, i))->id)
      return FALSE;

  return TRUE;
}

static void
vt_gallery_list_dispose (GObject *object)
{
  g_clear_object (&VT_GALLERY_LIST (object)->workspace);

  G_OBJECT_CLASS (vt_gallery_list_parent_class)->dispose (object);
}

static void
vt_gallery_list_finalize (GObject *object)
{
  g_ptr_array_unref (VT_GALLERY_LIST (object)->shown);

  G_OBJECT_CLASS (vt_gallery_list_parent_class)->finalize (object);
}

static void
vt_gallery_list_class_init (VtGalleryListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_gallery_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_gallery_list_finalize;
}

static void
vt_gallery_list_init (VtGalleryList *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_free);
}

/**
 * vt_gallery_list_new:
 * @workspace: the shop's
 * @section_id: a gallery
 *
 * Returns: (transfer floating): its pictures, once they are shown by vt_gallery_list_refresh()
 */
GtkWidget *
vt_gallery_list_new (VtWorkspace *workspace, gint64 section_id)
{
  VtGalleryList *self = g_object_new (VT_TYPE_GALLERY_LIST, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *adders = gtk_list_box_new ();

  self->workspace = g_object_ref (workspace);
  self->id = section_id;
  self->list = VT_ORDER_LIST (vt_order_list_new (_ ("Pictures of the gallery; Alt with the arrows moves one")));
  self->adder = g_object_new (VT_TYPE_PICTURE_ROW, "title", _ ("Add a Picture"), NULL);
  vt_picture_row_set_workspace (self->adder, workspace);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (adders), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (adders, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (adders), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a Picture"), -1);
  gtk_list_box_append (GTK_LIST_BOX (adders), GTK_WIDGET (self->adder));
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), adders);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->list, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adder, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * vt_gallery_list_refresh:
 * @self: pictures
 *
 * Shows them as the shop has them now.
 */
void
vt_gallery_list_refresh (VtGalleryList *self)
{
  g_autoptr (GPtrArray) pictures = vt_section_list_pictures (vt_workspace_get_reader (self->workspace), self->id, NULL);

  if (pictures == NULL)
    return;

  if (!has_pictures (self, pictures))
    {
      vt_order_list_clear (self->list);
      g_ptr_array_set_size (self->shown, 0);
      for (guint i = 0; i < pictures->len; i++)
        {
          Picture *picture = new_picture (self, g_ptr_array_index (pictures, i));

          g_ptr_array_add (self->shown, picture);
          vt_order_list_append (self->list, picture->row, picture->id);
        }
    }
  for (guint i = 0; i < pictures->len; i++)
    show_picture (g_ptr_array_index (self->shown, i), g_ptr_array_index (pictures, i));
}
