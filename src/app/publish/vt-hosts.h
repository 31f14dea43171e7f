#pragma once

#include "publish/vt-publisher.h"

G_BEGIN_DECLS

/* The hosts of the open shop, as one window deals with them. "This computer" is always one of them: it is started when
 * it is first needed and stops with the shop. What blocks runs on threads; of the jobs that change something there is
 * one at a time.
 *
 * Signals: ::changed when there are other hosts, another one is chosen, or another release is live; ::progress while a
 * job goes on and once when it ends. */
#define VT_TYPE_HOSTS (vt_hosts_get_type ())
G_DECLARE_FINAL_TYPE (VtHosts, vt_hosts, VT, HOSTS, GObject)

/* What a job brought; each job fills what it knows. */
typedef struct
{
  VtPublishResult release;
  VtPullResult pulled;
  char *fingerprint; /* of a host's certificate that is not trusted yet */
  gboolean token_kept;
} VtHostsResult;

void vt_hosts_result_clear (VtHostsResult *self);

VtHosts *vt_hosts_new (VtShop *shop, VtSite *site);
void vt_hosts_set_site (VtHosts *self, VtSite *site);
void vt_hosts_close (VtHosts *self);

GPtrArray *vt_hosts_list (VtHosts *self, VtDb *db);
VtHostRecord *vt_hosts_find_chosen (VtHosts *self, VtDb *db);
gint64 vt_hosts_get_chosen (VtHosts *self);
void vt_hosts_choose (VtHosts *self, gint64 id);

gboolean vt_hosts_is_busy (VtHosts *self);
char *vt_hosts_dup_step (VtHosts *self, double *fraction);
void vt_hosts_cancel (VtHosts *self);

void vt_hosts_plan_async (VtHosts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VtPlan *vt_hosts_plan_finish (VtHosts *self, GAsyncResult *result, GError **error);
void
vt_hosts_releases_async (VtHosts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *vt_hosts_releases_finish (VtHosts *self, GAsyncResult *result, GError **error);
void
vt_hosts_find_url_async (VtHosts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *vt_hosts_find_url_finish (VtHosts *self, GAsyncResult *result, GError **error);

void vt_hosts_publish_async (VtHosts *self, const char *label, GAsyncReadyCallback callback, gpointer user_data);
void vt_hosts_pull_async (VtHosts *self, GAsyncReadyCallback callback, gpointer user_data);
void vt_hosts_rollback_async (VtHosts *self, const char *release, GAsyncReadyCallback callback, gpointer user_data);
void vt_hosts_add_async (VtHosts *self,
                         const char *name,
                         const char *url,
                         const char *token,
                         const char *fingerprint,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean vt_hosts_job_finish (VtHosts *self, GAsyncResult *job, VtHostsResult *result, GError **error);

G_END_DECLS
