#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Of the rows that were copied before; see vt_snapshot_write_catalogue(). */
extern const char *const vt_old_handle_public_copies[];

/* Addresses that things had: "product", "collection", "page", "post" or "live_event" is the kind. The shop sends their
 * visitors on for as long as nothing new has the address. */
gboolean vt_old_handle_keep (VtDb *db, const char *kind, const char *handle, gint64 target_id, GError **error);
gboolean vt_old_handle_take_over (VtDb *db, const char *kind, const char *handle, GError **error);
gboolean vt_old_handle_keep_in (VtDb *db,
                                const char *kind,
                                const char *language,
                                const char *handle,
                                gint64 target_id,
                                GError **error);
gboolean
vt_old_handle_take_over_in (VtDb *db, const char *kind, const char *language, const char *handle, GError **error);
gboolean vt_old_handle_remove_target (VtDb *db, const char *kind, gint64 target_id, GError **error);
char **vt_old_handle_list (VtDb *db, const char *kind, gint64 target_id, GError **error);

/* An old address and where it leads now. */
typedef struct
{
  char *kind;
  char *language; /* "" is the shop's first, and visitors of the others may come by it, too */
  char *handle;
  gint64 target_id;
  char *target; /* its handle of today in the shop's first language */
} VtOldHandle;

void vt_old_handle_free (VtOldHandle *self);
GPtrArray *vt_old_handle_list_all (VtDb *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtOldHandle, vt_old_handle_free)

G_END_DECLS
