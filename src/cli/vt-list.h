#pragma once

#include "base/vt-db.h"
#include "cli/vt-cli.h"

G_BEGIN_DECLS

/* One listing: where from, and the rows it fills. */
typedef struct
{
  VtDb *db;
  const char *currency;
  const char *language;
  JsonArray *rows;
  gboolean whole; /* all there is to know of each */
} VtListing;

JsonObject *vt_listing_add (VtListing *self);
gboolean vt_list_products (VtListing *self, GError **error);
gboolean vt_list_variants (VtListing *self, GError **error);
gboolean vt_list_prices (VtListing *self, GError **error);
gboolean vt_list_reviews (VtListing *self, GError **error);
gboolean vt_list_size_tables (VtListing *self, GError **error);
gboolean vt_list_collections (VtListing *self, GError **error);

gboolean vt_list_zones (VtListing *self, GError **error);
gboolean vt_list_methods (VtListing *self, GError **error);
gboolean vt_list_rates (VtListing *self, GError **error);
gboolean vt_list_taxes (VtListing *self, GError **error);
gboolean vt_list_payments (VtListing *self, GError **error);
gboolean vt_list_channels (VtListing *self, GError **error);
gboolean vt_list_hours (VtListing *self, GError **error);
gboolean vt_list_legal (VtListing *self, GError **error);
gboolean vt_list_settings (VtListing *self, GError **error);

gboolean vt_list_synonyms (VtListing *self, GError **error);
gboolean vt_list_search_rules (VtListing *self, GError **error);
gboolean vt_list_search_tests (VtListing *self, GError **error);

G_END_DECLS
