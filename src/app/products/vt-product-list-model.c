#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-list-model.h"

#include "app/products/vt-product-finds.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-stock-list.h"

/* Rows are read this many at a time: a screen. */
#define BLOCK 32

/* Rows kept; beyond that they are read again when they come back into sight. */
#define N_KEPT 2000

/* The first products by title, shown until the table has been read: a screen and a half. */
#define N_FIRST 40

/* What questions are answered with, off the main thread: in the hands of one thread at a time. */
typedef struct
{
  VtSnapshot *snapshot;  /* (owned) (nullable) */
  VtProductTable *table; /* (owned) (nullable) as of the snapshot; NULL: to be read */
} Desk;

/* A filter with texts of its own. */
typedef struct
{
  VtProductFilter filter;
  char *text;
  char *vendor;
  char *type;
  char *tag;
} OwnFilter;

/* What the table knows besides. */
typedef struct
{
  guint n_all;
  guint n_variants;
  char **vendors; /* (owned) */
  char **types;   /* (owned) */
  char **tags;    /* (owned) */
} Facts;

struct _VtProductListModel
{
  GObject parent_instance;

  VtShop *shop;              /* (owned) */
  VtSearchDesk *search;      /* (owned) (nullable) the engine that words are looked for with */
  char *corrected;           /* (owned) (nullable) what was searched for instead of the words */
  char *dropped;             /* (owned) (nullable) words that no product has together with the others */
  GArray *lines;             /* (owned) of VtGridKey, in the order of the list */
  GHashTable *unfolded;      /* (owned) (element-type gint64) products whose variants are shown */
  GHashTable *rows;          /* (owned) key → VtGridRow, those that were read */
  GHashTable *items;         /* (owned) key → VtProductItem (unowned), those that somebody holds */
  GPtrArray *changes;        /* (owned) (element-type VtChange) that the table has not followed */
  Desk *desk;                /* (owned) (nullable) NULL while a question is being answered */
  GCancellable *cancellable; /* (owned) cancelled in dispose */
  OwnFilter filter;
  VtProductOrder order;
  gboolean descending;
  guint n_found;
  Facts facts;
  guint serial; /* of the question that is wanted */
  gboolean has_asked;
  gboolean reading;
  gboolean read_again;
  gboolean loading;
};

/* One question, answered on another thread. */
typedef struct
{
  char *path;           /* (owned) */
  VtSearchDesk *search; /* (owned) (nullable) */
  char *corrected;      /* (owned) (nullable) */
  char *dropped;        /* (owned) (nullable) */
  Desk *desk;           /* (owned) (nullable) */
  GPtrArray *changes;   /* (owned) */
  OwnFilter filter;
  VtProductOrder order;
  gboolean descending;
  guint serial;
  gboolean is_first;    /* of a list that shows nothing yet */
  GHashTable *unfolded; /* (owned) */
  guint n_found;
  gboolean has_facts;
  Facts facts;
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

/* Records --------------------------------------------------------------------------------------------------------- */

static void
own_filter_clear (OwnFilter *own)
{
  g_clear_pointer (&own->text, g_free);
  g_clear_pointer (&own->vendor, g_free);
  g_clear_pointer (&own->type, g_free);
  g_clear_pointer (&own->tag, g_free);
}

static void
own_filter_set (OwnFilter *own, const VtProductFilter *filter)
{
  OwnFilter old = *own;

  own->text = g_strdup (filter->text != NULL ? filter->text : "");
  own->vendor = g_strdup (filter->vendor);
  own->type = g_strdup (filter->type);
  own->tag = g_strdup (filter->tag);
  own->filter = *filter;
  own->filter.text = own->text;
  own->filter.vendor = own->vendor;
  own->filter.type = own->type;
  own->filter.tag = own->tag;
  own_filter_clear (&old);
}

static void
facts_clear (Facts *facts)
{
  g_clear_pointer (&facts->vendors, g_strfreev);
  g_clear_pointer (&facts->types, g_strfreev);
  g_clear_pointer (&facts->tags, g_strfreev);
}

static void
desk_free (Desk *desk)
{
  g_clear_pointer (&desk->table, vt_product_table_free);
  g_clear_pointer (&desk->snapshot, vt_snapshot_free);
  g_free (desk);
}

static void
question_free (Question *question)
{
  g_clear_pointer (&question->desk, desk_free);
  g_free (question->path);
  g_clear_object (&question->search);
  g_free (question->corrected);
  g_free (question->dropped);
  g_ptr_array_unref (question->changes);
  g_hash_table_unref (question->unfolded);
  own_filter_clear (&question->filter);
  facts_clear (&question->facts);
  g_free (question);
}

static guint
key_hash (gconstpointer data)
{
  const VtGridKey *key = data;

  return g_int64_hash (&key->product_id) * 31 + g_int64_hash (&key->variant_id);
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const VtGridKey *first = a;
  const VtGridKey *second = b;

  return first->product_id == second->product_id && first->variant_id == second->variant_id;
}

static const VtGridKey *
line_at (const GArray *lines, guint position)
{
  return &g_array_index (lines, VtGridKey, position);
}

/* Answers ---------------------------------------------------------------------------------------------------------- */

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
take_lines (VtProductListModel *self, GArray *lines)
{
  g_autoptr (GArray) old = self->lines;
  guint same = MIN (old->len, lines->len);
  guint before = 0;
  guint after = 0;

  while (before < same && key_equal (line_at (old, before), line_at (lines, before)))
    before++;
  while (after < same - before &&
         key_equal (line_at (old, old->len - 1 - after), line_at (lines, lines->len - 1 - after)))
    after++;

  self->lines = g_array_ref (lines);
  if (old->len == lines->len && before == lines->len)
    return;

  g_list_model_items_changed (G_LIST_MODEL (self), before, old->len - before - after, lines->len - before - after);
  if (old->len != lines->len)
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

/* Nothing is found, but another index may find something: it asks again once that is there. */
static gboolean
awaits_index (VtProductListModel *self)
{
  return self->n_found == 0 && *self->filter.text != '\0' && self->search != NULL &&
         vt_search_desk_is_building (self->search);
}

/* Brings the table to the shop's present state. */
static gboolean
catch_up (Question *question, GCancellable *cancellable, GError **error)
{
  Desk *desk = question->desk;
  gboolean changed = FALSE;

  if (desk->snapshot == NULL)
    desk->snapshot = vt_snapshot_open_folder (question->path, error);
  else
    {
      vt_snapshot_adopt (desk->snapshot);
      if (!vt_snapshot_refresh (desk->snapshot, error))
        g_clear_pointer (&desk->snapshot, vt_snapshot_free);
    }
  if (desk->snapshot == NULL)
    return FALSE;

  if (desk->table != NULL && !vt_product_table_follow (desk->table, vt_snapshot_get_db (desk->snapshot),
                                                       (VtChange *const *) question->changes->pdata,
                                                       question->changes->len, &changed, cancellable, NULL))
    g_clear_pointer (&desk->table, vt_product_table_free);
  if (desk->table == NULL)
    {
      desk->table = vt_product_table_load (vt_snapshot_get_db (desk->snapshot), NULL, cancellable, error);
      changed = TRUE;
    }

  question->has_facts = changed;
  return desk->table != NULL;
}

static void
read_facts (Question *question)
{
  VtProductTable *table = question->desk->table;

  question->facts.n_all = vt_product_table_get_n_products (table);
  question->facts.n_variants = vt_product_table_get_n_variants (table);
  question->facts.vendors = vt_product_table_dup_vendors (table);
  question->facts.types = vt_product_table_dup_types (table);
  question->facts.tags = vt_product_table_dup_tags (table);
}

static gboolean
add_variants (VtDb *db, gint64 product_id, GArray *lines, guint at, GError **error)
{
  g_autoptr (GArray) ids = vt_grid_read_variants (db, product_id, error);
  g_autoptr (GArray) keys = NULL;

  if (ids == NULL)
    return FALSE;

  keys = g_array_sized_new (FALSE, FALSE, sizeof (VtGridKey), ids->len);
  for (guint i = 0; i < ids->len; i++)
    {
      VtGridKey key = { product_id, g_array_index (ids, gint64, i) };

      g_array_append_val (keys, key);
    }
  g_array_insert_vals (lines, at, keys->data, keys->len);
  return TRUE;
}

static GArray *
unfold (Question *question, const GArray *ids, GError **error)
{
  g_autoptr (GArray) lines = g_array_sized_new (FALSE, FALSE, sizeof (VtGridKey), ids->len);

  for (guint i = 0; i < ids->len; i++)
    {
      VtGridKey key = { g_array_index (ids, gint64, i), 0 };

      g_array_append_val (lines, key);
      if (g_hash_table_size (question->unfolded) > 0 && g_hash_table_contains (question->unfolded, &key.product_id) &&
          !add_variants (vt_snapshot_get_db (question->desk->snapshot), key.product_id, lines, lines->len, error))
        return NULL;
    }

  return g_steal_pointer (&lines);
}

static GArray *
query_table (Question *question, const char *text, GError **error)
{
  VtProductFilter filter = question->filter.filter;

  filter.text = text;
  return vt_product_table_query (question->desk->table, vt_snapshot_get_db (question->desk->snapshot), &filter,
                                 question->order, question->descending, error);
}

/* The products whose SKU or barcode was typed. */
static GArray *
find_exact (VtDb *db, const char *text, GError **error)
{
  g_autoptr (GArray) variants = vt_variant_find_by_code (db, text, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      g_autoptr (VtStockRow) row = vt_stock_row_load (db, g_array_index (variants, gint64, i), 0, error);

      if (row == NULL)
        return NULL;
      g_array_append_val (ids, row->product_id);
    }

  return variants != NULL ? g_steal_pointer (&ids) : NULL;
}

/* What the engine found among what passes the filters. In the order that lists begin with, by title, the best come
 * first. */
static GArray *
merge (Question *question, const VtSearchFinds *finds, const GArray *literal, GError **error)
{
  gboolean by_fit = question->order == VT_PRODUCT_BY_TITLE && !question->descending;
  g_autoptr (GArray) passing = query_table (question, NULL, error);
  g_autoptr (GArray) exact =
      passing != NULL ? find_exact (vt_snapshot_get_db (question->desk->snapshot), question->filter.text, error) : NULL;

  return exact != NULL ? vt_product_finds_merge (passing, exact, finds->product_ids, literal, by_fit) : NULL;
}

/* What has the words letter for letter is not taken for a misspelling. */
static GArray *
find_products (Question *question, GError **error)
{
  g_autoptr (GArray) literal = query_table (question, question->filter.text, error);
  g_autoptr (VtSearchFinds) finds = NULL;

  if (literal != NULL && question->search != NULL && *question->filter.text != '\0')
    finds = vt_search_desk_find (question->search, question->filter.text);
  if (finds == NULL || (literal->len > 0 && (finds->corrected != NULL || finds->dropped != NULL)))
    return g_steal_pointer (&literal);

  question->corrected = g_steal_pointer (&finds->corrected);
  question->dropped = g_steal_pointer (&finds->dropped);
  return merge (question, finds, literal, error);
}

static GArray *
answer (Question *question, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = NULL;

  if (question->desk == NULL)
    question->desk = g_new0 (Desk, 1);
  if (!catch_up (question, cancellable, error))
    return NULL;

  ids = find_products (question, error);
  if (ids == NULL)
    return NULL;

  question->n_found = ids->len;
  if (question->has_facts)
    read_facts (question);
  return unfold (question, ids, error);
}

/* The first products as an index has them, until the table is there: their order may differ a little from the
 * language's. */
static GArray *
answer_first (Question *question, GError **error)
{
  const VtProductQuery query = { .status = -1, .limit = N_FIRST };
  g_autoptr (GArray) ids = NULL;
  gint64 n_all = -1;

  question->desk = g_new0 (Desk, 1);
  question->desk->snapshot = vt_snapshot_open_folder (question->path, error);
  if (question->desk->snapshot != NULL)
    n_all = vt_product_count (vt_snapshot_get_db (question->desk->snapshot), &query, error);
  if (n_all >= 0)
    ids = vt_product_list_ids (vt_snapshot_get_db (question->desk->snapshot), &query, error);
  if (ids == NULL)
    return NULL;

  question->n_found = (guint) n_all;
  return unfold (question, ids, error);
}

static void
answer_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  Question *question = data;
  GArray *lines = question->is_first ? answer_first (question, &error) : answer (question, cancellable, &error);

  if (lines == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, lines, (GDestroyNotify) g_array_unref);
}

static void
take_facts (VtProductListModel *self, Question *question)
{
  if (!question->has_facts)
    return;

  facts_clear (&self->facts);
  self->facts = question->facts;
  question->facts = (Facts){ 0 };
}

static void
take_words (VtProductListModel *self, Question *question)
{
  g_free (self->corrected);
  self->corrected = g_steal_pointer (&question->corrected);
  g_free (self->dropped);
  self->dropped = g_steal_pointer (&question->dropped);
}

static void
take_first (VtProductListModel *self, Question *question, GArray *lines)
{
  if (lines != NULL && question->serial == self->serial)
    {
      self->n_found = self->facts.n_all = question->n_found;
      take_lines (self, lines);
    }
  self->read_again = TRUE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtProductListModel *self = VT_PRODUCT_LIST_MODEL (source);
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines = g_task_propagate_pointer (G_TASK (result), &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* What was followed is lost with a table that could not be read; it is read anew with the next question. */
  self->desk = lines != NULL ? g_steal_pointer (&question->desk) : NULL;
  if (lines == NULL)
    g_warning ("The products cannot be listed: %s", error->message);

  if (lines != NULL)
    take_facts (self, question);
  if (question->is_first)
    take_first (self, question, lines);
  else if (lines != NULL && question->serial == self->serial)
    {
      self->n_found = question->n_found;
      take_words (self, question);
      take_lines (self, lines);
      set_loading (self, awaits_index (self));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ALL]);
    }
  if (self->read_again)
    refresh (self);
}

static GHashTable *
copy_ids (GHashTable *ids)
{
  GHashTable *copy = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (copy, g_memdup2 (id, sizeof (gint64)));

  return copy;
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
  question->search = self->search != NULL ? g_object_ref (self->search) : NULL;
  question->desk = g_steal_pointer (&self->desk);
  question->changes = g_steal_pointer (&self->changes);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_change_unref);
  own_filter_set (&question->filter, &self->filter.filter);
  question->order = self->order;
  question->descending = self->descending;
  question->serial = self->serial;
  question->is_first = self->serial == 0 && !self->has_asked;
  self->has_asked = TRUE;
  question->unfolded = copy_ids (self->unfolded);
  task = g_task_new (self, self->cancellable, answered_cb, NULL);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, answer_thread);
}

/* Another question than the last: until its answer, what is there stays. */
static void
ask (VtProductListModel *self)
{
  self->serial++;
  set_loading (self, TRUE);
  refresh (self);
}

static gboolean
concerns_lists (VtChange *change)
{
  static const char *const tables[] = { "product",    "variant",        "product_tag",
                                        "photo",      "stock_movement", "collection_product",
                                        "collection", "setting",        "price_history" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (vt_change_touches (change, tables[i]))
      return TRUE;

  return FALSE;
}

static void
shop_changed_cb (VtProductListModel *self, VtChange *change)
{
  if (!concerns_lists (change))
    return;

  g_ptr_array_add (self->changes, vt_change_ref (change));
  forget_rows (self);
  refresh (self);
}

/* Rows ------------------------------------------------------------------------------------------------------------ */

static void
read_block (VtProductListModel *self, guint position)
{
  guint first = position - position % BLOCK;
  guint n = MIN (BLOCK, self->lines->len - first);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (g_hash_table_size (self->rows) > N_KEPT)
    g_hash_table_remove_all (self->rows);

  rows = vt_grid_rows_read (vt_shop_get_reader (self->shop), line_at (self->lines, first), n, &error);
  if (rows == NULL)
    {
      g_warning ("Products cannot be read: %s", error->message);
      return;
    }

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      VtGridRow *row = g_ptr_array_index (rows, i);

      g_hash_table_replace (self->rows, &row->key, row);
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
  return VT_PRODUCT_LIST_MODEL (model)->lines->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  VtProductListModel *self = VT_PRODUCT_LIST_MODEL (model);
  VtProductItem *item;
  const VtGridKey *key;

  if (position >= self->lines->len)
    return NULL;

  key = line_at (self->lines, position);
  item = g_hash_table_lookup (self->items, key);
  if (item != NULL)
    g_object_ref (item);
  else
    {
      item = vt_product_item_new (self, key);
      g_hash_table_insert (self->items, (gpointer) vt_product_item_get_key (item), item);
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

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_product_list_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VtProductListModel *self = VT_PRODUCT_LIST_MODEL (object);

  switch (id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->lines->len);
      break;
    case PROP_N_ALL:
      g_value_set_uint (value, self->facts.n_all);
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
  if (self->search != NULL)
    g_signal_handlers_disconnect_by_data (self->search, self);
  g_clear_object (&self->search);
  g_clear_pointer (&self->desk, desk_free);

  G_OBJECT_CLASS (vt_product_list_model_parent_class)->dispose (object);
}

static void
vt_product_list_model_finalize (GObject *object)
{
  VtProductListModel *self = VT_PRODUCT_LIST_MODEL (object);

  /* Every item holds the list: none is left. */
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->unfolded);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->changes);
  g_object_unref (self->cancellable);
  own_filter_clear (&self->filter);
  facts_clear (&self->facts);
  g_free (self->corrected);
  g_free (self->dropped);

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
  self->lines = g_array_new (FALSE, FALSE, sizeof (VtGridKey));
  self->unfolded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->rows = g_hash_table_new_full (key_hash, key_equal, NULL, (GDestroyNotify) vt_grid_row_free);
  self->items = g_hash_table_new (key_hash, key_equal);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_change_unref);
  self->cancellable = g_cancellable_new ();
  own_filter_set (&self->filter, &VT_PRODUCT_FILTER_ALL);
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

/* Another index may find others. */
static void
search_changed_cb (VtProductListModel *self)
{
  if (*self->filter.text != '\0')
    refresh (self);
}

/**
 * vt_product_list_model_set_search:
 * @self: a list
 * @search: the engine that words are looked for with, as soon as it has an index
 */
void
vt_product_list_model_set_search (VtProductListModel *self, VtSearchDesk *search)
{
  g_return_if_fail (self->search == NULL);

  self->search = g_object_ref (search);
  g_signal_connect_swapped (search, "changed", G_CALLBACK (search_changed_cb), self);
}

/**
 * vt_product_list_model_set_text:
 * @self: a list
 * @text: words that products are searched for by; "" for all. Those that have them letter for letter in title, vendor,
 *   type, tags, SKUs, barcodes or options are among what is found
 */
void
vt_product_list_model_set_text (VtProductListModel *self, const char *text)
{
  VtProductFilter filter = self->filter.filter;

  if (g_str_equal (self->filter.text, text))
    return;

  filter.text = text;
  own_filter_set (&self->filter, &filter);
  if (self->search != NULL && *text != '\0')
    vt_search_desk_prepare (self->search);
  ask (self);
}

/**
 * vt_product_list_model_set_filter:
 * @self: a list
 * @filter: which products; its words are passed over
 */
void
vt_product_list_model_set_filter (VtProductListModel *self, const VtProductFilter *filter)
{
  VtProductFilter wanted = *filter;

  wanted.text = self->filter.text;
  own_filter_set (&self->filter, &wanted);
  ask (self);
}

/**
 * vt_product_list_model_set_order:
 * @self: a list
 * @order: what it is sorted by
 * @descending: whether from the last to the first
 */
void
vt_product_list_model_set_order (VtProductListModel *self, VtProductOrder order, gboolean descending)
{
  if (self->order == order && self->descending == descending)
    return;

  self->order = order;
  self->descending = descending;
  ask (self);
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
  return self->filter.text;
}

/**
 * vt_product_list_model_get_filter:
 * @self: a list
 *
 * Returns: (transfer none): which products it shows
 */
const VtProductFilter *
vt_product_list_model_get_filter (VtProductListModel *self)
{
  return &self->filter.filter;
}

/**
 * vt_product_list_model_get_order:
 * @self: a list
 * @descending: (out): whether from the last to the first
 *
 * Returns: what it is sorted by
 */
VtProductOrder
vt_product_list_model_get_order (VtProductListModel *self, gboolean *descending)
{
  *descending = self->descending;
  return self->order;
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
  return self->facts.n_all;
}

/**
 * vt_product_list_model_get_n_variants:
 * @self: a list
 *
 * Returns: how many variants the shop has
 */
guint
vt_product_list_model_get_n_variants (VtProductListModel *self)
{
  return self->facts.n_variants;
}

/**
 * vt_product_list_model_get_n_found:
 * @self: a list
 *
 * Returns: how many products are in the list
 */
guint
vt_product_list_model_get_n_found (VtProductListModel *self)
{
  return self->n_found;
}

/**
 * vt_product_list_model_get_loading:
 * @self: a list
 *
 * Returns: whether the list still shows what was asked for before
 */
gboolean
vt_product_list_model_get_loading (VtProductListModel *self)
{
  return self->loading;
}

/**
 * vt_product_list_model_get_corrected:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what was searched for instead of the words, until the next ::notify
 */
const char *
vt_product_list_model_get_corrected (VtProductListModel *self)
{
  return self->corrected;
}

/**
 * vt_product_list_model_get_dropped:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): words that no product has together with the others, until the next ::notify
 */
const char *
vt_product_list_model_get_dropped (VtProductListModel *self)
{
  return self->dropped;
}

static const char *const *
words_or_none (char **words)
{
  static const char *const none[] = { NULL };

  return words != NULL ? (const char *const *) words : none;
}

/**
 * vt_product_list_model_get_vendors:
 * @self: a list
 *
 * Returns: (transfer none) (array zero-terminated=1): all vendors of the shop, until the next ::notify
 */
const char *const *
vt_product_list_model_get_vendors (VtProductListModel *self)
{
  return words_or_none (self->facts.vendors);
}

/**
 * vt_product_list_model_get_types:
 * @self: a list
 *
 * Returns: (transfer none) (array zero-terminated=1): all types of the shop, until the next ::notify
 */
const char *const *
vt_product_list_model_get_types (VtProductListModel *self)
{
  return words_or_none (self->facts.types);
}

/**
 * vt_product_list_model_get_tags:
 * @self: a list
 *
 * Returns: (transfer none) (array zero-terminated=1): all tags of the shop, until the next ::notify
 */
const char *const *
vt_product_list_model_get_tags (VtProductListModel *self)
{
  return words_or_none (self->facts.tags);
}

/**
 * vt_product_list_model_get_key:
 * @self: a list
 * @position: where
 * @key: (out): which product or variant stands there
 *
 * Returns: whether there is one
 */
gboolean
vt_product_list_model_get_key (VtProductListModel *self, guint position, VtGridKey *key)
{
  if (position >= self->lines->len)
    return FALSE;

  *key = *line_at (self->lines, position);
  return TRUE;
}

/**
 * vt_product_list_model_find:
 * @self: a list
 * @key: a product or variant
 * @position: (out) (optional): where it stands
 *
 * Returns: whether it is in the list
 */
gboolean
vt_product_list_model_find (VtProductListModel *self, const VtGridKey *key, guint *position)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (key_equal (line_at (self->lines, i), key))
      {
        if (position != NULL)
          *position = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_product_list_model_get_neighbour:
 * @self: a list
 * @product_id: a product
 * @by: 1 for the product after it, -1 for the one before
 *
 * Returns: its neighbour; 0 when there is none
 */
gint64
vt_product_list_model_get_neighbour (VtProductListModel *self, gint64 product_id, int by)
{
  VtGridKey key = { product_id, 0 };
  guint position = 0;

  if (!vt_product_list_model_find (self, &key, &position))
    return 0;

  /* Past its own variants, or those of the one before. */
  do
    position += (guint) by;
  while (position < self->lines->len && line_at (self->lines, position)->variant_id != 0);

  return position < self->lines->len ? line_at (self->lines, position)->product_id : 0;
}

/**
 * vt_product_list_model_get_unfolded:
 * @self: a list
 * @product_id: a product
 *
 * Returns: whether its variants stand below it
 */
gboolean
vt_product_list_model_get_unfolded (VtProductListModel *self, gint64 product_id)
{
  return g_hash_table_contains (self->unfolded, &product_id);
}

/**
 * vt_product_list_model_set_unfolded:
 * @self: a list
 * @product_id: a product of the list
 * @unfolded: whether its variants stand below it
 */
void
vt_product_list_model_set_unfolded (VtProductListModel *self, gint64 product_id, gboolean unfolded)
{
  VtGridKey key = { product_id, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines = NULL;
  VtProductItem *item;
  guint position = 0;
  guint n = 0;

  if (vt_product_list_model_get_unfolded (self, product_id) == unfolded ||
      !vt_product_list_model_find (self, &key, &position))
    return;

  lines = g_array_copy (self->lines);
  position++;
  if (unfolded)
    {
      if (!add_variants (vt_shop_get_reader (self->shop), product_id, lines, position, &error))
        {
          g_warning ("The variants of a product cannot be read: %s", error->message);
          return;
        }
      g_hash_table_add (self->unfolded, g_memdup2 (&product_id, sizeof product_id));
    }
  else
    {
      while (position + n < lines->len && line_at (lines, position + n)->variant_id != 0)
        n++;
      g_array_remove_range (lines, position, n);
      g_hash_table_remove (self->unfolded, &product_id);
    }

  /* An answer that is under way does not know of it. */
  self->serial++;
  take_lines (self, lines);
  if (self->reading)
    refresh (self);
  item = g_hash_table_lookup (self->items, &key);
  if (item != NULL)
    vt_product_item_emit_changed (item);
}

/* For VtProductItem. */
const VtGridRow *
vt_product_list_model_find_row (VtProductListModel *self, VtProductItem *item)
{
  const VtGridKey *key = vt_product_item_get_key (item);
  guint position = vt_product_item_get_position (item);
  const VtGridRow *row = g_hash_table_lookup (self->rows, key);

  if (row != NULL || self->shop == NULL)
    return row;

  if ((position < self->lines->len && key_equal (line_at (self->lines, position), key)) ||
      vt_product_list_model_find (self, key, &position))
    read_block (self, position);

  return g_hash_table_lookup (self->rows, key);
}

/* For VtProductItem: nobody holds it any more. */
void
vt_product_list_model_forget (VtProductListModel *self, VtProductItem *item)
{
  const VtGridKey *key = vt_product_item_get_key (item);

  if (g_hash_table_lookup (self->items, key) == item)
    g_hash_table_remove (self->items, key);
}
