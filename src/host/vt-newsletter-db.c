/* Owns the table subscriber of the host. Nobody is on the list before they have answered a letter: then the shop is
 * told, with what they agreed to. Source: Regulation (EU) 2016/679, art. 7 (1) and (3). */
#include "host/vt-newsletter.h"

#include <string.h>

#include "base/vt-hash.h"
#include "host/vt-host-ledger-db.h"
#include "host/vt-outbox.h"
#include "host/vt-random-text.h"
#include "promo/vt-offer-code.h"

#define TOKEN_BYTES  16 /* 128 bits: nobody guesses one */
#define TOKEN_MAX    64
#define LINK_US      (7 * G_TIME_SPAN_DAY)
#define FORGET_US    (30 * G_TIME_SPAN_DAY)
#define ASK_AGAIN_US (15 * G_TIME_SPAN_MINUTE) /* nobody's mailbox is filled by forms */

static char *
hash_of (const char *token)
{
  return vt_sha256_data (token, strlen (token));
}

/* Whoever did not answer is forgotten. */
static gboolean
purge (VtDb *db, gint64 now_us, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM subscriber WHERE confirmed_us IS NULL AND asked_us < ?1", "i",
                    now_us - FORGET_US);
}

/* Who has asked before. */
typedef enum
{
  KNOWN_NOT, /* or has left */
  KNOWN_ASKED,
  KNOWN_LISTED
} Known;

/* @lately: whether a letter was sent just now. */
static gboolean
find_known (VtDb *db, const char *email, gint64 now_us, Known *known, gboolean *lately, GError **error)
{
  gint64 listed = 0;
  VtStep step = vt_db_get (db, error, &listed,
                           "SELECT confirmed_us IS NOT NULL FROM subscriber WHERE email = ?1 AND withdrawn_us IS NULL",
                           "s", email);
  gint64 n = 0;

  if (step == VT_STEP_ERROR ||
      vt_db_get (db, error, &n, "SELECT count (*) FROM subscriber WHERE email = ?1 AND letter_us > ?2", "si", email,
                 now_us - ASK_AGAIN_US) != VT_STEP_ROW)
    return FALSE;

  *known = step != VT_STEP_ROW ? KNOWN_NOT : listed ? KNOWN_LISTED : KNOWN_ASKED;
  *lately = n > 0;
  return TRUE;
}

/* The same in all letters to one reader, so that the link of an old one still works. */
static char *
dup_leave_token (VtHostStore *store, const char *uuid)
{
  g_autofree char *text = g_strconcat ("leave:", uuid, NULL);
  char *token =
      g_compute_hmac_for_string (G_CHECKSUM_SHA256, vt_host_store_get_offer_key (store), VT_OFFER_KEY_BYTES, text, -1);

  token[2 * TOKEN_BYTES] = '\0';
  return token;
}

static gboolean
send_letter (VtHostStore *store,
             VtDb *db,
             const VtSubscription *wish,
             const VtSubscriptionLetter *letter,
             const char *confirm,
             const char *uuid,
             gint64 now_us,
             GError **error)
{
  g_autofree char *leave = dup_leave_token (store, uuid);
  const VtOutboxLetter out = { letter->from,    letter->sender, wish->email,
                               letter->subject, letter->body,   letter->confirm,
                               confirm,         letter->leave,  leave };

  return vt_outbox_add (db, &out, now_us, now_us + LINK_US, error);
}

static gboolean
ask (VtHostStore *store,
     VtDb *db,
     const VtSubscription *wish,
     const VtSubscriptionLetter *letter,
     gint64 now_us,
     GError **error)
{
  g_autofree char *confirm = vt_random_text (TOKEN_BYTES, error);
  g_autofree char *leave = dup_leave_token (store, wish->uuid);
  g_autofree char *confirm_hash = confirm != NULL ? hash_of (confirm) : NULL;
  g_autofree char *leave_hash = hash_of (leave);

  return confirm != NULL &&
         vt_db_run (db, error,
                    "INSERT OR REPLACE INTO subscriber (email, uuid, language, source, page, consent, asked_us, "
                    "confirm_hash, confirm_until_us, leave_hash, form, letter_us) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?4, ?7)",
                    "ssssssisis", wish->email, wish->uuid, wish->language, wish->source, wish->page, wish->consent,
                    now_us, confirm_hash, now_us + LINK_US, leave_hash) &&
         send_letter (store, db, wish, letter, confirm, wish->uuid, now_us, error);
}

static char *
dup_uuid (VtDb *db, const char *email, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT uuid FROM subscriber WHERE email = ?1", error);

  return stmt != NULL && vt_stmt_bind_text (stmt, 1, email, error) && vt_stmt_step (stmt, error) == VT_STEP_ROW
             ? vt_stmt_dup_text (stmt, 0)
             : NULL;
}

/* Who is on the list gets what a popup promises as well: by letter, since nobody else may learn that they are. What
 * they agreed to, and when, stays as it was. */
static gboolean
give_again (VtHostStore *store,
            VtDb *db,
            const VtSubscription *wish,
            const VtSubscriptionLetter *letter,
            gint64 now_us,
            GError **error)
{
  g_autofree char *confirm = vt_random_text (TOKEN_BYTES, error);
  g_autofree char *confirm_hash = confirm != NULL ? hash_of (confirm) : NULL;
  g_autofree char *uuid = confirm != NULL ? dup_uuid (db, wish->email, error) : NULL;

  return uuid != NULL &&
         vt_db_run (db, error, "UPDATE subscriber SET form = ?2, confirm_hash = ?3, letter_us = ?4 WHERE email = ?1",
                    "sssi", wish->email, wish->source, confirm_hash, now_us) &&
         send_letter (store, db, wish, letter, confirm, uuid, now_us, error);
}

static gboolean
enter (VtHostStore *store,
       VtDb *db,
       const VtSubscription *wish,
       const VtSubscriptionLetter *letter,
       gint64 now_us,
       GError **error)
{
  Known known = KNOWN_NOT;
  gboolean lately = FALSE;

  if (!purge (db, now_us, error) || !find_known (db, wish->email, now_us, &known, &lately, error))
    return FALSE;
  if (known == KNOWN_LISTED && !g_str_has_prefix (wish->source, VT_SUBSCRIPTION_OF_POPUP))
    return TRUE;
  if (!lately)
    return known == KNOWN_LISTED ? give_again (store, db, wish, letter, now_us, error)
                                 : ask (store, db, wish, letter, now_us, error);

  /* Asked again by another form, which may promise something: the letter that is on its way answers this one. */
  return vt_db_run (db, error, "UPDATE subscriber SET form = ?2 WHERE email = ?1", "ss", wish->email, wish->source) &&
         vt_db_run (db, error,
                    "UPDATE subscriber SET source = ?2, page = ?3, consent = ?4 "
                    "WHERE email = ?1 AND confirmed_us IS NULL AND withdrawn_us IS NULL",
                    "ssss", wish->email, wish->source, wish->page, wish->consent);
}

/**
 * vt_newsletter_subscribe:
 * @wish: who asks, and what they agreed to
 * @letter: what is sent to them
 * @store: the host's #VtHostStore
 * @error: a #VtDbError or %G_IO_ERROR_FAILED
 *
 * Keeps the wish until its letter is answered, for seven days; after thirty it is forgotten. Who is on the list gets
 * another letter where a popup asked, which may give something for the address, and none where another form did.
 *
 * Returns: whether it is kept, or needs not be
 */
gboolean
vt_newsletter_subscribe (const VtSubscription *wish, const VtSubscriptionLetter *letter, gpointer store, GError **error)
{
  VtDb *db = vt_host_store_begin_write (store, error);

  return db != NULL &&
         vt_host_store_end_write (store, enter (store, db, wish, letter, vt_host_store_now_us (store), error), error);
}

/* @form: what asked last. */
static VtSubscription *
read_subscription (VtDb *db, const char *hash, gint64 *until_us, char **form, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT uuid, email, language, source, page, consent, asked_us, ifnull (confirmed_us, 0), "
      "ifnull (withdrawn_us, 0), confirm_until_us, form FROM subscriber WHERE confirm_hash = ?1 OR leave_hash = ?1",
      error);
  VtSubscription *self;

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, hash, error) || vt_stmt_step (stmt, error) != VT_STEP_ROW)
    return NULL;

  self = g_new0 (VtSubscription, 1);
  self->uuid = vt_stmt_dup_text (stmt, 0);
  self->email = vt_stmt_dup_text (stmt, 1);
  self->language = vt_stmt_dup_text (stmt, 2);
  self->source = vt_stmt_dup_text (stmt, 3);
  self->page = vt_stmt_dup_text (stmt, 4);
  self->consent = vt_stmt_dup_text (stmt, 5);
  self->asked_us = vt_stmt_get_int (stmt, 6);
  self->confirmed_us = vt_stmt_get_int (stmt, 7);
  self->withdrawn_us = vt_stmt_get_int (stmt, 8);
  *until_us = vt_stmt_get_int (stmt, 9);
  *form = vt_stmt_dup_text (stmt, 10);
  return self;
}

static gboolean
announce (VtDb *db, const VtSubscription *subscription, GError **error)
{
  g_autoptr (JsonObject) content = vt_subscription_to_json (subscription);

  return vt_host_feed_append (db, "subscriber", content, error);
}

static gboolean
confirm (VtDb *db, VtSubscription *subscription, gint64 now_us, GError **error)
{
  if (subscription->confirmed_us != 0)
    return TRUE;

  subscription->confirmed_us = now_us;
  return vt_db_run (db, error, "UPDATE subscriber SET confirmed_us = ?2 WHERE uuid = ?1", "si", subscription->uuid,
                    now_us) &&
         announce (db, subscription, error);
}

/* Who never said yes is forgotten at once; of who did, the shop keeps that they did and that it is over. */
static gboolean
leave (VtDb *db, VtSubscription *subscription, gint64 now_us, GError **error)
{
  if (subscription->withdrawn_us != 0)
    return TRUE;
  if (subscription->confirmed_us == 0)
    return vt_db_run (db, error, "DELETE FROM subscriber WHERE uuid = ?1", "s", subscription->uuid);

  subscription->withdrawn_us = now_us;
  return vt_db_run (db, error, "UPDATE subscriber SET withdrawn_us = ?2 WHERE uuid = ?1", "si", subscription->uuid,
                    now_us) &&
         announce (db, subscription, error);
}

/* Whether @hash is that of the link that @act needs. */
static gboolean
is_link_for (VtDb *db, VtSubscriptionAct act, const char *hash)
{
  gint64 n = 0;
  gboolean confirms = act == VT_SUBSCRIPTION_LOOK || act == VT_SUBSCRIPTION_CONFIRM;

  return vt_db_get (db, NULL, &n,
                    confirms ? "SELECT count (*) FROM subscriber WHERE confirm_hash = ?1"
                             : "SELECT count (*) FROM subscriber WHERE leave_hash = ?1",
                    "s", hash) == VT_STEP_ROW &&
         n > 0;
}

static VtSubscriptionAnswer
act_on (VtDb *db, VtSubscriptionAct act, const char *hash, char **source, gint64 now_us, GError **error)
{
  gint64 until_us = 0;
  g_autoptr (VtSubscription) subscription = NULL;
  g_autofree char *form = NULL;
  gboolean confirms = act == VT_SUBSCRIPTION_LOOK || act == VT_SUBSCRIPTION_CONFIRM;

  if (!is_link_for (db, act, hash))
    return VT_SUBSCRIPTION_UNKNOWN;
  subscription = read_subscription (db, hash, &until_us, &form, error);
  if (subscription == NULL)
    return *error != NULL ? VT_SUBSCRIPTION_FAILED : VT_SUBSCRIPTION_UNKNOWN;
  /* A link that was answered is answered again, but it brings nobody back who has left. */
  if (confirms && (subscription->withdrawn_us != 0 || (subscription->confirmed_us == 0 && now_us > until_us)))
    return VT_SUBSCRIPTION_EXPIRED;

  if (act == VT_SUBSCRIPTION_CONFIRM && !confirm (db, subscription, now_us, error))
    return VT_SUBSCRIPTION_FAILED;
  if (act == VT_SUBSCRIPTION_LEAVE && !leave (db, subscription, now_us, error))
    return VT_SUBSCRIPTION_FAILED;

  *source = g_steal_pointer (&form);
  return VT_SUBSCRIPTION_DONE;
}

/**
 * vt_newsletter_answer:
 * @act: what is wanted
 * @token: of a letter's link
 * @source: (out) (transfer full) (nullable): what the form was that asked last, once it is done
 * @store: the host's #VtHostStore
 *
 * Doing the same twice does it once.
 *
 * Returns: what came of it
 */
VtSubscriptionAnswer
vt_newsletter_answer (VtSubscriptionAct act, const char *token, char **source, gpointer store)
{
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  VtSubscriptionAnswer answer;
  VtDb *db;

  *source = NULL;
  if (strlen (token) > TOKEN_MAX)
    return VT_SUBSCRIPTION_UNKNOWN;

  hash = hash_of (token);
  db = vt_host_store_begin_write (store, &error);
  answer = db != NULL ? act_on (db, act, hash, source, vt_host_store_now_us (store), &error) : VT_SUBSCRIPTION_FAILED;
  if (db != NULL && !vt_host_store_end_write (store, answer == VT_SUBSCRIPTION_DONE, &error) &&
      answer == VT_SUBSCRIPTION_DONE)
    answer = VT_SUBSCRIPTION_FAILED;
  if (error != NULL)
    g_printerr ("vitrine-host: %s\n", error->message);

  return answer;
}

/**
 * vt_newsletter_has:
 * @db: a connection of the host
 * @email: an address; capitals do not matter
 * @has: (out): whether who has it is on the list
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_newsletter_has (VtDb *db, const char *email, gboolean *has, GError **error)
{
  gint64 n = 0;

  if (vt_db_get (db, error, &n,
                 "SELECT count (*) FROM subscriber WHERE email = ?1 AND confirmed_us IS NOT NULL "
                 "AND withdrawn_us IS NULL",
                 "s", email) != VT_STEP_ROW)
    return FALSE;

  *has = n > 0;
  return TRUE;
}
