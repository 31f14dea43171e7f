#pragma once

#include "insights/vt-search-report.h"

G_BEGIN_DECLS

/* A search, or what was done after one. */
typedef struct
{
  char visit[33];
  gint64 at_us;
  gboolean is_search;
  gint64 product_id; /* of what was done */
  char *query;       /* (owned) as it was written */
  char *path;        /* (owned) of the page: it tells the language */
} VtSearchDeed;

/* A place that is no product. */
typedef struct
{
  char *title; /* (owned) */
  char *path;  /* (owned) */
} VtSearchPlace;

GArray *vt_search_deeds_read (VtDb *db, gint64 from_us, gint64 to_us, GError **error);
GArray *vt_search_places_read (VtDb *db, gint64 now_us, GError **error);

G_END_DECLS
