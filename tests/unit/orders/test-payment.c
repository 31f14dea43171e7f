#include "base/vt-qr.h"
#include "base/vt-tax-number.h"
#include "orders/vt-payment-code.h"
#include "orders/vt-payment-method.h"
#include "support/vt-test-shop.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_vectors (void)
{
  const VtMoney real = vt_money_new (1000, "BRL");
  const VtMoney baht = vt_money_new (422, "THB");
  g_autofree char *pix =
      vt_pix_code ("123e4567-e12b-12d1-a456-426655440000", "Fulano de Tal", "BRASILIA", NULL, NULL, NULL);
  g_autofree char *ten =
      vt_pix_code ("123e4567-e12b-12d1-a456-426655440000", "FULANO DE TAL", "BRASILIA", &real, NULL, NULL);
  g_autofree char *phone = vt_promptpay_code ("0801234567", NULL, NULL);
  g_autofree char *id = vt_promptpay_code ("0123456789012", NULL, NULL);
  g_autofree char *amount = vt_promptpay_code ("0000000000", &baht, NULL);

  g_assert_cmpint (vt_crc16_ccitt ("123456789", 9), ==, 0x29b1);
  g_assert_cmpstr (
      pix, ==,
      "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano "
      "de Tal6008BRASILIA62070503***63041D3D");
  g_assert_cmpstr (ten, ==,
                   "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-426655440000520400005303986540510.005802BR"
                   "5913FULANO DE TAL6008BRASILIA62070503***6304C5A0");
  g_assert_cmpstr (phone, ==, "00020101021129370016A000000677010111011300668012345675802TH530376463046197");
  g_assert_cmpstr (id, ==, "00020101021129370016A000000677010111021301234567890125802TH530376463040CBD");
  g_assert_cmpstr (amount, ==, "00020101021229370016A000000677010111011300660000000005802TH530376454044.226304E469");
}

static void
test_pix (void)
{
  static const struct
  {
    const char *key, *normal;
  } keys[] = {
    { "123.456.789-09", "12345678909" },
    { " 12.345.678/0001-95 ", "12345678000195" },
    { "+55 (11) 91234-5678", "+5511912345678" },
    { "Loja@Exemplo.COM.br", "loja@exemplo.com.br" },
    { "123E4567-E12B-12D1-A456-426655440000", "123e4567-e12b-12d1-a456-426655440000" },
    { "123.456.789-00", NULL },
    { "111.111.111-11", NULL },
    { "12.345.678/0001-96", NULL },
    { "11912345678", NULL },
    { "+351 912 345 678", NULL },
    { "a@b", NULL },
    { "<script>", NULL },
    { "", NULL },
  };
  const VtMoney zero = vt_money_new (0, "BRL");
  const VtMoney euro = vt_money_new (100, "EUR");
  const VtMoney real = vt_money_new (123456, "BRL");
  g_autofree char *code = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *normal = vt_pix_key_normalise (keys[i].key, &error);

      g_test_message ("“%s”", keys[i].key);
      g_assert_cmpstr (normal, ==, keys[i].normal);
      g_assert_true ((error == NULL) == (normal != NULL));
    }

  g_assert_null (vt_pix_code ("12345678909", "A", "B", &zero, NULL, NULL));
  g_assert_null (vt_pix_code ("12345678909", "A", "B", &euro, NULL, NULL));
  g_assert_null (vt_pix_code ("12345678909", "", "B", NULL, NULL, NULL));
  g_assert_null (vt_pix_code ("12345678909", "ร้าน", "", NULL, NULL, NULL));
  code = vt_pix_code ("12345678909", "José da Conceição e Filhos Limitada", "São Gonçalo do Amarante", &real, "CL-1001",
                      NULL);
  g_assert_nonnull (strstr (code, "5925Jose da Conceicao e Filho"));
  g_assert_nonnull (strstr (code, "6014Sao Goncalo do"));
  g_assert_nonnull (strstr (code, "54071234.56"));
  g_assert_nonnull (strstr (code, "62100506CL1001"));
}

static void
test_promptpay (void)
{
  static const struct
  {
    const char *id, *normal;
  } ids[] = {
    { "080-123-4567", "0801234567" },
    { "+66 80 123 4567", "0801234567" },
    { "1234567890121", "1234567890121" },
    { "1234567890123", NULL },
    { "123456789012345", "123456789012345" },
    { "021234567", NULL },
    { "0212345678", NULL },
    { "", NULL },
    { "abc", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *normal = vt_promptpay_id_normalise (ids[i].id, NULL);

      g_test_message ("“%s”", ids[i].id);
      g_assert_cmpstr (normal, ==, ids[i].normal);
    }
}

static void
test_links (void)
{
  g_autofree char *link = vt_payment_link ("https://pay.example/{amount}{currency}?o={number}",
                                           vt_money_new (13835, "EUR"), "CL 1&2", NULL);
  g_autofree char *yen = vt_payment_link ("https://pay.example/{amount}", vt_money_new (1500, "JPY"), "1", NULL);
  g_autofree char *dinar = vt_payment_link ("https://pay.example/{amount}", vt_money_new (1500, "KWD"), "1", NULL);

  g_assert_cmpstr (link, ==, "https://pay.example/138.35EUR?o=CL%201%262");
  g_assert_cmpstr (yen, ==, "https://pay.example/1500");
  g_assert_cmpstr (dinar, ==, "https://pay.example/1.500");
  g_assert_false (vt_payment_link_check ("http://pay.example/", NULL));
  g_assert_false (vt_payment_link_check ("javascript:alert(1)", NULL));
  g_assert_false (vt_payment_link_check ("https://", NULL));
  g_assert_false (vt_payment_link_check ("", NULL));
}

static void
test_methods (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtPaymentMethod) method = vt_payment_method_new (VT_PAYMENT_PIX, "Pix");
  g_autoptr (VtPaymentMethod) iban = vt_payment_method_new (VT_PAYMENT_TRANSFER, "Transfer");
  g_autoptr (GPtrArray) fit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  g_assert_false (vt_payment_method_save (db, method, &error));
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID);
  g_clear_error (&error);
  g_free (iban->account);
  iban->account = g_strdup ("PT50 0002 0123 1234 5678 9015 5");
  g_assert_false (vt_payment_method_save (db, iban, &error));
  g_clear_error (&error);

  g_assert_true (vt_db_exec (db, "UPDATE setting SET value = 'BRL' WHERE key = 'shop.currency'", NULL));
  g_free (method->account);
  method->account = g_strdup ("123.456.789-09");
  g_assert_false (vt_payment_method_save (db, method, NULL));
  g_free (method->holder);
  method->holder = g_strdup ("Fulano");
  g_free (method->city);
  method->city = g_strdup ("Recife");
  method->minimum_minor = 100;
  method->maximum_minor = 50000;
  g_strfreev (method->countries);
  method->countries = g_strsplit ("BR PT", " ", -1);
  g_assert_true (vt_payment_method_save (db, method, &error));
  g_assert_cmpstr (method->account, ==, "12345678909");
  g_assert_true (vt_payment_method_accepts (method, "BR", 100));
  g_assert_false (vt_payment_method_accepts (method, "BR", 99));
  g_assert_false (vt_payment_method_accepts (method, "BR", 50001));
  g_assert_false (vt_payment_method_accepts (method, "ES", 100));
  fit = vt_payment_method_list_for (db, "ES", 1000, NULL);
  g_assert_cmpuint (fit->len, ==, 2);
  code = vt_payment_method_code (method, vt_money_new (1000, "BRL"), "CL-1001", &error);
  g_assert_true (g_str_has_prefix (code, "000201"));
}

static void
test_numbers (void)
{
  g_assert_true (vt_cpf_is_valid ("529.982.247-25"));
  g_assert_true (vt_cnpj_is_valid ("11.222.333/0001-81"));
  g_assert_true (vt_cnpj_is_valid ("12.ABC.345/01DE-35"));
  g_assert_false (vt_cnpj_is_valid ("12.ABC.345/01DE-36"));
  g_assert_true (vt_nif_is_valid ("500 000 000"));
  g_assert_false (vt_nif_is_valid ("500 000 001"));
  g_assert_true (vt_thai_id_is_valid ("1-2345-67890-12-1"));
  g_assert_true (vt_vat_id_is_valid ("DE 123456789"));
  g_assert_true (vt_vat_id_is_valid ("PT500000000"));
  g_assert_false (vt_vat_id_is_valid ("PT500000001"));
  g_assert_false (vt_vat_id_is_valid ("XX123"));
  g_assert_true (vt_iban_is_valid ("GB82 WEST 1234 5698 7654 32"));
  g_assert_false (vt_iban_is_valid ("GB82 WEST 1234 5698 7654 33"));
  g_assert_false (vt_iban_is_valid (""));
}

/* What is drawn is read back by a scanner's own software, where there is one. */
static void
test_qr (void)
{
  g_autofree char *long_text = g_strnfill (2332, 'x');
  g_autofree char *code = vt_promptpay_code ("0801234567", NULL, NULL);
  g_autofree char *svg = vt_qr_svg (code, "Pay <now>", NULL);
  g_autofree char *zbar = g_find_program_in_path ("zbarimg");
  g_autofree char *vips = g_find_program_in_path ("vipsthumbnail");
  g_autofree char *dir = g_dir_make_tmp ("vt-qr-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "code.svg", NULL);
  g_autofree char *png = g_build_filename (dir, "code.png", NULL);
  g_autofree char *input = g_strconcat (file, "[scale=8]", NULL);
  const char *const draw[] = { "vipsthumbnail", input, "--size", "360x360", "-o", png, NULL };
  const char *const scan[] = { "zbarimg", "--raw", "-q", png, NULL };
  g_autofree char *out = NULL;

  g_assert_null (vt_qr_svg ("", NULL, NULL));
  g_assert_null (vt_qr_svg (long_text, NULL, NULL));
  g_assert_nonnull (strstr (svg, "<title>Pay &lt;now&gt;</title>"));
  g_assert_true (g_file_set_contents (file, svg, -1, NULL));
  if (zbar != NULL && vips != NULL &&
      g_spawn_sync (NULL, (char **) draw, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                    NULL, NULL, NULL) &&
      g_file_test (png, G_FILE_TEST_EXISTS) &&
      g_spawn_sync (NULL, (char **) scan, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
                    NULL, NULL, NULL))
    g_assert_cmpstr (g_strchomp (out), ==, code);
  else
    g_test_message ("nothing here scans a code");

  g_unlink (png);
  g_unlink (file);
  g_rmdir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payment/vectors", test_vectors);
  g_test_add_func ("/payment/pix", test_pix);
  g_test_add_func ("/payment/promptpay", test_promptpay);
  g_test_add_func ("/payment/links", test_links);
  g_test_add_func ("/payment/methods", test_methods);
  g_test_add_func ("/payment/numbers", test_numbers);
  g_test_add_func ("/payment/qr", test_qr);

  return g_test_run ();
}
