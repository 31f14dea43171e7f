#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-embedded-host.h"

#include "base/vt-file.h"
#include "publish/vt-host-record.h"
#include "publish/vt-token.h"
#include "publish/vt-vitrine-host.h"
#include "vt-config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

/* Name of the record in the shop: what the merchant reads. */
#define RECORD_NAME N_ ("This computer")

/* What of the child's last words fits into a message. */
#define MAX_LOG_BYTES (64 * 1024)

/* How long it has to finish what it does for shoppers before it is ended. */
#define STOP_TIMEOUT_MS 3000
#define STOP_STEP_MS    10

struct _VtEmbeddedHost
{
  GObject parent_instance;

  GSubprocess *process; /* (owned) ends when its standard input closes, so also when this program dies */
  char *url;            /* (owned) no slash at the end */
  char *fingerprint;    /* (owned) */
  char *token;          /* (owned) made at each start, never kept */
  VtHost *host;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (VtEmbeddedHost, vt_embedded_host, G_TYPE_OBJECT)

/* Beside this program when it is installed, in the next folder while it is being built. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (VT_BINDIR);
  char *places[] = {
    g_build_filename (folder, "vitrine-host", NULL),
    g_build_filename (folder, "..", "host", "vitrine-host", NULL),
    g_build_filename (VT_BINDIR, "vitrine-host", NULL),
  };
  char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (found == NULL && g_file_test (places[i], G_FILE_TEST_IS_EXECUTABLE))
        found = g_steal_pointer (&places[i]);
      g_free (places[i]);
    }

  return found;
}

static void
vt_embedded_host_dispose (GObject *object)
{
  VtEmbeddedHost *self = VT_EMBEDDED_HOST (object);

  vt_embedded_host_stop (self);
  g_clear_object (&self->host);

  G_OBJECT_CLASS (vt_embedded_host_parent_class)->dispose (object);
}

static void
vt_embedded_host_finalize (GObject *object)
{
  VtEmbeddedHost *self = VT_EMBEDDED_HOST (object);

  g_free (self->url);
  g_free (self->fingerprint);
  g_free (self->token);

  G_OBJECT_CLASS (vt_embedded_host_parent_class)->finalize (object);
}

static void
vt_embedded_host_class_init (VtEmbeddedHostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_embedded_host_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_embedded_host_finalize;
}

static void
vt_embedded_host_init (G_GNUC_UNUSED VtEmbeddedHost *self)
{
}

static gboolean
make_token (VtEmbeddedHost *self, const char *program, const char *data_dir, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, error, program, "token",
                        "create", "--data", data_dir, "--scope", "publish", NULL);
  g_autofree char *out = NULL;
  g_autofree char *words = NULL;

  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, cancellable, &out, &words, error))
    return FALSE;

  g_strstrip (out);
  if (g_subprocess_get_successful (process) && vt_token_is_plausible (out))
    {
      self->token = g_steal_pointer (&out);
      return TRUE;
    }

  g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_TOKEN, _ ("The host on this computer made no token: %s"),
               g_strstrip (words));
  return FALSE;
}

static gboolean
spawn (VtEmbeddedHost *self, const char *program, const char *data_dir, guint port, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *log = g_build_filename (data_dir, "host.log", NULL);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", port);

  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  self->process = g_subprocess_launcher_spawn (launcher, error, program, "--data", data_dir, "--listen", listen,
                                               "--tls-self-signed", "--until-stdin-closes", NULL);
  return self->process != NULL;
}

static gboolean
set_start_error (const char *data_dir, GError **error)
{
  g_autofree char *log = g_build_filename (data_dir, "host.log", NULL);
  g_autoptr (GBytes) bytes = vt_file_read (log, MAX_LOG_BYTES, NULL);
  g_autofree char *words = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

  g_set_error (error, VT_HOST_ERROR, VT_HOST_ERROR_UNREACHABLE, _ ("The host on this computer did not start: %s"),
               words != NULL ? g_strstrip (words) : _ ("it said nothing"));
  return FALSE;
}

/* It says where it listens and what its certificate is, and only then it is ready. */
static gboolean
read_greeting (VtEmbeddedHost *self, const char *data_dir, GCancellable *cancellable, GError **error)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  while (self->url == NULL || self->fingerprint == NULL)
    {
      g_autoptr (GError) failed = NULL;
      g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, cancellable, &failed);

      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      if (line == NULL)
        return set_start_error (data_dir, error);
      if (g_str_has_prefix (line, "listening "))
        self->url = g_strdup (line + strlen ("listening "));
      if (g_str_has_prefix (line, "fingerprint SHA256:"))
        self->fingerprint = g_ascii_strdown (line + strlen ("fingerprint SHA256:"), -1);
    }

  if (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  return TRUE;
}

static gboolean
note_record_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtEmbeddedHost *self = data;
  g_autoptr (GError) unknown = NULL;
  g_autoptr (VtHostRecord) record = vt_host_record_find (db, _ (RECORD_NAME), &unknown);

  if (record != NULL)
    return vt_host_record_move (db, record->id, self->url, self->fingerprint, error);

  return vt_host_record_add (db, _ (RECORD_NAME), "vitrine", self->url, self->fingerprint, NULL, error);
}

/* The port of the last time, so that the shop's address stays; 0 when there was none. */
static guint
last_port (VtShop *shop)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (shop), NULL);
  g_autoptr (VtHostRecord) record = NULL;
  g_autoptr (GUri) uri = NULL;

  if (snapshot != NULL)
    record = vt_host_record_find (vt_snapshot_get_db (snapshot), _ (RECORD_NAME), NULL);
  if (record != NULL)
    uri = g_uri_parse (record->url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_port (uri) > 0 ? (guint) g_uri_get_port (uri) : 0;
}

static gboolean
start (VtEmbeddedHost *self, VtShop *shop, GCancellable *cancellable, GError **error)
{
  g_autofree char *program = find_program ();
  g_autofree char *data_dir =
      g_build_filename (g_get_user_data_dir (), "vitrine", "hosts", vt_shop_get_id (shop), NULL);
  guint port = last_port (shop);

  if (program == NULL)
    {
      g_set_error_literal (error, VT_HOST_ERROR, VT_HOST_ERROR_UNREACHABLE,
                           _ ("The program vitrine-host is not installed beside this one. Install Vitrine again"));
      return FALSE;
    }
  if (g_mkdir_with_parents (data_dir, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("“%s” cannot be made: %s"), data_dir,
                   g_strerror (errno));
      return FALSE;
    }

  if (!make_token (self, program, data_dir, cancellable, error) || !spawn (self, program, data_dir, port, error))
    return FALSE;
  if (!read_greeting (self, data_dir, cancellable, error))
    {
      /* Another program may have the port by now: then any will do. */
      if (port == 0 || g_cancellable_is_cancelled (cancellable))
        return FALSE;
      g_clear_error (error);
      vt_embedded_host_stop (self);
      g_clear_pointer (&self->url, g_free);
      g_clear_pointer (&self->fingerprint, g_free);
      if (!spawn (self, program, data_dir, 0, error) || !read_greeting (self, data_dir, cancellable, error))
        return FALSE;
    }

  self->host = vt_vitrine_host_new (self->url, self->token, self->fingerprint);
  return vt_shop_record (shop, note_record_job, self, NULL, error);
}

/**
 * vt_embedded_host_start:
 * @shop: a shop, open for writing
 * @cancellable: (nullable): stops waiting for it
 * @error: why it does not start, in its own words
 *
 * Starts the host of @shop on this computer and notes it among the shop's hosts, as the default one when it is the
 * first. Blocks for some tenths of a second: on a worker thread.
 *
 * Returns: (transfer full) (nullable): the host; it stops when this is freed and when the program ends, however it ends
 */
VtEmbeddedHost *
vt_embedded_host_start (VtShop *shop, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtEmbeddedHost) self = g_object_new (VT_TYPE_EMBEDDED_HOST, NULL);

  return start (self, shop, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * vt_embedded_host_get_name:
 *
 * Returns: (transfer none): what the record of the host on this computer is called, translated
 */
const char *
vt_embedded_host_get_name (void)
{
  return _ (RECORD_NAME);
}

/**
 * vt_embedded_host_get_url:
 * @self: an embedded host
 *
 * Returns: (transfer none): address of the live shop, no slash at the end
 */
const char *
vt_embedded_host_get_url (VtEmbeddedHost *self)
{
  return self->url;
}

/**
 * vt_embedded_host_get_host:
 * @self: an embedded host
 *
 * Returns: (transfer none): the host, with a token that publishes
 */
VtHost *
vt_embedded_host_get_host (VtEmbeddedHost *self)
{
  return self->host;
}

/**
 * vt_embedded_host_wait:
 * @self: an embedded host
 * @cancellable: stops waiting; the host goes on
 * @error: %VT_HOST_ERROR_UNREACHABLE when the host ended by itself and not in order
 *
 * Blocks while the host runs.
 *
 * Returns: whether the waiting was cancelled, or the host was told to end by somebody else
 */
gboolean
vt_embedded_host_wait (VtEmbeddedHost *self, GCancellable *cancellable, GError **error)
{
  if (!g_subprocess_wait (self->process, cancellable, NULL) || g_subprocess_get_successful (self->process))
    return TRUE;

  g_set_error_literal (error, VT_HOST_ERROR, VT_HOST_ERROR_UNREACHABLE,
                       _ ("The host on this computer has ended unexpectedly. Start it again"));
  return FALSE;
}

/**
 * vt_embedded_host_stop:
 * @self: an embedded host
 *
 * Stops it; what was published and ordered stays. Waits for its end, some seconds at most.
 */
void
vt_embedded_host_stop (VtEmbeddedHost *self)
{
  if (self->process == NULL)
    return;

  g_subprocess_send_signal (self->process, SIGTERM);
  for (int waited = 0; waited < STOP_TIMEOUT_MS && g_subprocess_get_identifier (self->process) != NULL;
       waited += STOP_STEP_MS)
    g_usleep (STOP_STEP_MS * 1000);
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}
