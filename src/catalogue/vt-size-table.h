#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

#define VT_SIZE_TABLE_MAX_ROWS       100
#define VT_SIZE_TABLE_MAX_COLUMNS    20
#define VT_SIZE_TABLE_MAX_CELL_CHARS 100

/* Sizes that several products share. */
typedef struct
{
  gint64 id;
  char *name;
  char *cells; /* cells of a row with tabs between, rows with line feeds; all as wide as the first, which is the head */
  gint64 n_products; /* that show it */
} VtSizeTable;

void vt_size_table_free (VtSizeTable *self);
GPtrArray *vt_size_table_list (VtDb *db, GError **error);
VtSizeTable *vt_size_table_load (VtDb *db, gint64 id, GError **error);
VtSizeTable *vt_size_table_find_by_name (VtDb *db, const char *name, GError **error);
gboolean vt_product_get_size_table (VtDb *db, gint64 product_id, gint64 *table_id, GError **error);
gboolean vt_product_set_size_table (VtDb *db, gint64 product_id, gint64 table_id, GError **error);
gboolean vt_size_table_create (VtDb *db, const char *name, const char *cells, gint64 *id, GError **error);
gboolean vt_size_table_set_name (VtDb *db, gint64 id, const char *name, GError **error);
gboolean vt_size_table_set_cells (VtDb *db, gint64 id, const char *cells, GError **error);
gboolean vt_size_table_remove (VtDb *db, gint64 id, GError **error);
char *vt_size_table_check_cells (const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSizeTable, vt_size_table_free)

G_END_DECLS
