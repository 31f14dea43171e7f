/* What pages are laid out in. */

#include "cli/vt-set.h"
#include "content/vt-content-translation.h"
#include "content/vt-section.h"
#include "shop/vt-media.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_OF_SETTING "setting."

static gboolean
find_section (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtSection) section = NULL;

  if (!vt_set_parse_number (name, 1, G_MAXINT64, &target->id, error))
    return FALSE;
  section = vt_section_load (target->db, target->id, error);
  if (section == NULL)
    return FALSE;

  target->title =
      *section->title != '\0' ? g_strdup (section->title) : g_strdup (vt_section_kind_to_string (section->kind));
  return TRUE;
}

static gboolean
create_section (VtSetTarget *target, GHashTable *values, GError **error)
{
  const char *page_name = g_hash_table_lookup (values, "page");
  const char *kind_name = g_hash_table_lookup (values, "kind");
  const VtSectionInput nothing = { NULL, NULL, NULL, NULL, NULL, NULL, NULL };
  VtSectionPage page = VT_SECTION_PAGE_HOME;
  VtSectionKind kind = VT_SECTION_HERO;

  if (page_name != NULL && !vt_section_page_from_string (page_name, &page))
    return vt_set_invalid (error, _ ("“%s” is no page that is laid out; there are home, collection and product"),
                           page_name);
  if (!vt_section_kind_from_string (kind_name, &kind))
    return vt_set_invalid (error, _ ("a new section needs its kind: hero, collections, products, window, story, "
                                     "gallery, reviews, newsletter or video"));

  return vt_section_settle (target->db, page, error) &&
         vt_section_add (target->db, page, kind, &nothing, &target->id, error);
}

/* Where it is and what it is stay as they were made. */
static gboolean
keep_page (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (target->db, target->id, error);

  return section != NULL && (strcmp (vt_section_page_to_string (section->page), value) == 0 ||
                             vt_set_invalid (error, _ ("a section stays on its page")));
}

static gboolean
keep_kind (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (target->db, target->id, error);

  return section != NULL && (strcmp (vt_section_kind_to_string (section->kind), value) == 0 ||
                             vt_set_invalid (error, _ ("a section stays of its kind")));
}

static gboolean
set_position (VtSetTarget *target, const char *value, GError **error)
{
  gint64 position = 0;

  return vt_set_parse_number (value, 1, VT_SECTIONS_MAX, &position, error) &&
         vt_section_move (target->db, target->id, (int) position - 1, error);
}

static gboolean
set_picture (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (target->db, target->id, error);

  return section != NULL &&
         vt_section_set_picture (target->db, target->id, *value != '\0' ? value : NULL, section->alt, error);
}

/* Hashes of pictures, with spaces between. */
static gboolean
set_pictures (VtSetTarget *target, const char *value, GError **error)
{
  g_auto (GStrv) hashes = g_strsplit (value, " ", -1);

  if (!vt_section_remove_pictures (target->db, target->id, error))
    return FALSE;
  for (guint i = 0; hashes[i] != NULL; i++)
    if (*hashes[i] != '\0' && !vt_section_add_picture (target->db, target->id, hashes[i], NULL, NULL, NULL, error))
      return FALSE;

  return TRUE;
}

static gboolean
remove_section (VtSetTarget *target, const char *value, GError **error)
{
  gboolean remove = FALSE;

  return vt_set_parse_flag (value, &remove, error) && (!remove || vt_section_remove (target->db, target->id, error));
}

static gboolean
is_text (const char *field)
{
  static const char *const texts[] = { "title", "body", "action", "note", "target", "alt", NULL };

  return g_strv_contains (texts, field);
}

/* A text, its translation ("title@th"), or a setting ("setting.layout"). */
static gboolean
set_any (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  const char *at = strchr (field, '@');
  g_autofree char *text = at != NULL ? g_strndup (field, (gsize) (at - field)) : NULL;

  if (g_str_has_prefix (field, NAME_OF_SETTING))
    return vt_section_set_setting (target->db, target->id, field + strlen (NAME_OF_SETTING), value, error);

  return text != NULL ? vt_content_translate (target->db, "section", target->id, text, at + 1, value, error)
                      : vt_section_set_text (target->db, target->id, field, value, error);
}

static gboolean
knows (const char *field)
{
  return is_text (field) || strchr (field, '@') != NULL || g_str_has_prefix (field, NAME_OF_SETTING);
}

static const VtSetField section_fields[] = {
  { "page", NULL, keep_page },
  { "kind", NULL, keep_kind },
  { "position", NULL, set_position },
  { "picture", NULL, set_picture },
  { "pictures", NULL, set_pictures },
  { "remove", NULL, remove_section },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_section = {
  "section", TRUE, find_section, section_fields, set_any, knows, create_section,
};
