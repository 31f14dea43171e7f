#include "host/vt-token-command.h"

#include <glib/gi18n-lib.h>

#include "host/vt-host-token-db.h"

#define EXIT_DONE   0
#define EXIT_FAILED 1
#define EXIT_USAGE  2

static int
fail (const GError *error)
{
  g_printerr ("vitrine-host: %s\n", error->message);
  return EXIT_FAILED;
}

static int
misused (const char *message)
{
  g_printerr ("vitrine-host: %s\n", message);
  return EXIT_USAGE;
}

static int
create_token (VtHostStore *store, const char *scope_name)
{
  VtHostTokenScope scope = vt_host_token_scope_from_name (scope_name != NULL ? scope_name : "publish");
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  if (scope == VT_HOST_TOKEN_SCOPE_NONE)
    return misused (_ ("--scope is “publish” or “read”"));

  token = vt_host_token_create (store, scope, &error);
  if (token == NULL)
    return fail (error);

  g_print ("%s\n", token);
  return EXIT_DONE;
}

static char *
format_time (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return g_date_time_format_iso8601 (time);
}

static int
list_tokens (VtHostStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) tokens = vt_host_token_list (store, &error);

  if (tokens == NULL)
    return fail (error);

  for (guint i = 0; i < tokens->len; i++)
    {
      const VtHostToken *token = &g_array_index (tokens, VtHostToken, i);
      g_autofree char *created = format_time (token->created_us);

      g_print ("%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", token->id, vt_host_token_scope_get_name (token->scope), created,
               token->revoked_us != 0 ? "revoked" : "valid");
    }

  return EXIT_DONE;
}

static int
revoke_token (VtHostStore *store, const char *id_text)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  if (id_text == NULL || !g_ascii_string_to_signed (id_text, 10, 1, G_MAXINT64, &id, NULL))
    return misused (_ ("“token revoke” needs the number of a token; “token list” shows them"));

  return vt_host_token_revoke (store, id, &error) ? EXIT_DONE : fail (error);
}

static int
dispatch (const char *verb, const char *argument, const char *data, const char *scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtHostStore) store = NULL;
  gboolean known = g_strv_contains ((const char *const[]){ "create", "list", "revoke", NULL }, verb);

  if (!known)
    return misused (_ ("“token” is followed by create, list or revoke"));

  store = vt_host_store_open (data, FALSE, NULL, &error);
  if (store == NULL)
    return fail (error);
  if (g_str_equal (verb, "create"))
    return create_token (store, scope);

  return g_str_equal (verb, "list") ? list_tokens (store) : revoke_token (store, argument);
}

/**
 * vt_token_command_run:
 * @argc: number of arguments, from "token" on
 * @argv: the arguments
 *
 * `vitrine-host token create|list|revoke --data DIR [--scope publish|read] [ID]`. A server may run meanwhile and knows
 * of the change at once. Created tokens go to standard output and are not kept.
 *
 * Returns: the exit status
 */
int
vt_token_command_run (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *scope = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_ ("The host's data folder"), "DIR" },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &scope, N_ ("What the token allows: publish (default) or read"), "SCOPE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) options = g_option_context_new (_ ("create | list | revoke ID"));
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (
      options,
      _ ("Tokens let a desktop publish to this host. A token is shown once, when it is created: only its hash is "
         "kept."));
  g_option_context_add_main_entries (options, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    return misused (error->message);
  if (data == NULL)
    return misused (_ ("--data DIR is missing: the host's data folder"));
  if (argc < 2 || argc > 3)
    return misused (_ ("“token” is followed by create, list or revoke"));

  return dispatch (argv[1], argc > 2 ? argv[2] : NULL, data, scope);
}
