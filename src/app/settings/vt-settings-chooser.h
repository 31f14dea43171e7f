#pragma once

#include "app/settings/vt-settings-pane.h"
#include "app/settings/vt-settings-words.h"

G_BEGIN_DECLS

typedef enum
{
  VT_CHOOSER_ONE,      /* the page closes with the choice */
  VT_CHOOSER_SEVERAL,  /* each has a tick */
  VT_CHOOSER_COUNTRIES /* several, and shortcuts to the whole world and the European Union */
} VtChooserKind;

/* @values ends with NULL. */
typedef void (*VtChosenFunc) (char *const *values, gpointer data);

VtSettingsPane *vt_settings_chooser_new (VtWorkspace *workspace,
                                         const char *title,
                                         VtChooserKind kind,
                                         GPtrArray *items,
                                         char *const *chosen,
                                         VtChosenFunc func,
                                         gpointer data,
                                         GDestroyNotify data_free);

G_END_DECLS
