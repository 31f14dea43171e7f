#include "brand/vt-brand-look.h"
#include "brand/vt-logo.h"
#include "cli/vt-cli-brand-fonts.h"
#include "cli/vt-cli-brand.h"
#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-palette.h"
#include "cli/vt-set.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define ARGUMENTS_MAX 100

static void
add_colours (JsonObject *object, VtBrand *brand, VtBrand *dark)
{
  for (int i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      VtBrandColour role = (VtBrandColour) i;
      g_autofree char *token = vt_brand_dup_colour_token (role, FALSE);
      g_autofree char *hex = vt_colour_to_hex (vt_brand_get_colour (brand, role));

      json_object_set_string_member (object, token, hex);
    }
  for (int i = 0; dark != NULL && i < VT_BRAND_N_COLOURS; i++)
    {
      VtBrandColour role = (VtBrandColour) i;
      g_autofree char *token = vt_brand_dup_colour_token (role, TRUE);
      g_autofree char *hex = vt_colour_to_hex (vt_brand_get_colour (dark, role));

      json_object_set_string_member (object, token, hex);
    }
}

/* What of the dark palette was chosen by hand; the rest follows the colours of the day. */
static JsonArray *
chosen_for_dark (VtBrand *brand)
{
  JsonArray *chosen = json_array_new ();

  for (int i = 0; i < VT_BRAND_N_COLOURS; i++)
    if (vt_brand_has_dark_colour (brand, (VtBrandColour) i))
      json_array_add_string_element (chosen, vt_brand_colour_token ((VtBrandColour) i));

  return chosen;
}

static void
add_pairs (JsonArray *array, VtBrand *brand, gboolean is_dark)
{
  static const char *const grades[] = { "fails", "AA", "AAA" };

  for (guint i = 0; i < vt_brand_n_pairs (); i++)
    {
      VtBrandPair pair = vt_brand_get_pair (brand, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "foreground", vt_brand_colour_token (pair.foreground));
      json_object_set_string_member (object, "background", vt_brand_colour_token (pair.background));
      json_object_set_boolean_member (object, "dark", is_dark);
      json_object_set_double_member (object, "ratio", floor (pair.ratio * 100) / 100);
      json_object_set_double_member (object, "required", pair.required);
      json_object_set_string_member (object, "grade", grades[pair.grade]);
      json_array_add_object_element (array, object);
    }
}

static void
add_findings (JsonArray *sentences, VtBrand *brand)
{
  g_autoptr (GPtrArray) findings = vt_brand_findings (brand);

  for (guint i = 0; i < findings->len; i++)
    json_array_add_string_element (sentences, ((const VtBrandFinding *) g_ptr_array_index (findings, i))->sentence);
}

static void
add_look (JsonObject *object, VtBrand *brand)
{
  json_object_set_string_member (object, "look.preset", vt_look_get (vt_brand_get_preset (brand))->id);
  json_object_set_int_member (object, "look.radius", vt_brand_get_radius (brand));
  json_object_set_string_member (object, "look.density", vt_look_density_id (vt_brand_get_density (brand)));
  json_object_set_string_member (object, "look.button", vt_look_button_id (vt_brand_get_button (brand)));
  json_object_set_string_member (object, "look.card", vt_look_card_id (vt_brand_get_card (brand)));
  vt_cli_set_text (object, "look.css", vt_brand_get_custom_css (brand));
}

static JsonObject *
brand_to_json (VtBrand *brand)
{
  g_autoptr (VtBrand) dark = vt_brand_is_dark (brand) ? NULL : vt_brand_new_dark (brand);
  JsonObject *object = json_object_new ();
  JsonArray *sentences = json_array_new ();
  JsonArray *pairs = json_array_new ();

  add_colours (object, brand, dark);
  json_object_set_string_member (object, "type.heading", vt_brand_get_font (brand, VT_BRAND_HEADING));
  json_object_set_string_member (object, "type.body", vt_brand_get_font (brand, VT_BRAND_BODY));
  json_object_set_int_member (object, "type.heading.weight", vt_brand_get_weight (brand, VT_BRAND_HEADING));
  json_object_set_int_member (object, "type.body.weight", vt_brand_get_weight (brand, VT_BRAND_BODY));
  json_object_set_double_member (object, "type.scale", vt_brand_get_scale (brand) / 1000.0);
  for (int i = 0; i < VT_LOGO_N_VARIANTS; i++)
    vt_cli_set_text (object, vt_logo_token ((VtLogoVariant) i), vt_brand_get_logo_of (brand, (VtLogoVariant) i));
  json_object_set_int_member (object, "logo.clear", vt_brand_get_logo_clear (brand));
  json_object_set_int_member (object, "logo.minimum", vt_brand_get_logo_minimum (brand));
  add_look (object, brand);
  json_object_set_array_member (object, "dark.chosen", chosen_for_dark (brand));
  add_pairs (pairs, brand, FALSE);
  add_findings (sentences, brand);
  if (dark != NULL)
    {
      add_pairs (pairs, dark, TRUE);
      add_findings (sentences, dark);
    }
  json_object_set_array_member (object, "pairs", pairs);
  json_object_set_array_member (object, "findings", sentences);

  return object;
}

static void
print_brand (JsonObject *object)
{
  JsonArray *findings = json_object_get_array_member (object, "findings");
  JsonObjectIter iter;
  JsonNode *node = NULL;
  const char *name = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_VALUE (node))
      {
        g_autofree char *value = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node)
                                                                                  : json_to_string (node, FALSE);

        printf ("%-24s %s\n", name, value);
      }
  for (guint i = 0; i < json_array_get_length (findings); i++)
    printf ("%s\n", json_array_get_string_element (findings, i));
}

static int
show (const char *path, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (path, VT_SHOP_READ, &error);
  g_autoptr (VtBrand) brand = shop != NULL ? vt_brand_load (vt_shop_get_reader (shop), &error) : NULL;
  g_autoptr (JsonObject) object = NULL;

  if (brand == NULL)
    return vt_cli_end (FALSE, &error);

  object = brand_to_json (brand);
  if (json)
    vt_cli_print_json_object (object);
  else
    print_brand (object);

  return VT_CLI_DONE;
}

typedef struct
{
  VtLookPreset preset;
  VtLookKeep keep;
} Wear;

static gboolean
wear_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Wear *wear = data;

  return vt_brand_apply_preset (db, wear->preset, wear->keep, error);
}

static void
print_presets (void)
{
  for (int i = 0; i < VT_LOOK_N_PRESETS; i++)
    {
      const VtLook *look = vt_look_get ((VtLookPreset) i);

      printf ("%-10s %-10s %s\n", look->id, look->title, _ (look->note));
    }
}

/* The whole of a preset in one step of the history; without one it lists them. */
static int
wear_look (VtCli *cli, const char *path, const char *name, VtLookKeep keep)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;
  g_autofree char *label = NULL;
  Wear wear = { VT_LOOK_LUME, keep };
  gboolean done;

  if (name == NULL)
    {
      print_presets ();
      return VT_CLI_DONE;
    }
  while (wear.preset < VT_LOOK_N_PRESETS && strcmp (vt_look_get (wear.preset)->id, name) != 0)
    wear.preset++;
  if (wear.preset == VT_LOOK_N_PRESETS)
    return vt_cli_misused (cli, _ ("There is no preset “%s”: choose lume, mercado, atelier, jardim or noite"), name);

  shop = vt_shop_open (path, VT_SHOP_WRITE, &error);
  if (shop == NULL)
    return vt_cli_end (FALSE, &error);

  label = g_strdup_printf (_ ("Wear the preset %s"), vt_look_get (wear.preset)->title);
  done = vt_shop_write (shop, label, NULL, wear_job, &wear, NULL, NULL, &error);
  vt_shop_close (shop);
  return vt_cli_end (done, &error);
}

static int
dispatch (VtCli *cli, char **arguments, VtCliPalette *palette, const VtCliBrandWish *wish)
{
  if (strcmp (arguments[1], "render") == 0)
    return vt_cli_brand_render (cli, arguments[0], wish, arguments + 2);
  if (strcmp (arguments[1], "book") == 0 && arguments[2] == NULL)
    return vt_cli_brand_book (cli, arguments[0], wish);
  if (strcmp (arguments[1], "layout") == 0 && g_strv_length (arguments) <= 4)
    return vt_cli_brand_layout (arguments[0], arguments + 2);
  if (strcmp (arguments[1], "show") == 0 && arguments[2] == NULL)
    return show (arguments[0], palette->json);
  if (strcmp (arguments[1], "look") == 0 && arguments[2] == NULL)
    return wear_look (cli, arguments[0], wish->preset, (VtLookKeep) wish->keep);
  if (strcmp (arguments[1], "fonts") == 0)
    return vt_cli_brand_fonts (arguments[0], arguments + 2, palette->json);
  if (strcmp (arguments[1], "palette") == 0 && arguments[2] == NULL)
    return vt_cli_palette_run (cli, arguments[0], palette);
  if (strcmp (arguments[1], "set") != 0 || arguments[2] == NULL)
    return vt_cli_misused (
        cli, _ ("Expected “show”, “fonts”, “palette”, “look”, “render”, “book”, “layout”, or “set” and what to set"));

  /* What follows is the same as of the command `set`. */
  g_free (arguments[1]);
  arguments[1] = g_strdup ("brand");
  return vt_set_run (cli, arguments[0], arguments + 1);
}

static int
run (VtCli *cli)
{
  g_auto (VtCliPalette) palette = { 0 };
  VtCliBrandWish wish = { 0 };
  gboolean keep_colours = FALSE, keep_type = FALSE;
  g_autofree char *output = NULL, *zip = NULL, *format = NULL, *language = NULL, *preset = NULL;
  g_auto (GStrv) products = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &palette.json, N_ ("Print JSON (of show, fonts and palette)"), NULL },
    { "from", 0, 0, G_OPTION_ARG_STRING, &palette.from, N_ ("Grow the palette from a colour"), N_ ("COLOUR") },
    { "harmony", 0, 0, G_OPTION_ARG_STRING, &palette.harmony, N_ ("Which hues go with it"), N_ ("NAME") },
    { "picture", 0, 0, G_OPTION_ARG_FILENAME, &palette.picture, N_ ("Take the palette from a picture"), N_ ("FILE") },
    { "ground", 0, 0, G_OPTION_ARG_STRING, &palette.ground, N_ ("What the palette stands on"), N_ ("NAME") },
    { "set", 0, 0, G_OPTION_ARG_NONE, &palette.set, N_ ("Make the palette the shop's"), NULL },
    { "preset", 0, 0, G_OPTION_ARG_STRING, &preset, N_ ("Look that the shop is to wear (of look)"), N_ ("NAME") },
    { "keep-colours", 0, 0, G_OPTION_ARG_NONE, &keep_colours, N_ ("The colours stay (of look)"), NULL },
    { "keep-type", 0, 0, G_OPTION_ARG_NONE, &keep_type, N_ ("The typefaces stay (of look)"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Folder to draw into (of render), or the book's file"),
      N_ ("PATH") },
    { "zip", 0, 0, G_OPTION_ARG_FILENAME, &zip, N_ ("ZIP file to draw into (of render)"), N_ ("FILE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("png, jpg, webp, svg or pdf (of render)"), N_ ("FORMAT") },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, N_ ("Language of the words (of render and book)"), N_ ("TAG") },
    { "product", 0, 0, G_OPTION_ARG_STRING_ARRAY, &products,
      N_ ("Product that the assets show, once for each (of render)"), N_ ("HANDLE") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, ARGUMENTS_MAX);

  if (arguments == NULL)
    return VT_CLI_USAGE;

  wish.output = output;
  wish.zip = zip;
  wish.format = format;
  wish.language = language;
  wish.products = products;
  wish.preset = preset;
  wish.keep = (keep_colours ? VT_LOOK_KEEP_COLOURS : 0u) | (keep_type ? VT_LOOK_KEEP_TYPE : 0u);
  return dispatch (cli, arguments, &palette, &wish);
}

const VtCliCommand vt_cmd_brand = {
  "brand",
  "SHOP show|fonts|palette|look|render|book|layout|set [TOKEN=VALUE… or ASSET…]",
  N_ ("Shows, sets or proposes colours; typefaces, logo and the assets drawn from them"),
  N_ ("Tokens: colour.background colour.surface colour.text colour.muted colour.line colour.primary colour.on-primary\n"
      "colour.accent colour.success colour.danger, each also for dark screens: colour.dark.background and so on, which\n"
      "follow the first while they are not set; type.heading type.body (any family of typefaces) type.heading.weight\n"
      "type.body.weight (100 to 900) type.scale (1.25) logo logo.dark logo.mono logo.symbol\n"
      "(picture files) logo.clear (percent of its height) logo.minimum (pixels)\n"
      "look.preset (lume mercado atelier jardim noite) look.radius (pixels) look.density (compact regular airy)\n"
      "look.button (solid outline pill link) look.card (plain framed filled cells) look.css (a style sheet of your own).\n"
      "An empty value goes back to what the preset has. Colours that are hard to read on each other are told.\n\n"
      "A palette is proposed from the logo, a picture or a colour, with every text readable, and is the shop's with\n"
      "--set. Harmonies: one-hue neighbours opposite split-opposite triad square. Grounds: tinted white dark.\n\n"
      "look lists the presets, or wears a whole one in one step with --preset; --keep-colours and --keep-type leave what\n"
      "is the shop's own.\n\n"
      "fonts tells how families of typefaces would serve the shop: those named, else its own, and what of them travels\n"
      "with it to shoppers.\n\n"
      "render draws the assets, all or those named, into a folder or a ZIP file; book draws the brand book; layout lists\n"
      "the assets, prints the layout of one as JSON, or takes a new one from a file (an empty name: as it was at first).\n\n"
      "Examples: vitrinectl brand Lume.vitrine set colour.primary=\"#2c4638\"\n"
      "          vitrinectl brand Lume.vitrine palette --from \"#2c4638\" --harmony triad --set\n"
      "          vitrinectl brand Lume.vitrine render -o Kit --format png link-card poster\n"
      "          vitrinectl brand Lume.vitrine book -o Book.pdf"),
  run,
};
