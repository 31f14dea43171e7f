#pragma once

#include "base/vt-collator.h"
#include "catalogue/vt-product-table.h"

G_BEGIN_DECLS

/* Amounts and the like that a product does not have. */
#define VT_TABLE_NONE G_MAXINT64

/* What a list is found and sorted by of one product. Lies in a slot that it keeps until all is read again. */
typedef struct
{
  gint64 id; /* 0: it is gone */
  gint64 price_min;
  gint64 price_max;
  gint64 compare;   /* VT_TABLE_NONE: none */
  gint64 cost;      /* the same */
  gint64 margin_bp; /* the same */
  gint64 on_hand;
  gint64 created_us;
  gint64 updated_us;
  gsize text; /* where its folded words begin */
  gsize key;  /* where the key of its title begins */
  guint32 text_length;
  guint32 key_length;
  guint32 sku; /* where its first SKU begins in its words */
  guint32 sku_length;
  guint32 vendor; /* number in the dictionary */
  guint32 type;
  guint32 first_tag;
  guint32 n_tags;
  guint32 n_variants;
  guint8 status; /* VtProductStatus */
  guint8 stock;  /* VtProductStock */
  guint8 lacks;  /* VtProductLack */
  gboolean dirty;
  gboolean judged; /* its former prices were held against what was asked before */
} VtProductRecord;

/* Words that many products share, by number. */
typedef struct
{
  GPtrArray *words;    /* (owned) (element-type utf8) */
  GHashTable *numbers; /* (owned) word (unowned) → number */
} VtDictionary;

typedef struct
{
  gint64 id;
  guint32 slot;
} VtProductPlace;

struct _VtProductTable
{
  char *locale;         /* (owned) (nullable) */
  VtCollator *collator; /* (owned) */
  gint64 low_level;     /* at or below which a variant without a level of its own is low */

  GArray *records;  /* (owned) of VtProductRecord, by slot */
  GArray *places;   /* (owned) of VtProductPlace, by id */
  GString *texts;   /* (owned) folded words, each field ended by a line end */
  GByteArray *keys; /* (owned) of titles */
  GArray *tags;     /* (owned) of guint32, numbers in tag_names */
  VtDictionary vendors;
  VtDictionary types;
  VtDictionary tag_names;
  guint n_variants;
  gsize garbage; /* bytes of texts that no product has any more */

  GArray *by_title; /* (owned) of guint32, slots in the order of their titles */

  /* What the last questions had to find out. */
  GArray *sorted; /* (owned) (nullable) of guint32, slots by `sorted_by`, those without a value at the end */
  VtProductOrder sorted_by;
  guint n_valued;       /* of `sorted`, those with a value */
  gint64 collection_id; /* whose members are marked; 0: none */
  GByteArray *members;  /* (owned) by slot */
  char *found_filter;   /* (owned) (nullable) the conditions besides words that `found` fulfils */
  char *found_text;     /* (owned) the words that it was found by */
  GArray *found;        /* (owned) of guint32, slots */
};

/* What is read of single products, each by an index; and what is read of all at once, in the order of a table. */
extern const char *const vt_product_table_statements[];
extern const char *const vt_product_table_scans[];

guint32 vt_dictionary_add (VtDictionary *self, const char *word);
gboolean vt_product_table_find (VtProductTable *self, gint64 id, guint32 *slot);
void vt_product_table_forget_answers (VtProductTable *self);
int vt_product_table_compare_titles (VtProductTable *self, guint32 a, guint32 b);
void vt_product_table_sort_titles (VtProductTable *self, guint32 *slots, guint n);
gboolean vt_product_table_judge_prices (VtProductTable *self, VtDb *db, GError **error);
gboolean vt_product_table_read_members (VtProductTable *self, VtDb *db, gint64 collection_id, GError **error);

static inline VtProductRecord *
vt_product_table_record (VtProductTable *self, guint32 slot)
{
  return &g_array_index (self->records, VtProductRecord, slot);
}

G_END_DECLS
