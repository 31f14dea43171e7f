#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-record-edit.h"

#include <glib/gi18n.h>

typedef struct
{
  const VtRecordKind *kind;
  VtWorkspace *workspace; /* (owned) */
  gint64 id;
  int position;
  char *label; /* (owned) */
} Deed;

typedef struct
{
  const VtRecordKind *kind;
  gpointer record; /* (unowned) of the caller, who waits */
  VtRecordAdded func;
  gpointer data;
} Addition;

/**
 * vt_record_edit_new:
 * @workspace: of the shop
 * @kind: of the thing
 * @id: of the thing
 * @field: name of a fact
 * @value: what it is going to be
 *
 * Returns: (transfer full): data for vt_record_edit_job()
 */
VtRecordEdit *
vt_record_edit_new (VtWorkspace *workspace, const VtRecordKind *kind, gint64 id, const char *field, const char *value)
{
  VtRecordEdit *self = g_new0 (VtRecordEdit, 1);

  self->kind = kind;
  self->id = id;
  self->field = g_strdup (field);
  self->value = g_strdup (value);
  self->currency = g_strdup (vt_workspace_get_currency (workspace));
  return self;
}

/**
 * vt_record_edit_free:
 * @self: (nullable): an edit
 *
 * Frees it.
 */
void
vt_record_edit_free (VtRecordEdit *self)
{
  if (self == NULL)
    return;

  g_free (self->field);
  g_free (self->value);
  g_free (self->currency);
  g_free (self);
}

/**
 * vt_record_edit_job:
 * @db: the connection that writes
 * @data: a #VtRecordEdit
 * @cancellable: (nullable): unused, it is over in no time
 * @error: why the fact cannot be so
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_record_edit_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtRecordEdit *self = data;
  gpointer record = self->kind->load (db, self->id, error);
  gboolean done;

  if (record == NULL)
    return FALSE;

  done =
      self->kind->set (record, self->field, self->value, self->currency, error) && self->kind->save (db, record, error);
  self->kind->release (record);
  return done;
}

/**
 * vt_record_edit_label:
 * @kind: of the thing
 * @name: of the thing
 *
 * Returns: (transfer full): what an edit of it is called in the history
 */
char *
vt_record_edit_label (const VtRecordKind *kind, const char *name)
{
  return g_strdup_printf (_ (kind->edit), name);
}

/**
 * vt_record_edit_key:
 * @kind: of the thing
 * @id: of the thing
 * @field: name of a fact
 *
 * Returns: (transfer full): what edits of the fact that are one step have in common
 */
char *
vt_record_edit_key (const VtRecordKind *kind, gint64 id, const char *field)
{
  return g_strdup_printf ("settings.%s.%" G_GINT64_FORMAT ".%s", kind->name, id, field);
}

/**
 * vt_record_write:
 * @workspace: of the shop
 * @kind: of the thing
 * @id: of the thing
 * @name: of the thing, for the history
 * @field: name of a fact
 * @value: what it is going to be
 *
 * Edits a fact that is not typed.
 */
void
vt_record_write (VtWorkspace *workspace,
                 const VtRecordKind *kind,
                 gint64 id,
                 const char *name,
                 const char *field,
                 const char *value)
{
  g_autofree char *label = vt_record_edit_label (kind, name);
  g_autofree char *key = vt_record_edit_key (kind, id, field);

  vt_workspace_edit (workspace, label, key, vt_record_edit_job, vt_record_edit_new (workspace, kind, id, field, value),
                     (GDestroyNotify) vt_record_edit_free);
}

static Deed *
deed_new (VtWorkspace *workspace, const VtRecordKind *kind, gint64 id, const char *label, const char *name)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->kind = kind;
  deed->workspace = g_object_ref (workspace);
  deed->id = id;
  deed->label = g_strdup_printf (label, name);
  return deed;
}

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_object_unref (deed->workspace);
  g_free (deed->label);
  g_free (deed);
}

static gboolean
reorder_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Deed *deed = data;

  return deed->kind->reorder (db, deed->id, deed->position, error);
}

/**
 * vt_record_reorder:
 * @workspace: of the shop
 * @kind: of the thing
 * @id: of the thing
 * @name: of the thing, for the history
 * @position: its place among its equals, from 0
 *
 * Moves it.
 */
void
vt_record_reorder (VtWorkspace *workspace, const VtRecordKind *kind, gint64 id, const char *name, int position)
{
  Deed *deed = deed_new (workspace, kind, id, _ (kind->move), name);

  deed->position = position;
  vt_workspace_edit (workspace, deed->label, NULL, reorder_job, deed, deed_free);
}

static gboolean
drop_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Deed *deed = data;

  return deed->kind->drop (db, deed->id, error);
}

static void
dropped_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Deed *deed = user_data;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    vt_workspace_fail (deed->workspace, error);
  else
    vt_workspace_tell (deed->workspace, deed->label, TRUE);

  deed_free (deed);
}

/**
 * vt_record_drop:
 * @workspace: of the shop
 * @kind: of the thing
 * @id: of the thing
 * @name: of the thing, for the history
 *
 * Removes it; a toast takes it back.
 */
void
vt_record_drop (VtWorkspace *workspace, const VtRecordKind *kind, gint64 id, const char *name)
{
  Deed *deed = deed_new (workspace, kind, id, _ (kind->remove), name);

  vt_shop_write_async (vt_workspace_get_shop (workspace), deed->label, NULL, drop_job, deed, NULL, NULL, dropped_cb,
                       deed);
}

static gboolean
add_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Addition *addition = data;

  return addition->kind->save (db, addition->record, error);
}

static void
added_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Addition *addition = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error);

  addition->func (done ? addition->kind->get_id (addition->record) : 0, error, addition->data);
  g_free (addition);
}

/**
 * vt_record_add:
 * @workspace: of the shop
 * @kind: of the thing
 * @record: what it is; it is left alone until @func was called
 * @name: of the thing, for the history
 * @func: what then
 * @data: for @func
 *
 * Adds a thing to the shop.
 */
void
vt_record_add (VtWorkspace *workspace,
               const VtRecordKind *kind,
               gpointer record,
               const char *name,
               VtRecordAdded func,
               gpointer data)
{
  Addition *addition = g_new0 (Addition, 1);
  g_autofree char *label = g_strdup_printf (_ (kind->add), name);

  addition->kind = kind;
  addition->record = record;
  addition->func = func;
  addition->data = data;
  vt_shop_write_async (vt_workspace_get_shop (workspace), label, NULL, add_job, addition, NULL, NULL, added_cb,
                       addition);
}
