#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-brand-page.h"

#include <glib/gi18n.h>

struct _VtBrandPage
{
  VtPlace parent_instance;
};

G_DEFINE_FINAL_TYPE (VtBrandPage, vt_brand_page, VT_TYPE_PLACE)

static void
vt_brand_page_class_init (G_GNUC_UNUSED VtBrandPageClass *klass)
{
}

static void
vt_brand_page_init (VtBrandPage *self)
{
  vt_place_set_preview_path (VT_PLACE (self), "/");
}
