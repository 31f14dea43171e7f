#pragma once

#include "base/vt-db.h"
#include "search/engine/vix-builder.h"

G_BEGIN_DECLS

/* What products are filtered, counted and sorted by, in the order of the index's columns. */
typedef enum
{
  VT_SHOP_COLUMN_ACTIVE, /* 1, or 0: a draft, or archived */
  VT_SHOP_COLUMN_PRICE,  /* the lowest, in minor units */
  VT_SHOP_COLUMN_VENDOR,
  VT_SHOP_COLUMN_TYPE,
  VT_SHOP_COLUMN_TAG,
  VT_SHOP_COLUMN_COLLECTION,
  VT_SHOP_COLUMN_OPTION, /* "Colour: Navy" */
  VT_SHOP_COLUMN_COLOUR, /* "blue": what its texts name, or else what its photographs show; in English */
  VT_SHOP_N_COLUMNS
} VtShopColumn;

const char *vt_shop_column_name (VtShopColumn column);
void vt_shop_columns_declare (VixBuilder *builder);

/* The values of a shop's products, read while their texts are. */
typedef struct _VtShopColumns VtShopColumns;

VtShopColumns *vt_shop_columns_new (VtDb *db, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_shop_columns_free (VtShopColumns *self);
void vt_shop_columns_add_colours (VixBuilder *builder, const VixShades *shades);
gboolean vt_shop_columns_add (VtShopColumns *self, VixBuilder *builder, gint64 product_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShopColumns, vt_shop_columns_free)

G_END_DECLS
