#pragma once

#include "base/vt-db.h"
#include "orders/vt-shipping.h"

G_BEGIN_DECLS

/* The days that the shop works, where it is. */
typedef struct
{
  GTimeZone *zone;    /* (owned) */
  GHashTable *closed; /* (owned) (element-type guint guint) Julian days, as g_date_get_julian() counts them */
} VtDeliveryCalendar;

/* The promise of a method for an order placed now. */
typedef struct
{
  GDate leaves;    /* the day it leaves the shop, or can be collected from on */
  GDate from;      /* first day it may arrive */
  GDate to;        /* last day */
  gint64 until_us; /* the promise holds for orders before this, UTC; 0: there is no cut-off today */
} VtDeliveryDates;

VtDeliveryCalendar *vt_delivery_calendar_new (const char *time_zone);
VtDeliveryCalendar *vt_delivery_calendar_load (VtDb *db, GError **error);
void vt_delivery_calendar_close (VtDeliveryCalendar *self, const GDate *day);
void vt_delivery_calendar_free (VtDeliveryCalendar *self);

gboolean vt_delivery_dates (const VtShippingMethod *method,
                            const VtDeliveryCalendar *calendar,
                            gint64 now_us,
                            VtDeliveryDates *dates);
char *vt_delivery_dates_format (const VtDeliveryDates *self, const char *locale);
char *vt_delivery_dates_format_left (const VtDeliveryDates *self, gint64 now_us, const char *locale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtDeliveryCalendar, vt_delivery_calendar_free)

G_END_DECLS
