#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popups-page.h"

#include "app/promo/vt-popup-editor.h"
#include "app/promo/vt-popup-start.h"
#include "promo/vt-popup.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

/* How long the proposed offer lasts: to the end of the day a week from now. */
#define OFFER_DAYS 7

struct _VtPopupsPage
{
  VtPlace parent_instance;

  GPtrArray *popups; /* (owned) (nullable) VtPopup */

  GtkStack *stack;       /* template child: "starts", "list" or "editor" */
  GtkListBox *starts;    /* template child */
  GtkListBox *list;      /* template child */
  VtPopupEditor *editor; /* template child */
};

typedef struct
{
  VtPopupsPage *page; /* (owned) */
  VtPopupStartJob job;
} Start;

G_DEFINE_FINAL_TYPE (VtPopupsPage, vt_popups_page, VT_TYPE_PLACE)

/* Where the place is ---------------------------------------------------------------------------------------------- */

static const VtPopup *
find_popup (VtPopupsPage *self, gint64 id)
{
  for (guint i = 0; self->popups != NULL && i < self->popups->len; i++)
    {
      const VtPopup *popup = g_ptr_array_index (self->popups, i);

      if (popup->id == id)
        return popup;
    }

  return NULL;
}

static gboolean
is_at (VtPopupsPage *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

static void
go (VtPopupsPage *self, const char *name, const char *subtitle, gboolean can_go_back)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  vt_place_set_subtitle (VT_PLACE (self), subtitle);
  vt_place_set_can_go_back (VT_PLACE (self), can_go_back);
}

static guint
n_popups (VtPopupsPage *self)
{
  return self->popups != NULL ? self->popups->len : 0;
}

static void
open_popup (VtPopupsPage *self, const VtPopup *popup)
{
  g_autofree char *path = g_strdup_printf ("/?popup=%" G_GINT64_FORMAT, popup->id);

  vt_popup_editor_open (self->editor, popup->id);
  go (self, "editor", popup->name, n_popups (self) > 1);
  vt_place_set_preview_path (VT_PLACE (self), path);
}

static void
show_list (VtPopupsPage *self)
{
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u popup", "%u popups", n_popups (self)), n_popups (self));

  go (self, "list", subtitle, FALSE);
  vt_place_set_preview_path (VT_PLACE (self), "/");
}

/* An only popup needs no list to be chosen from. */
static void
show_what_there_is (VtPopupsPage *self)
{
  if (n_popups (self) == 1)
    open_popup (self, g_ptr_array_index (self->popups, 0));
  else if (n_popups (self) > 1)
    show_list (self);
  else
    {
      go (self, "starts", NULL, FALSE);
      vt_place_set_preview_path (VT_PLACE (self), "/");
    }
}

/* Making one ------------------------------------------------------------------------------------------------------ */

static void
choose_start (VtPopupsPage *self)
{
  go (self, "starts", _ ("New popup"), n_popups (self) > 0);
}

static void
start_free (Start *start)
{
  g_object_unref (start->page);
  g_free (start);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Start *start = user_data;
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (start->page));
  const VtPopup *popup = find_popup (start->page, start->job.popup_id);
  g_autoptr (GError) error = NULL;

  if (workspace != NULL && !vt_shop_write_finish (VT_SHOP (source), result, NULL, &error))
    vt_workspace_fail (workspace, error);
  else if (workspace != NULL && popup != NULL)
    open_popup (start->page, popup);

  start_free (start);
}

/* 23:59 of the shop's day, a week from now. */
static gint64
end_of_offer (VtPopupsPage *self)
{
  VtDb *db = vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self)));
  g_autofree char *name = vt_setting_get (db, "shop.time-zone", NULL);
  g_autoptr (GTimeZone) zone = name != NULL && *name != '\0' ? g_time_zone_new_identifier (name) : NULL;
  g_autoptr (GDateTime) now = zone != NULL ? g_date_time_new_now (zone) : g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, OFFER_DAYS);
  g_autoptr (GDateTime) end =
      g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day), g_date_time_get_month (day),
                       g_date_time_get_day_of_month (day), 23, 59, 0);

  return g_date_time_to_unix (end != NULL ? end : day) * G_USEC_PER_SEC;
}

static void
start_cb (VtPopupsPage *self, GtkListBoxRow *row)
{
  static const VtPopupStart kinds[] = { VT_POPUP_START_LEAVING, VT_POPUP_START_ENDING, VT_POPUP_START_NEWS };
  int index = gtk_list_box_row_get_index (row);
  Start *start = g_new0 (Start, 1);

  g_return_if_fail (index >= 0 && (guint) index < G_N_ELEMENTS (kinds));

  start->page = g_object_ref (self);
  start->job.start = kinds[index];
  start->job.ends_us = kinds[index] == VT_POPUP_START_ENDING ? end_of_offer (self) : 0;
  vt_shop_write_async (vt_place_get_shop (VT_PLACE (self)), _ ("Create a popup"), NULL, vt_popup_start, &start->job,
                       NULL, NULL, started_cb, start);
}

/* The list -------------------------------------------------------------------------------------------------------- */

static void
row_cb (VtPopupsPage *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);

  if (index >= 0 && (guint) index < n_popups (self))
    open_popup (self, g_ptr_array_index (self->popups, (guint) index));
}

static GtkWidget *
make_row (const VtPopup *popup)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *badge = gtk_label_new (popup->active ? _ ("Shown") : _ ("Draft"));
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), popup->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), popup->headline);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "badge");
  if (popup->active)
    gtk_widget_add_css_class (badge, "success");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  return row;
}

static void
fill_list (VtPopupsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < n_popups (self); i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (self->popups, i)));
}

static void
refresh (VtPopupsPage *self)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  g_autoptr (GError) error = NULL;
  GPtrArray *popups = vt_popup_list (vt_workspace_get_reader (workspace), &error);
  const VtPopup *open;

  if (popups == NULL)
    {
      vt_workspace_fail (workspace, error);
      return;
    }

  g_clear_pointer (&self->popups, g_ptr_array_unref);
  self->popups = popups;
  fill_list (self);

  open = is_at (self, "editor") ? find_popup (self, vt_popup_editor_get_id (self->editor)) : NULL;
  if (open != NULL)
    open_popup (self, open);
  else
    show_what_there_is (self);
}

static void
changed_cb (VtPopupsPage *self, VtChange *change)
{
  if (vt_change_touches (change, "popup"))
    refresh (self);
}

/* Place ----------------------------------------------------------------------------------------------------------- */

static void
vt_popups_page_go_back (VtPlace *place)
{
  show_what_there_is (VT_POPUPS_PAGE (place));
}

static void
vt_popups_page_create (VtPlace *place)
{
  choose_start (VT_POPUPS_PAGE (place));
}

static void
vt_popups_page_open_item (VtPlace *place, gint64 id)
{
  VtPopupsPage *self = VT_POPUPS_PAGE (place);
  const VtPopup *popup = find_popup (self, id);

  if (popup != NULL)
    open_popup (self, popup);
}

static void
vt_popups_page_constructed (GObject *object)
{
  VtPopupsPage *self = VT_POPUPS_PAGE (object);
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));

  G_OBJECT_CLASS (vt_popups_page_parent_class)->constructed (object);

  vt_popup_editor_set_workspace (self->editor, workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

static void
vt_popups_page_dispose (GObject *object)
{
  VtPopupsPage *self = VT_POPUPS_PAGE (object);

  g_clear_pointer (&self->popups, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_popups_page_parent_class)->dispose (object);
}

static void
vt_popups_page_class_init (VtPopupsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  object_class->constructed = vt_popups_page_constructed;
  object_class->dispose = vt_popups_page_dispose;
  place_class->go_back = vt_popups_page_go_back;
  place_class->create = vt_popups_page_create;
  place_class->open_item = vt_popups_page_open_item;

  g_type_ensure (VT_TYPE_POPUP_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-popups-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, starts);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, list);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_start);
}

static void
vt_popups_page_init (VtPopupsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
