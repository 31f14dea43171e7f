#pragma once

#include "base/vt-db.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define VT_RULES_MAX 50

/* How the conditions of a collection come together. */
typedef enum
{
  VT_RULES_NONE, /* products are put in by hand */
  VT_RULES_ALL,
  VT_RULES_ANY
} VtRulesMatch;

/* What a condition's value is. */
typedef enum
{
  VT_RULE_TEXT,
  VT_RULE_STATUS, /* draft, active, archived */
  VT_RULE_AMOUNT, /* minor units */
  VT_RULE_NUMBER,
  VT_RULE_WEIGHT, /* grams */
  VT_RULE_DAYS,   /* before now */
  VT_RULE_FLAG    /* there or not: no value */
} VtRuleKind;

/* What a condition can be on. */
typedef struct
{
  const char *name;
  const char *label; /* marked for translation */
  VtRuleKind kind;
  const char *const *relations; /* ended by NULL */
} VtRuleField;

/* One condition: "price", "below", "2000". A product with several variants or tags meets "is", "contains", "above" and
 * so on when one of them does, and what says "not" when none does. */
typedef struct
{
  char *field;
  char *relation;
  char *value; /* "" where the relation needs none */
} VtCollectionRule;

const VtRuleField *vt_rule_field_list (guint *n_fields);
const VtRuleField *vt_rule_field_find (const char *name);
const char *vt_rule_relation_label (const char *relation);
gboolean vt_rule_relation_has_value (const char *relation);
const char *vt_rules_match_to_string (VtRulesMatch match);
gboolean vt_rules_match_from_string (const char *text, VtRulesMatch *match);

VtCollectionRule *vt_collection_rule_new (const char *field, const char *relation, const char *value);
void vt_collection_rule_free (VtCollectionRule *self);
gboolean vt_collection_rule_check (VtCollectionRule *self, GError **error);

GPtrArray *vt_collection_list_rules (VtDb *db, gint64 id, VtRulesMatch *match, GError **error);
gboolean vt_collection_set_rules (VtDb *db,
                                  gint64 id,
                                  VtRulesMatch match,
                                  const GPtrArray *rules,
                                  gint64 now_us,
                                  GError **error);
gint64 vt_collection_rules_count (VtDb *db, VtRulesMatch match, const GPtrArray *rules, gint64 now_us, GError **error);

/* Every edit of products calls one of these before it ends. */
gboolean vt_collection_rules_update (VtDb *db, const gint64 *product_ids, guint n, gint64 now_us, GError **error);
gboolean vt_collection_rules_update_variant (VtDb *db, gint64 variant_id, gint64 now_us, GError **error);
gboolean vt_collection_rules_update_all (VtDb *db, gint64 now_us, GError **error);
gboolean vt_collection_rules_job (VtDb *db, gpointer unused, GCancellable *cancellable, GError **error);
gboolean vt_collection_rules_days_job (VtDb *db, gpointer unused, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCollectionRule, vt_collection_rule_free)

G_END_DECLS
