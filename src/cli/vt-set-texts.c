/* Fields whose names hold more than a name: "title@th", a text in another language, and "option.Colour", an option. */

#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-product-edit.h"
#include "cli/vt-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OPTION "option."
#define LIST   "\x1f"

/* What a text is called here, and in the database. */
static const struct
{
  const char *name;
  const char *field;
} texts[] = {
  { "title", "title" },
  { "description", "description_html" },
  { "seo-title", "seo_title" },
  { "seo-description", "seo_description" },
  { "options", "option_names" },
  { "values", "option_values" },
  { "alt", "alt" },
};

/* Whether such a field can be. */
gboolean
vt_set_knows_text (const char *field)
{
  return strchr (field, '@') != NULL || g_str_has_prefix (field, OPTION);
}

static const char *
find_text (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strlen (texts[i].name) == length && strncmp (texts[i].name, name, length) == 0)
      return texts[i].field;

  return NULL;
}

static gboolean
translate (VtSetTarget *target,
           const char *kind,
           gint64 row_id,
           const char *field,
           const char *language,
           const char *value,
           GError **error)
{
  const VtTranslatable *what = vt_translatable_find (kind, field);
  g_auto (GStrv) items = g_strsplit (value, ",", -1);
  g_autofree char *list = NULL;

  for (guint i = 0; items[i] != NULL; i++)
    g_strstrip (items[i]);
  list = what != NULL && what->is_list && *value != '\0' ? g_strjoinv (LIST, items) : g_strdup (value);

  return vt_catalogue_translate (target->db, kind, row_id, field, language, list, error);
}

static gboolean
set_text (VtSetTarget *target, const char *kind, gint64 row_id, const char *name, const char *value, GError **error)
{
  gsize length = strcspn (name, "@");
  const char *field = name[length] == '@' ? find_text (name, length) : NULL;

  if (field == NULL)
    return vt_set_invalid (error, _ ("there is no such field"));
  if (strcmp (field, "alt") == 0)
    {
      if (target->product == NULL || vt_product_get_n_photos (target->product) == 0)
        return vt_set_invalid (error, _ ("“%s” has no photo"), target->title);
      kind = "photo";
      row_id = vt_product_get_photo (target->product, 0)->id;
    }

  return translate (target, kind, row_id, field, name + length + 1, value, error);
}

/* Sets a text of a product in another language, or renames an option. */
gboolean
vt_set_product_text (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  if (g_str_has_prefix (field, OPTION))
    return vt_product_rename_option (target->db, target->id, field + strlen (OPTION), value, error);

  return set_text (target, "product", target->id, field, value, error);
}

/* Sets a text of a variant in another language. */
gboolean
vt_set_variant_text (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  return set_text (target, "variant", target->variant_id, field, value, error);
}

/* Sets a text of a collection in another language. */
gboolean
vt_set_collection_text (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  return set_text (target, "collection", target->id, field, value, error);
}
