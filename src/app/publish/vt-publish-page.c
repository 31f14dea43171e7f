#define G_LOG_DOMAIN "vitrine"

#include "app/publish/vt-publish-page.h"

#include <glib/gi18n.h>

struct _VtPublishPage
{
  VtPlace parent_instance;
};

G_DEFINE_FINAL_TYPE (VtPublishPage, vt_publish_page, VT_TYPE_PLACE)

static void
vt_publish_page_class_init (G_GNUC_UNUSED VtPublishPageClass *klass)
{
}

static void
vt_publish_page_init (VtPublishPage *self)
{
  vt_place_set_preview_path (VT_PLACE (self), "/");
}
