#pragma once

#include "base/vt-encoding.h"

G_BEGIN_DECLS

#define VT_CSV_MAX_ROW_BYTES  (4 * 1024 * 1024)
#define VT_CSV_MAX_CELL_BYTES (1024 * 1024)
#define VT_CSV_MAX_COLUMNS    1024
#define VT_CSV_SEPARATORS     ",;\t|"

/* How a file is written; zeros stand for what is to be found out. */
typedef struct
{
  VtEncoding encoding;
  char separator; /* one of VT_CSV_SEPARATORS */
} VtCsvDialect;

typedef struct
{
  char *text;   /* (unowned) UTF-8, ended by a zero byte; may be written to within its length */
  gsize length; /* in bytes */
} VtCsvCell;

/* Lives until the next row is read. */
typedef struct
{
  VtCsvCell *cells;
  guint n_cells; /* at least 1 */
  guint line;    /* on which it begins, from 1 */
} VtCsvRow;

typedef enum
{
  VT_CSV_ROW,
  VT_CSV_BAD_ROW, /* an error is set; the rows after it can be read */
  VT_CSV_END,
  VT_CSV_FAILED /* an error is set; nothing more can be read */
} VtCsvStep;

typedef struct _VtCsvReader VtCsvReader;

VtCsvReader *
vt_csv_reader_open (const char *path, const VtCsvDialect *dialect, GError **error) G_GNUC_WARN_UNUSED_RESULT;
VtCsvReader *vt_csv_reader_new_for_stream (GInputStream *stream,
                                           const VtCsvDialect *dialect,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
VtCsvReader *vt_csv_reader_new (GBytes *bytes, char separator, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_csv_reader_free (VtCsvReader *self);
VtCsvStep vt_csv_reader_step (VtCsvReader *self, VtCsvRow *row, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *vt_csv_reader_next (VtCsvReader *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean vt_csv_reader_rewind (VtCsvReader *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint vt_csv_reader_get_line (VtCsvReader *self);
void vt_csv_reader_get_dialect (VtCsvReader *self, VtCsvDialect *out);
char vt_csv_reader_get_separator (VtCsvReader *self);
guint64 vt_csv_reader_get_position (VtCsvReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCsvReader, vt_csv_reader_free)

char vt_csv_detect_separator (const char *text, gsize size);
void vt_csv_append_row (GString *out, const char *const *cells, guint n, char separator);

G_END_DECLS
