#pragma once

#include "catalogue/vt-collection-rule.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* Which facts of a product conditions look at. */
typedef enum
{
  VT_FACTS_PRODUCT = 1 << 0,
  VT_FACTS_TAGS = 1 << 1,
  VT_FACTS_VARIANTS = 1 << 2,
  VT_FACTS_STOCK = 1 << 3
} VtFactsNeed;

typedef struct
{
  char *sku;
  char *barcode;
  gint64 price_minor;
  gint64 compare_at_minor; /* -1: none, as the cost */
  gint64 cost_minor;
  gint64 weight_g;
} VtVariantFacts;

typedef struct
{
  gint64 id;
  char *title;
  char *vendor;
  char *product_type;
  char *status;
  gint64 created_us;
  gint64 updated_us;
  gboolean has_photo;
  gint64 stock;
  GPtrArray *tags;  /* (owned) (element-type utf8) */
  GArray *variants; /* (owned) (element-type VtVariantFacts) */
} VtProductFacts;

/* A condition made ready to be asked many times. */
typedef struct _VtCompiledRule VtCompiledRule;

VtCompiledRule *vt_compiled_rule_new (const VtCollectionRule *rule, gint64 now_us);
void vt_compiled_rule_free (VtCompiledRule *self);
VtFactsNeed vt_compiled_rule_get_need (const VtCompiledRule *self);
gboolean vt_compiled_rule_is_met (const VtCompiledRule *self, const VtProductFacts *facts);

VtProductFacts *vt_product_facts_new (gint64 id);
void vt_product_facts_free (VtProductFacts *self);

G_END_DECLS
