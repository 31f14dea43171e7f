#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popups-page.h"

#include <glib/gi18n.h>

struct _VtPopupsPage
{
  VtPage parent_instance;
};

G_DEFINE_FINAL_TYPE (VtPopupsPage, vt_popups_page, VT_TYPE_PAGE)

static void
vt_popups_page_class_init (G_GNUC_UNUSED VtPopupsPageClass *klass)
{
}

static void
vt_popups_page_init (VtPopupsPage *self)
{
  vt_page_set_preview_path (VT_PAGE (self), "/");
}
