#include "catalogue/vt-collection.h"
#include "cli/vt-set.h"
#include "promo/vt-discount.h"
#include "promo/vt-popup.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
find_discount (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtDiscount) discount = vt_discount_find_by_code (target->db, name, error);

  if (discount == NULL)
    return FALSE;

  target->id = discount->id;
  target->title = g_strdup (discount->code);
  return TRUE;
}

static gboolean
find_popup (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (GPtrArray) popups = vt_popup_list (target->db, error);

  if (popups == NULL)
    return FALSE;
  for (guint i = 0; i < popups->len; i++)
    {
      const VtPopup *popup = g_ptr_array_index (popups, i);

      if (strcmp (popup->name, name) != 0)
        continue;
      target->id = popup->id;
      target->title = g_strdup (popup->name);
      return TRUE;
    }

  return vt_set_invalid (error, _ ("No popup has the name “%s”"), name);
}

/* "15" or "12.5": basis points are hundredths of a percent, as cents are of a euro. */
static gboolean
set_percent (VtSetTarget *target, const char *value, GError **error)
{
  VtSetTarget hundredths = { .currency = "EUR" };
  gint64 basis_points = 0;

  return vt_set_parse_amount (&hundredths, value, &basis_points, error) &&
         vt_discount_set_value (target->db, target->id, VT_DISCOUNT_PERCENT, basis_points, error);
}

static gboolean
set_amount (VtSetTarget *target, const char *value, GError **error)
{
  gint64 minor = 0;

  return vt_set_parse_amount (target, value, &minor, error) &&
         vt_discount_set_value (target->db, target->id, VT_DISCOUNT_FIXED, minor, error);
}

static gboolean
set_collection (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;

  if (*value == '\0')
    return vt_discount_set_collection (target->db, target->id, 0, error);

  collection = vt_collection_find_by_handle (target->db, value, error);
  return collection != NULL && vt_discount_set_collection (target->db, target->id, collection->id, error);
}

static gboolean
set_minimum (VtSetTarget *target, const char *value, GError **error)
{
  gint64 minor = 0;

  return vt_set_parse_amount (target, value, &minor, error) &&
         vt_discount_set_minimum (target->db, target->id, MAX (minor, 0), error);
}

static gboolean
set_limit (VtSetTarget *target, const char *value, GError **error)
{
  gint64 limit = 0;

  return (*value == '\0' || vt_set_parse_number (value, 1, G_MAXINT32, &limit, error)) &&
         vt_discount_set_usage_limit (target->db, target->id, limit, error);
}

static gboolean
set_starts (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtDiscount) discount = vt_discount_load (target->db, target->id, error);
  gint64 us = 0;

  return discount != NULL && vt_set_parse_time (value, &us, error) &&
         vt_discount_set_period (target->db, target->id, us, discount->ends_us, error);
}

static gboolean
set_ends (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtDiscount) discount = vt_discount_load (target->db, target->id, error);
  gint64 us = 0;

  return discount != NULL && vt_set_parse_time (value, &us, error) &&
         vt_discount_set_period (target->db, target->id, discount->starts_us, us, error);
}

static gboolean
set_discount_status (VtSetTarget *target, const char *value, GError **error)
{
  gboolean active = FALSE;

  return vt_set_parse_status (value, &active, error) && vt_discount_set_active (target->db, target->id, active, error);
}

static gboolean
set_popup_status (VtSetTarget *target, const char *value, GError **error)
{
  gboolean active = FALSE;

  return vt_set_parse_status (value, &active, error) &&
         vt_popup_set_active (target->db, target->id, active, target->now_us, error);
}

static gboolean
set_popup_discount (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtDiscount) discount = NULL;

  if (*value == '\0')
    return vt_popup_set_discount (target->db, target->id, 0, error);

  discount = vt_discount_find_by_code (target->db, value, error);
  return discount != NULL && vt_popup_set_discount (target->db, target->id, discount->id, error);
}

static gboolean
set_countdown (VtSetTarget *target, const char *value, GError **error)
{
  gboolean countdown = FALSE;

  return vt_set_parse_flag (value, &countdown, error) &&
         vt_popup_set_countdown (target->db, target->id, countdown, error);
}

static gboolean
set_trigger (VtSetTarget *target, const char *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ":", 2);
  VtPopupTrigger trigger = VT_POPUP_EXIT;
  gint64 number = 0;

  if (!vt_popup_trigger_from_string (parts[0] != NULL ? parts[0] : "", &trigger))
    return vt_set_invalid (error, _ ("“%s” is neither exit, time:SECONDS nor scroll:PERCENT"), value);
  if (trigger != VT_POPUP_EXIT &&
      !vt_set_parse_number (parts[1] != NULL ? parts[1] : "", 0, G_MAXINT32, &number, error))
    return FALSE;

  return vt_popup_set_trigger (target->db, target->id, trigger, (int) number, error);
}

static gboolean
set_quiet_days (VtSetTarget *target, const char *value, GError **error)
{
  gint64 days = 0;

  return vt_set_parse_number (value, 0, G_MAXINT32, &days, error) &&
         vt_popup_set_quiet_days (target->db, target->id, (int) days, error);
}

static const VtSetField discount_fields[] = {
  { "title", vt_discount_set_title, NULL },
  { "code", vt_discount_set_code, NULL },
  { "percent", NULL, set_percent },
  { "amount", NULL, set_amount },
  { "collection", NULL, set_collection },
  { "minimum", NULL, set_minimum },
  { "limit", NULL, set_limit },
  { "starts", NULL, set_starts },
  { "ends", NULL, set_ends },
  { "status", NULL, set_discount_status },
  { NULL, NULL, NULL },
};

static const VtSetField popup_fields[] = {
  { "name", vt_popup_set_name, NULL },
  { "headline", vt_popup_set_headline, NULL },
  { "body", vt_popup_set_body, NULL },
  { "accept", vt_popup_set_accept_label, NULL },
  { "decline", vt_popup_set_decline_label, NULL },
  { "target", vt_popup_set_target, NULL },
  { "discount", NULL, set_popup_discount },
  { "countdown", NULL, set_countdown },
  { "trigger", NULL, set_trigger },
  { "quiet-days", NULL, set_quiet_days },
  { "status", NULL, set_popup_status },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_discount = { "discount", TRUE, find_discount, discount_fields, NULL, NULL, NULL };
const VtSetKind vt_set_popup = { "popup", TRUE, find_popup, popup_fields, NULL, NULL, NULL };
