#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* The one thread that writes, with its connection: work is done one after the other, in the order it came. */
typedef struct _VtWriter VtWriter;

typedef void (*VtWriterFunc) (VtDb *db, gpointer data);

VtWriter *vt_writer_new (VtDb *db);
void vt_writer_free (VtWriter *self);
void vt_writer_push (VtWriter *self, VtWriterFunc func, gpointer data);
void vt_writer_run (VtWriter *self, VtWriterFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtWriter, vt_writer_free)

G_END_DECLS
