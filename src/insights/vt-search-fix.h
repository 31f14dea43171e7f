#pragma once

#include "shop/vt-shop.h"

G_BEGIN_DECLS

typedef enum
{
  VT_SEARCH_FIX_SYNONYM,  /* a word of the query means a word that the shop has */
  VT_SEARCH_FIX_PIN,      /* a product is shown first */
  VT_SEARCH_FIX_REDIRECT, /* the query leads to a page */
} VtSearchFixKind;

/* What would help shoppers who search for something. */
typedef struct
{
  VtSearchFixKind kind;
  char *query;       /* (owned) of a synonym the word that is asked for */
  char *other;       /* (owned) (nullable) of a synonym the word that is found */
  gint64 product_id; /* of a pin */
  char *title;       /* (owned) (nullable) of the product or the page */
  char *path;        /* (owned) (nullable) of a redirect: "/pages/returns" */
} VtSearchFix;

void vt_search_fix_free (VtSearchFix *self);
const char *vt_search_fix_kind_to_string (VtSearchFixKind kind);
char *vt_search_fix_describe (const VtSearchFix *self);

gboolean vt_search_fix_job (VtDb *db, gpointer fix, GCancellable *cancellable, GError **error);
gboolean vt_search_fix_make (VtShop *shop, VtSearchFix *fix, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchFix, vt_search_fix_free)

G_END_DECLS
