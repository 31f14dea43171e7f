#pragma once

#include "base/vt-db.h"
#include "content/vt-content-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define VT_MENU_MAX_ITEMS 50

typedef enum
{
  VT_MENU_HEADER,
  VT_MENU_FOOTER
} VtMenu;

/* A link of a menu. */
typedef struct
{
  gint64 id;
  char *title;
  char *target; /* path of this shop ("/pages/about") or an https:, mailto: or tel: address */
} VtMenuItem;

/* What an item is made with. */
typedef struct
{
  const char *title;
  const char *target;
} VtMenuInput;

void vt_menu_item_free (VtMenuItem *self);
GPtrArray *vt_menu_list (VtDb *db, VtMenu menu, GError **error);
VtMenuItem *vt_menu_item_load (VtDb *db, gint64 id, VtMenu *menu, GError **error);
gboolean vt_menu_replace (VtDb *db, VtMenu menu, const VtMenuInput *items, guint n_items, GError **error);
gboolean vt_menu_add (VtDb *db, VtMenu menu, const VtMenuInput *input, int position, gint64 *id, GError **error);
gboolean vt_menu_item_set_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_menu_item_set_target (VtDb *db, gint64 id, const char *target, GError **error);
gboolean vt_menu_item_move (VtDb *db, gint64 id, VtMenu menu, int position, GError **error);
gboolean vt_menu_item_remove (VtDb *db, gint64 id, GError **error);

const char *vt_menu_to_string (VtMenu menu);
gboolean vt_menu_from_string (const char *text, VtMenu *out);

/* The same rule for every link that a merchant can write. */
gboolean vt_link_is_safe (const char *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtMenuItem, vt_menu_item_free)

G_END_DECLS
