#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popups-page.h"

#include "app/promo/vt-discount-editor.h"
#include "app/promo/vt-popup-editor.h"
#include "app/promo/vt-popup-row.h"
#include "app/promo/vt-popup-scene.h"
#include "app/promo/vt-popup-start.h"
#include "app/promo/vt-promo-calendar.h"
#include "app/promo/vt-simulator.h"
#include "promo/vt-popup.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

/* How long the proposed offer lasts: to the end of the day a week from now. */
#define OFFER_DAYS 7

struct _VtPopupsPage
{
  VtPlace parent_instance;

  GPtrArray *popups;    /* (owned) (nullable) VtPopup */
  GPtrArray *discounts; /* (owned) (nullable) VtDiscount */
  gint64 discount_id;   /* that is open; 0: none */
  gboolean planned;     /* what is open was opened from the timeline */

  GtkStack *stack;           /* template child: "starts", "list", "editor", "discount", "calendar" or "simulator" */
  GtkListBox *starts;        /* template child */
  GtkListBox *list;          /* template child */
  GtkListBox *discount_list; /* template child */
  VtDiscountEditor *discount_editor; /* template child */
  VtPopupEditor *editor;             /* template child */
  VtPromoCalendar *calendar;         /* template child */
  VtSimulator *simulator;            /* template child */
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
  g_autofree char *path =
      vt_popup_scene_path (vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self))), popup);

  vt_popup_editor_open (self->editor, popup->id);
  go (self, "editor", popup->name, TRUE);
  vt_place_set_preview_path (VT_PLACE (self), path);
}

static guint
n_discounts (VtPopupsPage *self)
{
  return self->discounts != NULL ? self->discounts->len : 0;
}

static const VtDiscount *
find_discount (VtPopupsPage *self, gint64 id)
{
  for (guint i = 0; i < n_discounts (self); i++)
    {
      const VtDiscount *discount = g_ptr_array_index (self->discounts, i);

      if (discount->id == id)
        return discount;
    }

  return NULL;
}

static GTimeZone *
get_zone (VtPopupsPage *self)
{
  VtDb *db = vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self)));
  g_autofree char *name = vt_setting_get (db, "shop.time-zone", NULL);
  GTimeZone *zone = name != NULL && *name != '\0' ? g_time_zone_new_identifier (name) : NULL;

  return zone != NULL ? zone : g_time_zone_new_local ();
}

static void
open_discount (VtPopupsPage *self, const VtDiscount *discount)
{
  g_autoptr (GTimeZone) zone = get_zone (self);
  gboolean is_new = self->discount_id != discount->id;

  self->discount_id = discount->id;
  vt_discount_editor_show (self->discount_editor, discount->id, zone);
  go (self, "discount", discount->title, TRUE);
  if (is_new)
    vt_place_set_preview_path (VT_PLACE (self), "/cart");
}

static void
show_list (VtPopupsPage *self)
{
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u popup", "%u popups", n_popups (self)), n_popups (self));

  self->planned = FALSE;
  go (self, "list", subtitle, FALSE);
  vt_place_set_preview_path (VT_PLACE (self), "/");
}

/* An only popup with no more than its own discount needs no list to be chosen from. */
static void
show_what_there_is (VtPopupsPage *self)
{
  if (n_popups (self) == 1 && n_discounts (self) <= 1)
    open_popup (self, g_ptr_array_index (self->popups, 0));
  else if (n_popups (self) + n_discounts (self) > 0)
    show_list (self);
  else
    {
      go (self, "starts", NULL, FALSE);
      vt_place_set_preview_path (VT_PLACE (self), "/");
    }
}

static void
show_calendar (VtPopupsPage *self)
{
  if (self->popups != NULL && self->discounts != NULL)
    vt_promo_calendar_show (self->calendar, self->popups, self->discounts);
}

static void
calendar_cb (VtPopupsPage *self)
{
  self->planned = FALSE;
  show_calendar (self);
  go (self, "calendar", _ ("Timeline"), TRUE);
  vt_place_set_preview_path (VT_PLACE (self), "/");
  vt_promo_calendar_enter (self->calendar);
}

static void
simulator_cb (VtPopupsPage *self)
{
  go (self, "simulator", _ ("Simulator"), TRUE);
  vt_place_set_preview_path (VT_PLACE (self), "/");
}

static void
span_opened_cb (VtPopupsPage *self, gboolean is_popup, gint64 id)
{
  const VtPopup *popup = is_popup ? find_popup (self, id) : NULL;
  const VtDiscount *discount = is_popup ? NULL : find_discount (self, id);

  self->planned = TRUE;
  if (popup != NULL)
    open_popup (self, popup);
  if (discount != NULL)
    open_discount (self, discount);
}

/* Making one ------------------------------------------------------------------------------------------------------ */

static void
choose_start (VtPopupsPage *self)
{
  go (self, "starts", _ ("New popup"), n_popups (self) + n_discounts (self) > 0);
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

static gboolean
create_discount_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Start *start = data;

  return vt_discount_create (db, _ ("New discount"), NULL, VT_DISCOUNT_PERCENT, 1000, &start->job.discount_id, error);
}

static void
discount_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Start *start = user_data;
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (start->page));
  const VtDiscount *discount = find_discount (start->page, start->job.discount_id);
  g_autoptr (GError) error = NULL;

  if (workspace != NULL && !vt_shop_write_finish (VT_SHOP (source), result, NULL, &error))
    vt_workspace_fail (workspace, error);
  else if (workspace != NULL && discount != NULL)
    open_discount (start->page, discount);

  start_free (start);
}

static void
create_discount_cb (VtPopupsPage *self)
{
  Start *start = g_new0 (Start, 1);

  start->page = g_object_ref (self);
  vt_shop_write_async (vt_place_get_shop (VT_PLACE (self)), _ ("Create a discount"), NULL, create_discount_job, start,
                       NULL, NULL, discount_created_cb, start);
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
  int index = gtk_list_box_row_get_index (row);
  Start *start;

  if (index < 0 || (guint) index >= vt_popup_start_count ())
    {
      create_discount_cb (self);
      return;
    }

  start = g_new0 (Start, 1);
  start->page = g_object_ref (self);
  vt_popup_start_prepare ((guint) index, end_of_offer (self), &start->job);
  vt_shop_write_async (vt_place_get_shop (VT_PLACE (self)), _ ("Create a popup"), NULL, vt_popup_start, &start->job,
                       NULL, NULL, started_cb, start);
}

static void
discount_row_cb (VtPopupsPage *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);

  if (index >= 0 && (guint) index < n_discounts (self))
    open_discount (self, g_ptr_array_index (self->discounts, (guint) index));
}

static void
opened_cb (VtPopupsPage *self, gint64 id)
{
  const VtPopup *popup = find_popup (self, id);

  if (popup != NULL)
    open_popup (self, popup);
}

static void
discount_copied_cb (VtPopupsPage *self, gint64 id)
{
  const VtDiscount *copy = find_discount (self, id);

  if (copy != NULL && is_at (self, "discount"))
    open_discount (self, copy);
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
make_row (const char *title, const char *subtitle, gboolean active, const char *active_word)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *badge = gtk_label_new (active ? active_word : _ ("Draft"));
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "badge");
  if (active)
    gtk_widget_add_css_class (badge, "success");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  return row;
}

static void
empty_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

/* Rows that stay keep the keyboard. */
static void
fill_list (VtPopupsPage *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, (int) n_popups (self))) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < n_popups (self); i++)
    {
      if (gtk_list_box_get_row_at_index (self->list, (int) i) == NULL)
        gtk_list_box_append (self->list, vt_popup_row_new (vt_place_get_workspace (VT_PLACE (self))));
      vt_popup_row_show (VT_POPUP_ROW (gtk_list_box_get_row_at_index (self->list, (int) i)),
                         g_ptr_array_index (self->popups, i));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_popups (self) > 0);
}

static void
fill_discount_list (VtPopupsPage *self)
{
  const char *currency = vt_workspace_get_currency (vt_place_get_workspace (VT_PLACE (self)));

  empty_list (self->discount_list);
  for (guint i = 0; i < n_discounts (self); i++)
    {
      const VtDiscount *discount = g_ptr_array_index (self->discounts, i);
      g_autofree char *worth = vt_discount_describe (discount, currency, NULL);
      g_autofree char *words =
          *discount->code != '\0' ? g_strdup_printf ("%s · %s", discount->code, worth) : g_strdup (worth);

      gtk_list_box_append (self->discount_list,
                           make_row (discount->title, words, discount->active, C_ ("discount", "On")));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->discount_list), n_discounts (self) > 0);
}

/* Whether a discount is open, or the list: neither goes away because something has changed. */
static gboolean
refresh_discount (VtPopupsPage *self)
{
  const VtDiscount *discount = is_at (self, "discount") ? find_discount (self, self->discount_id) : NULL;

  if (discount != NULL)
    open_discount (self, discount);
  else if (is_at (self, "discount"))
    show_list (self);

  if (is_at (self, "list") && n_popups (self) + n_discounts (self) > 0)
    show_list (self);
  return is_at (self, "discount") || (is_at (self, "list") && n_popups (self) + n_discounts (self) > 0);
}

static void
refresh (VtPopupsPage *self)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  g_autoptr (GError) error = NULL;
  GPtrArray *popups = vt_popup_list (vt_workspace_get_reader (workspace), &error);
  GPtrArray *discounts = popups != NULL ? vt_discount_list (vt_workspace_get_reader (workspace), &error) : NULL;
  const VtPopup *open;

  if (discounts == NULL)
    {
      g_clear_pointer (&popups, g_ptr_array_unref);
      vt_workspace_fail (workspace, error);
      return;
    }

  g_clear_pointer (&self->popups, g_ptr_array_unref);
  g_clear_pointer (&self->discounts, g_ptr_array_unref);
  self->popups = popups;
  self->discounts = discounts;
  fill_list (self);
  fill_discount_list (self);
  vt_simulator_refresh (self->simulator);
  if (is_at (self, "calendar"))
    show_calendar (self);
  if (is_at (self, "calendar") || is_at (self, "simulator"))
    return;
  if (refresh_discount (self))
    return;

  open = is_at (self, "editor") ? find_popup (self, vt_popup_editor_get_id (self->editor)) : NULL;
  if (open != NULL)
    open_popup (self, open);
  else
    show_what_there_is (self);
}

static void
changed_cb (VtPopupsPage *self, VtChange *change)
{
  if (vt_change_touches (change, "popup") || vt_change_touches (change, "discount") ||
      vt_change_touches (change, "discount_target") || vt_change_touches (change, "discount_tier") ||
      vt_change_touches (change, "discount_code"))
    refresh (self);
}

/* Place ----------------------------------------------------------------------------------------------------------- */

static void
vt_popups_page_go_back (VtPlace *place)
{
  VtPopupsPage *self = VT_POPUPS_PAGE (place);

  self->discount_id = 0;
  if (self->planned && (is_at (self, "editor") || is_at (self, "discount")))
    calendar_cb (self);
  else if (n_popups (self) + n_discounts (self) > 0)
    show_list (self);
  else
    show_what_there_is (self);
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
  vt_discount_editor_set_workspace (self->discount_editor, workspace);
  vt_promo_calendar_set_workspace (self->calendar, workspace);
  vt_simulator_set_workspace (self->simulator, workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

static void
vt_popups_page_dispose (GObject *object)
{
  VtPopupsPage *self = VT_POPUPS_PAGE (object);

  g_clear_pointer (&self->popups, g_ptr_array_unref);
  g_clear_pointer (&self->discounts, g_ptr_array_unref);

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
  g_type_ensure (VT_TYPE_DISCOUNT_EDITOR);
  g_type_ensure (VT_TYPE_PROMO_CALENDAR);
  g_type_ensure (VT_TYPE_SIMULATOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-popups-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, starts);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, list);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, editor);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, discount_list);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, discount_editor);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, calendar);
  gtk_widget_class_bind_template_child (widget_class, VtPopupsPage, simulator);
  gtk_widget_class_bind_template_callback (widget_class, create_discount_cb);
  gtk_widget_class_bind_template_callback (widget_class, discount_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, discount_copied_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_cb);
  gtk_widget_class_bind_template_callback (widget_class, simulator_cb);
  gtk_widget_class_bind_template_callback (widget_class, span_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_start);
}

/* What is in the template goes last. */
static void
fill_starts (VtPopupsPage *self)
{
  for (guint i = 0; i < vt_popup_start_count (); i++)
    {
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", vt_popup_start_title (i), "subtitle",
                                     vt_popup_start_subtitle (i), "use-markup", FALSE, "activatable", TRUE, NULL);

      gtk_list_box_insert (self->starts, row, (int) i);
    }
}

static void
vt_popups_page_init (VtPopupsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_starts (self);
}
