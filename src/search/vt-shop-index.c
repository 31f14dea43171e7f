#define G_LOG_DOMAIN "vt-search"

#include "search/vt-shop-index.h"

#include "search/vt-index-words.h"
#include "search/vt-search-rule.h"
#include "search/vt-search-text.h"
#include "search/vt-shop-texts.h"
#include "search/vt-synonym.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _VtShopIndex
{
  VtIndexFile *file; /* (owned) */
  VixArena *arena;   /* (owned) */
  GPtrArray *rules;  /* (owned) (element-type VtSearchRule) those of the language */
};

/* An index that is being built. */
typedef struct
{
  VixBuilder *builder; /* (owned) */
  VtIndexWords *words; /* (owned) */
  gint64 product_id;   /* whose texts are being added; 0: none yet */
  gboolean full;       /* the engine takes no more */
} Build;

static void
build_clear (Build *self)
{
  g_clear_pointer (&self->builder, vix_builder_free);
  g_clear_pointer (&self->words, vt_index_words_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Build, build_clear)

/* Texts of a product come together; the first is its title. */
static gboolean
add_text (gint64 product_id, VtIndexField field, const char *text, gpointer data)
{
  Build *self = data;
  g_autofree char *parted = vt_index_words_part (self->words, text, -1);
  const char *words = parted != NULL ? parted : text;

  if (product_id != self->product_id)
    {
      char id[24];
      int length = g_snprintf (id, sizeof id, "%" G_GINT64_FORMAT, product_id);

      self->product_id = product_id;
      self->full = !vix_builder_begin (self->builder, id, (size_t) length, text, strlen (text));
    }
  if (!self->full)
    vix_builder_add_text (self->builder, field, words, strlen (words));

  return !self->full;
}

static void
add_pair (VixBuilder *builder, const char *word, const char *other)
{
  vix_builder_add_synonym (builder, word, strlen (word), other, strlen (other));
}

static void
add_synonym (VixBuilder *builder, const VtSynonym *synonym)
{
  g_auto (GStrv) words = g_strsplit (synonym->words, ", ", -1);
  gboolean both_ways = *synonym->source == '\0';

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!both_ways)
        add_pair (builder, synonym->source, words[i]);
      for (guint j = 0; both_ways && words[j] != NULL; j++)
        if (j != i)
          add_pair (builder, words[i], words[j]);
    }
}

static gboolean
is_of (const char *own, const char *language)
{
  return *own == '\0' || g_ascii_strcasecmp (own, language) == 0;
}

static gboolean
add_synonyms (Build *self, VtDb *db, const char *language, GError **error)
{
  g_autoptr (GPtrArray) synonyms = vt_synonym_list (db, error);

  for (guint i = 0; synonyms != NULL && i < synonyms->len; i++)
    {
      const VtSynonym *synonym = g_ptr_array_index (synonyms, i);

      if (is_of (synonym->language, language))
        add_synonym (self->builder, synonym);
    }

  return synonyms != NULL;
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

static VtIndexFile *
build_index (VtDb *db, const char *language, GError **error)
{
  VixLanguage spoken = vt_index_language (language);
  g_auto (Build) build = { vix_builder_new (vt_index_allocator (), spoken), vt_index_words_new (spoken), 0, FALSE };

  vt_index_fields_add (build.builder, NULL);
  if (!add_synonyms (&build, db, language, error) ||
      (!vt_shop_texts_each (db, language, add_text, &build, error) && !build.full))
    return NULL;

  return finish (&build, error);
}

static GPtrArray *
list_rules (VtDb *db, const char *language, GError **error)
{
  g_autoptr (GPtrArray) rules = vt_search_rule_list (db, NULL, error);

  for (guint i = rules != NULL ? rules->len : 0; i > 0; i--)
    {
      const VtSearchRule *rule = g_ptr_array_index (rules, i - 1);

      if (!is_of (rule->language, language))
        g_ptr_array_remove_index (rules, i - 1);
    }

  return g_steal_pointer (&rules);
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
  g_autoptr (GPtrArray) rules = file != NULL ? list_rules (db, language, error) : NULL;
  VtShopIndex *self;

  if (rules == NULL)
    return NULL;

  self = g_new0 (VtShopIndex, 1);
  self->arena = vt_index_arena_new (vt_index_file_get (file));
  self->file = g_steal_pointer (&file);
  self->rules = g_steal_pointer (&rules);
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
  g_clear_pointer (&self->rules, g_ptr_array_unref);
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

typedef struct
{
  gint64 product_id;
  guint64 score;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *first = a, *second = b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  return first->product_id < second->product_id ? -1 : first->product_id > second->product_id;
}

static gint64
product_of (const VixIndex *index, guint32 document)
{
  VixText id = vix_index_id (index, document);
  char text[24] = { 0 };

  memcpy (text, id.text, MIN (id.length, sizeof text - 1));
  return g_ascii_strtoll (text, NULL, 10);
}

static gboolean
find_ranked (GArray *ranked, gint64 product_id, guint *index)
{
  for (guint i = 0; i < ranked->len; i++)
    if (g_array_index (ranked, Ranked, i).product_id == product_id)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

static void
apply_rule (GArray *ranked, const VtSearchRule *rule)
{
  guint at = 0;
  gboolean found = find_ranked (ranked, rule->product_id, &at);

  if (rule->kind == VT_SEARCH_RULE_HIDE && found)
    g_array_remove_index (ranked, at);
  else if (rule->kind == VT_SEARCH_RULE_BOOST && found)
    {
      Ranked *entry = &g_array_index (ranked, Ranked, at);

      entry->score = entry->score * (guint64) (100 + rule->percent) / 100;
    }
}

/* Pins come last of all rules, and in their own order before everything. */
static void
put_pins (GArray *ranked, const GPtrArray *rules, const char *query)
{
  guint place = 0;

  for (guint i = 0; i < rules->len; i++)
    {
      const VtSearchRule *rule = g_ptr_array_index (rules, i);
      Ranked pin = { rule->product_id, G_MAXUINT64 };
      guint at = 0;

      if (rule->kind != VT_SEARCH_RULE_PIN || strcmp (rule->query, query) != 0)
        continue;
      if (find_ranked (ranked, rule->product_id, &at))
        g_array_remove_index (ranked, at);
      g_array_insert_val (ranked, MIN (place, ranked->len), pin);
      place++;
    }
}

static void
apply_rules (VtShopIndex *self, GArray *ranked, const char *query, VtSearchAnswer *answer)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const VtSearchRule *rule = g_ptr_array_index (self->rules, i);

      if (strcmp (rule->query, query) != 0)
        continue;
      if (rule->kind == VT_SEARCH_RULE_REDIRECT && answer->path == NULL)
        answer->path = g_strdup (rule->path);
      else
        apply_rule (ranked, rule);
    }

  g_array_sort (ranked, compare_ranked);
  put_pins (ranked, self->rules, query);
}

static void
append_word (GString *text, const char *word, gsize length)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append_len (text, word, (gssize) length);
}

/* The likeliest of what a word that is not known was taken for. */
static gboolean
append_correction (const VixIndex *index, const VixTerm *term, GString *text)
{
  const VixAlternative *best = NULL;
  VixSpelling spelling;
  char word[VIX_LETTERS_MAX * 4];
  size_t length;

  for (guint i = 0; i < term->n_alternatives; i++)
    {
      const VixAlternative *alternative = &term->alternatives[i];
      gboolean is_correction = alternative->reason == VIX_REASON_CORRECTION || alternative->reason == VIX_REASON_SOUND;

      if (is_correction && (best == NULL || alternative->weight > best->weight))
        best = alternative;
    }
  if (best == NULL)
    return FALSE;

  vix_dictionary_word (&index->dictionary, best->word, &spelling);
  length = vix_dictionary_write (&index->dictionary, &spelling, word, sizeof word);
  append_word (text, word, length);
  return TRUE;
}

static void
tell_words (const VixIndex *index, const VixResult *result, VtSearchAnswer *answer)
{
  g_autoptr (GString) corrected = g_string_new (NULL);
  g_autoptr (GString) dropped = g_string_new (NULL);
  gboolean is_other = FALSE;

  for (guint i = 0; i < result->n_terms; i++)
    {
      const VixTerm *term = &result->terms[i];
      gboolean replaced = !term->known && !term->dropped && append_correction (index, term, corrected);

      if (term->dropped)
        append_word (dropped, term->text.text, term->text.length);
      else if (!replaced)
        append_word (corrected, term->text.text, term->text.length);
      is_other = is_other || replaced;
    }
  answer->corrected = is_other ? g_strdup (corrected->str) : NULL;
  answer->dropped = dropped->len > 0 ? g_strdup (dropped->str) : NULL;
}

static GArray *
rank (VtShopIndex *self, const char *query, gboolean typing, VtSearchAnswer *answer)
{
  const VixIndex *index = vt_shop_index_get (self);
  const VixQuery asked = { .text = query, .length = strlen (query), .typing = typing, .limit = VIX_HITS_MAX };
  GArray *ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  VixResult result = { 0 };

  self->arena->used = 0;
  if (!vix_query_run (index, &asked, self->arena, &result))
    return ranked;
  for (guint i = 0; i < result.n_hits; i++)
    {
      Ranked entry = { product_of (index, result.hits[i].document), result.hits[i].score };

      g_array_append_val (ranked, entry);
    }
  tell_words (index, &result, answer);

  return ranked;
}

/**
 * vt_shop_index_ask:
 * @self: an index
 * @query: what a shopper wrote, valid UTF-8
 * @typing: whether its last word may be the beginning of one
 *
 * The merchant's rules hold for a query that is theirs but for capitals and spaces: what is hidden is left out, what is
 * boosted counts more, and what is pinned stands first, found or not.
 *
 * Returns: (transfer full): the answer; it has no products when there are none
 */
VtSearchAnswer *
vt_shop_index_ask (VtShopIndex *self, const char *query, gboolean typing)
{
  VtSearchAnswer *answer = g_new0 (VtSearchAnswer, 1);
  g_autofree char *plain = vt_search_query_text (query, NULL);
  g_autoptr (GArray) ranked = rank (self, query, typing, answer);

  if (plain != NULL)
    apply_rules (self, ranked, plain, answer);
  answer->product_ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ranked->len);
  for (guint i = 0; i < ranked->len; i++)
    g_array_append_val (answer->product_ids, g_array_index (ranked, Ranked, i).product_id);

  return answer;
}
