/* Kinds of sections, what each has and how it can be set. */
#define G_LOG_DOMAIN "vt-content"

#include "content/vt-section.h"

#include "base/vt-json.h"
#include "content/vt-content-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SETTINGS_MAX_BYTES 2000

static const char *const pages[] = { "home", "collection", "product" };

static const char *const grounds[] = { "plain", "tint", "deep" };
static const char *const ground_labels[] = { N_ ("Paper"), N_ ("Tinted"), N_ ("Dark") };
static const char *const places[] = { "below", "above" };
static const char *const place_labels[] = { N_ ("Below the products"), N_ ("Above the products") };
static const char *const hero_layouts[] = { "wide", "beside" };
static const char *const hero_layout_labels[] = { N_ ("Picture over the full width"), N_ ("Picture beside the words") };
static const char *const heights[] = { "tall", "medium", "low" };
static const char *const height_labels[] = { N_ ("Tall"), N_ ("Medium"), N_ ("Low") };
static const char *const rows[] = { "scroll", "grid" };
static const char *const row_labels[] = { N_ ("One row"), N_ ("Rows below each other") };
static const char *const windows[] = { "newest", "most-bought", "reduced", "related", "bought-together" };
static const char *const window_labels[] = { N_ ("Newest"), N_ ("Bought most"), N_ ("Reduced"),
                                             N_ ("Related to the product"), N_ ("Bought together with the product") };
static const char *const sides[] = { "start", "end" };
static const char *const side_labels[] = { N_ ("Picture first"), N_ ("Words first") };
static const char *const shapes[] = { "portrait", "square", "landscape" };
static const char *const shape_labels[] = { N_ ("Portrait"), N_ ("Square"), N_ ("Landscape") };

#define CHOICE(name, label, fallback, words, labels)                                                                   \
  {                                                                                                                    \
    name, label, VT_SECTION_CHOICE, 0, (int) G_N_ELEMENTS (words) - 1, fallback, words, labels                         \
  }
#define NUMBER(name, label, lowest, highest, fallback)                                                                 \
  {                                                                                                                    \
    name, label, VT_SECTION_NUMBER, lowest, highest, fallback, NULL, NULL                                              \
  }
#define GROUND CHOICE ("ground", N_ ("Background"), 0, grounds, ground_labels)
/* Last of each kind: the other pages have no use for it. */
#define PLACE  CHOICE ("place", N_ ("On a collection's page"), 0, places, place_labels)
#define LAYOUT CHOICE ("layout", N_ ("Arrangement"), 0, rows, row_labels)

static const VtSectionSetting hero_settings[] = {
  CHOICE ("layout", N_ ("Arrangement"), 0, hero_layouts, hero_layout_labels),
  CHOICE ("height", N_ ("Height"), 0, heights, height_labels),
  GROUND,
  PLACE,
};
static const VtSectionSetting collections_settings[] = { NUMBER ("limit", N_ ("At most"), 2, 24, 24), GROUND, PLACE };
static const VtSectionSetting products_settings[] = { LAYOUT, NUMBER ("limit", N_ ("At most"), 2, 24, 8), GROUND,
                                                      PLACE };
static const VtSectionSetting window_settings[] = {
  CHOICE ("window", N_ ("Shows"), 0, windows, window_labels),
  LAYOUT,
  NUMBER ("limit", N_ ("At most"), 2, 12, 4),
  GROUND,
  PLACE,
};
static const VtSectionSetting story_settings[] = {
  CHOICE ("side", N_ ("Order"), 0, sides, side_labels),
  NUMBER ("limit", N_ ("Products below the words"), 0, 6, 3),
  GROUND,
  PLACE,
};
static const VtSectionSetting gallery_settings[] = {
  NUMBER ("columns", N_ ("Columns"), 2, 6, 3),
  CHOICE ("shape", N_ ("Shape of the pictures"), 1, shapes, shape_labels),
  GROUND,
  PLACE,
};
static const VtSectionSetting reviews_settings[] = { NUMBER ("limit", N_ ("At most"), 1, 12, 3), GROUND, PLACE };
static const VtSectionSetting other_settings[] = { GROUND, PLACE };

#define SETTINGS(table) (table), G_N_ELEMENTS (table)

/* `fields` are the texts that it shows; "picture" and "pictures" are no texts but have their place in the list. */
static const struct
{
  const char *name;
  const char *fields;
  const VtSectionSetting *settings;
  guint n_settings;
} kinds[] = {
  [VT_SECTION_HERO] = { "hero", "title body action target picture alt", SETTINGS (hero_settings) },
  [VT_SECTION_COLLECTIONS] = { "collections", "title", SETTINGS (collections_settings) },
  [VT_SECTION_PRODUCTS] = { "products", "title body action target", SETTINGS (products_settings) },
  [VT_SECTION_WINDOW] = { "window", "title body", SETTINGS (window_settings) },
  [VT_SECTION_STORY] = { "story", "title body action target picture alt", SETTINGS (story_settings) },
  [VT_SECTION_GALLERY] = { "gallery", "title body pictures", SETTINGS (gallery_settings) },
  [VT_SECTION_REVIEWS] = { "reviews", "title body", SETTINGS (reviews_settings) },
  [VT_SECTION_NEWSLETTER] = { "newsletter", "title body action note", SETTINGS (other_settings) },
  [VT_SECTION_VIDEO] = { "video", "title body target picture alt", SETTINGS (other_settings) },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == VT_SECTION_N_KINDS);
G_STATIC_ASSERT (G_N_ELEMENTS (window_settings) <= VT_SECTION_SETTINGS_MAX);

static int
find_setting (VtSectionKind kind, const char *name)
{
  for (guint i = 0; i < kinds[kind].n_settings; i++)
    if (g_strcmp0 (kinds[kind].settings[i].name, name) == 0)
      return (int) i;

  return -1;
}

/* What belongs to one product is known on its page alone. */
static gboolean
needs_product (const VtSectionSetting *setting, const char *word)
{
  return strcmp (setting->name, "window") == 0 &&
         (strcmp (word, "related") == 0 || strcmp (word, "bought-together") == 0);
}

/* What @text says of @setting, in @value; FALSE when it says nothing that can be. */
static gboolean
read_value (const VtSectionSetting *setting, const char *text, int *value)
{
  gint64 number = 0;

  if (text == NULL)
    return FALSE;
  if (setting->type == VT_SECTION_CHOICE)
    {
      for (int i = 0; i <= setting->highest; i++)
        if (strcmp (setting->choices[i], text) == 0)
          {
            *value = i;
            return TRUE;
          }
      return FALSE;
    }

  if (!g_ascii_string_to_signed (text, 10, setting->lowest, setting->highest, &number, NULL))
    return FALSE;
  *value = (int) number;
  return TRUE;
}

/**
 * vt_section_kind_has:
 * @kind: a kind
 * @field: "title", "body", "action", "note", "target", "picture", "alt" or "pictures"
 *
 * Returns: whether sections of that kind show it
 */
gboolean
vt_section_kind_has (VtSectionKind kind, const char *field)
{
  g_auto (GStrv) fields = g_strsplit (kinds[kind].fields, " ", -1);

  return g_strv_contains ((const char *const *) fields, field);
}

/**
 * vt_section_kind_fits:
 * @kind: a kind
 * @page: a page
 *
 * Returns: whether that page can have such a section
 */
gboolean
vt_section_kind_fits (VtSectionKind kind, VtSectionPage page)
{
  return kind != VT_SECTION_HERO || page != VT_SECTION_PAGE_PRODUCT;
}

/**
 * vt_section_kind_to_string:
 * @kind: a kind
 *
 * Returns: its name in the database
 */
const char *
vt_section_kind_to_string (VtSectionKind kind)
{
  return kinds[kind].name;
}

/**
 * vt_section_kind_from_string:
 * @text: (nullable): name of a kind
 * @out: (out): the kind; left as it was when there is none
 *
 * Returns: whether there is one
 */
gboolean
vt_section_kind_from_string (const char *text, VtSectionKind *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (text, kinds[i].name) == 0)
      {
        *out = (VtSectionKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_section_page_to_string:
 * @page: a page
 *
 * Returns: its name in the database
 */
const char *
vt_section_page_to_string (VtSectionPage page)
{
  return pages[page];
}

/**
 * vt_section_page_from_string:
 * @text: (nullable): name of a page
 * @out: (out): the page; left as it was when there is none
 *
 * Returns: whether there is one
 */
gboolean
vt_section_page_from_string (const char *text, VtSectionPage *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (text, pages[i]) == 0)
      {
        *out = (VtSectionPage) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_section_settings:
 * @kind: a kind
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): how sections of that kind can be set. Their values in #VtSection have the
 *   same order
 */
const VtSectionSetting *
vt_section_settings (VtSectionKind kind, guint *n)
{
  *n = kinds[kind].n_settings;
  return kinds[kind].settings;
}

/**
 * vt_section_get:
 * @self: a section
 * @name: one of its kind's settings
 *
 * Returns: its value: the number, or the place of the word; 0 when the kind has no such setting
 */
int
vt_section_get (const VtSection *self, const char *name)
{
  int i = find_setting (self->kind, name);

  return i >= 0 ? self->values[i] : 0;
}

/**
 * vt_section_get_word:
 * @self: a section
 * @name: one of its kind's settings that is a choice
 *
 * Returns: (transfer none): the word that is chosen; "" when the kind has no such choice
 */
const char *
vt_section_get_word (const VtSection *self, const char *name)
{
  int i = find_setting (self->kind, name);
  const VtSectionSetting *setting = i >= 0 ? &kinds[self->kind].settings[i] : NULL;

  return setting != NULL && setting->type == VT_SECTION_CHOICE ? setting->choices[self->values[i]] : "";
}

/**
 * vt_section_setting_fits:
 * @setting: a setting
 * @word: one of its words
 * @page: a page
 *
 * Returns: whether the setting can have that word there
 */
gboolean
vt_section_setting_fits (const VtSectionSetting *setting, const char *word, VtSectionPage page)
{
  return page == VT_SECTION_PAGE_PRODUCT || !needs_product (setting, word);
}

/**
 * vt_section_set_value:
 * @self: a section in memory
 * @name: a setting
 * @value: (nullable): a number in digits, or one of the setting's words
 * @error: %VT_CONTENT_ERROR_INVALID
 *
 * Returns: whether the section has it now
 */
gboolean
vt_section_set_value (VtSection *self, const char *name, const char *value, GError **error)
{
  int i = find_setting (self->kind, name);
  const VtSectionSetting *setting;

  if (i < 0)
    return vt_content_invalid (error, _ ("A section of this kind has no setting “%s”"), name);

  setting = &kinds[self->kind].settings[i];
  if (value != NULL && !vt_section_setting_fits (setting, value, self->page))
    return vt_content_invalid (error, _ ("Only the page of a product knows what is related to it or bought with it"));
  if (read_value (setting, value, &self->values[i]))
    return TRUE;
  if (setting->type == VT_SECTION_NUMBER)
    return vt_content_invalid (error, _ ("“%s” has to be a number from %d to %d"), _ (setting->label), setting->lowest,
                               setting->highest);

  return vt_content_invalid (error, _ ("“%s” cannot be “%s”"), _ (setting->label), value != NULL ? value : "");
}

/**
 * vt_section_settings_to_json:
 * @self: a section
 *
 * Returns: (transfer full): a JSON object of the settings that are not as they are at first
 */
char *
vt_section_settings_to_json (const VtSection *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < kinds[self->kind].n_settings; i++)
    {
      const VtSectionSetting *setting = &kinds[self->kind].settings[i];

      if (self->values[i] == setting->fallback)
        continue;
      if (setting->type == VT_SECTION_CHOICE)
        json_object_set_string_member (object, setting->name, setting->choices[self->values[i]]);
      else
        json_object_set_int_member (object, setting->name, self->values[i]);
    }
  json_node_take_object (node, object);

  return vt_json_to_string (node, FALSE);
}

/**
 * vt_section_settings_from_json:
 * @self: a section whose kind is known
 * @json: (nullable): an object of settings
 *
 * Takes what can be; everything else is as it is at first, so that a section of another program's making is still
 * shown.
 */
void
vt_section_settings_from_json (VtSection *self, const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? vt_json_parse (json, -1, SETTINGS_MAX_BYTES, 2, NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (guint i = 0; i < kinds[self->kind].n_settings; i++)
    {
      const VtSectionSetting *setting = &kinds[self->kind].settings[i];
      JsonNode *member = object != NULL ? json_object_get_member (object, setting->name) : NULL;
      g_autofree char *text = NULL;

      self->values[i] = setting->fallback;
      if (member == NULL || !JSON_NODE_HOLDS_VALUE (member))
        continue;
      if (json_node_get_value_type (member) == G_TYPE_STRING && setting->type == VT_SECTION_CHOICE)
        text = g_strdup (json_node_get_string (member));
      else if (json_node_get_value_type (member) == G_TYPE_INT64 && setting->type == VT_SECTION_NUMBER)
        text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (member));
      read_value (setting, text, &self->values[i]);
    }
}
