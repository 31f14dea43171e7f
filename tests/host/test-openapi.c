#include "host-fixture.h"

static const Page pages[] = {
  { "/", "<!doctype html><title>Shop</title>", "text/html; charset=utf-8" },
};

static void
receive (Host *host)
{
  g_auto (Reply) reply =
      host_call (host, "POST", "/admin/v1/stock-movements", host->token,
                 "{\"movements\":[{\"uuid\":\"7c3f0a52-6a3c-4f0e-9b1e-0a3c5d7e9f11\",\"variant\":1001,"
                 "\"delta\":5,\"reason\":\"received\",\"reference\":\"\",\"at_us\":1}]}");

  assert_status (reply, 200);
}

/* data/host/openapi.yaml against the running program. */
static void
test_description (Host *host, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *check = g_test_build_filename (G_TEST_DIST, "host", "check-openapi", NULL);
  g_autofree char *yaml = g_test_build_filename (G_TEST_DIST, "..", "data", "host", "openapi.yaml", NULL);
  g_autofree char *sources = g_test_build_filename (G_TEST_DIST, "..", "src", "host", NULL);
  g_autofree char *id = NULL;
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  host_spawn (host);
  id = host_publish (host, NULL, pages, G_N_ELEMENTS (pages));
  receive (host);

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error, check, yaml,
                              sources, host->url, host->token, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("%s", out);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/host/openapi", Host, NULL, host_set_up, test_description, host_tear_down);

  return g_test_run ();
}
