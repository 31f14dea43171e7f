#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VT_CHANGE_INSERT,
  VT_CHANGE_UPDATE,
  VT_CHANGE_DELETE
} VtChangeOp;

/* One row that a write touched. */
typedef struct
{
  const char *table; /* interned */
  VtChangeOp op;
  gint64 id; /* first column of the primary key when it is an integer, else 0 */
  char *key; /* (owned) (nullable) the same when it is text */
} VtChangedRow;

/* Rows that were added, or taken out again, many at once: those of the table whose first key column is in the range. */
typedef struct
{
  const char *table; /* interned */
  VtChangeOp op;     /* VT_CHANGE_INSERT or VT_CHANGE_DELETE */
  gint64 first_id;
  gint64 last_id;
  gint64 n_rows;
} VtChangedRange;

/* What one write, undo or redo changed: the argument of VtShop::changed. Immutable, reference counted, any thread. */
typedef struct _VtChange VtChange;

#define VT_TYPE_CHANGE (vt_change_get_type ())
GType vt_change_get_type (void);

VtChange *vt_change_ref (VtChange *self);
void vt_change_unref (VtChange *self);
guint vt_change_get_n_rows (VtChange *self);
const VtChangedRow *vt_change_get_row (VtChange *self, guint index);
guint vt_change_get_n_ranges (VtChange *self);
const VtChangedRange *vt_change_get_range (VtChange *self, guint index);
gboolean vt_change_touches (VtChange *self, const char *table);
gboolean vt_change_touches_row (VtChange *self, const char *table, gint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtChange, vt_change_unref)

G_END_DECLS
