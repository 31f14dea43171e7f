#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

#define VT_IMPORT_MAX_BYTES (256 * 1024 * 1024)

typedef enum
{
  VT_IMPORT_CREATED,
  VT_IMPORT_UPDATED,
  VT_IMPORT_UNCHANGED,
  VT_IMPORT_REFUSED, /* the message says why; the other products are not held up */
  VT_IMPORT_NOTE     /* about the files as a whole */
} VtImportAction;

/* What became of one product of the file. */
typedef struct
{
  guint line; /* where it begins, from 1; 0: the file as a whole */
  VtImportAction action;
  char *title;
  char *message; /* "" when there is nothing to say */
} VtImportResult;

typedef struct
{
  guint created;
  guint updated;
  guint unchanged;
  guint refused;
  guint collections; /* made */
  guint variants;    /* in the products that were taken over */
  guint photos;      /* the same */
} VtImportSummary;

/**
 * VtImportProgress:
 * @done: pictures looked at so far
 * @total: all of them
 * @data: what the caller gave
 *
 * Tells how far the work is, on the thread that does it.
 */
typedef void (*VtImportProgress) (guint done, guint total, gpointer data);

/* Files that were read, on their way into a shop: read, then stage the photos, then apply in one VtShopJob. */
typedef struct _VtImport VtImport;

VtImport *vt_import_read (const char *const *files,
                          const char *format,
                          const char *images_dir,
                          const char *currency,
                          GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_import_free (VtImport *self);
gboolean vt_import_stage_photos (VtImport *self,
                                 const char *shop_path,
                                 VtImportProgress progress,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean vt_import_apply_job (VtDb *db, gpointer import, GCancellable *cancellable, GError **error);
gboolean vt_import_rehearse_job (VtDb *db, gpointer import, GCancellable *cancellable, GError **error);

guint vt_import_get_n_products (VtImport *self);
const GPtrArray *vt_import_get_results (VtImport *self);
const VtImportSummary *vt_import_get_summary (VtImport *self);
const char *vt_import_action_to_string (VtImportAction action);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtImport, vt_import_free)

G_END_DECLS
