#pragma once

#include "app/settings/vt-record-form.h"

G_BEGIN_DECLS

/* A thing as a list shows it. */
typedef struct
{
  gint64 id;
  char *title;
  char *subtitle;
} VtRecordSummary;

typedef GPtrArray *(*VtRecordLister) (VtWorkspace *workspace, gint64 parent, GError **error);

/* The things of one kind on a page that has the list: each opens, is moved by keys, menu or mouse, and is removed. */
#define VT_TYPE_RECORD_LIST (vt_record_list_get_type ())
G_DECLARE_FINAL_TYPE (VtRecordList, vt_record_list, VT, RECORD_LIST, GObject)

VtRecordList *vt_record_list_new (VtSettingsPane *pane,
                                  AdwPreferencesGroup *group,
                                  const char *label,
                                  const VtRecordKind *kind,
                                  gint64 parent,
                                  VtRecordLister lister,
                                  VtRecordOpen open);

GPtrArray *vt_record_summaries_new (void);
void vt_record_summaries_add (GPtrArray *summaries, gint64 id, const char *title, const char *subtitle);

G_END_DECLS
