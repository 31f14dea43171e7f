#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

typedef struct
{
  char *name; /* of the file, relative */
  GBytes *content;
} VtStaticFile;

void vt_static_file_free (VtStaticFile *self);
GPtrArray *vt_static_moves_list (VtDb *db, GError **error);

G_END_DECLS
