/* Runs visits through the popups. Only the moments at which something can happen are looked at: when a page is opened,
 * when a popup's time or depth is reached, and when the page is left. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-simulate.h"

#include "base/vt-json.h"
#include "promo/vt-popup-rule-private.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>

#define PAGES_MAX   500
#define EVENTS_MAX  20
#define SECONDS_MAX (24 * 60 * 60)
#define DAY_MS      (G_TIME_SPAN_DAY / 1000)

/* What the browser of one visitor remembers. */
typedef struct
{
  GHashTable *memory; /* (owned) as VtPopupFacts has it */
  GArray *recent;     /* (owned) gint64: when popups came up */
  gint64 visits;
} Visitor;

typedef struct
{
  VtPopupSimulation *result;
  GPtrArray *rules;     /* (owned) in the order of result->outcomes */
  GHashTable *visitors; /* (owned) name → Visitor */
  gint64 cap_visit;
  gint64 cap_day;

  /* Of the visit. */
  Visitor *visitor;
  GPtrArray *rest; /* (owned) (element-type VtPopupRule) rules that have not come up on this page */
  gint64 at_ms;    /* when its page was opened */
  gint64 shown_visit;
  gboolean *came;  /* (owned) by rule */
  guint *furthest; /* (owned) by rule: see rank() */
} Run;

static void
outcome_free (VtPopupOutcome *outcome)
{
  g_free (outcome->name);
  g_free (outcome);
}

/**
 * vt_popup_simulation_free:
 * @self: (nullable): a simulation
 */
void
vt_popup_simulation_free (VtPopupSimulation *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_free (self);
}

static void
visitor_free (Visitor *visitor)
{
  g_hash_table_unref (visitor->memory);
  g_array_unref (visitor->recent);
  g_free (visitor);
}

static void
memory_free (VtPopupMemory *memory)
{
  g_free (memory->version);
  g_free (memory);
}

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->result, vt_popup_simulation_free);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->rest, g_ptr_array_unref);
  g_clear_pointer (&self->visitors, g_hash_table_unref);
  g_clear_pointer (&self->came, g_free);
  g_clear_pointer (&self->furthest, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static Visitor *
find_visitor (Run *self, const char *name)
{
  Visitor *visitor = g_hash_table_lookup (self->visitors, name);

  if (visitor != NULL)
    return visitor;

  visitor = g_new0 (Visitor, 1);
  visitor->memory = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) memory_free);
  visitor->recent = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (self->visitors, g_strdup (name), visitor);
  return visitor;
}

static gint64
count_day (const Visitor *visitor, gint64 now_ms)
{
  gint64 count = 0;

  for (guint i = 0; i < visitor->recent->len; i++)
    {
      gint64 at_ms = g_array_index (visitor->recent, gint64, i);

      count += at_ms <= now_ms && now_ms - at_ms < DAY_MS ? 1 : 0;
    }

  return count;
}

/* It came up and was closed again, as most are. */
static void
note_shown (Run *self, const VtPopupRule *rule, guint index, gint64 now_ms)
{
  VtPopupOutcome *outcome = g_ptr_array_index (self->result->outcomes, index);
  VtPopupMemory *memory = g_hash_table_lookup (self->visitor->memory, &rule->id);

  if (memory == NULL)
    {
      memory = g_new0 (VtPopupMemory, 1);
      memory->version = g_strdup (rule->version);
      g_hash_table_replace (self->visitor->memory, g_memdup2 (&rule->id, sizeof rule->id), memory);
    }
  memory->shown++;
  memory->until_ms = now_ms + rule->quiet_days * DAY_MS;
  memory->done = g_str_equal (rule->goal, "age");
  outcome->shows++;
  outcome->visits += self->came[index] ? 0 : 1;
  self->came[index] = TRUE;
  if (g_str_equal (rule->layout, "inline"))
    return;

  self->shown_visit++;
  g_array_append_val (self->visitor->recent, now_ms);
}

/* How far a popup got. One that was triggered and kept away by another, or by what was answered before, got further
 * than one that nothing triggered yet; and that one further than one that would have been kept away anyway. */
static guint
rank (VtPopupVerdict verdict, gboolean triggered)
{
  return (guint) verdict + (triggered && verdict >= VT_POPUP_VERDICT_ANSWERED ? VT_POPUP_VERDICT_N : 0);
}

/* The lists of facts that are the page's are shared with it. */
static void
look (Run *self, VtPopupFacts *facts, gint64 second, const char *event)
{
  const VtPopupRule *found;
  guint index = 0;

  facts->now_ms = self->at_ms + second * 1000;
  facts->seconds = second;
  facts->shown_visit = self->shown_visit;
  facts->shown_day = count_day (self->visitor, facts->now_ms);
  g_free (facts->event);
  facts->event = g_strdup (event);

  for (guint i = 0; i < self->rules->len; i++)
    {
      const VtPopupRule *rule = g_ptr_array_index (self->rules, i);
      VtPopupVerdict verdict = vt_popup_judge (rule, facts);

      if (verdict != VT_POPUP_VERDICT_SHOWN)
        self->furthest[i] = MAX (self->furthest[i], rank (verdict, vt_popup_rule_is_triggered (rule, facts)));
    }
  found = vt_popup_decide (self->rest, facts);
  if (found == NULL)
    return;

  g_ptr_array_find (self->rules, found, &index);
  note_shown (self, found, index, facts->now_ms);
  g_ptr_array_remove (self->rest, (gpointer) found);
}

static int
compare_seconds (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static GArray *
list_moments (Run *self, gint64 seconds, gint64 depth)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 second = 0;

  g_array_append_val (moments, second);
  g_array_append_val (moments, seconds);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const VtPopupRule *rule = g_ptr_array_index (self->rules, i);

      second = -1;
      if (g_str_equal (rule->trigger, "time"))
        second = rule->value;
      else if (g_str_equal (rule->trigger, "scroll") && depth > 0)
        second = (rule->value * seconds + depth - 1) / depth;
      if (second >= 0 && second <= seconds)
        g_array_append_val (moments, second);
    }
  g_array_sort (moments, compare_seconds);

  return moments;
}

static gboolean
wrong (GError **error, const char *what)
{
  g_set_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, _ ("The visits cannot be read: %s"), what);
  return FALSE;
}

/* Members of the visit that are no fact of a moment. */
static JsonObject *
merge_facts (JsonObject *visit, JsonObject *page)
{
  static const char *const own[] = { "visitor", "at", "pages", "seconds", "events", "memory", "caps", NULL };
  JsonObject *const both[] = { visit, page };
  JsonObject *merged = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (GList) names = json_object_get_members (both[i]);

      for (GList *name = names; name != NULL; name = name->next)
        if (!g_strv_contains (own, name->data))
          json_object_set_member (merged, name->data, json_object_dup_member (both[i], name->data));
    }

  return merged;
}

static gboolean
take_seconds (JsonObject *page, gint64 *seconds, GError **error)
{
  *seconds = 0;
  if (json_object_has_member (page, "seconds") && !vt_json_get_int (page, "seconds", seconds, error))
    return FALSE;

  return (*seconds >= 0 && *seconds <= SECONDS_MAX) || wrong (error, _ ("a page is open for at most a day"));
}

static gboolean
leave_page (Run *self, JsonObject *page, VtPopupFacts *facts, gint64 seconds, GError **error)
{
  JsonArray *events = NULL;

  if (!json_object_has_member (page, "events"))
    return TRUE;
  if (!vt_json_get_array (page, "events", &events, error))
    return FALSE;
  if (json_array_get_length (events) > EVENTS_MAX)
    return wrong (error, _ ("a page has too many events"));
  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonNode *event = json_array_get_element (events, i);

      if (json_node_get_value_type (event) != G_TYPE_STRING)
        return wrong (error, _ ("an event is a text"));
      look (self, facts, seconds, json_node_get_string (event));
    }

  return TRUE;
}

static gboolean
run_page (Run *self, JsonObject *visit, JsonObject *page, guint views, GError **error)
{
  g_autoptr (JsonObject) merged = merge_facts (visit, page);
  g_autoptr (VtPopupFacts) facts = vt_popup_facts_new_from_json (merged, error);
  g_autoptr (GArray) moments = NULL;
  gint64 seconds = 0, depth, idle;

  if (facts == NULL || !take_seconds (page, &seconds, error))
    return FALSE;

  g_hash_table_unref (facts->memory);
  facts->memory = g_hash_table_ref (self->visitor->memory);
  facts->visits = self->visitor->visits;
  facts->views = views;
  facts->from_search = facts->from_search && views == 1;
  facts->cap_visit = self->cap_visit;
  facts->cap_day = self->cap_day;
  depth = CLAMP (facts->depth, 0, 100);
  idle = facts->idle;

  g_ptr_array_set_size (self->rest, 0);
  for (guint i = 0; i < self->rules->len; i++)
    g_ptr_array_add (self->rest, g_ptr_array_index (self->rules, i));
  moments = list_moments (self, seconds, depth);
  for (guint i = 0; i < moments->len; i++)
    {
      gint64 second = g_array_index (moments, gint64, i);

      facts->depth = seconds > 0 ? depth * second / seconds : depth;
      facts->idle = second == seconds ? idle : 0;
      look (self, facts, second, "");
    }

  if (!leave_page (self, page, facts, seconds, error))
    return FALSE;
  self->at_ms += seconds * 1000;
  return TRUE;
}

static void
finish_visit (Run *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->rules->len; i++)
    {
      VtPopupOutcome *outcome = g_ptr_array_index (self->result->outcomes, i);

      any = any || self->came[i];
      if (!self->came[i])
        outcome->reasons[self->furthest[i] % VT_POPUP_VERDICT_N]++;
    }
  self->result->n_visits++;
  self->result->n_shown += any ? 1 : 0;
}

static gboolean
run_visit (Run *self, JsonObject *visit, guint number, GError **error)
{
  g_autofree char *nobody = g_strdup_printf ("#%u", number);
  const char *name = nobody;
  JsonArray *pages = NULL;

  if ((json_object_has_member (visit, "visitor") && !vt_json_get_string (visit, "visitor", &name, error)) ||
      !vt_json_get_int (visit, "at", &self->at_ms, error) || !vt_json_get_array (visit, "pages", &pages, error))
    return FALSE;
  if (self->at_ms < 0 || self->at_ms > G_MAXINT64 / 2000)
    return wrong (error, _ ("“at” is milliseconds since 1970"));
  if (json_array_get_length (pages) > PAGES_MAX)
    return wrong (error, _ ("a visit has at most 500 pages"));

  self->visitor = find_visitor (self, name);
  self->visitor->visits++;
  self->shown_visit = 0;
  for (guint i = 0; i < self->rules->len; i++)
    {
      self->came[i] = FALSE;
      self->furthest[i] = VT_POPUP_VERDICT_SHOWN;
    }
  for (guint i = 0; i < json_array_get_length (pages); i++)
    {
      JsonNode *page = json_array_get_element (pages, i);

      if (!JSON_NODE_HOLDS_OBJECT (page))
        return wrong (error, _ ("a page is an object"));
      if (!run_page (self, visit, json_node_get_object (page), i + 1, error))
        return FALSE;
    }

  finish_visit (self);
  return TRUE;
}

static gint64
cap (VtDb *db, const char *key)
{
  g_autofree char *text = vt_setting_get (db, key, NULL);
  gint64 most = 1;

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &most, NULL);
  return most;
}

/* All that are on, also those whose time is still to come: visits may be of any time. */
static gboolean
take_rules (Run *self, VtDb *db, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) popups = vt_popup_list_for_shoppers (db, now_us, error);

  for (guint i = 0; popups != NULL && i < popups->len; i++)
    {
      const VtPopup *popup = g_ptr_array_index (popups, i);
      g_autoptr (JsonObject) object = vt_popup_to_rule (popup, "1");
      VtPopupRule *rule = vt_popup_rule_new_from_json (object, error);
      VtPopupOutcome *outcome;

      if (rule == NULL)
        return FALSE;
      outcome = g_new0 (VtPopupOutcome, 1);
      outcome->id = popup->id;
      outcome->name = g_strdup (popup->name);
      g_ptr_array_add (self->rules, rule);
      g_ptr_array_add (self->result->outcomes, outcome);
    }

  self->came = g_new0 (gboolean, self->rules->len + 1);
  self->furthest = g_new0 (guint, self->rules->len + 1);
  return popups != NULL;
}

/**
 * vt_popup_simulate:
 * @db: a shop's database
 * @visits: objects with `at` (milliseconds since 1970), `visitor` (a name, the same for who returns; without it each
 *   is a new one) and `pages`, each with `seconds`, `events` (as they are left: "exit", "scroll-up", "back", "return",
 *   "click") and the facts of vt_popup_facts_new_from_json(), which may be the visit's too
 * @now_us: UTC microseconds since 1970: whose popups
 * @n_done: (nullable): how many visits were run so far, set atomically: another thread may read it
 * @cancellable: (nullable): stops it
 * @error: a #VtPromoError, %G_IO_ERROR_INVALID_DATA, %G_IO_ERROR_CANCELLED or #VtDbError
 *
 * Runs visits, one after the other, through all popups that are on. Whatever comes up is closed again.
 *
 * Returns: (transfer full) (nullable): what came up
 */
VtPopupSimulation *
vt_popup_simulate (VtDb *db, JsonArray *visits, gint64 now_us, gint *n_done, GCancellable *cancellable, GError **error)
{
  g_auto (Run) run = { .cap_visit = cap (db, "popup.per-visit"), .cap_day = cap (db, "popup.per-day") };

  run.result = g_new0 (VtPopupSimulation, 1);
  run.result->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) outcome_free);
  run.rules = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_popup_rule_free);
  run.rest = g_ptr_array_new ();
  run.visitors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) visitor_free);
  if (!take_rules (&run, db, now_us, error))
    return NULL;
  if (json_array_get_length (visits) > VT_POPUP_VISITS_MAX)
    {
      wrong (error, _ ("there are more than 100,000"));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (visits); i++)
    {
      JsonNode *visit = json_array_get_element (visits, i);

      if (!JSON_NODE_HOLDS_OBJECT (visit))
        {
          wrong (error, _ ("a visit is an object"));
          return NULL;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !run_visit (&run, json_node_get_object (visit), i, error))
        return NULL;
      if (n_done != NULL)
        g_atomic_int_set (n_done, (gint) i + 1);
    }

  return g_steal_pointer (&run.result);
}
