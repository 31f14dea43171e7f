#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* What can be wrong or weak in a shop, the most valuable to mend first: the order of the list. */
typedef enum
{
  VT_CHECK_LEGAL,
  VT_CHECK_HONESTY,
  VT_CHECK_COMPARE_AT,
  VT_CHECK_PRICE,
  VT_CHECK_LINK,
  VT_CHECK_CONTACT,
  VT_CHECK_ENDED,
  VT_CHECK_PHOTO,
  VT_CHECK_DESCRIPTION,
  VT_CHECK_CONTRAST,
  VT_CHECK_ALT,
  VT_CHECK_INSECURE,
  VT_CHECK_TITLE_DUPLICATE,
  VT_CHECK_TITLE_LONG,
  VT_CHECK_BARCODE,
  VT_CHECK_STOCK,
  VT_CHECK_WEIGHT,
  VT_CHECK_PUBLISH,
  VT_CHECK_TRANSLATION,
  VT_CHECK_TEXT_DUPLICATE,
  VT_CHECK_TEXT_LONG,
  VT_CHECK_TEXT_SHORT,
  VT_CHECK_THIN,
  VT_CHECK_ORPHAN,
  VT_CHECK_HEADING,
  VT_CHECK_PHOTO_SMALL,
  VT_CHECK_TITLE_SHORT,
  VT_CHECK_HANDLE,
  VT_CHECK_MOVED,
  VT_CHECK_BRAND,
  VT_CHECK_GTIN,
  VT_CHECK_N_RULES
} VtCheckRule;

typedef enum
{
  VT_CHECK_ERROR,   /* shoppers are misled, or meet a dead end */
  VT_CHECK_WARNING, /* it costs visits or orders */
  VT_CHECK_ADVICE   /* it could be better */
} VtCheckSeverity;

/* Where something can be mended: a place of the app, the thing in it, and the field of the thing. */
typedef struct
{
  const char *place; /* "products", "collections", "pages" … */
  gint64 item;       /* 0: the place itself */
  const char *field; /* (nullable) "title", "description", "seo_title" … */
} VtCheckTarget;

/* One thing to mend. */
typedef struct
{
  VtCheckRule rule;
  const char *subject; /* "product", "collection", "page" …: with the name, what vitrinectl calls the thing */
  char *name;
  char *title;    /* of the thing, for people */
  char *sentence; /* what is the matter and what to do, translated */
  VtCheckTarget target;
} VtFinding;

/**
 * VtCheckFunc:
 * @findings: (transfer full) (element-type VtFinding): what was found since the last call
 * @data: what the caller gave
 *
 * Is called on the thread of vt_check_run().
 */
typedef void (*VtCheckFunc) (GPtrArray *findings, gpointer data);

void vt_finding_free (VtFinding *self);

gboolean
vt_check_run (VtDb *db, gint64 now_us, VtCheckFunc func, gpointer data, GCancellable *cancellable, GError **error);
GPtrArray *vt_check_list (VtDb *db, gint64 now_us, GCancellable *cancellable, GError **error);

VtCheckSeverity vt_check_rule_severity (VtCheckRule rule);
const char *vt_check_rule_to_string (VtCheckRule rule);
const char *vt_check_rule_title (VtCheckRule rule);
const char *vt_check_rule_advice (VtCheckRule rule);
const char *vt_check_severity_to_string (VtCheckSeverity severity);
int vt_finding_compare (const VtFinding *a, const VtFinding *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtFinding, vt_finding_free)

G_END_DECLS
