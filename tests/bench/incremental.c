/* incremental   builds a shop's storefront into a folder in one program: all of it, again, and after one title changed.
 *
 *   incremental SHOP FOLDER     prints the seconds of processor time of the three and how many routes the last one drew
 */
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-list.h"
#include "publish/vt-static-build.h"
#include "shop/vt-shop.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static gboolean
rename_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  gint64 id = *(gint64 *) data;
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);
  g_autofree char *title = product != NULL ? g_strconcat (vt_product_get_title (product), " again", NULL) : NULL;

  return title != NULL && vt_product_set_title (db, id, title, error);
}

/* One in the middle of the list. */
static gint64
find_product (VtShop *shop, GError **error)
{
  VtProductQuery query = { NULL, -1, 0, 0, 0 };
  g_autoptr (GArray) ids = vt_product_list_ids (vt_shop_get_reader (shop), &query, error);

  return ids != NULL && ids->len > 0 ? g_array_index (ids, gint64, ids->len / 2) : 0;
}

static double
processor_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static double
build (VtStaticBuild *made, VtStaticResult *result)
{
  g_autoptr (GError) error = NULL;
  double before = processor_s ();
  VtStaticOptions options = { "http://localhost", FALSE, FALSE, g_get_real_time () };

  if (vt_static_build_run (made, &options, result, NULL, NULL, NULL, &error))
    return processor_s () - before;

  fprintf (stderr, "incremental: %s\n", error->message);
  exit (1);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = argc == 3 ? vt_shop_open (argv[1], VT_SHOP_WRITE, &error) : NULL;
  g_autofree char *cache = shop != NULL ? g_build_filename (argv[1], "cache", NULL) : NULL;
  g_autoptr (VtSite) site = shop != NULL ? vt_site_new (cache, &error) : NULL;
  g_autoptr (VtStaticBuild) made = NULL;
  gint64 id = 0;
  VtStaticResult result;
  double full, same, edited;

  if (site == NULL || (id = find_product (shop, &error)) == 0)
    {
      fprintf (stderr, "incremental: %s\n", error != NULL ? error->message : "SHOP FOLDER");
      return 1;
    }

  made = vt_static_build_new (site, argv[1], cache, argv[2]);
  full = build (made, &result);
  same = build (made, &result);
  if (!vt_shop_write (shop, "Edit", NULL, rename_job, &id, NULL, NULL, &error))
    {
      fprintf (stderr, "incremental: %s\n", error->message);
      return 1;
    }
  edited = build (made, &result);
  printf ("%.4f %.4f %.4f %u\n", full, same, edited, result.n_drawn);

  return 0;
}
