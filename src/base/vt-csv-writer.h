#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _VtCsvWriter VtCsvWriter;

VtCsvWriter *vt_csv_writer_new (GOutputStream *stream, gboolean byte_order_mark) G_GNUC_WARN_UNUSED_RESULT;
void vt_csv_writer_free (VtCsvWriter *self);

void vt_csv_writer_add (VtCsvWriter *self, const char *text);
void vt_csv_writer_add_plain (VtCsvWriter *self, const char *text);
void vt_csv_writer_add_int (VtCsvWriter *self, gint64 value);
void vt_csv_writer_add_decimal (VtCsvWriter *self, gint64 value, int decimals);
void vt_csv_writer_add_empty (VtCsvWriter *self, guint n);
gboolean vt_csv_writer_end_row (VtCsvWriter *self, GCancellable *cancellable, GError **error);
gboolean vt_csv_writer_finish (VtCsvWriter *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCsvWriter, vt_csv_writer_free)

G_END_DECLS
