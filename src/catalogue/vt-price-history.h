#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* What shoppers were asked for, and since when. */
gboolean vt_price_history_add (VtDb *db, const char *catalogue, gint64 now_us, GError **error);
gboolean vt_price_history_is_empty (VtDb *db);
gboolean vt_price_history_prior (VtDb *db, gint64 variant_id, gint64 moment_us, gint64 *prior_minor, GError **error);
gboolean vt_price_history_lowest (VtDb *db, gint64 variant_id, gint64 now_us, gint64 *lowest_minor, GError **error);

/* What stands behind a compare-at price. */
typedef enum
{
  VT_COMPARE_AT_NONE,       /* there is none */
  VT_COMPARE_AT_TRUE,       /* it was the lowest price of the 30 days before */
  VT_COMPARE_AT_NOT_LOWEST, /* it was asked, and a lower one was too: that one is shown beside it, and percentages count
                               from it */
  VT_COMPARE_AT_UNPROVEN,   /* nothing is known: the variant was not public before */
  VT_COMPARE_AT_NOT_HIGHER, /* not above the price: shown to nobody */
  VT_COMPARE_AT_UNTRUE,     /* higher than any price that shoppers were asked for */
  VT_COMPARE_AT_NO_REDUCTION /* the price was as low within the 30 days before: nothing is reduced */
} VtCompareAtVerdict;

typedef struct
{
  VtCompareAtVerdict verdict;
  gint64 lowest_minor;  /* of the 30 days before the price came into force; -1: not known */
  gint64 highest_minor; /* that shoppers were ever asked for before; -1: not known */
} VtCompareAtCheck;

gboolean
vt_price_check_compare_at (VtDb *db, gint64 variant_id, gint64 now_us, VtCompareAtCheck *check, GError **error);
gboolean vt_compare_at_is_finding (VtCompareAtVerdict verdict);
char *vt_compare_at_describe (const VtCompareAtCheck *check, const char *currency, const char *locale);
gint64 vt_price_reduction_percent (gint64 price_minor, gint64 lowest_minor);

/* What a price in the back office was, up to a moment. */
typedef struct
{
  gint64 at_us;
  gint64 before_minor;
  gint64 after_minor;
} VtPriceChange;

gboolean vt_price_change_note (VtDb *db,
                               gint64 variant_id,
                               gint64 before_minor,
                               gint64 after_minor,
                               gint64 now_us,
                               GError **error);
gboolean vt_price_change_note_many (VtDb *db, const gint64 *variant_ids, guint n, gint64 now_us, GError **error);
gboolean vt_price_change_forget (VtDb *db, gint64 variant_id, GError **error);
GArray *vt_price_change_list (VtDb *db, gint64 variant_id, GError **error);

G_END_DECLS
