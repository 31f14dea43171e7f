#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-storefront-page.h"

#include <glib/gi18n.h>

struct _VtStorefrontPage
{
  VtPlace parent_instance;
};

G_DEFINE_FINAL_TYPE (VtStorefrontPage, vt_storefront_page, VT_TYPE_PLACE)

static void
vt_storefront_page_class_init (G_GNUC_UNUSED VtStorefrontPageClass *klass)
{
}

static void
vt_storefront_page_init (VtStorefrontPage *self)
{
  vt_place_set_preview_path (VT_PLACE (self), "/");
}
