/* What a shop says of itself, by country. A table, so that a rule is changed in one place; none of it is legal advice.
 *
 *   BR  Decreto 7.962/2013, art. 2: name, CPF or CNPJ, physical and electronic address
 *   EU  Directive 2000/31/EC, art. 5: name, address, e-mail, register, VAT number; Directive 2011/83/EU, art. 6:
 * telephone, right of withdrawal PT  besides: Decreto-Lei 7/2004, art. 10 (NIF); Decreto-Lei 156/2005, art. 5.º-B
 * (complaints book); Lei 144/2015, art. 18.º (who settles disputes) ES  besides: Ley 34/2002, art. 10 (NIF) GB
 * Electronic Commerce Regulations 2002, reg. 6; Companies (Trading Disclosures) Regulations 2008 TH  Commercial
 * Registration Act B.E. 2499 with the Ministry of Commerce's notification B.E. 2553 (registration of electronic
 * commerce with the DBD) US  Federal Trade Commission, “Business Guide to the Mail, Internet, or Telephone Order
 * Merchandise Rule”: nothing of this by law; shoppers look for name and address */

#define G_LOG_DOMAIN "vt-content"

#include "content/vt-legal.h"

#include "base/vt-tax-number.h"
#include "content/vt-content-error.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_cpf_or_cnpj (const char *value)
{
  return vt_cpf_is_valid (value) || vt_cnpj_is_valid (value);
}

static gboolean
is_email (const char *value)
{
  const char *at = strchr (value, '@');

  return at != NULL && at > value && strchr (at, '.') != NULL && strpbrk (value, " \t\r\n<>,;") == NULL &&
         strchr (at + 1, '@') == NULL;
}

static gboolean
is_web_address (const char *value)
{
  g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0';
}

/* A page of the shop or elsewhere. */
static gboolean
is_page (const char *value)
{
  return (value[0] == '/' && value[1] != '/') || is_web_address (value);
}

#define NAME(law)                                                                                                      \
  {                                                                                                                    \
    "legal.name", N_ ("Legal name"), "", "Casa Lume, Lda.", law, NULL, NULL                                            \
  }
#define ADDRESS(law)                                                                                                   \
  {                                                                                                                    \
    "legal.address", N_ ("Registered address"), "", "Rua das Flores 118, 4050-262 Porto", law, NULL, NULL              \
  }
#define EMAIL(law)                                                                                                     \
  {                                                                                                                    \
    "shop.email", N_ ("E-mail"), "", "ola@casalume.example", law, is_email,                                            \
        N_ ("write one address such as ola@casalume.example")                                                          \
  }
#define PHONE(law)                                                                                                     \
  {                                                                                                                    \
    "shop.phone", N_ ("Telephone"), "", "+351 220 000 000", law, NULL, NULL                                            \
  }
#define VAT_ID(law)                                                                                                    \
  {                                                                                                                    \
    "legal.vat-id", N_ ("VAT number"), "VAT", "PT500000000", law, vt_vat_id_is_valid,                                  \
        N_ ("a VAT number begins with the two letters of its country; compare it with your papers")                    \
  }
#define WITHDRAWAL                                                                                                     \
  {                                                                                                                    \
    "legal.withdrawal", N_ ("Page about withdrawal"), "", "/pages/shipping-returns", TRUE, is_page,                    \
        N_ ("write the path of a page of the shop, such as /pages/shipping-returns")                                   \
  }

static const VtLegalFact brazil[] = {
  NAME (TRUE),
  { "legal.tax-id", N_ ("CNPJ or CPF"), "CNPJ", "12.345.678/0001-95", TRUE, is_cpf_or_cnpj,
    N_ ("the check digits are wrong; compare the number with the document") },
  ADDRESS (TRUE),
  EMAIL (TRUE),
  PHONE (FALSE),
  WITHDRAWAL,
};

static const VtLegalFact portugal[] = {
  NAME (TRUE),
  { "legal.tax-id", N_ ("NIF"), "NIF", "500 000 000", TRUE, vt_nif_is_valid,
    N_ ("the check digit is wrong; compare the number with the document") },
  ADDRESS (TRUE),
  EMAIL (TRUE),
  PHONE (TRUE),
  { "legal.register", N_ ("Commercial register and share capital"), "",
    "C.R.C. Porto 500000000, capital social 5.000 €", FALSE, NULL, NULL },
  { "legal.complaints", N_ ("Complaints book"), "", "https://www.livroreclamacoes.pt", TRUE, is_web_address,
    N_ ("write an address that begins with https://") },
  { "legal.disputes", N_ ("Who settles disputes"), "", "https://www.cicap.pt", TRUE, is_web_address,
    N_ ("write an address that begins with https://") },
  WITHDRAWAL,
};

static const VtLegalFact spain[] = {
  NAME (TRUE),
  { "legal.tax-id", N_ ("NIF"), "NIF", "B12345674", TRUE, NULL, NULL },
  ADDRESS (TRUE),
  EMAIL (TRUE),
  PHONE (TRUE),
  { "legal.register", N_ ("Commercial register"), "", "R.M. Madrid, T 1234, F 56, H M-7890", FALSE, NULL, NULL },
  VAT_ID (FALSE),
  WITHDRAWAL,
};

static const VtLegalFact european_union[] = {
  NAME (TRUE),
  ADDRESS (TRUE),
  EMAIL (TRUE),
  PHONE (TRUE),
  { "legal.register", N_ ("Commercial register and number"), "", "Amtsgericht München, HRB 12345", FALSE, NULL, NULL },
  VAT_ID (FALSE),
  WITHDRAWAL,
};

static const VtLegalFact united_kingdom[] = {
  NAME (TRUE),
  ADDRESS (TRUE),
  EMAIL (TRUE),
  { "legal.register", N_ ("Company number"), "", "Registered in England and Wales 01234567", FALSE, NULL, NULL },
  VAT_ID (FALSE),
  WITHDRAWAL,
};

static const VtLegalFact thailand[] = {
  NAME (TRUE),
  { "legal.tax-id", N_ ("Taxpayer’s number"), "Tax ID", "0-1055-30000-00-1", TRUE, vt_thai_id_is_valid,
    N_ ("the number has 13 digits, and the last one must fit the others; compare it with the document") },
  { "legal.register", N_ ("DBD registration of electronic commerce"), "DBD", "0105530000001", TRUE, NULL, NULL },
  ADDRESS (TRUE),
  EMAIL (FALSE),
  PHONE (TRUE),
};

static const VtLegalFact elsewhere[] = {
  NAME (FALSE),
  ADDRESS (FALSE),
  EMAIL (TRUE),
  PHONE (FALSE),
};

static const struct
{
  const char *countries; /* with spaces between and around */
  const VtLegalFact *facts;
  guint n_facts;
  int withdrawal_days; /* after the goods came; 0: no such right for all goods */
} places[] = {
  { " BR ", brazil, G_N_ELEMENTS (brazil), 7 },
  { " PT ", portugal, G_N_ELEMENTS (portugal), 14 },
  { " ES ", spain, G_N_ELEMENTS (spain), 14 },
  { " AT BE BG CY CZ DE DK EE FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL RO SE SI SK ", european_union,
    G_N_ELEMENTS (european_union), 14 },
  { " GB ", united_kingdom, G_N_ELEMENTS (united_kingdom), 14 },
  { " TH ", thailand, G_N_ELEMENTS (thailand), 0 },
};

/**
 * vt_legal_facts:
 * @country: ISO 3166-1 code of where the shop is; "" when not known
 * @n_facts: (out): how many
 *
 * Returns: (array length=n_facts) (transfer none): what is to be told there, in the order it is shown
 */
const VtLegalFact *
vt_legal_facts (const char *country, guint *n_facts)
{
  g_autofree char *wanted = g_strconcat (" ", country, " ", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strlen (country) == 2 && strstr (places[i].countries, wanted) != NULL)
      {
        *n_facts = places[i].n_facts;
        return places[i].facts;
      }

  *n_facts = G_N_ELEMENTS (elsewhere);
  return elsewhere;
}

/**
 * vt_legal_withdrawal_days:
 * @country: ISO 3166-1 code of where the shop is
 *
 * Source: Directive 2011/83/EU, art. 9; Consumer Contracts Regulations 2013, reg. 30 (GB); Código de Defesa do
 * Consumidor, art. 49 (BR). A shop may give more, never less.
 *
 * Returns: for how many days a consumer may send back what was bought at a distance; 0 when the law there does not say
 */
int
vt_legal_withdrawal_days (const char *country)
{
  g_autofree char *wanted = g_strconcat (" ", country, " ", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strlen (country) == 2 && strstr (places[i].countries, wanted) != NULL)
      return places[i].withdrawal_days;

  return 0;
}

/**
 * vt_legal_value_free:
 * @self: (nullable): a fact with its value
 *
 * Frees the record.
 */
void
vt_legal_value_free (VtLegalValue *self)
{
  if (self == NULL)
    return;

  g_free (self->value);
  g_free (self->problem);
  g_free (self);
}

static char *
find_problem (const VtLegalFact *fact, const char *value)
{
  if (*value == '\0' && fact->required)
    return g_strdup_printf (_ ("%s is missing, and the law asks for it"), _ (fact->label));
  if (*value != '\0' && fact->check != NULL && !fact->check (value))
    return g_strdup_printf (_ ("%s “%s” cannot be: %s"), _ (fact->label), value, _ (fact->wrong));

  return NULL;
}

/* In Brazil a person sells with a CPF and a company with a CNPJ. */
static const char *
find_mark (const VtLegalFact *fact, const char *value)
{
  return fact->check == is_cpf_or_cnpj && vt_cpf_is_valid (value) ? "CPF" : fact->mark;
}

/**
 * vt_legal_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Where no registered address is given, it is the shop's.
 *
 * Returns: (transfer container) (element-type VtLegalValue) (nullable): what the shop's country asks for and what the
 * shop says, missing facts included, in the order they are shown
 */
GPtrArray *
vt_legal_list (VtDb *db, GError **error)
{
  g_autofree char *country = vt_setting_get (db, "shop.country", error);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_legal_value_free);
  const VtLegalFact *facts;
  guint n_facts = 0;

  if (country == NULL)
    return NULL;

  facts = vt_legal_facts (country, &n_facts);
  for (guint i = 0; i < n_facts; i++)
    {
      char *text = vt_setting_get (db, facts[i].key, error);
      VtLegalValue *value;

      if (text != NULL && *text == '\0' && strcmp (facts[i].key, "legal.address") == 0)
        {
          g_free (text);
          text = vt_setting_get (db, "shop.address", error);
        }
      if (text == NULL)
        return NULL;
      value = g_new0 (VtLegalValue, 1);
      value->fact = &facts[i];
      value->value = text;
      value->mark = find_mark (value->fact, text);
      value->problem = find_problem (value->fact, text);
      g_ptr_array_add (values, value);
    }

  return g_steal_pointer (&values);
}

/**
 * vt_legal_set:
 * @db: the connection of a #VtShopJob
 * @key: of a fact: "legal.tax-id"
 * @value: (nullable): checked by the rules of the shop's country; "" takes it away
 * @error: %VT_CONTENT_ERROR_INVALID, a #VtShopError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_legal_set (VtDb *db, const char *key, const char *value, GError **error)
{
  g_autofree char *country = vt_setting_get (db, "shop.country", error);
  const VtLegalFact *facts;
  guint n_facts = 0;

  if (country == NULL)
    return FALSE;

  facts = vt_legal_facts (country, &n_facts);
  for (guint i = 0; i < n_facts && value != NULL && *value != '\0'; i++)
    {
      g_autofree char *problem = strcmp (facts[i].key, key) == 0 ? find_problem (&facts[i], value) : NULL;

      if (problem == NULL)
        continue;
      g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, problem);
      return FALSE;
    }

  return vt_setting_set (db, key, value != NULL && *value != '\0' ? value : NULL, error);
}
