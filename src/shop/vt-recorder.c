#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-recorder.h"

#include "shop/vt-added.h"

#include <glib/gi18n-lib.h>

struct _VtRecorder
{
  VtDb *db;                   /* (unowned) */
  sqlite3_session *journaled; /* (owned) */
  sqlite3_session *facts;     /* (owned) */
  GArray *added;              /* (owned) of VtAdded, what was named instead of recorded */
  guint n_pauses;
};

/* What came from a host or was made public happened; no undo makes it unhappen. */
static const char *const facts[] = { "orders", "order_line", "host", "host_movement", "price_history", NULL };

/* The journal does not record itself, the levels are the ledger's sum, kept by triggers, and what was downloaded needs
 * no undo. */
static const char *const derived[] = { "journal", "stock_level", "media_source", NULL };

/* Whether changes of @table can be taken back. */
gboolean
vt_recorder_is_journaled (const char *table)
{
  return !g_strv_contains (facts, table) && !g_strv_contains (derived, table);
}

static int
is_journaled (gpointer data G_GNUC_UNUSED, const char *table)
{
  return vt_recorder_is_journaled (table);
}

static int
is_fact (gpointer data G_GNUC_UNUSED, const char *table)
{
  return g_strv_contains (facts, table);
}

static gboolean
set_error (GError **error, int result)
{
  g_set_error (error, VT_DB_ERROR, VT_DB_ERROR_FAILED, _ ("The change cannot be recorded: %s"),
               sqlite3_errstr (result));
  return FALSE;
}

static sqlite3_session *
start_session (VtDb *db, int (*filter) (gpointer, const char *), GError **error)
{
  sqlite3_session *session = NULL;
  int result = sqlite3session_create (vt_db_get_handle (db), "main", &session);

  if (result == SQLITE_OK)
    {
      sqlite3session_table_filter (session, filter, NULL);
      result = sqlite3session_attach (session, NULL);
    }
  if (result == SQLITE_OK)
    return session;

  if (session != NULL)
    sqlite3session_delete (session);
  set_error (error, result);
  return NULL;
}

/* Starts recording; everything that @db writes from here on counts, what triggers do included. It goes along with @db
 * until it is freed. */
VtRecorder *
vt_recorder_new (VtDb *db, GError **error)
{
  g_autoptr (VtRecorder) self = g_new0 (VtRecorder, 1);

  self->db = db;
  self->added = vt_added_new ();
  vt_db_set_companion (db, self);
  self->journaled = start_session (db, is_journaled, error);
  if (self->journaled == NULL)
    return NULL;
  self->facts = start_session (db, is_fact, error);
  if (self->facts == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
vt_recorder_free (VtRecorder *self)
{
  if (self == NULL)
    return;

  if (self->journaled != NULL)
    sqlite3session_delete (self->journaled);
  if (self->facts != NULL)
    sqlite3session_delete (self->facts);
  vt_db_set_companion (self->db, NULL);
  g_array_unref (self->added);
  g_free (self);
}

static void
enable (VtRecorder *self, gboolean enabled)
{
  sqlite3session_enable (self->journaled, enabled);
  sqlite3session_enable (self->facts, enabled);
}

/* What is written is not recorded until as many calls of vt_recorder_resume(). */
void
vt_recorder_pause (VtRecorder *self)
{
  if (self->n_pauses++ == 0)
    enable (self, FALSE);
}

void
vt_recorder_resume (VtRecorder *self)
{
  g_return_if_fail (self->n_pauses > 0);

  if (--self->n_pauses == 0)
    enable (self, TRUE);
}

/* Names rows that were added while nothing was recorded, before or after it goes on. */
void
vt_recorder_add_range (VtRecorder *self, const char *table, gint64 first, gint64 last)
{
  g_return_if_fail (vt_recorder_is_journaled (table));

  vt_added_append (self->added, table, first, last);
}

static GBytes *
take_buffer (int size, gpointer buffer)
{
  return g_bytes_new_with_free_func (buffer, (gsize) size, (GDestroyNotify) sqlite3_free, buffer);
}

static GBytes *
take_changeset (sqlite3_session *session, GError **error)
{
  gpointer buffer = NULL;
  int size = 0;
  int result = sqlite3session_changeset (session, &size, &buffer);

  if (result == SQLITE_OK)
    return take_buffer (size, buffer);

  sqlite3_free (buffer);
  set_error (error, result);
  return NULL;
}

/* Hands over what was changed so far; empty bytes where nothing was, also when changes cancelled each other out. */
gboolean
vt_recorder_take (VtRecorder *self, GBytes **journaled, GBytes **other, GArray **added, GError **error)
{
  g_autoptr (GBytes) first = take_changeset (self->journaled, error);
  g_autoptr (GBytes) second = first != NULL ? take_changeset (self->facts, error) : NULL;
  g_autoptr (GArray) ranges = second != NULL ? vt_added_measure (self->db, self->added, error) : NULL;

  if (ranges == NULL)
    return FALSE;

  *journaled = g_steal_pointer (&first);
  *other = g_steal_pointer (&second);
  *added = g_steal_pointer (&ranges);
  return TRUE;
}

/* The changeset that takes @changeset back. */
GBytes *
vt_changeset_invert (GBytes *changeset, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  gpointer buffer = NULL;
  int out_size = 0;
  int result = sqlite3changeset_invert ((int) size, data, &out_size, &buffer);

  if (result == SQLITE_OK)
    return take_buffer (out_size, buffer);

  sqlite3_free (buffer);
  set_error (error, result);
  return NULL;
}

static int
add_changeset (sqlite3_changegroup *group, GBytes *changeset)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);

  return size > 0 ? sqlite3changegroup_add (group, (int) size, (gpointer) data) : SQLITE_OK;
}

/* One changeset with the effect of all of them, in their order; empty bytes when they cancel each other out. */
GBytes *
vt_changeset_merge_all (GPtrArray *changesets, GError **error)
{
  sqlite3_changegroup *group = NULL;
  gpointer buffer = NULL;
  int size = 0;
  int result = sqlite3changegroup_new (&group);

  for (guint i = 0; i < changesets->len && result == SQLITE_OK; i++)
    result = add_changeset (group, g_ptr_array_index (changesets, i));
  if (result == SQLITE_OK)
    result = sqlite3changegroup_output (group, &size, &buffer);
  if (group != NULL)
    sqlite3changegroup_delete (group);
  if (result == SQLITE_OK)
    return take_buffer (size, buffer);

  sqlite3_free (buffer);
  set_error (error, result);
  return NULL;
}

/* The same for two. */
GBytes *
vt_changeset_merge (GBytes *first, GBytes *second, GError **error)
{
  g_autoptr (GPtrArray) both = g_ptr_array_new ();

  g_ptr_array_add (both, first);
  g_ptr_array_add (both, second);
  return vt_changeset_merge_all (both, error);
}
