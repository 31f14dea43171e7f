/* Publishing to a host that is played here: what is kept when something breaks in the middle. */
#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "catalogue/vt-product-edit.h"
#include "publish-fixture.h"
#include "publish/vt-publisher.h"
#include "publish/vt-release-build.h"

#define PLAYED_TYPE_HOST (played_host_get_type ())
G_DECLARE_FINAL_TYPE (PlayedHost, played_host, PLAYED, HOST, GObject)

struct _PlayedHost
{
  GObject parent_instance;

  VtShop *shop;      /* (unowned) */
  char *active;      /* (owned) */
  GBytes *catalogue; /* (owned) of the active release */
  guint n_pushed;
  gboolean dies;        /* right after the switch */
  gboolean edits;       /* the merchant goes on typing */
  gboolean same_cursor; /* for ever */
  const char *page;     /* of the feed */
};

static void played_iface_init (VtHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlayedHost,
                               played_host,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VT_TYPE_HOST, played_iface_init))

static VtHostInfo *
probe (VtHost *host, G_GNUC_UNUSED GCancellable *cancellable, G_GNUC_UNUSED GError **error)
{
  VtHostInfo *info = g_new0 (VtHostInfo, 1);

  info->name = g_strdup ("Played");
  info->version = g_strdup ("1");
  info->active_release = g_strdup (PLAYED_HOST (host)->active);
  return info;
}

static gboolean
dearer_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_variant_set_price (db, VT_TEST_LAMP_ONLY, 3900, error);
}

static char *
push (VtHost *host,
      VtReleaseBuild *build,
      const char *base,
      G_GNUC_UNUSED VtProgress progress,
      G_GNUC_UNUSED gpointer data,
      G_GNUC_UNUSED gint64 *n_sent,
      G_GNUC_UNUSED gint64 *bytes_sent,
      G_GNUC_UNUSED GCancellable *cancellable,
      GError **error)
{
  PlayedHost *self = PLAYED_HOST (host);
  g_autofree char *blob = g_build_filename (build->folder, build->catalogue, NULL);

  g_assert_cmpstr (base, ==, self->active);
  g_clear_pointer (&self->catalogue, g_bytes_unref);
  self->catalogue = vt_file_read (blob, G_MAXINT, error);
  g_assert_nonnull (self->catalogue);
  g_free (self->active);
  self->active = g_strdup_printf ("r%u", ++self->n_pushed);
  if (self->edits)
    g_assert_true (vt_shop_write (self->shop, "Price", NULL, dearer_job, NULL, NULL, NULL, NULL));
  if (!self->dies)
    return g_strdup (self->active);

  g_set_error_literal (error, VT_HOST_ERROR, VT_HOST_ERROR_UNREACHABLE, "The line is broken");
  return NULL;
}

static JsonArray *
feed (VtHost *host, char **cursor, G_GNUC_UNUSED GCancellable *cancellable, G_GNUC_UNUSED GError **error)
{
  PlayedHost *self = PLAYED_HOST (host);
  g_autoptr (JsonNode) node = NULL;

  if (self->page == NULL || g_str_equal (*cursor, "end"))
    return json_array_new ();

  node = json_from_string (self->page, error);
  if (!self->same_cursor)
    {
      g_free (*cursor);
      *cursor = g_strdup ("end");
    }
  return json_array_ref (json_node_get_array (node));
}

static gboolean
send_movements (G_GNUC_UNUSED VtHost *host,
                G_GNUC_UNUSED JsonArray *movements,
                G_GNUC_UNUSED GCancellable *cancellable,
                G_GNUC_UNUSED GError **error)
{
  return TRUE;
}

static GBytes *
fetch_catalogue (VtHost *host,
                 G_GNUC_UNUSED const char *release,
                 char **sha256,
                 G_GNUC_UNUSED GCancellable *cancellable,
                 G_GNUC_UNUSED GError **error)
{
  PlayedHost *self = PLAYED_HOST (host);

  *sha256 = vt_sha256_bytes (self->catalogue);
  return g_bytes_ref (self->catalogue);
}

static void
played_iface_init (VtHostInterface *iface)
{
  iface->probe = probe;
  iface->push = push;
  iface->feed = feed;
  iface->send_movements = send_movements;
  iface->fetch_catalogue = fetch_catalogue;
}

static void
played_host_finalize (GObject *object)
{
  PlayedHost *self = PLAYED_HOST (object);

  g_free (self->active);
  g_clear_pointer (&self->catalogue, g_bytes_unref);
  G_OBJECT_CLASS (played_host_parent_class)->finalize (object);
}

static void
played_host_class_init (PlayedHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = played_host_finalize;
}

static void
played_host_init (PlayedHost *self)
{
  self->active = g_strdup ("");
}

static gboolean
add_host_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_host_record_add (db, "Live", "vitrine", "https://shop.example", "", NULL, error);
}

static PlayedHost *
add_host (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PlayedHost *host = g_object_new (PLAYED_TYPE_HOST, NULL);

  host->shop = fixture->shop;
  vt_shop_record (fixture->shop, add_host_job, NULL, NULL, &error);
  g_assert_no_error (error);
  return host;
}

static VtHostRecord *
find_record (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  VtHostRecord *record = vt_host_record_find (vt_shop_get_reader (fixture->shop), NULL, &error);

  g_assert_no_error (error);
  return record;
}

static gboolean
publish (Fixture *fixture, PlayedHost *host, gboolean *unchanged, GError **error)
{
  g_autoptr (VtHostRecord) record = find_record (fixture);
  VtPublishResult result = { 0 };
  gboolean published = vt_publisher_publish (fixture->shop, fixture->site, VT_HOST (host), record, "1", NULL, NULL,
                                             &result, NULL, error);

  if (unchanged != NULL)
    *unchanged = result.unchanged;
  vt_publish_result_clear (&result);
  return published;
}

static gint64
last_price (Fixture *fixture)
{
  gint64 price = -1;

  vt_db_get (vt_shop_get_reader (fixture->shop), NULL, &price,
             "SELECT price_minor FROM price_history WHERE variant_id = ?1 ORDER BY since_us DESC LIMIT 1", "i",
             (gint64) VT_TEST_LAMP_ONLY);
  return price;
}

static guint
count_live_files (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (vt_shop_get_path (fixture->shop), "cache", "live", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* The history holds what shoppers were asked, not what was typed since. */
static void
test_prices_are_those_published (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (PlayedHost) host = add_host (fixture);
  g_autoptr (VtHostRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  gboolean unchanged = TRUE;

  host->edits = TRUE;
  publish (fixture, host, &unchanged, &error);
  g_assert_no_error (error);
  g_assert_false (unchanged);
  g_assert_cmpint (last_price (fixture), ==, 4999);
  record = find_record (fixture);
  g_assert_cmpstr (record->release, ==, "r1");

  publish (fixture, host, &unchanged, &error);
  g_assert_no_error (error);
  g_assert_false (unchanged);
  g_assert_cmpint (last_price (fixture), ==, 3900);

  /* The catalogue that is live and what tells it from others; nothing of the release before. */
  g_assert_cmpuint (count_live_files (fixture), ==, 2);
  g_clear_pointer (&record, vt_host_record_free);
  record = find_record (fixture);
  g_assert_cmpstr (record->release, ==, "r2");
}

/* The switch happened and the answer was lost: the next time it is this shop's own release, not somebody else's. */
static void
test_lost_answer (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (PlayedHost) host = add_host (fixture);
  g_autoptr (VtHostRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  host->dies = TRUE;
  g_assert_false (publish (fixture, host, NULL, &error));
  g_assert_error (error, VT_HOST_ERROR, VT_HOST_ERROR_UNREACHABLE);
  g_clear_error (&error);

  host->dies = FALSE;
  publish (fixture, host, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (last_price (fixture), ==, 4999);
  record = find_record (fixture);
  g_assert_cmpstr (record->release, ==, host->active);
}

static void
test_somebody_else (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (PlayedHost) host = add_host (fixture);
  g_autofree char *cache = g_build_filename (vt_shop_get_path (fixture->shop), "cache", "release", NULL);
  g_autoptr (GError) error = NULL;

  host->dies = TRUE;
  g_assert_false (publish (fixture, host, NULL, NULL));
  /* Another computer has built it. */
  vt_dir_remove_all (cache, NULL);
  host->dies = FALSE;
  g_assert_false (publish (fixture, host, NULL, &error));
  g_assert_error (error, VT_HOST_ERROR, VT_HOST_ERROR_BASE_MOVED);
  g_assert_cmpuint (host->n_pushed, ==, 1);

  g_clear_error (&error);
  publish (fixture, host, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (host->n_pushed, ==, 2);
}

static gint64
stock_of_chair (Fixture *fixture)
{
  gint64 on_hand = 0;

  vt_db_get (vt_shop_get_reader (fixture->shop), NULL, &on_hand,
             "SELECT on_hand FROM stock_level WHERE variant_id = ?1", "i", (gint64) VT_TEST_CHAIR_MUSTARD);
  return on_hand;
}

static void
test_feed (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  static const char sold[] = "{\"kind\":\"stock\",\"movement\":{\"uuid\":\"0a0a0a0a-0000-4000-8000-000000000000\","
                             "\"variant\":1001,\"delta\":-2,\"reason\":\"sold\",\"reference\":\"CL-1\",\"at_us\":1}}";
  static const char *const hostile[] = { "[1]",
                                         "[{}]",
                                         "[{\"kind\":null}]",
                                         "[{\"kind\":[]}]",
                                         "[{\"kind\":\"stock\",\"movement\":7}]",
                                         "[{\"kind\":\"order\"}]" };
  g_autoptr (PlayedHost) host = add_host (fixture);
  g_autoptr (VtHostRecord) record = find_record (fixture);
  g_autofree char *page = g_strdup_printf ("[%s,{\"kind\":\"of a later version\"},%s]", sold, sold);
  g_autofree char *half = g_strdup_printf ("[%s,{}]", sold);
  VtPullResult result;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      host->page = hostile[i];
      g_assert_false (vt_publisher_pull (fixture->shop, VT_HOST (host), record, &result, NULL, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }

  /* All of a page or nothing of it. */
  host->page = half;
  g_assert_false (vt_publisher_pull (fixture->shop, VT_HOST (host), record, &result, NULL, NULL));
  g_assert_cmpint (result.n_movements, ==, 0);
  g_assert_cmpint (stock_of_chair (fixture), ==, 12);

  host->page = page;
  host->same_cursor = TRUE;
  g_assert_false (vt_publisher_pull (fixture->shop, VT_HOST (host), record, &result, NULL, &error));
  g_assert_error (error, VT_HOST_ERROR, VT_HOST_ERROR_PROTOCOL);
  g_clear_error (&error);

  host->same_cursor = FALSE;
  vt_publisher_pull (fixture->shop, VT_HOST (host), record, &result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stock_of_chair (fixture), ==, 10);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/publisher/prices-are-those-published", test_prices_are_those_published },
    { "/publisher/lost-answer", test_lost_answer },
    { "/publisher/somebody-else", test_somebody_else },
    { "/publisher/feed", test_feed },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].name, Fixture, NULL, fixture_set_up, cases[i].run, fixture_tear_down);
  return g_test_run ();
}
