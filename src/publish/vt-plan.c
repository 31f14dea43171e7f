/* Says in a shopkeeper's words what differs between the shop as it would be published and as it is live. Both are
 * public catalogues, so that what a draft or a cost changes is no change, and what was changed and changed back is none
 * either. */
#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-plan.h"

#include "base/vt-clock.h"
#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "base/vt-money.h"
#include "brand/vt-brand.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "promo/vt-popup.h"
#include "publish/vt-plan-db.h"
#include "publish/vt-public-catalogue.h"
#include "search/vt-search-outcome.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* Values longer than this are not quoted in a sentence. */
#define MAX_QUOTED 60

typedef struct
{
  VtDb *db;           /* (owned) the draft as `main`, what is live as `live` */
  VtDb *live;         /* (owned) what is live, alone */
  char *currency;     /* (owned) */
  const char *locale; /* of the money in sentences */
  GPtrArray *items;   /* (unowned) */
  GCancellable *cancellable;
} Comparison;

static const struct
{
  const char *kind;
  const char *group;
} kinds[VT_PLAN_N_KINDS] = {
  [VT_PLAN_PRODUCT] = { "product", N_ ("Products") },
  [VT_PLAN_COLLECTION] = { "collection", N_ ("Products") },
  [VT_PLAN_DISCOUNT] = { "discount", N_ ("Discounts & Popups") },
  [VT_PLAN_POPUP] = { "popup", N_ ("Discounts & Popups") },
  [VT_PLAN_PAGE] = { "page", N_ ("Brand, Pages, Settings") },
  [VT_PLAN_POST] = { "post", N_ ("Brand, Pages, Settings") },
  [VT_PLAN_LIVE] = { "live", N_ ("Brand, Pages, Settings") },
  [VT_PLAN_SECTION] = { "home", N_ ("Brand, Pages, Settings") },
  [VT_PLAN_MENU] = { "menu", N_ ("Brand, Pages, Settings") },
  [VT_PLAN_SHIPPING] = { "shipping", N_ ("Brand, Pages, Settings") },
  [VT_PLAN_TAX] = { "tax", N_ ("Brand, Pages, Settings") },
  [VT_PLAN_PAYMENT] = { "payment", N_ ("Brand, Pages, Settings") },
  [VT_PLAN_SYNONYM] = { "synonym", N_ ("Search") },
  [VT_PLAN_SEARCH_RULE] = { "search-rule", N_ ("Search") },
};

static const struct
{
  const char *key;
  const char *words;
} setting_names[] = {
  { "announcement", N_ ("Announcement") },
  { "order.prefix", N_ ("Order numbers") },
  { "shop.address", N_ ("Address") },
  { "shop.country", N_ ("Country") },
  { "shop.currency", N_ ("Currency") },
  { "shop.email", N_ ("E-mail address") },
  { "shop.language", N_ ("Language") },
  { "shop.name", N_ ("Name of the shop") },
  { "shop.phone", N_ ("Telephone") },
  { "shop.tagline", N_ ("Tagline") },
  { "shop.time-zone", N_ ("Time zone") },
  { "tax.included", N_ ("Tax included in prices") },
  { "logo", N_ ("Logo") },
  { "logo.clear", N_ ("Room around the logo") },
  { "logo.dark", N_ ("Logo for dark grounds") },
  { "logo.minimum", N_ ("Least height of the logo") },
  { "logo.mono", N_ ("Logo in one colour") },
  { "logo.symbol", N_ ("Symbol of the logo") },
  { "look.preset", N_ ("Preset of the storefront") },
  { "look.radius", N_ ("Corners") },
  { "look.density", N_ ("Density") },
  { "look.button", N_ ("Style of buttons") },
  { "look.card", N_ ("Products in lists") },
  { "look.css", N_ ("The shop’s own CSS") },
  { "type.body", N_ ("Typeface of texts") },
  { "type.body.weight", N_ ("Weight of texts") },
  { "type.heading", N_ ("Typeface of headings") },
  { "type.heading.weight", N_ ("Weight of headings") },
  { "type.scale", N_ ("Scale of headings") },
};

static void
plan_item_free (VtPlanItem *item)
{
  g_free (item->title);
  g_free (item->detail);
  g_free (item);
}

/**
 * vt_plan_free:
 * @self: (nullable): a plan
 */
void
vt_plan_free (VtPlan *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->tests, g_ptr_array_unref);
  g_free (self->refusal);
  g_free (self);
}

static void
add_item (Comparison *comparison,
          const char *kind,
          const char *group,
          VtChangeOp op,
          gint64 id,
          const char *title,
          char *detail)
{
  VtPlanItem *item = g_new0 (VtPlanItem, 1);

  item->kind = kind;
  item->group = _ (group);
  item->op = op;
  item->id = id;
  item->title = g_strdup (title);
  item->detail = detail;
  g_ptr_array_add (comparison->items, item);
}

static char *
join_words (GPtrArray *words)
{
  char *sentence;
  gunichar first;
  g_autofree char *joined = NULL;
  char start[7] = { 0 };

  if (words->len == 0)
    return g_strdup ("");

  g_ptr_array_add (words, NULL);
  joined = g_strjoinv (", ", (char **) words->pdata);
  first = g_unichar_totitle (g_utf8_get_char (joined));
  start[g_unichar_to_utf8 (first, start)] = '\0';
  sentence = g_strconcat (start, g_utf8_next_char (joined), NULL);
  return sentence;
}

/* Products -------------------------------------------------------------------------------------------------------- */

static char *
money (Comparison *comparison, gint64 minor)
{
  return vt_money_format (vt_money_new (minor, comparison->currency), comparison->locale);
}

static void
compare_prices (Comparison *comparison, VtProduct *draft, VtProduct *live, GPtrArray *words)
{
  guint n_changed = 0;
  g_autofree char *first = NULL;

  for (guint i = 0; i < vt_product_get_n_variants (draft); i++)
    {
      const VtVariant *now = vt_product_get_variant (draft, i);
      const VtVariant *was = vt_product_find_variant (live, now->id);
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      if (was == NULL || was->price_minor == now->price_minor)
        continue;
      if (n_changed++ > 0)
        continue;

      from = money (comparison, was->price_minor);
      to = money (comparison, now->price_minor);
      /* TRANSLATORS: part of a list of changes: "price €119.00 to €100.00, new description" */
      first = g_strdup_printf (_ ("price %s to %s"), from, to);
    }

  if (n_changed == 1 || (n_changed > 0 && n_changed == vt_product_get_n_variants (draft)))
    g_ptr_array_add (words, g_steal_pointer (&first));
  else if (n_changed > 1)
    g_ptr_array_add (words, g_strdup_printf (ngettext ("%u price", "%u prices", n_changed), n_changed));
}

static gboolean
variants_differ (VtProduct *draft, VtProduct *live)
{
  guint n = vt_product_get_n_variants (draft);

  if (n != vt_product_get_n_variants (live))
    return TRUE;

  for (guint i = 0; i < n; i++)
    {
      const VtVariant *now = vt_product_get_variant (draft, i);
      const VtVariant *was = vt_product_get_variant (live, i);

      if (now->id != was->id || !g_str_equal (now->title, was->title) || !g_str_equal (now->sku, was->sku) ||
          !g_str_equal (now->barcode, was->barcode) || now->weight_g != was->weight_g ||
          now->track_stock != was->track_stock || now->photo_id != was->photo_id)
        return TRUE;
    }

  return FALSE;
}

static gboolean
compare_at_differs (VtProduct *draft, VtProduct *live)
{
  for (guint i = 0; i < vt_product_get_n_variants (draft); i++)
    {
      const VtVariant *now = vt_product_get_variant (draft, i);
      const VtVariant *was = vt_product_find_variant (live, now->id);

      if (was != NULL && was->compare_at_minor != now->compare_at_minor)
        return TRUE;
    }

  return FALSE;
}

static gboolean
photos_differ (VtProduct *draft, VtProduct *live, gboolean *only_texts)
{
  guint n = vt_product_get_n_photos (draft);
  gboolean texts = FALSE;

  *only_texts = FALSE;
  if (n != vt_product_get_n_photos (live))
    return TRUE;

  for (guint i = 0; i < n; i++)
    {
      const VtPhoto *now = vt_product_get_photo (draft, i);
      const VtPhoto *was = vt_product_get_photo (live, i);

      if (!g_str_equal (now->sha256, was->sha256))
        return TRUE;
      texts = texts || !g_str_equal (now->alt, was->alt);
    }

  *only_texts = texts;
  return texts;
}

static char *
describe_product (Comparison *comparison, VtProduct *draft, VtProduct *live)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  gboolean only_texts;

  if (!g_str_equal (vt_product_get_title (draft), vt_product_get_title (live)))
    g_ptr_array_add (words, g_strdup_printf (_ ("was called “%s”"), vt_product_get_title (live)));
  compare_prices (comparison, draft, live, words);
  if (compare_at_differs (draft, live))
    g_ptr_array_add (words, g_strdup (_ ("another price before")));
  if (!g_str_equal (vt_product_get_description_html (draft), vt_product_get_description_html (live)))
    g_ptr_array_add (words, g_strdup (_ ("new description")));
  if (photos_differ (draft, live, &only_texts))
    g_ptr_array_add (words, g_strdup (only_texts ? _ ("new photo descriptions") : _ ("other photos")));
  if (variants_differ (draft, live))
    g_ptr_array_add (words, g_strdup (_ ("other variants or numbers")));
  if (!g_str_equal (vt_product_get_handle (draft), vt_product_get_handle (live)))
    g_ptr_array_add (words, g_strdup (_ ("new address")));
  if (!g_str_equal (vt_product_get_seo_title (draft), vt_product_get_seo_title (live)) ||
      !g_str_equal (vt_product_get_seo_description (draft), vt_product_get_seo_description (live)))
    g_ptr_array_add (words, g_strdup (_ ("other words for search engines")));
  if (words->len == 0)
    g_ptr_array_add (words, g_strdup (_ ("other details")));

  return join_words (words);
}

static char *
describe_new_product (Comparison *comparison, VtProduct *draft)
{
  gint64 price = G_MAXINT64;
  gint64 on_hand = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < vt_product_get_n_variants (draft); i++)
    {
      const VtVariant *variant = vt_product_get_variant (draft, i);

      price = MIN (price, variant->price_minor);
      on_hand += variant->on_hand;
    }
  if (price == G_MAXINT64)
    return g_strdup (_ ("Goes on sale"));

  text = money (comparison, price);
  return g_strdup_printf (_ ("Goes on sale, %s, %" PRId64 " in stock"), text, on_hand);
}

/* Everything else ------------------------------------------------------------------------------------------------- */

static char *
describe_row (Comparison *comparison, VtPlanKind kind, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < vt_plan_n_aspects; i++)
    {
      gint64 differs = 0;

      if (vt_plan_aspects[i].kind != kind)
        continue;
      if (vt_db_get (comparison->db, error, &differs, vt_plan_aspects[i].sql, "i", id) == VT_STEP_ERROR)
        return NULL;
      if (differs != 0)
        g_ptr_array_add (words, g_strdup (_ (vt_plan_aspects[i].words)));
    }
  if (words->len == 0)
    g_ptr_array_add (words, g_strdup (_ ("other details")));

  return join_words (words);
}

static char *
describe (Comparison *comparison, VtPlanKind kind, gint64 id, VtChangeOp op, GError **error)
{
  g_autoptr (VtProduct) draft = NULL;
  g_autoptr (VtProduct) live = NULL;

  if (op == VT_CHANGE_DELETE)
    return g_strdup (kind == VT_PLAN_PRODUCT ? _ ("Leaves the shop") : _ ("Goes away"));
  if (kind != VT_PLAN_PRODUCT)
    return op == VT_CHANGE_INSERT ? g_strdup (_ ("New")) : describe_row (comparison, kind, id, error);

  draft = vt_product_load (comparison->db, id, error);
  if (draft == NULL)
    return NULL;
  if (op == VT_CHANGE_INSERT)
    return describe_new_product (comparison, draft);

  live = vt_product_load (comparison->live, id, error);
  return live != NULL ? describe_product (comparison, draft, live) : NULL;
}

static gboolean
compare_kind (Comparison *comparison, VtPlanKind kind, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (comparison->db, vt_plan_changed_sql[kind], error);
  VtStep step;

  if (stmt == NULL)
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);
      VtChangeOp op = vt_stmt_get_int (stmt, 1) == 0   ? VT_CHANGE_DELETE
                      : vt_stmt_get_int (stmt, 2) == 0 ? VT_CHANGE_INSERT
                                                       : VT_CHANGE_UPDATE;
      char *detail;

      if (g_cancellable_set_error_if_cancelled (comparison->cancellable, error))
        return FALSE;
      detail = describe (comparison, kind, id, op, error);
      if (detail == NULL)
        return FALSE;
      add_item (comparison, kinds[kind].kind, kinds[kind].group, op, id, vt_stmt_get_text (stmt, 3), detail);
    }

  return step == VT_STEP_DONE;
}

static char *
name_of_value (const char *key)
{
  VtBrandColour role;
  gboolean is_dark;

  for (guint i = 0; i < G_N_ELEMENTS (setting_names); i++)
    if (g_str_equal (setting_names[i].key, key))
      return g_strdup (_ (setting_names[i].words));
  if (vt_brand_find_colour (key, &role, &is_dark))
    return g_strdup_printf (is_dark ? _ ("Colour “%s” on dark screens") : _ ("Colour “%s”"),
                            vt_brand_colour_name (role));

  return g_strdup (key);
}

static char *
describe_value (const char *key, const char *draft, const char *live)
{
  if (draft == NULL)
    return g_strdup (_ ("Back to the default"));
  if (g_str_equal (key, "logo") || vt_sha256_is_valid (draft) || strlen (draft) > MAX_QUOTED ||
      (live != NULL && strlen (live) > MAX_QUOTED))
    return g_strdup (_ ("Changed"));
  if (live == NULL || *live == '\0')
    return g_strdup_printf (_ ("Becomes “%s”"), draft);

  return g_strdup_printf (_ ("“%s” becomes “%s”"), live, draft);
}

static gboolean
compare_values (Comparison *comparison, const char *sql, const char *kind, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (comparison->db, sql, error);
  VtStep step;

  if (stmt == NULL)
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      const char *key = vt_stmt_get_text (stmt, 0);
      g_autofree char *title = name_of_value (key);

      add_item (comparison, kind, N_ ("Brand, Pages, Settings"), VT_CHANGE_UPDATE, 0, title,
                describe_value (key, vt_stmt_get_text (stmt, 1), vt_stmt_get_text (stmt, 2)));
    }

  return step == VT_STEP_DONE;
}

static gboolean
compare (Comparison *comparison, const char *draft, const char *live, GError **error)
{
  comparison->db = vt_plan_open (draft, live, error);
  comparison->live = comparison->db != NULL ? vt_db_open (live, VT_DB_IMMUTABLE, error) : NULL;
  if (comparison->live == NULL)
    return FALSE;

  for (guint i = 0; i < VT_PLAN_N_KINDS; i++)
    if (!compare_kind (comparison, (VtPlanKind) i, error))
      return FALSE;

  return compare_values (comparison, vt_plan_tokens_sql, "brand", error) &&
         compare_values (comparison, vt_plan_settings_sql, "setting", error);
}

/* A catalogue in which nothing is: what is live before the first release. */
static gboolean
write_nothing (VtSnapshot *snapshot, const char *path, GError **error)
{
  const char *const *const none[] = { NULL };

  return vt_snapshot_write_catalogue (snapshot, path, 0, none, error);
}

static gboolean
note_refusal (VtPlan *self, VtDb *db, gint64 now_us, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (vt_popup_check_all (db, now_us, &reason))
    return TRUE;
  if (!g_error_matches (reason, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  self->refusal = g_strdup (reason->message);
  return TRUE;
}

/**
 * vt_plan_new:
 * @draft: a snapshot of the shop folder, of the calling thread
 * @live_catalogue: (type filename) (nullable): the catalogue of the release that is live; %NULL before the first
 * @cancellable: (nullable): stops it
 * @error: a #VtDbError
 *
 * Finds what publishing would change for shoppers. Takes longer with the size of the shop: never on the main thread.
 *
 * Returns: (transfer full) (nullable): the plan
 */
VtPlan *
vt_plan_new (VtSnapshot *draft, const char *live_catalogue, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtPlan) self = g_new0 (VtPlan, 1);
  g_autofree char *folder = g_dir_make_tmp ("vitrine-plan-XXXXXX", error);
  g_autofree char *draft_path = NULL;
  g_autofree char *nothing = NULL;
  Comparison comparison = { .locale = "en", .cancellable = cancellable };
  const char *const *languages = g_get_language_names ();
  gint64 now_us = vt_clock_now_us (NULL);
  gboolean compared;

  if (folder == NULL)
    return NULL;

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) plan_item_free);
  self->first = live_catalogue == NULL;
  draft_path = g_build_filename (folder, "draft.db", NULL);
  nothing = g_build_filename (folder, "nothing.db", NULL);
  comparison.items = self->items;
  if (!g_str_equal (languages[0], "C") && !g_str_has_prefix (languages[0], "C."))
    comparison.locale = languages[0];
  comparison.currency = vt_setting_get (vt_snapshot_get_db (draft), "shop.currency", error);

  compared = comparison.currency != NULL && note_refusal (self, vt_snapshot_get_db (draft), now_us, error) &&
             vt_product_count_later (vt_snapshot_get_db (draft), now_us, &self->n_later, &self->later_us, error) &&
             vt_public_catalogue_write (draft, draft_path, now_us, error) &&
             (!self->first || write_nothing (draft, nothing, error)) &&
             compare (&comparison, draft_path, self->first ? nothing : live_catalogue, error);

  g_clear_pointer (&comparison.db, vt_db_free);
  g_clear_pointer (&comparison.live, vt_db_free);
  g_free (comparison.currency);
  vt_dir_remove_all (folder, NULL);
  self->tests = compared ? vt_search_outcomes (vt_snapshot_get_db (draft), cancellable, error) : NULL;

  return self->tests != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * vt_plan_describe_later:
 * @self: a plan
 *
 * Returns: (transfer full) (nullable): a sentence about products that are left out because their time has not come;
 * %NULL when there are none
 */
char *
vt_plan_describe_later (VtPlan *self)
{
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_local (self->later_us / G_USEC_PER_SEC);
  g_autofree char *when = first != NULL ? g_date_time_format (first, "%x %H:%M") : NULL;

  if (self->n_later == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%" PRId64 " product is not public before %s; publish again then",
                                    "%" PRId64 " products are not public yet, the first of them from %s on; publish "
                                    "again then",
                                    (gulong) self->n_later),
                          self->n_later, when);
}

/**
 * vt_plan_describe_tests:
 * @self: a plan
 *
 * What queries must show is no condition for publishing: the merchant is told, and decides.
 *
 * Returns: (transfer full) (nullable): which tests of search would fail, a line for each; %NULL when all would pass
 */
char *
vt_plan_describe_tests (VtPlan *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint n_failing = 0;

  for (guint i = 0; i < self->tests->len; i++)
    {
      const VtSearchOutcome *outcome = g_ptr_array_index (self->tests, i);
      g_autofree char *sentence = NULL;

      if (vt_search_outcome_is_good (outcome))
        continue;
      sentence = vt_search_outcome_describe (outcome);
      g_string_append_printf (lines, "\n%s", sentence);
      n_failing++;
    }
  if (n_failing == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%u of %u tests of search fails:%s", "%u of %u tests of search fail:%s", n_failing),
                          n_failing, self->tests->len, lines->str);
}

/**
 * vt_plan_summarise:
 * @self: a plan
 *
 * Returns: (transfer full): one sentence for the top of the page
 */
char *
vt_plan_summarise (VtPlan *self)
{
  if (self->first)
    return g_strdup (_ ("The whole shop goes live for the first time"));
  if (self->items->len == 0)
    return g_strdup (_ ("Nothing to publish: the shop is as shoppers see it"));

  return g_strdup_printf (ngettext ("%u change goes live", "%u changes go live", self->items->len), self->items->len);
}
