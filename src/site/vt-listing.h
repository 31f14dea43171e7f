#pragma once

#include "catalogue/vt-facet-table.h"
#include "site/vt-view.h"

G_BEGIN_DECLS

#define VT_LISTING_PER_PAGE 48
#define VT_LISTING_MAX_PAGE 10000

/* A list of products on a page of its own, and what the shopper asked of it by the address. */
typedef struct
{
  VtView *view;        /* (unowned) */
  VtFacetTable *table; /* (unowned) the snapshot's */
  char *path;          /* (owned) of its first page, as in addresses */
  char *words;         /* (owned) (nullable) of a search: `q` of its addresses */
  GArray *chosen;      /* (owned) (element-type guint) values in the order of the address */
  gint64 price_from;   /* minor units; -1: any */
  gint64 price_to;     /* minor units; -1: any */
  gboolean in_stock;
  VtFacetSort sort;
  guint page;            /* from 1 */
  guint n_pages;         /* once it was queried */
  gboolean is_kept;      /* @result is the snapshot's */
  VtFacetResult *result; /* (owned) (nullable) what matches */
  VtFacetResult *all;    /* the same with nothing chosen: (owned) (nullable) unless it is @result */
} VtListing;

VtListing *vt_listing_new (VtView *view, const char *path, const char *words, guint page, GError **error);
void vt_listing_free (VtListing *self);
void vt_listing_query (VtListing *self, const GArray *ids);
gboolean vt_listing_query_collection (VtListing *self, gint64 collection_id, GError **error);
gboolean vt_listing_is_narrowed (const VtListing *self);

/* Addresses: as it is but for what they say. */
char *vt_listing_page_url (const VtListing *self, guint page);
char *vt_listing_sort_url (const VtListing *self, VtFacetSort sort);
char *vt_listing_toggle_url (const VtListing *self, guint value);
char *vt_listing_stock_url (const VtListing *self);
char *vt_listing_without_price_url (const VtListing *self);
char *vt_listing_clear_url (const VtListing *self);
const char *vt_listing_sort_name (VtFacetSort sort);
GPtrArray *vt_listing_fields (const VtListing *self);

gboolean vt_listing_fill (VtListing *self, GError **error);
char *vt_listing_value_title (const VtListing *self, guint value);
char *vt_listing_price_title (const VtListing *self);
char *vt_listing_page_title (const VtListing *self);
char *vt_listing_amount (const VtListing *self, gint64 minor);
gint64 vt_listing_unit (const VtListing *self);

gboolean
vt_listing_add_routes (VtView *view, const char *path, gint64 collection_id, GPtrArray *routes, GError **error);
GArray *vt_listing_product_ids (VtView *view, gint64 collection_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtListing, vt_listing_free)

G_END_DECLS
