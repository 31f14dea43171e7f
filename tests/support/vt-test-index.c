#include "support/vt-test-index.h"

#include "search/vt-index-words.h"

#include <string.h>

/* Of every kind, about a query of their own; what holds for every query changes nothing. */
static void
add_verdicts (VixBuilder *builder, guint n_documents)
{
  const char *query = VT_TEST_INDEX_VERDICTS;
  gsize length = strlen (query);

  if (n_documents < 3)
    return;
  vix_builder_add_verdict (builder, query, length, VIX_VERDICT_PIN, 2, 0);
  vix_builder_add_verdict (builder, query, length, VIX_VERDICT_HIDE, 0, 0);
  vix_builder_add_verdict (builder, query, length, VIX_VERDICT_WEIGHT, 1, 512);
  vix_builder_add_redirect (builder, query, length, "/pages/mugs", 11);
  vix_builder_add_verdict (builder, "", 0, VIX_VERDICT_WEIGHT, 0, 256);
}

/**
 * vt_test_index_bytes:
 * @language: of the texts
 * @documents: rows
 * @n_documents: how many
 * @synonyms: pairs of what is asked for and what it finds too
 * @n_synonyms: how many
 *
 * Returns: (transfer full): the index
 */
GBytes *
vt_test_index_bytes (VixLanguage language,
                     VtTestDocument *documents,
                     guint n_documents,
                     VtTestSynonym *synonyms,
                     guint n_synonyms)
{
  static const struct
  {
    const char *name;
    guint32 kind;
    guint32 weight;
  } fields[VT_TEST_INDEX_CELLS] = {
    { "title", VIX_FIELD_TITLE, 64 },
    { "brand", VIX_FIELD_TEXT, 32 },
    { "colour", VIX_FIELD_COLOUR, 36 },
    { "description", VIX_FIELD_TEXT, 22 },
  };
  g_autoptr (VtIndexWords) words = vt_index_words_new (language);
  VixBuilder *builder = vix_builder_new (vt_index_allocator (), language);
  guint32 brand = vix_builder_add_column (builder, VIX_COLUMN_TEXT, "brand", 5);
  guint32 price = vix_builder_add_column (builder, VIX_COLUMN_NUMBER, "price", 5);
  uint8_t *data = NULL;
  size_t size = 0;

  for (guint i = 0; i < VT_TEST_INDEX_CELLS; i++)
    vix_builder_add_field (builder, fields[i].name, strlen (fields[i].name), fields[i].kind, fields[i].weight);
  for (guint i = 0; i < n_documents; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_assert_true (vix_builder_begin (builder, id, strlen (id), documents[i][0], strlen (documents[i][0])));
      for (guint f = 0; f < VT_TEST_INDEX_CELLS; f++)
        {
          const char *text = documents[i][f] != NULL ? documents[i][f] : "";
          g_autofree char *parted = vt_index_words_part (words, text, -1);

          vix_builder_add_text (builder, f, parted != NULL ? parted : text, strlen (parted != NULL ? parted : text));
        }
      if (documents[i][1] != NULL)
        vix_builder_add_value (builder, brand, documents[i][1], strlen (documents[i][1]));
      vix_builder_set_number (builder, price, (gint64) (n_documents - i) * 100);
    }
  for (guint i = 0; i < n_synonyms; i++)
    vix_builder_add_synonym (builder, synonyms[i][0], strlen (synonyms[i][0]), synonyms[i][1], strlen (synonyms[i][1]));
  add_verdicts (builder, n_documents);
  g_assert_true (vix_builder_finish (builder, vt_index_words_stem, words, &data, &size));
  vix_builder_free (builder);

  return g_bytes_new_take (data, size);
}

VtIndexFile *
vt_test_index_new_with_synonyms (VixLanguage language,
                                 VtTestDocument *documents,
                                 guint n_documents,
                                 VtTestSynonym *synonyms,
                                 guint n_synonyms)
{
  g_autoptr (GBytes) bytes = vt_test_index_bytes (language, documents, n_documents, synonyms, n_synonyms);
  g_autoptr (GError) error = NULL;
  VtIndexFile *file = vt_index_file_new_for_bytes (bytes, &error);

  g_assert_no_error (error);

  return file;
}

/* With the synonyms that most tests need. */
VtIndexFile *
vt_test_index_new (VixLanguage language, VtTestDocument *documents, guint n_documents)
{
  static VtTestSynonym synonyms[] = { { "sofa", "couch" } };

  return vt_test_index_new_with_synonyms (language, documents, n_documents, synonyms, G_N_ELEMENTS (synonyms));
}

void
vt_test_search_init (VtTestSearch *self, VtIndexFile *file)
{
  *self = (VtTestSearch){ 0 };
  self->index = vt_index_file_get (file);
  self->arena = vt_index_arena_new (self->index);
}

void
vt_test_search_clear (VtTestSearch *self)
{
  g_clear_pointer (&self->arena, vt_index_arena_free);
}

/* The text may be of any bytes; it is searched in a copy of just its length, for the sanitizer to see a read behind. */
void
vt_test_search (VtTestSearch *self, const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *copy = g_memdup2 (text, n);
  VixQuery query = { copy != NULL ? copy : "", n, TRUE, 0, 100, NULL, 0, FALSE, FALSE, 0 };

  self->arena->used = 0;
  g_assert_true (vix_query_run (self->index, &query, self->arena, &self->result));
  g_assert_cmpuint (self->result.n_hits, <=, 100);
  g_assert_cmpuint (self->result.n_terms, <=, VIX_TERMS_MAX);
  for (guint i = 0; i < self->result.n_hits; i++)
    g_assert_cmpuint (self->result.hits[i].document, <, self->index->n_documents);
}

gboolean
vt_test_search_has (const VtTestSearch *self, guint document)
{
  for (guint i = 0; i < self->result.n_hits; i++)
    if (self->result.hits[i].document == document)
      return TRUE;

  return FALSE;
}
