#pragma once

#include "site/vt-view.h"

G_BEGIN_DECLS

/* The list of posts, which has more pages and feeds beside it. */
#define VT_SITE_CONTACT "/contact"
#define VT_SITE_BLOG    "/blog"

/* A picture that a page shows. */
typedef struct
{
  char *sha256;
  int width;
} VtSitePicture;

/* One page that shoppers can see, whatever the language. The id comes first: its texts are loaded by it. */
typedef struct
{
  gint64 id;        /* 0: an address that every shop has */
  const char *kind; /* as vt_view_place_path() takes it; NULL: `handle` is the address, without its language */
  char *handle;     /* in the shop's first language */
  char *title;      /* (nullable) of a product, as are the prices */
  gint64 price_min_minor;
  gint64 price_max_minor;
  gint64 updated_us; /* 0: not known */
  GArray *pictures;  /* (owned) VtSitePicture, the first one first */
} VtSitePage;

/* The parts of a sitemap: pages of one sort. */
typedef struct
{
  const char *name; /* in its address: letters */
  gboolean (*collect) (VtView *view, GPtrArray *addresses, GError **error);
} VtSiteSection;

extern const VtSiteSection vt_site_sections[];
extern const guint vt_site_n_sections;

VtSitePage *vt_site_page_new (const char *kind, gint64 id, const char *handle, gint64 updated_us);
void vt_site_page_free (VtSitePage *self);
void vt_site_page_add_picture (VtSitePage *self, const char *sha256, int width);
char *vt_site_page_path (const VtSitePage *self, VtView *view);
GPtrArray *vt_site_pages_collect (VtView *view, const VtSiteSection *section, GError **error);

G_END_DECLS
