/* From the text of a query to terms: which words of the index each of its words stands for. */
#include "search/engine/vix-query-private.h"

#include "search/engine/vix-colour-words.h"
#include "search/engine/vix-fold.h"
#include "search/engine/vix-number.h"
#include "search/engine/vix-words.h"

#define COLOUR_WEIGHT 256u
#define MAYBE_COLOUR  200u /* for words that are more than colours */
#define SEEN_WEIGHT   170u /* for what only a photograph shows */
#define MAYBE_SEEN    40u

static const char *const stop_words[] = {
  [VIX_LANGUAGE_NONE] = "",
  [VIX_LANGUAGE_EN] = " a an and are at by for from in is it my of on or our that the this to with your ",
  [VIX_LANGUAGE_PT] = " a ao as com da das de do dos e em um uma na nas no nos o os ou para pela pelo por que se sem ",
  [VIX_LANGUAGE_ES] = " a al con de del e el en es la las lo los o para por que se sin su un una y ",
  [VIX_LANGUAGE_TH] = " ที ของ และ ใน สำหรับ เป็น มี จาก กับ หรือ ",
};

static const char shade_words[] = " dark light pale bright deep claro clara oscuro oscura escuro escura เขม ออน ";

static bool
is_listed (const char *list, VixText word)
{
  for (const char *at = list; *at != '\0';)
    {
      size_t n = 0;

      while (at[n] != '\0' && at[n] != ' ')
        n++;
      if (n > 0 && vix_compare (at, n, word.text, word.length) == 0)
        return true;
      at += n + (at[n] != '\0');
    }

  return false;
}

/* Returns: whether the word is one of the term's alternatives now. */
bool
vix_term_add (const VixRun *run, VixTerm *term, uint32_t word, uint32_t weight, VixReason reason, int32_t likely)
{
  VixAlternative *alternative;
  VixAlternative *worst = NULL;

  for (uint32_t i = 0; i < term->n_alternatives; i++)
    {
      alternative = &term->alternatives[i];
      if (alternative->word == word)
        {
          alternative->weight = weight > alternative->weight ? weight : alternative->weight;
          alternative->outside =
              alternative->outside > alternative->weight ? alternative->outside : alternative->weight;
          alternative->likely = likely > alternative->likely ? likely : alternative->likely;
          return true;
        }
      if (worst == NULL || alternative->likely < worst->likely)
        worst = alternative;
    }

  if (term->n_alternatives < VIX_ALTERNATIVES_MAX)
    alternative = &term->alternatives[term->n_alternatives++];
  else if (worst != NULL && worst->likely < likely)
    alternative = worst;
  else
    return false;
  *alternative =
      (VixAlternative){ word, weight, weight, reason, likely, vix_index_word_documents (run->index, word), 0 };

  return true;
}

/* How much the term tells: that of the most frequent thing it stands for. */
void
vix_term_settle (const VixRun *run, VixTerm *term)
{
  uint32_t most = 0;

  for (uint32_t i = 0; i < term->n_alternatives; i++)
    {
      const VixAlternative *alternative = &term->alternatives[i];

      if (alternative->weight >= 64 && alternative->n_documents > most)
        most = alternative->n_documents;
    }
  term->information = most == 0 ? 0 : (uint32_t) vix_log2 (1 + run->index->n_documents * 2u / most) + 32;
}

static void
add_term (VixRun *run, const VixWord *word)
{
  VixTerm *term;
  char *text;

  if (run->n_terms == VIX_TERMS_MAX)
    return;
  text = vix_arena_take (run->arena, word->length);
  if (text == NULL)
    return;
  vix_copy (text, word->text, word->length);
  term = &run->terms[run->n_terms++];
  vix_zero (term, sizeof *term);
  term->text = (VixText){ text, word->length };
  term->start = word->start;
  term->end = word->end;
}

static void
take_word (const VixWord *word, void *user)
{
  VixRun *run = user;
  VixWord parts[VIX_TERMS_MAX];
  uint32_t n;

  if (word->span > 1)
    return;
  if (!vix_word_is_thai (word->text, word->length))
    {
      add_term (run, word);
      return;
    }
  n = vix_segment (run->index, word, run->query->text, parts, VIX_TERMS_MAX);
  for (uint32_t i = 0; i < n; i++)
    add_term (run, &parts[i]);
}

static uint32_t
find_word (const VixRun *run, VixText text)
{
  VixSpelling spelling;

  vix_dictionary_spell (&run->index->dictionary, text.text, text.length, &spelling);

  return vix_dictionary_find (&run->index->dictionary, &spelling);
}

/* Words joined by signs, or that are often written as one: they stand for each of the terms they cover. */
static void
add_joined (VixRun *run, uint32_t first, VixText text, uint32_t n)
{
  uint32_t word = find_word (run, text);

  if (word == VIX_NO_WORD)
    return;
  for (uint32_t i = first; i < first + n && i < run->n_terms; i++)
    vix_term_add (run, &run->terms[i], word, VIX_JOINED_WEIGHT, VIX_REASON_JOINED, -VIX_BIT);
}

static void
take_joined (const VixWord *word, void *user)
{
  if (word->span > 1 && !vix_word_is_thai (word->text, word->length))
    add_joined (user, word->position, (VixText){ word->text, word->length }, word->span);
}

static void
join_neighbours (VixRun *run)
{
  for (uint32_t i = 0; i + 1 < run->n_terms; i++)
    {
      VixText a = run->terms[i].text;
      VixText b = run->terms[i + 1].text;
      char text[VIX_WORD_MAX];

      if (a.length + b.length > sizeof text || a.length + b.length < 4)
        continue;
      vix_copy (text, a.text, a.length);
      vix_copy (text + a.length, b.text, b.length);
      add_joined (run, i, (VixText){ text, a.length + b.length }, 2);
    }
}

static void
add_forms (VixRun *run, VixTerm *term, uint32_t word)
{
  const uint8_t *words;
  const uint8_t *pairs;
  uint32_t n = vix_index_group (run->index, word, &words);
  uint32_t n_pairs = vix_index_synonyms (run->index, word, &pairs);

  for (uint32_t i = 0; i < n && i < VIX_FORMS_MAX; i++)
    vix_term_add (run, term, vix_get_u32 (words + (size_t) i * 4), VIX_STEM_WEIGHT, VIX_REASON_STEM, -VIX_BIT);
  for (uint32_t i = 0; i < n_pairs && i < VIX_SYNONYMS_MAX; i++)
    vix_term_add (run, term, vix_get_u32 (pairs + (size_t) i * 8 + 4), VIX_SYNONYM_WEIGHT, VIX_REASON_SYNONYM,
                  -VIX_BIT);
}

/* What the synonyms say for words that follow each other: it stands for each of them. */
static void
add_expression (VixRun *run, uint32_t first, uint32_t n, VixText text)
{
  uint32_t word = find_word (run, text);
  const uint8_t *pairs;
  uint32_t n_pairs = word == VIX_NO_WORD ? 0 : vix_index_synonyms (run->index, word, &pairs);

  for (uint32_t i = 0; i < n_pairs && i < VIX_SYNONYMS_MAX; i++)
    for (uint32_t t = first; t < first + n; t++)
      vix_term_add (run, &run->terms[t], vix_get_u32 (pairs + (size_t) i * 8 + 4), VIX_SYNONYM_WEIGHT,
                    VIX_REASON_SYNONYM, -VIX_BIT);
}

static void
find_expressions (VixRun *run)
{
  for (uint32_t i = 0; run->index->n_synonyms > 0 && i + 1 < run->n_terms; i++)
    {
      char text[VIX_WORD_MAX];
      size_t length = 0;

      for (uint32_t t = i; t < run->n_terms && t < i + VIX_PARTS_MAX; t++)
        {
          VixText part = run->terms[t].text;

          if (length + 1 + part.length > sizeof text)
            break;
          if (t > i)
            text[length++] = ' ';
          vix_copy (text + length, part.text, part.length);
          length += part.length;
          if (t > i)
            add_expression (run, i, t - i + 1, (VixText){ text, length });
        }
    }
}

/**
 * vix_add_colours:
 * @run: a query
 * @term: a word of it
 * @colour: what colour it is
 * @sure: whether it means nothing else
 * @weight: of 256, how likely it is that colour
 *
 * A colour stands for all that is coloured so.
 */
void
vix_add_colours (VixRun *run, VixTerm *term, const VixColourWord *colour, bool sure, uint32_t weight)
{
  for (uint32_t i = 0; i < VIX_N_COLOURS; i++)
    {
      char text[VIX_UTF8_MAX];
      uint32_t word;

      if ((colour->colours >> i & 1) == 0)
        continue;
      word = find_word (run, (VixText){ text, vix_utf8_put (text, VIX_COLOUR_POINT + i) });
      if (word != VIX_NO_WORD)
        vix_term_add (run, term, word, (sure ? COLOUR_WEIGHT : MAYBE_COLOUR) * weight / 256, VIX_REASON_COLOUR, 0);
      word = find_word (run, (VixText){ text, vix_utf8_put (text, VIX_SEEN_POINT + i) });
      if (word != VIX_NO_WORD)
        vix_term_add (run, term, word, (sure ? SEEN_WEIGHT : MAYBE_SEEN) * weight / 256, VIX_REASON_SEEN, 0);
    }
  term->colours |= colour->colours;
  run->colours |= colour->colours;
}

static void
read_term (VixRun *run, VixTerm *term)
{
  uint32_t word = find_word (run, term->text);
  VixColourWord colour;

  term->known = word != VIX_NO_WORD;
  term->optional = is_listed (stop_words[run->index->language], term->text);
  if (term->known)
    {
      vix_term_add (run, term, word, 256, VIX_REASON_EXACT, 0);
      add_forms (run, term, word);
    }
  if (vix_colour_word (term->text.text, term->text.length, &colour))
    {
      vix_add_colours (run, term, &colour, colour.plain || !term->known, 256);
      /* The word itself counts little where it is not about the product. */
      for (uint32_t i = 0; i < term->n_alternatives; i++)
        if (term->alternatives[i].reason != VIX_REASON_COLOUR && term->alternatives[i].reason != VIX_REASON_SEEN)
          term->alternatives[i].outside = VIX_OUTSIDE_COLOUR;
    }
}

/* "dark green": the shade may be missing. */
static void
free_shades (VixRun *run)
{
  for (uint32_t i = 0; i < run->n_terms; i++)
    if ((i > 0 && run->terms[i - 1].colours != 0) || (i + 1 < run->n_terms && run->terms[i + 1].colours != 0))
      run->terms[i].optional = run->terms[i].optional || is_listed (shade_words, run->terms[i].text);
}

static bool
is_quote (uint32_t point)
{
  return point == '"' || point == 0xAB || point == 0xBB || (point >= 0x201C && point <= 0x201F);
}

/* Quotation marks ask for the words side by side; right behind a digit one is a sign of inches. */
static void
find_phrases (VixRun *run)
{
  const char *at = run->query->text;
  const char *end = at + run->query->length;
  uint32_t phrase = 0;
  bool open = false;
  bool behind_space = true;
  uint32_t t = 0;

  while (at < end && t < run->n_terms)
    {
      uint32_t i = (uint32_t) (at - run->query->text);
      uint32_t point = vix_utf8_take (&at, end);

      while (t < run->n_terms && run->terms[t].start <= i)
        run->terms[t++].phrase = open ? phrase : 0;
      if (is_quote (point) && (open || behind_space))
        {
          open = !open;
          phrase += open;
        }
      behind_space = vix_fold (point).class == VIX_CHAR_BREAK;
    }
}

/* At least one word has to be there. */
static void
keep_one_required (VixRun *run)
{
  for (uint32_t i = 0; i < run->n_terms; i++)
    if (!run->terms[i].optional)
      return;
  for (uint32_t i = 0; i < run->n_terms; i++)
    run->terms[i].optional = false;
}

/* The index lacks it, and it is no colour, not even one that no product has; what it may become when it is typed on is
 * not all it may be. */
static bool
needs_correction (const VixTerm *term)
{
  if (term->known || term->colours != 0)
    return false;
  for (uint32_t i = 0; i < term->n_alternatives; i++)
    if (term->alternatives[i].reason != VIX_REASON_COMPLETION)
      return false;

  return true;
}

/**
 * vix_plan:
 * @run: a query
 *
 * Reads the words of the query and finds what they stand for: themselves, their other forms, words they are part of,
 * colours; what the last one may become; corrections for those the index lacks.
 */
void
vix_plan (VixRun *run)
{
  const VixQuery *query = run->query;

  vix_words_split (query->text, query->length, 0, take_word, run);
  find_phrases (run);
  for (uint32_t i = 0; i < run->n_terms; i++)
    read_term (run, &run->terms[i]);
  vix_words_split (query->text, query->length, 0, take_joined, run);
  join_neighbours (run);
  find_expressions (run);
  free_shades (run);
  keep_one_required (run);

  if (query->typing && run->n_terms > 0 &&
      (query->length == 0 || vix_fold ((uint8_t) query->text[query->length - 1]).class != VIX_CHAR_BREAK ||
       (uint8_t) query->text[query->length - 1] >= 0x80))
    {
      run->terms[run->n_terms - 1].typing = true;
      vix_complete (run, &run->terms[run->n_terms - 1]);
    }
  for (uint32_t i = 0; i < run->n_terms; i++)
    if (needs_correction (&run->terms[i]))
      {
        vix_correct (run, &run->terms[i], 1);
        if (vix_split (run, i))
          i++;
        else
          vix_join_corrected (run, i);
      }
  for (uint32_t i = 0; i < run->n_terms; i++)
    vix_term_settle (run, &run->terms[i]);
}
