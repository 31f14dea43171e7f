#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

/* Who the shop is, what it sends and where, how it is paid and asked: a list of pages, and beside or over it the one
 * that is open. */
#define VT_TYPE_SETTINGS_PAGE (vt_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (VtSettingsPage, vt_settings_page, VT, SETTINGS_PAGE, VtPlace)

G_END_DECLS
