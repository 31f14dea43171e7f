/* What a build draws again is what a full build draws differently, and nothing else. */
#include "publish-fixture.h"

#include "base/vt-file.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-stock.h"
#include "content/vt-page.h"
#include "publish/vt-static-build.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <string.h>

#define STEPS 60

typedef struct
{
  Fixture shop;
  VtStaticBuild *kept; /* builds again and again */
  char *out;
  gint64 now_us;
  guint n_full;
} World;

static void
world_set_up (World *self, G_GNUC_UNUSED gconstpointer data)
{
  fixture_set_up (&self->shop, NULL);
  self->out = g_build_filename (self->shop.folder, "out", NULL);
  self->kept = vt_static_build_new (self->shop.site, vt_shop_get_path (self->shop.shop), self->shop.folder, self->out);
  self->now_us = VT_TEST_NOW_US;
}

static void
world_tear_down (World *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_static_build_free (self->kept);
  g_free (self->out);
  fixture_tear_down (&self->shop, NULL);
}

static VtStaticResult
run (World *self, VtStaticBuild *build)
{
  g_autoptr (GError) error = NULL;
  VtStaticOptions options = { "https://shop.example", FALSE, FALSE, self->now_us };
  VtStaticResult result;

  vt_static_build_run (build, &options, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static void
read_folder (const char *root, const char *folder, GHashTable *files)
{
  g_autofree char *path = g_build_filename (root, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (folder, name, NULL);
      g_autofree char *file = g_build_filename (root, inner, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        read_folder (root, inner, files);
      else if (*name != '.')
        g_hash_table_insert (files, g_steal_pointer (&inner), vt_file_read (file, G_MAXINT, NULL));
    }
}

static GHashTable *
read_all (const char *root)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);

  read_folder (root, "", files);
  return files;
}

/* A new build into a new folder, with a cache of its own. */
static void
assert_as_full (World *self, const char *after)
{
  g_autofree char *name = g_strdup_printf ("full%u", self->n_full++);
  g_autofree char *out = g_build_filename (self->shop.folder, name, NULL);
  g_autofree char *cache = g_strconcat (out, "-cache", NULL);
  g_autoptr (VtStaticBuild) full =
      vt_static_build_new (self->shop.site, vt_shop_get_path (self->shop.shop), cache, out);
  g_autoptr (GHashTable) wanted = NULL;
  g_autoptr (GHashTable) there = NULL;
  GHashTableIter iter;
  gpointer path, bytes;

  run (self, full);
  wanted = read_all (out);
  there = read_all (self->out);
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    {
      GBytes *ours = g_hash_table_lookup (there, path);

      if (ours == NULL || !g_bytes_equal (ours, bytes))
        g_error ("After “%s”, “%s” is %s", after, (char *) path, ours != NULL ? "not what it should be" : "missing");
    }
  g_assert_cmpuint (g_hash_table_size (wanted), ==, g_hash_table_size (there));
  vt_dir_remove_all (out, NULL);
  vt_dir_remove_all (cache, NULL);
}

typedef struct
{
  GRand *random;
  int kind;
  gint64 now_us;
} Edit;

static gint64
any (GRand *random, const gint64 *ids, guint n)
{
  return ids[g_rand_int (random) % n];
}

#define ANY(random, ...)                                                                                               \
  any (random, (const gint64[]){ __VA_ARGS__ }, (guint) (sizeof ((const gint64[]){ __VA_ARGS__ }) / sizeof (gint64)))

static gboolean
edit_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  GRand *random = edit->random;
  gint64 product = ANY (random, VT_TEST_CHAIR, VT_TEST_LAMP, VT_TEST_SHIRT, VT_TEST_DRAFT);
  gint64 variant = ANY (random, VT_TEST_CHAIR_MUSTARD, VT_TEST_CHAIR_GREEN, VT_TEST_LAMP_ONLY, VT_TEST_SHIRT_S_WHITE,
                        VT_TEST_SHIRT_M_BLUE, VT_TEST_DESK_ONLY);
  gint64 collection = ANY (random, VT_TEST_CHAIRS, VT_TEST_LAMPS, VT_TEST_SALE);
  gint64 number = g_rand_int_range (random, 1, 5000);
  gint64 id = 0;
  g_autofree char *word = g_strdup_printf ("Word %d", (int) number);
  g_autofree char *handle = g_strdup_printf ("handle-%d", (int) number);
  const char *tags[] = { word, NULL };

  switch (edit->kind)
    {
    case 0:
      return vt_product_set_title (db, product, word, error);
    case 1:
      return vt_product_set_handle (db, product, handle, error);
    case 2:
      return vt_product_set_description_html (db, product, "<p>Other words</p>", error);
    case 3:
      return vt_product_set_status (db, product, g_rand_boolean (random) ? VT_PRODUCT_ACTIVE : VT_PRODUCT_DRAFT, error);
    case 4:
      return vt_variant_set_price (db, variant, number, error);
    case 5:
      return vt_variant_set_compare_at (db, variant, number + 3000, error);
    case 6:
      return vt_stock_default_place (db, &id, error) &&
             vt_stock_count (db, variant, id, number % 9, edit->now_us, error);
    case 7:
      return vt_product_set_tags (db, product, tags, error);
    case 8:
      return vt_collection_set_title (db, collection, word, error);
    case 9:
      return g_rand_boolean (random) ? vt_collection_add_product (db, collection, product, error)
                                     : vt_collection_remove_product (db, collection, product, error);
    case 10:
      return vt_setting_set (db, "announcement", word, error);
    case 11:
      return vt_setting_set (db, "languages", g_rand_boolean (random) ? "th" : "", error);
    case 12:
      return vt_translation_set (db, "product", product, "title", "th", word, error);
    case 13:
      return vt_page_create (db, word, handle, &id, error) && vt_page_set_active (db, id, TRUE, error);
    case 14:
      return vt_product_set_publish (db, product, edit->now_us + number * G_USEC_PER_SEC, error);
    case 15:
      return vt_product_duplicate (db, product, word, &id, error) &&
             vt_product_set_status (db, id, VT_PRODUCT_ACTIVE, error);
    case 16:
      return vt_variant_set_backorder (db, variant, g_rand_boolean (random), error);
    case 17:
      return vt_product_set_seo_title (db, product, word, error);
    case 18:
      return vt_product_set_vendor (db, product, word, error);
    default:
      return vt_setting_set (db, "shop.name", word, error);
    }
}

#define KINDS 20

/* An edit may be refused: a handle that another has, a language that is not spoken. Then nothing changes. */
static char *
step (World *self, GRand *random)
{
  Edit edit = { random, g_rand_int_range (random, 0, KINDS + 4), self->now_us };

  if (edit.kind == KINDS)
    vt_shop_undo (self->shop.shop, NULL, NULL);
  else if (edit.kind == KINDS + 1)
    vt_shop_redo (self->shop.shop, NULL, NULL);
  else if (edit.kind >= KINDS + 2)
    self->now_us +=
        (gint64) g_rand_int_range (random, 1, 7000) * (edit.kind == KINDS + 2 ? 1 : 60) * G_USEC_PER_SEC + 17;
  else
    vt_shop_write (self->shop.shop, "Edit", NULL, edit_job, &edit, NULL, NULL, NULL);

  return g_strdup_printf ("step of kind %d", edit.kind);
}

/* Whatever is edited, undone or comes with time: the folder is what a full build makes of the shop. */
static void
test_as_full (World *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  run (self, self->kept);
  assert_as_full (self, "nothing");
  for (guint i = 0; i < STEPS; i++)
    {
      g_autofree char *what = step (self, random);

      if (i % 7 == 6)
        {
          vt_static_build_free (self->kept);
          self->kept =
              vt_static_build_new (self->shop.site, vt_shop_get_path (self->shop.shop), self->shop.folder, self->out);
        }
      run (self, self->kept);
      assert_as_full (self, what);
    }
}

static gboolean
title_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_set_seo_description (db, VT_TEST_SHIRT, "What it is, for those who search", error);
}

/* Of one product only its own words for search engines are edited: pages that do not show them are left alone. */
static void
test_only_what_changed (World *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VtStaticResult first = run (self, self->kept);
  VtStaticResult same = run (self, self->kept);
  VtStaticResult edited;

  g_assert_cmpuint (first.n_drawn, >, 20);
  g_assert_cmpuint (same.n_drawn, ==, 0);
  g_assert_cmpuint (same.n_written, ==, 0);
  vt_shop_write (self->shop.shop, "Edit", NULL, title_job, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  edited = run (self, self->kept);
  g_assert_cmpuint (edited.n_drawn, >, 0);
  g_assert_cmpuint (edited.n_drawn, <, first.n_drawn / 2);
  g_assert_cmpuint (edited.n_written, <=, edited.n_drawn);
  assert_as_full (self, "an edit");
}

/* A state that is damaged is none. */
static void
test_damaged_state (World *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->shop.folder, "build", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  gsize length = 0;
  VtStaticResult result;

  run (self, self->kept);
  dir = g_dir_open (folder, 0, NULL);
  path = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  content[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));

  vt_static_build_free (self->kept);
  self->kept = vt_static_build_new (self->shop.site, vt_shop_get_path (self->shop.shop), self->shop.folder, self->out);
  result = run (self, self->kept);
  g_assert_cmpuint (result.n_drawn, >, 20);
  g_assert_cmpuint (result.n_written, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/build/as-full", World, NULL, world_set_up, test_as_full, world_tear_down);
  g_test_add ("/build/only-what-changed", World, NULL, world_set_up, test_only_what_changed, world_tear_down);
  g_test_add ("/build/damaged-state", World, NULL, world_set_up, test_damaged_state, world_tear_down);
  return g_test_run ();
}
