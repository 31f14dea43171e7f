#pragma once

#include "catalogue/vt-product-edit.h"

G_BEGIN_DECLS

/* An option as it shall be. Without `was` it is new; a value without its `were` is. */
typedef struct
{
  const char *name;
  const char *was;           /* (nullable) its name so far */
  const char *const *values; /* ended by NULL; in the order in which shoppers see them */
  const char *const *were;   /* as many: what each was so far, "" for a new one */
} VtOptionInput;

gboolean vt_product_set_options (VtDb *db,
                                 gint64 id,
                                 const VtOptionInput *options,
                                 guint n_options,
                                 gboolean complete,
                                 GError **error);

gboolean vt_product_remove_variants (VtDb *db, gint64 id, const gint64 *variant_ids, guint n, GError **error);

char **vt_product_dup_option_values (VtProduct *product, guint option);
guint64 vt_product_count_combinations (VtProduct *product);

G_END_DECLS
