#pragma once

#include "shop/vt-history.h"
#include "shop/vt-shop.h"

G_BEGIN_DECLS

/* What one step did to one product, or to other things of one kind. */
typedef struct
{
  gint64 product_id; /* 0: not a product, or one that is no more */
  char *title;       /* of the product; else what the rows are */
  GPtrArray *lines;  /* of char: "Price: €12.00 → €13.00" */
} VtHistoryGroup;

/* How rows belong to a product. */
extern const VtHistoryLink vt_product_history_links[];

void vt_history_group_free (VtHistoryGroup *self);
GPtrArray *vt_history_describe (VtDb *db, gint64 entry_id, guint limit, GError **error);
GPtrArray *vt_product_history_list (VtDb *db, gint64 product_id, int limit, GCancellable *cancellable, GError **error);
gboolean vt_product_find_ever (VtDb *db, const char *handle, gint64 *id, GCancellable *cancellable, GError **error);
gboolean vt_product_restore (VtDb *db,
                             gint64 product_id,
                             gint64 entry_id,
                             gint64 now_us,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
