#pragma once

#include "base/vt-db.h"
#include "catalogue/vt-product.h"
#include "shop/vt-shop.h"

G_BEGIN_DECLS

#define VT_IMPORT_MAX_BYTES    G_GINT64_CONSTANT (1024 * 1024 * 1024)
#define VT_IMPORT_MAX_PRODUCTS 1000000

/* Products whose changed cells are kept for looking at; the summary counts all. */
#define VT_IMPORT_MAX_SHOWN 1000

typedef enum
{
  VT_IMPORT_CREATED,
  VT_IMPORT_UPDATED,
  VT_IMPORT_UNCHANGED,
  VT_IMPORT_REFUSED, /* the message says why; the other products are not held up */
  VT_IMPORT_NOTE     /* about the files as a whole */
} VtImportAction;

/* How the files are read. What is NULL or 0 is found out, or as the comment says. */
typedef struct
{
  const char *format;     /* "vendure", …; NULL or "auto": by the header */
  const char *mapping;    /* which column is what, as JSON; NULL: the format knows */
  const char *images;     /* folder or ZIP with the photos; NULL: `images` beside the first file */
  gboolean download;      /* photos that the files name by address are fetched */
  const char *currency;   /* ISO 4217, the shop's: the amounts are taken to be in it */
  const char *encoding;   /* IANA name */
  char separator;         /* ',', ';' or '\t' */
  char decimal;           /* '.' or ',' */
  gboolean blank_clears;  /* an empty cell clears what is there; else only the cell "[]" does */
  gboolean set_stock;     /* stock of variants that are there is counted anew; else only new ones get the file's */
  const char *language;   /* BCP 47; when it is not the shop's first, only texts are taken over, as its translation */
  VtProductStatus status; /* of new products that the file does not say it of */
} VtImportOptions;

#define VT_IMPORT_OPTIONS_INIT                                                                                         \
  {                                                                                                                    \
    .status = VT_PRODUCT_ACTIVE                                                                                        \
  }

/* A cell of the file that is not what the shop has. */
typedef struct
{
  guint line;
  const char *field;  /* column of the schema: "title", "price_minor", … */
  const char *what;   /* SKU or option values of the variant; "" for the product itself */
  const char *before; /* for people; "" for nothing */
  const char *after;
  gboolean alarm; /* a price that looks like a decimal point in the wrong place */
} VtImportDiff;

/* What became of one product of the file. */
typedef struct
{
  guint line; /* where it begins, from 1; 0: the file as a whole */
  VtImportAction action;
  gboolean alarm; /* look at its prices before this is applied */
  guint n_diffs;
  const VtImportDiff *diffs; /* of an update that was rehearsed, of the first VT_IMPORT_MAX_SHOWN */
  const char *title;
  const char *message; /* "" when there is nothing to say */
} VtImportResult;

typedef struct
{
  guint created;
  guint updated;
  guint unchanged;
  guint refused;
  guint collections;     /* made */
  guint variants;        /* in the products that were taken over */
  guint photos;          /* the same */
  guint photos_left_out; /* not looked for, or with a reason in the message of the product */
  guint cells;           /* that differ from what the shop had, in the products that were updated */
  guint alarms; /* products with a price that became ten or a hundred times what it was, a tenth, a hundredth or 0 */
} VtImportSummary;

/**
 * VtImportProgress:
 * @done: how much is done: bytes of the files, or pictures
 * @total: all of it
 * @data: what the caller gave
 *
 * Tells how far the work is, on the thread that does it.
 */
typedef void (*VtImportProgress) (guint64 done, guint64 total, gpointer data);

/* Files on their way into a shop: opened, then their photos staged, then rehearsed or applied in a VtShopJob. */
typedef struct _VtImport VtImport;

VtImport *vt_import_open (const char *const *files,
                          const VtImportOptions *options,
                          GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vt_import_free (VtImport *self);
void vt_import_set_progress (VtImport *self, VtImportProgress progress, gpointer data);
gboolean
vt_import_stage_photos (VtImport *self, VtShop *shop, gboolean rehearse, GCancellable *cancellable, GError **error);
gboolean vt_import_apply_job (VtDb *db, gpointer import, GCancellable *cancellable, GError **error);
gboolean vt_import_rehearse_job (VtDb *db, gpointer import, GCancellable *cancellable, GError **error);

const VtImportOptions *vt_import_get_options (VtImport *self);
const char *vt_import_get_format (VtImport *self);
const char *vt_import_get_format_label (VtImport *self);
const char *const *vt_import_get_columns (VtImport *self);
const GPtrArray *vt_import_get_sample (VtImport *self);
guint vt_import_get_n_products (VtImport *self);
const GPtrArray *vt_import_get_results (VtImport *self);
const VtImportSummary *vt_import_get_summary (VtImport *self);
const char *vt_import_action_to_string (VtImportAction action);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtImport, vt_import_free)

G_END_DECLS
