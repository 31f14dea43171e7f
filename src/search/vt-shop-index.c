#define G_LOG_DOMAIN "vt-search"

#include "search/vt-shop-index.h"

#include "search/vt-index-merchant.h"
#include "search/vt-index-words.h"
#include "search/vt-photo-look.h"
#include "search/vt-search-error.h"
#include "search/vt-search-spelling.h"
#include "search/vt-shop-columns.h"
#include "search/vt-shop-texts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _VtShopIndex
{
  VtIndexFile *file; /* (owned) */
  VixArena *arena;   /* (owned) */

  /* The last query: its result points at them. */
  char *text; /* (owned) (nullable) */
  VixQuery query;
  VixFilter filters[VIX_FILTERS_MAX];
};

/* An index that is being built. */
typedef struct
{
  VixBuilder *builder;    /* (owned) */
  VtIndexWords *words;    /* (owned) */
  VtShopColumns *columns; /* (owned) */
  GHashTable *shades;     /* (owned) what photographs show of products */
  GArray *products;       /* (owned) (element-type gint64) the documents, ascending */
  gboolean coloured;      /* the last one's colours are all there */
  gboolean full;          /* the engine takes no more */
  GError *error;          /* (owned) (nullable) */
} Build;

static void
build_clear (Build *self)
{
  g_clear_pointer (&self->builder, vix_builder_free);
  g_clear_pointer (&self->words, vt_index_words_free);
  g_clear_pointer (&self->columns, vt_shop_columns_free);
  g_clear_pointer (&self->shades, g_hash_table_unref);
  g_clear_pointer (&self->products, g_array_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Build, build_clear)

static void
begin (Build *self, gint64 product_id, const char *title)
{
  char id[24];
  int length = g_snprintf (id, sizeof id, "%" G_GINT64_FORMAT, product_id);

  g_array_append_val (self->products, product_id);
  self->coloured = FALSE;
  self->full = !vix_builder_begin (self->builder, id, (size_t) length, title, strlen (title));
  if (!self->full)
    vt_shop_columns_add (self->columns, self->builder, product_id, &self->error);
}

/* Behind the colours that texts name. */
static void
add_seen (Build *self, gint64 product_id)
{
  const VixShades *shades = g_hash_table_lookup (self->shades, &product_id);

  self->coloured = TRUE;
  vt_shop_columns_add_colours (self->builder, shades);
  if (shades != NULL)
    vix_builder_add_shades (self->builder, VT_INDEX_COLOUR, shades);
}

/* Texts of a product come together; the first is its title, and one is behind its colours: see vt_shop_texts_each(). */
static gboolean
add_text (gint64 product_id, VtIndexField field, const char *text, gpointer data)
{
  Build *self = data;
  g_autofree char *parted = vt_index_words_part (self->words, text, -1);
  const char *words = parted != NULL ? parted : text;

  if (self->products->len == 0 || g_array_index (self->products, gint64, self->products->len - 1) != product_id)
    begin (self, product_id, text);
  if (!self->full && !self->coloured && field > VT_INDEX_COLOUR)
    add_seen (self, product_id);
  if (!self->full)
    vix_builder_add_text (self->builder, field, words, strlen (words));

  return !self->full && self->error == NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gboolean
find_document (gint64 product_id, guint32 *document, gpointer data)
{
  const Build *self = data;

  return g_array_binary_search (self->products, &product_id, compare_ids, document);
}

static VtIndexFile *
finish (Build *self, GError **error)
{
  uint8_t *data = NULL;
  size_t size = 0;
  g_autoptr (GBytes) bytes = NULL;

  if (self->full || !vix_builder_finish (self->builder, vt_index_words_stem, self->words, &data, &size))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                           _ ("There is not enough memory for an index of these products"));
      return NULL;
    }

  bytes = g_bytes_new_take (data, size);
  return vt_index_file_new_for_bytes (bytes, error);
}

static gboolean
add_products (Build *self, VtDb *db, const char *language, GError **error)
{
  self->columns = vt_shop_columns_new (db, language, error);
  self->shades = self->columns != NULL ? vt_photo_look_load_shades (db, error) : NULL;
  if (self->shades == NULL ||
      (!vt_shop_texts_each (db, language, add_text, self, error) && !self->full && self->error == NULL))
    return FALSE;
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static VtIndexFile *
build_index (VtDb *db, const char *language, GError **error)
{
  VixLanguage spoken = vt_index_language (language);
  g_auto (Build) build = { .builder = vix_builder_new (vt_index_allocator (), spoken),
                           .words = vt_index_words_new (spoken),
                           .products = g_array_new (FALSE, FALSE, sizeof (gint64)) };

  vt_index_fields_add (build.builder, NULL);
  vt_shop_columns_declare (build.builder);
  if (!vt_index_merchant_add_synonyms (build.builder, db, language, error) ||
      !add_products (&build, db, language, error) ||
      !vt_index_merchant_add_rules (build.builder, db, language, find_document, &build, error) ||
      !vt_index_merchant_add_signals (build.builder, db, find_document, &build, error))
    return NULL;

  return finish (&build, error);
}

/**
 * vt_shop_index_new:
 * @db: a shop's database or a public catalogue
 * @language: the code of one of the shop's languages
 * @error: a #VtDbError, or that there is no memory
 *
 * Reads all products; for 20,000 of them it takes a second. Where a product has no text in the language, that of the
 * shop's first one is found.
 *
 * Returns: (transfer full) (nullable): the index
 */
VtShopIndex *
vt_shop_index_new (VtDb *db, const char *language, GError **error)
{
  g_autoptr (VtIndexFile) file = build_index (db, language, error);
  VtShopIndex *self;

  if (file == NULL)
    return NULL;

  self = g_new0 (VtShopIndex, 1);
  self->arena = vt_index_arena_new (vt_index_file_get (file));
  self->file = g_steal_pointer (&file);
  return self;
}

/**
 * vt_shop_index_free:
 * @self: (nullable): an index
 */
void
vt_shop_index_free (VtShopIndex *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->arena, vt_index_arena_free);
  g_clear_pointer (&self->file, vt_index_file_free);
  g_free (self->text);
  g_free (self);
}

/**
 * vt_shop_index_get:
 * @self: an index
 *
 * Returns: (transfer none): what the engine reads
 */
const VixIndex *
vt_shop_index_get (VtShopIndex *self)
{
  return vt_index_file_get (self->file);
}

/**
 * vt_search_answer_free:
 * @self: (nullable): an answer
 */
void
vt_search_answer_free (VtSearchAnswer *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->product_ids, g_array_unref);
  g_free (self->corrected);
  g_free (self->dropped);
  g_free (self->path);
  g_free (self);
}

/**
 * vt_shop_index_get_product:
 * @self: an index
 * @document: the number of one of its documents
 *
 * Returns: the id of the product
 */
gint64
vt_shop_index_get_product (VtShopIndex *self, guint32 document)
{
  VixText id = vix_index_id (vt_shop_index_get (self), document);
  char text[24] = { 0 };

  memcpy (text, id.text, MIN (id.length, sizeof text - 1));
  return g_ascii_strtoll (text, NULL, 10);
}

/**
 * vt_shop_index_find:
 * @self: an index
 * @product_id: a product
 * @document: (out): its document
 *
 * Returns: whether the index has it
 */
gboolean
vt_shop_index_find (VtShopIndex *self, gint64 product_id, guint32 *document)
{
  guint32 low = 0;
  guint32 high = vt_shop_index_get (self)->n_documents;

  /* Documents are in the order of the ids. */
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      gint64 id = vt_shop_index_get_product (self, middle);

      *document = middle;
      if (id == product_id)
        return TRUE;
      if (id < product_id)
        low = middle + 1;
      else
        high = middle;
    }

  return FALSE;
}

/**
 * vt_shop_index_dup_title:
 * @self: an index
 * @product_id: a product
 *
 * Returns: (transfer full): its title in the index's language; "" when the index does not have it
 */
char *
vt_shop_index_dup_title (VtShopIndex *self, gint64 product_id)
{
  guint32 document = 0;
  VixText title = { "", 0 };

  if (vt_shop_index_find (self, product_id, &document))
    title = vix_index_title (vt_shop_index_get (self), document);
  return g_utf8_make_valid (title.text, (gssize) title.length);
}

static gboolean
refuse_filter (const char *text, GError **error)
{
  g_set_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID,
               _ ("“%s” is no filter: give a column and a value, such as vendor=Doi or price=1000-2000"), text);
  return FALSE;
}

/* "1000-2000", "1000-", "-2000" or a single number, in minor units. */
static gboolean
parse_numbers (const char *text, VixFilter *filter)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 2);
  const char *low = ends[0] != NULL ? ends[0] : "";
  const char *high = ends[0] != NULL && ends[1] != NULL ? ends[1] : low;

  filter->low = 0;
  filter->high = G_MAXINT64;

  return *text != '\0' && (*low == '\0' || g_ascii_string_to_signed (low, 10, 0, G_MAXINT64, &filter->low, NULL)) &&
         (*high == '\0' || g_ascii_string_to_signed (high, 10, 0, G_MAXINT64, &filter->high, NULL));
}

static gboolean
parse_filter (const VixIndex *index, const char *text, VixFilter *filter, GError **error)
{
  const char *sign = strchr (text, '=');

  *filter = (VixFilter){ 0 };
  if (sign == NULL || !vix_index_find_column (index, text, (size_t) (sign - text), &filter->column))
    return refuse_filter (text, error);
  if (index->columns[filter->column].kind == VIX_COLUMN_NUMBER)
    return parse_numbers (sign + 1, filter) || refuse_filter (text, error);

  if (!vix_index_find_value (index, filter->column, sign + 1, strlen (sign + 1), &filter->value))
    filter->value = G_MAXUINT32;
  return TRUE;
}

static gboolean
take_filters (VtShopIndex *self, const VtShopQuery *query, guint *n, GError **error)
{
  *n = 0;
  if (!query->hidden)
    self->filters[(*n)++] = (VixFilter){ VT_SHOP_COLUMN_ACTIVE, 0, 1, 1 };
  for (guint i = 0; query->filters != NULL && query->filters[i] != NULL; i++)
    {
      if (*n == VIX_FILTERS_MAX)
        return refuse_filter (query->filters[i], error);
      if (!parse_filter (vt_shop_index_get (self), query->filters[i], &self->filters[(*n)++], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_shop_index_run:
 * @self: an index
 * @query: what is asked
 * @result: (out): the engine's answer; of use until the index is asked again
 * @error: %VT_SEARCH_ERROR_INVALID when a filter is none
 *
 * Returns: whether there is an answer
 */
gboolean
vt_shop_index_run (VtShopIndex *self, const VtShopQuery *query, VixResult *result, GError **error)
{
  guint n_filters = 0;

  if (!take_filters (self, query, &n_filters, error))
    return FALSE;

  g_free (self->text);
  self->text = g_strdup (query->text);
  self->query = (VixQuery){ .text = self->text,
                            .length = strlen (self->text),
                            .typing = query->typing,
                            .limit = query->limit > 0 ? MIN (query->limit, VIX_HITS_MAX) : VIX_HITS_MAX,
                            .filters = self->filters,
                            .n_filters = n_filters };
  self->arena->used = 0;
  if (vix_query_run (vt_shop_index_get (self), &self->query, self->arena, result))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _ ("There is not enough memory to search"));
  return FALSE;
}

/**
 * vt_shop_index_search:
 * @self: an index
 * @query: what is asked
 * @error: %VT_SEARCH_ERROR_INVALID when a filter is none
 *
 * Where some products have all the words, those are the answer; else those with what tells most of them. The merchant's
 * rules hold for a query of the same words: what is hidden is left out, what is boosted counts more, and what is pinned
 * stands first, found or not.
 *
 * Returns: (transfer full) (nullable): the answer; it has no products when there are none
 */
VtSearchAnswer *
vt_shop_index_search (VtShopIndex *self, const VtShopQuery *query, GError **error)
{
  g_autoptr (VtSearchAnswer) answer = g_new0 (VtSearchAnswer, 1);
  VixResult result = { 0 };
  guint n;

  if (!vt_shop_index_run (self, query, &result, error))
    return NULL;

  n = MIN (result.n_hits, result.n_found);
  answer->product_ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  for (guint i = 0; i < n; i++)
    {
      gint64 id = vt_shop_index_get_product (self, result.hits[i].document);

      g_array_append_val (answer->product_ids, id);
    }
  answer->corrected = vt_search_corrected_text (vt_shop_index_get (self), &result, query->text);
  answer->dropped = vt_search_dropped_text (&result, query->text);
  if (result.redirect.length > 0)
    answer->path = g_strndup (result.redirect.text, result.redirect.length);

  return g_steal_pointer (&answer);
}

/**
 * vt_shop_index_ask:
 * @self: an index
 * @query: what a shopper wrote, valid UTF-8
 * @typing: whether its last word may be the beginning of one
 *
 * Returns: (transfer full): what the shopper sees
 */
VtSearchAnswer *
vt_shop_index_ask (VtShopIndex *self, const char *query, gboolean typing)
{
  const VtShopQuery asked = { .text = query, .typing = typing };
  VtSearchAnswer *answer = vt_shop_index_search (self, &asked, NULL);

  if (answer == NULL)
    {
      answer = g_new0 (VtSearchAnswer, 1);
      answer->product_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    }
  return answer;
}
