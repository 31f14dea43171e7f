#define G_LOG_DOMAIN "vt-catalogue"

/* Writes what any format's reader gave into a shop: one transaction, in which one product that is refused leaves
 * nothing behind and holds up no other. */

#include "base/vt-clock.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-collection-rule.h"
#include "catalogue/vt-import-work.h"
#include "catalogue/vt-photo-source.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stock.h"
#include "shop/vt-bulk.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many new products are put into their collections one by one; for more all rules are gone through once. */
#define FEW_PRODUCTS 200

void
vt_import_add_result (VtImport *self, guint line, VtImportAction action, const char *title, const char *message)
{
  VtImportResult *result = vt_arena_alloc (self->arena, sizeof *result);

  result->line = line;
  result->action = action;
  result->title = vt_arena_text (self->arena, title, -1);
  result->message = *message != '\0' ? vt_arena_text (self->arena, message, -1) : "";
  g_ptr_array_add (self->results, result);
}

/* What the parts share ----------------------------------------------------------------------------------------------
 */

/* Tells of a cell that is not what the shop has, before it is written. */
void
vt_import_work_differs (VtImportWork *self,
                        guint line,
                        const char *field,
                        const char *what,
                        const char *before,
                        const char *after)
{
  VtArena *arena = self->import->arena;
  VtImportDiff diff = { .line = line, .field = field };

  self->n_cells++;
  if (!self->rehearse || self->n_shown >= VT_IMPORT_MAX_SHOWN)
    return;

  diff.what = vt_arena_text (arena, what, -1);
  diff.before = vt_arena_text (arena, before, -1);
  diff.after = vt_arena_text (arena, after, -1);
  diff.alarm = self->is_alarming && strcmp (field, "price_minor") == 0;
  g_array_append_val (self->diffs, diff);
}

static const VtImportPicture *
get_picture (VtImport *self, const char *source)
{
  return self->pictures != NULL && source != NULL ? g_hash_table_lookup (self->pictures, source) : NULL;
}

/* %NULL when it was not staged */
const VtImportPicture *
vt_import_work_get_picture (VtImportWork *self, const char *source)
{
  return get_picture (self->import, source);
}

static const VtPhoto *
find_by_content (VtProduct *product, const char *sha256)
{
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    if (strcmp (vt_product_get_photo (product, i)->sha256, sha256) == 0)
      return vt_product_get_photo (product, i);

  return NULL;
}

/* The photo that was once downloaded from there. */
static const VtPhoto *
find_by_address (VtImportWork *self, VtProduct *product, const char *url)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (self->db, "SELECT sha256 FROM media_source WHERE url = ?1", NULL);

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, url, NULL) || vt_stmt_step (stmt, NULL) != VT_STEP_ROW)
    return NULL;

  return find_by_content (product, vt_stmt_get_text (stmt, 0));
}

/* The photo of the product that @source names: by its content when the file is at hand, else by what the shop knows
 * itself: where it was downloaded from, or its name in the shop's own exports. The names are those of before the
 * import. */
const VtPhoto *
vt_import_work_find_photo (VtImportWork *self, VtProduct *product, const char *source)
{
  const VtImportPicture *picture = get_picture (self->import, source);
  const char *sha256 = NULL;

  if (self->names == NULL)
    self->names = vt_photo_names_new (self->db, NULL);
  if (source == NULL || vt_product_get_n_photos (product) == 0)
    return NULL;
  if (picture != NULL && picture->media != NULL)
    return find_by_content (product, picture->media->sha256);
  if (vt_photo_ref_is_url (source))
    return find_by_address (self, product, source);
  if (self->names != NULL)
    sha256 = vt_photo_names_find (self->names, source);

  return sha256 != NULL ? find_by_content (product, sha256) : NULL;
}

/* In a shop that keeps its stock nowhere yet, the first place of the file becomes the shop's own. */
static gboolean
make_place (VtDb *db, const char *name, gint64 *id, GError **error)
{
  gint64 n = 0;

  if (vt_db_get (db, error, &n, "SELECT count (*) FROM stock_place", "") != VT_STEP_ROW)
    return FALSE;

  return n > 0 ? vt_stock_place_add (db, name, id, error)
               : vt_stock_default_place (db, id, error) && vt_stock_place_rename (db, *id, name, error);
}

/* A place of stock by its name, made when the shop has none; %NULL: the shop's first. */
gboolean
vt_import_work_find_place (VtImportWork *self, const char *name, gint64 *id, GError **error)
{
  const gint64 *known = g_hash_table_lookup (self->places, name != NULL ? name : "");
  g_autoptr (VtStockPlace) place = NULL;
  g_autoptr (GError) local = NULL;

  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }

  if (name == NULL || *name == '\0')
    {
      if (!vt_stock_default_place (self->db, id, error))
        return FALSE;
    }
  else
    {
      place = vt_stock_place_find (self->db, name, &local);
      if (place != NULL)
        *id = place->id;
      else if (!g_error_matches (local, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      else if (!make_place (self->db, name, id, error))
        return FALSE;
    }
  g_hash_table_insert (self->places, g_strdup (name != NULL ? name : ""), g_memdup2 (id, sizeof *id));

  return TRUE;
}

/* Results -----------------------------------------------------------------------------------------------------------
 */

static void
count_result (VtImport *self, const VtImportProduct *record, VtImportAction action)
{
  switch (action)
    {
    case VT_IMPORT_CREATED:
      self->summary.created++;
      break;
    case VT_IMPORT_UPDATED:
      self->summary.updated++;
      break;
    case VT_IMPORT_UNCHANGED:
      self->summary.unchanged++;
      break;
    case VT_IMPORT_REFUSED:
    case VT_IMPORT_NOTE:
    default:
      self->summary.refused++;
      return;
    }

  self->summary.variants += record->variants != NULL ? record->variants->len : 0;
  for (guint i = 0; record->photos != NULL && i < record->photos->len; i++)
    {
      const VtImportPhoto *photo = g_ptr_array_index (record->photos, i);
      const VtImportPicture *picture = get_picture (self, photo->source);

      if (photo->is_there || (picture != NULL && picture->media != NULL))
        self->summary.photos++;
      else
        {
          self->summary.photos_left_out++;
          self->n_not_asked += picture == NULL || picture->problem == NULL ? 1 : 0;
        }
    }
}

static char *
join_warnings (const VtImportProduct *record)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; record->warnings != NULL && i < record->warnings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) g_ptr_array_index (record->warnings, i));

  return g_string_free (text, FALSE);
}

static void
report (VtImport *self, const VtImportProduct *record, VtImportAction action, const char *reason)
{
  g_autofree char *warnings = reason == NULL && record->warnings != NULL ? join_warnings (record) : g_strdup ("");
  const char *title = record->title != NULL ? record->title : record->handle;

  count_result (self, record, action);
  vt_import_add_result (self, record->line, action, title != NULL ? title : "", reason != NULL ? reason : warnings);
}

static void
attach_diffs (VtImportWork *work, VtImportResult *result)
{
  gsize size = work->diffs->len * sizeof (VtImportDiff);
  VtImportDiff *diffs;

  result->alarm = work->is_alarming;
  work->import->summary.alarms += work->is_alarming ? 1 : 0;
  work->import->summary.cells += work->n_cells;
  if (size == 0)
    return;

  diffs = vt_arena_alloc (work->import->arena, size);
  memcpy (diffs, work->diffs->data, size);
  result->diffs = diffs;
  result->n_diffs = work->diffs->len;
  work->n_shown++;
}

/* Products ----------------------------------------------------------------------------------------------------------
 */

static gint64
count_changes (VtDb *db)
{
  return sqlite3_total_changes64 (vt_db_get_handle (db));
}

static gboolean
create (VtImportWork *work, VtImportProduct *record, gint64 *id, GError **error)
{
  if (work->language != NULL)
    return vt_catalogue_invalid (error, _ ("the shop has no such product to be translated; import it in the shop's "
                                           "first language before"));

  return vt_import_create_product (work, record, id, error) && vt_import_write_extras (work, record, *id, error);
}

static gboolean
update (VtImportWork *work, VtImportProduct *record, gint64 id, GError **error)
{
  if (work->language != NULL)
    return vt_import_translate_product (work, record, id, error);

  return vt_import_update_product (work, record, id, error) && vt_import_write_extras (work, record, id, error);
}

/* A new product with nothing hanging on it is refused before its first row is written, or not at all. */
static gboolean
needs_savepoint (const VtImportWork *work, const VtImportProduct *record, gint64 id)
{
  return id != 0 || record->collections != NULL || record->translations != NULL || record->videos != NULL ||
         record->old_handles != NULL || (record->photos != NULL && work->import->pictures != NULL);
}

/* @id: 0 for a new one. */
static gboolean
write_product (VtImportWork *work, VtImportProduct *record, gint64 id, VtImportAction *action, GError **error)
{
  gint64 before = count_changes (work->db);

  if (id == 0)
    {
      *action = VT_IMPORT_CREATED;
      if (!create (work, record, &id, error))
        return FALSE;
      work->n_cells = 0;
      g_array_set_size (work->diffs, 0);
    }
  else
    {
      if (!update (work, record, id, error))
        return FALSE;
      *action = count_changes (work->db) != before ? VT_IMPORT_UPDATED : VT_IMPORT_UNCHANGED;
    }
  g_hash_table_add (work->written, g_memdup2 (&id, sizeof id));

  return TRUE;
}

static gboolean
take_back (VtImportWork *work, guint n_collections, GError **error)
{
  /* What it brought along goes with it. */
  work->import->summary.collections = n_collections;
  vt_import_forget_collections (work);
  g_hash_table_remove_all (work->places);

  return vt_db_run (work->db, error, "ROLLBACK TO import_product", "") &&
         vt_db_run (work->db, error, "RELEASE import_product", "");
}

/* %FALSE only when the whole import must end: a database that fails is nobody's row. */
static gboolean
apply_product (VtImportWork *work, VtImportProduct *record, GError **error)
{
  VtImportAction action = VT_IMPORT_UNCHANGED;
  guint n_collections = work->import->summary.collections;
  gboolean saved = FALSE;
  gint64 id = 0;
  g_autoptr (GError) local = NULL;

  if (record->refused != NULL)
    {
      report (work->import, record, VT_IMPORT_REFUSED, record->refused);
      return TRUE;
    }

  work->n_cells = 0;
  work->is_alarming = FALSE;
  g_array_set_size (work->diffs, 0);
  if (vt_import_find_product (work, record, &id, &local))
    {
      saved = needs_savepoint (work, record, id);
      if (saved && !vt_db_run (work->db, error, "SAVEPOINT import_product", ""))
        return FALSE;
    }
  if (local == NULL && write_product (work, record, id, &action, &local))
    {
      report (work->import, record, action, NULL);
      attach_diffs (work, g_ptr_array_index (work->import->results, work->import->results->len - 1));
      return !saved || vt_db_run (work->db, error, "RELEASE import_product", "");
    }
  if (local->domain == VT_CATALOGUE_ERROR)
    {
      report (work->import, record, VT_IMPORT_REFUSED, local->message);
      return !saved || take_back (work, n_collections, error);
    }

  g_propagate_prefixed_error (error, g_steal_pointer (&local),
                              "“%s”: ", record->title != NULL ? record->title : record->handle);
  return FALSE;
}

static gboolean
apply_products (VtImportWork *work, VtImportPipe *pipe, GCancellable *cancellable, GError **error)
{
  VtImport *self = work->import;
  guint64 told = 0;

  for (;;)
    {
      VtImportProduct *product = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !vt_import_pipe_next (pipe, &product, error))
        return FALSE;
      if (product == NULL)
        return TRUE;

      self->n_products++;
      if (!apply_product (work, product, error))
        return FALSE;
      if (self->progress != NULL && vt_import_pipe_get_position (pipe) != told)
        {
          told = vt_import_pipe_get_position (pipe);
          self->progress (told, self->total_bytes, self->progress_data);
        }
    }
}

/* New products find their places in the collections by rule when all are there. */
static gboolean
follow_rules (VtImportWork *work, GError **error)
{
  if (work->created->len > FEW_PRODUCTS)
    return vt_collection_rules_update_all (work->db, work->now_us, error);

  return vt_collection_rules_update (work->db, (const gint64 *) (gpointer) work->created->data, work->created->len,
                                     work->now_us, error);
}

static void
tell_photos_left_out (const VtImportWork *work)
{
  VtImport *self = work->import;
  g_autofree char *message = NULL;

  if (self->n_not_asked == 0)
    return;

  if (work->rehearse && self->options.download)
    message = g_strdup_printf (
        ngettext ("%u photo is still to be downloaded", "%u photos are still to be downloaded", self->n_not_asked),
        self->n_not_asked);
  else
    message = g_strdup_printf (
        ngettext ("%u photo was not looked for: name the folder or ZIP file that has it, or let it be downloaded",
                  "%u photos were not looked for: name the folder or ZIP file that has them, or let them be downloaded",
                  self->n_not_asked),
        self->n_not_asked);
  vt_import_add_result (self, 0, VT_IMPORT_NOTE, "", message);
}

static gboolean
apply_all (VtImportWork *work, GCancellable *cancellable, GError **error)
{
  VtImport *self = work->import;
  g_autoptr (VtImportPipe) pipe = vt_import_pipe_new (self);
  const GPtrArray *notes;

  for (guint i = 0; work->language == NULL && i < self->described->len; i++)
    {
      const VtImportDescribed *described = g_ptr_array_index (self->described, i);

      if (!vt_import_ensure_collection (work, described->title, described->parent, NULL, described->picture, error))
        return FALSE;
    }

  if (!apply_products (work, pipe, cancellable, error))
    return FALSE;
  vt_import_creator_end (work->creator);
  if (!vt_import_link_related (work, error) || !follow_rules (work, error))
    return FALSE;

  notes = vt_import_pipe_get_notes (pipe);
  for (guint i = 0; i < notes->len; i++)
    vt_import_add_result (self, 0, VT_IMPORT_NOTE, "", g_ptr_array_index (notes, i));
  tell_photos_left_out (work);

  return TRUE;
}

static void
start_results (VtImport *self)
{
  g_ptr_array_set_size (self->results, 0);
  vt_arena_clear (self->arena);
  memset (&self->summary, 0, sizeof self->summary);
  self->n_products = 0;
  self->n_not_asked = 0;
  for (guint i = 0; i < self->notes->len; i++)
    vt_import_add_result (self, 0, VT_IMPORT_NOTE, "", g_ptr_array_index (self->notes, i));
}

/* The language of the import, when it is not the shop's first. */
static gboolean
settle_language (VtImportWork *work, GError **error)
{
  VtImport *import = work->import;
  const char *language = import->options.language;

  g_clear_pointer (&import->languages, g_strfreev);
  import->languages = vt_language_list (work->db, error);
  if (import->languages == NULL)
    return FALSE;
  if (language == NULL || g_strcmp0 (import->languages[0], language) == 0)
    return TRUE;
  work->language = language;

  return vt_language_check_other (work->db, language, error);
}

static gboolean
run_job (VtDb *db, VtImport *import, gboolean rehearse, GCancellable *cancellable, GError **error)
{
  gint64 now_us = vt_clock_now_us (NULL);
  VtImportWork work = {
    .db = db,
    .import = import,
    .rehearse = rehearse,
    .now_us = now_us,
    .creator = vt_import_creator_new (db, rehearse),
    .collections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .claimed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free),
    .places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .written = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .created = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .related = g_ptr_array_new (),
    .diffs = g_array_new (FALSE, FALSE, sizeof (VtImportDiff)),
  };
  gboolean done;

  start_results (import);
  done = settle_language (&work, error) && apply_all (&work, cancellable, error);

  vt_import_creator_free (work.creator);
  g_clear_pointer (&work.names, vt_photo_names_free);
  g_hash_table_unref (work.collections);
  g_hash_table_unref (work.claimed);
  g_hash_table_unref (work.places);
  g_hash_table_unref (work.written);
  g_array_unref (work.created);
  g_ptr_array_unref (work.related);
  g_array_unref (work.diffs);

  return done;
}

/**
 * vt_import_apply_job:
 * @db: the connection of a #VtShopJob
 * @import: a #VtImport
 * @cancellable: (nullable): stops the work, which the caller then takes back
 * @error: what ends the import as a whole: a #VtDbError, %G_IO_ERROR_CANCELLED or what is wrong with a file
 *
 * Writes collections and products. A product is known by its address, or when the file gives none by the SKU of a
 * variant: there already, it gets what the file says and keeps what it does not say; its stock is the ledger's. So
 * importing a file twice changes nothing the second time. No product, variant or photo is ever taken out.
 *
 * Returns: whether to commit; then vt_import_get_results() tells what became of each product
 */
gboolean
vt_import_apply_job (VtDb *db, gpointer import, GCancellable *cancellable, GError **error)
{
  return run_job (db, import, FALSE, cancellable, error);
}

/**
 * vt_import_rehearse_job:
 * @db: the connection of a #VtShopJob
 * @import: a #VtImport
 * @cancellable: (nullable): stops the work
 * @error: as for vt_import_apply_job()
 *
 * Does what vt_import_apply_job() does and takes it back, so that the results tell what would become of each product,
 * cell by cell. Photos that were not staged count as none. It takes back all of its transaction and begins a new one: a
 * savepoint would keep a copy of every page that it touches.
 *
 * Returns: whether the import would succeed
 */
gboolean
vt_import_rehearse_job (VtDb *db, gpointer import, GCancellable *cancellable, GError **error)
{
  gboolean done;

  /* The journal takes no part: of a row that was added unseen and then edited it would remember the edit. */
  if (!vt_bulk_begin (db, error))
    return FALSE;
  done = run_job (db, import, TRUE, cancellable, error);
  if (done)
    {
      vt_db_rollback (db);
      done = vt_db_begin (db, error);
    }

  return vt_bulk_end (db, done ? error : NULL) && done;
}
