#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popups-page.h"

#include <glib/gi18n.h>

struct _VtPopupsPage
{
  VtPlace parent_instance;
};

G_DEFINE_FINAL_TYPE (VtPopupsPage, vt_popups_page, VT_TYPE_PLACE)

static void
vt_popups_page_class_init (G_GNUC_UNUSED VtPopupsPageClass *klass)
{
}

static void
vt_popups_page_init (VtPopupsPage *self)
{
  vt_place_set_preview_path (VT_PLACE (self), "/");
}
