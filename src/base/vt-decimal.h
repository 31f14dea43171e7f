#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which sign stands before the decimals in the numbers of a file. */
typedef enum
{
  VT_DECIMAL_UNKNOWN,   /* no number says: whole ones alone */
  VT_DECIMAL_POINT,     /* 1,299.50 */
  VT_DECIMAL_COMMA,     /* 1.299,50 */
  VT_DECIMAL_AMBIGUOUS, /* 1.234 alone: it may be either */
  VT_DECIMAL_MIXED      /* some numbers have one, some the other */
} VtDecimal;

/* What the numbers seen so far say; starts as zeros. */
typedef struct
{
  guint point;
  guint comma;
  guint ambiguous;
  guint whole;
} VtDecimalEvidence;

typedef struct
{
  gint64 value;     /* in units of 10^-places */
  char affix[16];   /* the sign or code of a currency or unit beside the number, "" when there is none */
  gboolean percent; /* a percent sign follows */
} VtDecimalNumber;

const char *vt_decimal_to_string (VtDecimal self);
gboolean vt_decimal_from_string (const char *name, VtDecimal *out) G_GNUC_WARN_UNUSED_RESULT;
VtDecimal vt_decimal_of (const char *text);
void vt_decimal_weigh (VtDecimalEvidence *evidence, const char *text);
VtDecimal vt_decimal_decide (const VtDecimalEvidence *evidence);
gboolean vt_decimal_parse (const char *text, VtDecimal sign, guint places, VtDecimalNumber *out, GError **error);
gboolean vt_decimal_is_exponent (const char *text);

G_END_DECLS
