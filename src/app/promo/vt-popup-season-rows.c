#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-season-rows.h"

#include "app/widgets/vt-moment-row.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>
#include <string.h>

/* Popups in one visit and in one day, when the shop says nothing else. */
#define CAP "1"

struct _VtPopupSeasonRows
{
  VtPopupRows parent_instance;

  VtMomentRow *starts;   /* (unowned) a row */
  VtMomentRow *ends;     /* (unowned) a row */
  VtField *quiet;        /* (unowned) a row */
  AdwExpanderRow *often; /* (unowned) a row */
  AdwExpanderRow *shop;  /* (unowned) a row */
  VtField *per_visit;    /* (unowned) a row */
  VtField *per_day;      /* (unowned) a row */
};

G_DEFINE_FINAL_TYPE (VtPopupSeasonRows, vt_popup_season_rows, VT_TYPE_POPUP_ROWS)

static gboolean
set_quiet_days (VtDb *db, gint64 id, gint64 days, GError **error)
{
  return vt_popup_set_quiet_days (db, id, (int) days, error);
}

static gboolean
set_most_shows (VtDb *db, gint64 id, gint64 most, GError **error)
{
  return vt_popup_set_most_shows (db, id, (int) most, error);
}

static gboolean
set_position (VtDb *db, gint64 id, gint64 position, GError **error)
{
  return vt_popup_set_position (db, id, (int) position, error);
}

static const VtPopupFact quiet_fact = { .kind = VT_POPUP_FACT_COUNT,
                                        .offset = G_STRUCT_OFFSET (VtPopup, quiet_days),
                                        .title = N_ ("After an answer it stays away for"),
                                        .what = "quiet",
                                        .set_number = set_quiet_days,
                                        .hint = "0",
                                        .unit = N_ ("days") };

static const VtPopupFact most_fact = { .kind = VT_POPUP_FACT_COUNT,
                                       .offset = G_STRUCT_OFFSET (VtPopup, most_shows),
                                       .title = N_ ("One visitor sees it at most"),
                                       .what = "most",
                                       .set_number = set_most_shows,
                                       .hint = N_ ("any number of"),
                                       .unit = N_ ("times") };

static const VtPopupFact position_fact = { .kind = VT_POPUP_FACT_COUNT,
                                           .offset = G_STRUCT_OFFSET (VtPopup, position),
                                           .title = N_ ("Place in the order: of several, the lowest comes"),
                                           .what = "position",
                                           .set_number = set_position,
                                           .hint = "0" };

static void
moment_cb (VtPopupSeasonRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);

  if (!vt_popup_rows_is_telling (rows))
    vt_popup_rows_write (rows, "period", vt_promo_edit_popup_period,
                         vt_promo_edit_new (vt_popup_rows_get_popup (rows)->id, vt_moment_row_get_us (self->starts),
                                            vt_moment_row_get_us (self->ends)));
}

static void
cap_cb (VtPopupSeasonRows *self, VtField *field)
{
  const char *key = field == self->per_visit ? "popup.per-visit" : "popup.per-day";
  gint64 count;

  if (vt_popup_rows_is_telling (VT_POPUP_ROWS (self)) || !vt_popup_rows_read_count (field, &count))
    return;

  vt_field_write (field, vt_popup_rows_get_workspace (VT_POPUP_ROWS (self)),
                  _ ("Edit how many popups one visitor sees"), key, vt_promo_edit_setting,
                  vt_promo_edit_new_setting (key, vt_field_get_text (field)), (GDestroyNotify) vt_promo_edit_free);
}

/* "America/Sao_Paulo" → "Sao Paulo" */
static char *
place_of (GTimeZone *zone)
{
  const char *name = g_time_zone_get_identifier (zone);
  const char *slash = strrchr (name, '/');
  char *place = g_strdup (slash != NULL ? slash + 1 : name);

  return g_strdelimit (place, "_", ' ');
}

static void
show_period (VtPopupSeasonRows *self)
{
  GTimeZone *zone = vt_popup_rows_get_zone (VT_POPUP_ROWS (self));
  const VtPopup *popup = vt_popup_rows_get_popup (VT_POPUP_ROWS (self));
  g_autofree char *place = place_of (zone);
  /* TRANSLATORS: %s is the place that a time zone is named after, such as Lisbon */
  g_autofree char *where = g_strdup_printf (_ ("Time of %s"), place);

  vt_moment_row_show (self->starts, popup->starts_us, zone, _ ("At Once"));
  vt_moment_row_show (self->ends, popup->ends_us, zone, _ ("Never"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->starts), where);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->ends), where);
}

static char *
cap_of (VtPopupSeasonRows *self, const char *key)
{
  char *text = vt_setting_get (vt_workspace_get_reader (vt_popup_rows_get_workspace (VT_POPUP_ROWS (self))), key, NULL);

  if (text != NULL && *text != '\0')
    return text;

  g_free (text);
  return g_strdup (CAP);
}

static void
show_often (VtPopupSeasonRows *self)
{
  const VtPopup *popup = vt_popup_rows_get_popup (VT_POPUP_ROWS (self));
  g_autofree char *most = NULL;
  g_autofree char *quiet =
      g_strdup_printf (ngettext ("%d quiet day", "%d quiet days", (gulong) popup->quiet_days), popup->quiet_days);
  g_autofree char *words = NULL;

  if (popup->most_shows > 0)
    most = g_strdup_printf (ngettext ("%d time at most", "%d times at most", (gulong) popup->most_shows),
                            popup->most_shows);
  /* TRANSLATORS: how often a popup comes: "30 quiet days after an answer · 3 times at most" */
  words = most != NULL ? g_strdup_printf (_ ("%s after an answer · %s"), quiet, most)
                       : g_strdup_printf (_ ("%s after an answer"), quiet);
  adw_expander_row_set_subtitle (self->often, words);
}

static void
show_shop (VtPopupSeasonRows *self)
{
  g_autofree char *visit = cap_of (self, "popup.per-visit");
  g_autofree char *day = cap_of (self, "popup.per-day");
  g_autofree char *words = g_strdup_printf (_ ("%s in a visit, %s in a day, whichever they are"), visit, day);

  vt_field_show (self->per_visit, visit);
  vt_field_show (self->per_day, day);
  adw_expander_row_set_subtitle (self->shop, words);
}

static void
vt_popup_season_rows_show (VtPopupRows *rows)
{
  VtPopupSeasonRows *self = VT_POPUP_SEASON_ROWS (rows);

  show_period (self);
  show_often (self);
  show_shop (self);
}

static void
vt_popup_season_rows_class_init (VtPopupSeasonRowsClass *klass)
{
  VtPopupRowsClass *rows_class = VT_POPUP_ROWS_CLASS (klass);

  rows_class->step = N_ ("Edit how long and how often %s comes");
  rows_class->show = vt_popup_season_rows_show;
}

static VtMomentRow *
add_moment (VtPopupSeasonRows *self, const char *title)
{
  GtkWidget *row = g_object_new (VT_TYPE_MOMENT_ROW, "title", title, NULL);

  g_signal_connect_swapped (row, "edited", G_CALLBACK (moment_cb), self);
  vt_popup_rows_add (VT_POPUP_ROWS (self), NULL, row);
  return VT_MOMENT_ROW (row);
}

static VtField *
add_cap (VtPopupSeasonRows *self, const char *title)
{
  GtkWidget *field = vt_field_new (title);

  vt_field_set_unit (VT_FIELD (field), _ ("popups"));
  g_signal_connect_swapped (field, "edited", G_CALLBACK (cap_cb), self);
  vt_popup_rows_add (VT_POPUP_ROWS (self), self->shop, field);
  return VT_FIELD (field);
}

static void
vt_popup_season_rows_init (VtPopupSeasonRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("How Long and How Often"));
  self->starts = add_moment (self, _ ("From"));
  self->ends = add_moment (self, _ ("Until"));
  self->often = vt_popup_rows_add_expander (rows, _ ("How often one visitor sees it"));
  vt_popup_rows_add_fact (rows, self->often, &quiet_fact);
  vt_popup_rows_add_fact (rows, self->often, &most_fact);
  vt_popup_rows_add_fact (rows, self->often, &position_fact);
  self->shop = vt_popup_rows_add_expander (rows, _ ("All popups of the shop together"));
  self->per_visit = add_cap (self, _ ("In one visit"));
  self->per_day = add_cap (self, _ ("In one day"));
}
