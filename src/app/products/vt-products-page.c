#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-products-page.h"

#include <glib/gi18n.h>

struct _VtProductsPage
{
  VtPlace parent_instance;
};

G_DEFINE_FINAL_TYPE (VtProductsPage, vt_products_page, VT_TYPE_PLACE)

static void
vt_products_page_class_init (G_GNUC_UNUSED VtProductsPageClass *klass)
{
}

static void
vt_products_page_init (VtProductsPage *self)
{
  vt_place_set_preview_path (VT_PLACE (self), "/");
}
