#pragma once

#include "catalogue/vt-import-mapping.h"

G_BEGIN_DECLS

/* A caption as files have it, and what such a column is. The caption is in the form of vt_import_alias_make_key():
 * small letters without accents, one space for everything that is no letter, '#' for a number. */
typedef struct
{
  const char *key;
  VtImportField field;
} VtImportAlias;

/* Words in cells. */
typedef struct
{
  const char *word;
  int value;
} VtImportWord;

char *vt_import_alias_make_key (const char *caption, guint *number);
void vt_import_alias_apply (const VtImportAlias *aliases, gboolean also_common, VtImportColumn *column);
const VtImportAlias *vt_import_alias_find (const VtImportAlias *aliases, const char *key);
gboolean vt_import_word_find (const VtImportWord *words, const char *cell, int *out);

extern const VtImportAlias vt_import_aliases[];     /* ended by a NULL key */
extern const VtImportWord vt_import_yes_no[];       /* 1 and 0; ended by a NULL word */
extern const VtImportWord vt_import_status_words[]; /* VtProductStatus */
extern const VtImportWord vt_import_backorder_words[];
extern const VtImportWord vt_import_track_words[];

G_END_DECLS
