/* A page in one of the shop's languages: its texts, its address, and the way to the same page in the others. The first
 * language has the plain addresses, the others begin with their tag: "/th/products/…". */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-view.h"

#include "shop/vt-address.h"
#include "shop/vt-translation.h"
#include "site/vt-locale.h"
#include "site/vt-model.h"

#include <string.h>

/* The folders of what has a handle. */
static const struct
{
  const char *kind;
  const char *folder;
} places[] = {
  { "product", "/products/" }, { "collection", "/collections/" }, { "page", "/pages/" },
  { "post", "/blog/" },        { "live_event", "/live/" },
};

/* Addresses that are the same for all languages. */
static const char *const shared[] = { "/assets/",   "/media/",           "/api/", "/favicon.", "/icon",
                                      "/maskable-", "/apple-touch-icon." };

struct VtViewPlace
{
  const char *kind; /* one of the places' */
  gint64 id;
  char *handle; /* (owned) in the first language */
  char *rest;   /* (owned) what the address has behind it */
};

typedef struct
{
  const char *kind; /* (unowned) a literal */
  gint64 id;
} Row;

typedef struct
{
  char *field;
  char *value;
} Text;

static guint
hash_row (gconstpointer key)
{
  const Row *row = key;

  return g_str_hash (row->kind) ^ g_int64_hash (&row->id);
}

static gboolean
rows_equal (gconstpointer a, gconstpointer b)
{
  const Row *first = a;
  const Row *second = b;

  return first->id == second->id && strcmp (first->kind, second->kind) == 0;
}

static void
clear_text (gpointer data)
{
  Text *text = data;

  g_free (text->field);
  g_free (text->value);
}

static GHashTable *
new_texts (void)
{
  return g_hash_table_new_full (hash_row, rows_equal, g_free, (GDestroyNotify) g_array_unref);
}

/* Private: "pt-BR" → "/pt-br". */
static char *
prefix_of (VtView *self, guint index)
{
  g_autofree char *lower = index > 0 ? g_ascii_strdown (self->languages[index], -1) : NULL;

  return lower != NULL ? g_strconcat ("/", lower, NULL) : g_strdup ("");
}

static guint
index_of (VtView *self, const char *tag)
{
  guint i;

  for (i = 0; self->languages[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->languages[i], tag) == 0)
      break;

  return i;
}

static void
use_language (VtView *self, guint index)
{
  g_free (self->prefix);
  self->language = self->languages[index];
  self->prefix = prefix_of (self, index);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  self->texts = new_texts ();
  self->strings = vt_theme_get_strings (vt_site_get_theme (self->site), self->language);
}

/* The first part of a path: "/th/cart" → "th". */
static char *
first_part (const char *path)
{
  return g_strndup (path + 1, strcspn (path + 1, "/"));
}

/**
 * vt_view_open_language:
 * @self: a view with nothing in it but its database
 * @error: a #VtDbError
 *
 * Private: reads the shop's languages and finds the one that the address begins with.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_view_open_language (VtView *self, GError **error)
{
  g_autofree char *part = first_part (self->request->path);
  guint index;

  self->languages = vt_language_list (self->db, error);
  if (self->languages == NULL)
    return FALSE;
  if (self->languages[0] == NULL)
    {
      g_strfreev (self->languages);
      self->languages = g_strsplit ("en", " ", -1);
    }

  self->path = self->request->path;
  index = index_of (self, part);
  if (index > 0 && self->languages[index] != NULL)
    self->path += 1 + strlen (part);
  use_language (self, index > 0 && self->languages[index] != NULL ? index : 0);
  return TRUE;
}

/**
 * vt_view_close_language:
 * @self: a view
 *
 * Private: frees what is kept of languages.
 */
void
vt_view_close_language (VtView *self)
{
  g_strfreev (self->languages);
  g_free (self->prefix);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  if (self->place != NULL)
    {
      g_free (self->place->handle);
      g_free (self->place->rest);
    }
  g_free (self->place);
}

/**
 * vt_view_set_language:
 * @self: a view whose model is empty
 * @tag: (nullable): a language's code, from outside
 *
 * Answers in @tag, for what has no address of its own in each language.
 *
 * Returns: whether the shop has that language; otherwise nothing is changed
 */
gboolean
vt_view_set_language (VtView *self, const char *tag)
{
  guint index = tag != NULL ? index_of (self, tag) : 0;

  if (tag == NULL || self->languages[index] == NULL)
    return FALSE;

  use_language (self, index);
  return TRUE;
}

/**
 * vt_view_is_translated:
 * @self: a view
 *
 * Returns: whether the page is in another language than the one that the shop's rows are written in
 */
gboolean
vt_view_is_translated (VtView *self)
{
  return self->language != self->languages[0];
}

/**
 * vt_view_path:
 * @self: a view
 * @path: an address of the storefront without its language: "/cart"
 *
 * Returns: (transfer full): the same in the page's language: "/th/cart"
 */
char *
vt_view_path (VtView *self, const char *path)
{
  return g_strconcat (self->prefix, path, NULL);
}

static gsize
find_place (const char *kind)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (places) && strcmp (places[i].kind, kind) != 0)
    i++;

  return i;
}

static char *
join_place (const char *prefix, const char *kind, const char *handle)
{
  gsize i = find_place (kind);
  g_autofree char *escaped = g_uri_escape_string (handle, NULL, FALSE);

  g_return_val_if_fail (i < G_N_ELEMENTS (places), NULL);

  return g_strconcat (prefix, places[i].folder, escaped, NULL);
}

/**
 * vt_view_place_path:
 * @self: a view
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @id: which one; 0: none that has translations
 * @handle: its handle in the shop's first language
 *
 * Returns: (transfer full): its page in this language
 */
char *
vt_view_place_path (VtView *self, const char *kind, gint64 id, const char *handle)
{
  return join_place (self->prefix, kind, id != 0 ? vt_view_text (self, kind, id, "handle", handle) : handle);
}

static gboolean
is_shared (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
    if (g_str_has_prefix (path, shared[i]))
      return TRUE;

  return FALSE;
}

static gboolean
has_language (VtView *self, const char *path)
{
  g_autofree char *part = first_part (path);

  return self->languages[index_of (self, part)] != NULL;
}

/* "/products/chair?variant=2" in this language, when there is such a product. */
static char *
link_to_place (VtView *self, const char *target)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *rest = target + strlen (places[i].folder);
      g_autofree char *handle = NULL;
      g_autofree char *path = NULL;
      gint64 id = 0;

      if (!g_str_has_prefix (target, places[i].folder))
        continue;
      handle = g_uri_unescape_segment (rest, rest + strcspn (rest, "/?#"), "/");
      if (handle == NULL || !vt_address_find_row (self->db, places[i].kind, NULL, handle, &id, NULL) || id == 0)
        return NULL;

      path = vt_view_place_path (self, places[i].kind, id, handle);
      return g_strconcat (path, rest + strcspn (rest, "/?#"), NULL);
    }

  return NULL;
}

/**
 * vt_view_link:
 * @self: a view
 * @target: where a merchant's link leads; see vt_link_is_safe()
 *
 * Returns: (transfer full): the same in the page's language when it is an address of the shop
 */
char *
vt_view_link (VtView *self, const char *target)
{
  char *path;

  if (!vt_view_is_translated (self) || *target != '/' || is_shared (target) || has_language (self, target))
    return g_strdup (target);

  path = link_to_place (self, target);
  return path != NULL ? path : vt_view_path (self, target);
}

static void
take_text (gint64 row_id, const char *field, const char *value, gpointer data)
{
  VtView *self = ((gpointer *) data)[0];
  Row row = { ((gpointer *) data)[1], row_id };
  GArray *texts = g_hash_table_lookup (self->texts, &row);
  Text text = { g_strdup (field), g_strdup (value) };

  g_array_append_val (texts, text);
}

/* A row that was read is known even when it has no translation. */
static gboolean
prepare_row (VtView *self, const char *kind, gint64 id)
{
  Row row = { kind, id };
  GArray *texts;

  if (g_hash_table_contains (self->texts, &row))
    return FALSE;

  texts = g_array_new (FALSE, FALSE, sizeof (Text));
  g_array_set_clear_func (texts, clear_text);
  g_hash_table_insert (self->texts, g_memdup2 (&row, sizeof row), texts);
  return TRUE;
}

static void
read_rows (VtView *self, const char *kind, const gint64 *ids, guint n_ids)
{
  gpointer data[] = { self, (gpointer) kind };
  g_autoptr (GError) error = NULL;

  if (!vt_translation_each (self->db, kind, ids, n_ids, self->language, take_text, data, &error))
    g_warning ("Texts of “%s” are not translated: %s", kind, error->message);
}

/**
 * vt_view_set_texts:
 * @self: a view
 * @texts: (transfer full) (nullable): what vt_view_set_texts() returned; %NULL: none was read yet
 *
 * What is kept for other pages reads its texts anew, so that it is known which ones it depends on; the page goes on
 * with its own afterwards.
 *
 * Returns: (transfer full): the texts that were read so far
 */
GHashTable *
vt_view_set_texts (VtView *self, GHashTable *texts)
{
  GHashTable *before = self->texts;

  self->texts = texts != NULL ? texts : new_texts ();
  return before;
}

/**
 * vt_view_load_texts:
 * @self: a view
 * @kind: (type utf8): the table of @records; a literal
 * @records: records whose first member is their id, a #gint64
 * @from: the first one
 * @limit: how many
 *
 * Reads what they are called in the page's language by one query, so that a list is not one query for each row.
 */
void
vt_view_load_texts (VtView *self, const char *kind, GPtrArray *records, guint from, guint limit)
{
  g_autoptr (GArray) ids = NULL;

  if (!vt_view_is_translated (self))
    return;

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = from; i < records->len && i - from < limit; i++)
    {
      const gint64 *id = g_ptr_array_index (records, i);

      if (prepare_row (self, kind, *id))
        g_array_append_val (ids, *id);
    }
  read_rows (self, kind, (const gint64 *) (gpointer) ids->data, ids->len);
}

static const char *
find_text (VtView *self, const char *kind, gint64 row_id, const char *field)
{
  Row row = { kind, row_id };
  GArray *texts;

  if (prepare_row (self, kind, row_id))
    read_rows (self, kind, &row_id, 1);

  texts = g_hash_table_lookup (self->texts, &row);
  for (guint i = 0; i < texts->len; i++)
    if (strcmp (g_array_index (texts, Text, i).field, field) == 0)
      return g_array_index (texts, Text, i).value;

  return NULL;
}

/**
 * vt_view_text:
 * @self: a view
 * @kind: (type utf8): the table that the text is in; a literal. "setting" for the shop's facts
 * @row_id: its row; 0 for a setting
 * @field: its column, or the setting's key
 * @original: (nullable): the text in the shop's first language
 *
 * Returns: (transfer none) (nullable): the text in the page's language, or @original when it is not translated; lives
 * as long as the view, or as @original does
 */
const char *
vt_view_text (VtView *self, const char *kind, gint64 row_id, const char *field, const char *original)
{
  const char *text = vt_view_is_translated (self) ? find_text (self, kind, row_id, field) : NULL;

  return text != NULL ? text : original;
}

/**
 * vt_view_text_list:
 * @self: a view
 * @kind: (type utf8): as vt_view_text()
 * @row_id: its row
 * @field: a column whose items have U+001F between them
 * @original: the items joined with " / ", in the shop's first language
 *
 * Returns: (transfer full): the items in the page's language, joined with " / "
 */
char *
vt_view_text_list (VtView *self, const char *kind, gint64 row_id, const char *field, const char *original)
{
  const char *text = vt_view_text (self, kind, row_id, field, NULL);
  g_auto (GStrv) items = text != NULL ? g_strsplit (text, "\x1f", -1) : NULL;

  return items != NULL ? g_strjoinv (" / ", items) : g_strdup (original);
}

/**
 * vt_view_text_language:
 * @self: a view
 * @kind: (type utf8): as vt_view_text()
 * @row_id: its row
 * @field: its column
 *
 * Returns: (transfer none) (nullable): the language that vt_view_text() answers in when it is not the page's; elements
 * with the text have it as their `lang` (WCAG 2.2, 3.1.2)
 */
const char *
vt_view_text_language (VtView *self, const char *kind, gint64 row_id, const char *field)
{
  return vt_view_is_translated (self) && find_text (self, kind, row_id, field) == NULL ? self->languages[0] : NULL;
}

/**
 * vt_view_find:
 * @self: a view
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @handle: the end of the address that is asked for
 * @id: (out): what it names or named once; 0: nothing
 * @error: a #VtDbError
 *
 * Returns: whether it could be looked up
 */
gboolean
vt_view_find (VtView *self, const char *kind, const char *handle, gint64 *id, GError **error)
{
  return vt_address_find_row (self->db, kind, vt_view_is_translated (self) ? self->language : NULL, handle, id, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

/**
 * vt_view_query:
 * @self: a view
 *
 * Returns: (transfer full): what was asked for after the path: "?page=2", or ""
 */
char *
vt_view_query (VtView *self)
{
  GHashTable *query = self->request->query;
  g_autoptr (GList) names = query != NULL ? g_list_sort (g_hash_table_get_keys (query), compare_names) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  for (GList *name = names; name != NULL; name = name->next)
    {
      g_string_append_c (out, out->len == 0 ? '?' : '&');
      g_string_append_uri_escaped (out, name->data, NULL, FALSE);
      g_string_append_c (out, '=');
      g_string_append_uri_escaped (out, g_hash_table_lookup (query, name->data), NULL, FALSE);
    }

  return g_strdup (out->str);
}

static VtSiteResponse *
redirect (VtView *self, const char *path)
{
  g_autofree char *query = vt_view_query (self);
  g_autofree char *location = g_strconcat (path, query, NULL);
  gboolean reads = strcmp (self->request->method, "GET") == 0;

  /* A form goes on as a form (RFC 9110, 15.4.9). */
  return vt_site_response_redirect (reads ? 301 : 308, location);
}

/**
 * vt_view_settle_part:
 * @self: a view
 * @kind: as vt_view_settle()
 * @id: what the page is of
 * @handle: its handle in the shop's first language
 * @rest: what its address has behind the handle: "/page/2", or ""
 *
 * As vt_view_settle() for what has several pages.
 *
 * Returns: (transfer full) (nullable): the way to its address when another one was asked for (RFC 9110, 15.4.2)
 */
VtSiteResponse *
vt_view_settle_part (VtView *self, const char *kind, gint64 id, const char *handle, const char *rest)
{
  g_autofree char *place = vt_view_place_path (self, kind, id, handle);
  g_autofree char *path = g_strconcat (place, rest, NULL);
  g_autofree char *decoded = g_uri_unescape_string (path, NULL);

  if (g_strcmp0 (decoded, self->request->path) != 0)
    return redirect (self, path);

  self->place = g_new0 (struct VtViewPlace, 1);
  self->place->kind = places[find_place (kind)].kind;
  self->place->id = id;
  self->place->handle = g_strdup (handle);
  self->place->rest = g_strdup (rest);
  return NULL;
}

/**
 * vt_view_settle:
 * @self: a view
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @id: what the page is of
 * @handle: its handle in the shop's first language
 *
 * Remembers what the page is of, for the links to its other languages.
 *
 * Returns: (transfer full) (nullable): the way to its address when another one was asked for (RFC 9110, 15.4.2)
 */
VtSiteResponse *
vt_view_settle (VtView *self, const char *kind, gint64 id, const char *handle)
{
  return vt_view_settle_part (self, kind, id, handle, "");
}

/**
 * vt_view_redirect_language:
 * @self: a view
 *
 * Each page has one address: the first language has no prefix, and prefixes are in small letters.
 *
 * Returns: (transfer full) (nullable): the way to the address that this page has; %NULL when it was asked for
 */
VtSiteResponse *
vt_view_redirect_language (VtView *self)
{
  g_autofree char *part = first_part (self->request->path);
  const char *rest = self->request->path + 1 + strlen (part);
  guint index = index_of (self, part);
  g_autofree char *prefix = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  if (self->languages[index] == NULL)
    return NULL;

  prefix = prefix_of (self, index);
  if (index > 0 && *rest == '/' && strcmp (prefix + 1, part) == 0)
    return NULL;

  escaped = g_uri_escape_string (*rest == '/' ? rest : "/", "/", FALSE);
  path = g_strconcat (prefix, escaped, NULL);
  return g_str_has_prefix (path, "//") ? NULL : redirect (self, path);
}

/* Where this page is in another language, without what was asked for after the path. */
static char *
path_in (VtView *self, guint index, gboolean home)
{
  g_autofree char *prefix = prefix_of (self, index);
  g_autofree char *handle = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *place = NULL;

  if (home)
    return g_strconcat (prefix, "/", NULL);
  if (self->place == NULL)
    {
      escaped = g_uri_escape_string (self->path, "/", FALSE);
      return g_strconcat (prefix, escaped, NULL);
    }

  if (index > 0)
    handle = vt_translation_get (self->db, self->place->kind, self->place->id, "handle", self->languages[index], NULL);
  place = join_place (prefix, self->place->kind, handle != NULL && *handle != '\0' ? handle : self->place->handle);
  return g_strconcat (place, self->place->rest, NULL);
}

static VtValue *
new_alternate (VtView *self, const char *hreflang, const char *path)
{
  VtValue *alternate = vt_value_new_object (self->arena);

  vt_value_set_string (alternate, "hreflang", hreflang);
  vt_value_take_string (alternate, "url", g_strconcat (self->request->base_url, path, NULL));
  return alternate;
}

/**
 * vt_view_get_place:
 * @self: a view
 * @id: (out): which one of its kind; 0: none
 *
 * Returns: (transfer none) (nullable): the kind of what the page is of, once vt_view_settle() knows it
 */
const char *
vt_view_get_place (VtView *self, gint64 *id)
{
  *id = self->place != NULL ? self->place->id : 0;
  return self->place != NULL ? self->place->kind : NULL;
}

static const char *
language_name (VtView *self, const char *language)
{
  g_autofree char *key = g_strconcat ("name of ", language, NULL);
  char *name = vt_snapshot_get_kept (self->snapshot, key);

  if (name == NULL)
    {
      name = vt_locale_language_name (language);
      vt_snapshot_keep (self->snapshot, key, name, g_free);
    }

  return name;
}

/**
 * vt_view_fill_languages:
 * @self: a view whose model is complete but for this
 * @home: whether other languages lead to their home page, because this page is none
 *
 * Fills `languages`, and `alternates` of `page` for search engines: empty when there is one language only, or when the
 * page is not for them.
 */
void
vt_view_fill_languages (VtView *self, gboolean home)
{
  VtValue *page = vt_value_get (self->model, "page");
  VtValue *languages = vt_value_new_array (self->arena);
  VtValue *alternates = vt_value_new_array (self->arena);
  gboolean single = self->languages[1] == NULL;
  gboolean listed = !single && !home && !vt_value_is_true (vt_value_get (page, "robots"));
  g_autofree char *query = home ? g_strdup ("") : vt_view_query (self);

  for (guint i = 0; !single && self->languages[i] != NULL; i++)
    {
      g_autofree char *path = path_in (self, i, home);
      VtValue *item = vt_value_new_object (self->arena);

      vt_value_set_string (item, "tag", self->languages[i]);
      vt_value_set_string (item, "name", language_name (self, self->languages[i]));
      vt_value_take_string (item, "url", g_strconcat (path, query, NULL));
      vt_value_set_boolean (item, "current", self->languages[i] == self->language);
      vt_value_add (languages, item);
      if (listed)
        vt_value_add (alternates, new_alternate (self, self->languages[i], path));
    }
  if (listed)
    {
      g_autofree char *path = path_in (self, 0, home);

      vt_value_add (alternates, new_alternate (self, "x-default", path));
    }

  vt_value_set (self->model, "languages", languages);
  vt_value_set_boolean (self->model, "has_languages", !single);
  vt_value_set_string (self->model, "language_name", language_name (self, self->language));
  vt_value_set_boolean (self->model, "has_strip",
                        !single || vt_value_is_true (vt_value_get (self->model, "announcement")));
  vt_value_set (page, "alternates", alternates);
}
