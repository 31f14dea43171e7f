#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-promo-timeline.h"

#include "base/vt-clock.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEAD        34 /* pixels: the days' names */
#define LANE        36 /* from one row of bars to the next */
#define BAR         30
#define MIN_BAR     26 /* an hour is to be hit too */
#define MIN_WIDTH   280
#define TICK_WIDTH  52 /* a day's name has that much room at least */
#define DAYS_WIDEST 400
#define BEFORE      0.25F /* how much of what is seen lies before the moment that it is about */

struct _VtPromoTimeline
{
  GtkWidget parent_instance;

  GPtrArray *spans; /* (owned) (element-type VtPromoSpan) (nullable) by start */
  GPtrArray *bars;  /* (element-type GtkWidget) children, in the order of the spans */
  GArray *lanes;    /* (owned) (element-type guint) by span */
  guint n_lanes;
  GTimeZone *zone;  /* (owned) (nullable) */
  gint64 from_us;   /* midnight of the first day */
  int days;         /* that are seen */
  gint64 moment_us; /* that the preview shows; 0: now */
  double scrolled;  /* days that a wheel has gone and that are no whole one yet */
};

enum
{
  OPENED,
  PICKED,
  VIEW_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtPromoTimeline, vt_promo_timeline, GTK_TYPE_WIDGET)

/**
 * vt_promo_span_new:
 * @is_popup: a popup; else a discount
 * @id: its id
 * @title: what the merchant calls it
 * @active: whether it is on
 * @starts_us: UTC microseconds since 1970; 0 for all the time
 * @ends_us: 0 for never
 *
 * Returns: (transfer full): the span
 */
VtPromoSpan *
vt_promo_span_new (gboolean is_popup, gint64 id, const char *title, gboolean active, gint64 starts_us, gint64 ends_us)
{
  VtPromoSpan *self = g_new0 (VtPromoSpan, 1);

  *self = (VtPromoSpan){ is_popup, id, g_strdup (title), active, starts_us, ends_us };
  return self;
}

/**
 * vt_promo_span_free:
 * @self: (nullable): a span
 */
void
vt_promo_span_free (VtPromoSpan *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self);
}

/* Time ---------------------------------------------------------------------------------------------------------------
 */

static GDateTime *
moment_of (VtPromoTimeline *self, gint64 us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return g_date_time_to_timezone (utc, self->zone);
}

/* Midnight of the shop; where clocks skip it, the first moment of the day. */
static gint64
start_of_day (VtPromoTimeline *self, GDateTime *day)
{
  for (int hour = 0; hour < 4; hour++)
    {
      g_autoptr (GDateTime) start =
          g_date_time_new (self->zone, g_date_time_get_year (day), g_date_time_get_month (day),
                           g_date_time_get_day_of_month (day), hour, 0, 0);

      if (start != NULL && g_date_time_get_day_of_month (start) == g_date_time_get_day_of_month (day))
        return g_date_time_to_unix (start) * G_USEC_PER_SEC;
    }

  return g_date_time_to_unix (day) * G_USEC_PER_SEC;
}

/* A day has 23 hours or 25 where clocks change. */
static gint64
day_after (VtPromoTimeline *self, gint64 us, int days)
{
  g_autoptr (GDateTime) day = moment_of (self, us);
  g_autoptr (GDateTime) after = g_date_time_add_days (day, days);

  return after != NULL ? start_of_day (self, after) : us;
}

static gint64
end_of_view (VtPromoTimeline *self)
{
  return day_after (self, self->from_us, self->days);
}

static float
x_of (VtPromoTimeline *self, gint64 us, int width)
{
  gint64 end_us = end_of_view (self);

  return (float) ((double) (us - self->from_us) / (double) (end_us - self->from_us) * width);
}

static gboolean
is_seen (VtPromoTimeline *self, const VtPromoSpan *span)
{
  return span->starts_us < end_of_view (self) && (span->ends_us == 0 || span->ends_us > self->from_us);
}

static char *
word_moment (VtPromoTimeline *self, gint64 us)
{
  g_autoptr (GDateTime) moment = moment_of (self, us);

  /* TRANSLATORS: a day and a time as g_date_time_format() takes them: Sun 29 Nov 2026, 23:59 */
  return g_date_time_format (moment, _ ("%a %e %b %Y, %H:%M"));
}

static char *
describe_span (VtPromoTimeline *self, const VtPromoSpan *span)
{
  g_autofree char *from = span->starts_us != 0 ? word_moment (self, span->starts_us) : NULL;
  g_autofree char *to = span->ends_us != 0 ? word_moment (self, span->ends_us) : NULL;
  g_autofree char *when = NULL;
  const char *kind = span->is_popup ? _ ("Popup") : _ ("Discount");

  if (from != NULL && to != NULL)
    /* TRANSLATORS: a period of time */
    when = g_strdup_printf (_ ("from %s to %s"), from, to);
  else if (from != NULL)
    /* TRANSLATORS: a period of time that has no end */
    when = g_strdup_printf (_ ("from %s on, without an end"), from);
  else if (to != NULL)
    /* TRANSLATORS: a period of time that began long ago */
    when = g_strdup_printf (_ ("until %s"), to);
  else
    when = g_strdup (_ ("without an end"));

  return g_strdup_printf (span->active ? "%s: %s, %s" : _ ("%s: %s, %s, a draft"), kind, span->title, when);
}

/* Bars ---------------------------------------------------------------------------------------------------------------
 */

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const VtPromoSpan *first = *(const VtPromoSpan *const *) a;
  const VtPromoSpan *second = *(const VtPromoSpan *const *) b;

  if (first->is_popup != second->is_popup)
    return first->is_popup ? 1 : -1;
  if (first->starts_us != second->starts_us)
    return first->starts_us < second->starts_us ? -1 : 1;

  return first->id < second->id ? -1 : first->id > second->id;
}

/* The first row that is free again; popups have rows of their own below the discounts. */
static void
stack (VtPromoTimeline *self)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean popups = FALSE;
  guint first = 0;

  g_array_set_size (self->lanes, 0);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const VtPromoSpan *span = g_ptr_array_index (self->spans, i);
      gint64 end_us = span->ends_us != 0 ? span->ends_us : G_MAXINT64;
      guint lane;

      if (span->is_popup && !popups)
        first = ends->len;
      popups = popups || span->is_popup;
      for (lane = first; lane < ends->len && g_array_index (ends, gint64, lane) > span->starts_us; lane++)
        ;
      if (lane == ends->len)
        g_array_append_val (ends, end_us);
      else
        g_array_index (ends, gint64, lane) = end_us;
      g_array_append_val (self->lanes, lane);
    }
  self->n_lanes = ends->len;
}

static void
bar_cb (GtkWidget *bar, VtPromoTimeline *self)
{
  guint i = 0;

  if (g_ptr_array_find (self->bars, bar, &i))
    {
      const VtPromoSpan *span = g_ptr_array_index (self->spans, i);

      g_signal_emit (self, signals[OPENED], 0, span->is_popup, span->id);
    }
}

static GtkWidget *
make_bar (VtPromoTimeline *self, const VtPromoSpan *span)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *bar = gtk_button_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0F);
  gtk_button_set_child (GTK_BUTTON (bar), label);
  gtk_widget_add_css_class (bar, "span");
  gtk_widget_add_css_class (bar, span->is_popup ? "popup-span" : "discount-span");
  g_signal_connect (bar, "clicked", G_CALLBACK (bar_cb), self);
  return bar;
}

static void
clear_bars (VtPromoTimeline *self)
{
  while (self->bars->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index (self->bars, self->bars->len - 1));
}

static void
set_class (GtkWidget *bar, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (bar, name);
  else
    gtk_widget_remove_css_class (bar, name);
}

static void
show_span (VtPromoTimeline *self, GtkWidget *bar, const VtPromoSpan *span)
{
  g_autofree char *words = describe_span (self, span);

  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (bar))), span->title);
  set_class (bar, "draft-span", !span->active);
  gtk_widget_set_tooltip_text (bar, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* The bar that @span had; it is one of @bars no longer. */
static GtkWidget *
take_bar (GPtrArray *spans, GPtrArray *bars, const VtPromoSpan *span)
{
  for (guint i = 0; i < bars->len; i++)
    {
      const VtPromoSpan *old = g_ptr_array_index (spans, i);

      if (old->is_popup == span->is_popup && old->id == span->id)
        {
          g_ptr_array_remove_index (spans, i);
          return g_ptr_array_steal_index (bars, i);
        }
    }

  return NULL;
}

/* Bars that stay keep the keyboard. */
static void
fill_bars (VtPromoTimeline *self, GPtrArray *old_spans)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->bars);
  GtkWidget *previous = NULL;

  self->bars = g_ptr_array_new ();
  for (guint i = 0; i < self->spans->len; i++)
    {
      const VtPromoSpan *span = g_ptr_array_index (self->spans, i);
      GtkWidget *bar = take_bar (old_spans, old, span);

      if (bar == NULL)
        bar = make_bar (self, span);
      show_span (self, bar, span);
      gtk_widget_insert_after (bar, GTK_WIDGET (self), previous);
      g_ptr_array_add (self->bars, bar);
      previous = bar;
    }
  for (guint i = 0; i < old->len; i++)
    gtk_widget_unparent (g_ptr_array_index (old, i));
}

/* What lasts longer than what is seen has no end there. */
static void
allocate_bar (VtPromoTimeline *self, guint i, int width)
{
  const VtPromoSpan *span = g_ptr_array_index (self->spans, i);
  GtkWidget *bar = g_ptr_array_index (self->bars, i);
  gint64 end_us = end_of_view (self);
  gboolean before = span->starts_us < self->from_us;
  gboolean after = span->ends_us == 0 || span->ends_us > end_us;
  gboolean seen = is_seen (self, span);
  int left = before ? 0 : (int) floorf (x_of (self, span->starts_us, width));
  int right = after ? width : (int) ceilf (x_of (self, span->ends_us, width));
  int top = HEAD + 8 + (int) g_array_index (self->lanes, guint, i) * LANE;
  int length = MAX (right - left, MIN_BAR);

  gtk_widget_set_child_visible (bar, seen);
  if (!seen)
    return;

  set_class (bar, "from-before", before);
  set_class (bar, "goes-on", after);
  if (right - left < MIN_BAR)
    left = CLAMP (left, 0, MAX (width - MIN_BAR, 0));
  gtk_widget_size_allocate (bar, &(GtkAllocation){ left, top, length, BAR }, -1);
}

static void
vt_promo_timeline_size_allocate (GtkWidget *widget, int width, G_GNUC_UNUSED int height, G_GNUC_UNUSED int baseline)
{
  VtPromoTimeline *self = VT_PROMO_TIMELINE (widget);

  for (guint i = 0; self->zone != NULL && i < self->bars->len; i++)
    {
      /* GTK wants to be asked before it gives room. */
      gtk_widget_measure (g_ptr_array_index (self->bars, i), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      allocate_bar (self, i, width);
    }
}

static void
vt_promo_timeline_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           G_GNUC_UNUSED int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  VtPromoTimeline *self = VT_PROMO_TIMELINE (widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEAD + 16 + (int) MAX (self->n_lanes, 3) * LANE;
  *natural = *minimum;
  *minimum_baseline = -1;
  *natural_baseline = -1;
}

/* Drawing ------------------------------------------------------------------------------------------------------------
 */

static GdkRGBA
ink (VtPromoTimeline *self, const char *name, float alpha)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA colour;

  if (name == NULL || !gtk_style_context_lookup_color (style, name, &colour))
    gtk_style_context_get_color (style, &colour);
  colour.alpha *= alpha;
  return colour;
}

static void
draw_line (VtPromoTimeline *self, GtkSnapshot *snapshot, gint64 us, const char *name, float alpha, float thickness)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  GdkRGBA colour = ink (self, name, alpha);
  float x = floorf (x_of (self, us, width));

  if (x >= 0.0F && x <= (float) width)
    gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, 0.0F, thickness, (float) height));
}

static void
draw_day (VtPromoTimeline *self, GtkSnapshot *snapshot, gint64 us, float right)
{
  float x = x_of (self, us, gtk_widget_get_width (GTK_WIDGET (self))) + 4.0F;
  int width = 0;
  g_autoptr (GDateTime) day = moment_of (self, us);
  /* TRANSLATORS: a day above a timeline, as g_date_time_format() takes it, in two short lines: Fri, 27 Nov */
  g_autofree char *words = g_date_time_format (day, _ ("%a\n%-d %b"));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  GdkRGBA colour = ink (self, NULL, 0.75F);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (x + (float) width > right)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, 0.0F));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
vt_promo_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtPromoTimeline *self = VT_PROMO_TIMELINE (widget);
  float day_width = (float) gtk_widget_get_width (widget) / (float) self->days;
  int step = self->days <= 10 ? 1 : 7;

  if (self->zone == NULL)
    return;

  while ((float) step * day_width < TICK_WIDTH)
    step = step < 7 ? step + 1 : step + 7;
  for (int day = 0; day < self->days; day += step)
    {
      gint64 us = day_after (self, self->from_us, day);

      draw_line (self, snapshot, us, NULL, 0.12F, 1.0F);
      draw_day (self, snapshot, us, (float) gtk_widget_get_width (widget));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
  draw_line (self, snapshot, vt_clock_now_us (vt_clock_system ()), "accent_color", 1.0F, 2.0F);
  if (self->moment_us != 0)
    draw_line (self, snapshot, self->moment_us, "warning_color", 1.0F, 2.0F);
}

/* Going about --------------------------------------------------------------------------------------------------------
 */

static void
show_view (VtPromoTimeline *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static void
focus_span (VtPromoTimeline *self, guint i)
{
  const VtPromoSpan *span = g_ptr_array_index (self->spans, i);

  if (!is_seen (self, span))
    vt_promo_timeline_go_to (self, span->starts_us != 0 ? span->starts_us : span->ends_us);
  gtk_widget_set_child_visible (g_ptr_array_index (self->bars, i), TRUE);
  gtk_widget_grab_focus (g_ptr_array_index (self->bars, i));
}

/* Down and Up go through all bars, wherever they are; Left and Right through the days. */
static gboolean
key_cb (VtPromoTimeline *self, guint key)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  guint i = 0;
  int step = MAX (self->days / 7, 1);

  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    {
      vt_promo_timeline_go (self, key == GDK_KEY_Left ? -step : step);
      return GDK_EVENT_STOP;
    }
  if ((key != GDK_KEY_Up && key != GDK_KEY_Down) || focus == NULL || !g_ptr_array_find (self->bars, focus, &i))
    return GDK_EVENT_PROPAGATE;
  if ((key == GDK_KEY_Up && i == 0) || (key == GDK_KEY_Down && i + 1 >= self->bars->len))
    return GDK_EVENT_PROPAGATE;

  focus_span (self, key == GDK_KEY_Up ? i - 1 : i + 1);
  return GDK_EVENT_STOP;
}

/* One stop of the Tab key, however many bars there are. */
static gboolean
vt_promo_timeline_focus (GtkWidget *widget, G_GNUC_UNUSED GtkDirectionType direction)
{
  VtPromoTimeline *self = VT_PROMO_TIMELINE (widget);

  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  for (guint i = 0; self->zone != NULL && i < self->bars->len; i++)
    if (is_seen (self, g_ptr_array_index (self->spans, i)))
      return gtk_widget_grab_focus (g_ptr_array_index (self->bars, i));

  return FALSE;
}

static gboolean
scroll_cb (VtPromoTimeline *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double by = dx != 0.0 ? dx : (state & GDK_SHIFT_MASK) != 0 ? dy : 0.0;
  int whole;

  if (by == 0.0)
    return GDK_EVENT_PROPAGATE;

  self->scrolled += by * self->days / 14.0;
  whole = (int) self->scrolled;
  self->scrolled -= whole;
  if (whole != 0)
    vt_promo_timeline_go (self, whole);
  return GDK_EVENT_STOP;
}

/* To the hour, as people plan: that of the shop's clocks, which are not everywhere whole hours from UTC. */
static gint64
start_of_hour (VtPromoTimeline *self, gint64 us)
{
  g_autoptr (GDateTime) moment = moment_of (self, us);
  int past = g_date_time_get_minute (moment) * 60 + g_date_time_get_second (moment);

  return (us / G_USEC_PER_SEC - past) * G_USEC_PER_SEC;
}

static void
pressed_cb (VtPromoTimeline *self, G_GNUC_UNUSED int n_press, double x)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gint64 us;

  if (self->zone == NULL || width <= 0)
    return;

  us = self->from_us + (gint64) ((double) (end_of_view (self) - self->from_us) * x / width);
  g_signal_emit (self, signals[PICKED], 0, start_of_hour (self, us));
}

static void
vt_promo_timeline_dispose (GObject *object)
{
  VtPromoTimeline *self = VT_PROMO_TIMELINE (object);

  clear_bars (self);
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (vt_promo_timeline_parent_class)->dispose (object);
}

static void
vt_promo_timeline_finalize (GObject *object)
{
  g_ptr_array_unref (VT_PROMO_TIMELINE (object)->bars);
  g_array_unref (VT_PROMO_TIMELINE (object)->lanes);

  G_OBJECT_CLASS (vt_promo_timeline_parent_class)->finalize (object);
}

static void
vt_promo_timeline_class_init (VtPromoTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_promo_timeline_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_promo_timeline_finalize;
  widget_class->measure = vt_promo_timeline_measure;
  widget_class->size_allocate = vt_promo_timeline_size_allocate;
  widget_class->focus = vt_promo_timeline_focus;
  widget_class->snapshot = vt_promo_timeline_snapshot;

  signals[OPENED] = g_signal_new ("opened", VT_TYPE_PROMO_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_BOOLEAN, G_TYPE_INT64);
  signals[PICKED] = g_signal_new ("picked", VT_TYPE_PROMO_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_INT64);
  signals[VIEW_CHANGED] =
      g_signal_new ("view-changed", VT_TYPE_PROMO_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vt_promo_timeline_init (VtPromoTimeline *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *click = gtk_gesture_click_new ();

  self->bars = g_ptr_array_new ();
  self->lanes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->days = 30;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * vt_promo_timeline_show:
 * @self: a timeline
 * @spans: (transfer full) (element-type VtPromoSpan): what there is; the array frees its elements
 * @zone: the shop's time zone
 *
 * The days that are seen stay; at first they are those around now.
 */
void
vt_promo_timeline_show (VtPromoTimeline *self, GPtrArray *spans, GTimeZone *zone)
{
  gboolean is_first = self->zone == NULL;
  g_autoptr (GPtrArray) old_spans = g_steal_pointer (&self->spans);

  if (self->zone != zone)
    {
      g_clear_pointer (&self->zone, g_time_zone_unref);
      self->zone = g_time_zone_ref (zone);
    }
  self->spans = spans;
  g_ptr_array_sort (self->spans, compare_spans);
  stack (self);
  fill_bars (self, old_spans);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (is_first)
    vt_promo_timeline_go_to (self, vt_clock_now_us (vt_clock_system ()));
}

/**
 * vt_promo_timeline_set_days:
 * @self: a timeline
 * @days: how many days are seen at once, 1 to 400
 */
void
vt_promo_timeline_set_days (VtPromoTimeline *self, int days)
{
  gint64 about_us = self->moment_us != 0 ? self->moment_us : vt_clock_now_us (vt_clock_system ());

  self->days = CLAMP (days, 1, DAYS_WIDEST);
  if (self->zone != NULL)
    vt_promo_timeline_go_to (self, about_us);
}

/**
 * vt_promo_timeline_go:
 * @self: a timeline that shows something
 * @days: how many days on; below 0 for back
 */
void
vt_promo_timeline_go (VtPromoTimeline *self, int days)
{
  if (self->zone == NULL)
    return;

  self->from_us = day_after (self, self->from_us, days);
  show_view (self);
}

/**
 * vt_promo_timeline_go_to:
 * @self: a timeline that shows something
 * @us: UTC microseconds since 1970
 *
 * Shows the days around a moment.
 */
void
vt_promo_timeline_go_to (VtPromoTimeline *self, gint64 us)
{
  g_return_if_fail (self->zone != NULL);

  self->from_us = day_after (self, us, -(int) ((float) self->days * BEFORE));
  show_view (self);
}

/**
 * vt_promo_timeline_set_moment:
 * @self: a timeline
 * @us: the moment that the preview shows, UTC microseconds since 1970; 0 is now
 */
void
vt_promo_timeline_set_moment (VtPromoTimeline *self, gint64 us)
{
  self->moment_us = us;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * vt_promo_timeline_describe:
 * @self: a timeline that shows something
 *
 * Returns: (transfer full): the days that are seen, in words
 */
char *
vt_promo_timeline_describe (VtPromoTimeline *self)
{
  g_autoptr (GDateTime) first = moment_of (self, self->from_us);
  g_autoptr (GDateTime) last = moment_of (self, day_after (self, self->from_us, self->days - 1));
  /* TRANSLATORS: a day as g_date_time_format() takes it: 27 Nov 2026 */
  g_autofree char *from = g_date_time_format (first, _ ("%e %b %Y"));
  g_autofree char *to = g_date_time_format (last, _ ("%e %b %Y"));

  return g_strdup_printf ("%s – %s", g_strstrip (from), g_strstrip (to));
}
