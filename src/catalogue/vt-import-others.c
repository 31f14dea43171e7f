/* Files that shop systems write beside their products. Each is recognised by its header, so that it can be said what it
 * is instead of what it lacks. */

#include "catalogue/vt-import-formats.h"
#include "catalogue/vt-import-table.h"

#include <glib/gi18n-lib.h>

#define OTHER_FORMAT(id, sentence)                                                                                     \
  static gboolean id##_recognises (VtImportSource *source)                                                             \
  {                                                                                                                    \
    return has_any (source, id##_needed, G_N_ELEMENTS (id##_needed));                                                  \
  }                                                                                                                    \
                                                                                                                       \
  const VtImportFormat vt_import_##id = {                                                                              \
    .name = #id,                                                                                                       \
    .label = #id,                                                                                                      \
    .columns = "",                                                                                                     \
    .refusal = sentence,                                                                                               \
    .recognises = id##_recognises,                                                                                     \
  }

#define MAX_NEEDED 5

typedef const char *const Needed[MAX_NEEDED];

/* What only products have: the other columns of such a file may be called anything. */
static gboolean
has_goods (VtImportSource *source)
{
  static const char *const price[] = {
    "price|variant price|regular price|sale price|unit price|price tax excluded|price tax included|preco|precio|preis|prix|"
    "prezzo|ราคา|prices|price tax excluded or price tax included",
    NULL
  };
  static const char *const sku[] = { "sku|variant sku|ean #|barcode|gtin|variant barcode|article number|stockcode",
                                     NULL };

  return vt_import_table_has (source, price) || vt_import_table_has (source, sku);
}

static gboolean
has_any (VtImportSource *source, Needed *needed, gsize n)
{
  if (vt_import_source_get_options (source)->mapping != NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      gboolean about_goods = needed[i][0][0] == '!';
      const char *captions[MAX_NEEDED + 1] = { NULL };
      guint first = about_goods ? 1 : 0;

      for (guint j = first; j < MAX_NEEDED && needed[i][j] != NULL; j++)
        captions[j - first] = needed[i][j];
      if ((!about_goods || !has_goods (source)) && vt_import_table_has (source, captions))
        return TRUE;
    }

  return FALSE;
}

/* "!" first: and it has neither prices nor codes of goods. */
static Needed categories_needed[] = {
  { "!", "category id|id category|category",
    "parent category|root category # #|parent|parent id|parentid|parent category id" },
  { "!", "name|name en|name de|title",
    "parentid|parent id|parent category|root category # #|orderhint|parent category id" },
  { "!", "category id|category name|categoryid|url path", "include in menu|is anchor|level|parent id|path|position" },
  { "!", "nome|nombre|nom", "categoria pai|categoria padre|categorie parente|kategorie ubergeordnet" },
  { "!", "handle", "collection type|rules|sort order|collection id|published scope" },
  { "!", "term id|id|category id", "name|category name", "slug", "parent|parent slug|count" },
};

OTHER_FORMAT (categories,
              N_ ("This is a list of categories, not of products. Export the products, and choose that file; "
                  "their categories come with them"));

static Needed makers_needed[] = {
  { "!", "name|nom|nombre|nome", "short description|description", "meta title|meta keywords|image url",
    "active # #|active # no # yes" },
  { "!", "manufacturer id|supplier id|brand id|id manufacturer|id supplier|manufacturers id" },
  { "!", "manufacturer|manufacturer name|supplier name|brand name|vendor name|company",
    "phone|email|website|url|address|address #|country" },
};

OTHER_FORMAT (makers,
              N_ ("This is a list of manufacturers or suppliers, not of products. Export the products, and choose "
                  "that file"));

static Needed customers_needed[] = {
  { "!", "email|e mail|email address|customer email|user email",
    "first name|firstname|last name|lastname|customer id|passwd|password|accepts marketing|total spent|gender|"
    "group id|customer group|billing first name" },
  { "customer id", "first name|firstname|last name|lastname|email" },
  { "email", "accepts marketing|accepts email marketing|total spent|total orders|tax exempt" },
};

OTHER_FORMAT (customers,
              N_ ("This is a list of customers, not of products. Export the products, and choose that file"));

static Needed addresses_needed[] = {
  { "!", "address|address #|street|alias", "city|town", "postcode|postal code|zip|zip code|zipcode|country" },
  { "!", "latitude", "longitude", "city|address|address #|name" },
};

OTHER_FORMAT (addresses,
              N_ ("This is a list of addresses or stores, not of products. Export the products, and choose that "
                  "file"));

static Needed orders_needed[] = {
  { "order id|order number|order|order no|ordernumber|name|numero do pedido|numero de orden|bestellnummer",
    "financial status|fulfillment status|lineitem name|lineitem quantity|order total|total|grand total|shipping method|"
    "payment method|order status|payment status|billing name|ship name|date paid|order date|created at|buyer",
    "lineitem name|lineitem quantity|billing name|shipping name|order total|grand total|customer|customer id|email|buyer|"
    "ship name|payment method|financial status|billing address|billing address #|customer note|customer email" },
  { "invoiceno|invoice no|invoice", "stockcode|description|product",
    "customerid|customer id|invoicedate|invoice date" },
  { "increment id|order increment id", "grand total|status|state" },
  { "ordernumber|order number",
    "customeremail|customer email|totalprice|lineitems price|lineitems variant sku|orderstate" },
  { "supply order reference|supply order id" },
};

OTHER_FORMAT (orders, N_ ("This is a list of orders, not of products. Export the products, and choose that file"));

static Needed taxes_needed[] = {
  { "!", "rate|tax rate|rate percent",
    "country|country code|state|state code|zip post code|tax name|tax identifier|code|country id" },
  { "!", "tax rate|tax class|tax name|tax identifier|identifier",
    "tax rate|priority|compound|is zip|zip code|percent" },
};

OTHER_FORMAT (taxes, N_ ("This is a list of tax rates, not of products. Export the products, and choose that file"));

static Needed discounts_needed[] = {
  { "!", "code|coupon code|coupon|discount code|voucher code",
    "discount type|value type|usage limit|times used|coupon amount|expiry date|discount amount|uses per coupon|starts at" },
};

OTHER_FORMAT (discounts,
              N_ ("This is a list of discounts or coupons, not of products. Export the products, and choose that "
                  "file"));

static Needed prices_needed[] = {
  { "sku|variant sku", "tier price|tier price qty|value centamount|price list|pricelist|min qty|customer group price" },
};

OTHER_FORMAT (prices,
              N_ ("This is a list of prices by customer or quantity, not of products. Export the products, and choose "
                  "that file"));

static Needed settings_needed[] = {
  { "!",
    "attributeconstraint|isrequired|is required|issearchable|attribute code|frontend label|enumkey|attributetype" },
  { "!", "key", "roles" },
  { "!", "alias", "search" },
};

OTHER_FORMAT (settings,
              N_ ("This is a list of settings, such as attributes or search words, not of products. Export the "
                  "products, and choose that file"));

static Needed reviews_needed[] = {
  { "rating|review rating|stars",
    "review|review body|body|comment|reviewer name|reviewer email|author|review content" },
  { "from|old url|redirect from|request path", "to|new url|redirect to|target path" },
};

OTHER_FORMAT (reviews,
              N_ ("This is a list of reviews or redirects, not of products. Export the products, and choose that "
                  "file"));
