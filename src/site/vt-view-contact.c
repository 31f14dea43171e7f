/* How the shop can be asked: its channels, its hours and a form; and the answers to what forms send to be read. */
#define G_LOG_DOMAIN "vt-site"

#include "content/vt-channel.h"
#include "content/vt-hours.h"
#include "content/vt-legal.h"
#include "shop/vt-settings.h"
#include "site/vt-bag.h"
#include "site/vt-letter-desk.h"
#include "site/vt-locale.h"
#include "site/vt-seo.h"

#include <string.h>

#define MAX_FIELD  8000 /* bytes that a page repeats of what was typed */
#define MINUTE_US  (60 * G_USEC_PER_SEC)
#define DAY_US     (24 * 60 * (gint64) MINUTE_US)
#define MAX_CLOSED 6 /* days that are told in advance */
#define AHEAD_DAYS 120

static const char *const fields[] = { "name", "email", "order", "message" };

static const char *
icon_of (VtChannelKind kind)
{
  return kind == VT_CHANNEL_PHONE ? "phone" : kind == VT_CHANNEL_EMAIL ? "mail" : "chat";
}

static const char *
name_of (VtView *view, VtChannelKind kind)
{
  if (kind == VT_CHANNEL_PHONE)
    return vt_model_string (view, "channel_phone");

  return kind == VT_CHANNEL_EMAIL ? vt_model_string (view, "channel_email") : vt_channel_kind_name (kind);
}

static VtValue *
new_channel (VtView *view, const VtChannel *channel, const char *greeting)
{
  VtValue *object = vt_value_new_object (view->arena);

  vt_value_set_string (object, "kind", vt_channel_kind_to_string (channel->kind));
  vt_value_set_string (object, "name", name_of (view, channel->kind));
  vt_value_set_string (object, "value", channel->value);
  vt_value_set_string (object, "label", channel->label);
  vt_value_set_boolean (object, "is_phone", channel->kind == VT_CHANNEL_PHONE);
  vt_value_set_boolean (object, "is_mail", channel->kind == VT_CHANNEL_EMAIL);
  vt_value_set_string (object, "icon", icon_of (channel->kind));
  vt_value_take_string (object, "url", vt_channel_url (channel, channel->kind != VT_CHANNEL_EMAIL ? greeting : NULL));
  return object;
}

/* Where the shop has said nothing about channels: what everybody who orders is written from. */
static void
add_own (VtView *view, VtValue *list, VtChannelKind kind, const char *key)
{
  g_autofree char *value = vt_setting_get (view->db, key, NULL);
  g_autoptr (VtChannel) channel = value != NULL && *value != '\0' ? vt_channel_new (kind, value) : NULL;

  if (channel != NULL)
    vt_value_add (list, new_channel (view, channel, NULL));
}

/* A shop that has said nothing about channels still takes a message, unless nobody is there to take it. */
static gboolean
set_channels (VtView *view, VtValue *contact, GError **error)
{
  g_autoptr (GPtrArray) channels = vt_channel_list (view->db, error);
  g_autofree char *greeting = vt_model_fill (view, "whatsapp_text", "name", view->name);
  VtValue *list;
  gboolean has_form = FALSE;

  if (channels == NULL)
    return FALSE;

  list = vt_value_new_array (view->arena);
  for (guint i = 0; i < channels->len; i++)
    {
      const VtChannel *channel = g_ptr_array_index (channels, i);

      if (channel->kind == VT_CHANNEL_FORM)
        has_form = TRUE;
      else
        vt_value_add (list, new_channel (view, channel, greeting));
    }
  if (vt_view_is_static (view) && vt_value_get_length (list) == 0)
    {
      add_own (view, list, VT_CHANNEL_EMAIL, "shop.email");
      add_own (view, list, VT_CHANNEL_PHONE, "shop.phone");
    }
  vt_value_set_boolean (contact, "has_channels", vt_value_get_length (list) > 0);
  vt_value_set (contact, "channels", list);
  vt_value_set_boolean (contact, "has_form", !vt_view_is_static (view) && (has_form || channels->len == 0));
  return TRUE;
}

/* A minute of the day as the language writes it; @day is only there to be of some date. */
static char *
clock_time (VtView *view, int minute)
{
  return vt_locale_date (view->language, "UTC", "jm", (gint64) (minute % (24 * 60)) * MINUTE_US);
}

static char *
times_of (VtView *view, const VtHours *hours, int weekday)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < hours->openings->len; i++)
    {
      const VtOpening *opening = &g_array_index (hours->openings, VtOpening, i);
      g_autofree char *opens = clock_time (view, opening->opens_min);
      g_autofree char *closes = clock_time (view, opening->closes_min);

      if (opening->weekday == weekday)
        g_string_append_printf (text, "%s%s – %s", text->len > 0 ? ", " : "", opens, closes);
    }

  return g_strdup (text->len > 0 ? text->str : vt_model_string (view, "closed_day"));
}

/* 5 January 1970 was a Monday. */
static char *
weekday_name (VtView *view, int weekday)
{
  return vt_locale_date (view->language, "UTC", "EEEE", (3 + weekday) * DAY_US);
}

static VtValue *
list_days (VtView *view, const VtHours *hours)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (view->request->now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, hours->zone);
  VtValue *days = vt_value_new_array (view->arena);

  for (int weekday = 1; weekday <= 7; weekday++)
    {
      VtValue *day = vt_value_new_object (view->arena);

      vt_value_take_string (day, "name", weekday_name (view, weekday));
      vt_value_take_string (day, "times", times_of (view, hours, weekday));
      vt_value_set_boolean (day, "today", !vt_view_is_static (view) && g_date_time_get_day_of_week (here) == weekday);
      vt_value_add (days, day);
    }

  return days;
}

static VtValue *
list_closed (VtView *view, const VtHours *hours)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (view->request->now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, hours->zone);
  VtValue *days = vt_value_new_array (view->arena);
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (here), (GDateMonth) g_date_time_get_month (here),
                  (GDateYear) g_date_time_get_year (here));
  for (guint i = 0; i < hours->closed->len && vt_value_get_length (days) < MAX_CLOSED; i++)
    {
      const VtClosedDay *closed = g_ptr_array_index (hours->closed, i);
      int ahead = g_date_days_between (&today, &closed->day);
      g_autoptr (GDateTime) noon = NULL;
      VtValue *day;

      if (ahead < 0 || ahead > AHEAD_DAYS)
        continue;
      noon = g_date_time_new_utc (g_date_get_year (&closed->day), (int) g_date_get_month (&closed->day),
                                  g_date_get_day (&closed->day), 12, 0, 0);
      day = vt_value_new_object (view->arena);
      vt_value_take_string (
          day, "date", vt_locale_date (view->language, "UTC", "EEEdMMMM", g_date_time_to_unix (noon) * G_USEC_PER_SEC));
      vt_value_set_string (day, "name", closed->name);
      vt_value_add (days, day);
    }

  return days;
}

static char *
state_text (VtView *view, const VtHoursState *state)
{
  gboolean soon = state->changes_us - view->request->now_us < DAY_US;
  g_autofree char *time = state->changes_us > 0 ? vt_locale_date (view->language, view->time_zone,
                                                                  soon ? "jm" : "EEEEjm", state->changes_us)
                                                : NULL;

  if (time == NULL)
    return g_strdup (vt_model_string (view, state->open ? "open_now" : "closed_now"));

  return vt_model_fill (view, state->open ? "open_until" : "closed_until", "time", time);
}

static char *
reply_promise (VtView *view)
{
  g_autofree char *text = vt_setting_get (view->db, "contact.reply-minutes", NULL);
  gint64 minutes = 0;
  g_autofree char *time = NULL;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, 60 * 24 * 30, &minutes, NULL))
    return NULL;

  time = minutes % 60 == 0 ? vt_model_count (view, "hours", minutes / 60) : vt_model_count (view, "minutes", minutes);
  return vt_model_fill (view, "reply_promise", "time", time);
}

/* How it is at this moment; a file does not know the moment at which it is read. */
static void
set_state (VtView *view, VtValue *object, const VtHoursState *state)
{
  if (vt_view_is_static (view))
    return;

  vt_value_set_boolean (object, "open", state->open);
  vt_value_take_string (object, "state", state_text (view, state));
  vt_value_set_string (object, "closed_for",
                       state->closed_for != NULL && *state->closed_for != '\0' ? state->closed_for : NULL);
}

static gboolean
set_hours (VtView *view, VtValue *contact, GError **error)
{
  g_autoptr (VtHours) hours = vt_hours_load (view->db, error);
  VtHoursState state;
  VtValue *object;

  if (hours == NULL)
    return FALSE;

  vt_view_note_day (view, hours->zone);
  state = vt_hours_state (hours, view->request->now_us);
  if (state.known && state.changes_us > 0 && !vt_view_is_static (view))
    {
      vt_db_is_past (view->db, state.changes_us - DAY_US, view->request->now_us);
      vt_db_is_past (view->db, state.changes_us, view->request->now_us);
    }
  vt_value_take_string (contact, "reply", reply_promise (view));
  vt_value_set_null (contact, "hours");
  if (!state.known)
    return TRUE;

  object = vt_value_new_object (view->arena);
  set_state (view, object, &state);
  vt_value_set (object, "days", list_days (view, hours));
  vt_value_set (object, "closed", list_closed (view, hours));
  vt_value_set_boolean (object, "has_closed", vt_value_get_length (vt_value_get (object, "closed")) > 0);
  vt_value_set (contact, "hours", object);
  return TRUE;
}

/* What the law has a shop say of itself, but what is an address of the web: the footer and pages link those. */
static gboolean
set_facts (VtView *view, VtValue *contact, GError **error)
{
  g_autoptr (GPtrArray) facts = vt_legal_list (view->db, error);
  VtValue *list;

  if (facts == NULL)
    return FALSE;

  list = vt_value_new_array (view->arena);
  for (guint i = 0; i < facts->len; i++)
    {
      const VtLegalValue *value = g_ptr_array_index (facts, i);
      VtValue *fact;

      if (*value->value == '\0' || *value->value == '/' || strstr (value->value, "://") != NULL)
        continue;
      fact = vt_value_new_object (view->arena);
      vt_value_set_string (fact, "mark", value->mark);
      vt_value_set_string (fact, "value", value->value);
      vt_value_add (list, fact);
    }
  vt_value_set (contact, "facts", list);
  return TRUE;
}

static void
set_form (VtView *view, VtValue *contact, const char *wrong, const char *sentence)
{
  VtValue *form = vt_value_new_object (view->arena);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      VtValue *field = vt_value_new_object (view->arena);
      const char *value = vt_bag_form_value (view, fields[i]);

      vt_value_set_string (field, "value", strlen (value) <= MAX_FIELD ? value : "");
      vt_value_set_string (field, "error", g_strcmp0 (wrong, fields[i]) == 0 ? sentence : NULL);
      vt_value_set (form, fields[i], field);
    }
  vt_value_set (contact, "fields", form);
  vt_value_set_string (contact, "problem", sentence != NULL && wrong == NULL ? sentence : NULL);
}

static JsonObject *
message_from_form (VtView *view)
{
  static const char *const names[] = { "name", "email", "order", "message", "website" };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    json_object_set_string_member (object, names[i], vt_bag_form_value (view, names[i]));
  json_object_set_string_member (object, "language", view->language);
  return object;
}

static VtSiteResponse *
show (VtView *self, guint status, const char *sent_to, const char *wrong, const char *sentence, GError **error)
{
  g_autofree char *path = vt_view_path (self, "/contact");
  g_autofree char *description = vt_model_fill (self, "contact_description", "name", self->name);
  const char *title = vt_model_string (self, "contact");
  VtSeo seo = { "contact", title, NULL, description, NULL, path, "website", { NULL, 0, 0, NULL, 0 }, FALSE, -1, FALSE };
  VtValue *contact = vt_value_new_object (self->arena);

  vt_value_set (self->model, "contact", contact);
  vt_value_take_string (contact, "sent",
                        sent_to != NULL ? vt_model_fill (self, "message_sent_help", "email", sent_to) : NULL);
  set_form (self, contact, wrong, sentence);
  if (!set_channels (self, contact, error) || !set_hours (self, contact, error) || !set_facts (self, contact, error))
    return NULL;

  vt_model_add_crumb (self, title, path, TRUE);
  vt_seo_fill (self, &seo, vt_seo_crumbs (self));
  return vt_view_render (self, "contact", status, error);
}

/**
 * vt_view_contact:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Shows how the shop can be asked, or takes a message and says so.
 *
 * Returns: (transfer full) (nullable): the page
 */
VtSiteResponse *
vt_view_contact (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autoptr (JsonObject) message = NULL;
  g_autofree char *id = NULL;
  g_autofree char *sentence = NULL;
  const char *field = NULL;
  guint status;

  if (strcmp (self->request->method, "POST") != 0)
    return show (self, 200, NULL, NULL, NULL, error);

  message = message_from_form (self);
  status = vt_letter_desk_take (self, VT_LETTER_MESSAGE, message, &id, &field, &sentence);
  return id != NULL ? show (self, 200, vt_bag_form_value (self, "email"), NULL, NULL, error)
                    : show (self, status, NULL, field, sentence, error);
}

/**
 * vt_view_notify:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Takes the wish to be told when a variant is there again, from the form of its page where scripts do not run.
 *
 * Returns: (transfer full) (nullable): the page that says so, or why not
 */
VtSiteResponse *
vt_view_notify (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autofree char *path = vt_view_path (self, "/notify");
  g_autoptr (JsonObject) wish = json_object_new ();
  VtValue *notify = vt_value_new_object (self->arena);
  g_autofree char *id = NULL;
  g_autofree char *sentence = NULL;
  const char *field = NULL;
  gint64 variant = 0;
  guint status;
  VtSeo seo = { "contact", NULL, NULL, NULL, NULL, path, "website", { NULL, 0, 0, NULL, 0 }, FALSE, -1, TRUE };

  g_ascii_string_to_signed (vt_bag_form_value (self, "variant"), 10, 1, G_MAXINT64, &variant, NULL);
  json_object_set_int_member (wish, "variant", variant);
  json_object_set_string_member (wish, "email", vt_bag_form_value (self, "email"));
  json_object_set_string_member (wish, "website", vt_bag_form_value (self, "website"));
  json_object_set_string_member (wish, "language", self->language);
  status = vt_letter_desk_take (self, VT_LETTER_STOCK_REQUEST, wish, &id, &field, &sentence);

  vt_value_set (self->model, "notify", notify);
  vt_value_set_boolean (notify, "done", id != NULL);
  vt_value_set_string (notify, "problem", sentence);
  seo.title = vt_model_string (self, id != NULL ? "wish_sent" : "wish_problem");
  vt_value_set_string (notify, "title", seo.title);
  vt_seo_fill (self, &seo, NULL);
  return vt_view_render (self, "notify", id != NULL ? 200 : status, error);
}
