#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-check-private.h"

#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>

/* So many at once: a list can begin to show them, and is not woken for each. */
#define BATCH 500

static const struct
{
  const char *name;
  VtCheckSeverity severity;
  const char *title;
  const char *advice;
} rules[VT_CHECK_N_RULES] = {
  [VT_CHECK_LEGAL] = { "legal", VT_CHECK_ERROR, N_ ("What the law asks for is missing"),
                       N_ ("Shops of this country have to show it") },
  [VT_CHECK_HONESTY] = { "honesty", VT_CHECK_ERROR, N_ ("Promises that are not kept"),
                         N_ ("A popup promises what the shop does not give") },
  [VT_CHECK_COMPARE_AT] = { "compare-at", VT_CHECK_ERROR, N_ ("Former prices that are not true"),
                            N_ ("A former price must have been asked for") },
  [VT_CHECK_PRICE] = { "price", VT_CHECK_ERROR, N_ ("No price"), N_ ("It would be given away") },
  [VT_CHECK_LINK] = { "link", VT_CHECK_ERROR, N_ ("Links that lead nowhere"),
                      N_ ("Shoppers and search engines end at a page that is not there") },
  [VT_CHECK_CONTACT] = { "contact", VT_CHECK_WARNING, N_ ("No way to ask"),
                         N_ ("Shoppers who cannot ask do not buy, and laws want an address") },
  [VT_CHECK_ENDED] = { "ended", VT_CHECK_WARNING, N_ ("Offers that are over"), N_ ("Shoppers are told in the bag") },
  [VT_CHECK_PHOTO] = { "photo", VT_CHECK_WARNING, N_ ("No photo"), N_ ("Nobody buys what cannot be seen") },
  [VT_CHECK_DESCRIPTION] = { "description", VT_CHECK_WARNING, N_ ("No description"),
                             N_ ("Engines find words, and shoppers decide by them") },
  [VT_CHECK_CONTRAST] = { "contrast", VT_CHECK_WARNING, N_ ("Colours that are hard to read"),
                          N_ ("The Brand page has a nearest colour that passes") },
  [VT_CHECK_ALT] = { "alt", VT_CHECK_WARNING, N_ ("Photos without words"),
                     N_ ("Those who do not see, and picture search, need them") },
  [VT_CHECK_INSECURE] = { "insecure", VT_CHECK_WARNING, N_ ("Addresses without encryption"),
                          N_ ("Browsers warn of http:, or block it: write https:") },
  [VT_CHECK_TITLE_DUPLICATE] = { "title-duplicate", VT_CHECK_WARNING, N_ ("The same title twice"),
                                 N_ ("Engines show one of the pages only") },
  [VT_CHECK_TITLE_LONG] = { "title-long", VT_CHECK_WARNING, N_ ("Titles that are cut"),
                            N_ ("Result pages show about 60 characters") },
  [VT_CHECK_BARCODE] = { "barcode", VT_CHECK_WARNING, N_ ("Barcodes with an error"),
                         N_ ("Feeds and scanners refuse them") },
  [VT_CHECK_STOCK] = { "stock", VT_CHECK_WARNING, N_ ("Sold out"), N_ ("Shoppers come and cannot buy") },
  [VT_CHECK_WEIGHT] = { "weight", VT_CHECK_WARNING, N_ ("No weight"), N_ ("It is sent for less than it costs") },
  [VT_CHECK_PUBLISH] = { "publish", VT_CHECK_WARNING, N_ ("Not public yet"), N_ ("Publish again at that time") },
  [VT_CHECK_TRANSLATION] = { "translation", VT_CHECK_WARNING, N_ ("Not translated"),
                             N_ ("The text of the first language stands there") },
  [VT_CHECK_TEXT_DUPLICATE] = { "text-duplicate", VT_CHECK_ADVICE, N_ ("The same description twice"),
                                N_ ("Say what is special about each") },
  [VT_CHECK_TEXT_LONG] = { "text-long", VT_CHECK_ADVICE, N_ ("Descriptions that are cut"),
                           N_ ("Result pages show about 155 characters") },
  [VT_CHECK_TEXT_SHORT] = { "text-short", VT_CHECK_ADVICE, N_ ("Short descriptions for engines"),
                            N_ ("There is room for about 155 characters") },
  [VT_CHECK_THIN] = { "thin", VT_CHECK_ADVICE, N_ ("Few words"), N_ ("Say what it is made of, how large, for whom") },
  [VT_CHECK_ORPHAN] = { "orphan", VT_CHECK_ADVICE, N_ ("In no collection"),
                        N_ ("Shoppers who browse do not come by, and fewer links lead there") },
  [VT_CHECK_HEADING] = { "heading", VT_CHECK_ADVICE, N_ ("Headings out of order"),
                         N_ ("Screen readers and engines follow their levels") },
  [VT_CHECK_PHOTO_SMALL] = { "photo-small", VT_CHECK_ADVICE, N_ ("Small photos"),
                             N_ ("They are blurred on good screens, and feeds refuse them") },
  [VT_CHECK_TITLE_SHORT] = { "title-short", VT_CHECK_ADVICE, N_ ("Short titles"),
                             N_ ("A word more is a search more that it is found by") },
  [VT_CHECK_HANDLE] = { "handle", VT_CHECK_ADVICE, N_ ("Addresses that say nothing"),
                        N_ ("Words in an address are read by people and engines") },
  [VT_CHECK_MOVED] = { "moved", VT_CHECK_ADVICE, N_ ("Links to old addresses"),
                       N_ ("They work by a detour: link the new address") },
  [VT_CHECK_BRAND] = { "brand", VT_CHECK_ADVICE, N_ ("No vendor"), N_ ("Shopping engines ask for a brand") },
  [VT_CHECK_GTIN] = { "gtin", VT_CHECK_ADVICE, N_ ("No barcode"),
                      N_ ("Shopping engines join offers of the same thing by it") },
};

/**
 * vt_finding_free:
 * @self: (nullable): a finding
 *
 * Frees the record.
 */
void
vt_finding_free (VtFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->title);
  g_free (self->sentence);
  g_free (self);
}

/* Hands over what was found so far. */
static void
tell (VtCheck *self)
{
  if (self->batch->len == 0)
    return;

  self->func (g_steal_pointer (&self->batch), self->data);
  self->batch = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_finding_free);
}

/* Notes that @thing has a flaw in @field. */
void
vt_check_add (VtCheck *self, VtCheckRule rule, const VtCheckThing *thing, const char *field, const char *sentence)
{
  VtFinding *finding = g_new0 (VtFinding, 1);

  finding->rule = rule;
  finding->subject = thing->subject;
  finding->name = g_strdup (thing->name != NULL ? thing->name : "");
  finding->title = g_strdup (thing->title != NULL ? thing->title : finding->name);
  finding->sentence = g_strdup (sentence);
  finding->target = thing->target;
  finding->target.field = field;
  g_ptr_array_add (self->batch, finding);
  if (self->batch->len >= BATCH)
    tell (self);
}

/* The same with a sentence that is put together. */
void
vt_check_addf (VtCheck *self, VtCheckRule rule, const VtCheckThing *thing, const char *field, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list list;

  va_start (list, format);
  sentence = g_strdup_vprintf (format, list);
  va_end (list);
  vt_check_add (self, rule, thing, field, sentence);
}

static gboolean
run (VtCheck *self, GError **error)
{
  static gboolean (*const parts[]) (VtCheck *, GError **) = {
    vt_check_gather_addresses,
    vt_check_shop,
    vt_check_promo,
    vt_check_contents,
    vt_check_products,
    vt_check_translations,
    vt_check_content_translations,
  };

  self->shop = vt_setting_get (self->db, "shop.name", error);
  if (self->shop == NULL || (self->currency = vt_setting_get (self->db, "shop.currency", error)) == NULL ||
      (self->languages = vt_language_list (self->db, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !parts[i](self, error))
        return FALSE;
      tell (self);
    }

  return TRUE;
}

static GHashTable *
new_map (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * vt_check_run:
 * @db: a connection of this thread; all of the shop is read, so not the one of the main thread
 * @now_us: UTC microseconds
 * @func: (scope call): takes what is found, some hundreds at a time, in no order
 * @data: for @func
 * @cancellable: (nullable): to stop
 * @error: a #VtDbError, or %G_IO_ERROR_CANCELLED
 *
 * Looks at everything that shoppers and search engines meet.
 *
 * Returns: whether all was looked at
 */
gboolean
vt_check_run (VtDb *db, gint64 now_us, VtCheckFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  VtCheck self = { .db = db,
                   .now_us = now_us,
                   .func = func,
                   .data = data,
                   .cancellable = cancellable,
                   .batch = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_finding_free),
                   .addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                   .moved = new_map (),
                   .titles = new_map (),
                   .texts = new_map () };
  gboolean done = run (&self, error);

  g_free (self.shop);
  g_free (self.currency);
  g_strfreev (self.languages);
  g_ptr_array_unref (self.batch);
  g_hash_table_unref (self.addresses);
  g_hash_table_unref (self.moved);
  g_hash_table_unref (self.titles);
  g_hash_table_unref (self.texts);
  return done;
}

static void
gather (GPtrArray *findings, gpointer data)
{
  g_ptr_array_extend_and_steal (data, findings);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return vt_finding_compare (*(const VtFinding *const *) a, *(const VtFinding *const *) b);
}

/**
 * vt_check_list:
 * @db: as vt_check_run()
 * @now_us: UTC microseconds
 * @cancellable: (nullable): to stop
 * @error: as vt_check_run()
 *
 * Returns: (transfer full) (element-type VtFinding) (nullable): all there is to mend, the most valuable first
 */
GPtrArray *
vt_check_list (VtDb *db, gint64 now_us, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_finding_free);

  if (!vt_check_run (db, now_us, gather, findings, cancellable, error))
    return NULL;

  g_ptr_array_sort (findings, compare);
  return g_steal_pointer (&findings);
}

/**
 * vt_finding_compare:
 * @a: a finding
 * @b: another
 *
 * Returns: below 0 when @a comes before @b: more valuable to mend, or the same of a thing that comes before by its
 * title
 */
int
vt_finding_compare (const VtFinding *a, const VtFinding *b)
{
  int by_title;

  if (a->rule != b->rule)
    return a->rule < b->rule ? -1 : 1;

  by_title = g_utf8_collate (a->title, b->title);
  if (by_title == 0)
    by_title = g_strcmp0 (a->name, b->name);
  return by_title != 0 ? by_title : g_strcmp0 (a->sentence, b->sentence);
}

/**
 * vt_check_rule_severity:
 * @rule: a rule
 *
 * Returns: how bad it is
 */
VtCheckSeverity
vt_check_rule_severity (VtCheckRule rule)
{
  return rules[rule].severity;
}

/**
 * vt_check_rule_to_string:
 * @rule: a rule
 *
 * Returns: (transfer none): its name in JSON
 */
const char *
vt_check_rule_to_string (VtCheckRule rule)
{
  return rules[rule].name;
}

/**
 * vt_check_rule_title:
 * @rule: a rule
 *
 * Returns: (transfer none): what its findings have in common, translated
 */
const char *
vt_check_rule_title (VtCheckRule rule)
{
  return _ (rules[rule].title);
}

/**
 * vt_check_rule_advice:
 * @rule: a rule
 *
 * Returns: (transfer none): why it is worth mending, translated
 */
const char *
vt_check_rule_advice (VtCheckRule rule)
{
  return _ (rules[rule].advice);
}

/**
 * vt_check_severity_to_string:
 * @severity: how bad something is
 *
 * Returns: (transfer none): its name in JSON
 */
const char *
vt_check_severity_to_string (VtCheckSeverity severity)
{
  static const char *const names[] = { "error", "warning", "advice" };

  return names[severity];
}
