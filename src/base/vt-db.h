#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define VT_DB_ERROR (vt_db_error_quark ())

typedef enum
{
  VT_DB_ERROR_FAILED,
  VT_DB_ERROR_BUSY,       /* another process writes; try again */
  VT_DB_ERROR_READ_ONLY,  /* the file or its folder may not be written */
  VT_DB_ERROR_DAMAGED,    /* the file is not a database, or is broken */
  VT_DB_ERROR_FULL,       /* no room left on the disk */
  VT_DB_ERROR_CONSTRAINT, /* a rule of the schema forbids the change */
  VT_DB_ERROR_TOO_NEW     /* written by a newer program */
} VtDbError;

typedef enum
{
  VT_DB_CREATE,    /* read and write; made when it is not there */
  VT_DB_WRITE,     /* read and write; must exist */
  VT_DB_READ,      /* read while others may write */
  VT_DB_IMMUTABLE, /* read a file that nobody changes: no lock, no -wal beside it */
  VT_DB_MEMORY     /* private, in memory; the path is ignored */
} VtDbMode;

typedef enum
{
  VT_STEP_ERROR,
  VT_STEP_ROW,
  VT_STEP_DONE
} VtStep;

typedef struct _VtDb VtDb;
typedef struct _VtStmt VtStmt;
typedef struct _VtDbReads VtDbReads;

/* One numbered step of a schema: its SQL runs once, in order, in one transaction with the version. */
typedef struct
{
  int version;
  const char *sql;
} VtMigration;

GQuark vt_db_error_quark (void);

VtDb *vt_db_open (const char *path, VtDbMode mode, GError **error);
void vt_db_free (VtDb *self);
void vt_db_adopt (VtDb *self);
gboolean vt_db_is_current_thread (VtDb *self);
sqlite3 *vt_db_get_handle (VtDb *self);
void vt_db_set_companion (VtDb *self, gpointer companion);
gpointer vt_db_get_companion (VtDb *self);
gboolean vt_db_set_error (VtDb *self, GError **error, const char *doing);

gboolean vt_db_exec (VtDb *self, const char *sql, GError **error);
gboolean vt_db_migrate (VtDb *self, const VtMigration *steps, guint n_steps, GError **error);
gboolean vt_db_begin (VtDb *self, GError **error);
gboolean vt_db_begin_read (VtDb *self, GError **error);
gboolean vt_db_commit (VtDb *self, GError **error);
void vt_db_rollback (VtDb *self);
gint64 vt_db_changes (VtDb *self);

void vt_db_watch (VtDb *self, VtDbReads *reads, GArray *into);
GArray *vt_db_get_notes (VtDb *self);
gboolean vt_db_is_past (VtDb *self, gint64 at_us, gint64 now_us);

VtStmt *vt_db_prepare (VtDb *self, const char *sql, GError **error);
void vt_stmt_free (VtStmt *self);
void vt_stmt_reset (VtStmt *self);
gboolean vt_stmt_bind_int (VtStmt *self, int index, gint64 value, GError **error);
gboolean vt_stmt_bind_text (VtStmt *self, int index, const char *value, GError **error);
gboolean vt_stmt_bind_blob (VtStmt *self, int index, gconstpointer data, gsize size, GError **error);
gboolean vt_stmt_bind (VtStmt *self, GError **error, const char *types, ...);
VtStep vt_stmt_step (VtStmt *self, GError **error);
gint64 vt_stmt_get_int (VtStmt *self, int column);
const char *vt_stmt_get_text (VtStmt *self, int column);
char *vt_stmt_dup_text (VtStmt *self, int column);
gconstpointer vt_stmt_get_blob (VtStmt *self, int column, gsize *size);
sqlite3_value *vt_stmt_get_value (VtStmt *self, int column);
gboolean vt_stmt_is_null (VtStmt *self, int column);

gboolean vt_db_run (VtDb *self, GError **error, const char *sql, const char *types, ...);
VtStep vt_db_get (VtDb *self, GError **error, gint64 *out, const char *sql, const char *types, ...);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtDb, vt_db_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtStmt, vt_stmt_free)

G_END_DECLS
