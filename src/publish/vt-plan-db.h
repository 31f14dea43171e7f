#pragma once

#include "base/vt-db.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

typedef enum
{
  VT_PLAN_PRODUCT,
  VT_PLAN_COLLECTION,
  VT_PLAN_DISCOUNT,
  VT_PLAN_POPUP,
  VT_PLAN_PAGE,
  VT_PLAN_SECTION,
  VT_PLAN_POST,
  VT_PLAN_LIVE,
  VT_PLAN_MENU,
  VT_PLAN_SHIPPING,
  VT_PLAN_TAX,
  VT_PLAN_PAYMENT,
  VT_PLAN_SYNONYM,
  VT_PLAN_SEARCH_RULE,
  VT_PLAN_N_KINDS
} VtPlanKind;

/* One thing about a row that may differ, in the words for it. */
typedef struct
{
  VtPlanKind kind;
  const char *words; /* to be translated */
  const char *sql;   /* one row, one column: whether it differs for the row ?1 */
} VtPlanAspect;

/* Rows: id, whether it would be live, whether it is live, name. */
extern const char *const vt_plan_changed_sql[VT_PLAN_N_KINDS];
extern const VtPlanAspect vt_plan_aspects[];
extern const guint vt_plan_n_aspects;

/* Rows: name, value that would be live, value that is. */
extern const char vt_plan_settings_sql[];
extern const char vt_plan_tokens_sql[];

VtDb *vt_plan_open (const char *draft, const char *live, GError **error);

G_END_DECLS
