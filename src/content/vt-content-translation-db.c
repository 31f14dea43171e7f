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
  { "section", "SELECT id FROM section WHERE id = ?1" },
  { "section_picture", "SELECT id FROM section_picture WHERE id = ?1" },
};

#define GAP_OF(kind, field)                                                                                            \
  "AND NOT EXISTS (SELECT 1 FROM translation AS t WHERE t.kind = '" kind "' AND t.row_id = r.id AND t.field = '" field \
  "' AND t.language = ?1) "

/* Row, its title and its handle, of what shoppers can see. */
#define GAPS(kind, field)                                                                                              \
  "SELECT r.id, r.title, r.handle FROM " kind " AS r WHERE r.status = 'active' AND r." field                           \
  " <> '' " GAP_OF (kind, field) "ORDER BY r.title COLLATE NOCASE, r.id LIMIT ?2"

#define ALT_GAPS(kind)                                                                                                 \
  "SELECT r.id, r.title, r.handle FROM " kind " AS r WHERE r.status = 'active' AND r.sha256 IS NOT NULL "              \
  "AND r.alt <> '' " GAP_OF (kind, "alt") "ORDER BY r.title COLLATE NOCASE, r.id LIMIT ?2"

#define MENU_GAPS                                                                                                      \
  "SELECT r.id, r.title, r.menu FROM menu_item AS r WHERE r.title <> '' " GAP_OF (                                     \
      "menu_item", "title") "ORDER BY r.menu, r.position, r.id LIMIT ?2"

#define SECTION_GAPS(field)                                                                                            \
  "SELECT r.id, r.title, r.kind FROM section AS r WHERE r." field                                                      \
  " <> '' " GAP_OF ("section", field) "ORDER BY r.page, r.position, r.id LIMIT ?2"

#define SECTION_PICTURE_GAPS                                                                                           \
  "SELECT r.id, r.alt, 'gallery' FROM section_picture AS r WHERE r.alt <> '' " GAP_OF (                                \
      "section_picture", "alt") "ORDER BY r.section_id, r.position, r.id LIMIT ?2"

static const struct
{
  const char *kind;
  const char *field;
  const char *label; /* marked for translation */
  guint max_chars;
  VtTextFieldFlags flags;
  const char *gaps; /* (nullable) what has no translation into ?1, at most ?2; NULL: names, which mostly stay */
} texts[] = {
  { "page", "title", N_ ("title"), TITLE, LINE, GAPS ("page", "title") },
  { "page", "body_markdown", N_ ("text"), LONG, LINES, GAPS ("page", "body_markdown") },
  { "page", "seo_title", N_ ("title for search engines"), SEO, LINE, GAPS ("page", "seo_title") },
  { "page", "seo_description", N_ ("description for search engines"), SEO, LINE, GAPS ("page", "seo_description") },
  { "post", "title", N_ ("title"), TITLE, LINE, GAPS ("post", "title") },
  { "post", "summary", N_ ("summary"), 500, LINE, GAPS ("post", "summary") },
  { "post", "body_markdown", N_ ("text"), LONG, LINES, GAPS ("post", "body_markdown") },
  { "post", "author", N_ ("author"), 120, LINE, NULL },
  { "post", "alt", N_ ("alternative text"), 1000, LINE, ALT_GAPS ("post") },
  { "post", "seo_title", N_ ("title for search engines"), SEO, LINE, GAPS ("post", "seo_title") },
  { "post", "seo_description", N_ ("description for search engines"), SEO, LINE, GAPS ("post", "seo_description") },
  { "live_event", "title", N_ ("title"), TITLE, LINE, GAPS ("live_event", "title") },
  { "live_event", "body", N_ ("text"), LONG, LINES, GAPS ("live_event", "body") },
  { "live_event", "alt", N_ ("alternative text"), 1000, LINE, ALT_GAPS ("live_event") },
  { "menu_item", "title", N_ ("link's title"), 100, LINE, MENU_GAPS },
  { "section", "title", N_ ("title"), 200, LINE, SECTION_GAPS ("title") },
  { "section", "body", N_ ("text"), 5000, LINES, SECTION_GAPS ("body") },
  { "section", "action", N_ ("button's label"), 60, LINE, SECTION_GAPS ("action") },
  { "section", "note", N_ ("small print"), 1000, LINE, SECTION_GAPS ("note") },
  { "section", "alt", N_ ("alternative text"), 1000, LINE, SECTION_GAPS ("alt") },
  { "section_picture", "alt", N_ ("alternative text"), 1000, LINE, SECTION_PICTURE_GAPS },
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
 * @kind: "page", "post", "live_event", "menu_item", "section" or "section_picture"
 * @row_id: its id
 * @field: one of its texts that shoppers read, or "handle"
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

/**
 * vt_content_gap_free:
 * @self: (nullable): a gap
 *
 * Frees the record.
 */
void
vt_content_gap_free (VtContentGap *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->name);
  g_free (self);
}

static gboolean
add_gaps (VtDb *db, guint text, const char *language, int limit, GPtrArray *gaps, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, texts[text].gaps, error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "si", language, (gint64) (limit - (int) gaps->len)))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtContentGap *gap = g_new0 (VtContentGap, 1);

      gap->kind = texts[text].kind;
      gap->field = texts[text].field;
      gap->label = _ (texts[text].label);
      gap->row_id = vt_stmt_get_int (stmt, 0);
      gap->title = vt_stmt_dup_text (stmt, 1);
      gap->name = vt_stmt_dup_text (stmt, 2);
      g_ptr_array_add (gaps, gap);
    }

  return step == VT_STEP_DONE;
}

/**
 * vt_content_missing:
 * @db: a shop's database
 * @language: one of the shop's other languages
 * @limit: at most so many
 * @error: a #VtDbError
 *
 * Addresses and authors' names are none: they mostly stay what they are.
 *
 * Returns: (transfer full) (nullable) (element-type VtContentGap): texts of pages, posts, live sales that are no
 * drafts, of menus and of the home page that have none in @language yet, field by field
 */
GPtrArray *
vt_content_missing (VtDb *db, const char *language, int limit, GError **error)
{
  g_autoptr (GPtrArray) gaps = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_content_gap_free);

  for (guint i = 0; i < G_N_ELEMENTS (texts) && (int) gaps->len < limit; i++)
    if (texts[i].gaps != NULL && !add_gaps (db, i, language, limit, gaps, error))
      return NULL;

  return g_steal_pointer (&gaps);
}
