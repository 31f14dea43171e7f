#define G_LOG_DOMAIN "vitrine"

#include "app/vt-new-shop.h"

#include "base/vt-handle.h"
#include "orders/vt-orders-defaults.h"
#include "shop/vt-shop.h"

#include <glib/gi18n.h>

struct _VtNewShop
{
  AdwWindow parent_instance;

  GFile *folder; /* (owned) where the shop's own folder is made */

  AdwEntryRow *name;     /* template child */
  AdwComboRow *currency; /* template child */
  AdwComboRow *language; /* template child */
  AdwActionRow *place;   /* template child */
  GtkWidget *create;     /* template child */
  GtkLabel *problem;     /* template child */
};

enum
{
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const currencies[] = { "EUR", "THB", "BRL", "USD", "GBP", "MXN", "ARS", "CLP", "COP",
                                          "JPY", "INR", "IDR", "VND", "AUD", "CAD", "CHF", NULL };

static const struct
{
  const char *code;
  const char *name; /* in its own words: it is found by who reads it */
} languages[] = {
  { "en", "English" },
  { "th", "ไทย" },
  { "pt-BR", "Português" },
  { "es", "Español" },
};

G_DEFINE_FINAL_TYPE (VtNewShop, vt_new_shop, ADW_TYPE_WINDOW)

static void
show_place (VtNewShop *self)
{
  adw_action_row_set_subtitle (self->place, g_file_peek_path (self->folder));
}

static void
name_changed_cb (VtNewShop *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));

  gtk_widget_set_sensitive (self->create, name[strspn (name, " ")] != '\0');
  gtk_label_set_label (self->problem, "");
}

static void
place_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  VtNewShop *self = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_clear_object (&self->folder);
      self->folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      show_place (self);
    }
  g_object_unref (chooser);
}

static void
choose_place_cb (VtNewShop *self)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Where to Keep the Shop"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), _ ("_Cancel"));

  g_signal_connect (chooser, "response", G_CALLBACK (place_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

typedef struct
{
  char *path;           /* (owned) */
  char *name;           /* (owned) */
  const char *currency; /* (unowned) */
  const char *language; /* (unowned) */
} Wish;

static void
wish_free (Wish *wish)
{
  g_free (wish->path);
  g_free (wish->name);
  g_free (wish);
}

static gboolean
defaults_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_orders_add_defaults (db, error);
}

static void
create_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  const Wish *wish = data;
  GError *error = NULL;
  g_autoptr (VtShop) shop = vt_shop_create (wish->path, wish->name, wish->currency, wish->language, &error);
  gboolean made = shop != NULL && vt_shop_record (shop, defaults_job, NULL, NULL, &error);

  if (shop != NULL)
    vt_shop_close (shop);

  if (made)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
created_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtNewShop *self = VT_NEW_SHOP (source);
  const Wish *wish = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->create, TRUE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      gtk_label_set_label (self->problem, error->message);
      return;
    }

  g_signal_emit (self, signals[CREATED], 0, wish->path);
  gtk_window_close (GTK_WINDOW (self));
}

static void
create_cb (VtNewShop *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  g_autofree char *handle = vt_handle_new (name);
  g_autofree char *base = g_strconcat (handle != NULL ? handle : "shop", ".vitrine", NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, created_cb, NULL);
  Wish *wish = g_new0 (Wish, 1);

  wish->path = g_build_filename (g_file_peek_path (self->folder), base, NULL);
  wish->name = g_strdup (name);
  wish->currency = currencies[adw_combo_row_get_selected (self->currency)];
  wish->language = languages[adw_combo_row_get_selected (self->language)].code;

  gtk_widget_set_sensitive (self->create, FALSE);
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  g_task_run_in_thread (task, create_thread);
}

static void
vt_new_shop_dispose (GObject *object)
{
  VtNewShop *self = VT_NEW_SHOP (object);

  g_clear_object (&self->folder);

  G_OBJECT_CLASS (vt_new_shop_parent_class)->dispose (object);
}

static void
vt_new_shop_class_init (VtNewShopClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_new_shop_dispose;
  signals[CREATED] =
      g_signal_new ("created", VT_TYPE_NEW_SHOP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-new-shop.ui");
  gtk_widget_class_bind_template_child (widget_class, VtNewShop, name);
  gtk_widget_class_bind_template_child (widget_class, VtNewShop, currency);
  gtk_widget_class_bind_template_child (widget_class, VtNewShop, language);
  gtk_widget_class_bind_template_child (widget_class, VtNewShop, place);
  gtk_widget_class_bind_template_child (widget_class, VtNewShop, create);
  gtk_widget_class_bind_template_child (widget_class, VtNewShop, problem);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_place_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vt_new_shop_init (VtNewShop *self)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) codes = gtk_string_list_new (currencies);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    gtk_string_list_append (names, languages[i].name);
  adw_combo_row_set_model (self->currency, G_LIST_MODEL (codes));
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));

  self->folder = g_file_new_for_path (documents != NULL ? documents : g_get_home_dir ());
  show_place (self);
}

/**
 * vt_new_shop_new:
 * @parent: the window it belongs to
 *
 * Returns: (transfer none): the dialog
 */
GtkWindow *
vt_new_shop_new (GtkWindow *parent)
{
  VtNewShop *self = g_object_new (VT_TYPE_NEW_SHOP, "transient-for", parent, "modal", TRUE, NULL);

  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->name));
  return GTK_WINDOW (self);
}
