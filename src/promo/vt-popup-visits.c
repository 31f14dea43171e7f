/* Visits that nobody made: as many pages, seconds and ways out as shops usually see. The same seed gives the same
 * visits. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-visits.h"

#define PAGES_MOST   8
#define SECONDS_MOST 180
#define SHARE        100

/* A visitor who comes back does so among this many of those who were there before. */
#define RETURN_AMONG 5

static gboolean
happens (GRand *rand, guint percent)
{
  return (guint) g_rand_int_range (rand, 0, SHARE) < percent;
}

/* Most things are short and few are long: the smaller of two. */
static int
few (GRand *rand, int least, int most)
{
  return MIN (g_rand_int_range (rand, least, most + 1), g_rand_int_range (rand, least, most + 1));
}

static JsonArray *
one_collection (GRand *rand, const VtPopupMix *mix)
{
  JsonArray *ids = json_array_new ();

  if (mix->collections != NULL && mix->collections->len > 0)
    json_array_add_int_element (
        ids, g_array_index (mix->collections, gint64, g_rand_int_range (rand, 0, (int) mix->collections->len)));
  return ids;
}

static void
add_events (GRand *rand, JsonObject *page, gboolean phone, gboolean is_last)
{
  JsonArray *events = json_array_new ();

  if (phone && happens (rand, 25))
    json_array_add_string_element (events, "scroll-up");
  if (phone && happens (rand, 15))
    json_array_add_string_element (events, "return");
  if (is_last)
    json_array_add_string_element (events, phone ? "back" : "exit");
  json_object_set_array_member (page, "events", events);
}

static JsonObject *
make_page (GRand *rand, const VtPopupMix *mix, int number, gboolean phone, gboolean is_last)
{
  static const struct
  {
    const char *kind, *path;
  } places[] = { { "home", "/" },
                 { "collection", "/collections/a" },
                 { "product", "/products/a" },
                 { "product", "/products/b" },
                 { "search", "/search" },
                 { "blog", "/blog" } };
  int i = number == 0 && happens (rand, 45) ? 0 : g_rand_int_range (rand, 0, (int) G_N_ELEMENTS (places));
  JsonObject *page = json_object_new ();
  int seconds = few (rand, 3, SECONDS_MOST);

  json_object_set_string_member (page, "kind", places[i].kind);
  json_object_set_string_member (page, "path", places[i].path);
  json_object_set_int_member (page, "seconds", seconds);
  json_object_set_int_member (page, "depth", g_rand_int_range (rand, 20, 101));
  json_object_set_int_member (page, "idle", happens (rand, 20) ? seconds / 2 : 0);
  if (i == 1 || i == 2 || i == 3)
    json_object_set_array_member (page, "collections", one_collection (rand, mix));
  if (i == 3 && happens (rand, 10))
    json_object_set_boolean_member (page, "sold_out", TRUE);
  add_events (rand, page, phone, is_last);
  return page;
}

static void
add_bag (GRand *rand, const VtPopupMix *mix, JsonObject *visit)
{
  gint64 worth = mix->bag_minor * g_rand_int_range (rand, 20, 200) / SHARE;

  json_object_set_int_member (visit, "cart_count", few (rand, 1, 5));
  json_object_set_int_member (visit, "cart_value", worth);
  json_object_set_array_member (visit, "cart_collections", one_collection (rand, mix));
}

static JsonObject *
make_visit (GRand *rand, const VtPopupMix *mix, guint number)
{
  JsonObject *visit = json_object_new ();
  JsonArray *pages = json_array_new ();
  gboolean phone = happens (rand, mix->phones);
  int n_pages = few (rand, 1, PAGES_MOST);
  gint64 span_ms = (gint64) mix->days * (G_TIME_SPAN_DAY / 1000);
  gint64 at_ms = mix->from_us / 1000 + span_ms * number / mix->n_visits;

  json_object_set_int_member (visit, "at", MAX (at_ms, 0));
  json_object_set_string_member (visit, "device", phone ? "phone" : "computer");
  json_object_set_boolean_member (visit, "touch", phone);
  json_object_set_string_member (visit, "language", mix->language);
  json_object_set_string_member (visit, "country", mix->country);
  json_object_set_boolean_member (visit, "from_search", happens (rand, mix->searching));
  if (number > 0 && happens (rand, mix->returning))
    {
      guint who = (guint) g_rand_int_range (rand, 0, (int) (number + RETURN_AMONG - 1) / RETURN_AMONG);
      g_autofree char *name = g_strdup_printf ("v%u", who * RETURN_AMONG);

      json_object_set_string_member (visit, "visitor", name);
    }
  else
    {
      g_autofree char *name = g_strdup_printf ("v%u", number);

      json_object_set_string_member (visit, "visitor", name);
    }
  if (happens (rand, mix->bags))
    add_bag (rand, mix, visit);
  for (int i = 0; i < n_pages; i++)
    json_array_add_object_element (pages, make_page (rand, mix, i, phone, i == n_pages - 1));
  json_object_set_array_member (visit, "pages", pages);
  return visit;
}

/**
 * vt_popup_visits_make:
 * @mix: of which kinds
 * @seed: the same gives the same visits
 *
 * Makes visits up, in the order of time.
 *
 * Returns: (transfer full): visits for vt_popup_simulate()
 */
JsonArray *
vt_popup_visits_make (const VtPopupMix *mix, guint32 seed)
{
  JsonArray *visits = json_array_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_return_val_if_fail (mix->n_visits > 0 && mix->n_visits <= VT_POPUP_MADE_MAX && mix->days > 0, visits);

  for (guint i = 0; i < mix->n_visits; i++)
    json_array_add_object_element (visits, make_visit (rand, mix, i));
  return visits;
}
