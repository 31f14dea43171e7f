#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-section-edit.h"

#include "content/vt-content-translation.h"

/**
 * vt_section_edit_new:
 * @id: a section or a picture; 0 for a new one
 *
 * Returns: (transfer full): an edit that says nothing yet
 */
VtSectionEdit *
vt_section_edit_new (gint64 id)
{
  VtSectionEdit *self = g_new0 (VtSectionEdit, 1);

  self->id = id;
  return self;
}

/**
 * vt_section_edit_free:
 * @self: an edit
 */
void
vt_section_edit_free (VtSectionEdit *self)
{
  g_free (self->field);
  g_free (self->text);
  g_free (self->alt);
  g_free (self->language);
  vt_media_free (self->media);
  g_free (self);
}

/* Writes down what the page shows by itself. */
gboolean
vt_section_edit_settle (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_section_settle (db, ((VtSectionEdit *) edit)->page, error);
}

/* What the page shows by itself stays, and the new section comes below it. */
gboolean
vt_section_edit_add (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtSectionEdit *self = edit;
  const VtSectionInput nothing = { NULL, NULL, NULL, NULL, NULL, NULL, NULL };

  return vt_section_settle (db, self->page, error) &&
         vt_section_add (db, self->page, self->kind, &nothing, &self->id, error);
}

gboolean
vt_section_edit_move (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtSectionEdit *self = edit;

  return vt_section_move (db, self->id, self->position, error);
}

gboolean
vt_section_edit_remove (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_section_remove (db, ((VtSectionEdit *) edit)->id, error);
}

gboolean
vt_section_edit_text (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtSectionEdit *self = edit;

  return self->language != NULL
             ? vt_content_translate (db, "section", self->id, self->field, self->language, self->text, error)
             : vt_section_set_text (db, self->id, self->field, self->text, error);
}

gboolean
vt_section_edit_setting (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtSectionEdit *self = edit;

  return vt_section_set_setting (db, self->id, self->field, self->text, error);
}

/* text: hash of the picture, or none. */
gboolean
vt_section_edit_picture (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtSectionEdit *self = edit;

  return (self->media == NULL || vt_media_add (db, self->media, error)) &&
         vt_section_set_picture (db, self->id, self->text, self->alt, error);
}

/* text: hash of the picture. */
gboolean
vt_section_edit_add_picture (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtSectionEdit *self = edit;

  return (self->media == NULL || vt_media_add (db, self->media, error)) &&
         vt_section_add_picture (db, self->id, self->text, self->alt, NULL, NULL, error);
}

gboolean
vt_section_edit_picture_text (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtSectionEdit *self = edit;

  return vt_section_picture_set_text (db, self->id, self->field, self->text, error);
}

gboolean
vt_section_edit_move_picture (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtSectionEdit *self = edit;

  return vt_section_picture_move (db, self->id, self->position, error);
}

gboolean
vt_section_edit_remove_picture (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_section_picture_remove (db, ((VtSectionEdit *) edit)->id, error);
}
