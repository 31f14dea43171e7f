#include "app/stock/vt-stock-edits.h"

#include "base/vt-clock.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stock.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

/* One edit on its way to the writer thread. */
typedef struct
{
  gint64 id; /* of a variant or a place */
  gint64 place_id;
  gint64 other_id;
  gint64 quantity;
  char *text;             /* (owned) (nullable) reason, name or level */
  char *reference;        /* (owned) (nullable) */
  char *message;          /* (owned) what to tell when it is done */
  VtWorkspace *workspace; /* (owned) */
} Edit;

static void
edit_free (Edit *edit)
{
  g_free (edit->text);
  g_free (edit->reference);
  g_free (edit->message);
  g_object_unref (edit->workspace);
  g_free (edit);
}

static void
written_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Edit *edit = user_data;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    vt_workspace_fail (edit->workspace, error);
  else
    vt_workspace_tell (edit->workspace, edit->message, TRUE);

  edit_free (edit);
}

/* What it is called in the history is also what is told. */
static void
write_edit (VtWorkspace *workspace, Edit *edit, char *message, VtShopJob job)
{
  edit->workspace = g_object_ref (workspace);
  edit->message = message;
  vt_shop_write_async (vt_workspace_get_shop (workspace), message, NULL, job, edit, NULL, NULL, written_cb, edit);
}

static gboolean
adjust_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return vt_stock_adjust (db, edit->id, edit->place_id, edit->text, edit->quantity, edit->reference,
                          vt_clock_now_us (NULL), error);
}

/**
 * vt_stock_edits_adjust:
 * @workspace: of the shop
 * @name: of the variant, for the history
 * @variant_id: a variant
 * @place_id: where
 * @reason: as for vt_stock_adjust()
 * @quantity: pieces
 * @reference: (nullable): what it belongs to
 *
 * Books what came, went or was counted; a toast takes it back.
 */
void
vt_stock_edits_adjust (VtWorkspace *workspace,
                       const char *name,
                       gint64 variant_id,
                       gint64 place_id,
                       const char *reason,
                       gint64 quantity,
                       const char *reference)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->id = variant_id;
  edit->place_id = place_id;
  edit->text = g_strdup (reason);
  edit->quantity = quantity;
  edit->reference = g_strdup (reference);
  /* TRANSLATORS: a reason, a number of pieces, and of what: "Received 12: Linen shirt" */
  write_edit (workspace, edit,
              g_strdup_printf (_ ("%s %d: %s"), vt_stock_reason_to_words (reason), (int) quantity, name), adjust_job);
}

static gboolean
transfer_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return vt_stock_transfer (db, edit->id, edit->place_id, edit->other_id, edit->quantity, vt_clock_now_us (NULL),
                            error);
}

/**
 * vt_stock_edits_transfer:
 * @workspace: of the shop
 * @name: of the variant, for the history
 * @variant_id: a variant
 * @from_id: the place that it leaves
 * @to_id: the place that it goes to
 * @quantity: pieces
 *
 * Moves stock; a toast takes it back.
 */
void
vt_stock_edits_transfer (VtWorkspace *workspace,
                         const char *name,
                         gint64 variant_id,
                         gint64 from_id,
                         gint64 to_id,
                         gint64 quantity)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->id = variant_id;
  edit->place_id = from_id;
  edit->other_id = to_id;
  edit->quantity = quantity;
  write_edit (workspace, edit,
              g_strdup_printf (_ ("%s %d: %s"), vt_stock_reason_to_words ("moved"), (int) quantity, name),
              transfer_job);
}

static gboolean
add_place_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Edit *edit = data;

  return vt_stock_place_add (db, edit->text, &edit->id, error);
}

/**
 * vt_stock_edits_add_place:
 * @workspace: of the shop
 * @name: of the new place
 *
 * Opens a place.
 */
void
vt_stock_edits_add_place (VtWorkspace *workspace, const char *name)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->text = g_strdup (name);
  write_edit (workspace, edit, g_strdup_printf (_ ("Add place “%s”"), name), add_place_job);
}

static gboolean
rename_place_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return vt_stock_place_rename (db, edit->id, edit->text, error);
}

/**
 * vt_stock_edits_rename_place:
 * @workspace: of the shop
 * @id: a place
 * @name: what it is called from now on
 *
 * Renames a place.
 */
void
vt_stock_edits_rename_place (VtWorkspace *workspace, gint64 id, const char *name)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->id = id;
  edit->text = g_strdup (name);
  write_edit (workspace, edit, g_strdup_printf (_ ("Rename a place to “%s”"), name), rename_place_job);
}

static gboolean
reorder_place_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return vt_stock_place_reorder (db, edit->id, (int) edit->quantity, error);
}

/**
 * vt_stock_edits_reorder_place:
 * @workspace: of the shop
 * @id: a place
 * @name: its name
 * @position: where it is to stand, from 0
 *
 * Puts a place elsewhere in the list.
 */
void
vt_stock_edits_reorder_place (VtWorkspace *workspace, gint64 id, const char *name, int position)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->id = id;
  edit->quantity = position;
  write_edit (workspace, edit, g_strdup_printf (_ ("Reorder place “%s”"), name), reorder_place_job);
}

static gboolean
remove_place_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return vt_stock_place_remove (db, edit->id, error);
}

/**
 * vt_stock_edits_remove_place:
 * @workspace: of the shop
 * @id: a place
 * @name: its name
 *
 * Removes an empty place; a toast brings it back.
 */
void
vt_stock_edits_remove_place (VtWorkspace *workspace, gint64 id, const char *name)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->id = id;
  write_edit (workspace, edit, g_strdup_printf (_ ("Remove place “%s”"), name), remove_place_job);
}

static gboolean
empty_place_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return vt_stock_place_empty (db, edit->id, edit->other_id, vt_clock_now_us (NULL), NULL, error);
}

/**
 * vt_stock_edits_empty_place:
 * @workspace: of the shop
 * @id: a place
 * @name: its name
 * @to_id: where its stock goes
 *
 * Moves all the stock of a place; a toast takes it back.
 */
void
vt_stock_edits_empty_place (VtWorkspace *workspace, gint64 id, const char *name, gint64 to_id)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->id = id;
  edit->other_id = to_id;
  write_edit (workspace, edit, g_strdup_printf (_ ("Move all stock of “%s”"), name), empty_place_job);
}

static gboolean
set_low_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return vt_setting_set (db, "stock.low", edit->text, error);
}

/**
 * vt_stock_edits_set_low:
 * @workspace: of the shop
 * @level: a number of pieces, as text
 *
 * Says how many pieces are few, for all that has no level of its own.
 */
void
vt_stock_edits_set_low (VtWorkspace *workspace, const char *level)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->text = g_strdup (level);
  write_edit (workspace, edit, g_strdup (_ ("Change when stock is low")), set_low_job);
}
