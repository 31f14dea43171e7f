#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-public-catalogue.h"

#include "brand/vt-brand.h"
#include "catalogue/vt-catalogue-public.h"
#include "content/vt-content-error.h"
#include "orders/vt-orders-error.h"
#include "promo/vt-promo-error.h"
#include "search/vt-search-error.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

/**
 * vt_public_catalogue_write:
 * @snapshot: of a shop folder
 * @path: (type filename): the file to write
 * @now_us: the moment that it is of, UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Writes what a release carries of the shop: what each folder says may be public of its tables. The same content gives
 * the same bytes.
 *
 * Returns: whether the file is there
 */
gboolean
vt_public_catalogue_write (VtSnapshot *snapshot, const char *path, gint64 now_us, GError **error)
{
  const char *const *const copies[] = { vt_shop_public_copies,
                                        vt_catalogue_public_copies,
                                        vt_content_public_copies,
                                        vt_brand_public_copies,
                                        vt_promo_public_copies,
                                        vt_orders_public_copies,
                                        vt_old_handle_public_copies,
                                        vt_translation_public_copies,
                                        vt_search_public_copies,
                                        vt_media_public_copies,
                                        NULL };

  return vt_snapshot_write_catalogue (snapshot, path, now_us, copies, error);
}
