#pragma once

#include "promo/vt-popup.h"
#include "shop/vt-media.h"

G_BEGIN_DECLS

typedef gboolean (*VtPromoSetNumber) (VtDb *db, gint64 id, gint64 number, GError **error);
typedef gboolean (*VtPromoSetText) (VtDb *db, gint64 id, const char *text, GError **error);

/* One edit of a popup or a discount, as data of the jobs below. */
typedef struct
{
  gint64 id;                   /* of the popup, or of the discount for the jobs that say so */
  VtPromoSetText set_text;     /* (nullable) */
  VtPromoSetNumber set_number; /* (nullable) */
  char *text;                  /* (owned) (nullable) */
  char *alt;                   /* (owned) (nullable) */
  JsonNode *node;              /* (owned) (nullable) */
  VtMedia *media;              /* (owned) (nullable) a file that the shop does not have yet */
  gint64 first;
  gint64 second;
} VtPromoEdit;

VtPromoEdit *vt_promo_edit_new (gint64 id, gint64 first, gint64 second);
VtPromoEdit *vt_promo_edit_new_number (gint64 id, VtPromoSetNumber set_number, gint64 number);
VtPromoEdit *vt_promo_edit_new_text (gint64 id, VtPromoSetText set_text, const char *text);
VtPromoEdit *vt_promo_edit_new_picture (gint64 id, const char *sha256, const char *alt, VtMedia *media);
VtPromoEdit *vt_promo_edit_new_setting (const char *key, const char *value);
VtPromoEdit *vt_promo_edit_new_audience (gint64 id, const char *member, JsonNode *value);
void vt_promo_edit_free (VtPromoEdit *self);

gboolean vt_promo_edit_number (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_text (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_picture (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_active (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_countdown (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_trigger (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_quiet_days (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_discount (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_delete (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_copy (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_variant_picture (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_popup_period (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_audience (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_setting (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);

gboolean vt_promo_edit_value (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_minimum (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_period (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_promo_edit_usable (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
