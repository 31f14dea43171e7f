#include "base/vt-file.h"
#include "cli/vt-cli-commands.h"
#include "demo/vt-demo.h"
#include "orders/vt-orders-defaults.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static gboolean
add_defaults_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_orders_add_defaults (db, error);
}

static gboolean
create (const char *path, const char *name, const char *currency, const char *language, GError **error)
{
  g_autoptr (VtShop) shop = vt_shop_create (path, name, currency, language, error);
  gboolean done;

  if (shop == NULL)
    return FALSE;

  done = vt_shop_record (shop, add_defaults_job, NULL, NULL, error);
  vt_shop_close (shop);
  if (!done)
    vt_dir_remove_all (path, NULL);

  return done;
}

static int
run (VtCli *cli)
{
  g_autofree char *name = NULL;
  g_autofree char *currency = NULL;
  g_autofree char *language = NULL;
  gboolean demo = FALSE;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &name, N_ ("The shop's name as shoppers see it"), N_ ("TEXT") },
    { "currency", 0, 0, G_OPTION_ARG_FILENAME, &currency, N_ ("Currency of all its prices: EUR, THB …"), N_ ("CODE") },
    { "language", 0, 0, G_OPTION_ARG_FILENAME, &language, N_ ("Language of its texts: en, th, pt-BR …"), N_ ("CODE") },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &demo, N_ ("Make the demo shop, which has a name and all else already"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (!demo && (name == NULL || currency == NULL || language == NULL))
    return vt_cli_misused (cli, _ ("A new shop needs --name, --currency and --language, or --demo alone"));
  if (demo && (name != NULL || currency != NULL || language != NULL))
    return vt_cli_misused (cli, _ ("--demo goes without --name, --currency and --language"));

  done = demo ? vt_demo_create (arguments[0], &error) : create (arguments[0], name, currency, language, &error);
  if (done)
    printf (_ ("Made %s\n"), arguments[0]);

  return vt_cli_end (done, &error);
}

const VtCliCommand vt_cmd_new = {
  "new",
  "SHOP",
  N_ ("Makes a new shop"),
  N_ ("Example: vitrinectl new Lume.vitrine --name \"Casa Lume\" --currency EUR --language pt"),
  run,
};
