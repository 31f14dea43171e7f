#pragma once

#include "app/products/vt-fact-field.h"

G_BEGIN_DECLS

typedef enum
{
  /* of a product */
  VT_EDIT_TITLE,
  VT_EDIT_DESCRIPTION, /* HTML */
  VT_EDIT_STATUS,      /* "draft", "active" or "archived" */
  VT_EDIT_VENDOR,
  VT_EDIT_TYPE,
  VT_EDIT_TAGS,
  VT_EDIT_SEO_TITLE,
  VT_EDIT_SEO_DESCRIPTION,
  VT_EDIT_HANDLE,
  VT_EDIT_TAX_CLASS,
  VT_EDIT_SHIPPING_CLASS,
  VT_EDIT_PUBLISH, /* UTC microseconds */
  /* of variants */
  VT_EDIT_PRICE,
  VT_EDIT_COMPARE_AT,
  VT_EDIT_COST,
  VT_EDIT_STOCK,
  VT_EDIT_COUNT_STOCK, /* "1" or "0" */
  VT_EDIT_SKU,
  VT_EDIT_BARCODE,
  VT_EDIT_WEIGHT,        /* grams and the unit: "2500 kg" */
  VT_EDIT_LOW_STOCK,     /* "": as the shop */
  VT_EDIT_BACKORDER,     /* "1" or "0" */
  VT_EDIT_SHIPPED,       /* "1" or "0" */
  VT_EDIT_VARIANT_PHOTO, /* id of a photo; "": none */
  /* of a photo */
  VT_EDIT_ALT,
  VT_EDIT_POSITION
} VtEditKind;

/* Called on the main thread when an edit has come to its end. */
typedef void (*VtEditDone) (GObject *target, gboolean accepted);

/* Called on the main thread when a product was made; not when it was refused, which the workspace says. */
typedef void (*VtEditMade) (GObject *target, gint64 id);

/* Edits of products as the place asks for them: each is a job for the writer thread with its own copy of everything. */
void vt_product_edits_set (VtWorkspace *workspace,
                           const char *title,
                           VtEditKind kind,
                           const gint64 *ids,
                           guint n_ids,
                           const char *value,
                           VtEditDone done,
                           GObject *target);
void vt_product_edits_set_field (VtWorkspace *workspace,
                                 const char *title,
                                 VtEditKind kind,
                                 const gint64 *ids,
                                 guint n_ids,
                                 const char *value,
                                 VtFactField *field);
void vt_product_edits_run (VtWorkspace *workspace,
                           const char *label,
                           const char *coalesce_key,
                           VtShopJob job,
                           gpointer data,
                           GDestroyNotify data_free,
                           VtEditDone done,
                           GObject *target);
void vt_product_edits_translate (VtWorkspace *workspace,
                                 const char *title,
                                 gint64 id,
                                 const char *column,
                                 const char *language,
                                 const char *text,
                                 VtEditDone done,
                                 GObject *target);
void vt_product_edits_create (VtWorkspace *workspace, const char *title, VtEditMade made, GObject *target);
void
vt_product_edits_duplicate (VtWorkspace *workspace, gint64 id, const char *title, VtEditMade made, GObject *target);
void vt_product_edits_delete (VtWorkspace *workspace, gint64 id, const char *title);
void vt_product_edits_delete_many (VtWorkspace *workspace, GArray *ids);
void vt_product_edits_remove_photo (VtWorkspace *workspace, gint64 photo_id, const char *title);

G_END_DECLS
