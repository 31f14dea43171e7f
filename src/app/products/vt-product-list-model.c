#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-list-model.h"

/* Rows are read this many at a time: a screen and a half. */
#define BLOCK 50

/* Rows kept; beyond that they are read again when they come back into sight. */
#define N_KEPT 2000

struct _VtProductListModel
{
  GObject parent_instance;

  VtShop *shop;              /* (owned) */
  GArray *ids;               /* (owned) (element-type gint64) in the order of the list */
  GHashTable *rows;          /* (owned) id → VtProductRow, those that were read */
  GHashTable *items;         /* (owned) id → VtProductItem (unowned), those that somebody holds */
  GCancellable *cancellable; /* (owned) cancelled in dispose */
  char *text;                /* (owned) */
  int status;                /* VtProductStatus, or -1 */
  guint n_all;
  gboolean reading;
  gboolean read_again;
  gboolean loading;
};

/* One question to the shop, answered on another thread. */
typedef struct
{
  char *path; /* (owned) */
  char *text; /* (owned) */
  int status;
  guint n_all;
} Question;

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_N_ALL,
  PROP_LOADING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void list_model_init (GListModelInterface *iface);
static void refresh (VtProductListModel *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (VtProductListModel,
                               vt_product_list_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
question_free (Question *question)
{
  g_free (question->path);
  g_free (question->text);
  g_free (question);
}

static gint64
id_at (const GArray *ids, guint position)
{
  return g_array_index (ids, gint64, position);
}

static void
forget_rows (VtProductListModel *self)
{
  g_autoptr (GList) items = NULL;

  g_hash_table_remove_all (self->rows);

  items = g_hash_table_get_values (self->items);
  g_list_foreach (items, (GFunc) (void (*) (void)) g_object_ref, NULL);
  for (GList *l = items; l != NULL; l = l->next)
    vt_product_item_emit_changed (l->data);
  g_list_foreach (items, (GFunc) (void (*) (void)) g_object_unref, NULL);
}

/* Tells the views the smallest part that holds all differences, so that they keep where they are. */
static void
take_ids (VtProductListModel *self, GArray *ids)
{
  g_autoptr (GArray) old = self->ids;
  guint same = MIN (old->len, ids->len);
  guint before = 0;
  guint after = 0;

  while (before < same && id_at (old, before) == id_at (ids, before))
    before++;
  while (after < same - before && id_at (old, old->len - 1 - after) == id_at (ids, ids->len - 1 - after))
    after++;

  self->ids = g_array_ref (ids);
  if (old->len == ids->len && before == ids->len)
    return;

  g_list_model_items_changed (G_LIST_MODEL (self), before, old->len - before - after, ids->len - before - after);
  if (old->len != ids->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_loading (VtProductListModel *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
answer_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  Question *question = data;
  VtProductQuery query = { .text = question->text, .status = question->status };
  const VtProductQuery all = { .status = -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (question->path, &error);
  GArray *ids = NULL;
  gint64 n_all = -1;

  if (snapshot != NULL)
    n_all = vt_product_count (vt_snapshot_get_db (snapshot), &all, &error);
  if (n_all >= 0)
    ids = vt_product_list_ids (vt_snapshot_get_db (snapshot), &query, &error);

  question->n_all = (guint) MAX (n_all, 0);
  if (ids == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
}

static gboolean
is_answer_to (VtProductListModel *self, const Question *question)
{
  return question->status == self->status && g_strcmp0 (question->text, self->text) == 0;
}

static void
answered_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtProductListModel *self = VT_PRODUCT_LIST_MODEL (source);
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = g_task_propagate_pointer (G_TASK (result), &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (ids == NULL)
    g_warning ("The products cannot be listed: %s", error->message);

  if (ids != NULL && is_answer_to (self, question))
    {
      self->n_all = question->n_all;
      take_ids (self, ids);
      forget_rows (self);
      set_loading (self, FALSE);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ALL]);
    }
  if (self->read_again)
    refresh (self);
}

/* One question at a time: what is asked meanwhile is asked once more afterwards. */
static void
refresh (VtProductListModel *self)
{
  Question *question;
  g_autoptr (GTask) task = NULL;

  self->read_again = self->reading;
  if (self->reading)
    return;

  self->reading = TRUE;
  question = g_new0 (Question, 1);
  question->path = g_strdup (vt_shop_get_path (self->shop));
  question->text = g_strdup (self->text);
  question->status = self->status;
  task = g_task_new (self, self->cancellable, answered_cb, NULL);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, answer_thread);
}

static gboolean
concerns_lists (VtChange *change)
{
  static const char *const tables[] = { "product", "variant", "photo", "stock_movement" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (vt_change_touches (change, tables[i]))
      return TRUE;

  return FALSE;
}

static void
shop_changed_cb (VtProductListModel *self, VtChange *change)
{
  if (concerns_lists (change))
    refresh (self);
}

static void
read_block (VtProductListModel *self, guint position)
{
  guint first = position - position % BLOCK;
  guint n = MIN (BLOCK, self->ids->len - first);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (g_hash_table_size (self->rows) > N_KEPT)
    g_hash_table_remove_all (self->rows);

  rows = vt_product_list_rows (vt_shop_get_reader (self->shop), &g_array_index (self->ids, gint64, first), n, &error);
  if (rows == NULL)
    {
      g_warning ("Products cannot be read: %s", error->message);
      return;
    }

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      VtProductRow *row = g_ptr_array_index (rows, i);

      g_hash_table_replace (self->rows, &row->id, row);
    }
}

static GType
get_item_type (G_GNUC_UNUSED GListModel *model)
{
  return VT_TYPE_PRODUCT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return VT_PRODUCT_LIST_MODEL (model)->ids->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  VtProductListModel *self = VT_PRODUCT_LIST_MODEL (model);
  VtProductItem *item;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;

  id = id_at (self->ids, position);
  item = g_hash_table_lookup (self->items, &id);
  if (item != NULL)
    g_object_ref (item);
  else
    {
      item = vt_product_item_new (self, id);
      g_hash_table_insert (self->items, g_memdup2 (&id, sizeof id), item);
    }

  vt_product_item_set_position (item, position);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
vt_product_list_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VtProductListModel *self = VT_PRODUCT_LIST_MODEL (object);

  switch (id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->ids->len);
      break;
    case PROP_N_ALL:
      g_value_set_uint (value, self->n_all);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vt_product_list_model_dispose (GObject *object)
{
  VtProductListModel *self = VT_PRODUCT_LIST_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  if (self->shop != NULL)
    g_signal_handlers_disconnect_by_data (self->shop, self);
  g_clear_object (&self->shop);

  G_OBJECT_CLASS (vt_product_list_model_parent_class)->dispose (object);
}

static void
vt_product_list_model_finalize (GObject *object)
{
  VtProductListModel *self = VT_PRODUCT_LIST_MODEL (object);

  /* Every item holds the list: none is left. */
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->rows);
  g_array_unref (self->ids);
  g_object_unref (self->cancellable);
  g_free (self->text);

  G_OBJECT_CLASS (vt_product_list_model_parent_class)->finalize (object);
}

static void
vt_product_list_model_class_init (VtProductListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = vt_product_list_model_get_property;
  object_class->dispose = vt_product_list_model_dispose;
  object_class->finalize = vt_product_list_model_finalize;

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_ALL] = g_param_spec_uint ("n-all", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
vt_product_list_model_init (VtProductListModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) vt_product_row_free);
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  self->text = g_strdup ("");
  self->status = -1;
  self->loading = TRUE;
}

/**
 * vt_product_list_model_new:
 * @shop: an open shop
 *
 * Returns: (transfer full): all its products by title, empty until they are read
 */
VtProductListModel *
vt_product_list_model_new (VtShop *shop)
{
  VtProductListModel *self = g_object_new (VT_TYPE_PRODUCT_LIST_MODEL, NULL);

  self->shop = g_object_ref (shop);
  g_signal_connect_swapped (shop, "changed", G_CALLBACK (shop_changed_cb), self);
  refresh (self);
  return self;
}

/**
 * vt_product_list_model_set_text:
 * @self: a list
 * @text: words that title, vendor, SKU or barcode hold; "" for all
 */
void
vt_product_list_model_set_text (VtProductListModel *self, const char *text)
{
  if (g_str_equal (self->text, text))
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  set_loading (self, TRUE);
  refresh (self);
}

/**
 * vt_product_list_model_set_status:
 * @self: a list
 * @status: a #VtProductStatus; -1 for all
 */
void
vt_product_list_model_set_status (VtProductListModel *self, int status)
{
  if (self->status == status)
    return;

  self->status = status;
  set_loading (self, TRUE);
  refresh (self);
}

/**
 * vt_product_list_model_get_text:
 * @self: a list
 *
 * Returns: (transfer none): the words that are searched for
 */
const char *
vt_product_list_model_get_text (VtProductListModel *self)
{
  return self->text;
}

/**
 * vt_product_list_model_get_n_all:
 * @self: a list
 *
 * Returns: how many products the shop has
 */
guint
vt_product_list_model_get_n_all (VtProductListModel *self)
{
  return self->n_all;
}

/**
 * vt_product_list_model_get_loading:
 * @self: a list
 *
 * Returns: whether the list still shows what was searched for before
 */
gboolean
vt_product_list_model_get_loading (VtProductListModel *self)
{
  return self->loading;
}

/**
 * vt_product_list_model_get_id:
 * @self: a list
 * @position: where
 *
 * Returns: the product there; 0 beyond the end
 */
gint64
vt_product_list_model_get_id (VtProductListModel *self, guint position)
{
  return position < self->ids->len ? id_at (self->ids, position) : 0;
}

/**
 * vt_product_list_model_find:
 * @self: a list
 * @id: a product
 * @position: (out) (optional): where it stands
 *
 * Returns: whether it is in the list
 */
gboolean
vt_product_list_model_find (VtProductListModel *self, gint64 id, guint *position)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (id_at (self->ids, i) == id)
      {
        if (position != NULL)
          *position = i;
        return TRUE;
      }

  return FALSE;
}

/* For VtProductItem. */
const VtProductRow *
vt_product_list_model_find_row (VtProductListModel *self, VtProductItem *item)
{
  gint64 id = vt_product_item_get_id (item);
  guint position = vt_product_item_get_position (item);
  const VtProductRow *row = g_hash_table_lookup (self->rows, &id);

  if (row != NULL)
    return row;

  if ((position < self->ids->len && id_at (self->ids, position) == id) ||
      vt_product_list_model_find (self, id, &position))
    read_block (self, position);

  return g_hash_table_lookup (self->rows, &id);
}

/* For VtProductItem: nobody holds it any more. */
void
vt_product_list_model_forget (VtProductListModel *self, VtProductItem *item)
{
  gint64 id = vt_product_item_get_id (item);

  if (g_hash_table_lookup (self->items, &id) == item)
    g_hash_table_remove (self->items, &id);
}
