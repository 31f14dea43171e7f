/* What assets tell of a shop: read once from its database, then drawn from on any thread. */
#define G_LOG_DOMAIN "vt-brand"

#include "base/vt-hash.h"
#include "base/vt-html.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "brand/vt-asset-private.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "content/vt-post.h"
#include "content/vt-section.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Photographs of so many products and collections can be named in a layout. */
#define N_FEATURED 12

static const struct
{
  VtFactText text;
  const char *key;
} settings[] = {
  { VT_FACT_SHOP, "shop.name" },   { VT_FACT_TAGLINE, "shop.tagline" }, { VT_FACT_EMAIL, "shop.email" },
  { VT_FACT_PHONE, "shop.phone" }, { VT_FACT_ADDRESS, "shop.address" }, { VT_FACT_CURRENCY, "shop.currency" },
};

/* The variables of a layout's texts. Those of the subject first. */
static const struct
{
  const char *name;
  gsize offset;
} subject_variables[] = {
  { "title", G_STRUCT_OFFSET (VtAssetSubject, title) }, { "text", G_STRUCT_OFFSET (VtAssetSubject, text) },
  { "price", G_STRUCT_OFFSET (VtAssetSubject, price) }, { "compare", G_STRUCT_OFFSET (VtAssetSubject, compare) },
  { "url", G_STRUCT_OFFSET (VtAssetSubject, url) },     { "code", G_STRUCT_OFFSET (VtAssetSubject, code) },
};

static const struct
{
  const char *name;
  VtFactText text;
} fact_variables[] = {
  { "shop", VT_FACT_SHOP },     { "tagline", VT_FACT_TAGLINE }, { "email", VT_FACT_EMAIL },
  { "phone", VT_FACT_PHONE },   { "address", VT_FACT_ADDRESS }, { "site", VT_FACT_URL },
  { "domain", VT_FACT_DOMAIN }, { "words", VT_FACT_WORDS },     { "initial", VT_FACT_INITIAL },
  { "thanks", VT_FACT_THANKS },
};

G_DEFINE_BOXED_TYPE (VtAssetFacts, vt_asset_facts, vt_asset_facts_ref, vt_asset_facts_unref)

/**
 * vt_asset_subject_new:
 *
 * Returns: (transfer full): a subject without anything to tell
 */
VtAssetSubject *
vt_asset_subject_new (void)
{
  return g_new0 (VtAssetSubject, 1);
}

/**
 * vt_asset_subject_free:
 * @self: a subject
 */
void
vt_asset_subject_free (VtAssetSubject *self)
{
  g_free (self->name);
  g_free (self->title);
  g_free (self->text);
  g_free (self->price);
  g_free (self->compare);
  g_free (self->url);
  g_free (self->code);
  g_free (self->photo);
  g_free (self);
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/* (transfer full) In the language of the facts where there is a translation. */
static char *
translate (VtDb *db, VtAssetFacts *self, const char *kind, gint64 id, const char *field, const char *original)
{
  g_autofree char *text = vt_translation_get (db, kind, id, field, self->language, NULL);

  return is_empty (text) ? g_strdup (original) : g_steal_pointer (&text);
}

static char *
make_url (VtAssetFacts *self, const char *folder, const char *handle)
{
  return g_strconcat (self->texts[VT_FACT_URL], folder, handle, NULL);
}

static char *
first_words (const char *html)
{
  g_autofree char *plain = vt_html_to_plain_text (html);

  return vt_text_ellipsise (plain, 240);
}

static void
take_prices (VtAssetSubject *self, VtAssetFacts *facts, VtProduct *product)
{
  const char *currency = facts->texts[VT_FACT_CURRENCY];
  const VtVariant *cheapest = NULL;

  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);

      if (cheapest == NULL || variant->price_minor < cheapest->price_minor)
        cheapest = variant;
    }
  if (cheapest == NULL)
    return;

  self->code = g_strdup (cheapest->sku);
  if (cheapest->price_minor > 0)
    self->price = vt_money_format (vt_money_new (cheapest->price_minor, currency), facts->language);
  if (cheapest->compare_at_minor > cheapest->price_minor)
    self->compare = vt_money_format (vt_money_new (cheapest->compare_at_minor, currency), facts->language);
}

static gboolean
load_product (VtDb *db, VtAssetFacts *facts, gint64 id, VtAssetSubject *self, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, id, error);
  g_autofree char *html = NULL;

  if (product == NULL)
    return FALSE;

  html = translate (db, facts, "product", id, "description_html", vt_product_get_description_html (product));
  self->name = g_strdup (vt_product_get_handle (product));
  self->title = translate (db, facts, "product", id, "title", vt_product_get_title (product));
  self->text = first_words (html);
  self->url = make_url (facts, "/products/", vt_product_get_handle (product));
  if (vt_product_get_n_photos (product) > 0)
    self->photo = g_strdup (vt_product_get_photo (product, 0)->sha256);
  take_prices (self, facts, product);
  return TRUE;
}

static gboolean
load_collection (VtDb *db, VtAssetFacts *facts, gint64 id, VtAssetSubject *self, GError **error)
{
  g_autoptr (VtCollection) collection = vt_collection_load (db, id, error);
  g_autofree char *html = NULL;

  if (collection == NULL)
    return FALSE;

  html = translate (db, facts, "collection", id, "description_html", collection->description_html);
  self->name = g_strdup (collection->handle);
  self->title = translate (db, facts, "collection", id, "title", collection->title);
  self->text = first_words (html);
  self->url = make_url (facts, "/collections/", collection->handle);
  self->photo = g_strdup (collection->sha256);
  return TRUE;
}

static gboolean
load_post (VtDb *db, VtAssetFacts *facts, gint64 id, VtAssetSubject *self, GError **error)
{
  g_autoptr (VtPost) post = vt_post_load (db, id, error);

  if (post == NULL)
    return FALSE;

  self->name = g_strdup (post->handle);
  self->title = translate (db, facts, "post", id, "title", post->title);
  self->text = translate (db, facts, "post", id, "summary", post->summary);
  self->url = make_url (facts, "/journal/", post->handle);
  self->photo = g_strdup (post->sha256);
  return TRUE;
}

/**
 * vt_asset_subject_load:
 * @db: a connection of this thread
 * @facts: of the shop
 * @kind: "product", "collection" or "post"
 * @id: which one
 * @error: when there is none
 *
 * Returns: (transfer full) (nullable): what an asset tells of it, in the language of the facts
 */
VtAssetSubject *
vt_asset_subject_load (VtDb *db, VtAssetFacts *facts, const char *kind, gint64 id, GError **error)
{
  g_autoptr (VtAssetSubject) self = vt_asset_subject_new ();
  gboolean loaded;

  if (strcmp (kind, "collection") == 0)
    loaded = load_collection (db, facts, id, self, error);
  else if (strcmp (kind, "post") == 0)
    loaded = load_post (db, facts, id, self, error);
  else
    loaded = load_product (db, facts, id, self, error);

  return loaded ? g_steal_pointer (&self) : NULL;
}

static gboolean
load_settings (VtDb *db, VtAssetFacts *self, const char *language, GError **error)
{
  g_autofree char *own = vt_setting_get (db, "shop.language", error);

  if (own == NULL)
    return FALSE;

  self->language = g_strdup (language != NULL ? language : own);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *value = vt_setting_get (db, settings[i].key, error);

      if (value == NULL)
        return FALSE;
      self->texts[settings[i].text] = translate (db, self, "setting", 0, settings[i].key, value);
    }

  return TRUE;
}

/* A shop that is not published yet is most likely to be where its letters come from. */
static void
take_address (VtAssetFacts *self, const char *site_url)
{
  const char *at = strrchr (self->texts[VT_FACT_EMAIL], '@');
  const char *host = site_url != NULL ? strstr (site_url, "://") : NULL;
  gsize length = 0;

  self->texts[VT_FACT_URL] = site_url != NULL && *site_url != '\0' ? g_strdup (site_url)
                             : at != NULL                          ? g_strconcat ("https://", at + 1, NULL)
                                                                   : g_strdup ("");
  length = strlen (self->texts[VT_FACT_URL]);
  if (length > 0 && self->texts[VT_FACT_URL][length - 1] == '/')
    self->texts[VT_FACT_URL][length - 1] = '\0';
  host = strstr (self->texts[VT_FACT_URL], "://");
  self->texts[VT_FACT_DOMAIN] = g_strdup (host != NULL ? host + strlen ("://") : "");
}

static void
take_initial (VtAssetFacts *self)
{
  const char *name = self->texts[VT_FACT_SHOP];
  g_autofree char *first = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), 1));

  self->texts[VT_FACT_INITIAL] = g_utf8_strup (first, -1);
}

/* What a card says in the shop's language, which need not be the merchant's. */
static const char *
find_thanks (const char *language)
{
  static const struct
  {
    const char *language, *word;
  } words[] = {
    { "ar", "شكرًا" },   { "de", "Danke" },      { "es", "Gracias" }, { "fr", "Merci" },
    { "it", "Grazie" }, { "ja", "ありがとう" }, { "nl", "Bedankt" }, { "pt", "Obrigado" },
    { "sv", "Tack" },   { "th", "ขอบคุณ" },      { "vi", "Cảm ơn" },  { "zh", "谢谢" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (language, words[i].language, 2) == 0)
      return words[i].word;

  return "Thank you";
}

static void
add_photo (VtAssetFacts *self, char *key, const char *sha256)
{
  if (is_empty (sha256) || g_hash_table_contains (self->photos, key))
    g_free (key);
  else
    g_hash_table_insert (self->photos, key, g_strdup (sha256));
}

/* The shop in its own words: those of its home page. */
static gboolean
load_home (VtDb *db, VtAssetFacts *self, GError **error)
{
  g_autoptr (GPtrArray) sections = vt_section_list_shown (db, VT_SECTION_PAGE_HOME, error);

  if (sections == NULL)
    return FALSE;

  for (guint i = 0; i < sections->len; i++)
    {
      const VtSection *section = g_ptr_array_index (sections, i);
      gboolean is_hero = section->kind == VT_SECTION_HERO;

      if (!is_hero && section->kind != VT_SECTION_STORY)
        continue;
      add_photo (self, g_strdup (is_hero ? "hero" : "story"), section->sha256);
      if (is_hero && self->shop->title == NULL)
        {
          self->shop->title = translate (db, self, "section", section->id, "title", section->title);
          self->shop->text = translate (db, self, "section", section->id, "body", section->body);
          self->shop->photo = g_strdup (section->sha256);
        }
      if (!is_hero && self->texts[VT_FACT_WORDS] == NULL)
        self->texts[VT_FACT_WORDS] = translate (db, self, "section", section->id, "title", section->title);
    }

  return TRUE;
}

static gboolean
load_products (VtDb *db, VtAssetFacts *self, GError **error)
{
  const VtProductQuery query = { NULL, VT_PRODUCT_ACTIVE, 0, N_FEATURED, 0 };
  g_autoptr (GPtrArray) rows = vt_product_list (db, &query, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      add_photo (self, g_strdup_printf ("product:%u", i + 1), row->photo_sha256);
      if (i == 0 && !load_product (db, self, row->id, self->product, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
load_collections (VtDb *db, VtAssetFacts *self, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (db, error);
  guint n = 0;

  if (collections == NULL)
    return FALSE;

  for (guint i = 0; i < collections->len && n < N_FEATURED; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);

      if (!is_empty (collection->sha256))
        add_photo (self, g_strdup_printf ("collection:%u", ++n), collection->sha256);
    }

  return TRUE;
}

/* A shop whose home page says nothing yet is told by its tagline, then by its name; the name stands for products that
 * there are none of. */
static void
complete_shop (VtAssetFacts *self)
{
  const char *tagline = self->texts[VT_FACT_TAGLINE];

  self->shop->name = g_strdup ("shop");
  self->shop->url = g_strdup (self->texts[VT_FACT_URL]);
  if (is_empty (self->shop->title))
    {
      g_free (self->shop->title);
      self->shop->title = g_strdup (is_empty (tagline) ? self->texts[VT_FACT_SHOP] : tagline);
    }
  if (is_empty (self->product->title))
    self->product->title = g_strdup (self->texts[VT_FACT_SHOP]);
  if (is_empty (self->texts[VT_FACT_WORDS]))
    {
      g_free (self->texts[VT_FACT_WORDS]);
      self->texts[VT_FACT_WORDS] = g_strdup (self->shop->title);
    }
}

static VtAssetFacts *
facts_new (const char *shop_path)
{
  VtAssetFacts *self = g_new0 (VtAssetFacts, 1);

  g_atomic_ref_count_init (&self->refs);
  self->photos = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->shop = vt_asset_subject_new ();
  self->product = vt_asset_subject_new ();
  self->store = vt_picture_store_new (shop_path);

  return self;
}

/**
 * vt_asset_facts_load_one:
 * @db: a connection of this thread
 * @shop_path: (type filename) (nullable): the shop's folder, for its pictures
 * @language: BCP 47, of the words
 * @name: the shop's name in that language
 * @id: of an asset
 * @error: a #VtDbError
 *
 * What one asset tells of the shop, when its subject is given: read as little as that needs, so that each page of a
 * storefront can ask for it. A layout that the shop changed may need all of it.
 *
 * Returns: (transfer full) (nullable): facts that know this asset alone
 */
VtAssetFacts *
vt_asset_facts_load_one (VtDb *db,
                         const char *shop_path,
                         const char *language,
                         const char *name,
                         const char *id,
                         GError **error)
{
  g_autoptr (VtLayout) layout = vt_layout_load (db, id, NULL, error);
  g_autoptr (VtAssetFacts) self = NULL;

  if (layout == NULL)
    return NULL;
  if (layout->is_own)
    return vt_asset_facts_load (db, shop_path, language, NULL, error);

  self = facts_new (shop_path);
  self->language = g_strdup (language);
  self->texts[VT_FACT_SHOP] = g_strdup (name);
  take_initial (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    if (self->texts[i] == NULL)
      self->texts[i] = g_strdup ("");
  self->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_layout_unref);
  g_ptr_array_add (self->layouts, g_steal_pointer (&layout));

  return g_steal_pointer (&self);
}

/**
 * vt_asset_facts_load:
 * @db: a connection of this thread
 * @shop_path: (type filename) (nullable): the shop's folder, for its pictures
 * @language: (nullable): BCP 47, of the words; %NULL: the shop's own
 * @site_url: (nullable): where the shop is on the web; %NULL: guessed from its e-mail address
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): what assets tell of the shop
 */
VtAssetFacts *
vt_asset_facts_load (VtDb *db, const char *shop_path, const char *language, const char *site_url, GError **error)
{
  g_autoptr (VtAssetFacts) self = facts_new (shop_path);

  if (!load_settings (db, self, language, error))
    return NULL;

  take_address (self, site_url);
  take_initial (self);
  self->texts[VT_FACT_THANKS] = g_strdup (find_thanks (self->language));
  if (!load_home (db, self, error) || !load_products (db, self, error) || !load_collections (db, self, error))
    return NULL;
  complete_shop (self);
  self->layouts = vt_layout_list (db, self->problems, error);

  return self->layouts != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * vt_asset_facts_ref:
 * @self: facts
 *
 * Returns: (transfer full): @self
 */
VtAssetFacts *
vt_asset_facts_ref (VtAssetFacts *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * vt_asset_facts_unref:
 * @self: facts
 *
 * Gives up a reference.
 */
void
vt_asset_facts_unref (VtAssetFacts *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_free (self->language);
  g_hash_table_unref (self->photos);
  g_ptr_array_unref (self->problems);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  vt_asset_subject_free (self->shop);
  vt_asset_subject_free (self->product);
  vt_picture_store_free (self->store);
  g_free (self);
}

/**
 * vt_asset_facts_get_layouts:
 * @self: facts
 *
 * Returns: (transfer none) (element-type VtLayout): all assets, in the order of the gallery
 */
GPtrArray *
vt_asset_facts_get_layouts (VtAssetFacts *self)
{
  return self->layouts;
}

/**
 * vt_asset_facts_find_layout:
 * @self: facts
 * @id: of an asset
 *
 * Returns: (transfer none) (nullable): how it is drawn
 */
const VtLayout *
vt_asset_facts_find_layout (VtAssetFacts *self, const char *id)
{
  for (guint i = 0; i < self->layouts->len; i++)
    {
      const VtLayout *layout = g_ptr_array_index (self->layouts, i);

      if (strcmp (layout->id, id) == 0)
        return layout;
    }

  return NULL;
}

/**
 * vt_asset_facts_get_problems:
 * @self: facts
 *
 * Returns: (transfer none) (element-type utf8): what is wrong with the shop's own layouts, in sentences
 */
GPtrArray *
vt_asset_facts_get_problems (VtAssetFacts *self)
{
  return self->problems;
}

/**
 * vt_asset_facts_get_shop_name:
 * @self: facts
 *
 * Returns: (transfer none): what the shop is called
 */
const char *
vt_asset_facts_get_shop_name (VtAssetFacts *self)
{
  return self->texts[VT_FACT_SHOP];
}

/**
 * vt_asset_facts_get_language:
 * @self: facts
 *
 * Returns: (transfer none): the language of the words, BCP 47
 */
const char *
vt_asset_facts_get_language (VtAssetFacts *self)
{
  return self->language;
}

/* (nullable) What stands for {name}; NULL where that is no variable. */
const char *
vt_asset_variable (VtAssetFacts *facts, const VtAssetSubject *subject, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (subject_variables); i++)
    if (strcmp (subject_variables[i].name, name) == 0)
      {
        const char *value = *(char *const *) G_STRUCT_MEMBER_P (subject, subject_variables[i].offset);

        return value != NULL ? value : "";
      }
  for (guint i = 0; i < G_N_ELEMENTS (fact_variables); i++)
    if (strcmp (fact_variables[i].name, name) == 0)
      return facts->texts[fact_variables[i].text];

  return NULL;
}

/* (transfer full) The text with its variables filled in. Braces around anything else are what they are. */
char *
vt_asset_expand (VtAssetFacts *facts, const VtAssetSubject *subject, const char *text)
{
  GString *out = g_string_new (NULL);
  const char *p = text;

  while (*p != '\0')
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      g_autofree char *name = end != NULL && end - p < 20 ? g_strndup (p + 1, (gsize) (end - p - 1)) : NULL;
      const char *value = name != NULL ? vt_asset_variable (facts, subject, name) : NULL;

      if (value != NULL)
        {
          g_string_append (out, value);
          p = end + 1;
        }
      else
        g_string_append_c (out, *p++);
    }

  return g_string_free (out, FALSE);
}

/* (transfer full) (nullable) The first of the sources that there is a photograph of. */
char *
vt_asset_find_photo (VtAssetFacts *facts, const VtAssetSubject *subject, const char *source)
{
  g_auto (GStrv) names = g_strsplit (source, " ", 16);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *found = strcmp (names[i], "photo") == 0 ? subject->photo
                          : vt_sha256_is_valid (names[i]) ? names[i]
                                                          : g_hash_table_lookup (facts->photos, names[i]);
      if (!is_empty (found))
        return g_strdup (found);
    }

  return NULL;
}
