#include "brand/vt-brand-private.h"

#include "base/vt-hash.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLOUR_PREFIX "colour."
#define NIGHT_PREFIX  "dark."

typedef struct
{
  const char *token; /* behind COLOUR_PREFIX, and in the name of the CSS property */
  const char *name;  /* for people, to be translated */
  const char *use;   /* the same */
  VtColour standard;
} Role;

/* The colours of a shop whose merchant has not chosen any: ink on warm paper, all readable on each other. */
static const Role roles[VT_BRAND_N_COLOURS] = {
  { "background", N_ ("Background"), N_ ("Behind every page"), { 0xfa, 0xf8, 0xf4 } },
  { "surface", N_ ("Surface"), N_ ("Cards, dialogs and the bag"), { 0xff, 0xff, 0xff } },
  { "text", N_ ("Text"), N_ ("Headings, sentences and prices"), { 0x1f, 0x1d, 0x1a } },
  { "muted", N_ ("Secondary text"), N_ ("Captions, notes and the old price"), { 0x66, 0x60, 0x57 } },
  { "line", N_ ("Lines"), N_ ("Borders between things"), { 0xe2, 0xdc, 0xd1 } },
  { "primary", N_ ("Buttons"), N_ ("Buttons and the chosen size"), { 0x23, 0x46, 0x3a } },
  { "on-primary", N_ ("Text on buttons"), N_ ("Words on buttons"), { 0xff, 0xff, 0xff } },
  { "accent", N_ ("Accent"), N_ ("Links, sale prices and the focus ring"), { 0x97, 0x45, 0x1c } },
  { "success", N_ ("Success"), N_ ("“In stock” and what went well"), { 0x2b, 0x6b, 0x3f } },
  { "danger", N_ ("Error"), N_ ("“Sold out” and what went wrong"), { 0xb3, 0x26, 0x1e } },
};

G_DEFINE_QUARK (vt - brand - error - quark, vt_brand_error)
G_DEFINE_BOXED_TYPE (VtBrand, vt_brand, vt_brand_ref, vt_brand_unref)

static gboolean
invalid (GError **error, const char *format, const char *value)
{
  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, format, value);
  return FALSE;
}

static gboolean
find_role (const char *token, VtBrandColour *role)
{
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    if (strcmp (roles[i].token, token) == 0)
      {
        *role = (VtBrandColour) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_brand_find_colour:
 * @name: the name of a token
 * @role: (out): what it is the colour of
 * @is_dark: (out): whether that is for dark screens
 *
 * Returns: whether it is a colour's
 */
gboolean
vt_brand_find_colour (const char *name, VtBrandColour *role, gboolean *is_dark)
{
  const char *rest;

  if (!g_str_has_prefix (name, COLOUR_PREFIX))
    return FALSE;

  rest = name + strlen (COLOUR_PREFIX);
  *is_dark = g_str_has_prefix (rest, NIGHT_PREFIX);
  return find_role (*is_dark ? rest + strlen (NIGHT_PREFIX) : rest, role);
}

static gboolean
take_colour (VtBrand *self, const char *name, const char *value, GError **error)
{
  VtBrandColour role;
  gboolean is_dark;

  if (!vt_brand_find_colour (name, &role, &is_dark))
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN, _ ("A brand has no colour “%s”"),
                   name + strlen (COLOUR_PREFIX));
      return FALSE;
    }
  if (!vt_colour_parse (value, is_dark ? &self->night[role] : &self->colours[role]))
    return invalid (error, _ ("“%s” is not a colour; write it like #23463a"), value);

  self->has_night[role] = self->has_night[role] || is_dark;
  return TRUE;
}

/* Takes one row of the table into @self, which nobody else has yet. */
gboolean
vt_brand_take_token (VtBrand *self, const char *name, const char *value, GError **error)
{
  if (g_str_has_prefix (name, COLOUR_PREFIX))
    return take_colour (self, name, value, error);
  if (g_str_has_prefix (name, VT_BRAND_TYPE_PREFIX))
    return vt_brand_take_type (self, name, value, error);

  return g_str_has_prefix (name, "look.") ? vt_brand_take_look (self, name, value, error)
                                          : vt_brand_take_logo (self, name, value, error);
}

/**
 * vt_brand_new_default:
 *
 * Returns: (transfer full): the brand of a shop that has not chosen any
 */
VtBrand *
vt_brand_new_default (void)
{
  VtBrand *self = g_new0 (VtBrand, 1);

  g_atomic_ref_count_init (&self->refs);
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    self->colours[i] = roles[i].standard;
  vt_brand_init_type (self);
  vt_brand_init_logos (self);
  vt_brand_init_look (self);

  return self;
}

/**
 * vt_brand_ref:
 * @self: a brand
 *
 * Returns: (transfer full): @self
 */
VtBrand *
vt_brand_ref (VtBrand *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * vt_brand_unref:
 * @self: a brand
 *
 * Gives up a reference.
 */
void
vt_brand_unref (VtBrand *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  vt_brand_clear_type (self);
  vt_brand_clear_logos (self);
  vt_brand_clear_look (self);
  g_free (self);
}

/**
 * vt_brand_get_colour:
 * @self: a brand
 * @role: what the colour is for
 *
 * Returns: the colour
 */
VtColour
vt_brand_get_colour (VtBrand *self, VtBrandColour role)
{
  return self->colours[role];
}

/**
 * vt_brand_has_dark_colour:
 * @self: a brand
 * @role: what the colour is for
 *
 * Returns: whether its colour on dark screens was chosen by hand
 */
gboolean
vt_brand_has_dark_colour (VtBrand *self, VtBrandColour role)
{
  return self->has_night[role];
}

/**
 * vt_brand_get_logo:
 * @self: a brand
 *
 * Returns: (transfer none) (nullable): SHA-256 of the primary logo's media file
 */
const char *
vt_brand_get_logo (VtBrand *self)
{
  return self->logos[VT_LOGO_PRIMARY];
}

static void
append_colours (GString *css, VtBrand *self)
{
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      g_autofree char *hex = vt_colour_to_hex (self->colours[i]);

      g_string_append_printf (css, "--vt-colour-%s:%s;", roles[i].token, hex);
    }
}

/**
 * vt_brand_to_css:
 * @self: a brand
 *
 * The tokens as custom properties: `--vt-colour-background`, `--vt-type-heading` and so on, and the colours again for
 * those who like their screens dark. It is made of colours, numbers and checked
 * names alone.
 *
 * Returns: (transfer full): CSS rules for `:root`
 */
char *
vt_brand_to_css (VtBrand *self)
{
  GString *css = g_string_new (":root{");
  gboolean is_dark = vt_brand_is_dark (self);
  g_autoptr (VtBrand) dark = NULL;

  append_colours (css, self);
  vt_brand_append_type_css (self, css);
  vt_brand_append_look (self, css);
  g_string_append_printf (css, "color-scheme:%s}\n", is_dark ? "dark" : "light dark");
  vt_brand_append_faces_css (self, css);
  if (is_dark)
    return g_string_free (css, FALSE);

  dark = vt_brand_new_dark (self);
  g_string_append (css, "@media screen and (prefers-color-scheme:dark){:root{");
  append_colours (css, dark);
  g_string_append (css, "}}\n");

  return g_string_free (css, FALSE);
}

/**
 * vt_brand_colour_token:
 * @role: what a colour is for
 *
 * Returns: (transfer none): the last part of its token's name: "on-primary"
 */
const char *
vt_brand_colour_token (VtBrandColour role)
{
  return roles[role].token;
}

/**
 * vt_brand_dup_colour_token:
 * @role: what a colour is for
 * @is_dark: whether on dark screens
 *
 * Returns: (transfer full): the whole name of its token: "colour.dark.on-primary"
 */
char *
vt_brand_dup_colour_token (VtBrandColour role, gboolean is_dark)
{
  return g_strconcat (COLOUR_PREFIX, is_dark ? NIGHT_PREFIX : "", roles[role].token, NULL);
}

/**
 * vt_brand_colour_name:
 * @role: what a colour is for
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
vt_brand_colour_name (VtBrandColour role)
{
  return _ (roles[role].name);
}

/**
 * vt_brand_colour_use:
 * @role: what a colour is for
 *
 * Returns: (transfer none): where shoppers meet it, in the user's language
 */
const char *
vt_brand_colour_use (VtBrandColour role)
{
  return _ (roles[role].use);
}
