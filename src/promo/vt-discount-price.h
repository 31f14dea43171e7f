#pragma once

#include "promo/vt-discount.h"

G_BEGIN_DECLS

/* What is bought: a variant, once in a cart. */
typedef struct
{
  gint64 variant_id;
  gint64 product_id;
  gint64 price_minor;        /* of one */
  gint64 quantity;           /* none: it is not there */
  const gint64 *collections; /* (unowned) that its product is in */
  guint n_collections;
} VtDiscountLine;

/* When, where and by whom. */
typedef struct
{
  gint64 now_us;
  const char *country;   /* (nullable) that it goes to */
  gboolean knows_who;    /* whether the customer is known, and so the next two */
  gint64 orders;         /* that the customer placed before */
  gboolean subscribed;   /* to the newsletter */
  gint64 shipping_minor; /* what the delivery costs without any discount */
  gboolean with_drafts;  /* those that are not active count as if they were */
} VtDiscountFacts;

/* In how many orders that were not cancelled a discount was used. */
typedef struct
{
  gint64 total;
  gint64 by_customer;
  gint64 of_code; /* where each code can be used once */
} VtDiscountUses;

/* A discount that is asked for or is automatic. */
typedef struct
{
  const VtDiscount *discount; /* (unowned) (nullable) %NULL: nothing has this code */
  const char *code;           /* (unowned) (nullable) as it was given; %NULL: automatic */
  VtDiscountUses uses;
} VtDiscountCandidate;

/* What became of a candidate, and why. */
typedef struct
{
  const VtDiscount *discount; /* (unowned) (nullable) */
  char *code;                 /* (nullable) */
  VtDiscountProblem problem;
  gint64 amount_minor; /* that it takes off the goods, Σ line_minor */
  gint64 *line_minor;  /* of each line */
  gint64 eligible_minor;
  gint64 eligible_quantity;
  gint64 needed;  /* what a minimum or first tier asks for, in minor units or pieces; a buy-and-get: pieces */
  gint64 missing; /* how much less it is */
  int tier;       /* that was reached; -1: none */
  gint64 sets;    /* how often something was got for what was bought */
  gboolean free_shipping;
  gboolean conditional;    /* holds unless the customer turns out to be another one */
  const VtDiscount *other; /* (unowned) (nullable) that applies in its place */
} VtDiscountOutcome;

/* A cart with its discounts. */
typedef struct
{
  GPtrArray *outcomes; /* (owned) VtDiscountOutcome; those that apply come first, in the order that they do */
  guint n_applied;
  guint n_lines;
  gint64 *line_minor; /* (owned) what comes off each line */
  gint64 total_minor; /* Σ line_minor */
  gboolean free_shipping;
} VtDiscountResult;

VtDiscountResult *vt_discounts_price (const VtDiscountLine *lines,
                                      guint n_lines,
                                      const VtDiscountCandidate *candidates,
                                      guint n_candidates,
                                      const VtDiscountFacts *facts);
void vt_discount_result_free (VtDiscountResult *self);
const VtDiscountOutcome *vt_discount_result_get (const VtDiscountResult *self, guint index);
gboolean vt_discount_covers (const VtDiscount *self, const VtDiscountLine *line);
gboolean vt_discount_piece_price (const VtDiscount *self, gint64 price_minor, gint64 *now_minor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtDiscountResult, vt_discount_result_free)

G_END_DECLS
