#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-promo-calendar.h"

#include "app/promo/vt-promo-timeline.h"
#include "app/widgets/vt-moment-row.h"
#include "promo/vt-popup.h"

#include <glib/gi18n.h>

struct _VtPromoCalendar
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  gint64 moment_us;       /* that was picked; 0: now */

  GtkStack *stack;           /* template child: "timeline" or "empty" */
  VtPromoTimeline *timeline; /* template child */
  GtkLabel *range;           /* template child */
  GtkToggleButton *week;     /* template child */
  GtkToggleButton *month;    /* template child */
  GtkToggleButton *quarter;  /* template child */
  VtMomentRow *moment;       /* template child */
};

enum
{
  OPENED,
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtPromoCalendar, vt_promo_calendar, ADW_TYPE_BIN)

static int
days_of_view (VtPromoCalendar *self)
{
  if (gtk_toggle_button_get_active (self->week))
    return 7;
  return gtk_toggle_button_get_active (self->quarter) ? 91 : 30;
}

static void
view_changed_cb (VtPromoCalendar *self)
{
  g_autofree char *words = vt_promo_timeline_describe (self->timeline);

  gtk_label_set_label (self->range, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->timeline), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
zoom_cb (VtPromoCalendar *self)
{
  vt_promo_timeline_set_days (self->timeline, days_of_view (self));
}

static void
earlier_cb (VtPromoCalendar *self)
{
  vt_promo_timeline_go (self->timeline, -days_of_view (self) / 2);
}

static void
later_cb (VtPromoCalendar *self)
{
  vt_promo_timeline_go (self->timeline, days_of_view (self) / 2);
}

static void
today_cb (VtPromoCalendar *self)
{
  vt_promo_timeline_go_to (self->timeline, g_get_real_time ());
}

static void
show_moment (VtPromoCalendar *self, gint64 us)
{
  g_autoptr (GTimeZone) zone = vt_workspace_get_zone (self->workspace);

  self->moment_us = us;
  vt_moment_row_show (self->moment, us, zone, _ ("Now"));
  vt_promo_timeline_set_moment (self->timeline, us);
}

static void
picked_cb (VtPromoCalendar *self, gint64 us)
{
  show_moment (self, us);
}

static void
moment_cb (VtPromoCalendar *self)
{
  gint64 us = vt_moment_row_get_us (self->moment);

  show_moment (self, us);
  if (us != 0)
    vt_promo_timeline_go_to (self->timeline, us);
}

static void
see_cb (VtPromoCalendar *self)
{
  vt_workspace_set_moment (self->workspace, self->moment_us);
}

static void
moment_changed_cb (VtPromoCalendar *self)
{
  show_moment (self, vt_workspace_get_moment (self->workspace));
}

static void
opened_cb (VtPromoCalendar *self, gboolean is_popup, gint64 id)
{
  g_signal_emit (self, signals[OPENED], 0, is_popup, id);
}

static void
create_cb (VtPromoCalendar *self)
{
  g_signal_emit (self, signals[CREATE], 0);
}

static void
vt_promo_calendar_dispose (GObject *object)
{
  g_clear_object (&VT_PROMO_CALENDAR (object)->workspace);

  G_OBJECT_CLASS (vt_promo_calendar_parent_class)->dispose (object);
}

static void
vt_promo_calendar_class_init (VtPromoCalendarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_promo_calendar_dispose;
  signals[OPENED] = g_signal_new ("opened", VT_TYPE_PROMO_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_BOOLEAN, G_TYPE_INT64);
  signals[CREATE] =
      g_signal_new ("create", VT_TYPE_PROMO_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VT_TYPE_PROMO_TIMELINE);
  g_type_ensure (VT_TYPE_MOMENT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-promo-calendar.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPromoCalendar, stack);
  gtk_widget_class_bind_template_child (widget_class, VtPromoCalendar, timeline);
  gtk_widget_class_bind_template_child (widget_class, VtPromoCalendar, range);
  gtk_widget_class_bind_template_child (widget_class, VtPromoCalendar, week);
  gtk_widget_class_bind_template_child (widget_class, VtPromoCalendar, month);
  gtk_widget_class_bind_template_child (widget_class, VtPromoCalendar, quarter);
  gtk_widget_class_bind_template_child (widget_class, VtPromoCalendar, moment);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, moment_cb);
  gtk_widget_class_bind_template_callback (widget_class, see_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
}

static void
vt_promo_calendar_init (VtPromoCalendar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_promo_calendar_set_workspace:
 * @self: a calendar
 * @workspace: whose preview goes to a moment
 */
void
vt_promo_calendar_set_workspace (VtPromoCalendar *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  g_signal_connect_object (workspace, "moment-changed", G_CALLBACK (moment_changed_cb), self, G_CONNECT_SWAPPED);
  moment_changed_cb (self);
}

/**
 * vt_promo_calendar_enter:
 * @self: a calendar
 *
 * Gives the keyboard to its first bar.
 */
void
vt_promo_calendar_enter (VtPromoCalendar *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->timeline), GTK_DIR_TAB_FORWARD);
}

/* A popup comes up no longer than what it offers. */
static gint64
end_of_popup (const VtPopup *popup)
{
  if (popup->ends_us == 0 || popup->discount_ends_us == 0)
    return MAX (popup->ends_us, popup->discount_ends_us);

  return MIN (popup->ends_us, popup->discount_ends_us);
}

/**
 * vt_promo_calendar_show:
 * @self: a calendar with a workspace
 * @popups: (element-type VtPopup): the shop's
 * @discounts: (element-type VtDiscount): the shop's
 */
void
vt_promo_calendar_show (VtPromoCalendar *self, GPtrArray *popups, GPtrArray *discounts)
{
  GPtrArray *spans = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_promo_span_free);
  g_autoptr (GTimeZone) zone = vt_workspace_get_zone (self->workspace);

  for (guint i = 0; i < discounts->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (discounts, i);

      g_ptr_array_add (spans, vt_promo_span_new (FALSE, discount->id, discount->title, discount->active,
                                                 discount->starts_us, discount->ends_us));
    }
  for (guint i = 0; i < popups->len; i++)
    {
      const VtPopup *popup = g_ptr_array_index (popups, i);

      g_ptr_array_add (spans, vt_promo_span_new (TRUE, popup->id, popup->name, popup->active, popup->starts_us,
                                                 end_of_popup (popup)));
    }
  gtk_stack_set_visible_child_name (self->stack, spans->len > 0 ? "timeline" : "empty");
  vt_promo_timeline_show (self->timeline, spans, zone);
  view_changed_cb (self);
}
