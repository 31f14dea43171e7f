#pragma once

#include "app/vt-workspace.h"
#include "search/vt-search-rule.h"
#include "search/vt-search-test.h"
#include "search/vt-synonym.h"

G_BEGIN_DECLS

/* What the merchant says about searches. Each is one step of the history, told in a toast that takes it back. */
void vt_search_edits_pin (VtWorkspace *workspace,
                          const char *query,
                          const char *language,
                          const gint64 *ids,
                          guint n_ids,
                          char *message);
void vt_search_edits_save_rule (VtWorkspace *workspace, VtSearchRule *rule, char *message);
void vt_search_edits_forget_rules (VtWorkspace *workspace,
                                   const char *query,
                                   const char *language,
                                   gint64 product_id,
                                   char *message);
void vt_search_edits_delete_rule (VtWorkspace *workspace, gint64 id, char *message);
void vt_search_edits_save_synonym (VtWorkspace *workspace, VtSynonym *synonym);
void vt_search_edits_delete_synonym (VtWorkspace *workspace, gint64 id, const char *words);
void vt_search_edits_save_test (VtWorkspace *workspace, VtSearchTest *test);
void vt_search_edits_delete_test (VtWorkspace *workspace, gint64 id, const char *query);

G_END_DECLS
