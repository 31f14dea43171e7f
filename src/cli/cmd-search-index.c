#include "cli/vt-cli-commands.h"
#include "search/vt-index-file.h"
#include "search/vt-index-table.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *output;
  char *batch;
  char *timings;
  char *weights;
  char *language;
  int limit;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->output, g_free);
  g_clear_pointer (&options->batch, g_free);
  g_clear_pointer (&options->timings, g_free);
  g_clear_pointer (&options->weights, g_free);
  g_clear_pointer (&options->language, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
build (VtCli *cli, const char *path, const Options *options)
{
  VtIndexTable table = { options->language, options->weights, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) index = vt_index_table_build (&table, path, cli->cancellable, &error);
  gboolean done = index != NULL && g_file_set_contents (options->output, g_bytes_get_data (index, NULL),
                                                        (gssize) g_bytes_get_size (index), &error);

  if (done && !options->json)
    printf (ngettext ("%u document, %zu bytes\n", "%u documents, %zu bytes\n", table.n_documents), table.n_documents,
            g_bytes_get_size (index));
  if (done && options->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_int_member (object, "documents", table.n_documents);
      json_object_set_int_member (object, "bytes", (gint64) g_bytes_get_size (index));
      vt_cli_print_json_object (object);
    }

  return vt_cli_end (done, &error);
}

static gboolean
search (const VixIndex *index, const char *text, gsize length, int limit, VixArena *arena, VixResult *result)
{
  VixQuery query = { text, length, TRUE, 0, (uint32_t) limit, NULL, 0, FALSE, FALSE, 0 };

  arena->used = 0;

  return vix_query_run (index, &query, arena, result);
}

static char *
text_dup (VixText text)
{
  return g_utf8_make_valid (text.text, (gssize) text.length);
}

static void
print_hits_json (const VixIndex *index, const VixResult *result)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *rows = json_array_new ();

  for (uint32_t i = 0; i < result->n_hits; i++)
    {
      g_autofree char *id = text_dup (vix_index_id (index, result->hits[i].document));
      g_autofree char *title = text_dup (vix_index_title (index, result->hits[i].document));
      JsonObject *row = json_object_new ();

      vt_cli_set_text (row, "id", id);
      vt_cli_set_text (row, "title", title);
      json_object_set_int_member (row, "score", result->hits[i].score);
      json_array_add_object_element (rows, row);
    }
  json_object_set_int_member (object, "found", result->n_found);
  json_object_set_boolean_member (object, "relaxed", result->relaxed);
  json_object_set_array_member (object, "hits", rows);
  vt_cli_print_json_object (object);
}

static void
print_terms (const VixIndex *index, const VixResult *result)
{
  for (uint32_t i = 0; i < result->n_terms; i++)
    {
      const VixTerm *term = &result->terms[i];

      printf ("%.*s%s:", (int) term->text.length, term->text.text, term->dropped ? " (-)" : "");
      for (uint32_t j = 0; j < term->n_alternatives; j++)
        {
          VixSpelling spelling;
          char text[VIX_LETTERS_MAX * 4];
          size_t n;

          vix_dictionary_word (&index->dictionary, term->alternatives[j].word, &spelling);
          n = vix_dictionary_write (&index->dictionary, &spelling, text, sizeof text);
          printf (" %.*s %u%%", (int) n, text, term->alternatives[j].weight * 100 / 256);
        }
      printf ("\n");
    }
}

static int
query_one (const VixIndex *index, const char *text, const Options *options)
{
  g_autoptr (VixArena) arena = vt_index_arena_new (index);
  VixResult result;

  search (index, text, strlen (text), options->limit, arena, &result);
  if (options->json)
    {
      print_hits_json (index, &result);
      return VT_CLI_DONE;
    }
  print_terms (index, &result);
  printf (result.relaxed ? _ ("%u documents with some of the words\n") : _ ("%u documents with all words\n"),
          result.n_found);
  for (uint32_t i = 0; i < result.n_hits; i++)
    {
      g_autofree char *id = text_dup (vix_index_id (index, result.hits[i].document));
      g_autofree char *title = text_dup (vix_index_title (index, result.hits[i].document));

      printf ("%8u  %s  %s\n", result.hits[i].score, id, title);
    }

  return VT_CLI_DONE;
}

/* One answer a line; how long it took. */
typedef struct
{
  const VixIndex *index;
  VixArena *arena; /* (owned) */
  int limit;
  GString *run;     /* (owned) */
  GString *timings; /* (owned) */
} Batch;

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->arena, vt_index_arena_free);
  g_string_free (self->run, TRUE);
  g_string_free (self->timings, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static void
answer (Batch *self, const char *id, const char *text)
{
  VixResult result;
  gint64 start = g_get_monotonic_time ();
  gint64 spent;
  guint turns = 0;

  /* The clock counts microseconds: short answers are repeated. */
  do
    {
      search (self->index, text, strlen (text), self->limit, self->arena, &result);
      turns++;
      spent = g_get_monotonic_time () - start;
    }
  while (spent < 20 && turns < 100);

  g_string_append_printf (self->timings, "%s\t%" G_GINT64_FORMAT "\n", id, spent * 1000 / turns);
  for (uint32_t i = 0; i < result.n_hits; i++)
    {
      VixText document = vix_index_id (self->index, result.hits[i].document);

      g_string_append_printf (self->run, "%s\t%u\t%.*s\t%u\n", id, i + 1, (int) document.length, document.text,
                              result.hits[i].score);
    }
}

static int
column_of (char **cells, const char *name)
{
  for (int i = 0; cells[i] != NULL; i++)
    if (strcmp (cells[i], name) == 0)
      return i;

  return -1;
}

static gboolean
answer_all (Batch *self, const char *path, GCancellable *cancellable, GError **error)
{
  gsize length = 0;
  g_autofree char *contents = vt_index_table_read (path, &length, error);
  g_auto (GStrv) lines = contents == NULL ? NULL : g_strsplit (contents, "\n", -1);
  g_auto (GStrv) header = NULL;
  int id;
  int text;

  if (lines == NULL)
    return FALSE;
  header = g_strsplit (g_strchomp (lines[0] != NULL ? lines[0] : contents), "\t", -1);
  id = column_of (header, "query_id");
  text = column_of (header, "query");
  if (id < 0 || text < 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("“%s” needs the columns query_id and query, named by its first line"), path);
      return FALSE;
    }

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      int n = (int) g_strv_length (cells);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (n > id && n > text)
        answer (self, cells[id], g_strchomp (cells[text]));
    }

  return TRUE;
}

static int
query_batch (VtCli *cli, const VixIndex *index, const Options *options)
{
  g_auto (Batch)
      batch = { index, vt_index_arena_new (index), options->limit, g_string_new ("query_id\trank\tproduct_id\tscore\n"),
                g_string_new ("query_id\tnanoseconds\n") };
  g_autoptr (GError) error = NULL;
  gboolean done = answer_all (&batch, options->batch, cli->cancellable, &error) &&
                  g_file_set_contents (options->output, batch.run->str, (gssize) batch.run->len, &error) &&
                  (options->timings == NULL ||
                   g_file_set_contents (options->timings, batch.timings->str, (gssize) batch.timings->len, &error));

  return vt_cli_end (done, &error);
}

static int
run (VtCli *cli)
{
  g_auto (Options) options = { NULL, NULL, NULL, NULL, NULL, 20, FALSE };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Write to FILE"), N_ ("FILE") },
    { "fields", 0, 0, G_OPTION_ARG_STRING, &options.weights, N_ ("What a word counts in each field"),
      N_ ("NAME:WEIGHT,…") },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, N_ ("Language of the texts: en, pt, es or th"),
      N_ ("TAG") },
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &options.batch, N_ ("Answer every query of this table"), N_ ("FILE") },
    { "timings", 0, 0, G_OPTION_ARG_FILENAME, &options.timings, N_ ("Write how long each answer took"), N_ ("FILE") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, N_ ("At most so many for each query"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, 3);
  g_autoptr (VtIndexFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (options.limit < 1 || options.limit > (int) VIX_HITS_MAX)
    return vt_cli_misused (cli, _ ("--limit is a number from 1 to %u"), VIX_HITS_MAX);
  if (strcmp (arguments[0], "build") == 0 && arguments[2] == NULL)
    return options.output == NULL ? vt_cli_misused (cli, _ ("Say where the index goes: -o FILE.vix"))
                                  : build (cli, arguments[1], &options);
  if (strcmp (arguments[0], "query") != 0 || (options.batch == NULL) != (arguments[2] != NULL) ||
      (options.batch != NULL && options.output == NULL))
    return vt_cli_misused (cli, _ ("Expected “build DOCS.tsv -o FILE.vix”, “query FILE.vix TEXT” or “query FILE.vix "
                                   "--batch QUERIES.tsv -o RUN.tsv”"));

  file = vt_index_file_new (arguments[1], &error);
  if (file == NULL)
    return vt_cli_end (FALSE, &error);

  return options.batch != NULL ? query_batch (cli, vt_index_file_get (file), &options)
                               : query_one (vt_index_file_get (file), arguments[2], &options);
}

const VtCliCommand vt_cmd_search_index = {
  "search-index",
  "build DOCS.tsv[.gz] -o FILE.vix | query FILE.vix TEXT | query FILE.vix --batch QUERIES.tsv -o RUN.tsv",
  N_ ("Builds a search index from a table and asks it"),
  N_ ("The first line of DOCS names the columns, with tabs between them; the first column identifies the documents. "
      "QUERIES has the columns query_id and query; RUN gets query_id, rank, product_id and score."),
  run,
};
