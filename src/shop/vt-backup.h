#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A copy of a shop's folder, itself one that opens as a shop: "NAME 2026-11-22 190312Z.vitrine". */
typedef struct
{
  char *path;
  gint64 made_us; /* as its name says */
} VtBackup;

typedef enum
{
  VT_BACKUP_ALWAYS,
  VT_BACKUP_WHEN_CHANGED /* not when it would be the same as the newest one */
} VtBackupWhen;

/* Bytes; told in the thread that makes the copy. */
typedef void (*VtBackupProgress) (guint64 done, guint64 total, gpointer data);

void vt_backup_free (VtBackup *self);

char *vt_backup_make (const char *shop_path,
                      const char *folder,
                      VtBackupWhen when,
                      gint64 now_us,
                      GPtrArray *findings,
                      VtBackupProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GError **error);

gboolean vt_backup_take_out (const char *backup_path,
                             const char *path,
                             GPtrArray *findings,
                             GCancellable *cancellable,
                             GError **error);

GPtrArray *vt_backup_list (const char *folder, GError **error);
char *vt_backup_folder (const char *shop_id);
gboolean vt_backup_is_due (const char *shop_path, const char *folder, gint64 now_us);
GPtrArray *vt_backup_choose_outdated (GPtrArray *backups);
char *vt_backup_keep (const char *shop_path,
                      const char *folder,
                      gint64 now_us,
                      GPtrArray *findings,
                      GCancellable *cancellable,
                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBackup, vt_backup_free)

G_END_DECLS
