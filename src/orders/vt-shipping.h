#pragma once

#include "base/vt-db.h"
#include "orders/vt-orders-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Countries with the same shipping rates. */
typedef struct
{
  gint64 id;
  char *name;
  char **countries; /* ISO 3166-1 codes, ended by NULL; "*" is everywhere that no other zone names */
} VtShippingZone;

/* One way to send a parcel into a zone. */
typedef struct
{
  gint64 id;
  gint64 zone_id;
  char *name;
  gint64 price_minor;
  gint64 free_over_minor; /* free from this worth of goods on, after the discount; -1: never */
  int days_min;           /* working days; both 0: not told */
  int days_max;
} VtShippingRate;

/* What a rate is made with or becomes. */
typedef struct
{
  const char *name;
  gint64 price_minor;
  gint64 free_over_minor; /* -1: never */
  int days_min;
  int days_max;
} VtShippingRateInput;

void vt_shipping_zone_free (VtShippingZone *self);
void vt_shipping_rate_free (VtShippingRate *self);
GPtrArray *vt_shipping_zone_list (VtDb *db, GError **error);
GPtrArray *vt_shipping_rate_list (VtDb *db, gint64 zone_id, GError **error);
GPtrArray *vt_shipping_rate_list_for_country (VtDb *db, const char *country, GError **error);
GPtrArray *vt_shipping_countries (VtDb *db, const char *locale, GError **error);

gboolean vt_shipping_zone_create (VtDb *db, const char *name, const char *const *countries, gint64 *id, GError **error);
gboolean vt_shipping_zone_set (VtDb *db, gint64 id, const char *name, const char *const *countries, GError **error);
gboolean vt_shipping_zone_delete (VtDb *db, gint64 id, GError **error);
gboolean
vt_shipping_rate_create (VtDb *db, gint64 zone_id, const VtShippingRateInput *input, gint64 *id, GError **error);
gboolean vt_shipping_rate_set (VtDb *db, gint64 id, const VtShippingRateInput *input, GError **error);
gboolean vt_shipping_rate_delete (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShippingZone, vt_shipping_zone_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShippingRate, vt_shipping_rate_free)

G_END_DECLS
