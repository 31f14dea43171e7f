#define G_LOG_DOMAIN "vitrine"

#include "app/content/vt-content-edit.h"

#include "base/vt-clock.h"
#include "content/vt-content-translation.h"

#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY_US  (24 * HOUR_US)

/* A new live sale is proposed for tomorrow, at the full hour. */
#define PROPOSED_IN_US DAY_US

static const struct
{
  const char *table;
  const char *folder;
} kinds[] = { { "page", "/pages/" }, { "post", "/blog/" }, { "live_event", "/live/" }, { "menu_item", "/" } };

/**
 * vt_content_edit_new:
 * @kind: what is edited
 * @id: which one
 *
 * Returns: (transfer full): an edit that says nothing yet
 */
VtContentEdit *
vt_content_edit_new (VtContentKind kind, gint64 id)
{
  VtContentEdit *self = g_new0 (VtContentEdit, 1);

  self->kind = kind;
  self->id = id;
  return self;
}

/**
 * vt_content_edit_free:
 * @self: an edit
 */
void
vt_content_edit_free (VtContentEdit *self)
{
  g_free (self->text);
  g_free (self->alt);
  g_free (self->language);
  vt_media_free (self->media);
  g_free (self);
}

/**
 * vt_content_kind_table:
 * @kind: pages, posts or live sales
 *
 * Returns: (transfer none): what translations call it
 */
const char *
vt_content_kind_table (VtContentKind kind)
{
  return kinds[kind].table;
}

/**
 * vt_content_kind_folder:
 * @kind: pages, posts or live sales
 *
 * Returns: (transfer none): what its addresses begin with
 */
const char *
vt_content_kind_folder (VtContentKind kind)
{
  return kinds[kind].folder;
}

/* Makes a draft named by the edit's text, and tells its id in the edit. */
gboolean
vt_content_edit_create (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  gint64 starts_us = now_us - now_us % HOUR_US + PROPOSED_IN_US;

  switch (self->kind)
    {
    case VT_CONTENT_POST:
      return vt_post_create (db, self->text, NULL, now_us, &self->id, error);
    case VT_CONTENT_LIVE:
      return vt_live_create (db, self->text, NULL, starts_us, starts_us + HOUR_US, &self->id, error);
    case VT_CONTENT_PAGE:
    default:
      return vt_page_create (db, self->text, NULL, &self->id, error);
    }
}

/* Deletes it. */
gboolean
vt_content_edit_delete (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;

  switch (self->kind)
    {
    case VT_CONTENT_POST:
      return vt_post_delete (db, self->id, error);
    case VT_CONTENT_LIVE:
      return vt_live_delete (db, self->id, error);
    case VT_CONTENT_PAGE:
    default:
      return vt_page_delete (db, self->id, error);
    }
}

/* Sets a text, or its translation. A picture that is new in it comes along. */
gboolean
vt_content_edit_text (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;

  if (self->media != NULL && !vt_media_add (db, self->media, error))
    return FALSE;

  return self->language != NULL ? vt_content_translate (db, kinds[self->kind].table, self->id, self->field,
                                                        self->language, self->text, error)
                                : self->set_text (db, self->id, self->text, error);
}

/* first: whether shoppers see it. */
gboolean
vt_content_edit_active (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;
  gboolean active = self->first != 0;

  switch (self->kind)
    {
    case VT_CONTENT_POST:
      return vt_post_set_active (db, self->id, active, error);
    case VT_CONTENT_LIVE:
      return vt_live_set_active (db, self->id, active, error);
    case VT_CONTENT_PAGE:
    default:
      return vt_page_set_active (db, self->id, active, error);
    }
}

/* Shows the picture that the edit's text names. */
gboolean
vt_content_edit_picture (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;

  if (self->media != NULL && !vt_media_add (db, self->media, error))
    return FALSE;

  return self->kind == VT_CONTENT_LIVE ? vt_live_set_picture (db, self->id, self->text, self->alt, error)
                                       : vt_post_set_picture (db, self->id, self->text, self->alt, error);
}

/* first: the date of a post, or the start of a live sale; second: its end. */
gboolean
vt_content_edit_times (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;

  return self->kind == VT_CONTENT_LIVE ? vt_live_set_period (db, self->id, self->first, self->second, error)
                                       : vt_post_set_publish (db, self->id, self->first, error);
}

/* first: a product that the live sale shows. */
gboolean
vt_content_edit_add_product (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;

  return vt_live_add_product (db, self->id, self->first, error);
}

/* first: a product of the live sale; second: where it shall be. */
gboolean
vt_content_edit_move_product (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;

  return vt_live_move_product (db, self->id, self->first, (int) self->second, error);
}

/* first: a product of the live sale. */
gboolean
vt_content_edit_remove_product (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;

  return vt_live_remove_product (db, self->id, self->first, error);
}

/* A link named by text that leads to alt. */
gboolean
vt_content_edit_add_link (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;
  const VtMenuInput input = { self->text, self->alt };

  return vt_menu_add (db, self->menu, &input, -1, &self->id, error);
}

/* second: where in the menu the link shall be. */
gboolean
vt_content_edit_move_link (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtContentEdit *self = edit;

  return vt_menu_item_move (db, self->id, self->menu, (int) self->second, error);
}

/* Takes the link out. */
gboolean
vt_content_edit_remove_link (VtDb *db, gpointer edit, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_menu_item_remove (db, ((VtContentEdit *) edit)->id, error);
}
