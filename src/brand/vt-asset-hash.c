/* What of an asset can be seen, as a number: it names the file, so that browsers never show an old one. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-asset-private.h"

/* Whatever changes the drawing for all must change it. */
#define ASSET_VERSION "1"

static void
add (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) (text != NULL ? text : ""), -1);
  g_checksum_update (sum, (const guchar *) "", 1);
}

static void
add_brand (GChecksum *sum, VtBrand *brand)
{
  for (int role = 0; role < VT_BRAND_N_COLOURS; role++)
    {
      g_autofree char *hex = vt_colour_to_hex (vt_brand_get_colour (brand, (VtBrandColour) role));

      add (sum, hex);
    }
  for (int type = 0; type < VT_BRAND_N_TYPES; type++)
    {
      g_autofree char *weight = g_strdup_printf ("%d", vt_brand_get_weight (brand, (VtBrandType) type));

      add (sum, vt_brand_get_font (brand, (VtBrandType) type));
      add (sum, weight);
    }
  for (int variant = 0; variant < VT_LOGO_N_VARIANTS; variant++)
    add (sum, vt_brand_get_logo_of (brand, (VtLogoVariant) variant));
}

static void
add_layers (GChecksum *sum, VtAssetFacts *facts, GPtrArray *layers, const VtAssetSubject *subject)
{
  for (guint i = 0; layers != NULL && i < layers->len; i++)
    {
      const VtLayer *layer = g_ptr_array_index (layers, i);
      g_autofree char *text = vt_asset_expand (facts, subject, layer->text);
      g_autofree char *photo =
          layer->kind == VT_LAYER_PICTURE ? vt_asset_find_photo (facts, subject, layer->source) : NULL;

      add (sum, text);
      add (sum, photo);
      add_layers (sum, facts, layer->layers, subject);
    }
}

/**
 * vt_asset_hash:
 * @brand: colours, typefaces and logo
 * @facts: of the shop
 * @layout: how it is drawn
 * @subject: what it is about
 *
 * Returns: (transfer full): 16 hexadecimal digits, which change with everything that can be seen
 */
char *
vt_asset_hash (VtBrand *brand, VtAssetFacts *facts, const VtLayout *layout, const VtAssetSubject *subject)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add (sum, ASSET_VERSION);
  add (sum, layout->hash);
  add (sum, facts->language);
  add (sum, vt_asset_facts_get_shop_name (facts));
  add_brand (sum, brand);
  add (sum, subject->price);
  add (sum, subject->compare);
  add_layers (sum, facts, layout->layers, subject);

  return g_strndup (g_checksum_get_string (sum), 16);
}
