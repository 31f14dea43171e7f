#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VT_CSV_MAX_ROW_BYTES  (4 * 1024 * 1024)
#define VT_CSV_MAX_CELL_BYTES (1024 * 1024)
#define VT_CSV_MAX_COLUMNS    1024

typedef struct _VtCsvReader VtCsvReader;

VtCsvReader *vt_csv_reader_new (GBytes *bytes, char separator, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_csv_reader_free (VtCsvReader *self);
GPtrArray *vt_csv_reader_next (VtCsvReader *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint vt_csv_reader_get_line (VtCsvReader *self);
char vt_csv_reader_get_separator (VtCsvReader *self);
guint64 vt_csv_reader_get_position (VtCsvReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCsvReader, vt_csv_reader_free)

void vt_csv_append_row (GString *out, const char *const *cells, guint n, char separator);

G_END_DECLS
