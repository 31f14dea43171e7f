#define G_LOG_DOMAIN "vt-catalogue"

/* Reading a catalogue from end to end for an export: product and the tables that belong to it are each read once, in
 * the order of products, and put together on the way. Only one product is in memory. */

#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-export-private.h"
#include "catalogue/vt-photo-names.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <string.h>

/* Rows of a table in the order of the products that they belong to; the first column is the product. */
typedef struct
{
  VtStmt *stmt; /* (owned) */
  gint64 owner; /* of the row that it stands at; G_MAXINT64 behind the last */
} Rows;

struct _VtExportSource
{
  VtDb *db;                /* (unowned) */
  char *currency;          /* (owned) */
  GHashTable *ids;         /* (owned) (nullable) the only products wanted */
  VtPhotoNames *names;     /* (owned) */
  GHashTable *collections; /* (owned) VtExportCollection by id */
  GPtrArray *places;       /* (owned) (element-type VtExportPlace) */
  char **languages;        /* (owned) the first, then those of translations */
  GHashTable *translated;  /* (owned) "kind field language" of which there is a translation somewhere */
  guint max_options;
  guint n_products;
  VtStmt *products; /* (owned) */
  Rows tags;
  Rows members;
  Rows related;
  Rows old_handles;
  Rows videos;
  Rows photos;
  Rows variants;
  VtStmt *translation; /* (owned) */
  GHashTable *urls;    /* (owned) (nullable) address by SHA-256, once it is asked for */
  GStringChunk *store; /* (owned) texts of the product */
  GPtrArray *values;   /* (owned) option values of all its variants, each variant's ended by NULL */
  GArray *on_hand;     /* (owned) of gint64: a number for each place, of all its variants */
  VtExportProduct product;
};

static void
collection_free (gpointer data)
{
  VtExportCollection *self = data;

  g_free (self->handle);
  g_free (self->title);
  g_free (self->path);
  g_free (self);
}

static void
place_free (gpointer data)
{
  VtExportPlace *self = data;

  g_free (self->name);
  g_free (self);
}

void
vt_export_source_free (VtExportSource *self)
{
  Rows *rows[] = { &self->tags,   &self->members, &self->related, &self->old_handles,
                   &self->videos, &self->photos,  &self->variants };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_clear_pointer (&rows[i]->stmt, vt_stmt_free);
  g_clear_pointer (&self->products, vt_stmt_free);
  g_clear_pointer (&self->translation, vt_stmt_free);
  g_clear_pointer (&self->urls, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->names, vt_photo_names_free);
  g_ptr_array_unref (self->product.options);
  g_ptr_array_unref (self->product.tags);
  g_ptr_array_unref (self->product.collections);
  g_ptr_array_unref (self->product.related);
  g_ptr_array_unref (self->product.old_handles);
  g_array_unref (self->product.videos);
  g_array_unref (self->product.photos);
  g_array_unref (self->product.variants);
  g_hash_table_unref (self->collections);
  g_ptr_array_unref (self->places);
  g_hash_table_unref (self->translated);
  g_strfreev (self->languages);
  g_ptr_array_unref (self->values);
  g_array_unref (self->on_hand);
  g_string_chunk_free (self->store);
  g_free (self->currency);
  g_free (self);
}

static gboolean
read_collections (VtExportSource *self, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      self->db, "SELECT id, handle, title, ifnull (parent_id, 0) FROM collection WHERE rule_match = ''", error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtExportCollection *collection = g_new0 (VtExportCollection, 1);

      collection->id = vt_stmt_get_int (stmt, 0);
      collection->handle = vt_stmt_dup_text (stmt, 1);
      collection->title = vt_stmt_dup_text (stmt, 2);
      collection->parent_id = vt_stmt_get_int (stmt, 3);
      g_hash_table_insert (self->collections, &collection->id, collection);
    }

  return step == VT_STEP_DONE;
}

/* @depth guards against a circle, which the shop's edits never make. */
static void
append_path (VtExportSource *self, GString *path, const VtExportCollection *collection, guint depth)
{
  const VtExportCollection *parent = g_hash_table_lookup (self->collections, &collection->parent_id);

  if (parent != NULL && depth < 32)
    {
      append_path (self, path, parent, depth + 1);
      g_string_append (path, " > ");
    }
  vt_export_escape (path, collection->title, "\\,>");
}

static int
compare_collections (gconstpointer a, gconstpointer b)
{
  const VtExportCollection *one = *(const VtExportCollection *const *) a;
  const VtExportCollection *other = *(const VtExportCollection *const *) b;
  int order = strcmp (one->path, other->path);

  return order != 0 ? order : strcmp (one->handle, other->handle);
}

static void
rank_collections (VtExportSource *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->collections);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VtExportCollection *collection = value;
      GString *path = g_string_new (NULL);

      append_path (self, path, collection, 0);
      collection->path = g_string_free (path, FALSE);
      g_ptr_array_add (all, collection);
    }
  g_ptr_array_sort (all, compare_collections);
  for (guint i = 0; i < all->len; i++)
    ((VtExportCollection *) g_ptr_array_index (all, i))->rank = i;
}

static gboolean
read_places (VtExportSource *self, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (self->db, "SELECT id, name FROM stock_place WHERE closed = 0 ORDER BY position, id", error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtExportPlace *place = g_new0 (VtExportPlace, 1);

      place->id = vt_stmt_get_int (stmt, 0);
      place->name = vt_stmt_dup_text (stmt, 1);
      g_ptr_array_add (self->places, place);
    }

  return step == VT_STEP_DONE;
}

static gboolean
read_languages (VtExportSource *self, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (self->db, "SELECT DISTINCT kind || ' ' || field || ' ' || language FROM translation", error);
  VtStep step = VT_STEP_ERROR;

  self->languages = vt_language_list (self->db, error);
  if (self->languages == NULL)
    return FALSE;
  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_hash_table_add (self->translated, vt_stmt_dup_text (stmt, 0));

  return step == VT_STEP_DONE;
}

static gboolean
measure (VtExportSource *self, const VtExportOptions *options, GError **error)
{
  gint64 max_options = 0;
  gint64 n_products = 0;

  if (vt_db_get (self->db, error, &max_options,
                 "SELECT ifnull (max (1 + length (option_names) - length (replace (option_names, char (31), ''))), 0) "
                 "FROM product WHERE option_names <> ''",
                 "") == VT_STEP_ERROR ||
      vt_db_get (self->db, error, &n_products,
                 "SELECT count (*) FROM product WHERE (?1 = '' OR status = ?1) AND "
                 "(?2 = 0 OR id IN (SELECT product_id FROM collection_product WHERE collection_id = ?2))",
                 "si", options->status != NULL ? options->status : "", options->collection_id) == VT_STEP_ERROR)
    return FALSE;

  self->max_options = (guint) max_options;
  self->n_products = self->ids != NULL ? MIN ((guint) n_products, g_hash_table_size (self->ids)) : (guint) n_products;

  return TRUE;
}

static gboolean
rows_step (Rows *self, GError **error)
{
  VtStep step = vt_stmt_step (self->stmt, error);

  self->owner = step == VT_STEP_ROW ? vt_stmt_get_int (self->stmt, 0) : G_MAXINT64;

  return step != VT_STEP_ERROR;
}

static gboolean
rows_open (Rows *self, VtDb *db, const char *sql, GError **error)
{
  self->stmt = vt_db_prepare (db, sql, error);

  return self->stmt != NULL && rows_step (self, error);
}

/* Passes over the rows of products that are not wanted. */
static gboolean
rows_seek (Rows *self, gint64 product_id, GError **error)
{
  while (self->owner < product_id)
    if (!rows_step (self, error))
      return FALSE;

  return TRUE;
}

static gboolean
open_rows (VtExportSource *self, GError **error)
{
  VtDb *db = self->db;

  return rows_open (&self->tags, db, "SELECT product_id, tag FROM product_tag ORDER BY product_id, tag", error) &&
         rows_open (&self->members, db,
                    "SELECT product_id, collection_id FROM collection_product ORDER BY product_id, collection_id",
                    error) &&
         rows_open (&self->related, db,
                    "SELECT r.product_id, p.handle FROM related_product r JOIN product p ON p.id = r.related_id "
                    "ORDER BY r.product_id, r.position, r.related_id",
                    error) &&
         rows_open (&self->old_handles, db,
                    "SELECT target_id, handle FROM old_handle WHERE kind = 'product' ORDER BY target_id, handle",
                    error) &&
         rows_open (&self->videos, db,
                    "SELECT product_id, id, url, title FROM product_video ORDER BY product_id, position, id", error) &&
         rows_open (&self->photos, db,
                    "SELECT product_id, id, sha256, alt FROM photo ORDER BY product_id, position, id", error) &&
         rows_open (&self->variants, db,
                    "SELECT v.product_id, v.id, v.sku, v.barcode, v.price_minor, ifnull (v.compare_at_minor, -1), "
                    "ifnull (v.cost_minor, -1), v.weight_g, v.weight_unit, v.track_stock, v.backorder, "
                    "ifnull (v.low_stock, -1), v.shipped, ifnull (v.photo_id, 0), v.option_values, s.place_id, "
                    "s.on_hand FROM variant v LEFT JOIN stock_level s ON s.variant_id = v.id "
                    "ORDER BY v.product_id, v.position, v.id",
                    error);
}

static gboolean
open_products (VtExportSource *self, const VtExportOptions *options, GError **error)
{
  self->products =
      vt_db_prepare (self->db,
                     "SELECT id, handle, title, description_html, vendor, product_type, status, seo_title, "
                     "seo_description, tax_class, option_names, publish_us, shipping_class FROM product "
                     "WHERE (?1 = '' OR status = ?1) AND "
                     "(?2 = 0 OR id IN (SELECT product_id FROM collection_product WHERE collection_id = ?2)) "
                     "ORDER BY id",
                     error);

  return self->products != NULL &&
         vt_stmt_bind (self->products, error, "si", options->status != NULL ? options->status : "",
                       options->collection_id);
}

static VtExportSource *
source_alloc (VtDb *db, const VtExportOptions *options)
{
  VtExportSource *self = g_new0 (VtExportSource, 1);

  self->db = db;
  self->collections = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, collection_free);
  self->places = g_ptr_array_new_with_free_func (place_free);
  self->translated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->store = g_string_chunk_new (4000);
  self->values = g_ptr_array_new ();
  self->on_hand = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->product.options = g_ptr_array_new ();
  self->product.tags = g_ptr_array_new ();
  self->product.collections = g_ptr_array_new ();
  self->product.related = g_ptr_array_new ();
  self->product.old_handles = g_ptr_array_new ();
  self->product.videos = g_array_new (FALSE, FALSE, sizeof (VtExportVideo));
  self->product.photos = g_array_new (FALSE, FALSE, sizeof (VtExportPhoto));
  self->product.variants = g_array_new (FALSE, FALSE, sizeof (VtExportVariant));
  if (options->ids == NULL)
    return self;

  self->ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < options->n_ids; i++)
    g_hash_table_add (self->ids, (gpointer) &options->ids[i]);

  return self;
}

/**
 * vt_export_source_new:
 * @db: a shop's database, which nobody changes while this reads: a snapshot's
 * @options: which products; they must stay while this reads
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): a source before the first product
 */
VtExportSource *
vt_export_source_new (VtDb *db, const VtExportOptions *options, GError **error)
{
  g_autoptr (VtExportSource) self = source_alloc (db, options);

  self->currency = vt_setting_get (db, "shop.currency", error);
  if (self->currency == NULL || !measure (self, options, error) || !read_collections (self, error) ||
      !read_places (self, error) || !read_languages (self, error) ||
      (self->names = vt_photo_names_new (db, error)) == NULL)
    return NULL;

  rank_collections (self);

  return open_products (self, options, error) && open_rows (self, error) ? g_steal_pointer (&self) : NULL;
}

const char *
vt_export_source_get_currency (VtExportSource *self)
{
  return self->currency;
}

/* The most options that a product of the shop has. */
guint
vt_export_source_get_max_options (VtExportSource *self)
{
  return self->max_options;
}

guint
vt_export_source_get_n_products (VtExportSource *self)
{
  return self->n_products;
}

/* (element-type VtExportPlace) */
const GPtrArray *
vt_export_source_get_places (VtExportSource *self)
{
  return self->places;
}

/* The shop's other languages. */
const char *const *
vt_export_source_get_languages (VtExportSource *self)
{
  return (const char *const *) self->languages + 1;
}

static const char *
keep_text (VtExportSource *self, VtStmt *stmt, int column)
{
  const char *text = vt_stmt_get_text (stmt, column);

  return text != NULL && *text != '\0' ? g_string_chunk_insert (self->store, text) : "";
}

static gboolean
read_list (VtExportSource *self, Rows *rows, GPtrArray *list, GError **error)
{
  gint64 id = self->product.id;

  g_ptr_array_set_size (list, 0);
  if (!rows_seek (rows, id, error))
    return FALSE;
  while (rows->owner == id)
    {
      g_ptr_array_add (list, (gpointer) keep_text (self, rows->stmt, 1));
      if (!rows_step (rows, error))
        return FALSE;
    }

  return TRUE;
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const VtExportCollection *one = *(const VtExportCollection *const *) a;
  const VtExportCollection *other = *(const VtExportCollection *const *) b;

  return one->rank < other->rank ? -1 : one->rank > other->rank;
}

static gboolean
read_members (VtExportSource *self, GError **error)
{
  GPtrArray *list = self->product.collections;

  g_ptr_array_set_size (list, 0);
  if (!rows_seek (&self->members, self->product.id, error))
    return FALSE;
  while (self->members.owner == self->product.id)
    {
      gint64 id = vt_stmt_get_int (self->members.stmt, 1);
      gpointer collection = g_hash_table_lookup (self->collections, &id);

      if (collection != NULL)
        g_ptr_array_add (list, collection);
      if (!rows_step (&self->members, error))
        return FALSE;
    }
  g_ptr_array_sort (list, compare_ranks);

  return TRUE;
}

static gboolean
read_videos (VtExportSource *self, GError **error)
{
  g_array_set_size (self->product.videos, 0);
  if (!rows_seek (&self->videos, self->product.id, error))
    return FALSE;
  while (self->videos.owner == self->product.id)
    {
      VtExportVideo video = {
        .id = vt_stmt_get_int (self->videos.stmt, 1),
        .url = keep_text (self, self->videos.stmt, 2),
        .title = keep_text (self, self->videos.stmt, 3),
      };

      g_array_append_val (self->product.videos, video);
      if (!rows_step (&self->videos, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_photos (VtExportSource *self, GError **error)
{
  g_array_set_size (self->product.photos, 0);
  if (!rows_seek (&self->photos, self->product.id, error))
    return FALSE;
  while (self->photos.owner == self->product.id)
    {
      VtExportPhoto photo = {
        .id = vt_stmt_get_int (self->photos.stmt, 1),
        .sha256 = keep_text (self, self->photos.stmt, 2),
        .alt = keep_text (self, self->photos.stmt, 3),
      };

      photo.name = vt_photo_names_get (self->names, photo.sha256);
      g_array_append_val (self->product.photos, photo);
      if (!rows_step (&self->photos, error))
        return FALSE;
    }

  return TRUE;
}

/* Appends as many values as the product has options, whatever the row holds. */
static void
add_values (VtExportSource *self, const char *list)
{
  for (guint i = 0; i < self->product.options->len; i++)
    {
      const char *end = list + strcspn (list, VT_EXPORT_SEPARATOR);

      g_ptr_array_add (self->values, g_string_chunk_insert_len (self->store, list, end - list));
      list = *end != '\0' ? end + 1 : end;
    }
  g_ptr_array_add (self->values, NULL);
}

static void
add_variant (VtExportSource *self, VtStmt *stmt)
{
  VtExportVariant variant = {
    .id = vt_stmt_get_int (stmt, 1),
    .sku = keep_text (self, stmt, 2),
    .barcode = keep_text (self, stmt, 3),
    .price_minor = vt_stmt_get_int (stmt, 4),
    .compare_at_minor = vt_stmt_get_int (stmt, 5),
    .cost_minor = vt_stmt_get_int (stmt, 6),
    .weight_g = vt_stmt_get_int (stmt, 7),
    .weight_unit = keep_text (self, stmt, 8),
    .track_stock = vt_stmt_get_int (stmt, 9) != 0,
    .backorder = vt_stmt_get_int (stmt, 10) != 0,
    .low_stock = vt_stmt_get_int (stmt, 11),
    .shipped = vt_stmt_get_int (stmt, 12) != 0,
    .photo_id = vt_stmt_get_int (stmt, 13),
  };

  g_array_append_val (self->product.variants, variant);
  add_values (self, vt_stmt_get_text (stmt, 14));
  for (guint i = 0; i < self->places->len; i++)
    {
      gint64 none = 0;

      g_array_append_val (self->on_hand, none);
    }
}

static void
set_on_hand (VtExportSource *self, gint64 place_id, gint64 on_hand)
{
  for (guint i = 0; i < self->places->len; i++)
    if (((const VtExportPlace *) g_ptr_array_index (self->places, i))->id == place_id)
      g_array_index (self->on_hand, gint64, self->on_hand->len - self->places->len + i) = on_hand;
}

/* A variant has a row for each place where it has stock, or one in all. */
static gboolean
read_variants (VtExportSource *self, GError **error)
{
  GArray *variants = self->product.variants;
  gint64 last = 0;

  g_array_set_size (variants, 0);
  g_array_set_size (self->on_hand, 0);
  g_ptr_array_set_size (self->values, 0);
  if (!rows_seek (&self->variants, self->product.id, error))
    return FALSE;
  while (self->variants.owner == self->product.id)
    {
      VtStmt *stmt = self->variants.stmt;
      gint64 id = vt_stmt_get_int (stmt, 1);

      if (id != last)
        add_variant (self, stmt);
      last = id;
      if (!vt_stmt_is_null (stmt, 15))
        set_on_hand (self, vt_stmt_get_int (stmt, 15), vt_stmt_get_int (stmt, 16));
      if (!rows_step (&self->variants, error))
        return FALSE;
    }

  for (guint i = 0; i < variants->len; i++)
    {
      VtExportVariant *variant = &g_array_index (variants, VtExportVariant, i);

      variant->values = (const char *const *) self->values->pdata + i * (self->product.options->len + 1);
      variant->on_hand = (const gint64 *) (gpointer) self->on_hand->data + i * self->places->len;
    }

  return TRUE;
}

static void
read_product (VtExportSource *self)
{
  VtStmt *stmt = self->products;
  VtExportProduct *product = &self->product;
  const char *list = vt_stmt_get_text (stmt, 10);

  g_string_chunk_clear (self->store);
  product->id = vt_stmt_get_int (stmt, 0);
  product->handle = vt_stmt_get_text (stmt, 1);
  product->title = vt_stmt_get_text (stmt, 2);
  product->description_html = vt_stmt_get_text (stmt, 3);
  product->vendor = vt_stmt_get_text (stmt, 4);
  product->product_type = vt_stmt_get_text (stmt, 5);
  product->status = vt_stmt_get_text (stmt, 6);
  product->seo_title = vt_stmt_get_text (stmt, 7);
  product->seo_description = vt_stmt_get_text (stmt, 8);
  product->tax_class = vt_stmt_get_text (stmt, 9);
  product->shipping_class = vt_stmt_get_text (stmt, 12);
  product->publish_us = vt_stmt_is_null (stmt, 11) ? G_MININT64 : vt_stmt_get_int (stmt, 11);

  g_ptr_array_set_size (product->options, 0);
  while (*list != '\0')
    {
      const char *end = list + strcspn (list, VT_EXPORT_SEPARATOR);

      g_ptr_array_add (product->options, g_string_chunk_insert_len (self->store, list, end - list));
      list = *end != '\0' ? end + 1 : end;
    }
}

/**
 * vt_export_source_next:
 * @self: a source
 * @error: a #VtDbError
 *
 * Returns: (transfer none) (nullable): the next product, until this is called again; %NULL behind the last and on an
 * error
 */
const VtExportProduct *
vt_export_source_next (VtExportSource *self, GError **error)
{
  VtStep step = VT_STEP_ERROR;

  while ((step = vt_stmt_step (self->products, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (self->products, 0);

      if (self->ids == NULL || g_hash_table_contains (self->ids, &id))
        break;
    }
  if (step != VT_STEP_ROW)
    return NULL;

  read_product (self);

  return read_list (self, &self->tags, self->product.tags, error) && read_members (self, error) &&
                 read_list (self, &self->related, self->product.related, error) &&
                 read_list (self, &self->old_handles, self->product.old_handles, error) && read_videos (self, error) &&
                 read_photos (self, error) && read_variants (self, error)
             ? &self->product
             : NULL;
}

/**
 * vt_export_source_translate:
 * @self: a source
 * @kind: a table
 * @row_id: a row of it
 * @field: its column
 * @language: a language tag
 * @text: (out) (transfer none): the text in that language, "" when there is none; valid until the next product
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_export_source_translate (VtExportSource *self,
                            const char *kind,
                            gint64 row_id,
                            const char *field,
                            const char *language,
                            const char **text,
                            GError **error)
{
  g_autofree char *key = NULL;
  VtStep step = VT_STEP_ERROR;

  *text = "";
  if (g_hash_table_size (self->translated) == 0)
    return TRUE;
  key = g_strjoin (" ", kind, field, language, NULL);
  if (!g_hash_table_contains (self->translated, key))
    return TRUE;

  if (self->translation == NULL)
    self->translation = vt_db_prepare (
        self->db, "SELECT value FROM translation WHERE kind = ?1 AND row_id = ?2 AND field = ?3 AND language = ?4",
        error);
  if (self->translation == NULL || !vt_stmt_bind (self->translation, error, "siss", kind, row_id, field, language))
    return FALSE;

  step = vt_stmt_step (self->translation, error);
  if (step == VT_STEP_ROW)
    *text = keep_text (self, self->translation, 0);
  vt_stmt_reset (self->translation);

  return step != VT_STEP_ERROR;
}

static gboolean
read_urls (VtExportSource *self, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (self->db, "SELECT sha256, min (url) FROM media_source GROUP BY sha256", error);
  VtStep step = VT_STEP_ERROR;

  self->urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_hash_table_insert (self->urls, vt_stmt_dup_text (stmt, 0), vt_stmt_dup_text (stmt, 1));

  return step == VT_STEP_DONE;
}

/**
 * vt_export_source_find_url:
 * @self: a source
 * @sha256: a photo's content
 * @url: (out) (transfer none) (nullable): where it was downloaded from; %NULL when that is not known
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_export_source_find_url (VtExportSource *self, const char *sha256, const char **url, GError **error)
{
  if (self->urls == NULL && !read_urls (self, error))
    return FALSE;
  *url = g_hash_table_lookup (self->urls, sha256);

  return TRUE;
}

/* (nullable) the photo of that id */
const VtExportPhoto *
vt_export_product_find_photo (const VtExportProduct *self, gint64 photo_id)
{
  for (guint i = 0; photo_id != 0 && i < self->photos->len; i++)
    if (g_array_index (self->photos, VtExportPhoto, i).id == photo_id)
      return &g_array_index (self->photos, VtExportPhoto, i);

  return NULL;
}
