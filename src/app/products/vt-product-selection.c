#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-selection.h"

struct _VtProductSelection
{
  GObject parent_instance;

  VtProductListModel *model; /* (owned) */
  GHashTable *ids;           /* (owned) (element-type gint64) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VtProductSelection,
                               vt_product_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static GType
get_item_type (G_GNUC_UNUSED GListModel *model)
{
  return VT_TYPE_PRODUCT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (VT_PRODUCT_SELECTION (model)->model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (VT_PRODUCT_SELECTION (model)->model), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Everything may look different: what is chosen is told by product, and a product has several lines. */
static void
tell (VtProductSelection *self)
{
  guint n = get_n_items (G_LIST_MODEL (self));

  if (n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gint64
id_at (VtProductSelection *self, guint position)
{
  VtGridKey key = { 0 };

  vt_product_list_model_get_key (self->model, position, &key);
  return key.product_id;
}

static void
add (VtProductSelection *self, gint64 id)
{
  if (id != 0)
    g_hash_table_add (self->ids, g_memdup2 (&id, sizeof id));
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  VtProductSelection *self = VT_PRODUCT_SELECTION (model);
  gint64 id = id_at (self, position);

  return g_hash_table_contains (self->ids, &id);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  VtProductSelection *self = VT_PRODUCT_SELECTION (model);
  GtkBitset *selected = gtk_bitset_new_empty ();
  guint end = MIN (position + n_items, get_n_items (G_LIST_MODEL (self)));

  for (guint i = position; i < end && g_hash_table_size (self->ids) > 0; i++)
    if (is_selected (model, i))
      gtk_bitset_add (selected, i);

  return selected;
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n_items, gboolean unselect_rest)
{
  VtProductSelection *self = VT_PRODUCT_SELECTION (model);

  if (unselect_rest)
    g_hash_table_remove_all (self->ids);
  for (guint i = position; i < position + n_items; i++)
    add (self, id_at (self, i));
  tell (self);
  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  VtProductSelection *self = VT_PRODUCT_SELECTION (model);

  for (guint i = position; i < position + n_items; i++)
    {
      gint64 id = id_at (self, i);

      g_hash_table_remove (self->ids, &id);
    }
  tell (self);
  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return select_range (model, position, 1, unselect_rest);
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  return unselect_range (model, position, 1);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  return select_range (model, 0, get_n_items (G_LIST_MODEL (model)), FALSE);
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  VtProductSelection *self = VT_PRODUCT_SELECTION (model);

  if (g_hash_table_size (self->ids) == 0)
    return TRUE;

  g_hash_table_remove_all (self->ids);
  tell (self);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
}

static void
drop_those_that_left (VtProductSelection *self)
{
  g_autoptr (GHashTable) old = self->ids;
  guint n = get_n_items (G_LIST_MODEL (self));
  guint n_old = g_hash_table_size (old);

  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < n && g_hash_table_size (self->ids) < n_old; i++)
    {
      gint64 id = id_at (self, i);

      if (g_hash_table_contains (old, &id))
        add (self, id);
    }
  if (g_hash_table_size (self->ids) != n_old)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
items_changed_cb (VtProductSelection *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed > 0 && g_hash_table_size (self->ids) > 0)
    drop_those_that_left (self);
}

static void
vt_product_selection_dispose (GObject *object)
{
  VtProductSelection *self = VT_PRODUCT_SELECTION (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vt_product_selection_parent_class)->dispose (object);
}

static void
vt_product_selection_finalize (GObject *object)
{
  g_hash_table_unref (VT_PRODUCT_SELECTION (object)->ids);

  G_OBJECT_CLASS (vt_product_selection_parent_class)->finalize (object);
}

static void
vt_product_selection_class_init (VtProductSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_product_selection_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_product_selection_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", VT_TYPE_PRODUCT_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_product_selection_init (VtProductSelection *self)
{
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * vt_product_selection_new:
 * @model: a list
 *
 * Returns: (transfer full): nothing of it
 */
VtProductSelection *
vt_product_selection_new (VtProductListModel *model)
{
  VtProductSelection *self = g_object_new (VT_TYPE_PRODUCT_SELECTION, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

/**
 * vt_product_selection_get_n:
 * @self: a selection
 *
 * Returns: how many products are chosen
 */
guint
vt_product_selection_get_n (VtProductSelection *self)
{
  return g_hash_table_size (self->ids);
}

/**
 * vt_product_selection_dup_ids:
 * @self: a selection
 *
 * Returns: (transfer full) (element-type gint64): the products, in the order of the list
 */
GArray *
vt_product_selection_dup_ids (VtProductSelection *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n && ids->len < g_hash_table_size (self->ids); i++)
    {
      VtGridKey key = { 0 };

      vt_product_list_model_get_key (self->model, i, &key);
      if (key.variant_id == 0 && g_hash_table_contains (self->ids, &key.product_id))
        g_array_append_val (ids, key.product_id);
    }

  return ids;
}

/**
 * vt_product_selection_contains:
 * @self: a selection
 * @product_id: a product
 *
 * Returns: whether it is chosen
 */
gboolean
vt_product_selection_contains (VtProductSelection *self, gint64 product_id)
{
  return g_hash_table_contains (self->ids, &product_id);
}

/**
 * vt_product_selection_toggle:
 * @self: a selection
 * @product_id: a product
 *
 * Chooses it, or not any more.
 */
void
vt_product_selection_toggle (VtProductSelection *self, gint64 product_id)
{
  if (!g_hash_table_remove (self->ids, &product_id))
    add (self, product_id);
  tell (self);
}

/**
 * vt_product_selection_add_range:
 * @self: a selection
 * @from: a position of the list
 * @to: another one, before or after it
 *
 * Chooses all products between the two, and these.
 */
void
vt_product_selection_add_range (VtProductSelection *self, guint from, guint to)
{
  guint first = MIN (from, to);

  select_range (GTK_SELECTION_MODEL (self), first, MAX (from, to) - first + 1, FALSE);
}
