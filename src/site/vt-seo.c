#define G_LOG_DOMAIN "vt-site"

#include "site/vt-seo.h"

#include "base/vt-html.h"
#include "base/vt-json.h"
#include "base/vt-money.h"
#include "base/vt-text.h"

#include <string.h>
#include <unicode/uloc.h>

/* What result pages show of a description before they cut it. */
#define DESCRIPTION_CHARS 155
#define OG_PICTURE_WIDTH  1280

/**
 * vt_seo_address:
 * @view: a view
 * @path: a path of the storefront
 *
 * Returns: (transfer full): the whole address
 */
char *
vt_seo_address (VtView *view, const char *path)
{
  return g_strconcat (view->request->base_url, path, NULL);
}

/**
 * vt_seo_json_for_script:
 * @node: a value
 *
 * JSON that can stand inside a script element: nothing in it ends the element or begins a comment.
 *
 * Returns: (transfer full): the text
 */
char *
vt_seo_json_for_script (JsonNode *node)
{
  g_autofree char *text = vt_json_to_string (node, FALSE);
  g_autoptr (GString) out = g_string_new (text);

  g_string_replace (out, "<", "\\u003c", 0);
  g_string_replace (out, ">", "\\u003e", 0);
  g_string_replace (out, "&", "\\u0026", 0);
  g_string_replace (out, "\xe2\x80\xa8", "\\u2028", 0);
  g_string_replace (out, "\xe2\x80\xa9", "\\u2029", 0);
  return g_strdup (out->str);
}

static char *
make_title (VtView *view, const VtSeo *seo)
{
  if (seo->own_title != NULL && *seo->own_title != '\0')
    return g_strdup (seo->own_title);
  if (seo->title == NULL || *seo->title == '\0')
    return g_strdup (view->name);

  return g_strconcat (seo->title, " — ", view->name, NULL);
}

static char *
make_description (const VtSeo *seo)
{
  g_autofree char *plain = NULL;
  g_autofree char *line = NULL;

  if (seo->description != NULL && *seo->description != '\0')
    return vt_text_single_line (seo->description);
  if (seo->text == NULL)
    return g_strdup ("");

  plain = vt_html_to_plain_text (seo->text);
  line = vt_text_single_line (plain);
  return vt_text_ellipsise (line, DESCRIPTION_CHARS);
}

/* Open Graph writes language_TERRITORY; a language alone gets the country where most speak it. */
static char *
og_locale (const char *language)
{
  char full[ULOC_FULLNAME_CAPACITY] = { 0 };
  char name[ULOC_LANG_CAPACITY] = { 0 };
  char country[ULOC_COUNTRY_CAPACITY] = { 0 };
  UErrorCode status = U_ZERO_ERROR;

  uloc_addLikelySubtags (language, full, sizeof full, &status);
  uloc_getLanguage (full, name, sizeof name, &status);
  uloc_getCountry (full, country, sizeof country, &status);

  return U_SUCCESS (status) && *country != '\0' ? g_strdup_printf ("%s_%s", name, country) : g_strdup (language);
}

static JsonNode *
og_image (VtView *view, const VtModelPhoto *photo)
{
  g_autofree char *path = NULL;
  JsonObject *image;
  JsonNode *node;
  int width;

  if (photo->sha256 == NULL || *photo->sha256 == '\0')
    return json_node_new (JSON_NODE_NULL);

  path = vt_model_picture_url (photo->sha256, photo->width, OG_PICTURE_WIDTH);
  width = MIN (photo->width, photo->width >= OG_PICTURE_WIDTH ? OG_PICTURE_WIDTH : photo->width >= 640 ? 640 : 320);
  image = json_object_new ();
  vt_model_take_text (image, "url", vt_seo_address (view, path));
  json_object_set_int_member (image, "width", width);
  json_object_set_int_member (image, "height", photo->width > 0 ? (gint64) photo->height * width / photo->width : 0);
  json_object_set_string_member (image, "alt", photo->alt != NULL ? photo->alt : "");

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, image);
  return node;
}

static JsonObject *
make_og (VtView *view, const VtSeo *seo, const char *title, const char *description, const char *canonical)
{
  JsonObject *og = json_object_new ();

  json_object_set_string_member (og, "type", seo->og_type != NULL ? seo->og_type : "website");
  json_object_set_string_member (og, "title", seo->title != NULL && *seo->title != '\0' ? seo->title : title);
  json_object_set_string_member (og, "description", description);
  json_object_set_string_member (og, "url", canonical);
  vt_model_take_text (og, "locale", og_locale (view->language));
  json_object_set_string_member (og, "site_name", view->name);
  vt_model_take_node (og, "image", og_image (view, &seo->photo));
  if (seo->price_minor >= 0)
    {
      JsonObject *price = json_object_new ();

      vt_model_take_text (price, "amount", vt_money_to_decimal (vt_money_new (seo->price_minor, view->currency)));
      json_object_set_string_member (price, "currency", view->currency);
      json_object_set_object_member (og, "price", price);
    }
  else
    json_object_set_null_member (og, "price");

  return og;
}

static void
set_preload (JsonObject *page, const VtSeo *seo)
{
  g_autoptr (JsonNode) picture = NULL;
  JsonObject *preload;

  json_object_set_null_member (page, "preload");
  if (!seo->preload)
    return;

  picture = vt_model_picture (&seo->photo);
  if (!JSON_NODE_HOLDS_OBJECT (picture))
    return;

  preload = json_object_new ();
  json_object_set_string_member (preload, "srcset",
                                 json_object_get_string_member (json_node_get_object (picture), "avif"));
  json_object_set_string_member (preload, "type", "image/avif");
  json_object_set_object_member (page, "preload", preload);
}

/**
 * vt_seo_fill:
 * @view: a view whose common model is filled
 * @seo: what the page is about
 * @json_ld: (transfer full) (nullable): what it says in schema.org's words
 *
 * Fills `page` of the model.
 */
void
vt_seo_fill (VtView *view, const VtSeo *seo, JsonNode *json_ld)
{
  JsonObject *page = json_object_new ();
  g_autoptr (JsonNode) node = json_ld;
  g_autofree char *title = make_title (view, seo);
  g_autofree char *description = make_description (seo);
  g_autofree char *canonical = vt_seo_address (view, seo->path);

  json_object_set_string_member (page, "kind", seo->kind);
  json_object_set_string_member (page, "title", title);
  json_object_set_string_member (page, "description", description);
  json_object_set_string_member (page, "canonical", canonical);
  vt_model_set_text (page, "robots", seo->hidden || view->request->drafts ? "noindex" : NULL);
  set_preload (page, seo);
  vt_model_take_text (page, "json_ld_trusted", node != NULL ? vt_seo_json_for_script (node) : NULL);
  json_object_set_object_member (page, "og", make_og (view, seo, title, description, canonical));

  json_object_set_object_member (view->model, "page", page);
}
