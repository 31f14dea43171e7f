#include "catalogue/vt-import-mapping.h"
#include "import-fixture.h"

static const struct
{
  const char *caption;
  VtImportField field;
  guint index;
  const char *language, *unit;
} captions[] = {
  { "Name", VT_FIELD_TITLE, 0, NULL, NULL },
  { "  Product Name * ", VT_FIELD_TITLE, 0, NULL, NULL },
  { "PREÇO", VT_FIELD_PRICE, 0, NULL, NULL },
  { "ราคา", VT_FIELD_PRICE, 0, NULL, NULL },
  { "Artikelnummer", VT_FIELD_SKU, 0, NULL, NULL },
  { "EAN-13", VT_FIELD_BARCODE, 0, NULL, NULL },
  { "GTIN, UPC, EAN, or ISBN", VT_FIELD_BARCODE, 0, NULL, NULL },
  { "Weight (lbs)", VT_FIELD_WEIGHT, 0, NULL, "lb" },
  { "Peso (kg)", VT_FIELD_WEIGHT, 0, NULL, "kg" },
  { "Variant Grams", VT_FIELD_WEIGHT, 0, NULL, "g" },
  { "Price EUR", VT_FIELD_PRICE, 0, NULL, "EUR" },
  { "name.de", VT_FIELD_TITLE, 0, "de", NULL },
  { "description_pt-BR", VT_FIELD_DESCRIPTION, 0, "pt-BR", NULL },
  { "Title (TH)", VT_FIELD_TITLE, 0, "th", NULL },
  { "Option2 Value", VT_FIELD_OPTION_VALUE, 2, NULL, NULL },
  { "Attribute 12 value(s)", VT_FIELD_OPTION_VALUE, 12, NULL, NULL },
  { "Image 3", VT_FIELD_PHOTOS, 0, NULL, NULL },
  { "Größe", VT_FIELD_OPTION, 0, NULL, NULL },
  { "Whatever", VT_FIELD_NONE, 0, NULL, NULL },
  { "", VT_FIELD_NONE, 0, NULL, NULL },
};

static void
test_captions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (captions); i++)
    {
      const char *const header[] = { captions[i].caption, NULL };
      g_autoptr (VtImportMapping) mapping = vt_import_mapping_guess (header, NULL);
      const VtImportColumn *column = g_ptr_array_index (mapping->columns, 0);

      g_test_message ("%s", captions[i].caption);
      g_assert_cmpstr (vt_import_field_to_string (column->field), ==, vt_import_field_to_string (captions[i].field));
      g_assert_cmpuint (column->index, ==, captions[i].index);
      g_assert_cmpstr (column->language, ==, captions[i].language);
      g_assert_cmpstr (column->unit, ==, captions[i].unit);
    }
}

static void
test_json (void)
{
  static const char *const header[] = { "A", "Nome", "Peso (kg)", "Valor 2", "Preis", NULL };
  static const char *const other[] = { "B", NULL };
  static const char *const wrong[] = { "",
                                       "[]",
                                       "{}",
                                       "{\"columns\":[1]}",
                                       "{\"columns\":[{\"column\":\"A\"}]}",
                                       "{\"columns\":[{\"column\":\"A\",\"field\":\"wings\"}]}",
                                       "{\"columns\":[{\"column\":\"Z\",\"field\":\"sku\"}]}",
                                       "{\"columns\":[{\"column\":\"A\",\"field\":\"option_value\",\"number\":-1}]}",
                                       "{\"decimal\":\"dash\",\"columns\":[]}" };
  g_autoptr (VtImportMapping) mapping = vt_import_mapping_guess (header, NULL);
  g_autoptr (VtImportMapping) read = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  g_autofree char *key = vt_import_mapping_make_key (header);
  g_autofree char *other_key = vt_import_mapping_make_key (other);
  g_autoptr (GError) error = NULL;

  ((VtImportColumn *) g_ptr_array_index (mapping->columns, 0))->field = VT_FIELD_SKU;
  mapping->decimal = VT_DECIMAL_COMMA;
  json = vt_import_mapping_to_json (mapping);
  read = vt_import_mapping_from_json (json, header, &error);
  g_assert_no_error (error);
  again = vt_import_mapping_to_json (read);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpint (read->decimal, ==, VT_DECIMAL_COMMA);
  g_assert_null (vt_import_mapping_from_json (json, other, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "A"));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) local = NULL;

      g_assert_null (vt_import_mapping_from_json (wrong[i], header, &local));
      g_assert_nonnull (local);
    }
  g_assert_true (g_str_has_prefix (key, "import.mapping."));
  g_assert_cmpstr (key, !=, other_key);
}

static void
test_fields (void)
{
  for (guint i = 0; i < VT_N_FIELDS; i++)
    {
      VtImportField field = VT_FIELD_NONE;

      g_assert_true (vt_import_field_from_string (vt_import_field_to_string ((VtImportField) i), &field));
      g_assert_cmpuint (field, ==, i);
      g_assert_cmpstr (vt_import_field_get_label (field), !=, "");
    }
}

/* What the merchant says of the columns counts, and the decimal sign with it. */
static void
test_import (void)
{
  static const char mapping[] =
      "{\"decimal\":\"comma\",\"columns\":[{\"column\":\"x\",\"field\":\"title\"},"
      "{\"column\":\"y\",\"field\":\"price\"},{\"column\":\"z\",\"field\":\"tags\",\"separator\":\"/\"}]}";
  ImportFixture fixture = { 0 };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  g_autofree char *file = NULL;
  g_autofree char *message = NULL;
  g_autofree char *dump = NULL;
  g_autoptr (VtImport) import = NULL;
  const char *files[] = { NULL, NULL };

  import_set_up (&fixture, "EUR");
  files[0] = file = import_write (&fixture, "list.csv", "x;y;z;SKU\nCup;1.234;a, b/c;S\n", -1);
  options.currency = "EUR";
  options.mapping = mapping;
  import = import_files (&fixture, files, &options, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpstr (vt_import_get_format (import), ==, "table");
  dump = import_dump (&fixture, "cup");
  g_assert_cmpstr (dump, ==, "Cup|active|||a, b,c\n  [|] 123400\n");

  options.mapping = "{\"columns\":[{\"column\":\"nope\",\"field\":\"title\"}]}";
  g_assert_null (import_files (&fixture, files, &options, &message));
  g_assert_nonnull (strstr (message, "nope"));
  import_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-mapping/captions", test_captions);
  g_test_add_func ("/import-mapping/json", test_json);
  g_test_add_func ("/import-mapping/fields", test_fields);
  g_test_add_func ("/import-mapping/import", test_import);

  return g_test_run ();
}
