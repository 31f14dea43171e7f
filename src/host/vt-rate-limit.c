#include "host/vt-rate-limit.h"

/* Beyond this many addresses the full buckets are dropped, which are as good as new ones. */
#define MAX_BUCKETS 10000

#define MINUTE_US (60 * G_USEC_PER_SEC)

typedef struct
{
  gint64 credit_us; /* time saved up: one request costs a minute divided by what a minute allows */
  gint64 seen_us;
} Bucket;

struct _VtRateLimit
{
  GMutex mutex;
  GHashTable *buckets; /* (owned) (element-type utf8 Bucket) */
  gint64 cost_us;      /* of one request; 0: no limit */
};

/**
 * vt_rate_limit_new:
 * @per_minute: how many requests a minute one address may make, and how many at once; 0: no limit
 *
 * Returns: (transfer full): the limit
 */
VtRateLimit *
vt_rate_limit_new (guint per_minute)
{
  VtRateLimit *self = g_new0 (VtRateLimit, 1);

  g_mutex_init (&self->mutex);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cost_us = per_minute > 0 ? MINUTE_US / (gint64) per_minute : 0;

  return self;
}

/**
 * vt_rate_limit_free:
 * @self: (nullable): a limit
 */
void
vt_rate_limit_free (VtRateLimit *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->buckets);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
is_full (G_GNUC_UNUSED gpointer address, gpointer value, gpointer now)
{
  const Bucket *bucket = value;
  const gint64 *now_us = now;

  return bucket->credit_us + (*now_us - bucket->seen_us) >= MINUTE_US;
}

static Bucket *
get_bucket (VtRateLimit *self, const char *address, gint64 now_us)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, address);

  if (bucket != NULL)
    return bucket;

  if (g_hash_table_size (self->buckets) >= MAX_BUCKETS)
    g_hash_table_foreach_remove (self->buckets, is_full, &now_us);
  if (g_hash_table_size (self->buckets) >= MAX_BUCKETS)
    g_hash_table_remove_all (self->buckets);

  bucket = g_new0 (Bucket, 1);
  bucket->credit_us = MINUTE_US;
  bucket->seen_us = now_us;
  g_hash_table_insert (self->buckets, g_strdup (address), bucket);

  return bucket;
}

/**
 * vt_rate_limit_take:
 * @self: a limit
 * @address: who asks
 * @now_us: UTC microseconds since 1970
 *
 * Returns: whether the request is within the limit; it counts only then
 */
gboolean
vt_rate_limit_take (VtRateLimit *self, const char *address, gint64 now_us)
{
  gboolean allowed;
  Bucket *bucket;

  if (self->cost_us == 0)
    return TRUE;

  g_mutex_lock (&self->mutex);
  bucket = get_bucket (self, address, now_us);
  bucket->credit_us = MIN (bucket->credit_us + MAX (now_us - bucket->seen_us, 0), MINUTE_US);
  bucket->seen_us = now_us;
  allowed = bucket->credit_us >= self->cost_us;
  if (allowed)
    bucket->credit_us -= self->cost_us;
  g_mutex_unlock (&self->mutex);

  return allowed;
}
