#define G_LOG_DOMAIN "vt-site"

#include "site/vt-text-model.h"

#include "base/vt-html.h"
#include "shop/vt-address.h"
#include "shop/vt-media.h"

#include <string.h>

/* From so many headings and characters on a text has a list of its parts. */
#define LONG_HEADINGS 4
#define LONG_CHARS    3000
#define PICTURE_SIZES "(min-width: 48em) 44rem, 100vw"
#define FEED_WIDTH    1280

typedef struct
{
  VtView *view; /* (unowned) */
  gboolean absolute;
} Reader;

static char *
read_link (const char *url, gpointer data)
{
  const Reader *reader = data;
  g_autofree char *link = vt_view_link (reader->view, url);

  return reader->absolute && *link == '/' ? g_strconcat (reader->view->request->base_url, link, NULL)
                                          : g_steal_pointer (&link);
}

static void
add_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  vt_html_escape_append (out, value);
  g_string_append_c (out, '"');
}

static void
add_source (GString *out, const char *type, const char *srcset)
{
  if (srcset == NULL || *srcset == '\0')
    return;

  g_string_append (out, "<source");
  add_attribute (out, "type", type);
  add_attribute (out, "srcset", srcset);
  add_attribute (out, "sizes", PICTURE_SIZES);
  g_string_append_c (out, '>');
}

/* As the template `picture` writes it. */
static char *
write_picture (VtValue *picture)
{
  GString *out = g_string_new ("<picture>");

  add_source (out, "image/avif", vt_value_get_string (picture, "avif"));
  add_source (out, "image/webp", vt_value_get_string (picture, "webp"));
  g_string_append (out, "<img");
  add_attribute (out, "src", vt_value_get_string (picture, "src"));
  add_attribute (out, "srcset", vt_value_get_string (picture, "jpg"));
  add_attribute (out, "sizes", PICTURE_SIZES);
  g_string_append_printf (out, " width=\"%d\" height=\"%d\"", (int) vt_value_get_int (picture, "width"),
                          (int) vt_value_get_int (picture, "height"));
  add_attribute (out, "alt", vt_value_get_string (picture, "alt"));
  g_string_append (out, " loading=\"lazy\" decoding=\"async\"></picture>");

  return g_string_free (out, FALSE);
}

static char *
write_feed_picture (VtView *view, const VtMedia *media, const char *alt)
{
  g_autofree char *path = vt_model_picture_url (media->sha256, media->width, FEED_WIDTH);
  g_autofree char *address = g_strconcat (view->request->base_url, path, NULL);
  GString *out = g_string_new ("<img");

  add_attribute (out, "src", address);
  add_attribute (out, "alt", alt);
  g_string_append_c (out, '>');

  return g_string_free (out, FALSE);
}

static char *
read_picture (const char *sha256, const char *alt, gpointer data)
{
  const Reader *reader = data;
  g_autoptr (VtMedia) media = vt_media_find (reader->view->db, sha256, NULL);
  VtModelPhoto photo = { sha256, 0, 0, alt, 0 };
  VtValue *picture;

  if (media == NULL || media->width <= 0)
    return NULL;
  if (reader->absolute)
    return write_feed_picture (reader->view, media, alt);

  photo.width = media->width;
  photo.height = media->height;
  picture = vt_model_picture (reader->view->arena, &photo);
  return vt_value_is_object (picture) ? write_picture (picture) : NULL;
}

/**
 * vt_text_model_read:
 * @view: a view
 * @markdown: a merchant's text, in the page's language
 * @absolute: whether addresses begin with the shop's, for readers that are elsewhere
 *
 * Returns: (transfer full): the text, with links in the page's language and the shop's own pictures
 */
VtMarkdown *
vt_text_model_read (VtView *view, const char *markdown, gboolean absolute)
{
  Reader reader = { view, absolute };
  const VtMarkdownHooks hooks = { read_link, read_picture, &reader };

  return vt_markdown_new (markdown, &hooks);
}

/**
 * vt_text_model_set_contents:
 * @object: a part of the model
 * @text: a text
 *
 * Adds `contents` `[{"id", "title", "sub"}]`, the parts of a long text, and `has_contents`. There are none where the
 * parts are questions.
 */
void
vt_text_model_set_contents (VtValue *object, const VtMarkdown *text)
{
  VtValue *parts = vt_value_new_array (vt_value_get_arena (object));
  gboolean is_long =
      text->questions->len == 0 && text->headings->len >= LONG_HEADINGS && strlen (text->html) >= LONG_CHARS;

  for (guint i = 0; is_long && i < text->headings->len; i++)
    {
      const VtMarkdownHeading *heading = g_ptr_array_index (text->headings, i);
      VtValue *part;

      if (heading->level > 3 || *heading->text == '\0')
        continue;
      part = vt_value_new_object (vt_value_get_arena (object));
      vt_value_set_string (part, "id", heading->id);
      vt_value_set_string (part, "title", heading->text);
      vt_value_set_boolean (part, "sub", heading->level > 2);
      vt_value_add (parts, part);
    }

  vt_value_set_boolean (object, "has_contents", vt_value_get_length (parts) > 0);
  vt_value_set (object, "contents", parts);
}

/**
 * vt_text_model_products:
 * @view: a view
 * @text: a text
 * @error: a #VtDbError
 *
 * Returns: (transfer none) (nullable): CARDs of the products that it links, in its order, as far as shoppers can see
 * them
 */
VtValue *
vt_text_model_products (VtView *view, const VtMarkdown *text, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < text->products->len; i++)
    {
      gint64 id = 0;

      if (!vt_address_find_row (view->db, "product", NULL, g_ptr_array_index (text->products, i), &id, error))
        return NULL;
      if (id != 0)
        g_array_append_val (ids, id);
    }

  return vt_model_cards_of (view, ids, error);
}

/**
 * vt_text_model_iso:
 * @at_us: UTC microseconds since 1970
 *
 * Returns: (transfer full): the moment for machines: "2026-11-22T18:00:00Z" (RFC 3339)
 */
char *
vt_text_model_iso (gint64 at_us)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);

  return at != NULL ? g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}
