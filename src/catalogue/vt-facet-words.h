#pragma once

#include "base/vt-colour.h"

G_BEGIN_DECLS

/* What a word of the catalogue says of a product, when it is one of those that shops everywhere use. */
typedef enum
{
  VT_FACET_WORD_COLOUR,
  VT_FACET_WORD_MATERIAL
} VtFacetWordKind;

typedef struct _VtFacetWord VtFacetWord;

const VtFacetWord *vt_facet_word_find (const char *text);
VtFacetWordKind vt_facet_word_get_kind (const VtFacetWord *self);
const char *vt_facet_word_get_key (const VtFacetWord *self);
char *vt_facet_word_dup_name (const VtFacetWord *self, const char *language);

gboolean vt_colour_from_words (const char *text, VtColour *colour);
gboolean vt_facet_word_names_colours (const char *option_name);
gboolean vt_facet_word_names_materials (const char *option_name);

G_END_DECLS
