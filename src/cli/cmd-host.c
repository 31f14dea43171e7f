#include "cli/vt-cli-commands.h"
#include "publish/vt-host-record.h"
#include "publish/vt-token.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define TOKEN_MAX_BYTES 1024
#define SHA256_DIGITS   64

typedef struct
{
  char *kind;        /* (owned) */
  char *url;         /* (owned) */
  char *fingerprint; /* (owned) */
  gboolean json;
} Options;

typedef struct
{
  const char *name;
  const char *kind;
  const char *url;
  const char *fingerprint;
} Addition;

/* "SHA256:AB:CD…" as hosts and openssl write it, or 64 digits alone. NULL when it is none. */
static char *
parse_fingerprint (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *p = text;

  if (g_ascii_strncasecmp (p, "SHA256:", 7) == 0)
    p += 7;
  for (; *p != '\0'; p++)
    {
      if (g_ascii_isxdigit (*p))
        g_string_append_c (digits, g_ascii_tolower (*p));
      else if (*p != ':')
        return NULL;
    }

  return digits->len == SHA256_DIGITS ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}

static char *
read_line (void)
{
  char line[TOKEN_MAX_BYTES];

  if (fgets (line, sizeof line, stdin) == NULL)
    return g_strdup ("");

  return g_strdup (g_strstrip (line));
}

/* Typed unseen on a terminal, piped otherwise. */
static char *
read_token (void)
{
  struct termios seen;
  struct termios unseen;
  char *token = NULL;

  if (tcgetattr (STDIN_FILENO, &seen) != 0)
    return read_line ();

  unseen = seen;
  unseen.c_lflag &= ~(tcflag_t) ECHO;
  fputs (_ ("Token of the host (empty: none): "), stderr);
  fflush (stderr);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &unseen);
  token = read_line ();
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &seen);
  fputc ('\n', stderr);

  return token;
}

static gboolean
add_job (VtDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Addition *self = data;
  g_autoptr (GError) unknown = NULL;
  g_autoptr (VtHostRecord) there = vt_host_record_find (db, self->name, &unknown);

  if (there == NULL)
    return vt_host_record_add (db, self->name, self->kind, self->url, self->fingerprint, NULL, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               _ ("The shop has a host “%s” already. Choose another name, or remove that one first"), self->name);
  return FALSE;
}

static void
keep_token (VtShop *shop, const VtHostRecord *record, const char *token)
{
  g_autoptr (GError) error = NULL;

  if (*token == '\0')
    printf ("%s\n", _ ("No token was given: VITRINE_TOKEN has to hold it when you publish"));
  else if (!vt_token_store (vt_shop_get_id (shop), record->url, token, NULL, &error))
    printf (
        _ ("The token could not be kept, as there is no Secret Service here (%s): VITRINE_TOKEN has to hold it when "
           "you publish\n"),
        error->message);
}

static int
add_host (VtCli *cli, const char *path, const char *name, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *fingerprint =
      options->fingerprint != NULL ? parse_fingerprint (options->fingerprint) : g_strdup ("");
  g_autofree char *token = NULL;
  g_autoptr (VtShop) shop = NULL;
  g_autoptr (VtHostRecord) record = NULL;
  Addition addition = { name, options->kind != NULL ? options->kind : "vitrine", options->url, fingerprint };

  if (options->url == NULL)
    return vt_cli_misused (cli, _ ("Say where the host is: --url https://…"));
  if (fingerprint == NULL)
    return vt_cli_misused (cli, _ ("“%s” is no fingerprint: expected SHA256: and 64 digits"), options->fingerprint);
  if (*name == '\0' || !g_utf8_validate (name, -1, NULL))
    return vt_cli_misused (cli, _ ("The host needs a name"));

  token = read_token ();
  if (*token != '\0' && !vt_token_is_plausible (token))
    return vt_cli_misused (cli, _ ("What came on standard input is no token"));

  shop = vt_shop_open (path, VT_SHOP_WRITE, &error);
  if (shop == NULL || !vt_shop_record (shop, add_job, &addition, cli->cancellable, &error))
    return vt_cli_end (FALSE, &error);

  record = vt_host_record_find (vt_shop_get_reader (shop), name, &error);
  if (record == NULL)
    return vt_cli_end (FALSE, &error);
  printf (_ ("Added the host “%s”\n"), name);
  keep_token (shop, record, token);

  return VT_CLI_DONE;
}

static gboolean
remove_job (VtDb *db, gpointer name, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (VtHostRecord) record = vt_host_record_find (db, name, error);

  return record != NULL && vt_host_record_remove (db, record->id, error);
}

static int
remove_host (VtCli *cli, const char *path, char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (path, VT_SHOP_WRITE, &error);

  if (shop == NULL || !vt_shop_record (shop, remove_job, name, cli->cancellable, &error))
    return vt_cli_end (FALSE, &error);

  printf (_ ("Removed the host “%s”; what was published there stays\n"), name);
  return VT_CLI_DONE;
}

static int
dispatch (VtCli *cli, char **arguments, const Options *options)
{
  const char *action = arguments[0];
  const char *path = arguments[1];
  char *name = arguments[2];

  if (strcmp (action, "list") == 0 && name == NULL)
    return vt_cli_list (path, "hosts", options->json);
  if (strcmp (action, "add") == 0 && name != NULL)
    return add_host (cli, path, name, options);
  if (strcmp (action, "remove") == 0 && name != NULL)
    return remove_host (cli, path, name);

  return vt_cli_misused (cli, _ ("Expected “add SHOP NAME”, “list SHOP” or “remove SHOP NAME”"));
}

static int
run (VtCli *cli)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_FILENAME, &options.kind, N_ ("What runs there: vitrine"), N_ ("KIND") },
    { "url", 0, 0, G_OPTION_ARG_FILENAME, &options.url, N_ ("Its address"), N_ ("URL") },
    { "fingerprint", 0, 0, G_OPTION_ARG_FILENAME, &options.fingerprint,
      N_ ("SHA256:… of its certificate, where no authority has signed it"), N_ ("TEXT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON (of list)"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, 3);
  int status = arguments != NULL ? dispatch (cli, arguments, &options) : VT_CLI_USAGE;

  g_free (options.kind);
  g_free (options.url);
  g_free (options.fingerprint);

  return status;
}

const VtCliCommand vt_cmd_host = {
  "host",
  "add|list|remove SHOP [NAME]",
  N_ ("Adds, lists or removes the places that the shop is published to"),
  N_ ("“add” reads the host's token from standard input and keeps it in the Secret Service, never in the shop. Where "
      "there\nis no such service, VITRINE_TOKEN has to hold it for publish, releases, rollback and pull. The first host "
      "is the one\nthat is meant when none is named.\n\n"
      "Example: vitrine-host token create --data /srv/shop | vitrinectl host add Lume.vitrine live --url "
      "https://lume.example"),
  run,
};
