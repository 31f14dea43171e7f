#pragma once

#include "base/vt-db.h"
#include "orders/vt-orders-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 id;       /* 0: not saved yet */
  char *tax_class; /* of products: "standard", "reduced" … */
  char *country;   /* ISO 3166-1, or "*" for those without a rate of their own */
  char *state;     /* ISO 3166-2 without the country; "": all of the country */
  char *name;      /* as it is printed: "VAT" */
  int rate_bp;     /* basis points: 2300 is 23 % */
} VtTaxRate;

VtTaxRate *vt_tax_rate_new (const char *tax_class, const char *country, const char *name, int rate_bp);
void vt_tax_rate_free (VtTaxRate *self);
GPtrArray *vt_tax_rate_list (VtDb *db, GError **error);
VtTaxRate *vt_tax_rate_load (VtDb *db, gint64 id, GError **error);
VtTaxRate *vt_tax_rate_find (VtDb *db, const char *tax_class, const char *country, GError **error);
VtTaxRate *
vt_tax_rate_find_in (VtDb *db, const char *tax_class, const char *country, const char *state, GError **error);

/* Edits, for use inside a VtShopJob. An id of 0 is made and set. */
gboolean vt_tax_rate_save (VtDb *db, VtTaxRate *rate, GError **error);
gboolean vt_tax_rate_delete (VtDb *db, gint64 id, GError **error);

gint64 vt_tax_included (gint64 gross_minor, int rate_bp);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTaxRate, vt_tax_rate_free)

G_END_DECLS
