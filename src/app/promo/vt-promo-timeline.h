#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* When a discount or a popup is there. */
typedef struct
{
  gboolean is_popup;
  gint64 id;
  char *title;
  gboolean active;
  gint64 starts_us; /* UTC microseconds since 1970; 0: it has been there all the time */
  gint64 ends_us;   /* 0: it stays */
} VtPromoSpan;

VtPromoSpan *
vt_promo_span_new (gboolean is_popup, gint64 id, const char *title, gboolean active, gint64 starts_us, gint64 ends_us);
void vt_promo_span_free (VtPromoSpan *self);

/* Discounts and popups as bars over the days of the shop, those of the same time below each other. Each bar is a
 * button: the arrow keys go from one to the next, to earlier and later days where there is none.
 *
 * Signals: ::opened (gboolean is_popup, gint64 id); ::picked (gint64 us) when a point in time was clicked;
 * ::view-changed when it shows other days. */
#define VT_TYPE_PROMO_TIMELINE (vt_promo_timeline_get_type ())
G_DECLARE_FINAL_TYPE (VtPromoTimeline, vt_promo_timeline, VT, PROMO_TIMELINE, GtkWidget)

void vt_promo_timeline_show (VtPromoTimeline *self, GPtrArray *spans, GTimeZone *zone);
void vt_promo_timeline_set_days (VtPromoTimeline *self, int days);
void vt_promo_timeline_go (VtPromoTimeline *self, int days);
void vt_promo_timeline_go_to (VtPromoTimeline *self, gint64 us);
void vt_promo_timeline_set_moment (VtPromoTimeline *self, gint64 us);
char *vt_promo_timeline_describe (VtPromoTimeline *self);

G_END_DECLS
