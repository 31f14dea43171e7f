/* What a page is laid out in. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-sections.h"

#include "catalogue/vt-review.h"
#include "content/vt-live-video.h"
#include "content/vt-live.h"
#include "site/vt-locale.h"
#include "site/vt-product-page.h"

#include <string.h>

/* A page, and what it is of. */
typedef struct
{
  VtView *view;
  VtSectionPage page;
  VtProduct *product;             /* (nullable) */
  const VtCollection *collection; /* (nullable) */
} Page;

/**
 * vt_sections_text:
 * @view: a view
 * @section: a section
 * @field: one of its texts
 * @original: that text in the shop's first language
 *
 * Returns: (transfer none): the text in the page's language
 */
const char *
vt_sections_text (VtView *view, const VtSection *section, const char *field, const char *original)
{
  /* One that the shop did not make itself has no id, and is in the page's language already. */
  return section->id != 0 ? vt_view_text (view, "section", section->id, field, original) : original;
}

/* Products of the collection that a section leads to: all of them when it names none. */
static GPtrArray *
list_target (VtView *view, const char *target, int limit, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;
  const char *handle;

  if (!g_str_has_prefix (target, "/collections/"))
    return *target == '\0' ? vt_model_list_products (view, 0, NULL, limit, error) : g_ptr_array_new ();

  handle = target + strlen ("/collections/");
  if (strcmp (handle, "all") == 0)
    return vt_model_list_products (view, 0, NULL, limit, error);

  /* A section may outlive its collection: then it has no products. */
  collection = vt_collection_find_by_handle (view->db, handle, NULL);
  return collection != NULL ? vt_model_list_products (view, collection->id, NULL, limit, error) : g_ptr_array_new ();
}

/* What it shows, and where, is no matter of its looks; a grid has a class of its own. */
static gboolean
is_look (const char *name)
{
  static const char *const others[] = { "window", "limit", "place", NULL };

  return !g_strv_contains (others, name);
}

/* " at-ground-tint at-columns-4": what of a section's settings is not as it is at first, for style sheets. */
static char *
make_classes (const VtSection *section)
{
  GString *classes = g_string_new (NULL);
  guint n;
  const VtSectionSetting *settings = vt_section_settings (section->kind, &n);

  for (guint i = 0; i < n; i++)
    if (section->values[i] == settings[i].fallback || !is_look (settings[i].name))
      continue;
    else if (settings[i].type == VT_SECTION_CHOICE)
      g_string_append_printf (classes, " at-%s-%s", settings[i].name, settings[i].choices[section->values[i]]);
    else
      g_string_append_printf (classes, " at-%s-%d", settings[i].name, section->values[i]);

  return g_string_free (classes, FALSE);
}

static VtValue *
new_block (VtView *view, const VtSection *section)
{
  VtValue *block = vt_value_new_object (view->arena);
  VtModelPhoto photo = { section->sha256, section->width, section->height,
                         vt_sections_text (view, section, "alt", section->alt), section->ground };
  VtValue *picture = vt_model_picture (view->arena, &photo);

  vt_value_set_string (block, "title", vt_sections_text (view, section, "title", section->title));
  vt_value_set_string (block, "body", vt_sections_text (view, section, "body", section->body));
  vt_value_set_string (block, "note", vt_sections_text (view, section, "body", section->body));
  vt_value_set_string (block, "action", vt_sections_text (view, section, "action", section->action));
  vt_value_take_string (block, "url", vt_view_link (view, section->target));
  vt_value_take_string (block, "classes", make_classes (section));
  vt_value_set_boolean (block, "text_on_picture", FALSE);
  vt_value_set_boolean (block, "lead", FALSE);
  vt_value_set_boolean (block, "grid", strcmp (vt_section_get_word (section, "layout"), "grid") == 0);
  vt_value_set (block, "picture", picture);

  return block;
}

static VtValue *
collection_picture (VtView *view, const VtCollection *collection, GError **error)
{
  VtModelPhoto photo = { collection->sha256, collection->width, collection->height, "", collection->ground };
  g_autoptr (GPtrArray) rows = NULL;

  if (collection->sha256 != NULL && *collection->sha256 != '\0')
    return vt_model_picture (view->arena, &photo);

  rows = vt_model_list_products (view, collection->id, NULL, 1, error);
  if (rows != NULL && rows->len > 0)
    {
      const VtProductRow *row = g_ptr_array_index (rows, 0);

      photo.sha256 = row->photo_sha256;
      photo.width = row->photo_width;
      photo.height = row->photo_height;
      photo.ground = row->photo_ground;
    }

  return vt_model_picture (view->arena, &photo);
}

static gboolean
fill_collections (const Page *page, const VtSection *section, VtValue *block, GError **error)
{
  VtView *view = page->view;
  g_autoptr (GPtrArray) collections = vt_collection_list (view->db, error);
  guint limit = (guint) vt_section_get (section, "limit");
  VtValue *tiles = vt_value_new_array (view->arena);

  if (collections == NULL)
    return FALSE;

  vt_value_set (block, "items", tiles);
  vt_view_load_texts (view, "collection", collections, 0, collections->len);
  for (guint i = 0; i < collections->len && vt_value_get_length (tiles) < limit; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      VtValue *tile;

      if (collection->parent_id != 0)
        continue;
      tile = vt_value_new_object (view->arena);
      vt_value_set_string (tile, "title",
                           vt_view_text (view, "collection", collection->id, "title", collection->title));
      vt_value_take_string (tile, "url", vt_model_collection_path (view, collection->id, collection->handle));
      vt_value_take_string (tile, "count", vt_model_count (view, "pieces", collection->n_products));
      vt_value_set (tile, "picture", collection_picture (view, collection, NULL));
      vt_value_add (tiles, tile);
    }

  return TRUE;
}

static gboolean
fill_products (const Page *page, const VtSection *section, VtValue *block, GError **error)
{
  VtView *view = page->view;
  int limit = vt_section_get (section, "limit");
  g_autoptr (GPtrArray) rows = list_target (view, section->target, limit, error);

  if (rows == NULL)
    return FALSE;

  vt_value_set (block, "items", vt_model_cards (view, rows, 0, (guint) limit));
  if (*section->title == '\0')
    vt_value_set_string (block, "title", vt_model_string (view, "suggestions"));
  if (*section->target == '\0' && *section->action == '\0')
    {
      vt_value_set_string (block, "action", vt_model_string (view, "see_everything"));
      vt_value_take_string (block, "url", vt_view_path (view, "/collections/all"));
    }
  return TRUE;
}

static gboolean
fill_window (const Page *page, const VtSection *section, VtValue *block, GError **error)
{
  VtView *view = page->view;
  const char *word = vt_section_get_word (section, "window");
  g_auto (VtProductWindow) window = { NULL, NULL, NULL, NULL };

  if (!vt_product_window_fill (view, word, vt_section_get (section, "limit"), page->product, page->collection, &window,
                               error))
    return FALSE;

  vt_value_set (block, "items", window.items);
  vt_value_set_boolean (block, "of_product", page->product != NULL && strcmp (word, "related") == 0);
  if (*section->title == '\0')
    vt_value_set_string (block, "title", window.title);
  if (*section->body == '\0')
    vt_value_set_string (block, "note", window.note != NULL ? window.note : "");
  vt_value_set_string (block, "action", window.url != NULL ? vt_model_string (view, "see_all") : "");
  vt_value_set_string (block, "url", window.url != NULL ? window.url : "");

  return TRUE;
}

static gboolean
fill_story (const Page *page, const VtSection *section, VtValue *block, GError **error)
{
  VtView *view = page->view;
  int limit = vt_section_get (section, "limit");
  gboolean has_items = *section->target != '\0' && limit > 0;
  g_autoptr (GPtrArray) rows = has_items ? list_target (view, section->target, limit, error) : g_ptr_array_new ();

  if (rows == NULL)
    return FALSE;

  vt_value_set (block, "items", vt_model_cards (view, rows, 0, (guint) limit));
  return TRUE;
}

static gboolean
fill_gallery (const Page *page, const VtSection *section, VtValue *block, GError **error)
{
  VtView *view = page->view;
  g_autoptr (GPtrArray) pictures = vt_section_list_pictures (view->db, section->id, error);
  VtValue *items = vt_value_new_array (view->arena);

  if (pictures == NULL)
    return FALSE;

  vt_view_load_texts (view, "section_picture", pictures, 0, pictures->len);
  for (guint i = 0; i < pictures->len; i++)
    {
      const VtSectionPicture *picture = g_ptr_array_index (pictures, i);
      VtModelPhoto photo = { picture->sha256, picture->width, picture->height,
                             vt_view_text (view, "section_picture", picture->id, "alt", picture->alt),
                             picture->ground };
      VtValue *item = vt_value_new_object (view->arena);

      vt_value_set (item, "picture", vt_model_picture (view->arena, &photo));
      vt_value_take_string (item, "url", vt_view_link (view, picture->target));
      vt_value_add (items, item);
    }
  vt_value_set (block, "items", items);

  return TRUE;
}

/* A review of what cannot be bought any more says nothing of what can. */
static VtProductRow *
find_row (VtView *view, GPtrArray *rows, gint64 product_id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      VtProductRow *row = g_ptr_array_index (rows, i);

      if (row->id == product_id && row->n_variants > 0 && vt_model_is_visible (view, row->status, row->publish_us))
        return row;
    }

  return NULL;
}

static VtValue *
new_quotes (VtView *view, GPtrArray *reviews, guint limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;
  VtValue *items = vt_value_new_array (view->arena);

  for (guint i = 0; i < reviews->len; i++)
    g_array_append_val (ids, ((VtReview *) g_ptr_array_index (reviews, i))->product_id);
  rows = vt_product_list_rows (view->db, (const gint64 *) (gpointer) ids->data, ids->len, error);
  if (rows == NULL)
    return NULL;

  for (guint i = 0; i < reviews->len && vt_value_get_length (items) < limit; i++)
    {
      const VtReview *review = g_ptr_array_index (reviews, i);
      const VtProductRow *row = find_row (view, rows, review->product_id);
      VtValue *item = row != NULL ? vt_product_page_new_review (view, review) : NULL;

      if (item == NULL)
        continue;
      vt_value_set_string (item, "product", vt_view_text (view, "product", row->id, "title", row->title));
      vt_value_take_string (item, "product_url", vt_model_product_path (view, row->id, row->handle));
      vt_value_add (items, item);
    }

  return items;
}

/* The newest, whatever they say: nobody chooses which of them are shown. Source: Directive 2005/29/EC, Annex I, 23c. */
static gboolean
fill_reviews (const Page *page, const VtSection *section, VtValue *block, GError **error)
{
  VtView *view = page->view;
  guint limit = (guint) vt_section_get (section, "limit");
  g_autoptr (GPtrArray) reviews = vt_review_list_written (view->db, (int) limit * 2, error);
  VtReviewSummary summary;
  g_autofree char *average = NULL;
  VtValue *items = reviews != NULL ? new_quotes (view, reviews, limit, error) : NULL;
  gint64 tenths;

  if (items == NULL || !vt_review_summarise (view->db, 0, &summary, error))
    return FALSE;

  vt_value_set (block, "items", items);
  if (summary.count == 0)
    return TRUE;

  tenths = (summary.sum * 10 + summary.count / 2) / summary.count;
  average = vt_locale_tenths (view->language, tenths);
  if (*section->title == '\0')
    vt_value_set_string (block, "title", vt_model_string (view, "section_reviews"));
  vt_value_set_string (block, "average", average);
  vt_value_take_string (block, "average_text", vt_model_fill (view, "rating_of", "rating", average));
  vt_value_set (block, "stars", vt_product_page_new_stars (view->arena, (int) tenths));
  vt_value_take_string (block, "count", vt_model_count (view, "reviews", summary.count));

  return TRUE;
}

static gboolean
fill_newsletter (const Page *page, const VtSection *section, VtValue *block, G_GNUC_UNUSED GError **error)
{
  VtView *view = page->view;
  const char *note = vt_sections_text (view, section, "note", section->note);

  if (*section->title == '\0')
    vt_value_set_string (block, "title", vt_model_string (view, "newsletter"));
  if (*section->body == '\0')
    vt_value_set_string (block, "body", vt_model_string (view, "newsletter_lead"));
  if (*section->action == '\0')
    vt_value_set_string (block, "action", vt_model_string (view, "newsletter_subscribe"));
  if (*note != '\0')
    vt_value_set_string (block, "note", note);
  else
    vt_value_take_string (block, "note", vt_model_fill (view, "newsletter_consent", "shop", view->name));
  vt_value_set_string (block, "page", view->path);
  vt_value_set (block, "items", vt_value_new_array (view->arena));

  return TRUE;
}

static void
show_film (VtView *view, VtValue *block, const VtLiveVideo *film)
{
  vt_value_set_string (block, "url", film->url);
  vt_value_take_string (block, "watch", vt_model_fill (view, "watch_on", "site", film->site));
  vt_value_set_boolean (block, "elsewhere", TRUE);
}

/* The sale that @target names, or the one that comes next. */
static VtLive *
find_live (VtView *view, const char *target, GError **error)
{
  g_autoptr (GPtrArray) lives = NULL;
  guint i;

  if (g_str_has_prefix (target, "/live/"))
    return vt_live_find_by_handle (view->db, target + strlen ("/live/"), NULL);

  lives = vt_live_list (view->db, view->request->drafts, error);
  i = lives != NULL ? vt_live_find_featured (lives, view->request->now_us) : 0;
  return lives != NULL && i < lives->len ? vt_live_load (view->db, ((VtLive *) g_ptr_array_index (lives, i))->id, error)
                                         : NULL;
}

static void
show_live (VtView *view, const VtSection *section, VtValue *block, const VtLive *live)
{
  VtModelPhoto photo = { live->sha256, live->width, live->height,
                         vt_view_text (view, "live_event", live->id, "alt", live->alt), 0 };

  if (*section->title == '\0')
    vt_value_set_string (block, "title", vt_view_text (view, "live_event", live->id, "title", live->title));
  if (section->sha256 == NULL)
    vt_value_set (block, "picture", vt_model_picture (view->arena, &photo));
  vt_value_take_string (block, "url", vt_model_live_path (view, live->id, live->handle));
  vt_value_take_string (block, "when", vt_model_moment (view, live->starts_us));
  vt_value_set_string (block, "watch", vt_model_string (view, "section_live"));
}

/* A film is watched where it is: nothing of another site is loaded into a page of the shop that is not about it. */
static gboolean
fill_video (const Page *page, const VtSection *section, VtValue *block, GError **error)
{
  VtView *view = page->view;
  g_autoptr (VtLiveVideo) film = vt_live_video_parse (section->target);
  g_autoptr (GError) failure = NULL;
  g_autoptr (VtLive) live = film == NULL ? find_live (view, section->target, &failure) : NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  vt_value_set_string (block, "url", "");
  vt_value_set_string (block, "watch", "");
  vt_value_set_null (block, "when");
  vt_value_set_boolean (block, "elsewhere", FALSE);
  vt_value_set (block, "items", vt_value_new_array (view->arena));
  if (film != NULL)
    show_film (view, block, film);
  else if (live != NULL && (live->active || view->request->drafts))
    show_live (view, section, block, live);

  return TRUE;
}

static gboolean
fill_nothing (const Page *page, G_GNUC_UNUSED const VtSection *section, VtValue *block, G_GNUC_UNUSED GError **error)
{
  vt_value_set (block, "items", vt_value_new_array (page->view->arena));
  return TRUE;
}

static const struct
{
  gboolean (*fill) (const Page *page, const VtSection *section, VtValue *block, GError **error);
  gboolean needs_items; /* without any, it is not shown */
} kinds[] = {
  [VT_SECTION_HERO] = { fill_nothing, FALSE },      [VT_SECTION_COLLECTIONS] = { fill_collections, FALSE },
  [VT_SECTION_PRODUCTS] = { fill_products, FALSE }, [VT_SECTION_WINDOW] = { fill_window, TRUE },
  [VT_SECTION_STORY] = { fill_story, FALSE },       [VT_SECTION_GALLERY] = { fill_gallery, TRUE },
  [VT_SECTION_REVIEWS] = { fill_reviews, TRUE },    [VT_SECTION_NEWSLETTER] = { fill_newsletter, FALSE },
  [VT_SECTION_VIDEO] = { fill_video, FALSE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == VT_SECTION_N_KINDS);

/* Whether there is something to be seen of it. */
static gboolean
is_shown (VtView *view, const VtSection *section, VtValue *block)
{
  if (kinds[section->kind].needs_items && vt_value_get_length (vt_value_get (block, "items")) == 0)
    return FALSE;
  if (section->kind == VT_SECTION_VIDEO && *vt_value_get_string (block, "url") == '\0')
    return FALSE;

  /* Nobody would take what its form sends. */
  return section->kind != VT_SECTION_NEWSLETTER || !vt_view_is_static (view);
}

static gboolean
add_section (const Page *page, const VtSection *section, gboolean first, VtValue *list, GError **error)
{
  VtView *view = page->view;
  VtValue *block = new_block (view, section);
  VtValue *object;

  if (!kinds[section->kind].fill (page, section, block, error))
    return FALSE;
  if (!is_shown (view, section, block))
    return TRUE;

  object = vt_value_new_object (view->arena);
  vt_value_set_boolean (block, "lead", first && page->page == VT_SECTION_PAGE_HOME);
  vt_value_set_int (object, "id", section->id);
  for (guint i = 0; i < VT_SECTION_N_KINDS; i++)
    vt_value_set_null (object, vt_section_kind_to_string ((VtSectionKind) i));
  vt_value_set (object, vt_section_kind_to_string (section->kind), block);
  vt_value_add (list, object);

  return TRUE;
}

/* Most pages need neither. */
static void
set_needs (VtView *view, VtSectionPage page, GPtrArray *sections)
{
  gboolean css = FALSE;
  gboolean icons = FALSE;

  for (guint i = 0; i < sections->len; i++)
    {
      const VtSection *section = g_ptr_array_index (sections, i);
      g_autofree char *classes = make_classes (section);

      css = css || section->kind >= VT_SECTION_GALLERY || *classes != '\0' ||
            (section->kind == VT_SECTION_HERO && (i > 0 || page != VT_SECTION_PAGE_HOME));
      icons = icons || section->kind == VT_SECTION_REVIEWS;
    }
  vt_value_set_boolean (view->model, "sections_css", css);
  /* A product's page has them anyway. */
  vt_value_set_boolean (view->model, "section_icons", icons && page != VT_SECTION_PAGE_PRODUCT);
}

/**
 * vt_sections_fill:
 * @view: a view
 * @page: what sort of page it is
 * @sections: (element-type VtSection): how it is laid out
 * @product: (nullable): what it is of
 * @collection: (nullable): the collection that the product stands in
 * @error: a #VtDbError
 *
 * Fills `sections`, `sections_above`, `has_above`, `has_hero`, `sections_css` and `section_icons`. One that has nothing
 * to show is left out.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_sections_fill (VtView *view,
                  VtSectionPage page,
                  GPtrArray *sections,
                  VtProduct *product,
                  const VtCollection *collection,
                  GError **error)
{
  const Page of = { view, page, product, collection };
  const VtSection *first = sections->len > 0 ? g_ptr_array_index (sections, 0) : NULL;
  VtValue *below = vt_value_new_array (view->arena);
  VtValue *above = vt_value_new_array (view->arena);

  vt_value_set (view->model, "sections", below);
  vt_value_set (view->model, "sections_above", above);
  vt_value_set_boolean (view->model, "has_hero", first != NULL && first->kind == VT_SECTION_HERO);
  vt_view_load_texts (view, "section", sections, 0, sections->len);
  for (guint i = 0; i < sections->len; i++)
    {
      const VtSection *section = g_ptr_array_index (sections, i);
      gboolean is_above =
          page == VT_SECTION_PAGE_COLLECTION && strcmp (vt_section_get_word (section, "place"), "above") == 0;

      if (!add_section (&of, section, i == 0, is_above ? above : below, error))
        return FALSE;
    }
  set_needs (view, page, sections);
  vt_value_set_boolean (view->model, "has_above", vt_value_get_length (above) > 0);

  return TRUE;
}

/**
 * vt_sections_fill_page:
 * @view: a view
 * @page: what sort of page it is
 * @product: (nullable): what it is of
 * @collection: (nullable): the collection that the product stands in
 * @error: a #VtDbError
 *
 * As vt_sections_fill(), with what the shop has laid out.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_sections_fill_page (VtView *view,
                       VtSectionPage page,
                       VtProduct *product,
                       const VtCollection *collection,
                       GError **error)
{
  g_autoptr (GPtrArray) sections = vt_section_list_shown (view->db, page, error);

  return sections != NULL && vt_sections_fill (view, page, sections, product, collection, error);
}
