#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-moment-row.h"

#include <glib/gi18n.h>

/* The end of a day is what people mean by "until Sunday". */
#define PROPOSED_HOUR   23
#define PROPOSED_MINUTE 59

struct _VtMomentRow
{
  AdwActionRow parent_instance;

  gint64 us;        /* UTC microseconds since 1970; 0: none */
  GTimeZone *zone;  /* (owned) (nullable) */
  gboolean showing; /* the popover is being told, not chosen in */

  GtkMenuButton *button; /* template child */
  GtkCalendar *calendar; /* template child */
  GtkSpinButton *hour;   /* template child */
  GtkSpinButton *minute; /* template child */
  GtkButton *clear;      /* template child */
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtMomentRow, vt_moment_row, ADW_TYPE_ACTION_ROW)

static void
set_us (VtMomentRow *self, gint64 us)
{
  if (us == self->us)
    return;

  self->us = us;
  g_signal_emit (self, signals[EDITED], 0);
}

static void
chosen_cb (VtMomentRow *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) moment = NULL;

  if (self->showing || self->zone == NULL)
    return;

  day = gtk_calendar_get_date (self->calendar);
  moment = g_date_time_new (self->zone, g_date_time_get_year (day), g_date_time_get_month (day),
                            g_date_time_get_day_of_month (day), gtk_spin_button_get_value_as_int (self->hour),
                            gtk_spin_button_get_value_as_int (self->minute), 0);
  if (moment != NULL)
    set_us (self, g_date_time_to_unix (moment) * G_USEC_PER_SEC);
}

static void
clear_cb (VtMomentRow *self)
{
  gtk_menu_button_popdown (self->button);
  set_us (self, 0);
}

static gboolean
two_digits_cb (GtkSpinButton *spin)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (spin));

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static GDateTime *
moment_of (VtMomentRow *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->us / G_USEC_PER_SEC);

  return g_date_time_to_timezone (utc, self->zone);
}

static void
opened_cb (VtMomentRow *self)
{
  g_autoptr (GDateTime) moment = NULL;

  if (self->zone == NULL)
    return;

  moment = self->us != 0 ? moment_of (self) : g_date_time_new_now (self->zone);
  self->showing = TRUE;
  gtk_calendar_select_day (self->calendar, moment);
  gtk_spin_button_set_value (self->hour, self->us != 0 ? g_date_time_get_hour (moment) : PROPOSED_HOUR);
  gtk_spin_button_set_value (self->minute, self->us != 0 ? g_date_time_get_minute (moment) : PROPOSED_MINUTE);
  self->showing = FALSE;
}

static void
vt_moment_row_dispose (GObject *object)
{
  VtMomentRow *self = VT_MOMENT_ROW (object);

  self->showing = TRUE;
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (vt_moment_row_parent_class)->dispose (object);
}

static void
vt_moment_row_class_init (VtMomentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_moment_row_dispose;
  signals[EDITED] = g_signal_new ("edited", VT_TYPE_MOMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-moment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VtMomentRow, button);
  gtk_widget_class_bind_template_child (widget_class, VtMomentRow, calendar);
  gtk_widget_class_bind_template_child (widget_class, VtMomentRow, hour);
  gtk_widget_class_bind_template_child (widget_class, VtMomentRow, minute);
  gtk_widget_class_bind_template_child (widget_class, VtMomentRow, clear);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, two_digits_cb);
}

static void
vt_moment_row_init (VtMomentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_moment_row_show:
 * @self: a row
 * @us: the moment, UTC microseconds since 1970; 0 for none
 * @zone: the shop's time zone
 * @none: what stands for none, translated: "Never"
 */
void
vt_moment_row_show (VtMomentRow *self, gint64 us, GTimeZone *zone, const char *none)
{
  g_autofree char *text = NULL;

  if (self->zone != zone)
    {
      g_clear_pointer (&self->zone, g_time_zone_unref);
      self->zone = g_time_zone_ref (zone);
    }
  self->us = us;

  if (us != 0)
    {
      g_autoptr (GDateTime) moment = moment_of (self);

      /* TRANSLATORS: a day and a time as g_date_time_format() takes them: Sun 29 Nov 2026, 23:59 */
      text = g_date_time_format (moment, _ ("%a %e %b %Y, %H:%M"));
    }
  gtk_menu_button_set_label (self->button, us != 0 ? text : none);
  gtk_button_set_label (self->clear, none);
  gtk_widget_set_visible (GTK_WIDGET (self->clear), us != 0);
}

/**
 * vt_moment_row_get_us:
 * @self: a row
 *
 * Returns: the moment, UTC microseconds since 1970; 0 for none
 */
gint64
vt_moment_row_get_us (VtMomentRow *self)
{
  return self->us;
}
