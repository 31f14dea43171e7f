#include "orders/vt-cart.h"

#include <string.h>

/* Longest text of a cart: 50 lines of two numbers. */
#define COOKIE_MAX_BYTES 2048

/* Digits alone, at most @max: what follows them is left in @end. */
static gboolean
take_number (const char *text, gint64 max, gint64 *out, const char **end)
{
  gint64 value = 0;
  const char *p = text;

  for (; g_ascii_isdigit (*p); p++)
    {
      int digit = *p - '0';

      if (value > (max - digit) / 10)
        return FALSE;
      value = value * 10 + digit;
    }
  *out = value;
  *end = p;

  return p > text;
}

static VtQuoteLineInput *
find_line (GArray *cart, gint64 variant_id)
{
  for (guint i = 0; i < cart->len; i++)
    if (g_array_index (cart, VtQuoteLineInput, i).variant_id == variant_id)
      return &g_array_index (cart, VtQuoteLineInput, i);

  return NULL;
}

/**
 * vt_cart_add:
 * @cart: (element-type VtQuoteLineInput): a cart
 * @variant_id: a variant's id, above 0
 * @quantity: how many more
 *
 * Puts something into the cart; what is in it already becomes more, up to %VT_QUOTE_MAX_QUANTITY.
 *
 * Returns: whether there was room and the numbers can be
 */
gboolean
vt_cart_add (GArray *cart, gint64 variant_id, gint64 quantity)
{
  VtQuoteLineInput *line = find_line (cart, variant_id);

  if (variant_id <= 0 || quantity < 1 || quantity > VT_QUOTE_MAX_QUANTITY)
    return FALSE;
  if (line != NULL)
    {
      line->quantity = MIN (line->quantity + quantity, VT_QUOTE_MAX_QUANTITY);
      return TRUE;
    }

  return vt_cart_set (cart, variant_id, quantity);
}

/**
 * vt_cart_set:
 * @cart: (element-type VtQuoteLineInput): a cart
 * @variant_id: a variant's id, above 0
 * @quantity: how many from now on; 0 takes it out
 *
 * Returns: whether there was room and the numbers can be
 */
gboolean
vt_cart_set (GArray *cart, gint64 variant_id, gint64 quantity)
{
  VtQuoteLineInput line = { variant_id, quantity };
  VtQuoteLineInput *known = find_line (cart, variant_id);

  if (variant_id <= 0 || quantity < 0 || quantity > VT_QUOTE_MAX_QUANTITY)
    return FALSE;
  if (known != NULL && quantity == 0)
    g_array_remove_index (cart, (guint) (known - &g_array_index (cart, VtQuoteLineInput, 0)));
  else if (known != NULL)
    known->quantity = quantity;
  else if (quantity > 0 && cart->len >= VT_QUOTE_MAX_LINES)
    return FALSE;
  else if (quantity > 0)
    g_array_append_val (cart, line);

  return TRUE;
}

/**
 * vt_cart_parse:
 * @cookie: (nullable): value of the cookie `cart`: `1773x2.1889x1`, a variant's id and how many, with dots between
 *
 * A cookie comes from anyone: parts that cannot be are left out, the same variant twice is added up, and all ends after
 * %VT_QUOTE_MAX_LINES lines.
 *
 * Returns: (transfer full) (element-type VtQuoteLineInput): the cart
 */
GArray *
vt_cart_parse (const char *cookie)
{
  GArray *cart = g_array_new (FALSE, FALSE, sizeof (VtQuoteLineInput));
  const char *p = cookie;

  if (cookie == NULL || strlen (cookie) > COOKIE_MAX_BYTES)
    return cart;

  while (*p != '\0')
    {
      gint64 variant_id = 0;
      gint64 quantity = 0;
      const char *end = p;

      if (take_number (p, G_MAXINT64, &variant_id, &end) && *end == 'x' &&
          take_number (end + 1, VT_QUOTE_MAX_QUANTITY, &quantity, &end) && (*end == '.' || *end == '\0'))
        vt_cart_add (cart, variant_id, quantity);
      p += strcspn (p, ".");
      p += *p == '.' ? 1 : 0;
    }

  return cart;
}

/**
 * vt_cart_serialise:
 * @lines: (array length=n_lines): a cart's lines
 * @n_lines: how many
 *
 * Returns: (transfer full): value of the cookie `cart`
 */
char *
vt_cart_serialise (const VtQuoteLineInput *lines, guint n_lines)
{
  GString *cookie = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (cookie, "%s%" G_GINT64_FORMAT "x%" G_GINT64_FORMAT, i > 0 ? "." : "", lines[i].variant_id,
                            lines[i].quantity);

  return g_string_free (cookie, FALSE);
}
