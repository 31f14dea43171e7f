#pragma once

#include "catalogue/vt-product.h"
#include "cli/vt-cli.h"
#include "promo/vt-discount.h"

G_BEGIN_DECLS

/* What is being edited, found by its name. */
typedef struct
{
  VtDb *db;             /* (unowned) reads while it is looked for, writes while it is set */
  const char *currency; /* (unowned) */
  const char *folder;   /* (unowned) the shop's */
  gint64 now_us;
  gint64 id;
  char *title;        /* (owned) as the history names it */
  VtProduct *product; /* (owned) (nullable) of a product or variant, as it was before */
  gint64 variant_id;  /* 0: all of the product's */
} VtSetTarget;

typedef gboolean (*VtSetText) (VtDb *db, gint64 id, const char *text, GError **error);

/* A field: either its owner's function as it is, or one that reads the value first. */
typedef struct
{
  const char *name;
  VtSetText set_text; /* (nullable) */
  gboolean (*set) (VtSetTarget *target, const char *value, GError **error);
} VtSetField;

/* A kind of thing that can be edited. */
typedef struct
{
  const char *name;
  gboolean is_named; /* whether a name follows: "product:orchid" */
  gboolean (*find) (VtSetTarget *target, const char *name, GError **error);
  const VtSetField *fields; /* (nullable) ended by one without a name */
  /* Where fields are not a fixed list: those that are in no list, as far as they are known. */
  gboolean (*set_any) (VtSetTarget *target, const char *field, const char *value, GError **error);
  gboolean (*knows) (const char *field); /* (nullable) all are tried then */
  /* (nullable) What the name NEW does: makes one from the values by their fields' names and sets target->id; all fields
   * are set after it. */
  gboolean (*create) (VtSetTarget *target, GHashTable *values, GError **error);
} VtSetKind;

extern const VtSetKind vt_set_product;
extern const VtSetKind vt_set_variant;
extern const VtSetKind vt_set_collection;
extern const VtSetKind vt_set_page;
extern const VtSetKind vt_set_post;
extern const VtSetKind vt_set_live;
extern const VtSetKind vt_set_menu;
extern const VtSetKind vt_set_discount;
extern const VtSetKind vt_set_popup;
extern const VtSetKind vt_set_popup_variant;
extern const VtSetKind vt_set_size_table;
extern const VtSetKind vt_set_review;
extern const VtSetKind vt_set_section;
extern const VtSetKind vt_set_zone;
extern const VtSetKind vt_set_method;
extern const VtSetKind vt_set_rate;
extern const VtSetKind vt_set_tax;
extern const VtSetKind vt_set_payment;
extern const VtSetKind vt_set_channel;
extern const VtSetKind vt_set_hours;
extern const VtSetKind vt_set_synonym;
extern const VtSetKind vt_set_search_rule;
extern const VtSetKind vt_set_search_test;
extern const VtSetKind vt_set_shop;
extern const VtSetKind vt_set_brand;

gboolean vt_set_knows_text (const char *field);
gboolean vt_set_product_text (VtSetTarget *target, const char *field, const char *value, GError **error);
gboolean vt_set_variant_text (VtSetTarget *target, const char *field, const char *value, GError **error);
gboolean vt_set_size_table_text (VtSetTarget *target, const char *field, const char *value, GError **error);
gboolean vt_set_collection_text (VtSetTarget *target, const char *field, const char *value, GError **error);

int vt_set_run (VtCli *cli, const char *shop_path, char **assignments);

VtDiscount *vt_set_find_discount (VtDb *db, const char *name, GError **error);
gboolean vt_set_invalid (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean vt_set_parse_amount (const VtSetTarget *target, const char *value, gint64 *minor, GError **error);
gboolean vt_set_parse_number (const char *value, gint64 least, gint64 most, gint64 *number, GError **error);
gboolean vt_set_parse_flag (const char *value, gboolean *flag, GError **error);
gboolean vt_set_parse_status (const char *value, gboolean *active, GError **error);
gboolean vt_set_parse_time (const char *value, gint64 *us, GError **error);

G_END_DECLS
