#include "orders/vt-address-form.h"

#include "orders/vt-country.h"

static const struct
{
  const char *country;
  const char *typed;
  const char *postcode; /* NULL: it is none */
} cases[] = {
  { "PT", "4000-123", "4000-123" },
  { "PT", " 4000 123 ", "4000-123" },
  { "PT", "4000123", "4000-123" },
  { "PT", "4000", NULL },
  { "PT", "4000-12a", NULL },
  { "PT", "4000–123", NULL },
  { "PT", "", "" },
  { "BR", "01310100", "01310-100" },
  { "BR", "01.310-100", "01310-100" },
  { "BR", "0131010", NULL },
  { "TH", "10110", "10110" },
  { "TH", "๑๐๑๑๐", "10110" },
  { "TH", "1011", NULL },
  { "GB", "sw1a2aa", "SW1A 2AA" },
  { "GB", "M1 1AE", "M1 1AE" },
  { "GB", "12345", NULL },
  { "CA", "k1a0b1", "K1A 0B1" },
  { "NL", "1012js", "1012 JS" },
  { "US", "10001", "10001" },
  { "US", "100011234", "10001-1234" },
  { "IE", "d02af30", "D02 AF30" },
  { "HK", "whatever", "" },
  { "GI", "GX11 1AA", "GX11 1AA" },
  { "GI", "a postcode of far too many letters", NULL },
  { "XX", NULL, "" },
};

static void
test_postcode (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *postcode = vt_address_form_postcode (vt_address_form_find (cases[i].country), cases[i].typed);

      g_test_message ("%s %s", cases[i].country, cases[i].typed);
      g_assert_cmpstr (postcode, ==, cases[i].postcode);
    }
}

static const struct
{
  const char *country;
  const char *typed;
  const char *document; /* NULL: it is none */
} documents[] = {
  { "BR", "529.982.247-25", "529.982.247-25" },
  { "BR", "52998224725", "529.982.247-25" },
  { "BR", " 529 982 247 25 ", "529.982.247-25" },
  { "BR", "529.982.247-26", NULL },
  { "BR", "529.982.247-15", NULL },
  { "BR", "111.111.111-11", NULL },
  { "BR", "00000000000", NULL },
  { "BR", "5299822472", NULL },
  { "BR", "529982247255", NULL },
  { "BR", "11.222.333/0001-81", "11.222.333/0001-81" },
  { "BR", "11222333000181", "11.222.333/0001-81" },
  { "BR", "11.222.333/0001-80", NULL },
  { "BR", "11111111111111", NULL },
  { "BR", "00.000.000/0000-00", NULL },
  { "BR", "12abc34501de35", "12.ABC.345/01DE-35" },
  { "BR", "12ABC34501DE36", NULL },
  { "BR", "52998224725<script>", NULL },
  { "BR", "เลข", NULL },
  { "BR", "", "" },
  { "BR", NULL, "" },
  { "PT", " 500 000 000 ", "500 000 000" },
};

static void
test_document (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      const VtAddressForm *form = vt_address_form_find (documents[i].country);
      g_autofree char *document = vt_address_form_document (form, documents[i].typed);

      g_test_message ("%s %s", documents[i].country, documents[i].typed);
      g_assert_cmpstr (document, ==, documents[i].document);
    }
}

/* Every form's own example is written as it says. */
static void
test_examples (void)
{
  for (char a = 'A'; a <= 'Z'; a++)
    for (char b = 'A'; b <= 'Z'; b++)
      {
        const char code[] = { a, b, '\0' };
        const VtAddressForm *form = vt_address_form_find (code);
        g_autofree char *postcode = vt_address_form_postcode (form, form->example);

        g_assert_cmpstr (postcode, ==, form->example);
        if (*form->country != '\0')
          g_assert_true (vt_country_is_valid (form->country));
      }
}

static void
test_needs (void)
{
  g_assert_cmpint (vt_address_form_find ("TH")->phone, ==, VT_ADDRESS_REQUIRED);
  g_assert_cmpint (vt_address_form_find ("PT")->state, ==, VT_ADDRESS_NEVER);
  g_assert_cmpint (vt_address_form_find ("BR")->document, ==, VT_ADDRESS_REQUIRED);
  g_assert_cmpint (vt_address_form_find (NULL)->postcode, ==, VT_ADDRESS_OPTIONAL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address-form/postcode", test_postcode);
  g_test_add_func ("/address-form/document", test_document);
  g_test_add_func ("/address-form/examples", test_examples);
  g_test_add_func ("/address-form/needs", test_needs);

  return g_test_run ();
}
