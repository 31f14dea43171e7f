#define G_LOG_DOMAIN "vitrine"

#include "app/publish/vt-add-host.h"

#include "publish/vt-token.h"

#include <glib/gi18n.h>

struct _VtAddHost
{
  AdwWindow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  char *seen;             /* (owned) (nullable) fingerprint that is asked about */
  gboolean waiting;

  AdwEntryRow *name;     /* template child */
  AdwEntryRow *address;  /* template child */
  AdwEntryRow *token;    /* template child */
  GtkWidget *add;        /* template child */
  GtkSpinner *spinner;   /* template child */
  GtkLabel *problem;     /* template child */
  GtkWidget *unknown;    /* template child */
  GtkLabel *fingerprint; /* template child */
};

G_DEFINE_FINAL_TYPE (VtAddHost, vt_add_host, ADW_TYPE_WINDOW)

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
show_problem (VtAddHost *self, const char *words)
{
  gtk_label_set_label (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words[0] != '\0');
}

static void
show_waiting (VtAddHost *self, gboolean waiting)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *address = dup_text (self->address);
  g_autofree char *token = dup_text (self->token);

  self->waiting = waiting;
  gtk_spinner_set_spinning (self->spinner, waiting);
  gtk_widget_set_sensitive (self->add, !waiting && name[0] != '\0' && address[0] != '\0' && token[0] != '\0');
  gtk_widget_set_sensitive (self->unknown, !waiting);
}

/* What was said about other input is not true of this one. */
static void
changed_cb (VtAddHost *self)
{
  show_problem (self, "");
  gtk_widget_set_visible (self->unknown, FALSE);
  show_waiting (self, self->waiting);
}

/* In groups of four, as it is read aloud and compared. */
static char *
group_fingerprint (const char *hex)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, hex[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
ask_about_certificate (VtAddHost *self, const char *fingerprint)
{
  g_autofree char *groups = group_fingerprint (fingerprint);

  g_free (self->seen);
  self->seen = g_strdup (fingerprint);
  gtk_label_set_label (self->fingerprint, groups);
  gtk_widget_set_visible (self->unknown, TRUE);
}

static void
tell_added (VtAddHost *self, gboolean token_kept)
{
  g_autofree char *name = dup_text (self->name);
  /* TRANSLATORS: %s is the name of a host */
  g_autofree char *added = g_strdup_printf (_ ("“%s” is added"), name);

  vt_workspace_tell (self->workspace, added, FALSE);
  if (!token_kept)
    vt_workspace_tell (self->workspace,
                       _ ("This computer has no keyring that is open: the token is kept until you close Vitrine"),
                       FALSE);
}

static void
added_cb (GObject *source, GAsyncResult *job, gpointer user_data)
{
  g_autoptr (VtAddHost) self = user_data;
  g_autoptr (GError) error = NULL;
  VtHostsResult result;
  gboolean added = vt_hosts_job_finish (VT_HOSTS (source), job, &result, &error);

  show_waiting (self, FALSE);
  if (added)
    {
      tell_added (self, result.token_kept);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (g_error_matches (error, VT_HOST_ERROR, VT_HOST_ERROR_CERTIFICATE) && result.fingerprint != NULL)
    ask_about_certificate (self, result.fingerprint);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_problem (self, error->message);
  vt_hosts_result_clear (&result);
}

static void
ask_host (VtAddHost *self, const char *fingerprint)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *address = dup_text (self->address);
  g_autofree char *token = dup_text (self->token);

  if (!g_str_has_prefix (address, "https://"))
    {
      show_problem (self, _ ("The address begins with https://, as in https://shop.example"));
      return;
    }
  if (!vt_token_is_plausible (token))
    {
      show_problem (self, _ ("This is no token. Copy all that “vitrine-host token create” printed"));
      return;
    }

  show_problem (self, "");
  gtk_widget_set_visible (self->unknown, FALSE);
  show_waiting (self, TRUE);
  vt_hosts_add_async (vt_workspace_get_hosts (self->workspace), name, address, token, fingerprint, added_cb,
                      g_object_ref (self));
}

static void
add_cb (VtAddHost *self)
{
  ask_host (self, "");
}

static void
trust_cb (VtAddHost *self)
{
  ask_host (self, self->seen);
}

static gboolean
vt_add_host_close_request (GtkWindow *window)
{
  VtAddHost *self = VT_ADD_HOST (window);

  if (self->waiting)
    vt_hosts_cancel (vt_workspace_get_hosts (self->workspace));

  return GTK_WINDOW_CLASS (vt_add_host_parent_class)->close_request (window);
}

static void
vt_add_host_finalize (GObject *object)
{
  VtAddHost *self = VT_ADD_HOST (object);

  g_clear_object (&self->workspace);
  g_free (self->seen);

  G_OBJECT_CLASS (vt_add_host_parent_class)->finalize (object);
}

static void
vt_add_host_class_init (VtAddHostClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_add_host_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vt_add_host_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-add-host.ui");
  gtk_widget_class_bind_template_child (widget_class, VtAddHost, name);
  gtk_widget_class_bind_template_child (widget_class, VtAddHost, address);
  gtk_widget_class_bind_template_child (widget_class, VtAddHost, token);
  gtk_widget_class_bind_template_child (widget_class, VtAddHost, add);
  gtk_widget_class_bind_template_child (widget_class, VtAddHost, spinner);
  gtk_widget_class_bind_template_child (widget_class, VtAddHost, problem);
  gtk_widget_class_bind_template_child (widget_class, VtAddHost, unknown);
  gtk_widget_class_bind_template_child (widget_class, VtAddHost, fingerprint);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, trust_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vt_add_host_init (VtAddHost *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_add_host_new:
 * @parent: the window it belongs to
 * @workspace: of the shop that gets the host
 *
 * Returns: (transfer none): the dialog
 */
GtkWindow *
vt_add_host_new (GtkWindow *parent, VtWorkspace *workspace)
{
  VtAddHost *self = g_object_new (VT_TYPE_ADD_HOST, "transient-for", parent, "modal", TRUE, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WINDOW (self);
}
