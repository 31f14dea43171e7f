/* Owner of the table menu_item. */

#define G_LOG_DOMAIN "vt-content"

#include "content/vt-menu.h"

#include "base/vt-id.h"
#include "content/vt-text-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_MAX_CHARS  100
#define TARGET_MAX_CHARS 2000

static const char *
menu_to_string (VtMenu menu)
{
  return menu == VT_MENU_HEADER ? "header" : "footer";
}

/**
 * vt_menu_item_free:
 * @self: (nullable): an item
 *
 * Frees the record.
 */
void
vt_menu_item_free (VtMenuItem *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->target);
  g_free (self);
}

/**
 * vt_link_is_safe:
 * @target: (nullable): where a link shall go
 *
 * A merchant's link is a path of the shop itself ("/collections/chairs", "#news") or an absolute address whose scheme
 * opens a page, a letter or a call. Nothing that runs code, and no "//host" or "/\host", which browsers take for
 * another site.
 *
 * Returns: whether it may stand in an href attribute
 */
gboolean
vt_link_is_safe (const char *target)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };

  if (target == NULL || *target == '\0' || !g_utf8_validate (target, -1, NULL))
    return FALSE;
  for (const char *p = target; *p != '\0'; p++)
    if ((guchar) *p <= 0x20 || *p == 0x7f || *p == '\\')
      return FALSE;

  if (*target == '/')
    return target[1] != '/';
  if (*target == '#')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (target, schemes[i], strlen (schemes[i])) == 0 && target[strlen (schemes[i])] != '\0')
      return TRUE;

  return FALSE;
}

/**
 * vt_menu_list:
 * @db: a connection of this thread
 * @menu: which one
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtMenuItem) (nullable): its links, in order
 */
GPtrArray *
vt_menu_list (VtDb *db, VtMenu menu, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id, title, target FROM menu_item WHERE menu = ?1 ORDER BY position, id", error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_menu_item_free);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, menu_to_string (menu), error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtMenuItem *item = g_new0 (VtMenuItem, 1);

      item->id = vt_stmt_get_int (stmt, 0);
      item->title = vt_stmt_dup_text (stmt, 1);
      item->target = vt_stmt_dup_text (stmt, 2);
      g_ptr_array_add (items, item);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&items) : NULL;
}

static gboolean
insert_item (VtDb *db, VtMenu menu, guint position, const VtMenuInput *input, GError **error)
{
  g_autofree char *title = vt_text_field (input->title, _ ("link's title"), TITLE_MAX_CHARS, VT_TEXT_FIELD_REQUIRED,
                                          VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, error);
  g_autofree char *target = NULL;

  if (title == NULL)
    return FALSE;
  target = vt_text_field (input->target, _ ("link's address"), TARGET_MAX_CHARS, VT_TEXT_FIELD_REQUIRED,
                          VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, error);
  if (target == NULL)
    return FALSE;
  if (!vt_link_is_safe (target))
    {
      g_set_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID,
                   _ ("“%s” leads to “%s”, which is no address; use one of this shop (/pages/about) or one that begins "
                      "with https://"),
                   title, target);
      return FALSE;
    }

  return vt_db_run (db, error, "INSERT INTO menu_item (id, menu, position, title, target) VALUES (?1, ?2, ?3, ?4, ?5)",
                    "isiss", vt_id_new (), menu_to_string (menu), (gint64) position, title, target);
}

/**
 * vt_menu_replace:
 * @db: the connection of a #VtShopJob
 * @menu: which one
 * @items: (array length=n_items): its links from now on, in order
 * @n_items: at most %VT_MENU_MAX_ITEMS
 * @error: a #VtContentError or #VtDbError; the job's transaction is then to be taken back
 *
 * Returns: whether the menu is so now
 */
gboolean
vt_menu_replace (VtDb *db, VtMenu menu, const VtMenuInput *items, guint n_items, GError **error)
{
  if (n_items > VT_MENU_MAX_ITEMS)
    {
      g_set_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, _ ("A menu has at most %d links"),
                   VT_MENU_MAX_ITEMS);
      return FALSE;
    }
  if (!vt_db_run (db, error, "DELETE FROM menu_item WHERE menu = ?1", "s", menu_to_string (menu)))
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    if (!insert_item (db, menu, i, &items[i], error))
      return FALSE;

  return TRUE;
}
