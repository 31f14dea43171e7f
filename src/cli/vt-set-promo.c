#include "cli/vt-set.h"
#include "promo/vt-discount.h"
#include "promo/vt-popup.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

  discount = vt_set_find_discount (target->db, value, error);
  return discount != NULL && vt_popup_set_discount (target->db, target->id, discount->id, error);
}

static gboolean
set_countdown (VtSetTarget *target, const char *value, GError **error)
{
  gboolean countdown = FALSE;

  return vt_set_parse_flag (value, &countdown, error) &&
         vt_popup_set_countdown (target->db, target->id, countdown, error);
}

/* "exit:10", "time:15", "scroll:40", "pages:3", "cart:5000" (minor units), "idle:30", "click:size-guide". */
static gboolean
set_trigger (VtSetTarget *target, const char *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ":", 2);
  const char *rest = parts[0] != NULL && parts[1] != NULL ? parts[1] : "";
  VtPopupTrigger trigger = VT_POPUP_EXIT;
  gint64 number = 0;

  if (!vt_popup_trigger_from_string (parts[0] != NULL ? parts[0] : "", &trigger))
    return vt_set_invalid (error,
                           _ ("“%s” is none of exit:SECONDS, time:SECONDS, scroll:PERCENT, pages:NUMBER, "
                              "cart:MINOR-UNITS, idle:SECONDS and click:WORD"),
                           value);
  if (trigger == VT_POPUP_CLICK && !vt_popup_set_word (target->db, target->id, rest, error))
    return FALSE;
  if (trigger != VT_POPUP_CLICK && (trigger != VT_POPUP_EXIT || *rest != '\0') &&
      !vt_set_parse_number (rest, 0, G_MAXINT32, &number, error))
    return FALSE;

  return vt_popup_set_trigger (target->db, target->id, trigger, (int) number, error);
}

static gboolean
no_such_word (const char *value, GError **error)
{
  return vt_set_invalid (error, _ ("“%s” is none of the words that this field knows; see --help"), value);
}

static gboolean
set_quiet_days (VtSetTarget *target, const char *value, GError **error)
{
  gint64 days = 0;

  return vt_set_parse_number (value, 0, G_MAXINT32, &days, error) &&
         vt_popup_set_quiet_days (target->db, target->id, (int) days, error);
}

static gboolean
set_goal (VtSetTarget *target, const char *value, GError **error)
{
  VtPopupGoal word;

  if (!vt_popup_goal_from_string (value, &word))
    return no_such_word (value, error);

  return vt_popup_set_goal (target->db, target->id, word, error);
}

static gboolean
set_layout (VtSetTarget *target, const char *value, GError **error)
{
  VtPopupLayout word;

  if (!vt_popup_layout_from_string (value, &word))
    return no_such_word (value, error);

  return vt_popup_set_layout (target->db, target->id, word, error);
}

static gboolean
set_phone (VtSetTarget *target, const char *value, GError **error)
{
  VtPopupPhone word;

  if (!vt_popup_phone_from_string (value, &word))
    return no_such_word (value, error);

  return vt_popup_set_phone (target->db, target->id, word, error);
}

static gboolean
set_products (VtSetTarget *target, const char *value, GError **error)
{
  VtPopupProducts word;

  if (!vt_popup_products_from_string (value, &word))
    return no_such_word (value, error);

  return vt_popup_set_products (target->db, target->id, word, error);
}

static gboolean
set_form (VtSetTarget *target, const char *value, GError **error)
{
  VtPopupForm word;

  if (!vt_popup_form_from_string (value, &word))
    return no_such_word (value, error);

  return vt_popup_set_form (target->db, target->id, word, error);
}

static gboolean
set_popup_position (VtSetTarget *target, const char *value, GError **error)
{
  gint64 number = 0;

  return vt_set_parse_number (value, 0, 1000, &number, error) &&
         vt_popup_set_position (target->db, target->id, (int) number, error);
}

static gboolean
set_popup_evergreen (VtSetTarget *target, const char *value, GError **error)
{
  gint64 number = 0;

  return vt_set_parse_number (value, 0, G_MAXINT32, &number, error) &&
         vt_popup_set_evergreen (target->db, target->id, (int) number, error);
}

static gboolean
set_popup_most_shows (VtSetTarget *target, const char *value, GError **error)
{
  gint64 number = 0;

  return vt_set_parse_number (value, 0, 1000, &number, error) &&
         vt_popup_set_most_shows (target->db, target->id, (int) number, error);
}

static gboolean
set_popup_weight (VtSetTarget *target, const char *value, GError **error)
{
  gint64 number = 0;

  return vt_set_parse_number (value, 0, 100, &number, error) &&
         vt_popup_set_weight (target->db, target->id, (int) number, error);
}

/* In the shop's time zone, unless it says another. */
static gboolean
parse_local_time (VtSetTarget *target, const char *value, gint64 *us, GError **error)
{
  g_autofree char *name = vt_setting_get (target->db, "shop.time-zone", NULL);
  g_autoptr (GTimeZone) zone = name != NULL && *name != '\0' ? g_time_zone_new_identifier (name) : NULL;
  g_autofree char *full = strchr (value, 'T') == NULL ? g_strconcat (value, "T00:00:00", NULL) : g_strdup (value);
  g_autoptr (GDateTime) time = NULL;

  *us = 0;
  if (*value == '\0')
    return TRUE;

  time = zone != NULL ? g_date_time_new_from_iso8601 (full, zone) : NULL;
  if (time == NULL)
    return vt_set_parse_time (value, us, error);
  *us = g_date_time_to_unix (time) * G_TIME_SPAN_SECOND;
  return TRUE;
}

static gboolean
set_popup_starts (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtPopup) popup = vt_popup_load (target->db, target->id, error);
  gint64 us = 0;

  return popup != NULL && parse_local_time (target, value, &us, error) &&
         vt_popup_set_period (target->db, target->id, us, popup->ends_us, error);
}

static gboolean
set_popup_ends (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtPopup) popup = vt_popup_load (target->db, target->id, error);
  gint64 us = 0;

  return popup != NULL && parse_local_time (target, value, &us, error) &&
         vt_popup_set_period (target->db, target->id, popup->starts_us, us, error);
}

/* With goal= it begins as that goal proposes, else empty. */
static gboolean
create_popup (VtSetTarget *target, GHashTable *values, GError **error)
{
  const char *word = g_hash_table_lookup (values, "goal");
  VtPopupGoal goal;

  if (word == NULL)
    return vt_popup_create (target->db, g_hash_table_lookup (values, "name"), &target->id, error);
  if (!vt_popup_goal_from_string (word, &goal))
    return no_such_word (word, error);

  return vt_popup_new_for_goal (target->db, goal, &target->id, error);
}

static gboolean
delete_popup (VtSetTarget *target, const char *value, GError **error)
{
  gboolean yes = FALSE;

  return vt_set_parse_flag (value, &yes, error) && (!yes || vt_popup_delete (target->db, target->id, error));
}

/* "Before you go/B". */
static gboolean
find_variant (VtSetTarget *target, const char *name, GError **error)
{
  const char *slash = strrchr (name, '/');
  g_autofree char *popup = slash != NULL ? g_strndup (name, (gsize) (slash - name)) : NULL;
  g_autoptr (GPtrArray) variants = NULL;

  if (popup == NULL || !find_popup (target, popup, error))
    return slash != NULL ? FALSE : vt_set_invalid (error, _ ("Name a variant as POPUP/NAME, not “%s”"), name);

  variants = vt_popup_list_variants (target->db, target->id, error);
  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      const VtPopupVariant *variant = g_ptr_array_index (variants, i);

      if (strcmp (variant->name, slash + 1) != 0)
        continue;
      target->id = variant->id;
      return TRUE;
    }

  return variants != NULL && vt_set_invalid (error, _ ("No variant of the popup has the name “%s”"), slash + 1);
}

static gboolean
create_variant (VtSetTarget *target, GHashTable *values, GError **error)
{
  const char *popup = g_hash_table_lookup (values, "popup");

  return find_popup (target, popup != NULL ? popup : "", error) &&
         vt_popup_variant_create (target->db, target->id, g_hash_table_lookup (values, "name"), &target->id, error);
}

static gboolean
set_variant_weight (VtSetTarget *target, const char *value, GError **error)
{
  gint64 weight = 0;

  return vt_set_parse_number (value, 0, 100, &weight, error) &&
         vt_popup_variant_set_weight (target->db, target->id, (int) weight, error);
}

/* It was used when the variant was made. */
static gboolean
ignore_popup (G_GNUC_UNUSED VtSetTarget *target, G_GNUC_UNUSED const char *value, G_GNUC_UNUSED GError **error)
{
  return TRUE;
}

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
  { "goal", NULL, set_goal },
  { "layout", NULL, set_layout },
  { "phone", NULL, set_phone },
  { "position", NULL, set_popup_position },
  { "audience", vt_popup_set_audience, NULL },
  { "starts", NULL, set_popup_starts },
  { "ends", NULL, set_popup_ends },
  { "evergreen", NULL, set_popup_evergreen },
  { "blocks", vt_popup_set_blocks, NULL },
  { "products", NULL, set_products },
  { "form", NULL, set_form },
  { "consent", vt_popup_set_consent, NULL },
  { "thanks", vt_popup_set_thanks, NULL },
  { "most", NULL, set_popup_most_shows },
  { "weight", NULL, set_popup_weight },
  { "deleted", NULL, delete_popup },
  { "status", NULL, set_popup_status },
  { NULL, NULL, NULL },
};

static const VtSetField variant_fields[] = {
  { "popup", NULL, ignore_popup },
  { "name", vt_popup_variant_set_name, NULL },
  { "headline", vt_popup_variant_set_headline, NULL },
  { "body", vt_popup_variant_set_body, NULL },
  { "accept", vt_popup_variant_set_accept_label, NULL },
  { "decline", vt_popup_variant_set_decline_label, NULL },
  { "weight", NULL, set_variant_weight },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_popup = { "popup", TRUE, find_popup, popup_fields, NULL, NULL, create_popup };
const VtSetKind vt_set_popup_variant = {
  "popup-variant", TRUE, find_variant, variant_fields, NULL, NULL, create_variant
};
