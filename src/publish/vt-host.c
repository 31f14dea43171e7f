#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-host.h"

G_DEFINE_QUARK (vt - host - error - quark, vt_host_error)

G_DEFINE_INTERFACE (VtHost, vt_host, G_TYPE_OBJECT)

static void
vt_host_default_init (G_GNUC_UNUSED VtHostInterface *iface)
{
}

/**
 * vt_release_free:
 * @self: (nullable): a release
 */
void
vt_release_free (VtRelease *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->label);
  g_free (self);
}

/**
 * vt_host_info_free:
 * @self: (nullable): what a host said of itself
 */
void
vt_host_info_free (VtHostInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->version);
  g_free (self->active_release);
  g_free (self);
}
