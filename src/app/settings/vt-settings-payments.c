/* How shoppers pay. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-panes.h"

#include "app/settings/vt-record-form.h"
#include "app/settings/vt-record-list.h"
#include "base/vt-qr.h"
#include "orders/vt-payment-method.h"

#include <glib/gi18n.h>

#define PREVIEW_PATH    "/checkout"
#define PREVIEW_MINOR   1000
#define PREVIEW_PIXELS  220
#define PREVIEW_NUMBER  "1001"
#define N_PAYMENT_KINDS (VT_PAYMENT_LINK + 1)

static const struct
{
  const char *name;
  const char *about;
  const char *hint;
} words[] = {
  [VT_PAYMENT_TRANSFER] = { N_ ("Bank Transfer"), N_ ("Shoppers get your account with the order and transfer to it."),
                            "PT50 0002 0123 1234 5678 9015 4" },
  [VT_PAYMENT_ON_DELIVERY] = { N_ ("On Delivery"), N_ ("Shoppers pay when the parcel arrives or is collected."), NULL },
  [VT_PAYMENT_PIX] = { N_ ("Pix"), N_ ("Shoppers in Brazil scan a code or copy it into the app of their bank."),
                       "ola@casalume.example" },
  [VT_PAYMENT_PROMPTPAY] = { N_ ("PromptPay"), N_ ("Shoppers in Thailand scan a code with the app of their bank."),
                             "081 234 5678" },
  [VT_PAYMENT_LINK] = { N_ ("Payment Link"),
                        N_ ("Shoppers are sent to a payment page of yours; {amount}, {currency} and {number} in its "
                            "address become those of the order."),
                        "https://pay.example/{amount}?order={number}" },
};

/* The code ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkPicture *picture; /* (unowned) */
  GtkLabel *problem;   /* (unowned) */
  VtWorkspace *workspace;
} Code;

/* The drawing has no size of its own. */
static GdkTexture *
draw (const char *code, GError **error)
{
  g_autofree char *svg = vt_qr_svg (code, NULL, error);
  g_auto (GStrv) parts = svg != NULL ? g_strsplit (svg, "<svg ", 2) : NULL;
  g_autofree char *sized = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (svg == NULL || g_strv_length (parts) != 2)
    return NULL;

  sized = g_strdup_printf ("%s<svg width=\"%d\" height=\"%d\" %s", parts[0], 2 * PREVIEW_PIXELS, 2 * PREVIEW_PIXELS,
                           parts[1]);
  bytes = g_bytes_new (sized, strlen (sized));
  return gdk_texture_new_from_bytes (bytes, error);
}

static void
show_code_cb (G_GNUC_UNUSED VtRecordForm *form, gconstpointer record, GtkWidget *box)
{
  Code *code = g_object_get_data (G_OBJECT (box), "code");
  const VtPaymentMethod *method = record;
  VtMoney amount = vt_money_new (PREVIEW_MINOR, vt_workspace_get_currency (code->workspace));
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      *method->account != '\0' ? vt_payment_method_code (method, amount, PREVIEW_NUMBER, &error) : NULL;
  g_autoptr (GdkTexture) texture = text != NULL && *text != '\0' ? draw (text, &error) : NULL;

  gtk_picture_set_paintable (code->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (code->picture), texture != NULL);
  gtk_label_set_label (code->problem, error != NULL ? error->message
                                      : texture != NULL
                                          ? _ ("Scan it with the app of your bank: it must name you. Do not pay.")
                                          : _ ("The code is drawn here once all is written"));
}

static void
add_code (VtSettingsPane *pane, VtRecordForm *form)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (pane, _ ("The Code, as Shoppers See It"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *problem = gtk_label_new (NULL);
  Code *code = g_new0 (Code, 1);

  code->picture = GTK_PICTURE (picture);
  code->problem = GTK_LABEL (problem);
  code->workspace = vt_settings_pane_get_workspace (pane);
  gtk_widget_set_size_request (picture, PREVIEW_PIXELS, PREVIEW_PIXELS);
  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_picture_set_alternative_text (code->picture, _ ("Code that is scanned to pay"));
  gtk_label_set_wrap (code->problem, TRUE);
  gtk_label_set_justify (code->problem, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (problem, "dim-label");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "padded");
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), problem);
  adw_preferences_group_add (group, box);
  g_object_set_data_full (G_OBJECT (box), "code", code, g_free);
  g_signal_connect_object (form, "shown", G_CALLBACK (show_code_cb), box, G_CONNECT_DEFAULT);
}

/* One way to pay -------------------------------------------------------------------------------------------------- */

static void
add_rows (VtSettingsPane *pane, VtRecordForm *form, VtPaymentKind kind)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (pane, NULL, _ (words[kind].about));
  AdwPreferencesGroup *limits;

  vt_record_form_add_text (form, group, "name", _ ("Name that shoppers read"), NULL, VT_FORM_PATIENT);
  vt_record_form_add_text (form, group, "account", _ ("Account"), words[kind].hint, VT_FORM_PATIENT);
  vt_record_form_add_text (form, group, "holder", _ ("Holder of the account"), NULL, VT_FORM_PATIENT);
  vt_record_form_add_text (form, group, "city", _ ("City of the holder"), NULL, VT_FORM_PATIENT);
  vt_record_form_add_text (form, group, "instructions", _ ("What shoppers are told with the order"), NULL,
                           VT_FORM_MULTILINE);
  if (vt_payment_kind_has_qr (kind))
    add_code (pane, form);

  limits = vt_settings_pane_add_group (pane, _ ("Who Can Pay So"), NULL);
  vt_record_form_add_picker (form, limits, "countries", _ ("Countries"), VT_CHOOSER_COUNTRIES, vt_settings_countries,
                             NULL, _ ("Everywhere"));
  vt_record_form_add_money (form, limits, "minimum", _ ("Orders of at least"));
  vt_record_form_add_money (form, limits, "maximum", _ ("Orders of at most"));
}

static VtSettingsPane *
open_payment (VtWorkspace *workspace, gint64 id)
{
  g_autoptr (VtPaymentMethod) method = vt_payment_method_load (vt_workspace_get_reader (workspace), id, NULL);
  VtPaymentKind kind = method != NULL ? method->kind : VT_PAYMENT_TRANSFER;
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ (words[kind].name), PREVIEW_PATH);
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_payment, id);

  add_rows (pane, form, kind);
  vt_record_form_add_end (form, _ ("Remove Way to Pay"), NULL);
  return pane;
}

static void
add_action (G_GNUC_UNUSED GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VtSettingsPane *over = data;
  VtPaymentKind kind = (VtPaymentKind) g_variant_get_int32 (parameter);
  g_autofree char *title = g_strdup_printf (_ ("Add %s"), _ (words[kind].name));
  VtSettingsPane *pane = vt_settings_pane_new (vt_settings_pane_get_workspace (over), title, PREVIEW_PATH);
  VtRecordForm *form =
      vt_record_form_new_draft (pane, &vt_record_payment, vt_payment_method_new (kind, _ (words[kind].name)));

  add_rows (pane, form, kind);
  vt_record_form_add_end (form, _ ("Add Way to Pay"), NULL);
  vt_settings_pane_push (over, pane);
}

static GPtrArray *
list_payments (VtWorkspace *workspace, G_GNUC_UNUSED gint64 parent, GError **error)
{
  g_autoptr (GPtrArray) methods = vt_payment_method_list (vt_workspace_get_reader (workspace), error);
  GPtrArray *summaries;

  if (methods == NULL)
    return NULL;

  summaries = vt_record_summaries_new ();
  for (guint i = 0; i < methods->len; i++)
    {
      const VtPaymentMethod *method = g_ptr_array_index (methods, i);
      const char *kind = _ (words[method->kind].name);
      g_autofree char *subtitle =
          *method->account != '\0' ? g_strdup_printf ("%s · %s", kind, method->account) : g_strdup (kind);

      vt_record_summaries_add (summaries, method->id, method->name, subtitle);
    }

  return summaries;
}

static gboolean
suits (VtPaymentKind kind, const char *currency)
{
  return (kind != VT_PAYMENT_PIX || g_str_equal (currency, "BRL")) &&
         (kind != VT_PAYMENT_PROMPTPAY || g_str_equal (currency, "THB"));
}

/**
 * vt_settings_payments_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): the ways to pay
 */
VtSettingsPane *
vt_settings_payments_new (VtWorkspace *workspace)
{
  const GActionEntry entries[] = { { .name = "add", .activate = add_action, .parameter_type = "i" } };
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Payments"), PREVIEW_PATH);
  AdwPreferencesGroup *group = vt_settings_pane_add_group (
      pane, _ ("Ways to Pay"), _ ("In the order of the checkout; the first is chosen unless the shopper changes it."));
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  for (int i = 0; i < N_PAYMENT_KINDS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (words[i].name), NULL);

      g_menu_item_set_action_and_target_value (item, "payments.add", g_variant_new_int32 (i));
      if (suits ((VtPaymentKind) i, vt_workspace_get_currency (workspace)))
        g_menu_append_item (menu, item);
    }
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), pane);
  gtk_widget_insert_action_group (GTK_WIDGET (group), "payments", G_ACTION_GROUP (actions));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Add…"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a Way to Pay"), -1);
  adw_preferences_group_set_header_suffix (group, button);
  vt_record_list_new (pane, group, _ ("Ways to Pay"), &vt_record_payment, 0, list_payments, open_payment);
  return pane;
}
