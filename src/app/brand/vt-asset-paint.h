#pragma once

#include "brand/vt-asset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An asset as it is shown in the program, drawn off the main thread. */
typedef struct
{
  GdkTexture *texture; /* (owned) */
  char *findings;      /* (owned) what was drawn otherwise than it should be, a sentence on each line; "" for nothing */
} VtAssetPaint;

void vt_asset_paint_free (VtAssetPaint *self);
void vt_asset_paint_async (GObject *source,
                           VtBrand *brand,
                           VtAssetFacts *facts,
                           const VtLayout *layout,
                           GPtrArray *subjects,
                           int width,
                           int height,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
VtAssetPaint *vt_asset_paint_finish (GAsyncResult *result, GError **error);
char *vt_asset_paint_describe_size (const VtLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtAssetPaint, vt_asset_paint_free)

G_END_DECLS
