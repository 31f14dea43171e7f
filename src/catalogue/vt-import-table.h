#pragma once

#include "catalogue/vt-import-alias.h"
#include "catalogue/vt-import-private.h"

G_BEGIN_DECLS

/* The reader of all formats that are tables of products: columns are fields, and rows belong together by an address, a
 * parent, a group, or by following one another. What a system does in its own way it says in a profile. */

typedef enum
{
  VT_TABLE_WHOLE = 1 << 0,     /* rows of a product stand anywhere: all are read before the first product is given */
  VT_TABLE_CONTINUES = 1 << 1, /* a row without title and address belongs to the one before */
  VT_TABLE_BY_TITLE = 1 << 2,  /* rows with the same title belong together */
  VT_TABLE_ESCAPES = 1 << 3,   /* "\n" and "\," in texts */
  VT_TABLE_SLASHES = 1 << 4,   /* categories are paths with slashes */
  VT_TABLE_TAXONOMY = 1 << 5,  /* the category is one of a list that is not the shop's own */
  VT_TABLE_VALUES_ARE_LISTS = 1 << 6 /* a product's option values are a list, of which each variant has one */
} VtImportTableFlags;

typedef enum
{
  VT_ROW_PRODUCT,  /* with one variant, its own */
  VT_ROW_VARIABLE, /* its variants are other rows */
  VT_ROW_VARIANT,
  VT_ROW_SET,        /* sold as its parts */
  VT_ROW_EXTERNAL,   /* sold elsewhere */
  VT_ROW_IMMATERIAL, /* not shipped */
  VT_ROW_SKIPPED,
  VT_ROW_UNKNOWN
} VtImportRowKind;

#define VT_TABLE_MAX_OPTIONS 10

/* A variant with a value for each option that its product has so far. */
typedef struct
{
  VtImportVariant *variant; /* (unowned) of the product */
  const char *values[VT_TABLE_MAX_OPTIONS];
} VtImportDraftVariant;

/* A product while its rows are read. */
typedef struct
{
  VtImportProduct *product; /* (owned) (nullable) once it is given away */
  GPtrArray *option_names;  /* (owned) (element-type utf8) in the product's arena */
  GArray *variants;         /* (owned) (element-type VtImportDraftVariant) */
  VtImportVariant *own;     /* (nullable) of a product whose variants are other rows: only when there are none */
  char *handle;             /* (owned) as the file has it */
  char *title;              /* (owned) */
  VtImportRowKind kind;
  gboolean has_fields;    /* its own row was read, not only those of its variants */
  gboolean names_options; /* the file has columns for names and values of options */
  gboolean is_grouped;    /* by more than following one another */
  guint n_rows;
} VtImportDraft;

typedef struct _VtImportTable VtImportTable;

typedef struct
{
  const VtImportAlias *aliases; /* (nullable) how this system names its columns */
  gboolean only_aliases;        /* the names of other systems do not count */
  VtImportTableFlags flags;
  VtDecimal decimal;          /* unknown: found out */
  const char *weight_unit;    /* where the caption says none */
  const char *list_separator; /* (nullable) */
  const char *root_category;  /* (nullable) left out of paths */
  /* After the fields of a row were taken; @variant is NULL for a row without one. */
  void (*row) (VtImportTable *table, VtImportDraft *draft, VtImportVariant *variant);
  /* After all rows, with VT_TABLE_WHOLE. */
  void (*finish) (VtImportTable *table);
} VtImportProfile;

struct _VtImportTable
{
  VtImportSource *source;          /* (unowned) */
  const VtImportProfile *profile;  /* (unowned) */
  VtImportMapping *mapping;        /* (owned) */
  GArray *columns_of[VT_N_FIELDS]; /* (owned) (element-type int) */
  GHashTable *captions;            /* (owned) of the key of a column, its index plus 1 */
  VtDecimal *decimals;             /* (owned) of each column */
  char *language;                  /* (owned) (nullable) of several, the one that is the product's own */
  VtImportTableFlags flags;

  GHashTable *drafts; /* (owned) (element-type utf8 VtImportDraft) by what refers to them */
  GPtrArray *order;   /* (owned) (element-type VtImportDraft) with VT_TABLE_WHOLE */
  guint n_given;
  gboolean is_read;
  VtImportDraft *current; /* (nullable) owned unless VT_TABLE_WHOLE */

  gpointer extra; /* (owned) (nullable) of the profile */
  GDestroyNotify free_extra;
};

gpointer vt_import_table_open (VtImportSource *source, const VtImportProfile *profile, GError **error);
VtImportProduct *vt_import_table_next (gpointer table, GError **error);
void vt_import_table_close (gpointer table);
gboolean vt_import_table_has (VtImportSource *source, const char *const *captions);

VtImportMapping *vt_import_table_map (VtImportSource *source, const VtImportProfile *profile, GError **error);

/* The row that is read. */
int vt_import_table_column (VtImportTable *self, VtImportField field);
const char *vt_import_table_get (VtImportTable *self, VtImportField field);
const char *vt_import_table_get_caption (VtImportTable *self, const char *caption);

/* Drafts. */
VtImportDraft *vt_import_draft_new (VtImportTable *table, VtImportRowKind kind);
void vt_import_draft_free (VtImportDraft *self);
VtImportProduct *vt_import_draft_finish (VtImportDraft *self);
guint vt_import_draft_option (VtImportDraft *self, const char *name);
void vt_import_draft_set_value (VtImportDraft *self, VtImportVariant *variant, const char *option, const char *value);
VtImportVariant *vt_import_draft_copy_variant (VtImportDraft *self, const VtImportVariant *variant);
VtImportDraft *vt_import_table_find_draft (VtImportTable *self, const char *kind, const char *key);
void vt_import_table_name_draft (VtImportTable *self, VtImportDraft *draft, const char *kind, const char *key);
void vt_import_table_drop_draft (VtImportTable *self, VtImportDraft *draft);

/* What is in the cells of a row. */
void vt_import_row_take_product (VtImportTable *self, VtImportDraft *draft);
void vt_import_row_take_translations (VtImportTable *self, VtImportProduct *product, const char *row_language);
VtImportVariant *vt_import_row_take_variant (VtImportTable *self, VtImportDraft *draft, gboolean is_own);
void vt_import_row_take_photos (VtImportTable *self, VtImportProduct *product, VtImportVariant *variant);
gboolean vt_import_row_has_variant (VtImportTable *self);
gboolean vt_import_row_take_word (VtImportTable *self,
                                  VtImportProduct *product,
                                  VtImportField field,
                                  const VtImportWord *words,
                                  int *out);
const char *vt_import_row_add_photos (VtImportTable *self, VtImportProduct *product, int column, const char *alt);
char **vt_import_row_split (const char *cell, const char *separator);
VtImportRowKind vt_import_row_get_kind (const char *cell);

G_END_DECLS
