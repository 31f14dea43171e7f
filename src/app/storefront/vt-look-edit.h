#pragma once

#include "brand/vt-brand-look.h"

G_BEGIN_DECLS

/* Another preset, as data of the job below. */
typedef struct
{
  VtLookPreset preset;
  VtLookKeep keep;
} VtLookEdit;

gboolean vt_look_edit_preset (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_look_edit_reset (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
