#define G_LOG_DOMAIN "vitrine"

#include "app/preview/vt-preview-parts.h"

#include "base/vt-json.h"

#include <glib/gi18n.h>

static const VtPreviewPart parts[] = {
  { "announcement", N_ ("Announcement"), "settings" },
  { "brand.logo", N_ ("Logo"), "brand" },
  { "collection.title", N_ ("Title of the collection"), "collections" },
  { "collection.description", N_ ("Description of the collection"), "collections" },
  { "menu.header", N_ ("Menu at the top"), "pages" },
  { "menu.footer", N_ ("Menu at the foot"), "pages" },
  { "page.title", N_ ("Title of the page"), "pages" },
  { "page.body", N_ ("Text of the page"), "pages" },
  { "post", N_ ("Post"), "pages" },
  { "post.title", N_ ("Title of the post"), "pages" },
  { "post.body", N_ ("Text of the post"), "pages" },
  { "live.title", N_ ("Live event"), "pages" },
  { "popup", N_ ("Popup"), "popups" },
  { "popup.headline", N_ ("Headline of the popup"), "popups" },
  { "popup.body", N_ ("Text of the popup"), "popups" },
  { "popup.picture", N_ ("Picture of the popup"), "popups" },
  { "popup.decline", N_ ("Button that closes the popup"), "popups" },
  { "product", N_ ("Product"), "products" },
  { "product.title", N_ ("Title of the product"), "products" },
  { "product.price", N_ ("Price"), "products" },
  { "product.photos", N_ ("Photographs"), "products" },
  { "product.description", N_ ("Description of the product"), "products" },
  { "product.facts", N_ ("Facts of the product"), "products" },
  { "product.sizes", N_ ("Size table"), "products" },
  { "product.reviews", N_ ("Reviews"), "products" },
  { "product.related", N_ ("Related products"), "products" },
  { "product.window", N_ ("Related products"), "products" },
};

/**
 * vt_preview_part_find:
 * @thing: what `data-vt` says
 * @part: (out caller-allocates): what it is
 *
 * Returns: whether such a part is known
 */
gboolean
vt_preview_part_find (const char *thing, VtPreviewPart *part)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].thing, thing))
      {
        *part = parts[i];
        part->name = _ (parts[i].name);
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_preview_part_words:
 *
 * Returns: (transfer full): a JSON object of what each part is called
 */
char *
vt_preview_part_words (void)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *words = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    json_object_set_string_member (words, parts[i].thing, _ (parts[i].name));
  json_node_take_object (node, words);

  return vt_json_to_string (node, FALSE);
}
