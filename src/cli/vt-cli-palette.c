#include "cli/vt-cli-palette.h"

#include "brand/vt-palette.h"
#include "shop/vt-media.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/**
 * vt_cli_palette_clear:
 * @self: what was asked for
 *
 * Frees what it holds.
 */
void
vt_cli_palette_clear (VtCliPalette *self)
{
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->picture, g_free);
  g_clear_pointer (&self->harmony, g_free);
  g_clear_pointer (&self->ground, g_free);
}

/* The rules that were named. */
typedef struct
{
  VtColour seed;
  VtHarmony harmony;
  VtGround ground;
} Rules;

static gboolean
read_rules (VtCli *cli, const VtCliPalette *options, Rules *rules)
{
  if (options->from != NULL && options->picture != NULL)
    vt_cli_misused (cli, _ ("A palette comes from a colour or from a picture, not from both"));
  else if (options->from == NULL && options->harmony != NULL)
    vt_cli_misused (cli, _ ("A harmony begins at a colour; name it with --from"));
  else if (options->from != NULL && !vt_colour_parse (options->from, &rules->seed))
    vt_cli_misused (cli, _ ("“%s” is not a colour; write it like #23463a"), options->from);
  else if (options->harmony != NULL && !vt_harmony_find (options->harmony, &rules->harmony))
    vt_cli_misused (cli, _ ("There is no harmony “%s”"), options->harmony);
  else if (options->ground != NULL && !vt_ground_find (options->ground, &rules->ground))
    vt_cli_misused (cli, _ ("There is no ground “%s”"), options->ground);
  else
    return TRUE;

  return FALSE;
}

static char *
find_picture (VtShop *shop, const char *picture, VtBrand *brand, GError **error)
{
  if (picture != NULL)
    return g_strdup (picture);
  if (vt_brand_get_logo (brand) != NULL)
    return vt_media_path (vt_shop_get_path (shop), vt_brand_get_logo (brand));

  g_set_error_literal (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                       _ ("The shop has no logo to take colours from; name a colour or a picture"));
  return NULL;
}

static gboolean
read_picture (VtShop *shop, const VtCliPalette *options, VtGround ground, VtPalette *palette, GError **error)
{
  g_autoptr (VtBrand) brand = vt_brand_load (vt_shop_get_reader (shop), error);
  g_autofree char *file = brand != NULL ? find_picture (shop, options->picture, brand, error) : NULL;
  VtPictureColour colours[VT_PICTURE_COLOURS];
  guint n = file != NULL ? vt_picture_colours_read (file, colours, error) : 0;

  if (n > 0)
    *palette = vt_palette_from_picture (colours, n, ground);

  return n > 0;
}

static void
print (const VtPalette *palette, gboolean json)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (int i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      g_autofree char *token = vt_brand_dup_colour_token ((VtBrandColour) i, FALSE);
      g_autofree char *hex = vt_colour_to_hex (palette->colours[i]);

      json_object_set_string_member (object, token, hex);
      if (!json)
        printf ("%-24s %s\n", token, hex);
    }
  if (json)
    vt_cli_print_json_object (object);
}

static gboolean
set_job (VtDb *db, gpointer palette, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_brand_set_colours (db, ((const VtPalette *) palette)->colours, error);
}

/**
 * vt_cli_palette_run:
 * @cli: the run
 * @shop_path: (type filename): a shop's folder
 * @options: what is asked for
 *
 * Proposes a palette, and makes it the shop's where that is asked for.
 *
 * Returns: the exit status
 */
int
vt_cli_palette_run (VtCli *cli, const char *shop_path, const VtCliPalette *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;
  Rules rules = { .harmony = VT_HARMONY_OPPOSITE };
  VtPalette palette;

  if (!read_rules (cli, options, &rules))
    return VT_CLI_USAGE;

  shop = vt_shop_open (shop_path, options->set ? VT_SHOP_WRITE : VT_SHOP_READ, &error);
  if (shop == NULL)
    return vt_cli_end (FALSE, &error);

  if (options->from != NULL)
    palette = vt_palette_grow (rules.seed, rules.harmony, rules.ground);
  else if (!read_picture (shop, options, rules.ground, &palette, &error))
    return vt_cli_end (FALSE, &error);

  if (options->set && !vt_shop_write (shop, _ ("New palette"), NULL, set_job, &palette, cli->cancellable, NULL, &error))
    return vt_cli_end (FALSE, &error);

  print (&palette, options->json);
  return VT_CLI_DONE;
}
