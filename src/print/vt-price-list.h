#pragma once

#include "base/vt-db.h"
#include "print/vt-print-document.h"

G_BEGIN_DECLS

typedef enum
{
  VT_PRICE_LIST_BY_COLLECTION, /* a product stands in each of its collections */
  VT_PRICE_LIST_BY_TYPE,
  VT_PRICE_LIST_BY_TITLE /* without headings */
} VtPriceListGroups;

typedef struct
{
  VtPriceListGroups groups;
  gboolean photos;
  gboolean letter; /* Letter paper rather than A4 */
  gboolean drafts; /* products that are not active too */
} VtPriceListOptions;

VtPrintDocument *vt_price_list_new (VtDb *db,
                                    const char *shop_path,
                                    const VtPriceListOptions *options,
                                    const char *locale,
                                    gint64 now_us,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
