/* schema.org, as JSON-LD: what can be read from the model of a page once it is complete. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-html.h"
#include "base/vt-text.h"
#include "site/vt-seo.h"

#include <string.h>

#define MAX_QUESTIONS 50
#define MAX_ANSWER    2000

static JsonObject *
get_object (JsonObject *model, const char *name)
{
  JsonNode *node = model != NULL ? json_object_get_member (model, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_text (JsonObject *model, const char *name)
{
  JsonNode *node = model != NULL ? json_object_get_member (model, name) : NULL;
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return text != NULL ? text : "";
}

static void
set_publisher (VtView *view, JsonObject *thing)
{
  JsonObject *publisher = vt_seo_new_thing ("Organization");

  vt_model_take_text (publisher, "@id", vt_seo_address (view, "/#organization"));
  json_object_set_string_member (publisher, "name", view->name);
  vt_model_take_text (publisher, "logo", vt_seo_address (view, "/favicon.svg"));
  json_object_set_object_member (thing, "publisher", publisher);
}

static void
set_image (JsonObject *thing, const char *name, JsonObject *page)
{
  JsonArray *images;
  const char *address = get_text (get_object (get_object (page, "og"), "image"), "url");

  if (*address == '\0')
    return;

  images = json_array_new ();
  json_array_add_string_element (images, address);
  json_object_set_array_member (thing, name, images);
}

/* A list of cards: the way to each. */
static void
add_collection (VtView *view, JsonObject *page, JsonArray *things)
{
  JsonObject *collection = get_object (view->model, "collection");
  JsonNode *cards = collection != NULL ? json_object_get_member (collection, "items") : NULL;
  JsonObject *thing = vt_seo_new_thing ("CollectionPage");
  JsonObject *list = vt_seo_new_thing ("ItemList");
  JsonArray *items = json_array_new ();

  for (guint i = 0;
       cards != NULL && JSON_NODE_HOLDS_ARRAY (cards) && i < json_array_get_length (json_node_get_array (cards)); i++)
    {
      JsonObject *card = json_array_get_object_element (json_node_get_array (cards), i);
      JsonObject *item = vt_seo_new_thing ("ListItem");

      json_object_set_int_member (item, "position", (gint64) i + 1);
      vt_model_take_text (item, "url", vt_seo_address (view, get_text (card, "url")));
      json_object_set_string_member (item, "name", get_text (card, "title"));
      json_array_add_object_element (items, item);
    }

  json_object_set_int_member (list, "numberOfItems", json_array_get_length (items));
  json_object_set_array_member (list, "itemListElement", items);
  json_object_set_string_member (thing, "name", get_text (collection, "title"));
  json_object_set_string_member (thing, "url", get_text (page, "canonical"));
  if (*get_text (page, "description") != '\0')
    json_object_set_string_member (thing, "description", get_text (page, "description"));
  json_object_set_string_member (thing, "inLanguage", view->language);
  json_object_set_object_member (thing, "mainEntity", list);
  json_array_add_object_element (things, thing);
}

static const char *
find_heading (const char *html)
{
  const char *p = html;

  while ((p = strstr (p, "<h")) != NULL && !(p[2] >= '2' && p[2] <= '6' && (p[3] == '>' || p[3] == ' ')))
    p++;
  return p;
}

/* One question and what stands below it up to the next heading. Returns: (nullable): where that is */
static const char *
read_question (const char *heading, char **question, char **answer)
{
  const char *text = strchr (heading, '>');
  const char *end = text != NULL ? strstr (text, "</h") : NULL;
  const char *body = end != NULL ? strchr (end, '>') : NULL;
  const char *next = body != NULL ? find_heading (body) : NULL;
  g_autofree char *heading_html = NULL;
  g_autofree char *body_html = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *long_answer = NULL;

  if (body == NULL)
    return NULL;

  heading_html = g_strndup (text + 1, (gsize) (end - text - 1));
  body_html = next != NULL ? g_strndup (body + 1, (gsize) (next - body - 1)) : g_strdup (body + 1);
  plain = vt_html_to_plain_text (heading_html);
  long_answer = vt_html_to_plain_text (body_html);
  *question = vt_text_single_line (plain);
  *answer = vt_text_ellipsise (long_answer, MAX_ANSWER);
  return next;
}

static gboolean
is_question (const char *text)
{
  return g_str_has_suffix (text, "?") || g_str_has_suffix (text, "？") || g_str_has_suffix (text, "؟");
}

static JsonArray *
read_questions (const char *html)
{
  JsonArray *questions = json_array_new ();
  const char *heading = find_heading (html);

  while (heading != NULL && json_array_get_length (questions) < MAX_QUESTIONS)
    {
      g_autofree char *question = NULL;
      g_autofree char *text = NULL;
      JsonObject *thing, *answer;

      heading = read_question (heading, &question, &text);
      if (question == NULL || !is_question (question) || *text == '\0')
        continue;
      thing = vt_seo_new_thing ("Question");
      answer = vt_seo_new_thing ("Answer");
      json_object_set_string_member (answer, "text", text);
      json_object_set_string_member (thing, "name", question);
      json_object_set_object_member (thing, "acceptedAnswer", answer);
      json_array_add_object_element (questions, thing);
    }

  return questions;
}

/* A page of text whose headings ask, and whose paragraphs answer. */
static void
add_questions (VtView *view, JsonObject *page, JsonArray *things)
{
  JsonArray *questions = read_questions (get_text (get_object (view->model, "content"), "body_trusted"));
  JsonObject *thing;

  if (json_array_get_length (questions) == 0)
    {
      json_array_unref (questions);
      return;
    }

  thing = vt_seo_new_thing ("FAQPage");
  json_object_set_string_member (thing, "url", get_text (page, "canonical"));
  json_object_set_string_member (thing, "inLanguage", view->language);
  json_object_set_array_member (thing, "mainEntity", questions);
  json_array_add_object_element (things, thing);
}

static void
add_post (VtView *view, JsonObject *page, JsonArray *things)
{
  JsonObject *post = get_object (view->model, "post");
  JsonObject *thing = vt_seo_new_thing ("BlogPosting");
  JsonObject *author = vt_seo_new_thing (*get_text (post, "author") != '\0' ? "Person" : "Organization");

  vt_model_take_text (thing, "headline", vt_text_ellipsise (get_text (post, "title"), 110));
  json_object_set_string_member (thing, "mainEntityOfPage", get_text (page, "canonical"));
  json_object_set_string_member (thing, "url", get_text (page, "canonical"));
  if (*get_text (page, "description") != '\0')
    json_object_set_string_member (thing, "description", get_text (page, "description"));
  json_object_set_string_member (thing, "inLanguage", view->language);
  if (*get_text (post, "date_iso") != '\0')
    json_object_set_string_member (thing, "datePublished", get_text (post, "date_iso"));
  if (*get_text (post, "updated_iso") != '\0')
    json_object_set_string_member (thing, "dateModified", get_text (post, "updated_iso"));
  json_object_set_string_member (author, "name",
                                 *get_text (post, "author") != '\0' ? get_text (post, "author") : view->name);
  if (*get_text (post, "author") == '\0')
    vt_model_take_text (author, "url", vt_seo_address (view, "/"));
  json_object_set_object_member (thing, "author", author);
  set_image (thing, "image", page);
  set_publisher (view, thing);
  json_array_add_object_element (things, thing);
}

/* A film of a live sale, as far as there is one to be seen. */
static void
add_live (VtView *view, JsonObject *page, JsonArray *things)
{
  JsonObject *live = get_object (view->model, "live");
  JsonObject *film = get_object (live, "video");
  JsonObject *thing, *broadcast;

  if (film == NULL || *get_text (live, "starts_iso") == '\0')
    return;

  thing = vt_seo_new_thing ("VideoObject");
  broadcast = vt_seo_new_thing ("BroadcastEvent");
  json_object_set_string_member (thing, "name", get_text (live, "title"));
  json_object_set_string_member (thing, "description",
                                 *get_text (page, "description") != '\0' ? get_text (page, "description")
                                                                         : get_text (live, "title"));
  set_image (thing, "thumbnailUrl", page);
  json_object_set_string_member (thing, "uploadDate", get_text (live, "starts_iso"));
  json_object_set_string_member (thing, *get_text (film, "embed") != '\0' ? "embedUrl" : "url",
                                 *get_text (film, "embed") != '\0' ? get_text (film, "embed") : get_text (film, "url"));
  json_object_set_boolean_member (broadcast, "isLiveBroadcast", TRUE);
  json_object_set_string_member (broadcast, "startDate", get_text (live, "starts_iso"));
  if (*get_text (live, "ends_iso") != '\0')
    json_object_set_string_member (broadcast, "endDate", get_text (live, "ends_iso"));
  json_object_set_object_member (thing, "publication", broadcast);
  json_array_add_object_element (things, thing);
}

/* Private: adds what the model says of the page. */
void
vt_seo_add_things (VtView *view, JsonArray *things)
{
  static const struct
  {
    const char *kind;
    void (*add) (VtView *view, JsonObject *page, JsonArray *things);
  } adders[] = {
    { "collection", add_collection },
    { "page", add_questions },
    { "post", add_post },
    { "live", add_live },
  };
  JsonObject *page = json_object_get_object_member (view->model, "page");

  for (guint i = 0; i < G_N_ELEMENTS (adders); i++)
    if (strcmp (adders[i].kind, get_text (page, "kind")) == 0)
      adders[i].add (view, page, things);
}
