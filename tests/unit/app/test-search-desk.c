#include "app/products/vt-product-finds.h"
#include "app/search/vt-search-desk.h"
#include "base/vt-file.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product.h"
#include "search/vt-search-rule.h"

typedef struct
{
  char *folder; /* (owned) */
  VtShop *shop; /* (owned) */
  VtSearchDesk *desk;
  gint64 sofa;
  gint64 chair;
  gint64 draft;
} Fixture;

static gboolean
add (VtDb *db, const char *title, VtProductStatus status, gint64 *id, GError **error)
{
  return vt_product_create (db, title, id, error) &&
         (status == VT_PRODUCT_DRAFT || vt_product_set_status (db, *id, status, error));
}

static gboolean
fill_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Fixture *self = data;

  return add (db, "Leather Sofa", VT_PRODUCT_ACTIVE, &self->sofa, error) &&
         add (db, "Sofa Chair", VT_PRODUCT_ACTIVE, &self->chair, error) &&
         add (db, "Secret Sofa", VT_PRODUCT_DRAFT, &self->draft, error);
}

static gboolean
pin_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Fixture *self = data;
  g_autoptr (VtSearchRule) rule = vt_search_rule_new ("", "sofa", VT_SEARCH_RULE_PIN, self->chair);

  return vt_search_rule_save (db, rule, error);
}

static gboolean
signal_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Fixture *self = data;

  return vt_db_run (
      db, error, "INSERT INTO search_signal (query, product_id, weight, visits, clicks) VALUES ('sofa', ?1, 500, 4, 4)",
      "i", self->chair);
}

static gboolean
test_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Fixture *self = data;
  g_autoptr (VtSearchTest) shown = vt_search_test_new ("en", "leather", self->sofa, 1);
  g_autoptr (VtSearchTest) hidden = vt_search_test_new ("en", "secret sofa", self->draft, 3);

  return vt_search_test_save (db, shown, error) && vt_search_test_save (db, hidden, error);
}

static void
write_now (Fixture *self, VtShopJob job)
{
  g_autoptr (GError) error = NULL;

  vt_shop_write (self->shop, "Test", NULL, job, self, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("vt-desk-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "Shop.vitrine", NULL);
  self->shop = vt_shop_create (path, "Shop", "EUR", "en", &error);
  g_assert_no_error (error);
  write_now (self, fill_job);
  self->desk = vt_search_desk_new (self->shop);
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* A question holds the desk until its thread has let go of it. */
  g_object_add_weak_pointer (G_OBJECT (self->desk), (gpointer *) &self->desk);
  g_object_unref (self->desk);
  while (self->desk != NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  g_assert_finalize_object (self->shop);
  vt_dir_remove_all (self->folder, &error);
  g_assert_no_error (error);
  g_free (self->folder);
}

static void
done_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static VtSearchReply *
ask (Fixture *self, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  VtSearchReply *reply;

  vt_search_desk_ask_async (self->desk, text, "en", FALSE, 20, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  reply = vt_search_desk_ask_finish (self->desk, result, &error);
  g_assert_no_error (error);
  return reply;
}

static const VtSearchHit *
hit_at (const VtSearchReply *reply, guint i)
{
  g_assert_cmpuint (i, <, reply->hits->len);
  return g_ptr_array_index (reply->hits, i);
}

static gboolean
has_reason (const VtSearchHit *hit, VtSearchReasonKind kind, const char *text)
{
  for (guint i = 0; i < hit->reasons->len; i++)
    {
      const VtSearchReason *reason = g_ptr_array_index (hit->reasons, i);

      if (reason->kind == kind && g_str_equal (reason->text, text))
        return TRUE;
    }

  return FALSE;
}

static void
test_reasons (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtSearchReply) reply = ask (self, "leahter");
  const VtSearchHit *hit = hit_at (reply, 0);

  g_assert_cmpint (hit->row->id, ==, self->sofa);
  g_assert_cmpstr (reply->corrected, ==, "leather");
  g_assert_true (has_reason (hit, VT_SEARCH_REASON_SPELLING, "“leahter” read as leather"));
  g_assert_true (has_reason (hit, VT_SEARCH_REASON_WORDS, "in the title"));
  g_assert_cmpuint (hit->marks->len, ==, 1);
  g_assert_cmpuint (g_array_index (hit->marks, VtSearchMark, 0).end, ==, strlen ("Leather"));
  g_assert_cmpint (hit->live_place, ==, -1);
}

static void
test_drafts (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtSearchReply) reply = ask (self, "sofa");

  g_assert_cmpuint (reply->n_found, ==, 2);
  for (guint i = 0; i < reply->hits->len; i++)
    g_assert_cmpint (hit_at (reply, i)->row->id, !=, self->draft);
}

static void
flag_cb (gboolean *flag)
{
  *flag = TRUE;
}

/* An index that is there is made anew after an edit, and says so. */
static void
test_follows (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtSearchReply) before = ask (self, "sofa");
  g_autoptr (VtSearchReply) after = NULL;
  g_autoptr (VtSearchReply) misspelt = NULL;
  gboolean changed = FALSE;

  g_assert_false (hit_at (before, 0)->pinned);
  g_signal_connect_swapped (self->desk, "changed", G_CALLBACK (flag_cb), &changed);
  write_now (self, pin_job);
  while (!changed)
    g_main_context_iteration (NULL, TRUE);

  after = ask (self, "sofa");
  g_assert_cmpint (hit_at (after, 0)->row->id, ==, self->chair);
  g_assert_true (hit_at (after, 0)->pinned);
  g_assert_true (has_reason (hit_at (after, 0), VT_SEARCH_REASON_RULES, "pinned by you"));
  g_assert_cmpuint (after->rules->len, ==, 1);

  misspelt = ask (self, "soffa");
  g_assert_cmpstr (misspelt->query, ==, "sofa");
  g_assert_cmpint (hit_at (misspelt, 0)->row->id, ==, self->chair);
  g_assert_true (has_reason (hit_at (misspelt, 0), VT_SEARCH_REASON_RULES, "pinned by you for sofa"));
}

/* What a host told of shoppers moves results as soon as it is there. */
static void
test_follows_shoppers (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtSearchReply) before = ask (self, "sofa");
  g_autoptr (VtSearchReply) after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  g_signal_connect_swapped (self->desk, "changed", G_CALLBACK (flag_cb), &changed);
  vt_shop_record (self->shop, signal_job, self, NULL, &error);
  g_assert_no_error (error);
  while (!changed)
    g_main_context_iteration (NULL, TRUE);

  after = ask (self, "sofa");
  g_assert_cmpint (hit_at (after, 0)->row->id, ==, self->chair);
  g_assert_true (has_reason (hit_at (after, 0), VT_SEARCH_REASON_SHOPPERS, "opened 4 times after this search"));
}

static void
test_checks (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) checks = NULL;

  write_now (self, test_job);
  vt_search_desk_check_async (self->desk, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  checks = vt_search_desk_check_finish (self->desk, result, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (checks->len, ==, 2);
  g_assert_true (vt_search_check_passes (g_ptr_array_index (checks, 0)));
  /* What is no more than a draft is not found. */
  g_assert_false (vt_search_check_passes (g_ptr_array_index (checks, 1)));
}

static void
test_cancelled (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  vt_search_desk_ask_async (self->desk, "sofa", "en", FALSE, 20, cancellable, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (vt_search_desk_ask_finish (self->desk, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The merchant's own search finds drafts, once there is an index. */
static void
test_find (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtSearchFinds) finds = NULL;
  gboolean changed = FALSE;

  g_assert_null (vt_search_desk_find (self->desk, "sofa"));
  g_signal_connect_swapped (self->desk, "changed", G_CALLBACK (flag_cb), &changed);
  vt_search_desk_prepare (self->desk);
  while (!changed)
    g_main_context_iteration (NULL, TRUE);

  finds = vt_search_desk_find (self->desk, "sofa");
  g_assert_nonnull (finds);
  g_assert_cmpuint (finds->product_ids->len, ==, 3);
}

static GArray *
ids (guint n, const gint64 *values)
{
  return g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), values, n);
}

static void
assert_ids (const GArray *there, guint n, const gint64 *values)
{
  g_assert_cmpuint (there->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (g_array_index (there, gint64, i), ==, values[i]);
}

static void
test_merge (void)
{
  g_autoptr (GArray) passing = ids (5, (gint64[]){ 1, 2, 3, 4, 5 });
  g_autoptr (GArray) exact = ids (1, (gint64[]){ 4 });
  g_autoptr (GArray) ranked = ids (4, (gint64[]){ 9, 5, 4, 2 });
  g_autoptr (GArray) literal = ids (2, (gint64[]){ 1, 2 });
  g_autoptr (GArray) by_fit = vt_product_finds_merge (passing, exact, ranked, literal, TRUE);
  g_autoptr (GArray) in_order = vt_product_finds_merge (passing, exact, ranked, literal, FALSE);

  assert_ids (by_fit, 4, (gint64[]){ 4, 5, 2, 1 });
  assert_ids (in_order, 4, (gint64[]){ 1, 2, 4, 5 });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/search-desk/says-why", Fixture, NULL, set_up, test_reasons, tear_down);
  g_test_add ("/search-desk/drafts-are-not-found", Fixture, NULL, set_up, test_drafts, tear_down);
  g_test_add ("/search-desk/follows-the-shop", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/search-desk/follows-shoppers", Fixture, NULL, set_up, test_follows_shoppers, tear_down);
  g_test_add ("/search-desk/tries-the-test-set", Fixture, NULL, set_up, test_checks, tear_down);
  g_test_add ("/search-desk/a-question-is-given-up", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/search-desk/the-merchant-finds-drafts", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add_func ("/search-desk/finds-are-merged", test_merge);

  return g_test_run ();
}
