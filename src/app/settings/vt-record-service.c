/* Taxes, ways to pay, service channels, hours and closed days. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-record.h"

#include "app/widgets/vt-percent.h"
#include "content/vt-channel.h"
#include "content/vt-hours.h"
#include "orders/vt-payment-code.h"
#include "orders/vt-payment-method.h"
#include "orders/vt-tax.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* Taxes ----------------------------------------------------------------------------------------------------------- */

static gpointer
tax_load (VtDb *db, gint64 id, GError **error)
{
  return vt_tax_rate_load (db, id, error);
}

static void
tax_release (gpointer record)
{
  vt_tax_rate_free (record);
}

static gint64
tax_get_id (gconstpointer record)
{
  return ((const VtTaxRate *) record)->id;
}

static char **
tax_text (const VtTaxRate *rate, const char *field)
{
  return (char **) (g_str_equal (field, "class")     ? &rate->tax_class
                    : g_str_equal (field, "country") ? &rate->country
                    : g_str_equal (field, "state")   ? &rate->state
                                                     : &rate->name);
}

static char *
tax_get (gconstpointer record, const char *field, G_GNUC_UNUSED const char *currency)
{
  const VtTaxRate *rate = record;

  return g_str_equal (field, "percent") ? vt_percent_format (rate->rate_bp) : g_strdup (*tax_text (rate, field));
}

static gboolean
tax_set (gpointer record, const char *field, const char *value, G_GNUC_UNUSED const char *currency, GError **error)
{
  VtTaxRate *rate = record;

  if (g_str_equal (field, "percent"))
    return vt_record_parse_percent (value, &rate->rate_bp, error);

  vt_record_take (tax_text (rate, field), value);
  return TRUE;
}

static gboolean
tax_save (VtDb *db, gpointer record, GError **error)
{
  return vt_tax_rate_save (db, record, error);
}

const VtRecordKind vt_record_tax = {
  .name = "tax",
  .edit = N_ ("Edit tax %s"),
  .add = N_ ("Add tax %s"),
  .remove = N_ ("Remove tax %s"),
  .load = tax_load,
  .release = tax_release,
  .get_id = tax_get_id,
  .get = tax_get,
  .set = tax_set,
  .save = tax_save,
  .drop = vt_tax_rate_delete,
};

/* Ways to pay ----------------------------------------------------------------------------------------------------- */

static gpointer
payment_load (VtDb *db, gint64 id, GError **error)
{
  return vt_payment_method_load (db, id, error);
}

static void
payment_release (gpointer record)
{
  vt_payment_method_free (record);
}

static gint64
payment_get_id (gconstpointer record)
{
  return ((const VtPaymentMethod *) record)->id;
}

static char **
payment_text (const VtPaymentMethod *method, const char *field)
{
  return (char **) (g_str_equal (field, "name")      ? &method->name
                    : g_str_equal (field, "account") ? &method->account
                    : g_str_equal (field, "holder")  ? &method->holder
                    : g_str_equal (field, "city")    ? &method->city
                                                     : &method->instructions);
}

static char *
payment_get (gconstpointer record, const char *field, const char *currency)
{
  const VtPaymentMethod *method = record;

  if (g_str_equal (field, "minimum"))
    return vt_record_format_money (method->minimum_minor, currency);
  if (g_str_equal (field, "maximum"))
    return vt_record_format_money (method->maximum_minor, currency);
  if (g_str_equal (field, "countries"))
    return g_strjoinv (", ", method->countries);

  return g_strdup (*payment_text (method, field));
}

static gboolean
check_account (VtPaymentKind kind, const char *value, GError **error)
{
  g_autofree char *normal = NULL;

  if (*value == '\0' || kind == VT_PAYMENT_TRANSFER || kind == VT_PAYMENT_ON_DELIVERY)
    return TRUE;
  if (kind == VT_PAYMENT_LINK)
    return vt_payment_link_check (value, error);

  normal = kind == VT_PAYMENT_PIX ? vt_pix_key_normalise (value, error) : vt_promptpay_id_normalise (value, error);
  return normal != NULL;
}

static gboolean
payment_set (gpointer record, const char *field, const char *value, const char *currency, GError **error)
{
  VtPaymentMethod *method = record;

  if (g_str_equal (field, "minimum"))
    return vt_record_parse_money (value, currency, -1, &method->minimum_minor, error);
  if (g_str_equal (field, "maximum"))
    return vt_record_parse_money (value, currency, -1, &method->maximum_minor, error);
  if (g_str_equal (field, "countries"))
    vt_record_take_list (&method->countries, value);
  else
    vt_record_take (payment_text (method, field), value);

  return !g_str_equal (field, "account") || check_account (method->kind, value, error);
}

static gboolean
payment_save (VtDb *db, gpointer record, GError **error)
{
  return vt_payment_method_save (db, record, error);
}

static const char *
payment_title (gconstpointer record, const char *field)
{
  VtPaymentKind kind = ((const VtPaymentMethod *) record)->kind;

  if (g_str_equal (field, "city"))
    return kind == VT_PAYMENT_PIX ? NULL : "";
  if (g_str_equal (field, "holder"))
    return kind == VT_PAYMENT_ON_DELIVERY || kind == VT_PAYMENT_LINK ? "" : NULL;
  if (!g_str_equal (field, "account"))
    return NULL;

  switch (kind)
    {
    case VT_PAYMENT_PIX:
      return _ ("Pix key");
    case VT_PAYMENT_PROMPTPAY:
      return _ ("PromptPay number");
    case VT_PAYMENT_LINK:
      return _ ("Address of the payment page");
    case VT_PAYMENT_TRANSFER:
      return _ ("IBAN or account number");
    case VT_PAYMENT_ON_DELIVERY:
    default:
      return "";
    }
}

const VtRecordKind vt_record_payment = {
  .name = "payment",
  .edit = N_ ("Edit way to pay %s"),
  .add = N_ ("Add way to pay %s"),
  .remove = N_ ("Remove way to pay %s"),
  .move = N_ ("Move way to pay %s"),
  .load = payment_load,
  .release = payment_release,
  .get_id = payment_get_id,
  .get = payment_get,
  .set = payment_set,
  .save = payment_save,
  .reorder = vt_payment_method_move,
  .drop = vt_payment_method_delete,
  .title = payment_title,
};

/* Service channels ------------------------------------------------------------------------------------------------ */

static gpointer
channel_load (VtDb *db, gint64 id, GError **error)
{
  return vt_channel_load (db, id, error);
}

static void
channel_release (gpointer record)
{
  vt_channel_free (record);
}

static gint64
channel_get_id (gconstpointer record)
{
  return ((const VtChannel *) record)->id;
}

static char *
channel_get (gconstpointer record, const char *field, G_GNUC_UNUSED const char *currency)
{
  const VtChannel *channel = record;

  if (g_str_equal (field, "name"))
    return g_strdup (vt_channel_kind_name (channel->kind));

  return g_strdup (g_str_equal (field, "value") ? channel->value : channel->label);
}

static gboolean
channel_set (gpointer record,
             const char *field,
             const char *value,
             G_GNUC_UNUSED const char *currency,
             G_GNUC_UNUSED GError **error)
{
  VtChannel *channel = record;

  vt_record_take (g_str_equal (field, "value") ? &channel->value : &channel->label, value);
  return TRUE;
}

static gboolean
channel_save (VtDb *db, gpointer record, GError **error)
{
  return vt_channel_save (db, record, error);
}

static const char *
channel_title (gconstpointer record, const char *field)
{
  const VtChannel *channel = record;

  if (!g_str_equal (field, "value"))
    return NULL;

  return channel->kind == VT_CHANNEL_FORM ? "" : vt_channel_kind_name (channel->kind);
}

const VtRecordKind vt_record_channel = {
  .name = "channel",
  .edit = N_ ("Edit service channel %s"),
  .add = N_ ("Add service channel %s"),
  .remove = N_ ("Remove service channel %s"),
  .move = N_ ("Move service channel %s"),
  .load = channel_load,
  .release = channel_release,
  .get_id = channel_get_id,
  .get = channel_get,
  .set = channel_set,
  .save = channel_save,
  .reorder = vt_channel_move,
  .drop = vt_channel_delete,
  .title = channel_title,
};

/* Hours of a weekday: its id is 1 for Monday ---------------------------------------------------------------------- */

typedef struct
{
  int weekday;
  GArray *openings; /* (owned) VtOpening of this day */
} Day;

static void
day_release (gpointer record)
{
  Day *day = record;

  g_array_unref (day->openings);
  g_free (day);
}

static gpointer
day_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtHours) hours = vt_hours_load (db, error);
  Day *day;

  if (hours == NULL)
    return NULL;

  day = g_new0 (Day, 1);
  day->weekday = (int) id;
  day->openings = g_array_new (FALSE, FALSE, sizeof (VtOpening));
  for (guint i = 0; i < hours->openings->len; i++)
    {
      VtOpening opening = g_array_index (hours->openings, VtOpening, i);

      if (opening.weekday == day->weekday)
        g_array_append_val (day->openings, opening);
    }

  return day;
}

static gint64
day_get_id (gconstpointer record)
{
  return ((const Day *) record)->weekday;
}

static char *
day_get (gconstpointer record, G_GNUC_UNUSED const char *field, G_GNUC_UNUSED const char *currency)
{
  const Day *day = record;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < day->openings->len; i++)
    {
      const VtOpening *opening = &g_array_index (day->openings, VtOpening, i);

      g_string_append_printf (text, "%s%02d:%02d-%02d:%02d", i > 0 ? ", " : "", opening->opens_min / 60,
                              opening->opens_min % 60, opening->closes_min / 60, opening->closes_min % 60);
    }

  return g_string_free (text, FALSE);
}

/* "9:00-13:00, 14:00-18:00", with any dash. */
static gboolean
day_set (gpointer record,
         G_GNUC_UNUSED const char *field,
         const char *value,
         G_GNUC_UNUSED const char *currency,
         GError **error)
{
  Day *day = record;
  g_auto (GStrv) parts = g_strsplit (value, "–", -1);
  g_autofree char *text = g_strstrip (g_strjoinv ("-", parts));
  g_autofree char *week = *text != '\0' ? g_strconcat ("mon ", text, NULL) : g_strdup ("");
  GArray *openings = strchr (text, ';') == NULL ? vt_hours_parse (week, NULL) : NULL;

  if (openings == NULL)
    return vt_record_invalid (error, _ ("Write hours such as 9:00-13:00, 14:00-18:00; nothing when it is closed"));

  g_array_unref (day->openings);
  day->openings = openings;
  for (guint i = 0; i < openings->len; i++)
    g_array_index (openings, VtOpening, i).weekday = day->weekday;
  return TRUE;
}

static gboolean
day_save (VtDb *db, gpointer record, GError **error)
{
  const Day *day = record;

  return vt_hours_set_day (db, day->weekday, (const VtOpening *) (gconstpointer) day->openings->data,
                           day->openings->len, error);
}

const VtRecordKind vt_record_day = {
  .name = "day",
  .edit = N_ ("Edit opening hours"),
  .load = day_load,
  .release = day_release,
  .get_id = day_get_id,
  .get = day_get,
  .set = day_set,
  .save = day_save,
};

/* Closed days: the id is the Julian day --------------------------------------------------------------------------- */

typedef struct
{
  gint64 id;
  gint64 saved_id;
  char *name; /* (owned) */
} Closed;

/**
 * vt_record_new_closed:
 *
 * Returns: (transfer full): a closed day that is not in the shop: tomorrow
 */
gpointer
vt_record_new_closed (void)
{
  Closed *closed = g_new0 (Closed, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));
  closed->id = (gint64) g_date_get_julian (&day) + 1;
  closed->name = g_strdup ("");
  return closed;
}

static void
closed_release (gpointer record)
{
  Closed *closed = record;

  g_free (closed->name);
  g_free (closed);
}

static gpointer
closed_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtHours) hours = vt_hours_load (db, error);

  for (guint i = 0; hours != NULL && i < hours->closed->len; i++)
    {
      const VtClosedDay *day = g_ptr_array_index (hours->closed, i);
      Closed *closed;

      if ((gint64) g_date_get_julian (&day->day) != id)
        continue;
      closed = g_new0 (Closed, 1);
      closed->id = closed->saved_id = id;
      closed->name = g_strdup (day->name);
      return closed;
    }

  if (hours != NULL)
    vt_record_invalid (error, _ ("The shop is open on this day"));
  return NULL;
}

static gint64
closed_get_id (gconstpointer record)
{
  return ((const Closed *) record)->saved_id;
}

static char *
closed_get (gconstpointer record, const char *field, G_GNUC_UNUSED const char *currency)
{
  const Closed *closed = record;
  GDate day;
  char text[16] = { 0 };

  if (g_str_equal (field, "name") && *closed->name != '\0')
    return g_strdup (closed->name);

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) closed->id);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
  return g_strdup (g_str_equal (field, "day") || g_str_equal (field, "name") ? text : closed->name);
}

static gboolean
closed_set (gpointer record, const char *field, const char *value, G_GNUC_UNUSED const char *currency, GError **error)
{
  Closed *closed = record;
  guint year = 0, month = 0, number = 0;
  int used = 0;
  GDate day;

  if (!g_str_equal (field, "day"))
    {
      vt_record_take (&closed->name, value);
      return TRUE;
    }
  if (sscanf (value, "%4u-%2u-%2u%n", &year, &month, &number, &used) != 3 || value[used] != '\0' ||
      !g_date_valid_dmy ((GDateDay) number, (GDateMonth) month, (GDateYear) year))
    return vt_record_invalid (error, _ ("Write the day as year, month and day, such as 2026-12-25"));

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) number, (GDateMonth) month, (GDateYear) year);
  closed->id = (gint64) g_date_get_julian (&day);
  return TRUE;
}

static gboolean
closed_save (VtDb *db, gpointer record, GError **error)
{
  Closed *closed = record;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) closed->id);
  if (!vt_closed_day_set (db, &day, closed->name, error))
    return FALSE;

  closed->saved_id = closed->id;
  return TRUE;
}

static gboolean
closed_drop (VtDb *db, gint64 id, GError **error)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) id);
  return vt_closed_day_delete (db, &day, error);
}

/* Another day is another record. */
static const char *
closed_title (gconstpointer record, const char *field)
{
  return g_str_equal (field, "day") && ((const Closed *) record)->saved_id != 0 ? "" : NULL;
}

const VtRecordKind vt_record_closed = {
  .name = "closed",
  .edit = N_ ("Edit closed day %s"),
  .add = N_ ("Add closed day %s"),
  .remove = N_ ("Remove closed day %s"),
  .load = closed_load,
  .release = closed_release,
  .get_id = closed_get_id,
  .get = closed_get,
  .set = closed_set,
  .save = closed_save,
  .drop = closed_drop,
  .title = closed_title,
};
