#pragma once

#include "base/vt-db.h"
#include "catalogue/vt-facet-words.h"

G_BEGIN_DECLS

/* What a list of products can be narrowed by. */
typedef enum
{
  VT_FACET_COLOUR, /* options that name colours, and tags that are colours */
  VT_FACET_TYPE,
  VT_FACET_OPTION,   /* any other option */
  VT_FACET_MATERIAL, /* options that name materials, and tags that are materials */
  VT_FACET_VENDOR,
  VT_FACET_TAG
} VtFacetKind;

typedef struct
{
  VtFacetKind kind;
  char *key;          /* in addresses; unique */
  char *title;        /* "" but for VT_FACET_OPTION: the option's name */
  gint64 product_id;  /* of which `title` is an option's name, for its translation; 0: none */
  guint option_index; /* in that product's list of options */
} VtFacet;

typedef struct
{
  guint facet;             /* index */
  char *key;               /* in addresses; unique in its facet */
  char *text;              /* as the merchant wrote it first */
  const VtFacetWord *word; /* (nullable) when it is one that is known in other languages */
  gint64 variant_id;       /* whose value it is, for its translation; 0: none */
  guint option_index;      /* in that variant's list of values */
} VtFacetValue;

/* Every product of a shop by what it can be chosen by, in memory: it is read once and answers any number of questions.
 */
typedef struct _VtFacetTable VtFacetTable;

VtFacetTable *vt_facet_table_load (VtDb *db, GError **error);
void vt_facet_table_free (VtFacetTable *self);

guint vt_facet_table_get_n_facets (VtFacetTable *self);
const VtFacet *vt_facet_table_get_facet (VtFacetTable *self, guint facet);
guint vt_facet_table_get_n_values (VtFacetTable *self);
const VtFacetValue *vt_facet_table_get_value (VtFacetTable *self, guint value);
int vt_facet_table_find_facet (VtFacetTable *self, const char *key);
int vt_facet_table_find_value (VtFacetTable *self, guint facet, const char *key);

typedef enum
{
  VT_FACET_SORT_GIVEN, /* as the products were given */
  VT_FACET_SORT_NEWEST,
  VT_FACET_SORT_PRICE_UP,
  VT_FACET_SORT_PRICE_DOWN,
  VT_FACET_SORT_TITLE
} VtFacetSort;

/* The title of a product in another language. */
typedef const char *(*VtFacetTitle) (gint64 product_id, const char *title, gpointer data);

typedef struct
{
  const guint *values; /* (nullable) indices of chosen values; those of one facet are alternatives */
  guint n_values;
  gint64 price_from; /* minor units; -1: any */
  gint64 price_to;   /* minor units; -1: any */
  gboolean in_stock; /* only what can be bought */
  VtFacetSort sort;
  const char *language; /* (nullable) whose alphabet titles are sorted by */
  VtFacetTitle title;   /* (nullable) */
  gpointer title_data;
  gint64 now_us;   /* what is to be public later is left out */
  gboolean drafts; /* unless drafts are shown */
} VtFacetQuery;

#define VT_FACET_BARS 20

/* Counts are of products. Those of a facet are given its other facets, so that they say what choosing would show. */
typedef struct
{
  GArray *ids;    /* (element-type gint64) of the products that match, sorted */
  guint n_all;    /* products before any choice */
  guint *counts;  /* for each value of the table */
  guint in_stock; /* products that can be bought */
  gint64 lowest;  /* price before any choice of it; -1: no product */
  gint64 highest;
  guint bars[VT_FACET_BARS]; /* products by price, from `lowest` to `highest` */
} VtFacetResult;

VtFacetResult *vt_facet_table_query (VtFacetTable *self, const gint64 *ids, guint n_ids, const VtFacetQuery *query);
void vt_facet_result_free (VtFacetResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtFacetTable, vt_facet_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtFacetResult, vt_facet_result_free)

G_END_DECLS
