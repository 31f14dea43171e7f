#pragma once

#include "site/vt-front.h"

G_BEGIN_DECLS

/* One request on its way through the front: made on the server's thread, answered on a worker, sent on the server's
 * thread. Only one of them has it at a time. */
typedef struct
{
  VtFront *front;             /* (owned) */
  SoupServerMessage *message; /* (owned) touched on the server's thread only */
  gboolean gone;              /* the shopper's browser hung up: server's thread only */

  VtSiteRequest request; /* strings and tables below are owned by this struct */
  char *method;          /* "GET" or "POST"; HEAD is answered like GET */
  char *path;
  GHashTable *cookies;
  GBytes *body;
  char *base_url;
  char *if_none_match; /* (nullable) */
  gboolean too_large;  /* the body was not kept */
  gboolean has_query;
  gboolean brotli;
  gboolean gzip;

  VtSiteResponse *response; /* (nullable) */
  char *tags;               /* (nullable) what the shop's tags need of the Content-Security-Policy */
} VtFrontJob;

/* What a request may be, as the front was told. */
typedef struct
{
  char *base_url;   /* (owned) (nullable) NULL: what the request's Host says */
  char *secret;     /* (owned) (nullable) */
  GPtrArray *hosts; /* (owned) (nullable) names that Host may hold; NULL: any */
  gboolean drafts;
  gint64 now_us;    /* the moment that is shown; 0: as time goes by */
  gboolean secure;  /* whoever asks does so over HTTPS */
  gboolean lasting; /* and will be able to */
} VtFrontRules;

VtFrontJob *vt_front_job_new (VtFront *front, SoupServerMessage *message);
void vt_front_job_free (VtFrontJob *self);
VtSiteResponse *vt_front_job_check (VtFrontJob *self, const VtFrontRules *rules);
void vt_front_job_finish (VtFrontJob *self, gboolean compress);

void vt_front_send (SoupServerMessage *message,
                    const VtSiteResponse *response,
                    const VtFrontRules *rules,
                    const char *tags,
                    const char *if_none_match);

void vt_front_watch_idle (SoupServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtFrontJob, vt_front_job_free)

G_END_DECLS
