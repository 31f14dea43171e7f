/* What is not a product: the shop itself, its brand, collections, pages, menus, home page, discounts and popups. */
#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-check-private.h"

#include "brand/vt-brand.h"
#include "catalogue/vt-collection.h"
#include "content/vt-channel.h"
#include "content/vt-content-translation.h"
#include "content/vt-legal.h"
#include "content/vt-live.h"
#include "content/vt-markdown.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "content/vt-section.h"
#include "orders/vt-shipping.h"
#include "promo/vt-discount.h"
#include "promo/vt-popup.h"
#include "promo/vt-promo-error.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
check_colours (VtCheck *self, VtBrand *brand, gboolean is_dark)
{
  g_autoptr (GPtrArray) findings = vt_brand_findings (brand);

  for (guint i = 0; i < findings->len; i++)
    {
      const VtBrandFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *id = g_strconcat (is_dark ? "dark." : "", vt_brand_colour_token (finding->foreground), NULL);
      VtCheckThing thing = { "brand", id, vt_brand_colour_name (finding->foreground), { "brand", 0, NULL } };

      vt_check_add (self, VT_CHECK_CONTRAST, &thing, "palette", finding->sentence);
    }
}

static gboolean
check_brand (VtCheck *self, GError **error)
{
  g_autoptr (VtBrand) brand = vt_brand_load (self->db, error);
  g_autoptr (VtBrand) dark = brand != NULL ? vt_brand_new_dark (brand) : NULL;

  if (brand == NULL)
    return FALSE;

  check_colours (self, brand, FALSE);
  if (!vt_brand_is_dark (brand))
    check_colours (self, dark, TRUE);

  return TRUE;
}

static gboolean
has_setting (VtCheck *self, const char *key)
{
  g_autofree char *value = vt_setting_get (self->db, key, NULL);

  return value != NULL && *value != '\0';
}

static gboolean
check_contact (VtCheck *self, GError **error)
{
  g_autoptr (GPtrArray) channels = vt_channel_list (self->db, error);
  VtCheckThing thing = { "shop", "contact", self->shop, { "settings", 0, NULL } };

  if (channels == NULL)
    return FALSE;

  if (channels->len == 0 && !has_setting (self, "shop.email") && !has_setting (self, "shop.phone"))
    vt_check_add (self, VT_CHECK_CONTACT, &thing, "email",
                  _ ("No e-mail address, telephone number or other way to ask is known; write one"));
  return TRUE;
}

/* What the country of the shop asks for; what its shoppers expect is told by its own form. */
static gboolean
check_legal (VtCheck *self, GError **error)
{
  g_autoptr (GPtrArray) values = vt_legal_list (self->db, error);

  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const VtLegalValue *value = g_ptr_array_index (values, i);
      VtCheckThing thing = { "shop", value->fact->key, self->shop, { "settings", 0, NULL } };

      if (value->problem != NULL)
        vt_check_add (self, VT_CHECK_LEGAL, &thing, value->fact->key, value->problem);
    }

  return values != NULL;
}

/* Only where a table of a delivery goes by weight. */
static gboolean
check_weights (VtCheck *self, GError **error)
{
  g_autoptr (GPtrArray) products = vt_shipping_list_weightless (self->db, error);

  for (guint i = 0; products != NULL && i < products->len; i++)
    {
      const VtShippingWeightless *product = g_ptr_array_index (products, i);
      VtCheckThing thing = { "product", product->handle, product->title, { "products", product->product_id, NULL } };

      vt_check_add (self, VT_CHECK_WEIGHT, &thing, "weight",
                    _ ("No weight: a delivery that goes by weight takes it for nothing"));
    }

  return products != NULL;
}

/* Looks at what is true of the whole shop. */
gboolean
vt_check_shop (VtCheck *self, GError **error)
{
  return check_contact (self, error) && check_legal (self, error) && check_weights (self, error) &&
         check_brand (self, error);
}

static gboolean
check_discounts (VtCheck *self, GError **error)
{
  g_autoptr (GPtrArray) discounts = vt_discount_list (self->db, error);

  for (guint i = 0; discounts != NULL && i < discounts->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (discounts, i);
      VtCheckThing thing = { "discount", discount->code, discount->title, { "popups", 0, NULL } };

      if (discount->active && vt_discount_check_time (discount, self->now_us) == VT_DISCOUNT_ENDED)
        vt_check_add (self, VT_CHECK_ENDED, &thing, NULL, _ ("It has ended; give it a later end or make it a draft"));
    }

  return discounts != NULL;
}

static gboolean
check_popup (VtCheck *self, const VtPopup *popup, GError **error)
{
  VtCheckThing thing = { "popup", popup->name, popup->name, { "popups", popup->id, NULL } };
  g_autoptr (GError) reason = NULL;

  if (*popup->target != '\0')
    vt_check_link (self, &thing, "target", popup->target);
  if (vt_popup_is_honest (self->db, popup, self->now_us, &reason) &&
      vt_popup_check_claims (self->db, popup, self->now_us, &reason))
    return TRUE;
  if (!g_error_matches (reason, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  vt_check_add (self, VT_CHECK_HONESTY, &thing, "offer", reason->message);
  return TRUE;
}

/* Looks at discounts and popups. */
gboolean
vt_check_promo (VtCheck *self, GError **error)
{
  g_autoptr (GPtrArray) popups = vt_popup_list (self->db, error);

  for (guint i = 0; popups != NULL && i < popups->len; i++)
    if (((VtPopup *) g_ptr_array_index (popups, i))->active &&
        !check_popup (self, g_ptr_array_index (popups, i), error))
      return FALSE;

  return popups != NULL && check_discounts (self, error);
}

static gboolean
check_collections (VtCheck *self, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (self->db, error);

  for (guint i = 0; collections != NULL && i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      VtCheckPage page = {
        { "collection", collection->handle, collection->title, { "collections", collection->id, NULL } },
        collection->seo_title,
        collection->seo_description,
        NULL,
        collection->description_html,
        "seo_title",
        "seo_description",
        NULL
      };

      if (*collection->description_html == '\0')
        vt_check_add (self, VT_CHECK_DESCRIPTION, &page.thing, "description",
                      _ ("No description: say in a sentence what is in this collection"));
      vt_check_page (self, &page);
    }

  return collections != NULL;
}

static gboolean
check_pages (VtCheck *self, GError **error)
{
  g_autoptr (GPtrArray) pages = vt_page_list (self->db, error);

  for (guint i = 0; pages != NULL && i < pages->len; i++)
    {
      const VtPage *text = g_ptr_array_index (pages, i);
      g_autofree char *html = text->active ? vt_markdown_to_html (text->body_markdown) : NULL;
      VtCheckPage page = { { "page", text->handle, text->title, { "pages", text->id, NULL } },
                           text->seo_title,
                           text->seo_description,
                           NULL,
                           html,
                           "seo_title",
                           "seo_description",
                           "body" };

      if (!text->active)
        continue;
      if (*text->body_markdown == '\0')
        vt_check_add (self, VT_CHECK_DESCRIPTION, &page.thing, "body",
                      _ ("The page is empty; write it or take it away"));
      vt_check_page (self, &page);
    }

  return pages != NULL;
}

static gboolean
check_posts (VtCheck *self, GError **error)
{
  VtPostQuery query = { FALSE, self->now_us, 0, 0 };
  g_autoptr (GPtrArray) posts = vt_post_list (self->db, &query, error);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      const VtPost *post = g_ptr_array_index (posts, i);
      g_autofree char *html = vt_markdown_to_html (post->body_markdown);
      VtCheckPage page = { { "post", post->handle, post->title, { "pages", post->id, NULL } },
                           post->seo_title,
                           post->seo_description,
                           NULL,
                           html,
                           "seo_title",
                           "seo_description",
                           "body" };

      if (post->sha256 != NULL && *post->alt == '\0')
        vt_check_add (self, VT_CHECK_ALT, &page.thing, "picture", _ ("Its picture is without words"));
      vt_check_page (self, &page);
    }

  return posts != NULL;
}

static gboolean
check_lives (VtCheck *self, GError **error)
{
  g_autoptr (GPtrArray) lives = vt_live_list (self->db, FALSE, error);

  for (guint i = 0; lives != NULL && i < lives->len; i++)
    {
      const VtLive *live = g_ptr_array_index (lives, i);
      g_autofree char *html = vt_markdown_to_html (live->body);
      VtCheckPage page = { { "live", live->handle, live->title, { "pages", live->id, NULL } },
                           NULL,
                           NULL,
                           NULL,
                           html,
                           "title",
                           "body",
                           "body" };

      if (live->sha256 != NULL && *live->alt == '\0')
        vt_check_add (self, VT_CHECK_ALT, &page.thing, "picture", _ ("Its picture is without words"));
      vt_check_page (self, &page);
    }

  return lives != NULL;
}

static gboolean
check_menus (VtCheck *self, GError **error)
{
  for (int menu = VT_MENU_HEADER; menu <= VT_MENU_FOOTER; menu++)
    {
      g_autoptr (GPtrArray) items = vt_menu_list (self->db, (VtMenu) menu, error);

      if (items == NULL)
        return FALSE;
      for (guint i = 0; i < items->len; i++)
        {
          const VtMenuItem *item = g_ptr_array_index (items, i);
          VtCheckThing thing = {
            "menu", menu == VT_MENU_HEADER ? "header" : "footer", item->title, { "pages", 0, NULL }
          };

          vt_check_link (self, &thing, "menus", item->target);
        }
    }

  return TRUE;
}

static void
check_section (VtCheck *self, const VtSection *section)
{
  VtCheckThing thing = {
    "section", vt_section_kind_to_string (section->kind), section->title, { "storefront", section->id, NULL }
  };

  if (*section->target != '\0' && section->kind != VT_SECTION_VIDEO)
    vt_check_link (self, &thing, NULL, section->target);
  if (section->sha256 != NULL && *section->alt == '\0' && *section->title == '\0')
    vt_check_add (self, VT_CHECK_ALT, &thing, NULL, _ ("A picture of a section without words"));
}

static gboolean
check_gallery (VtCheck *self, const VtSection *section, GError **error)
{
  g_autoptr (GPtrArray) pictures = vt_section_list_pictures (self->db, section->id, error);
  VtCheckThing thing = { "section", "gallery", section->title, { "storefront", section->id, "pictures" } };

  for (guint i = 0; pictures != NULL && i < pictures->len; i++)
    {
      const VtSectionPicture *picture = g_ptr_array_index (pictures, i);

      if (*picture->target != '\0')
        vt_check_link (self, &thing, "pictures", picture->target);
      if (*picture->alt == '\0')
        vt_check_add (self, VT_CHECK_ALT, &thing, "pictures", _ ("A picture of a gallery without words"));
    }

  return pictures != NULL;
}

static gboolean
check_sections (VtCheck *self, GError **error)
{
  for (guint page = 0; page < VT_SECTION_N_PAGES; page++)
    {
      g_autoptr (GPtrArray) sections = vt_section_list (self->db, (VtSectionPage) page, error);

      if (sections == NULL)
        return FALSE;
      for (guint i = 0; i < sections->len; i++)
        {
          const VtSection *section = g_ptr_array_index (sections, i);

          check_section (self, section);
          if (section->kind == VT_SECTION_GALLERY && !check_gallery (self, section, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* Looks at collections, pages, posts, live sales, menus and what pages are laid out in. */
gboolean
vt_check_contents (VtCheck *self, GError **error)
{
  return check_collections (self, error) && check_pages (self, error) && check_posts (self, error) &&
         check_lives (self, error) && check_menus (self, error) && check_sections (self, error);
}

/* Where such a text is translated, and the part of the editor in which it stands. */
static const struct
{
  const char *kind;    /* table */
  const char *subject; /* what vitrinectl calls the thing */
  const char *place;
  gboolean is_item; /* it has an editor of its own */
  const char *part; /* (nullable) the same for all of its fields */
} translated[] = {
  { "page", "page", "pages", TRUE, NULL },
  { "post", "post", "pages", TRUE, NULL },
  { "live_event", "live", "pages", TRUE, NULL },
  { "menu_item", "menu", "pages", FALSE, "menus" },
  { "section", "section", "storefront", TRUE, NULL },
  { "section_picture", "gallery", "storefront", FALSE, NULL },
};

static void
tell_gap (VtCheck *self, const VtContentGap *gap, const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (translated); i++)
    {
      const char *field = strcmp (gap->field, "body_markdown") == 0 ? "body" : gap->field;
      VtCheckThing thing = { translated[i].subject,
                             gap->name,
                             gap->title,
                             { translated[i].place, translated[i].is_item ? gap->row_id : 0, NULL } };

      if (strcmp (translated[i].kind, gap->kind) != 0)
        continue;
      vt_check_addf (self, VT_CHECK_TRANSLATION, &thing, translated[i].is_item ? field : translated[i].part,
                     _ ("Not in %s yet: %s"), language, gap->label);
    }
}

/* Looks for texts of pages, posts, live sales, menus and the home page that some language of the shop does not have. */
gboolean
vt_check_content_translations (VtCheck *self, GError **error)
{
  for (guint i = 1; self->languages[0] != NULL && self->languages[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) gaps = vt_content_missing (self->db, self->languages[i], VT_CHECK_GAPS_MAX, error);

      if (gaps == NULL)
        return FALSE;
      for (guint j = 0; j < gaps->len; j++)
        tell_gap (self, g_ptr_array_index (gaps, j), self->languages[i]);
    }

  return TRUE;
}
