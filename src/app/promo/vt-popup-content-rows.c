#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-content-rows.h"

#include "app/promo/vt-popup-block-rows.h"

#include <glib/gi18n.h>

/* What each visitor has when nobody has said how long. */
#define PROPOSED_MINUTES 60

/* The countdown's choices. */
enum
{
  NO_COUNTDOWN,
  TO_THE_END,
  OWN_TIME
};

struct _VtPopupContentRows
{
  VtPopupRows parent_instance;

  AdwComboRow *layout;      /* (unowned) a row */
  AdwComboRow *countdown;   /* (unowned) a row */
  VtField *minutes;         /* (unowned) a row */
  GtkWidget *consent;       /* (unowned) a row */
  GtkWidget *thanks;        /* (unowned) a row */
  VtPopupBlockRows *blocks; /* (unowned) a row */
};

G_DEFINE_FINAL_TYPE (VtPopupContentRows, vt_popup_content_rows, VT_TYPE_POPUP_ROWS)

static const char *const layouts[] = { N_ ("In the middle"), N_ ("In a corner"),      N_ ("A bar along the edge"),
                                       N_ ("Full screen"),   N_ ("Part of the page"), NULL };
static const char *const layout_notes[] = {
  N_ ("Covers the page. Not on phones that come from a search engine: Google ranks that down"),
  N_ ("The page stays free beside it"),
  N_ ("One line that covers nothing"),
  N_ ("Covers all. Not on phones that come from a search engine: Google ranks that down"),
  N_ ("Below the main part of the page, and nothing moves while somebody reads"),
};
static const char *const products[] = { N_ ("None"), N_ ("Of the collection that the button leads to"),
                                        N_ ("What goes with the product of the page"), N_ ("What is bought most"),
                                        NULL };
static const char *const forms[] = { N_ ("None"), N_ ("Newsletter: asks for an e-mail address"),
                                     N_ ("Back in stock: tells when there is one again"), NULL };
static const char *const countdowns[] = { N_ ("None"), N_ ("To the end of the discount"),
                                          N_ ("Of each visitor's own time"), NULL };

static gboolean
set_layout (VtDb *db, gint64 id, gint64 layout, GError **error)
{
  return vt_popup_set_layout (db, id, (VtPopupLayout) layout, error);
}

static gboolean
set_products (VtDb *db, gint64 id, gint64 chosen, GError **error)
{
  return vt_popup_set_products (db, id, (VtPopupProducts) chosen, error);
}

static gboolean
set_form (VtDb *db, gint64 id, gint64 form, GError **error)
{
  return vt_popup_set_form (db, id, (VtPopupForm) form, error);
}

static const VtPopupFact layout_fact = { .kind = VT_POPUP_FACT_CHOICE,
                                         .offset = G_STRUCT_OFFSET (VtPopup, layout),
                                         .title = N_ ("Where it stands"),
                                         .what = "layout",
                                         .set_number = set_layout,
                                         .choices = layouts };

static const VtPopupFact products_fact = { .kind = VT_POPUP_FACT_CHOICE,
                                           .offset = G_STRUCT_OFFSET (VtPopup, products),
                                           .title = N_ ("Products in it"),
                                           .what = "products",
                                           .set_number = set_products,
                                           .choices = products };

static const VtPopupFact form_fact = { .kind = VT_POPUP_FACT_CHOICE,
                                       .offset = G_STRUCT_OFFSET (VtPopup, form),
                                       .title = N_ ("Form"),
                                       .what = "form",
                                       .set_number = set_form,
                                       .choices = forms };

static const VtPopupFact consent_fact = { .kind = VT_POPUP_FACT_TEXT,
                                          .offset = G_STRUCT_OFFSET (VtPopup, consent),
                                          .title = N_ ("What who sends it agrees to"),
                                          .what = "consent",
                                          .set_text = vt_popup_set_consent };

static const VtPopupFact thanks_fact = { .kind = VT_POPUP_FACT_LINES,
                                         .offset = G_STRUCT_OFFSET (VtPopup, thanks),
                                         .title = N_ ("What it says once it was sent"),
                                         .what = "thanks",
                                         .set_text = vt_popup_set_thanks };

static guint
countdown_of (const VtPopup *popup)
{
  if (popup->evergreen_minutes > 0)
    return OWN_TIME;

  return popup->countdown ? TO_THE_END : NO_COUNTDOWN;
}

static void
countdown_cb (VtPopupContentRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);
  guint selected = adw_combo_row_get_selected (self->countdown);

  if (vt_popup_rows_is_telling (rows) || selected > OWN_TIME ||
      selected == countdown_of (vt_popup_rows_get_popup (rows)))
    return;

  vt_field_forget (self->minutes);
  vt_popup_rows_write (rows, NULL, vt_promo_edit_countdown,
                       vt_promo_edit_new (vt_popup_rows_get_popup (rows)->id, selected != NO_COUNTDOWN,
                                          selected == OWN_TIME ? PROPOSED_MINUTES : 0));
}

static void
minutes_cb (VtPopupContentRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);
  gint64 minutes;

  if (vt_popup_rows_is_telling (rows) || !vt_popup_rows_read_count (self->minutes, &minutes))
    return;
  if (minutes == 0)
    vt_field_refuse (self->minutes, _ ("Write a whole number, such as 10"));
  else
    vt_popup_rows_write_field (rows, self->minutes, "minutes", vt_promo_edit_countdown,
                               vt_promo_edit_new (vt_popup_rows_get_popup (rows)->id, 1, minutes));
}

static void
blocks_cb (VtPopupContentRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);
  g_autofree char *blocks = NULL;

  if (vt_popup_rows_is_telling (rows))
    return;

  blocks = vt_popup_block_rows_get (self->blocks);
  vt_popup_rows_write (rows, NULL, vt_promo_edit_text,
                       vt_promo_edit_new_text (vt_popup_rows_get_popup (rows)->id, vt_popup_set_blocks, blocks));
}

/* A countdown to what never ends is not offered, but one that is there is said to be wrong. */
static void
show_countdown (VtPopupContentRows *self, const VtPopup *popup)
{
  guint countdown = countdown_of (popup);
  const char *note = "";

  if (popup->discount_id == 0)
    note = _ ("Only with a discount that ends: say above when it does");
  else if (countdown == TO_THE_END)
    note = popup->discount_ends_us != 0 ? _ ("Ends with the discount, never restarts")
                                        : _ ("Only with a discount that ends: say above when it does");
  else if (countdown == OWN_TIME)
    note = _ ("From the moment it came up; the visitor's code ends with it, and never restarts");

  adw_combo_row_set_selected (self->countdown, countdown);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->countdown), note);
  gtk_widget_set_sensitive (GTK_WIDGET (self->countdown), popup->discount_id != 0 || countdown != NO_COUNTDOWN);
  gtk_widget_set_visible (GTK_WIDGET (self->minutes), countdown == OWN_TIME);
  vt_popup_rows_show_count (self->minutes, popup->evergreen_minutes);
}

static void
vt_popup_content_rows_show (VtPopupRows *rows)
{
  VtPopupContentRows *self = VT_POPUP_CONTENT_ROWS (rows);
  const VtPopup *popup = vt_popup_rows_get_popup (rows);
  g_auto (GStrv) blocks = vt_popup_list_blocks (popup);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->layout), _ (layout_notes[popup->layout]));
  gtk_widget_set_visible (self->consent, popup->form == VT_POPUP_FORM_NEWSLETTER);
  gtk_widget_set_visible (self->thanks, popup->form != VT_POPUP_FORM_NONE);
  show_countdown (self, popup);
  vt_popup_block_rows_show (self->blocks, (const char *const *) blocks);
}

static void
vt_popup_content_rows_forget (VtPopupRows *rows)
{
  vt_field_forget (VT_POPUP_CONTENT_ROWS (rows)->minutes);
}

static void
vt_popup_content_rows_class_init (VtPopupContentRowsClass *klass)
{
  VtPopupRowsClass *rows_class = VT_POPUP_ROWS_CLASS (klass);

  rows_class->step = N_ ("Edit what is in %s");
  rows_class->show = vt_popup_content_rows_show;
  rows_class->forget = vt_popup_content_rows_forget;
}

static void
vt_popup_content_rows_init (VtPopupContentRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("What Is in It"));
  self->layout = ADW_COMBO_ROW (vt_popup_rows_add_fact (rows, NULL, &layout_fact));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->layout), 0);
  self->countdown = ADW_COMBO_ROW (vt_popup_rows_new_combo (_ ("Countdown"), countdowns));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->countdown), 0);
  vt_popup_rows_add (rows, NULL, GTK_WIDGET (self->countdown));
  self->minutes = VT_FIELD (vt_field_new (_ ("Each visitor has")));
  vt_field_set_unit (self->minutes, _ ("minutes"));
  vt_popup_rows_add (rows, NULL, GTK_WIDGET (self->minutes));
  vt_popup_rows_add_fact (rows, NULL, &products_fact);
  vt_popup_rows_add_fact (rows, NULL, &form_fact);
  self->consent = vt_popup_rows_add_fact (rows, NULL, &consent_fact);
  self->thanks = vt_popup_rows_add_fact (rows, NULL, &thanks_fact);
  self->blocks = VT_POPUP_BLOCK_ROWS (vt_popup_block_rows_new ());
  vt_popup_rows_add (rows, NULL, GTK_WIDGET (self->blocks));
  g_signal_connect_swapped (self->countdown, "notify::selected", G_CALLBACK (countdown_cb), self);
  g_signal_connect_swapped (self->minutes, "edited", G_CALLBACK (minutes_cb), self);
  g_signal_connect_swapped (self->blocks, "edited", G_CALLBACK (blocks_cb), self);
}
