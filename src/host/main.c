#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#include "host/vt-host-server.h"
#include "host/vt-token-command.h"
#include "vt-config.h"

#define EXIT_DONE   0
#define EXIT_FAILED 1
#define EXIT_USAGE  2

/* How long calls that have begun may take once the server was told to stop. */
#define STOP_SECONDS 10

typedef struct
{
  GMainLoop *loop;      /* (unowned) */
  VtHostServer *server; /* (unowned) */
} Running;

typedef struct
{
  VtHostConfig config;
  char *data; /* (owned) as all of these */
  char *url;
  char *listen;
  char *tls_cert;
  char *tls_key;
  char *mail;
  int api_rate;
  gboolean until_stdin_closes;
  gboolean version;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->data);
  g_free (self->url);
  g_free (self->listen);
  g_free (self->tls_cert);
  g_free (self->tls_key);
  g_free (self->mail);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
quit_when_idle_cb (gpointer data)
{
  Running *running = data;

  if (!vt_host_server_is_idle (running->server))
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (running->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
quit_cb (gpointer data)
{
  Running *running = data;

  g_main_loop_quit (running->loop);
  return G_SOURCE_REMOVE;
}

static void
stop (Running *running)
{
  vt_host_server_stop (running->server);
  g_timeout_add (20, quit_when_idle_cb, running);
  g_timeout_add_seconds (STOP_SECONDS, quit_cb, running);
}

static gboolean
signal_cb (gpointer data)
{
  stop (data);
  return G_SOURCE_REMOVE;
}

static gboolean
stdin_cb (int fd, G_GNUC_UNUSED GIOCondition condition, gpointer data)
{
  char buffer[256];

  if (read (fd, buffer, sizeof buffer) > 0)
    return G_SOURCE_CONTINUE;

  stop (data);
  return G_SOURCE_REMOVE;
}

static int
serve (const VtHostConfig *config, gboolean until_stdin_closes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtHostServer) server = vt_host_server_new (config, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Running running = { loop, server };

  if (server == NULL)
    {
      g_printerr ("vitrine-host: %s\n", error->message);
      return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) ? EXIT_USAGE : EXIT_FAILED;
    }

  g_unix_signal_add (SIGTERM, signal_cb, &running);
  g_unix_signal_add (SIGINT, signal_cb, &running);
  if (until_stdin_closes)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, &running);

  /* Programs read these lines. */
  printf ("listening %s\n", vt_host_server_get_url (server));
  if (config->tls_self_signed)
    printf ("fingerprint SHA256:%s\n", vt_host_server_get_fingerprint (server));
  fflush (stdout);

  g_main_loop_run (loop);

  return EXIT_DONE;
}

static gboolean
parse (Options *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->data,
      N_ ("Where the host keeps everything; made when it is not there"), "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen, N_ ("Address and port; port 0: the system chooses"),
      "ADDRESS:PORT" },
    { "url", 0, 0, G_OPTION_ARG_STRING, &self->url,
      N_ ("What shoppers call the shop, as https://shop.example; needed where that is not the address it listens on"),
      "URL" },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &self->tls_cert, N_ ("Certificate chain, PEM"), "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &self->tls_key, N_ ("Its private key, PEM"), "FILE" },
    { "tls-self-signed", 0, 0, G_OPTION_ARG_NONE, &self->config.tls_self_signed,
      N_ ("Make a certificate, for trying things out"), NULL },
    { "no-tls", 0, 0, G_OPTION_ARG_NONE, &self->config.no_tls, N_ ("Plain HTTP: on loopback, or with --behind-proxy"),
      NULL },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &self->config.behind_proxy,
      N_ ("A proxy in front speaks HTTPS and sets X-Forwarded-For"), NULL },
    { "mail", 0, 0, G_OPTION_ARG_FILENAME, &self->mail,
      N_ ("Sends letters as sendmail does, as /usr/sbin/sendmail; without it they wait"), "PROGRAM" },
    { "api-rate", 0, 0, G_OPTION_ARG_INT, &self->api_rate,
      N_ ("Calls of the shop's interface that one address may make in a minute (default 300; 0: any number)"), "N" },
    { "until-stdin-closes", 0, 0, G_OPTION_ARG_NONE, &self->until_stdin_closes,
      N_ ("Stop when standard input ends, as it does with the program that started this one"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Print the version and exit"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _ ("Serves a shop that Vitrine publishes, and takes its orders."));
  g_option_context_set_description (context, _ ("Tokens for publishing: vitrine-host token --help\n"
                                                "Exit status: 0 when stopped, 1 when it cannot serve, 2 for wrong "
                                                "arguments."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return g_option_context_parse (context, argc, argv, error);
}

static int
misused (const char *message)
{
  g_printerr ("vitrine-host: %s\n", message);
  return EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { .api_rate = 300 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc > 1 && g_str_equal (argv[1], "token"))
    return vt_token_command_run (argc - 1, argv + 1);
  if (!parse (&options, &argc, &argv, &error))
    return misused (error->message);
  if (options.version)
    {
      printf ("vitrine-host %s\n", VT_VERSION);
      return EXIT_DONE;
    }
  if (argc > 1)
    return misused (_ ("Arguments that mean nothing here; see --help"));
  if (options.data == NULL)
    return misused (_ ("--data DIR is missing: where the host keeps everything"));

  options.config.data = options.data;
  options.config.listen = options.listen != NULL ? options.listen : "127.0.0.1:8443";
  options.config.url = options.url;
  options.config.tls_cert = options.tls_cert;
  options.config.tls_key = options.tls_key;
  options.config.mail = options.mail;
  options.config.api_per_minute = (guint) MAX (options.api_rate, 0);

  return serve (&options.config, options.until_stdin_closes);
}
