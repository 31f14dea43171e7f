/* The tokens of logos: which file is which variant, how much room one needs and how small it may be. */
#include "brand/vt-logo.h"

#include "base/vt-hash.h"
#include "brand/vt-brand-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Half its height on each side is what most marks ask for; below 24 pixels few can be made out. */
#define STANDARD_CLEAR   50
#define STANDARD_MINIMUM 24

static const struct
{
  const char *token;
  const char *name; /* for people, to be translated */
} variants[VT_LOGO_N_VARIANTS] = {
  { "logo", N_ ("Primary") },
  { "logo.dark", N_ ("Reversed") },
  { "logo.mono", N_ ("One colour") },
  { "logo.symbol", N_ ("Symbol") },
};

static const struct
{
  const char *token;
  gsize offset;
  guint64 least;
  guint64 most;
} numbers[] = {
  { "logo.clear", G_STRUCT_OFFSET (VtBrand, logo_clear), 0, 200 },
  { "logo.minimum", G_STRUCT_OFFSET (VtBrand, logo_minimum), 8, 400 },
};

/* What a brand has before any token is read. */
void
vt_brand_init_logos (VtBrand *self)
{
  self->logo_clear = STANDARD_CLEAR;
  self->logo_minimum = STANDARD_MINIMUM;
}

void
vt_brand_copy_logos (VtBrand *self, VtBrand *from)
{
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    self->logos[i] = g_strdup (from->logos[i]);
  self->logo_clear = from->logo_clear;
  self->logo_minimum = from->logo_minimum;
}

void
vt_brand_clear_logos (VtBrand *self)
{
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    g_clear_pointer (&self->logos[i], g_free);
}

static gboolean
take_number (VtBrand *self, guint i, const char *value, GError **error)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (value, 10, numbers[i].least, numbers[i].most, &number, NULL))
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                   _ ("“%s” is not a whole number from %d to %d, as %s needs"), value, (int) numbers[i].least,
                   (int) numbers[i].most, numbers[i].token);
      return FALSE;
    }

  G_STRUCT_MEMBER (int, self, numbers[i].offset) = (int) number;
  return TRUE;
}

static gboolean
take_file (VtBrand *self, VtLogoVariant variant, const char *value, GError **error)
{
  if (!vt_sha256_is_valid (value))
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, _ ("“%s” is not a picture of the shop"), value);
      return FALSE;
    }

  g_free (self->logos[variant]);
  self->logos[variant] = g_strdup (value);
  return TRUE;
}

/* Takes a token of logos into @self. */
gboolean
vt_brand_take_logo (VtBrand *self, const char *name, const char *value, GError **error)
{
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    if (strcmp (variants[i].token, name) == 0)
      return take_file (self, (VtLogoVariant) i, value, error);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (strcmp (numbers[i].token, name) == 0)
      return take_number (self, i, value, error);

  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN, _ ("A brand has nothing called “%s”"), name);
  return FALSE;
}

/* Whether the token names a file. */
gboolean
vt_brand_is_logo_file (const char *name)
{
  for (guint i = 0; i < VT_LOGO_N_VARIANTS; i++)
    if (strcmp (variants[i].token, name) == 0)
      return TRUE;

  return FALSE;
}

/* Whether the file of that hash can be a logo. */
gboolean
vt_brand_check_logo (VtDb *db, const char *sha256, GError **error)
{
  g_autoptr (VtMedia) media = vt_media_find (db, sha256, NULL);

  if (media == NULL)
    {
      g_set_error_literal (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                           _ ("The logo's picture is not in the shop; add it first"));
      return FALSE;
    }

  return vt_logo_check (media, error);
}

/**
 * vt_logo_check:
 * @media: a picture
 * @error: %VT_BRAND_ERROR_INVALID
 *
 * Returns: whether it can be a logo: a drawing or a PNG, of at most %VT_LOGO_MAX_EDGE pixels on a side
 */
gboolean
vt_logo_check (const VtMedia *media, GError **error)
{
  gboolean is_png = g_str_equal (media->type, "image/png");

  if (g_str_equal (media->type, "image/svg+xml") || (is_png && MAX (media->width, media->height) <= VT_LOGO_MAX_EDGE))
    return TRUE;

  if (is_png)
    g_set_error (
        error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
        _ ("The logo is %d × %d pixels, and at most %d on a side are of use even on a poster. Save it smaller, "
           "or as SVG, and choose it again."),
        media->width, media->height, VT_LOGO_MAX_EDGE);
  else
    g_set_error_literal (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                         _ ("A logo has to be an SVG or PNG picture; save it as one of these and choose it again."));
  return FALSE;
}

/**
 * vt_brand_get_logo_of:
 * @self: a brand
 * @variant: which variant
 *
 * Returns: (transfer none) (nullable): SHA-256 of the media file that the merchant has given for it
 */
const char *
vt_brand_get_logo_of (VtBrand *self, VtLogoVariant variant)
{
  return self->logos[variant];
}

/**
 * vt_brand_get_logo_clear:
 * @self: a brand
 *
 * Returns: the room on each side of the logo that nothing else may take, percent of its height
 */
int
vt_brand_get_logo_clear (VtBrand *self)
{
  return self->logo_clear;
}

/**
 * vt_brand_get_logo_minimum:
 * @self: a brand
 *
 * Returns: the least height in which the logo may be shown, pixels
 */
int
vt_brand_get_logo_minimum (VtBrand *self)
{
  return self->logo_minimum;
}

/**
 * vt_logo_token:
 * @variant: a variant
 *
 * Returns: (transfer none): the name of its token
 */
const char *
vt_logo_token (VtLogoVariant variant)
{
  return variants[variant].token;
}

/**
 * vt_logo_name:
 * @variant: a variant
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
vt_logo_name (VtLogoVariant variant)
{
  return _ (variants[variant].name);
}
