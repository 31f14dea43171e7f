#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* A text in one of the shop's other languages. What it is a translation of stands in the row itself: `kind` is its
 * table, `field` its column. Who owns the table says which texts may be translated, and checks them. */
typedef struct
{
  char *field;
  char *language; /* BCP 47 */
  char *value;    /* never "" */
} VtTranslation;

void vt_translation_free (VtTranslation *self);
char *
vt_translation_get (VtDb *db, const char *kind, gint64 row_id, const char *field, const char *language, GError **error);
GPtrArray *vt_translation_list (VtDb *db, const char *kind, gint64 row_id, GError **error);
/* One translated text of a row. */
typedef void (*VtTranslationFunc) (gint64 row_id, const char *field, const char *value, gpointer data);

gboolean vt_translation_each (VtDb *db,
                              const char *kind,
                              const gint64 *row_ids,
                              guint n_rows,
                              const char *language,
                              VtTranslationFunc func,
                              gpointer data,
                              GError **error);
gboolean vt_translation_find_handle (VtDb *db,
                                     const char *kind,
                                     const char *language,
                                     const char *handle,
                                     gint64 *row_id,
                                     GError **error);
gboolean vt_translation_set (VtDb *db,
                             const char *kind,
                             gint64 row_id,
                             const char *field,
                             const char *language,
                             const char *value,
                             GError **error);
gboolean vt_translation_remove (VtDb *db, const char *kind, gint64 row_id, GError **error);
gboolean
vt_translation_copy (VtDb *db, const char *kind, gint64 row_id, const char *field, gint64 new_id, GError **error);

/* The shop's languages: shop.language first, then those of the setting `languages`. */
char **vt_language_list (VtDb *db, GError **error);
gboolean vt_language_check_other (VtDb *db, const char *language, GError **error);

/* Of the rows that were copied before; see vt_snapshot_write_catalogue(). */
extern const char *const vt_translation_public_copies[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTranslation, vt_translation_free)

G_END_DECLS
