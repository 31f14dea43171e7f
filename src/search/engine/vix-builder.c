#include "search/engine/vix-builder-private.h"

#include "search/engine/vix-colour-words.h"
#include "search/engine/vix-fold.h"

/**
 * vix_builder_new:
 * @allocator: where memory comes from; copied
 * @language: whose sounds the words have
 *
 * Collects the documents of an index. A failed allocation is told by vix_builder_finish(), not before.
 *
 * Returns: (nullable): a builder, NULL when there is no memory
 */
VixBuilder *
vix_builder_new (const VixAllocator *allocator, VixLanguage language)
{
  VixBuilder *self = allocator->resize (NULL, 0, sizeof *self, allocator->user);

  if (self == NULL)
    return NULL;

  vix_zero (self, sizeof *self);
  self->allocator = *allocator;
  self->language = language;
  vix_names_init (&self->names, &self->allocator);
  vix_buffer_init (&self->documents, &self->allocator);
  vix_buffer_init (&self->words, &self->allocator);
  vix_buffer_init (&self->texts, &self->allocator);
  vix_buffer_init (&self->synonyms, &self->allocator);
  vix_buffer_init (&self->colours, &self->allocator);
  vix_buffer_init (&self->expressions, &self->allocator);
  vix_buffer_init (&self->expression_words, &self->allocator);
  vix_buffer_init (&self->verdicts, &self->allocator);
  vix_buffer_init (&self->shades, &self->allocator);

  return self;
}

void
vix_builder_free (VixBuilder *self)
{
  VixAllocator allocator;

  if (self == NULL)
    return;
  for (uint32_t i = 0; i < self->n_columns; i++)
    {
      vix_names_clear (&self->columns[i].names);
      vix_buffer_clear (&self->columns[i].values);
    }
  vix_names_clear (&self->names);
  vix_buffer_clear (&self->documents);
  vix_buffer_clear (&self->words);
  vix_buffer_clear (&self->texts);
  vix_buffer_clear (&self->synonyms);
  vix_buffer_clear (&self->colours);
  vix_buffer_clear (&self->expressions);
  vix_buffer_clear (&self->expression_words);
  vix_buffer_clear (&self->verdicts);
  vix_buffer_clear (&self->shades);
  allocator = self->allocator;
  allocator.resize (self, sizeof *self, 0, allocator.user);
}

/* In the section of texts. Returns: the place. */
uint32_t
vix_builder_add_plain (VixBuilder *self, const char *text, size_t length)
{
  uint32_t offset = (uint32_t) self->texts.size;

  vix_buffer_add_varint (&self->texts, (uint32_t) length);
  vix_buffer_add (&self->texts, text, length);

  return offset;
}

/**
 * vix_builder_add_field:
 * @self: a builder without documents
 * @name: what the field is called
 * @length: its bytes
 * @kind: bits of #VixFieldKind
 * @weight: what a word in it counts, 16 as much as a word of plain text
 *
 * Returns: the number of the field; more than %VIX_FIELDS_MAX share the last one
 */
uint32_t
vix_builder_add_field (VixBuilder *self, const char *name, size_t length, uint32_t kind, uint32_t weight)
{
  if (self->n_fields == VIX_FIELDS_MAX)
    return VIX_FIELDS_MAX - 1;
  self->fields[self->n_fields] =
      (VixSourceField){ kind, weight, { vix_builder_add_plain (self, name, length), (uint32_t) length } };

  return self->n_fields++;
}

/**
 * vix_builder_add_column:
 * @self: a builder without documents
 * @kind: what it holds
 * @name: what it is called
 * @length: its bytes
 *
 * Adds a column of values to filter, count and sort by.
 *
 * Returns: its number; there are at most %VIX_COLUMNS_MAX, of further ones the last is given again
 */
uint32_t
vix_builder_add_column (VixBuilder *self, VixColumnKind kind, const char *name, size_t length)
{
  VixSourceColumn *column = &self->columns[self->n_columns];

  if (self->n_columns == VIX_COLUMNS_MAX)
    return VIX_COLUMNS_MAX - 1;
  column->kind = kind;
  column->name = (VixSpan){ vix_builder_add_plain (self, name, length), (uint32_t) length };
  vix_names_init (&column->names, &self->allocator);
  vix_buffer_init (&column->values, &self->allocator);

  return self->n_columns++;
}

static VixSource *
last_document (const VixBuilder *self)
{
  return (VixSource *) (void *) self->documents.data + self->n_documents - 1;
}

/**
 * vix_builder_begin:
 * @self: a builder
 * @id: what the document is told apart by
 * @id_length: its bytes
 * @title: what it is shown as; it is searched only when it is added as a text too
 * @title_length: its bytes
 *
 * Begins a document: what follows belongs to it.
 *
 * Returns: whether there was room
 */
bool
vix_builder_begin (VixBuilder *self, const char *id, size_t id_length, const char *title, size_t title_length)
{
  VixSource source;

  vix_zero (&source, sizeof source);
  source.texts = vix_builder_add_plain (self, id, id_length);
  vix_builder_add_plain (self, title, title_length);
  source.words = (uint32_t) (self->words.size / 4);
  if (self->n_documents == VIX_DOCUMENTS_MAX || self->texts.size > UINT32_MAX / 2 || self->words.size > UINT32_MAX / 2)
    self->failed = true;
  vix_buffer_add (&self->documents, &source, sizeof source);
  if (self->failed || self->documents.failed || self->texts.failed)
    return false;
  self->n_documents++;
  self->field = 0;

  return true;
}

/* Returns: its number. */
static uint32_t
add_word (VixBuilder *self, const char *text, size_t length, bool joined)
{
  VixSource *source = last_document (self);
  uint32_t number = vix_names_add (&self->names, text, length);
  uint32_t *entry = (uint32_t *) (void *) vix_buffer_grow (&self->words, 4);

  if (entry == NULL)
    return number;
  *entry = number << 1 | joined;
  source->counts[self->field]++;
  source->parts[self->field] += !joined;

  return number;
}

/* What colour the word is; looked up once for each. */
static VixColourWord
colour_of (VixBuilder *self, uint32_t number)
{
  for (uint32_t i = (uint32_t) (self->colours.size / sizeof (VixColourWord)); i <= number && i < self->names.n; i++)
    {
      size_t length;
      const char *text = vix_names_get (&self->names, i, &length);
      VixColourWord colour;

      if (!vix_colour_word (text, length, &colour))
        colour = (VixColourWord){ 0, false };
      vix_buffer_add (&self->colours, &colour, sizeof colour);
    }
  if (self->colours.failed || number >= self->names.n)
    return (VixColourWord){ 0, false };

  return ((const VixColourWord *) (const void *) self->colours.data)[number];
}

/* Colours are words of their own besides, so that navy finds what is blue. */
static void
add_colours (VixBuilder *self, uint32_t number)
{
  uint32_t kind = self->fields[self->field].kind;
  VixColourWord colour;

  if ((kind & (VIX_FIELD_COLOUR | VIX_FIELD_TITLE)) == 0)
    return;
  colour = colour_of (self, number);
  if (colour.colours == 0 || ((kind & VIX_FIELD_COLOUR) == 0 && !colour.plain))
    return;

  last_document (self)->colours |= colour.colours;
  for (uint32_t i = 0; i < VIX_N_COLOURS; i++)
    if ((colour.colours >> i & 1) != 0)
      {
        char text[VIX_UTF8_MAX];

        add_word (self, text, vix_utf8_put (text, VIX_COLOUR_POINT + i), true);
      }
}

static void
add_word_cb (const VixWord *word, void *user)
{
  VixBuilder *self = user;

  add_colours (self, add_word (self, word->text, word->length, word->span > 1));
}

/**
 * vix_builder_add_text:
 * @self: a builder with a document begun
 * @field: the number of a field, not below that of the text before
 * @text: UTF-8; runs of a script without spaces have U+200B between their words
 * @length: its bytes
 */
void
vix_builder_add_text (VixBuilder *self, uint32_t field, const char *text, size_t length)
{
  if (self->n_documents == 0 || field >= self->n_fields || field < self->field || self->failed)
    {
      self->failed = true;
      return;
    }
  self->field = field;
  vix_words_split (text, length, 0, add_word_cb, self);
}

/* Bits of VixColour: those that the texts of the last document name so far. */
uint32_t
vix_builder_get_colours (const VixBuilder *self)
{
  return self->n_documents == 0 ? 0 : last_document (self)->colours;
}

/* Photographs show too much to say all of it: colours below are hardly there. */
#define SEEN_LEAST 0.012f

/**
 * vix_builder_add_shades:
 * @self: a builder with a document begun
 * @field: the number of a field for colours, not below that of the text before
 * @shades: what photographs show of the document's thing
 *
 * It is found by colours that no text names, behind those whose texts do, and ranked by how much of the colour there
 * is. Once for each document.
 */
void
vix_builder_add_shades (VixBuilder *self, uint32_t field, const VixShades *shades)
{
  uint32_t colours = vix_shades_colours (shades, SEEN_LEAST);
  VixSourceShades source;

  if (self->n_documents == 0 || field >= self->n_fields || field < self->field || self->failed)
    {
      self->failed = true;
      return;
    }
  self->field = field;
  for (uint32_t i = 0; i < VIX_N_COLOURS; i++)
    if ((colours >> i & 1) != 0)
      {
        char text[VIX_UTF8_MAX];

        add_word (self, text, vix_utf8_put (text, VIX_SEEN_POINT + i), true);
      }

  vix_zero (&source, sizeof source);
  source.document = self->n_documents - 1;
  vix_put_u32 (source.bytes, colours);
  vix_shades_write (shades, source.bytes + 4);
  vix_buffer_add (&self->shades, &source, sizeof source);
}

/**
 * vix_builder_add_value:
 * @self: a builder with a document begun
 * @column: the number of a column of text
 * @value: a value of the document, as it is shown
 * @length: its bytes
 */
void
vix_builder_add_value (VixBuilder *self, uint32_t column, const char *value, size_t length)
{
  VixSourceValue entry;

  if (self->n_documents == 0 || column >= self->n_columns || self->columns[column].kind != VIX_COLUMN_TEXT)
    {
      self->failed = true;
      return;
    }
  entry = (VixSourceValue){ self->n_documents - 1, vix_names_add (&self->columns[column].names, value, length) };
  vix_buffer_add (&self->columns[column].values, &entry, sizeof entry);
}

/* As vix_builder_add_value(), for a column of numbers; the first one counts. */
void
vix_builder_set_number (VixBuilder *self, uint32_t column, int64_t number)
{
  VixSourceNumber entry = { number, self->n_documents - 1 };

  if (self->n_documents == 0 || column >= self->n_columns || self->columns[column].kind != VIX_COLUMN_NUMBER)
    {
      self->failed = true;
      return;
    }
  vix_buffer_add (&self->columns[column].values, &entry, sizeof entry);
}

static bool
has_failed (const VixBuilder *self)
{
  bool failed = self->failed || self->words.failed || self->texts.failed || self->documents.failed ||
                self->synonyms.failed || self->colours.failed || self->expressions.failed ||
                self->expression_words.failed || self->verdicts.failed || self->shades.failed ||
                self->names.text.failed || self->names.spans.failed || self->names.slots.failed;

  for (uint32_t i = 0; i < self->n_columns; i++)
    failed = failed || self->columns[i].values.failed || self->columns[i].names.text.failed ||
             self->columns[i].names.spans.failed || self->columns[i].names.slots.failed;

  return failed;
}

static void
write_fields (const VixBuilder *self, VixBuffer *fields)
{
  for (uint32_t i = 0; i < self->n_fields; i++)
    {
      vix_buffer_add_u32 (fields, self->fields[i].kind);
      vix_buffer_add_u32 (fields, self->fields[i].weight);
      vix_buffer_add_u32 (fields, self->fields[i].name.offset);
    }
}

static void
write_shades (const VixBuilder *self, VixBuffer *shades)
{
  const VixSourceShades *sources = (const VixSourceShades *) (const void *) self->shades.data;
  size_t n = self->shades.size / sizeof *sources;
  uint8_t *all = n > 0 ? vix_buffer_grow (shades, (size_t) self->n_documents * VIX_SHADES_SIZE) : NULL;

  if (all == NULL)
    return;

  vix_zero (all, (size_t) self->n_documents * VIX_SHADES_SIZE);
  for (size_t i = 0; i < n; i++)
    vix_copy (all + (size_t) sources[i].document * VIX_SHADES_SIZE, sources[i].bytes, VIX_SHADES_SIZE);
}

/* One after the other, each where a number may start. */
static void
assemble (const VixBuilder *self, const VixBuffer *sections, VixBuffer *index)
{
  uint32_t n_letters = (uint32_t) (sections[VIX_SECTION_ALPHABET].size / 4);
  uint8_t *header = vix_buffer_grow (index, VIX_HEADER_SIZE + VIX_TABLE_SIZE);

  if (header == NULL)
    return;
  vix_zero (header, VIX_HEADER_SIZE + VIX_TABLE_SIZE);
  for (uint32_t i = 0; i < VIX_N_SECTIONS && !index->failed; i++)
    {
      vix_put_u32 (index->data + VIX_HEADER_SIZE + i * 8, (uint32_t) index->size);
      vix_put_u32 (index->data + VIX_HEADER_SIZE + i * 8 + 4, (uint32_t) sections[i].size);
      vix_buffer_add (index, sections[i].data, sections[i].size);
      while (index->size % 4 != 0 && !index->failed)
        vix_buffer_add_u8 (index, 0);
    }
  if (index->failed || index->size > UINT32_MAX)
    {
      index->failed = true;
      return;
    }

  header = index->data;
  vix_put_u32 (header + VIX_AT_MAGIC, VIX_MAGIC);
  vix_put_u32 (header + VIX_AT_VERSION, VIX_VERSION);
  vix_put_u32 (header + VIX_AT_SIZE, (uint32_t) index->size);
  vix_put_u32 (header + VIX_AT_LANGUAGE, self->language);
  vix_put_u32 (header + VIX_AT_DOCUMENTS, self->n_documents);
  vix_put_u32 (header + VIX_AT_WORDS, self->names.n);
  vix_put_u32 (header + VIX_AT_LETTERS, n_letters);
  vix_put_u32 (header + VIX_AT_LETTER_SIZE, n_letters > 256 ? 2 : 1);
  vix_put_u32 (header + VIX_AT_FIELDS, self->n_fields);
  vix_put_u32 (header + VIX_AT_COLUMNS, self->n_columns);
  vix_put_u32 (header + VIX_AT_GROUPS,
               sections[VIX_SECTION_GROUPS].size == 0 ? 0 : (uint32_t) (sections[VIX_SECTION_GROUPS].size / 4 - 1));
  vix_put_u32 (header + VIX_AT_SYNONYMS, (uint32_t) (sections[VIX_SECTION_SYNONYMS].size / 8));
  vix_put_u64 (header + VIX_AT_CHECKSUM, vix_checksum (header, index->size));
}

static bool
write_sections (VixBuilder *self, const VixOrder *order, VixStemFunc stem, void *user, VixBuffer *sections)
{
  vix_write_tree (&self->names, order, &sections[VIX_SECTION_ALPHABET], &sections[VIX_SECTION_TREE]);
  vix_write_postings (self, order, &sections[VIX_SECTION_WORDS], &sections[VIX_SECTION_POSTINGS]);
  if (stem != NULL)
    vix_write_groups (self, order, stem, user, &sections[VIX_SECTION_WORDS], &sections[VIX_SECTION_GROUPS],
                      &sections[VIX_SECTION_GROUP_WORDS]);
  vix_write_sounds (self, order, &sections[VIX_SECTION_SOUNDS]);
  vix_write_documents (self, order, &sections[VIX_SECTION_DOCUMENTS], &sections[VIX_SECTION_FORWARD]);
  write_fields (self, &sections[VIX_SECTION_FIELDS]);
  vix_write_columns (self, &sections[VIX_SECTION_COLUMNS], &sections[VIX_SECTION_VALUES], &self->texts);
  vix_buffer_add (&sections[VIX_SECTION_TEXTS], self->texts.data, self->texts.size);
  vix_write_synonyms (self, order, &sections[VIX_SECTION_SYNONYMS]);
  vix_write_verdicts (self, &sections[VIX_SECTION_VERDICTS]);
  write_shades (self, &sections[VIX_SECTION_SHADES]);

  for (uint32_t i = 0; i < VIX_N_SECTIONS; i++)
    if (sections[i].failed)
      return false;

  return !self->texts.failed;
}

/**
 * vix_builder_finish:
 * @self: a builder; of no more use afterwards but to be freed
 * @stem: (nullable): called once for each word with letters
 * @user: passed to @stem
 * @data: (out): the index, from the allocator; to be given back as a block of @size bytes
 * @size: (out): its bytes
 *
 * Returns: whether there was memory, all calls before were right and the index is not larger than 4 GiB
 */
bool
vix_builder_finish (VixBuilder *self, VixStemFunc stem, void *user, uint8_t **data, size_t *size)
{
  VixBuffer sections[VIX_N_SECTIONS];
  VixBuffer index;
  VixOrder order;
  bool done;

  vix_buffer_init (&index, &self->allocator);
  vix_buffer_init (&order.order, &self->allocator);
  vix_buffer_init (&order.ranks, &self->allocator);
  for (uint32_t i = 0; i < VIX_N_SECTIONS; i++)
    vix_buffer_init (&sections[i], &self->allocator);

  /* Memory also for what there is none of: nothing is added to a pointer to nowhere. */
  vix_buffer_grow (&self->words, 0);
  vix_buffer_grow (&self->documents, 0);
  if (!has_failed (self))
    vix_place_expressions (self);
  done = !has_failed (self) && vix_order_words (&self->names, &order) &&
         write_sections (self, &order, stem, user, sections);
  if (done)
    {
      assemble (self, sections, &index);
      done = !index.failed;
    }
  for (uint32_t i = 0; i < VIX_N_SECTIONS; i++)
    vix_buffer_clear (&sections[i]);
  vix_buffer_clear (&order.order);
  vix_buffer_clear (&order.ranks);
  if (done)
    {
      /* Without what it could still grow by: the caller gives it back by its size. */
      *data = self->allocator.resize (index.data, index.room, index.size, self->allocator.user);
      *size = index.size;
      done = *data != NULL;
    }
  if (!done)
    vix_buffer_clear (&index);

  return done;
}
