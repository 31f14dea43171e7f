/* schema.org, as JSON-LD: what can be read from the model of a page once it is complete. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-html.h"
#include "base/vt-text.h"
#include "site/vt-seo.h"

#include <string.h>

#define MAX_QUESTIONS 50
#define MAX_ANSWER    2000

static VtValue *
get_object (VtValue *model, const char *name)
{
  VtValue *value = vt_value_get (model, name);

  return vt_value_is_object (value) ? value : NULL;
}

static void
set_publisher (VtView *view, VtValue *thing)
{
  VtValue *publisher = vt_seo_new_thing (view->arena, "Organization");

  vt_value_take_string (publisher, "@id", vt_seo_address (view, "/#organization"));
  vt_value_set_string (publisher, "name", view->name);
  vt_value_take_string (publisher, "logo", vt_seo_address (view, "/icon-512.png"));
  vt_value_set (thing, "publisher", publisher);
}

static void
set_image (VtValue *thing, const char *name, VtValue *page)
{
  VtValue *images;
  const char *address = vt_value_get_string (get_object (get_object (page, "og"), "image"), "url");

  if (*address == '\0')
    return;

  images = vt_value_new_array (vt_value_get_arena (thing));
  vt_value_add_string (images, address);
  vt_value_set (thing, name, images);
}

/* A list of cards: the way to each. */
static void
add_collection (VtView *view, VtValue *page, VtValue *things)
{
  VtValue *collection = get_object (view->model, "collection");
  VtValue *cards = collection != NULL ? vt_value_get (collection, "items") : NULL;
  VtValue *thing = vt_seo_new_thing (view->arena, "CollectionPage");
  VtValue *list = vt_seo_new_thing (view->arena, "ItemList");
  VtValue *items = vt_value_new_array (view->arena);

  for (guint i = 0; cards != NULL && vt_value_is_array (cards) && i < vt_value_get_length (cards); i++)
    {
      VtValue *card = vt_value_get_at (cards, i);
      VtValue *item = vt_seo_new_thing (view->arena, "ListItem");

      vt_value_set_int (item, "position", (gint64) i + 1);
      vt_value_take_string (item, "url", vt_seo_address (view, vt_value_get_string (card, "url")));
      vt_value_set_string (item, "name", vt_value_get_string (card, "title"));
      vt_value_add (items, item);
    }

  vt_value_set_int (list, "numberOfItems", vt_value_get_length (items));
  vt_value_set (list, "itemListElement", items);
  vt_value_set_string (thing, "name", vt_value_get_string (collection, "title"));
  vt_value_set_string (thing, "url", vt_value_get_string (page, "canonical"));
  if (*vt_value_get_string (page, "description") != '\0')
    vt_value_set_string (thing, "description", vt_value_get_string (page, "description"));
  vt_value_set_string (thing, "inLanguage", view->language);
  vt_value_set (thing, "mainEntity", list);
  vt_value_add (things, thing);
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

static VtValue *
read_questions (VtArena *arena, const char *html)
{
  VtValue *questions = vt_value_new_array (arena);
  const char *heading = find_heading (html);

  while (heading != NULL && vt_value_get_length (questions) < MAX_QUESTIONS)
    {
      g_autofree char *question = NULL;
      g_autofree char *text = NULL;
      VtValue *thing, *answer;

      heading = read_question (heading, &question, &text);
      if (question == NULL || !is_question (question) || *text == '\0')
        continue;
      thing = vt_seo_new_thing (arena, "Question");
      answer = vt_seo_new_thing (arena, "Answer");
      vt_value_set_string (answer, "text", text);
      vt_value_set_string (thing, "name", question);
      vt_value_set (thing, "acceptedAnswer", answer);
      vt_value_add (questions, thing);
    }

  return questions;
}

/* A page of text whose headings ask, and whose paragraphs answer. */
static void
add_questions (VtView *view, VtValue *page, VtValue *things)
{
  VtValue *questions =
      read_questions (view->arena, vt_value_get_string (get_object (view->model, "content"), "body_trusted"));
  VtValue *thing;

  if (vt_value_get_length (questions) == 0)
    return;

  thing = vt_seo_new_thing (view->arena, "FAQPage");
  vt_value_set_string (thing, "url", vt_value_get_string (page, "canonical"));
  vt_value_set_string (thing, "inLanguage", view->language);
  vt_value_set (thing, "mainEntity", questions);
  vt_value_add (things, thing);
}

static void
add_post (VtView *view, VtValue *page, VtValue *things)
{
  VtValue *post = get_object (view->model, "post");
  VtValue *thing = vt_seo_new_thing (view->arena, "BlogPosting");
  VtValue *author =
      vt_seo_new_thing (view->arena, *vt_value_get_string (post, "author") != '\0' ? "Person" : "Organization");

  vt_value_take_string (thing, "headline", vt_text_ellipsise (vt_value_get_string (post, "title"), 110));
  vt_value_set_string (thing, "mainEntityOfPage", vt_value_get_string (page, "canonical"));
  vt_value_set_string (thing, "url", vt_value_get_string (page, "canonical"));
  if (*vt_value_get_string (page, "description") != '\0')
    vt_value_set_string (thing, "description", vt_value_get_string (page, "description"));
  vt_value_set_string (thing, "inLanguage", view->language);
  if (*vt_value_get_string (post, "date_iso") != '\0')
    vt_value_set_string (thing, "datePublished", vt_value_get_string (post, "date_iso"));
  if (*vt_value_get_string (post, "updated_iso") != '\0')
    vt_value_set_string (thing, "dateModified", vt_value_get_string (post, "updated_iso"));
  vt_value_set_string (author, "name",
                       *vt_value_get_string (post, "author") != '\0' ? vt_value_get_string (post, "author")
                                                                     : view->name);
  if (*vt_value_get_string (post, "author") == '\0')
    vt_value_take_string (author, "url", vt_seo_address (view, "/"));
  vt_value_set (thing, "author", author);
  set_image (thing, "image", page);
  set_publisher (view, thing);
  vt_value_add (things, thing);
}

/* A film of a live sale, as far as there is one to be seen. */
static void
add_live (VtView *view, VtValue *page, VtValue *things)
{
  VtValue *live = get_object (view->model, "live");
  VtValue *film = get_object (live, "video");
  VtValue *thing, *broadcast;

  if (film == NULL || *vt_value_get_string (live, "starts_iso") == '\0')
    return;

  thing = vt_seo_new_thing (view->arena, "VideoObject");
  broadcast = vt_seo_new_thing (view->arena, "BroadcastEvent");
  vt_value_set_string (thing, "name", vt_value_get_string (live, "title"));
  vt_value_set_string (thing, "description",
                       *vt_value_get_string (page, "description") != '\0' ? vt_value_get_string (page, "description")
                                                                          : vt_value_get_string (live, "title"));
  set_image (thing, "thumbnailUrl", page);
  vt_value_set_string (thing, "uploadDate", vt_value_get_string (live, "starts_iso"));
  vt_value_set_string (thing, *vt_value_get_string (film, "embed") != '\0' ? "embedUrl" : "url",
                       *vt_value_get_string (film, "embed") != '\0' ? vt_value_get_string (film, "embed")
                                                                    : vt_value_get_string (film, "url"));
  vt_value_set_boolean (broadcast, "isLiveBroadcast", TRUE);
  vt_value_set_string (broadcast, "startDate", vt_value_get_string (live, "starts_iso"));
  if (*vt_value_get_string (live, "ends_iso") != '\0')
    vt_value_set_string (broadcast, "endDate", vt_value_get_string (live, "ends_iso"));
  vt_value_set (thing, "publication", broadcast);
  vt_value_add (things, thing);
}

/* Private: adds what the model says of the page. */
void
vt_seo_add_things (VtView *view, VtValue *things)
{
  static const struct
  {
    const char *kind;
    void (*add) (VtView *view, VtValue *page, VtValue *things);
  } adders[] = {
    { "collection", add_collection },
    { "page", add_questions },
    { "post", add_post },
    { "live", add_live },
  };
  VtValue *page = vt_value_get (view->model, "page");

  for (guint i = 0; i < G_N_ELEMENTS (adders); i++)
    if (strcmp (adders[i].kind, vt_value_get_string (page, "kind")) == 0)
      adders[i].add (view, page, things);
}
