#include "catalogue/vt-product.h"
#include "cli/vt-cli-commands.h"
#include "search/engine/vix-look-file.h"
#include "search/vt-photo-colours.h"
#include "search/vt-photo-look.h"
#include "search/vt-photo-looks.h"

#include <glib/gi18n-lib.h>

#define LIMIT_MAX 1000

static gboolean
add_row (JsonArray *rows, VtDb *db, const VixLookMatch *match, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, (gint64) match->id, error);
  JsonObject *row;

  if (product == NULL)
    return FALSE;

  row = json_object_new ();
  json_object_set_int_member (row, "id", (gint64) match->id);
  vt_cli_set_text (row, "handle", vt_product_get_handle (product));
  vt_cli_set_text (row, "title", vt_product_get_title (product));
  json_object_set_int_member (row, "distance", match->distance);
  json_array_add_object_element (rows, row);
  return TRUE;
}

static JsonArray *
find (VtDb *db, const VixLook *look, guint limit, GError **error)
{
  g_autoptr (GBytes) bytes = vt_looks_write (db, g_get_real_time (), error);
  g_autoptr (JsonArray) rows = json_array_new ();
  g_autofree VixLookMatch *matches = g_new (VixLookMatch, limit);
  VixLookFile file;
  guint n;

  if (bytes == NULL || !vix_look_file_open (&file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)))
    return NULL;

  n = vix_look_file_search (&file, look, matches, limit);
  for (guint i = 0; i < n; i++)
    if (!add_row (rows, db, &matches[i], error))
      return NULL;

  return g_steal_pointer (&rows);
}

/* What the picture shows, as swatches name it. */
static JsonArray *
name_colours (const VixPhoto *photo)
{
  JsonArray *names = json_array_new ();
  VixColour found[3];
  VixShades shades;
  guint n;

  vix_shades_take (&shades, photo);
  n = vix_shades_names (&shades, found, G_N_ELEMENTS (found));
  for (guint i = 0; i < n; i++)
    json_array_add_string_element (names, vt_colour_name (found[i]));

  return names;
}

static gboolean
print_found (VtDb *db, const char *file, guint limit, gboolean json, GError **error)
{
  static const VtCliColumn columns[] = {
    { "distance", N_ ("Distance"), TRUE },
    { "handle", N_ ("Handle"), FALSE },
    { "title", N_ ("Title"), FALSE },
  };
  g_autoptr (JsonArray) rows = NULL;
  g_autoptr (JsonObject) object = NULL;
  VixPhoto photo;
  VixLook look;

  if (!vt_photo_colours_read (file, &photo, &look, error))
    return FALSE;
  rows = find (db, &look, limit, error);
  if (rows == NULL)
    return FALSE;
  if (!json)
    {
      vt_cli_print_table (rows, columns, G_N_ELEMENTS (columns));
      return TRUE;
    }

  object = json_object_new ();
  json_object_set_array_member (object, "colours", name_colours (&photo));
  json_object_set_array_member (object, "products", g_steal_pointer (&rows));
  vt_cli_print_json_object (object);
  return TRUE;
}

static int
run (VtCli *cli)
{
  gboolean json = FALSE;
  int limit = 10;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("How many are shown; 10 when it is left out"), N_ ("NUMBER") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (limit < 1 || limit > LIMIT_MAX)
    return vt_cli_misused (cli, _ ("--limit is a number from 1 to %d"), LIMIT_MAX);

  vt_photo_looks_update_folder (arguments[0], cli->cancellable);
  shop = vt_shop_open (arguments[0], VT_SHOP_READ, &error);
  return vt_cli_end (shop != NULL && print_found (vt_shop_get_reader (shop), arguments[1], (guint) limit, json, &error),
                     &error);
}

const VtCliCommand vt_cmd_look_alikes = {
  "look-alikes",
  "SHOP PICTURE",
  N_ ("Finds the products whose photographs look like a picture"),
  N_ ("Colours, shapes and what is where are compared, as shops do when a shopper shows a picture; a distance of 0 is "
      "the same photograph. Drafts are left out."),
  run,
};
