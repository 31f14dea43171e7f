#pragma once

#include "app/settings/vt-record.h"
#include "app/vt-workspace.h"

G_BEGIN_DECLS

/* One fact of one thing, on its way to the writer thread. */
typedef struct
{
  const VtRecordKind *kind;
  gint64 id;
  char *field;    /* (owned) */
  char *value;    /* (owned) */
  char *currency; /* (owned) */
} VtRecordEdit;

VtRecordEdit *
vt_record_edit_new (VtWorkspace *workspace, const VtRecordKind *kind, gint64 id, const char *field, const char *value);
void vt_record_edit_free (VtRecordEdit *self);
gboolean vt_record_edit_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
char *vt_record_edit_label (const VtRecordKind *kind, const char *name);
char *vt_record_edit_key (const VtRecordKind *kind, gint64 id, const char *field);

void vt_record_write (VtWorkspace *workspace,
                      const VtRecordKind *kind,
                      gint64 id,
                      const char *name,
                      const char *field,
                      const char *value);
void vt_record_reorder (VtWorkspace *workspace, const VtRecordKind *kind, gint64 id, const char *name, int position);
void vt_record_drop (VtWorkspace *workspace, const VtRecordKind *kind, gint64 id, const char *name);

/* @error is NULL when the thing with @id is in the shop now. */
typedef void (*VtRecordAdded) (gint64 id, const GError *error, gpointer data);

void vt_record_add (VtWorkspace *workspace,
                    const VtRecordKind *kind,
                    gpointer record,
                    const char *name,
                    VtRecordAdded func,
                    gpointer data);

G_END_DECLS
