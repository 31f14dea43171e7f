#define G_LOG_DOMAIN "vt-catalogue"

/* Writing of product and product_tag. An edit that changes nothing writes nothing: the journal gets no entry for it and
 * the product is not marked as updated. */

#include "catalogue/vt-product-edit.h"

#include "base/vt-clock.h"
#include "base/vt-handle.h"
#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-collection-rule.h"
#include "catalogue/vt-product-fact.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* In any language: the shop sends who asks by another language's on. */
static const char handle_is_taken[] =
    "SELECT id FROM product WHERE handle = ?1 UNION ALL "
    "SELECT row_id FROM translation WHERE field = 'handle' AND kind = 'product' AND value = ?1 LIMIT 1";

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;

  return vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM product WHERE id = ?1", "i", id),
                             _ ("The product is not in the shop any more"), error);
}

/* Marks a product as edited now, and puts it into the collections that it belongs into by their rules. */
gboolean
vt_product_touch (VtDb *db, gint64 id, GError **error)
{
  gint64 now_us = vt_clock_now_us (NULL);

  return vt_db_run (db, error, "UPDATE product SET updated_us = ?2 WHERE id = ?1", "ii", id, now_us) &&
         vt_collection_rules_update (db, &id, 1, now_us, error);
}

/* @sql: id, value and time; touches no row when the value is the one there. */
static gboolean
set_text (VtDb *db, gint64 id, const char *sql, const char *value, GError **error)
{
  gint64 now_us = vt_clock_now_us (NULL);

  return check_exists (db, id, error) && vt_db_run (db, error, sql, "isi", id, value, now_us) &&
         (vt_db_changes (db) == 0 || vt_collection_rules_update (db, &id, 1, now_us, error));
}

/**
 * vt_product_create:
 * @db: the connection of a #VtShopJob
 * @title: its name: one line of 1 to 255 characters
 * @id: (out) (optional): id of the new product
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Makes a draft with a handle made from @title and one variant without options at price 0.
 *
 * Returns: whether it was made
 */
gboolean
vt_product_create (VtDb *db, const char *title, gint64 *id, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (title, _ ("title"), VT_TITLE_MAX_CHARS, TRUE, error);
  g_autofree char *handle = NULL;
  gint64 new_id = vt_id_new ();
  VtVariantInput variant = VT_VARIANT_INPUT_INIT;

  if (line == NULL)
    return FALSE;
  handle = vt_catalogue_free_handle (db, handle_is_taken, line, "product", error);
  if (handle == NULL)
    return FALSE;

  if (!vt_db_run (db, error,
                  "INSERT INTO product (id, handle, title, created_us, updated_us) VALUES (?1, ?2, ?3, ?4, ?4)", "issi",
                  new_id, handle, line, vt_clock_now_us (NULL)) ||
      !vt_old_handle_take_over (db, "product", handle, error) ||
      !vt_product_set_variants (db, new_id, NULL, &variant, 1, error))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/* The translations of a product and of what hangs on it. */
static gboolean
remove_texts (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);
  g_autoptr (GPtrArray) facts = product != NULL ? vt_product_list_facts (db, id, error) : NULL;

  if (facts == NULL || !vt_translation_remove (db, "product", id, error))
    return FALSE;
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    if (!vt_translation_remove (db, "variant", vt_product_get_variant (product, i)->id, error))
      return FALSE;
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    if (!vt_translation_remove (db, "photo", vt_product_get_photo (product, i)->id, error))
      return FALSE;
  for (guint i = 0; i < facts->len; i++)
    if (!vt_translation_remove (db, "product_fact", ((const VtFact *) g_ptr_array_index (facts, i))->id, error))
      return FALSE;

  return TRUE;
}

/**
 * vt_product_delete:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Deletes the product and all that hangs on it, its stock movements included. Orders and price history are facts and
 * stay; so do the photos' files, which undo brings back into use.
 *
 * Returns: whether it was deleted
 */
gboolean
vt_product_delete (VtDb *db, gint64 id, GError **error)
{
  return check_exists (db, id, error) && remove_texts (db, id, error) &&
         vt_old_handle_remove_target (db, "product", id, error) &&
         vt_db_run (db, error,
                    "DELETE FROM price_change WHERE variant_id IN (SELECT id FROM variant WHERE product_id = ?1)", "i",
                    id) &&
         vt_db_run (db, error,
                    "DELETE FROM stock_movement WHERE variant_id IN (SELECT id FROM variant WHERE product_id = ?1)",
                    "i", id) &&
         vt_db_run (db, error,
                    "DELETE FROM stocktake_line WHERE variant_id IN (SELECT id FROM variant WHERE product_id = ?1)",
                    "i", id) &&
         vt_db_run (db, error, "DELETE FROM variant WHERE product_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM photo WHERE product_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM product_video WHERE product_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM product_fact WHERE product_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM review WHERE product_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM related_product WHERE product_id = ?1 OR related_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM product_tag WHERE product_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM collection_product WHERE product_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM product WHERE id = ?1", "i", id);
}

/**
 * vt_product_set_title:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @title: its name: one line of 1 to 255 characters
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Renames the product. Its handle stays: addresses that people have must go on working.
 *
 * Returns: whether it has that title now
 */
gboolean
vt_product_set_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (title, _ ("title"), VT_TITLE_MAX_CHARS, TRUE, error);

  return line != NULL &&
         set_text (db, id, "UPDATE product SET title = ?2, updated_us = ?3 WHERE id = ?1 AND title <> ?2", line, error);
}

/**
 * vt_product_set_handle:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @handle: its part of the address; see vt_handle_is_valid()
 * @error: %VT_CATALOGUE_ERROR_TAKEN when another product has it, or another #VtCatalogueError or #VtDbError
 *
 * Gives the product another address. Visitors of the one that it had are sent on, for as long as no other product has
 * that one; see vt_address_find_row().
 *
 * Returns: whether it has that handle now
 */
gboolean
vt_product_set_handle (VtDb *db, gint64 id, const char *handle, GError **error)
{
  g_autoptr (VtProduct) product = NULL;
  gint64 owner = id;

  if (handle == NULL || !vt_handle_is_valid (handle))
    return vt_catalogue_invalid (error, _ ("“%s” cannot be an address; use small letters, digits and single hyphens"),
                                 handle != NULL ? handle : "");
  if (vt_db_get (db, error, &owner, handle_is_taken, "s", handle) == VT_STEP_ERROR)
    return FALSE;
  if (owner != id)
    {
      g_set_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_TAKEN,
                   _ ("Another product has the address “%s”; choose another one"), handle);
      return FALSE;
    }

  product = vt_product_load (db, id, error);
  if (product == NULL)
    return FALSE;
  if (strcmp (vt_product_get_handle (product), handle) == 0)
    return TRUE;

  return vt_old_handle_keep (db, "product", vt_product_get_handle (product), id, error) &&
         vt_old_handle_take_over (db, "product", handle, error) &&
         set_text (db, id, "UPDATE product SET handle = ?2, updated_us = ?3 WHERE id = ?1 AND handle <> ?2", handle,
                   error);
}

/**
 * vt_product_set_description_html:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @html: (nullable): any HTML up to 512 KB; what the allow-list does not know is taken out
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that description now
 */
gboolean
vt_product_set_description_html (VtDb *db, gint64 id, const char *html, GError **error)
{
  g_autofree char *clean = vt_catalogue_check_html (html, error);

  return clean != NULL &&
         set_text (db, id,
                   "UPDATE product SET description_html = ?2, updated_us = ?3 WHERE id = ?1 AND description_html <> ?2",
                   clean, error);
}

/**
 * vt_product_set_vendor:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @vendor: (nullable): who makes it, one line up to 255 characters; "" for none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that vendor now
 */
gboolean
vt_product_set_vendor (VtDb *db, gint64 id, const char *vendor, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (vendor, _ ("vendor"), VT_TITLE_MAX_CHARS, FALSE, error);

  return line != NULL &&
         set_text (db, id, "UPDATE product SET vendor = ?2, updated_us = ?3 WHERE id = ?1 AND vendor <> ?2", line,
                   error);
}

/**
 * vt_product_set_product_type:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @product_type: (nullable): what kind of thing it is, one line up to 255 characters; "" for none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that type now
 */
gboolean
vt_product_set_product_type (VtDb *db, gint64 id, const char *product_type, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (product_type, _ ("type"), VT_TITLE_MAX_CHARS, FALSE, error);

  return line != NULL &&
         set_text (db, id, "UPDATE product SET product_type = ?2, updated_us = ?3 WHERE id = ?1 AND product_type <> ?2",
                   line, error);
}

/**
 * vt_product_set_status:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @status: only an active product is published
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that status now
 */
gboolean
vt_product_set_status (VtDb *db, gint64 id, VtProductStatus status, GError **error)
{
  return set_text (db, id, "UPDATE product SET status = ?2, updated_us = ?3 WHERE id = ?1 AND status <> ?2",
                   vt_product_status_to_string (status), error);
}

/**
 * vt_product_set_publish:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @publish_us: the moment before which it is not public, UTC microseconds since 1970; 0 for none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether that is so now
 */
gboolean
vt_product_set_publish (VtDb *db, gint64 id, gint64 publish_us, GError **error)
{
  if (publish_us < 0)
    return vt_catalogue_invalid (error, _ ("The day of publication is before 1970"));

  return check_exists (db, id, error) && vt_db_run (db, error,
                                                    "UPDATE product SET publish_us = nullif (?2, 0), updated_us = ?3 "
                                                    "WHERE id = ?1 AND publish_us IS NOT nullif (?2, 0)",
                                                    "iii", id, publish_us, vt_clock_now_us (NULL));
}

/**
 * vt_product_set_tax_class:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @tax_class: (nullable): the class whose rates are charged, one line up to 64 characters; "" is "standard"
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that class now
 */
gboolean
vt_product_set_tax_class (VtDb *db, gint64 id, const char *tax_class, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (tax_class, _ ("tax class"), VT_CODE_MAX_CHARS, FALSE, error);

  return line != NULL &&
         set_text (db, id, "UPDATE product SET tax_class = ?2, updated_us = ?3 WHERE id = ?1 AND tax_class <> ?2",
                   *line != '\0' ? line : "standard", error);
}

/**
 * vt_product_set_shipping_class:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @shipping_class: (nullable): the class that deliveries may charge differently, one line up to 64 characters; "": none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that class now
 */
gboolean
vt_product_set_shipping_class (VtDb *db, gint64 id, const char *shipping_class, GError **error)
{
  g_autofree char *line =
      vt_catalogue_check_line (shipping_class, _ ("shipping class"), VT_CODE_MAX_CHARS, FALSE, error);

  return line != NULL && set_text (db, id,
                                   "UPDATE product SET shipping_class = ?2, updated_us = ?3 WHERE id = ?1 AND "
                                   "shipping_class <> ?2",
                                   line, error);
}

/**
 * vt_product_set_seo_title:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @title: (nullable): title for search engines; "" to use the product's own
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that title now
 */
gboolean
vt_product_set_seo_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (title, _ ("search title"), VT_TITLE_MAX_CHARS, FALSE, error);

  return line != NULL &&
         set_text (db, id, "UPDATE product SET seo_title = ?2, updated_us = ?3 WHERE id = ?1 AND seo_title <> ?2", line,
                   error);
}

/**
 * vt_product_set_seo_description:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @description: (nullable): up to 1000 characters; "" to have it made from the product's own
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that description now
 */
gboolean
vt_product_set_seo_description (VtDb *db, gint64 id, const char *description, GError **error)
{
  g_autofree char *line =
      vt_catalogue_check_line (description, _ ("search description"), VT_SEO_MAX_CHARS, FALSE, error);

  return line != NULL &&
         set_text (db, id,
                   "UPDATE product SET seo_description = ?2, updated_us = ?3 WHERE id = ?1 AND seo_description <> ?2",
                   line, error);
}

/* The tags as they will be kept: one line each, each once, no empty ones. */
static GHashTable *
check_tags (const char *const *tags, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      char *line = vt_catalogue_check_line (tags[i], _ ("tag"), VT_TITLE_MAX_CHARS, FALSE, error);

      if (line == NULL)
        return NULL;
      if (*line != '\0')
        g_hash_table_add (set, line);
      else
        g_free (line);
    }
  if (g_hash_table_size (set) > VT_TAGS_MAX)
    {
      vt_catalogue_invalid (error, _ ("A product can have up to %d tags; take some out"), VT_TAGS_MAX);
      return NULL;
    }

  return g_steal_pointer (&set);
}

/**
 * vt_product_set_tags:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @tags: (array zero-terminated=1) (nullable): all its tags, in any order; up to 250
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has those tags and no others now
 */
gboolean
vt_product_set_tags (VtDb *db, gint64 id, const char *const *tags, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);
  g_autoptr (GHashTable) wanted = product != NULL ? check_tags (tags, error) : NULL;
  const char *const *kept;
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer tag;

  if (wanted == NULL)
    return FALSE;

  kept = vt_product_get_tags (product);
  for (guint i = 0; kept[i] != NULL; i++)
    {
      if (g_hash_table_remove (wanted, kept[i]))
        continue;
      changed = TRUE;
      if (!vt_db_run (db, error, "DELETE FROM product_tag WHERE product_id = ?1 AND tag = ?2", "is", id, kept[i]))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &tag, NULL))
    {
      changed = TRUE;
      if (!vt_db_run (db, error, "INSERT INTO product_tag (product_id, tag) VALUES (?1, ?2)", "is", id,
                      (const char *) tag))
        return FALSE;
    }

  return !changed || vt_product_touch (db, id, error);
}
