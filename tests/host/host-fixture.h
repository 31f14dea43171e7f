#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "host/vt-host-server.h"

/* A host in a folder of its own: in a thread of this program, or as a program that can be killed. */
typedef struct
{
  char *folder;         /* (owned) temporary */
  char *data;           /* (owned) the host's data, inside */
  char *token;          /* (owned) may publish */
  char *reader;         /* (owned) may only read */
  char *url;            /* (owned) (nullable) while it runs; no slash at the end */
  char *fingerprint;    /* (owned) (nullable) of its certificate */
  SoupSession *session; /* (owned) */

  VtHostConfig config;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GSubprocess *process;
} Host;

typedef struct
{
  guint status;
  GBytes *body;
  SoupMessageHeaders *headers;
  JsonNode *json; /* NULL when the body is none */
} Reply;

/* A release as a test writes it down: path, content and type of each file. */
typedef struct
{
  const char *path;
  const char *content;
  const char *type;
} Page;

void host_set_up (Host *self, gconstpointer data);
void host_tear_down (Host *self, gconstpointer data);
void host_start (Host *self);
void host_stop (Host *self);
void host_spawn (Host *self);
void host_kill (Host *self);

SoupSession *host_new_session (Host *self);
void reply_clear (Reply *self);
Reply host_send (Host *self, SoupSession *session, SoupMessage *message, const char *type, GBytes *body);
Reply host_get (Host *self, const char *path, ...) G_GNUC_NULL_TERMINATED;
Reply host_call (Host *self, const char *method, const char *path, const char *token, const char *json);
Reply host_put_blob (Host *self, const char *sha256, const char *token, GBytes *body);

GBytes *host_catalogue (Host *self);
char *host_manifest (Host *self, const char *base, const Page *pages, guint n_pages);
char *host_upload (Host *self, const char *base, const Page *pages, guint n_pages);
char *host_publish (Host *self, const char *base, const Page *pages, guint n_pages);

const char *reply_text (const Reply *self, const char *name);
gint64 reply_int (const Reply *self, const char *name);
JsonArray *reply_array (const Reply *self, const char *name);
const char *reply_header (const Reply *self, const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

#define assert_status(reply, wanted)                                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    if ((reply).status != (wanted))                                                                                    \
      g_printerr ("%.*s\n", (int) g_bytes_get_size ((reply).body),                                                     \
                  (const char *) g_bytes_get_data ((reply).body, NULL));                                               \
    g_assert_cmpuint ((reply).status, ==, (wanted));                                                                   \
  }                                                                                                                    \
  G_STMT_END
