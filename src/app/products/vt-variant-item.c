#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-variant-item.h"

struct _VtVariantItem
{
  GObject parent_instance;

  VtProduct *product; /* (owned) */
  guint index;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtVariantItem, vt_variant_item, G_TYPE_OBJECT)

static void
vt_variant_item_finalize (GObject *object)
{
  g_object_unref (VT_VARIANT_ITEM (object)->product);

  G_OBJECT_CLASS (vt_variant_item_parent_class)->finalize (object);
}

static void
vt_variant_item_class_init (VtVariantItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_variant_item_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", VT_TYPE_VARIANT_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_variant_item_init (G_GNUC_UNUSED VtVariantItem *self)
{
}

/**
 * vt_variant_item_new:
 * @product: a product
 * @index: which of its variants, from 0
 *
 * Returns: (transfer full): its row
 */
VtVariantItem *
vt_variant_item_new (VtProduct *product, guint index)
{
  VtVariantItem *self = g_object_new (VT_TYPE_VARIANT_ITEM, NULL);

  self->product = g_object_ref (product);
  self->index = index;

  return self;
}

/**
 * vt_variant_item_set:
 * @self: a row
 * @product: as it is now
 * @index: which of its variants the row is now
 */
void
vt_variant_item_set (VtVariantItem *self, VtProduct *product, guint index)
{
  g_set_object (&self->product, product);
  self->index = index;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * vt_variant_item_get_product:
 * @self: a row
 *
 * Returns: (transfer none): the product
 */
VtProduct *
vt_variant_item_get_product (VtVariantItem *self)
{
  return self->product;
}

/**
 * vt_variant_item_get:
 * @self: a row
 *
 * Returns: (transfer none): the variant, as long as the row is not set again
 */
const VtVariant *
vt_variant_item_get (VtVariantItem *self)
{
  return vt_product_get_variant (self->product, self->index);
}
