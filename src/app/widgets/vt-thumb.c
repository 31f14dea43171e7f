#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-thumb.h"

/**
 * vt_thumb_new:
 * @workspace: whose photographs it shows
 * @sha256: (nullable): which; %NULL for an empty frame
 * @size: its width and height in pixels
 *
 * Makes a square picture for a row: a photograph of any shape fills it.
 *
 * Returns: (transfer floating): the picture; words beside it say what it is
 */
GtkWidget *
vt_thumb_new (VtWorkspace *workspace, const char *sha256, int size)
{
  GtkWidget *square = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = g_object_new (GTK_TYPE_PICTURE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_size_request (square, size, size);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), square);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), picture);
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (overlay, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (overlay, "photo");
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  vt_workspace_load_thumbnail (workspace, sha256, GTK_PICTURE (picture));

  return overlay;
}
