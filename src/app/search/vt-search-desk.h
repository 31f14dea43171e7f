#pragma once

#include "catalogue/vt-product-list.h"
#include "search/vt-search-reason.h"
#include "search/vt-search-test.h"
#include "shop/vt-shop.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A product as shoppers see it among the results. */
typedef struct
{
  VtProductRow *row;  /* (owned) */
  char *title;        /* (owned) in the language that was asked in */
  GArray *marks;      /* (owned) (element-type VtSearchMark) of the title: what the words of the query stand for */
  GPtrArray *reasons; /* (owned) (element-type VtSearchReason) */
  int live_place;     /* from 1 on in what is published; 0: not found there; -1: nothing is published */
  gboolean pinned;
  gboolean ruled; /* the merchant said something about it for this query */
} VtSearchHit;

typedef struct
{
  GPtrArray *hits;  /* (owned) (element-type VtSearchHit) the first of them */
  char *query;      /* (owned) (nullable) that the rules are of: as typed, or as corrected when nothing is said of it */
  GPtrArray *rules; /* (owned) (element-type VtSearchRule) of this query, whichever language they are of */
  guint n_found;
  gint64 elapsed_us; /* what the index took */
  char *corrected;   /* (owned) (nullable) as VtSearchAnswer has them */
  char *dropped;     /* (owned) (nullable) */
  char *path;        /* (owned) (nullable) */
  guint n_products;  /* in the index */
} VtSearchReply;

/* What became of one query that must show something. */
typedef struct
{
  VtSearchTest *test; /* (owned) */
  char *title;        /* (owned) (nullable) of the product */
  int place;          /* where it stands, from 1 on; 0: not found */
} VtSearchCheck;

/* What the merchant's own search finds: drafts, too. */
typedef struct
{
  GArray *product_ids; /* (owned) (element-type gint64) the best first, then those that fit as well as any */
  char *corrected;     /* (owned) (nullable) as VtSearchAnswer has them */
  char *dropped;       /* (owned) (nullable) */
} VtSearchFinds;

void vt_search_finds_free (VtSearchFinds *self);
void vt_search_hit_free (VtSearchHit *self);
void vt_search_reply_free (VtSearchReply *self);
void vt_search_check_free (VtSearchCheck *self);
gboolean vt_search_check_passes (const VtSearchCheck *self);

/* The search indexes of the open shop: built and asked on other threads, and built anew soon after what they read was
 * edited. Until then they answer with what they have. Signal: ::changed when answers may be other ones. */
#define VT_TYPE_SEARCH_DESK (vt_search_desk_get_type ())
G_DECLARE_FINAL_TYPE (VtSearchDesk, vt_search_desk, VT, SEARCH_DESK, GObject)

VtSearchDesk *vt_search_desk_new (VtShop *shop);
void vt_search_desk_set_live (VtSearchDesk *self, const char *catalogue);
gboolean vt_search_desk_has_live (VtSearchDesk *self);

void vt_search_desk_prepare (VtSearchDesk *self);
gboolean vt_search_desk_is_building (VtSearchDesk *self);
VtSearchFinds *vt_search_desk_find (VtSearchDesk *self, const char *text);

void vt_search_desk_ask_async (VtSearchDesk *self,
                               const char *text,
                               const char *language,
                               gboolean live,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
VtSearchReply *vt_search_desk_ask_finish (VtSearchDesk *self, GAsyncResult *result, GError **error);

void vt_search_desk_check_async (VtSearchDesk *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *vt_search_desk_check_finish (VtSearchDesk *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchFinds, vt_search_finds_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchReply, vt_search_reply_free)

G_END_DECLS
