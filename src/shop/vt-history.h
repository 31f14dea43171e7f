#pragma once

#include "base/vt-db.h"
#include "shop/vt-change.h"
#include "shop/vt-journal.h"

G_BEGIN_DECLS

/* How a row of one table belongs to a row of another: a table's folder tells. */
typedef struct
{
  const char *table;
  const char *column; /* holds the other row's key */
  const char *parent; /* the other row's table; NULL: the column "kind" names it */
  gboolean is_state;  /* goes back with it when it is restored; a ledger does not */
} VtHistoryLink;

/* One column of a row that a step changed. */
typedef struct
{
  const char *column; /* interned */
  char *before;       /* (nullable) as text; NULL where there was nothing */
  char *after;        /* (nullable) */
} VtHistoryCell;

/* A row, or many that were added at once, that a step changed. */
typedef struct
{
  const char *table; /* interned */
  VtChangeOp op;
  gint64 id;        /* first column of the key when it is a number; of many rows the lowest */
  gint64 n_rows;    /* 1, or how many were added at once; those have no cells */
  gint64 owner;     /* the row of the links' root table that it belongs to; 0: none, or not known any more */
  GPtrArray *cells; /* of VtHistoryCell */
} VtHistoryRow;

/* Which steps to list; zero for what does not matter. */
typedef struct
{
  gint64 before_id;   /* older than that one */
  gint64 since_us;    /* last changed at that time or later */
  gint64 until_us;    /* before that time */
  const char *search; /* (nullable) in the label, whatever its case */
  const VtHistoryLink
      *links; /* (nullable) ended by a table of NULL; with `root` and `id`: that change a row or its parts */
  const char *root;
  gint64 id;
  int limit; /* at most so many; 0: all */
} VtHistoryQuery;

void vt_history_row_free (VtHistoryRow *self);
const VtHistoryCell *vt_history_row_find (const VtHistoryRow *self, const char *column);

GPtrArray *vt_history_list (VtDb *db, const VtHistoryQuery *query, GCancellable *cancellable, GError **error);
GPtrArray *
vt_history_read (VtDb *db, gint64 entry_id, const VtHistoryLink *links, const char *root, guint limit, GError **error);
gboolean vt_history_restore (VtDb *db,
                             const VtHistoryLink *links,
                             const char *root,
                             gint64 id,
                             gint64 entry_id,
                             GCancellable *cancellable,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHistoryRow, vt_history_row_free)

G_END_DECLS
