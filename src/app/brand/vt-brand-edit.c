#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-brand-edit.h"

#include "brand/vt-brand.h"
#include "shop/vt-settings.h"

/**
 * vt_brand_edit_new:
 * @name: of a token or a setting
 * @value: (nullable): what it is going to be; %NULL for the standard
 * @media: (transfer full) (nullable): a staged file that @value names
 *
 * Returns: (transfer full): the edit
 */
VtBrandEdit *
vt_brand_edit_new (const char *name, const char *value, VtMedia *media)
{
  VtBrandEdit *self = g_new0 (VtBrandEdit, 1);

  self->name = g_strdup (name);
  self->value = g_strdup (value);
  self->media = media;
  return self;
}

/**
 * vt_brand_edit_free:
 * @self: (nullable): an edit
 *
 * Frees it.
 */
void
vt_brand_edit_free (VtBrandEdit *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->value);
  vt_media_free (self->media);
  g_free (self);
}

/**
 * vt_brand_edit_token:
 * @db: the connection that writes
 * @data: a #VtBrandEdit
 * @cancellable: (nullable): unused, it is over in no time
 * @error: as for vt_brand_set_token()
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_brand_edit_token (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtBrandEdit *self = data;

  if (self->media != NULL && !vt_media_add (db, self->media, error))
    return FALSE;

  return vt_brand_set_token (db, self->name, self->value, error);
}

/**
 * vt_brand_edit_setting:
 * @db: the connection that writes
 * @data: a #VtBrandEdit
 * @cancellable: (nullable): unused, it is over in no time
 * @error: as for vt_setting_set()
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_brand_edit_setting (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtBrandEdit *self = data;

  return vt_setting_set (db, self->name, self->value, error);
}
