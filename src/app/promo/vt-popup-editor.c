#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-editor.h"

#include "app/promo/vt-offer-card.h"
#include "app/promo/vt-promo-edit.h"
#include "app/promo/vt-targets.h"
#include "app/widgets/vt-combo.h"
#include "app/widgets/vt-field.h"
#include "app/widgets/vt-picture-row.h"
#include "base/vt-clock.h"
#include "base/vt-money.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

/* How long each trigger waits when it is chosen: seconds on the page, seconds, percent of the page, pages, minor units,
 * seconds; a click waits for nothing. */
static const int proposed_values[] = { 10, 15, 40, 3, 5000, 30, 0 };

struct _VtPopupEditor
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 id;
  VtPopup *popup;   /* (owned) (nullable) */
  GStrv targets;    /* (owned) (nullable) addresses of the rows of "target" */
  GTimeZone *zone;  /* (owned) the shop's */
  gboolean showing; /* the rows are being told, not chosen in */

  GtkScrolledWindow *scroller; /* template child */
  AdwActionRow *shown_row;     /* template child */
  GtkSwitch *shown;            /* template child */
  AdwActionRow *honesty;       /* template child */
  GtkImage *honesty_icon;      /* template child */
  VtField *headline;           /* template child */
  VtField *text;               /* template child */
  VtField *accept;             /* template child */
  AdwComboRow *target;         /* template child */
  VtField *decline;            /* template child */
  VtPictureRow *picture;       /* template child */
  VtOfferCard *offer;          /* template child */
  AdwPreferencesGroup *coming; /* template child */
  AdwComboRow *trigger;        /* template child */
  VtField *trigger_value;      /* template child */
  VtField *word;               /* template child */
  AdwComboRow *goal;           /* template child */
  VtField *quiet;              /* template child */
  AdwActionRow *countdown_row; /* template child */
  GtkSwitch *countdown;        /* template child */
  VtField *name;               /* template child */
};

enum
{
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtPopupEditor, vt_popup_editor, ADW_TYPE_BIN)

static void refresh (VtPopupEditor *self);

/* Edits ----------------------------------------------------------------------------------------------------------- */

static gboolean
is_telling (VtPopupEditor *self)
{
  return self->showing || self->popup == NULL;
}

static char *
key_of (VtPopupEditor *self, const char *what)
{
  return g_strdup_printf ("popup.%s.%" G_GINT64_FORMAT, what, self->id);
}

static void
write_field (VtPopupEditor *self, VtField *field, const char *what, const char *label, VtShopJob job, VtPromoEdit *edit)
{
  g_autofree char *key = key_of (self, what);
  g_autofree char *step = g_strdup_printf (label, self->popup->name);

  vt_field_write (field, self->workspace, step, key, job, edit, (GDestroyNotify) vt_promo_edit_free);
}

static void
write_choice (VtPopupEditor *self, const char *what, const char *label, VtShopJob job, VtPromoEdit *edit)
{
  g_autofree char *key = what != NULL ? key_of (self, what) : NULL;
  g_autofree char *step = g_strdup_printf (label, self->popup->name);

  vt_workspace_edit (self->workspace, step, key, job, edit, (GDestroyNotify) vt_promo_edit_free);
}

static void
text_cb (VtPopupEditor *self, VtField *field)
{
  const struct
  {
    VtField *field;
    const char *what;
    const char *label;
    VtPromoSetText set_text;
  } facts[] = {
    { self->headline, "headline", _ ("Edit headline of %s"), vt_popup_set_headline },
    { self->text, "text", _ ("Edit text of %s"), vt_popup_set_body },
    { self->accept, "accept", _ ("Edit button of %s"), vt_popup_set_accept_label },
    { self->decline, "decline", _ ("Edit “No” of %s"), vt_popup_set_decline_label },
    { self->name, "name", _ ("Edit name of %s"), vt_popup_set_name },
    { self->word, "word", _ ("Edit when %s comes"), vt_popup_set_word },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts) && !is_telling (self); i++)
    if (facts[i].field == field)
      write_field (self, field, facts[i].what, facts[i].label, vt_promo_edit_text,
                   vt_promo_edit_new_text (self->id, facts[i].set_text, vt_field_get_text (field)));
}

static void
shown_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPopupEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  if (vt_shop_write_finish (VT_SHOP (source), result, NULL, &error) || self->workspace == NULL)
    return;

  refresh (self);
  adw_action_row_set_subtitle (self->shown_row, error->message);
}

static void
shown_cb (VtPopupEditor *self)
{
  g_autofree char *label = NULL;

  if (is_telling (self))
    return;

  /* TRANSLATORS: steps of the history; %s is the name of a popup */
  label = g_strdup_printf (gtk_switch_get_active (self->shown) ? _ ("Show %s to shoppers") : _ ("Take %s off the shop"),
                           self->popup->name);
  vt_shop_write_async (
      vt_workspace_get_shop (self->workspace), label, NULL, vt_promo_edit_active,
      vt_promo_edit_new (self->id, gtk_switch_get_active (self->shown), vt_clock_now_us (vt_clock_system ())),
      (GDestroyNotify) vt_promo_edit_free, NULL, shown_written_cb, g_object_ref (self));
}

static void
target_cb (VtPopupEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->target);

  if (is_telling (self) || selected >= g_strv_length (self->targets))
    return;

  write_choice (self, "target", _ ("Edit where the button of %s leads"), vt_promo_edit_text,
                vt_promo_edit_new_text (self->id, vt_popup_set_target, self->targets[selected]));
}

static void
picture_cb (VtPopupEditor *self)
{
  if (is_telling (self))
    return;

  write_choice (self, NULL, _ ("Change picture of %s"), vt_promo_edit_picture,
                vt_promo_edit_new_picture (self->id, vt_picture_row_get_sha256 (self->picture),
                                           vt_picture_row_get_alt (self->picture),
                                           vt_picture_row_steal_media (self->picture)));
}

static gboolean
set_goal (VtDb *db, gint64 id, gint64 goal, GError **error)
{
  return vt_popup_set_goal (db, id, (VtPopupGoal) goal, error);
}

static void
goal_cb (VtPopupEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->goal);

  if (is_telling (self) || selected == GTK_INVALID_LIST_POSITION || selected == (guint) self->popup->goal)
    return;

  write_choice (self, "goal", _ ("Edit when %s comes"), vt_promo_edit_number,
                vt_promo_edit_new_number (self->id, set_goal, (gint64) selected));
}

static void
trigger_cb (VtPopupEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->trigger);

  if (is_telling (self) || selected >= G_N_ELEMENTS (proposed_values) || selected == (guint) self->popup->trigger)
    return;

  vt_field_forget (self->trigger_value);
  write_choice (self, NULL, _ ("Edit when %s comes"), vt_promo_edit_trigger,
                vt_promo_edit_new (self->id, (gint64) selected, proposed_values[selected]));
}

/* Reads a count; the field says so when it is none. */
static gboolean
read_count (VtField *field, gint64 *count)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (vt_field_get_text (field), 10, 0, G_MAXINT, &value, NULL))
    {
      vt_field_refuse (field, _ ("Write a whole number, such as 10"));
      return FALSE;
    }

  *count = (gint64) value;
  return TRUE;
}

/* What the bag is worth, in the shop's currency. */
static gboolean
read_worth (VtPopupEditor *self, gint64 *minor)
{
  g_autoptr (GError) error = NULL;
  VtMoney money;

  if (!vt_money_parse (vt_field_get_text (self->trigger_value), vt_workspace_get_currency (self->workspace), &money,
                       &error))
    {
      vt_field_refuse (self->trigger_value, error->message);
      return FALSE;
    }

  *minor = MIN (money.minor, G_MAXINT);
  return TRUE;
}

static void
trigger_value_cb (VtPopupEditor *self)
{
  gint64 value;

  if (is_telling (self))
    return;

  if (self->popup->trigger == VT_POPUP_WORTH ? read_worth (self, &value) : read_count (self->trigger_value, &value))
    write_field (self, self->trigger_value, "trigger", _ ("Edit when %s comes"), vt_promo_edit_trigger,
                 vt_promo_edit_new (self->id, (gint64) self->popup->trigger, value));
}

static void
quiet_cb (VtPopupEditor *self)
{
  gint64 days;

  if (!is_telling (self) && read_count (self->quiet, &days))
    write_field (self, self->quiet, "quiet", _ ("Edit quiet days of %s"), vt_promo_edit_quiet_days,
                 vt_promo_edit_new (self->id, days, 0));
}

static void
countdown_cb (VtPopupEditor *self)
{
  if (!is_telling (self))
    write_choice (self, NULL, _ ("Edit countdown of %s"), vt_promo_edit_countdown,
                  vt_promo_edit_new (self->id, gtk_switch_get_active (self->countdown), 0));
}

static void
create_cb (VtPopupEditor *self)
{
  g_signal_emit (self, signals[CREATE], 0);
}

static void
delete_cb (VtPopupEditor *self)
{
  g_autofree char *message = NULL;

  if (is_telling (self))
    return;

  /* TRANSLATORS: %s is the name of a popup */
  message = g_strdup_printf (_ ("“%s” deleted"), self->popup->name);
  write_choice (self, NULL, _ ("Delete %s"), vt_promo_edit_delete, vt_promo_edit_new (self->id, 0, 0));
  vt_workspace_tell (self->workspace, message, TRUE);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static void
show_target (VtPopupEditor *self)
{
  g_autoptr (GtkStringList) names = NULL;
  guint selected = 0;

  g_strfreev (self->targets);
  self->targets = vt_targets_list (vt_workspace_get_reader (self->workspace), self->popup->target, &names, &selected);
  vt_combo_show (self->target, names, selected);
}

static void
show_count (VtField *field, int count)
{
  g_autofree char *text = g_strdup_printf ("%d", count);

  vt_field_show (field, text);
}

static void
show_worth (VtPopupEditor *self)
{
  const char *currency = vt_workspace_get_currency (self->workspace);
  g_autofree char *text = vt_money_to_decimal (vt_money_new (self->popup->trigger_value, currency));

  vt_field_set_unit (self->trigger_value, currency);
  vt_field_show (self->trigger_value, text);
}

static void
show_trigger (VtPopupEditor *self)
{
  static const char *const explanations[] = {
    N_ ("When the pointer leaves through the top; on phones, after a quick scroll back up"),
    N_ ("After some time on the page, whatever they do"),
    N_ ("When they have read a part of the page"),
    N_ ("When they have looked at some pages of the shop"),
    N_ ("When what is in their bag is worth so much"),
    N_ ("When nothing has moved for a while"),
    N_ ("When they follow a link to it"),
  };
  static const char *const units[] = {
    N_ ("seconds on the page"),
    N_ ("seconds"),
    /* xgettext:no-c-format */
    N_ ("% of the page"),
    N_ ("pages"),
    "",
    N_ ("seconds"),
    "",
  };
  guint trigger = (guint) self->popup->trigger;

  adw_combo_row_set_selected (self->goal, (guint) self->popup->goal);
  adw_combo_row_set_selected (self->trigger, trigger);
  adw_preferences_group_set_description (self->coming, _ (explanations[trigger]));
  gtk_widget_set_visible (GTK_WIDGET (self->trigger_value), trigger != VT_POPUP_CLICK);
  gtk_widget_set_visible (GTK_WIDGET (self->word), trigger == VT_POPUP_CLICK);
  vt_field_show (self->word, self->popup->trigger_word);
  if (trigger == VT_POPUP_WORTH)
    show_worth (self);
  else
    {
      vt_field_set_unit (self->trigger_value, *units[trigger] != '\0' ? _ (units[trigger]) : "");
      show_count (self->trigger_value, self->popup->trigger_value);
    }
  show_count (self->quiet, self->popup->quiet_days);
}

static void
show_countdown (VtPopupEditor *self)
{
  gboolean ends = self->popup->discount_ends_us != 0;

  gtk_switch_set_active (self->countdown, self->popup->countdown);
  gtk_widget_set_sensitive (GTK_WIDGET (self->countdown_row), ends || self->popup->countdown);
  adw_action_row_set_subtitle (self->countdown_row, ends
                                                        ? _ ("Ends with the discount, never restarts")
                                                        : _ ("Only with a discount that ends: say above when it does"));
}

static const char *
why_honest (const VtPopup *popup)
{
  if (popup->countdown)
    return _ ("At 00:00:00 the popup closes and the code stops working, in the bag too.");
  if (popup->discount_ends_us != 0)
    return _ ("When the discount ends, the popup is gone and the code stops working, in the bag too.");
  if (popup->discount_id != 0)
    return _ ("The code works as the popup says.");

  return _ ("It promises nothing that shoppers do not get.");
}

static void
show_honesty (VtPopupEditor *self)
{
  g_autoptr (GError) reason = NULL;
  gboolean honest = vt_popup_is_honest (vt_workspace_get_reader (self->workspace), self->popup,
                                        vt_clock_now_us (vt_clock_system ()), &reason);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->honesty), honest ? _ ("Honest") : _ ("Not shown as it is"));
  adw_action_row_set_subtitle (self->honesty, honest ? why_honest (self->popup) : reason->message);
  gtk_image_set_from_icon_name (self->honesty_icon, honest ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->honesty), honest ? "amber" : "green");
  gtk_widget_add_css_class (GTK_WIDGET (self->honesty), honest ? "green" : "amber");
}

static void
show_popup (VtPopupEditor *self)
{
  const VtPopup *popup = self->popup;

  gtk_switch_set_active (self->shown, popup->active);
  adw_action_row_set_subtitle (self->shown_row, popup->active ? _ ("From the next time you publish")
                                                              : _ ("A draft: only you see it, in the preview"));
  vt_field_show (self->headline, popup->headline);
  vt_field_show (self->text, popup->body);
  vt_field_show (self->accept, popup->accept_label);
  vt_field_show (self->decline, popup->decline_label);
  vt_field_show (self->name, popup->name);
  vt_picture_row_show (self->picture, popup->sha256);
  show_target (self);
  show_trigger (self);
  show_countdown (self);
  show_honesty (self);
  vt_offer_card_show (self->offer, popup, self->zone);
}

static void
load_zone (VtPopupEditor *self)
{
  g_autofree char *name = vt_setting_get (vt_workspace_get_reader (self->workspace), "shop.time-zone", NULL);
  GTimeZone *zone = name != NULL && *name != '\0' ? g_time_zone_new_identifier (name) : NULL;

  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? zone : g_time_zone_new_local ();
}

static void
refresh (VtPopupEditor *self)
{
  g_autoptr (GError) error = NULL;

  if (self->id == 0 || self->showing)
    return;

  vt_popup_free (self->popup);
  self->popup = vt_popup_load (vt_workspace_get_reader (self->workspace), self->id, &error);
  /* Deleted: the place leaves the editor. */
  if (self->popup == NULL)
    return;

  load_zone (self);
  self->showing = TRUE;
  show_popup (self);
  self->showing = FALSE;
}

static void
changed_cb (VtPopupEditor *self, VtChange *change)
{
  if (vt_change_touches (change, "popup") || vt_change_touches (change, "discount") ||
      vt_change_touches (change, "collection") || vt_change_touches (change, "setting"))
    refresh (self);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_popup_editor_dispose (GObject *object)
{
  VtPopupEditor *self = VT_POPUP_EDITOR (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_popup_editor_parent_class)->dispose (object);
}

static void
vt_popup_editor_finalize (GObject *object)
{
  VtPopupEditor *self = VT_POPUP_EDITOR (object);

  vt_popup_free (self->popup);
  g_strfreev (self->targets);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (vt_popup_editor_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, shown_row);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, shown);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, honesty);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, honesty_icon);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, headline);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, text);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, accept);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, target);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, decline);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, picture);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, offer);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, coming);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, trigger);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, trigger_value);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, word);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, goal);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, quiet);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, countdown_row);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, countdown);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, name);
}

static void
vt_popup_editor_class_init (VtPopupEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_popup_editor_dispose;
  object_class->finalize = vt_popup_editor_finalize;
  signals[CREATE] =
      g_signal_new ("create", VT_TYPE_POPUP_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VT_TYPE_FIELD);
  g_type_ensure (VT_TYPE_PICTURE_ROW);
  g_type_ensure (VT_TYPE_OFFER_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-popup-editor.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_cb);
  gtk_widget_class_bind_template_callback (widget_class, goal_cb);
  gtk_widget_class_bind_template_callback (widget_class, trigger_cb);
  gtk_widget_class_bind_template_callback (widget_class, trigger_value_cb);
  gtk_widget_class_bind_template_callback (widget_class, quiet_cb);
  gtk_widget_class_bind_template_callback (widget_class, countdown_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

static void
vt_popup_editor_init (VtPopupEditor *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;
}

/**
 * vt_popup_editor_set_workspace:
 * @self: a new editor
 * @workspace: whose popups it edits
 */
void
vt_popup_editor_set_workspace (VtPopupEditor *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  vt_offer_card_set_workspace (self->offer, workspace);
  vt_picture_row_set_workspace (self->picture, workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* A choice that was refused goes back to what is so. */
  g_signal_connect_object (workspace, "failed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

/**
 * vt_popup_editor_open:
 * @self: an editor with a workspace
 * @id: a popup's id
 *
 * Shows a popup. Nothing happens when it is open already.
 */
void
vt_popup_editor_open (VtPopupEditor *self, gint64 id)
{
  VtField *fields[] = { self->headline,      self->text,  self->accept, self->decline,
                        self->trigger_value, self->quiet, self->name,   self->word };

  if (self->id == id)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    vt_field_forget (fields[i]);
  self->id = id;
  refresh (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/**
 * vt_popup_editor_get_id:
 * @self: an editor
 *
 * Returns: id of the open popup; 0 for none
 */
gint64
vt_popup_editor_get_id (VtPopupEditor *self)
{
  return self->id;
}
