#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-collection-edits.h"

#include "base/vt-clock.h"

/**
 * vt_collection_edit_new:
 * @id: a collection
 *
 * Returns: (transfer full): an edit of it that says nothing yet
 */
VtCollectionEdit *
vt_collection_edit_new (gint64 id)
{
  VtCollectionEdit *self = g_new0 (VtCollectionEdit, 1);

  self->id = id;
  return self;
}

/**
 * vt_collection_edit_free:
 * @self: an edit
 */
void
vt_collection_edit_free (VtCollectionEdit *self)
{
  g_free (self->text);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  vt_media_free (self->media);
  g_free (self);
}

/* Makes a collection named by the edit's text, and tells its id in the edit. */
gboolean
vt_collection_edit_create (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtCollectionEdit *self = edit;

  return vt_collection_create (db, self->text, NULL, 0, &self->id, error);
}

/* Deletes the collection. */
gboolean
vt_collection_edit_delete (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_collection_delete (db, ((VtCollectionEdit *) edit)->id, error);
}

/* Gives a text to the edit's setter. */
gboolean
vt_collection_edit_text (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtCollectionEdit *self = edit;

  return self->set_text (db, self->id, self->text, error);
}

/* Replaces the conditions. */
gboolean
vt_collection_edit_rules (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtCollectionEdit *self = edit;

  return vt_collection_set_rules (db, self->id, self->match, self->rules, vt_clock_now_us (NULL), error);
}

/* Shows the picture that the edit's text names; its file is added where the shop lacks it. */
gboolean
vt_collection_edit_picture (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtCollectionEdit *self = edit;

  return (self->media == NULL || vt_media_add (db, self->media, error)) &&
         vt_collection_set_picture (db, self->id, self->text, error);
}

/* Puts the product in. */
gboolean
vt_collection_edit_add (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtCollectionEdit *self = edit;

  return vt_collection_add_product (db, self->id, self->product_id, error);
}

/* Takes the product out. */
gboolean
vt_collection_edit_remove (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtCollectionEdit *self = edit;

  return vt_collection_remove_product (db, self->id, self->product_id, error);
}

/* Moves the product to the edit's position. */
gboolean
vt_collection_edit_move (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtCollectionEdit *self = edit;

  return vt_collection_move_product (db, self->id, self->product_id, self->position, error);
}
