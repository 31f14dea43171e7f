#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 minor;     /* count of the currency's smallest unit: cents, satang, yen */
  char currency[4]; /* ISO 4217 */
} VtMoney;

gboolean vt_currency_is_valid (const char *code);
int vt_currency_exponent (const char *code);
gboolean vt_currency_goes_by (const char *currency, const char *affix);

VtMoney vt_money_new (gint64 minor, const char *currency);
gboolean vt_money_parse (const char *text, const char *currency, VtMoney *out, GError **error);
char *vt_money_format (VtMoney money, const char *locale);
char *vt_money_to_decimal (VtMoney money);

gint64 vt_money_percent (gint64 minor, gint64 basis_points);
gboolean vt_money_add (gint64 a, gint64 b, gint64 *out) G_GNUC_WARN_UNUSED_RESULT;
gboolean vt_money_multiply (gint64 minor, gint64 quantity, gint64 *out) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
