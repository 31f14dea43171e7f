#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-check-private.h"

#include "catalogue/vt-barcode.h"
#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-product-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What feeds take and a page shows sharp: a photo on a phone is 400 points of three pixels wide. */
#define PHOTO_MIN_PX 800

static void
check_photos (VtCheck *self, const VtCheckThing *thing, const VtProductFacts *facts)
{
  if (facts->n_photos == 0)
    vt_check_add (self, VT_CHECK_PHOTO, thing, "photos", _ ("No photo: shoppers see an empty frame"));
  if (facts->photo_without_alt != 0)
    vt_check_add (self, VT_CHECK_ALT, thing, "photos", _ ("A photo without words for those who do not see it"));
  if (facts->smallest_side > 0 && facts->smallest_side < PHOTO_MIN_PX)
    vt_check_addf (self, VT_CHECK_PHOTO_SMALL, thing, "photos", _ ("A photo is %d pixels long; take one of %d or more"),
                   facts->smallest_side, PHOTO_MIN_PX);
}

/* One finding for a product, however many variants it has. */
static gboolean
check_former_prices (VtCheck *self, const VtCheckThing *thing, const VtProductFacts *facts, GError **error)
{
  for (guint i = 0; i < facts->n_compare_at; i++)
    {
      VtCompareAtCheck check;
      g_autofree char *sentence = NULL;

      if (!vt_price_check_compare_at (self->db, facts->compare_at[i], self->now_us, &check, error))
        return FALSE;
      if (!vt_compare_at_is_finding (check.verdict))
        continue;

      sentence = vt_compare_at_describe (&check, self->currency, NULL);
      vt_check_add (self, VT_CHECK_COMPARE_AT, thing, "before", sentence);
      return TRUE;
    }

  return TRUE;
}

static void
check_time (VtCheck *self, const VtCheckThing *thing, gint64 publish_us)
{
  g_autoptr (GDateTime) at = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *when = NULL;

  if (publish_us <= self->now_us)
    return;

  at = g_date_time_new_from_unix_utc (publish_us / G_USEC_PER_SEC);
  local = at != NULL ? g_date_time_to_local (at) : NULL;
  when = local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
  vt_check_addf (self, VT_CHECK_PUBLISH, thing, "publish", _ ("Not public before %s; publish again then"), when);
}

static void
check_codes (VtCheck *self, const VtCheckThing *thing, const VtProductFacts *facts)
{
  g_autofree char *sentence = facts->bad_barcode != NULL ? vt_barcode_describe (facts->bad_barcode) : NULL;

  if (sentence != NULL)
    vt_check_add (self, VT_CHECK_BARCODE, thing, "barcode", sentence);
  if (*facts->vendor == '\0')
    vt_check_add (self, VT_CHECK_BRAND, thing, "vendor", _ ("Nobody is named as its maker; write a vendor"));
  /* What the shop makes itself has no code; what a maker made has one. */
  else if (facts->n_with_barcode < facts->n_variants && g_ascii_strcasecmp (facts->vendor, self->shop) != 0)
    vt_check_add (self, VT_CHECK_GTIN, thing, "barcode",
                  _ ("No barcode: write the number under the bars, if its maker gave it one"));
}

static gboolean
check_product (const VtProductFacts *facts, gpointer data, GError **error)
{
  VtCheck *self = data;
  const char *extra = *facts->product_type != '\0' ? facts->product_type : facts->vendor;
  VtCheckPage page = { { "product", facts->handle, facts->title, { "products", facts->id, NULL } },
                       facts->seo_title,
                       facts->seo_description,
                       extra,
                       facts->description_html,
                       "seo_title",
                       "seo_text",
                       "description" };
  const VtCheckThing *thing = &page.thing;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  check_photos (self, thing, facts);
  if (facts->n_without_price > 0)
    vt_check_add (self, VT_CHECK_PRICE, thing, "price", _ ("No price: it would be given away"));
  check_codes (self, thing, facts);
  check_time (self, thing, facts->publish_us);
  if (*facts->description_html == '\0')
    vt_check_add (self, VT_CHECK_DESCRIPTION, thing, "description", _ ("No description"));
  if (facts->n_variants > 0 && !facts->can_be_bought)
    vt_check_add (self, VT_CHECK_STOCK, thing, "stock", _ ("Sold out"));
  if (!facts->in_collection)
    vt_check_add (self, VT_CHECK_ORPHAN, thing, "links", _ ("It is in no collection; put it into one"));
  vt_check_page (self, &page);

  return check_former_prices (self, thing, facts, error);
}

/* Looks at every product that is on sale. */
gboolean
vt_check_products (VtCheck *self, GError **error)
{
  return vt_product_scan (self->db, check_product, self, error);
}

/* The part of an editor in which a text stands. */
static const char *
translated_field (const VtTranslatable *what)
{
  static const struct
  {
    const char *kind, *field, *part;
  } parts[] = {
    { "product", "title", "title" },
    { "product", "description_html", "description" },
    { "product", "seo_title", "seo_title" },
    { "product", "seo_description", "seo_text" },
    { "product", "handle", "handle" },
    { "product", "option_names", "options" },
    { "collection", "title", "title" },
    { "collection", "description_html", "description" },
    { "collection", "seo_title", "seo_title" },
    { "collection", "seo_description", "seo_description" },
    { "photo", "alt", "photos" },
    { "variant", "option_values", "options" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].kind, what->kind) && g_str_equal (parts[i].field, what->field))
      return parts[i].part;

  return NULL;
}

/* Looks for texts of the catalogue that some language of the shop does not have. */
gboolean
vt_check_translations (VtCheck *self, GError **error)
{
  for (guint i = 1; self->languages[0] != NULL && self->languages[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) gaps = vt_translation_missing (self->db, self->languages[i], VT_CHECK_GAPS_MAX, error);

      if (gaps == NULL)
        return FALSE;
      for (guint j = 0; j < gaps->len; j++)
        {
          const VtTranslationGap *gap = g_ptr_array_index (gaps, j);
          gboolean collection = g_str_equal (gap->what->kind, "collection");
          VtCheckThing thing = { collection ? "collection" : "product",
                                 gap->owner,
                                 gap->owner,
                                 { collection ? "collections" : "products", gap->owner_id, NULL } };

          vt_check_addf (self, VT_CHECK_TRANSLATION, &thing, translated_field (gap->what), _ ("Not in %s yet: %s"),
                         self->languages[i], gap->what->field);
        }
    }

  return TRUE;
}
