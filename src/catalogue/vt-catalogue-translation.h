#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* A text of the catalogue that can be translated. */
typedef struct
{
  const char *kind;  /* its table: "product", "variant", "photo" or "collection" */
  const char *field; /* its column */
  gboolean is_list;  /* items with U+001F between, as many as the row itself has */
} VtTranslatable;

/* A text that has no translation yet. */
typedef struct
{
  const VtTranslatable *what; /* (unowned) */
  gint64 row_id;
  gint64 owner_id; /* of the product or collection that it belongs to */
  char *owner;     /* its title */
  char *text;      /* in the shop's first language */
} VtTranslationGap;

const VtTranslatable *vt_translatable_find (const char *kind, const char *field);
gboolean vt_catalogue_translate (VtDb *db,
                                 const char *kind,
                                 gint64 row_id,
                                 const char *field,
                                 const char *language,
                                 const char *text,
                                 GError **error);

void vt_translation_gap_free (VtTranslationGap *self);
GPtrArray *vt_translation_missing (VtDb *db, const char *language, int limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTranslationGap, vt_translation_gap_free)

G_END_DECLS
