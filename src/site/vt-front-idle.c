/* Connections between two requests. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-front-private.h"

#include <glib-unix.h>
#include <sys/socket.h>

#define KEY           "vt-front-idle"
#define TLS_HEADER    5
#define TLS_ALERT     21
#define TLS_DATA      23
#define TLS_END_BYTES 19 /* an alert encrypted by TLS 1.3: its level, its kind, its type and 16 bytes of tag */

static void
end_watch (gpointer data)
{
  GSource *source = data;

  g_source_destroy (source);
  g_source_unref (source);
}

/* Whether what has arrived is the end of the connection and no further request (RFC 8446, 5.1 and 6.1). */
static gboolean
is_end (int fd)
{
  guchar head[TLS_HEADER] = { 0 };
  gssize size = recv (fd, head, sizeof head, MSG_PEEK | MSG_DONTWAIT);

  if (size < (gssize) sizeof head)
    return size == 0;

  return head[0] == TLS_ALERT || (head[0] == TLS_DATA && head[3] == 0 && head[4] == TLS_END_BYTES);
}

static gboolean
readable_cb (int fd, G_GNUC_UNUSED GIOCondition condition, gpointer data)
{
  g_autoptr (GSocket) socket = g_object_ref (G_SOCKET (data));

  if (g_socket_get_fd (socket) == fd && is_end (fd))
    g_socket_close (socket, NULL);

  g_object_set_data (G_OBJECT (socket), KEY, NULL);
  return G_SOURCE_REMOVE;
}

static void
request_finished_cb (G_GNUC_UNUSED SoupServer *server, SoupServerMessage *message, G_GNUC_UNUSED gpointer data)
{
  GSocket *socket = soup_server_message_get_socket (message);
  GSource *source;

  if (socket == NULL || g_socket_is_closed (socket))
    return;

  /* Before libsoup looks at it. */
  source = g_unix_fd_source_new (g_socket_get_fd (socket), G_IO_IN);
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, G_SOURCE_FUNC (readable_cb), socket, NULL);
  g_object_set_data_full (G_OBJECT (socket), KEY, source, end_watch);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/**
 * vt_front_watch_idle:
 * @server: a server of this thread
 *
 * Closes connections that a browser has ended between two requests. libsoup before 3.3 takes no notice of such an end
 * and keeps the connection for ever, so that after some thousand shoppers nobody could connect any more; that a socket
 * was closed on our side it does notice.
 */
void
vt_front_watch_idle (SoupServer *server)
{
  g_signal_connect (server, "request-finished", G_CALLBACK (request_finished_cb), NULL);
}
