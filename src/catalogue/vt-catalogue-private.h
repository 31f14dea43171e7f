#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Between the items of a list that stands in one column. */
#define VT_LIST_SEPARATOR "\x1f"

#define VT_TITLE_MAX_CHARS 255
#define VT_CODE_MAX_CHARS  64
#define VT_ALT_MAX_CHARS   1000
#define VT_SEO_MAX_CHARS   1000
#define VT_HTML_MAX_BYTES  (512 * 1024)
#define VT_PRICE_MAX_MINOR G_GINT64_CONSTANT (1000000000000)
#define VT_OPTIONS_MAX     10
#define VT_VARIANTS_MAX    2000
#define VT_PHOTOS_MAX      250
#define VT_TAGS_MAX        250

gboolean vt_catalogue_invalid (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
char *vt_catalogue_check_line (const char *text, const char *field, guint max_chars, gboolean required, GError **error);
char *vt_catalogue_check_barcode (const char *barcode, GError **error);
char *vt_catalogue_check_html (const char *html, GError **error);
gboolean vt_catalogue_check_amount (gint64 minor, const char *field, GError **error);
char *
vt_catalogue_free_handle (VtDb *db, const char *is_taken_sql, const char *title, const char *fallback, GError **error);
char *vt_catalogue_join_list (const char *const *items);
char **vt_catalogue_split_list (const char *text);
char *vt_catalogue_ids_to_json (const gint64 *ids, guint n);
gboolean vt_catalogue_found (VtStep step, const char *what, GError **error);

gboolean vt_product_touch (VtDb *db, gint64 id, GError **error);
gboolean vt_size_table_touch_products (VtDb *db, gint64 id, GError **error);
gboolean vt_variant_touch_product (VtDb *db, gint64 variant_id, GError **error);

G_END_DECLS
