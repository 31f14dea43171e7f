#pragma once

#include "site/vt-view.h"

G_BEGIN_DECLS

/* Of the picture of a link, pixels: what Open Graph asks for. */
#define VT_SEO_CARD_WIDTH  1200
#define VT_SEO_CARD_HEIGHT 630

/* What the picture of a link shows of one thing, without what all cards of the shop have. The texts live as long as
 * what they were read from. */
typedef struct
{
  const char *kind; /* "home", "product", "collection", "page", "post" or "live_event" */
  gint64 id;        /* 0: the shop itself */
  const char *title;
  const char *photo;  /* (nullable) SHA-256 */
  gint64 price_minor; /* 0: none */
  gboolean from;      /* other variants cost more */
} VtSeoCard;

gboolean vt_seo_card_is_path (const char *path);
char *vt_seo_card_path (VtView *view, const VtSeoCard *card);
char *vt_seo_card_path_of (VtView *view, const char *kind, gint64 id);
VtSiteResponse *vt_seo_card_respond (VtView *view, GError **error);

G_END_DECLS
