#pragma once

#include "base/vt-db.h"
#include "print/vt-label.h"
#include "print/vt-print-document.h"

G_BEGIN_DECLS

#define VT_LABELS_MAX 20000

typedef struct
{
  VtLabelSheet sheet;
  VtLabelFields fields;
  gboolean by_stock; /* as many of each as there are */
  guint copies;      /* else so many of each */
  guint start;       /* first free label of the first sheet, from 1 */

  /* What gets labels: these variants, or else those of the products that match. */
  const gint64 *variant_ids; /* (nullable) */
  guint n_variant_ids;
  const char *text;     /* (nullable) words that title, vendor, SKU or barcode hold */
  gint64 collection_id; /* 0: all */
} VtLabelOptions;

typedef struct
{
  guint n_labels;
  guint n_without_bars; /* variants whose code bars cannot say, or that are too long for the label */
} VtLabelCounts;

VtPrintDocument *vt_labels_new (VtDb *db,
                                const VtLabelOptions *options,
                                const char *locale,
                                VtLabelCounts *counts,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
