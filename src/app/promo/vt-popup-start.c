#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-start.h"

#include <glib/gi18n.h>

/* Basis points of the discounts that are proposed. */
#define LEAVING_BP 1000
#define ENDING_BP  1500

/* Seconds on the page before a popup may come up: below that nobody has read anything. */
#define LEAST_SECONDS 10

#define QUIET_DAYS 30
#define MAX_CODES  1000

static const struct
{
  const char *title;
  const char *subtitle;
  VtPopupStart start;
  VtPopupGoal goal;
} starts[] = {
  /* xgettext:no-c-format */
  { N_ ("A code for those who leave"), N_ ("10% off, and it works as long as you say"), VT_POPUP_START_LEAVING,
    VT_POPUP_LEAVING },
  /* xgettext:no-c-format */
  { N_ ("An offer that really ends"), N_ ("15% off for a week, with a clock that stops the code"),
    VT_POPUP_START_ENDING, VT_POPUP_ANNOUNCE },
  { N_ ("News, no discount"), N_ ("One sentence and a way to what is new"), VT_POPUP_START_NEWS, VT_POPUP_ANNOUNCE },
  { N_ ("A welcome"), N_ ("New visitors see where most people begin"), VT_POPUP_START_GOAL, VT_POPUP_WELCOME },
  { N_ ("Newsletter for a code"), N_ ("Asked for with consent; who confirms gets 10% off"), VT_POPUP_START_LETTER,
    VT_POPUP_NEWSLETTER },
  { N_ ("Newsletter alone"), N_ ("Or for an e-book: who confirms gets the address that the button leads to"),
    VT_POPUP_START_GOAL, VT_POPUP_NEWSLETTER },
  { N_ ("What is in the bag"), N_ ("Reminds those who come back of what they chose"), VT_POPUP_START_GOAL,
    VT_POPUP_CART },
  { N_ ("Back in stock"), N_ ("On sold-out products: one letter when it can be bought again"), VT_POPUP_START_GOAL,
    VT_POPUP_STOCK },
  { N_ ("An age check"), N_ ("Full screen, before anything else; it keeps the answer for you"), VT_POPUP_START_GOAL,
    VT_POPUP_AGE },
  { N_ ("Live now"), N_ ("A bar while a live sale is on"), VT_POPUP_START_GOAL, VT_POPUP_LIVE },
  { N_ ("Nothing but a name"), N_ ("You write all of it"), VT_POPUP_START_EMPTY, VT_POPUP_ANNOUNCE },
};

static gboolean
free_code (VtDb *db, const char *stem, char **code, GError **error)
{
  for (guint i = 1; i <= MAX_CODES; i++)
    {
      g_autofree char *candidate = i == 1 ? g_strdup (stem) : g_strdup_printf ("%s-%u", stem, i);
      g_autoptr (GPtrArray) discounts = vt_discount_list (db, error);
      gboolean taken = FALSE;

      if (discounts == NULL)
        return FALSE;
      for (guint j = 0; j < discounts->len && !taken; j++)
        taken = g_ascii_strcasecmp (((VtDiscount *) g_ptr_array_index (discounts, j))->code, candidate) == 0;
      if (!taken)
        {
          *code = g_steal_pointer (&candidate);
          return TRUE;
        }
    }

  g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_TAKEN,
                       _ ("There are too many discounts with this code; delete some"));
  return FALSE;
}

static gboolean
add_discount (VtDb *db, VtPopupStartJob *job, const char *title, const char *stem, gint64 basis_points, GError **error)
{
  g_autofree char *code = NULL;

  return free_code (db, stem, &code, error) &&
         vt_discount_create (db, title, code, VT_DISCOUNT_PERCENT, basis_points, &job->discount_id, error) &&
         vt_discount_set_period (db, job->discount_id, 0, job->ends_us, error) &&
         vt_discount_set_active (db, job->discount_id, TRUE, error) &&
         vt_popup_set_discount (db, job->popup_id, job->discount_id, error);
}

static gboolean
say (VtDb *db, gint64 id, const char *headline, const char *body, const char *accept, GError **error)
{
  return vt_popup_set_headline (db, id, headline, error) && vt_popup_set_body (db, id, body, error) &&
         vt_popup_set_accept_label (db, id, accept, error) &&
         vt_popup_set_decline_label (db, id, _ ("No, thanks"), error);
}

static gboolean
fill_leaving (VtDb *db, VtPopupStartJob *job, GError **error)
{
  return add_discount (db, job, _ ("Welcome"), "WELCOME10", LEAVING_BP, error) &&
         say (db, job->popup_id, _ ("Before you go"),
              /* xgettext:no-c-format */
              _ ("Take 10% off your order with you."), _ ("Apply to my bag"), error) &&
         vt_popup_set_goal (db, job->popup_id, VT_POPUP_LEAVING, error);
}

static gboolean
fill_ending (VtDb *db, VtPopupStartJob *job, GError **error)
{
  return add_discount (db, job, _ ("This week"), "WEEK15", ENDING_BP, error) &&
         say (db, job->popup_id,
              /* xgettext:no-c-format */
              _ ("15% off, this week only"), _ ("The code works until the clock is at zero, and then for nobody."),
              _ ("Apply to my bag"), error) &&
         vt_popup_set_countdown (db, job->popup_id, TRUE, error) &&
         vt_popup_set_goal (db, job->popup_id, VT_POPUP_ANNOUNCE, error);
}

static gboolean
fill_news (VtDb *db, VtPopupStartJob *job, GError **error)
{
  return say (db, job->popup_id, _ ("Just in"), _ ("See what is new in the shop."), _ ("Have a look"), error) &&
         vt_popup_set_target (db, job->popup_id, "/collections/all", error) &&
         vt_popup_set_goal (db, job->popup_id, VT_POPUP_ANNOUNCE, error);
}

/* The newsletter's popup as its goal proposes it, and a code in it. */
static gboolean
fill_letter (VtDb *db, VtPopupStartJob *job, GError **error)
{
  return add_discount (db, job, _ ("Welcome"), "HELLO10", LEAVING_BP, error) &&
         vt_popup_set_body (
             db, job->popup_id,
             /* xgettext:no-c-format */
             _ ("What is new, before others hear of it, and a code for 10% off once you have confirmed."), error);
}

static const char *
name_of (VtPopupStart start)
{
  switch (start)
    {
    case VT_POPUP_START_LEAVING:
      return _ ("Before you go");
    case VT_POPUP_START_ENDING:
      return _ ("This week");
    case VT_POPUP_START_NEWS:
      return _ ("Just in");
    case VT_POPUP_START_EMPTY:
    case VT_POPUP_START_LETTER:
    case VT_POPUP_START_GOAL:
    default:
      return _ ("New popup");
    }
}

/**
 * vt_popup_start:
 * @db: the connection that writes
 * @data: a #VtPopupStartJob
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob that makes a popup, and the discount it gives.
 *
 * Returns: whether it was made
 */
gboolean
vt_popup_start (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtPopupStartJob *job = data;

  if (job->start == VT_POPUP_START_GOAL)
    return vt_popup_new_for_goal (db, job->goal, &job->popup_id, error);
  if (job->start == VT_POPUP_START_LETTER)
    return vt_popup_new_for_goal (db, VT_POPUP_NEWSLETTER, &job->popup_id, error) && fill_letter (db, job, error);
  if (!vt_popup_create (db, name_of (job->start), &job->popup_id, error) ||
      !vt_popup_set_quiet_days (db, job->popup_id, QUIET_DAYS, error) ||
      !vt_popup_set_trigger (db, job->popup_id, VT_POPUP_EXIT, LEAST_SECONDS, error))
    return FALSE;

  switch (job->start)
    {
    case VT_POPUP_START_LEAVING:
      return fill_leaving (db, job, error);
    case VT_POPUP_START_ENDING:
      return fill_ending (db, job, error);
    case VT_POPUP_START_NEWS:
      return fill_news (db, job, error);
    case VT_POPUP_START_EMPTY:
    case VT_POPUP_START_LETTER:
    case VT_POPUP_START_GOAL:
    default:
      return TRUE;
    }
}

/**
 * vt_popup_start_discount:
 * @db: the connection that writes
 * @data: a #VtPopupStartJob with a popup
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob that makes a discount for a popup that has none.
 *
 * Returns: whether it was made
 */
gboolean
vt_popup_start_discount (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return add_discount (db, data, _ ("Welcome"), "WELCOME10", LEAVING_BP, error);
}

/**
 * vt_popup_start_count:
 *
 * Returns: how many starting points there are
 */
guint
vt_popup_start_count (void)
{
  return G_N_ELEMENTS (starts);
}

/**
 * vt_popup_start_title:
 * @index: a starting point
 *
 * Returns: (transfer none): what it is, translated
 */
const char *
vt_popup_start_title (guint index)
{
  return _ (starts[index].title);
}

/**
 * vt_popup_start_subtitle:
 * @index: a starting point
 *
 * Returns: (transfer none): what comes of it, translated
 */
const char *
vt_popup_start_subtitle (guint index)
{
  return _ (starts[index].subtitle);
}

/**
 * vt_popup_start_prepare:
 * @index: a starting point
 * @ends_us: when an offer that ends would end, UTC microseconds since 1970
 * @job: (out caller-allocates): what vt_popup_start() takes
 */
void
vt_popup_start_prepare (guint index, gint64 ends_us, VtPopupStartJob *job)
{
  *job = (VtPopupStartJob){ .start = starts[index].start, .goal = starts[index].goal };
  if (job->start == VT_POPUP_START_ENDING)
    job->ends_us = ends_us;
}
