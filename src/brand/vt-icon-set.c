/* The icons that browsers and phones ask a site for. */
#define G_LOG_DOMAIN "vt-brand"

#include "base/vt-json.h"
#include "brand/vt-asset-kit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* 0 pixels: a file of its own kind. */
static const struct
{
  const char *name;
  const char *layout;
  int pixels;
} icons[] = {
  { "favicon.ico", "favicon", 0 },
  { "icon.svg", "favicon", 0 },
  { "icon-16.png", "favicon", 16 },
  { "icon-32.png", "favicon", 32 },
  { "icon-48.png", "favicon", 48 },
  { "icon-96.png", "app-icon", 96 },
  { "icon-192.png", "app-icon", 192 },
  { "icon-512.png", "app-icon", 512 },
  { "maskable-192.png", "maskable-icon", 192 },
  { "maskable-512.png", "maskable-icon", 512 },
  { "apple-touch-icon.png", "apple-touch-icon", 180 },
  { "site.webmanifest", NULL, 0 },
};

static const int ico_sizes[] = { 16, 32, 48 };

/**
 * vt_icon_set_names:
 *
 * Returns: (transfer none): the files' names, ended by %NULL
 */
const char *const *
vt_icon_set_names (void)
{
  static const char *names[G_N_ELEMENTS (icons) + 1];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
        names[i] = icons[i].name;
      g_once_init_leave (&ready, 1);
    }

  return names;
}

static GBytes *
draw_png (VtBrand *brand, VtAssetFacts *facts, const char *id, int pixels, GError **error)
{
  const VtLayout *layout = vt_asset_facts_find_layout (facts, id);
  cairo_surface_t *surface = vt_asset_render (brand, facts, layout, NULL, pixels, pixels, NULL, error);
  GBytes *bytes = surface != NULL ? vt_asset_encode (surface, VT_ASSET_PNG, error) : NULL;

  g_clear_pointer (&surface, cairo_surface_destroy);
  return bytes;
}

static void
append_number (GByteArray *out, guint32 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      const guint8 byte = (guint8) (value >> (8 * i));

      g_byte_array_append (out, &byte, 1);
    }
}

/* A header of 6 bytes, 16 for each picture, then the pictures as PNG, which every browser of the last ten years reads
 * there. Numbers begin with their lowest byte. */
static GBytes *
draw_ico (VtBrand *brand, VtAssetFacts *facts, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  guint32 offset = 6 + 16 * G_N_ELEMENTS (ico_sizes);

  append_number (out, 0, 2);
  append_number (out, 1, 2);
  append_number (out, G_N_ELEMENTS (ico_sizes), 2);
  for (guint i = 0; i < G_N_ELEMENTS (ico_sizes); i++)
    {
      GBytes *picture = draw_png (brand, facts, "favicon", ico_sizes[i], error);

      if (picture == NULL)
        return NULL;
      g_ptr_array_add (pictures, picture);
      append_number (out, (guint32) ico_sizes[i], 1);
      append_number (out, (guint32) ico_sizes[i], 1);
      append_number (out, 0, 2);
      append_number (out, 1, 2);
      append_number (out, 32, 2);
      append_number (out, (guint32) g_bytes_get_size (picture), 4);
      append_number (out, offset, 4);
      offset += (guint32) g_bytes_get_size (picture);
    }
  for (guint i = 0; i < pictures->len; i++)
    {
      gsize size = 0;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (pictures, i), &size);

      g_byte_array_append (out, data, (guint) size);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static void
add_icon (JsonArray *array, const char *name, int pixels, const char *purpose)
{
  JsonObject *object = json_object_new ();
  g_autofree char *path = g_strconcat ("/", name, NULL);
  g_autofree char *size = g_strdup_printf ("%dx%d", pixels, pixels);

  json_object_set_string_member (object, "src", path);
  json_object_set_string_member (object, "sizes", pixels > 0 ? size : "any");
  json_object_set_string_member (object, "type", pixels > 0 ? "image/png" : "image/svg+xml");
  if (purpose != NULL)
    json_object_set_string_member (object, "purpose", purpose);
  json_array_add_object_element (array, object);
}

/* W3C, Web Application Manifest: what a phone needs to put the shop beside its other programs. */
static GBytes *
write_manifest (VtBrand *brand, VtAssetFacts *facts)
{
  JsonObject *root = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  const char *name = vt_asset_facts_get_shop_name (facts);
  g_autofree char *background = vt_colour_to_hex (vt_brand_get_colour (brand, VT_BRAND_BACKGROUND));
  g_autofree char *theme = vt_colour_to_hex (vt_brand_get_colour (brand, VT_BRAND_PRIMARY));
  char *text = NULL;

  json_object_set_string_member (root, "name", name);
  json_object_set_string_member (root, "short_name", name);
  json_object_set_string_member (root, "lang", vt_asset_facts_get_language (facts));
  json_object_set_string_member (root, "start_url", "/");
  json_object_set_string_member (root, "scope", "/");
  json_object_set_string_member (root, "display", "standalone");
  json_object_set_string_member (root, "background_color", background);
  json_object_set_string_member (root, "theme_color", theme);
  add_icon (array, "icon.svg", 0, NULL);
  add_icon (array, "icon-192.png", 192, NULL);
  add_icon (array, "icon-512.png", 512, NULL);
  add_icon (array, "maskable-192.png", 192, "maskable");
  add_icon (array, "maskable-512.png", 512, "maskable");
  json_object_set_array_member (root, "icons", array);
  json_node_take_object (node, root);
  text = vt_json_to_string (node, TRUE);

  return g_bytes_new_take (text, strlen (text));
}

static const char *
type_of (const char *name)
{
  return g_str_has_suffix (name, ".ico")   ? "image/x-icon"
         : g_str_has_suffix (name, ".svg") ? "image/svg+xml"
         : g_str_has_suffix (name, ".png") ? "image/png"
                                           : "application/manifest+json";
}

/**
 * vt_icon_set_draw:
 * @brand: the shop's brand
 * @facts: of the shop
 * @name: one of vt_icon_set_names()
 * @error: there is none of that name, or no memory
 *
 * Takes some milliseconds: never on the main thread.
 *
 * Returns: (transfer full) (nullable): the file
 */
VtKitFile *
vt_icon_set_draw (VtBrand *brand, VtAssetFacts *facts, const char *name, GError **error)
{
  g_autoptr (VtKitFile) self = g_new0 (VtKitFile, 1);
  guint i = 0;

  while (i < G_N_ELEMENTS (icons) && strcmp (icons[i].name, name) != 0)
    i++;
  if (i == G_N_ELEMENTS (icons))
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN, _ ("There is no icon “%s”"), name);
      return NULL;
    }

  self->name = g_strdup (name);
  self->type = type_of (name);
  if (icons[i].layout == NULL)
    self->bytes = write_manifest (brand, facts);
  else if (icons[i].pixels > 0)
    self->bytes = draw_png (brand, facts, icons[i].layout, icons[i].pixels, error);
  else if (g_str_has_suffix (name, ".ico"))
    self->bytes = draw_ico (brand, facts, error);
  else
    self->bytes = vt_asset_export (brand, facts, vt_asset_facts_find_layout (facts, icons[i].layout), NULL,
                                   VT_ASSET_SVG, NULL, error);

  return self->bytes != NULL ? g_steal_pointer (&self) : NULL;
}
