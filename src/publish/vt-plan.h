#pragma once

#include "shop/vt-change.h"
#include "shop/vt-snapshot.h"

G_BEGIN_DECLS

/* What publishing would change, in words a shopkeeper would say. */
typedef struct
{
  const char *group; /* translated: "Products", "Discounts & Popups", "Brand, Pages, Search" */
  VtChangeOp op;
  const char *kind; /* "product", "collection", "discount", "popup", "page", "home", "brand", "setting", "shipping" */
  gint64 id;        /* of the row that the item is about; 0 where there is none */
  char *title;      /* "Modern Cafe Chair" */
  char *detail;     /* "Price €119.00 to €100.00, new description" */
} VtPlanItem;

typedef struct
{
  gboolean first;   /* nothing is live yet */
  GPtrArray *items; /* (element-type VtPlanItem) by group */
  gint64 n_later;   /* active products that are left out: their time has not come */
  gint64 later_us;  /* when the first of them becomes public */
  GPtrArray *tests; /* (element-type VtSearchOutcome) what queries must show, and what they would */
  char *refusal;    /* (nullable) why it cannot be published as it is: a popup says what is not so */
} VtPlan;

void vt_plan_free (VtPlan *self);
VtPlan *vt_plan_new (VtSnapshot *draft, const char *live_catalogue, GCancellable *cancellable, GError **error);
char *vt_plan_summarise (VtPlan *self);
char *vt_plan_describe_later (VtPlan *self);
char *vt_plan_describe_tests (VtPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPlan, vt_plan_free)

G_END_DECLS
