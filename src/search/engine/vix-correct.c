/* What a word may be meant for when the index lacks it: words a slip of the finger or of the ear away, two words it is
 * made of. Each is given with how likely it is meant: how easily one is written for the other, and how
 * often the index has it (Kernighan, Church and Gale 1990: a noisy channel). */
#include "search/engine/vix-query-private.h"

#include "search/engine/vix-colour-words.h"
#include "search/engine/vix-number.h"
#include "search/engine/vix-words.h"

/* In bits (1/256): how unlikely each slip is. */
#define BITS(n)        ((int32_t) ((n) *VIX_BIT))
#define COST_REPLACED  BITS (16)
#define COST_NEIGHBOUR BITS (4.5)
#define COST_VOWEL     BITS (6)
#define COST_ALIKE     BITS (5.5)
#define COST_EXCHANGED BITS (6)
#define COST_MISSING   BITS (5)
#define COST_EXTRA     BITS (10.5)
#define COST_DOUBLED   BITS (5)
#define COST_SILENT    BITS (11)
#define COST_PLURAL    BITS (3)     /* an s at the end */
#define COST_FIRST     BITS (1.5)   /* besides: the first letter is rarely wrong */
#define COST_SOUND     BITS (7)     /* it sounds the same: this and a quarter of the letters' cost */
#define COST_SKELETON  BITS (12.25) /* its consonants sound the same */
#define COST_SPLIT     BITS (10)
#define MOST_LETTER    BITS (4) /* for each letter that was typed */
#define ONE_EDIT_LEAST 5u       /* letters: one edit of so many may cost what it will */
#define FREQUENCY      136      /* of 256: how much a word's frequency counts */
#define RARE           3u       /* documents: fewer are no proof that the word is meant */
#define SOUNDING_MAX   64u      /* words looked at that sound alike */

/* A word that only the synonyms know is as frequent as what it stands for. */
static uint32_t
synonym_documents (const VixIndex *index, uint32_t word)
{
  const uint8_t *pairs;
  uint32_t n = vix_index_synonyms (index, word, &pairs);
  uint32_t most = 0;

  for (uint32_t i = 0; i < n && i < VIX_SYNONYMS_MAX; i++)
    {
      uint32_t documents = vix_index_word_documents (index, vix_get_u32 (pairs + (size_t) i * 8 + 4));

      most = documents > most ? documents : most;
    }

  return most;
}

static int32_t
likelihood (const VixRun *run, uint32_t word, int32_t cost)
{
  uint32_t n = vix_index_word_documents (run->index, word);

  return vix_log2 (1 + (n > 0 ? n : synonym_documents (run->index, word))) * FREQUENCY / 256 - cost;
}

static bool
is_one_of (const char *set, uint32_t c)
{
  for (; *set != '\0'; set++)
    if ((uint8_t) *set == c)
      return true;

  return false;
}

/* Where the keys 0 to 9 and a to z are: the row, and the column in halves. */
static const int8_t key_rows[36] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 3, 2, 1, 2, 2, 2,
                                     1, 2, 2, 2, 3, 3, 1, 1, 1, 1, 2, 1, 1, 3, 1, 3, 1, 3 };
static const int8_t key_columns[36] = { 17, -1, 1,  3,  5,  7,  9,  11, 13, 15, 1, 11, 7,  5, 4, 7, 9,  11,
                                        14, 13, 15, 17, 15, 13, 16, 18, 0,  6,  3, 8,  12, 9, 2, 5, 10, 3 };

/* A key's number; 36 for what is none. */
static uint32_t
key_of (uint32_t c)
{
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : 36;
}

/* Keys side by side or one above the other. */
static bool
are_neighbours (uint32_t a, uint32_t b)
{
  uint32_t i = key_of (a);
  uint32_t j = key_of (b);
  int32_t down;
  int32_t across;

  if (i == 36 || j == 36)
    return false;
  down = key_rows[i] - key_rows[j];
  across = key_columns[i] - key_columns[j];

  return down >= -1 && down <= 1 && across >= -2 && across <= 2;
}

static bool
are_alike (uint32_t a, uint32_t b)
{
  static const char pairs[] = "ckszcsgjfvvwiyxsqkptbdmnbvxkzxtd";

  for (uint32_t i = 0; i + 1 < sizeof pairs; i += 2)
    if (((uint8_t) pairs[i] == a && (uint8_t) pairs[i + 1] == b) ||
        ((uint8_t) pairs[i] == b && (uint8_t) pairs[i + 1] == a))
      return true;

  return false;
}

#define VOWELS "aeiouy"

static int32_t
cost_replaced (uint32_t typed, uint32_t meant)
{
  if (typed < 128 && meant < 128)
    {
      if (are_alike (typed, meant))
        return COST_ALIKE;
      if (is_one_of (VOWELS, typed) && is_one_of (VOWELS, meant))
        return COST_VOWEL;
      if (are_neighbours (typed, meant))
        return COST_NEIGHBOUR;
    }

  return COST_REPLACED;
}

/* before: the letter in front of it in the same word. */
static int32_t
cost_missing (uint32_t before, uint32_t letter)
{
  return before == letter ? COST_DOUBLED : is_one_of (VOWELS "h", letter) ? COST_SILENT : COST_MISSING;
}

static int32_t
cost_extra (uint32_t before, uint32_t letter)
{
  return before == letter ? COST_DOUBLED
         : is_one_of (VOWELS "h", letter) || (before < 128 && letter < 128 && are_neighbours (before, letter))
             ? COST_SILENT + BITS (0.5)
             : COST_EXTRA;
}

typedef struct
{
  uint32_t n;
  uint32_t points[VIX_LETTERS_MAX];
} Points;

static void
points_of (const VixDictionary *dictionary, const VixSpelling *spelling, Points *points)
{
  points->n = spelling->n;
  for (uint32_t i = 0; i < spelling->n; i++)
    points->points[i] = spelling->letters[i] < dictionary->n_letters
                            ? vix_get_u32 (dictionary->alphabet + (size_t) spelling->letters[i] * 4)
                            : VIX_NO_LETTER;
}

static int32_t
smaller (int32_t a, int32_t b)
{
  return a < b ? a : b;
}

#define BAND 3 /* letters that the two may be shifted against each other */

/* What it costs to write one for the other: the least sum over all ways to do so. */
static int32_t
edit_cost (const Points *typed, const Points *meant)
{
  int32_t rows[3][VIX_LETTERS_MAX + 1];
  int32_t *before = rows[0];
  int32_t *above = rows[1];
  int32_t *row = rows[2];

  for (uint32_t j = 0; j <= meant->n; j++)
    {
      above[j] = j == 0 ? 0 : above[j - 1] + COST_MISSING + (j == 1 ? COST_FIRST : 0);
      before[j] = row[j] = BITS (1000);
    }
  for (uint32_t i = 1; i <= typed->n; i++)
    {
      uint32_t t = typed->points[i - 1];
      uint32_t first = i > BAND ? i - BAND : 1;
      uint32_t last = i + BAND < meant->n ? i + BAND : meant->n;
      int32_t *swap = before;

      row[first - 1] = first == 1 ? above[0] + COST_EXTRA + (i == 1 ? COST_FIRST : 0) : BITS (1000);
      for (uint32_t j = first; j <= last; j++)
        {
          uint32_t m = meant->points[j - 1];
          int32_t at_start = i == 1 || j == 1 ? COST_FIRST : 0;
          int32_t best = above[j - 1] + (t == m ? 0 : cost_replaced (t, m) + (i == 1 && j == 1 ? COST_FIRST : 0));

          best = smaller (best, row[j - 1] + at_start * (i == 1) + cost_missing (j > 1 ? meant->points[j - 2] : 0, m));
          if (j < i + BAND)
            best = smaller (best, above[j] + at_start * (j == 1) + cost_extra (i > 1 ? typed->points[i - 2] : 0, t));
          if (i > 1 && j > 1 && t == meant->points[j - 2] && typed->points[i - 2] == m && t != m)
            best = smaller (best, before[j - 2] + COST_EXCHANGED + (i == 2 && j == 2 ? COST_FIRST : 0));
          row[j] = best;
        }
      before = above;
      above = row;
      row = swap;
    }

  return above[meant->n];
}

/* One is the other with an s behind it. */
static bool
is_plural (const Points *one, const Points *other)
{
  uint32_t n = one->n < other->n ? one->n : other->n;

  if (one->n + other->n != 2 * n + 1 || (one->n > n ? one : other)->points[n] != 's')
    return false;
  for (uint32_t i = 0; i < n; i++)
    if (one->points[i] != other->points[i])
      return false;

  return true;
}

typedef struct
{
  VixRun *run;
  VixTerm *term;
  Points typed;
  char key[VIX_SOUND_SIZE];
  size_t key_length;
  char skeleton[VIX_SOUND_SIZE];
  size_t skeleton_length;
  int32_t most; /* what costs more is another word */
} Correction;

/* What it costs when the two sound alike, if that is less. same: set when they sound the same. */
static int32_t
sound_cost (const Correction *self, const VixSpelling *spelling, int32_t cost, bool *same)
{
  const VixIndex *index = self->run->index;
  char text[VIX_WORD_MAX];
  char key[VIX_SOUND_SIZE];
  size_t length = vix_dictionary_write (&index->dictionary, spelling, text, sizeof text);
  size_t n = self->key_length == 0 ? 0 : vix_sound_key (index->language, text, length, key, sizeof key);

  if (n == 0)
    return cost;
  *same = vix_compare (key, n, self->key, self->key_length) == 0;
  if (*same)
    return smaller (cost, COST_SOUND + cost / 4);
  n = vix_sound_skeleton (key, n, key, sizeof key);
  if (n >= VIX_SKELETON_LEAST && vix_compare (key, n, self->skeleton, self->skeleton_length) == 0)
    return smaller (cost, COST_SKELETON + cost / 4);

  return cost;
}

/* edits: 0 when not counted. */
static void
consider (Correction *self, uint32_t word, uint32_t edits, const VixSpelling *spelling)
{
  const VixIndex *index = self->run->index;
  Points meant;
  int32_t cost;
  int32_t heard;
  bool same = false;

  points_of (&index->dictionary, spelling, &meant);
  if (meant.n == 0 || (meant.points[0] >= VIX_COLOUR_POINT && meant.points[0] < VIX_SEEN_POINT + VIX_N_COLOURS))
    return;

  cost = is_plural (&self->typed, &meant) ? COST_PLURAL : edit_cost (&self->typed, &meant);
  heard = sound_cost (self, spelling, cost, &same);
  if (heard > self->most && !same && (edits != 1 || (self->typed.n < ONE_EDIT_LEAST && meant.n < ONE_EDIT_LEAST)))
    return;
  vix_term_add (self->run, self->term, word, 256, heard < cost ? VIX_REASON_SOUND : VIX_REASON_CORRECTION,
                likelihood (self->run, word, heard));
}

static void
consider_near (uint32_t word, uint32_t edits, const VixSpelling *spelling, void *user)
{
  if (edits > 0)
    consider (user, word, edits, spelling);
}

static void
consider_sounding (Correction *self, const char *key, size_t length, uint32_t salt)
{
  const uint8_t *entries;
  uint32_t n = vix_index_sounding (self->run->index, key, length, salt, &entries);

  for (uint32_t i = 0; i < n && i < SOUNDING_MAX; i++)
    {
      uint32_t word = vix_get_u32 (entries + (size_t) i * 8 + 4);
      VixSpelling spelling;

      vix_dictionary_word (&self->run->index->dictionary, word, &spelling);
      consider (self, word, 0, &spelling);
    }
}

/* Codes are not spoken. */
static void
listen (Correction *self)
{
  VixText text = self->term->text;

  if (self->typed.n < 3 || vix_word_has_digit (text.text, text.length))
    return;
  self->key_length = vix_sound_key (self->run->index->language, text.text, text.length, self->key, sizeof self->key);
  self->skeleton_length = vix_sound_skeleton (self->key, self->key_length, self->skeleton, sizeof self->skeleton);
  if (self->key_length >= VIX_SOUND_LEAST)
    consider_sounding (self, self->key, self->key_length, 0);
  if (self->skeleton_length >= VIX_SKELETON_LEAST)
    consider_sounding (self, self->skeleton, self->skeleton_length, VIX_SKELETON_SALT);
}

static bool
has_frequent (const VixTerm *term)
{
  for (uint32_t i = 0; i < term->n_alternatives; i++)
    if (term->alternatives[i].n_documents >= RARE)
      return true;

  return false;
}

/* Of a small catalogue most words are unknown because nobody wrote them there, not because they are misspelt. */
static int32_t
most_cost (const VixRun *run, uint32_t n_letters)
{
  return smaller (MOST_LETTER, BITS (2) + vix_log2 (run->index->n_documents) / 7) * (int32_t) n_letters;
}

/**
 * vix_correct:
 * @run: a query
 * @term: a word of it
 * @edits: 1: more only when that finds nothing; 2: two at once
 *
 * Adds to the term's alternatives what it may be meant for.
 */
void
vix_correct (VixRun *run, VixTerm *term, uint32_t edits)
{
  const VixDictionary *dictionary = &run->index->dictionary;
  Correction self = { run, term, { 0 }, { 0 }, 0, { 0 }, 0, 0 };
  VixSpelling spelling;

  vix_dictionary_spell (dictionary, term->text.text, term->text.length, &spelling);
  points_of (dictionary, &spelling, &self.typed);
  if (spelling.n < 2)
    return;
  self.most = most_cost (run, spelling.n);
  listen (&self);
  for (uint32_t k = edits; k <= VIX_EDITS_MAX && (k == edits || !has_frequent (term)); k++)
    if (spelling.n > k + 1 && run->n_nodes < VIX_NODES_MAX)
      run->n_nodes +=
          vix_dictionary_near (dictionary, &spelling, k, VIX_NODES_MAX - run->n_nodes, consider_near, &self);
}

static uint32_t
count_common (VixRun *run, uint32_t a, uint32_t b)
{
  VixCursor cursor_a;
  VixCursor cursor_b;
  uint32_t n = 0;

  vix_index_word_cursor (run->index, a, &cursor_a);
  vix_index_word_cursor (run->index, b, &cursor_b);
  for (uint32_t steps = 0; n < 64 && steps < 2000 && run->n_postings < VIX_POSTINGS_MAX; steps++)
    {
      if (cursor_a.document == VIX_NO_DOCUMENT || cursor_b.document == VIX_NO_DOCUMENT)
        break;
      run->n_postings++;
      if (cursor_a.document == cursor_b.document)
        {
          n++;
          vix_cursor_next (&cursor_a);
        }
      else if (cursor_a.document < cursor_b.document)
        vix_cursor_seek (&cursor_a, cursor_b.document);
      else
        vix_cursor_seek (&cursor_b, cursor_a.document);
    }

  return n;
}

static bool
is_correction (const VixAlternative *alternative)
{
  return alternative->reason == VIX_REASON_CORRECTION || alternative->reason == VIX_REASON_SOUND;
}

static void
join_pair (VixRun *run, uint32_t first, const VixAlternative *meant, bool second)
{
  const VixDictionary *dictionary = &run->index->dictionary;
  VixText other = run->terms[second ? first : first + 1].text;
  VixSpelling spelling;
  char text[VIX_WORD_MAX];
  char part[VIX_WORD_MAX];
  size_t n;
  size_t length;
  int32_t likely = meant->likely;
  uint32_t word;

  vix_dictionary_word (dictionary, meant->word, &spelling);
  n = vix_dictionary_write (dictionary, &spelling, part, sizeof part);
  length = n + other.length;
  if (length > sizeof text)
    return;
  vix_copy (text, second ? other.text : part, second ? other.length : n);
  vix_copy (text + (second ? other.length : n), second ? part : other.text, second ? n : other.length);
  vix_dictionary_spell (dictionary, text, length, &spelling);
  word = vix_dictionary_find (dictionary, &spelling);
  if (word == VIX_NO_WORD)
    return;
  vix_term_add (run, &run->terms[first], word, 256, VIX_REASON_JOINED, likely);
  vix_term_add (run, &run->terms[first + 1], word, 256, VIX_REASON_JOINED, likely);
}

/**
 * vix_join_corrected:
 * @run: a query
 * @i: number of a word of it with corrections
 *
 * "smart wtch" is smartwatch, too, where the catalogue writes it so.
 */
void
vix_join_corrected (VixRun *run, uint32_t i)
{
  VixAlternative meant[VIX_ALTERNATIVES_MAX];
  uint32_t n = run->terms[i].n_alternatives;

  vix_copy (meant, run->terms[i].alternatives, n * sizeof *meant);
  for (uint32_t a = 0; a < n; a++)
    {
      if (!is_correction (&meant[a]))
        continue;
      if (i > 0)
        join_pair (run, i - 1, &meant[a], true);
      if (i + 1 < run->n_terms)
        join_pair (run, i, &meant[a], false);
    }
}

static uint32_t
find_part (const VixRun *run, const VixSpelling *whole, uint32_t from, uint32_t to)
{
  VixSpelling part;

  part.n = to - from;
  for (uint32_t i = from; i < to; i++)
    part.letters[i - from] = whole->letters[i];

  return vix_dictionary_find (&run->index->dictionary, &part);
}

static size_t
bytes_of (const VixText *text, uint32_t n_letters)
{
  size_t at = 0;

  for (uint32_t i = 0; at < text->length; at++)
    if (((uint8_t) text->text[at] & 0xC0) != 0x80 && i++ == n_letters)
      break;

  return at;
}

static void
make_part (VixRun *run, VixTerm *term, VixText text, uint32_t word)
{
  term->text = text;
  term->n_alternatives = 0;
  term->known = true;
  vix_term_add (run, term, word, 256, VIX_REASON_EXACT, 0);
}

/**
 * vix_split:
 * @run: a query
 * @i: number of a word of it that the index lacks, with its corrections
 *
 * Takes the word for two written as one, when documents have both and that is likelier than every correction.
 *
 * Returns: whether it did; then there is a term more behind it
 */
bool
vix_split (VixRun *run, uint32_t i)
{
  VixTerm *term = &run->terms[i];
  VixText text = term->text;
  VixSpelling spelling;
  int32_t best = -BITS (12);
  uint32_t best_at = 0;
  uint32_t words[2] = { 0, 0 };
  size_t cut;

  vix_dictionary_spell (&run->index->dictionary, text.text, text.length, &spelling);
  for (uint32_t a = 0; a < term->n_alternatives; a++)
    best = best > term->alternatives[a].likely ? best : term->alternatives[a].likely;
  if (run->n_terms == VIX_TERMS_MAX || spelling.n < 4)
    return false;

  for (uint32_t at = 1; at < spelling.n; at++)
    {
      uint32_t a = find_part (run, &spelling, 0, at);
      uint32_t b = a == VIX_NO_WORD ? VIX_NO_WORD : find_part (run, &spelling, at, spelling.n);
      uint32_t n = b == VIX_NO_WORD ? 0 : count_common (run, a, b);
      int32_t cost = COST_SPLIT + (at == 1 || at + 1 == spelling.n ? BITS (4) : 0);
      int32_t likely = vix_log2 (1 + n) * FREQUENCY / 256 - cost;

      if (n == 0 || likely <= best)
        continue;
      best = likely;
      best_at = at;
      words[0] = a;
      words[1] = b;
    }
  if (best_at == 0)
    return false;

  for (uint32_t t = run->n_terms++; t > i; t--)
    run->terms[t] = run->terms[t - 1];
  cut = bytes_of (&text, best_at);
  make_part (run, &run->terms[i], (VixText){ text.text, cut }, words[0]);
  make_part (run, &run->terms[i + 1], (VixText){ text.text + cut, text.length - cut }, words[1]);
  run->terms[i].typing = false;

  return true;
}
