#include "site/vt-mustache.h"

#include <string.h>

/* The theme as files: every name that one of them uses is there, and nothing is in a page that its policy forbids. */

static const char *const languages[] = { "en", "pt-BR", "th", "es" };

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("VITRINE_DATA_DIR"), "theme", folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static GPtrArray *
list_files (const char *folder)
{
  g_autofree char *path = g_build_filename (g_getenv ("VITRINE_DATA_DIR"), "theme", folder, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_assert_cmpuint (names->len, >, 0);
  return names;
}

/* All words of a language; no word may be in two files. */
static JsonNode *
read_strings (const char *language)
{
  g_autofree char *folder = g_build_filename ("strings", language, NULL);
  g_autoptr (GPtrArray) files = list_files (folder);
  JsonNode *all = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (all, json_object_new ());
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *text = read_file (folder, g_ptr_array_index (files, i));
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = json_from_string (text, &error);
      JsonObjectIter iter;
      const char *key;
      JsonNode *value;

      g_assert_no_error (error);
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &key, &value))
        {
          g_assert_false (json_object_has_member (json_node_get_object (all), key));
          json_object_set_member (json_node_get_object (all), key, json_node_copy (value));
        }
    }

  return all;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What stands between braces in @text, in order of the alphabet. */
static char *
list_places (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\{\\w+\\}", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);
  char *list;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_ptr_array_add (places, g_match_info_fetch (match, 0));
  g_ptr_array_sort (places, compare_texts);
  g_ptr_array_add (places, NULL);
  list = g_strjoinv (" ", (char **) places->pdata);
  g_ptr_array_unref (places);
  return list;
}

static void
test_strings_agree (void)
{
  g_autoptr (JsonNode) english = read_strings (languages[0]);
  JsonObject *all = json_node_get_object (english);

  for (guint i = 1; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (JsonNode) node = read_strings (languages[i]);
      JsonObject *translated = json_node_get_object (node);
      JsonObjectIter iter;
      const char *key;
      JsonNode *value;

      g_assert_cmpuint (json_object_get_size (translated), ==, json_object_get_size (all));
      json_object_iter_init (&iter, all);
      while (json_object_iter_next (&iter, &key, &value))
        {
          const char *text = json_object_get_string_member_with_default (translated, key, "");
          g_autofree char *expected = list_places (json_node_get_string (value));
          g_autofree char *found = list_places (text);

          g_test_message ("%s %s", languages[i], key);
          g_assert_cmpstr (text, !=, "");
          g_assert_cmpstr (found, ==, expected);
        }
    }
}

static void
check_words_of (const char *name, const char *source, JsonObject *strings)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\bstrings\\.(\\w+)", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, source, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *key = g_match_info_fetch (match, 1);

      g_test_message ("%s: %s", name, key);
      g_assert_true (json_object_has_member (strings, key));
    }
}

static void
check_partials_of (const char *name, const char *source)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\{\\{[><]([\\w-]+)\\}\\}", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, source, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *partial = g_match_info_fetch (match, 1);
      g_autofree char *file = g_strconcat (partial, ".mustache", NULL);
      g_autofree char *path = g_build_filename (g_getenv ("VITRINE_DATA_DIR"), "theme", "templates", file, NULL);

      g_test_message ("%s: %s", name, partial);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
}

/* The Content-Security-Policy has neither inline styles nor inline scripts, and only what is told to be trusted is
 * inserted as it stands. */
static void
check_policy_of (const char *name, const char *source)
{
  g_test_message ("%s", name);
  g_assert_false (g_regex_match_simple ("\\sstyle\\s*=", source, G_REGEX_CASELESS, G_REGEX_MATCH_DEFAULT));
  g_assert_false (g_regex_match_simple ("<style|\\son[a-z]+\\s*=\\s*\"|javascript:", source, G_REGEX_CASELESS,
                                        G_REGEX_MATCH_DEFAULT));
  g_assert_false (g_regex_match_simple ("<script(?![^>]*(src=|application/ld\\+json))", source, G_REGEX_CASELESS,
                                        G_REGEX_MATCH_DEFAULT));
  g_assert_false (g_regex_match_simple ("\\{\\{\\{(?![\\w.]*_trusted\\}\\}\\})|\\{\\{&", source, G_REGEX_DEFAULT,
                                        G_REGEX_MATCH_DEFAULT));
}

static void
test_templates (void)
{
  g_autoptr (GPtrArray) files = list_files ("templates");
  g_autoptr (JsonNode) strings = read_strings (languages[0]);

  for (guint i = 0; i < files->len; i++)
    {
      const char *name = g_ptr_array_index (files, i);
      g_autofree char *source = read_file ("templates", name);
      g_autoptr (GError) error = NULL;
      g_autoptr (VtTemplate) template = vt_template_new (name, source, -1, &error);

      g_assert_no_error (error);
      g_assert_nonnull (template);
      check_words_of (name, source, json_node_get_object (strings));
      check_partials_of (name, source);
      check_policy_of (name, source);
    }
}

static void
test_nothing_from_elsewhere (void)
{
  static const char *const folders[] = { "css", "js" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GPtrArray) files = list_files (folders[i]);

      for (guint j = 0; j < files->len; j++)
        {
          g_autofree char *source = read_file (folders[i], g_ptr_array_index (files, j));

          g_test_message ("%s", (const char *) g_ptr_array_index (files, j));
          g_assert_null (strstr (source, "//cdn"));
          g_assert_null (strstr (source, "http:"));
          g_assert_null (strstr (source, "innerHTML"));
          g_assert_null (strstr (source, "eval("));
          g_assert_null (strstr (source, "@import"));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/theme-files/strings/agree", test_strings_agree);
  g_test_add_func ("/theme-files/templates", test_templates);
  g_test_add_func ("/theme-files/nothing-from-elsewhere", test_nothing_from_elsewhere);

  return g_test_run ();
}
