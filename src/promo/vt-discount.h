#pragma once

#include "base/vt-db.h"
#include "promo/vt-promo-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VT_DISCOUNT_PERCENT,      /* value: basis points, 1500 is 15 % */
  VT_DISCOUNT_FIXED,        /* value: minor units of the shop's currency */
  VT_DISCOUNT_FREE_SHIPPING /* value: 0 */
} VtDiscountKind;

/* Why a discount does not apply. */
typedef enum
{
  VT_DISCOUNT_APPLIES,
  VT_DISCOUNT_UNKNOWN, /* no active discount has the code */
  VT_DISCOUNT_NOT_STARTED,
  VT_DISCOUNT_ENDED,
  VT_DISCOUNT_MINIMUM,      /* the eligible lines are worth less than its minimum */
  VT_DISCOUNT_NOT_ELIGIBLE, /* nothing in the cart is of its collection */
  VT_DISCOUNT_USED_UP
} VtDiscountProblem;

/* A discount as it was read, a plain record. The edits are for use inside a VtShopJob. */
typedef struct
{
  gint64 id;
  char *title;
  char *code; /* letters, digits, - and _; compared without case */
  VtDiscountKind kind;
  gint64 value;
  gint64 collection_id; /* 0: on everything */
  gint64 minimum_minor;
  gint64 usage_limit; /* 0: none */
  gint64 starts_us;   /* 0: at once */
  gint64 ends_us;     /* 0: never */
  gboolean active;
} VtDiscount;

void vt_discount_free (VtDiscount *self);
GPtrArray *vt_discount_list (VtDb *db, GError **error);
VtDiscount *vt_discount_load (VtDb *db, gint64 id, GError **error);
VtDiscount *vt_discount_find_by_code (VtDb *db, const char *code, GError **error);
gboolean
vt_discount_covers_product (VtDb *db, const VtDiscount *self, gint64 product_id, gboolean *covers, GError **error);
void vt_discount_note_times (VtDb *db, const VtDiscount *self, gint64 now_us);
VtDiscountProblem vt_discount_check_time (const VtDiscount *self, gint64 now_us);
gint64 vt_discount_amount (const VtDiscount *self, gint64 eligible_minor);
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
gboolean vt_discount_set_value (VtDb *db, gint64 id, VtDiscountKind kind, gint64 value, GError **error);
gboolean vt_discount_set_collection (VtDb *db, gint64 id, gint64 collection_id, GError **error);
gboolean vt_discount_set_minimum (VtDb *db, gint64 id, gint64 minimum_minor, GError **error);
gboolean vt_discount_set_usage_limit (VtDb *db, gint64 id, gint64 usage_limit, GError **error);
gboolean vt_discount_set_period (VtDb *db, gint64 id, gint64 starts_us, gint64 ends_us, GError **error);
gboolean vt_discount_set_active (VtDb *db, gint64 id, gboolean active, GError **error);
gboolean vt_discount_delete (VtDb *db, gint64 id, GError **error);

const char *vt_discount_kind_to_string (VtDiscountKind kind);
gboolean vt_discount_kind_from_string (const char *text, VtDiscountKind *out);
const char *vt_discount_problem_to_string (VtDiscountProblem problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtDiscount, vt_discount_free)

G_END_DECLS
