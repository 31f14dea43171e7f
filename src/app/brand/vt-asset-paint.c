#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-paint.h"

#include <glib/gi18n.h>

typedef struct
{
  VtBrand *brand;      /* (owned) */
  VtAssetFacts *facts; /* (owned) */
  VtLayout *layout;    /* (owned) */
  GPtrArray *subjects; /* (owned) (nullable) (element-type VtAssetSubject) the first is what it is drawn of */
  int width;
  int height;
} Work;

static void
work_free (Work *work)
{
  vt_brand_unref (work->brand);
  vt_asset_facts_unref (work->facts);
  vt_layout_unref (work->layout);
  g_clear_pointer (&work->subjects, g_ptr_array_unref);
  g_free (work);
}

/**
 * vt_asset_paint_free:
 * @self: (nullable): a drawn asset
 */
void
vt_asset_paint_free (VtAssetPaint *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->texture);
  g_free (self->findings);
  g_free (self);
}

static GdkTexture *
to_texture (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (surface));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static char *
join_findings (GPtrArray *findings)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const VtAssetFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", finding->sentence);
    }

  return g_string_free (lines, FALSE);
}

static void
paint_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  const Work *work = data;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_asset_finding_free);
  GError *error = NULL;
  VtAssetPaint *paint;
  cairo_surface_t *surface;

  if (g_task_return_error_if_cancelled (task))
    return;

  surface = vt_asset_render (work->brand, work->facts, work->layout,
                             work->subjects != NULL ? g_ptr_array_index (work->subjects, 0) : NULL, work->width,
                             work->height, findings, &error);
  if (surface == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  paint = g_new0 (VtAssetPaint, 1);
  paint->texture = to_texture (surface);
  paint->findings = join_findings (findings);
  cairo_surface_destroy (surface);
  g_task_return_pointer (task, paint, (GDestroyNotify) vt_asset_paint_free);
}

/**
 * vt_asset_paint_async:
 * @source: who asks
 * @brand: colours, typefaces and logo
 * @facts: of the shop
 * @layout: how it is drawn; it does not change any more
 * @subjects: (nullable) (element-type VtAssetSubject): what it is about, one; %NULL: what the layout is of
 * @width: pixels at most
 * @height: pixels at most
 * @cancellable: (nullable): stops what has not begun
 * @callback: is called on the main thread
 * @user_data: for @callback
 *
 * Draws an asset on a thread of its own.
 */
void
vt_asset_paint_async (GObject *source,
                      VtBrand *brand,
                      VtAssetFacts *facts,
                      const VtLayout *layout,
                      GPtrArray *subjects,
                      int width,
                      int height,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->brand = vt_brand_ref (brand);
  work->facts = vt_asset_facts_ref (facts);
  work->layout = vt_layout_ref ((VtLayout *) layout);
  work->subjects = subjects != NULL ? g_ptr_array_ref (subjects) : NULL;
  work->width = width;
  work->height = height;
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, paint_thread);
}

/**
 * vt_asset_paint_finish:
 * @result: of vt_asset_paint_async()
 * @error: why it cannot be drawn
 *
 * Returns: (transfer full) (nullable): the asset
 */
VtAssetPaint *
vt_asset_paint_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vt_asset_paint_describe_size:
 * @layout: an asset
 *
 * Returns: (transfer full): "1200 × 630", "85 × 55 mm · PDF"
 */
char *
vt_asset_paint_describe_size (const VtLayout *layout)
{
  if (layout->unit == VT_LAYOUT_PIXELS)
    return g_strdup_printf (_ ("%.0f × %.0f pixels"), layout->width, layout->height);
  return g_strdup_printf (_ ("%.0f × %.0f mm · PDF"), layout->width, layout->height);
}
