#include "catalogue/vt-collection.h"
#include "cli/vt-cli-rules.h"
#include "cli/vt-set.h"
#include "shop/vt-media.h"

#include <glib/gi18n-lib.h>

#define POSITION_MAX 100000

static gboolean
find_collection (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtCollection) collection = vt_collection_find_by_handle (target->db, name, error);

  if (collection == NULL)
    return FALSE;

  target->id = collection->id;
  target->title = g_strdup (collection->title);
  return TRUE;
}

static gboolean
change_member (VtSetTarget *target,
               const char *handle,
               gboolean (*change) (VtDb *db, gint64 id, gint64 product_id, GError **error),
               GError **error)
{
  g_autoptr (VtProduct) product = vt_product_find_by_handle (target->db, handle, error);

  return product != NULL && change (target->db, target->id, vt_product_get_id (product), error);
}

static gboolean
add_member (VtSetTarget *target, const char *value, GError **error)
{
  return change_member (target, value, vt_collection_add_product, error);
}

static gboolean
remove_member (VtSetTarget *target, const char *value, GError **error)
{
  return change_member (target, value, vt_collection_remove_product, error);
}

static gboolean
to_the_front (VtDb *db, gint64 id, gint64 product_id, GError **error)
{
  return vt_collection_move_product (db, id, product_id, 0, error);
}

static gboolean
set_first (VtSetTarget *target, const char *value, GError **error)
{
  return change_member (target, value, to_the_front, error);
}

static gboolean
set_parent (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtCollection) parent = NULL;

  if (*value != '\0')
    {
      parent = vt_collection_find_by_handle (target->db, value, error);
      if (parent == NULL)
        return FALSE;
    }

  return vt_collection_set_parent (target->db, target->id, parent != NULL ? parent->id : 0, error);
}

/* From 1, as people count. */
static gboolean
set_position (VtSetTarget *target, const char *value, GError **error)
{
  gint64 position = 0;

  return vt_set_parse_number (value, 1, POSITION_MAX, &position, error) &&
         vt_collection_move (target->db, target->id, (int) position - 1, error);
}

static gboolean
set_picture (VtSetTarget *target, const char *file, GError **error)
{
  g_autoptr (VtMedia) media = NULL;

  if (*file == '\0')
    return vt_collection_set_picture (target->db, target->id, NULL, error);

  media = vt_media_stage_file (target->folder, file, NULL, error);
  return media != NULL && vt_media_add (target->db, media, error) &&
         vt_collection_set_picture (target->db, target->id, media->sha256, error);
}

static gboolean
set_rules (VtSetTarget *target, const char *value, GError **error)
{
  VtRulesMatch match = VT_RULES_NONE;
  g_autoptr (GPtrArray) rules = vt_cli_rules_parse (value, target->currency, &match, error);

  return rules != NULL && vt_collection_set_rules (target->db, target->id, match, rules, target->now_us, error);
}

static const VtSetField collection_fields[] = {
  { "title", vt_collection_set_title, NULL },
  { "handle", vt_collection_set_handle, NULL },
  { "description", vt_collection_set_description_html, NULL },
  { "seo-title", vt_collection_set_seo_title, NULL },
  { "seo-description", vt_collection_set_seo_description, NULL },
  { "parent", NULL, set_parent },
  { "position", NULL, set_position },
  { "picture", NULL, set_picture },
  { "rules", NULL, set_rules },
  { "add", NULL, add_member },
  { "remove", NULL, remove_member },
  { "first", NULL, set_first },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_collection = {
  "collection", TRUE, find_collection, collection_fields, vt_set_collection_text, vt_set_knows_text, NULL,
};
