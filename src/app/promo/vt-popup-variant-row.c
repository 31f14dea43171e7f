#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-variant-row.h"

#include "app/widgets/vt-picture-row.h"

#include <glib/gi18n.h>

#define PERCENT 100

typedef enum
{
  NAME,
  WEIGHT,
  HEADLINE,
  BODY,
  ACCEPT,
  DECLINE,
  N_FIELDS
} Field;

struct _VtPopupVariantRow
{
  AdwExpanderRow parent_instance;

  VtPopupRows *rows; /* (unowned) the group that it is in */
  gint64 id;         /* of the variant; 0: none yet */
  gboolean showing;  /* the fields are being told, not written in */

  VtField *fields[N_FIELDS]; /* (unowned) rows */
  VtPictureRow *picture;     /* (unowned) a row */
};

G_DEFINE_FINAL_TYPE (VtPopupVariantRow, vt_popup_variant_row, ADW_TYPE_EXPANDER_ROW)

static const struct
{
  const char *what;
  const char *title;
  VtPromoSetText set_text; /* (nullable): a number */
} fields[N_FIELDS] = {
  [NAME] = { "name", N_ ("Name of the variant, for you alone"), vt_popup_variant_set_name },
  [WEIGHT] = { "weight", N_ ("Its share"), NULL },
  [HEADLINE] = { "headline", N_ ("Its headline"), vt_popup_variant_set_headline },
  [BODY] = { "body", N_ ("Its text"), vt_popup_variant_set_body },
  [ACCEPT] = { "accept", N_ ("Its button says"), vt_popup_variant_set_accept_label },
  [DECLINE] = { "decline", N_ ("Whoever does not want it says here"), vt_popup_variant_set_decline_label },
};

static gboolean
set_weight (VtDb *db, gint64 id, gint64 weight, GError **error)
{
  return vt_popup_variant_set_weight (db, id, (int) weight, error);
}

static gboolean
delete_variant (VtDb *db, gint64 id, G_GNUC_UNUSED gint64 unused, GError **error)
{
  return vt_popup_variant_delete (db, id, error);
}

static gboolean
is_telling (VtPopupVariantRow *self)
{
  return self->showing || self->id == 0 || vt_popup_rows_is_telling (self->rows);
}

static void
edited_cb (VtPopupVariantRow *self, VtField *field)
{
  Field i = NAME;
  g_autofree char *what = NULL;
  VtPromoEdit *edit;
  gint64 weight;

  while (i < N_FIELDS - 1 && self->fields[i] != field)
    i++;
  if (is_telling (self) || (i == WEIGHT && !vt_popup_rows_read_count (field, &weight)))
    return;

  edit = i == WEIGHT ? vt_promo_edit_new_number (self->id, set_weight, weight)
                     : vt_promo_edit_new_text (self->id, fields[i].set_text, vt_field_get_text (field));
  what = g_strdup_printf ("variant.%s.%" G_GINT64_FORMAT, fields[i].what, self->id);
  vt_popup_rows_write_field (self->rows, field, what, i == WEIGHT ? vt_promo_edit_number : vt_promo_edit_text, edit);
}

static void
picture_cb (VtPopupVariantRow *self)
{
  if (!is_telling (self))
    vt_popup_rows_write (self->rows, NULL, vt_promo_edit_variant_picture,
                         vt_promo_edit_new_picture (self->id, vt_picture_row_get_sha256 (self->picture),
                                                    vt_picture_row_get_alt (self->picture),
                                                    vt_picture_row_steal_media (self->picture)));
}

static void
delete_cb (VtPopupVariantRow *self)
{
  g_autofree char *message = NULL;

  if (is_telling (self))
    return;

  /* TRANSLATORS: %s is the name of a variant of a popup */
  message = g_strdup_printf (_ ("“%s” deleted"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  vt_popup_rows_write (self->rows, NULL, vt_promo_edit_number, vt_promo_edit_new_number (self->id, delete_variant, 0));
  vt_workspace_tell (vt_popup_rows_get_workspace (self->rows), message, TRUE);
}

static void
vt_popup_variant_row_class_init (G_GNUC_UNUSED VtPopupVariantRowClass *klass)
{
}

static void
vt_popup_variant_row_init (VtPopupVariantRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  for (Field i = NAME; i < N_FIELDS; i++)
    {
      self->fields[i] = g_object_new (VT_TYPE_FIELD, "title", _ (fields[i].title), "multiline", i == BODY, NULL);
      g_signal_connect_swapped (self->fields[i], "edited", G_CALLBACK (edited_cb), self);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->fields[i]));
    }
  self->picture = g_object_new (VT_TYPE_PICTURE_ROW, "title", _ ("Its picture"), NULL);
  g_signal_connect_swapped (self->picture, "chosen", G_CALLBACK (picture_cb), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->picture));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Delete Variant"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (delete_cb), self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), button);
}

/**
 * vt_popup_variant_row_new:
 * @rows: (transfer none): the group that it is going to be in, which has a workspace
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
vt_popup_variant_row_new (VtPopupRows *rows)
{
  VtPopupVariantRow *self = g_object_new (VT_TYPE_POPUP_VARIANT_ROW, "use-markup", FALSE, NULL);

  self->rows = rows;
  vt_picture_row_set_workspace (self->picture, vt_popup_rows_get_workspace (rows));
  return GTK_WIDGET (self);
}

/* What a field that is left empty says. */
static void
show_own_words (VtPopupVariantRow *self, const VtPopup *popup)
{
  vt_field_set_placeholder (self->fields[HEADLINE], popup->headline);
  vt_field_set_placeholder (self->fields[ACCEPT], popup->accept_label);
  vt_field_set_placeholder (self->fields[DECLINE], popup->decline_label);
  vt_field_set_note (self->fields[BODY], _ ("What is left empty is as in the popup itself"));
}

/**
 * vt_popup_variant_row_show:
 * @self: a row
 * @variant: what it shows
 * @all_weights: the sum of all the popup's shares
 */
void
vt_popup_variant_row_show (VtPopupVariantRow *self, const VtPopupVariant *variant, int all_weights)
{
  const char *texts[N_FIELDS] = { variant->name,         NULL, variant->headline, variant->body, variant->accept_label,
                                  variant->decline_label };
  g_autofree char *weight = g_strdup_printf ("%d", variant->weight);
  /* TRANSLATORS: how many of the visitors see a variant of a popup */
  g_autofree char *share = g_strdup_printf (
      _ ("%d %% of the visitors"), all_weights > 0 ? (variant->weight * PERCENT + all_weights / 2) / all_weights : 0);

  texts[WEIGHT] = weight;
  self->showing = TRUE;
  for (Field i = NAME; i < N_FIELDS; i++)
    {
      if (self->id != variant->id)
        vt_field_forget (self->fields[i]);
      vt_field_show (self->fields[i], texts[i]);
    }
  self->id = variant->id;
  show_own_words (self, vt_popup_rows_get_popup (self->rows));
  vt_picture_row_show (self->picture, variant->sha256);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), variant->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), share);
  self->showing = FALSE;
}
