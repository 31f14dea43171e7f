#pragma once

#include "base/vt-arena.h"
#include "base/vt-db.h"

G_BEGIN_DECLS

/* A shop as it is at one moment, for one thread at a time: what the storefront is made from. It comes from a shop
 * folder (drafts and private tables included) or from the catalogue that a release carries to the host. */
typedef struct _VtSnapshot VtSnapshot;

VtSnapshot *vt_snapshot_open_folder (const char *shop_path, GError **error);
VtSnapshot *vt_snapshot_open_catalogue (const char *path, const char *shop_path, GError **error);
GPtrArray *vt_snapshot_open_several (const char *shop_path, guint n, GError **error);
void vt_snapshot_free (VtSnapshot *self);

VtDb *vt_snapshot_get_db (VtSnapshot *self);
const char *vt_snapshot_get_folder (VtSnapshot *self);
void vt_snapshot_adopt (VtSnapshot *self);
gboolean vt_snapshot_refresh (VtSnapshot *self, GError **error);
gboolean vt_snapshot_is_public (VtSnapshot *self);
void vt_snapshot_keep (VtSnapshot *self, const char *name, gpointer data, GDestroyNotify free_data);
VtArena *vt_snapshot_get_arena (VtSnapshot *self);
gpointer vt_snapshot_get_kept (VtSnapshot *self, const char *name);

/* A statement that copies what may be public of one table, ordered by its primary key so that the same content gives
 * the same bytes: "INSERT INTO catalogue.setting (…) SELECT … FROM main.setting … ORDER BY key". ?1 is the moment that
 * the catalogue is of. Each folder that owns public tables exports an array of these, ended by NULL. */
extern const char *const vt_shop_public_copies[];

/* Of the pictures, those that the rows copied before show: it comes last. */
extern const char *const vt_media_public_copies[];

gboolean vt_snapshot_write_catalogue (VtSnapshot *self,
                                      const char *path,
                                      gint64 now_us,
                                      const char *const *const *copies,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSnapshot, vt_snapshot_free)

G_END_DECLS
