#pragma once

#include "catalogue/vt-facet-table.h"

G_BEGIN_DECLS

/* Indices of values stand one after another in `refs`: a product's own, then those of each of its variants. */
typedef struct
{
  gint64 id;
  const char *title; /* (unowned) (nullable) NULL until vt_facet_table_load_titles() */
  gint64 created_us;
  gint64 publish_us;
  gint64 price_min;
  guint first_ref;
  guint n_refs;
  guint first_variant;
  guint n_variants;
  gboolean is_draft;
} VtFacetProduct;

typedef struct
{
  gint64 price_minor;
  guint first_ref;
  guint n_refs;
  gboolean in_stock;
} VtFacetVariant;

struct _VtFacetTable
{
  VtDb *db; /* (unowned) that it is of */
  gboolean has_titles;
  GStringChunk *texts; /* (owned) */
  GArray *facets;      /* (owned) (element-type VtFacet) */
  GArray *values;      /* (owned) (element-type VtFacetValue) */
  GArray *products;    /* (owned) (element-type VtFacetProduct) by ascending id */
  GArray *variants;    /* (owned) (element-type VtFacetVariant) by product */
  GArray *refs;        /* (owned) (element-type guint) */
};

void vt_facet_table_load_titles (VtFacetTable *self);

G_END_DECLS
