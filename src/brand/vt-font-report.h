#pragma once

#include "brand/vt-font.h"

#include <glib.h>

G_BEGIN_DECLS

/* How a family serves one of the scripts that a shop's languages are written in. */
typedef struct
{
  char *script;         /* in English: "Thai" */
  gboolean is_covered;  /* by the family itself */
  char *companion;      /* (nullable) the family that stands in where it is not; NULL: none is here */
  gboolean clear_marks; /* Thai alone: tone marks stand clear of the vowels below them */
} VtFontCoverage;

/* What can be said of a family before it is chosen. */
typedef struct
{
  char *family;
  gboolean is_installed;
  gboolean may_travel; /* to shoppers, by its maker's leave */
  char *reason;        /* (nullable) a sentence: why not, or what is wrong with its file */
  gboolean is_open;    /* it names an open licence */
  VtFontKind kind;
  GArray *weights;     /* of int: 100 to 900, ascending */
  GPtrArray *coverage; /* of VtFontCoverage */
} VtFontReport;

VtFontReport *vt_font_report_new (const char *family, const char *const *languages);
void vt_font_report_free (VtFontReport *self);
char *vt_font_coverage_to_string (const VtFontCoverage *self);
gboolean vt_font_coverage_is_good (const VtFontCoverage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtFontReport, vt_font_report_free)

G_END_DECLS
