#pragma once

#include "brand/vt-asset.h"

G_BEGIN_DECLS

/* A file of a kit. */
typedef struct
{
  char *name; /* "social/casa-lume-instagram-square-1080x1080.png": folders part by "/" */
  const char *type;
  GBytes *bytes;
} VtKitFile;

/**
 * VtKitProgress:
 * @done: files that are drawn
 * @total: how many there will be
 * @name: (nullable): what is drawn next
 * @data: what the caller gave
 *
 * Called on the thread that draws.
 */
typedef void (*VtKitProgress) (guint done, guint total, const char *name, gpointer data);

/* What to draw. */
typedef struct
{
  VtBrand *brand;
  VtAssetFacts *facts;
  const char *const *ids;          /* (nullable) ended by NULL; NULL: all, and the icons of the site */
  VtAssetSubject *const *subjects; /* (nullable) ended by NULL: each asset is drawn of each of them */
  int format;                      /* VtAssetFormat; -1: PDF for print, PNG for screens */
  VtKitProgress progress;          /* (nullable) */
  gpointer progress_data;
} VtKitWish;

void vt_kit_file_free (VtKitFile *self);
char *
vt_asset_file_name (VtAssetFacts *facts, const VtLayout *layout, const VtAssetSubject *subject, VtAssetFormat format);

/* All at once, or nothing: on an error, or when it is cancelled, the folder or file is as it was. */
gboolean vt_asset_kit_write_folder (const VtKitWish *wish,
                                    const char *folder,
                                    GPtrArray *findings,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean vt_asset_kit_write_zip (const VtKitWish *wish,
                                 const char *path,
                                 GPtrArray *findings,
                                 GCancellable *cancellable,
                                 GError **error);

/* The icons of a site, as browsers and phones ask for them, by their names there: favicon.ico, icon.svg,
 * icon-192.png, maskable-512.png, apple-touch-icon.png, site.webmanifest … */
const char *const *vt_icon_set_names (void);
VtKitFile *vt_icon_set_draw (VtBrand *brand, VtAssetFacts *facts, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtKitFile, vt_kit_file_free)

G_END_DECLS
