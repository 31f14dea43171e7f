/* From text to words. Signs part words, and - / _ ' . , between two letters or digits do too; but what they part is
 * also given as one joined word, so that t-shirt, tshirt and t shirt, MX-5000 and mx5000, 1,5 l and 1.5l find each
 * other. */
#include "search/engine/vix-words.h"

#include "search/engine/vix-bytes.h"
#include "search/engine/vix-fold.h"

typedef struct
{
  char text[VIX_WORD_MAX + 1];
  size_t length;
  uint32_t n_letters;
  uint32_t start;
  uint32_t end;
  bool digits; /* nothing else */
  char joiner; /* what parts it from the one before; 0 for the first */
} Part;

typedef struct
{
  VixWordFunc func;
  void *user;
  uint32_t position; /* of the next part */

  Part parts[VIX_PARTS_MAX];
  uint32_t n_parts; /* the last one is being read while in_part */
  bool in_part;
  bool thai;
  char joiner; /* read behind a part; 0 for none */

  Part number; /* the number before, as long as nothing but a space is behind it */
  uint32_t number_position;
} Splitter;

static const char *const units[] = {
  "mm", "cm",  "m",    "km",   "in",  "inch", "ft",  "mg",  "g",   "kg", "lb",  "oz", "ml", "cl", "dl",  "l",    "kb",
  "mb", "gb",  "tb",   "hz",   "khz", "mhz",  "ghz", "mah", "ah",  "wh", "w",   "kw", "v",  "va", "kva", "a",    "ma",
  "lm", "dpi", "gbps", "mbps", "mp",  "px",   "rpm", "db",  "btu", "p",  "gsm", "มม", "ซม", "กก", "ลิตร", "เมตร", "กรม",
};

/**
 * vix_word_is_unit:
 * @text: a word as it is compared
 * @length: its bytes
 *
 * Returns: whether a number before it makes one word with it: "10 cm" is "10cm"
 */
bool
vix_word_is_unit (const char *text, size_t length)
{
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
    {
      size_t n = 0;

      if (units[i][0] != text[0])
        continue;
      while (units[i][n] != '\0')
        n++;
      if (n == length && vix_compare (units[i], n, text, length) == 0)
        return true;
    }

  return false;
}

bool
vix_word_has_digit (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (text[i] >= '0' && text[i] <= '9')
      return true;

  return false;
}

/* The first character decides: the splitter never mixes scripts in a word. */
bool
vix_word_is_thai (const char *text, size_t length)
{
  return length >= 3 && (uint8_t) text[0] == 0xE0 && (uint8_t) text[1] >= 0xB8 && (uint8_t) text[1] <= 0xB9;
}

static bool
is_thousands (const Part *part)
{
  return part->joiner == ',' && part->length == 3 && part->digits;
}

static void
give_joined (Splitter *self, const Part *parts, uint32_t n, uint32_t position)
{
  char text[VIX_WORD_MAX];
  size_t length = 0;
  uint32_t n_letters = 0;
  VixWord word;

  for (uint32_t i = 0; i < n; i++)
    {
      bool decimal = i > 0 && (parts[i].joiner == '.' || parts[i].joiner == ',') && parts[i - 1].digits &&
                     parts[i].text[0] >= '0' && parts[i].text[0] <= '9';

      n_letters += parts[i].n_letters + decimal;
      if (n_letters > VIX_WORD_LETTERS || length + parts[i].length + decimal > VIX_WORD_MAX)
        return;
      if (decimal && !is_thousands (&parts[i]))
        text[length++] = '.';
      vix_copy (text + length, parts[i].text, parts[i].length);
      length += parts[i].length;
    }

  word = (VixWord){ text, length, position, n, parts[0].start, parts[n - 1].end };
  self->func (&word, self->user);
}

/* A number, alone or with its decimals, waits for a unit behind a space. */
static void
keep_number (Splitter *self, uint32_t position)
{
  const Part *parts = self->parts;
  Part *number = &self->number;
  bool two = self->n_parts == 2 && parts[0].digits && parts[1].digits &&
             (parts[1].joiner == ',' || parts[1].joiner == '.') && parts[0].length + parts[1].length < VIX_WORD_LETTERS;

  number->length = 0;
  if (self->thai || !(two || (self->n_parts == 1 && parts[0].digits)))
    return;

  *number = parts[0];
  self->number_position = position;
  if (!two)
    return;
  if (!is_thousands (&parts[1]))
    number->text[number->length++] = '.';
  vix_copy (number->text + number->length, parts[1].text, parts[1].length);
  number->length += parts[1].length;
  number->n_letters = (uint32_t) number->length;
}

static void
give_number_with_unit (Splitter *self)
{
  const Part *unit = &self->parts[0];
  Part *number = &self->number;
  VixWord word;

  if (number->length == 0 || !vix_word_is_unit (unit->text, unit->length) ||
      number->n_letters + unit->n_letters > VIX_WORD_LETTERS)
    return;

  vix_copy (number->text + number->length, unit->text, unit->length);
  word = (VixWord){ number->text,          number->length + unit->length,
                    self->number_position, self->position + 1 - self->number_position,
                    number->start,         unit->end };
  self->func (&word, self->user);
}

/* Gives the parts read so far, and what they are together. */
static void
end_run (Splitter *self)
{
  uint32_t n = self->n_parts;
  uint32_t first = self->position;

  if (n == 0)
    return;

  for (uint32_t i = 0; i < n; i++)
    {
      const Part *part = &self->parts[i];
      VixWord word = { part->text, part->length, first + i, 1, part->start, part->end };

      self->func (&word, self->user);
    }
  give_number_with_unit (self);
  if (n > 1)
    give_joined (self, self->parts, n, first);
  for (uint32_t i = 0; n > 2 && i + 1 < n; i++)
    give_joined (self, self->parts + i, 2, first + i);

  keep_number (self, first);
  self->position = first + n;
  self->n_parts = 0;
  self->in_part = false;
  self->joiner = 0;
}

static Part *
start_part (Splitter *self, uint32_t at)
{
  Part *part;

  if (self->n_parts > 0 && (self->joiner == 0 || self->n_parts == VIX_PARTS_MAX))
    end_run (self);
  part = &self->parts[self->n_parts++];
  part->length = 0;
  part->n_letters = 0;
  part->start = at;
  part->digits = true;
  part->joiner = self->joiner;
  self->joiner = 0;
  self->in_part = true;

  return part;
}

static void
add_points (Splitter *self, const VixFolded *folded, uint32_t start, uint32_t end)
{
  Part *part = self->in_part ? &self->parts[self->n_parts - 1] : start_part (self, start);

  for (uint32_t i = 0; i < folded->n_points; i++)
    {
      char bytes[VIX_UTF8_MAX];
      size_t n = vix_utf8_put (bytes, folded->points[i]);

      if (part->n_letters == VIX_WORD_LETTERS || part->length + n > VIX_WORD_MAX)
        break;
      vix_copy (part->text + part->length, bytes, n);
      part->length += n;
      part->n_letters++;
    }
  part->digits = part->digits && folded->class == VIX_CHAR_DIGIT;
  part->end = end;
}

static void
take_letter (Splitter *self, const VixFolded *folded, uint32_t start, uint32_t end)
{
  bool thai = folded->class == VIX_CHAR_THAI;

  /* What is written without spaces is longer than any word. */
  if (thai && self->in_part && self->parts[self->n_parts - 1].n_letters + folded->n_points > VIX_WORD_LETTERS)
    end_run (self);
  if (self->n_parts > 0 && (folded->class == VIX_CHAR_IDEOGRAM || self->thai != thai))
    {
      end_run (self);
      self->number.length = thai || self->thai ? self->number.length : 0;
    }
  self->thai = thai;
  add_points (self, folded, start, end);
  if (folded->class == VIX_CHAR_IDEOGRAM)
    end_run (self);
}

/* A letter or digit of ASCII as it is compared; 0 for what is neither. */
static char
plain_letter (uint8_t c)
{
  uint8_t small = c | 0x20;

  return small >= 'a' && small <= 'z' ? (char) small : c >= '0' && c <= '9' ? (char) c : 0;
}

/* What nearly all text is: letters of ASCII in a row. Returns: where they end. */
static const char *
take_plain (Splitter *self, const char *text, const char *at, const char *end)
{
  Part *part;
  char letter;

  if (self->n_parts > 0 && self->thai)
    end_run (self);
  self->thai = false;
  part = self->in_part ? &self->parts[self->n_parts - 1] : start_part (self, (uint32_t) (at - text));
  for (; at < end && (letter = plain_letter ((uint8_t) *at)) != 0; at++)
    {
      if (part->n_letters < VIX_WORD_LETTERS && part->length < VIX_WORD_MAX)
        {
          part->text[part->length++] = letter;
          part->n_letters++;
        }
      part->digits = part->digits && letter <= '9';
    }
  part->end = (uint32_t) (at - text);

  return at;
}

/* A sign joins only when it stands right between two parts; points only next to a digit. */
static void
take_joiner (Splitter *self, const VixFolded *folded, char sign)
{
  if (self->in_part && (folded->class == VIX_CHAR_JOINER || self->parts[self->n_parts - 1].digits))
    {
      self->joiner = sign;
      self->in_part = false;
      return;
    }
  end_run (self);
  self->number.length = 0;
}

/**
 * vix_words_split:
 * @text: any bytes; what is not UTF-8 parts words
 * @length: bytes of @text
 * @position: of the first word
 * @func: called with each word in order, joined ones behind their parts; the text is valid during the call only
 * @user: passed to @func
 *
 * Returns: the position behind the last word
 */
uint32_t
vix_words_split (const char *text, size_t length, uint32_t position, VixWordFunc func, void *user)
{
  Splitter self = { .func = func, .user = user, .position = position };
  const char *at = text;
  const char *end = text + length;

  while (at < end)
    {
      uint32_t start = (uint32_t) (at - text);
      uint32_t point;
      VixFolded folded;

      if (plain_letter ((uint8_t) *at) != 0)
        {
          at = take_plain (&self, text, at, end);
          continue;
        }
      point = vix_utf8_take (&at, end);
      folded = vix_fold (point);
      switch (folded.class)
        {
        case VIX_CHAR_NOTHING:
          break;
        case VIX_CHAR_LETTER:
        case VIX_CHAR_DIGIT:
        case VIX_CHAR_THAI:
        case VIX_CHAR_IDEOGRAM:
          take_letter (&self, &folded, start, (uint32_t) (at - text));
          break;
        case VIX_CHAR_JOINER:
        case VIX_CHAR_POINT:
          take_joiner (&self, &folded, point < 0x80 ? (char) point : '-');
          break;
        case VIX_CHAR_BREAK:
          end_run (&self);
          self.number.length = point == ' ' ? self.number.length : 0;
          break;
        }
    }
  end_run (&self);

  return self.position;
}
