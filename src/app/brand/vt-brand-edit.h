#pragma once

#include "shop/vt-media.h"

G_BEGIN_DECLS

/* One edit of the brand, as data of the jobs below. */
typedef struct
{
  char *name;     /* (owned) of a token or a setting */
  char *value;    /* (owned) (nullable) */
  VtMedia *media; /* (owned) (nullable) a file that the shop does not have yet */
} VtBrandEdit;

VtBrandEdit *vt_brand_edit_new (const char *name, const char *value, VtMedia *media);
void vt_brand_edit_free (VtBrandEdit *self);

gboolean vt_brand_edit_token (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_brand_edit_setting (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
