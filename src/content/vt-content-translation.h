#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* A text that has no translation yet. */
typedef struct
{
  const char *kind;  /* its table */
  const char *field; /* its column */
  const char *label; /* for people */
  gint64 row_id;
  char *title; /* of the row, in the shop's first language */
  char *name;  /* its handle; of a link the menu, of a section its kind */
} VtContentGap;

/* Texts of pages, posts, live sales, links of menus and sections of the home page in the shop's other languages. Kinds
 * and fields are the names of tables and columns; "handle" is one of them. */
gboolean vt_content_translate (VtDb *db,
                               const char *kind,
                               gint64 row_id,
                               const char *field,
                               const char *language,
                               const char *text,
                               GError **error);

void vt_content_gap_free (VtContentGap *self);
GPtrArray *vt_content_missing (VtDb *db, const char *language, int limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtContentGap, vt_content_gap_free)

G_END_DECLS
