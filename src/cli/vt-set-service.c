/* Taxes, ways to pay, service channels and opening hours: a record is read, changed and saved. */

#include "cli/vt-set.h"
#include "content/vt-channel.h"
#include "content/vt-hours.h"
#include "orders/vt-orders-translation.h"
#include "orders/vt-payment-method.h"
#include "orders/vt-tax.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
take (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value != NULL ? value : "");
}

static gboolean
is_named (const char *name, gint64 id, const char *own)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return strcmp (name, number) == 0 || strcmp (name, own) == 0;
}

/* "23" or "5.5": basis points are hundredths of a percent, as cents are of a euro. */
static gboolean
parse_percent (const char *value, int *basis_points, GError **error)
{
  VtSetTarget hundredths = { .currency = "EUR" };
  gint64 number = 0;

  if (!vt_set_parse_amount (&hundredths, value, &number, error))
    return FALSE;

  *basis_points = (int) CLAMP (number, 0, G_MAXINT);
  return TRUE;
}

static gboolean
find_tax (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtTaxRate) rate = NULL;

  if (!vt_set_parse_number (name, 1, G_MAXINT64, &target->id, error))
    return FALSE;

  rate = vt_tax_rate_load (target->db, target->id, error);
  target->title = rate != NULL ? g_strdup (rate->name) : NULL;
  return rate != NULL;
}

static gboolean
apply_tax (VtTaxRate *rate, const char *field, const char *value, GError **error)
{
  if (strcmp (field, "percent") == 0)
    return parse_percent (value, &rate->rate_bp, error);

  take (strcmp (field, "class") == 0     ? &rate->tax_class
        : strcmp (field, "country") == 0 ? &rate->country
        : strcmp (field, "state") == 0   ? &rate->state
                                         : &rate->name,
        value);
  return TRUE;
}

static const char *const tax_fields[] = { "class", "country", "state", "name", "percent", "remove", NULL };

static gboolean
create_tax (VtSetTarget *target, GHashTable *values, GError **error)
{
  g_autoptr (VtTaxRate) rate = vt_tax_rate_new ("standard", "*", "", 0);

  for (guint i = 0; strcmp (tax_fields[i], "remove") != 0; i++)
    {
      const char *value = g_hash_table_lookup (values, tax_fields[i]);

      if (value != NULL && !apply_tax (rate, tax_fields[i], value, error))
        return FALSE;
    }
  if (!vt_tax_rate_save (target->db, rate, error))
    return FALSE;

  target->id = rate->id;
  return TRUE;
}

static gboolean
set_tax (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autoptr (VtTaxRate) rate = NULL;
  gboolean remove = FALSE;

  if (strcmp (field, "remove") == 0)
    return vt_set_parse_flag (value, &remove, error) && (!remove || vt_tax_rate_delete (target->db, target->id, error));

  rate = vt_tax_rate_load (target->db, target->id, error);
  return rate != NULL && apply_tax (rate, field, value, error) && vt_tax_rate_save (target->db, rate, error);
}

static gboolean
knows_tax (const char *field)
{
  return g_strv_contains (tax_fields, field);
}

static gboolean
find_payment (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (GPtrArray) methods = vt_payment_method_list (target->db, error);

  if (methods == NULL)
    return FALSE;
  for (guint i = 0; i < methods->len; i++)
    {
      const VtPaymentMethod *method = g_ptr_array_index (methods, i);

      if (!is_named (name, method->id, method->name))
        continue;
      target->id = method->id;
      target->title = g_strdup (method->name);
      return TRUE;
    }

  return vt_set_invalid (error, _ ("No way to pay has the name or number “%s”"), name);
}

static gboolean
apply_payment (const VtSetTarget *target, VtPaymentMethod *method, const char *field, const char *value, GError **error)
{
  if (strcmp (field, "kind") == 0)
    return vt_payment_kind_from_string (value, &method->kind) ||
           vt_set_invalid (error, _ ("“%s” is none of transfer, on-delivery, pix, promptpay and link"), value);
  if (strcmp (field, "minimum") == 0)
    return vt_set_parse_amount (target, value, &method->minimum_minor, error);
  if (strcmp (field, "maximum") == 0)
    return vt_set_parse_amount (target, value, &method->maximum_minor, error);
  if (strcmp (field, "countries") == 0)
    {
      g_strfreev (method->countries);
      method->countries = *value != '\0' ? g_strsplit (value, " ", -1) : g_new0 (char *, 1);
      return TRUE;
    }

  take (strcmp (field, "name") == 0      ? &method->name
        : strcmp (field, "account") == 0 ? &method->account
        : strcmp (field, "holder") == 0  ? &method->holder
        : strcmp (field, "city") == 0    ? &method->city
                                         : &method->instructions,
        value);
  return TRUE;
}

static const char *const payment_fields[] = { "kind",    "name",    "account",   "holder",   "city",   "instructions",
                                              "minimum", "maximum", "countries", "position", "remove", NULL };

/* All at once: a Pix key without holder and city is refused. */
static gboolean
create_payment (VtSetTarget *target, GHashTable *values, GError **error)
{
  g_autoptr (VtPaymentMethod) method = vt_payment_method_new (VT_PAYMENT_TRANSFER, "");

  for (guint i = 0; strcmp (payment_fields[i], "position") != 0; i++)
    {
      const char *value = g_hash_table_lookup (values, payment_fields[i]);

      if (value != NULL && !apply_payment (target, method, payment_fields[i], value, error))
        return FALSE;
    }
  if (!vt_payment_method_save (target->db, method, error))
    return FALSE;

  target->id = method->id;
  return TRUE;
}

/* "name@th" */
static gboolean
translate (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  const char *at = strchr (field, '@');
  g_autofree char *name = g_strndup (field, (gsize) (at - field));

  return vt_orders_translate (target->db, "payment_method", target->id, name, at + 1, value, error);
}

static gboolean
set_payment (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autoptr (VtPaymentMethod) method = NULL;
  gboolean remove = FALSE;
  gint64 position = 0;

  if (strcmp (field, "remove") == 0)
    return vt_set_parse_flag (value, &remove, error) &&
           (!remove || vt_payment_method_delete (target->db, target->id, error));
  if (strcmp (field, "position") == 0)
    return vt_set_parse_number (value, 1, 100000, &position, error) &&
           vt_payment_method_move (target->db, target->id, (int) position - 1, error);

  if (strchr (field, '@') != NULL)
    return translate (target, field, value, error);

  method = vt_payment_method_load (target->db, target->id, error);
  return method != NULL && apply_payment (target, method, field, value, error) &&
         vt_payment_method_save (target->db, method, error);
}

static gboolean
knows_payment (const char *field)
{
  return strchr (field, '@') != NULL || g_strv_contains (payment_fields, field);
}

/* By number, value, or kind: the first of that kind. */
static gboolean
find_channel (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (GPtrArray) channels = vt_channel_list (target->db, error);

  if (channels == NULL)
    return FALSE;
  for (guint i = 0; i < channels->len; i++)
    {
      const VtChannel *channel = g_ptr_array_index (channels, i);

      if (!is_named (name, channel->id, vt_channel_kind_to_string (channel->kind)) &&
          strcmp (name, channel->value) != 0)
        continue;
      target->id = channel->id;
      target->title = g_strdup (vt_channel_kind_name (channel->kind));
      return TRUE;
    }

  return vt_set_invalid (error, _ ("No service channel is “%s”"), name);
}

static gboolean
apply_channel (VtChannel *channel, const char *field, const char *value, GError **error)
{
  if (strcmp (field, "kind") == 0)
    return vt_channel_kind_from_string (value, &channel->kind) ||
           vt_set_invalid (error,
                           _ ("“%s” is none of whatsapp, line, messenger, instagram, telegram, facebook, tiktok, "
                              "phone, email and form"),
                           value);

  take (strcmp (field, "value") == 0 ? &channel->value : &channel->label, value);
  return TRUE;
}

static const char *const channel_fields[] = { "kind", "value", "label", "position", "remove", NULL };

static gboolean
create_channel (VtSetTarget *target, GHashTable *values, GError **error)
{
  g_autoptr (VtChannel) channel = vt_channel_new (VT_CHANNEL_FORM, "");

  for (guint i = 0; strcmp (channel_fields[i], "position") != 0; i++)
    {
      const char *value = g_hash_table_lookup (values, channel_fields[i]);

      if (value != NULL && !apply_channel (channel, channel_fields[i], value, error))
        return FALSE;
    }
  if (!vt_channel_save (target->db, channel, error))
    return FALSE;

  target->id = channel->id;
  return TRUE;
}

static gboolean
set_channel (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autoptr (VtChannel) channel = NULL;
  gboolean remove = FALSE;
  gint64 position = 0;

  if (strcmp (field, "remove") == 0)
    return vt_set_parse_flag (value, &remove, error) && (!remove || vt_channel_delete (target->db, target->id, error));
  if (strcmp (field, "position") == 0)
    return vt_set_parse_number (value, 1, 100000, &position, error) &&
           vt_channel_move (target->db, target->id, (int) position - 1, error);

  channel = vt_channel_load (target->db, target->id, error);
  return channel != NULL && apply_channel (channel, field, value, error) &&
         vt_channel_save (target->db, channel, error);
}

static gboolean
knows_channel (const char *field)
{
  return g_strv_contains (channel_fields, field);
}

static gboolean
find_hours (VtSetTarget *target, const char *name G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  target->title = g_strdup (_ ("the opening hours"));

  return TRUE;
}

static gboolean
set_hours (VtSetTarget *target, const char *value, GError **error)
{
  return vt_hours_set (target->db, value, error);
}

static gboolean
parse_day (const char *value, GDate *day, GError **error)
{
  gint64 us = 0;
  g_autoptr (GDateTime) time = NULL;

  if (strlen (value) != 10 || !vt_set_parse_time (value, &us, NULL))
    return vt_set_invalid (error, _ ("“%s” is not a day like 2026-12-25"), value);

  time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) g_date_time_get_day_of_month (time), (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return TRUE;
}

/* "2026-12-25 Christmas" */
static gboolean
set_closed (VtSetTarget *target, const char *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", 2);
  GDate day;

  return parse_day (parts[0] != NULL ? parts[0] : "", &day, error) &&
         vt_closed_day_set (target->db, &day, parts[0] != NULL ? parts[1] : NULL, error);
}

static gboolean
set_open (VtSetTarget *target, const char *value, GError **error)
{
  GDate day;

  return parse_day (value, &day, error) && vt_closed_day_delete (target->db, &day, error);
}

static const VtSetField hours_fields[] = {
  { "week", NULL, set_hours },
  { "closed", NULL, set_closed },
  { "open", NULL, set_open },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_tax = { "tax", TRUE, find_tax, NULL, set_tax, knows_tax, create_tax };
const VtSetKind vt_set_payment = { "payment", TRUE, find_payment, NULL, set_payment, knows_payment, create_payment };
const VtSetKind vt_set_channel = { "channel", TRUE, find_channel, NULL, set_channel, knows_channel, create_channel };
const VtSetKind vt_set_hours = { "hours", FALSE, find_hours, hours_fields, NULL, NULL, NULL };
