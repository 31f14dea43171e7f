#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* What was asked of a database, and a hash of each answer: enough to ask again later and see whether what was made from
 * the answers would still be the same: VtDbReads of vt-db.h. Any thread may add to it. */
/* A row and all that belongs to it: the fingerprint differs when any of that does. */
typedef struct
{
  gint64 id;
  guint64 fingerprint;
} VtDbOwner;

VtDbReads *vt_db_reads_new (void);
void vt_db_reads_free (VtDbReads *self);
void vt_db_reads_set_now (VtDbReads *self, gint64 now_us);
void vt_db_reads_set_owners (VtDbReads *self, GArray *owners);
guint vt_db_reads_get_n (VtDbReads *self);
gboolean vt_db_reads_check (VtDbReads *self, guint32 read, VtDb *db);
GBytes *vt_db_reads_save (VtDbReads *self, guint32 *numbers);
VtDbReads *vt_db_reads_load (GBytes *bytes);
guint64 vt_db_mix (guint64 hash, guint64 word);
guint64 vt_db_mix_row (guint64 hash, sqlite3_stmt *row);

/* For VtDb: one run of a statement. */
void vt_db_reads_add_value (VtDbReads *self, GByteArray *values, int index, int type, gconstpointer data, gsize size);
guint32 vt_db_reads_add (VtDbReads *self,
                         const char *sql,
                         const GByteArray *values,
                         guint32 rows,
                         guint64 answer,
                         gint64 owner);
guint32 vt_db_reads_add_moment (VtDbReads *self, gint64 at_us);
#define VT_DB_NO_OWNER G_MAXINT
int vt_db_reads_owner_place (VtDbReads *self, const char *sql);
gboolean vt_stmt_bind_part (VtStmt *self, int index, gboolean is_blob, gconstpointer data, gsize size);
guint64 vt_stmt_mix_row (VtStmt *self, guint64 answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtDbReads, vt_db_reads_free)

G_END_DECLS
