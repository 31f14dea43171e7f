/* The history in a merchant's words: steps by the products that they changed, and a product as it was. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-history.h"

#include "catalogue/vt-collection-rule.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-product.h"
#include "shop/vt-history-words.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* Stock is a ledger, membership in collections belongs to these, and noted prices are facts. */
const VtHistoryLink vt_product_history_links[] = {
  { "variant", "product_id", "product", TRUE },
  { "photo", "product_id", "product", TRUE },
  { "product_video", "product_id", "product", TRUE },
  { "product_fact", "product_id", "product", TRUE },
  { "product_tag", "product_id", "product", TRUE },
  { "related_product", "product_id", "product", TRUE },
  { "translation", "row_id", NULL, TRUE },
  { "old_handle", "target_id", NULL, TRUE },
  { "review", "product_id", "product", FALSE },
  { "collection_product", "product_id", "product", FALSE },
  { "stock_movement", "variant_id", "variant", FALSE },
  { "stocktake_line", "variant_id", "variant", FALSE },
  { "price_change", "variant_id", "variant", FALSE },
  { NULL, NULL, NULL, FALSE },
};

/**
 * vt_history_group_free:
 * @self: (nullable): a group
 */
void
vt_history_group_free (VtHistoryGroup *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

typedef struct
{
  VtDb *db;
  char *currency;         /* (owned) */
  GPtrArray *groups;      /* (owned) of VtHistoryGroup */
  GHashTable *by_product; /* (owned) VtHistoryGroup by gint64 */
  GHashTable *by_table;   /* (owned) VtHistoryGroup by interned name */
  GHashTable *products;   /* (owned) VtProduct by gint64; NULL for one that is no more */
} Description;

static VtProduct *
find_product (Description *self, gint64 id)
{
  gpointer product = NULL;

  if (!g_hash_table_lookup_extended (self->products, &id, NULL, &product))
    {
      product = vt_product_load (self->db, id, NULL);
      g_hash_table_insert (self->products, g_memdup2 (&id, sizeof id), product);
    }

  return product;
}

static VtHistoryGroup *
add_group (Description *self, gint64 product_id, const char *title)
{
  VtHistoryGroup *group = g_new0 (VtHistoryGroup, 1);

  group->product_id = product_id;
  group->title = g_strdup (title);
  group->lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->groups, group);
  return group;
}

static const char *
get_name (const VtHistoryRow *row)
{
  const char *column = vt_history_table_name_column (row->table);
  const VtHistoryCell *cell = column != NULL ? vt_history_row_find (row, column) : NULL;

  if (cell == NULL)
    return NULL;
  return cell->after != NULL ? cell->after : cell->before;
}

/* The group of a product, also of one that is no more and was deleted by this step. */
static VtHistoryGroup *
find_product_group (Description *self, const VtHistoryRow *row)
{
  VtHistoryGroup *group = g_hash_table_lookup (self->by_product, &row->owner);
  gboolean is_product = g_str_equal (row->table, "product");
  VtProduct *product;

  if (group != NULL)
    return group;

  product = find_product (self, row->owner);
  if (product == NULL && !is_product)
    return NULL;

  group = add_group (self, product != NULL ? row->owner : 0,
                     product != NULL ? vt_product_get_title (product) : get_name (row));
  g_hash_table_insert (self->by_product, g_memdup2 (&row->owner, sizeof row->owner), group);
  return group;
}

static VtHistoryGroup *
find_group (Description *self, const VtHistoryRow *row)
{
  const char *word = vt_history_table_word (row->table);
  VtHistoryGroup *group = row->owner != 0 ? find_product_group (self, row) : NULL;

  if (group != NULL || word == NULL)
    return group;

  group = g_hash_table_lookup (self->by_table, row->table);
  if (group == NULL)
    {
      group = add_group (self, 0, word);
      g_hash_table_insert (self->by_table, (gpointer) row->table, group);
    }
  return group;
}

/* Which of a product's parts a line is about; "" for the product itself. */
static char *
get_subject (Description *self, const VtHistoryRow *row)
{
  VtProduct *product = row->owner != 0 ? find_product (self, row->owner) : NULL;
  const VtVariant *variant = NULL;
  const char *name = get_name (row);

  if (g_str_equal (row->table, "product"))
    return g_strdup ("");
  if (g_str_equal (row->table, "variant") && product != NULL)
    variant = vt_product_find_variant (product, row->id);
  if (variant != NULL)
    return g_strdup (variant->title);
  if (name == NULL || *name == '\0')
    return g_strdup (row->op == VT_CHANGE_UPDATE && row->owner != 0 ? vt_history_table_word (row->table) : "");

  return vt_history_value_words (row->table, vt_history_table_name_column (row->table), name, self->currency);
}

static void
add_line (VtHistoryGroup *group, const char *subject, const char *what)
{
  g_ptr_array_add (group->lines, *subject != '\0'
                                     /* Translators: a part of a product, and what became of it */
                                     ? g_strdup_printf (_ ("%s – %s"), subject, what)
                                     : g_strdup (what));
}

static void
add_cell (Description *self,
          VtHistoryGroup *group,
          const char *subject,
          const VtHistoryRow *row,
          const VtHistoryCell *cell)
{
  const char *word = vt_history_field_word (row->table, cell->column);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *what = NULL;

  if (word == NULL)
    return;

  before = vt_history_value_words (row->table, cell->column, cell->before, self->currency);
  after = vt_history_value_words (row->table, cell->column, cell->after, self->currency);
  /* Translators: a field, what it held before and what after */
  what = g_strdup_printf (_ ("%s: %s → %s"), word, before, after);
  add_line (group, subject, what);
}

static void
add_row (Description *self, const VtHistoryRow *row)
{
  const char *word = vt_history_table_word (row->table);
  VtHistoryGroup *group = find_group (self, row);
  g_autofree char *subject = NULL;
  g_autofree char *what = NULL;

  if (group == NULL || word == NULL)
    return;

  subject = get_subject (self, row);
  if (row->op == VT_CHANGE_UPDATE)
    {
      for (guint i = 0; i < row->cells->len; i++)
        add_cell (self, group, subject, row, g_ptr_array_index (row->cells, i));
      return;
    }

  if (row->n_rows > 1)
    what = g_strdup_printf (_ ("%s: %" PRId64 " added at once"), word, row->n_rows);
  else if (*subject == '\0')
    /* Translators: such as "Photo added" */
    what = g_strdup_printf (row->op == VT_CHANGE_INSERT ? _ ("%s added") : _ ("%s removed"), word);
  else
    /* Translators: such as "Tag added: linen" */
    what = g_strdup_printf (row->op == VT_CHANGE_INSERT ? _ ("%s added: %s") : _ ("%s removed: %s"), word, subject);
  add_line (group, "", what);
}

static void
product_unref (gpointer product)
{
  if (product != NULL)
    g_object_unref (product);
}

/**
 * vt_history_describe:
 * @db: a connection
 * @entry_id: number of a step
 * @limit: at most so many rows are looked at
 * @error: as for vt_history_read()
 *
 * Tells what one step changed, product by product, then what is no product, in the language of the program.
 *
 * Returns: (transfer full) (nullable) (element-type VtHistoryGroup): the groups; those of which nothing is worth
 * telling are left out
 */
GPtrArray *
vt_history_describe (VtDb *db, gint64 entry_id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) rows = vt_history_read (db, entry_id, vt_product_history_links, "product", limit, error);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_history_group_free);
  g_autofree char *currency = rows != NULL ? vt_setting_get (db, "shop.currency", error) : NULL;
  g_autoptr (GHashTable) by_product = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) by_table = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) products = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, product_unref);
  Description self = { db, currency, groups, by_product, by_table, products };

  if (currency == NULL)
    return NULL;

  for (guint i = 0; i < rows->len; i++)
    add_row (&self, g_ptr_array_index (rows, i));
  for (guint i = groups->len; i > 0; i--)
    if (((VtHistoryGroup *) g_ptr_array_index (groups, i - 1))->lines->len == 0)
      g_ptr_array_remove_index (groups, i - 1);

  return g_steal_pointer (&groups);
}

/**
 * vt_product_history_list:
 * @db: a connection, not of the thread of a user interface
 * @product_id: a product, also one that is no more
 * @limit: at most so many steps; 0: all
 * @cancellable: (nullable): stops the work
 * @error: as for vt_history_list()
 *
 * Returns: (transfer full) (nullable) (element-type VtJournalEntry): the steps that changed it or its parts, newest
 * first
 */
GPtrArray *
vt_product_history_list (VtDb *db, gint64 product_id, int limit, GCancellable *cancellable, GError **error)
{
  const VtHistoryQuery query = {
    .links = vt_product_history_links, .root = "product", .id = product_id, .limit = limit
  };

  return vt_history_list (db, &query, cancellable, error);
}

/* The product that a step deleted under @handle; 0 when it deleted none. */
static gint64
find_deleted (VtDb *db, gint64 entry_id, const char *handle)
{
  g_autoptr (GPtrArray) rows = vt_history_read (db, entry_id, NULL, NULL, 0, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VtHistoryRow *row = g_ptr_array_index (rows, i);
      const VtHistoryCell *cell = g_str_equal (row->table, "product") ? vt_history_row_find (row, "handle") : NULL;

      if (cell != NULL && row->op == VT_CHANGE_DELETE && g_strcmp0 (cell->before, handle) == 0)
        return row->id;
    }

  return 0;
}

/**
 * vt_product_find_ever:
 * @db: a connection, not of the thread of a user interface
 * @handle: a handle
 * @id: (out): the product that has it; when there is none, the one that was deleted with it last
 * @cancellable: (nullable): stops the work
 * @error: %VT_CATALOGUE_ERROR_NOT_FOUND
 *
 * Returns: whether there is or was one
 */
gboolean
vt_product_find_ever (VtDb *db, const char *handle, gint64 *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_find_by_handle (db, handle, error);
  g_autoptr (GPtrArray) entries = NULL;

  if (product != NULL)
    {
      *id = vt_product_get_id (product);
      return TRUE;
    }

  entries = vt_history_list (db, &(VtHistoryQuery){ 0 }, cancellable, NULL);
  *id = 0;
  for (guint i = 0; entries != NULL && i < entries->len && *id == 0; i++)
    {
      const VtJournalEntry *entry = g_ptr_array_index (entries, i);

      if (!entry->undone && !g_cancellable_is_cancelled (cancellable))
        *id = find_deleted (db, entry->id, handle);
    }
  if (*id != 0)
    g_clear_error (error);
  return *id != 0;
}

/* A price that went back is one that changed. */
static gboolean
note_prices (VtDb *db, VtProduct *before, VtProduct *after, gint64 now_us, GError **error)
{
  for (guint i = 0; i < vt_product_get_n_variants (after); i++)
    {
      const VtVariant *new = vt_product_get_variant (after, i);
      const VtVariant *old = vt_product_find_variant (before, new->id);

      if (old != NULL && old->price_minor != new->price_minor &&
          !vt_price_change_note (db, new->id, old->price_minor, new->price_minor, now_us, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_product_restore:
 * @db: the connection of a #VtShopJob
 * @product_id: a product, also one that was deleted since
 * @entry_id: the step after which it was as it is to be again
 * @now_us: UTC microseconds since 1970
 * @cancellable: (nullable): stops the work
 * @error: as for vt_history_restore()
 *
 * Brings one product back to an earlier state, with its variants, photos, tags and translations. Stock stays as it is;
 * collections by rule take it in or let it go.
 *
 * Returns: whether it is as it was
 */
gboolean
vt_product_restore (VtDb *db,
                    gint64 product_id,
                    gint64 entry_id,
                    gint64 now_us,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (VtProduct) before = vt_product_load (db, product_id, NULL);
  g_autoptr (VtProduct) after = NULL;

  if (!vt_history_restore (db, vt_product_history_links, "product", product_id, entry_id, cancellable, error))
    return FALSE;

  after = vt_product_load (db, product_id, error);
  return after != NULL && (before == NULL || note_prices (db, before, after, now_us, error)) &&
         vt_collection_rules_update (db, &product_id, 1, now_us, error);
}
