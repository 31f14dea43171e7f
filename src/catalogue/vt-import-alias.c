/* How captions are compared: without letter case, accents and signs, with numbers, units and languages taken out. */

#include "catalogue/vt-import-alias.h"

#include "base/vt-money.h"
#include "base/vt-text.h"

#include <string.h>

/* Languages that captions end in: `name.en`, `Name (DE)`, `title_pt-BR`. Only these, so that `name_id` stays what it
 * is; "no" and "is" are words too often. */
static const char *const languages[] = { "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he",
                                         "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "pl",
                                         "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh" };

static const struct
{
  const char *suffix;
  const char *unit;
} units[] = {
  { "kg", "kg" },     { "kgs", "kg" },  { "kilogram", "kg" }, { "kilograms", "kg" }, { "quilos", "kg" },
  { "g", "g" },       { "gr", "g" },    { "gram", "g" },      { "grams", "g" },      { "gramas", "g" },
  { "gramos", "g" },  { "gramm", "g" }, { "grammes", "g" },   { "lb", "lb" },        { "lbs", "lb" },
  { "pounds", "lb" }, { "oz", "oz" },   { "ounces", "oz" },   { "กก", "kg" },        { "กรัม", "g" },
  { "กิโลกรัม", "kg" },
};

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/**
 * vt_import_alias_make_key:
 * @caption: a caption
 * @number: (out) (optional): the last number in it, 0 when there is none
 *
 * Returns: (transfer full): what is compared: "Attribute 1 value(s)" is "attribute # value s"
 */
char *
vt_import_alias_make_key (const char *caption, guint *number)
{
  g_autofree char *folded = vt_text_fold (caption);
  GString *key = g_string_new (NULL);
  gboolean gap = FALSE;
  gboolean in_number = FALSE;
  guint last = 0;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_word_character (c))
        {
          gap = key->len > 0;
          in_number = FALSE;
          continue;
        }
      if (c >= '0' && c <= '9')
        {
          last = in_number ? MIN (last * 10 + (c - '0'), 100000) : c - '0';
          if (in_number)
            continue;
        }
      if (gap || (c >= '0' && c <= '9' && key->len > 0) || (in_number && !(c >= '0' && c <= '9')))
        g_string_append_c (key, ' ');
      gap = FALSE;
      in_number = c >= '0' && c <= '9';
      if (in_number)
        g_string_append_c (key, '#');
      else
        g_string_append_unichar (key, c);
    }
  if (number != NULL)
    *number = last;

  return g_string_free (key, FALSE);
}

const VtImportAlias *
vt_import_alias_find (const VtImportAlias *aliases, const char *key)
{
  for (guint i = 0; aliases != NULL && aliases[i].key != NULL; i++)
    if (strcmp (aliases[i].key, key) == 0)
      return &aliases[i];

  return NULL;
}

static const VtImportAlias *
find (const VtImportAlias *aliases, gboolean also_common, const char *key)
{
  const VtImportAlias *found = vt_import_alias_find (aliases, key);

  return found == NULL && also_common ? vt_import_alias_find (vt_import_aliases, key) : found;
}

/* Takes the last word off; NULL when there is but one. */
static const char *
split_last (char *key)
{
  char *space = strrchr (key, ' ');

  if (space == NULL)
    return NULL;
  *space = '\0';

  return space + 1;
}

static const char *
find_unit (const char *word)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].suffix, word) == 0)
      return units[i].unit;

  return NULL;
}

static gboolean
is_language (const char *word)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (languages); i++)
    if (strcmp (languages[i], word) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_amount (VtImportField field)
{
  return field == VT_FIELD_PRICE || field == VT_FIELD_COMPARE_AT || field == VT_FIELD_SALE_PRICE ||
         field == VT_FIELD_COST;
}

static gboolean
is_currency (const char *word)
{
  g_autofree char *code = word != NULL ? g_ascii_strup (word, -1) : NULL;

  return code != NULL && vt_currency_is_valid (code);
}

static void
set_field (VtImportColumn *column, VtImportField field, guint number)
{
  column->field = field;
  if (field == VT_FIELD_OPTION_NAME || field == VT_FIELD_OPTION_VALUE)
    column->index = MAX (number, 1);
}

/* "Weight (kg)", "name.en", "title pt-br": one word after what is known, or two for a region. */
static void
apply_suffix (const VtImportAlias *aliases,
              gboolean also_common,
              const char *whole,
              guint number,
              VtImportColumn *column)
{
  g_autofree char *key = g_strdup (whole);
  const char *last = split_last (key);
  const VtImportAlias *alias = last != NULL ? find (aliases, also_common, key) : NULL;
  const char *unit = find_unit (last);

  if (alias != NULL && alias->field == VT_FIELD_WEIGHT && unit != NULL)
    {
      set_field (column, alias->field, 0);
      column->unit = g_strdup (unit);
      return;
    }
  if (alias != NULL && is_amount (alias->field) && is_currency (last))
    {
      set_field (column, alias->field, 0);
      column->unit = g_ascii_strup (last, -1);
      return;
    }
  if (alias != NULL && vt_import_field_is_text (alias->field) && is_language (last))
    {
      set_field (column, alias->field, 0);
      column->language = g_strdup (last);
      return;
    }
  if (last != NULL && strlen (last) == 2 && alias == NULL)
    {
      g_autofree char *region = g_ascii_strup (last, -1);
      const char *language = split_last (key);

      alias = language != NULL ? find (aliases, also_common, key) : NULL;
      if (alias == NULL || !vt_import_field_is_text (alias->field) || !is_language (language))
        return;
      set_field (column, alias->field, number);
      column->language = g_strdup_printf ("%s-%s", language, region);
    }
}

/**
 * vt_import_alias_apply:
 * @aliases: (nullable): names that one system gives its columns; they come first
 * @also_common: whether those of all systems count as well
 * @column: a column with its caption; gets field, number, language and unit when the caption is known
 */
void
vt_import_alias_apply (const VtImportAlias *aliases, gboolean also_common, VtImportColumn *column)
{
  guint number = 0;
  g_autofree char *key = vt_import_alias_make_key (column->caption, &number);
  const VtImportAlias *alias = find (aliases, also_common, key);

  if (alias != NULL)
    {
      const char *last = strrchr (key, ' ');

      set_field (column, alias->field, number);
      if (alias->field == VT_FIELD_WEIGHT && last != NULL)
        column->unit = g_strdup (find_unit (last + 1));
    }
  else
    apply_suffix (aliases, also_common, key, number, column);
}

/**
 * vt_import_word_find:
 * @words: what cells say, ended by a %NULL word
 * @cell: a cell
 * @out: (out): what it means
 *
 * Returns: whether @cell is one of @words
 */
gboolean
vt_import_word_find (const VtImportWord *words, const char *cell, int *out)
{
  g_autofree char *folded = NULL;

  for (guint i = 0; words[i].word != NULL; i++)
    if (g_ascii_strcasecmp (words[i].word, cell) == 0)
      {
        *out = words[i].value;
        return TRUE;
      }
  if (g_str_is_ascii (cell))
    return FALSE;

  folded = vt_text_fold (cell);
  for (guint i = 0; words[i].word != NULL; i++)
    if (strcmp (words[i].word, folded) == 0)
      {
        *out = words[i].value;
        return TRUE;
      }

  return FALSE;
}
