/* What the photographs of a shop show: kept once, found by colour and by looks, shown as swatches. */
#include "base/vt-vips.h"
#include "catalogue/vt-facet-table.h"
#include "catalogue/vt-product-edit.h"
#include "search/engine/vix-explain.h"
#include "search/engine/vix-look-file.h"
#include "search/vt-photo-look.h"
#include "search/vt-photo-looks.h"
#include "search/vt-shop-index.h"
#include "shop/vt-media.h"
#include "support/vt-test-shop.h"

#include <glib/gstdio.h>
#include <string.h>
#include <vips/vips.h>

/* A thing of one colour, before a wall of another. */
static VtPhotoLook
look_of (guint32 thing, guint32 wall)
{
  g_autofree VixPhotoWork *work = g_new (VixPhotoWork, 1);
  g_autofree guint8 *pixels = g_malloc (64 * 64 * 4);
  VtPhotoLook look;
  VixPhoto photo;

  for (int i = 0; i < 64 * 64; i++)
    {
      int x = i % 64 - 32;
      int y = i / 64 - 32;
      guint32 rgb = x * x + y * y < 20 * 20 ? thing : wall;

      pixels[i * 4] = (guint8) (rgb >> 16);
      pixels[i * 4 + 1] = (guint8) (rgb >> 8);
      pixels[i * 4 + 2] = (guint8) rgb;
      pixels[i * 4 + 3] = 255;
    }
  g_assert_true (vix_photo_read (work, pixels, 64, 64, &photo));
  vix_shades_take (&look.shades, &photo);
  vix_look_read (work, &look.look);
  return look;
}

static void
put (VtDb *db, const char *sha256, guint32 thing, guint32 wall)
{
  VtPhotoLook look = look_of (thing, wall);
  g_autoptr (GError) error = NULL;

  vt_photo_look_put (db, sha256, &look, &error);
  g_assert_no_error (error);
}

/* The chair's photograph shows a dark green one, the lamp's a red one; the shirt has none and is called white and blue.
 */
static VtDb *
open_shop (void)
{
  VtDb *db = vt_test_shop_new ();

  put (db, VT_TEST_PHOTO_CHAIR, 0x14482a, 0xf0f0f0);
  put (db, VT_TEST_PHOTO_LAMP, 0xc8202a, 0xe8e8e8);
  g_assert_true (vt_db_exec (db,
                             "UPDATE product SET option_names = '' WHERE id = 101; "
                             "UPDATE variant SET option_values = '' WHERE product_id = 101",
                             NULL));
  return db;
}

static gint64
first_for (VtDb *db, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShopIndex) index = vt_shop_index_new (db, "en", &error);
  g_autoptr (VtSearchAnswer) answer = NULL;

  g_assert_no_error (error);
  answer = vt_shop_index_ask (index, query, FALSE);
  return answer->product_ids->len > 0 ? g_array_index (answer->product_ids, gint64, 0) : 0;
}

static void
test_found (void)
{
  g_autoptr (VtDb) db = open_shop ();

  g_assert_cmpint (first_for (db, "green"), ==, VT_TEST_CHAIR);
  g_assert_cmpint (first_for (db, "dark green chair"), ==, VT_TEST_CHAIR);
  g_assert_cmpint (first_for (db, "verde escuro"), ==, VT_TEST_CHAIR);
  g_assert_cmpint (first_for (db, "สีเขียว"), ==, VT_TEST_CHAIR);
  g_assert_cmpint (first_for (db, "red"), ==, VT_TEST_LAMP);
  g_assert_cmpint (first_for (db, "crimson lamp"), ==, VT_TEST_LAMP);
  g_assert_cmpint (first_for (db, "lampara roja"), ==, VT_TEST_LAMP);
  /* What is called so comes before what looks so. */
  put (db, VT_TEST_PHOTO_LAMP, 0x2040c0, 0xe8e8e8);
  g_assert_cmpint (first_for (db, "blue"), ==, VT_TEST_SHIRT);
}

/* The parts of a score make the score, photographs among them. */
static void
test_explained (void)
{
  g_autoptr (VtDb) db = open_shop ();
  g_autoptr (VtShopIndex) index = vt_shop_index_new (db, "en", NULL);
  const VixIndex *vix = vt_shop_index_get (index);
  VixArena *arena = vt_index_arena_new (vix);
  const VixQuery query = { .text = "dark green chair", .length = 16, .limit = 10 };
  VixExplanation explanation;
  VixResult result;
  VixShades shades;

  g_assert_true (vix_query_run (vix, &query, arena, &result));
  g_assert_cmpuint (result.n_hits, >=, 1);
  vix_explain (vix, &result, result.hits[0].document, &explanation);
  g_assert_cmpuint (explanation.score, ==, result.hits[0].score);
  g_assert_cmpuint (explanation.seen, >, 72);
  g_assert_cmpint (explanation.terms[1].reason, ==, VIX_REASON_SEEN);
  g_assert_cmphex (vix_index_seen (vix, result.hits[0].document, &shades) & 1u << VIX_COLOUR_GREEN, !=, 0);
  g_assert_cmpuint (shades.n, >=, 1);
  vt_index_arena_free (arena);
}

/* Whatever stands where the photographs' colours are, a query is answered. */
static void
test_damaged (void)
{
  g_autoptr (VtDb) db = open_shop ();
  g_autoptr (VtShopIndex) shop_index = vt_shop_index_new (db, "en", NULL);
  const VixIndex *whole = vt_shop_index_get (shop_index);
  g_autofree guint8 *copy = g_memdup2 (whole->data, whole->size);
  VixArena *arena = vt_index_arena_new (whole);
  gsize start = (gsize) (whole->shades - whole->data);
  const VixQuery query = { .text = "dark green chair", .length = 16, .limit = 10 };

  for (gsize at = start; at < start + whole->n_documents * VIX_SHADES_SIZE; at++)
    {
      VixIndex index;
      VixResult result;
      VixExplanation explanation;

      copy[at] ^= 0xff;
      g_assert_cmpint (vix_index_open (&index, copy, whole->size, TRUE), ==, VIX_OPEN_DAMAGED);
      g_assert_cmpint (vix_index_open (&index, copy, whole->size, FALSE), ==, VIX_OPEN_DONE);
      arena->used = 0;
      g_assert_true (vix_query_run (&index, &query, arena, &result));
      g_assert_cmpuint (result.n_hits, >=, 1);
      vix_explain (&index, &result, result.hits[0].document, &explanation);
      g_assert_cmpuint (explanation.score, ==, result.hits[0].score);
    }
  vt_index_arena_free (arena);
}

static guint
count_swatches (VtDb *db, const char *key)
{
  g_autoptr (VtFacetTable) table = vt_facet_table_load (db, NULL);
  static const gint64 all[] = { VT_TEST_CHAIR, VT_TEST_LAMP, VT_TEST_SHIRT };
  g_autoptr (VtFacetResult) result = vt_facet_table_query (
      table, all, G_N_ELEMENTS (all), &(VtFacetQuery){ .price_from = -1, .price_to = -1, .now_us = VT_TEST_NOW_US });
  int value = vt_facet_table_find_value (table, (guint) vt_facet_table_find_facet (table, "colour"), key);

  return value < 0 ? 0 : result->counts[value];
}

static void
test_swatches (void)
{
  g_autoptr (VtDb) db = open_shop ();

  g_assert_cmpuint (count_swatches (db, "green"), ==, 1);
  g_assert_cmpuint (count_swatches (db, "red"), ==, 1);
  g_assert_cmpuint (count_swatches (db, "blue"), ==, 1);
  /* What the merchant says is better than what is seen. */
  g_assert_true (vt_db_exec (db, "INSERT INTO product_tag (product_id, tag) VALUES (102, 'mustard')", NULL));
  g_assert_cmpuint (count_swatches (db, "red"), ==, 0);
  g_assert_cmpuint (count_swatches (db, "mustard"), ==, 1);
}

static void
test_looks_file (void)
{
  g_autoptr (VtDb) db = open_shop ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = vt_looks_write (db, VT_TEST_NOW_US, &error);
  VtPhotoLook sought = look_of (0xd02830, 0xffffff);
  VixLookMatch matches[4];
  VixLookFile file;
  gsize size;
  const guint8 *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  g_assert_true (vix_look_file_open (&file, data, size));
  g_assert_cmpuint (file.n, ==, 2);
  g_assert_cmpuint (vix_look_file_search (&file, &sought.look, matches, 4), ==, 2);
  g_assert_cmpuint (matches[0].id, ==, VT_TEST_LAMP);
  g_assert_cmpuint (matches[0].distance, <, matches[1].distance);
  g_assert_cmpuint (vix_look_file_search (&file, &sought.look, matches, 1), ==, 1);
  g_assert_cmpuint (matches[0].id, ==, VT_TEST_LAMP);
}

/* A draft, and a product whose time has not come, are nothing that browsers are told of. */
static void
test_looks_of_later (void)
{
  static const struct
  {
    const char *sql;
    gint64 now_us;
    guint n;
  } cases[] = {
    { "UPDATE product SET publish_us = 1750000000000001 WHERE id = 102", VT_TEST_NOW_US, 1 },
    { "UPDATE product SET publish_us = 1750000000000001 WHERE id = 102", VT_TEST_NOW_US + 1, 2 },
    { "UPDATE product SET publish_us = 1750000000000000 WHERE id = 102", VT_TEST_NOW_US, 2 },
    { "UPDATE product SET status = 'draft' WHERE id = 102", VT_TEST_NOW_US, 1 },
    { "UPDATE product SET status = 'archived'", VT_TEST_NOW_US, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = open_shop ();
      g_autoptr (GBytes) bytes = NULL;
      VixLookFile file;

      g_assert_true (vt_db_exec (db, cases[i].sql, NULL));
      bytes = vt_looks_write (db, cases[i].now_us, NULL);
      g_assert_nonnull (bytes);
      g_assert_true (vix_look_file_open (&file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
      g_assert_cmpuint (file.n, ==, cases[i].n);
    }
}

/* Whatever the bytes are, it is a file that can be searched, or none. */
static void
test_hostile_file (void)
{
  g_autoptr (VtDb) db = open_shop ();
  g_autoptr (GBytes) bytes = vt_looks_write (db, VT_TEST_NOW_US, NULL);
  gsize size = g_bytes_get_size (bytes);
  VtPhotoLook sought = look_of (0xd02830, 0xffffff);
  VixLookFile file;

  for (gsize n = 0; n <= size + 1; n++)
    {
      g_autofree guint8 *copy = g_malloc0 (n + 1);

      memcpy (copy, g_bytes_get_data (bytes, NULL), MIN (n, size));
      g_assert_cmpint (vix_look_file_open (&file, copy, n), ==, n == size);
    }
  for (gsize at = 0; at < size; at++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      VixLookMatch matches[4];

      copy[at] ^= 0xff;
      g_assert_cmpint (vix_look_file_open (&file, copy, size), ==, at >= VIX_LOOK_FILE_HEAD);
      if (at >= VIX_LOOK_FILE_HEAD)
        g_assert_cmpuint (vix_look_file_search (&file, &sought.look, matches, 4), ==, 2);
    }
}

static void
test_kept_shades (void)
{
  VtPhotoLook look = look_of (0x14482a, 0xf0f0f0);
  guint8 bytes[VIX_SHADES_MAX * VIX_SHADE_SIZE];
  gsize size = vix_shades_write (&look.shades, bytes);
  VixShades read;
  VixColour names[3];

  vix_shades_read (&read, bytes, size);
  g_assert_cmpuint (read.n, ==, look.shades.n);
  g_assert_cmpuint (vix_shades_names (&read, names, 3), ==, 1);
  g_assert_cmpstr (vt_colour_name (names[0]), ==, "green");

  /* Any bytes are some shades, and score as shades do. */
  for (int round = 0; round < 200; round++)
    {
      for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8) g_test_rand_int_range (0, 256);
      vix_shades_read (&read, bytes, (gsize) g_test_rand_int_range (0, (int) sizeof bytes + 1));
      for (int i = 0; i < VIX_N_COLOURS; i++)
        {
          const char *name = vt_colour_name ((VixColour) i);
          VixColourRegion region;
          float score = vix_colour_find (name, strlen (name), &region) ? vix_shades_score (&read, &region) : 0;

          g_assert_true (score >= 0 && score <= 1);
        }
    }
}

static void
draw (const char *path, double red, double green, double blue)
{
  VipsImage *wall = NULL;
  VipsImage *srgb = NULL;
  double white[] = { 240, 240, 240 };
  double ink[] = { red, green, blue };
  VipsImage *black = NULL;

  g_assert_cmpint (vips_black (&black, 120, 120, "bands", 3, NULL), ==, 0);
  g_assert_cmpint (vips_linear (black, &wall, (double[]){ 1, 1, 1 }, white, 3, "uchar", TRUE, NULL), ==, 0);
  srgb = vips_image_copy_memory (wall);
  g_assert_cmpint (vips_draw_circle (srgb, ink, 3, 60, 60, 36, "fill", TRUE, NULL), ==, 0);
  g_assert_cmpint (vips_pngsave (srgb, path, NULL), ==, 0);
  g_object_unref (black);
  g_object_unref (wall);
  g_object_unref (srgb);
}

typedef struct
{
  VtMedia *media; /* (owned) */
  gint64 product_id;
} Adding;

static gboolean
add_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Adding *adding = data;
  gint64 photo_id;

  return vt_media_add (db, adding->media, error) && vt_product_create (db, "Thing", &adding->product_id, error) &&
         vt_product_add_photo (db, adding->product_id, adding->media->sha256, "", -1, &photo_id, error);
}

static void
add_photo (VtShop *shop, const char *path)
{
  g_autoptr (GError) error = NULL;
  Adding adding = { vt_media_stage_file (vt_shop_get_path (shop), path, NULL, &error), 0 };

  g_assert_no_error (error);
  vt_shop_write (shop, "Add", NULL, add_job, &adding, NULL, NULL, &error);
  g_assert_no_error (error);
  vt_media_free (adding.media);
}

static guint
count_missing (VtShop *shop)
{
  g_autoptr (GPtrArray) missing = vt_photo_look_list_missing (vt_shop_get_reader (shop), NULL);

  return missing->len;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        remove_folder (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

/* Each photograph is looked at once, and no undo takes that back; one that cannot be read is not tried again. */
static void
test_update (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vitrine-looks-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "shop", NULL);
  g_autofree char *file = g_build_filename (folder, "red.png", NULL);
  g_autofree char *broken = NULL;
  g_autoptr (GError) error = NULL;
  VtShop *shop = vt_shop_create (path, "Shop", "EUR", "en", &error);
  gint64 n = 0;

  g_assert_no_error (error);
  draw (file, 200, 30, 40);
  add_photo (shop, file);
  draw (file, 30, 60, 200);
  add_photo (shop, file);
  {
    g_autoptr (GPtrArray) missing = vt_photo_look_list_missing (vt_shop_get_reader (shop), NULL);

    g_assert_cmpuint (missing->len, ==, 2);
    broken = vt_media_path (path, g_ptr_array_index (missing, 1));
  }
  g_assert_true (g_file_set_contents (broken, "no picture", -1, NULL));

  g_assert_true (vt_photo_looks_update (shop, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_missing (shop), ==, 0);
  vt_db_get (vt_shop_get_reader (shop), &error, &n, "SELECT count (*) FROM media_look WHERE length (look) = 128", "");
  g_assert_cmpint (n, ==, 1);
  g_assert_true (vt_shop_undo (shop, NULL, &error));
  vt_db_get (vt_shop_get_reader (shop), &error, &n, "SELECT count (*) FROM media_look", "");
  g_assert_cmpint (n, ==, 2);
  g_assert_true (vt_photo_looks_update (shop, NULL, &error));
  g_assert_no_error (error);

  g_assert_finalize_object (shop);
  remove_folder (folder);
}

static void
wait_for_looks (VtShop *shop)
{
  while (count_missing (shop) > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A photograph that is looked at when its shop is closed is gone in the middle: the library says so, to nobody. */
static gboolean
is_fatal (const char *domain,
          G_GNUC_UNUSED GLogLevelFlags level,
          G_GNUC_UNUSED const char *message,
          G_GNUC_UNUSED gpointer data)
{
  return g_strcmp0 (domain, "VIPS") != 0;
}

/* While the shop is open, what is added is looked at; nobody waits for it when the shop is closed. */
static void
test_follow (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vitrine-looks-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "shop", NULL);
  g_autofree char *file = g_build_filename (folder, "red.png", NULL);
  VtShop *shop = vt_shop_create (path, "Shop", "EUR", "en", NULL);

  g_test_log_set_fatal_handler (is_fatal, NULL);
  draw (file, 200, 30, 40);
  add_photo (shop, file);
  vt_photo_looks_follow (shop);
  wait_for_looks (shop);
  draw (file, 30, 200, 40);
  add_photo (shop, file);
  g_assert_cmpuint (count_missing (shop), ==, 1);
  wait_for_looks (shop);

  draw (file, 30, 40, 200);
  add_photo (shop, file);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (shop);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  vt_vips_start ();

  g_test_add_func ("/photo-looks/found", test_found);
  g_test_add_func ("/photo-looks/explained", test_explained);
  g_test_add_func ("/photo-looks/damaged", test_damaged);
  g_test_add_func ("/photo-looks/swatches", test_swatches);
  g_test_add_func ("/photo-looks/looks-file", test_looks_file);
  g_test_add_func ("/photo-looks/file-of-what-is-public", test_looks_of_later);
  g_test_add_func ("/photo-looks/hostile-file", test_hostile_file);
  g_test_add_func ("/photo-looks/kept-shades", test_kept_shades);
  g_test_add_func ("/photo-looks/update", test_update);
  g_test_add_func ("/photo-looks/follow", test_follow);

  return g_test_run ();
}
