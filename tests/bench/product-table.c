/* product-table SHOP: reads the table of products and asks it, as the list does; milliseconds as JSON */

#include "catalogue/vt-product-table.h"
#include "shop/vt-snapshot.h"

#include <stdio.h>

#define ROUNDS 9

static const struct
{
  const char *name;
  VtProductFilter filter;
  VtProductOrder order;
} questions[] = {
  { "all", { .price_min_minor = -1, .price_max_minor = -1 }, VT_PRODUCT_BY_TITLE },
  { "letter", { .text = "o", .price_min_minor = -1, .price_max_minor = -1 }, VT_PRODUCT_BY_TITLE },
  { "words", { .text = "oak lamp", .price_min_minor = -1, .price_max_minor = -1 }, VT_PRODUCT_BY_TITLE },
  { "sku", { .text = "sku-999", .price_min_minor = -1, .price_max_minor = -1 }, VT_PRODUCT_BY_TITLE },
  { "tag", { .tag = "linen", .price_min_minor = -1, .price_max_minor = -1 }, VT_PRODUCT_BY_TITLE },
  { "price", { .price_min_minor = -1, .price_max_minor = -1 }, VT_PRODUCT_BY_PRICE },
  { "vendor", { .price_min_minor = -1, .price_max_minor = -1 }, VT_PRODUCT_BY_VENDOR },
  { "by-sku", { .price_min_minor = -1, .price_max_minor = -1 }, VT_PRODUCT_BY_SKU },
};

static double
ms_since (gint64 start_us)
{
  return (double) (g_get_monotonic_time () - start_us) / 1000;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static double
median (double *times)
{
  qsort (times, ROUNDS, sizeof *times, compare);
  return times[ROUNDS / 2];
}

static gboolean
ask_all (VtProductTable *table, VtDb *db, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      double times[ROUNDS];
      guint n = 0;

      for (int round = 0; round < ROUNDS; round++)
        {
          VtProductFilter other = VT_PRODUCT_FILTER_ALL;
          gint64 start_us;
          g_autoptr (GArray) ids = NULL;
          g_autoptr (GArray) forget = NULL;

          /* Another question in between, that nothing of the last answer is of use. */
          other.status = 1;
          forget = vt_product_table_query (table, db, &other, VT_PRODUCT_BY_UPDATED, FALSE, error);
          if (forget == NULL)
            return FALSE;
          start_us = g_get_monotonic_time ();
          ids = vt_product_table_query (table, db, &questions[i].filter, questions[i].order, FALSE, error);
          if (ids == NULL)
            return FALSE;
          times[round] = ms_since (start_us);
          n = ids->len;
        }
      printf (", \"%s\": {\"ms\": %.2f, \"found\": %u}", questions[i].name, median (times), n);
    }

  return TRUE;
}

static gboolean
run (const char *shop, GError **error)
{
  double times[ROUNDS];
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (shop, error);
  g_autoptr (VtProductTable) table = NULL;

  if (snapshot == NULL)
    return FALSE;

  for (int round = 0; round < ROUNDS; round++)
    {
      gint64 start_us = g_get_monotonic_time ();

      g_clear_pointer (&table, vt_product_table_free);
      table = vt_product_table_load (vt_snapshot_get_db (snapshot), "en", NULL, error);
      if (table == NULL)
        return FALSE;
      times[round] = ms_since (start_us);
    }

  printf ("{\"products\": %u, \"variants\": %u, \"bytes\": %zu, \"load\": {\"ms\": %.2f}",
          vt_product_table_get_n_products (table), vt_product_table_get_n_variants (table),
          vt_product_table_get_size (table), median (times));
  if (!ask_all (table, vt_snapshot_get_db (snapshot), error))
    return FALSE;
  printf ("}\n");
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc == 2 && run (argv[1], &error))
    return 0;

  fprintf (stderr, "product-table: %s\n", error != NULL ? error->message : "usage: product-table SHOP");
  return 1;
}
