#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Rows of statements that were run before with the same values, as long as the database is seen at one moment. */
typedef struct _VtDbAnswers VtDbAnswers;

/* The rows of one run; for VtStmt. */
typedef struct
{
  GPtrArray *values; /* (owned) (element-type sqlite3_value) row by row */
  GArray *hashes;    /* (owned) (element-type guint64) of the rows up to each, beginning with that of none */
  gint64 owner;      /* see VtDbReads */
  int n_columns;
  guint n_rows;
  gboolean is_whole; /* nothing follows the last row */
} VtDbAnswer;

VtDbAnswers *vt_db_answers_new (void);
void vt_db_answers_free (VtDbAnswers *self);
const VtDbAnswer *
vt_db_answers_find (VtDbAnswers *self, const char *sql, const GByteArray *values, gboolean *was_asked);
VtDbAnswer *vt_db_answer_new (int n_columns);
void vt_db_answer_free (VtDbAnswer *self);
gboolean vt_db_answer_add_row (VtDbAnswer *self, sqlite3_stmt *row, guint64 hash);
void vt_db_answers_keep (VtDbAnswers *self, const char *sql, const GByteArray *values, VtDbAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtDbAnswer, vt_db_answer_free)

G_END_DECLS
