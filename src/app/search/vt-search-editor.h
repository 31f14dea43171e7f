#pragma once

#include "app/vt-workspace.h"
#include "search/vt-search-rule.h"
#include "search/vt-search-test.h"
#include "search/vt-synonym.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A window in which one thing about searches is written: synonyms, what happens with the results of a query, or what a
 * query must show. What is there already can be deleted in it. */
#define VT_TYPE_SEARCH_EDITOR (vt_search_editor_get_type ())
G_DECLARE_FINAL_TYPE (VtSearchEditor, vt_search_editor, VT, SEARCH_EDITOR, AdwWindow)

void vt_search_editor_present_synonym (GtkWidget *parent,
                                       VtWorkspace *workspace,
                                       const VtSynonym *synonym,
                                       const char *words);
void
vt_search_editor_present_rule (GtkWidget *parent, VtWorkspace *workspace, const VtSearchRule *rule, const char *query);
void
vt_search_editor_present_test (GtkWidget *parent, VtWorkspace *workspace, const VtSearchTest *test, const char *query);

G_END_DECLS
