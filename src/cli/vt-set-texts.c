/* Fields whose names hold more than a name: "title@th", a text in another language, "option.Colour", an option, and
 * "fact:Width" or "fact:Width@th", a fact. */

#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-fact.h"
#include "cli/vt-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OPTION "option."
#define FACT   "fact:"
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
  { "handle", "handle" },
};

/* Whether such a field can be. */
gboolean
vt_set_knows_text (const char *field)
{
  return strchr (field, '@') != NULL || g_str_has_prefix (field, OPTION) || g_str_has_prefix (field, FACT);
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

/* "NAME: VALUE" is the fact in another language. */
static gboolean
translate_fact (VtSetTarget *target, const char *name, const char *language, const char *value, GError **error)
{
  g_autoptr (GPtrArray) facts = vt_product_list_facts (target->db, target->id, error);
  const char *colon = strstr (value, ": ");
  g_autofree char *translated = colon != NULL ? g_strndup (value, (gsize) (colon - value)) : NULL;

  if (facts == NULL)
    return FALSE;
  if (translated == NULL && *value != '\0')
    return vt_set_invalid (error, _ ("give the fact in that language as “NAME: VALUE”"));

  for (guint i = 0; i < facts->len; i++)
    {
      const VtFact *fact = g_ptr_array_index (facts, i);

      if (strcmp (fact->name, name) == 0)
        return translate (target, "product_fact", fact->id, "name", language, translated != NULL ? translated : "",
                          error) &&
               translate (target, "product_fact", fact->id, "value", language, colon != NULL ? colon + 2 : "", error);
    }

  return vt_set_invalid (error, _ ("“%s” has no fact “%s”"), target->title, name);
}

static gboolean
set_fact (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  const char *at = strrchr (field, '@');
  g_autofree char *name = at != NULL ? g_strndup (field, (gsize) (at - field)) : g_strdup (field);

  return at != NULL ? translate_fact (target, name, at + 1, value, error)
                    : vt_product_set_fact (target->db, target->id, name, value, error);
}

/* Sets a text of a product in another language or a fact, or renames an option. */
gboolean
vt_set_product_text (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  if (g_str_has_prefix (field, OPTION))
    return vt_product_rename_option (target->db, target->id, field + strlen (OPTION), value, error);
  if (g_str_has_prefix (field, FACT))
    return set_fact (target, field + strlen (FACT), value, error);

  return set_text (target, "product", target->id, field, value, error);
}

/* Sets a text of a variant in another language. */
gboolean
vt_set_variant_text (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  return set_text (target, "variant", target->variant_id, field, value, error);
}

/* Sets a text of a size table in another language. */
gboolean
vt_set_size_table_text (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  const char *at = strchr (field, '@');
  g_autofree char *name = at != NULL ? g_strndup (field, (gsize) (at - field)) : g_strdup (field);

  return at != NULL ? translate (target, "size_table", target->id, name, at + 1, value, error)
                    : vt_set_invalid (error, _ ("there is no such field"));
}

/* Sets a text of a collection in another language. */
gboolean
vt_set_collection_text (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  return set_text (target, "collection", target->id, field, value, error);
}
