#pragma once

#include "base/vt-db.h"
#include "brand/vt-font-file.h"

G_BEGIN_DECLS

#define VT_BRAND_FACE_FOLDER "/assets/fonts/"

/* A file with some characters of one of the brand's typefaces in one weight, or in several, as browsers load it. */
typedef struct
{
  char *family;
  VtFontKind kind;
  guint types;           /* bits: 1 << VtBrandType */
  gboolean is_companion; /* it stands in for a script that the chosen family lacks */
  char *script;          /* in English: "Latin", "Thai" */
  char *ranges;          /* its characters: "U+20-7E,U+A9" */
  int weight_min;        /* that it is used for: 1 to 1000 */
  int weight_max;
  VtFontMetrics metrics;
  char *recipe;    /* what it was made of, as a hash */
  char sha256[65]; /* of `bytes` */
  GBytes *bytes;   /* (nullable) WOFF2; not there in a list that was read */
} VtBrandFace;

VtBrandFace *vt_brand_face_new (const char *family, const char *script, const char *ranges);
void vt_brand_face_free (VtBrandFace *self);
char *vt_brand_face_path (const VtBrandFace *self);

GPtrArray *vt_brand_face_list (VtDb *db, GError **error);
gboolean vt_brand_face_are_stored (VtDb *db, GPtrArray *faces, gboolean *same, GError **error);
gboolean vt_brand_face_store (VtDb *db, GPtrArray *faces, GError **error);
GBytes *vt_brand_face_find (VtDb *db, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBrandFace, vt_brand_face_free)

G_END_DECLS
