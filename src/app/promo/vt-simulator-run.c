/* The simulation, off the main thread and on a connection of its own. */
#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-simulator-run.h"

#include "base/vt-clock.h"
#include "catalogue/vt-collection.h"
#include "insights/vt-popup-report.h"
#include "orders/vt-order-sales.h"
#include "shop/vt-schema.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

#define RECORDED_DAYS 30
#define SEED          20261

typedef struct
{
  char *shop_path; /* (owned) */
  VtPopupMix mix;
  gboolean recorded;
  gint *n_done; /* (unowned) outlives the work */
} Work;

static void
work_free (Work *work)
{
  g_free (work->shop_path);
  g_free (work);
}

static void
silent_free (VtPopupSilent *silent)
{
  g_free (silent->name);
  g_free (silent->reason);
  g_free (silent);
}

/**
 * vt_simulator_result_free:
 * @self: (nullable): a result
 */
void
vt_simulator_result_free (VtSimulatorResult *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->simulation, vt_popup_simulation_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}

static gboolean
was_run (const VtPopupSimulation *simulation, gint64 id)
{
  for (guint i = 0; i < simulation->outcomes->len; i++)
    if (((VtPopupOutcome *) g_ptr_array_index (simulation->outcomes, i))->id == id)
      return TRUE;

  return FALSE;
}

static char *
why_silent (VtDb *db, const VtPopup *popup, gint64 now_us)
{
  g_autoptr (GError) reason = NULL;

  if (!popup->active)
    return g_strdup (_ ("It is a draft."));
  if (popup->ends_us != 0 && popup->ends_us <= now_us)
    return g_strdup (_ ("Its time has passed."));
  if (!vt_popup_is_honest (db, popup, now_us, &reason))
    return g_strdup (reason->message);

  return g_strdup (_ ("It is not shown."));
}

static GPtrArray *
list_others (VtDb *db, const VtPopupSimulation *simulation, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) popups = vt_popup_list (db, error);
  GPtrArray *others = popups != NULL ? g_ptr_array_new_with_free_func ((GDestroyNotify) silent_free) : NULL;

  for (guint i = 0; popups != NULL && i < popups->len; i++)
    {
      const VtPopup *popup = g_ptr_array_index (popups, i);
      VtPopupSilent *silent;

      if (was_run (simulation, popup->id))
        continue;
      silent = g_new0 (VtPopupSilent, 1);
      silent->name = g_strdup (popup->name);
      silent->reason = why_silent (db, popup, now_us);
      g_ptr_array_add (others, silent);
    }

  return others;
}

static GArray *
list_collections (VtDb *db, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (db, error);
  GArray *ids = collections != NULL ? g_array_new (FALSE, FALSE, sizeof (gint64)) : NULL;

  for (guint i = 0; collections != NULL && i < collections->len; i++)
    g_array_append_val (ids, ((VtCollection *) g_ptr_array_index (collections, i))->id);

  return ids;
}

static JsonArray *
make_visits (VtDb *db, VtPopupMix *mix, GError **error)
{
  g_autofree char *language = vt_setting_get (db, "shop.language", NULL);
  g_autofree char *country = vt_setting_get (db, "shop.country", NULL);
  g_autofree char *currency = vt_setting_get (db, "shop.currency", NULL);
  g_autoptr (GArray) collections = list_collections (db, error);

  if (collections == NULL || !vt_order_sales_bag (db, currency != NULL ? currency : "", &mix->bag_minor, error))
    return NULL;

  mix->language = language != NULL ? language : "";
  mix->country = country != NULL ? country : "";
  mix->collections = collections;
  return vt_popup_visits_make (mix, SEED);
}

static VtSimulatorResult *
run (Work *work, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtDb) db = vt_schema_open_reader (work->shop_path, error);
  g_autoptr (VtSimulatorResult) result = g_new0 (VtSimulatorResult, 1);
  g_autoptr (JsonArray) visits = NULL;
  gint64 now_us = vt_clock_now_us (vt_clock_system ());

  if (db == NULL)
    return NULL;

  work->mix.from_us = now_us;
  visits = work->recorded ? vt_popup_visits_read (db, now_us - RECORDED_DAYS * G_TIME_SPAN_DAY, now_us, error)
                          : make_visits (db, &work->mix, error);
  result->simulation = visits != NULL ? vt_popup_simulate (db, visits, now_us, work->n_done, cancellable, error) : NULL;
  result->others = result->simulation != NULL ? list_others (db, result->simulation, now_us, error) : NULL;
  return result->others != NULL ? g_steal_pointer (&result) : NULL;
}

static void
run_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  VtSimulatorResult *result = run (data, cancellable, &error);

  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, (GDestroyNotify) vt_simulator_result_free);
}

/**
 * vt_simulator_run_async:
 * @shop_path: (type filename): the shop folder
 * @mix: which visits are made up; their language, country, collections, bags and time are the shop's
 * @recorded: those of the last 30 days instead
 * @n_done: how many visits were run so far, set atomically; outlives the work
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Runs visits through the popups of a shop.
 */
void
vt_simulator_run_async (const char *shop_path,
                        const VtPopupMix *mix,
                        gboolean recorded,
                        gint *n_done,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->shop_path = g_strdup (shop_path);
  work->mix = *mix;
  work->recorded = recorded;
  work->n_done = n_done;
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, run_thread);
}

/**
 * vt_simulator_run_finish:
 * @result: what the callback got
 * @error: why there is no result
 *
 * Returns: (transfer full) (nullable): what became of the visits
 */
VtSimulatorResult *
vt_simulator_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
