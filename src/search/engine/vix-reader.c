#include "search/engine/vix-reader.h"

#include "search/engine/vix-verdict.h"

typedef struct
{
  const uint8_t *data;
  size_t size;
} Section;

/* Returns: the text at the place, an empty one when it leads out. */
VixText
vix_index_text (const VixIndex *self, uint32_t offset)
{
  const uint8_t *at;
  const uint8_t *end = self->texts + self->texts_size;
  uint32_t length;

  if (offset >= self->texts_size)
    return (VixText){ "", 0 };
  at = self->texts + offset;
  length = vix_take_varint (&at, end);
  if (length > (size_t) (end - at))
    return (VixText){ "", 0 };

  return (VixText){ (const char *) at, length };
}

static bool
find_sections (const uint8_t *data, size_t size, Section *sections)
{
  for (uint32_t i = 0; i < VIX_N_SECTIONS; i++)
    {
      uint32_t offset = vix_get_u32 (data + VIX_HEADER_SIZE + (size_t) i * 8);
      uint32_t length = vix_get_u32 (data + VIX_HEADER_SIZE + (size_t) i * 8 + 4);

      if (offset < VIX_HEADER_SIZE + VIX_TABLE_SIZE || offset > size || length > size - offset)
        return false;
      sections[i] = (Section){ data + offset, length };
    }

  return true;
}

/* The counts of the header against the sizes of the sections. */
static bool
sizes_fit (const VixIndex *self, const Section *sections)
{
  uint64_t n_groups = self->n_groups;

  return sections[VIX_SECTION_ALPHABET].size == (uint64_t) self->dictionary.n_letters * 4 &&
         self->dictionary.letter_size == (self->dictionary.n_letters > 256 ? 2u : 1u) &&
         self->dictionary.n_letters < VIX_NO_LETTER &&
         sections[VIX_SECTION_WORDS].size == (uint64_t) self->n_words * VIX_WORD_SIZE &&
         sections[VIX_SECTION_DOCUMENTS].size == (uint64_t) self->n_documents * VIX_DOCUMENT_SIZE &&
         self->n_documents <= VIX_DOCUMENTS_MAX && self->n_fields <= VIX_FIELDS_MAX &&
         self->n_columns <= VIX_COLUMNS_MAX &&
         sections[VIX_SECTION_FIELDS].size == (uint64_t) self->n_fields * VIX_FIELD_SIZE &&
         sections[VIX_SECTION_COLUMNS].size == (uint64_t) self->n_columns * VIX_COLUMN_SIZE &&
         sections[VIX_SECTION_SOUNDS].size % 8 == 0 &&
         sections[VIX_SECTION_SYNONYMS].size == (uint64_t) self->n_synonyms * 8 &&
         sections[VIX_SECTION_VERDICTS].size % VIX_VERDICT_SIZE == 0 &&
         (sections[VIX_SECTION_SHADES].size == 0 ||
          sections[VIX_SECTION_SHADES].size == (uint64_t) self->n_documents * VIX_SHADES_SIZE) &&
         (n_groups == 0 || sections[VIX_SECTION_GROUPS].size == (n_groups + 1) * 4) &&
         sections[VIX_SECTION_GROUP_WORDS].size % 4 == 0;
}

static void
take_sections (VixIndex *self, const Section *sections)
{
  self->dictionary.alphabet = sections[VIX_SECTION_ALPHABET].data;
  self->dictionary.tree = sections[VIX_SECTION_TREE].data;
  self->dictionary.tree_size = sections[VIX_SECTION_TREE].size;
  self->words = sections[VIX_SECTION_WORDS].data;
  self->postings = sections[VIX_SECTION_POSTINGS].data;
  self->postings_size = sections[VIX_SECTION_POSTINGS].size;
  self->groups = sections[VIX_SECTION_GROUPS].data;
  self->group_words = sections[VIX_SECTION_GROUP_WORDS].data;
  self->sounds = sections[VIX_SECTION_SOUNDS].data;
  self->n_sounds = (uint32_t) (sections[VIX_SECTION_SOUNDS].size / 8);
  self->documents = sections[VIX_SECTION_DOCUMENTS].data;
  self->texts = sections[VIX_SECTION_TEXTS].data;
  self->texts_size = sections[VIX_SECTION_TEXTS].size;
  self->forward = sections[VIX_SECTION_FORWARD].data;
  self->forward_size = sections[VIX_SECTION_FORWARD].size;
  self->synonyms = sections[VIX_SECTION_SYNONYMS].data;
  self->verdicts = sections[VIX_SECTION_VERDICTS].data;
  self->n_verdicts = (uint32_t) (sections[VIX_SECTION_VERDICTS].size / VIX_VERDICT_SIZE);
  self->shades = sections[VIX_SECTION_SHADES].size > 0 ? sections[VIX_SECTION_SHADES].data : NULL;
}

static bool
words_fit (const VixIndex *self)
{
  for (uint32_t i = 0; i < self->n_words; i++)
    {
      const uint8_t *word = self->words + (size_t) i * VIX_WORD_SIZE;

      if (vix_get_u32 (word) > self->postings_size || vix_get_u32 (word + 4) > self->n_documents ||
          vix_get_u32 (word + 8) > self->n_groups)
        return false;
    }

  return true;
}

static bool
groups_fit (const VixIndex *self, size_t n_group_words)
{
  uint32_t before = 0;

  for (uint32_t i = 0; self->n_groups > 0 && i <= self->n_groups; i++)
    {
      uint32_t start = vix_get_u32 (self->groups + (size_t) i * 4);

      if (start < before || start > n_group_words)
        return false;
      before = start;
    }
  for (size_t i = 0; i < n_group_words; i++)
    if (vix_get_u32 (self->group_words + i * 4) >= self->n_words)
      return false;
  for (uint32_t i = 0; i < self->n_sounds; i++)
    if (vix_get_u32 (self->sounds + (size_t) i * 8 + 4) >= self->n_words)
      return false;
  for (uint32_t i = 0; i < self->n_synonyms * 2; i++)
    if (vix_get_u32 (self->synonyms + (size_t) i * 4) >= self->n_words)
      return false;

  return true;
}

static bool
documents_fit (const VixIndex *self)
{
  for (uint32_t i = 0; i < self->n_documents; i++)
    {
      const uint8_t *document = self->documents + (size_t) i * VIX_DOCUMENT_SIZE;

      if (vix_get_u32 (document) >= self->texts_size || vix_get_u32 (document + 4) > self->forward_size)
        return false;
    }

  return true;
}

static void
take_fields (VixIndex *self, const uint8_t *fields)
{
  for (uint32_t i = 0; i < self->n_fields; i++)
    {
      const uint8_t *field = fields + (size_t) i * VIX_FIELD_SIZE;

      self->fields[i] =
          (VixField){ vix_get_u32 (field), vix_get_u32 (field + 4), vix_index_text (self, vix_get_u32 (field + 8)) };
      if ((self->fields[i].kind & VIX_FIELD_TITLE) != 0)
        self->title_fields |= 1u << i;
      if ((self->fields[i].kind & VIX_FIELD_COLOUR) != 0)
        self->colour_fields |= 1u << i;
    }
}

static bool
entries_fit (const VixIndex *self, const VixColumn *column, const uint8_t *end)
{
  uint64_t n = (uint64_t) (end - column->entries) / 4;
  uint32_t before = 0;

  for (uint32_t i = 0; i <= self->n_documents; i++)
    {
      uint32_t start = vix_get_u32 (column->documents + (size_t) i * 4);

      if (start < before || start > n)
        return false;
      before = start;
    }
  for (uint32_t i = 0; i < before; i++)
    if (vix_get_u32 (column->entries + (size_t) i * 4) >= column->n_values)
      return false;

  return true;
}

static bool
take_column (VixIndex *self, const uint8_t *at, const Section *values, VixColumn *column)
{
  uint32_t names = vix_get_u32 (at + 12);
  uint32_t documents = vix_get_u32 (at + 16);
  uint64_t size;

  column->kind = vix_get_u32 (at) == VIX_COLUMN_NUMBER ? VIX_COLUMN_NUMBER : VIX_COLUMN_TEXT;
  column->name = vix_index_text (self, vix_get_u32 (at + 4));
  column->n_values = vix_get_u32 (at + 8);
  size = column->kind == VIX_COLUMN_NUMBER ? (uint64_t) self->n_documents * 8 : ((uint64_t) self->n_documents + 1) * 4;
  if (vix_get_u32 (at) > VIX_COLUMN_NUMBER || names > values->size ||
      (uint64_t) column->n_values * 4 > values->size - names || documents > values->size ||
      size > values->size - documents)
    return false;

  column->values = values->data + names;
  column->documents = values->data + documents;
  column->entries = column->documents + size;

  return column->kind == VIX_COLUMN_NUMBER || entries_fit (self, column, values->data + values->size);
}

static bool
take_columns (VixIndex *self, const Section *sections)
{
  for (uint32_t i = 0; i < self->n_columns; i++)
    if (!take_column (self, sections[VIX_SECTION_COLUMNS].data + (size_t) i * VIX_COLUMN_SIZE,
                      &sections[VIX_SECTION_VALUES], &self->columns[i]))
      return false;

  return true;
}

static void
find_links (VixIndex *self)
{
  static const char *const links[] = { "for", "with", "para", "pour", "com", "con", "f" };

  for (uint32_t i = 0; i < sizeof links / sizeof links[0]; i++)
    {
      size_t n = 0;
      VixSpelling spelling;
      uint32_t word;

      while (links[i][n] != '\0')
        n++;
      vix_dictionary_spell (&self->dictionary, links[i], n, &spelling);
      word = vix_dictionary_find (&self->dictionary, &spelling);
      if (word != VIX_NO_WORD)
        self->links[self->n_links++] = word;
    }
}

/**
 * vix_index_open:
 * @self: (out): the index
 * @data: its bytes; they must stay as long as it is used
 * @size: how many
 * @check: whether to compare the checksum; leave it out only for bytes that were just compared
 *
 * Looks at every offset, so that whatever the bytes are, reading them stays inside them.
 *
 * Returns: %VIX_OPEN_DONE, or why not
 */
VixOpen
vix_index_open (VixIndex *self, const uint8_t *data, size_t size, bool check)
{
  Section sections[VIX_N_SECTIONS];

  vix_zero (self, sizeof *self);
  if (size < VIX_HEADER_SIZE + VIX_TABLE_SIZE || vix_get_u32 (data) != VIX_MAGIC)
    return VIX_OPEN_NO_INDEX;
  if (vix_get_u32 (data + VIX_AT_VERSION) != VIX_VERSION)
    return VIX_OPEN_NEWER;
  if (vix_get_u32 (data + VIX_AT_SIZE) != size ||
      (check && vix_get_u64 (data + VIX_AT_CHECKSUM) != vix_checksum (data, size)))
    return VIX_OPEN_DAMAGED;

  self->data = data;
  self->size = size;
  self->language = vix_get_u32 (data + VIX_AT_LANGUAGE) <= VIX_LANGUAGE_TH
                       ? (VixLanguage) vix_get_u32 (data + VIX_AT_LANGUAGE)
                       : VIX_LANGUAGE_NONE;
  self->n_documents = vix_get_u32 (data + VIX_AT_DOCUMENTS);
  self->n_words = self->dictionary.n_words = vix_get_u32 (data + VIX_AT_WORDS);
  self->dictionary.n_letters = vix_get_u32 (data + VIX_AT_LETTERS);
  self->dictionary.letter_size = vix_get_u32 (data + VIX_AT_LETTER_SIZE);
  self->n_fields = vix_get_u32 (data + VIX_AT_FIELDS);
  self->n_columns = vix_get_u32 (data + VIX_AT_COLUMNS);
  self->n_groups = vix_get_u32 (data + VIX_AT_GROUPS);
  self->n_synonyms = vix_get_u32 (data + VIX_AT_SYNONYMS);
  if (!find_sections (data, size, sections) || !sizes_fit (self, sections))
    return VIX_OPEN_INCONSISTENT;

  take_sections (self, sections);
  vix_dictionary_prepare (&self->dictionary);
  take_fields (self, sections[VIX_SECTION_FIELDS].data);
  if (!words_fit (self) || !groups_fit (self, sections[VIX_SECTION_GROUP_WORDS].size / 4) || !documents_fit (self) ||
      !take_columns (self, sections) || !vix_verdicts_are_sound (self))
    return VIX_OPEN_INCONSISTENT;
  find_links (self);

  return VIX_OPEN_DONE;
}

/* How many documents have the word. */
uint32_t
vix_index_word_documents (const VixIndex *self, uint32_t word)
{
  return vix_get_u32 (self->words + (size_t) word * VIX_WORD_SIZE + 4);
}

void
vix_index_word_cursor (const VixIndex *self, uint32_t word, VixCursor *cursor)
{
  const uint8_t *record = self->words + (size_t) word * VIX_WORD_SIZE;
  uint32_t offset = vix_get_u32 (record);

  vix_cursor_start (cursor, self->postings + offset, self->postings_size - offset, vix_get_u32 (record + 4),
                    self->n_documents);
}

/* The words (u32 each) that have the word's stem, it itself among them; 0 when it is alone. */
uint32_t
vix_index_group (const VixIndex *self, uint32_t word, const uint8_t **words)
{
  uint32_t group = vix_get_u32 (self->words + (size_t) word * VIX_WORD_SIZE + 8);
  const uint8_t *at;
  uint32_t start;

  if (group == 0)
    return 0;
  at = self->groups + (size_t) (group - 1) * 4;
  start = vix_get_u32 (at);
  *words = self->group_words + (size_t) start * 4;

  return vix_get_u32 (at + 4) - start;
}

/* The entries of a table of pairs, ascending, that begin with the number. */
static uint32_t
find_pairs (const uint8_t *pairs, uint32_t n, uint32_t number, const uint8_t **entries)
{
  uint32_t low = 0;
  uint32_t high = n;
  uint32_t end;

  while (low < high)
    {
      uint32_t middle = (low + high) / 2;

      if (vix_get_u32 (pairs + (size_t) middle * 8) < number)
        low = middle + 1;
      else
        high = middle;
    }
  for (end = low; end < n && vix_get_u32 (pairs + (size_t) end * 8) == number; end++)
    ;
  *entries = pairs + (size_t) low * 8;

  return end - low;
}

/* The words of a sound, or with VIX_SKELETON_SALT of a skeleton: entries of eight bytes whose last four are the word.
 */
uint32_t
vix_index_sounding (const VixIndex *self, const char *key, size_t length, uint32_t salt, const uint8_t **entries)
{
  return find_pairs (self->sounds, self->n_sounds, vix_hash (key, length) ^ salt, entries);
}

/* The words found too, as vix_index_sounding() gives them. */
uint32_t
vix_index_synonyms (const VixIndex *self, uint32_t word, const uint8_t **entries)
{
  return find_pairs (self->synonyms, self->n_synonyms, word, entries);
}

static const uint8_t *
document_at (const VixIndex *self, uint32_t document)
{
  return self->documents + (size_t) document * VIX_DOCUMENT_SIZE;
}

VixText
vix_index_id (const VixIndex *self, uint32_t document)
{
  return vix_index_text (self, vix_get_u32 (document_at (self, document)));
}

VixText
vix_index_title (const VixIndex *self, uint32_t document)
{
  VixText id = vix_index_id (self, document);

  if (id.length == 0)
    return id;
  return vix_index_text (self, (uint32_t) ((const uint8_t *) id.text + id.length - self->texts));
}

/* Bits of VixColour. */
uint32_t
vix_index_colours (const VixIndex *self, uint32_t document)
{
  return vix_get_u32 (document_at (self, document) + 8);
}

/* What the document's photographs show: bits of VixColour, and the shades themselves where they are asked for. */
uint32_t
vix_index_seen (const VixIndex *self, uint32_t document, VixShades *shades)
{
  const uint8_t *at = self->shades != NULL ? self->shades + (size_t) document * VIX_SHADES_SIZE : NULL;

  if (shades != NULL)
    vix_shades_read (shades, at != NULL ? at + 4 : NULL, at != NULL ? VIX_SHADES_SIZE - 4 : 0);

  return at != NULL ? vix_get_u32 (at) : 0;
}

/* The document's words: for each field a count, then that many words << 1 | joined, all varint. */
const uint8_t *
vix_index_forward (const VixIndex *self, uint32_t document, const uint8_t **end)
{
  *end = self->forward + self->forward_size;

  return self->forward + vix_get_u32 (document_at (self, document) + 4);
}

bool
vix_index_find_column (const VixIndex *self, const char *name, size_t length, uint32_t *column)
{
  for (uint32_t i = 0; i < self->n_columns; i++)
    if (vix_compare (self->columns[i].name.text, self->columns[i].name.length, name, length) == 0)
      {
        *column = i;
        return true;
      }

  return false;
}

bool
vix_index_find_value (const VixIndex *self, uint32_t column, const char *name, size_t length, uint32_t *value)
{
  for (uint32_t i = 0; i < self->columns[column].n_values; i++)
    {
      VixText text = vix_index_value (self, column, i);

      if (vix_compare (text.text, text.length, name, length) == 0)
        {
          *value = i;
          return true;
        }
    }

  return false;
}

VixText
vix_index_value (const VixIndex *self, uint32_t column, uint32_t value)
{
  return vix_index_text (self, vix_get_u32 (self->columns[column].values + (size_t) value * 4));
}

/* How many values the document has in a column of text; u32 each. */
uint32_t
vix_index_values_of (const VixIndex *self, uint32_t column, uint32_t document, const uint8_t **values)
{
  const VixColumn *c = &self->columns[column];
  uint32_t start;

  if (c->kind != VIX_COLUMN_TEXT)
    return 0;
  start = vix_get_u32 (c->documents + (size_t) document * 4);
  *values = c->entries + (size_t) start * 4;

  return vix_get_u32 (c->documents + (size_t) document * 4 + 4) - start;
}

int64_t
vix_index_number (const VixIndex *self, uint32_t column, uint32_t document)
{
  const VixColumn *c = &self->columns[column];

  return c->kind == VIX_COLUMN_NUMBER ? (int64_t) vix_get_u64 (c->documents + (size_t) document * 8) : VIX_NO_NUMBER;
}
