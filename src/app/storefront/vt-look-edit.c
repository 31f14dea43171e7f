#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-look-edit.h"

/**
 * vt_look_edit_preset:
 * @db: the connection that writes
 * @data: a #VtLookEdit
 * @cancellable: (nullable): unused, it is over in no time
 * @error: as for vt_brand_apply_preset()
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_look_edit_preset (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtLookEdit *self = data;

  return vt_brand_apply_preset (db, self->preset, self->keep, error);
}

/**
 * vt_look_edit_reset:
 * @db: the connection that writes
 * @data: not used
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtDbError
 *
 * A #VtShopJob: what was set on top of the preset goes.
 *
 * Returns: whether it is so now
 */
gboolean
vt_look_edit_reset (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  static const char *const tokens[] = { "look.radius", "look.density", "look.button", "look.card" };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    if (!vt_brand_set_token (db, tokens[i], NULL, error))
      return FALSE;

  return TRUE;
}
