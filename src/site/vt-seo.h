#pragma once

#include "site/vt-model.h"

G_BEGIN_DECLS

/* What search engines and the boxes that other sites make of a link are told. */
typedef struct
{
  const char *kind;        /* page.kind */
  const char *title;       /* of the page's thing; the shop's name is added */
  const char *own_title;   /* (nullable) as the merchant wrote it; used as it is unless "" */
  const char *description; /* (nullable) as the merchant wrote it; unless "" */
  const char *text;        /* (nullable) HTML or plain text that a description is made from otherwise */
  const char *path;        /* of the page, without query */
  const char *og_type;     /* "website", "product", "article" */
  VtModelPhoto photo;      /* what is seen first */
  gboolean preload;        /* it is in the first view */
  gint64 price_minor;      /* -1: none */
  gboolean hidden;         /* not for search engines */
} VtSeo;

void vt_seo_fill (VtView *view, const VtSeo *seo, VtValue *json_ld);
void vt_seo_finish (VtView *view);
char *vt_seo_address (VtView *view, const char *path);

VtValue *vt_seo_home (VtView *view);
VtValue *vt_seo_product (VtView *view, VtProduct *product);
VtValue *vt_seo_crumbs (VtView *view);

/* Private: what schema.org says of the things of a page, once its model is complete. */
VtValue *vt_seo_new_thing (VtArena *arena, const char *type);
void vt_seo_add_things (VtView *view, VtValue *things);

G_END_DECLS
