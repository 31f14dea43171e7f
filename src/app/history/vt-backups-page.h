#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

/* The copies of the shop on this computer. While it is there, the shop is copied once a day. */
#define VT_TYPE_BACKUPS_PAGE (vt_backups_page_get_type ())
G_DECLARE_FINAL_TYPE (VtBackupsPage, vt_backups_page, VT, BACKUPS_PAGE, VtPlace)

G_END_DECLS
