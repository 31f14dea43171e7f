/* What the cells of one row say of a product. */

#include "base/vt-csv-cell.h"
#include "base/vt-html.h"
#include "catalogue/vt-import-table.h"
#include "catalogue/vt-product.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Kinds of rows by the words of all systems: WooCommerce, Magento, Bagisto, BigCommerce, Wix. */
static const VtImportWord kinds[] = {
  { "simple", VT_ROW_PRODUCT },
  { "product", VT_ROW_PRODUCT },
  { "physical", VT_ROW_PRODUCT },
  { "standard", VT_ROW_PRODUCT },
  { "simple product", VT_ROW_PRODUCT },
  { "variable", VT_ROW_VARIABLE },
  { "configurable", VT_ROW_VARIABLE },
  { "variable product", VT_ROW_VARIABLE },
  { "variation", VT_ROW_VARIANT },
  { "variant", VT_ROW_VARIANT },
  { "sku", VT_ROW_VARIANT },
  { "product_variation", VT_ROW_VARIANT },
  { "grouped", VT_ROW_SET },
  { "bundle", VT_ROW_SET },
  { "woosb", VT_ROW_SET },
  { "composite", VT_ROW_SET },
  { "external", VT_ROW_EXTERNAL },
  { "affiliate", VT_ROW_EXTERNAL },
  { "virtual", VT_ROW_IMMATERIAL },
  { "downloadable", VT_ROW_IMMATERIAL },
  { "digital", VT_ROW_IMMATERIAL },
  { "service", VT_ROW_IMMATERIAL },
  { "booking", VT_ROW_IMMATERIAL },
  { "giftcard", VT_ROW_IMMATERIAL },
  { "gift_card", VT_ROW_IMMATERIAL },
  { "subscription", VT_ROW_PRODUCT },
  { "variable-subscription", VT_ROW_VARIABLE },
  { "subscription_variation", VT_ROW_VARIANT },
  { "rule", VT_ROW_SKIPPED },
  { "image", VT_ROW_SKIPPED },
  { "video", VT_ROW_SKIPPED },
  { NULL, 0 },
};

/* Lists --------------------------------------------------------------------------------------------------------------
 */

/* "simple, downloadable, virtual": what says most of how it is sold counts. */
VtImportRowKind
vt_import_row_get_kind (const char *cell)
{
  g_auto (GStrv) words = g_strsplit (cell, ",", -1);
  VtImportRowKind kind = VT_ROW_UNKNOWN;

  for (guint i = 0; words[i] != NULL; i++)
    {
      int found = VT_ROW_UNKNOWN;

      g_strstrip (words[i]);
      if (*words[i] == '\0')
        continue;
      if (!vt_import_word_find (kinds, words[i], &found))
        return VT_ROW_UNKNOWN;
      if (kind == VT_ROW_UNKNOWN || kind == VT_ROW_PRODUCT)
        kind = (VtImportRowKind) found;
    }

  return kind;
}

static char
find_separator (const char *cell)
{
  static const char candidates[] = "\n|;,";

  for (const char *c = candidates; *c != '\0'; c++)
    if (strchr (cell, *c) != NULL)
      return *c;

  return ',';
}

/* The entries of a list, trimmed, the empty ones left out. Without a separator it is found out; "\," is no separator.
 */
char **
vt_import_row_split (const char *cell, const char *separator)
{
  char mark[2] = { find_separator (cell), '\0' };
  g_auto (GStrv) parts = g_strsplit (cell, separator != NULL && *separator != '\0' ? separator : mark, -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) part = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean escaped = g_str_has_suffix (parts[i], "\\") && parts[i + 1] != NULL;

      g_string_append (part, parts[i]);
      if (escaped)
        {
          g_string_truncate (part, part->len - 1);
          g_string_append (part, separator != NULL && *separator != '\0' ? separator : mark);
          continue;
        }
      g_strstrip (part->str);
      if (*part->str != '\0')
        g_strv_builder_add (builder, part->str);
      g_string_truncate (part, 0);
    }

  return g_strv_builder_end (builder);
}

static const char *
get_separator (VtImportTable *self, int column)
{
  const VtImportColumn *entry = column >= 0 ? g_ptr_array_index (self->mapping->columns, (guint) column) : NULL;

  return entry != NULL && entry->separator != NULL ? entry->separator : self->profile->list_separator;
}

/* Texts --------------------------------------------------------------------------------------------------------------
 */

/* WooCommerce writes the line ends of a description as "\n", and "\\n" for what is no line end. */
static char *
unescape (VtImportTable *self, const char *text)
{
  GString *plain;

  if ((self->flags & VT_TABLE_ESCAPES) == 0 || strchr (text, '\\') == NULL)
    return g_strdup (text);

  plain = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\\' && (p[1] == 'n' || g_str_has_prefix (p, "\\r\\n")))
        g_string_append (plain, p[1] == 'n' ? "\n" : "");
      else if (*p == '\\' && p[1] == '\\' && p[2] == 'n')
        {
          g_string_append (plain, "\\n");
          p++;
        }
      else
        {
          g_string_append_c (plain, *p);
          continue;
        }
      p++;
    }

  return g_string_free (plain, FALSE);
}

static gboolean
is_html (const char *text)
{
  for (const char *p = strchr (text, '<'); p != NULL; p = strchr (p + 1, '<'))
    if (g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!')
      return TRUE;

  return strchr (text, '&') != NULL && strchr (text, ';') != NULL;
}

static gboolean
has_blocks (const char *html)
{
  static const char *const blocks[] = { "<p",  "<br", "<div", "<ul", "<ol", "<table",
                                        "<h1", "<h2", "<h3",  "<h4", "<P",  "<BR" };

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (strstr (html, blocks[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* Text with a few tags and its own line ends, as WordPress keeps it, becomes paragraphs. */
static char *
to_html (const char *text)
{
  g_auto (GStrv) paragraphs = NULL;
  GString *html;

  if (!is_html (text))
    return vt_html_from_plain_text (text);
  if (has_blocks (text) || strchr (text, '\n') == NULL)
    return g_strdup (text);

  html = g_string_new (NULL);
  paragraphs = g_strsplit (text, "\n\n", -1);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      g_auto (GStrv) lines = g_strsplit (g_strstrip (paragraphs[i]), "\n", -1);
      g_autofree char *joined = g_strjoinv ("<br>", lines);

      if (*joined != '\0')
        g_string_append_printf (html, "<p>%s</p>", joined);
    }

  return g_string_free (html, FALSE);
}

static const char *
take_text (VtImportTable *self, VtImportProduct *product, VtImportField field)
{
  return vt_import_source_take_text (self->source, product, vt_import_table_column (self, field));
}

static const char *
take_long_text (VtImportTable *self, VtImportProduct *product, VtImportField field)
{
  const char *text = take_text (self, product, field);
  g_autofree char *plain = NULL;

  if (text == NULL || (self->flags & VT_TABLE_ESCAPES) == 0)
    return text;
  plain = unescape (self, text);

  return vt_import_product_text (product, plain);
}

/* The short description goes before the long one, unless that begins with it. */
static const char *
take_description (VtImportTable *self, VtImportProduct *product)
{
  const char *text = take_long_text (self, product, VT_FIELD_DESCRIPTION);
  const char *summary = take_long_text (self, product, VT_FIELD_SUMMARY);
  g_autofree char *html = text != NULL && *text != '\0' ? to_html (text) : NULL;
  g_autofree char *lead = summary != NULL && *summary != '\0' ? to_html (summary) : NULL;
  g_autofree char *both = NULL;

  if (html == NULL && lead == NULL)
    return text != NULL ? text : summary;
  if (html != NULL && lead != NULL && strncmp (html, lead, strlen (lead)) != 0)
    both = g_strconcat (lead, "\n", html, NULL);
  else
    both = g_strdup (html != NULL ? html : lead);

  return vt_import_product_text (product, both);
}

static void
take_tags (VtImportTable *self, VtImportProduct *product)
{
  for (guint i = 0; i < self->columns_of[VT_FIELD_TAGS]->len; i++)
    {
      int column = g_array_index (self->columns_of[VT_FIELD_TAGS], int, i);
      const VtImportColumn *entry = g_ptr_array_index (self->mapping->columns, (guint) column);
      const char *text = vt_import_source_take_text (self->source, product, column);
      g_auto (GStrv) tags = NULL;

      if (text == NULL || (entry->language != NULL && g_strcmp0 (entry->language, self->language) != 0))
        continue;
      if (product->tags == NULL)
        product->tags = vt_import_list_new ();
      tags = vt_import_row_split (text, get_separator (self, column));
      for (guint j = 0; tags[j] != NULL; j++)
        vt_import_product_add_text (product, &product->tags, tags[j]);
    }
}

static void
take_related (VtImportTable *self, VtImportProduct *product)
{
  static const VtImportField sources[] = { VT_FIELD_RELATED, VT_FIELD_MEMBERS };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    for (guint j = 0; j < self->columns_of[sources[i]]->len; j++)
      {
        int column = g_array_index (self->columns_of[sources[i]], int, j);
        g_auto (GStrv) names =
            vt_import_row_split (vt_import_source_get_cell (self->source, column), get_separator (self, column));

        for (guint k = 0; names[k] != NULL; k++)
          {
            char *equals = strchr (names[k], '=');

            if (equals != NULL)
              *equals = '\0';
            if (g_ascii_strncasecmp (names[k], "id:", 3) != 0 && strcmp (names[k], "[]") != 0)
              vt_import_product_add_text (product, &product->related, names[k]);
          }
      }
}

/* Categories ---------------------------------------------------------------------------------------------------------
 */

static gboolean
is_no_category (VtImportTable *self, const char *title)
{
  return (self->profile->root_category != NULL && g_ascii_strcasecmp (title, self->profile->root_category) == 0) ||
         g_ascii_strcasecmp (title, "Uncategorized") == 0 || g_ascii_strcasecmp (title, "Uncategorised") == 0;
}

/* A path from the widest to the narrowest: the product is in the last. */
static void
take_path (VtImportTable *self, VtImportProduct *product, const char *path)
{
  const char *mark = strchr (path, '>') != NULL ? ">" : (self->flags & VT_TABLE_SLASHES) != 0 ? "/" : NULL;
  g_auto (GStrv) titles = mark != NULL ? vt_import_row_split (path, mark) : vt_import_row_split (path, "\n");
  const char *parent = NULL;

  for (guint i = 0; titles[i] != NULL; i++)
    {
      if (i == 0 && is_no_category (self, titles[i]))
        continue;
      vt_import_product_add_collection (product, titles[i], parent, titles[i + 1] == NULL);
      parent = titles[i];
    }
}

static void
take_categories (VtImportTable *self, VtImportProduct *product)
{
  if ((self->flags & VT_TABLE_TAXONOMY) != 0)
    {
      g_auto (GStrv) path = vt_import_row_split (vt_import_table_get (self, VT_FIELD_CATEGORIES), ">");
      guint n = g_strv_length (path);

      if (n > 0 && (product->product_type == NULL || *product->product_type == '\0') &&
          !is_no_category (self, path[n - 1]))
        product->product_type = vt_import_product_text (product, path[n - 1]);
      return;
    }
  for (guint i = 0; i < self->columns_of[VT_FIELD_CATEGORIES]->len; i++)
    {
      int column = g_array_index (self->columns_of[VT_FIELD_CATEGORIES], int, i);
      const char *cell = vt_import_source_get_cell (self->source, column);
      g_auto (GStrv) paths = NULL;

      if (strcmp (cell, "[]") == 0)
        continue;
      paths = vt_import_row_split (cell, get_separator (self, column));
      for (guint j = 0; paths[j] != NULL; j++)
        take_path (self, product, paths[j]);
    }
}

/* Status -------------------------------------------------------------------------------------------------------------
 */

gboolean
vt_import_row_take_word (VtImportTable *self,
                         VtImportProduct *product,
                         VtImportField field,
                         const VtImportWord *words,
                         int *out)
{
  const char *cell = vt_import_table_get (self, field);

  if (*cell == '\0' || strcmp (cell, "[]") == 0)
    return FALSE;
  /* Spreadsheets write TRUE in their own language. */
  if (vt_import_word_find (words, cell, out) || vt_import_word_find (vt_import_yes_no, cell, out))
    return TRUE;
  vt_import_product_warn (
      product, _ ("line %u, “%s”: “%s” was not understood and left out"), vt_import_source_get_line (self->source),
      vt_import_source_get_column (self->source, (guint) vt_import_table_column (self, field)), cell);

  return FALSE;
}

static void
take_status (VtImportTable *self, VtImportProduct *product)
{
  int status = VT_PRODUCT_ACTIVE;
  int published = VT_PRODUCT_ACTIVE;
  gboolean has_status = vt_import_row_take_word (self, product, VT_FIELD_STATUS, vt_import_status_words, &status);
  gboolean has_published =
      vt_import_row_take_word (self, product, VT_FIELD_PUBLISHED, vt_import_status_words, &published);

  if (!has_status && !has_published)
    return;
  product->status = has_status ? status : published;
  if (has_published && published != VT_PRODUCT_ACTIVE && product->status == VT_PRODUCT_ACTIVE)
    product->status = VT_PRODUCT_DRAFT;
}

/* What cannot be sold as it is comes as a draft, so that nobody orders it for nothing. */
static void
take_kind (VtImportTable *self, VtImportDraft *draft)
{
  VtImportProduct *product = draft->product;
  const char *link = vt_import_table_get (self, VT_FIELD_LINK);

  if (draft->kind == VT_ROW_SET)
    {
      product->status = VT_PRODUCT_DRAFT;
      vt_import_product_warn (product,
                              _ ("it is a set of other products: those are related to it now, and it is a draft"));
    }
  if (draft->kind == VT_ROW_EXTERNAL)
    {
      product->status = VT_PRODUCT_DRAFT;
      vt_import_product_warn (product, _ ("it is sold elsewhere (%s), so it is a draft"), link);
    }
}

/* Photos -------------------------------------------------------------------------------------------------------------
 */

static gboolean
is_address (const char *text)
{
  return g_ascii_strncasecmp (text, "http://", 7) == 0 || g_ascii_strncasecmp (text, "https://", 8) == 0;
}

/* Addresses may hold commas and semicolons: in a list of addresses, what is none goes on with the one before. */
static char **
split_photos (const char *cell, const char *separator)
{
  g_auto (GStrv) parts = vt_import_row_split (cell, separator);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  if (!is_address (cell))
    return g_steal_pointer (&parts);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *before = list->len > 0 ? g_ptr_array_index (list, list->len - 1) : NULL;

      if (before == NULL || is_address (parts[i]))
        {
          g_ptr_array_add (list, g_strdup (parts[i]));
          continue;
        }
      g_ptr_array_index (list, list->len - 1) = g_strconcat (before, ",", parts[i], NULL);
      g_free (before);
    }
  g_ptr_array_add (list, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

const char *
vt_import_row_add_photos (VtImportTable *self, VtImportProduct *product, int column, const char *alt)
{
  const char *cell = vt_import_source_get_cell (self->source, column);
  g_auto (GStrv) sources = NULL;
  const char *first = NULL;

  if (*cell == '\0' || strcmp (cell, "[]") == 0 || strcmp (cell, "no_selection") == 0)
    return NULL;

  sources = split_photos (cell, get_separator (self, column));
  for (guint i = 0; sources[i] != NULL; i++)
    {
      const char *source = sources[i] + (*sources[i] == '/' && sources[i][1] != '/' ? 1 : 0);
      const VtImportPhoto *photo = vt_import_product_add_photo (product, source, i == 0 && *alt != '\0' ? alt : NULL);

      first = first != NULL ? first : photo->source;
    }

  return first;
}

/* @variant is NULL for a row whose photos are the product's as a whole. */
void
vt_import_row_take_photos (VtImportTable *self, VtImportProduct *product, VtImportVariant *variant)
{
  const char *alt = vt_csv_restore_token (vt_import_table_get (self, VT_FIELD_PHOTO_ALT));
  gboolean is_variant_row = variant != NULL && *vt_import_table_get (self, VT_FIELD_PARENT) != '\0';
  const char *first = NULL;

  for (guint i = 0; i < self->columns_of[VT_FIELD_PHOTOS]->len; i++)
    {
      const char *added = vt_import_row_add_photos (
          self, product, g_array_index (self->columns_of[VT_FIELD_PHOTOS], int, i), i == 0 ? alt : "");

      first = first != NULL ? first : added;
    }
  if (is_variant_row && variant->photo == NULL)
    variant->photo = first;
  for (guint i = 0; i < self->columns_of[VT_FIELD_VIDEOS]->len; i++)
    {
      const char *url =
          vt_import_source_get_cell (self->source, g_array_index (self->columns_of[VT_FIELD_VIDEOS], int, i));

      if (is_address (url))
        vt_import_product_add_video (product, url, NULL);
    }
}

/* The product --------------------------------------------------------------------------------------------------------
 */

static const char *
translation_field (VtImportField field)
{
  switch (field)
    {
    case VT_FIELD_TITLE:
      return "title";
    case VT_FIELD_DESCRIPTION:
      return "description_html";
    case VT_FIELD_SEO_TITLE:
      return "seo_title";
    case VT_FIELD_SEO_DESCRIPTION:
      return "seo_description";
    default:
      return NULL;
    }
}

static gboolean
is_language_code (const char *text)
{
  return g_regex_match_simple ("^[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?$", text, 0, 0);
}

/* Texts in other languages than the product's own: of columns that say their language, or of a row that does. */
void
vt_import_row_take_translations (VtImportTable *self, VtImportProduct *product, const char *row_language)
{
  if (row_language != NULL && !is_language_code (row_language))
    {
      vt_import_source_note (self->source, _ ("Texts of “%s” were not taken over: it is not the code of a language"),
                             row_language);
      return;
    }
  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      const VtImportColumn *column = g_ptr_array_index (self->mapping->columns, i);
      const char *language = row_language != NULL ? row_language : column->language;
      const char *field = translation_field (column->field);
      const char *known;
      g_autofree char *text = NULL;
      g_autofree char *html = NULL;

      if (field == NULL || language == NULL ||
          (row_language == NULL && (self->language == NULL || strcmp (language, self->language) == 0)) ||
          *vt_import_source_get_cell (self->source, (int) i) == '\0')
        continue;
      known = vt_import_source_match_language (self->source, language);
      if (known == NULL)
        {
          vt_import_source_note (
              self->source, _ ("Texts in “%s” were not taken over: add it to the shop's languages first"), language);
          continue;
        }
      text = unescape (self, vt_import_source_get_cell (self->source, (int) i));
      html = column->field == VT_FIELD_DESCRIPTION ? to_html (text) : NULL;
      vt_import_product_add_translation (product, known, field, html != NULL ? html : text);
    }
}

void
vt_import_row_take_product (VtImportTable *self, VtImportDraft *draft)
{
  VtImportProduct *product = draft->product;
  const char *handle = vt_import_table_get (self, VT_FIELD_HANDLE);

  product->line = vt_import_source_get_line (self->source);
  product->title = take_text (self, product, VT_FIELD_TITLE);
  if (*handle != '\0' && strcmp (handle, "[]") != 0)
    product->handle = vt_import_product_text (product, handle);
  product->description_html = take_description (self, product);
  product->vendor = take_text (self, product, VT_FIELD_VENDOR);
  product->product_type = take_text (self, product, VT_FIELD_TYPE);
  product->seo_title = take_text (self, product, VT_FIELD_SEO_TITLE);
  product->seo_description = take_text (self, product, VT_FIELD_SEO_DESCRIPTION);
  product->tax_class = take_text (self, product, VT_FIELD_TAX_CLASS);
  take_tags (self, product);
  take_categories (self, product);
  take_related (self, product);
  take_status (self, product);
  take_kind (self, draft);
  vt_import_row_take_translations (self, product, NULL);
}
