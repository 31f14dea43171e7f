#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  VT_SEARCH_CARD_SYNONYMS,
  VT_SEARCH_CARD_RULES,
  VT_SEARCH_CARD_TESTS,
  VT_SEARCH_N_CARDS
} VtSearchCardKind;

/* What the merchant said about searches, of one kind: listed, added to, edited and deleted. */
#define VT_TYPE_SEARCH_CARD (vt_search_card_get_type ())
G_DECLARE_FINAL_TYPE (VtSearchCard, vt_search_card, VT, SEARCH_CARD, AdwPreferencesGroup)

GtkWidget *vt_search_card_new (VtWorkspace *workspace, VtSearchCardKind kind);
GtkWidget *vt_search_card_find_list (GtkWidget *widget);

G_END_DECLS
