#define G_LOG_DOMAIN "vt-catalogue"

/* A thread that reads ahead: it parses, checks and cleans while the writer's thread writes what came before. Products
 * go over in batches, of which only a few are on the way, so that the size of the files is no matter. */

#include "catalogue/vt-import-state.h"

#define MAX_BATCHES        4
#define BATCH_MAX_SIZE     64
#define BATCH_ENOUGH_BYTES (256 * 1024)

typedef struct
{
  GPtrArray *products; /* (owned) (element-type VtImportProduct) */
  guint64 position;    /* of the stream behind them */
  gboolean is_last;
  GError *error; /* (owned) (nullable) what ended the reading, after these products */
} Batch;

struct _VtImportPipe
{
  const VtImport *import; /* (unowned) */
  VtImportStream *stream; /* (owned) the thread's until it has ended */
  GThread *thread;        /* (owned) (nullable) */
  GMutex mutex;
  GCond changed;
  GQueue batches;   /* (owned) (element-type Batch), under `mutex` */
  gboolean stopped; /* under `mutex`: nobody wants more */

  Batch *batch; /* (owned) (nullable) what vt_import_pipe_next() hands out */
  guint next;   /* in it */
};

static void
batch_free (Batch *self)
{
  g_ptr_array_unref (self->products);
  g_clear_error (&self->error);
  g_free (self);
}

static Batch *
fill_batch (VtImportPipe *self)
{
  Batch *batch = g_new0 (Batch, 1);
  gsize bytes = 0;

  batch->products = g_ptr_array_new_full (BATCH_MAX_SIZE, (GDestroyNotify) vt_import_product_free);
  while (!batch->is_last && batch->products->len < BATCH_MAX_SIZE && bytes < BATCH_ENOUGH_BYTES)
    {
      VtImportProduct *product = NULL;

      batch->is_last = !vt_import_stream_next (self->stream, &product, &batch->error) || product == NULL;
      if (product == NULL)
        break;
      if (product->refused == NULL)
        vt_import_product_match_photos (product, self->import);
      if (product->refused == NULL)
        vt_import_product_check (product);
      bytes += vt_arena_get_size (product->arena);
      g_ptr_array_add (batch->products, product);
    }
  batch->position = vt_import_stream_get_position (self->stream);

  return batch;
}

static gpointer
read_thread (gpointer data)
{
  VtImportPipe *self = data;
  gboolean go_on = TRUE;

  while (go_on)
    {
      Batch *batch = fill_batch (self);

      go_on = !batch->is_last;
      g_mutex_lock (&self->mutex);
      while (!self->stopped && g_queue_get_length (&self->batches) >= MAX_BATCHES)
        g_cond_wait (&self->changed, &self->mutex);
      go_on = go_on && !self->stopped;
      g_queue_push_tail (&self->batches, batch);
      g_cond_signal (&self->changed);
      g_mutex_unlock (&self->mutex);
    }

  return NULL;
}

/* Starts to read. @import must not change until the pipe is freed. */
VtImportPipe *
vt_import_pipe_new (const VtImport *import)
{
  VtImportPipe *self = g_new0 (VtImportPipe, 1);

  self->import = import;
  self->stream = vt_import_stream_new (import);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->batches);
  self->thread = g_thread_new ("vt-import-read", read_thread, self);

  return self;
}

/* Stops reading and frees what was read and not taken. */
void
vt_import_pipe_free (VtImportPipe *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  g_queue_clear_full (&self->batches, (GDestroyNotify) batch_free);
  g_clear_pointer (&self->batch, batch_free);
  vt_import_stream_free (self->stream);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self);
}

static Batch *
pop_batch (VtImportPipe *self)
{
  Batch *batch;

  g_mutex_lock (&self->mutex);
  while (g_queue_is_empty (&self->batches))
    g_cond_wait (&self->changed, &self->mutex);
  batch = g_queue_pop_head (&self->batches);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);

  return batch;
}

/* The next product, which stays the pipe's until it is asked for another. @product gets %NULL at the end; no more may
 * be asked for then. */
gboolean
vt_import_pipe_next (VtImportPipe *self, VtImportProduct **product, GError **error)
{
  while (self->batch == NULL || self->next >= self->batch->products->len)
    {
      if (self->batch != NULL && self->batch->is_last)
        {
          *product = NULL;
          if (self->batch->error != NULL)
            g_propagate_error (error, g_steal_pointer (&self->batch->error));
          return error == NULL || *error == NULL;
        }
      g_clear_pointer (&self->batch, batch_free);
      self->batch = pop_batch (self);
      self->next = 0;
    }

  *product = g_ptr_array_index (self->batch->products, self->next++);

  return TRUE;
}

/* Bytes of all files that were read for the products handed out. */
guint64
vt_import_pipe_get_position (VtImportPipe *self)
{
  return self->batch != NULL ? self->batch->position : 0;
}

/* Once the end was handed out: what the readers found out about the files as a whole. */
const GPtrArray *
vt_import_pipe_get_notes (VtImportPipe *self)
{
  return vt_import_stream_get_notes (self->stream);
}
