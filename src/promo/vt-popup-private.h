#pragma once

#include "content/vt-text-field.h"
#include "promo/vt-popup.h"

G_BEGIN_DECLS

#define VT_POPUP_HEADLINE_MAX 120
#define VT_POPUP_BODY_MAX     600
#define VT_POPUP_LABEL_MAX    60
#define VT_POPUP_NAME_MAX     100
#define VT_POPUP_ALT_MAX      1000
#define VT_POPUP_WEIGHT_MAX   100

gboolean vt_popup_refuse (GError **error, const char *message);
gboolean vt_popup_check_exists (VtDb *db, gint64 id, GError **error);
gboolean vt_popup_set_text (VtDb *db,
                            gint64 id,
                            const char *sql,
                            const char *text,
                            const char *name,
                            guint max_chars,
                            VtTextFieldFlags flags,
                            GError **error);

G_END_DECLS
