#pragma once

#include "catalogue/vt-product.h"

G_BEGIN_DECLS

struct _VtProduct
{
  GObject parent_instance;

  gint64 id;
  char *handle;
  char *title;
  char *description_html;
  char *vendor;
  char *product_type;
  VtProductStatus status;
  char *seo_title;
  char *seo_description;
  char *tax_class;
  char *shipping_class;
  gint64 publish_us; /* 0: as soon as it is active */
  gint64 created_us;
  gint64 updated_us;
  char **tags;         /* (owned) sorted */
  char **option_names; /* (owned) */
  GPtrArray *photos;   /* (owned) (element-type VtPhoto) */
  GPtrArray *variants; /* (owned) (element-type VtVariant) never empty in a shop */
};

void vt_photo_free (VtPhoto *self);
void vt_variant_free (VtVariant *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtVariant, vt_variant_free)

G_END_DECLS
