#pragma once

#include "brand/vt-brand.h"

G_BEGIN_DECLS

#define VT_LINK_CARD_WIDTH  1200
#define VT_LINK_CARD_HEIGHT 630

/* What other sites show of a link may weigh, bytes. */
#define VT_LINK_CARD_MAX_BYTES (300 * 1024)

/* What is drawn on the picture of a link. Everything but the title may be NULL. */
typedef struct
{
  const char *title;     /* what the link is about */
  const char *price;     /* as shoppers read it: "€100.00" */
  const char *shop;      /* the shop's name */
  const char *language;  /* BCP 47, of the words: it decides how they are broken into lines */
  const char *photo;     /* SHA-256 of the photograph */
  const char *logo;      /* SHA-256 of the logo; the name stands beside it unless has_wordmark */
  gboolean has_wordmark; /* the logo has the name in it */
} VtLinkCard;

char *vt_link_card_hash (VtBrand *brand, const VtLinkCard *card);
GBytes *vt_link_card_draw (VtBrand *brand,
                           const VtLinkCard *card,
                           const char *photo_file,
                           const char *logo_file,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
