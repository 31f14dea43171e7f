#pragma once

#include "catalogue/vt-import-state.h"
#include "catalogue/vt-photo-names.h"
#include "catalogue/vt-product-edit.h"

G_BEGIN_DECLS

/* An import while it is being written: what the parts of the writing share. */

typedef struct _VtImportCreator VtImportCreator;

typedef struct
{
  VtDb *db;                 /* (unowned) */
  VtImport *import;         /* (unowned) */
  gboolean rehearse;        /* the differences are kept to be shown */
  const char *language;     /* (unowned) (nullable) texts go into this translation, and nothing else is taken over */
  gint64 now_us;            /* one time for all that is written */
  VtImportCreator *creator; /* (owned) */
  GHashTable *collections;  /* (owned) (element-type utf8 gint64) by title, or by that of the upper one and its own */
  GHashTable *claimed;  /* (owned) (element-type gint64 utf8) which of those keys a collection was found for first */
  VtPhotoNames *names;  /* (owned) (nullable) of the photos that the shop had before */
  GHashTable *places;   /* (owned) (element-type utf8 gint64) places of stock by name; "" is the first */
  GHashTable *written;  /* (owned) (element-type gint64) products of this import */
  GArray *created;      /* (owned) (element-type gint64) */
  GPtrArray *related;   /* (owned) (element-type VtImportRelated) to be linked when all products are there */
  GArray *diffs;        /* (owned) (element-type VtImportDiff) of the product in hand */
  guint n_cells;        /* that differ in it */
  guint n_shown;        /* products whose differences were kept */
  gboolean is_alarming; /* a price of the product in hand is */
} VtImportWork;

void vt_import_work_differs (VtImportWork *self,
                             guint line,
                             const char *field,
                             const char *what,
                             const char *before,
                             const char *after);
const VtImportPicture *vt_import_work_get_picture (VtImportWork *self, const char *source);
const VtPhoto *vt_import_work_find_photo (VtImportWork *self, VtProduct *product, const char *source);
gboolean vt_import_work_find_place (VtImportWork *self, const char *name, gint64 *id, GError **error);

gboolean vt_import_find_product (VtImportWork *self, VtImportProduct *record, gint64 *id, GError **error);

VtImportCreator *vt_import_creator_new (VtDb *db, gboolean rehearse);
void vt_import_creator_free (VtImportCreator *self);
void vt_import_creator_end (VtImportCreator *self);
gboolean vt_import_creator_has_old_handles (const VtImportCreator *self);
gboolean vt_import_create_product (VtImportWork *self, VtImportProduct *record, gint64 *id, GError **error);

gboolean vt_import_update_product (VtImportWork *self, VtImportProduct *record, gint64 id, GError **error);
gboolean vt_import_translate_product (VtImportWork *self, VtImportProduct *record, gint64 id, GError **error);
gboolean vt_import_write_extras (VtImportWork *self, VtImportProduct *record, gint64 id, GError **error);
gboolean vt_import_link_related (VtImportWork *self, GError **error);

gboolean vt_import_ensure_collection (VtImportWork *self,
                                      const char *title,
                                      const char *parent,
                                      const char *handle,
                                      const char *picture,
                                      GError **error);
gboolean vt_import_write_memberships (VtImportWork *self, VtImportProduct *record, gint64 product_id, GError **error);
void vt_import_forget_collections (VtImportWork *self);

void vt_import_add_result (VtImport *self, guint line, VtImportAction action, const char *title, const char *message);

G_END_DECLS
