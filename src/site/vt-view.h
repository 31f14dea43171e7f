#pragma once

#include "brand/vt-brand.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "site/vt-site-private.h"

G_BEGIN_DECLS

/* Posts on a page of the journal. */
#define VT_VIEW_POSTS_ON_PAGE 12

/* How one piece of the variant that a product's page shows is sent, to where most shoppers are. */
typedef struct
{
  const VtVariant *variant; /* (unowned) NULL: it is not sent, or not for a price that is known */
  const char *country;      /* (unowned) of the model */
  gint64 price_minor;
  int days_min;
  int days_max; /* 0: not told */
} VtViewShipping;

/* What one page is made from, and the model that is filled for its template. It lives as long as one answer. */
typedef struct
{
  VtSite *site; /* (unowned), as these four */
  VtSnapshot *snapshot;
  const VtSiteRequest *request;
  VtSiteRequest changed;        /* what `request` is where a page asks for something else than the browser did */
  const VtSiteBackend *backend; /* (nullable) */
  VtDb *db;

  /* The shop's languages (BCP 47), the one that its rows are written in first, and the one of this page. */
  char **languages;          /* (owned) */
  const char *language;      /* (unowned) one of them */
  char *prefix;              /* (owned) that every address in this language begins with: "", "/th", "/pt-br" */
  const char *path;          /* (unowned) what is asked for, without the prefix: begins with "/" */
  GHashTable *texts;         /* (owned) what was read of the language so far; see vt_view_text() */
  struct VtViewPlace *place; /* (owned) (nullable) what the page is of; see vt_view_settle() */

  /* The shop's facts; all owned. */
  char *name;
  char *currency;
  char *country;
  char *time_zone;
  VtBrand *brand;

  VtValue *strings;  /* (unowned) */
  gboolean personal; /* the page is one shopper's: it may use the cookies */
  VtViewShipping shipping;
  gint64 price_minor;   /* of the product that the page is of, the lowest; 0: none */
  gboolean price_from;  /* others of its variants cost more */
  GPtrArray *automatic; /* (owned) (nullable) VtDiscount; see vt-offer-model */
  char *extra_word;     /* (owned) (nullable) a word more for its title: what it is, or whose */
  VtArena *arena;       /* (owned) where the model lies */
  VtValue *model;       /* (unowned) of the arena */
} VtView;

VtView *vt_view_new (VtSite *site,
                     VtSnapshot *snapshot,
                     const VtSiteRequest *request,
                     const VtSiteBackend *backend,
                     GError **error);
void vt_view_free (VtView *self);
gboolean vt_view_is_static (const VtView *self);
gboolean vt_view_open_language (VtView *self, GError **error);
void vt_view_close_language (VtView *self);
gboolean vt_view_fill_common (VtView *self, GError **error);
void vt_view_note_day (VtView *self, GTimeZone *zone);
gboolean vt_view_fill_delivery (VtView *self, GError **error);
void vt_view_select_country (VtView *self, const char *code);
VtSiteResponse *vt_view_render (VtView *self, const char *template_name, guint status, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtView, vt_view_free)

/* Languages. Addresses come ready for an href: percent-encoded, in the page's language. */
gboolean vt_view_set_language (VtView *self, const char *tag);
gboolean vt_view_is_translated (VtView *self);
char *vt_view_path (VtView *self, const char *path);
char *vt_view_place_path (VtView *self, const char *kind, gint64 id, const char *handle);
char *vt_view_link (VtView *self, const char *target);
const char *vt_view_text (VtView *self, const char *kind, gint64 row_id, const char *field, const char *original);
char *vt_view_text_list (VtView *self, const char *kind, gint64 row_id, const char *field, const char *original);
const char *vt_view_text_language (VtView *self, const char *kind, gint64 row_id, const char *field);
GHashTable *vt_view_set_texts (VtView *self, GHashTable *texts);
void vt_view_load_texts (VtView *self, const char *kind, GPtrArray *records, guint from, guint limit);

/* What an address names, and whether that is its address. */
gboolean vt_view_find (VtView *self, const char *kind, const char *handle, gint64 *id, GError **error);
VtSiteResponse *vt_view_settle (VtView *self, const char *kind, gint64 id, const char *handle);
VtSiteResponse *vt_view_settle_part (VtView *self, const char *kind, gint64 id, const char *handle, const char *rest);
const char *vt_view_get_place (VtView *self, gint64 *id);
VtSiteResponse *vt_view_redirect_language (VtView *self);
void vt_view_fill_languages (VtView *self, gboolean home);
char *vt_view_query (VtView *self);

/* Pages. NULL without error: there is no such page. */
VtSiteResponse *vt_view_home (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_collection (VtView *self, const char *handle, GError **error);
VtSiteResponse *vt_view_product (VtView *self, const char *handle, GError **error);
VtSiteResponse *vt_view_page (VtView *self, const char *handle, GError **error);
VtSiteResponse *vt_view_blog (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_blog_entry (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_rss (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_atom (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_live (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_live_event (VtView *self, const char *handle, GError **error);
VtSiteResponse *vt_view_search (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_cart (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_checkout (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_order (VtView *self, const char *token, GError **error);
VtSiteResponse *vt_view_discount_link (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_contact (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_notify (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_newsletter (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_newsletter_confirm (VtView *self, const char *token, GError **error);
VtSiteResponse *vt_view_newsletter_leave (VtView *self, const char *token, GError **error);
VtSiteResponse *vt_view_offline (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_worker (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_not_found (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_sitemap (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_sitemap_part (VtView *self, const char *name, GError **error);
VtSiteResponse *vt_view_robots (VtView *self, const char *argument, GError **error);
VtSiteResponse *vt_view_llms (VtView *self, const char *argument, GError **error);
gboolean vt_blog_add_routes (VtView *view, GPtrArray *routes, GError **error);
VtSiteResponse *vt_view_failure (VtView *self, const char *reason);

GPtrArray *vt_sitemap_list_routes (VtView *view, GError **error);

G_END_DECLS
