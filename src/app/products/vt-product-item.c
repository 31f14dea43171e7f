#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-item.h"

#include "app/products/vt-product-list-model.h"

struct _VtProductItem
{
  GObject parent_instance;

  VtProductListModel *model; /* (owned) */
  VtGridKey key;
  guint position; /* where it stood last; a hint */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtProductItem, vt_product_item, G_TYPE_OBJECT)

static void
vt_product_item_dispose (GObject *object)
{
  VtProductItem *self = VT_PRODUCT_ITEM (object);

  if (self->model != NULL)
    vt_product_list_model_forget (self->model, self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vt_product_item_parent_class)->dispose (object);
}

static void
vt_product_item_class_init (VtProductItemClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_product_item_dispose;

  signals[CHANGED] =
      g_signal_new ("changed", VT_TYPE_PRODUCT_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_product_item_init (G_GNUC_UNUSED VtProductItem *self)
{
}

/**
 * vt_product_item_new:
 * @model: the list it is in
 * @key: a product or a variant
 *
 * Returns: (transfer full): it as an item of the list
 */
VtProductItem *
vt_product_item_new (VtProductListModel *model, const VtGridKey *key)
{
  VtProductItem *self = g_object_new (VT_TYPE_PRODUCT_ITEM, NULL);

  self->model = g_object_ref (model);
  self->key = *key;
  return self;
}

/**
 * vt_product_item_get_key:
 * @self: an item
 *
 * Returns: (transfer none): which product or variant it is
 */
const VtGridKey *
vt_product_item_get_key (VtProductItem *self)
{
  return &self->key;
}

/**
 * vt_product_item_get_position:
 * @self: an item
 *
 * Returns: where it stood in the list when it was last asked for
 */
guint
vt_product_item_get_position (VtProductItem *self)
{
  return self->position;
}

/**
 * vt_product_item_set_position:
 * @self: an item
 * @position: where it stands in the list
 */
void
vt_product_item_set_position (VtProductItem *self, guint position)
{
  self->position = position;
}

/**
 * vt_product_item_get_row:
 * @self: an item
 *
 * Reads the rows around it when they are not known yet.
 *
 * Returns: (transfer none) (nullable): what its row shows, valid until the next call; %NULL when it is gone
 */
const VtGridRow *
vt_product_item_get_row (VtProductItem *self)
{
  return vt_product_list_model_find_row (self->model, self);
}

/**
 * vt_product_item_is_unfolded:
 * @self: an item
 *
 * Returns: whether the variants of the product stand below it
 */
gboolean
vt_product_item_is_unfolded (VtProductItem *self)
{
  return self->key.variant_id == 0 && vt_product_list_model_get_unfolded (self->model, self->key.product_id);
}

/**
 * vt_product_item_emit_changed:
 * @self: an item
 *
 * Tells the rows that show it to ask again.
 */
void
vt_product_item_emit_changed (VtProductItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}
