#pragma once

#include "base/vt-db.h"
#include "search/vt-search-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VT_SEARCH_RULE_PIN,     /* stands first */
  VT_SEARCH_RULE_HIDE,    /* is left out */
  VT_SEARCH_RULE_BOOST,   /* its score counts more, or less */
  VT_SEARCH_RULE_REDIRECT /* the shopper goes to a page instead */
} VtSearchRuleKind;

/* What the merchant decides about the results of one query. */
typedef struct
{
  gint64 id;      /* 0: not saved yet */
  char *language; /* "": every language */
  char *query;
  VtSearchRuleKind kind;
  gint64 product_id; /* 0 of a redirect */
  int percent;       /* of a boost: -90 to 900 */
  char *path;        /* of a redirect: "/collections/chairs"; else "" */
} VtSearchRule;

VtSearchRule *vt_search_rule_new (const char *language, const char *query, VtSearchRuleKind kind, gint64 product_id);
VtSearchRule *vt_search_rule_new_redirect (const char *language, const char *query, const char *path);
void vt_search_rule_free (VtSearchRule *self);
GPtrArray *vt_search_rule_list (VtDb *db, const char *query, GError **error);
VtSearchRule *vt_search_rule_load (VtDb *db, gint64 id, GError **error);

/* Edits, for use inside a VtShopJob. An id of 0 is made and set; the record is left as the table has it. */
gboolean vt_search_rule_save (VtDb *db, VtSearchRule *rule, GError **error);
gboolean vt_search_rule_move (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_search_rule_delete (VtDb *db, gint64 id, GError **error);

const char *vt_search_rule_kind_to_string (VtSearchRuleKind kind);
gboolean vt_search_rule_kind_from_string (const char *text, VtSearchRuleKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchRule, vt_search_rule_free)

G_END_DECLS
