#define G_LOG_DOMAIN "vt-demo"

#include "demo/vt-demo.h"

#include "base/vt-clock.h"
#include "base/vt-file.h"
#include "base/vt-json.h"
#include "catalogue/vt-import.h"
#include "content/vt-markdown.h"
#include "demo/vt-demo-private.h"
#include "shop/vt-media.h"
#include "shop/vt-shop.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define FACTS_MAX_BYTES (1024 * 1024)
#define FACTS_MAX_DEPTH 16

/* The files of data/demo, read, and what is made of them. */
typedef struct
{
  char *folder;      /* (owned) */
  JsonNode *facts;   /* (owned) shop.json */
  GHashTable *media; /* (owned) (element-type utf8 VtMedia) */
  VtImport *import;  /* (owned) */
} Demo;

static void
demo_free (Demo *self)
{
  g_clear_pointer (&self->import, vt_import_free);
  g_clear_pointer (&self->media, g_hash_table_unref);
  g_clear_pointer (&self->facts, json_node_unref);
  g_free (self->folder);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Demo, demo_free)

static JsonNode *
read_facts (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "shop.json", NULL);
  g_autoptr (GBytes) bytes = vt_file_read (path, FACTS_MAX_BYTES, error);
  g_autoptr (JsonNode) node = NULL;
  gconstpointer data = NULL;
  gsize size = 0;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  node = vt_json_parse (data, (gssize) size, FACTS_MAX_BYTES, FACTS_MAX_DEPTH, error);
  if (node == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s: expected an object"), path);
      return NULL;
    }

  return g_steal_pointer (&node);
}

static Demo *
demo_read (GError **error)
{
  g_autoptr (Demo) self = g_new0 (Demo, 1);
  g_autofree char *products = NULL;
  const char *files[2] = { NULL, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;

  self->folder = vt_data_path ("demo");
  self->media = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) vt_media_free);
  self->facts = read_facts (self->folder, error);
  if (self->facts == NULL)
    return NULL;

  products = g_build_filename (self->folder, "products.csv", NULL);
  files[0] = products;
  options.format = "vendure";
  options.currency = "EUR";
  self->import = vt_import_open (files, &options, NULL, error);

  return self->import != NULL ? g_steal_pointer (&self) : NULL;
}

static gboolean
stage (Demo *self, const char *shop_path, const char *name, const char *subfolder, GError **error)
{
  g_autofree char *path = NULL;
  VtMedia *media = NULL;

  if (name == NULL || g_hash_table_contains (self->media, name))
    return TRUE;

  path = g_build_filename (self->folder, subfolder, name, NULL);
  media = vt_media_stage_file (shop_path, path, NULL, error);
  if (media == NULL)
    return FALSE;

  g_hash_table_insert (self->media, g_strdup (name), media);
  return TRUE;
}

/* "media:" and a file's name, in the texts of posts. */
static gboolean
stage_pictures_in (Demo *self, const char *shop_path, const char *markdown, GError **error)
{
  const char *p = markdown != NULL ? strstr (markdown, VT_MARKDOWN_MEDIA) : NULL;

  for (; p != NULL; p = strstr (p, VT_MARKDOWN_MEDIA))
    {
      g_autofree char *name = NULL;

      p += strlen (VT_MARKDOWN_MEDIA);
      name = g_strndup (p, strcspn (p, ") "));
      if (!stage (self, shop_path, name, "images", error))
        return FALSE;
    }

  return TRUE;
}

/* The picture of @row, those that its text shows and those of its gallery. */
static gboolean
stage_pictures_of (Demo *self, const char *shop_path, JsonObject *row, GError **error)
{
  JsonArray *pictures =
      json_object_has_member (row, "pictures") ? json_object_get_array_member (row, "pictures") : NULL;

  for (guint i = 0; pictures != NULL && i < json_array_get_length (pictures); i++)
    if (!stage (self, shop_path, vt_demo_text (json_array_get_object_element (pictures, i), "picture"), "images",
                error))
      return FALSE;

  return stage (self, shop_path, vt_demo_text (row, "picture"), "images", error) &&
         stage_pictures_in (self, shop_path, vt_demo_text (row, "body_markdown"), error);
}

/* The logo, and the pictures of everything that has some. */
static gboolean
stage_pictures (Demo *self, const char *shop_path, GError **error)
{
  static const char *const lists[] = { "collections", "sections", "popups", "posts", "lives" };
  JsonObject *root = json_node_get_object (self->facts);
  JsonObject *brand = NULL;

  if (!vt_json_get_object (root, "brand", &brand, error) ||
      !stage (self, shop_path, vt_demo_text (brand, "logo"), "", error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *rows = NULL;

      if (!vt_json_get_array (root, lists[i], &rows, error))
        return FALSE;
      for (guint j = 0; j < json_array_get_length (rows); j++)
        {
          JsonNode *row = json_array_get_element (rows, j);

          if (JSON_NODE_HOLDS_OBJECT (row) && !stage_pictures_of (self, shop_path, json_node_get_object (row), error))
            return FALSE;
        }
    }

  return TRUE;
}

/* The product file is the program's own: a row that does not arrive whole is a fault, not something to tell and pass.
 */
static gboolean
check_import (VtImport *import, GError **error)
{
  const GPtrArray *results = vt_import_get_results (import);

  for (guint i = 0; i < results->len; i++)
    {
      const VtImportResult *result = g_ptr_array_index (results, i);

      if (*result->message == '\0')
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("products.csv, line %u: %s: %s"), result->line,
                   result->title, result->message);
      return FALSE;
    }

  return TRUE;
}

static gboolean
fill_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Demo *self = data;
  const VtDemoFacts facts = { json_node_get_object (self->facts), self->media, vt_clock_now_us (vt_clock_system ()) };

  return vt_demo_add_media (db, &facts, error) && vt_demo_add_collections (db, &facts, error) &&
         vt_import_apply_job (db, self->import, cancellable, error) && check_import (self->import, error) &&
         vt_demo_add_rest (db, &facts, error) && vt_demo_add_languages (db, &facts, self->folder, error);
}

static gboolean
make_shop (Demo *self, const char *path, GError **error)
{
  JsonObject *settings = NULL;
  const char *name = NULL;
  const char *currency = NULL;
  const char *language = NULL;
  g_autoptr (VtShop) shop = NULL;
  gboolean filled;

  if (!vt_json_get_object (json_node_get_object (self->facts), "settings", &settings, error) ||
      !vt_json_get_string (settings, "shop.name", &name, error) ||
      !vt_json_get_string (settings, "shop.currency", &currency, error) ||
      !vt_json_get_string (settings, "shop.language", &language, error))
    return FALSE;

  shop = vt_shop_create (path, name, currency, language, error);
  if (shop == NULL)
    return FALSE;

  filled = stage_pictures (self, path, error) && vt_import_stage_photos (self->import, shop, FALSE, NULL, error) &&
           vt_shop_record (shop, fill_job, self, NULL, error);
  vt_shop_close (shop);

  return filled;
}

static gboolean
check_place (const char *path, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS) || (dir != NULL && g_dir_read_name (dir) == NULL))
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_EXISTS,
               _ ("There is something at “%s” already. Choose another name; nothing was changed"), path);
  return FALSE;
}

static gboolean
make_beside (Demo *self, const char *path, GError **error)
{
  g_autofree char *beside = g_strconcat (path, ".XXXXXX", NULL);

  if (g_mkdtemp_full (beside, 0700) == NULL)
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                   _ ("The demo shop cannot be made at “%s”: %s. Choose a folder that is there and is yours"), path,
                   g_strerror (errno));
      return FALSE;
    }
  if (make_shop (self, beside, error))
    {
      if (g_rename (beside, path) == 0)
        return TRUE;
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("The demo shop cannot be moved to “%s”: %s"), path,
                   g_strerror (errno));
    }
  vt_dir_remove_all (beside, NULL);

  return FALSE;
}

/**
 * vt_demo_create:
 * @path: (type filename): the folder to make, NAME.vitrine; an empty one may be there
 * @error: %VT_SHOP_ERROR_EXISTS, or why not
 *
 * Makes the demo shop from the program's data/demo: products, collections, brand, pages, delivery, a discount that ends
 * some weeks from now and the popup that offers it. It starts with an empty history: nothing of it can be undone. The
 * shop is made beside its place and moved there when it is complete. Takes some tenths of a second.
 *
 * Returns: whether it was made; when not, nothing is left of it
 */
gboolean
vt_demo_create (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (Demo) demo = NULL;

  if (!check_place (absolute, error))
    return FALSE;
  demo = demo_read (error);

  return demo != NULL && make_beside (demo, absolute, error);
}
