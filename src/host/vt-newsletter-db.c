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

/* A form that was sent. */
typedef struct
{
  VtHostStore *store;
  VtDb *db; /* that writes */
  const VtSubscription *wish;
  const VtSubscriptionLetter *letter;
  gint64 now_us;
} Asking;

/* Who has asked before. */
typedef struct
{
  char *uuid;      /* (owned) (nullable) of who is on the list */
  gboolean lately; /* a letter was sent just now */
} Known;

static void
known_clear (Known *known)
{
  g_free (known->uuid);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static gboolean
find_known (const Asking *self, Known *known, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (self->db,
                     "SELECT iif (confirmed_us IS NOT NULL AND withdrawn_us IS NULL, uuid, NULL), letter_us > ?2 "
                     "FROM subscriber WHERE email = ?1",
                     error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "si", self->wish->email, self->now_us - ASK_AGAIN_US))
    return FALSE;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW)
    *known = (Known){ g_strdup (vt_stmt_get_text (stmt, 0)), vt_stmt_get_int (stmt, 1) != 0 };
  return step != VT_STEP_ERROR;
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

/* Who is on the list, where @listed is their uuid, gets what a popup promises as well: by letter, since nobody else may
 * learn that they are. What they agreed to, and when, stays as it was. */
static gboolean
send_letter (const Asking *self, const char *listed, GError **error)
{
  const VtSubscription *wish = self->wish;
  const VtSubscriptionLetter *letter = self->letter;
  g_autofree char *confirm = vt_random_text (TOKEN_BYTES, error);
  g_autofree char *leave = dup_leave_token (self->store, listed != NULL ? listed : wish->uuid);
  g_autofree char *confirm_hash = confirm != NULL ? hash_of (confirm) : NULL;
  g_autofree char *leave_hash = hash_of (leave);
  const VtOutboxLetter out = { letter->from,    letter->sender, wish->email,
                               letter->subject, letter->body,   letter->confirm,
                               confirm,         letter->leave,  leave };
  gboolean noted = FALSE;

  if (confirm == NULL)
    return FALSE;

  if (listed != NULL)
    noted = vt_db_run (self->db, error, "UPDATE subscriber SET confirm_hash = ?2, letter_us = ?3 WHERE uuid = ?1",
                       "ssi", listed, confirm_hash, self->now_us);
  else
    noted = vt_db_run (self->db, error,
                       "INSERT OR REPLACE INTO subscriber (email, uuid, language, source, page, consent, asked_us, "
                       "confirm_hash, confirm_until_us, leave_hash, letter_us, form) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?7, ifnull ((SELECT form FROM subscriber "
                       "WHERE email = ?1 AND withdrawn_us IS NULL), ?4))",
                       "ssssssisis", wish->email, wish->uuid, wish->language, wish->source, wish->page, wish->consent,
                       self->now_us, confirm_hash, self->now_us + LINK_US, leave_hash);

  return noted && vt_outbox_add (self->db, &out, self->now_us, self->now_us + LINK_US, error);
}

static gboolean
enter (const Asking *self, GError **error)
{
  const VtSubscription *wish = self->wish;
  gboolean promises = g_str_has_prefix (wish->source, VT_SUBSCRIPTION_OF_POPUP);
  g_auto (Known) known = { NULL, FALSE };

  if (!purge (self->db, self->now_us, error) || !find_known (self, &known, error))
    return FALSE;
  if (known.uuid != NULL && !promises)
    return TRUE;
  if (!known.lately && !send_letter (self, known.uuid, error))
    return FALSE;

  /* The letter that is on its way answers another form, too. What one promised, the next does not take away. */
  return vt_db_run (self->db, error,
                    "UPDATE subscriber SET source = ?2, page = ?3, consent = ?4 "
                    "WHERE email = ?1 AND confirmed_us IS NULL AND withdrawn_us IS NULL",
                    "ssss", wish->email, wish->source, wish->page, wish->consent) &&
         (!promises || vt_db_run (self->db, error, "UPDATE subscriber SET form = ?2 WHERE email = ?1", "ss",
                                  wish->email, wish->source));
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
  const Asking asking = { store, vt_host_store_begin_write (store, error), wish, letter, vt_host_store_now_us (store) };

  return asking.db != NULL && vt_host_store_end_write (store, enter (&asking, error), error);
}

/* @form: which form it was that something may be promised by. */
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
 * @source: (out) (transfer full) (nullable): which form it was that something may be promised by, once it is done
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
