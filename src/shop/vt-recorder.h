#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Records what a transaction changes: the tables that the journal takes back, and beside them the facts that it never
 * does. */
typedef struct _VtRecorder VtRecorder;

VtRecorder *vt_recorder_new (VtDb *db);
void vt_recorder_free (VtRecorder *self);
gboolean vt_recorder_is_journaled (const char *table);
void vt_recorder_pause (VtRecorder *self);
void vt_recorder_resume (VtRecorder *self);
void vt_recorder_add_range (VtRecorder *self, const char *table, gint64 first, gint64 last);
gboolean vt_recorder_take (VtRecorder *self, GBytes **journaled, GBytes **facts, GArray **added, GError **error);

GBytes *vt_changeset_invert (GBytes *changeset, GError **error);
GBytes *vt_changeset_merge_all (GPtrArray *changesets, GError **error);
GBytes *vt_changeset_merge (GBytes *first, GBytes *second, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtRecorder, vt_recorder_free)

G_END_DECLS
