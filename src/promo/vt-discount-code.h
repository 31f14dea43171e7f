#pragma once

#include "promo/vt-discount.h"

G_BEGIN_DECLS

#define VT_DISCOUNT_CODES_MAX  10000 /* made at once */
#define VT_DISCOUNT_PREFIX_MAX 16    /* characters */

/* A code that is given to one person and can be used once. */
typedef struct
{
  gint64 id;
  char *code;
  gint64 made_us;
} VtDiscountCode;

void vt_discount_code_free (VtDiscountCode *self);
char *vt_discount_code_normalise (const char *text);
char *vt_discount_code_new (const char *prefix, GError **error);
char *vt_discount_code_hash (const char *text);
gboolean vt_discount_code_check_prefix (const char *prefix, GError **error);

gboolean
vt_discount_codes_make (VtDb *db, gint64 discount_id, const char *prefix, guint n, gint64 now_us, GError **error);
GPtrArray *vt_discount_codes_list (VtDb *db, gint64 discount_id, GError **error);
gboolean vt_discount_codes_count (VtDb *db, gint64 discount_id, gint64 *n, GError **error);
gboolean vt_discount_codes_remove (VtDb *db, gint64 discount_id, gint64 code_id, GError **error);
VtStep vt_discount_codes_find (VtDb *db, const char *code, gint64 *discount_id, GError **error);
char *vt_discount_codes_to_csv (GPtrArray *codes, const VtDiscount *discount);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtDiscountCode, vt_discount_code_free)

G_END_DECLS
