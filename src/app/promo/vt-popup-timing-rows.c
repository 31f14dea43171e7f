#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-timing-rows.h"

#include "orders/vt-order-sales.h"

#include <glib/gi18n.h>

struct _VtPopupTimingRows
{
  VtPopupRows parent_instance;

  AdwComboRow *trigger; /* (unowned) a row */
  VtField *value;       /* (unowned) a row */
  GtkWidget *word;      /* (unowned) a row */
  GtkWidget *phone;     /* (unowned) a row */
};

G_DEFINE_FINAL_TYPE (VtPopupTimingRows, vt_popup_timing_rows, VT_TYPE_POPUP_ROWS)

/* What is said of a trigger, and what it waits for when it is chosen: seconds on the page, seconds, percent of the
 * page, pages, what a bag of the shop is worth, seconds; a click waits for nothing. */
static const struct
{
  const char *name;
  const char *explanation;
  const char *unit;
  int proposed;
} triggers[] = {
  { N_ ("is about to leave"),
    N_ ("When the pointer leaves through the top; on touch screens as you say below, after one and a half times that"),
    N_ ("seconds on the page"), 10 },
  { N_ ("has been there for a while"), N_ ("After some time on the page, whatever they do"), N_ ("seconds"), 15 },
  /* xgettext:no-c-format */
  { N_ ("has read some way down"), N_ ("When they have read a part of the page"), N_ ("% of the page"), 40 },
  { N_ ("has seen some pages"), N_ ("When they have looked at some pages of the shop"), N_ ("pages"), 3 },
  { N_ ("has something in the bag"), N_ ("When what is in their bag is worth so much"), "", 0 },
  { N_ ("does nothing for a while"), N_ ("When nothing has moved for a while"), N_ ("seconds"), 30 },
  { N_ ("follows a link to it"), N_ ("When they follow a link to it"), "", 0 },
};

static const char *const phones[] = { N_ ("scroll back up quickly"),       N_ ("take the first step back"),
                                      N_ ("do nothing for half a minute"), N_ ("come back from another tab"),
                                      N_ ("never: not on touch screens"),  NULL };

static gboolean
set_phone (VtDb *db, gint64 id, gint64 phone, GError **error)
{
  return vt_popup_set_phone (db, id, (VtPopupPhone) phone, error);
}

static const VtPopupFact word_fact = { .kind = VT_POPUP_FACT_TEXT,
                                       .offset = G_STRUCT_OFFSET (VtPopup, trigger_word),
                                       .title = N_ ("Word of the links that open it"),
                                       .what = "word",
                                       .set_text = vt_popup_set_word,
                                       .hint = N_ ("offer: links to #offer open it") };

static const VtPopupFact phone_fact = { .kind = VT_POPUP_FACT_CHOICE,
                                        .offset = G_STRUCT_OFFSET (VtPopup, phone),
                                        .title = N_ ("On phones they leave when they"),
                                        .what = "phone",
                                        .set_number = set_phone,
                                        .choices = phones };

/* Two digits say enough of an amount that is to be changed. */
static gint64
round_amount (gint64 minor)
{
  gint64 step = 1;

  while (minor / step >= 100)
    step *= 10;
  return MIN ((minor + step / 2) / step * step, G_MAXINT);
}

static gint64
propose_value (VtPopupTimingRows *self, VtPopupTrigger trigger)
{
  VtWorkspace *workspace = vt_popup_rows_get_workspace (VT_POPUP_ROWS (self));
  g_autoptr (GError) error = NULL;
  gint64 minor = 0;

  if (trigger != VT_POPUP_WORTH)
    return triggers[trigger].proposed;
  if (!vt_order_sales_bag (vt_workspace_get_reader (workspace), vt_workspace_get_currency (workspace), &minor, &error))
    vt_workspace_fail (workspace, error);

  return round_amount (minor);
}

static void
trigger_cb (VtPopupTimingRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);
  const VtPopup *popup = vt_popup_rows_get_popup (rows);
  guint selected = adw_combo_row_get_selected (self->trigger);

  if (vt_popup_rows_is_telling (rows) || selected >= G_N_ELEMENTS (triggers) || selected == (guint) popup->trigger)
    return;

  vt_field_forget (self->value);
  vt_popup_rows_write (
      rows, NULL, vt_promo_edit_trigger,
      vt_promo_edit_new (popup->id, (gint64) selected, propose_value (self, (VtPopupTrigger) selected)));
}

static void
value_cb (VtPopupTimingRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);
  const VtPopup *popup = vt_popup_rows_get_popup (rows);
  gint64 value;

  if (vt_popup_rows_is_telling (rows))
    return;

  /* While a number is written over another one, nothing is not zero. */
  if (*vt_field_get_text (self->value) == '\0')
    vt_field_refuse (self->value, _ ("Write a whole number, such as 10"));
  else if (popup->trigger == VT_POPUP_WORTH ? vt_popup_rows_read_money (rows, self->value, &value)
                                            : vt_popup_rows_read_count (self->value, &value))
    vt_popup_rows_write_field (rows, self->value, "trigger", vt_promo_edit_trigger,
                               vt_promo_edit_new (popup->id, (gint64) popup->trigger, value));
}

static void
vt_popup_timing_rows_show (VtPopupRows *rows)
{
  VtPopupTimingRows *self = VT_POPUP_TIMING_ROWS (rows);
  const VtPopup *popup = vt_popup_rows_get_popup (rows);
  guint trigger = (guint) popup->trigger;
  g_autofree char *count = g_strdup_printf ("%d", popup->trigger_value);

  adw_combo_row_set_selected (self->trigger, trigger);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _ (triggers[trigger].explanation));
  gtk_widget_set_visible (GTK_WIDGET (self->value), trigger != VT_POPUP_CLICK);
  gtk_widget_set_visible (self->word, trigger == VT_POPUP_CLICK);
  gtk_widget_set_visible (self->phone, trigger == VT_POPUP_EXIT);
  if (trigger == VT_POPUP_WORTH)
    {
      vt_popup_rows_show_money (rows, self->value, popup->trigger_value);
      return;
    }

  vt_field_set_unit (self->value, *triggers[trigger].unit != '\0' ? _ (triggers[trigger].unit) : "");
  vt_field_show (self->value, count);
}

static void
vt_popup_timing_rows_forget (VtPopupRows *rows)
{
  vt_field_forget (VT_POPUP_TIMING_ROWS (rows)->value);
}

static void
vt_popup_timing_rows_class_init (VtPopupTimingRowsClass *klass)
{
  VtPopupRowsClass *rows_class = VT_POPUP_ROWS_CLASS (klass);

  rows_class->step = N_ ("Edit when %s comes");
  rows_class->show = vt_popup_timing_rows_show;
  rows_class->forget = vt_popup_timing_rows_forget;
}

static void
vt_popup_timing_rows_init (VtPopupTimingRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);
  const char *names[G_N_ELEMENTS (triggers) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (triggers); i++)
    names[i] = triggers[i].name;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("When It Comes"));
  self->trigger = ADW_COMBO_ROW (vt_popup_rows_new_combo (_ ("It comes when somebody"), names));
  self->value = VT_FIELD (vt_field_new (_ ("Not before")));
  vt_popup_rows_add (rows, NULL, GTK_WIDGET (self->trigger));
  vt_popup_rows_add (rows, NULL, GTK_WIDGET (self->value));
  self->word = vt_popup_rows_add_fact (rows, NULL, &word_fact);
  self->phone = vt_popup_rows_add_fact (rows, NULL, &phone_fact);
  g_signal_connect_swapped (self->trigger, "notify::selected", G_CALLBACK (trigger_cb), self);
  g_signal_connect_swapped (self->value, "edited", G_CALLBACK (value_cb), self);
}
