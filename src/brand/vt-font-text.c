/* Which characters a shop's pages need, and in which files they go: each script has its own, so that shoppers load only
 * those that the page before them is written in. */
#include "brand/vt-font-text.h"

#include <string.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>

#define MAX_RANGES_CHARS 8192

/* What languages share: prices, quotes, dashes, signs that merchants type. */
static const struct
{
  hb_codepoint_t from;
  hb_codepoint_t to;
} common[] = {
  { 0x20, 0x7e },     { 0xa0, 0xff },     { 0x131, 0x131 },   { 0x152, 0x153 },   { 0x178, 0x178 },
  { 0x2c6, 0x2c6 },   { 0x2da, 0x2da },   { 0x2dc, 0x2dc },   { 0x2009, 0x200b }, { 0x2010, 0x2015 },
  { 0x2018, 0x201e }, { 0x2020, 0x2022 }, { 0x2026, 0x2026 }, { 0x202f, 0x2030 }, { 0x2032, 0x2033 },
  { 0x2039, 0x203a }, { 0x2044, 0x2044 }, { 0x20ac, 0x20ac }, { 0x2116, 0x2116 }, { 0x2122, 0x2122 },
  { 0x2190, 0x2193 }, { 0x2212, 0x2212 }, { 0x2215, 0x2215 }, { 0x2605, 0x2606 }, { 0x2713, 0x2713 },
};

/**
 * vt_font_piece_free:
 * @self: (nullable): a piece
 */
void
vt_font_piece_free (VtFontPiece *self)
{
  if (self == NULL)
    return;

  hb_set_destroy (self->characters);
  g_free (self->name);
  g_free (self);
}

static void
add_uset (hb_set_t *set, const USet *from)
{
  for (int32_t i = 0; i < uset_getItemCount (from); i++)
    {
      UChar32 first = 0;
      UChar32 last = 0;
      UErrorCode status = U_ZERO_ERROR;

      /* Longer items are strings; their characters stand in the set by themselves. */
      if (uset_getItem (from, i, &first, &last, NULL, 0, &status) == 0 && U_SUCCESS (status))
        hb_set_add_range (set, (hb_codepoint_t) first, (hb_codepoint_t) last);
    }
}

/**
 * vt_font_text_of_language:
 * @language: BCP 47
 *
 * Source: the exemplar characters of Unicode's CLDR, in both cases, with the punctuation.
 *
 * Returns: (transfer full): the characters that texts in the language are made of
 */
hb_set_t *
vt_font_text_of_language (const char *language)
{
  static const ULocaleDataExemplarSetType types[] = { ULOCDATA_ES_STANDARD, ULOCDATA_ES_PUNCTUATION };
  hb_set_t *set = hb_set_create ();
  UErrorCode status = U_ZERO_ERROR;
  ULocaleData *data;

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    hb_set_add_range (set, common[i].from, common[i].to);
  data = ulocdata_open (language, &status);
  for (guint i = 0; U_SUCCESS (status) && i < G_N_ELEMENTS (types); i++)
    {
      USet *characters = ulocdata_getExemplarSet (data, NULL, USET_ADD_CASE_MAPPINGS, types[i], &status);

      if (U_SUCCESS (status))
        add_uset (set, characters);
      uset_close (characters);
    }
  ulocdata_close (data);
  hb_set_del_range (set, 0, 0x1f);

  return set;
}

/* What all scripts share goes with Latin, which every shop has. */
static GUnicodeScript
script_of (hb_codepoint_t c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED || script == G_UNICODE_SCRIPT_UNKNOWN
             ? G_UNICODE_SCRIPT_LATIN
             : script;
}

/* Scripts of thousands of characters stay with what shoppers' own systems have. */
static gboolean
is_too_large (GUnicodeScript script)
{
  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HANGUL || script == G_UNICODE_SCRIPT_HIRAGANA ||
         script == G_UNICODE_SCRIPT_KATAKANA || script == G_UNICODE_SCRIPT_BOPOMOFO;
}

static char *
name_of (GUnicodeScript script)
{
  guint32 tag = g_unicode_script_to_iso15924 (script);
  const char code[] = { (char) (tag >> 24), (char) (tag >> 16), (char) (tag >> 8), (char) tag, 0 };
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode number;
  int32_t n = uscript_getCode (code, &number, 1, &status);
  const char *name = n == 1 && U_SUCCESS (status) ? uscript_getName (number) : NULL;

  return g_strdup (name != NULL ? name : code);
}

/**
 * vt_font_text_script_of:
 * @language: BCP 47
 *
 * Returns: (transfer full): the name in English of the script that it is written in: "Latin", "Thai"
 */
char *
vt_font_text_script_of (const char *language)
{
  UScriptCode codes[8];
  UErrorCode status = U_ZERO_ERROR;
  int32_t n = uscript_getCode (language, codes, G_N_ELEMENTS (codes), &status);

  return g_strdup (n > 0 && U_SUCCESS (status) ? uscript_getName (codes[0]) : "Latin");
}

static VtFontPiece *
find_piece (GPtrArray *pieces, GUnicodeScript script)
{
  VtFontPiece *piece;

  for (guint i = 0; i < pieces->len; i++)
    if (((VtFontPiece *) g_ptr_array_index (pieces, i))->script == script)
      return g_ptr_array_index (pieces, i);

  piece = g_new0 (VtFontPiece, 1);
  piece->script = script;
  piece->name = name_of (script);
  piece->characters = hb_set_create ();
  g_ptr_array_add (pieces, piece);
  return piece;
}

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const VtFontPiece *first = *(const VtFontPiece *const *) a;
  const VtFontPiece *second = *(const VtFontPiece *const *) b;

  if ((first->script == G_UNICODE_SCRIPT_LATIN) != (second->script == G_UNICODE_SCRIPT_LATIN))
    return first->script == G_UNICODE_SCRIPT_LATIN ? -1 : 1;

  return strcmp (first->name, second->name);
}

/**
 * vt_font_text_split:
 * @characters: what the shop's pages need
 * @of_languages: what its languages are written with
 *
 * Returns: (transfer full) (element-type VtFontPiece): the characters by their scripts, Latin first
 */
GPtrArray *
vt_font_text_split (const hb_set_t *characters, const hb_set_t *of_languages)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_font_piece_free);
  hb_codepoint_t c = HB_SET_VALUE_INVALID;

  while (hb_set_next (characters, &c))
    {
      GUnicodeScript script = script_of (c);
      VtFontPiece *piece = !is_too_large (script) ? find_piece (pieces, script) : NULL;

      if (piece == NULL)
        continue;
      hb_set_add (piece->characters, c);
      piece->is_needed = piece->is_needed || hb_set_has (of_languages, c);
    }

  g_ptr_array_sort (pieces, compare_pieces);
  return pieces;
}

/**
 * vt_font_text_ranges:
 * @characters: some
 *
 * Returns: (transfer full): them as the descriptor `unicode-range` of a style sheet takes them: "U+20-7E,U+A9"
 */
char *
vt_font_text_ranges (const hb_set_t *characters)
{
  GString *ranges = g_string_new (NULL);
  hb_codepoint_t first = HB_SET_VALUE_INVALID;
  hb_codepoint_t last = HB_SET_VALUE_INVALID;

  while (hb_set_next_range (characters, &first, &last) && ranges->len < MAX_RANGES_CHARS - 32)
    {
      g_string_append_printf (ranges, "%sU+%X", ranges->len > 0 ? "," : "", first);
      if (last > first)
        g_string_append_printf (ranges, "-%X", last);
    }

  return g_string_free (ranges, FALSE);
}

/**
 * vt_font_text_are_ranges:
 * @ranges: what may be written as vt_font_text_ranges() writes it
 *
 * Returns: whether it is, and so may stand in a style sheet
 */
gboolean
vt_font_text_are_ranges (const char *ranges)
{
  return strlen (ranges) <= MAX_RANGES_CHARS &&
         g_regex_match_simple ("^U\\+[0-9A-F]{1,6}(-[0-9A-F]{1,6})?(,U\\+[0-9A-F]{1,6}(-[0-9A-F]{1,6})?)*$", ranges,
                               G_REGEX_DOLLAR_ENDONLY, (GRegexMatchFlags) 0);
}
