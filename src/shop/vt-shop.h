#pragma once

#include "base/vt-clock.h"
#include "base/vt-db.h"
#include "shop/vt-change.h"
#include "shop/vt-snapshot.h"

G_BEGIN_DECLS

#define VT_SHOP_ERROR (vt_shop_error_quark ())

typedef enum
{
  VT_SHOP_ERROR_FAILED,
  VT_SHOP_ERROR_EXISTS,     /* there is something at the place of the new shop */
  VT_SHOP_ERROR_NOT_A_SHOP, /* the folder is none */
  VT_SHOP_ERROR_LOCKED,     /* another program has it open for writing */
  VT_SHOP_ERROR_READ_ONLY,  /* it was opened for reading, or cannot be written */
  VT_SHOP_ERROR_CONFLICT,   /* an undo would overwrite what came later */
  VT_SHOP_ERROR_NOTHING     /* nothing to undo or redo */
} VtShopError;

typedef enum
{
  VT_SHOP_READ,
  VT_SHOP_WRITE
} VtShopMode;

#define VT_TYPE_SHOP (vt_shop_get_type ())
G_DECLARE_FINAL_TYPE (VtShop, vt_shop, VT, SHOP, GObject)

/**
 * VtShopJob:
 * @db: the connection that writes, inside a transaction
 * @data: what the caller gave
 * @cancellable: (nullable): stops long work; the transaction is then taken back
 * @error: why not
 *
 * Work on the writer thread. Everything it changes is one transaction and one journal entry, or nothing.
 *
 * Returns: whether to commit
 */
typedef gboolean (*VtShopJob) (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);

GQuark vt_shop_error_quark (void);

VtShop *vt_shop_create (const char *path, const char *name, const char *currency, const char *language, GError **error);
VtShop *vt_shop_open (const char *path, VtShopMode mode, GError **error);
void vt_shop_close (VtShop *self);
void vt_shop_set_clock (VtShop *self, const VtClock *clock);

const char *vt_shop_get_path (VtShop *self);
const char *vt_shop_get_id (VtShop *self);
gboolean vt_shop_is_writable (VtShop *self);
VtDb *vt_shop_get_reader (VtShop *self);
VtSnapshot *vt_shop_snapshot (VtShop *self, GError **error);

gboolean vt_shop_write (VtShop *self,
                        const char *label,
                        const char *coalesce_key,
                        VtShopJob job,
                        gpointer data,
                        GCancellable *cancellable,
                        gint64 *entry_id,
                        GError **error);
void vt_shop_write_async (VtShop *self,
                          const char *label,
                          const char *coalesce_key,
                          VtShopJob job,
                          gpointer data,
                          GDestroyNotify data_free,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean vt_shop_write_finish (VtShop *self, GAsyncResult *result, gint64 *entry_id, GError **error);

gboolean vt_shop_record (VtShop *self, VtShopJob job, gpointer data, GCancellable *cancellable, GError **error);
void vt_shop_record_async (VtShop *self,
                           VtShopJob job,
                           gpointer data,
                           GDestroyNotify data_free,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean vt_shop_record_finish (VtShop *self, GAsyncResult *result, GError **error);

gboolean vt_shop_undo (VtShop *self, char **label, GError **error);
gboolean vt_shop_redo (VtShop *self, char **label, GError **error);
void vt_shop_undo_async (VtShop *self,
                         gboolean redo,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean vt_shop_undo_finish (VtShop *self, GAsyncResult *result, char **label, GError **error);
const char *vt_shop_get_undo_label (VtShop *self);
const char *vt_shop_get_redo_label (VtShop *self);

G_END_DECLS
