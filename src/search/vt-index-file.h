#pragma once

#include "search/engine/vix-query.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A search index open for reading; any thread may search it, each with memory of its own. */
typedef struct _VtIndexFile VtIndexFile;

VtIndexFile *vt_index_file_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
VtIndexFile *vt_index_file_new_for_bytes (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_index_file_free (VtIndexFile *self);
const VixIndex *vt_index_file_get (VtIndexFile *self);

/* Memory for one query after the other. */
VixArena *vt_index_arena_new (const VixIndex *index);
void vt_index_arena_free (VixArena *arena);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtIndexFile, vt_index_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VixArena, vt_index_arena_free)

G_END_DECLS
