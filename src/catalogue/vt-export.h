#pragma once

#include "shop/vt-snapshot.h"

G_BEGIN_DECLS

typedef enum
{
  VT_EXPORT_VITRINE,    /* everything; what an import takes back without loss */
  VT_EXPORT_SHOPIFY,    /* Shopify's product CSV, columns of 2025 */
  VT_EXPORT_WOOCOMMERCE /* WooCommerce's product CSV */
} VtExportFormat;

/* What is written, and how. What is 0 or NULL is as usual. */
typedef struct
{
  VtExportFormat format;
  gboolean byte_order_mark; /* for spreadsheets that take a file without it for one in an old encoding */
  const char *status;       /* (nullable) only products that are "draft", "active" or "archived" */
  gint64 collection_id;     /* only products of this collection; 0: of all and none */
  const gint64 *ids;        /* (nullable) (array length=n_ids) only these products */
  guint n_ids;
  const char *photos; /* (nullable) (type filename) a folder: the photos' originals are written there */
} VtExportOptions;

typedef struct
{
  guint products;
  guint variants;
  guint photos;     /* files written, or there already */
  GPtrArray *notes; /* (owned) (element-type utf8) sentences about what the format cannot hold and what was not there */
} VtExportSummary;

/**
 * VtExportProgress:
 * @done: products written, then photos
 * @total: all of them
 * @data: what the caller gave
 *
 * Tells how far the work is, on the thread that does it.
 */
typedef void (*VtExportProgress) (guint64 done, guint64 total, gpointer data);

gboolean vt_export_format_from_string (const char *text, VtExportFormat *out);

VtExportSummary *vt_export_write (VtSnapshot *snapshot,
                                  const VtExportOptions *options,
                                  const char *path,
                                  VtExportProgress progress,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
VtExportSummary *vt_export_write_stream (VtSnapshot *snapshot,
                                         const VtExportOptions *options,
                                         GOutputStream *stream,
                                         VtExportProgress progress,
                                         gpointer data,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_export_summary_free (VtExportSummary *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtExportSummary, vt_export_summary_free)

G_END_DECLS
