#define G_LOG_DOMAIN "vt-catalogue"

/* Finds and sorts: what does not depend on the order is decided slot by slot, through memory from its beginning to its
 * end; the order is a permutation that is kept for the next question. */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem */
#endif

#include "catalogue/vt-product-table.h"

#include "base/vt-text.h"
#include "catalogue/vt-product-table-private.h"

#include <string.h>

#define NO_NUMBER G_MAXUINT32

/* Words beyond these are not looked for. */
#define MAX_WORDS 16

/* A filter as it is asked of each record. */
typedef struct
{
  VtProductTable *table;
  const VtProductFilter *filter;
  guint32 vendor; /* NO_NUMBER: any */
  guint32 type;
  guint32 tag;
  const char *words[MAX_WORDS];
  gsize lengths[MAX_WORDS];
  guint n_words;
} Test;

typedef struct
{
  guint64 key;
  guint32 slot;
} Ranked;

/* The number of a word, which is given one when it is new. */
guint32
vt_dictionary_add (VtDictionary *self, const char *word)
{
  gpointer number = NULL;
  char *copy;

  if (g_hash_table_lookup_extended (self->numbers, word, NULL, &number))
    return GPOINTER_TO_UINT (number);

  copy = g_strdup (word);
  g_ptr_array_add (self->words, copy);
  g_hash_table_insert (self->numbers, copy, GUINT_TO_POINTER (self->words->len - 1));
  return self->words->len - 1;
}

static void
dictionary_clear (VtDictionary *self)
{
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->words);
}

/**
 * vt_product_table_free:
 * @self: (nullable): a table
 */
void
vt_product_table_free (VtProductTable *self)
{
  if (self == NULL)
    return;

  vt_collator_free (self->collator);
  g_array_unref (self->records);
  g_array_unref (self->places);
  g_string_free (self->texts, TRUE);
  g_byte_array_unref (self->keys);
  g_array_unref (self->tags);
  g_array_unref (self->by_title);
  g_clear_pointer (&self->sorted, g_array_unref);
  g_byte_array_unref (self->members);
  g_array_unref (self->found);
  dictionary_clear (&self->vendors);
  dictionary_clear (&self->types);
  dictionary_clear (&self->tag_names);
  g_free (self->found_filter);
  g_free (self->found_text);
  g_free (self->locale);
  g_free (self);
}

gboolean
vt_product_table_find (VtProductTable *self, gint64 id, guint32 *slot)
{
  const VtProductPlace *places = (const VtProductPlace *) (gpointer) self->places->data;
  guint low = 0;
  guint high = self->places->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (places[middle].id < id)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->places->len || places[low].id != id)
    return FALSE;

  *slot = places[low].slot;
  return TRUE;
}

/* What was found out for the last question is not so any more. */
void
vt_product_table_forget_answers (VtProductTable *self)
{
  g_clear_pointer (&self->sorted, g_array_unref);
  g_clear_pointer (&self->found_filter, g_free);
  self->collection_id = 0;
}

/* Order ----------------------------------------------------------------------------------------------------------- */

int
vt_product_table_compare_titles (VtProductTable *self, guint32 a, guint32 b)
{
  const VtProductRecord *first = vt_product_table_record (self, a);
  const VtProductRecord *second = vt_product_table_record (self, b);
  int compared = memcmp (self->keys->data + first->key, self->keys->data + second->key,
                         MIN (first->key_length, second->key_length));

  if (compared != 0)
    return compared;
  if (first->key_length != second->key_length)
    return first->key_length < second->key_length ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

static int
compare_ranked (gconstpointer a, gconstpointer b, gpointer table)
{
  const Ranked *first = a;
  const Ranked *second = b;

  if (first->key != second->key)
    return first->key < second->key ? -1 : 1;
  return vt_product_table_compare_titles (table, first->slot, second->slot);
}

/* The first bytes of a title's key as a number, which settles most comparisons without a look into memory far away. */
static guint64
key_start (VtProductTable *self, const VtProductRecord *record)
{
  guint64 start = 0;

  memcpy (&start, self->keys->data + record->key, MIN (record->key_length, sizeof start));
  return GUINT64_FROM_BE (start);
}

void
vt_product_table_sort_titles (VtProductTable *self, guint32 *slots, guint n)
{
  g_autofree Ranked *ranked = g_new (Ranked, n + 1);

  for (guint i = 0; i < n; i++)
    ranked[i] = (Ranked){ key_start (self, vt_product_table_record (self, slots[i])), slots[i] };
  g_qsort_with_data (ranked, (int) n, sizeof *ranked, compare_ranked, self);
  for (guint i = 0; i < n; i++)
    slots[i] = ranked[i].slot;
}

/* Sorts by the keys, 16 bits at a time; what is equal keeps its order. */
static void
sort_by_keys (Ranked *ranked, guint n)
{
  g_autofree Ranked *other = g_new (Ranked, n + 1);
  g_autofree guint *starts = g_new (guint, G_MAXUINT16 + 2);
  Ranked *from = ranked;
  Ranked *to = other;

  for (guint shift = 0; shift < 64; shift += 16)
    {
      memset (starts, 0, (G_MAXUINT16 + 2) * sizeof *starts);
      for (guint i = 0; i < n; i++)
        starts[((from[i].key >> shift) & G_MAXUINT16) + 1]++;
      if (n == 0 || starts[((from[0].key >> shift) & G_MAXUINT16) + 1] == n)
        continue;

      for (guint i = 0; i < G_MAXUINT16; i++)
        starts[i + 1] += starts[i];
      for (guint i = 0; i < n; i++)
        to[starts[(from[i].key >> shift) & G_MAXUINT16]++] = from[i];
      from = from == ranked ? other : ranked;
      to = to == ranked ? other : ranked;
    }

  if (from != ranked)
    memcpy (ranked, from, n * sizeof *ranked);
}

static int
compare_skus (gconstpointer a, gconstpointer b, gpointer data)
{
  VtProductTable *self = data;
  const VtProductRecord *first = vt_product_table_record (self, ((const Ranked *) a)->slot);
  const VtProductRecord *second = vt_product_table_record (self, ((const Ranked *) b)->slot);
  int compared = memcmp (self->texts->str + first->text + first->sku, self->texts->str + second->text + second->sku,
                         MIN (first->sku_length, second->sku_length));

  if (compared != 0)
    return compared;
  if (first->sku_length != second->sku_length)
    return first->sku_length < second->sku_length ? -1 : 1;
  /* By title, which is the order that they came in. */
  return ((const Ranked *) a)->key < ((const Ranked *) b)->key ? -1 : 1;
}

static int
compare_words (gconstpointer a, gconstpointer b, gpointer data)
{
  const GByteArray *keys = data;
  const VtProductRecord *first = a;
  const VtProductRecord *second = b;
  int compared =
      memcmp (keys->data + first->key, keys->data + second->key, MIN (first->key_length, second->key_length));

  if (compared != 0 || first->key_length == second->key_length)
    return compared;
  return first->key_length < second->key_length ? -1 : 1;
}

/* Where each word of a dictionary stands among the others, by its number; "" has no rank. */
static gint64 *
rank_words (VtProductTable *self, const VtDictionary *dictionary)
{
  guint n = dictionary->words->len;
  gint64 *ranks = g_new (gint64, n + 1);
  g_autofree VtProductRecord *words = g_new0 (VtProductRecord, n + 1);
  g_autoptr (GByteArray) keys = g_byte_array_new ();

  for (guint i = 0; i < n; i++)
    {
      words[i].id = i;
      words[i].key = keys->len;
      vt_collator_append_key (self->collator, g_ptr_array_index (dictionary->words, i), keys);
      words[i].key_length = (guint32) (keys->len - words[i].key);
    }
  g_qsort_with_data (words, (int) n, sizeof *words, compare_words, keys);
  for (guint i = 0; i < n; i++)
    ranks[words[i].id] = *(const char *) g_ptr_array_index (dictionary->words, words[i].id) != '\0' ? i : VT_TABLE_NONE;

  return ranks;
}

static gint64
value_of (const VtProductRecord *record, VtProductOrder order, const gint64 *ranks)
{
  switch (order)
    {
    case VT_PRODUCT_BY_STATUS:
      return record->status;
    case VT_PRODUCT_BY_SKU:
      return record->sku_length > 0 ? 0 : VT_TABLE_NONE;
    case VT_PRODUCT_BY_PRICE:
      return record->price_min;
    case VT_PRODUCT_BY_COMPARE:
      return record->compare;
    case VT_PRODUCT_BY_COST:
      return record->cost;
    case VT_PRODUCT_BY_MARGIN:
      return record->margin_bp;
    case VT_PRODUCT_BY_STOCK:
      return record->on_hand;
    case VT_PRODUCT_BY_VENDOR:
      return ranks[record->vendor];
    case VT_PRODUCT_BY_TYPE:
      return ranks[record->type];
    case VT_PRODUCT_BY_VARIANTS:
      return record->n_variants;
    case VT_PRODUCT_BY_CREATED:
      return record->created_us;
    case VT_PRODUCT_BY_UPDATED:
      return record->updated_us;
    case VT_PRODUCT_BY_TITLE:
    case VT_PRODUCT_N_ORDERS:
    default:
      return 0;
    }
}

/* All slots in the order, those that have no value for it at the end. */
static const guint32 *
sort_all (VtProductTable *self, VtProductOrder order)
{
  guint n = self->by_title->len;
  g_autofree Ranked *ranked = NULL;
  g_autofree gint64 *ranks = NULL;
  guint n_blank = 0;

  if (self->sorted != NULL && self->sorted_by == order)
    return (const guint32 *) (gpointer) self->sorted->data;

  if (order == VT_PRODUCT_BY_VENDOR || order == VT_PRODUCT_BY_TYPE)
    ranks = rank_words (self, order == VT_PRODUCT_BY_VENDOR ? &self->vendors : &self->types);
  g_clear_pointer (&self->sorted, g_array_unref);
  self->sorted = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  g_array_set_size (self->sorted, n);
  self->sorted_by = order;
  self->n_valued = 0;
  ranked = g_new (Ranked, n + 1);
  for (guint i = 0; i < n; i++)
    {
      guint32 slot = g_array_index (self->by_title, guint32, i);
      gint64 value = value_of (vt_product_table_record (self, slot), order, ranks);

      if (value == VT_TABLE_NONE)
        g_array_index (self->sorted, guint32, n - ++n_blank) = slot;
      else
        ranked[self->n_valued++] = (Ranked){ (guint64) value ^ G_GUINT64_CONSTANT (0x8000000000000000), slot };
    }

  if (order == VT_PRODUCT_BY_SKU)
    {
      for (guint i = 0; i < self->n_valued; i++)
        ranked[i].key = i;
      g_qsort_with_data (ranked, (int) self->n_valued, sizeof *ranked, compare_skus, self);
    }
  else
    sort_by_keys (ranked, self->n_valued);
  for (guint i = 0; i < self->n_valued; i++)
    g_array_index (self->sorted, guint32, i) = ranked[i].slot;
  /* They were put in from the end. */
  for (guint i = self->n_valued, j = n; i + 1 < j; i++)
    {
      guint32 slot = g_array_index (self->sorted, guint32, --j);

      g_array_index (self->sorted, guint32, j) = g_array_index (self->sorted, guint32, i);
      g_array_index (self->sorted, guint32, i) = slot;
    }

  return (const guint32 *) (gpointer) self->sorted->data;
}

/* Finding --------------------------------------------------------------------------------------------------------- */

static gboolean
number_of (const VtDictionary *dictionary, const char *word, guint32 *number)
{
  gpointer found = NULL;

  *number = NO_NUMBER;
  if (word == NULL)
    return TRUE;
  if (!g_hash_table_lookup_extended (dictionary->numbers, word, NULL, &found))
    return FALSE;

  *number = GPOINTER_TO_UINT (found);
  return TRUE;
}

static gboolean
has_tag (const Test *test, const VtProductRecord *record)
{
  const guint32 *tags = (const guint32 *) (gpointer) test->table->tags->data + record->first_tag;

  for (guint i = 0; i < record->n_tags; i++)
    if (tags[i] == test->tag)
      return TRUE;

  return FALSE;
}

static gboolean
has_facts (const Test *test, guint32 slot, const VtProductRecord *record)
{
  const VtProductFilter *filter = test->filter;

  return (filter->status == 0 || (filter->status & (1u << record->status)) != 0) &&
         (filter->stock == 0 || (filter->stock & record->stock) != 0) &&
         (filter->lacks & record->lacks) == filter->lacks && record->updated_us >= filter->changed_since_us &&
         (filter->price_min_minor < 0 || record->price_max >= filter->price_min_minor) &&
         (filter->price_max_minor < 0 || record->price_min <= filter->price_max_minor) &&
         (test->vendor == NO_NUMBER || record->vendor == test->vendor) &&
         (test->type == NO_NUMBER || record->type == test->type) &&
         (filter->collection_id == 0 || (slot < test->table->members->len && test->table->members->data[slot] != 0)) &&
         (test->tag == NO_NUMBER || has_tag (test, record));
}

static gboolean
has_words (const Test *test, const VtProductRecord *record)
{
  const char *text = test->table->texts->str + record->text;

  for (guint i = 0; i < test->n_words; i++)
    if (memmem (text, record->text_length, test->words[i], test->lengths[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* The words in the form that the records have. */
static char *
fold_words (const char *text)
{
  g_autofree char *normal = vt_text_normalise (text);
  g_autofree char *folded = vt_text_fold (normal);

  return vt_text_single_line (folded);
}

/* All conditions but the words, as one text to compare. */
static char *
write_facts (const VtProductFilter *filter)
{
  return g_strdup_printf ("%u\n%u\n%u\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT
                          "\n%" G_GINT64_FORMAT "\n%s\n%s\n%s\n%d%d%d",
                          filter->status, filter->stock, filter->lacks, filter->collection_id, filter->price_min_minor,
                          filter->price_max_minor, filter->changed_since_us,
                          filter->vendor != NULL ? filter->vendor : "", filter->type != NULL ? filter->type : "",
                          filter->tag != NULL ? filter->tag : "", filter->vendor != NULL, filter->type != NULL,
                          filter->tag != NULL);
}

static void
split_words (Test *test, char *text)
{
  char *word = text;

  while (word != NULL && *word != '\0' && test->n_words < MAX_WORDS)
    {
      char *end = strchr (word, ' ');

      test->words[test->n_words] = word;
      test->lengths[test->n_words++] = end != NULL ? (gsize) (end - word) : strlen (word);
      word = end != NULL ? end + 1 : NULL;
    }
}

/* Keeps in `found` the slots that fulfil the filter. More letters find less: then only what was found is asked. */
static void
find_slots (VtProductTable *self, Test *test, char *text, char *facts)
{
  gboolean narrower = g_strcmp0 (facts, self->found_filter) == 0 && g_str_has_prefix (text, self->found_text) &&
                      *self->found_text != '\0';
  guint32 *found;
  guint n = 0;

  if (!narrower)
    {
      g_array_set_size (self->found, self->records->len);
      found = (guint32 *) (gpointer) self->found->data;
      for (guint32 slot = 0; slot < self->records->len; slot++)
        {
          const VtProductRecord *record = vt_product_table_record (self, slot);

          if (record->id != 0 && has_facts (test, slot, record) && has_words (test, record))
            found[n++] = slot;
        }
    }
  else
    {
      found = (guint32 *) (gpointer) self->found->data;
      for (guint i = 0; i < self->found->len; i++)
        if (has_words (test, vt_product_table_record (self, found[i])))
          found[n++] = found[i];
    }

  g_array_set_size (self->found, n);
  g_free (self->found_filter);
  g_free (self->found_text);
  self->found_filter = facts;
  self->found_text = text;
}

static GArray *
put_in_order (VtProductTable *self, VtProductOrder order, gboolean descending)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->found->len);
  g_autofree guint8 *wanted = g_malloc0 (self->records->len + 1);
  guint n = self->by_title->len;
  guint n_valued = n;
  const guint32 *slots = (const guint32 *) (gpointer) self->by_title->data;

  if (order != VT_PRODUCT_BY_TITLE)
    {
      slots = sort_all (self, order);
      n_valued = self->n_valued;
    }
  for (guint i = 0; i < self->found->len; i++)
    wanted[g_array_index (self->found, guint32, i)] = 1;
  for (guint i = 0; i < n; i++)
    {
      guint32 slot = slots[i < n_valued && descending ? n_valued - 1 - i : i];

      if (wanted[slot])
        g_array_append_val (ids, vt_product_table_record (self, slot)->id);
    }

  return ids;
}

/**
 * vt_product_table_query:
 * @self: a table
 * @db: the database it was read from, for the members of a collection
 * @filter: which products
 * @order: what they are sorted by; equal ones by title
 * @descending: whether from the last to the first; those without a value are at the end in any case
 * @error: a #VtDbError
 *
 * Words are compared without letter case and accents, in any order, each as a part of a field.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the ids of the products
 */
GArray *
vt_product_table_query (VtProductTable *self,
                        VtDb *db,
                        const VtProductFilter *filter,
                        VtProductOrder order,
                        gboolean descending,
                        GError **error)
{
  Test test = { .table = self, .filter = filter };
  char *text;

  g_return_val_if_fail (order < VT_PRODUCT_N_ORDERS, NULL);

  if (!number_of (&self->vendors, filter->vendor, &test.vendor) ||
      !number_of (&self->types, filter->type, &test.type) || !number_of (&self->tag_names, filter->tag, &test.tag))
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  if (filter->collection_id != 0 && !vt_product_table_read_members (self, db, filter->collection_id, error))
    return NULL;
  if ((filter->lacks & VT_PRODUCT_UNTRUE_COMPARE) != 0 && !vt_product_table_judge_prices (self, db, error))
    return NULL;

  text = fold_words (filter->text);
  split_words (&test, text);
  find_slots (self, &test, text, write_facts (filter));
  return put_in_order (self, order, descending);
}

/**
 * vt_product_table_get_n_products:
 * @self: a table
 *
 * Returns: how many products there are
 */
guint
vt_product_table_get_n_products (VtProductTable *self)
{
  return self->places->len;
}

/**
 * vt_product_table_get_n_variants:
 * @self: a table
 *
 * Returns: how many variants they have together
 */
guint
vt_product_table_get_n_variants (VtProductTable *self)
{
  return self->n_variants;
}

/**
 * vt_product_table_get_size:
 * @self: a table
 *
 * Returns: the bytes of memory that it holds, those of its dictionaries apart
 */
gsize
vt_product_table_get_size (VtProductTable *self)
{
  gsize n = self->records->len;

  return n * sizeof (VtProductRecord) + self->places->len * sizeof (VtProductPlace) + self->texts->allocated_len +
         self->keys->len + self->tags->len * sizeof (guint32) + self->by_title->len * sizeof (guint32) +
         (self->sorted != NULL ? self->sorted->len : 0) * sizeof (guint32) + self->members->len +
         self->found->len * sizeof (guint32);
}

/* The words that are in use, in their order. */
static char **
dup_used (VtProductTable *self, const VtDictionary *dictionary, const guint8 *used)
{
  guint n = dictionary->words->len;
  g_autofree gint64 *ranks = rank_words (self, dictionary);
  g_autofree const char **in_order = g_new0 (const char *, n + 1);
  char **words = g_new0 (char *, n + 1);
  guint n_words = 0;

  for (guint i = 0; i < n; i++)
    if (used[i] && ranks[i] != VT_TABLE_NONE)
      in_order[ranks[i]] = g_ptr_array_index (dictionary->words, i);
  for (guint i = 0; i < n; i++)
    if (in_order[i] != NULL)
      words[n_words++] = g_strdup (in_order[i]);

  return words;
}

/**
 * vt_product_table_dup_vendors:
 * @self: a table
 *
 * Returns: (transfer full) (array zero-terminated=1): all vendors, in the order of the language
 */
char **
vt_product_table_dup_vendors (VtProductTable *self)
{
  g_autofree guint8 *used = g_malloc0 (self->vendors.words->len + 1);

  for (guint i = 0; i < self->places->len; i++)
    used[vt_product_table_record (self, g_array_index (self->places, VtProductPlace, i).slot)->vendor] = 1;

  return dup_used (self, &self->vendors, used);
}

/**
 * vt_product_table_dup_types:
 * @self: a table
 *
 * Returns: (transfer full) (array zero-terminated=1): all types, in the order of the language
 */
char **
vt_product_table_dup_types (VtProductTable *self)
{
  g_autofree guint8 *used = g_malloc0 (self->types.words->len + 1);

  for (guint i = 0; i < self->places->len; i++)
    used[vt_product_table_record (self, g_array_index (self->places, VtProductPlace, i).slot)->type] = 1;

  return dup_used (self, &self->types, used);
}

/**
 * vt_product_table_dup_tags:
 * @self: a table
 *
 * Returns: (transfer full) (array zero-terminated=1): all tags, in the order of the language
 */
char **
vt_product_table_dup_tags (VtProductTable *self)
{
  g_autofree guint8 *used = g_malloc0 (self->tag_names.words->len + 1);

  for (guint i = 0; i < self->places->len; i++)
    {
      const VtProductRecord *record =
          vt_product_table_record (self, g_array_index (self->places, VtProductPlace, i).slot);

      for (guint j = 0; j < record->n_tags; j++)
        used[g_array_index (self->tags, guint32, record->first_tag + j)] = 1;
    }

  return dup_used (self, &self->tag_names, used);
}
