#include "content/vt-channel.h"
#include "content/vt-content-error.h"
#include "content/vt-hours.h"
#include "content/vt-legal.h"
#include "support/vt-test-shop.h"

#include <string.h>

static void
test_channels (void)
{
  static const struct
  {
    VtChannelKind kind;
    const char *value, *kept, *text, *url;
  } cases[] = {
    { VT_CHANNEL_WHATSAPP, "+351 912 345 678", "+351 912 345 678", NULL, "https://wa.me/351912345678" },
    { VT_CHANNEL_WHATSAPP, "+66 (80) 123-4567", "+66 (80) 123-4567", "สวัสดี ç 😀 a&b",
      "https://wa.me/66801234567?text=%E0%B8%AA%E0%B8%A7%E0%B8%B1%E0%B8%AA%E0%B8%94%E0%B8%B5%20%C3%A7%20%F0%9F%98%80%20a%26b" },
    { VT_CHANNEL_WHATSAPP, "912 345 678", NULL, NULL, NULL },
    { VT_CHANNEL_LINE, "@CasaLume", "@casalume", NULL, "https://line.me/R/ti/p/@casalume" },
    { VT_CHANNEL_LINE, "@casalume", "@casalume", "Olá", "https://line.me/R/oaMessage/%40casalume/?Ol%C3%A1" },
    { VT_CHANNEL_MESSENGER, "https://m.me/Casa.Lume/", "Casa.Lume", "Hi", "https://m.me/Casa.Lume" },
    { VT_CHANNEL_INSTAGRAM, "https://www.instagram.com/CasaLume/?hl=pt", "casalume", NULL, "https://ig.me/m/casalume" },
    { VT_CHANNEL_INSTAGRAM, "@casalume", "casalume", NULL, "https://ig.me/m/casalume" },
    { VT_CHANNEL_INSTAGRAM, "casa lume", NULL, NULL, NULL },
    { VT_CHANNEL_TELEGRAM, "@casalume", "casalume", "a b", "https://t.me/casalume?text=a%20b" },
    { VT_CHANNEL_FACEBOOK, "casalume", "casalume", NULL, "https://www.facebook.com/casalume" },
    { VT_CHANNEL_TIKTOK, "@casalume", "casalume", NULL, "https://www.tiktok.com/@casalume" },
    { VT_CHANNEL_PHONE, "+351 220 000 000", "+351 220 000 000", "x", "tel:+351220000000" },
    { VT_CHANNEL_PHONE, "call me", NULL, NULL, NULL },
    { VT_CHANNEL_EMAIL, "ola@casalume.example", "ola@casalume.example", "Olá\nbom dia",
      "mailto:ola@casalume.example?body=Ol%C3%A1%0Abom%20dia" },
    { VT_CHANNEL_EMAIL, "a@b?subject=x@c.d", NULL, NULL, NULL },
    { VT_CHANNEL_EMAIL, "<a@b.c>", NULL, NULL, NULL },
    { VT_CHANNEL_EMAIL, "javascript:alert(1)", NULL, NULL, NULL },
    { VT_CHANNEL_FORM, "anything", "", "x", "/contact" },
  };
  g_autoptr (VtDb) db = vt_test_shop_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtChannel) channel = vt_channel_new (cases[i].kind, cases[i].value);
      g_autoptr (GError) error = NULL;
      gboolean saved = vt_channel_save (db, channel, &error);
      g_autofree char *url = NULL;

      g_test_message ("%s", cases[i].value);
      g_assert_cmpint (saved, ==, cases[i].kept != NULL);
      if (!saved)
        {
          g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID);
          continue;
        }
      url = vt_channel_url (channel, cases[i].text);
      g_assert_cmpstr (channel->value, ==, cases[i].kept);
      g_assert_cmpstr (url, ==, cases[i].url);
      g_assert_true (vt_channel_move (db, channel->id, 0, NULL));
      g_assert_true (vt_channel_delete (db, channel->id, NULL));
      g_assert_false (vt_channel_delete (db, channel->id, NULL));
    }
}

static gint64
moment (const char *iso)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, utc);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_hours (void)
{
  /* The shop is in Lisbon; 23 November 2026 is a Monday, 1 December is closed. */
  static const struct
  {
    const char *now;
    gboolean open;
    const char *changes;
  } cases[] = {
    { "2026-11-23T09:29:59", FALSE, "2026-11-23T09:30:00" }, { "2026-11-23T09:30:00", TRUE, "2026-11-23T13:00:00" },
    { "2026-11-23T13:00:00", FALSE, "2026-11-23T14:00:00" }, { "2026-11-23T18:00:00", FALSE, "2026-11-24T09:30:00" },
    { "2026-11-28T12:00:00", TRUE, "2026-11-28T13:00:00" },  { "2026-11-28T13:00:00", FALSE, "2026-11-30T09:30:00" },
    { "2026-12-01T10:00:00", FALSE, "2026-12-02T09:30:00" }, { "2026-11-30T19:00:00", FALSE, "2026-12-02T09:30:00" },
  };
  static const char *const bad[] = { "mon",
                                     "mon 9-18x",
                                     "xyz 9:00-10:00",
                                     "fri-mon 9:00-10:00",
                                     "mon 18:00-9:00",
                                     "mon 9:00-25:00",
                                     "mon 9:00-12:00 11:00-13:00",
                                     "mon 09:00-09:00" };
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtHours) hours = NULL;
  g_autofree char *text = NULL;
  GDate closed;

  g_date_clear (&closed, 1);
  g_date_set_dmy (&closed, 1, G_DATE_DECEMBER, 2026);
  g_assert_true (vt_hours_set (db, "mon-fri 9:30-13:00 14:00-18:00; sat 10:00-13:00", &error));
  g_assert_true (vt_closed_day_set (db, &closed, "Independence", &error));
  hours = vt_hours_load (db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VtHoursState state = vt_hours_state (hours, moment (cases[i].now));

      g_test_message ("%s", cases[i].now);
      g_assert_true (state.known);
      g_assert_cmpint (state.open, ==, cases[i].open);
      g_assert_cmpint (state.changes_us, ==, moment (cases[i].changes));
      g_assert_cmpint (state.closed_for != NULL, ==, g_str_has_prefix (cases[i].now, "2026-12-01"));
    }

  text = vt_hours_to_text (hours);
  g_assert_cmpstr (text, ==, "mon-fri 09:30-13:00 14:00-18:00; sat 10:00-13:00");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (vt_hours_parse (bad[i], NULL));
    }
}

static void
test_always_open (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtHours) hours = NULL;
  g_autoptr (VtHours) never = vt_hours_load (db, NULL);
  const VtOpening night = { 5, 1200, 1440 };

  g_assert_false (vt_hours_state (never, VT_TEST_NOW_US).known);
  g_assert_true (vt_hours_set (db, "mon-sun 00:00-24:00", NULL));
  hours = vt_hours_load (db, NULL);
  g_assert_true (vt_hours_state (hours, VT_TEST_NOW_US).open);
  g_assert_cmpint (vt_hours_state (hours, VT_TEST_NOW_US).changes_us, ==, 0);

  g_assert_true (vt_hours_set (db, "sat 00:00-02:00", NULL));
  g_assert_true (vt_hours_set_day (db, 5, &night, 1, NULL));
  g_clear_pointer (&hours, vt_hours_free);
  hours = vt_hours_load (db, NULL);
  g_assert_cmpint (vt_hours_state (hours, moment ("2026-11-27T23:00:00")).changes_us, ==,
                   moment ("2026-11-28T02:00:00"));
}

static void
test_legal (void)
{
  static const char *const countries[] = { "BR", "PT", "ES", "DE", "GB", "TH", "US", "" };
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (GError) error = NULL;
  guint missing = 0;

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      guint n = 0;
      const VtLegalFact *facts = vt_legal_facts (countries[i], &n);

      for (guint j = 0; j < n; j++)
        g_assert_true (facts[j].check == NULL || facts[j].check (facts[j].hint));
      g_assert_cmpuint (n, >=, 4);
    }

  g_assert_false (vt_legal_set (db, "legal.tax-id", "500000001", &error));
  g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (vt_legal_set (db, "legal.tax-id", "500000000", &error));
  g_assert_false (vt_legal_set (db, "legal.nonsense", "x", &error));
  values = vt_legal_list (db, NULL);
  for (guint i = 0; i < values->len; i++)
    {
      const VtLegalValue *value = g_ptr_array_index (values, i);

      missing += value->problem != NULL ? 1 : 0;
      if (strcmp (value->fact->key, "legal.tax-id") == 0)
        g_assert_cmpstr (value->value, ==, "500000000");
    }
  g_assert_cmpuint (missing, >, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/channels", test_channels);
  g_test_add_func ("/service/hours", test_hours);
  g_test_add_func ("/service/always-open", test_always_open);
  g_test_add_func ("/service/legal", test_legal);

  return g_test_run ();
}
