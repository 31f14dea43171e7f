/* Owner of the table service_channel. */

#define G_LOG_DOMAIN "vt-content"

#include "base/vt-id.h"
#include "content/vt-channel-private.h"
#include "content/vt-content-error.h"
#include "content/vt-position.h"
#include "content/vt-text-field.h"

#include <glib/gi18n-lib.h>

#define LABEL_MAX_CHARS 60
#define CHANNELS_MAX    30

#define SELECT "SELECT id, kind, value, label FROM service_channel "

/* Returns: (transfer full) (nullable): NULL for a kind that this program does not know */
static VtChannel *
channel_new_from_row (VtStmt *stmt)
{
  VtChannelKind kind;
  VtChannel *self;

  if (!vt_channel_kind_from_string (vt_stmt_get_text (stmt, 1), &kind))
    return NULL;

  self = g_new0 (VtChannel, 1);
  self->id = vt_stmt_get_int (stmt, 0);
  self->kind = kind;
  self->value = vt_stmt_dup_text (stmt, 2);
  self->label = vt_stmt_dup_text (stmt, 3);

  return self;
}

/**
 * vt_channel_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtChannel) (nullable): where shoppers can ask, in order
 */
GPtrArray *
vt_channel_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "ORDER BY position, id", error);
  g_autoptr (GPtrArray) channels = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_channel_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtChannel *channel = channel_new_from_row (stmt);

      if (channel != NULL)
        g_ptr_array_add (channels, channel);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&channels) : NULL;
}

/**
 * vt_channel_load:
 * @db: a connection of this thread
 * @id: a channel's id
 * @error: %VT_CONTENT_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the channel
 */
VtChannel *
vt_channel_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE id = ?1", error);
  VtChannel *channel = NULL;
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW)
    channel = channel_new_from_row (stmt);
  if (step != VT_STEP_ERROR && channel == NULL)
    g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_NOT_FOUND,
                         _ ("The service channel is not in the shop any more"));

  return channel;
}

static gboolean
check_room (VtDb *db, GError **error)
{
  gint64 n = 0;

  if (vt_db_get (db, error, &n, "SELECT count (*) FROM service_channel", "") != VT_STEP_ROW)
    return FALSE;
  if (n < CHANNELS_MAX)
    return TRUE;

  g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, _ ("A shop has at most 30 service channels"));
  return FALSE;
}

/**
 * vt_channel_save:
 * @db: the connection of a #VtShopJob
 * @channel: a value that its kind can be reached by, or the address of its page; a label of up to 60 characters
 * @error: a #VtContentError or #VtDbError
 *
 * A new channel comes last.
 *
 * Returns: whether it is so now
 */
gboolean
vt_channel_save (VtDb *db, VtChannel *channel, GError **error)
{
  g_autofree char *value = vt_channel_check_value (channel->kind, channel->value, error);
  g_autofree char *label = value != NULL
                               ? vt_text_field (channel->label, _ ("label"), LABEL_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL,
                                                VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, error)
                               : NULL;
  const char *kind = vt_channel_kind_to_string (channel->kind);
  g_autoptr (VtChannel) known = NULL;

  if (label == NULL ||
      (channel->id != 0 ? (known = vt_channel_load (db, channel->id, error)) == NULL : !check_room (db, error)))
    return FALSE;

  g_free (channel->value);
  channel->value = g_steal_pointer (&value);
  g_free (channel->label);
  channel->label = g_steal_pointer (&label);
  if (channel->id != 0)
    return vt_db_run (db, error,
                      "UPDATE service_channel SET kind = ?2, value = ?3, label = ?4 WHERE id = ?1 AND "
                      "(kind, value, label) IS NOT (?2, ?3, ?4)",
                      "isss", channel->id, kind, channel->value, channel->label);

  channel->id = vt_id_new ();
  return vt_db_run (db, error,
                    "INSERT INTO service_channel (id, position, kind, value, label) VALUES (?1, "
                    "(SELECT coalesce (max (position) + 1, 0) FROM service_channel), ?2, ?3, ?4)",
                    "isss", channel->id, kind, channel->value, channel->label);
}

/**
 * vt_channel_move:
 * @db: the connection of a #VtShopJob
 * @id: a channel's id
 * @position: from 0; beyond the end is the end
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it stands there now
 */
gboolean
vt_channel_move (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (VtChannel) channel = vt_channel_load (db, id, error);

  return channel != NULL &&
         vt_position_move (db, "SELECT id FROM service_channel WHERE ?1 = ?1 ORDER BY position, id",
                           "UPDATE service_channel SET position = ?2 WHERE id = ?1 AND position <> ?2", id, position,
                           error);
}

/**
 * vt_channel_delete:
 * @db: the connection of a #VtShopJob
 * @id: a channel's id
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_channel_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtChannel) channel = vt_channel_load (db, id, error);

  return channel != NULL && vt_db_run (db, error, "DELETE FROM service_channel WHERE id = ?1", "i", id);
}
