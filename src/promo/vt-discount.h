#pragma once

#include "base/vt-db.h"
#include "promo/vt-promo-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VT_DISCOUNT_PERCENT,        /* value: basis points, 1500 is 15 % */
  VT_DISCOUNT_FIXED,          /* value: minor units of the shop's currency, once on the sum */
  VT_DISCOUNT_FREE_SHIPPING,  /* value: 0 */
  VT_DISCOUNT_EACH,           /* value: minor units off each piece */
  VT_DISCOUNT_BUY_GET,        /* value: basis points off the pieces that are got, 10000 makes them free */
  VT_DISCOUNT_TIERED_PERCENT, /* value: 0; the tiers' are basis points */
  VT_DISCOUNT_TIERED_FIXED    /* value: 0; the tiers' are minor units */
} VtDiscountKind;

#define VT_DISCOUNT_N_KINDS (VT_DISCOUNT_TIERED_FIXED + 1)

/* How shoppers come by it. */
typedef enum
{
  VT_DISCOUNT_BY_CODE,
  VT_DISCOUNT_AUTOMATIC,
  VT_DISCOUNT_BY_UNIQUE_CODES /* each can be used once */
} VtDiscountMethod;

typedef enum
{
  VT_DISCOUNT_FOR_ALL,
  VT_DISCOUNT_FOR_NEW,       /* who has not ordered before */
  VT_DISCOUNT_FOR_RETURNING, /* who has */
  VT_DISCOUNT_FOR_SUBSCRIBERS
} VtDiscountAudience;

/* Which others it goes with; both have to allow it. */
typedef enum
{
  VT_DISCOUNT_COMBINES_NONE,
  VT_DISCOUNT_COMBINES_DELIVERY, /* one on goods with one that makes the delivery free */
  VT_DISCOUNT_COMBINES_ALL
} VtDiscountCombines;

typedef enum
{
  VT_DISCOUNT_TIERS_BY_SUBTOTAL,
  VT_DISCOUNT_TIERS_BY_QUANTITY
} VtDiscountTierBasis;

typedef enum
{
  VT_DISCOUNT_TARGET_ON, /* what it takes off from; what is got */
  VT_DISCOUNT_TARGET_BUY /* what has to be bought; without such, what it is on */
} VtDiscountRole;

/* What it is on: one of the three, the others are 0. */
typedef struct
{
  VtDiscountRole role;
  gint64 collection_id;
  gint64 product_id;
  gint64 variant_id;
} VtDiscountTarget;

typedef struct
{
  gint64 from; /* minor units or pieces */
  gint64 value;
} VtDiscountTier;

/* Why a discount does not apply. */
typedef enum
{
  VT_DISCOUNT_APPLIES,
  VT_DISCOUNT_UNKNOWN, /* no active discount has the code */
  VT_DISCOUNT_NOT_STARTED,
  VT_DISCOUNT_ENDED,
  VT_DISCOUNT_MINIMUM,      /* the eligible lines are worth less than its minimum or its first tier */
  VT_DISCOUNT_NOT_ELIGIBLE, /* nothing in the cart is what it is on */
  VT_DISCOUNT_USED_UP,
  VT_DISCOUNT_QUANTITY,      /* too few pieces */
  VT_DISCOUNT_AUDIENCE,      /* not for this customer */
  VT_DISCOUNT_NEEDS_EMAIL,   /* not known yet whether it is for this customer */
  VT_DISCOUNT_COUNTRY,       /* not for orders to this country */
  VT_DISCOUNT_CUSTOMER_USED, /* this customer has used it as often as allowed */
  VT_DISCOUNT_OTHER          /* another one applies that it does not go with */
} VtDiscountProblem;

#define VT_DISCOUNT_N_PROBLEMS (VT_DISCOUNT_OTHER + 1)

/* A discount as it was read, a plain record. The edits are for use inside a VtShopJob. */
typedef struct
{
  gint64 id;
  char *title;
  VtDiscountMethod method;
  char *code; /* letters, digits, - and _; compared without case; "" unless by code */
  VtDiscountKind kind;
  gint64 value;
  VtDiscountTierBasis tier_basis;
  GArray *tiers; /* (nullable) VtDiscountTier, ascending */
  gint64 buy_quantity;
  gint64 get_quantity;
  gint64 get_times; /* 0: as often as it can */
  gboolean chosen;  /* on its targets alone, not on everything */
  GArray *targets;  /* (nullable) VtDiscountTarget */
  gint64 minimum_minor;
  gint64 minimum_quantity;
  gint64 usage_limit;    /* 0: none */
  gint64 customer_limit; /* 0: none */
  VtDiscountAudience audience;
  char *countries; /* (nullable) "PT ES"; "" and %NULL: all */
  VtDiscountCombines combines;
  gint64 priority;
  gint64 starts_us; /* 0: at once */
  gint64 ends_us;   /* 0: never */
  gboolean active;
} VtDiscount;

void vt_discount_free (VtDiscount *self);
GPtrArray *vt_discount_list (VtDb *db, GError **error);
GPtrArray *vt_discount_list_automatic (VtDb *db, GError **error);
GPtrArray *vt_discount_list_automatic_and_drafts (VtDb *db, GError **error);
VtDiscount *vt_discount_load (VtDb *db, gint64 id, GError **error);
VtDiscount *vt_discount_find_by_code (VtDb *db, const char *code, GError **error);
GArray *vt_discount_read_collections (VtDb *db, gint64 product_id, GError **error);

void vt_discount_note_times (VtDb *db, const VtDiscount *self, gint64 now_us);
VtDiscountProblem vt_discount_check_period (const VtDiscount *self, gint64 now_us);
VtDiscountProblem vt_discount_check_time (const VtDiscount *self, gint64 now_us);
gint64 vt_discount_amount (const VtDiscount *self, gint64 eligible_minor);
gint64 vt_discount_get_collection (const VtDiscount *self);
gboolean vt_discount_is_for_country (const VtDiscount *self, const char *country);
char *vt_discount_describe (const VtDiscount *self, const char *currency, const char *locale);

gboolean vt_discount_create (VtDb *db,
                             const char *title,
                             const char *code,
                             VtDiscountKind kind,
                             gint64 value,
                             gint64 *id,
                             GError **error);
gboolean vt_discount_set_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_discount_set_code (VtDb *db, gint64 id, const char *code, GError **error);
gboolean vt_discount_set_method (VtDb *db, gint64 id, VtDiscountMethod method, GError **error);
gboolean vt_discount_set_value (VtDb *db, gint64 id, VtDiscountKind kind, gint64 value, GError **error);
gboolean vt_discount_set_tiers (VtDb *db,
                                gint64 id,
                                VtDiscountTierBasis basis,
                                const VtDiscountTier *tiers,
                                guint n_tiers,
                                GError **error);
gboolean vt_discount_set_buy_get (VtDb *db, gint64 id, gint64 buy, gint64 get, gint64 times, GError **error);
gboolean vt_discount_set_collection (VtDb *db, gint64 id, gint64 collection_id, GError **error);
gboolean vt_discount_set_targets (VtDb *db,
                                  gint64 id,
                                  VtDiscountRole role,
                                  const VtDiscountTarget *targets,
                                  guint n_targets,
                                  gboolean chosen,
                                  GError **error);
gboolean vt_discount_set_minimum (VtDb *db, gint64 id, gint64 minimum_minor, GError **error);
gboolean vt_discount_set_minimum_quantity (VtDb *db, gint64 id, gint64 minimum_quantity, GError **error);
gboolean vt_discount_set_usage_limit (VtDb *db, gint64 id, gint64 usage_limit, GError **error);
gboolean vt_discount_set_customer_limit (VtDb *db, gint64 id, gint64 customer_limit, GError **error);
gboolean vt_discount_set_audience (VtDb *db, gint64 id, VtDiscountAudience audience, GError **error);
gboolean vt_discount_set_countries (VtDb *db, gint64 id, const char *countries, GError **error);
gboolean vt_discount_set_combines (VtDb *db, gint64 id, VtDiscountCombines combines, GError **error);
gboolean vt_discount_set_priority (VtDb *db, gint64 id, gint64 priority, GError **error);
gboolean vt_discount_set_period (VtDb *db, gint64 id, gint64 starts_us, gint64 ends_us, GError **error);
gboolean vt_discount_set_active (VtDb *db, gint64 id, gboolean active, GError **error);
gboolean vt_discount_duplicate (VtDb *db, gint64 id, gint64 *copy_id, GError **error);
gboolean vt_discount_delete (VtDb *db, gint64 id, GError **error);

const char *vt_discount_kind_to_string (VtDiscountKind kind);
gboolean vt_discount_kind_from_string (const char *text, VtDiscountKind *out);
const char *vt_discount_method_to_string (VtDiscountMethod method);
gboolean vt_discount_method_from_string (const char *text, VtDiscountMethod *out);
const char *vt_discount_audience_to_string (VtDiscountAudience audience);
gboolean vt_discount_audience_from_string (const char *text, VtDiscountAudience *out);
const char *vt_discount_combines_to_string (VtDiscountCombines combines);
gboolean vt_discount_combines_from_string (const char *text, VtDiscountCombines *out);
const char *vt_discount_tier_basis_to_string (VtDiscountTierBasis basis);
gboolean vt_discount_tier_basis_from_string (const char *text, VtDiscountTierBasis *out);
const char *vt_discount_problem_to_string (VtDiscountProblem problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtDiscount, vt_discount_free)

G_END_DECLS
