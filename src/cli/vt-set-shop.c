#include "brand/vt-logo.h"
#include "cli/vt-set.h"
#include "content/vt-legal.h"
#include "shop/vt-media.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
find_shop (VtSetTarget *target, const char *name G_GNUC_UNUSED, GError **error)
{
  target->title = vt_setting_get (target->db, "shop.name", error);

  return target->title != NULL;
}

/* "tagline@th" */
static gboolean
translate_setting (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  const char *at = strchr (field, '@');
  g_autofree char *name = g_strndup (field, (gsize) (at - field));
  g_autofree char *key = vt_setting_is_known (name) ? g_strdup (name) : g_strconcat ("shop.", name, NULL);

  return vt_setting_translate (target->db, key, at + 1, value, error);
}

static gboolean
set_setting (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autofree char *key = vt_setting_is_known (field) ? g_strdup (field) : g_strconcat ("shop.", field, NULL);

  if (strchr (field, '@') != NULL)
    return translate_setting (target, field, value, error);
  if (strcmp (key, "shop.id") == 0)
    return vt_set_invalid (error, _ ("what the shop is known by cannot be changed"));

  if (g_str_has_prefix (key, "legal."))
    return vt_legal_set (target->db, key, value, error);

  return vt_setting_set (target->db, key, value, error);
}

static gboolean
find_brand (VtSetTarget *target, const char *name G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  target->title = g_strdup (_ ("the brand"));

  return TRUE;
}

static gboolean
set_logo (VtSetTarget *target, const char *token, const char *file, GError **error)
{
  g_autoptr (VtMedia) media = vt_media_stage_file (target->folder, file, NULL, error);

  return media != NULL && vt_media_add (target->db, media, error) &&
         vt_brand_set_token (target->db, token, media->sha256, error);
}

static gboolean
set_token (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  if (*value == '\0')
    return vt_brand_set_token (target->db, field, NULL, error);

  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    if (strcmp (field, vt_logo_token ((VtLogoVariant) i)) == 0)
      return set_logo (target, field, value, error);

  return vt_brand_set_token (target->db, field, value, error);
}

const VtSetKind vt_set_shop = { "shop", FALSE, find_shop, NULL, set_setting, NULL, NULL };
const VtSetKind vt_set_brand = { "brand", FALSE, find_brand, NULL, set_token, NULL, NULL };
