#define G_LOG_DOMAIN "vt-search"

#include "search/vt-search-text.h"

#include "content/vt-text-field.h"
#include "search/engine/vix-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIST_CHARS    1000
#define LIST_MAX      50
#define LANGUAGE_SIZE 12

static char *
small_letters (const char *text, const char *name, guint max_chars, GError **error)
{
  g_autofree char *line =
      vt_text_field (text, name, max_chars, VT_TEXT_FIELD_REQUIRED, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID, error);
  g_autofree char *small = line != NULL ? g_utf8_strdown (line, -1) : NULL;

  return small != NULL ? g_utf8_normalize (small, -1, G_NORMALIZE_NFC) : NULL;
}

/**
 * vt_search_query_text:
 * @text: what a shopper may ask, in UTF-8
 * @error: %VT_SEARCH_ERROR_INVALID when there is nothing in it, or more than %VT_SEARCH_QUERY_CHARS characters
 *
 * Returns: (transfer full) (nullable): the same in the form by which queries are told apart: one line, single spaces,
 * small letters, NFC
 */
char *
vt_search_query_text (const char *text, GError **error)
{
  return small_letters (text, _ ("query"), VT_SEARCH_QUERY_CHARS, error);
}

static void
append_word (const VixWord *word, void *user)
{
  GString *key = user;

  if (word->span > 1)
    return;
  if (key->len > 0)
    g_string_append_c (key, ' ');
  g_string_append_len (key, word->text, (gssize) word->length);
}

/**
 * vt_search_query_key:
 * @text: what a shopper asked, in UTF-8
 *
 * Returns: (transfer full): its words as the engine compares them, with single spaces: by it queries are told apart
 * that shoppers write in many ways; "" when there are none
 */
char *
vt_search_query_key (const char *text)
{
  GString *key = g_string_new (NULL);

  vix_words_split (text, strlen (text), 0, append_word, key);
  return g_string_free (key, FALSE);
}

/**
 * vt_search_word_list:
 * @text: words or short phrases with commas between, in UTF-8
 * @at_least: how many different ones there must be
 * @error: %VT_SEARCH_ERROR_INVALID when there are fewer, more than 50, or more than 1,000 characters
 *
 * Returns: (transfer full) (nullable): each once, in small letters, with ", " between
 */
char *
vt_search_word_list (const char *text, guint at_least, GError **error)
{
  g_autofree char *small = small_letters (text, _ ("list of words"), LIST_CHARS, error);
  g_auto (GStrv) cells = small != NULL ? g_strsplit (small, ",", -1) : NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (cells == NULL)
    return NULL;
  for (guint i = 0; cells[i] != NULL; i++)
    {
      char *word = g_strstrip (cells[i]);

      if (*word != '\0' && !g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
        g_ptr_array_add (words, word);
    }
  if (words->len < at_least || words->len > LIST_MAX)
    {
      g_set_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID,
                   ngettext ("Give at least %u word and at most %u, with commas between them",
                             "Give at least %u words and at most %u, with commas between them", at_least),
                   at_least, LIST_MAX);
      return NULL;
    }

  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

/**
 * vt_search_language_is_valid:
 * @language: "" for every language, or a language's code: "pt-BR"
 * @error: %VT_SEARCH_ERROR_INVALID
 *
 * Returns: whether it can be the language of a rule
 */
gboolean
vt_search_language_is_valid (const char *language, GError **error)
{
  gsize length = strlen (language);

  if (length < LANGUAGE_SIZE &&
      strspn (language, "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == length)
    return TRUE;

  g_set_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID, _ ("“%s” is not a language: give a code such as pt-BR"),
               language);
  return FALSE;
}
