#include "host/vt-host-context.h"

#include "host/vt-letter-box.h"
#include "host/vt-newsletter.h"
#include "host/vt-order-desk.h"

#define WRONG_TOKENS_PER_MINUTE 30
#define LETTERS_PER_MINUTE      20

/**
 * vt_host_context_new:
 * @folder: (type filename): the data folder, made when it is not there
 * @api_per_minute: calls below /api that one address may make each minute; 0: no limit
 * @clock: (nullable): tells the time
 * @error: why the folder cannot be served
 *
 * Returns: (transfer full) (nullable): everything that calls work on, with the folder locked
 */
VtHostContext *
vt_host_context_new (const char *folder, guint api_per_minute, const VtClock *clock, GError **error)
{
  g_autoptr (VtHostContext) self = g_new0 (VtHostContext, 1);

  self->api_per_minute = api_per_minute;
  self->shoppers = vt_rate_limit_new (api_per_minute);
  self->letters = vt_rate_limit_new (api_per_minute > 0 ? MIN (LETTERS_PER_MINUTE, api_per_minute) : 0);
  self->strangers = vt_rate_limit_new (WRONG_TOKENS_PER_MINUTE);
  self->store = vt_host_store_open (folder, TRUE, clock, error);
  self->blobs = self->store != NULL ? vt_blobs_open (folder, error) : NULL;
  self->releases = self->blobs != NULL ? vt_release_store_open (self->store, self->blobs, error) : NULL;

  if (self->store != NULL)
    {
      self->backend = vt_order_desk_get_backend (self->store);
      self->backend.take_letter = vt_letter_box_take;
      self->backend.subscribe = vt_newsletter_subscribe;
      self->backend.answer_subscription = vt_newsletter_answer;
      self->backend.take_events = vt_letter_box_take_events;
    }

  return self->releases != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * vt_host_context_free:
 * @self: (nullable): what no call works on any more
 */
void
vt_host_context_free (VtHostContext *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->releases, vt_release_store_free);
  g_clear_pointer (&self->blobs, vt_blobs_free);
  g_clear_pointer (&self->store, vt_host_store_free);
  vt_rate_limit_free (self->shoppers);
  vt_rate_limit_free (self->letters);
  vt_rate_limit_free (self->strangers);
  g_free (self);
}
