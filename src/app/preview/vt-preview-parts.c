#define G_LOG_DOMAIN "vitrine"

#include "app/preview/vt-preview-parts.h"

#include "base/vt-json.h"

#include <glib/gi18n.h>

static const VtPreviewPart parts[] = {
  { "announcement", N_ ("Announcement"), "settings", "announcement" },
  { "brand.logo", N_ ("Logo"), "brand", "logo" },
  { "collection.title", N_ ("Title of the collection"), "collections", "title" },
  { "collection.description", N_ ("Description of the collection"), "collections", "description" },
  { "menu.header", N_ ("Menu at the top"), "pages", "menus" },
  { "menu.footer", N_ ("Menu at the foot"), "pages", "menus" },
  { "page.title", N_ ("Title of the page"), "pages", "title" },
  { "page.body", N_ ("Text of the page"), "pages", "body" },
  { "post", N_ ("Post"), "pages", "title" },
  { "post.title", N_ ("Title of the post"), "pages", "title" },
  { "post.body", N_ ("Text of the post"), "pages", "body" },
  { "post.summary", N_ ("Summary of the post"), "pages", "summary" },
  { "post.picture", N_ ("Picture of the post"), "pages", "picture" },
  { "post.author", N_ ("Author of the post"), "pages", "author" },
  { "live.title", N_ ("Live event"), "pages", "title" },
  { "live.body", N_ ("Text of the live event"), "pages", "body" },
  { "live.picture", N_ ("Picture of the live event"), "pages", "picture" },
  { "live.products", N_ ("Products of the live event"), "pages", "add_product" },
  { "popup", N_ ("Popup"), "popups", "headline" },
  { "popup.headline", N_ ("Headline of the popup"), "popups", "headline" },
  { "popup.body", N_ ("Text of the popup"), "popups", "text" },
  { "popup.picture", N_ ("Picture of the popup"), "popups", "picture" },
  { "popup.decline", N_ ("Button that closes the popup"), "popups", "decline" },
  { "product", N_ ("Product"), "products", "title" },
  { "product.title", N_ ("Title of the product"), "products", "title" },
  { "product.price", N_ ("Price"), "products", "price" },
  { "product.photos", N_ ("Photographs"), "products", "photos" },
  { "product.description", N_ ("Description of the product"), "products", "description" },
  { "product.facts", N_ ("Facts of the product"), "products", "facts" },
  { "product.sizes", N_ ("Size table"), "products", "sizes" },
  { "product.reviews", N_ ("Reviews"), "products", "reviews" },
  { "product.related", N_ ("Related products"), "products", "related_entry" },
  { "product.window", N_ ("Related products"), "products", "related_entry" },
  { "section.hero", N_ ("Opening picture"), "storefront", "section" },
  { "section.collections", N_ ("Collections"), "storefront", "section" },
  { "section.products", N_ ("Products of a collection"), "storefront", "section" },
  { "section.window", N_ ("Recommendations"), "storefront", "section" },
  { "section.story", N_ ("Story"), "storefront", "section" },
  { "section.gallery", N_ ("Gallery"), "storefront", "pictures" },
  { "section.reviews", N_ ("What buyers say"), "storefront", "section" },
  { "section.newsletter", N_ ("Newsletter"), "storefront", "section" },
  { "section.video", N_ ("Film or live sale"), "storefront", "section" },
  { "section.title", N_ ("Title of the section"), "storefront", "title" },
  { "section.body", N_ ("Text of the section"), "storefront", "body" },
  { "section.action", N_ ("Button of the section"), "storefront", "action" },
  { "section.note", N_ ("Small print"), "storefront", "note" },
  { "section.picture", N_ ("Picture of the section"), "storefront", "picture" },
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
