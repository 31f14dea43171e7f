#pragma once

#include "base/vt-db.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* One edit of many products at once: what it does, how that looks before, and the doing. */

typedef enum
{
  VT_BULK_PRICE, /* of every variant */
  VT_BULK_COMPARE_AT,
  VT_BULK_COST,
  VT_BULK_STATUS,
  VT_BULK_VENDOR,
  VT_BULK_PRODUCT_TYPE,
  VT_BULK_SHIPPING_CLASS,
  VT_BULK_ADD_TAG,
  VT_BULK_REMOVE_TAG,
  VT_BULK_ADD_TO_COLLECTION,
  VT_BULK_REMOVE_FROM_COLLECTION,
  VT_BULK_MOVE_TO_COLLECTION /* out of every other one that is filled by hand */
} VtBulkField;

/* How an amount of money is made. */
typedef enum
{
  VT_BULK_SET,        /* to `amount` */
  VT_BULK_ADD,        /* `amount`, below 0 to take away */
  VT_BULK_PERCENT,    /* `amount` basis points more, below 0 for less */
  VT_BULK_FROM_PRICE, /* the price and `amount` basis points more */
  VT_BULK_CLEAR       /* none: not for prices */
} VtBulkWay;

/* What the last digits become: of the main unit, or of a hundred where a currency has no smaller unit. */
typedef enum
{
  VT_BULK_AS_IT_IS,
  VT_BULK_TO_WHOLE, /* 12.00 */
  VT_BULK_TO_90,    /* 12.90 */
  VT_BULK_TO_95,    /* 12.95 */
  VT_BULK_TO_99     /* 12.99 */
} VtBulkEnding;

typedef struct
{
  VtBulkField field;
  VtBulkWay way;       /* of the first three fields */
  gint64 amount;       /* minor units or basis points, see VtBulkWay */
  VtBulkEnding ending; /* of the first three fields */
  const char *text;    /* vendor, type or tag; the name of a status */
  gint64 collection_id;
} VtBulkEdit;

/* What becomes of one variant, or of one product where a field is the product's. */
typedef struct
{
  gint64 product_id;
  gint64 variant_id; /* 0: the product as a whole */
  char *title;
  gint64 before_minor; /* -1: none */
  gint64 after_minor;  /* -1: none */
  char *before;        /* (nullable) of a field that is no money */
  char *after;         /* (nullable) */
  char *problem;       /* (nullable) why it is passed over */
} VtBulkChange;

typedef struct
{
  GPtrArray *changes; /* (element-type VtBulkChange) the first ones: those passed over, then those that change */
  guint n_changed;    /* variants, or products where a field is the product's */
  guint n_same;       /* that are so already */
  guint n_skipped;    /* that are passed over */
  guint n_products;   /* that change */
} VtBulkPreview;

gboolean vt_bulk_edit_check (const VtBulkEdit *edit, GError **error);
gboolean vt_bulk_edit_is_money (VtBulkField field);
gint64 vt_bulk_edit_amount (const VtBulkEdit *edit,
                            const char *currency,
                            gint64 old_minor,
                            gint64 price_minor,
                            GError **error);

VtBulkPreview *vt_bulk_edit_preview (VtDb *db,
                                     const VtBulkEdit *edit,
                                     const gint64 *product_ids,
                                     guint n,
                                     guint limit,
                                     GCancellable *cancellable,
                                     GError **error);
void vt_bulk_preview_free (VtBulkPreview *self);

/* The argument of vt_bulk_edit_job(). */
typedef struct
{
  VtBulkEdit edit;
  GArray *product_ids; /* (element-type gint64) */
  gint64 n_changed;    /* (out) variants, or products where a field is the product's */
} VtBulkEditJob;

VtBulkEditJob *vt_bulk_edit_job_new (const VtBulkEdit *edit, const gint64 *product_ids, guint n);
void vt_bulk_edit_job_free (VtBulkEditJob *self);
gboolean vt_bulk_edit_job (VtDb *db, gpointer job, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBulkPreview, vt_bulk_preview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBulkEditJob, vt_bulk_edit_job_free)

G_END_DECLS
