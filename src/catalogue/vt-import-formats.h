#pragma once

#include "catalogue/vt-import-private.h"

G_BEGIN_DECLS

/* Tables of products, the ones that say most of themselves first. */
extern const VtImportFormat vt_import_shopify;
extern const VtImportFormat vt_import_woocommerce;
extern const VtImportFormat vt_import_magento;
extern const VtImportFormat vt_import_bagisto;
extern const VtImportFormat vt_import_prestashop;
extern const VtImportFormat vt_import_prestashop_combinations;
extern const VtImportFormat vt_import_commercetools;
extern const VtImportFormat vt_import_nuvemshop;
extern const VtImportFormat vt_import_bigcommerce;
extern const VtImportFormat vt_import_square;
extern const VtImportFormat vt_import_etsy;
extern const VtImportFormat vt_import_google;
extern const VtImportFormat vt_import_medusa;
extern const VtImportFormat vt_import_wix;
extern const VtImportFormat vt_import_squarespace;
extern const VtImportFormat vt_import_mapped;

/* Files of the same systems that hold something else; each says what. */
extern const VtImportFormat vt_import_categories;
extern const VtImportFormat vt_import_makers;
extern const VtImportFormat vt_import_customers;
extern const VtImportFormat vt_import_addresses;
extern const VtImportFormat vt_import_orders;
extern const VtImportFormat vt_import_taxes;
extern const VtImportFormat vt_import_discounts;
extern const VtImportFormat vt_import_prices;
extern const VtImportFormat vt_import_settings;
extern const VtImportFormat vt_import_reviews;

G_END_DECLS
