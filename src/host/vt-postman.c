#include "host/vt-outbox.h"

#include <string.h>

/* A letter whose first try failed waits for minutes: nobody has to look more often. */
#define LOOK_US (30 * G_TIME_SPAN_SECOND)

struct _VtPostman
{
  VtHostStore *store; /* (unowned) */
  char *program;      /* (owned) */
  char *base_url;     /* (owned) */
  GMutex lock;
  GCond woken;
  gboolean asked; /* something was written since it last looked */
  gboolean stopping;
  GSubprocess *sending; /* (owned) (nullable) */
  GThread *thread;      /* (owned) */
};

/* Returns: FALSE, when it was told to stop */
static gboolean
wait_for_work (VtPostman *self)
{
  gint64 until_us = g_get_monotonic_time () + LOOK_US;
  gboolean goes_on;

  g_mutex_lock (&self->lock);
  while (!self->asked && !self->stopping && g_cond_wait_until (&self->woken, &self->lock, until_us))
    ;
  self->asked = FALSE;
  goes_on = !self->stopping;
  g_mutex_unlock (&self->lock);

  return goes_on;
}

static gboolean
hold (VtPostman *self, GSubprocess *process)
{
  gboolean goes_on;

  g_mutex_lock (&self->lock);
  goes_on = !self->stopping;
  if (process == NULL)
    g_clear_object (&self->sending);
  else if (goes_on)
    self->sending = g_object_ref (process);
  g_mutex_unlock (&self->lock);

  return goes_on;
}

static gboolean
send (VtPostman *self, const char *message, GError **error)
{
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, error, self->program, "-t", "-i", NULL);
  g_autoptr (GBytes) input = g_bytes_new (message, strlen (message));
  gboolean sent;

  if (process == NULL)
    return FALSE;
  if (!hold (self, process))
    g_subprocess_force_exit (process);

  sent = g_subprocess_communicate (process, input, NULL, NULL, NULL, error) &&
         g_subprocess_wait_check (process, NULL, error);
  hold (self, NULL);
  return sent;
}

/* Returns: whether there may be another one */
static gboolean
send_next (VtPostman *self)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;
  gint64 now_us = vt_host_store_now_us (self->store);
  g_autofree char *message = vt_outbox_next (self->store, now_us, self->base_url, &id, &error);

  if (message != NULL && send (self, message, &error))
    return vt_outbox_sent (self->store, id, &error);
  /* Cut short by the host's own end: the next postman begins again. */
  if (!hold (self, NULL))
    return FALSE;
  if (message != NULL)
    {
      g_printerr ("vitrine-host: A letter was not sent and is tried again later: %s\n", error->message);
      return vt_outbox_failed (self->store, id, now_us, NULL);
    }
  if (error != NULL)
    g_printerr ("vitrine-host: %s\n", error->message);

  return FALSE;
}

static gpointer
run (gpointer data)
{
  VtPostman *self = data;

  do
    while (send_next (self) && hold (self, NULL))
      ;
  while (wait_for_work (self));

  return NULL;
}

static void
written_cb (gpointer data) /* any thread */
{
  VtPostman *self = data;

  g_mutex_lock (&self->lock);
  self->asked = TRUE;
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
}

/**
 * vt_postman_new:
 * @store: the host's store; has to outlive the postman
 * @program: (type filename): takes a letter on its standard input and finds out from its headers whom it is for
 * @base_url: where the shop is found, without a slash at the end
 *
 * Returns: (transfer full): begins to send what waits
 */
VtPostman *
vt_postman_new (VtHostStore *store, const char *program, const char *base_url)
{
  VtPostman *self = g_new0 (VtPostman, 1);

  self->store = store;
  self->program = g_strdup (program);
  self->base_url = g_strdup (base_url);
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  vt_host_store_set_written (store, written_cb, self);
  self->thread = g_thread_new ("postman", run, self);

  return self;
}

/**
 * vt_postman_free:
 * @self: (nullable): a postman
 *
 * What is not sent yet waits for the next one.
 */
void
vt_postman_free (VtPostman *self)
{
  if (self == NULL)
    return;

  vt_host_store_set_written (self->store, NULL, NULL);
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  if (self->sending != NULL)
    g_subprocess_force_exit (self->sending);
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->woken);
  g_free (self->program);
  g_free (self->base_url);
  g_free (self);
}
