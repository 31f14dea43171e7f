/* Owns the table product_fact: a product's facts have the positions 0, 1, 2… without gaps. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-fact.h"

#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vt_fact_free:
 * @self: (nullable): a fact
 */
void
vt_fact_free (VtFact *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

/**
 * vt_product_list_facts:
 * @db: a shop's database or a public catalogue
 * @product_id: a product
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtFact): its facts in their order
 */
GPtrArray *
vt_product_list_facts (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_fact_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT id, name, value FROM product_fact WHERE product_id = ?1 ORDER BY position, id /* of ?1 */", error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, product_id, error))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtFact *fact = g_new0 (VtFact, 1);

      fact->id = vt_stmt_get_int (stmt, 0);
      fact->name = vt_stmt_dup_text (stmt, 1);
      fact->value = vt_stmt_dup_text (stmt, 2);
      g_ptr_array_add (facts, fact);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&facts) : NULL;
}

static GArray *
read_order (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) facts = vt_product_list_facts (db, product_id, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (facts == NULL)
    return NULL;

  for (guint i = 0; i < facts->len; i++)
    g_array_append_val (ids, ((VtFact *) g_ptr_array_index (facts, i))->id);

  return g_steal_pointer (&ids);
}

static gboolean
write_order (VtDb *db, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!vt_db_run (db, error, "UPDATE product_fact SET position = ?2 WHERE id = ?1 AND position <> ?2", "ii",
                    g_array_index (ids, gint64, i), (gint64) i))
      return FALSE;

  return TRUE;
}

static void
insert_at (GArray *ids, int position, gint64 id)
{
  guint at = position < 0 || (guint) position > ids->len ? ids->len : (guint) position;

  g_array_insert_val (ids, at, id);
}

static void
remove_id (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      {
        g_array_remove_index (ids, i);
        return;
      }
}

static char *
check_name (const char *name, GError **error)
{
  return vt_catalogue_check_line (name, _ ("fact's name"), VT_FACT_NAME_MAX_CHARS, TRUE, error);
}

static char *
check_value (const char *value, GError **error)
{
  return vt_catalogue_check_line (value, _ ("fact's value"), VT_FACT_VALUE_MAX_CHARS, TRUE, error);
}

static gboolean
find_product (VtDb *db, gint64 fact_id, gint64 *product_id, GError **error)
{
  return vt_catalogue_found (
      vt_db_get (db, error, product_id, "SELECT product_id FROM product_fact WHERE id = ?1", "i", fact_id),
      _ ("The fact is not in the shop any more"), error);
}

/**
 * vt_product_add_fact:
 * @db: the connection of a #VtShopJob
 * @product_id: a product
 * @name: what is told, one line up to 100 characters
 * @value: what it is, one line up to 500 characters
 * @position: from 0; -1 or more than there are is the end
 * @fact_id: (out) (optional): id of the new row
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether the product has the fact now
 */
gboolean
vt_product_add_fact (VtDb *db,
                     gint64 product_id,
                     const char *name,
                     const char *value,
                     int position,
                     gint64 *fact_id,
                     GError **error)
{
  g_autofree char *name_line = check_name (name, error);
  g_autofree char *value_line = name_line != NULL ? check_value (value, error) : NULL;
  g_autoptr (GArray) ids = NULL;
  gint64 new_id = vt_id_new ();
  gint64 found = 0;

  if (value_line == NULL ||
      !vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM product WHERE id = ?1", "i", product_id),
                           _ ("The product is not in the shop any more"), error))
    return FALSE;

  ids = read_order (db, product_id, error);
  if (ids == NULL)
    return FALSE;
  if (ids->len >= VT_FACTS_MAX)
    return vt_catalogue_invalid (error, _ ("A product can have up to %d facts; remove some"), VT_FACTS_MAX);

  insert_at (ids, position, new_id);
  if (!vt_db_run (db, error,
                  "INSERT INTO product_fact (id, product_id, position, name, value) VALUES (?1, ?2, ?3, ?4, ?5)",
                  "iiiss", new_id, product_id, (gint64) ids->len - 1, name_line, value_line) ||
      !write_order (db, ids, error))
    return FALSE;

  if (fact_id != NULL)
    *fact_id = new_id;
  return vt_product_touch (db, product_id, error);
}

/**
 * vt_product_set_fact:
 * @db: the connection of a #VtShopJob
 * @product_id: a product
 * @name: what is told, as vt_product_add_fact()
 * @value: (nullable): what it is; "" to tell it no more
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Changes the product's first fact of that name, adds it at the end when there is none.
 *
 * Returns: whether it is so now
 */
gboolean
vt_product_set_fact (VtDb *db, gint64 product_id, const char *name, const char *value, GError **error)
{
  g_autofree char *line = check_name (name, error);
  gboolean empty = value == NULL || *value == '\0';
  gint64 id = 0;
  VtStep step;

  if (line == NULL)
    return FALSE;

  step = vt_db_get (db, error, &id,
                    "SELECT id FROM product_fact WHERE product_id = ?1 AND name = ?2 ORDER BY position LIMIT 1", "is",
                    product_id, line);
  if (step == VT_STEP_ERROR)
    return FALSE;
  if (step == VT_STEP_ROW)
    return empty ? vt_fact_remove (db, id, error) : vt_fact_set (db, id, line, value, error);

  return empty || vt_product_add_fact (db, product_id, line, value, -1, NULL, error);
}

/**
 * vt_fact_set:
 * @db: the connection of a #VtShopJob
 * @fact_id: a fact
 * @name: what is told, as vt_product_add_fact()
 * @value: what it is
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it says that now
 */
gboolean
vt_fact_set (VtDb *db, gint64 fact_id, const char *name, const char *value, GError **error)
{
  g_autofree char *name_line = check_name (name, error);
  g_autofree char *value_line = name_line != NULL ? check_value (value, error) : NULL;
  gint64 product_id = 0;

  if (value_line == NULL || !find_product (db, fact_id, &product_id, error) ||
      !vt_db_run (db, error,
                  "UPDATE product_fact SET name = ?2, value = ?3 WHERE id = ?1 AND (name, value) IS NOT (?2, ?3)",
                  "iss", fact_id, name_line, value_line))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_product_touch (db, product_id, error);
}

/**
 * vt_fact_move:
 * @db: the connection of a #VtShopJob
 * @fact_id: a fact
 * @position: where it shall be among its product's, from 0; -1 or more than there are is the end
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_fact_move (VtDb *db, gint64 fact_id, int position, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  gint64 product_id = 0;

  if (!find_product (db, fact_id, &product_id, error))
    return FALSE;
  ids = read_order (db, product_id, error);
  if (ids == NULL)
    return FALSE;
  remove_id (ids, fact_id);
  insert_at (ids, position, fact_id);

  return write_order (db, ids, error) && vt_product_touch (db, product_id, error);
}

/**
 * vt_fact_remove:
 * @db: the connection of a #VtShopJob
 * @fact_id: a fact
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_fact_remove (VtDb *db, gint64 fact_id, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  gint64 product_id = 0;

  if (!find_product (db, fact_id, &product_id, error))
    return FALSE;
  ids = read_order (db, product_id, error);
  if (ids == NULL)
    return FALSE;
  remove_id (ids, fact_id);

  return vt_translation_remove (db, "product_fact", fact_id, error) &&
         vt_db_run (db, error, "DELETE FROM product_fact WHERE id = ?1", "i", fact_id) &&
         write_order (db, ids, error) && vt_product_touch (db, product_id, error);
}
