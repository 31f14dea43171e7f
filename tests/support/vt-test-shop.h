#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* A small shop in memory, always the same: "Casa Lume", EUR, English, in Portugal, taxes included. Ids are constants so
 * that a test can name a row. Stock is what is written beside each variant. */

#define VT_TEST_NOW_US G_GINT64_CONSTANT (1750000000000000) /* 2025-06-15 15:06:40 UTC */
#define VT_TEST_DAY_US G_GINT64_CONSTANT (86400000000)

enum
{
  VT_TEST_CHAIR = 101, /* "modern-cafe-chair": Colour; active; in Chairs and Sale */
  VT_TEST_LAMP = 102,  /* "brass-table-lamp": no options; active; in Lamps */
  VT_TEST_SHIRT = 103, /* "linen-shirt": Size and Colour; active; in no collection; tax class reduced */
  VT_TEST_DRAFT = 104, /* "walnut-desk": draft; in Chairs */

  VT_TEST_CHAIR_MUSTARD = 1001, /* €100.00, before €120.00; 12 in stock; its own photo */
  VT_TEST_CHAIR_GREEN = 1002,   /* €100.00; none in stock */
  VT_TEST_LAMP_ONLY = 1003,     /* €49.99; stock not tracked */
  VT_TEST_SHIRT_S_WHITE = 1004, /* €35.50; 3 in stock */
  VT_TEST_SHIRT_M_WHITE = 1005, /* €35.50; 1 in stock */
  VT_TEST_SHIRT_M_BLUE = 1006,  /* €39.00; 7 in stock */
  VT_TEST_DESK_ONLY = 1007,     /* €480.00; 2 in stock; of the draft */

  VT_TEST_CHAIRS = 201, /* "chairs" */
  VT_TEST_LAMPS = 202,  /* "lamps" */
  VT_TEST_SALE = 203,   /* "sale" */

  VT_TEST_ZONE_HOME = 301,     /* PT ES */
  VT_TEST_ZONE_WORLD = 302,    /* * */
  VT_TEST_RATE_STANDARD = 311, /* home, €9.90, free from €150.00 on, 2–4 days */
  VT_TEST_RATE_EXPRESS = 312,  /* home, €19.90, 1 day */
  VT_TEST_RATE_WORLD = 313,    /* world, €29.00, 5–12 days */

  VT_TEST_PAY_TRANSFER = 401,
  VT_TEST_PAY_ON_DELIVERY = 402,

  VT_TEST_GREEN15 = 501,  /* GREEN15: 15 % on everything, ends seven days from now */
  VT_TEST_CHAIR20 = 502,  /* CHAIR20: €20.00 off Chairs from €50.00 on */
  VT_TEST_FREESHIP = 503, /* FREESHIP: free shipping */
  VT_TEST_ENDED10 = 504,  /* ENDED10: 10 %, ended yesterday */
  VT_TEST_DRAFT50 = 505,  /* DRAFT50: 50 %, not active */

  VT_TEST_POPUP = 601, /* exit intent, GREEN15 with countdown; active */

  VT_TEST_PAGE_ABOUT = 701, /* "about", active */
  VT_TEST_PAGE_DRAFT = 702  /* "spring-plans", draft */
};

/* A SHA-256 that media has a row of (no file): 'a' × 64 for the mustard chair, 'b' × 64 for the lamp. */
#define VT_TEST_PHOTO_CHAIR "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define VT_TEST_PHOTO_LAMP  "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

VtDb *vt_test_shop_new (void);
void vt_test_shop_fill (VtDb *db);

G_END_DECLS
