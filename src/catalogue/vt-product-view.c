#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-view.h"

#include "base/vt-json.h"
#include "base/vt-text.h"
#include "catalogue/vt-catalogue-private.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>

#define KEY            "products.views"
#define MAX_VIEWS      50
#define MAX_NAME_CHARS 60
#define MAX_BYTES      (64 * 1024)

/**
 * vt_product_view_new:
 * @name: what it is called
 * @filter: which products
 *
 * Returns: (transfer full): a view of them by title
 */
VtProductView *
vt_product_view_new (const char *name, const VtProductFilter *filter)
{
  VtProductView *self = g_new0 (VtProductView, 1);

  self->name = g_strdup (name);
  vt_product_view_set_filter (self, filter);
  return self;
}

/**
 * vt_product_view_free:
 * @self: (nullable): a view
 */
void
vt_product_view_free (VtProductView *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_strfreev (self->columns);
  g_free (self->text);
  g_free (self->vendor);
  g_free (self->type);
  g_free (self->tag);
  g_free (self);
}

static void
take_text (char **place, const char *text)
{
  g_autofree char *old = *place;

  *place = g_strdup (text);
}

/**
 * vt_product_view_set_filter:
 * @self: a view
 * @filter: which products; copied
 */
void
vt_product_view_set_filter (VtProductView *self, const VtProductFilter *filter)
{
  const VtProductFilter wanted = *filter;

  take_text (&self->text, wanted.text != NULL ? wanted.text : "");
  take_text (&self->vendor, wanted.vendor);
  take_text (&self->type, wanted.type);
  take_text (&self->tag, wanted.tag);
  self->filter = wanted;
  self->filter.text = self->text;
  self->filter.vendor = self->vendor;
  self->filter.type = self->type;
  self->filter.tag = self->tag;
}

/* Reading ---------------------------------------------------------------------------------------------------------- */

static gint64
read_int (JsonObject *object, const char *name, gint64 fallback)
{
  gint64 value = fallback;

  return vt_json_get_int (object, name, &value, NULL) ? value : fallback;
}

static const char *
read_text (JsonObject *object, const char *name)
{
  const char *value = NULL;

  return vt_json_get_string (object, name, &value, NULL) ? value : NULL;
}

static char **
read_columns (JsonObject *object)
{
  JsonArray *array = NULL;
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();

  if (!vt_json_get_array (object, "columns", &array, NULL))
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (columns, json_node_get_string (node));
    }

  return g_strv_builder_end (columns);
}

static VtProductView *
read_view (JsonObject *object)
{
  VtProductFilter filter = VT_PRODUCT_FILTER_ALL;
  const char *name = read_text (object, "name");
  gint64 order = read_int (object, "order", 0);
  VtProductView *view;

  if (name == NULL)
    return NULL;

  filter.text = read_text (object, "text");
  filter.vendor = read_text (object, "vendor");
  filter.type = read_text (object, "type");
  filter.tag = read_text (object, "tag");
  filter.status = (guint) read_int (object, "status", 0);
  filter.stock = (guint) read_int (object, "stock", 0);
  filter.lacks = (guint) read_int (object, "lacks", 0);
  filter.collection_id = read_int (object, "collection", 0);
  filter.price_min_minor = read_int (object, "price_min", -1);
  filter.price_max_minor = read_int (object, "price_max", -1);
  filter.changed_since_us = read_int (object, "changed_since", 0);
  view = vt_product_view_new (name, &filter);
  view->order = order >= 0 && order < VT_PRODUCT_N_ORDERS ? (VtProductOrder) order : VT_PRODUCT_BY_TITLE;
  view->descending = read_int (object, "descending", 0) != 0;
  view->columns = read_columns (object);

  return view;
}

/**
 * vt_product_views_read:
 * @db: a shop's database
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtProductView): the saved views in their order; what is none is
 *   passed over
 */
GPtrArray *
vt_product_views_read (VtDb *db, GError **error)
{
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_product_view_free);
  g_autofree char *text = vt_setting_get (db, KEY, error);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (text == NULL)
    return NULL;
  if (*text != '\0')
    node = vt_json_parse (text, -1, MAX_BYTES, 4, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_steal_pointer (&views);

  array = json_node_get_array (node);
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_VIEWS); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      VtProductView *view = JSON_NODE_HOLDS_OBJECT (element) ? read_view (json_node_get_object (element)) : NULL;

      if (view != NULL)
        g_ptr_array_add (views, view);
    }

  return g_steal_pointer (&views);
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

static void
write_int (JsonBuilder *builder, const char *name, gint64 value, gint64 fallback)
{
  if (value == fallback)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
write_text (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
write_view (JsonBuilder *builder, const VtProductView *view)
{
  json_builder_begin_object (builder);
  write_text (builder, "name", view->name);
  write_text (builder, "text", *view->text != '\0' ? view->text : NULL);
  write_text (builder, "vendor", view->vendor);
  write_text (builder, "type", view->type);
  write_text (builder, "tag", view->tag);
  write_int (builder, "status", view->filter.status, 0);
  write_int (builder, "stock", view->filter.stock, 0);
  write_int (builder, "lacks", view->filter.lacks, 0);
  write_int (builder, "collection", view->filter.collection_id, 0);
  write_int (builder, "price_min", view->filter.price_min_minor, -1);
  write_int (builder, "price_max", view->filter.price_max_minor, -1);
  write_int (builder, "changed_since", view->filter.changed_since_us, 0);
  write_int (builder, "order", (gint64) view->order, 0);
  write_int (builder, "descending", view->descending ? 1 : 0, 0);
  if (view->columns != NULL)
    {
      json_builder_set_member_name (builder, "columns");
      json_builder_begin_array (builder);
      for (guint i = 0; view->columns[i] != NULL; i++)
        json_builder_add_string_value (builder, view->columns[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

/**
 * vt_product_views_write:
 * @db: the connection of a #VtShopJob
 * @views: (element-type VtProductView): all views
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether they are the shop's saved views now
 */
gboolean
vt_product_views_write (VtDb *db, const GPtrArray *views, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (views->len > MAX_VIEWS)
    return vt_catalogue_invalid (error, _ ("There are %d saved views already; remove one first"), MAX_VIEWS);

  json_builder_begin_array (builder);
  for (guint i = 0; i < views->len; i++)
    write_view (builder, g_ptr_array_index (views, i));
  json_builder_end_array (builder);
  node = json_builder_get_root (builder);
  text = vt_json_to_string (node, FALSE);

  return vt_setting_set (db, KEY, views->len > 0 ? text : NULL, error);
}

static gboolean
find_view (const GPtrArray *views, const char *name, guint *index)
{
  for (*index = 0; *index < views->len; (*index)++)
    if (g_str_equal (((VtProductView *) g_ptr_array_index (views, *index))->name, name))
      return TRUE;

  return FALSE;
}

/**
 * vt_product_views_save:
 * @db: the connection of a #VtShopJob
 * @view: a view; its name has 1 to 60 characters
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Adds a view, in the place of one with its name.
 *
 * Returns: whether it is saved
 */
gboolean
vt_product_views_save (VtDb *db, const VtProductView *view, GError **error)
{
  g_autoptr (GPtrArray) views = vt_product_views_read (db, error);
  g_autofree char *name = NULL;
  VtProductView *copy;
  guint index;

  if (views == NULL)
    return FALSE;
  name = vt_catalogue_check_line (view->name, _ ("name of the view"), MAX_NAME_CHARS, TRUE, error);
  if (name == NULL)
    return FALSE;

  copy = vt_product_view_new (name, &view->filter);
  copy->order = view->order;
  copy->descending = view->descending;
  copy->columns = g_strdupv (view->columns);
  if (find_view (views, name, &index))
    g_ptr_array_remove_index (views, index);
  g_ptr_array_insert (views, (int) MIN (index, views->len), copy);

  return vt_product_views_write (db, views, error);
}

/**
 * vt_product_views_remove:
 * @db: the connection of a #VtShopJob
 * @name: of a view
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether there is no view of that name now
 */
gboolean
vt_product_views_remove (VtDb *db, const char *name, GError **error)
{
  g_autoptr (GPtrArray) views = vt_product_views_read (db, error);
  guint index;

  if (views == NULL)
    return FALSE;
  if (!find_view (views, name, &index))
    return TRUE;

  g_ptr_array_remove_index (views, index);
  return vt_product_views_write (db, views, error);
}
