/* What the audience of a popup can be, as rows of its editor. */
#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-audience-members.h"

#include <glib/gi18n.h>

static const char *const visitor_words[] = { "", "new", "returning" };
static const char *const visitor_names[] = { N_ ("New and returning visitors"), N_ ("New visitors"),
                                             N_ ("Returning visitors"), NULL };
static const char *const answer_words[] = { "", "yes", "no" };
static const char *const answer_names[] = { N_ ("Subscribers and others"), N_ ("Subscribers of the newsletter"),
                                            N_ ("Who has not subscribed"), NULL };
static const char *const cart_words[] = { "", "empty", "filled" };
static const char *const cart_names[] = { N_ ("Full or empty"), N_ ("Empty"), N_ ("With something in it"), NULL };
static const char *const device_words[] = { "phone", "tablet", "computer", NULL };
static const char *const device_names[] = { N_ ("Phones"), N_ ("Tablets"), N_ ("Computers"), NULL };
static const char *const page_words[] = { "home", "collection", "product", "search", "blog",
                                          "post", "page",       "live",    NULL };
static const char *const page_names[] = { N_ ("Home page"), N_ ("Collections"), N_ ("Products"),
                                          N_ ("Search"),    N_ ("Blog"),        N_ ("Posts"),
                                          N_ ("Pages"),     N_ ("Live sales"),  NULL };

const VtAudienceFact vt_audience_facts[VT_AUDIENCE_N] = {
  [VT_AUDIENCE_VISITORS] = { "visitors", VT_AUDIENCE_WORD, VT_AUDIENCE_WHO, N_ ("Visitors"), NULL, visitor_words,
                             visitor_names },
  [VT_AUDIENCE_SUBSCRIBED] = { "subscribed", VT_AUDIENCE_WORD, VT_AUDIENCE_WHO, N_ ("Newsletter"), NULL, answer_words,
                               answer_names },
  [VT_AUDIENCE_DEVICES] = { "devices", VT_AUDIENCE_CHOICES, VT_AUDIENCE_WHO, N_ ("Devices"), N_ ("All devices"),
                            device_words, device_names },
  [VT_AUDIENCE_LANGUAGES] = { "languages", VT_AUDIENCE_CHOICES, VT_AUDIENCE_WHO, N_ ("Languages"), N_ ("All languages"),
                              NULL, NULL },
  [VT_AUDIENCE_COUNTRIES] = { "countries", VT_AUDIENCE_TEXTS, VT_AUDIENCE_WHO, N_ ("Countries"),
                              N_ ("All countries; or PT, BR"), NULL, NULL },
  [VT_AUDIENCE_SOURCES] = { "sources", VT_AUDIENCE_TEXTS, VT_AUDIENCE_FROM, N_ ("Sources (UTM source or host)"),
                            N_ ("Any; or newsletter, instagram.com"), NULL, NULL },
  [VT_AUDIENCE_CAMPAIGNS] = { "campaigns", VT_AUDIENCE_TEXTS, VT_AUDIENCE_FROM, N_ ("Campaigns (UTM campaign)"),
                              N_ ("Any; or summer, launch"), NULL, NULL },
  [VT_AUDIENCE_VIEWS] = { "views", VT_AUDIENCE_COUNT, VT_AUDIENCE_FROM, N_ ("From the page of the visit on"),
                          N_ ("the first"), NULL, NULL },
  [VT_AUDIENCE_PAGES] = { "pages", VT_AUDIENCE_CHOICES, VT_AUDIENCE_WHERE, N_ ("Kinds of pages"),
                          N_ ("All but bag and checkout"), page_words, page_names },
  [VT_AUDIENCE_PATHS] = { "pages", VT_AUDIENCE_TEXTS, VT_AUDIENCE_WHERE, N_ ("Or these addresses"),
                          N_ ("None; or /collections/lamps, /products/*"), NULL, NULL },
  [VT_AUDIENCE_NOT_PAGES] = { "not_pages", VT_AUDIENCE_TEXTS, VT_AUDIENCE_WHERE, N_ ("Never on"),
                              N_ ("None; or /pages/*, blog"), NULL, NULL },
  [VT_AUDIENCE_COLLECTIONS] = { "collections", VT_AUDIENCE_IDS, VT_AUDIENCE_WHERE, N_ ("Pages of these collections"),
                                N_ ("Of any collection"), NULL, NULL },
  [VT_AUDIENCE_SOLD_OUT] = { "sold_out", VT_AUDIENCE_FLAG, VT_AUDIENCE_WHERE, N_ ("Only where something is sold out"),
                             NULL, NULL, NULL },
  [VT_AUDIENCE_CART] = { "cart", VT_AUDIENCE_WORD, VT_AUDIENCE_BAG, N_ ("The bag is"), NULL, cart_words, cart_names },
  [VT_AUDIENCE_CART_FROM] = { "cart_from", VT_AUDIENCE_MONEY, VT_AUDIENCE_BAG, N_ ("It is worth at least"),
                              N_ ("any amount"), NULL, NULL },
  [VT_AUDIENCE_CART_BELOW] = { "cart_below", VT_AUDIENCE_MONEY, VT_AUDIENCE_BAG, N_ ("It is worth less than"),
                               N_ ("any amount"), NULL, NULL },
  [VT_AUDIENCE_CART_PRODUCTS] = { "cart_products", VT_AUDIENCE_IDS, VT_AUDIENCE_BAG,
                                  N_ ("One of these products is in it"), N_ ("Any product"), NULL, NULL },
  [VT_AUDIENCE_CART_COLLECTIONS] = { "cart_collections", VT_AUDIENCE_IDS, VT_AUDIENCE_BAG,
                                     N_ ("Something of these collections is in it"), N_ ("Of any collection"), NULL,
                                     NULL },
};
