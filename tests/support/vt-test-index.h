#pragma once

#include "search/vt-index-file.h"

G_BEGIN_DECLS

/* An index of documents given as rows of texts: title, brand, colour, description; the identifier is the row. */
#define VT_TEST_INDEX_CELLS 4

/* With three rows or more: for this query the third is pinned, the first hidden, the second counts twice; it leads to
 * "/pages/mugs". */
#define VT_TEST_INDEX_VERDICTS "mugs, of the day"

typedef const char *const VtTestDocument[VT_TEST_INDEX_CELLS];

/* What is asked for, and what it finds too. */
typedef const char *const VtTestSynonym[2];

GBytes *vt_test_index_bytes (VixLanguage language,
                             VtTestDocument *documents,
                             guint n_documents,
                             VtTestSynonym *synonyms,
                             guint n_synonyms);
VtIndexFile *vt_test_index_new_with_synonyms (VixLanguage language,
                                              VtTestDocument *documents,
                                              guint n_documents,
                                              VtTestSynonym *synonyms,
                                              guint n_synonyms);
VtIndexFile *vt_test_index_new (VixLanguage language, VtTestDocument *documents, guint n_documents);

/* One index, its memory and the last answer. */
typedef struct
{
  const VixIndex *index;
  VixArena *arena;
  VixResult result;
} VtTestSearch;

void vt_test_search_init (VtTestSearch *self, VtIndexFile *file);
void vt_test_search_clear (VtTestSearch *self);
void vt_test_search (VtTestSearch *self, const char *text, gssize length);
gboolean vt_test_search_has (const VtTestSearch *self, guint document);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VtTestSearch, vt_test_search_clear)

G_END_DECLS
