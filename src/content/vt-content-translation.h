#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Texts of pages, posts, live sales, links of menus and sections of the home page in the shop's other languages. Kinds
 * and fields are the names of tables and columns; "handle" is one of them. */
gboolean vt_content_is_translatable (const char *kind, const char *field);
gboolean vt_content_translate (VtDb *db,
                               const char *kind,
                               gint64 row_id,
                               const char *field,
                               const char *language,
                               const char *text,
                               GError **error);

G_END_DECLS
