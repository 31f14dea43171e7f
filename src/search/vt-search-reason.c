#define G_LOG_DOMAIN "vt-search"

#include "search/vt-search-reason.h"

#include "search/engine/vix-colour-words.h"
#include "search/vt-index-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MARKS_MAX 64

/* A smaller difference is not worth a word. */
#define LEAST_PERCENT 2

/* Below this share of what the query says, in 256ths, a product is hardly what was meant. */
#define LITTLE_SEEN 160 /* 256ths: a photograph shows hardly any of the colour */
#define WEAK_SHARE  128

static const struct
{
  const char *name;
  const char *words;
} kinds[] = {
  [VT_SEARCH_REASON_SPELLING] = { "spelling", N_ ("Spelling") },
  [VT_SEARCH_REASON_WORDS] = { "words", N_ ("Words") },
  [VT_SEARCH_REASON_COLOUR] = { "colour", N_ ("Colour") },
  [VT_SEARCH_REASON_SHOPPERS] = { "shoppers", N_ ("What shoppers did") },
  [VT_SEARCH_REASON_RULES] = { "rules", N_ ("Your rules") },
};

/* Where a word stands, the best place first; the second text has the word in it. */
static const struct
{
  VtIndexField field;
  const char *alone;
  const char *of_word;
} places[] = {
  { VT_INDEX_TITLE, N_ ("in the title"), N_ ("“%s” in the title") },
  { VT_INDEX_NAME, N_ ("in its other name"), N_ ("“%s” in its other name") },
  { VT_INDEX_CODE, N_ ("its article number"), N_ ("“%s” is its article number") },
  { VT_INDEX_TYPE, N_ ("in its type, tags or collections"), N_ ("“%s” in its type, tags or collections") },
  { VT_INDEX_BRAND, N_ ("the brand"), N_ ("“%s” is the brand") },
  { VT_INDEX_COLOUR, N_ ("in its colours"), N_ ("“%s” in its colours") },
  { VT_INDEX_ATTRIBUTES, N_ ("in its options and facts"), N_ ("“%s” in its options and facts") },
  { VT_INDEX_TEXT, N_ ("only in the description"), N_ ("“%s” only in the description") },
};

/**
 * vt_search_reason_new:
 * @kind: what it is about
 * @against: whether the product stands lower for it
 * @text: (transfer full): the reason, translated
 *
 * Returns: (transfer full): a reason
 */
VtSearchReason *
vt_search_reason_new (VtSearchReasonKind kind, gboolean against, char *text)
{
  VtSearchReason *self = g_new0 (VtSearchReason, 1);

  self->kind = kind;
  self->against = against;
  self->text = text;
  return self;
}

/**
 * vt_search_reason_free:
 * @self: (nullable): a reason
 */
void
vt_search_reason_free (VtSearchReason *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

/**
 * vt_search_reason_kind_to_words:
 * @kind: what a reason is about
 *
 * Returns: the same, translated
 */
const char *
vt_search_reason_kind_to_words (VtSearchReasonKind kind)
{
  return _ (kinds[kind].words);
}

/**
 * vt_search_reason_kind_to_string:
 * @kind: what a reason is about
 *
 * Returns: its name for programs
 */
const char *
vt_search_reason_kind_to_string (VtSearchReasonKind kind)
{
  return kinds[kind].name;
}

/**
 * vt_search_reasons_new:
 *
 * Returns: (transfer full) (element-type VtSearchReason): no reasons yet
 */
GPtrArray *
vt_search_reasons_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vt_search_reason_free);
}

static void
add (GPtrArray *reasons, VtSearchReasonKind kind, gboolean against, char *text)
{
  for (guint i = 0; i < reasons->len; i++)
    if (g_str_equal (((VtSearchReason *) g_ptr_array_index (reasons, i))->text, text))
      {
        g_free (text);
        return;
      }

  g_ptr_array_add (reasons, vt_search_reason_new (kind, against, text));
}

static char *
dup_term (const VixTerm *term)
{
  return g_strndup (term->text.text, term->text.length);
}

static char *
dup_word (const VixIndex *index, uint32_t word)
{
  VixSpelling spelling;
  char text[VIX_LETTERS_MAX * 4];
  size_t length;

  vix_dictionary_word (&index->dictionary, word, &spelling);
  length = vix_dictionary_write (&index->dictionary, &spelling, text, sizeof text);
  return g_strndup (text, length);
}

/* The word as the product has it where it was misread, else as it was typed. */
static char *
dup_said (const VixIndex *index, const VixTerm *term, const VixTermFit *fit)
{
  gboolean other = fit->reason == VIX_REASON_CORRECTION || fit->reason == VIX_REASON_SOUND ||
                   fit->reason == VIX_REASON_SYNONYM || fit->reason == VIX_REASON_JOINED;

  return other ? dup_word (index, fit->word) : dup_term (term);
}

/* The best of the places where a word stands; the last one when the index knows no better. */
static guint
find_place (uint32_t fields)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if ((fields >> places[i].field & 1) != 0)
      return i;

  return G_N_ELEMENTS (places) - 1;
}

/* What the word was taken for, where that is not plain to see. */
static void
add_reading (GPtrArray *reasons, const VixIndex *index, const VixTerm *term, const VixTermFit *fit)
{
  g_autofree char *asked = dup_term (term);
  g_autofree char *word = dup_word (index, fit->word);

  switch (fit->reason)
    {
    case VIX_REASON_CORRECTION:
      /* TRANSLATORS: a word as it was typed, and what it was taken for: “soffa” read as sofa */
      add (reasons, VT_SEARCH_REASON_SPELLING, FALSE, g_strdup_printf (_ ("“%s” read as %s"), asked, word));
      break;
    case VIX_REASON_SOUND:
      /* TRANSLATORS: a word as it was typed, and one that is spoken alike: “kouch” sounds like couch */
      add (reasons, VT_SEARCH_REASON_SPELLING, FALSE, g_strdup_printf (_ ("“%s” sounds like %s"), asked, word));
      break;
    case VIX_REASON_JOINED:
      /* TRANSLATORS: words as they were typed, and how the product has them: “t” with its neighbour is tshirt */
      add (reasons, VT_SEARCH_REASON_SPELLING, FALSE,
           g_strdup_printf (_ ("“%s” with its neighbour is %s"), asked, word));
      break;
    case VIX_REASON_SYNONYM:
      /* TRANSLATORS: what the product says, and what was typed: armchair, next to sofa in your synonyms */
      add (reasons, VT_SEARCH_REASON_RULES, FALSE,
           g_strdup_printf (_ ("%s, next to %s in your synonyms"), word, asked));
      break;
    case VIX_REASON_COLOUR:
    case VIX_REASON_SEEN:
    case VIX_REASON_EXACT:
    case VIX_REASON_STEM:
    case VIX_REASON_COMPLETION:
    default:
      break;
    }
}

static gboolean
is_colour (const VixTermFit *fit)
{
  return fit->reason == VIX_REASON_COLOUR || fit->reason == VIX_REASON_SEEN;
}

/* Where all words stand at once, in one chip; else one for each place. */
static void
add_places (GPtrArray *reasons, const VixIndex *index, const VixResult *result, const VixExplanation *explanation)
{
  guint used = 0;
  guint n_places = 0;
  guint n_missing = 0;

  for (guint i = 0; i < explanation->n_terms; i++)
    if (explanation->terms[i].matched && !is_colour (&explanation->terms[i]))
      used |= 1u << find_place (explanation->terms[i].fields);
    else if (!explanation->terms[i].matched && !result->terms[i].optional)
      n_missing++;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    n_places += used >> i & 1;

  for (guint i = 0; i < explanation->n_terms; i++)
    {
      const VixTermFit *fit = &explanation->terms[i];
      g_autofree char *word = NULL;
      guint place = find_place (fit->fields);

      if (!fit->matched || is_colour (fit) || (result->terms[i].optional && n_places > 1))
        continue;
      word = dup_said (index, &result->terms[i], fit);
      if (n_places == 1 && n_missing == 0)
        add (reasons, VT_SEARCH_REASON_WORDS, FALSE, g_strdup (_ (places[place].alone)));
      else
        {
          add (reasons, VT_SEARCH_REASON_WORDS, FALSE, g_strdup_printf (_ (places[place].of_word), word));
        }
    }
}

static void
add_colour (GPtrArray *reasons, const VixTerm *term, const VixTermFit *fit, gboolean little)
{
  g_autofree char *word = dup_term (term);

  if (fit->matched && fit->reason == VIX_REASON_SEEN && little)
    /* TRANSLATORS: %s is a colour as it was typed */
    add (reasons, VT_SEARCH_REASON_COLOUR, TRUE, g_strdup_printf (_ ("little %s in the photo: lower"), word));
  else if (fit->matched && fit->reason == VIX_REASON_SEEN)
    /* TRANSLATORS: %s is a colour as it was typed: brown, seen in the photo */
    add (reasons, VT_SEARCH_REASON_COLOUR, FALSE, g_strdup_printf (_ ("%s, seen in the photo"), word));
  else if (fit->matched && is_colour (fit))
    /* TRANSLATORS: %s is a colour as it was typed: brown, by its colour */
    add (reasons, VT_SEARCH_REASON_COLOUR, FALSE, g_strdup_printf (_ ("%s, by its colour"), word));
  else if (!fit->matched && term->colours != 0)
    /* TRANSLATORS: %s is a colour as it was typed: the product has another, and stands lower */
    add (reasons, VT_SEARCH_REASON_COLOUR, TRUE, g_strdup_printf (_ ("not %s: lower"), word));
}

static void
add_missing (GPtrArray *reasons, const VixResult *result, const VixExplanation *explanation)
{
  for (guint i = 0; i < explanation->n_terms; i++)
    {
      const VixTerm *term = &result->terms[i];
      g_autofree char *word = dup_term (term);

      if (!explanation->terms[i].matched && !term->optional && term->colours == 0)
        add (reasons, VT_SEARCH_REASON_WORDS, TRUE, g_strdup_printf (_ ("without “%s”"), word));
    }
  if (explanation->share < WEAK_SHARE)
    add (reasons, VT_SEARCH_REASON_WORDS, TRUE, g_strdup (_ ("weak match")));
  if (explanation->title.behind_for)
    add (reasons, VT_SEARCH_REASON_WORDS, TRUE, g_strdup (_ ("made for it, not the thing itself")));
}

/**
 * vt_search_reasons_add:
 * @reasons: (element-type VtSearchReason): where to add
 * @index: the index that was asked
 * @result: what it answered; its memory is still there
 * @document: one of its documents
 *
 * Says why the document fits, or fits less, as far as words and colours go.
 */
void
vt_search_reasons_add (GPtrArray *reasons, const VixIndex *index, const VixResult *result, guint32 document)
{
  VixExplanation explanation;

  vix_explain (index, result, document, &explanation);
  for (guint i = 0; i < explanation.n_terms; i++)
    if (explanation.terms[i].matched)
      add_reading (reasons, index, &result->terms[i], &explanation.terms[i]);
  add_places (reasons, index, result, &explanation);
  for (guint i = 0; i < explanation.n_terms; i++)
    add_colour (reasons, &result->terms[i], &explanation.terms[i], explanation.seen < LITTLE_SEEN);
  add_missing (reasons, result, &explanation);
}

/**
 * vt_search_reasons_add_shoppers:
 * @reasons: (element-type VtSearchReason): where to add
 * @index: the index that was asked
 * @result: what it answered; its memory is still there
 * @document: one of its documents
 * @boost_percent: what the merchant's own rule says, which stands in the same place; 0 when there is none
 * @signal: (nullable): what is known of the product after this search
 *
 * Says how what shoppers did after this query, and with the product at all, moves it.
 */
void
vt_search_reasons_add_shoppers (GPtrArray *reasons,
                                const VixIndex *index,
                                const VixResult *result,
                                guint32 document,
                                int boost_percent,
                                const VtSearchSignal *signal)
{
  gint64 own = 256 * (100 + boost_percent) / 100;
  VixExplanation explanation;
  gint64 percent;

  vix_explain (index, result, document, &explanation);
  percent = ((gint64) explanation.verdict.weight * 100 + own / 2) / MAX (own, 1) - 100;
  if (percent >= LEAST_PERCENT && signal != NULL)
    add (reasons, VT_SEARCH_REASON_SHOPPERS, FALSE, vt_search_signal_describe (signal));
  else if (percent >= LEAST_PERCENT)
    add (reasons, VT_SEARCH_REASON_SHOPPERS, FALSE,
         g_strdup_printf (_ ("chosen after this search, +%d %%"), (int) percent));
  else if (percent <= -LEAST_PERCENT)
    add (reasons, VT_SEARCH_REASON_SHOPPERS, TRUE,
         g_strdup_printf (_ ("seldom chosen after this search, −%d %%"), (int) -percent));
  if (explanation.verdict.popular * 100 >= 256 * (100 + LEAST_PERCENT))
    add (reasons, VT_SEARCH_REASON_SHOPPERS, FALSE, g_strdup (_ ("popular with shoppers")));
}

/**
 * vt_search_reasons_add_rule:
 * @reasons: (element-type VtSearchReason): where to add
 * @rule: what the merchant said about a product for a query
 * @query: (nullable): the rule's query, when it is not the one that was typed
 */
void
vt_search_reasons_add_rule (GPtrArray *reasons, const VtSearchRule *rule, const char *query)
{
  if (rule->kind == VT_SEARCH_RULE_PIN && query != NULL)
    /* TRANSLATORS: %s is what shoppers search for: pinned by you for sofa */
    add (reasons, VT_SEARCH_REASON_RULES, FALSE, g_strdup_printf (_ ("pinned by you for %s"), query));
  else if (rule->kind == VT_SEARCH_RULE_PIN)
    add (reasons, VT_SEARCH_REASON_RULES, FALSE, g_strdup (_ ("pinned by you")));
  else if (rule->kind == VT_SEARCH_RULE_BOOST && rule->percent > 0)
    add (reasons, VT_SEARCH_REASON_RULES, FALSE, g_strdup_printf (_ ("raised by you, +%d %%"), rule->percent));
  else if (rule->kind == VT_SEARCH_RULE_BOOST)
    add (reasons, VT_SEARCH_REASON_RULES, TRUE, g_strdup_printf (_ ("lowered by you, −%d %%"), -rule->percent));
}

/**
 * vt_search_marks_new:
 * @index: the index that was asked
 * @result: what it answered; its memory is still there
 * @text: a text, valid UTF-8
 *
 * Returns: (transfer full) (element-type VtSearchMark): the parts of the text that words of the query stand for, in
 *   their order
 */
GArray *
vt_search_marks_new (const VixIndex *index, const VixResult *result, const char *text)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (VtSearchMark));
  VixRange ranges[MARKS_MAX];
  uint32_t n = vix_highlight (index, result, text, strlen (text), ranges, MARKS_MAX);

  for (uint32_t i = 0; i < n; i++)
    {
      VtSearchMark mark = { ranges[i].start, ranges[i].end };

      g_array_append_val (marks, mark);
    }

  return marks;
}
