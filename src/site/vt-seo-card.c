/* The pictures of links: which of them there are, and what each shows. An address names the thing, the language and
 * the hash of what is drawn: "/media/card-product-12-pt-br-0a1b2c3d4e5f6071.jpg". */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-seo-card.h"

#include "base/vt-file.h"
#include "brand/vt-asset.h"
#include "catalogue/vt-collection.h"
#include "content/vt-live.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "content/vt-section.h"
#include "shop/vt-settings.h"
#include "site/vt-model.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define PREFIX      "/media/card-"
#define SUFFIX      ".jpg"
#define HASH_LENGTH 16
#define LAYOUT      "link-card"

/* A card that was read, with what its texts belong to. */
typedef struct
{
  VtSeoCard card;
  gpointer owner; /* (owned) (nullable) */
  GDestroyNotify owner_free;
  char *photo; /* (owned) (nullable) */
} Loaded;

static void
loaded_clear (Loaded *self)
{
  if (self->owner != NULL)
    self->owner_free (self->owner);
  g_free (self->photo);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loaded, loaded_clear)

static void
own (Loaded *self, gpointer owner, gpointer owner_free)
{
  self->owner = owner;
  self->owner_free = (GDestroyNotify) owner_free;
}

static void
take_product (VtView *view, Loaded *self, VtProduct *product)
{
  guint n_variants = vt_product_get_n_variants (product);

  self->card.title = vt_view_text (view, "product", self->card.id, "title", vt_product_get_title (product));
  if (vt_product_get_n_photos (product) > 0)
    self->card.photo = vt_product_get_photo (product, 0)->sha256;
  for (guint i = 0; i < n_variants; i++)
    {
      gint64 price = vt_product_get_variant (product, i)->price_minor;

      self->card.from = self->card.from || (i > 0 && price != self->card.price_minor);
      self->card.price_minor = i == 0 ? price : MIN (price, self->card.price_minor);
    }
}

static gboolean
load_product (VtView *view, Loaded *self)
{
  VtProduct *product = vt_product_load (view->db, self->card.id, NULL);

  if (product == NULL)
    return FALSE;

  own (self, product, g_object_unref);
  if (!vt_model_is_visible (view, (int) vt_product_get_status (product), vt_product_get_publish_us (product)))
    return FALSE;
  take_product (view, self, product);
  return TRUE;
}

static gboolean
load_collection (VtView *view, Loaded *self)
{
  VtCollection *collection = vt_collection_load (view->db, self->card.id, NULL);
  g_autoptr (GPtrArray) rows = NULL;

  if (collection == NULL)
    return FALSE;

  own (self, collection, vt_collection_free);
  self->card.title = vt_view_text (view, "collection", self->card.id, "title", collection->title);
  if (collection->sha256 != NULL && *collection->sha256 != '\0')
    {
      self->card.photo = collection->sha256;
      return TRUE;
    }

  rows = vt_model_list_products (view, collection->id, NULL, 1, NULL);
  if (rows != NULL && rows->len > 0)
    self->card.photo = self->photo = g_strdup (((VtProductRow *) g_ptr_array_index (rows, 0))->photo_sha256);
  return TRUE;
}

static gboolean
load_page (VtView *view, Loaded *self)
{
  VtPage *page = vt_page_load (view->db, self->card.id, NULL);

  if (page == NULL)
    return FALSE;

  own (self, page, vt_page_free);
  self->card.title = vt_view_text (view, "page", self->card.id, "title", page->title);
  return page->active || view->request->drafts;
}

static gboolean
load_post (VtView *view, Loaded *self)
{
  VtPost *post = vt_post_load (view->db, self->card.id, NULL);

  if (post == NULL)
    return FALSE;

  own (self, post, vt_post_free);
  vt_db_is_past (view->db, post->publish_us, view->request->now_us);
  self->card.title = vt_view_text (view, "post", self->card.id, "title", post->title);
  self->card.photo = post->sha256;
  return view->request->drafts || vt_post_is_public (post, view->request->now_us);
}

static gboolean
load_live (VtView *view, Loaded *self)
{
  VtLive *live = vt_live_load (view->db, self->card.id, NULL);

  if (live == NULL)
    return FALSE;

  own (self, live, vt_live_free);
  self->card.title = vt_view_text (view, "live_event", self->card.id, "title", live->title);
  self->card.photo = live->sha256;
  return live->active || view->request->drafts;
}

static gboolean
load_home (VtView *view, Loaded *self)
{
  g_autoptr (GPtrArray) sections = vt_section_list (view->db, VT_SECTION_PAGE_HOME, NULL);
  char *tagline = vt_setting_get (view->db, "shop.tagline", NULL);

  if (tagline == NULL || sections == NULL)
    {
      g_free (tagline);
      return FALSE;
    }

  own (self, tagline, g_free);
  self->card.title = *tagline != '\0' ? vt_view_text (view, "setting", 0, "shop.tagline", tagline) : view->name;
  for (guint i = 0; self->photo == NULL && i < sections->len; i++)
    self->photo = g_strdup (((VtSection *) g_ptr_array_index (sections, i))->sha256);
  self->card.photo = self->photo;
  return TRUE;
}

static const struct
{
  const char *kind;
  gboolean (*load) (VtView *view, Loaded *self);
} kinds[] = {
  { "home", load_home }, { "product", load_product }, { "collection", load_collection },
  { "page", load_page }, { "post", load_post },       { "live_event", load_live },
};

static gboolean
load (VtView *view, const char *kind, gint64 id, Loaded *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, kind) == 0)
      {
        self->card.kind = kinds[i].kind;
        self->card.id = id;
        return kinds[i].load (view, self);
      }

  return FALSE;
}

static char *
make_price (VtView *view, const VtSeoCard *card)
{
  g_autofree char *amount = card->price_minor > 0 ? vt_model_money (view, card->price_minor) : NULL;

  if (amount == NULL || !card->from)
    return g_steal_pointer (&amount);

  return g_strconcat (vt_model_string (view, "price_from"), " ", amount, NULL);
}

/* A picture of a link, ready to be drawn. */
typedef struct
{
  VtAssetFacts *facts;     /* (owned) (nullable) */
  VtAssetSubject *subject; /* (owned) */
  const VtLayout *layout;  /* (nullable) of the facts */
} Drawing;

static void
drawing_clear (Drawing *self)
{
  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  g_clear_pointer (&self->subject, vt_asset_subject_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drawing, drawing_clear)

/* Adds what all cards of the shop have. */
static gboolean
prepare (VtView *view, const VtSeoCard *card, Drawing *self, GError **error)
{
  self->facts = vt_asset_facts_load_one (view->db, vt_snapshot_get_folder (view->snapshot), view->language, view->name,
                                         LAYOUT, error);
  if (self->facts == NULL)
    return FALSE;

  self->layout = vt_asset_facts_find_layout (self->facts, LAYOUT);
  self->subject = vt_asset_subject_new ();
  self->subject->title = g_strdup (card->title);
  self->subject->price = make_price (view, card);
  self->subject->photo = g_strdup (card->photo);
  return TRUE;
}

/**
 * vt_seo_card_is_path:
 * @path: a path of the storefront
 *
 * Returns: whether it looks like that of the picture of a link
 */
gboolean
vt_seo_card_is_path (const char *path)
{
  return g_str_has_prefix (path, PREFIX);
}

/**
 * vt_seo_card_path:
 * @view: a view
 * @card: what the picture shows
 *
 * Returns: (transfer full): the address of the picture in the view's language
 */
char *
vt_seo_card_path (VtView *view, const VtSeoCard *card)
{
  g_auto (Drawing) drawing = { 0 };
  g_autofree char *hash = prepare (view, card, &drawing, NULL)
                              ? vt_asset_hash (view->brand, drawing.facts, drawing.layout, drawing.subject)
                              : g_strdup ("0000000000000000");
  g_autofree char *language = g_ascii_strdown (view->language, -1);

  return g_strdup_printf (PREFIX "%s-%" G_GINT64_FORMAT "-%s-%s" SUFFIX, card->kind, card->id, language, hash);
}

/**
 * vt_seo_card_path_of:
 * @view: a view
 * @kind: a kind of #VtSeoCard
 * @id: which one
 *
 * Returns: (transfer full) (nullable): the address of its picture in the view's language; %NULL when shoppers do not
 * see it
 */
char *
vt_seo_card_path_of (VtView *view, const char *kind, gint64 id)
{
  g_auto (Loaded) loaded = { 0 };

  return load (view, kind, id, &loaded) ? vt_seo_card_path (view, &loaded.card) : NULL;
}

/* Takes "product-12-pt-br-0a1b….jpg" apart. */
static gboolean
parse (const char *name, char **kind, gint64 *id, char **language)
{
  g_autofree char *plain = g_strdup (name);
  gsize length = strlen (plain);
  char *first = strchr (plain, '-');
  char *second = first != NULL ? strchr (first + 1, '-') : NULL;
  gsize tail = 1 + HASH_LENGTH + strlen (SUFFIX);

  if (second == NULL || length < tail || plain + length - tail <= second || plain[length - tail] != '-')
    return FALSE;

  plain[length - tail] = '\0';
  *first = *second = '\0';
  if (!g_ascii_string_to_signed (first + 1, 10, 0, G_MAXINT64, id, NULL))
    return FALSE;

  *kind = g_strdup (plain);
  *language = g_strdup (second + 1);
  return TRUE;
}

static char *
cache_file (VtView *view, const char *path)
{
  const char *cache = vt_site_get_cache_dir (view->site);

  return cache != NULL ? g_build_filename (cache, "cards", path + strlen ("/media/"), NULL) : NULL;
}

static GBytes *
draw (VtView *view, const VtSeoCard *card, GError **error)
{
  g_auto (Drawing) drawing = { 0 };

  if (!prepare (view, card, &drawing, error))
    return NULL;

  return vt_asset_export (view->brand, drawing.facts, drawing.layout, drawing.subject, VT_ASSET_JPEG, NULL, error);
}

static void
keep (const char *file, GBytes *bytes)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (GError) error = NULL;

  /* The picture is there; that it could not be kept only costs time. */
  if (g_mkdir_with_parents (folder, 0700) != 0 || !vt_file_write_atomic (file, bytes, &error))
    g_info ("The picture of a link is not kept: %s", error != NULL ? error->message : g_strerror (errno));
}

/**
 * vt_seo_card_respond:
 * @view: a view
 * @error: why it cannot be drawn
 *
 * Returns: (transfer full) (nullable): the picture of a link; %NULL when the address is not that of today's, or there
 * are no originals to draw from: a release holds its pictures as files
 */
VtSiteResponse *
vt_seo_card_respond (VtView *view, GError **error)
{
  const char *folder = vt_snapshot_get_folder (view->snapshot);
  const char *path = view->request->path;
  g_autofree char *kind = NULL;
  g_autofree char *language = NULL;
  g_autofree char *right = NULL;
  g_autofree char *file = NULL;
  g_auto (Loaded) loaded = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  gint64 id = 0;

  if (folder == NULL || !vt_seo_card_is_path (path) || !parse (path + strlen (PREFIX), &kind, &id, &language) ||
      !vt_view_set_language (view, language) || !load (view, kind, id, &loaded))
    return NULL;
  right = vt_seo_card_path (view, &loaded.card);
  if (strcmp (right, path) != 0)
    return NULL;

  file = cache_file (view, path);
  bytes = file != NULL ? vt_file_read (file, VT_ASSET_JPEG_MAX_BYTES * 2, NULL) : NULL;
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      bytes = draw (view, &loaded.card, error);
      if (bytes != NULL && file != NULL)
        keep (file, bytes);
    }

  return bytes != NULL ? vt_site_response_new (200, "image/jpeg", bytes, VT_CACHE_IMMUTABLE) : NULL;
}
