#define G_LOG_DOMAIN "vt-site"

#include "site/vt-seo.h"

#include "base/vt-json.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "site/vt-seo-card.h"
#include "site/vt-snippet.h"

#include <string.h>
#include <unicode/uloc.h>

#define OG_PICTURE_WIDTH 1280

/* What X shows of a card (its own documentation): characters. */
#define X_TITLE_CHARS 70
#define X_TEXT_CHARS  200

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

/* A photograph as it is, for addresses that ask for something of their own: a drawn card is that of the thing. */
static JsonObject *
photo_image (VtView *view, const VtModelPhoto *photo)
{
  g_autofree char *path = NULL;
  JsonObject *image;
  int width;

  if (photo->sha256 == NULL || *photo->sha256 == '\0')
    return NULL;

  path = vt_model_picture_url (photo->sha256, photo->width, OG_PICTURE_WIDTH);
  width = MIN (photo->width, photo->width >= OG_PICTURE_WIDTH ? OG_PICTURE_WIDTH : photo->width >= 640 ? 640 : 320);
  image = json_object_new ();
  vt_model_take_text (image, "url", vt_seo_address (view, path));
  json_object_set_string_member (image, "type", "image/jpeg");
  json_object_set_int_member (image, "width", width);
  json_object_set_int_member (image, "height", photo->width > 0 ? (gint64) photo->height * width / photo->width : 0);
  json_object_set_string_member (image, "alt", photo->alt != NULL ? photo->alt : "");

  return image;
}

/* The path of the drawn card: of what the page is of, else of the shop. */
static char *
card_path (VtView *view, const VtSeo *seo)
{
  gint64 id = 0;
  const char *kind = vt_view_get_place (view, &id);
  VtSeoCard card = { "product", id, seo->title, seo->photo.sha256, view->price_minor, view->price_from };

  if (kind != NULL && strcmp (kind, "product") == 0)
    return vt_seo_card_path (view, &card);
  if (kind != NULL)
    return vt_seo_card_path_of (view, kind, id);

  return vt_seo_card_path_of (view, "home", 0);
}

static gboolean
has_query (VtView *view)
{
  return view->request->query != NULL && g_hash_table_size (view->request->query) > 0;
}

static JsonNode *
og_image (VtView *view, const VtSeo *seo, const char *title)
{
  g_autofree char *path = seo->hidden || view->personal || has_query (view) ? NULL : card_path (view, seo);
  JsonObject *image = path == NULL ? photo_image (view, &seo->photo) : json_object_new ();
  JsonNode *node;

  if (image == NULL)
    return json_node_new (JSON_NODE_NULL);
  if (path != NULL)
    {
      vt_model_take_text (image, "url", vt_seo_address (view, path));
      json_object_set_string_member (image, "type", "image/jpeg");
      json_object_set_int_member (image, "width", VT_LINK_CARD_WIDTH);
      json_object_set_int_member (image, "height", VT_LINK_CARD_HEIGHT);
      vt_model_take_text (
          image, "alt",
          vt_text_ellipsise (seo->title != NULL && *seo->title != '\0' ? seo->title : title, X_TEXT_CHARS));
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, image);
  return node;
}

/* The other languages that the page is there in. */
static void
set_locales (VtView *view, JsonObject *og)
{
  JsonArray *others = json_array_new ();

  for (guint i = 0; view->languages[i] != NULL; i++)
    if (view->languages[i] != view->language)
      {
        JsonObject *other = json_object_new ();

        vt_model_take_text (other, "locale", og_locale (view->languages[i]));
        json_array_add_object_element (others, other);
      }

  vt_model_take_text (og, "locale", og_locale (view->language));
  json_object_set_array_member (og, "other_locales", others);
}

static JsonObject *
make_og (VtView *view, const VtSeo *seo, const char *title, const char *description, const char *canonical)
{
  JsonObject *og = json_object_new ();

  json_object_set_string_member (og, "type", seo->og_type != NULL ? seo->og_type : "website");
  json_object_set_string_member (og, "title", seo->title != NULL && *seo->title != '\0' ? seo->title : title);
  json_object_set_string_member (og, "description", description);
  json_object_set_string_member (og, "url", canonical);
  set_locales (view, og);
  json_object_set_string_member (og, "site_name", view->name);
  vt_model_take_node (og, "image", og_image (view, seo, title));
  vt_model_take_text (og, "x_title", vt_text_ellipsise (json_object_get_string_member (og, "title"), X_TITLE_CHARS));
  vt_model_take_text (og, "x_description", vt_text_ellipsise (description, X_TEXT_CHARS));
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
 * Fills `page` of the model; vt_seo_finish() completes it.
 */
void
vt_seo_fill (VtView *view, const VtSeo *seo, JsonNode *json_ld)
{
  JsonObject *page = json_object_new ();
  g_autofree char *title = vt_snippet_make_title (seo->own_title, seo->title, view->extra_word, view->name);
  g_autofree char *description = vt_snippet_make_description (seo->description, seo->text);
  g_autofree char *canonical = vt_seo_address (view, seo->path);

  json_object_set_string_member (page, "kind", seo->kind);
  json_object_set_string_member (page, "title", title);
  json_object_set_string_member (page, "description", description);
  json_object_set_string_member (page, "canonical", canonical);
  vt_model_set_text (page, "robots", seo->hidden || view->request->drafts ? "noindex" : NULL);
  set_preload (page, seo);
  json_object_set_member (page, "graph", json_ld != NULL ? json_ld : json_node_new (JSON_NODE_NULL));
  json_object_set_object_member (page, "og", make_og (view, seo, title, description, canonical));

  json_object_set_object_member (view->model, "page", page);
}

/**
 * vt_seo_finish:
 * @view: a view whose model is complete
 *
 * Says of the page in schema.org's words what can be said only now, and writes it down.
 */
void
vt_seo_finish (VtView *view)
{
  JsonObject *page =
      json_object_has_member (view->model, "page") ? json_object_get_object_member (view->model, "page") : NULL;
  JsonNode *graph = page != NULL ? json_object_get_member (page, "graph") : NULL;

  if (page == NULL)
    return;

  json_object_set_null_member (page, "json_ld_trusted");
  if (graph == NULL)
    return;
  if (JSON_NODE_HOLDS_OBJECT (graph))
    {
      vt_seo_add_things (view, json_object_get_array_member (json_node_get_object (graph), "@graph"));
      vt_model_take_text (page, "json_ld_trusted", vt_seo_json_for_script (graph));
    }
  json_object_remove_member (page, "graph");
}
