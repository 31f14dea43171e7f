#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The parts of a page that an editor can be opened for: what `data-vt` names them, what people call them, and where
 * they are edited: the place of the window, and the field there. */
typedef struct
{
  const char *thing; /* "product.title" */
  const char *name;  /* translated */
  const char *place; /* of the window: "products" */
  const char *field; /* of that place: "title" */
} VtPreviewPart;

gboolean vt_preview_part_find (const char *thing, VtPreviewPart *part);
char *vt_preview_part_words (void);

G_END_DECLS
