#pragma once

#include "app/settings/vt-record.h"
#include "app/settings/vt-settings-chooser.h"
#include "app/widgets/vt-field.h"

G_BEGIN_DECLS

typedef enum
{
  VT_FORM_PLAIN = 0,
  VT_FORM_MULTILINE = 1 << 0,
  VT_FORM_PATIENT = 1 << 1 /* half of what is typed is no value: it is refused when the keyboard leaves */
} VtFormFlags;

/* The page on which one thing is seen once it is there. */
typedef VtSettingsPane *(*VtRecordOpen) (VtWorkspace *workspace, gint64 id);

/* Rows for the facts of one thing, on a page that has the form. The thing is in the shop and edited as one types, or a
 * draft that is added by a button. Signal: ::shown (record) when the rows show what it is now. */
#define VT_TYPE_RECORD_FORM (vt_record_form_get_type ())
G_DECLARE_FINAL_TYPE (VtRecordForm, vt_record_form, VT, RECORD_FORM, GObject)

VtRecordForm *vt_record_form_new (VtSettingsPane *pane, const VtRecordKind *kind, gint64 id);
VtRecordForm *vt_record_form_new_draft (VtSettingsPane *pane, const VtRecordKind *kind, gpointer draft);

VtField *vt_record_form_add_text (VtRecordForm *self,
                                  AdwPreferencesGroup *group,
                                  const char *field,
                                  const char *title,
                                  const char *hint,
                                  VtFormFlags flags);
void vt_record_form_add_money (VtRecordForm *self, AdwPreferencesGroup *group, const char *field, const char *title);
void vt_record_form_add_choice (VtRecordForm *self,
                                AdwPreferencesGroup *group,
                                const char *field,
                                const char *title,
                                const char *const *values,
                                const char *const *labels);
void vt_record_form_add_switch (VtRecordForm *self,
                                AdwPreferencesGroup *group,
                                const char *field,
                                const char *title,
                                const char *note);
void vt_record_form_add_picker (VtRecordForm *self,
                                AdwPreferencesGroup *group,
                                const char *field,
                                const char *title,
                                VtChooserKind kind,
                                GPtrArray *(*items) (void),
                                char *(*words) (const char *value),
                                const char *none);
void vt_record_form_add_end (VtRecordForm *self, const char *label, VtRecordOpen open);
void vt_record_form_show (VtRecordForm *self);

G_END_DECLS
