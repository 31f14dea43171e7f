/* The journal for feed readers: RSS 2.0 (https://www.rssboard.org/rss-specification) and Atom (RFC 4287). */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-html.h"
#include "content/vt-post.h"
#include "site/vt-seo.h"
#include "site/vt-text-model.h"

#include <string.h>

#define POSTS_IN_FEED 20
#define SUMMARY_CHARS 300

/* XML has no way to write control characters (XML 1.0, 2.2). */
static void
add_text (GString *out, const char *text)
{
  g_autofree char *clean = g_strdup (text);

  for (char *p = clean; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\t' && *p != '\n' && *p != '\r')
      *p = ' ';
  vt_html_escape_append (out, clean);
}

static void
add_element (GString *out, const char *name, const char *text)
{
  g_string_append_printf (out, "<%s>", name);
  add_text (out, text);
  g_string_append_printf (out, "</%s>\n", name);
}

/* Atom's links have their address in an attribute. */
static void
add_link (GString *out, const char *relation, const char *type, const char *address)
{
  g_string_append_printf (out, "<link rel=\"%s\" type=\"%s\" href=\"", relation, type);
  vt_html_escape_append (out, address);
  g_string_append (out, "\"/>\n");
}

/* The names of RFC 5322, 3.3, in whatever language the program runs. */
static char *
mail_date (gint64 at_us)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autofree char *time = NULL;

  if (at == NULL)
    return g_strdup ("");

  time = g_date_time_format (at, "%H:%M:%S");
  return g_strdup_printf ("%s, %02d %s %d %s +0000", days[g_date_time_get_day_of_week (at) - 1],
                          g_date_time_get_day_of_month (at), months[g_date_time_get_month (at) - 1],
                          g_date_time_get_year (at), time);
}

/* What stays when the post moves (RFC 4151). */
static char *
post_name (VtView *view, const VtPost *post)
{
  g_autoptr (GUri) uri = g_uri_parse (view->request->base_url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (post->publish_us / G_USEC_PER_SEC);
  const char *host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "localhost";

  return g_strdup_printf ("tag:%s,%04d-%02d-%02d:post:%" G_GINT64_FORMAT, host, g_date_time_get_year (at),
                          g_date_time_get_month (at), g_date_time_get_day_of_month (at), post->id);
}

/* A post as both kinds of feed tell it. */
typedef struct
{
  const char *title;
  const char *author;
  char *summary;
  char *address;
  char *name;
  VtMarkdown *text;
} Entry;

static void
entry_clear (Entry *entry)
{
  g_free (entry->summary);
  g_free (entry->address);
  g_free (entry->name);
  vt_markdown_free (entry->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

static void
entry_read (Entry *entry, VtView *view, const VtPost *post)
{
  const char *summary = vt_view_text (view, "post", post->id, "summary", post->summary);
  g_autofree char *path = vt_model_post_path (view, post->id, post->handle);

  entry->title = vt_view_text (view, "post", post->id, "title", post->title);
  entry->author = vt_view_text (view, "post", post->id, "author", post->author);
  entry->text =
      vt_text_model_read (view, vt_view_text (view, "post", post->id, "body_markdown", post->body_markdown), TRUE);
  entry->address = vt_seo_address (view, path);
  entry->name = post_name (view, post);
  if (*summary != '\0')
    entry->summary = g_strdup (summary);
  else
    {
      g_autofree char *plain = vt_html_to_plain_text (entry->text->html);

      g_strdelimit (plain, "\n\t", ' ');
      entry->summary = g_utf8_strlen (plain, -1) > SUMMARY_CHARS ? g_utf8_substring (plain, 0, SUMMARY_CHARS)
                                                                 : g_steal_pointer (&plain);
    }
}

static void
add_rss_item (VtView *view, GString *out, const VtPost *post)
{
  g_auto (Entry) entry = { 0 };
  g_autofree char *date = mail_date (post->publish_us);

  entry_read (&entry, view, post);
  g_string_append (out, "<item>\n");
  add_element (out, "title", entry.title);
  add_element (out, "link", entry.address);
  g_string_append (out, "<guid isPermaLink=\"false\">");
  add_text (out, entry.name);
  g_string_append (out, "</guid>\n");
  add_element (out, "pubDate", date);
  if (*entry.author != '\0')
    add_element (out, "dc:creator", entry.author);
  add_element (out, "description", entry.summary);
  add_element (out, "content:encoded", entry.text->html);
  g_string_append (out, "</item>\n");
}

static void
add_atom_entry (VtView *view, GString *out, const VtPost *post)
{
  g_auto (Entry) entry = { 0 };
  g_autofree char *published = vt_text_model_iso (post->publish_us);
  g_autofree char *updated = vt_text_model_iso (MAX (post->updated_us, post->publish_us));

  entry_read (&entry, view, post);
  g_string_append (out, "<entry>\n");
  add_element (out, "title", entry.title);
  add_element (out, "id", entry.name);
  add_link (out, "alternate", "text/html", entry.address);
  add_element (out, "published", published);
  add_element (out, "updated", updated);
  if (*entry.author != '\0')
    {
      g_string_append (out, "<author>");
      add_element (out, "name", entry.author);
      g_string_append (out, "</author>\n");
    }
  add_element (out, "summary", entry.summary);
  g_string_append (out, "<content type=\"html\">");
  add_text (out, entry.text->html);
  g_string_append (out, "</content>\n</entry>\n");
}

static GPtrArray *
list_posts (VtView *view, GError **error)
{
  VtPostQuery query = { view->request->drafts, view->request->now_us, POSTS_IN_FEED, 0 };
  g_autoptr (GPtrArray) posts = vt_post_list (view->db, &query, error);

  if (posts == NULL || posts->len == 0)
    return NULL;

  vt_view_load_texts (view, "post", posts, 0, posts->len);
  return g_steal_pointer (&posts);
}

static char *
address_of (VtView *view, const char *path)
{
  g_autofree char *own = vt_view_path (view, path);

  return vt_seo_address (view, own);
}

static char *
title_of (VtView *view)
{
  return g_strconcat (vt_model_string (view, "blog"), " — ", view->name, NULL);
}

/* A feed is as new as what was changed last in it, so that the same posts give the same bytes. */
static gint64
newest (const GPtrArray *posts)
{
  gint64 at_us = 0;

  for (guint i = 0; i < posts->len; i++)
    {
      const VtPost *post = g_ptr_array_index (posts, i);

      at_us = MAX (at_us, MAX (post->updated_us, post->publish_us));
    }

  return at_us;
}

/**
 * vt_view_rss:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the newest posts as RSS 2.0; %NULL without @error when the shop has none
 */
VtSiteResponse *
vt_view_rss (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autoptr (GPtrArray) posts = list_posts (self, error);
  g_autofree char *page = address_of (self, "/blog");
  g_autofree char *own = address_of (self, "/blog/feed.xml");
  g_autofree char *title = title_of (self);
  g_autofree char *intro = vt_model_fill (self, "blog_intro", "shop", self->name);
  g_autofree char *date = posts != NULL ? mail_date (newest (posts)) : NULL;
  g_autoptr (GString) out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
                                          "xmlns:atom=\"http://www.w3.org/2005/Atom\" "
                                          "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                                          "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel>\n");

  if (posts == NULL)
    return NULL;

  add_element (out, "title", title);
  add_element (out, "link", page);
  add_element (out, "description", intro);
  add_element (out, "language", self->language);
  add_element (out, "lastBuildDate", date);
  g_string_append (out, "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"");
  vt_html_escape_append (out, own);
  g_string_append (out, "\"/>\n");
  for (guint i = 0; i < posts->len; i++)
    add_rss_item (self, out, g_ptr_array_index (posts, i));
  g_string_append (out, "</channel>\n</rss>\n");

  return vt_site_response_new_text (200, "application/rss+xml; charset=utf-8", g_strdup (out->str), VT_CACHE_PAGE);
}

/**
 * vt_view_atom:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the newest posts as Atom; %NULL without @error when the shop has none
 */
VtSiteResponse *
vt_view_atom (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autoptr (GPtrArray) posts = list_posts (self, error);
  g_autofree char *page = address_of (self, "/blog");
  g_autofree char *own = address_of (self, "/blog/atom.xml");
  g_autofree char *title = title_of (self);
  g_autofree char *updated = posts != NULL ? vt_text_model_iso (newest (posts)) : NULL;
  g_autoptr (GString) out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                          "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");

  if (posts == NULL)
    return NULL;

  vt_html_escape_append (out, self->language);
  g_string_append (out, "\">\n");
  add_element (out, "title", title);
  add_element (out, "id", own);
  add_link (out, "self", "application/atom+xml", own);
  add_link (out, "alternate", "text/html", page);
  add_element (out, "updated", updated);
  g_string_append (out, "<author>");
  add_element (out, "name", self->name);
  g_string_append (out, "</author>\n");
  for (guint i = 0; i < posts->len; i++)
    add_atom_entry (self, out, g_ptr_array_index (posts, i));
  g_string_append (out, "</feed>\n");

  return vt_site_response_new_text (200, "application/atom+xml; charset=utf-8", g_strdup (out->str), VT_CACHE_PAGE);
}
