#pragma once

#include "base/vt-db.h"
#include "base/vt-money.h"
#include "orders/vt-orders-error.h"

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  VT_PAYMENT_TRANSFER,
  VT_PAYMENT_ON_DELIVERY,
  VT_PAYMENT_PIX,       /* Brazil: a QR code or its text, in BRL */
  VT_PAYMENT_PROMPTPAY, /* Thailand: a QR code, in THB */
  VT_PAYMENT_LINK       /* an address elsewhere, with the amount in it */
} VtPaymentKind;

/* A way to pay that is settled between shop and shopper. */
typedef struct
{
  gint64 id; /* 0: not saved yet */
  VtPaymentKind kind;
  char *name;
  char *instructions;   /* Markdown that the shopper gets with the order */
  char *account;        /* IBAN or number; Pix key; PromptPay number; of a link "https://…/{amount}" */
  char *holder;         /* whose account; Pix needs it, in the code without accents */
  char *city;           /* of the holder; Pix needs it */
  char **countries;     /* ISO 3166-1 codes that may pay so, ended by NULL; none: all */
  gint64 minimum_minor; /* of the total; -1: none */
  gint64 maximum_minor; /* -1: none */
} VtPaymentMethod;

VtPaymentMethod *vt_payment_method_new (VtPaymentKind kind, const char *name);
void vt_payment_method_free (VtPaymentMethod *self);
GPtrArray *vt_payment_method_list (VtDb *db, GError **error);
VtPaymentMethod *vt_payment_method_load (VtDb *db, gint64 id, GError **error);
gboolean vt_payment_method_accepts (const VtPaymentMethod *self, const char *country, gint64 total_minor);
GPtrArray *vt_payment_method_list_for (VtDb *db, const char *country, gint64 total_minor, GError **error);
JsonObject *vt_payment_method_to_json (const VtPaymentMethod *self, VtMoney total, const char *number, GError **error);
char *vt_payment_method_code (const VtPaymentMethod *self, VtMoney total, const char *number, GError **error);

/* Edits, for use inside a VtShopJob. An id of 0 is made and set; the record is left as the table has it. */
gboolean vt_payment_method_save (VtDb *db, VtPaymentMethod *method, GError **error);
gboolean vt_payment_method_move (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_payment_method_delete (VtDb *db, gint64 id, GError **error);

const char *vt_payment_kind_to_string (VtPaymentKind kind);
gboolean vt_payment_kind_from_string (const char *text, VtPaymentKind *kind);
gboolean vt_payment_kind_has_qr (VtPaymentKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPaymentMethod, vt_payment_method_free)

G_END_DECLS
