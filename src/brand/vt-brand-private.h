#pragma once

#include "brand/vt-brand-face.h"
#include "brand/vt-brand-look.h"
#include "brand/vt-logo.h"

G_BEGIN_DECLS

/* Of the names that style sheets give to faces for other scripts. */
#define VT_BRAND_WEB_SUFFIX " (web)"

struct _VtBrand
{
  gatomicrefcount refs;
  VtColour colours[VT_BRAND_N_COLOURS];
  VtColour night[VT_BRAND_N_COLOURS];     /* chosen by hand for dark screens */
  gboolean has_night[VT_BRAND_N_COLOURS]; /* where not, the colour is derived */
  gboolean is_for_dark;                   /* made by vt_brand_new_dark() of one that is light by day */
  char *families[VT_BRAND_N_TYPES];       /* (owned) of typefaces */
  int weights[VT_BRAND_N_TYPES];          /* 100 to 900 */
  int scale;                              /* of the sizes of headings: thousandths */
  GPtrArray *faces;                       /* (owned) (nullable) of VtBrandFace, that the typefaces travel in */
  char *logos[VT_LOGO_N_VARIANTS];        /* (owned) (nullable) SHA-256 */
  int logo_clear;                         /* percent of its height */
  int logo_minimum;                       /* pixels */
  VtLookPreset preset;
  int radius;  /* pixels; -1: the preset's, as below */
  int density; /* VtLookDensity */
  int button;  /* VtLookButton */
  int card;    /* VtLookCard */
  char *css;   /* (owned) (nullable) */
};

#define VT_BRAND_TYPE_PREFIX "type."

void vt_brand_init_type (VtBrand *self);
void vt_brand_copy_type (VtBrand *self, VtBrand *from);
void vt_brand_clear_type (VtBrand *self);
gboolean vt_brand_take_type (VtBrand *self, const char *name, const char *value, GError **error);
char *vt_brand_canonical_type (const char *name, const char *value);
void vt_brand_append_type_css (VtBrand *self, GString *css);
void vt_brand_append_faces_css (VtBrand *self, GString *css);
void vt_brand_append_companions (VtBrand *self, VtBrandType type, const char *suffix, GString *list);
void vt_brand_append_stand_ins (VtBrand *self, VtBrandType type, GString *css);
const VtBrandFace *vt_brand_find_face (VtBrand *self, VtBrandType type);

gboolean vt_brand_take_token (VtBrand *self, const char *name, const char *value, GError **error);

void vt_brand_init_logos (VtBrand *self);
void vt_brand_copy_logos (VtBrand *self, VtBrand *from);
void vt_brand_clear_logos (VtBrand *self);
gboolean vt_brand_take_logo (VtBrand *self, const char *name, const char *value, GError **error);
gboolean vt_brand_is_logo_file (const char *name);
gboolean vt_brand_check_logo (VtDb *db, const char *sha256, GError **error);

void vt_brand_init_look (VtBrand *self);
void vt_brand_copy_look (VtBrand *self, VtBrand *from);
void vt_brand_clear_look (VtBrand *self);
gboolean vt_brand_take_look (VtBrand *self, const char *name, const char *value, GError **error);
void vt_brand_append_look (VtBrand *self, GString *css);
gboolean vt_brand_forget_look (VtDb *db, GError **error);
gboolean vt_brand_forget_colours (VtDb *db, GError **error);
gboolean vt_brand_forget_type (VtDb *db, GError **error);

G_END_DECLS
