#include "cli/vt-cli-host.h"

#include "publish/vt-publisher.h"

#include <string.h>

/* It is started where it is not running: its token is made at each start. */
static gboolean
start_embedded (VtCliHost *self, VtCli *cli, GError **error)
{
  self->embedded = vt_embedded_host_start (self->shop, cli->cancellable, error);
  if (self->embedded == NULL)
    return FALSE;

  vt_host_record_free (self->record);
  self->record = vt_host_record_find (vt_shop_get_reader (self->shop), vt_embedded_host_get_name (), error);
  self->host = g_object_ref (vt_embedded_host_get_host (self->embedded));

  return self->record != NULL;
}

/**
 * vt_cli_host_open:
 * @cli: this run
 * @shop_path: (type filename): a shop
 * @mode: how to open it; the host on this computer needs %VT_SHOP_WRITE
 * @name: (nullable): which of its hosts; %NULL for the default one
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): shop and host
 */
VtCliHost *
vt_cli_host_open (VtCli *cli, const char *shop_path, VtShopMode mode, const char *name, GError **error)
{
  g_autoptr (VtCliHost) self = g_new0 (VtCliHost, 1);

  self->shop = vt_shop_open (shop_path, mode, error);
  if (self->shop != NULL)
    self->record = vt_host_record_find (vt_shop_get_reader (self->shop), name, error);
  if (self->record == NULL)
    return NULL;

  if (mode == VT_SHOP_WRITE && strcmp (self->record->name, vt_embedded_host_get_name ()) == 0)
    return start_embedded (self, cli, error) ? g_steal_pointer (&self) : NULL;

  self->host = vt_publisher_connect (vt_shop_get_id (self->shop), self->record, error);
  return self->host != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * vt_cli_host_free:
 * @self: shop and host; what was started is stopped, the shop is closed
 */
void
vt_cli_host_free (VtCliHost *self)
{
  g_clear_object (&self->host);
  if (self->embedded != NULL)
    vt_embedded_host_stop (self->embedded);
  g_clear_object (&self->embedded);
  g_clear_pointer (&self->record, vt_host_record_free);
  if (self->shop != NULL)
    vt_shop_close (self->shop);
  g_clear_object (&self->shop);
  g_free (self);
}
