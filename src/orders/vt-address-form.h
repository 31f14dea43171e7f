#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VT_ADDRESS_NEVER,    /* not asked */
  VT_ADDRESS_OPTIONAL, /* may be left empty */
  VT_ADDRESS_REQUIRED
} VtAddressNeed;

/* What a parcel to a country needs on its label. Nothing else is asked. */
typedef struct
{
  const char *country;   /* ISO 3166-1; "" for all that have no row of their own */
  const char *postcodes; /* how one is written: N a digit, A a letter, X either; forms are parted by "|"; "" any */
  const char *example;   /* "" when any is good */
  VtAddressNeed postcode;
  VtAddressNeed state;
  VtAddressNeed phone;    /* couriers there call */
  VtAddressNeed document; /* the buyer's tax number, when the shop is in the same country and has to invoice */
} VtAddressForm;

const VtAddressForm *vt_address_form_find (const char *country);
gboolean vt_address_form_is_state_code (const char *text);
char *vt_address_form_postcode (const VtAddressForm *self, const char *typed);
char *vt_address_form_document (const VtAddressForm *self, const char *typed);

G_END_DECLS
