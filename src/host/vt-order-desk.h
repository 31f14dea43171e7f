#pragma once

#include "host/vt-host-store-db.h"
#include "site/vt-site-backend.h"

G_BEGIN_DECLS

/* Where the storefront asks what is there and what was ordered, and where it orders: the host's ledger and order book.
 */
VtSiteBackend vt_order_desk_get_backend (VtHostStore *store);

G_END_DECLS
