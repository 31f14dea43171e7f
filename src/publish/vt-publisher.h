#pragma once

#include "publish/vt-host-record.h"
#include "publish/vt-host.h"
#include "publish/vt-plan.h"
#include "shop/vt-shop.h"
#include "site/vt-site.h"

G_BEGIN_DECLS

/* The jobs between a shop and one of its hosts. All of them block and belong on a worker thread; those that write do it
 * through the shop's writer thread. An interrupted one is simply started again. */

typedef struct
{
  char *release; /* id on the host */
  char *url;     /* of the live shop */
  guint n_pages;
  guint n_files;
  gint64 n_sent; /* files that the host lacked */
  gint64 bytes_sent;
  gboolean unchanged; /* what is live is this already */
} VtPublishResult;

typedef struct
{
  guint n_orders; /* new ones */
  guint n_movements;
  guint n_messages; /* new ones, as the requests */
  guint n_stock_requests;
  guint n_subscribers;
  guint n_events; /* of what shoppers did */
} VtPullResult;

void vt_publish_result_clear (VtPublishResult *self);

VtHost *vt_publisher_connect (const char *shop_id, const VtHostRecord *record, GError **error);
/* Where the catalogue of what is live was kept after the last publish or plan; NULL when nothing is live or it is gone.
 */
char *vt_publisher_live_catalogue (const char *shop_path, const VtHostRecord *record);
VtPlan *
vt_publisher_plan (VtShop *shop, VtHost *host, const VtHostRecord *record, GCancellable *cancellable, GError **error);
gboolean vt_publisher_publish (VtShop *shop,
                               VtSite *site,
                               VtHost *host,
                               const VtHostRecord *record,
                               const char *label,
                               VtProgress progress,
                               gpointer data,
                               VtPublishResult *result,
                               GCancellable *cancellable,
                               GError **error);
gboolean vt_publisher_pull (VtShop *shop,
                            VtHost *host,
                            const VtHostRecord *record,
                            VtPullResult *result,
                            GCancellable *cancellable,
                            GError **error);
gboolean vt_publisher_rollback (VtShop *shop,
                                VtHost *host,
                                const VtHostRecord *record,
                                const char *release,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
