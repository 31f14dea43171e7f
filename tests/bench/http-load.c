/* http-load HOST PORT PATH CONNECTIONS REQUESTS   asks for PATH again and again over connections that stay open, and
 * prints the seconds that all of it took. */

#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_MAX_BYTES (64 * 1024)

typedef struct
{
  const char *host;
  guint16 port;
  char *request;
  guint n_requests;
  gsize n_bytes;
  gboolean failed;
} Load;

/* Reads one answer with a Content-Length, to its last byte. */
static gboolean
read_answer (GDataInputStream *in, Load *load)
{
  g_autofree char *status = g_data_input_stream_read_line (in, NULL, NULL, NULL);
  gsize length = 0;

  if (status == NULL || strstr (status, " 200") == NULL)
    return FALSE;

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (in, NULL, NULL, NULL);

      if (line == NULL)
        return FALSE;
      if (*line == '\0')
        break;
      if (g_ascii_strncasecmp (line, "content-length:", strlen ("content-length:")) == 0)
        length = g_ascii_strtoull (line + strlen ("content-length:"), NULL, 10);
    }
  load->n_bytes += length;

  while (length > 0)
    {
      gssize skipped = g_input_stream_skip (G_INPUT_STREAM (in), length, NULL, NULL);

      if (skipped <= 0)
        return FALSE;
      length -= (gsize) skipped;
    }

  return TRUE;
}

static gpointer
run (gpointer data)
{
  Load *load = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, load->host, load->port, NULL, NULL);
  g_autoptr (GDataInputStream) in = NULL;
  GOutputStream *out;

  if (connection == NULL)
    {
      load->failed = TRUE;
      return NULL;
    }

  g_socket_set_option (g_socket_connection_get_socket (connection), 6 /* TCP */, 1 /* no delay */, 1, NULL);
  in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (in), HEAD_MAX_BYTES);
  out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  for (guint i = 0; i < load->n_requests && !load->failed; i++)
    load->failed = !g_output_stream_write_all (out, load->request, strlen (load->request), NULL, NULL, NULL) ||
                   !read_answer (in, load);

  return NULL;
}

int
main (int argc, char **argv)
{
  guint n_connections = argc == 6 ? (guint) atoi (argv[4]) : 0;
  guint n_requests = argc == 6 ? (guint) atoi (argv[5]) : 0;
  g_autofree Load *loads = g_new0 (Load, MAX (n_connections, 1));
  g_autofree GThread **threads = g_new0 (GThread *, MAX (n_connections, 1));
  gboolean failed = FALSE;
  gint64 began;

  if (n_connections == 0 || n_requests == 0)
    {
      fprintf (stderr, "http-load HOST PORT PATH CONNECTIONS REQUESTS\n");
      return 2;
    }

  began = g_get_monotonic_time ();
  for (guint i = 0; i < n_connections; i++)
    {
      loads[i].host = argv[1];
      loads[i].port = (guint16) atoi (argv[2]);
      loads[i].request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: %s:%s\r\n\r\n", argv[3], argv[1], argv[2]);
      loads[i].n_requests = n_requests / n_connections;
      threads[i] = g_thread_new ("load", run, &loads[i]);
    }
  for (guint i = 0; i < n_connections; i++)
    {
      g_thread_join (threads[i]);
      failed = failed || loads[i].failed;
      g_free (loads[i].request);
    }
  printf ("%.6f\n", (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);

  return failed ? 1 : 0;
}
