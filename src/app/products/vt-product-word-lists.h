#pragma once

#include "app/vt-workspace.h"
#include "app/widgets/vt-suggestions.h"

G_BEGIN_DECLS

/* Offers the vendors, types and tags that are in use, read off the main thread. */
typedef struct
{
  VtSuggestions *vendors; /* (unowned) */
  VtSuggestions *types;   /* (unowned) */
  VtSuggestions *tags;    /* (unowned) */
} VtProductWordLists;

void vt_product_word_lists_read (VtWorkspace *workspace, const VtProductWordLists *lists);

G_END_DECLS
