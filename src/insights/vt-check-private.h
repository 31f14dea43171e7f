#pragma once

#include "insights/vt-check.h"

G_BEGIN_DECLS

/* Texts without a translation that are listed for each language; nobody mends more in one go. */
#define VT_CHECK_GAPS_MAX 1000

/* A check that is going on. */
typedef struct
{
  VtDb *db;
  gint64 now_us;
  VtCheckFunc func;
  gpointer data;
  GCancellable *cancellable;

  char *shop;            /* (owned) its name */
  char *currency;        /* (owned) */
  char **languages;      /* (owned) the shop's own first */
  GPtrArray *batch;      /* (owned) what is not told yet */
  GHashTable *addresses; /* (owned) paths that lead somewhere */
  GHashTable *moved;     /* (owned) paths that lead there by way of another */
  GHashTable *titles;    /* (owned) titles of pages seen so far, folded */
  GHashTable *texts;     /* (owned) the same of their descriptions */
} VtCheck;

/* Whose words are looked at. The texts may be NULL. */
typedef struct
{
  const char *subject;
  const char *name;
  const char *title;
  VtCheckTarget target; /* without field */
} VtCheckThing;

/* A page as engines meet it. */
typedef struct
{
  VtCheckThing thing;
  const char *seo_title;
  const char *seo_description;
  const char *extra; /* of its generated title */
  const char *html;  /* what a description is made from */
  const char *title_field;
  const char *text_field; /* of its description for engines */
  const char *body_field;
} VtCheckPage;

void vt_check_add (VtCheck *self, VtCheckRule rule, const VtCheckThing *thing, const char *field, const char *sentence);
void
vt_check_addf (VtCheck *self, VtCheckRule rule, const VtCheckThing *thing, const char *field, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

gboolean vt_check_products (VtCheck *self, GError **error);
gboolean vt_check_shop (VtCheck *self, GError **error);
gboolean vt_check_promo (VtCheck *self, GError **error);
gboolean vt_check_contents (VtCheck *self, GError **error);
gboolean vt_check_translations (VtCheck *self, GError **error);
gboolean vt_check_content_translations (VtCheck *self, GError **error);

void vt_check_page (VtCheck *self, const VtCheckPage *page);
void vt_check_html (VtCheck *self, const VtCheckThing *thing, const char *field, const char *html);

gboolean vt_check_gather_addresses (VtCheck *self, GError **error);
void vt_check_link (VtCheck *self, const VtCheckThing *thing, const char *field, const char *target);

G_END_DECLS
