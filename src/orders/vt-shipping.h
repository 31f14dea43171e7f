#pragma once

#include "base/vt-db.h"
#include "orders/vt-orders-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What may come in a zone's lists and a method's table. */
#define VT_SHIPPING_MAX_POSTCODES 500
#define VT_SHIPPING_MAX_RATES     200
#define VT_SHIPPING_EVERYWHERE    "*"

typedef enum
{
  VT_SHIPPING_DELIVERY,
  VT_SHIPPING_PICKUP /* collected by the shopper */
} VtShippingKind;

/* What a row of a method's table looks at. */
typedef enum
{
  VT_SHIPPING_ALWAYS,
  VT_SHIPPING_WEIGHT, /* grams */
  VT_SHIPPING_PRICE,  /* minor units: what the goods cost after the discount */
  VT_SHIPPING_ITEMS,  /* pieces */
  VT_SHIPPING_CLASS   /* pieces of one shipping class, of which there must be some */
} VtShippingBasis;

/* Places with the same ways to send. The first zone of the list that names a place is its zone. */
typedef struct
{
  gint64 id; /* 0: not saved yet */
  char *name;
  char **countries; /* ISO 3166-1 codes, ended by NULL; VT_SHIPPING_EVERYWHERE is all */
  char **states;    /* ISO 3166-2 codes without the country: "SP"; none: all */
  char **postcodes; /* "4000-123", "41*", "4200...4299"; none: all */
} VtShippingZone;

/* One way to get the goods to somebody in a zone. */
typedef struct
{
  gint64 id;
  gint64 zone_id;
  char *name;
  VtShippingKind kind;
  char *carrier;   /* "" when not told, as are the texts below */
  char *note;      /* what shoppers read below the name */
  gint64 place_id; /* VtStockPlace that it is collected from; 0: none, or not public */
  char *address;   /* where it is collected; "": at the shop's address */
  int days_min;    /* working days on the way; both 0: not told, or the same day */
  int days_max;
  int cutoff_min;         /* minute of the day until which it leaves on that day; -1: none */
  guint weekdays;         /* working days, bit 0 is Monday */
  gint64 free_over_minor; /* free from this worth of goods on, after the discount; -1: never */
  gint64 handling_minor;  /* added once */
  gint64 max_weight_g;    /* not offered above; -1: any */
  char *tax_class;
  GPtrArray *rates; /* (owned) VtShippingRate, in order; as the loader read them, saved by themselves */
} VtShippingMethod;

/* A row of a method's table: it adds its costs when from ≤ measure < below. */
typedef struct
{
  gint64 id;
  gint64 method_id;
  VtShippingBasis basis;
  char *shipping_class; /* only goods of this class count; "": all do */
  gint64 from_value;
  gint64 below_value; /* -1: no end */
  gint64 base_minor;
  gint64 per_item_minor;
  gint64 per_step_minor; /* for each step_g begun of the goods' weight */
  gint64 step_g;
  int percent_bp; /* of what the goods cost */
  gboolean stop;  /* no row below is looked at when this one matched */
} VtShippingRate;

VtShippingZone *vt_shipping_zone_new (const char *name, const char *countries);
void vt_shipping_zone_free (VtShippingZone *self);
GPtrArray *vt_shipping_zone_list (VtDb *db, GError **error);
VtShippingZone *vt_shipping_zone_load (VtDb *db, gint64 id, GError **error);
GPtrArray *vt_shipping_countries (VtDb *db, const char *locale, GError **error);
gboolean vt_shipping_zone_covers (const VtShippingZone *self, const char *country);

VtShippingMethod *vt_shipping_method_new (gint64 zone_id, const char *name);
void vt_shipping_method_free (VtShippingMethod *self);
GPtrArray *vt_shipping_method_list (VtDb *db, gint64 zone_id, GError **error);
VtShippingMethod *vt_shipping_method_load (VtDb *db, gint64 id, GError **error);

VtShippingRate *vt_shipping_rate_new (gint64 method_id);
void vt_shipping_rate_free (VtShippingRate *self);
VtShippingRate *vt_shipping_rate_load (VtDb *db, gint64 id, GError **error);
char *vt_shipping_rate_describe (const VtShippingRate *self, const char *currency, const char *locale);

/* A product that has to be sent and has no weight, where a delivery goes by weight. */
typedef struct
{
  gint64 product_id;
  char *handle;
  char *title;
} VtShippingWeightless;

GPtrArray *vt_shipping_list_weightless (VtDb *db, GError **error);

/* Edits, for use inside a VtShopJob. An id of 0 is made and set; the record is left as the table has it. */
gboolean vt_shipping_zone_save (VtDb *db, VtShippingZone *zone, GError **error);
gboolean vt_shipping_zone_move (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_shipping_zone_delete (VtDb *db, gint64 id, GError **error);
gboolean vt_shipping_method_save (VtDb *db, VtShippingMethod *method, GError **error);
gboolean vt_shipping_method_move (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_shipping_method_delete (VtDb *db, gint64 id, GError **error);
gboolean vt_shipping_rate_save (VtDb *db, VtShippingRate *rate, GError **error);
gboolean vt_shipping_rate_move (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_shipping_rate_delete (VtDb *db, gint64 id, GError **error);

const char *vt_shipping_kind_to_string (VtShippingKind kind);
gboolean vt_shipping_kind_from_string (const char *text, VtShippingKind *kind);
const char *vt_shipping_basis_to_string (VtShippingBasis basis);
gboolean vt_shipping_basis_from_string (const char *text, VtShippingBasis *basis);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShippingZone, vt_shipping_zone_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShippingMethod, vt_shipping_method_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShippingRate, vt_shipping_rate_free)

G_END_DECLS
