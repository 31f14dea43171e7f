#include "brand/vt-brand-private.h"

#include "brand/vt-brand-css.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UNSET (-1)

static const char *const densities[VT_LOOK_N_DENSITIES] = { "compact", "regular", "airy" };
static const char *const buttons[VT_LOOK_N_BUTTONS] = { "solid", "outline", "pill", "link" };
static const char *const cards[VT_LOOK_N_CARDS] = { "plain", "framed", "filled", "cells" };

/* In the order of VtBrandColour. All pairs that meet pass WCAG 2.2 AA, by day and by night. */
static const VtLook looks[VT_LOOK_N_PRESETS] = {
  { "lume",
    "Lume",
    N_ ("The quiet gallery"),
    N_ ("Old-style serif and neutral sans, wide space, fine corners. Paper, ink and one deep green."),
    "EB Garamond",
    "Inter",
    400,
    { { 0xfa, 0xf8, 0xf4 },
      { 0xff, 0xff, 0xff },
      { 0x1f, 0x1d, 0x1a },
      { 0x66, 0x60, 0x57 },
      { 0xe2, 0xdc, 0xd1 },
      { 0x23, 0x46, 0x3a },
      { 0xff, 0xff, 0xff },
      { 0x97, 0x45, 0x1c },
      { 0x2b, 0x6b, 0x3f },
      { 0xb3, 0x26, 0x1e } },
    { 0 },
    { 0 },
    2,
    VT_LOOK_DENSITY_REGULAR,
    VT_LOOK_BUTTON_SOLID,
    VT_LOOK_CARD_PLAIN },
  { "mercado",
    "Mercado",
    N_ ("The busy counter"),
    N_ ("Heavy geometric headings, the price first, ruled cells without gaps. Yellow, black and tomato."),
    "League Spartan",
    "Karla",
    800,
    { { 0xff, 0xff, 0xff },
      { 0xff, 0xff, 0xff },
      { 0x11, 0x11, 0x11 },
      { 0x57, 0x53, 0x4c },
      { 0xcd, 0xc8, 0xbd },
      { 0xd0, 0x24, 0x0e },
      { 0xff, 0xff, 0xff },
      { 0x73, 0x5a, 0x00 },
      { 0x1f, 0x6b, 0x3a },
      { 0xc8, 0x20, 0x0c } },
    { 0xff, 0x75, 0x55 },
    { 0x1c, 0x0b, 0x06 },
    0,
    VT_LOOK_DENSITY_COMPACT,
    VT_LOOK_BUTTON_SOLID,
    VT_LOOK_CARD_CELLS },
  { "atelier",
    "Atelier",
    N_ ("The printed magazine"),
    N_ ("A Didone at poster size, three staggered columns, hairlines, links instead of buttons. Black on white."),
    "GFS Didot",
    "GFS Didot",
    400,
    { { 0xff, 0xff, 0xff },
      { 0xff, 0xff, 0xff },
      { 0x0c, 0x0c, 0x0c },
      { 0x5a, 0x5a, 0x5a },
      { 0xd2, 0xd2, 0xd2 },
      { 0x0c, 0x0c, 0x0c },
      { 0xff, 0xff, 0xff },
      { 0x33, 0x33, 0x33 },
      { 0x1e, 0x5e, 0x33 },
      { 0xa3, 0x16, 0x0f } },
    { 0 },
    { 0 },
    0,
    VT_LOOK_DENSITY_AIRY,
    VT_LOOK_BUTTON_LINK,
    VT_LOOK_CARD_PLAIN },
  { "jardim",
    "Jardim",
    N_ ("The neighbour’s garden"),
    N_ ("Round and extra bold, circles, cards within cards, pill buttons. Cream, sage and terracotta."),
    "Manrope",
    "Manrope",
    800,
    { { 0xff, 0xf4, 0xe8 },
      { 0xff, 0xff, 0xff },
      { 0x2a, 0x27, 0x22 },
      { 0x6a, 0x60, 0x55 },
      { 0xea, 0xdc, 0xcb },
      { 0xa1, 0x3a, 0x1c },
      { 0xff, 0xff, 0xff },
      { 0xa1, 0x3a, 0x1c },
      { 0x44, 0x68, 0x3a },
      { 0xb0, 0x2f, 0x1c } },
    { 0xee, 0x8f, 0x6c },
    { 0x1f, 0x0e, 0x07 },
    30,
    VT_LOOK_DENSITY_REGULAR,
    VT_LOOK_BUTTON_PILL,
    VT_LOOK_CARD_FILLED },
  { "noite",
    "Noite",
    N_ ("The workshop at night"),
    N_ ("Tight grotesque with monospaced figures, numbered cells on a hairline grid. Near-black, bone and amber."),
    "Inter Display",
    "JetBrains Mono",
    500,
    { { 0x10, 0x12, 0x0f },
      { 0x17, 0x1a, 0x16 },
      { 0xf0, 0xee, 0xe6 },
      { 0xa6, 0xa3, 0x9a },
      { 0x34, 0x37, 0x32 },
      { 0xf0, 0xb4, 0x4a },
      { 0x14, 0x12, 0x0c },
      { 0xf0, 0xb4, 0x4a },
      { 0x8f, 0xc3, 0x9a },
      { 0xff, 0x94, 0x7a } },
    { 0 },
    { 0 },
    0,
    VT_LOOK_DENSITY_REGULAR,
    VT_LOOK_BUTTON_SOLID,
    VT_LOOK_CARD_CELLS },
};

/**
 * vt_look_get:
 * @preset: a preset
 *
 * Returns: (transfer none): what it is made of
 */
const VtLook *
vt_look_get (VtLookPreset preset)
{
  return &looks[preset];
}

/**
 * vt_look_density_id:
 * @density: how much room there is between things
 *
 * Returns: (transfer none): the value of its token
 */
const char *
vt_look_density_id (VtLookDensity density)
{
  return densities[density];
}

/**
 * vt_look_button_id:
 * @button: how buttons are drawn
 *
 * Returns: (transfer none): the value of its token
 */
const char *
vt_look_button_id (VtLookButton button)
{
  return buttons[button];
}

/**
 * vt_look_card_id:
 * @card: how products are shown in lists
 *
 * Returns: (transfer none): the value of its token
 */
const char *
vt_look_card_id (VtLookCard card)
{
  return cards[card];
}

void
vt_brand_init_look (VtBrand *self)
{
  self->preset = VT_LOOK_LUME;
  self->radius = self->density = self->button = self->card = UNSET;
}

void
vt_brand_copy_look (VtBrand *self, VtBrand *from)
{
  self->preset = from->preset;
  self->radius = from->radius;
  self->density = from->density;
  self->button = from->button;
  self->card = from->card;
  g_free (self->css);
  self->css = g_strdup (from->css);
}

void
vt_brand_clear_look (VtBrand *self)
{
  g_clear_pointer (&self->css, g_free);
}

static void
take_night (VtBrand *self, const VtLook *look)
{
  if (vt_colour_equal (look->night_primary, look->night_on_primary))
    return;

  self->night[VT_BRAND_PRIMARY] = look->night_primary;
  self->night[VT_BRAND_ON_PRIMARY] = look->night_on_primary;
  self->has_night[VT_BRAND_PRIMARY] = self->has_night[VT_BRAND_ON_PRIMARY] = TRUE;
}

/* The colours and typefaces of a preset are what a shop has that chose none of its own. */
static gboolean
take_preset (VtBrand *self, const char *value, GError **error)
{
  for (guint i = 0; i < VT_LOOK_N_PRESETS; i++)
    if (strcmp (looks[i].id, value) == 0)
      {
        self->preset = (VtLookPreset) i;
        memcpy (self->colours, looks[i].colours, sizeof self->colours);
        take_night (self, &looks[i]);
        self->weights[VT_BRAND_HEADING] = looks[i].heading_weight;
        return vt_brand_take_token (self, "type.heading", looks[i].heading, error) &&
               vt_brand_take_token (self, "type.body", looks[i].body, error);
      }

  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
               _ ("“%s” is no preset; there are lume, mercado, atelier, jardim and noite"), value);
  return FALSE;
}

static gboolean
take_choice (int *choice, const char *const *ids, guint n_ids, const char *value, GError **error)
{
  g_autofree char *all = NULL;

  for (guint i = 0; i < n_ids; i++)
    if (strcmp (ids[i], value) == 0)
      {
        *choice = (int) i;
        return TRUE;
      }

  all = g_strjoin (", ", ids[0], ids[1], ids[2], n_ids > 3 ? ids[3] : NULL, NULL);
  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, _ ("“%s” is none of these: %s"), value, all);
  return FALSE;
}

static gboolean
take_radius (VtBrand *self, const char *value, GError **error)
{
  guint64 radius;

  if (!g_ascii_string_to_unsigned (value, 10, 0, VT_LOOK_RADIUS_MAX, &radius, NULL))
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                   _ ("“%s” is no corner radius; write whole pixels from 0 to %d"), value, VT_LOOK_RADIUS_MAX);
      return FALSE;
    }

  self->radius = (int) radius;
  return TRUE;
}

static gboolean
take_css (VtBrand *self, const char *value, GError **error)
{
  if (!vt_brand_css_check (value, -1, NULL, NULL, error))
    return FALSE;

  g_free (self->css);
  self->css = *value != '\0' ? g_strdup (value) : NULL;
  return TRUE;
}

/* Takes a row of the table whose name begins with "look." */
gboolean
vt_brand_take_look (VtBrand *self, const char *name, const char *value, GError **error)
{
  if (strcmp (name, "look.preset") == 0)
    return take_preset (self, value, error);
  if (strcmp (name, "look.radius") == 0)
    return take_radius (self, value, error);
  if (strcmp (name, "look.density") == 0)
    return take_choice (&self->density, densities, VT_LOOK_N_DENSITIES, value, error);
  if (strcmp (name, "look.button") == 0)
    return take_choice (&self->button, buttons, VT_LOOK_N_BUTTONS, value, error);
  if (strcmp (name, "look.card") == 0)
    return take_choice (&self->card, cards, VT_LOOK_N_CARDS, value, error);
  if (strcmp (name, "look.css") == 0)
    return take_css (self, value, error);

  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN, _ ("A brand has nothing called “%s”"), name);
  return FALSE;
}

/**
 * vt_brand_get_preset:
 * @self: a brand
 *
 * Returns: the preset that its storefront wears
 */
VtLookPreset
vt_brand_get_preset (VtBrand *self)
{
  return self->preset;
}

/**
 * vt_brand_get_radius:
 * @self: a brand
 *
 * Returns: the radius of corners, pixels: the merchant's, or else the preset's
 */
int
vt_brand_get_radius (VtBrand *self)
{
  return self->radius != UNSET ? self->radius : looks[self->preset].radius;
}

/**
 * vt_brand_get_density:
 * @self: a brand
 *
 * Returns: how much room there is between things: as the merchant has it, or else the preset
 */
VtLookDensity
vt_brand_get_density (VtBrand *self)
{
  return self->density != UNSET ? (VtLookDensity) self->density : looks[self->preset].density;
}

/**
 * vt_brand_get_button:
 * @self: a brand
 *
 * Returns: how buttons are drawn: as the merchant has it, or else the preset
 */
VtLookButton
vt_brand_get_button (VtBrand *self)
{
  return self->button != UNSET ? (VtLookButton) self->button : looks[self->preset].button;
}

/**
 * vt_brand_get_card:
 * @self: a brand
 *
 * Returns: how products are shown in lists: as the merchant has it, or else the preset
 */
VtLookCard
vt_brand_get_card (VtBrand *self)
{
  return self->card != UNSET ? (VtLookCard) self->card : looks[self->preset].card;
}

/**
 * vt_brand_get_custom_css:
 * @self: a brand
 *
 * Returns: (transfer none) (nullable): the merchant's own style sheet, which vt_brand_css_check() let pass
 */
const char *
vt_brand_get_custom_css (VtBrand *self)
{
  return self->css;
}

/* How much room there is between things, compared with the preset's own. */
static double
room_of (VtBrand *self)
{
  static const double room[VT_LOOK_N_DENSITIES] = { 0.75, 1, 1.3 };

  return room[self->density] / room[looks[self->preset].density];
}

/* What is set apart from the preset, as custom properties; nothing when the preset has its way. */
void
vt_brand_append_look (VtBrand *self, GString *css)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (self->radius != UNSET)
    g_string_append_printf (css, "--vt-look-radius:%dpx;", self->radius);
  if (self->density != UNSET)
    g_string_append_printf (css, "--vt-look-room:%s;",
                            g_ascii_formatd (number, (int) sizeof number, "%.4g", room_of (self)));
}

/* Editing --------------------------------------------------------------------------------------------------------- */

static gboolean
keep_colours (VtDb *db, VtBrand *brand, GError **error)
{
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      VtBrandColour role = (VtBrandColour) i;
      g_autofree char *token = vt_brand_dup_colour_token (role, FALSE);
      g_autofree char *dark = vt_brand_dup_colour_token (role, TRUE);
      g_autofree char *hex = vt_colour_to_hex (brand->colours[i]);
      g_autofree char *night = vt_colour_to_hex (brand->night[i]);

      if (!vt_brand_set_token (db, token, hex, error) ||
          (brand->has_night[i] && !vt_brand_set_token (db, dark, night, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
keep_type (VtDb *db, VtBrand *brand, GError **error)
{
  static const char *const families[VT_BRAND_N_TYPES] = { "type.heading", "type.body" };
  static const char *const weights[VT_BRAND_N_TYPES] = { "type.heading.weight", "type.body.weight" };

  for (guint i = 0; i < VT_BRAND_N_TYPES; i++)
    {
      g_autofree char *weight = g_strdup_printf ("%d", brand->weights[i]);

      if (!vt_brand_set_token (db, families[i], brand->families[i], error) ||
          !vt_brand_set_token (db, weights[i], weight, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_brand_apply_preset:
 * @db: the connection of a #VtShopJob
 * @preset: what the storefront is going to wear
 * @keep: what stays as it is now
 * @error: a #VtDbError
 *
 * The settings on top of the preset before (corners, density, buttons, cards) go with it; the logo and the shop's own
 * CSS stay.
 *
 * Returns: whether it is so now
 */
gboolean
vt_brand_apply_preset (VtDb *db, VtLookPreset preset, VtLookKeep keep, GError **error)
{
  g_autoptr (VtBrand) brand = vt_brand_load (db, error);

  return brand != NULL && vt_brand_forget_look (db, error) &&
         ((keep & VT_LOOK_KEEP_COLOURS) != 0 ? keep_colours (db, brand, error) : vt_brand_forget_colours (db, error)) &&
         ((keep & VT_LOOK_KEEP_TYPE) != 0 ? keep_type (db, brand, error) : vt_brand_forget_type (db, error)) &&
         vt_brand_set_token (db, "look.preset", preset != VT_LOOK_LUME ? looks[preset].id : NULL, error);
}
