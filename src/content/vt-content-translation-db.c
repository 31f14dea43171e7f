/* Which texts of this folder can be translated, and what a translation must be: the same as the text itself. */
#define G_LOG_DOMAIN "vt-content"

#include "content/vt-content-translation.h"

#include "content/vt-content-private.h"
#include "shop/vt-address.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONG  VT_CONTENT_BODY_CHARS
#define TITLE VT_CONTENT_TITLE_CHARS
#define SEO   VT_CONTENT_SEO_CHARS
#define LINES VT_TEXT_FIELD_LINES
#define LINE  VT_TEXT_FIELD_OPTIONAL

static const struct
{
  const char *kind;
  const char *exists; /* id of the row, when it is there */
} kinds[] = {
  { "page", "SELECT id FROM page WHERE id = ?1" },
  { "post", "SELECT id FROM post WHERE id = ?1" },
  { "live_event", "SELECT id FROM live_event WHERE id = ?1" },
  { "menu_item", "SELECT id FROM menu_item WHERE id = ?1" },
  { "home_section", "SELECT id FROM home_section WHERE id = ?1" },
};

static const struct
{
  const char *kind;
  const char *field;
  const char *label; /* marked for translation */
  guint max_chars;
  VtTextFieldFlags flags;
} texts[] = {
  { "page", "title", N_ ("title"), TITLE, LINE },
  { "page", "body_markdown", N_ ("text"), LONG, LINES },
  { "page", "seo_title", N_ ("title for search engines"), SEO, LINE },
  { "page", "seo_description", N_ ("description for search engines"), SEO, LINE },
  { "post", "title", N_ ("title"), TITLE, LINE },
  { "post", "summary", N_ ("summary"), 500, LINE },
  { "post", "body_markdown", N_ ("text"), LONG, LINES },
  { "post", "author", N_ ("author"), 120, LINE },
  { "post", "alt", N_ ("alternative text"), 1000, LINE },
  { "post", "seo_title", N_ ("title for search engines"), SEO, LINE },
  { "post", "seo_description", N_ ("description for search engines"), SEO, LINE },
  { "live_event", "title", N_ ("title"), TITLE, LINE },
  { "live_event", "body", N_ ("text"), LONG, LINES },
  { "live_event", "alt", N_ ("alternative text"), 1000, LINE },
  { "menu_item", "title", N_ ("link's title"), 100, LINE },
  { "home_section", "title", N_ ("title"), 200, LINE },
  { "home_section", "body", N_ ("text"), 5000, LINES },
  { "home_section", "action", N_ ("button's label"), 60, LINE },
  { "home_section", "alt", N_ ("alternative text"), 1000, LINE },
};

static const char *const addressed[] = { "page", "post", "live_event", NULL };

static int
find_text (const char *kind, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].kind, kind) == 0 && strcmp (texts[i].field, field) == 0)
      return (int) i;

  return -1;
}

static gboolean
is_address (const char *kind, const char *field)
{
  return strcmp (field, "handle") == 0 && g_strv_contains (addressed, kind);
}

/**
 * vt_content_is_translatable:
 * @kind: a table
 * @field: a column
 *
 * Returns: whether vt_content_translate() takes it
 */
gboolean
vt_content_is_translatable (const char *kind, const char *field)
{
  return find_text (kind, field) >= 0 || is_address (kind, field);
}

static gboolean
check_exists (VtDb *db, const char *kind, gint64 row_id, GError **error)
{
  gint64 known = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, kind) == 0)
      return vt_content_found (vt_db_get (db, error, &known, kinds[i].exists, "i", row_id),
                               _ ("What is to be translated is not in the shop any more"), error);

  return FALSE;
}

/**
 * vt_content_translate:
 * @db: the connection of a #VtShopJob
 * @kind: "page", "post", "live_event", "menu_item" or "home_section"
 * @row_id: its id
 * @field: a column that vt_content_is_translatable() knows
 * @language: one of the shop's other languages; see vt_language_list()
 * @text: (nullable): what the text is in that language, checked as its setter checks it; "" to have none
 * @error: a #VtContentError, #VtShopError or #VtDbError
 *
 * Returns: whether that is the translation now
 */
gboolean
vt_content_translate (VtDb *db,
                      const char *kind,
                      gint64 row_id,
                      const char *field,
                      const char *language,
                      const char *text,
                      GError **error)
{
  int known = find_text (kind, field);
  g_autofree char *value = NULL;

  if (known < 0 && !is_address (kind, field))
    return vt_content_invalid (error, _ ("“%s” cannot be translated"), field);
  if (!check_exists (db, kind, row_id, error))
    return FALSE;
  if (known < 0)
    return vt_address_translate (db, kind, row_id, language, text, error);

  value = vt_content_line (text, _ (texts[known].label), texts[known].max_chars, texts[known].flags, error);
  return value != NULL && vt_translation_set (db, kind, row_id, field, language, value, error);
}
