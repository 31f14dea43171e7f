/* What shoppers read of the shop, its deliveries and ways to pay, in one of the other languages. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-panes.h"

#include "app/settings/vt-settings-words.h"
#include "app/widgets/vt-field.h"
#include "orders/vt-orders-translation.h"
#include "orders/vt-payment-method.h"
#include "orders/vt-shipping.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>

typedef struct
{
  VtSettingsPane *pane; /* (unowned) it has this */
  char *language;       /* (owned) */
  char *language_name;  /* (owned) */
  GPtrArray *texts;     /* (owned) Text */
} Translations;

/* One text: @kind and @column are names of tables and columns, or "setting" and a key. */
typedef struct
{
  Translations *translations; /* (unowned) */
  const char *kind;
  gint64 id;
  const char *column;
  VtField *field; /* (unowned) */
} Text;

/* A translation on its way to the writer. */
typedef struct
{
  const char *kind;
  gint64 id;
  const char *column;
  char *language; /* (owned) */
  char *value;    /* (owned) */
} Edit;

static void
translations_free (gpointer data)
{
  Translations *self = data;

  g_ptr_array_unref (self->texts);
  g_free (self->language);
  g_free (self->language_name);
  g_free (self);
}

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_free (edit->language);
  g_free (edit->value);
  g_free (edit);
}

static gboolean
edit_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return g_str_equal (edit->kind, "setting")
             ? vt_setting_translate (db, edit->column, edit->language, edit->value, error)
             : vt_orders_translate (db, edit->kind, edit->id, edit->column, edit->language, edit->value, error);
}

static void
edited_cb (Text *text)
{
  Translations *self = text->translations;
  g_autofree char *label = g_strdup_printf (_ ("Translate into %s"), self->language_name);
  g_autofree char *key =
      g_strdup_printf ("translate.%s.%" G_GINT64_FORMAT ".%s.%s", text->kind, text->id, text->column, self->language);
  Edit *edit = g_new0 (Edit, 1);

  edit->kind = text->kind;
  edit->id = text->id;
  edit->column = text->column;
  edit->language = g_strdup (self->language);
  edit->value = g_strdup (vt_field_get_text (text->field));
  vt_field_write (text->field, vt_settings_pane_get_workspace (self->pane), label, key, edit_job, edit, edit_free);
}

static char *
dup_original (VtDb *db, const Text *text)
{
  g_autoptr (VtShippingMethod) shipping = NULL;
  g_autoptr (VtPaymentMethod) payment = NULL;

  if (g_str_equal (text->kind, "setting"))
    return vt_setting_get (db, text->column, NULL);
  if (g_str_equal (text->kind, "shipping_method"))
    {
      shipping = vt_shipping_method_load (db, text->id, NULL);
      return shipping != NULL ? g_strdup (g_str_equal (text->column, "name") ? shipping->name : shipping->note) : NULL;
    }

  payment = vt_payment_method_load (db, text->id, NULL);
  return payment != NULL ? g_strdup (g_str_equal (text->column, "name") ? payment->name : payment->instructions) : NULL;
}

/* What is not said in the shop's own language needs no translation. */
static void
show_text (Text *text)
{
  VtDb *db = vt_settings_pane_get_reader (text->translations->pane);
  g_autofree char *original = dup_original (db, text);
  g_autofree char *value =
      vt_translation_get (db, text->kind, text->id, text->column, text->translations->language, NULL);

  gtk_widget_set_visible (GTK_WIDGET (text->field), original != NULL && *original != '\0');
  vt_field_set_placeholder (text->field, original);
  vt_field_show (text->field, value != NULL ? value : "");
}

static void
show (Translations *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    show_text (g_ptr_array_index (self->texts, i));
}

static void
add_text (Translations *self,
          AdwPreferencesGroup *group,
          const char *kind,
          gint64 id,
          const char *column,
          const char *title,
          gboolean multiline)
{
  Text *text = g_new0 (Text, 1);

  text->translations = self;
  text->kind = kind;
  text->id = id;
  text->column = column;
  text->field = g_object_new (VT_TYPE_FIELD, "title", title, "multiline", multiline, NULL);
  vt_field_set_patient (text->field, TRUE);
  g_signal_connect_swapped (text->field, "edited", G_CALLBACK (edited_cb), text);
  adw_preferences_group_add (group, GTK_WIDGET (text->field));
  g_ptr_array_add (self->texts, text);
}

static void
add_shop (Translations *self)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (
      self->pane, _ ("Shop"), _ ("Where nothing is written, shoppers read the words of your own language."));

  add_text (self, group, "setting", 0, "shop.name", _ ("Name"), FALSE);
  add_text (self, group, "setting", 0, "shop.tagline", _ ("Tagline"), FALSE);
  add_text (self, group, "setting", 0, "announcement", _ ("Line on top of every page"), FALSE);
  add_text (self, group, "setting", 0, "shop.address", _ ("Address"), TRUE);
}

static void
add_deliveries (Translations *self)
{
  VtDb *db = vt_settings_pane_get_reader (self->pane);
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (db, NULL);

  for (guint i = 0; zones != NULL && i < zones->len; i++)
    {
      const VtShippingZone *zone = g_ptr_array_index (zones, i);
      g_autoptr (GPtrArray) methods = vt_shipping_method_list (db, zone->id, NULL);
      /* TRANSLATORS: %s is the name of a zone */
      g_autofree char *title = g_strdup_printf (_ ("Deliveries: %s"), zone->name);
      AdwPreferencesGroup *group =
          methods != NULL && methods->len > 0 ? vt_settings_pane_add_group (self->pane, title, NULL) : NULL;

      for (guint j = 0; group != NULL && j < methods->len; j++)
        {
          const VtShippingMethod *method = g_ptr_array_index (methods, j);
          /* TRANSLATORS: %s is the name of a delivery */
          g_autofree char *note = g_strdup_printf (_ ("%s: what shoppers read below the name"), method->name);

          add_text (self, group, "shipping_method", method->id, "name", method->name, FALSE);
          add_text (self, group, "shipping_method", method->id, "note", note, FALSE);
        }
    }
}

static void
add_payments (Translations *self)
{
  g_autoptr (GPtrArray) methods = vt_payment_method_list (vt_settings_pane_get_reader (self->pane), NULL);
  AdwPreferencesGroup *group =
      methods != NULL && methods->len > 0 ? vt_settings_pane_add_group (self->pane, _ ("Ways to Pay"), NULL) : NULL;

  for (guint i = 0; group != NULL && i < methods->len; i++)
    {
      const VtPaymentMethod *method = g_ptr_array_index (methods, i);
      /* TRANSLATORS: %s is the name of a way to pay */
      g_autofree char *words = g_strdup_printf (_ ("%s: text for the shopper"), method->name);

      add_text (self, group, "payment_method", method->id, "name", method->name, FALSE);
      add_text (self, group, "payment_method", method->id, "instructions", words, TRUE);
    }
}

static void
add_rest (Translations *self)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (self->pane, NULL, NULL);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("All the Rest"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Findability tells what is not translated yet"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(sx)", "findability", G_GINT64_CONSTANT (0));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.go-to");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_preferences_group_add (group, row);
}

/**
 * vt_settings_translations_new:
 * @workspace: of the shop
 * @language: one of its other languages
 *
 * Returns: (transfer floating): a page on which the texts of the settings are translated into it
 */
VtSettingsPane *
vt_settings_translations_new (VtWorkspace *workspace, const char *language)
{
  Translations *self = g_new0 (Translations, 1);
  g_autofree char *prefix = g_ascii_strdown (language, -1);
  g_autofree char *path = g_strconcat ("/", prefix, "/", NULL);

  self->language = g_strdup (language);
  self->language_name = vt_settings_language_name (language);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->pane = vt_settings_pane_new (workspace, self->language_name, path);
  add_shop (self);
  add_deliveries (self);
  add_payments (self);
  add_rest (self);
  g_signal_connect_swapped (self->pane, "refresh", G_CALLBACK (show), self);
  g_object_set_data_full (G_OBJECT (self->pane), "translations", self, translations_free);
  show (self);
  return self->pane;
}
