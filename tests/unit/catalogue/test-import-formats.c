/* The files of each system in small, with what they trip others up by. */

#include "import-fixture.h"
#include "shop/vt-settings.h"

typedef struct
{
  const char *name;
  const char *format;
  const char *text;
  const char *handle;
  const char *dump;   /* of the product with that handle */
  const char *says;   /* (nullable) in the messages */
  const char *before; /* (nullable) a file that is imported first */
} Case;

#define SHOPIFY_LEGACY                                                                                                 \
  "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"         \
  "Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,"  \
  "Variant Compare At Price,Variant Barcode,Image Src,Variant Weight Unit,Status\n"
#define SHOPIFY_NOW                                                                                                    \
  "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,"       \
  "Option1 name,Option1 value,Price,Compare-at price,Cost per item,Inventory tracker,Inventory quantity,"              \
  "Continue selling when out of stock,Weight value (grams),Weight unit for display,Requires shipping,"                 \
  "Product image URL,Image position,Price / International,Fabric (product.metafields.custom.fabric)\n"
#define WOO                                                                                                            \
  "ID,Type,SKU,Name,Published,Short description,Description,In stock?,Stock,Backorders allowed?,Weight (kg),"          \
  "Sale price,Regular price,Categories,Tags,Images,Parent,Attribute 1 name,Attribute 1 value(s)\n"

static const Case cases[] = {
  { "shopify/legacy", "shopify",
    SHOPIFY_LEGACY
    "tee,Tee,<p>Soft</p>,Acme,Shirts,\"a, b\",true,Size,S,Colour,Red,0012,200,shopify,3,deny,19.90,25.00,"
    "4006381333931,,kg,active\n"
    "tee,,,,,,,,M,,Red,0013,200,shopify,0,continue,19.90,,,,kg,\n"
    "tee,,,,,,,,,,,,,,,,,,,https://e.x/2.jpg,,\n",
    "tee",
    "Tee|active|Acme|Shirts|a,b\n"
    "  Size=S Colour=Red [0012|4006381333931] 1990 was 2500 200 g stock 3\n"
    "  Size=M Colour=Red [0013|] 1990 200 g backorder\n",
    NULL, NULL },
  { "shopify/now", "shopify",
    SHOPIFY_NOW
    "Tee,tee,Soft,Acme,Apparel > Clothing > Shirts,,x,TRUE,Active,001,,Size,S,19.90,,7.5,shopify,2,DENY,250,g,"
    "TRUE,,,21.00,wool\n"
    ",tee,,,,,,,,002,,Size,M,20,,,shopify,1,CONTINUE,250,g,TRUE,,,,\n",
    "tee",
    "Tee|active|Acme|Shirts|x\n"
    "  Size=S [001|] 1990 cost 750 250 g stock 2\n"
    "  Size=M [002|] 2000 250 g stock 1 backorder\n",
    "Metafields", NULL },
  { "shopify/default-title", "shopify",
    SHOPIFY_LEGACY "cup,Cup,,,,,true,Title,Default Title,,,,0,,0,deny,5,,,,,active\n", "cup",
    "Cup|active||| \n  [|] 500 uncounted\n", NULL, NULL },
  { "shopify/unpublished", "shopify",
    SHOPIFY_LEGACY "cup,Cup,,,,,false,Title,Default Title,,,,0,shopify,1,deny,5,,,,,active\n", "cup",
    "Cup|draft||| \n  [|] 500 stock 1\n", NULL, NULL },
  { "shopify/exponent-stops-the-product", "shopify",
    SHOPIFY_LEGACY "cup,Cup,,,,,true,,,,,,,,1,deny,5,,6.9E+12,,,active\n", "cup", "none\n", "6.9E+12", NULL },
  { "shopify/exponent-in-sku", "shopify", SHOPIFY_LEGACY "cup,Cup,,,,,true,,,,,\"6,9E+12\",,,1,deny,5,,,,,active\n",
    "cup", "none\n", "6,9E+12", NULL },
  { "shopify/wrong-check-digit-is-told", "shopify",
    SHOPIFY_LEGACY "cup,Cup,,,,,true,,,,,,,shopify,1,deny,5,,4006381333932,,,active\n", "cup",
    "Cup|active||| \n  [|4006381333932] 500 stock 1\n", "4006381333932", NULL },
  { "shopify/negative-price", "shopify", SHOPIFY_LEGACY "cup,Cup,,,,,true,,,,,,,,1,deny,-5,,,,,active\n", "cup",
    "none\n", "below zero", NULL },
  { "shopify/barcode-as-price", "shopify", SHOPIFY_LEGACY "cup,Cup,,,,,true,,,,,,,,1,deny,840222306876,,,,,active\n",
    "cup", "none\n", "too large", NULL },
  { "shopify/decimal-comma-from-a-spreadsheet", "shopify",
    SHOPIFY_LEGACY "cup,Cup,,,,,true,,,,,,,shopify,1,deny,\"19,90\",,,,,active\n", "cup",
    "Cup|active||| \n  [|] 1990 stock 1\n", "decimal comma", NULL },
  { "shopify/one-decimal-comma-is-told", "shopify",
    SHOPIFY_LEGACY "cup,Cup,,,,,true,,,,,,,,1,deny,\"19,90\",,,,,active\n"
                   "mug,Mug,,,,,true,,,,,,,,1,deny,19.90,,,,,active\n",
    "cup", "none\n", "decimal sign", NULL },
  { "shopify/sorted-by-another-column", "shopify",
    "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\na,A,Size,S,A1,5\nb,B,Size,S,B1,6\n"
    "a,,,M,A2,5\nb,,,M,B2,6\n",
    "a", "A|active||| \n  Size=S [A1|] 500\n  Size=M [A2|] 500\n", NULL, NULL },
  { "shopify/note-below-the-template", "shopify",
    SHOPIFY_LEGACY "cup,Cup,,,,,true,,,,,,,shopify,1,deny,5,,,,,active\n"
                   "Note: red columns are required,,,,,,,,,,,,,,,,,,,,,\n",
    "cup", "Cup|active||| \n  [|] 500 stock 1\n", "Line 3 was left out", NULL },
  { "shopify/blank-keeps", "shopify", SHOPIFY_LEGACY "cup,Cup,,,,,,,,,,,,,,,6,,,,,\n", "cup",
    "Cup|active|Acme|Mugs|x\n  [C1|] 600 200 g stock 2\n", NULL,
    SHOPIFY_LEGACY "cup,Cup,Nice,Acme,Mugs,x,true,,,,,C1,200,shopify,2,deny,5,,,,,active\n" },
  { "shopify/token-clears", "shopify", SHOPIFY_LEGACY "cup,Cup,,[],,[],,,,,,,,,,,6,[],,,,\n", "cup",
    "Cup|active||Mugs| \n  [C1|] 600 200 g stock 2\n", NULL,
    SHOPIFY_LEGACY "cup,Cup,Nice,Acme,Mugs,x,true,,,,,C1,200,shopify,2,deny,5,9,,,,active\n" },
  { "shopify/no-option-columns-delete-nothing", "shopify", "Handle,Title,Variant SKU,Variant Price\ntee,Tee,B,30\n",
    "tee", "Tee|active||| \n  Size=S [A|] 1000 stock 1\n  Size=M [B|] 3000 stock 1\n", NULL,
    SHOPIFY_LEGACY "tee,Tee,,,,,true,Size,S,,,A,,shopify,1,deny,10,,,,,active\n"
                   "tee,,,,,,,,M,,,B,,shopify,1,deny,20,,,,,\n" },
  { "shopify/fewer-rows-delete-nothing", "shopify", SHOPIFY_LEGACY "tee,Tee,,,,,,Size,M,,,B,,,,,25,,,,,\n", "tee",
    "Tee|active||| \n  Size=S [A|] 1000 stock 1\n  Size=M [B|] 2500 stock 1\n", NULL,
    SHOPIFY_LEGACY "tee,Tee,,,,,true,Size,S,,,A,,shopify,1,deny,10,,,,,active\n"
                   "tee,,,,,,,,M,,,B,,shopify,1,deny,20,,,,,\n" },

  { "woocommerce/variable", "woocommerce",
    WOO "1,variable,TEE,Tee,1,,Two\\nlines,1,,,,,,\"Clothing, Clothing > Shirts\",a,,,Size,\"S, M\"\n"
        "2,variation,TEE-S,Tee - S,1,,,1,4,0,0.2,,12,,,,TEE,Size,S\n"
        "3,variation,TEE-M,Tee - M,1,,,1,5,notify,0.25,10,12,,,,id:1,Size,M\n",
    "tee",
    "Tee|active|||a\n  Size=S [TEE-S|] 1200 200 g stock 4\n"
    "  Size=M [TEE-M|] 1000 was 1200 250 g stock 5 backorder\n",
    NULL, NULL },
  { "woocommerce/variations-first", "woocommerce",
    WOO "2,variation,TEE-S,,1,,,1,4,0,,,12,,,,TEE,Size,S\n1,variable,TEE,Tee,1,,,1,,,,,,,,,,Size,S\n", "tee",
    "Tee|active||| \n  Size=S [TEE-S|] 1200 stock 4\n", NULL, NULL },
  { "woocommerce/lost-parent", "woocommerce", WOO "2,variation,TEE-S,Tee,1,,,1,4,0,,,12,,,,GONE,Size,S\n", "tee",
    "none\n", "not in the file", NULL },
  { "woocommerce/status", "woocommerce", WOO "1,simple,,Cup,-1,,,0,,,,,5,Uncategorized,,,,,\n", "cup",
    "Cup|draft||| \n  [|] 500\n", NULL, NULL },
  { "woocommerce/virtual", "woocommerce", WOO "1,\"simple, downloadable, virtual\",,Song,1,,,1,,,,,1,,,,,,\n", "song",
    "Song|active||| \n  [|] 100 uncounted unshipped\n", NULL, NULL },
  { "woocommerce/external", "woocommerce", WOO "1,external,,Plugin,1,,,1,,,,,99,,,,,,\n", "plugin",
    "Plugin|draft||| \n  [|] 9900 uncounted\n", "sold elsewhere", NULL },
  { "woocommerce/german-decimal-comma", "woocommerce",
    "ID;Typ;Artikelnummer;Name;Veröffentlicht;\"Vorrätig?\";Bestand;Gewicht (g);Angebotspreis;Regulärer Preis;Kategorien\n"
    "1;simple;A1;Tee;1;1;3;1.800;;1.299,90;Küche > Tassen\n2;simple;A2;Cup;1;1;1;250;;5,50;\n",
    "tee", "Tee|active||| \n  [A1|] 129990 1800 g stock 3\n", NULL, NULL },
  { "woocommerce/portuguese", "woocommerce",
    "ID,Tipo,SKU,Nome,Publicado,Em estoque?,Estoque,Peso (kg),Preço promocional,Preço,Categorias,Ascendente,"
    "Nome do atributo 1,Valores do atributo 1\n"
    "1,variable,V,Vestido,1,1,,,,,Roupas,,Tamanho,\"P, M\"\n2,variation,V-P,,1,1,2,,,\"89,90\",,V,Tamanho,P\n",
    "vestido", "Vestido|active||| \n  Tamanho=P [V-P|] 8990 stock 2\n", NULL, NULL },
  { "woocommerce/french", "woocommerce",
    "ID,Type,UGS,Nom,Publié,En stock ?,Stock,Poids (kg),Tarif promo,Tarif régulier,Catégories,Parent,"
    "Nom de l’attribut 1,Valeur(s) de l’attribut 1\n"
    "1,variable,V,Robe,1,1,,,,,Femmes,,Taille,\"P, M\"\n2,variation,V-P,,1,1,2,,,89.90,,V,Taille,P\n",
    "robe", "Robe|active||| \n  Taille=P [V-P|] 8990 stock 2\n", NULL, NULL },
  { "woocommerce/spanish", "woocommerce",
    "ID,Tipo,SKU,Nombre,Publicado,¿Existencias?,Inventario,Precio rebajado,Precio normal,Categorías,Superior\n"
    "1,simple,S1,Taza,1,1,6,8.50,10.00,Cocina,\n",
    "taza", "Taza|active||| \n  [S1|] 850 was 1000 stock 6\n", NULL, NULL },

  { "magento/configurable", "magento",
    "sku,store_view_code,attribute_set_code,product_type,categories,name,price,qty,visibility,product_online,url_key,"
    "configurable_variations\n"
    "T-S,,Top,simple,Default Category/Men,Tee-S,10,1.0000,Not Visible Individually,1,tee-s,\n"
    "T-M,,Top,simple,Default Category/Men,Tee-M,11,2.0000,Not Visible Individually,1,tee-m,\n"
    "T,,Top,configurable,Default Category/Men,Tee,,0,\"Catalog, Search\",1,tee,\"sku=T-S,size=S|sku=T-M,size=M\"\n"
    "T,de,Top,configurable,,Hemd,,,,,,\n",
    "tee", "Tee|active||| \n  Size=S [T-S|] 1000 stock 1\n  Size=M [T-M|] 1100 stock 2\n", NULL, NULL },
  { "bagisto/unknown-kind", "bagisto",
    "sku,attribute_family_code,type,name,price,status,url_key\nA,default,not-a-type,Cup,5,1,cup\n", "cup", "none\n",
    "not-a-type", NULL },
  { "prestashop/lists-and-flags", "prestashop",
    "Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax excluded;Wholesale price;Reference #;EAN13;Weight;"
    "Quantity;Tags (x,y,z...);URL rewritten;Manufacturer;Out of stock\n"
    "1;0;Cup;Home,Kitchen,Mugs;5.00;2;C-1;4006381333931;0.3;7;red,blue;my-cup;Acme;1\n",
    "my-cup", "Cup|draft|Acme||blue,red\n  [C-1|4006381333931] 500 cost 200 300 g stock 7 backorder\n", NULL, NULL },
  { "nuvemshop", "nuvemshop",
    "Identificador URL;Nome;Categorias;Nome da variação 1;Valor da variação 1;Preço;Preço promocional;Peso;Estoque;SKU;"
    "Código de barras;Exibir na loja;Descrição;Tags;Marca\n"
    "vestido;Vestido;Roupas > Vestidos;Tamanho;P;89.90;79.90;0.3;2;V-P;;SIM;\"Leve\ne fresco\";verão;Sol\n"
    "vestido;;;Tamanho;M;89.90;;0.3;1;V-M;;;;;\n",
    "vestido",
    "Vestido|active|Sol||verão\n  Tamanho=P [V-P|] 7990 was 8990 300 g stock 2\n"
    "  Tamanho=M [V-M|] 8990 300 g stock 1\n",
    NULL, NULL },
  { "bigcommerce", "bigcommerce",
    "Item Type,Product ID,Product Name,Product Type,Product Code/SKU,Brand Name,Price,Product Weight,Product Visible?,"
    "Track Inventory,Current Stock Level,Category\n"
    "Product,55,Blue Tee,P,TEE,Acme,20.00,0.2,Y,by option,0,Home/Tees;Home/Sale\n"
    "SKU,,\"[S]Size=S\",,TEE-S,,20.00,,,,5,\nSKU,,\"[S]Size=M\",,TEE-M,,21.00,,,,6,\nRule,,,,TEE-S,,[ADD]2,,,,,\n",
    "blue-tee", "Blue Tee|active|Acme|| \n  Size=S [TEE-S|] 2000 stock 5\n  Size=M [TEE-M|] 2100 stock 6\n", NULL,
    NULL },
  { "square", "square",
    "Token,Item Name,Variation Name,SKU,Description,Category,Price,Current Quantity Main\n"
    "t1,Candle,Small,C-S,Soy wax,Home,12,10\nt1,Candle,Large,C-L,Soy wax,Home,18,4\nt3,Mug,Regular,M,,Home,14,9\n",
    "candle", "Candle|active||| \n  Variation=Small [C-S|] 1200 stock 10\n  Variation=Large [C-L|] 1800 stock 4\n",
    NULL, NULL },
  { "etsy", "etsy",
    "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1,VARIATION 1 TYPE,VARIATION 1 NAME,"
    "VARIATION 1 VALUES,SKU\n"
    "Hand Mug,A mug,24.00,EUR,7,\"pottery,gift\",clay,https://i.x/1.jpg,Custom,Colour,\"Blue,Green\",\"MB,MG\"\n",
    "hand-mug", "Hand Mug|active|||gift,pottery\n  Colour=Blue [MB|] 2400 stock 7\n  Colour=Green [MG|] 2400\n", NULL,
    NULL },
  { "etsy/other-currency", "etsy",
    "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,IMAGE1,SKU\nMug,A mug,24.00,USD,7,x,,M\n", "mug", "none\n",
    "USD", NULL },
  { "google/groups", "google",
    "id\ttitle\tdescription\tlink\timage_link\tavailability\tprice\tsale_price\tbrand\tgtin\titem_group_id\tsize\n"
    "A-S\tTee\tSoft\thttps://e.x/\thttps://e.x/1.jpg\tin_stock\t15.00 EUR\t12.00 EUR\tAcme\t4006381333931\tA\tS\n"
    "B\tCup\t\thttps://e.x/\thttps://e.x/2.jpg\tin_stock\t5 EUR\t\t\t\t\t\n"
    "A-M\tTee\tSoft\thttps://e.x/\thttps://e.x/1.jpg\tout_of_stock\t15.00 EUR\t\tAcme\t\tA\tM\n",
    "tee", "Tee|active|Acme|| \n  Size=S [A-S|4006381333931] 1200 was 1500 uncounted\n  Size=M [A-M|] 1500\n", NULL,
    NULL },
  { "google/other-currency", "google",
    "id,title,link,image_link,price\nA,Tee,https://e.x/,https://e.x/1.jpg,15.00 BRL\n", "tee", "none\n", "currency",
    NULL },
  { "google/xml", "google",
    "<?xml version=\"1.0\"?>\n<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel><title>Shop</title>\n"
    "<item><g:id>A</g:id><g:title>Tee &amp; co</g:title><g:image_link>https://e.x/1.jpg</g:image_link>"
    "<g:price>15.00 EUR</g:price></item></channel></rss>\n",
    "tee-co", "Tee & co|active||| \n  [A|] 1500\n", NULL, NULL },
  { "medusa/price-of-the-currency", "medusa",
    "Product Handle,Product Title,Product Status,Variant SKU,Variant Price USD,Variant Price EUR,Variant Option 1 Name,"
    "Variant Option 1 Value\n"
    "tee,Tee,published,T-S,20,18,Size,S\ntee,,,T-M,20,19,Size,M\n",
    "tee", "Tee|active||| \n  Size=S [T-S|] 1800\n  Size=M [T-M|] 1900\n", NULL, NULL },
  { "wix/surcharge", "wix",
    "handleId,fieldType,name,description,productImageUrl,collection,sku,price,surcharge,visible,inventory,weight,"
    "productOptionName1,productOptionType1,productOptionDescription1\n"
    "p1,Product,Tee,Soft,,Tops,,10,,true,InStock,0.2,Size,DROP_DOWN,S;M\n"
    "p1,Variant,,,,,T-S,,0,true,3,,Size,DROP_DOWN,S\np1,Variant,,,,,T-M,,2.5,true,4,,Size,DROP_DOWN,M\n",
    "p1", "Tee|active||| \n  Size=S [T-S|] 1000 stock 3\n  Size=M [T-M|] 1250 stock 4\n", NULL, NULL },

  { "table/code-description-price", "table",
    "Stock code;Description;Price\n00123;\"PEN, RED\";1,50\n15056BL;CUP;2,10\n", "pen-red",
    "PEN, RED|active||| \n  [00123|] 150\n", NULL, NULL },
  { "table/thai", "table", "รหัสสินค้า,ชื่อสินค้า,ราคา,จำนวน\n001,เสื้อยืด,\"1,290.00\",5\n002,แก้ว,฿99.50,1\n", "kaew", "none\n",
    NULL, NULL },
  { "table/by-content", "table",
    "A,Name,C,D\n4006381333931,Cup,5.50,https://e.x/a.jpg\n4006381333948,Mug,6.50,https://e.x/b.jpg\n", "cup",
    "Cup|active||| \n  [|4006381333931] 550\n", NULL, NULL },
  { "table/ambiguous-price-is-not-guessed", "table", "Name,Price\nCup,1.234\n", "cup", "none\n", "decimal sign", NULL },
  { "table/the-column-tells", "table", "Name,Price\nCup,1.234\nMug,\"12,90\"\n", "cup",
    "Cup|active||| \n  [|] 123400\n", NULL, NULL },
  { "table/title-above-the-header", "table", "Stock list of May,,,\n,,,\nSKU,Name,Price,Stock\nA,Cup,5,1\nB,Mug,6,2\n",
    "cup", "Cup|active||| \n  [A|] 500 stock 1\n", NULL, NULL },
  { "table/spreadsheet-guards", "table", "SKU,Name,Barcode,Price\n\"=\"\"0012\"\"\",'=Cup,'4006381333931,5\n", "cup",
    "=Cup|active||| \n  [0012|4006381333931] 500\n", NULL, NULL },
  { "table/no-barcode-words", "table", "SKU,Name,EAN,Price\nA,Cup,n/a,5\n", "cup", "Cup|active||| \n  [A|] 500\n", NULL,
    NULL },
  { "table/ounces-and-pounds", "table", "SKU,Name,Price,Weight (lb)\nA,Cup,5,1.5\n", "cup",
    "Cup|active||| \n  [A|] 500 680 g\n", NULL, NULL },
  { "table/damaged-row-costs-itself", "table", "SKU,Name,Price\nA,Cup,5\nB,\"Mug\"x,6\nC,Jug,7\n", "jug",
    "Jug|active||| \n  [C|] 700\n", "ine 3", NULL },
};

static void
append_messages (GString *out, VtImport *import)
{
  const GPtrArray *results = vt_import_get_results (import);

  for (guint i = 0; i < results->len; i++)
    g_string_append_printf (out, "%s\n", ((const VtImportResult *) g_ptr_array_index (results, i))->message);
}

static void
run (ImportFixture *fixture, const char *text, const char *format, GString *messages)
{
  g_autofree char *file = import_write (fixture, "file.csv", text, -1);
  const char *const files[] = { file, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autofree char *message = NULL;
  g_autoptr (VtImport) import = NULL;
  g_autoptr (VtImport) again = NULL;

  options.currency = "EUR";
  import = import_files (fixture, files, &options, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpstr (vt_import_get_format (import), ==, format);
  append_messages (messages, import);

  again = import_files (fixture, files, &options, &message);
  g_assert_cmpuint (vt_import_get_summary (again)->created, ==, 0);
  g_assert_cmpuint (vt_import_get_summary (again)->updated, ==, 0);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  ImportFixture fixture = { 0 };
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autofree char *dump = NULL;
  g_autoptr (GString) expected = g_string_new (test->dump);

  import_set_up (&fixture, "EUR");
  if (test->before != NULL)
    run (&fixture, test->before, test->format, messages);
  g_string_truncate (messages, 0);
  run (&fixture, test->text, test->format, messages);
  dump = import_dump (&fixture, test->handle);
  g_string_replace (expected, "| \n", "|\n", 1);
  g_assert_cmpstr (dump, ==, expected->str);
  if (test->says != NULL && strstr (messages->str, test->says) == NULL)
    g_error ("“%s” is not in: %s", test->says, messages->str);
  import_tear_down (&fixture);
}

static gboolean
set_languages_job (VtDb *db, gpointer languages, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_setting_set (db, "languages", languages, error);
}

/* Of texts in several languages the product has its own in the shop's first. */
static void
test_languages (void)
{
  static const char text[] = "sku,name.en,name.de,name_pt,price\nA,Cup,Tasse,Xícara,5\n";
  ImportFixture fixture = { 0 };
  g_autofree char *file = NULL;
  g_autofree char *message = NULL;
  g_autofree char *english = NULL;
  g_autofree char *portuguese = NULL;
  g_autoptr (VtImport) import = NULL;
  g_autoptr (VtImport) again = NULL;
  g_autoptr (VtImport) translated = NULL;
  g_autoptr (GString) messages = g_string_new (NULL);
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  const char *files[] = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  import_set_up (&fixture, "EUR");
  g_assert_true (
      vt_shop_write (fixture.shop, "Languages", NULL, set_languages_job, (gpointer) "en pt-BR", NULL, NULL, &error));
  g_assert_no_error (error);
  files[0] = file = import_write (&fixture, "file.csv", text, -1);
  options.currency = "EUR";
  import = import_files (&fixture, files, &options, &message);
  append_messages (messages, import);
  english = import_dump (&fixture, "cup");
  g_assert_cmpstr (english, ==, "Cup|active|||\n  [A|] 500\n");
  g_assert_nonnull (strstr (messages->str, "“de”"));
  g_assert_cmpint (count_rows (vt_shop_get_reader (fixture.shop),
                               "SELECT count(*) FROM translation WHERE language = 'pt-BR' AND value = 'Xícara'"),
                   ==, 1);

  again = import_files (&fixture, files, &options, &message);
  g_assert_cmpuint (vt_import_get_summary (again)->unchanged, ==, 1);

  /* A file of one other language touches nothing else. */
  g_free (file);
  files[0] = file = import_write (&fixture, "pt.csv", "sku,name,price\nA,Caneca,9\n", -1);
  options.language = "pt-BR";
  translated = import_files (&fixture, files, &options, &message);
  g_assert_cmpuint (vt_import_get_summary (translated)->updated, ==, 1);
  portuguese = import_dump (&fixture, "cup");
  g_assert_cmpstr (portuguese, ==, english);
  g_assert_cmpint (count_rows (vt_shop_get_reader (fixture.shop),
                               "SELECT count(*) FROM translation WHERE language = 'pt-BR' AND value = 'Caneca'"),
                   ==, 1);
  import_tear_down (&fixture);
}

static const struct
{
  const char *header, *says;
} others[] = {
  { "Category ID;Active (0/1);Name *;Parent category;Root category (0/1);Description;URL rewritten\n1;1;a;Home;0;;a\n",
    "categories" },
  { "key,externalId,name.de,slug.de,parentId,orderHint\nc1,1,Neu,neu,,0.1\n", "categories" },
  { "ID,Active (0/1),Name *,Description,Short description,Meta title,Meta keywords,Meta description,Image URL\n1,1,Apple,,,,,,\n",
    "manufacturers" },
  { "Customer ID,Titles ID (Mr = 1),Email *,Password *,Birthday,Last Name *,First Name *,Newsletter (0/1)\n1,1,a@b.c,x,,B,A,0\n",
    "customers" },
  { "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,City,Total Spent,Total Orders,Tags\nA,B,a@b.c,no,,,,0,0,\n",
    "customers" },
  { "email,_website,_store,firstname,lastname,group_id,password_hash\na@b.c,base,admin,A,B,1,x\n", "customers" },
  { "Address ID,Alias*,Active  (0/1),Customer e-mail*,Manufacturer,Supplier,Company,Lastname*,Firstname*,Address 1*,Zipcode*,City*,Country*\n"
    "1,Home,1,a@b.c,,,,B,A,Road 1,1,Town,DE\n",
    "list of" },
  { "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Total,Lineitem quantity,Lineitem name,Lineitem price\n"
    "#1,a@b.c,paid,,,EUR,1,1,1,Tee,1\n",
    "orders" },
  { "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,A,x,1,d,1,2,UK\n", "orders" },
  { "Country code,State code,Postcode / ZIP,City,Rate %,Tax name,Priority,Compound,Shipping,Tax class\nGB,*,*,*,20,VAT,1,0,1,\n",
    "list of" },
  { "identifier,is_zip,zip_code,zip_from,zip_to,state,country,tax_rate\nx,0,,,,,DE,19\n", "tax" },
  { "ID,Alias*,Search*,Active (0/1)\n1,blouse,blous,1\n", "settings" },
  { "customerEmail,orderNumber,lineitems.variant.sku,lineitems.price,totalPrice\na@b.c,1,A,EUR 100,EUR 100\n",
    "orders" },
  { "sku,tier_price_website,tier_price_customer_group,tier_price_qty,tier_price\nA,base,all,2,5\n", "prices" },
  { "Code,Discount type,Amount,Usage limit\nX,percent,10,1\n", "discounts" },
};

static void
test_others (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      ImportFixture fixture = { 0 };
      g_autofree char *file = NULL;
      VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
      g_autofree char *message = NULL;
      const char *files[] = { NULL, NULL };

      import_set_up (&fixture, "EUR");
      files[0] = file = import_write (&fixture, "file.csv", others[i].header, -1);
      options.currency = "EUR";
      g_assert_null (import_files (&fixture, files, &options, &message));
      g_test_message ("%s", message);
      g_assert_nonnull (strstr (message, others[i].says));
      import_tear_down (&fixture);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-formats/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/import-formats/languages", test_languages);
  g_test_add_func ("/import-formats/no-products", test_others);

  return g_test_run ();
}
