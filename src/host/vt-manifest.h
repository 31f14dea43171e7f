#pragma once

#include <json-glib/json-glib.h>

#include "base/vt-hash.h"
#include "host/vt-host-problem.h"

G_BEGIN_DECLS

#define VT_MANIFEST_MAX_FILES 200000
#define VT_MANIFEST_CATALOGUE "_vitrine/catalogue.db"
#define VT_MANIFEST_THEME     "_vitrine/theme/"

typedef struct
{
  char *path; /* (owned) "/products/x", decoded, or "_vitrine/…" for what shoppers do not get */
  char sha256[VT_SHA256_LENGTH + 1];
  gint64 size;
  char *type; /* (owned) media type */
} VtManifestFile;

/* What one release consists of. Never changed once made. */
typedef struct
{
  gatomicrefcount ref_count;
  GPtrArray *files;    /* (owned) (element-type VtManifestFile) ascending by path */
  GHashTable *by_path; /* (owned) the same files */
  gint64 size;         /* sum of their sizes */
} VtManifest;

VtManifest *vt_manifest_parse (JsonArray *files, GError **error);
void vt_manifest_unref (VtManifest *self);
const VtManifestFile *vt_manifest_find (VtManifest *self, const char *path);
char *vt_manifest_to_text (VtManifest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtManifest, vt_manifest_unref)

G_END_DECLS
