/* What of the shop can be ticked. */
#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-choices-offers.h"

#include "app/settings/vt-settings-words.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product.h"
#include "shop/vt-translation.h"

/**
 * vt_choices_offer_languages:
 * @row: a row
 * @db: the main thread's connection
 *
 * Offers the shop's languages, by their tags.
 */
void
vt_choices_offer_languages (VtChoicesRow *row, VtDb *db)
{
  g_auto (GStrv) languages = vt_language_list (db, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; languages != NULL && languages[i] != NULL; i++)
    {
      g_autofree char *name = vt_settings_language_name (languages[i]);

      g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  if (languages != NULL)
    vt_choices_row_offer (row, (const char *const *) languages, (const char *const *) names);
}

/**
 * vt_choices_offer_collections:
 * @row: a row
 * @db: the main thread's connection
 *
 * Offers the shop's collections, by their numbers.
 */
void
vt_choices_offer_collections (VtChoicesRow *row, VtDb *db)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (db, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) offered = NULL;
  g_auto (GStrv) names = NULL;

  for (guint i = 0; collections != NULL && i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, collection->id);

      g_strv_builder_add (ids, id);
      g_strv_builder_add (titles, collection->title);
    }
  offered = g_strv_builder_end (ids);
  names = g_strv_builder_end (titles);
  vt_choices_row_offer (row, (const char *const *) offered, (const char *const *) names);
}

/**
 * vt_choices_offer_products:
 * @row: a row
 * @db: the main thread's connection
 * @ids: (array zero-terminated=1): numbers of products
 *
 * Offers some products; one that the shop has no more goes by its number.
 */
void
vt_choices_offer_products (VtChoicesRow *row, VtDb *db, const char *const *ids)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (VtProduct) product = vt_product_load (db, g_ascii_strtoll (ids[i], NULL, 10), NULL);

      g_strv_builder_add (titles, product != NULL ? vt_product_get_title (product) : ids[i]);
    }
  names = g_strv_builder_end (titles);
  vt_choices_row_offer (row, ids, (const char *const *) names);
}
