#pragma once

/* Vitrine's own product file: a row for each variant, the product's own cells in the first of them. Cells that list
 * things have commas between them, and a backslash before a comma, a backslash or a > of a title; photos and videos,
 * whose words are longer, have a line each, [] where there are none. Amounts are decimals with a dot in the currency
 * that the caption names, times ISO 8601 in UTC. A text in another language has a column of its own: "Title (pt-BR)".
 */

#define VT_VITRINE_HANDLE             "Handle"
#define VT_VITRINE_TITLE              "Title"
#define VT_VITRINE_DESCRIPTION        "Description"
#define VT_VITRINE_VENDOR             "Vendor"
#define VT_VITRINE_TYPE               "Type"
#define VT_VITRINE_TAGS               "Tags"
#define VT_VITRINE_STATUS             "Status"
#define VT_VITRINE_PUBLISH_AT         "Publish at"
#define VT_VITRINE_SEO_TITLE          "SEO title"
#define VT_VITRINE_SEO_DESCRIPTION    "SEO description"
#define VT_VITRINE_TAX_CLASS          "Tax class"
#define VT_VITRINE_SHIPPING_CLASS     "Shipping class"
#define VT_VITRINE_COLLECTIONS        "Collections"
#define VT_VITRINE_COLLECTION_HANDLES "Collection handles"
#define VT_VITRINE_RELATED            "Related products"
#define VT_VITRINE_OLD_HANDLES        "Old handles"
#define VT_VITRINE_PHOTOS             "Photos"
#define VT_VITRINE_PHOTO_ALTS         "Photo alt texts"
#define VT_VITRINE_VIDEOS             "Videos"
#define VT_VITRINE_VIDEO_TITLES       "Video titles"
#define VT_VITRINE_OPTION_NAME        "Option %u name"
#define VT_VITRINE_OPTION_VALUE       "Option %u value"
#define VT_VITRINE_SKU                "SKU"
#define VT_VITRINE_BARCODE            "Barcode"
#define VT_VITRINE_PRICE              "Price"
#define VT_VITRINE_COMPARE_AT         "Compare-at price"
#define VT_VITRINE_COST               "Cost"
#define VT_VITRINE_WEIGHT             "Weight (g)"
#define VT_VITRINE_WEIGHT_UNIT        "Weight unit"
#define VT_VITRINE_TRACK_STOCK        "Track stock"
#define VT_VITRINE_BACKORDER          "Sell when out of stock"
#define VT_VITRINE_LOW_STOCK          "Low stock at"
#define VT_VITRINE_SHIPPED            "Shipped"
#define VT_VITRINE_VARIANT_PHOTO      "Variant photo"
#define VT_VITRINE_STOCK              "Stock: "

#define VT_VITRINE_YES "yes"
#define VT_VITRINE_NO  "no"

/* WooCommerce's file has no column for the address of a product, nor a word for archived ones, but keeps what begins
 * so.
 */
#define VT_VITRINE_WOOCOMMERCE_HANDLE "Meta: vitrine_handle"
#define VT_VITRINE_WOOCOMMERCE_STATUS "Meta: vitrine_status"
