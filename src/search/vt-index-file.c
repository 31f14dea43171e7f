#include "search/vt-index-file.h"

#include <glib/gi18n-lib.h>

struct _VtIndexFile
{
  GBytes *bytes; /* (owned) */
  VixIndex index;
};

/**
 * vt_index_file_new_for_bytes:
 * @bytes: an index
 * @error: that it is damaged, or made by a newer version
 *
 * Returns: (transfer full): the index
 */
VtIndexFile *
vt_index_file_new_for_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (VtIndexFile) self = g_new0 (VtIndexFile, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  VixOpen opened = vix_index_open (&self->index, data, size, true);

  self->bytes = g_bytes_ref (bytes);
  switch (opened)
    {
    case VIX_OPEN_DONE:
      return g_steal_pointer (&self);
    case VIX_OPEN_NO_INDEX:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("This is no search index"));
      return NULL;
    case VIX_OPEN_NEWER:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("The search index was made by another version of Vitrine: build it again"));
      return NULL;
    case VIX_OPEN_DAMAGED:
    case VIX_OPEN_INCONSISTENT:
    default:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The search index is damaged: build it again"));
      return NULL;
    }
}

/**
 * vt_index_file_new:
 * @path: a .vix file; it may be replaced, but not written to, while it is open
 * @error: what the file system says, or as vt_index_file_new_for_bytes()
 *
 * Returns: (transfer full): the index
 */
VtIndexFile *
vt_index_file_new (const char *path, GError **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = NULL;

  if (mapped == NULL)
    return NULL;
  bytes = g_mapped_file_get_bytes (mapped);

  return vt_index_file_new_for_bytes (bytes, error);
}

void
vt_index_file_free (VtIndexFile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

const VixIndex *
vt_index_file_get (VtIndexFile *self)
{
  return &self->index;
}

/**
 * vt_index_arena_new:
 * @index: an index
 *
 * Returns: (transfer full): memory for a query; set its used to 0 before the next one
 */
VixArena *
vt_index_arena_new (const VixIndex *index)
{
  VixArena *arena = g_new0 (VixArena, 1);

  arena->size = vix_query_arena_size (index);
  arena->base = g_malloc (arena->size);

  return arena;
}

void
vt_index_arena_free (VixArena *arena)
{
  if (arena == NULL)
    return;
  g_free (arena->base);
  g_free (arena);
}
