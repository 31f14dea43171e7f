#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-offer-card.h"

#include "app/promo/vt-discount-targets.h"
#include "app/promo/vt-popup-start.h"
#include "app/promo/vt-promo-edit.h"
#include "app/widgets/vt-combo.h"
#include "app/widgets/vt-field.h"
#include "app/widgets/vt-moment-row.h"
#include "app/widgets/vt-percent.h"
#include "base/vt-money.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a discount takes off when its kind was changed and nobody has said how much: basis points and minor units. */
#define PROPOSED_BP    1000
#define PROPOSED_MINOR 500
#define WHOLE_BP       10000

struct _VtOfferCard
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 popup_id;
  VtDiscount *discount; /* (owned) (nullable) of the popup */
  GPtrArray *discounts; /* (owned) all that can be chosen */
  gboolean showing;     /* the rows are being told, not chosen in */
  gboolean alone;       /* a discount by itself, of no popup */

  AdwComboRow *which;    /* template child */
  VtField *code;         /* template child */
  VtField *title;        /* template child */
  AdwComboRow *kind;     /* template child */
  VtField *value;        /* template child */
  VtDiscountTargets *on; /* template child */
  VtField *minimum;      /* template child */
  VtMomentRow *starts;   /* template child */
  VtMomentRow *ends;     /* template child */
  GtkWidget *usable_row; /* template child */
  GtkSwitch *usable;     /* template child */
};

G_DEFINE_FINAL_TYPE (VtOfferCard, vt_offer_card, ADW_TYPE_BIN)

/* Edits ----------------------------------------------------------------------------------------------------------- */

static gboolean
is_telling (VtOfferCard *self)
{
  return self->showing || self->discount == NULL;
}

static char *
key_of (VtOfferCard *self, const char *what)
{
  return g_strdup_printf ("discount.%s.%" G_GINT64_FORMAT, what, self->discount->id);
}

static void
write_field (VtOfferCard *self, VtField *field, const char *what, const char *label, VtShopJob job, VtPromoEdit *edit)
{
  g_autofree char *key = key_of (self, what);
  g_autofree char *step = g_strdup_printf (label, self->discount->title);

  vt_field_write (field, self->workspace, step, key, job, edit, (GDestroyNotify) vt_promo_edit_free);
}

static void
write_choice (VtOfferCard *self, const char *what, const char *label, VtShopJob job, gint64 first, gint64 second)
{
  g_autofree char *key = key_of (self, what);
  g_autofree char *step = g_strdup_printf (label, self->discount->title);

  vt_workspace_edit (self->workspace, step, key, job, vt_promo_edit_new (self->discount->id, first, second),
                     (GDestroyNotify) vt_promo_edit_free);
}

static void
which_cb (VtOfferCard *self)
{
  guint selected = adw_combo_row_get_selected (self->which);
  gint64 chosen = 0;

  if (self->showing || selected == GTK_INVALID_LIST_POSITION)
    return;

  if (selected == self->discounts->len + 1)
    {
      VtPopupStartJob *job = g_new0 (VtPopupStartJob, 1);

      job->popup_id = self->popup_id;
      vt_workspace_edit (self->workspace, _ ("Create a discount"), NULL, vt_popup_start_discount, job, g_free);
      return;
    }

  if (selected > 0)
    chosen = ((VtDiscount *) g_ptr_array_index (self->discounts, selected - 1))->id;
  vt_workspace_edit (self->workspace, _ ("Change what the popup gives"), NULL, vt_promo_edit_discount,
                     vt_promo_edit_new (self->popup_id, chosen, 0), (GDestroyNotify) vt_promo_edit_free);
}

static void
code_cb (VtOfferCard *self)
{
  if (!is_telling (self))
    write_field (self, self->code, "code", _ ("Edit code of %s"), vt_promo_edit_text,
                 vt_promo_edit_new_text (self->discount->id, vt_discount_set_code, vt_field_get_text (self->code)));
}

static void
title_cb (VtOfferCard *self)
{
  if (!is_telling (self))
    write_field (self, self->title, "title", _ ("Edit name of %s"), vt_promo_edit_text,
                 vt_promo_edit_new_text (self->discount->id, vt_discount_set_title, vt_field_get_text (self->title)));
}

static gint64
proposed_value (VtDiscountKind kind)
{
  switch (kind)
    {
    case VT_DISCOUNT_PERCENT:
      return PROPOSED_BP;
    case VT_DISCOUNT_BUY_GET:
      return WHOLE_BP;
    case VT_DISCOUNT_FIXED:
    case VT_DISCOUNT_EACH:
      return PROPOSED_MINOR;
    case VT_DISCOUNT_FREE_SHIPPING:
    case VT_DISCOUNT_TIERED_PERCENT:
    case VT_DISCOUNT_TIERED_FIXED:
    default:
      return 0;
    }
}

static gboolean
is_percentage (const VtDiscount *discount)
{
  return discount->kind == VT_DISCOUNT_PERCENT || discount->kind == VT_DISCOUNT_BUY_GET;
}

static void
kind_cb (VtOfferCard *self)
{
  VtDiscountKind kind = (VtDiscountKind) adw_combo_row_get_selected (self->kind);
  gint64 value = proposed_value (kind);

  if (!is_telling (self) && kind != self->discount->kind)
    write_choice (self, "kind", _ ("Edit kind of %s"), vt_promo_edit_value, (gint64) kind, value);
}

/* Reads an amount of the shop's currency; nothing is zero. */
static gboolean
read_money (VtOfferCard *self, VtField *field, gint64 *minor)
{
  const char *text = vt_field_get_text (field);
  g_autoptr (GError) error = NULL;
  VtMoney money;

  if (text[strspn (text, " ")] == '\0')
    {
      *minor = 0;
      return TRUE;
    }
  if (!vt_money_parse (text, vt_workspace_get_currency (self->workspace), &money, &error))
    {
      vt_field_refuse (field, error->message);
      return FALSE;
    }

  *minor = money.minor;
  return TRUE;
}

static void
value_cb (VtOfferCard *self)
{
  gint64 value = 0;

  if (is_telling (self))
    return;

  if (is_percentage (self->discount))
    {
      if (!vt_percent_parse (vt_field_get_text (self->value), &value))
        {
          vt_field_refuse (self->value, _ ("Write a percentage such as 15 or 12.5"));
          return;
        }
    }
  else if (!read_money (self, self->value, &value))
    return;

  write_field (self, self->value, "value", _ ("Edit value of %s"), vt_promo_edit_value,
               vt_promo_edit_new (self->discount->id, (gint64) self->discount->kind, value));
}

static void
minimum_cb (VtOfferCard *self)
{
  gint64 minor;

  if (!is_telling (self) && read_money (self, self->minimum, &minor))
    write_field (self, self->minimum, "minimum", _ ("Edit minimum of %s"), vt_promo_edit_minimum,
                 vt_promo_edit_new (self->discount->id, minor, 0));
}

static void
starts_cb (VtOfferCard *self)
{
  if (!is_telling (self))
    write_choice (self, "starts", _ ("Edit start of %s"), vt_promo_edit_period, vt_moment_row_get_us (self->starts),
                  self->discount->ends_us);
}

static void
ends_cb (VtOfferCard *self)
{
  if (!is_telling (self))
    write_choice (self, "ends", _ ("Edit end of %s"), vt_promo_edit_period, self->discount->starts_us,
                  vt_moment_row_get_us (self->ends));
}

static void
usable_cb (VtOfferCard *self)
{
  if (!is_telling (self))
    write_choice (self, "usable", _ ("Edit whether %s can be used"), vt_promo_edit_usable,
                  gtk_switch_get_active (self->usable), 0);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static void
show_discounts (VtOfferCard *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, C_ ("discount", "None"));
  for (guint i = 0; i < self->discounts->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (self->discounts, i);

      gtk_string_list_append (names, *discount->code != '\0' ? discount->code : discount->title);
      if (self->discount != NULL && discount->id == self->discount->id)
        selected = i + 1;
    }
  gtk_string_list_append (names, _ ("New Discount…"));
  vt_combo_show (self->which, names, selected);
}

static void
show_money (VtOfferCard *self, VtField *field, gint64 minor)
{
  const char *currency = vt_workspace_get_currency (self->workspace);
  g_autofree char *text = vt_money_to_decimal (vt_money_new (minor, currency));

  vt_field_set_unit (field, currency);
  vt_field_show (field, text);
}

static void
show_value (VtOfferCard *self)
{
  if (is_percentage (self->discount))
    {
      g_autofree char *text = vt_percent_format (self->discount->value);

      vt_field_set_unit (self->value, "%");
      vt_field_show (self->value, text);
    }
  else
    show_money (self, self->value, self->discount->value);
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
show_details (VtOfferCard *self, GTimeZone *zone)
{
  g_autofree char *place = place_of (zone);
  /* TRANSLATORS: %s is the place that a time zone is named after, such as Lisbon */
  g_autofree char *where = g_strdup_printf (_ ("Time of %s"), place);

  vt_field_show (self->code, self->discount->code);
  vt_field_show (self->title, self->discount->title);
  adw_combo_row_set_selected (self->kind, (guint) self->discount->kind);
  show_value (self);
  vt_discount_targets_show (self->on, self->discount, VT_DISCOUNT_TARGET_ON);
  show_money (self, self->minimum, self->discount->minimum_minor);
  vt_moment_row_show (self->starts, self->discount->starts_us, zone, _ ("At Once"));
  vt_moment_row_show (self->ends, self->discount->ends_us, zone, _ ("Never"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->starts), where);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->ends), where);
  gtk_switch_set_active (self->usable, self->discount->active);
}

static void
show_rows (VtOfferCard *self)
{
  GtkWidget *rows[] = { GTK_WIDGET (self->code),   GTK_WIDGET (self->title), GTK_WIDGET (self->kind),
                        GTK_WIDGET (self->value),  GTK_WIDGET (self->on),    GTK_WIDGET (self->minimum),
                        GTK_WIDGET (self->starts), GTK_WIDGET (self->ends),  self->usable_row };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_visible (rows[i], self->discount != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->which), !self->alone);
  if (self->discount == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->code), self->discount->method == VT_DISCOUNT_BY_CODE);
  gtk_widget_set_visible (GTK_WIDGET (self->value), proposed_value (self->discount->kind) != 0);
}

/* The fields may have shown another discount. */
static void
take_discount (VtOfferCard *self, VtDiscount *discount)
{
  if (discount == NULL || self->discount == NULL || discount->id != self->discount->id)
    {
      vt_field_forget (self->code);
      vt_field_forget (self->title);
      vt_field_forget (self->value);
      vt_field_forget (self->minimum);
    }
  else if (discount->kind != self->discount->kind)
    vt_field_forget (self->value);

  vt_discount_free (self->discount);
  self->discount = discount;
}

static gboolean
load (VtOfferCard *self, gint64 popup_id, gint64 discount_id, GError **error)
{
  VtDb *db = vt_workspace_get_reader (self->workspace);
  g_autoptr (GPtrArray) discounts = vt_discount_list (db, error);
  VtDiscount *discount = NULL;

  if (discounts == NULL)
    return FALSE;
  if (discount_id != 0 && (discount = vt_discount_load (db, discount_id, error)) == NULL)
    return FALSE;

  g_clear_pointer (&self->discounts, g_ptr_array_unref);
  self->discounts = g_steal_pointer (&discounts);
  take_discount (self, discount);
  self->popup_id = popup_id;
  return TRUE;
}

static void
show (VtOfferCard *self, gint64 popup_id, gint64 discount_id, GTimeZone *zone)
{
  g_autoptr (GError) error = NULL;

  self->showing = TRUE;
  if (load (self, popup_id, discount_id, &error))
    {
      show_discounts (self);
      if (self->discount != NULL)
        show_details (self, zone);
      show_rows (self);
    }
  else
    vt_workspace_fail (self->workspace, error);
  self->showing = FALSE;
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_offer_card_dispose (GObject *object)
{
  VtOfferCard *self = VT_OFFER_CARD (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_offer_card_parent_class)->dispose (object);
}

static void
vt_offer_card_finalize (GObject *object)
{
  VtOfferCard *self = VT_OFFER_CARD (object);

  vt_discount_free (self->discount);
  g_clear_pointer (&self->discounts, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_offer_card_parent_class)->finalize (object);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, which_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_cb);
  gtk_widget_class_bind_template_callback (widget_class, minimum_cb);
  gtk_widget_class_bind_template_callback (widget_class, starts_cb);
  gtk_widget_class_bind_template_callback (widget_class, ends_cb);
  gtk_widget_class_bind_template_callback (widget_class, usable_cb);
}

static void
vt_offer_card_class_init (VtOfferCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_offer_card_dispose;
  object_class->finalize = vt_offer_card_finalize;

  g_type_ensure (VT_TYPE_DISCOUNT_TARGETS);
  g_type_ensure (VT_TYPE_FIELD);
  g_type_ensure (VT_TYPE_MOMENT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-offer-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, which);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, code);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, title);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, kind);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, value);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, on);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, minimum);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, starts);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, ends);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, usable_row);
  gtk_widget_class_bind_template_child (widget_class, VtOfferCard, usable);
  bind_callbacks (widget_class);
}

static void
vt_offer_card_init (VtOfferCard *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;
}

/**
 * vt_offer_card_set_workspace:
 * @self: a new card
 * @workspace: whose discounts it edits
 */
void
vt_offer_card_set_workspace (VtOfferCard *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  vt_discount_targets_set_workspace (self->on, workspace);
}

/**
 * vt_offer_card_show:
 * @self: a card with a workspace
 * @popup: the popup as the shop holds it now
 * @zone: the shop's time zone
 */
void
vt_offer_card_show (VtOfferCard *self, const VtPopup *popup, GTimeZone *zone)
{
  self->alone = FALSE;
  show (self, popup->id, popup->discount_id, zone);
}

/**
 * vt_offer_card_show_discount:
 * @self: a card with a workspace
 * @discount_id: a discount
 * @zone: the shop's time zone
 *
 * Shows a discount by itself, whether or not a popup gives it.
 */
void
vt_offer_card_show_discount (VtOfferCard *self, gint64 discount_id, GTimeZone *zone)
{
  self->alone = TRUE;
  show (self, 0, discount_id, zone);
}
