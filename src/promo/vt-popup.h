#pragma once

#include "base/vt-db.h"
#include "promo/vt-discount.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How many variants beside its own words a popup is tried with. */
#define VT_POPUP_VARIANTS_MAX 4

/* What a popup is for. A goal proposes the rest, see vt_popup_new_for_goal(). */
typedef enum
{
  VT_POPUP_LEAVING,    /* keeps who is about to leave */
  VT_POPUP_WELCOME,    /* greets who is new */
  VT_POPUP_NEWSLETTER, /* asks for an e-mail address */
  VT_POPUP_ANNOUNCE,   /* says something */
  VT_POPUP_CART,       /* reminds of what is in the bag */
  VT_POPUP_STOCK,      /* tells when there is one again */
  VT_POPUP_AGE,        /* asks how old somebody is */
  VT_POPUP_LIVE        /* calls to a live sale */
} VtPopupGoal;

typedef enum
{
  VT_POPUP_CENTRE,
  VT_POPUP_CORNER,
  VT_POPUP_BAR,
  VT_POPUP_FULL,
  VT_POPUP_INLINE /* a part of the page, below its main matter */
} VtPopupLayout;

typedef enum
{
  VT_POPUP_EXIT, /* the pointer leaves for the tab bar, after trigger_value seconds; touch screens: see VtPopupPhone */
  VT_POPUP_TIME, /* after trigger_value seconds */
  VT_POPUP_SCROLL, /* after trigger_value percent of the page */
  VT_POPUP_PAGES,  /* on the trigger_value-th page of the visit */
  VT_POPUP_WORTH,  /* the bag is worth trigger_value minor units */
  VT_POPUP_IDLE,   /* after trigger_value seconds without a move */
  VT_POPUP_CLICK   /* somebody follows a link to #trigger_word */
} VtPopupTrigger;

/* What leaving is on a touch screen. */
typedef enum
{
  VT_POPUP_PHONE_SCROLL_UP, /* a quick scroll back up */
  VT_POPUP_PHONE_BACK,      /* the first step back */
  VT_POPUP_PHONE_IDLE,      /* half a minute without a touch */
  VT_POPUP_PHONE_RETURN,    /* the way back from another tab */
  VT_POPUP_PHONE_NONE
} VtPopupPhone;

typedef enum
{
  VT_POPUP_PRODUCTS_NONE,
  VT_POPUP_PRODUCTS_TARGET,   /* of the collection that accepting leads to */
  VT_POPUP_PRODUCTS_RELATED,  /* what goes with the product of the page, else what is suggested */
  VT_POPUP_PRODUCTS_SUGGESTED /* what is bought most */
} VtPopupProducts;

typedef enum
{
  VT_POPUP_FORM_NONE,
  VT_POPUP_FORM_NEWSLETTER,
  VT_POPUP_FORM_STOCK /* told when the product of the page is there again */
} VtPopupForm;

/* A popup as it was read, a plain record. The edits are for use inside a VtShopJob. */
typedef struct
{
  gint64 id;
  char *name; /* for the merchant */
  gboolean active;
  VtPopupGoal goal;
  VtPopupLayout layout;
  int position; /* of several that match the first is shown */
  VtPopupTrigger trigger;
  int trigger_value;
  char *trigger_word;
  VtPopupPhone phone;
  char *audience;   /* see vt_popup_audience_check() */
  gint64 starts_us; /* 0: at once */
  gint64 ends_us;   /* 0: never */
  char *headline;
  char *body; /* plain text */
  char *accept_label;
  char *decline_label;
  char *target;          /* where accepting leads */
  gint64 discount_id;    /* 0: none */
  gboolean countdown;    /* to the end of what it offers, never to another one */
  int evergreen_minutes; /* each visitor's own end, after which the code is none any more; 0: the discount's */
  char *blocks;          /* see vt_popup_list_blocks() */
  VtPopupProducts products;
  VtPopupForm form;
  char *consent; /* what who sends the form agrees to */
  char *thanks;  /* once it was sent */
  char *sha256;  /* (nullable) its picture */
  int width;
  int height;
  char *alt;
  int quiet_days; /* how long it stays away once it was answered */
  int most_shows; /* to one visitor; 0: no limit */
  int weight;     /* its own words' share beside its variants, 0 to 100 */

  /* Of its discount; "" and 0 when there is none. */
  char *discount_code;
  char *discount_title;
  gint64 discount_ends_us;
} VtPopup;

/* Other words for a popup, tried against its own. An empty text is the popup's. */
typedef struct
{
  gint64 id;
  gint64 popup_id;
  char *name; /* for the merchant */
  int weight;
  char *headline;
  char *body;
  char *accept_label;
  char *decline_label;
  char *sha256; /* (nullable) */
  int width;
  int height;
  char *alt;
} VtPopupVariant;

void vt_popup_free (VtPopup *self);
GPtrArray *vt_popup_list (VtDb *db, GError **error);
VtPopup *vt_popup_load (VtDb *db, gint64 id, GError **error);
GPtrArray *vt_popup_list_for_shoppers (VtDb *db, gint64 now_us, GError **error);
char **vt_popup_list_blocks (const VtPopup *self);
JsonObject *vt_popup_to_rule (const VtPopup *self, const char *version);

gboolean vt_popup_create (VtDb *db, const char *name, gint64 *id, GError **error);
gboolean vt_popup_set_name (VtDb *db, gint64 id, const char *name, GError **error);
gboolean vt_popup_set_active (VtDb *db, gint64 id, gboolean active, gint64 now_us, GError **error);
gboolean vt_popup_set_trigger (VtDb *db, gint64 id, VtPopupTrigger trigger, int value, GError **error);
gboolean vt_popup_set_headline (VtDb *db, gint64 id, const char *headline, GError **error);
gboolean vt_popup_set_body (VtDb *db, gint64 id, const char *body, GError **error);
gboolean vt_popup_set_accept_label (VtDb *db, gint64 id, const char *label, GError **error);
gboolean vt_popup_set_decline_label (VtDb *db, gint64 id, const char *label, GError **error);
gboolean vt_popup_set_target (VtDb *db, gint64 id, const char *target, GError **error);
gboolean vt_popup_set_discount (VtDb *db, gint64 id, gint64 discount_id, GError **error);
gboolean vt_popup_set_countdown (VtDb *db, gint64 id, gboolean countdown, GError **error);
gboolean vt_popup_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error);
gboolean vt_popup_set_quiet_days (VtDb *db, gint64 id, int days, GError **error);
gboolean vt_popup_set_goal (VtDb *db, gint64 id, VtPopupGoal goal, GError **error);
gboolean vt_popup_set_layout (VtDb *db, gint64 id, VtPopupLayout layout, GError **error);
gboolean vt_popup_set_position (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_popup_set_word (VtDb *db, gint64 id, const char *word, GError **error);
gboolean vt_popup_set_phone (VtDb *db, gint64 id, VtPopupPhone phone, GError **error);
gboolean vt_popup_set_audience (VtDb *db, gint64 id, const char *json, GError **error);
gboolean vt_popup_set_period (VtDb *db, gint64 id, gint64 starts_us, gint64 ends_us, GError **error);
gboolean vt_popup_set_evergreen (VtDb *db, gint64 id, int minutes, GError **error);
gboolean vt_popup_set_blocks (VtDb *db, gint64 id, const char *blocks, GError **error);
gboolean vt_popup_set_products (VtDb *db, gint64 id, VtPopupProducts products, GError **error);
gboolean vt_popup_set_form (VtDb *db, gint64 id, VtPopupForm form, GError **error);
gboolean vt_popup_set_consent (VtDb *db, gint64 id, const char *consent, GError **error);
gboolean vt_popup_set_thanks (VtDb *db, gint64 id, const char *thanks, GError **error);
gboolean vt_popup_set_most_shows (VtDb *db, gint64 id, int most, GError **error);
gboolean vt_popup_set_weight (VtDb *db, gint64 id, int weight, GError **error);
gboolean vt_popup_delete (VtDb *db, gint64 id, GError **error);
gboolean vt_popup_copy (VtDb *db, gint64 id, gint64 *copy_id, GError **error);

/* Variants. */
void vt_popup_variant_free (VtPopupVariant *self);
GPtrArray *vt_popup_list_variants (VtDb *db, gint64 popup_id, GError **error);
gboolean vt_popup_variant_create (VtDb *db, gint64 popup_id, const char *name, gint64 *id, GError **error);
gboolean vt_popup_variant_set_name (VtDb *db, gint64 id, const char *name, GError **error);
gboolean vt_popup_variant_set_headline (VtDb *db, gint64 id, const char *headline, GError **error);
gboolean vt_popup_variant_set_body (VtDb *db, gint64 id, const char *body, GError **error);
gboolean vt_popup_variant_set_accept_label (VtDb *db, gint64 id, const char *label, GError **error);
gboolean vt_popup_variant_set_decline_label (VtDb *db, gint64 id, const char *label, GError **error);
gboolean vt_popup_variant_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error);
gboolean vt_popup_variant_set_weight (VtDb *db, gint64 id, int weight, GError **error);
gboolean vt_popup_variant_delete (VtDb *db, gint64 id, GError **error);

/* Honesty. */
gboolean vt_popup_is_honest (VtDb *db, const VtPopup *self, gint64 now_us, GError **error);
gboolean vt_popup_check_claims (VtDb *db, const VtPopup *self, gint64 now_us, GError **error);
gboolean vt_popup_check_all (VtDb *db, gint64 now_us, GError **error);
gboolean vt_popup_is_evergreen (VtDb *db, gint64 discount_id, gboolean *evergreen, GError **error);

/* What a goal proposes: a draft that may be shown as it is. */
gboolean vt_popup_new_for_goal (VtDb *db, VtPopupGoal goal, gint64 *id, GError **error);

/* Their words in the database, the same that popup.js knows. */
const char *vt_popup_goal_to_string (VtPopupGoal goal);
gboolean vt_popup_goal_from_string (const char *text, VtPopupGoal *out);
const char *vt_popup_layout_to_string (VtPopupLayout layout);
gboolean vt_popup_layout_from_string (const char *text, VtPopupLayout *out);
const char *vt_popup_trigger_to_string (VtPopupTrigger trigger);
gboolean vt_popup_trigger_from_string (const char *text, VtPopupTrigger *out);
const char *vt_popup_phone_to_string (VtPopupPhone phone);
gboolean vt_popup_phone_from_string (const char *text, VtPopupPhone *out);
const char *vt_popup_products_to_string (VtPopupProducts products);
gboolean vt_popup_products_from_string (const char *text, VtPopupProducts *out);
const char *vt_popup_form_to_string (VtPopupForm form);
gboolean vt_popup_form_from_string (const char *text, VtPopupForm *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPopup, vt_popup_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPopupVariant, vt_popup_variant_free)

G_END_DECLS
