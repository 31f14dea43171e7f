#pragma once

#include "site/vt-view.h"

G_BEGIN_DECLS

/* What a product shows of the renditions there are: the same everywhere, so that the publisher knows them all. */
const int *vt_model_picture_widths (int format);

/* A photograph as it was read; sha256 may be NULL. */
typedef struct
{
  const char *sha256;
  int width;
  int height;
  const char *alt;
  gint64 ground; /* as VtMedia has it */
} VtModelPhoto;

const char *vt_model_string (VtView *view, const char *key);
char *vt_model_fill (VtView *view, const char *key, const char *name, const char *value);
char *vt_model_fill_text (char *text, const char *name, const char *value);
char *vt_model_count (VtView *view, const char *key, gint64 count);
char *vt_model_money (VtView *view, gint64 minor);
char *vt_model_days (VtView *view, int days_min, int days_max);
char *vt_model_date (VtView *view, gint64 at_us);
char *vt_model_date_time (VtView *view, gint64 at_us);
char *vt_model_deadline (VtView *view, gint64 at_us);
char *vt_model_moment (VtView *view, gint64 at_us);

char *vt_model_reduction (VtView *view, gint64 percent);

VtValue *vt_model_picture (VtArena *arena, const VtModelPhoto *photo);
char *vt_model_picture_url (const char *sha256, int original_width, int width);
VtValue *vt_model_price (VtView *view,
                         gint64 product_id,
                         gint64 variant_id,
                         gint64 minor,
                         gint64 compare_at_minor,
                         gboolean from);
VtValue *vt_model_link (VtArena *arena, const char *title, const char *url, gboolean current);
void vt_model_fill_swatches (VtView *view, const VtProductRow *row, VtValue *card);
VtValue *vt_model_card (VtView *view, const VtProductRow *row);

gboolean vt_model_is_visible (VtView *view, int status, gint64 publish_us);
GPtrArray *vt_model_list_products (VtView *view, gint64 collection_id, const char *text, int limit, GError **error);
VtValue *vt_model_cards (VtView *view, GPtrArray *rows, guint from, guint limit);
VtValue *vt_model_cards_of (VtView *view, const GArray *product_ids, GError **error);
VtValue *vt_model_suggestions (VtView *view, GError **error);
void vt_model_add_crumb (VtView *view, const char *title, const char *url, gboolean current);

/* Pages in the view's language, ready for an href; handles are those of the first language. */
char *vt_model_product_path (VtView *view, gint64 id, const char *handle);
char *vt_model_collection_path (VtView *view, gint64 id, const char *handle);
char *vt_model_page_path (VtView *view, gint64 id, const char *handle);
char *vt_model_post_path (VtView *view, gint64 id, const char *handle);
char *vt_model_live_path (VtView *view, gint64 id, const char *handle);

G_END_DECLS
