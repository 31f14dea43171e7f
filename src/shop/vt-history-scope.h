#pragma once

#include "base/vt-table.h"
#include "shop/vt-changeset.h"
#include "shop/vt-history.h"

G_BEGIN_DECLS

/* A row and its parts, also those that are no more. */
typedef struct _VtHistoryScope VtHistoryScope;

VtHistoryScope *
vt_history_scope_new (VtDb *db, const VtHistoryLink *links, const char *root, gint64 id, GError **error);
void vt_history_scope_free (VtHistoryScope *self);
void vt_history_scope_follow (VtHistoryScope *self, GBytes *changeset);
const VtHistoryLink *vt_history_scope_find (VtHistoryScope *self, const VtChangesetRow *row, gint64 *parent_id);
gboolean vt_history_scope_is_root (VtHistoryScope *self, const VtChangesetRow *row);
gboolean vt_history_scope_has (VtHistoryScope *self, const VtChangesetRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHistoryScope, vt_history_scope_free)

G_END_DECLS
