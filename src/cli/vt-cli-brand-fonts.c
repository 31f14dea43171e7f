/* `brand SHOP fonts`: how families of typefaces would serve the shop, and what of them travels with it. */
#include "cli/vt-cli-brand-fonts.h"

#include "brand/vt-brand-face.h"
#include "brand/vt-brand.h"
#include "brand/vt-font-report.h"
#include "cli/vt-cli-commands.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static JsonObject *
report_to_json (const VtFontReport *report)
{
  JsonObject *object = json_object_new ();
  JsonArray *scripts = json_array_new ();
  JsonArray *weights = json_array_new ();

  json_object_set_string_member (object, "family", report->family);
  json_object_set_boolean_member (object, "installed", report->is_installed);
  json_object_set_boolean_member (object, "may-travel", report->may_travel);
  json_object_set_boolean_member (object, "open-licence", report->is_open);
  vt_cli_set_text (object, "reason", report->reason);
  for (guint i = 0; i < report->weights->len; i++)
    json_array_add_int_element (weights, g_array_index (report->weights, int, i));
  json_object_set_array_member (object, "weights", weights);
  for (guint i = 0; i < report->coverage->len; i++)
    {
      const VtFontCoverage *coverage = g_ptr_array_index (report->coverage, i);
      JsonObject *script = json_object_new ();

      json_object_set_string_member (script, "script", coverage->script);
      json_object_set_boolean_member (script, "covered", coverage->is_covered);
      vt_cli_set_text (script, "companion", coverage->companion);
      json_object_set_boolean_member (script, "good", vt_font_coverage_is_good (coverage));
      json_array_add_object_element (scripts, script);
    }
  json_object_set_array_member (object, "scripts", scripts);

  return object;
}

static JsonObject *
face_to_json (VtDb *db, const VtBrandFace *face)
{
  JsonObject *object = json_object_new ();
  g_autofree char *path = vt_brand_face_path (face);
  g_autoptr (GBytes) bytes = vt_brand_face_find (db, path, NULL);

  json_object_set_string_member (object, "path", path);
  json_object_set_string_member (object, "family", face->family);
  json_object_set_string_member (object, "script", face->script);
  json_object_set_int_member (object, "weight-from", face->weight_min);
  json_object_set_int_member (object, "weight-to", face->weight_max);
  json_object_set_int_member (object, "bytes", bytes != NULL ? (gint64) g_bytes_get_size (bytes) : 0);
  return object;
}

static void
print_report (const VtFontReport *report)
{
  g_autoptr (GString) words = g_string_new (report->is_installed ? NULL : _ ("Not on this computer"));

  for (guint i = 0; report->is_installed && i < report->coverage->len; i++)
    {
      g_autofree char *part = vt_font_coverage_to_string (g_ptr_array_index (report->coverage, i));

      g_string_append_printf (words, i > 0 ? " · %s" : "%s", part);
    }
  if (report->is_open)
    g_string_append_printf (words, " · %s", _ ("Open licence"));
  printf ("%-24s %s\n", report->family, words->str);
  if (report->reason != NULL)
    printf ("%s\n", report->reason);
}

static void
print_face (JsonObject *face)
{
  printf ("%-24s %-8s %4" G_GINT64_FORMAT "–%-4" G_GINT64_FORMAT " %6.1f KB  %s\n",
          json_object_get_string_member (face, "family"), json_object_get_string_member (face, "script"),
          json_object_get_int_member (face, "weight-from"), json_object_get_int_member (face, "weight-to"),
          (double) json_object_get_int_member (face, "bytes") / 1024, json_object_get_string_member (face, "path"));
}

/* Those that are named, else the two of the brand. */
static GPtrArray *
list_reports (VtBrand *brand, char **families, char **languages)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_font_report_free);

  for (guint i = 0; families[i] != NULL; i++)
    g_ptr_array_add (reports, vt_font_report_new (families[i], (const char *const *) languages));
  for (int type = 0; reports->len < VT_BRAND_N_TYPES && families[0] == NULL && type < VT_BRAND_N_TYPES; type++)
    g_ptr_array_add (
        reports, vt_font_report_new (vt_brand_get_font (brand, (VtBrandType) type), (const char *const *) languages));

  return reports;
}

static void
print_all (VtDb *db, GPtrArray *reports, GPtrArray *faces, gboolean json)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *families = json_array_new ();
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < reports->len; i++)
    {
      json_array_add_object_element (families, report_to_json (g_ptr_array_index (reports, i)));
      if (!json)
        print_report (g_ptr_array_index (reports, i));
    }
  for (guint i = 0; i < faces->len; i++)
    {
      JsonObject *face = face_to_json (db, g_ptr_array_index (faces, i));

      json_array_add_object_element (files, face);
      if (!json)
        print_face (face);
    }
  json_object_set_array_member (object, "families", families);
  json_object_set_array_member (object, "files", files);
  if (json)
    vt_cli_print_json_object (object);
}

/**
 * vt_cli_brand_fonts:
 * @shop_path: (type filename): a shop's folder
 * @families: (array zero-terminated=1): names of families; none: the brand's
 * @json: whether to print JSON
 *
 * Prints how the families would serve the shop's languages, and the files that travel with it.
 *
 * Returns: an exit status
 */
int
vt_cli_brand_fonts (const char *shop_path, char **families, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (shop_path, VT_SHOP_READ, &error);
  VtDb *db = shop != NULL ? vt_shop_get_reader (shop) : NULL;
  g_autoptr (VtBrand) brand = db != NULL ? vt_brand_load (db, &error) : NULL;
  g_auto (GStrv) languages = brand != NULL ? vt_language_list (db, &error) : NULL;
  g_autoptr (GPtrArray) faces = languages != NULL ? vt_brand_face_list (db, &error) : NULL;
  g_autoptr (GPtrArray) reports = NULL;

  if (faces == NULL)
    return vt_cli_end (FALSE, &error);

  reports = list_reports (brand, families, languages);
  print_all (db, reports, faces, json);
  return VT_CLI_DONE;
}
