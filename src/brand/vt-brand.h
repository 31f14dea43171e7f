#pragma once

#include "base/vt-colour-vision.h"
#include "base/vt-db.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define VT_BRAND_ERROR (vt_brand_error_quark ())

typedef enum
{
  VT_BRAND_ERROR_UNKNOWN, /* no token has this name */
  VT_BRAND_ERROR_INVALID  /* the value is not one of the token's kind: the message says why */
} VtBrandError;

typedef enum
{
  VT_BRAND_BACKGROUND, /* of pages */
  VT_BRAND_SURFACE,    /* of cards and panels on it */
  VT_BRAND_TEXT,
  VT_BRAND_MUTED,      /* secondary text */
  VT_BRAND_LINE,       /* hairlines */
  VT_BRAND_PRIMARY,    /* buttons */
  VT_BRAND_ON_PRIMARY, /* what is written on them */
  VT_BRAND_ACCENT,     /* links, focus, prices that are lower */
  VT_BRAND_SUCCESS,
  VT_BRAND_DANGER,
  VT_BRAND_N_COLOURS
} VtBrandColour;

typedef enum
{
  VT_BRAND_HEADING,
  VT_BRAND_BODY,
  VT_BRAND_N_TYPES
} VtBrandType;

/* The brand as it was read: immutable, reference counted, any thread. */
typedef struct _VtBrand VtBrand;

#define VT_TYPE_BRAND (vt_brand_get_type ())
GType vt_brand_get_type (void);
GQuark vt_brand_error_quark (void);

VtBrand *vt_brand_load (VtDb *db, GError **error);
VtBrand *vt_brand_new_default (void);
VtBrand *vt_brand_new_dark (VtBrand *self);
VtBrand *vt_brand_new_with_colours (VtBrand *self, const VtColour *colours);
VtBrand *vt_brand_ref (VtBrand *self);
void vt_brand_unref (VtBrand *self);
VtColour vt_brand_get_colour (VtBrand *self, VtBrandColour role);
const char *vt_brand_get_font (VtBrand *self, VtBrandType type);
int vt_brand_get_weight (VtBrand *self, VtBrandType type);
int vt_brand_get_scale (VtBrand *self);
char *vt_brand_dup_families (VtBrand *self, VtBrandType type);
GPtrArray *vt_brand_list_first_faces (VtBrand *self, const char *language);
gboolean vt_brand_has_face (VtBrand *self, const char *family);
GPtrArray *vt_brand_list_faces (VtBrand *self);
const char *vt_brand_get_logo (VtBrand *self);
gboolean vt_brand_is_dark (VtBrand *self);
gboolean vt_brand_has_dark_colour (VtBrand *self, VtBrandColour role);
char *vt_brand_to_css (VtBrand *self);

/* An edit, for use inside a VtShopJob. Tokens: colour.<role> and colour.dark.<role> ("#23463a"), type.heading and
 * type.body (a family of typefaces: "EB Garamond"), type.heading.weight and type.body.weight ("100" to "900"),
 * type.scale ("1.25"), logo (SHA-256 of a media file). A NULL value goes back to the default. */
gboolean vt_brand_set_token (VtDb *db, const char *name, const char *value, GError **error);
gboolean vt_brand_set_colours (VtDb *db, const VtColour *colours, GError **error);

const char *vt_brand_colour_token (VtBrandColour role);
char *vt_brand_dup_colour_token (VtBrandColour role, gboolean is_dark);
gboolean vt_brand_find_colour (const char *name, VtBrandColour *role, gboolean *is_dark);
const char *vt_brand_colour_name (VtBrandColour role);
const char *vt_brand_colour_use (VtBrandColour role);

/* How well two colours that meet on a page can be told apart, by WCAG 2.2. */
typedef enum
{
  VT_CONTRAST_FAILS,
  VT_CONTRAST_AA, /* 1.4.3 for text: 4.5; 1.4.11 for the shape of a control: 3 */
  VT_CONTRAST_AAA /* 1.4.6, text alone: 7 */
} VtContrast;

typedef struct
{
  VtBrandColour foreground;
  VtBrandColour background;
  double ratio;    /* as it is: 1 to 21 */
  double required; /* for AA */
  VtContrast grade;
} VtBrandPair;

guint vt_brand_n_pairs (void);
VtBrandPair vt_brand_get_pair (VtBrand *self, guint index);
gboolean vt_brand_worst_pair (VtBrand *self, VtBrandColour role, VtBrandPair *pair);
const char *vt_contrast_name (VtContrast grade);
double vt_contrast_shown (double ratio);

/* Two colours that meet on a page and are too close to read. */
typedef struct
{
  VtBrandColour foreground;
  VtBrandColour background;
  double ratio;        /* as it is: 1 to 21 */
  double required;     /* what WCAG 2.2 asks for */
  VtColour suggestion; /* the nearest foreground that passes, on all that it meets where there is one */
  char *sentence;      /* translated */
} VtBrandFinding;

void vt_brand_finding_free (VtBrandFinding *self);
GPtrArray *vt_brand_findings (VtBrand *self);
char *vt_brand_describe_confusions (VtBrand *self, VtColourVision vision);

/* What may be public of this folder's tables, for vt_snapshot_write_catalogue(). */
extern const char *const vt_brand_public_copies[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBrand, vt_brand_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtBrandFinding, vt_brand_finding_free)

G_END_DECLS
