#pragma once

#include "base/vt-db.h"
#include "orders/vt-orders-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  char *tax_class; /* of products: "standard", "reduced" … */
  char *country;   /* ISO 3166-1, or "*" for those without a rate of their own */
  char *name;      /* as it is printed: "VAT" */
  int rate_bp;     /* basis points: 2300 is 23 % */
} VtTaxRate;

void vt_tax_rate_free (VtTaxRate *self);
GPtrArray *vt_tax_rate_list (VtDb *db, GError **error);
VtTaxRate *vt_tax_rate_find (VtDb *db, const char *tax_class, const char *country, GError **error);
gboolean vt_tax_rate_create (VtDb *db,
                             const char *tax_class,
                             const char *country,
                             const char *name,
                             int rate_bp,
                             gint64 *id,
                             GError **error);
gboolean vt_tax_rate_set (VtDb *db, gint64 id, const char *name, int rate_bp, GError **error);
gboolean vt_tax_rate_delete (VtDb *db, gint64 id, GError **error);

gint64 vt_tax_included (gint64 gross_minor, int rate_bp);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTaxRate, vt_tax_rate_free)

G_END_DECLS
