/* Pages, posts, live sales and the links of menus. */

#include "catalogue/vt-product.h"
#include "cli/vt-set.h"
#include "content/vt-content-translation.h"
#include "content/vt-live.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "shop/vt-media.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* What a text is called here, and in the database. */
static const struct
{
  const char *kind;
  const char *name;
  const char *field;
} texts[] = {
  { "page", "title", "title" },
  { "page", "handle", "handle" },
  { "page", "body", "body_markdown" },
  { "page", "seo-title", "seo_title" },
  { "page", "seo-description", "seo_description" },
  { "post", "title", "title" },
  { "post", "handle", "handle" },
  { "post", "summary", "summary" },
  { "post", "body", "body_markdown" },
  { "post", "author", "author" },
  { "post", "alt", "alt" },
  { "post", "seo-title", "seo_title" },
  { "post", "seo-description", "seo_description" },
  { "live_event", "title", "title" },
  { "live_event", "handle", "handle" },
  { "live_event", "body", "body" },
  { "live_event", "alt", "alt" },
  { "menu_item", "title", "title" },
};

static gboolean
is_translation (const char *field)
{
  return strchr (field, '@') != NULL;
}

/* "title@th" */
static gboolean
translate (VtSetTarget *target, const char *kind, const char *name, const char *value, GError **error)
{
  gsize length = strcspn (name, "@");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].kind, kind) == 0 && strlen (texts[i].name) == length &&
        strncmp (texts[i].name, name, length) == 0)
      return vt_content_translate (target->db, kind, target->id, texts[i].field, name + length + 1, value, error);

  return vt_set_invalid (error, _ ("there is no such field"));
}

typedef gboolean (*SetPicture) (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error);

static gboolean
set_picture (VtSetTarget *target, const char *file, SetPicture set, const char *alt, GError **error)
{
  g_autoptr (VtMedia) media = NULL;

  if (*file == '\0')
    return set (target->db, target->id, NULL, "", error);

  media = vt_media_stage_file (target->folder, file, NULL, error);
  return media != NULL && vt_media_add (target->db, media, error) &&
         set (target->db, target->id, media->sha256, alt, error);
}

/* Pages ----------------------------------------------------------------------------------------------------------- */

static gboolean
find_page (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtPage) page = vt_page_find_by_handle (target->db, name, error);

  if (page == NULL)
    return FALSE;

  target->id = page->id;
  target->title = g_strdup (page->title);
  return TRUE;
}

static gboolean
create_page (VtSetTarget *target, GHashTable *values, GError **error)
{
  return vt_page_create (target->db, g_hash_table_lookup (values, "title"), NULL, &target->id, error);
}

static gboolean
set_page_status (VtSetTarget *target, const char *value, GError **error)
{
  gboolean active = FALSE;

  return vt_set_parse_status (value, &active, error) && vt_page_set_active (target->db, target->id, active, error);
}

static gboolean
remove_page (VtSetTarget *target, const char *value, GError **error)
{
  gboolean remove = FALSE;

  return vt_set_parse_flag (value, &remove, error) && (!remove || vt_page_delete (target->db, target->id, error));
}

static gboolean
translate_page (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  return translate (target, "page", field, value, error);
}

static const VtSetField page_fields[] = {
  { "title", vt_page_set_title, NULL },
  { "handle", vt_page_set_handle, NULL },
  { "body", vt_page_set_body, NULL },
  { "seo-title", vt_page_set_seo_title, NULL },
  { "seo-description", vt_page_set_seo_description, NULL },
  { "status", NULL, set_page_status },
  { "remove", NULL, remove_page },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_page = { "page", TRUE, find_page, page_fields, translate_page, is_translation, create_page };

/* Posts ----------------------------------------------------------------------------------------------------------- */

static gboolean
find_post (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtPost) post = vt_post_find_by_handle (target->db, name, error);

  if (post == NULL)
    return FALSE;

  target->id = post->id;
  target->title = g_strdup (post->title);
  return TRUE;
}

static gboolean
create_post (VtSetTarget *target, GHashTable *values, GError **error)
{
  return vt_post_create (target->db, g_hash_table_lookup (values, "title"), NULL, target->now_us, &target->id, error);
}

static gboolean
set_post_picture (VtSetTarget *target, const char *file, GError **error)
{
  g_autoptr (VtPost) post = vt_post_load (target->db, target->id, error);

  return post != NULL && set_picture (target, file, vt_post_set_picture, post->alt, error);
}

static gboolean
set_post_publish (VtSetTarget *target, const char *value, GError **error)
{
  gint64 us = 0;

  return vt_set_parse_time (value, &us, error) && vt_post_set_publish (target->db, target->id, us, error);
}

static gboolean
set_post_status (VtSetTarget *target, const char *value, GError **error)
{
  gboolean active = FALSE;

  return vt_set_parse_status (value, &active, error) && vt_post_set_active (target->db, target->id, active, error);
}

static gboolean
remove_post (VtSetTarget *target, const char *value, GError **error)
{
  gboolean remove = FALSE;

  return vt_set_parse_flag (value, &remove, error) && (!remove || vt_post_delete (target->db, target->id, error));
}

static gboolean
translate_post (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  return translate (target, "post", field, value, error);
}

static const VtSetField post_fields[] = {
  { "title", vt_post_set_title, NULL },
  { "handle", vt_post_set_handle, NULL },
  { "summary", vt_post_set_summary, NULL },
  { "body", vt_post_set_body, NULL },
  { "author", vt_post_set_author, NULL },
  { "picture", NULL, set_post_picture },
  { "alt", vt_post_set_alt, NULL },
  { "publish", NULL, set_post_publish },
  { "seo-title", vt_post_set_seo_title, NULL },
  { "seo-description", vt_post_set_seo_description, NULL },
  { "status", NULL, set_post_status },
  { "remove", NULL, remove_post },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_post = { "post", TRUE, find_post, post_fields, translate_post, is_translation, create_post };

/* Live sales ------------------------------------------------------------------------------------------------------ */

static gboolean
find_live (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtLive) live = vt_live_find_by_handle (target->db, name, error);

  if (live == NULL)
    return FALSE;

  target->id = live->id;
  target->title = g_strdup (live->title);
  return TRUE;
}

/* It lasts an hour unless told otherwise. */
static gboolean
create_live (VtSetTarget *target, GHashTable *values, GError **error)
{
  const char *starts = g_hash_table_lookup (values, "starts");
  const char *ends = g_hash_table_lookup (values, "ends");
  gint64 starts_us = 0, ends_us = 0;

  if (starts == NULL)
    return vt_set_invalid (error, _ ("a new live sale needs at least title and starts"));
  if (!vt_set_parse_time (starts, &starts_us, error) || (ends != NULL && !vt_set_parse_time (ends, &ends_us, error)))
    return FALSE;

  return vt_live_create (target->db, g_hash_table_lookup (values, "title"), NULL, starts_us,
                         ends_us != 0 ? ends_us : starts_us + HOUR_US, &target->id, error);
}

/* Start and end are set one after the other: the end moves along where it would come before the start. */
static gboolean
set_live_starts (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtLive) live = vt_live_load (target->db, target->id, error);
  gint64 us = 0;

  if (live == NULL || !vt_set_parse_time (value, &us, error))
    return FALSE;

  return vt_live_set_period (target->db, target->id, us,
                             us < live->ends_us ? live->ends_us : us + live->ends_us - live->starts_us, error);
}

static gboolean
set_live_ends (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtLive) live = vt_live_load (target->db, target->id, error);
  gint64 us = 0;

  return live != NULL && vt_set_parse_time (value, &us, error) &&
         vt_live_set_period (target->db, target->id, live->starts_us, us, error);
}

static gboolean
set_live_picture (VtSetTarget *target, const char *file, GError **error)
{
  g_autoptr (VtLive) live = vt_live_load (target->db, target->id, error);

  return live != NULL && set_picture (target, file, vt_live_set_picture, live->alt, error);
}

/* Handles with commas between. */
static gboolean
set_live_products (VtSetTarget *target, const char *value, GError **error)
{
  g_auto (GStrv) handles = g_strsplit (value, ",", -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; handles[i] != NULL; i++)
    {
      g_autoptr (VtProduct) product = NULL;
      gint64 id;

      if (*g_strstrip (handles[i]) == '\0')
        continue;
      product = vt_product_find_by_handle (target->db, handles[i], error);
      if (product == NULL)
        return FALSE;
      id = vt_product_get_id (product);
      g_array_append_val (ids, id);
    }

  return vt_live_set_products (target->db, target->id, (const gint64 *) (gconstpointer) ids->data, ids->len, error);
}

static gboolean
set_live_status (VtSetTarget *target, const char *value, GError **error)
{
  gboolean active = FALSE;

  return vt_set_parse_status (value, &active, error) && vt_live_set_active (target->db, target->id, active, error);
}

static gboolean
remove_live (VtSetTarget *target, const char *value, GError **error)
{
  gboolean remove = FALSE;

  return vt_set_parse_flag (value, &remove, error) && (!remove || vt_live_delete (target->db, target->id, error));
}

static gboolean
translate_live (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  return translate (target, "live_event", field, value, error);
}

static const VtSetField live_fields[] = {
  { "title", vt_live_set_title, NULL },
  { "handle", vt_live_set_handle, NULL },
  { "body", vt_live_set_body, NULL },
  { "video", vt_live_set_video, NULL },
  { "code", vt_live_set_code, NULL },
  { "starts", NULL, set_live_starts },
  { "ends", NULL, set_live_ends },
  { "picture", NULL, set_live_picture },
  { "alt", vt_live_set_alt, NULL },
  { "products", NULL, set_live_products },
  { "status", NULL, set_live_status },
  { "remove", NULL, remove_live },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_live = { "live", TRUE, find_live, live_fields, translate_live, is_translation, create_live };

/* Links of menus -------------------------------------------------------------------------------------------------- */

static gboolean
find_link (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtMenuItem) item = NULL;

  if (!vt_set_parse_number (name, 1, G_MAXINT64, &target->id, error))
    return FALSE;
  item = vt_menu_item_load (target->db, target->id, NULL, error);
  if (item == NULL)
    return FALSE;

  target->title = g_strdup (item->title);
  return TRUE;
}

static gboolean
parse_menu (const char *value, VtMenu *menu, GError **error)
{
  return vt_menu_from_string (value, menu) ||
         vt_set_invalid (error, _ ("“%s” is neither header nor footer"), value != NULL ? value : "");
}

static gboolean
create_link (VtSetTarget *target, GHashTable *values, GError **error)
{
  const VtMenuInput input = { g_hash_table_lookup (values, "title"), g_hash_table_lookup (values, "target") };
  VtMenu menu = VT_MENU_HEADER;

  return parse_menu (g_hash_table_lookup (values, "menu"), &menu, error) &&
         vt_menu_add (target->db, menu, &input, -1, &target->id, error);
}

static gboolean
set_link_menu (VtSetTarget *target, const char *value, GError **error)
{
  VtMenu before = VT_MENU_HEADER, menu = VT_MENU_HEADER;
  g_autoptr (VtMenuItem) item = vt_menu_item_load (target->db, target->id, &before, error);

  return item != NULL && parse_menu (value, &menu, error) &&
         (menu == before || vt_menu_item_move (target->db, target->id, menu, -1, error));
}

static gboolean
set_link_position (VtSetTarget *target, const char *value, GError **error)
{
  VtMenu menu = VT_MENU_HEADER;
  g_autoptr (VtMenuItem) item = vt_menu_item_load (target->db, target->id, &menu, error);
  gint64 position = 0;

  return item != NULL && vt_set_parse_number (value, 1, VT_MENU_MAX_ITEMS, &position, error) &&
         vt_menu_item_move (target->db, target->id, menu, (int) position - 1, error);
}

static gboolean
remove_link (VtSetTarget *target, const char *value, GError **error)
{
  gboolean remove = FALSE;

  return vt_set_parse_flag (value, &remove, error) && (!remove || vt_menu_item_remove (target->db, target->id, error));
}

static gboolean
translate_link (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  return translate (target, "menu_item", field, value, error);
}

static const VtSetField menu_fields[] = {
  { "menu", NULL, set_link_menu },
  { "title", vt_menu_item_set_title, NULL },
  { "target", vt_menu_item_set_target, NULL },
  { "position", NULL, set_link_position },
  { "remove", NULL, remove_link },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_menu = { "menu", TRUE, find_link, menu_fields, translate_link, is_translation, create_link };
