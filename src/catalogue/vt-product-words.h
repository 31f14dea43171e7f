#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Words that products have in common. */
typedef enum
{
  VT_WORDS_VENDOR,
  VT_WORDS_TYPE,
  VT_WORDS_TAG
} VtWordsKind;

char **vt_product_words_list (VtDb *db, VtWordsKind kind, int limit, GError **error);

G_END_DECLS
