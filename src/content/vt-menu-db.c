/* Owner of the table menu_item. */

#define G_LOG_DOMAIN "vt-content"

#include "content/vt-menu.h"

#include "base/vt-id.h"
#include "content/vt-content-private.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_MAX_CHARS  100
#define TARGET_MAX_CHARS 2000

#define KIND "menu_item"

static const char *const menus[] = { "header", "footer" };

/**
 * vt_menu_to_string:
 * @menu: which one
 *
 * Returns: (transfer none): "header" or "footer"
 */
const char *
vt_menu_to_string (VtMenu menu)
{
  return menus[menu];
}

/**
 * vt_menu_from_string:
 * @text: (nullable): a word
 * @out: (out): which menu it is
 *
 * Returns: whether it is one
 */
gboolean
vt_menu_from_string (const char *text, VtMenu *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (menus); i++)
    if (g_strcmp0 (menus[i], text) == 0)
      {
        *out = (VtMenu) i;
        return TRUE;
      }

  return FALSE;
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

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, vt_menu_to_string (menu), error))
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

static char *
check_title (const char *title, GError **error)
{
  return vt_content_line (title, _ ("link's title"), TITLE_MAX_CHARS, VT_TEXT_FIELD_REQUIRED, error);
}

static char *
check_target (const char *title, const char *text, GError **error)
{
  g_autofree char *target =
      vt_content_line (text, _ ("link's address"), TARGET_MAX_CHARS, VT_TEXT_FIELD_REQUIRED, error);

  if (target == NULL)
    return NULL;
  if (!vt_link_is_safe (target))
    {
      vt_content_invalid (error,
                          _ ("“%s” leads to “%s”, which is no address; use one of this shop (/pages/about) or one that "
                             "begins with https://"),
                          title, target);
      return NULL;
    }

  return g_steal_pointer (&target);
}

static gboolean
insert_item (VtDb *db, VtMenu menu, guint position, const VtMenuInput *input, gint64 *id, GError **error)
{
  g_autofree char *title = check_title (input->title, error);
  g_autofree char *target = title != NULL ? check_target (title, input->target, error) : NULL;

  *id = vt_id_new ();
  return target != NULL &&
         vt_db_run (db, error, "INSERT INTO menu_item (id, menu, position, title, target) VALUES (?1, ?2, ?3, ?4, ?5)",
                    "isiss", *id, vt_menu_to_string (menu), (gint64) position, title, target);
}

/**
 * vt_menu_item_load:
 * @db: a shop's database or a public catalogue
 * @id: an item's id
 * @menu: (out) (optional): where it is
 * @error: %VT_CONTENT_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the link
 */
VtMenuItem *
vt_menu_item_load (VtDb *db, gint64 id, VtMenu *menu, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT id, title, target, menu FROM menu_item WHERE id = ?1", error);
  VtMenuItem *item;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error) ||
      !vt_content_found (vt_stmt_step (stmt, error), _ ("The link is not in the menu any more"), error))
    return NULL;

  if (menu != NULL)
    vt_menu_from_string (vt_stmt_get_text (stmt, 3), menu);
  item = g_new0 (VtMenuItem, 1);
  item->id = vt_stmt_get_int (stmt, 0);
  item->title = vt_stmt_dup_text (stmt, 1);
  item->target = vt_stmt_dup_text (stmt, 2);
  return item;
}

/**
 * vt_menu_item_remove:
 * @db: the connection of a #VtShopJob
 * @id: an item's id
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_menu_item_remove (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtMenuItem) item = vt_menu_item_load (db, id, NULL, error);

  return item != NULL && vt_translation_remove (db, KIND, id, error) &&
         vt_db_run (db, error, "DELETE FROM menu_item WHERE id = ?1", "i", id);
}

static gboolean
clear_menu (VtDb *db, VtMenu menu, GError **error)
{
  g_autoptr (GPtrArray) items = vt_menu_list (db, menu, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (!vt_menu_item_remove (db, ((VtMenuItem *) g_ptr_array_index (items, i))->id, error))
      return FALSE;

  return items != NULL;
}

static gboolean
check_length (guint n, GError **error)
{
  return n <= VT_MENU_MAX_ITEMS || vt_content_invalid (error, _ ("A menu has at most %d links"), VT_MENU_MAX_ITEMS);
}

/**
 * vt_menu_replace:
 * @db: the connection of a #VtShopJob
 * @menu: which one
 * @items: (array length=n_items): its links from now on, in order
 * @n_items: at most %VT_MENU_MAX_ITEMS
 * @error: a #VtContentError or #VtDbError; the job's transaction is then to be taken back
 *
 * The links are new ones: translations of those before are gone.
 *
 * Returns: whether the menu is so now
 */
gboolean
vt_menu_replace (VtDb *db, VtMenu menu, const VtMenuInput *items, guint n_items, GError **error)
{
  gint64 id = 0;

  if (!check_length (n_items, error) || !clear_menu (db, menu, error))
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    if (!insert_item (db, menu, i, &items[i], &id, error))
      return FALSE;

  return TRUE;
}

/* Puts the link @id, which may be in either menu, into its place among the links of @menu. */
static gboolean
place_item (VtDb *db, gint64 id, VtMenu menu, int position, GError **error)
{
  g_autoptr (GPtrArray) items = vt_menu_list (db, menu, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (items == NULL)
    return FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      const VtMenuItem *item = g_ptr_array_index (items, i);

      if (item->id != id)
        g_array_append_val (ids, item->id);
    }
  g_array_insert_val (ids, position < 0 || (guint) position > ids->len ? ids->len : (guint) position, id);
  if (!check_length (ids->len, error))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    if (!vt_db_run (db, error,
                    "UPDATE menu_item SET menu = ?2, position = ?3 WHERE id = ?1 AND (menu, position) IS NOT (?2, ?3)",
                    "isi", g_array_index (ids, gint64, i), vt_menu_to_string (menu), (gint64) i))
      return FALSE;

  return TRUE;
}

/**
 * vt_menu_add:
 * @db: the connection of a #VtShopJob
 * @menu: which one
 * @input: the link
 * @position: where it shall be, from 0; -1 or more than there are is the end
 * @id: (out) (optional): id of the new item
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_menu_add (VtDb *db, VtMenu menu, const VtMenuInput *input, int position, gint64 *id, GError **error)
{
  gint64 new_id = 0;

  if (!insert_item (db, menu, VT_MENU_MAX_ITEMS, input, &new_id, error) ||
      !place_item (db, new_id, menu, position, error))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_menu_item_set_title:
 * @db: the connection of a #VtShopJob
 * @id: an item's id
 * @title: one line of 1 to 100 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_menu_item_set_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  g_autofree char *line = check_title (title, error);
  g_autoptr (VtMenuItem) item = line != NULL ? vt_menu_item_load (db, id, NULL, error) : NULL;

  return item != NULL &&
         vt_db_run (db, error, "UPDATE menu_item SET title = ?2 WHERE id = ?1 AND title <> ?2", "is", id, line);
}

/**
 * vt_menu_item_set_target:
 * @db: the connection of a #VtShopJob
 * @id: an item's id
 * @target: a path of the shop or an address; see vt_link_is_safe()
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it leads there now
 */
gboolean
vt_menu_item_set_target (VtDb *db, gint64 id, const char *target, GError **error)
{
  g_autoptr (VtMenuItem) item = vt_menu_item_load (db, id, NULL, error);
  g_autofree char *line = item != NULL ? check_target (item->title, target, error) : NULL;

  return line != NULL &&
         vt_db_run (db, error, "UPDATE menu_item SET target = ?2 WHERE id = ?1 AND target <> ?2", "is", id, line);
}

/**
 * vt_menu_item_move:
 * @db: the connection of a #VtShopJob
 * @id: an item's id
 * @menu: the menu where it shall be, its own or the other
 * @position: where in it, from 0; -1 or more than there are is the end
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_menu_item_move (VtDb *db, gint64 id, VtMenu menu, int position, GError **error)
{
  VtMenu before = VT_MENU_HEADER;
  g_autoptr (VtMenuItem) item = vt_menu_item_load (db, id, &before, error);

  return item != NULL && place_item (db, id, menu, position, error);
}
