#include "orders/vt-address-form.h"

#include "base/vt-tax-number.h"

#include <string.h>

#define POSTCODE_MAX 16

/* Postcodes by the Universal Postal Union's addressing sheets and each country's post. */
static const VtAddressForm forms[] = {
  { "AE", "", "", VT_ADDRESS_NEVER, VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "AR", "NNNN|ANNNNAAA", "1425", VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "AT", "NNNN", "1010", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "AU", "NNNN", "3000", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "BE", "NNNN", "1000", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "BG", "NNNN", "1000", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "BR", "NNNNN-NNN", "01310-100", VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_OPTIONAL,
    VT_ADDRESS_REQUIRED },
  { "CA", "ANA NAN", "K1A 0B1", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "CH", "NNNN", "8001", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "CL", "NNNNNNN", "8320000", VT_ADDRESS_OPTIONAL, VT_ADDRESS_OPTIONAL, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "CN", "NNNNNN", "100000", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "CO", "NNNNNN", "110111", VT_ADDRESS_OPTIONAL, VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "CZ", "NNN NN", "110 00", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "DE", "NNNNN", "10115", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "DK", "NNNN", "1050", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "ES", "NNNNN", "28013", VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "FI", "NNNNN", "00100", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "FR", "NNNNN", "75002", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "GB", "AN NAA|ANN NAA|AAN NAA|AANN NAA|ANA NAA|AANA NAA", "SW1A 2AA", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER,
    VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "GR", "NNN NN", "105 57", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "HK", "", "", VT_ADDRESS_NEVER, VT_ADDRESS_NEVER, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "HR", "NNNNN", "10000", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "HU", "NNNN", "1051", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "ID", "NNNNN", "10110", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "IE", "ANX XXXX", "D02 AF30", VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "IL", "NNNNNNN", "9100001", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "IN", "NNNNNN", "110001", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "IT", "NNNNN", "00187", VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "JP", "NNN-NNNN", "100-0001", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "KR", "NNNNN", "03187", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "LU", "NNNN", "1009", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "MO", "", "", VT_ADDRESS_NEVER, VT_ADDRESS_NEVER, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "MX", "NNNNN", "06000", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "MY", "NNNNN", "50000", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "NL", "NNNN AA", "1012 JS", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "NO", "NNNN", "0150", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "NZ", "NNNN", "6011", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "PH", "NNNN", "1000", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "PL", "NN-NNN", "00-001", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "PT", "NNNN-NNN", "4000-123", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "QA", "", "", VT_ADDRESS_NEVER, VT_ADDRESS_NEVER, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "RO", "NNNNNN", "010011", VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "SE", "NNN NN", "111 22", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "SG", "NNNNNN", "018956", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "SI", "NNNN", "1000", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "SK", "NNN NN", "811 01", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "TH", "NNNNN", "10110", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "TR", "NNNNN", "34110", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER },
  { "TW", "NNN|NNNNN|NNNNNN", "100", VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "US", "NNNNN|NNNNN-NNNN", "10001", VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL,
    VT_ADDRESS_NEVER },
  { "VN", "NNNNN|NNNNNN", "10000", VT_ADDRESS_OPTIONAL, VT_ADDRESS_REQUIRED, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
  { "ZA", "NNNN", "8001", VT_ADDRESS_REQUIRED, VT_ADDRESS_OPTIONAL, VT_ADDRESS_REQUIRED, VT_ADDRESS_NEVER },
};

static const VtAddressForm any = {
  "", "", "", VT_ADDRESS_OPTIONAL, VT_ADDRESS_OPTIONAL, VT_ADDRESS_OPTIONAL, VT_ADDRESS_NEVER
};

/**
 * vt_address_form_find:
 * @country: (nullable): ISO 3166-1
 *
 * Returns: (transfer none): what an address there has
 */
const VtAddressForm *
vt_address_form_find (const char *country)
{
  for (gsize i = 0; country != NULL && i < G_N_ELEMENTS (forms); i++)
    if (strcmp (forms[i].country, country) == 0)
      return &forms[i];

  return &any;
}

/* Letters as capitals, digits of any script as ASCII; what people put between them is left out. */
static char *
essence (const char *typed)
{
  GString *text = g_string_new (NULL);

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        g_string_append_c (text, (char) ('0' + g_unichar_digit_value (c)));
      else if (c < 0x80 && g_ascii_isalpha ((char) c))
        g_string_append_c (text, g_ascii_toupper ((char) c));
      else if (!g_unichar_isspace (c) && strchr ("-./", (int) MIN (c, 0x7f)) == NULL)
        g_string_append_c (text, '?');
    }

  return g_string_free (text, FALSE);
}

static gboolean
fits (char mark, char c)
{
  return (mark == 'N' && g_ascii_isdigit (c)) || (mark == 'A' && g_ascii_isalpha (c)) ||
         (mark == 'X' && g_ascii_isalnum (c));
}

/* Returns: (nullable): @text as @pattern, of @length bytes, writes it */
static char *
pour (const char *text, const char *pattern, gsize length)
{
  g_autoptr (GString) written = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    if (strchr ("NAX", pattern[i]) == NULL)
      g_string_append_c (written, pattern[i]);
    else if (*text != '\0' && fits (pattern[i], *text))
      g_string_append_c (written, *text++);
    else
      return NULL;

  return *text == '\0' ? g_strdup (written->str) : NULL;
}

/**
 * vt_address_form_postcode:
 * @self: a form
 * @typed: (nullable): as the shopper typed it, valid UTF-8
 *
 * Returns: (transfer full) (nullable): the postcode as that country writes it: “4000123” becomes “4000-123”; "" when
 * nothing was typed; %NULL when it cannot be one of that country
 */
char *
vt_address_form_postcode (const VtAddressForm *self, const char *typed)
{
  g_autofree char *plain = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  g_autofree char *text = essence (plain);

  if (*plain == '\0' || self->postcode == VT_ADDRESS_NEVER)
    return g_strdup ("");
  if (*self->postcodes == '\0')
    return g_utf8_strlen (plain, -1) <= POSTCODE_MAX ? g_steal_pointer (&plain) : NULL;

  for (const char *pattern = self->postcodes; pattern != NULL; pattern = strchr (pattern, '|'))
    {
      char *written;

      pattern += *pattern == '|' ? 1 : 0;
      written = pour (text, pattern, strcspn (pattern, "|"));
      if (written != NULL)
        return written;
    }

  return NULL;
}

/**
 * vt_address_form_document:
 * @self: a form
 * @typed: (nullable): the buyer's tax number as the shopper typed it, valid UTF-8, with or without punctuation
 *
 * Brazil's are looked at: a CPF or a CNPJ with the right check digits, see vt_cpf_is_valid() and vt_cnpj_is_valid().
 *
 * Returns: (transfer full) (nullable): the number as that country writes it: “52998224725” becomes “529.982.247-25”; ""
 * when nothing was typed; %NULL when it cannot be one of that country
 */
char *
vt_address_form_document (const VtAddressForm *self, const char *typed)
{
  static const char cpf[] = "NNN.NNN.NNN-NN";
  static const char cnpj[] = "XX.XXX.XXX/XXXX-NN";
  g_autofree char *plain = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  g_autofree char *text = essence (plain);
  g_autofree char *written = NULL;

  if (*plain == '\0' || strcmp (self->country, "BR") != 0)
    return g_steal_pointer (&plain);

  written = pour (text, cpf, strlen (cpf));
  if (written != NULL)
    return vt_cpf_is_valid (written) ? g_steal_pointer (&written) : NULL;
  written = pour (text, cnpj, strlen (cnpj));

  return written != NULL && vt_cnpj_is_valid (written) ? g_steal_pointer (&written) : NULL;
}

/**
 * vt_address_form_is_state_code:
 * @text: what somebody typed
 *
 * Returns: whether it can be the part of an ISO 3166-2 code behind the country: "SP"
 */
gboolean
vt_address_form_is_state_code (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= 3 && strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == length;
}
