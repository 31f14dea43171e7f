#pragma once

#include "catalogue/vt-collection.h"
#include "shop/vt-media.h"
#include "shop/vt-shop.h"

G_BEGIN_DECLS

typedef gboolean (*VtCollectionSetText) (VtDb *db, gint64 id, const char *text, GError **error);

/* One edit of a collection, on its way to the writer: what its job does not need is empty. */
typedef struct
{
  gint64 id; /* set by vt_collection_edit_create() */
  VtCollectionSetText set_text;
  char *text;
  VtRulesMatch match;
  GPtrArray *rules; /* (nullable) (element-type VtCollectionRule) */
  VtMedia *media;   /* (nullable) a staged file */
  gint64 product_id;
  int position;
} VtCollectionEdit;

VtCollectionEdit *vt_collection_edit_new (gint64 id);
void vt_collection_edit_free (VtCollectionEdit *self);

/* Jobs of vt_shop_write_async(); their data is the edit. */
gboolean vt_collection_edit_create (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_collection_edit_delete (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_collection_edit_text (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_collection_edit_rules (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_collection_edit_picture (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_collection_edit_add (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_collection_edit_remove (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_collection_edit_move (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);

G_END_DECLS
