#pragma once

#include "base/vt-db.h"
#include "search/vt-search-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Words that mean the same to shoppers. */
typedef struct
{
  gint64 id;      /* 0: not saved yet */
  char *language; /* "": every language */
  char *source;   /* "": each word finds all; else who asks for this finds the words, not the other way */
  char *words;    /* "couch, settee, sofa" */
} VtSynonym;

VtSynonym *vt_synonym_new (const char *language, const char *source, const char *words);
void vt_synonym_free (VtSynonym *self);
GPtrArray *vt_synonym_list (VtDb *db, GError **error);
VtSynonym *vt_synonym_load (VtDb *db, gint64 id, GError **error);

/* Edits, for use inside a VtShopJob. An id of 0 is made and set; the record is left as the table has it. */
gboolean vt_synonym_save (VtDb *db, VtSynonym *synonym, GError **error);
gboolean vt_synonym_delete (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSynonym, vt_synonym_free)

G_END_DECLS
