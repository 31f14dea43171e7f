/* What the merchant says of words and of single queries, and what shoppers did after them, for whichever index holds
 * the products. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-index-merchant.h"

#include "search/vt-index-words.h"
#include "search/vt-search-rule.h"
#include "search/vt-search-signal-store.h"
#include "search/vt-synonym.h"

#include <string.h>

static void
add_pair (VixBuilder *builder, const char *word, const char *other)
{
  vix_builder_add_synonym (builder, word, strlen (word), other, strlen (other));
}

/* As vt_index_words_part(), text without spaces or not. */
static char *
part (VtIndexWords *words, const char *text)
{
  char *parted = vt_index_words_part (words, text, -1);

  return parted != NULL ? parted : g_strdup (text);
}

static void
add_synonym (VixBuilder *builder, VtIndexWords *parting, const VtSynonym *synonym)
{
  g_autofree char *source = part (parting, synonym->source);
  g_autofree char *others = part (parting, synonym->words);
  g_auto (GStrv) words = g_strsplit (others, ", ", -1);
  gboolean both_ways = *synonym->source == '\0';

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!both_ways)
        add_pair (builder, source, words[i]);
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

/**
 * vt_index_merchant_add_synonyms:
 * @builder: an index that is being built
 * @db: a shop's database or a public catalogue
 * @language: the index's, a code of one of the shop's languages
 * @error: a #VtDbError
 *
 * Adds what the merchant says means the same, in this language or in all.
 *
 * Returns: whether it could be read
 */
gboolean
vt_index_merchant_add_synonyms (VixBuilder *builder, VtDb *db, const char *language, GError **error)
{
  g_autoptr (GPtrArray) synonyms = vt_synonym_list (db, error);
  g_autoptr (VtIndexWords) words = vt_index_words_new (vt_index_language (language));

  for (guint i = 0; synonyms != NULL && i < synonyms->len; i++)
    {
      const VtSynonym *synonym = g_ptr_array_index (synonyms, i);

      if (is_of (synonym->language, language))
        add_synonym (builder, words, synonym);
    }

  return synonyms != NULL;
}

static void
add_rule (VixBuilder *builder, const VtSearchRule *rule, guint place, VtIndexFindFunc find, gpointer data)
{
  static const VixVerdictKind kinds[] = {
    [VT_SEARCH_RULE_PIN] = VIX_VERDICT_PIN,
    [VT_SEARCH_RULE_HIDE] = VIX_VERDICT_HIDE,
    [VT_SEARCH_RULE_BOOST] = VIX_VERDICT_WEIGHT,
  };
  gsize length = strlen (rule->query);
  guint32 document = 0;

  if (rule->kind == VT_SEARCH_RULE_REDIRECT)
    vix_builder_add_redirect (builder, rule->query, length, rule->path, strlen (rule->path));
  else if (find (rule->product_id, &document, data))
    vix_builder_add_verdict (builder, rule->query, length, kinds[rule->kind], document,
                             rule->kind == VT_SEARCH_RULE_PIN ? place : (guint) (100 + rule->percent) * 256 / 100);
}

/**
 * vt_index_merchant_add_rules:
 * @builder: an index that is being built, with all its documents
 * @db: a shop's database or a public catalogue
 * @language: the index's, a code of one of the shop's languages
 * @find: tells the document of a product
 * @data: for @find
 * @error: a #VtDbError
 *
 * Adds the rules for this language or for all; those of one query stand in their order.
 *
 * Returns: whether they could be read
 */
gboolean
vt_index_merchant_add_rules (VixBuilder *builder,
                             VtDb *db,
                             const char *language,
                             VtIndexFindFunc find,
                             gpointer data,
                             GError **error)
{
  g_autoptr (GPtrArray) rules = vt_search_rule_list (db, NULL, error);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const VtSearchRule *rule = g_ptr_array_index (rules, i);

      if (is_of (rule->language, language))
        add_rule (builder, rule, i, find, data);
    }

  return rules != NULL;
}

typedef struct
{
  VixBuilder *builder;
  VtIndexFindFunc find;
  gpointer data;
} Signals;

static void
add_signal (const VtSearchSignal *signal, gpointer data)
{
  const Signals *signals = data;
  guint32 document = 0;

  if (signals->find (signal->product_id, &document, signals->data))
    vix_builder_add_verdict (signals->builder, signal->query, strlen (signal->query), VIX_VERDICT_WEIGHT, document,
                             signal->weight);
}

/**
 * vt_index_merchant_add_signals:
 * @builder: an index that is being built, with all its documents
 * @db: a shop's database or a public catalogue
 * @find: tells the document of a product
 * @data: for @find
 * @error: a #VtDbError
 *
 * Adds what shoppers' behaviour says about products, of the shop's queries in whichever language.
 *
 * Returns: whether it could be read
 */
gboolean
vt_index_merchant_add_signals (VixBuilder *builder, VtDb *db, VtIndexFindFunc find, gpointer data, GError **error)
{
  Signals signals = { builder, find, data };

  return vt_search_signals_each (db, add_signal, &signals, error);
}
