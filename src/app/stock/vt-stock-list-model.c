#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stock-list-model.h"

#include "shop/vt-snapshot.h"

struct _VtStockListModel
{
  GObject parent_instance;

  VtShop *shop;              /* (owned) */
  GArray *ids;               /* (owned) (element-type gint64) in the order of the list */
  GHashTable *items;         /* (owned) id → VtStockItem, those that were asked for */
  GCancellable *cancellable; /* (owned) cancelled in dispose */
  char *text;                /* (owned) */
  VtStockFilter filter;
  gint64 place_id;
  gboolean reading;
  gboolean read_again;
  gboolean loading;
};

/* One question to the shop, answered on another thread. */
typedef struct
{
  char *path; /* (owned) */
  char *text; /* (owned) */
  VtStockFilter filter;
  gint64 place_id;
} Question;

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_LOADING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void list_model_init (GListModelInterface *iface);
static void refresh (VtStockListModel *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (VtStockListModel,
                               vt_stock_list_model,
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
tell_items (VtStockListModel *self)
{
  g_autoptr (GList) items = g_hash_table_get_values (self->items);

  /* A row that reads its item may let go of another. */
  g_list_foreach (items, (GFunc) (void (*) (void)) g_object_ref, NULL);
  for (GList *l = items; l != NULL; l = l->next)
    vt_stock_item_emit_changed (l->data);
  g_list_foreach (items, (GFunc) (void (*) (void)) g_object_unref, NULL);
}

/* Tells the views the smallest part that holds all differences, so that they keep where they are. */
static void
take_ids (VtStockListModel *self, GArray *ids)
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
  if (old->len != ids->len || before != ids->len)
    g_list_model_items_changed (G_LIST_MODEL (self), before, old->len - before - after, ids->len - before - after);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_loading (VtStockListModel *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
answer_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  const VtStockQuery query = { question->text, question->filter, question->place_id };
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (question->path, &error);
  GArray *ids =
      snapshot != NULL ? vt_stock_list_ids (vt_snapshot_get_db (snapshot), &query, cancellable, &error) : NULL;

  if (ids == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
}

static gboolean
is_answer_to (VtStockListModel *self, const Question *question)
{
  return question->filter == self->filter && question->place_id == self->place_id &&
         g_strcmp0 (question->text, self->text) == 0;
}

static void
answered_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtStockListModel *self = VT_STOCK_LIST_MODEL (source);
  const Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = g_task_propagate_pointer (G_TASK (result), &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (ids == NULL)
    g_warning ("The stock cannot be listed: %s", error->message);

  if (ids != NULL && is_answer_to (self, question))
    {
      take_ids (self, ids);
      tell_items (self);
      set_loading (self, FALSE);
    }
  if (self->read_again)
    refresh (self);
}

/* One question at a time: what is asked meanwhile is asked once more afterwards. */
static void
refresh (VtStockListModel *self)
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
  question->filter = self->filter;
  question->place_id = self->place_id;
  task = g_task_new (self, self->cancellable, answered_cb, NULL);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, answer_thread);
}

static void
shop_changed_cb (VtStockListModel *self, VtChange *change)
{
  static const char *const tables[] = { "product", "variant", "photo", "stock_movement", "setting" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (vt_change_touches (change, tables[i]))
      {
        refresh (self);
        return;
      }
}

static GType
get_item_type (G_GNUC_UNUSED GListModel *model)
{
  return VT_TYPE_STOCK_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return VT_STOCK_LIST_MODEL (model)->ids->len;
}

static void
item_gone_cb (gpointer items, GObject *item)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == item)
      {
        g_hash_table_iter_remove (&iter);
        return;
      }
}

static gpointer
get_item (GListModel *model, guint position)
{
  VtStockListModel *self = VT_STOCK_LIST_MODEL (model);
  VtStockItem *item;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;

  id = id_at (self->ids, position);
  item = g_hash_table_lookup (self->items, &id);
  if (item != NULL)
    return g_object_ref (item);

  item = vt_stock_item_new (id);
  g_hash_table_insert (self->items, g_memdup2 (&id, sizeof id), item);
  g_object_weak_ref (G_OBJECT (item), item_gone_cb, self->items);
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
vt_stock_list_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VtStockListModel *self = VT_STOCK_LIST_MODEL (object);

  switch (id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->ids->len);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vt_stock_list_model_dispose (GObject *object)
{
  VtStockListModel *self = VT_STOCK_LIST_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  if (self->shop != NULL)
    g_signal_handlers_disconnect_by_data (self->shop, self);
  g_clear_object (&self->shop);

  G_OBJECT_CLASS (vt_stock_list_model_parent_class)->dispose (object);
}

static void
vt_stock_list_model_finalize (GObject *object)
{
  VtStockListModel *self = VT_STOCK_LIST_MODEL (object);
  GHashTableIter iter;
  gpointer item;

  /* Items may outlive their list: a view lets go of them when it is drawn next. */
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_object_weak_unref (item, item_gone_cb, self->items);
  g_hash_table_unref (self->items);
  g_array_unref (self->ids);
  g_object_unref (self->cancellable);
  g_free (self->text);

  G_OBJECT_CLASS (vt_stock_list_model_parent_class)->finalize (object);
}

static void
vt_stock_list_model_class_init (VtStockListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = vt_stock_list_model_get_property;
  object_class->dispose = vt_stock_list_model_dispose;
  object_class->finalize = vt_stock_list_model_finalize;

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
vt_stock_list_model_init (VtStockListModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  self->text = g_strdup ("");
  self->loading = TRUE;
}

/**
 * vt_stock_list_model_new:
 * @shop: an open shop
 *
 * Returns: (transfer full): all that it counts, empty until it is read
 */
VtStockListModel *
vt_stock_list_model_new (VtShop *shop)
{
  VtStockListModel *self = g_object_new (VT_TYPE_STOCK_LIST_MODEL, NULL);

  self->shop = g_object_ref (shop);
  g_signal_connect_swapped (shop, "changed", G_CALLBACK (shop_changed_cb), self);
  refresh (self);
  return self;
}

/**
 * vt_stock_list_model_set_text:
 * @self: a list
 * @text: words that title, choice, vendor, SKU or barcode hold; "" for all
 */
void
vt_stock_list_model_set_text (VtStockListModel *self, const char *text)
{
  if (g_str_equal (self->text, text))
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  set_loading (self, TRUE);
  refresh (self);
}

/**
 * vt_stock_list_model_get_text:
 * @self: a list
 *
 * Returns: (transfer none): the words that are searched for
 */
const char *
vt_stock_list_model_get_text (VtStockListModel *self)
{
  return self->text;
}

/**
 * vt_stock_list_model_set_filter:
 * @self: a list
 * @filter: how little there must be
 */
void
vt_stock_list_model_set_filter (VtStockListModel *self, VtStockFilter filter)
{
  if (self->filter == filter)
    return;

  self->filter = filter;
  set_loading (self, TRUE);
  refresh (self);
}

/**
 * vt_stock_list_model_get_filter:
 * @self: a list
 *
 * Returns: how little there must be
 */
VtStockFilter
vt_stock_list_model_get_filter (VtStockListModel *self)
{
  return self->filter;
}

/**
 * vt_stock_list_model_set_place:
 * @self: a list
 * @place_id: whose stock is meant; 0 for that of all places together
 */
void
vt_stock_list_model_set_place (VtStockListModel *self, gint64 place_id)
{
  if (self->place_id == place_id)
    return;

  self->place_id = place_id;
  set_loading (self, TRUE);
  refresh (self);
}

/**
 * vt_stock_list_model_get_place:
 * @self: a list
 *
 * Returns: whose stock is meant; 0 for that of all places together
 */
gint64
vt_stock_list_model_get_place (VtStockListModel *self)
{
  return self->place_id;
}

/**
 * vt_stock_list_model_get_loading:
 * @self: a list
 *
 * Returns: whether an answer is still to come
 */
gboolean
vt_stock_list_model_get_loading (VtStockListModel *self)
{
  return self->loading;
}
