#pragma once

#include "base/vt-db.h"
#include "promo/vt-discount.h"

G_BEGIN_DECLS

typedef enum
{
  VT_POPUP_EXIT,  /* the pointer leaves for the tab bar; on touch screens never */
  VT_POPUP_TIME,  /* after trigger_value seconds */
  VT_POPUP_SCROLL /* after trigger_value percent of the page */
} VtPopupTrigger;

/* A popup as it was read, a plain record. The edits are for use inside a VtShopJob. */
typedef struct
{
  gint64 id;
  char *name; /* for the merchant */
  gboolean active;
  VtPopupTrigger trigger;
  int trigger_value;
  char *headline;
  char *body; /* plain text */
  char *accept_label;
  char *decline_label;
  char *target;       /* where accepting leads */
  gint64 discount_id; /* 0: none */
  gboolean countdown; /* to the discount's own end, never to another one */
  char *sha256;       /* (nullable) its picture */
  int width;
  int height;
  char *alt;
  int quiet_days; /* how long it stays away once it was answered */

  /* Of its discount; "" and 0 when there is none. */
  char *discount_code;
  char *discount_title;
  gint64 discount_ends_us;
} VtPopup;

void vt_popup_free (VtPopup *self);
GPtrArray *vt_popup_list (VtDb *db, GError **error);
VtPopup *vt_popup_load (VtDb *db, gint64 id, GError **error);
VtPopup *vt_popup_find_for_shoppers (VtDb *db, gint64 now_us, GError **error);
gboolean vt_popup_is_honest (VtDb *db, const VtPopup *self, gint64 now_us, GError **error);

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
gboolean vt_popup_delete (VtDb *db, gint64 id, GError **error);

const char *vt_popup_trigger_to_string (VtPopupTrigger trigger);
gboolean vt_popup_trigger_from_string (const char *text, VtPopupTrigger *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPopup, vt_popup_free)

G_END_DECLS
