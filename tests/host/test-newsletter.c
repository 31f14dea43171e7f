#include "host-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/vt-clock.h"

#define NOW       G_GINT64_CONSTANT (1800000000000000)
#define MAIL_WAIT (20 * G_TIME_SPAN_SECOND)

static const Page pages[] = {
  { "/", "<!doctype html><title>Shop</title>", "text/html; charset=utf-8" },
};

/* A host with a clock that stands and a mail program that puts letters in a folder. */
typedef struct
{
  Host host;
  gint64 now_us;
  VtClock clock;
  char *letters;
  char *program;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *script = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  host_set_up (&self->host, data);
  self->letters = g_build_filename (self->host.folder, "letters", NULL);
  self->program = g_build_filename (self->host.folder, "mail", NULL);
  g_assert_cmpint (g_mkdir (self->letters, 0700), ==, 0);
  script = g_strdup_printf ("#!/bin/sh\nn=$(ls '%s' | wc -l)\ncat > '%s.part' && mv '%s.part' '%s'/$n\n", self->letters,
                            self->program, self->program, self->letters);
  g_file_set_contents (self->program, script, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (self->program, 0700), ==, 0);

  self->now_us = NOW;
  self->clock = vt_clock_fixed (&self->now_us);
  self->host.config.clock = &self->clock;
  self->host.config.mail = self->program;
  self->host.config.url = "https://shop.example";
  host_start (&self->host);
  id = host_publish (&self->host, NULL, pages, G_N_ELEMENTS (pages));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  host_stop (&self->host);
  g_free (self->letters);
  g_free (self->program);
  host_tear_down (&self->host, data);
}

static Reply
post_form (Fixture *self, const char *path, const char *form)
{
  g_autofree char *url = g_strconcat (self->host.url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));

  return host_send (&self->host, self->host.session, message, "application/x-www-form-urlencoded", body);
}

static Reply
subscribe (Fixture *self, const char *email)
{
  g_autofree char *form = g_strdup_printf ("email=%s&consent=I+agree+to+%%C3%%A7+letters&source=section&page=/", email);

  return post_form (self, "/newsletter", form);
}

/* The letter number @n as its reader sees it, once it is there. */
static char *
wait_for_letter (Fixture *self, guint n)
{
  g_autofree char *name = g_strdup_printf ("%u", n);
  g_autofree char *path = g_build_filename (self->letters, name, NULL);
  gint64 until = g_get_monotonic_time () + MAIL_WAIT;
  g_autofree char *message = NULL;
  g_autofree guchar *text = NULL;
  const char *body;
  gsize length;

  while (!g_file_get_contents (path, &message, NULL, NULL))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_thread_yield ();
    }

  body = strstr (message, "\r\n\r\n");
  g_assert_nonnull (body);
  text = g_base64_decode (body, &length);
  return g_strdup_printf ("%.*s\n%.*s", (int) (body - message), message, (int) length, (const char *) text);
}

static guint
count_letters (Fixture *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->letters, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* The path of a link in @letter that has @part in it. */
static char *
find_link (const char *letter, const char *part)
{
  g_autofree char *pattern = g_strdup_printf ("https://shop\\.example(\\S*%s[A-Za-z0-9_-]+)", part);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_regex_match (regex, letter, 0, &match));
  return g_match_info_fetch (match, 1);
}

static gboolean
says (const Reply *reply, const char *text)
{
  gsize length;
  const char *body = g_bytes_get_data (reply->body, &length);

  return g_strstr_len (body, (gssize) length, text) != NULL;
}

/* What the feed tells of subscribers, as one text. */
static char *
read_feed (Fixture *self)
{
  g_auto (Reply) reply = host_call (&self->host, "GET", "/admin/v1/feed?after=0", self->host.reader, NULL);
  JsonArray *entries = reply_array (&reply, "entries");
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      JsonObject *subscriber;

      if (!g_str_equal (json_object_get_string_member (entry, "kind"), "subscriber"))
        continue;
      subscriber = json_object_get_object_member (entry, "subscriber");
      g_string_append_printf (out, "%s|%s|%s|%s|%d|%d;", json_object_get_string_member (subscriber, "email"),
                              json_object_get_string_member (subscriber, "consent"),
                              json_object_get_string_member (subscriber, "source"),
                              json_object_get_string_member (subscriber, "page"),
                              json_object_get_int_member (subscriber, "confirmed_us") != 0,
                              json_object_get_int_member (subscriber, "withdrawn_us") != 0);
    }

  return g_string_free (out, FALSE);
}

static void
assert_feed (Fixture *self, const char *expected)
{
  g_autofree char *feed = read_feed (self);

  g_assert_cmpstr (feed, ==, expected);
}

#define YES "ana@example.com|I agree to ç letters|section|/|1|0;"
#define NO  "ana@example.com|I agree to ç letters|section|/|1|1;"

/* Asked, confirmed by the button behind the link, left by that behind the other; each twice, which is once. */
static void
test_opt_in (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) asked = subscribe (self, "ana@example.com");
  g_autofree char *letter = wait_for_letter (self, 0);
  g_autofree char *confirm = find_link (letter, "/newsletter/confirm/");
  g_autofree char *leave = find_link (letter, "/newsletter/leave/");

  assert_status (asked, 200);
  g_assert_nonnull (strstr (letter, "To: <ana@example.com>"));
  g_assert_nonnull (strstr (letter, "List-Unsubscribe: <https://shop.example/newsletter/leave/"));
  assert_feed (self, "");

  for (int i = 0; i < 2; i++)
    {
      g_auto (Reply) look = host_get (&self->host, confirm, NULL);

      assert_status (look, 200);
      g_assert_true (says (&look, confirm));
      assert_feed (self, "");
    }
  for (int i = 0; i < 2; i++)
    {
      g_auto (Reply) done = post_form (self, confirm, "");

      assert_status (done, 200);
      assert_feed (self, YES);
    }
  for (int i = 0; i < 2; i++)
    {
      g_auto (Reply) left = post_form (self, leave, "List-Unsubscribe=One-Click");

      assert_status (left, 200);
      assert_feed (self, YES NO);
    }

  /* The old link brings nobody back. */
  {
    g_auto (Reply) back = post_form (self, confirm, "");

    assert_status (back, 410);
    assert_feed (self, YES NO);
  }
}

/* What a popup promised comes with the yes and not before; whoever makes up a popup gets nothing. */
static void
test_promised (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *source;
    gboolean gives;
  } forms[] = { { "popup:603", TRUE }, { "popup:999", FALSE }, { "popup:602", FALSE }, { "popup:x", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *form = g_strdup_printf ("email=a%u%%40example.com&consent=x&source=%s", i, forms[i].source);
      g_auto (Reply) asked = post_form (self, "/newsletter", form);
      g_autofree char *letter = wait_for_letter (self, i);
      g_autofree char *confirm = find_link (letter, "/newsletter/confirm/");
      g_auto (Reply) look = host_get (&self->host, confirm, NULL);
      g_auto (Reply) done = post_form (self, confirm, "");

      assert_status (asked, 200);
      assert_status (done, 200);
      g_assert_false (says (&asked, "NEWS10"));
      g_assert_null (strstr (letter, "NEWS10"));
      g_assert_false (says (&look, "NEWS10"));
      g_assert_cmpint (says (&done, "NEWS10"), ==, forms[i].gives);
      g_assert_cmpint (says (&done, "href=\"/pages/about\""), >=, forms[i].gives);
      g_assert_false (says (&done, "YOURS5"));
    }

  /* The bag takes it, also one that is empty yet. */
  {
    g_auto (Reply) bag = post_form (self, "/cart", "action=discount&code=NEWS10");

    assert_status (bag, 200);
  }
}

/* Who is on the list gets what a popup promises too, and the list is as it was. The page says the same to both, and
 * another form sends nothing. */
static void
test_promised_again (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char form[] = "email=ana%40example.com&consent=other&source=popup:603";
  g_auto (Reply) first = subscribe (self, "ana@example.com");
  g_autofree char *letter = wait_for_letter (self, 0);
  g_autofree char *confirm = find_link (letter, "/newsletter/confirm/");
  g_autofree char *leave = find_link (letter, "/newsletter/leave/");
  g_auto (Reply) listed = post_form (self, confirm, "");
  g_autofree char *second = NULL;

  assert_status (listed, 200);
  g_assert_false (says (&listed, "NEWS10"));
  self->now_us += G_TIME_SPAN_HOUR;
  {
    g_auto (Reply) footer = subscribe (self, "ana@example.com");
    g_auto (Reply) popup = post_form (self, "/newsletter", form);
    g_auto (Reply) twice = post_form (self, "/newsletter", form);

    assert_status (popup, 200);
    g_assert_true (g_bytes_equal (first.body, footer.body));
    g_assert_true (g_bytes_equal (first.body, popup.body));
    g_assert_true (g_bytes_equal (first.body, twice.body));
  }

  second = wait_for_letter (self, 1);
  g_assert_cmpuint (count_letters (self), ==, 2);
  {
    g_autofree char *link = find_link (second, "/newsletter/confirm/");
    g_autofree char *same = find_link (second, "/newsletter/leave/");
    g_auto (Reply) done = post_form (self, link, "");

    assert_status (done, 200);
    g_assert_true (says (&done, "NEWS10"));
    g_assert_cmpstr (same, ==, leave);
    assert_feed (self, YES);
  }
  {
    g_auto (Reply) left = post_form (self, leave, "");

    assert_status (left, 200);
    assert_feed (self, YES NO);
  }
}

/* What a popup promised is not taken back by the form at the foot of the page, neither at once nor by a letter of its
 * own. */
static void
test_promised_and_asked_elsewhere (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *email;
    gint64 later_us;
    guint letter; /* the one that is answered */
  } readers[] = { { "ana%40example.com", G_TIME_SPAN_MINUTE, 0 }, { "eva%40example.com", G_TIME_SPAN_HOUR, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autofree char *form = g_strdup_printf ("email=%s&consent=x&source=popup:603", readers[i].email);
      g_auto (Reply) popup = post_form (self, "/newsletter", form);
      g_autofree char *letter = NULL;
      g_autofree char *confirm = NULL;

      assert_status (popup, 200);
      self->now_us += readers[i].later_us;
      {
        g_auto (Reply) footer = subscribe (self, readers[i].email);

        assert_status (footer, 200);
      }
      letter = wait_for_letter (self, readers[i].letter);
      confirm = find_link (letter, "/newsletter/confirm/");
      {
        g_auto (Reply) done = post_form (self, confirm, "");

        assert_status (done, 200);
        g_assert_true (says (&done, "NEWS10"));
      }
    }
}

static void
test_bad_addresses (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const bad[] = {
    "", "ana", "ana%40", "%40example.com", "a+b%40c%0d%0aBcc%3ax%40y.z", "a%00b%40c.d", "a%40b%3cscript%3e"
  };
  g_autofree char *many = g_strnfill (5000, 'a');
  g_autofree char *long_one = g_strconcat (many, "%40example.com", NULL);
  g_auto (Reply) too_long = subscribe (self, long_one);
  g_auto (Reply) no_consent = post_form (self, "/newsletter", "email=ana%40example.com");
  g_auto (Reply) trapped =
      post_form (self, "/newsletter", "email=bot%40example.com&consent=x&website=http%3a%2f%2fspam.example");
  g_auto (Reply) api =
      host_call (&self->host, "POST", "/api/v1/subscriptions", NULL, "{\"email\":\"nobody\",\"consent\":\"x\"}");
  g_auto (Reply) odd = host_call (&self->host, "POST", "/api/v1/subscriptions", NULL, "{\"email\":[1]}");
  g_auto (Reply) good = host_call (&self->host, "POST", "/api/v1/subscriptions", NULL,
                                   "{\"email\":\"eva@example.com\",\"consent\":\"x\",\"source\":\"popup:1\"}");
  g_autofree char *letter = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (Reply) reply = subscribe (self, bad[i]);

      g_assert_cmpuint (reply.status, >=, 400);
      g_assert_cmpuint (reply.status, <, 500);
    }
  assert_status (too_long, 422);
  assert_status (no_consent, 422);
  assert_status (trapped, 200);
  assert_status (api, 422);
  g_assert_cmpstr (reply_text (&api, "field"), ==, "email");
  assert_status (odd, 422);
  assert_status (good, 201);

  letter = wait_for_letter (self, 0);
  g_assert_nonnull (strstr (letter, "To: <eva@example.com>"));
  g_assert_cmpuint (count_letters (self), ==, 1);
}

/* Who knows whether an address is on the list learns it nowhere, and no mailbox is filled by a form. */
static void
test_repeated (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) first = subscribe (self, "ana@example.com");
  g_autofree char *letter = wait_for_letter (self, 0);
  g_autofree char *confirm = find_link (letter, "/newsletter/confirm/");
  g_auto (Reply) again = subscribe (self, "ANA@example.com");
  g_autofree char *later = NULL;
  g_autofree char *link = NULL;

  assert_status (again, 200);
  g_assert_true (g_bytes_equal (first.body, again.body));
  g_assert_cmpuint (count_letters (self), ==, 1);

  self->now_us += G_TIME_SPAN_HOUR;
  {
    g_auto (Reply) third = subscribe (self, "ana@example.com");

    assert_status (third, 200);
  }
  later = wait_for_letter (self, 1);
  link = find_link (later, "/newsletter/confirm/");
  g_assert_cmpstr (link, !=, confirm);
  {
    g_auto (Reply) old = post_form (self, confirm, "");
    g_auto (Reply) done = post_form (self, link, "");
    g_auto (Reply) known = subscribe (self, "ana@example.com");

    assert_status (old, 404);
    assert_status (done, 200);
    g_assert_true (g_bytes_equal (first.body, known.body));
  }
  assert_feed (self, YES);
}

static void
test_expired (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_auto (Reply) asked = subscribe (self, "ana@example.com");
  g_autofree char *letter = wait_for_letter (self, 0);
  g_autofree char *confirm = find_link (letter, "/newsletter/confirm/");

  self->now_us += 7 * G_TIME_SPAN_DAY + G_TIME_SPAN_MINUTE;
  {
    g_auto (Reply) look = host_get (&self->host, confirm, NULL);
    g_auto (Reply) late = post_form (self, confirm, "");

    assert_status (look, 410);
    assert_status (late, 410);
    g_assert_true (says (&late, "name=\"email\""));
  }

  /* After thirty days nothing is left of who did not answer. */
  self->now_us += 24 * G_TIME_SPAN_DAY;
  {
    g_auto (Reply) other = subscribe (self, "eva@example.com");
    g_auto (Reply) gone = host_get (&self->host, confirm, NULL);

    assert_status (other, 200);
    assert_status (gone, 404);
  }
  assert_feed (self, "");
}

static void
test_unknown_links (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const paths[] = { "/newsletter/confirm/", "/newsletter/confirm/x",
                                       "/newsletter/leave/%27%20OR%201", "/newsletter/confirm/..%2f..%2f" };
  g_autofree char *many = g_strnfill (200, 'a');
  g_autofree char *long_path = g_strconcat ("/newsletter/leave/", many, NULL);
  g_auto (Reply) long_one = host_get (&self->host, long_path, NULL);

  assert_status (long_one, 404);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (Reply) look = host_get (&self->host, paths[i], NULL);
      g_auto (Reply) sent = post_form (self, paths[i], "");

      g_assert_cmpuint (look.status, >=, 400);
      g_assert_cmpuint (look.status, <, 500);
      g_assert_cmpuint (sent.status, >=, 400);
      g_assert_cmpuint (sent.status, <, 500);
    }
}

static void
set_up_limited (Fixture *self, gconstpointer data)
{
  set_up (self, data);
  host_stop (&self->host);
  self->host.config.api_per_minute = 3;
  host_start (&self->host);
}

static void
test_rate (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  guint refused = 0;

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *email = g_strdup_printf ("a%d%%40example.com", i);
      g_auto (Reply) reply = subscribe (self, email);

      refused += reply.status == 429 ? 1 : 0;
    }
  g_assert_cmpuint (refused, >=, 3);
}

#define add(path, func) g_test_add ((path), Fixture, NULL, set_up, (func), tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/host/newsletter/opt-in", test_opt_in);
  add ("/host/newsletter/promised", test_promised);
  add ("/host/newsletter/promised-again", test_promised_again);
  add ("/host/newsletter/promised-and-asked-elsewhere", test_promised_and_asked_elsewhere);
  add ("/host/newsletter/bad-addresses", test_bad_addresses);
  add ("/host/newsletter/repeated", test_repeated);
  add ("/host/newsletter/expired", test_expired);
  add ("/host/newsletter/unknown-links", test_unknown_links);
  g_test_add ("/host/newsletter/rate", Fixture, NULL, set_up_limited, test_rate, tear_down);

  return g_test_run ();
}
