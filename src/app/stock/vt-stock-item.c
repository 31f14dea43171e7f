#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stock-item.h"

struct _VtStockItem
{
  GObject parent_instance;

  gint64 variant_id;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtStockItem, vt_stock_item, G_TYPE_OBJECT)

static void
vt_stock_item_class_init (VtStockItemClass *klass)
{
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_stock_item_init (G_GNUC_UNUSED VtStockItem *self)
{
}

/**
 * vt_stock_item_new:
 * @variant_id: a variant
 *
 * Returns: (transfer full): its place in a list
 */
VtStockItem *
vt_stock_item_new (gint64 variant_id)
{
  VtStockItem *self = g_object_new (VT_TYPE_STOCK_ITEM, NULL);

  self->variant_id = variant_id;
  return self;
}

/**
 * vt_stock_item_get_variant:
 * @self: an item
 *
 * Returns: the variant
 */
gint64
vt_stock_item_get_variant (VtStockItem *self)
{
  return self->variant_id;
}

/**
 * vt_stock_item_emit_changed:
 * @self: an item
 *
 * Has the rows that show it read it again.
 */
void
vt_stock_item_emit_changed (VtStockItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}
