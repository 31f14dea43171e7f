/* What each goal proposes. Every proposal is a draft that keeps the manners of A8: seconds before anything comes up,
 * one in a visit, quiet for weeks after a no, and a no that shames nobody. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  const char *headline;
  const char *body;
  const char *accept;
  const char *decline;
  const char *target;
  VtPopupLayout layout;
  VtPopupTrigger trigger;
  int value;
  const char *audience;
  VtPopupProducts products;
  VtPopupForm form;
  int quiet_days;
} Proposal;

static const Proposal proposals[] = {
  [VT_POPUP_LEAVING] = { N_ ("Before you go"), N_ ("Before you go"), N_ ("See what others liked."), N_ ("Have a look"),
                         N_ ("No, thanks"), "/collections/all", VT_POPUP_CENTRE, VT_POPUP_EXIT, 10, NULL,
                         VT_POPUP_PRODUCTS_SUGGESTED, VT_POPUP_FORM_NONE, 30 },
  [VT_POPUP_WELCOME] = { N_ ("Welcome"), N_ ("Welcome to our shop"), N_ ("This is where most people begin."),
                         N_ ("Have a look"), N_ ("No, thanks"), "/collections/all", VT_POPUP_CORNER, VT_POPUP_TIME, 15,
                         "{\"visitors\":\"new\"}", VT_POPUP_PRODUCTS_SUGGESTED, VT_POPUP_FORM_NONE, 30 },
  [VT_POPUP_NEWSLETTER] = { N_ ("Newsletter"), N_ ("News from the shop, now and then"),
                            N_ ("What is new, before others hear of it."), N_ ("Send me the news"), N_ ("No, thanks"),
                            "", VT_POPUP_CENTRE, VT_POPUP_SCROLL, 60, "{\"subscribed\":\"no\"}", VT_POPUP_PRODUCTS_NONE,
                            VT_POPUP_FORM_NEWSLETTER, 60 },
  [VT_POPUP_ANNOUNCE] = { N_ ("Announcement"), N_ ("Just in"), N_ ("See what is new in the shop."), N_ ("Have a look"),
                          N_ ("Close"), "/collections/all", VT_POPUP_BAR, VT_POPUP_TIME, 5, NULL,
                          VT_POPUP_PRODUCTS_NONE, VT_POPUP_FORM_NONE, 14 },
  [VT_POPUP_CART] = { N_ ("What is in the bag"), N_ ("Your bag is still here"),
                      N_ ("What you chose last time waits for you."), N_ ("To the bag"), N_ ("Later"), "/cart",
                      VT_POPUP_CORNER, VT_POPUP_TIME, 10, "{\"visitors\":\"returning\",\"cart\":\"filled\"}",
                      VT_POPUP_PRODUCTS_NONE, VT_POPUP_FORM_NONE, 3 },
  [VT_POPUP_STOCK] = { N_ ("Back in stock"), N_ ("Shall we tell you when it is back?"),
                       N_ ("One letter, when it can be bought again, and no other."), N_ ("Tell me"), N_ ("No, thanks"),
                       "", VT_POPUP_CORNER, VT_POPUP_TIME, 10, "{\"pages\":[\"product\"],\"sold_out\":true}",
                       VT_POPUP_PRODUCTS_RELATED, VT_POPUP_FORM_STOCK, 7 },
  [VT_POPUP_AGE] = { N_ ("Age"), N_ ("Are you 18 or older?"), N_ ("What we sell here is for adults."), N_ ("Yes, I am"),
                     N_ ("No"), "", VT_POPUP_FULL, VT_POPUP_TIME, 0, NULL, VT_POPUP_PRODUCTS_NONE, VT_POPUP_FORM_NONE,
                     30 },
  [VT_POPUP_LIVE] = { N_ ("Live now"), N_ ("We are live"), N_ ("Look in and ask us anything."), N_ ("Watch"),
                      N_ ("Not now"), "/live", VT_POPUP_BAR, VT_POPUP_TIME, 3, NULL, VT_POPUP_PRODUCTS_NONE,
                      VT_POPUP_FORM_NONE, 1 },
};

static gboolean
say (VtDb *db, gint64 id, const Proposal *proposal, GError **error)
{
  const char *consent = proposal->form == VT_POPUP_FORM_NEWSLETTER
                            ? _ ("I want the shop's news by e-mail. I can stop them at any time by the link in each.")
                            : "";
  const char *thanks = proposal->form != VT_POPUP_FORM_NONE ? _ ("Thank you. Please look into your mailbox.") : "";

  return vt_popup_set_headline (db, id, _ (proposal->headline), error) &&
         vt_popup_set_body (db, id, _ (proposal->body), error) &&
         vt_popup_set_accept_label (db, id, _ (proposal->accept), error) &&
         vt_popup_set_decline_label (db, id, _ (proposal->decline), error) &&
         vt_popup_set_target (db, id, proposal->target, error) && vt_popup_set_consent (db, id, consent, error) &&
         vt_popup_set_thanks (db, id, thanks, error);
}

/**
 * vt_popup_new_for_goal:
 * @db: the connection of a #VtShopJob
 * @goal: what it is for
 * @id: (out): id of the new popup
 * @error: a #VtPromoError or #VtDbError
 *
 * Makes a draft that has all that its goal needs, in the words of the program's language. It promises no discount.
 *
 * Returns: whether it was made
 */
gboolean
vt_popup_new_for_goal (VtDb *db, VtPopupGoal goal, gint64 *id, GError **error)
{
  const Proposal *proposal = &proposals[goal];

  return vt_popup_create (db, _ (proposal->name), id, error) && vt_popup_set_goal (db, *id, goal, error) &&
         vt_popup_set_layout (db, *id, proposal->layout, error) &&
         vt_popup_set_trigger (db, *id, proposal->trigger, proposal->value, error) &&
         vt_popup_set_audience (db, *id, proposal->audience, error) &&
         vt_popup_set_products (db, *id, proposal->products, error) &&
         vt_popup_set_form (db, *id, proposal->form, error) &&
         vt_popup_set_quiet_days (db, *id, proposal->quiet_days, error) && say (db, *id, proposal, error);
}
