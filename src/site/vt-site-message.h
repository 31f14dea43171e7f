#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VT_SITE_MAX_PATH  2048
#define VT_SITE_MAX_QUERY 4096

/* How long an answer may be kept by browsers and by the servers between. */
typedef enum
{
  VT_CACHE_IMMUTABLE, /* its path holds its content's hash */
  VT_CACHE_PAGE,      /* the same for everyone, asked for again with its ETag */
  VT_CACHE_PRIVATE    /* one shopper's: never kept */
} VtSiteCache;

/* What a shopper's browser asks for. Strings are UTF-8, decoded, checked by who makes the request. */
typedef struct
{
  const char *method;     /* "GET" or "POST" */
  const char *path;       /* decoded, begins with "/" */
  GHashTable *query;      /* (nullable) name → value */
  const char *query_text; /* (nullable) the query as it stands in the address, for names that come several times */
  GHashTable *form;       /* (nullable) of a POST: name → value */
  const char *cart;       /* (nullable) cookies */
  const char *discount;   /* (nullable) */
  const char *country;    /* (nullable) */
  const char *postcode;   /* (nullable) */
  const char *base_url;   /* "https://shop.example", no slash at the end */
  gint64 now_us;
  gboolean drafts; /* the preview: drafts are shown, nothing is sold */
} VtSiteRequest;

typedef struct
{
  guint status;
  char *content_type;
  GBytes *body;
  char *etag;     /* (nullable) SHA-256 of the body before compression, without quotes */
  char *encoding; /* (nullable) the body is compressed: "br" or "gzip" */
  VtSiteCache cache;
  char *location;     /* (nullable) of a redirect */
  GPtrArray *cookies; /* (nullable) values of Set-Cookie */
} VtSiteResponse;

VtSiteResponse *vt_site_response_new (guint status, const char *content_type, GBytes *body, VtSiteCache cache);
VtSiteResponse *vt_site_response_new_text (guint status, const char *content_type, char *text, VtSiteCache cache);
VtSiteResponse *vt_site_response_redirect (guint status, const char *location);
void vt_site_response_add_cookie (VtSiteResponse *self, const char *name, const char *value, gint64 max_age_s);
void vt_site_response_free (VtSiteResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSiteResponse, vt_site_response_free)

G_END_DECLS
