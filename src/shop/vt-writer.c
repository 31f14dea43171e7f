#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-writer.h"

typedef struct
{
  VtWriterFunc func; /* NULL: stop */
  gpointer data;
  gboolean *done; /* (nullable) what a waiting thread looks at */
} Work;

struct _VtWriter
{
  GThread *thread;    /* (owned) */
  VtDb *db;           /* (owned) used by the thread only */
  GAsyncQueue *queue; /* (owned) of Work */
  GMutex mutex;
  GCond finished; /* some waited-for work is done */
};

static gpointer
run_thread (gpointer data)
{
  VtWriter *self = data;

  vt_db_adopt (self->db);

  for (;;)
    {
      g_autofree Work *work = g_async_queue_pop (self->queue);

      if (work->func == NULL)
        return NULL;

      work->func (self->db, work->data);
      if (work->done != NULL)
        {
          g_mutex_lock (&self->mutex);
          *work->done = TRUE;
          g_cond_broadcast (&self->finished);
          g_mutex_unlock (&self->mutex);
        }
    }
}

/* Starts the thread; it takes @db over. */
VtWriter *
vt_writer_new (VtDb *db)
{
  VtWriter *self = g_new0 (VtWriter, 1);

  self->db = db;
  self->queue = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->finished);
  self->thread = g_thread_new ("vt-shop-writer", run_thread, self);

  return self;
}

static void
push (VtWriter *self, VtWriterFunc func, gpointer data, gboolean *done)
{
  Work *work = g_new (Work, 1);

  *work = (Work){ .func = func, .data = data, .done = done };
  g_async_queue_push (self->queue, work);
}

/* Does all the work that is queued, then ends the thread and closes the connection. */
void
vt_writer_free (VtWriter *self)
{
  if (self == NULL)
    return;

  g_assert (g_thread_self () != self->thread);

  push (self, NULL, NULL, NULL);
  g_thread_join (self->thread);
  vt_db_adopt (self->db);
  vt_db_free (self->db);
  g_async_queue_unref (self->queue);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->finished);
  g_free (self);
}

/* Queues work; @func owns @data. */
void
vt_writer_push (VtWriter *self, VtWriterFunc func, gpointer data)
{
  push (self, func, data, NULL);
}

/* Queues work and waits for it. From the writer thread itself it would wait for ever. */
void
vt_writer_run (VtWriter *self, VtWriterFunc func, gpointer data)
{
  gboolean done = FALSE;

  g_assert (g_thread_self () != self->thread);

  push (self, func, data, &done);

  g_mutex_lock (&self->mutex);
  while (!done)
    g_cond_wait (&self->finished, &self->mutex);
  g_mutex_unlock (&self->mutex);
}
