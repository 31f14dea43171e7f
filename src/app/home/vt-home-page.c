#define G_LOG_DOMAIN "vitrine"

#include "app/home/vt-home-page.h"

#include <glib/gi18n.h>

struct _VtHomePage
{
  VtPlace parent_instance;
};

G_DEFINE_FINAL_TYPE (VtHomePage, vt_home_page, VT_TYPE_PLACE)

static void
vt_home_page_class_init (G_GNUC_UNUSED VtHomePageClass *klass)
{
}

static void
vt_home_page_init (VtHomePage *self)
{
  vt_place_set_preview_path (VT_PLACE (self), "/");
}
