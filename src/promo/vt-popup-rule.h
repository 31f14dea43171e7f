#pragma once

#include "promo/vt-promo-error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Which popup comes up for which visit. popup.js decides the same in the browser, from the same JSON: what either does
 * stands in tests/data/popup-cases.json, which both are held against. */

/* Why a popup does not come up; its word is that of popup.js. */
typedef enum
{
  VT_POPUP_VERDICT_SHOWN,
  VT_POPUP_VERDICT_NOT_YET,    /* its time has not come */
  VT_POPUP_VERDICT_OVER,       /* its time, or that of its offer, has passed */
  VT_POPUP_VERDICT_PAGE,       /* not on this page */
  VT_POPUP_VERDICT_COLLECTION, /* the page is of none of its collections */
  VT_POPUP_VERDICT_STOCK,      /* only where something is sold out */
  VT_POPUP_VERDICT_DEVICE,
  VT_POPUP_VERDICT_LANGUAGE,
  VT_POPUP_VERDICT_COUNTRY,
  VT_POPUP_VERDICT_SOURCE,
  VT_POPUP_VERDICT_VISITORS,   /* only for new ones, or only for those who return */
  VT_POPUP_VERDICT_SUBSCRIBED, /* only for those who subscribed, or only for others */
  VT_POPUP_VERDICT_CART,       /* the bag is another one */
  VT_POPUP_VERDICT_VIEWS,      /* too few pages were seen */
  VT_POPUP_VERDICT_ANSWERED,   /* it got its yes */
  VT_POPUP_VERDICT_QUIET,      /* it was closed not long ago */
  VT_POPUP_VERDICT_MOST,       /* this visitor saw it often enough */
  VT_POPUP_VERDICT_CAP_VISIT,  /* this visit had its popups */
  VT_POPUP_VERDICT_CAP_DAY,    /* so had this day */
  VT_POPUP_VERDICT_BUSY,       /* another dialog or the notice of cookies is open */
  VT_POPUP_VERDICT_SEARCH,     /* a phone that comes from a search engine, on its first page */
  VT_POPUP_VERDICT_WAITING,    /* nothing triggered it so far */
  VT_POPUP_VERDICT_N
} VtPopupVerdict;

typedef struct _VtPopupRule VtPopupRule;
typedef struct _VtPopupFacts VtPopupFacts;

VtPopupRule *vt_popup_rule_new_from_json (JsonObject *object, GError **error);
void vt_popup_rule_free (VtPopupRule *self);
gint64 vt_popup_rule_get_id (const VtPopupRule *self);
gboolean vt_popup_rule_needs_cart (const VtPopupRule *self);
void vt_popup_rule_add_keeps (const VtPopupRule *self, GPtrArray *keeps);

VtPopupFacts *vt_popup_facts_new_from_json (JsonObject *object, GError **error);
void vt_popup_facts_free (VtPopupFacts *self);
void vt_popup_facts_set_now (VtPopupFacts *self, gint64 now_us);

VtPopupVerdict vt_popup_judge (const VtPopupRule *rule, const VtPopupFacts *facts);
VtPopupVerdict vt_popup_judge_page (const VtPopupRule *rule, const VtPopupFacts *facts);
const VtPopupRule *vt_popup_decide (GPtrArray *rules, const VtPopupFacts *facts);
guint vt_popup_pick (const int *weights, guint n, const char *seed);

char *vt_popup_audience_check (const char *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *vt_popup_verdict_to_string (VtPopupVerdict verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPopupRule, vt_popup_rule_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPopupFacts, vt_popup_facts_free)

G_END_DECLS
