#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-editor.h"

#include "app/promo/vt-offer-card.h"
#include "app/promo/vt-popup-audience-rows.h"
#include "app/promo/vt-popup-content-rows.h"
#include "app/promo/vt-popup-report-card.h"
#include "app/promo/vt-popup-scene.h"
#include "app/promo/vt-popup-season-rows.h"
#include "app/promo/vt-popup-timing-rows.h"
#include "app/promo/vt-popup-variant-rows.h"
#include "app/promo/vt-promo-edit.h"
#include "app/promo/vt-targets.h"
#include "app/widgets/vt-combo.h"
#include "app/widgets/vt-field.h"
#include "app/widgets/vt-picture-row.h"
#include "base/vt-clock.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_GROUPS 6

struct _VtPopupEditor
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 id;
  VtPopup *popup;   /* (owned) (nullable) */
  GStrv targets;    /* (owned) (nullable) addresses of the rows of "target" */
  GTimeZone *zone;  /* (owned) the shop's */
  gboolean showing; /* the rows are being told, not chosen in */
  guint n_played;   /* so that the same trigger can be played again */

  GtkScrolledWindow *scroller; /* template child */
  AdwActionRow *shown_row;     /* template child */
  GtkSwitch *shown;            /* template child */
  AdwActionRow *play_row;      /* template child */
  GtkButton *play;             /* template child */
  AdwActionRow *honesty;       /* template child */
  GtkImage *honesty_icon;      /* template child */
  VtField *headline;           /* template child */
  VtField *text;               /* template child */
  VtField *accept;             /* template child */
  AdwComboRow *target;         /* template child */
  VtField *decline;            /* template child */
  VtPictureRow *picture;       /* template child */
  VtOfferCard *offer;          /* template child */
  VtPopupRows *content;        /* template child */
  VtPopupRows *timing;         /* template child */
  VtPopupRows *audience;       /* template child */
  VtPopupRows *season;         /* template child */
  VtPopupRows *variants;       /* template child */
  VtPopupRows *report;         /* template child */
  AdwComboRow *goal;           /* template child */
  VtField *name;               /* template child */
};

/* A popup that is being copied. */
typedef struct
{
  VtPopupEditor *editor; /* (owned) */
  VtPromoEdit *edit;     /* (owned) */
} Copy;

enum
{
  CREATE,
  OPENED,
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
create_cb (VtPopupEditor *self)
{
  g_signal_emit (self, signals[CREATE], 0);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Copy *copy = user_data;
  g_autoptr (VtPopupEditor) self = copy->editor;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  if (vt_shop_write_finish (VT_SHOP (source), result, NULL, &error))
    id = copy->edit->first;
  vt_promo_edit_free (copy->edit);
  g_free (copy);

  if (self->workspace != NULL && error != NULL)
    vt_workspace_fail (self->workspace, error);
  else if (self->workspace != NULL)
    g_signal_emit (self, signals[OPENED], 0, id);
}

static void
copy_cb (VtPopupEditor *self)
{
  Copy *copy;
  g_autofree char *label = NULL;

  if (is_telling (self))
    return;

  label = g_strdup_printf (_ ("Duplicate %s"), self->popup->name);
  copy = g_new0 (Copy, 1);
  copy->editor = g_object_ref (self);
  copy->edit = vt_promo_edit_new (self->id, 0, 0);
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, NULL, vt_promo_edit_copy, copy->edit, NULL, NULL,
                       copied_cb, copy);
}

/* The page beside the editor comes anew, without the popup, and does what the popup waits for. */
static void
play_cb (VtPopupEditor *self)
{
  g_autofree char *scene = NULL;
  g_autofree char *path = NULL;

  if (is_telling (self))
    return;

  scene = vt_popup_scene_path (vt_workspace_get_reader (self->workspace), self->popup);
  path = g_strdup_printf ("%s&play=%s&again=%u", scene, vt_popup_trigger_to_string (self->popup->trigger),
                          self->n_played++);
  g_signal_emit_by_name (self->workspace, "preview", path);
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
  VtDb *db = vt_workspace_get_reader (self->workspace);
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  gboolean honest =
      vt_popup_is_honest (db, self->popup, now_us, &reason) && vt_popup_check_claims (db, self->popup, now_us, &reason);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->honesty), honest ? _ ("Honest") : _ ("Not shown as it is"));
  adw_action_row_set_subtitle (self->honesty, honest ? why_honest (self->popup) : reason->message);
  gtk_image_set_from_icon_name (self->honesty_icon, honest ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->honesty), honest ? "amber" : "green");
  gtk_widget_add_css_class (GTK_WIDGET (self->honesty), honest ? "green" : "amber");
}

static void
list_groups (VtPopupEditor *self, VtPopupRows **groups)
{
  VtPopupRows *all[N_GROUPS] = {
    self->content, self->timing, self->audience, self->season, self->variants, self->report
  };

  memcpy (groups, all, sizeof all);
}

static void
forget_groups (VtPopupEditor *self)
{
  VtPopupRows *groups[N_GROUPS];

  list_groups (self, groups);
  for (guint i = 0; i < N_GROUPS; i++)
    vt_popup_rows_forget (groups[i]);
}

static void
show_play (VtPopupEditor *self)
{
  gboolean leaves = self->popup->trigger == VT_POPUP_EXIT;

  gtk_button_set_label (self->play, leaves ? _ ("Simulate Leaving") : _ ("Play Its Trigger"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->play_row), _ ("On the real page"));
  adw_action_row_set_subtitle (self->play_row, leaves ? _ ("The page beside: somebody leaves it, and it comes up")
                                                      : _ ("The page beside: what it waits for happens, and it comes "
                                                           "up"));
}

static void
show_popup (VtPopupEditor *self)
{
  const VtPopup *popup = self->popup;
  VtPopupRows *groups[N_GROUPS];

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
  adw_combo_row_set_selected (self->goal, (guint) popup->goal);
  show_honesty (self);
  show_play (self);
  vt_offer_card_show (self->offer, popup, self->zone);
  list_groups (self, groups);
  for (guint i = 0; i < N_GROUPS; i++)
    vt_popup_rows_open (groups[i], popup, self->zone);
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
  g_autoptr (VtPopup) before = NULL;
  g_autoptr (GError) error = NULL;

  if (self->id == 0 || self->showing)
    return;

  before = self->popup;
  self->popup = vt_popup_load (vt_workspace_get_reader (self->workspace), self->id, &error);
  /* Deleted: the place leaves the editor. */
  if (self->popup == NULL)
    {
      forget_groups (self);
      return;
    }

  load_zone (self);
  self->showing = TRUE;
  show_popup (self);
  self->showing = FALSE;
}

static void
changed_cb (VtPopupEditor *self, VtChange *change)
{
  if (vt_change_touches (change, "popup") || vt_change_touches (change, "popup_variant") ||
      vt_change_touches (change, "discount") || vt_change_touches (change, "collection") ||
      vt_change_touches (change, "setting"))
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
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, content);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, timing);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, audience);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, season);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, variants);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, report);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, play_row);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, play);
  gtk_widget_class_bind_template_child (widget_class, VtPopupEditor, goal);
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

  signals[OPENED] = g_signal_new ("opened", VT_TYPE_POPUP_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_INT64);

  g_type_ensure (VT_TYPE_FIELD);
  g_type_ensure (VT_TYPE_PICTURE_ROW);
  g_type_ensure (VT_TYPE_OFFER_CARD);
  g_type_ensure (VT_TYPE_POPUP_CONTENT_ROWS);
  g_type_ensure (VT_TYPE_POPUP_TIMING_ROWS);
  g_type_ensure (VT_TYPE_POPUP_AUDIENCE_ROWS);
  g_type_ensure (VT_TYPE_POPUP_SEASON_ROWS);
  g_type_ensure (VT_TYPE_POPUP_VARIANT_ROWS);
  g_type_ensure (VT_TYPE_POPUP_REPORT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-popup-editor.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_cb);
  gtk_widget_class_bind_template_callback (widget_class, goal_cb);
  gtk_widget_class_bind_template_callback (widget_class, play_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
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
  VtPopupRows *groups[N_GROUPS];

  g_set_object (&self->workspace, workspace);
  list_groups (self, groups);
  for (guint i = 0; i < N_GROUPS; i++)
    vt_popup_rows_set_workspace (groups[i], workspace);
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
  VtField *fields[] = { self->headline, self->text, self->accept, self->decline, self->name };

  if (self->id == id)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    vt_field_forget (fields[i]);
  forget_groups (self);
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
