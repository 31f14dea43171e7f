/* What a shopper's bank app reads. Sources: EMVCo, “QR Code Specification for Payment Systems, Merchant-Presented
 * Mode”; Banco Central do Brasil, “Manual de Padrões para Iniciação do Pix”; Bank of Thailand, “Thai QR Payment”. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-payment-code.h"

#include "base/vt-tax-number.h"
#include "orders/vt-orders-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_MAX_CHARS       77
#define HOLDER_MAX_CHARS    25
#define CITY_MAX_CHARS      15
#define REFERENCE_MAX_CHARS 25
#define FIELD_MAX_CHARS     99
#define ADDRESS_MAX_CHARS   500

/**
 * vt_crc16_ccitt:
 * @data: bytes
 * @size: how many
 *
 * CRC-16/CCITT-FALSE: polynomial 0x1021, from 0xFFFF on, not reflected; that of "123456789" is 0x29B1.
 *
 * Returns: the checksum
 */
guint16
vt_crc16_ccitt (const char *data, gsize size)
{
  guint crc = 0xffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= (guint) (guchar) data[i] << 8;
      for (int bit = 0; bit < 8; bit++)
        crc = ((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
    }

  return (guint16) crc;
}

/* Two digits of id, two of length, the value. */
static void
append_field (GString *code, const char *id, const char *value)
{
  g_assert (strlen (value) <= FIELD_MAX_CHARS);

  g_string_append_printf (code, "%s%02d%s", id, (int) strlen (value), value);
}

static char *
finish (GString *code)
{
  g_string_append (code, "6304");
  g_string_append_printf (code, "%04X", vt_crc16_ccitt (code->str, code->len));

  return g_string_free (code, FALSE);
}

/* ASCII letters, digits and what a name has between them; without accents, as the field asks for. */
static char *
to_plain (const char *text, gsize max_chars)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GString *plain = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && plain->len < max_chars; p++)
    if (g_ascii_isalnum (*p) || strchr (" .-&/'", *p) != NULL)
      g_string_append_c (plain, *p);

  return g_strchomp (g_string_free (plain, FALSE));
}

static char *
take_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);

  return g_string_free (digits, FALSE);
}

static gboolean
is_email (const char *text)
{
  return g_regex_match_simple ("^[a-z0-9.!#$&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\\.[a-z0-9-]+)+$", text,
                               G_REGEX_DOLLAR_ENDONLY, 0);
}

/**
 * vt_pix_key_normalise:
 * @key: a CPF, CNPJ, telephone with +55, e-mail address or random key, as people write it
 * @error: %VT_ORDERS_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the key as the Banco Central's register has it
 */
char *
vt_pix_key_normalise (const char *key, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (key));
  g_autofree char *lower = g_ascii_strdown (trimmed, -1);
  g_autofree char *digits = take_digits (trimmed);

  if (strlen (trimmed) > KEY_MAX_CHARS)
    vt_orders_invalid (error, _ ("A Pix key has at most 77 characters"));
  else if (strchr (trimmed, '@') != NULL && is_email (lower))
    return g_steal_pointer (&lower);
  else if (*trimmed == '+' && g_str_has_prefix (digits, "55") && (strlen (digits) == 12 || strlen (digits) == 13) &&
           strspn (trimmed, "+0123456789 ().-") == strlen (trimmed))
    return g_strconcat ("+", digits, NULL);
  else if (g_uuid_string_is_valid (lower))
    return g_steal_pointer (&lower);
  else if (vt_cpf_is_valid (trimmed))
    return g_steal_pointer (&digits);
  else if (vt_cnpj_is_valid (trimmed))
    {
      g_autoptr (GString) compact = g_string_new (NULL);

      for (const char *p = trimmed; *p != '\0'; p++)
        if (g_ascii_isalnum (*p))
          g_string_append_c (compact, g_ascii_toupper (*p));
      return g_strdup (compact->str);
    }
  else
    vt_orders_invalid (error,
                       _ ("This is no Pix key: use a CPF, a CNPJ, a telephone with +55, an e-mail address or the "
                          "random key of your bank"));

  return NULL;
}

static gboolean
check_amount (const VtMoney *amount, const char *currency, GError **error)
{
  if (amount == NULL)
    return TRUE;
  if (strcmp (amount->currency, currency) != 0)
    {
      g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
                   _ ("This way to pay is in %s, and the amount is in %s"), currency, amount->currency);
      return FALSE;
    }

  return (amount->minor > 0 && amount->minor < VT_ORDERS_MAX_MINOR) ||
         vt_orders_invalid (error, _ ("The amount to be paid must be above zero"));
}

/**
 * vt_pix_code:
 * @key: from vt_pix_key_normalise()
 * @holder: who gets the money; accents are taken off, 25 characters are kept
 * @city: where the holder is; 15 characters are kept
 * @amount: (nullable): in BRL; %NULL: the payer types it
 * @reference: (nullable): found again in the shop's statement: its letters and digits, at most 25
 * @error: %VT_ORDERS_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): a static BR Code, to be drawn as a QR code or copied
 */
char *
vt_pix_code (const char *key,
             const char *holder,
             const char *city,
             const VtMoney *amount,
             const char *reference,
             GError **error)
{
  g_autofree char *name = to_plain (holder, HOLDER_MAX_CHARS);
  g_autofree char *town = to_plain (city, CITY_MAX_CHARS);
  g_autoptr (GString) inner = g_string_new (NULL);
  g_autoptr (GString) label = g_string_new (NULL);
  GString *code;

  if (*name == '\0' || *town == '\0' || strlen (key) > KEY_MAX_CHARS || *key == '\0')
    {
      vt_orders_invalid (error, _ ("Pix needs a key, and the holder and city of the account in Latin letters"));
      return NULL;
    }
  if (!check_amount (amount, "BRL", error))
    return NULL;

  for (const char *p = reference != NULL ? reference : ""; *p != '\0' && label->len < REFERENCE_MAX_CHARS; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (label, *p);

  code = g_string_new (NULL);
  append_field (code, "00", "01");
  append_field (inner, "00", "br.gov.bcb.pix");
  append_field (inner, "01", key);
  append_field (code, "26", inner->str);
  append_field (code, "52", "0000");
  append_field (code, "53", "986");
  if (amount != NULL)
    {
      g_autofree char *decimal = vt_money_to_decimal (*amount);

      append_field (code, "54", decimal);
    }
  append_field (code, "58", "BR");
  append_field (code, "59", name);
  append_field (code, "60", town);
  g_string_truncate (inner, 0);
  append_field (inner, "05", label->len > 0 ? label->str : "***");
  append_field (code, "62", inner->str);

  return finish (code);
}

/* The national form of a Thai mobile number, or the digits as they are. */
static char *
take_thai_digits (const char *id)
{
  g_autofree char *digits = take_digits (id);

  if (strchr (id, '+') != NULL && g_str_has_prefix (digits, "66") && strlen (digits) == 11)
    return g_strconcat ("0", digits + 2, NULL);

  return g_steal_pointer (&digits);
}

/**
 * vt_promptpay_id_normalise:
 * @id: a Thai mobile number, a citizen's or company's number of 13 digits, or an e-wallet of 15
 * @error: %VT_ORDERS_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): its digits
 */
char *
vt_promptpay_id_normalise (const char *id, GError **error)
{
  g_autofree char *digits = take_thai_digits (id);
  gsize length = strlen (digits);

  if (strspn (id, "+0123456789 ().-") == strlen (id) &&
      ((length == 10 && digits[0] == '0' && strchr ("689", digits[1]) != NULL) ||
       (length == 13 && vt_thai_id_is_valid (digits)) || length == 15))
    return g_steal_pointer (&digits);

  vt_orders_invalid (error, length == 13 ? _ ("The check digit of this number is wrong; compare it with the document")
                                         : _ ("This is no PromptPay number: use a Thai mobile number, a number of 13 "
                                              "digits of a person or company, or an e-wallet of 15 digits"));
  return NULL;
}

/**
 * vt_promptpay_code:
 * @id: from vt_promptpay_id_normalise()
 * @amount: (nullable): in THB; %NULL: the payer types it
 * @error: %VT_ORDERS_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the payload of a Thai QR payment
 */
char *
vt_promptpay_code (const char *id, const VtMoney *amount, GError **error)
{
  g_autoptr (GString) inner = g_string_new (NULL);
  g_autofree char *phone = NULL;
  gsize length = strlen (id);
  GString *code;

  if (strspn (id, "0123456789") != length || (length != 10 && length != 13 && length != 15))
    {
      vt_orders_invalid (error, _ ("A PromptPay number has 10, 13 or 15 digits"));
      return NULL;
    }
  if (!check_amount (amount, "THB", error))
    return NULL;

  append_field (inner, "00", "A000000677010111");
  if (length == 10)
    phone = g_strconcat ("0066", id + 1, NULL);
  append_field (inner, length == 10 ? "01" : length == 13 ? "02" : "03", phone != NULL ? phone : id);

  code = g_string_new (NULL);
  append_field (code, "00", "01");
  append_field (code, "01", amount != NULL ? "12" : "11");
  append_field (code, "29", inner->str);
  append_field (code, "58", "TH");
  append_field (code, "53", "764");
  if (amount != NULL)
    {
      g_autofree char *decimal = vt_money_to_decimal (*amount);

      append_field (code, "54", decimal);
    }

  return finish (code);
}

static void
replace (GString *text, const char *mark, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_replace (text, mark, escaped, 0);
}

/**
 * vt_payment_link:
 * @address: an address that may have {amount}, {currency} and {number} in it
 * @amount: what is to be paid
 * @number: number of the order
 * @error: %VT_ORDERS_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the address for this order; the amount has a decimal point
 */
char *
vt_payment_link (const char *address, VtMoney amount, const char *number, GError **error)
{
  g_autofree char *decimal = vt_money_to_decimal (amount);
  g_autoptr (GString) link = g_string_new (address);
  g_autoptr (GUri) uri = NULL;

  replace (link, "{amount}", decimal);
  replace (link, "{currency}", amount.currency);
  replace (link, "{number}", number);
  uri = g_uri_parse (link->str, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0' || strlen (link->str) > ADDRESS_MAX_CHARS * 2)
    {
      vt_orders_invalid (error, _ ("A payment link begins with https:// and may have {amount}, {currency} and {number} "
                                   "in it; check the address"));
      return NULL;
    }

  return g_strdup (link->str);
}

/**
 * vt_payment_link_check:
 * @address: an address that may have {amount}, {currency} and {number} in it
 * @error: %VT_ORDERS_ERROR_INVALID
 *
 * Returns: whether vt_payment_link() can use it
 */
gboolean
vt_payment_link_check (const char *address, GError **error)
{
  g_autofree char *sample = NULL;

  if (strlen (address) <= ADDRESS_MAX_CHARS)
    sample = vt_payment_link (address, vt_money_new (100, "EUR"), "1001", error);
  else
    vt_orders_invalid (error, _ ("The address of the payment link is longer than 500 characters"));

  return sample != NULL;
}
