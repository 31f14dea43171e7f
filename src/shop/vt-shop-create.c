/* Makes the folder of a new shop. */
#define G_LOG_DOMAIN "vt-shop"

#include "base/vt-file.h"
#include "base/vt-id.h"
#include "shop/vt-schema.h"
#include "shop/vt-settings-private.h"
#include "shop/vt-shop.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static gboolean
make_folders (const char *folder, GError **error)
{
  static const char *const names[] = { "media", "cache" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (g_mkdir (path, 0700) != 0)
        {
          g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("“%s” cannot be made: %s"), path,
                       g_strerror (errno));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
fill_settings (const char *folder, const char *name, const char *currency, const char *language, GError **error)
{
  g_autoptr (VtDb) db = vt_schema_open_writer (folder, error);
  g_autofree char *id = vt_uuid_new ();

  if (db == NULL || !vt_db_begin (db, error))
    return FALSE;

  return vt_setting_set (db, "shop.id", id, error) && vt_setting_set (db, "shop.name", name, error) &&
         vt_setting_set (db, "shop.currency", currency, error) &&
         vt_setting_set (db, "shop.language", language, error) && vt_db_commit (db, error);
}

static gboolean
check_place (const char *path, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK) ||
      (dir != NULL && g_dir_read_name (dir) == NULL))
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_EXISTS,
               _ ("There is something at “%s” already. Choose another name; nothing was changed"), path);
  return FALSE;
}

static gboolean
check_facts (const char *name, const char *currency, const char *language, GError **error)
{
  g_autofree char *checked_name = vt_setting_check ("shop.name", name, error);
  g_autofree char *checked_currency = NULL;
  g_autofree char *checked_language = NULL;

  if (checked_name != NULL)
    checked_currency = vt_setting_check ("shop.currency", currency, error);
  if (checked_currency != NULL)
    checked_language = vt_setting_check ("shop.language", language, error);

  return checked_language != NULL;
}

static gboolean
move_into_place (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR,
               errno == EEXIST || errno == ENOTEMPTY ? VT_SHOP_ERROR_EXISTS : VT_SHOP_ERROR_FAILED,
               _ ("The shop cannot be made at “%s”: %s"), to, g_strerror (errno));
  return FALSE;
}

/**
 * vt_shop_create:
 * @path: (type filename): the folder to make, NAME.vitrine; an empty one may be there
 * @name: the shop's name as shoppers see it
 * @currency: ISO 4217 code of all its prices
 * @language: BCP 47 tag of the language its texts are written in
 * @error: %VT_SHOP_ERROR_EXISTS, or why not
 *
 * Makes a shop and opens it for writing. It is made beside its place and moved there when it is complete. As it is
 * going to hold customers' addresses, nobody but its owner may read it.
 *
 * Returns: (transfer full) (nullable): the open shop
 */
VtShop *
vt_shop_create (const char *path, const char *name, const char *currency, const char *language, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *temporary = g_strconcat (absolute, ".XXXXXX", NULL);

  if (!check_facts (name, currency, language, error) || !check_place (absolute, error))
    return NULL;

  if (g_mkdtemp_full (temporary, 0700) == NULL)
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                   _ ("The shop cannot be made at “%s”: %s. Choose a folder that is there and is yours"), absolute,
                   g_strerror (errno));
      return NULL;
    }
  if (!make_folders (temporary, error) || !vt_schema_create (temporary, error) ||
      !fill_settings (temporary, name, currency, language, error) || !move_into_place (temporary, absolute, error))
    {
      vt_dir_remove_all (temporary, NULL);
      return NULL;
    }

  return vt_shop_open (absolute, VT_SHOP_WRITE, error);
}
