#include "base/vt-clock.h"
#include "brand/vt-brand.h"
#include "catalogue/vt-barcode.h"
#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "cli/vt-cli-commands.h"
#include "promo/vt-discount.h"
#include "promo/vt-popup.h"
#include "promo/vt-promo-error.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define PAGE_ROWS 500
#define GAPS_MAX  1000

/* What was found so far: {subject, name, kind, message}. */
typedef struct
{
  VtDb *db;
  JsonArray *rows;
  GCancellable *cancellable;
  const char *currency;
  gint64 now_us;
} Check;

static void
add (Check *self, const char *subject, const char *name, const char *kind, const char *message)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "subject", subject);
  json_object_set_string_member (row, "name", name);
  json_object_set_string_member (row, "kind", kind);
  json_object_set_string_member (row, "message", message);
  json_array_add_object_element (self->rows, row);
}

static void
check_photos (Check *self, VtProduct *product)
{
  const char *handle = vt_product_get_handle (product);

  if (vt_product_get_n_photos (product) == 0)
    add (self, "product", handle, "photo", _ ("No photo: shoppers see an empty frame"));
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    if (*vt_product_get_photo (product, i)->alt == '\0')
      {
        add (self, "product", handle, "alt", _ ("A photo without words for those who do not see it"));
        return;
      }
}

static void
check_prices (Check *self, VtProduct *product)
{
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);

      if (variant->price_minor == 0)
        {
          add (self, "product", vt_product_get_handle (product), "price", _ ("No price: it would be given away"));
          return;
        }
    }
}

/* One finding for a product, however many variants it has. */
static gboolean
check_former_prices (Check *self, VtProduct *product, GError **error)
{
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);
      VtCompareAtCheck check;
      g_autofree char *sentence = NULL;

      if (variant->compare_at_minor < 0)
        continue;
      if (!vt_price_check_compare_at (self->db, variant->id, self->now_us, &check, error))
        return FALSE;
      if (!vt_compare_at_is_finding (check.verdict))
        continue;

      sentence = vt_compare_at_describe (&check, self->currency, NULL);
      add (self, "product", vt_product_get_handle (product), "compare-at", sentence);
      return TRUE;
    }

  return TRUE;
}

static void
check_barcodes (Check *self, VtProduct *product)
{
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      g_autofree char *sentence = vt_barcode_describe (vt_product_get_variant (product, i)->barcode);

      if (sentence != NULL)
        {
          add (self, "product", vt_product_get_handle (product), "barcode", sentence);
          return;
        }
    }
}

static void
check_time (Check *self, VtProduct *product)
{
  g_autofree char *when = NULL;
  g_autofree char *sentence = NULL;

  if (vt_product_is_public (product, self->now_us))
    return;

  when = vt_cli_format_time (vt_product_get_publish_us (product));
  sentence = g_strdup_printf (_ ("Not public before %s; publish again then"), when);
  add (self, "product", vt_product_get_handle (product), "publish", sentence);
}

static gboolean
check_product (Check *self, VtProduct *product, const VtProductRow *row, GError **error)
{
  check_photos (self, product);
  check_prices (self, product);
  check_barcodes (self, product);
  check_time (self, product);
  if (*vt_product_get_description_html (product) == '\0')
    add (self, "product", row->handle, "description", _ ("No description"));
  if (!row->in_stock)
    add (self, "product", row->handle, "stock", _ ("Sold out"));

  return check_former_prices (self, product, error);
}

static gboolean
check_products (Check *self, GError **error)
{
  VtProductQuery query = { .status = VT_PRODUCT_ACTIVE, .limit = PAGE_ROWS };

  for (;;)
    {
      g_autoptr (GPtrArray) rows = vt_product_list (self->db, &query, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        {
          const VtProductRow *row = g_ptr_array_index (rows, i);
          g_autoptr (VtProduct) product = NULL;

          if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
            return FALSE;
          product = vt_product_load (self->db, row->id, error);
          if (product == NULL || !check_product (self, product, row, error))
            return FALSE;
        }
      if (rows->len < PAGE_ROWS)
        return TRUE;
      query.offset += PAGE_ROWS;
    }
}

/* Of each text that is not translated. */
static gboolean
check_languages (Check *self, GError **error)
{
  g_auto (GStrv) languages = vt_language_list (self->db, error);

  for (guint i = 1; languages != NULL && languages[0] != NULL && languages[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) gaps = vt_translation_missing (self->db, languages[i], GAPS_MAX, error);

      if (gaps == NULL)
        return FALSE;
      for (guint j = 0; j < gaps->len; j++)
        {
          const VtTranslationGap *gap = g_ptr_array_index (gaps, j);
          g_autofree char *sentence = g_strdup_printf (_ ("Not in %s yet: %s"), languages[i], gap->what->field);

          add (self, strcmp (gap->what->kind, "collection") == 0 ? "collection" : "product", gap->owner, "translation",
               sentence);
        }
    }

  return languages != NULL;
}

static gboolean
check_brand (Check *self, GError **error)
{
  g_autoptr (VtBrand) brand = vt_brand_load (self->db, error);
  g_autoptr (GPtrArray) findings = NULL;

  if (brand == NULL)
    return FALSE;

  findings = vt_brand_findings (brand);
  for (guint i = 0; i < findings->len; i++)
    {
      const VtBrandFinding *finding = g_ptr_array_index (findings, i);

      add (self, "brand", vt_brand_colour_token (finding->foreground), "contrast", finding->sentence);
    }

  return TRUE;
}

static gboolean
check_discounts (Check *self, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) discounts = vt_discount_list (self->db, error);

  for (guint i = 0; discounts != NULL && i < discounts->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (discounts, i);

      if (discount->active && vt_discount_check_time (discount, now_us) == VT_DISCOUNT_ENDED)
        add (self, "discount", discount->code, "ended", _ ("It has ended; give it a later end or make it a draft"));
    }

  return discounts != NULL;
}

static gboolean
check_popups (Check *self, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) popups = vt_popup_list (self->db, error);

  for (guint i = 0; popups != NULL && i < popups->len; i++)
    {
      const VtPopup *popup = g_ptr_array_index (popups, i);
      g_autoptr (GError) reason = NULL;

      if (!popup->active || vt_popup_is_honest (self->db, popup, now_us, &reason))
        continue;
      if (!g_error_matches (reason, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      add (self, "popup", popup->name, "honesty", reason->message);
    }

  return popups != NULL;
}

static gboolean
check_shop (VtCli *cli, VtShop *shop, JsonArray *rows, GError **error)
{
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  g_autofree char *currency = vt_setting_get (vt_shop_get_reader (shop), "shop.currency", error);
  Check check = { vt_shop_get_reader (shop), rows, cli->cancellable, currency, now_us };

  return currency != NULL && check_languages (&check, error) && check_products (&check, error) &&
         check_brand (&check, error) && check_discounts (&check, now_us, error) && check_popups (&check, now_us, error);
}

static void
print_rows (JsonArray *rows)
{
  guint n = json_array_get_length (rows);

  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      printf ("%s:%s: %s\n", json_object_get_string_member (row, "subject"),
              json_object_get_string_member (row, "name"), json_object_get_string_member (row, "message"));
    }
  if (n == 0)
    printf ("%s\n", _ ("Nothing to mend"));
  else
    printf (ngettext ("%u thing to mend\n", "%u things to mend\n", n), n);
}

static int
run (VtCli *cli)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (JsonArray) rows = json_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;

  shop = vt_shop_open (arguments[0], VT_SHOP_READ, &error);
  if (shop == NULL || !check_shop (cli, shop, rows, &error))
    return vt_cli_end (FALSE, &error);

  if (json)
    vt_cli_print_json_array (rows);
  else
    print_rows (rows);

  return VT_CLI_DONE;
}

const VtCliCommand vt_cmd_check = {
  "check",
  "SHOP",
  N_ ("Tells what a merchant should mend"),
  N_ ("Looks at what shoppers see: photos and their words, descriptions, prices, stock, the brand's contrasts, and "
      "whether\ndiscounts and popups keep what they promise. Things to mend are no failure. It works while the shop is "
      "open\nelsewhere."),
  run,
};
