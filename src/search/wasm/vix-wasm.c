/* The engine for browsers. Addresses and lengths are those of the module's memory: the caller asks for room, writes
 * there and reads from there what it is told. What is answered lasts until the next call of the same kind.
 *
 * Built as wasm32 without any library, so this file is all that stands between the engine and a page. */
#include "search/engine/vix-explain.h"
#include "search/engine/vix-look-file.h"
#include "search/engine/vix-query.h"

#define EXPORT(name) __attribute__ ((export_name (name)))

#define PAGE_SIZE   65536u
#define LOOKS_MAX   24u
#define MARKS_MAX   32u
#define COLUMN_NONE 0xFFFFFFFFu

extern unsigned char __heap_base;

typedef struct
{
  uint32_t address;
  uint32_t length;
} Text;

typedef struct
{
  uint32_t n_hits;
  uint32_t hits; /* address of pairs: document, score */
  uint32_t n_found;
  uint32_t relaxed;
  uint32_t corrected;
  uint32_t n_pinned;
  uint32_t n_terms;
  uint32_t redirect; /* address of a Text */
} Answer;

typedef struct
{
  uint32_t known;
  uint32_t dropped;
  uint32_t reason; /* VixReason of what it is taken for */
  uint32_t text;   /* addresses of Texts: as it is compared, and what it is taken for */
  uint32_t word;
} Term;

typedef struct
{
  uint32_t n;
  uint32_t ranges; /* address of pairs: start, end */
} Marks;

static struct
{
  uint32_t end; /* of what is taken; 0: nothing yet */
  VixArena arena;
  VixResult result;
  Answer answer;
  Text redirect;
  Term term;
  Text term_text;
  Text term_word;
  char word[VIX_LETTERS_MAX * 4];
  Text text;
  Marks marks;
  VixRange ranges[MARKS_MAX];
  VixPhotoWork *work; /* NULL until there is a picture */
  VixLook look;
  VixLookMatch matches[LOOKS_MAX];
} self;

static uint32_t
address_of (const void *at)
{
  return (uint32_t) (uintptr_t) at;
}

/* Room that is never given back: indexes, and what their queries need. Returns: its address, 0 when there is none. */
EXPORT ("take")
uint32_t
vix_wasm_take (uint32_t size)
{
  uint32_t start = self.end != 0 ? self.end : (address_of (&__heap_base) + 7u) & ~7u;
  uint64_t end = (uint64_t) start + ((size + 7ull) & ~7ull);
  uint64_t there = (uint64_t) __builtin_wasm_memory_size (0) * PAGE_SIZE;

  if (end > UINT32_MAX - PAGE_SIZE)
    return 0;
  if (end > there && __builtin_wasm_memory_grow (0, (uint32_t) ((end - there + PAGE_SIZE - 1) / PAGE_SIZE)) == SIZE_MAX)
    return 0;
  self.end = (uint32_t) end;

  return start;
}

static bool
make_room (size_t size)
{
  uint32_t base;

  if (self.arena.size >= size)
    return true;
  base = vix_wasm_take ((uint32_t) size);
  if (base == 0)
    return false;
  self.arena.base = (uint8_t *) (uintptr_t) base;
  self.arena.size = size;

  return true;
}

/* Returns: a number for the index that lies at data; 0 when it is none, or there is no memory. */
EXPORT ("open")
VixIndex *
vix_wasm_open (const uint8_t *data, uint32_t size)
{
  VixIndex *index = (VixIndex *) (uintptr_t) vix_wasm_take (sizeof *index);

  if (index == NULL || vix_index_open (index, data, size, true) != VIX_OPEN_DONE ||
      !make_room (vix_query_arena_size (index)))
    return NULL;

  return index;
}

/* Returns: (nullable): the answer */
EXPORT ("ask")
const Answer *
vix_wasm_ask (const VixIndex *index, const char *text, uint32_t length, uint32_t typing, uint32_t limit)
{
  VixQuery query = { text, length, typing != 0, 0, limit, NULL, 0, false, false, 0 };
  VixResult *result = &self.result;

  self.arena.used = 0;
  if (!vix_query_run (index, &query, &self.arena, result))
    return NULL;
  self.redirect = (Text){ address_of (result->redirect.text), (uint32_t) result->redirect.length };
  self.answer = (Answer){ result->n_hits,    address_of (result->hits), result->n_found, result->relaxed,
                          result->corrected, result->n_pinned,          result->n_terms, address_of (&self.redirect) };

  return &self.answer;
}

/* The likeliest of what a word was taken for. */
static const VixAlternative *
best_of (const VixTerm *term)
{
  const VixAlternative *best = NULL;

  for (uint32_t i = 0; i < term->n_alternatives; i++)
    if (best == NULL || term->alternatives[i].weight > best->weight)
      best = &term->alternatives[i];

  return best;
}

/* Returns: (nullable): what became of a word of the query that was last answered */
EXPORT ("term")
const Term *
vix_wasm_term (const VixIndex *index, uint32_t number)
{
  const VixTerm *term = number < self.result.n_terms ? &self.result.terms[number] : NULL;
  const VixAlternative *best = term != NULL ? best_of (term) : NULL;

  if (term == NULL)
    return NULL;
  self.term_text = (Text){ address_of (term->text.text), (uint32_t) term->text.length };
  self.term_word = (Text){ 0, 0 };
  self.term = (Term){ term->known, term->dropped, best != NULL ? best->reason : VIX_REASON_EXACT,
                      address_of (&self.term_text), address_of (&self.term_word) };
  if (best != NULL)
    {
      VixSpelling spelling;

      vix_dictionary_word (&index->dictionary, best->word, &spelling);
      self.term_word = (Text){ address_of (self.word), (uint32_t) vix_dictionary_write (&index->dictionary, &spelling,
                                                                                        self.word, sizeof self.word) };
    }

  return &self.term;
}

/* Which bytes of a title are why the document was found by the query that was last answered. */
EXPORT ("mark")
const Marks *
vix_wasm_mark (const VixIndex *index, uint32_t document)
{
  VixText title = vix_index_title (index, document);

  self.marks.n = vix_highlight (index, &self.result, title.text, title.length, self.ranges, MARKS_MAX);
  self.marks.ranges = address_of (self.ranges);
  return &self.marks;
}

static const Text *
tell (VixText text)
{
  self.text = (Text){ address_of (text.text), (uint32_t) text.length };
  return &self.text;
}

EXPORT ("id")
const Text *
vix_wasm_id (const VixIndex *index, uint32_t document)
{
  return tell (vix_index_id (index, document));
}

EXPORT ("title")
const Text *
vix_wasm_title (const VixIndex *index, uint32_t document)
{
  return tell (vix_index_title (index, document));
}

EXPORT ("documents")
uint32_t
vix_wasm_documents (const VixIndex *index)
{
  return index->n_documents;
}

/* Returns: the number of a column, COLUMN_NONE when there is none of the name */
EXPORT ("column")
uint32_t
vix_wasm_column (const VixIndex *index, const char *name, uint32_t length)
{
  uint32_t column = 0;

  return vix_index_find_column (index, name, length, &column) ? column : COLUMN_NONE;
}

/* Returns: (nullable): one of the document's values */
EXPORT ("value")
const Text *
vix_wasm_value (const VixIndex *index, uint32_t column, uint32_t document, uint32_t nth)
{
  const uint8_t *values = NULL;
  uint32_t n = column < index->n_columns && index->columns[column].kind == VIX_COLUMN_TEXT
                   ? vix_index_values_of (index, column, document, &values)
                   : 0;

  return nth < n ? tell (vix_index_value (index, column, vix_get_u32 (values + 4 * nth))) : NULL;
}

/* Returns: the document's number, below nothing that a shop counts when it has none */
EXPORT ("number")
double
vix_wasm_number (const VixIndex *index, uint32_t column, uint32_t document)
{
  return column < index->n_columns && index->columns[column].kind == VIX_COLUMN_NUMBER
             ? (double) vix_index_number (index, column, document)
             : (double) VIX_NO_NUMBER;
}

/* Looks at a picture: red, green, blue and opacity of each pixel. Returns: whether it is none too large */
EXPORT ("look")
bool
vix_wasm_look (const uint8_t *rgba, int width, int height)
{
  VixPhoto photo;

  if (self.work == NULL)
    self.work = (VixPhotoWork *) (uintptr_t) vix_wasm_take (sizeof *self.work);
  if (self.work == NULL || !vix_photo_read (self.work, rgba, width, height, &photo))
    return false;
  vix_look_read (self.work, &self.look);

  return true;
}

/* Returns: (nullable): the looks that lie at data: see vix-look-file.h */
EXPORT ("looks")
VixLookFile *
vix_wasm_looks (const uint8_t *data, uint32_t size)
{
  VixLookFile *looks = (VixLookFile *) (uintptr_t) vix_wasm_take (sizeof *looks);

  return looks != NULL && vix_look_file_open (looks, data, size) ? looks : NULL;
}

/* The products whose photographs look most like the picture of the last vix_wasm_look(). Returns: their number */
EXPORT ("alike")
uint32_t
vix_wasm_alike (const VixLookFile *looks, uint32_t limit)
{
  return vix_look_file_search (looks, &self.look, self.matches, limit < LOOKS_MAX ? limit : LOOKS_MAX);
}

/* Returns: as many as vix_wasm_alike() said: two halves of an identifier, the lower first, distance, nothing */
EXPORT ("matches")
const VixLookMatch *
vix_wasm_matches (void)
{
  return self.matches;
}
