/* The decision itself: which popup comes up at a moment of a visit. popup.js has the same, function by function. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-rule-private.h"

#include <string.h>

/* A phone that is scrolled up fast is left only by who had read some way down; percent of the page. */
#define SCROLL_UP_DEPTH 40

/* Seconds without a touch that are a phone's way of leaving. */
#define PHONE_IDLE 30

static const char *const verdicts[VT_POPUP_VERDICT_N] = {
  "shown",   "not-yet", "over",     "page",       "collection", "stock",   "device",   "language",
  "country", "source",  "visitors", "subscribed", "cart",       "views",   "answered", "quiet",
  "most",    "visit",   "day",      "busy",       "search",     "waiting",
};

/* Where popups come up without being named, and where never. */
static const char *const usual_pages[] = { "home", "collection", "product", "search", "blog", "post", "live", NULL };
static const char *const never_pages[] = { "cart", "checkout", "order", "not-found", "error", "offline", NULL };

static gboolean
lists (GStrv list, const char *text)
{
  for (guint i = 0; list[i] != NULL; i++)
    if (g_ascii_strcasecmp (list[i], text) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
share_one (GArray *some, GArray *others)
{
  for (guint i = 0; i < some->len; i++)
    for (guint j = 0; j < others->len; j++)
      if (g_array_index (some, gint64, i) == g_array_index (others, gint64, j))
        return TRUE;

  return FALSE;
}

/* "/collections/plants", "/collections/" and a star, or a kind. */
static gboolean
is_page (const char *pattern, const VtPopupFacts *facts)
{
  gsize length = strlen (pattern);

  if (pattern[0] != '/')
    return strcmp (pattern, facts->kind) == 0;
  if (pattern[length - 1] == '*')
    return strncmp (pattern, facts->path, length - 1) == 0;

  return strcmp (pattern, facts->path) == 0;
}

static gboolean
names_page (GStrv patterns, const VtPopupFacts *facts)
{
  for (guint i = 0; patterns[i] != NULL; i++)
    if (is_page (patterns[i], facts))
      return TRUE;

  return FALSE;
}

static gboolean
fits_page (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  if (g_strv_contains (never_pages, facts->kind) || names_page (rule->not_pages, facts))
    return FALSE;

  return rule->pages[0] != NULL ? names_page (rule->pages, facts) : g_strv_contains (usual_pages, facts->kind);
}

/* By utm_source, or by the host that led here: "google.com" is www.google.com too. */
static gboolean
fits_source (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  if (rule->campaigns[0] != NULL && !lists (rule->campaigns, facts->campaign))
    return FALSE;
  if (rule->sources[0] == NULL || (*facts->source != '\0' && lists (rule->sources, facts->source)))
    return TRUE;

  for (guint i = 0; rule->sources[i] != NULL && *facts->referrer != '\0'; i++)
    {
      g_autofree char *below = g_strconcat (".", rule->sources[i], NULL);

      if (g_ascii_strcasecmp (rule->sources[i], facts->referrer) == 0 || g_str_has_suffix (facts->referrer, below))
        return TRUE;
    }

  return FALSE;
}

static gboolean
fits_cart (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  if (*rule->cart != '\0' && g_str_equal (rule->cart, "filled") != (facts->cart_count > 0))
    return FALSE;
  if (facts->cart_value < rule->cart_from || (rule->cart_below > 0 && facts->cart_value >= rule->cart_below))
    return FALSE;
  if (rule->cart_products->len > 0 && !share_one (rule->cart_products, facts->cart_products))
    return FALSE;

  return rule->cart_collections->len == 0 || share_one (rule->cart_collections, facts->cart_collections);
}

static VtPopupVerdict
judge_time (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  if (rule->starts_ms > facts->now_ms)
    return VT_POPUP_VERDICT_NOT_YET;
  if ((rule->ends_ms > 0 && facts->now_ms >= rule->ends_ms) ||
      (rule->offer_ends_ms > 0 && facts->now_ms >= rule->offer_ends_ms))
    return VT_POPUP_VERDICT_OVER;

  return VT_POPUP_VERDICT_SHOWN;
}

/* What is the same for all who see the page. */
static VtPopupVerdict
judge_place (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  if (!fits_page (rule, facts))
    return VT_POPUP_VERDICT_PAGE;
  if (rule->collections->len > 0 && !share_one (rule->collections, facts->collections))
    return VT_POPUP_VERDICT_COLLECTION;
  if (rule->sold_out && !facts->sold_out)
    return VT_POPUP_VERDICT_STOCK;
  if (rule->languages[0] != NULL && !lists (rule->languages, facts->language))
    return VT_POPUP_VERDICT_LANGUAGE;

  return VT_POPUP_VERDICT_SHOWN;
}

static VtPopupVerdict
judge_shopper (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  if (rule->devices[0] != NULL && !lists (rule->devices, facts->device))
    return VT_POPUP_VERDICT_DEVICE;
  if (rule->countries[0] != NULL && !lists (rule->countries, facts->country))
    return VT_POPUP_VERDICT_COUNTRY;
  if (!fits_source (rule, facts))
    return VT_POPUP_VERDICT_SOURCE;
  if (*rule->visitors != '\0' && g_str_equal (rule->visitors, "new") != (facts->visits <= 1))
    return VT_POPUP_VERDICT_VISITORS;
  if (*rule->subscribed != '\0' && g_str_equal (rule->subscribed, "yes") != facts->subscribed)
    return VT_POPUP_VERDICT_SUBSCRIBED;
  if (!fits_cart (rule, facts))
    return VT_POPUP_VERDICT_CART;
  if (facts->views < rule->views)
    return VT_POPUP_VERDICT_VIEWS;

  return VT_POPUP_VERDICT_SHOWN;
}

static gboolean
is_asked_for (const VtPopupRule *rule)
{
  return g_str_equal (rule->trigger, "click");
}

/* What is asked for by a click is no surprise. The rest of the caps spares what is no popup but a part of the page, and
 * what the law may want asked. */
static VtPopupVerdict
judge_memory (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  const VtPopupMemory *memory = g_hash_table_lookup (facts->memory, &rule->id);
  gboolean same = memory != NULL && g_str_equal (memory->version, rule->version);

  if (is_asked_for (rule))
    return VT_POPUP_VERDICT_SHOWN;
  if (same && memory->done)
    return VT_POPUP_VERDICT_ANSWERED;
  if (same && facts->now_ms < memory->until_ms)
    return VT_POPUP_VERDICT_QUIET;
  if (rule->most > 0 && memory != NULL && memory->shown >= rule->most)
    return VT_POPUP_VERDICT_MOST;
  if (g_str_equal (rule->layout, "inline") || g_str_equal (rule->goal, "age"))
    return VT_POPUP_VERDICT_SHOWN;
  if (facts->shown_visit >= facts->cap_visit)
    return VT_POPUP_VERDICT_CAP_VISIT;

  return facts->shown_day >= facts->cap_day ? VT_POPUP_VERDICT_CAP_DAY : VT_POPUP_VERDICT_SHOWN;
}

/* Google demotes pages that cover themselves for who comes from its results on a phone; what the law wants is spared.
 */
static VtPopupVerdict
judge_manners (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  gboolean covers = g_str_equal (rule->layout, "centre") || g_str_equal (rule->layout, "full");

  if (facts->busy && !g_str_equal (rule->layout, "inline"))
    return VT_POPUP_VERDICT_BUSY;

  return covers && facts->touch && facts->from_search && !is_asked_for (rule) && !g_str_equal (rule->goal, "age")
             ? VT_POPUP_VERDICT_SEARCH
             : VT_POPUP_VERDICT_SHOWN;
}

static gboolean
is_left (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  if (!facts->touch)
    return facts->seconds >= rule->value && g_str_equal (facts->event, "exit");
  if (facts->seconds * 2 < rule->value * 3)
    return FALSE;
  if (g_str_equal (rule->phone, "idle"))
    return facts->idle >= PHONE_IDLE;
  if (g_str_equal (rule->phone, "scroll-up") && facts->depth < SCROLL_UP_DEPTH)
    return FALSE;

  return !g_str_equal (rule->phone, "none") && g_str_equal (facts->event, rule->phone);
}

/* For the simulation: whether it would come up if nothing else kept it away. */
gboolean
vt_popup_rule_is_triggered (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  const struct
  {
    const char *trigger;
    gint64 reached;
  } counts[] = { { "time", facts->seconds },
                 { "scroll", facts->depth },
                 { "pages", facts->views },
                 { "idle", facts->idle },
                 { "cart", facts->cart_value } };

  if (is_asked_for (rule))
    return g_str_equal (facts->event, "click") && g_str_equal (facts->word, rule->word);
  if (g_str_equal (rule->trigger, "exit"))
    return is_left (rule, facts);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (g_str_equal (rule->trigger, counts[i].trigger))
      return counts[i].reached >= rule->value;

  return FALSE;
}

typedef VtPopupVerdict (*Judge) (const VtPopupRule *rule, const VtPopupFacts *facts);

/**
 * vt_popup_judge:
 * @rule: a popup
 * @facts: a moment of a visit
 *
 * Returns: %VT_POPUP_VERDICT_SHOWN when it may come up now, else the first reason why not
 */
VtPopupVerdict
vt_popup_judge (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  static const Judge judges[] = { judge_time, judge_place, judge_shopper, judge_memory, judge_manners };

  for (guint i = 0; i < G_N_ELEMENTS (judges); i++)
    {
      VtPopupVerdict verdict = judges[i](rule, facts);

      if (verdict != VT_POPUP_VERDICT_SHOWN)
        return verdict;
    }

  return vt_popup_rule_is_triggered (rule, facts) ? VT_POPUP_VERDICT_SHOWN : VT_POPUP_VERDICT_WAITING;
}

/**
 * vt_popup_judge_page:
 * @rule: a popup
 * @facts: `kind`, `path`, `collections`, `sold_out`, `language` and `now` of a page
 *
 * Whether a page needs to carry the popup at all. One whose time is still to come is carried: a page may stand open.
 *
 * Returns: %VT_POPUP_VERDICT_SHOWN when it may come up for somebody who sees the page, else why not
 */
VtPopupVerdict
vt_popup_judge_page (const VtPopupRule *rule, const VtPopupFacts *facts)
{
  return judge_time (rule, facts) == VT_POPUP_VERDICT_OVER ? VT_POPUP_VERDICT_OVER : judge_place (rule, facts);
}

/**
 * vt_popup_decide:
 * @rules: (element-type VtPopupRule): popups, the most important first
 * @facts: a moment of a visit
 *
 * Returns: (nullable): the one that comes up
 */
const VtPopupRule *
vt_popup_decide (GPtrArray *rules, const VtPopupFacts *facts)
{
  for (guint i = 0; i < rules->len; i++)
    if (vt_popup_judge (g_ptr_array_index (rules, i), facts) == VT_POPUP_VERDICT_SHOWN)
      return g_ptr_array_index (rules, i);

  return NULL;
}

/**
 * vt_popup_pick:
 * @weights: (array length=n): the share of each
 * @n: how many there are
 * @seed: who chooses: the visitor's own number and the popup's, "4f2a.3"
 *
 * Chooses one of a popup's variants. The same visitor always gets the same one: FNV-1a of the seed, over the shares.
 *
 * Returns: its index; 0 when no share is above 0
 */
guint
vt_popup_pick (const int *weights, guint n, const char *seed)
{
  guint32 hash = 2166136261u;
  guint total = 0;
  guint left;

  for (const char *c = seed; *c != '\0'; c++)
    hash = (hash ^ (guint8) *c) * 16777619u;
  /* The lowest bits of FNV-1a alone are not mixed well. */
  hash ^= hash >> 16;
  for (guint i = 0; i < n; i++)
    total += (guint) MAX (weights[i], 0);
  if (total == 0)
    return 0;

  left = hash % total;
  for (guint i = 0; i < n; i++)
    {
      guint weight = (guint) MAX (weights[i], 0);

      if (left < weight)
        return i;
      left -= weight;
    }

  return 0;
}

/**
 * vt_popup_verdict_to_string:
 * @verdict: a verdict
 *
 * Returns: its word
 */
const char *
vt_popup_verdict_to_string (VtPopupVerdict verdict)
{
  return verdicts[verdict];
}
