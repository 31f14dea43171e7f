#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-import-table.h"

#include "catalogue/vt-import-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Up to this size the rows of a product may stand anywhere, as when a spreadsheet sorted them by another column. */
#define SMALL_FILE_BYTES (4 * 1024 * 1024)

/* Opening -----------------------------------------------------------------------------------------------------------
 */

static char **
get_captions (VtImportSource *source)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < vt_import_source_get_n_columns (source); i++)
    g_strv_builder_add (builder, vt_import_source_get_column (source, i));

  return g_strv_builder_end (builder);
}

/* Whether the header has all of @captions; each may be several with bars between, of which one is enough. They are in
 * the form of vt_import_alias_make_key(). */
gboolean
vt_import_table_has (VtImportSource *source, const char *const *captions)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < vt_import_source_get_n_columns (source); i++)
    g_hash_table_add (keys, vt_import_alias_make_key (vt_import_source_get_column (source, i), NULL));

  for (guint i = 0; captions[i] != NULL; i++)
    {
      g_auto (GStrv) either = g_strsplit (captions[i], "|", -1);
      gboolean found = FALSE;

      for (guint j = 0; either[j] != NULL; j++)
        found = found || g_hash_table_contains (keys, either[j]);
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* What the columns are: as the merchant says, as the profile knows, or as it seems. */
VtImportMapping *
vt_import_table_map (VtImportSource *source, const VtImportProfile *profile, GError **error)
{
  g_auto (GStrv) captions = get_captions (source);
  const char *json = vt_import_source_get_options (source)->mapping;
  VtImportMapping *mapping;

  if (json != NULL)
    return vt_import_mapping_from_json (json, (const char *const *) captions, error);
  if (profile->aliases == NULL)
    return vt_import_mapping_guess ((const char *const *) captions, vt_import_source_get_sample (source));

  mapping = vt_import_mapping_new ((const char *const *) captions);
  for (guint i = 0; i < mapping->columns->len; i++)
    vt_import_alias_apply (profile->aliases, !profile->only_aliases, g_ptr_array_index (mapping->columns, i));

  return mapping;
}

/* Of several languages in columns, the one of the import, else the first that has a title. */
static char *
choose_language (VtImportTable *self)
{
  const char *wanted = vt_import_source_get_language (self->source);
  const char *first = NULL;

  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      const VtImportColumn *column = g_ptr_array_index (self->mapping->columns, i);

      if (column->field != VT_FIELD_TITLE)
        continue;
      if (column->language == NULL)
        return NULL;
      if (wanted != NULL && g_strcmp0 (vt_import_source_match_language (self->source, column->language), wanted) == 0)
        return g_strdup (column->language);
      first = first != NULL ? first : column->language;
    }

  return g_strdup (first);
}

static gboolean
is_number (VtImportField field)
{
  return field == VT_FIELD_PRICE || field == VT_FIELD_SALE_PRICE || field == VT_FIELD_COMPARE_AT ||
         field == VT_FIELD_COST || field == VT_FIELD_WEIGHT;
}

/* What is declared counts; else what the numbers say, and where they do not, what the system writes. A system's file
 * that went through a spreadsheet may have the other sign. */
static VtDecimal
find_common_decimal (VtImportTable *self)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (int));
  VtDecimal usual = self->profile->decimal;
  VtDecimal found = VT_DECIMAL_UNKNOWN;

  if (self->mapping->decimal != VT_DECIMAL_UNKNOWN)
    return self->mapping->decimal;

  for (guint i = 0; i < VT_N_FIELDS; i++)
    if (is_number ((VtImportField) i))
      g_array_append_vals (numbers, self->columns_of[i]->data, self->columns_of[i]->len);
  if (numbers->len > 0)
    found = vt_import_source_find_decimal (self->source, (const int *) (gpointer) numbers->data, numbers->len);
  if (usual != VT_DECIMAL_UNKNOWN && found != VT_DECIMAL_POINT && found != VT_DECIMAL_COMMA)
    return usual;
  if (usual == VT_DECIMAL_POINT && found == VT_DECIMAL_COMMA)
    vt_import_source_note (self->source,
                           _ ("The numbers were read with a decimal comma, as they seem to have in this file"));

  return found;
}

/* Where the file as a whole does not tell, each column may. */
static void
find_decimals (VtImportTable *self)
{
  VtDecimal common = find_common_decimal (self);
  gboolean is_told = common == VT_DECIMAL_POINT || common == VT_DECIMAL_COMMA;

  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      int column = (int) i;

      self->decimals[i] = is_told ? common : vt_import_source_find_decimal (self->source, &column, 1);
    }
}

gpointer
vt_import_table_open (VtImportSource *source, const VtImportProfile *profile, GError **error)
{
  VtImportMapping *mapping = vt_import_table_map (source, profile, error);
  VtImportTable *self;

  if (mapping == NULL)
    return NULL;

  self = g_new0 (VtImportTable, 1);
  self->source = source;
  self->profile = profile;
  self->mapping = mapping;
  self->flags = profile->flags;
  for (guint i = 0; i < VT_N_FIELDS; i++)
    self->columns_of[i] = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < mapping->columns->len; i++)
    {
      int index = (int) i;

      g_array_append_val (self->columns_of[((VtImportColumn *) g_ptr_array_index (mapping->columns, i))->field], index);
    }
  if (self->columns_of[VT_FIELD_PARENT]->len > 0 || self->columns_of[VT_FIELD_GROUP]->len > 0)
    self->flags |= VT_TABLE_WHOLE;
  if (self->columns_of[VT_FIELD_HANDLE]->len > 0 && source->file->bytes <= SMALL_FILE_BYTES)
    self->flags |= VT_TABLE_WHOLE;
  self->captions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < mapping->columns->len; i++)
    g_hash_table_insert (
        self->captions,
        vt_import_alias_make_key (((VtImportColumn *) g_ptr_array_index (mapping->columns, i))->caption, NULL),
        GINT_TO_POINTER ((int) i + 1));
  self->language = choose_language (self);
  self->decimals = g_new0 (VtDecimal, mapping->columns->len + 1);
  find_decimals (self);
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->order = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_import_draft_free);

  return self;
}

void
vt_import_table_close (gpointer table)
{
  VtImportTable *self = table;

  for (guint i = 0; i < VT_N_FIELDS; i++)
    g_array_unref (self->columns_of[i]);
  if ((self->flags & VT_TABLE_WHOLE) == 0 && self->current != NULL)
    vt_import_draft_free (self->current);
  g_hash_table_unref (self->captions);
  g_hash_table_unref (self->drafts);
  g_ptr_array_unref (self->order);
  vt_import_mapping_free (self->mapping);
  if (self->extra != NULL && self->free_extra != NULL)
    self->free_extra (self->extra);
  g_free (self->decimals);
  g_free (self->language);
  g_free (self);
}

/* The row -----------------------------------------------------------------------------------------------------------
 */

static gboolean
is_own_language (VtImportTable *self, int index)
{
  const VtImportColumn *column = g_ptr_array_index (self->mapping->columns, (guint) index);

  return column->language == NULL || g_strcmp0 (column->language, self->language) == 0;
}

/* The first column of @field, in the product's own language, that is filled in this row; the first at all when none is;
 * -1 when there is no such column. */
int
vt_import_table_column (VtImportTable *self, VtImportField field)
{
  const GArray *columns = self->columns_of[field];
  int first = -1;

  for (guint i = 0; i < columns->len; i++)
    {
      int column = g_array_index (columns, int, i);

      if (!is_own_language (self, column))
        continue;
      if (*vt_import_source_get_cell (self->source, column) != '\0')
        return column;
      first = first < 0 ? column : first;
    }

  return first;
}

const char *
vt_import_table_get (VtImportTable *self, VtImportField field)
{
  return vt_import_source_get_cell (self->source, vt_import_table_column (self, field));
}

/* A cell of a column that is no field, by its key. */
const char *
vt_import_table_get_caption (VtImportTable *self, const char *caption)
{
  return vt_import_source_get_cell (self->source, GPOINTER_TO_INT (g_hash_table_lookup (self->captions, caption)) - 1);
}

/* Drafts ------------------------------------------------------------------------------------------------------------
 */

VtImportDraft *
vt_import_table_find_draft (VtImportTable *self, const char *kind, const char *key)
{
  g_autofree char *name = g_strconcat (kind, ":", key, NULL);

  return g_hash_table_lookup (self->drafts, name);
}

void
vt_import_table_name_draft (VtImportTable *self, VtImportDraft *draft, const char *kind, const char *key)
{
  if (*key != '\0' && vt_import_table_find_draft (self, kind, key) == NULL)
    g_hash_table_insert (self->drafts, g_strconcat (kind, ":", key, NULL), draft);
}

/* Takes a draft out: what it had is elsewhere now. */
void
vt_import_table_drop_draft (VtImportTable *self G_GNUC_UNUSED, VtImportDraft *draft)
{
  g_clear_pointer (&draft->product, vt_import_product_free);
}

static VtImportDraft *
add_draft (VtImportTable *self, VtImportRowKind kind)
{
  VtImportDraft *draft = vt_import_draft_new (self, kind);

  if ((self->flags & VT_TABLE_WHOLE) != 0)
    g_ptr_array_add (self->order, draft);

  return draft;
}

/* "id:123" is the number that a row has in its system; anything else a SKU, or the number without the word. */
static VtImportDraft *
find_parent (VtImportTable *self, const char *parent)
{
  VtImportDraft *draft;

  if (g_ascii_strncasecmp (parent, "id:", 3) == 0)
    return vt_import_table_find_draft (self, "id", g_strstrip ((char *) parent + 3));

  draft = vt_import_table_find_draft (self, "sku", parent);

  return draft != NULL ? draft : vt_import_table_find_draft (self, "id", parent);
}

static VtImportDraft *
find_or_add_parent (VtImportTable *self, const char *parent)
{
  VtImportDraft *draft = find_parent (self, parent);

  if (draft != NULL)
    return draft;

  draft = add_draft (self, VT_ROW_VARIABLE);
  if (g_ascii_strncasecmp (parent, "id:", 3) == 0)
    vt_import_table_name_draft (self, draft, "id", parent + 3);
  else
    vt_import_table_name_draft (self, draft, "sku", parent);

  return draft;
}

/* The draft that was begun by variants whose parent comes later. */
static VtImportDraft *
find_waiting (VtImportTable *self)
{
  const char *keys[][2] = { { "sku", vt_import_table_get (self, VT_FIELD_SKU) },
                            { "id", vt_import_table_get (self, VT_FIELD_ROW_ID) } };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      VtImportDraft *draft = *keys[i][1] != '\0' ? vt_import_table_find_draft (self, keys[i][0], keys[i][1]) : NULL;

      if (draft != NULL && !draft->has_fields)
        return draft;
    }

  return NULL;
}

static VtImportDraft *
find_grouped (VtImportTable *self, VtImportRowKind kind, const char *by, const char *key)
{
  VtImportDraft *draft = vt_import_table_find_draft (self, by, key);

  if (draft == NULL)
    {
      draft = add_draft (self, kind);
      vt_import_table_name_draft (self, draft, by, key);
    }
  draft->is_grouped = TRUE;

  return draft;
}

static gboolean
follows (VtImportTable *self, const char *handle, const char *title, VtImportRowKind kind)
{
  const VtImportDraft *current = self->current;

  if (current == NULL)
    return FALSE;
  if (*handle != '\0')
    return strcmp (handle, current->handle) == 0;
  if (kind == VT_ROW_VARIANT)
    return TRUE;
  if (*title == '\0')
    return (self->flags & VT_TABLE_CONTINUES) != 0;

  return (self->flags & VT_TABLE_BY_TITLE) != 0 && *current->handle == '\0' && strcmp (title, current->title) == 0;
}

/* The draft that this row belongs to; a new one when it begins a product. */
static VtImportDraft *
find_draft (VtImportTable *self, VtImportRowKind kind)
{
  const char *parent = vt_import_table_get (self, VT_FIELD_PARENT);
  const char *group = vt_import_table_get (self, VT_FIELD_GROUP);
  const char *handle = vt_import_table_get (self, VT_FIELD_HANDLE);
  const char *title = vt_import_table_get (self, VT_FIELD_TITLE);
  VtImportDraft *waiting;

  if (*parent != '\0' && (kind == VT_ROW_VARIANT || kind == VT_ROW_PRODUCT))
    return find_or_add_parent (self, parent);
  if (*group != '\0')
    return find_grouped (self, kind, "group", group);
  if (follows (self, handle, title, kind))
    return self->current;
  if ((self->flags & VT_TABLE_WHOLE) == 0)
    return add_draft (self, kind);

  waiting = find_waiting (self);
  if (waiting != NULL)
    {
      waiting->kind = kind;
      return waiting;
    }
  if (*handle != '\0')
    {
      VtImportDraft *same = vt_import_table_find_draft (self, "handle", handle);

      return same != NULL ? same : add_draft (self, kind);
    }

  return add_draft (self, kind);
}

/* Reading -----------------------------------------------------------------------------------------------------------
 */

static guint
count_filled (VtImportTable *self)
{
  guint n = 0;

  for (guint i = 0; i < vt_import_source_get_n_columns (self->source) && n < 2; i++)
    n += *vt_import_source_get_cell (self->source, (int) i) != '\0';

  return n;
}

/* Empty rows, and remarks that a template has below its examples. */
static gboolean
is_no_product (VtImportTable *self)
{
  guint n_filled = count_filled (self);

  if (n_filled == 1 && vt_import_source_get_n_columns (self->source) > 5 &&
      *vt_import_table_get (self, VT_FIELD_TITLE) == '\0' && *vt_import_table_get (self, VT_FIELD_SKU) == '\0')
    {
      vt_import_source_note (self->source, _ ("Line %u was left out: it says nothing of a product"),
                             vt_import_source_get_line (self->source));
      return TRUE;
    }

  return n_filled == 0;
}

static VtImportRowKind
get_kind (VtImportTable *self)
{
  const char *cell = vt_import_table_get (self, VT_FIELD_ROW_KIND);

  return *cell != '\0' ? vt_import_row_get_kind (cell) : VT_ROW_PRODUCT;
}

static void
name_draft (VtImportTable *self, VtImportDraft *draft)
{
  vt_import_table_name_draft (self, draft, "sku", vt_import_table_get (self, VT_FIELD_SKU));
  vt_import_table_name_draft (self, draft, "id", vt_import_table_get (self, VT_FIELD_ROW_ID));
  vt_import_table_name_draft (self, draft, "handle", vt_import_table_get (self, VT_FIELD_HANDLE));
}

/* A row in another language than the first of the product says texts alone. */
static gboolean
take_language_row (VtImportTable *self)
{
  const char *locale = vt_import_table_get (self, VT_FIELD_LOCALE);
  const char *sku = vt_import_table_get (self, VT_FIELD_SKU);
  VtImportDraft *draft;

  if (*locale == '\0' || *sku == '\0' || (self->flags & VT_TABLE_WHOLE) == 0)
    return FALSE;
  draft = vt_import_table_find_draft (self, "sku", sku);
  if (draft == NULL || !draft->has_fields || draft->product == NULL)
    return FALSE;
  vt_import_row_take_translations (self, draft->product, locale);

  return TRUE;
}

static void
take_row (VtImportTable *self, VtImportDraft *draft, VtImportRowKind kind)
{
  gboolean is_variant_row = kind == VT_ROW_VARIANT || (draft->kind == VT_ROW_VARIABLE && draft->n_rows > 0) ||
                            *vt_import_table_get (self, VT_FIELD_PARENT) != '\0';
  gboolean is_own_row = FALSE;
  VtImportVariant *variant = NULL;

  if (!draft->has_fields && (kind != VT_ROW_VARIANT || self->columns_of[VT_FIELD_PARENT]->len == 0) &&
      *vt_import_table_get (self, VT_FIELD_PARENT) == '\0')
    {
      vt_import_row_take_product (self, draft);
      draft->has_fields = TRUE;
      is_variant_row = FALSE;
      is_own_row = TRUE;
      if ((self->flags & VT_TABLE_WHOLE) != 0)
        name_draft (self, draft);
    }
  if (is_variant_row || draft->variants->len == 0 || vt_import_row_has_variant (self))
    variant = vt_import_row_take_variant (self, draft, !is_variant_row);
  if (is_own_row && (draft->kind == VT_ROW_VARIABLE || self->columns_of[VT_FIELD_ROW_KIND]->len > 0))
    draft->own = variant;
  vt_import_row_take_photos (self, draft->product, draft->n_rows > 0 && variant != NULL ? variant : NULL);
  draft->n_rows++;
  if (self->profile->row != NULL)
    self->profile->row (self, draft, variant);
}

/* Takes the row that the source stands on. Returns: (transfer full) (nullable): the draft that is complete by that */
static VtImportDraft *
read_row (VtImportTable *self)
{
  VtImportRowKind kind = get_kind (self);
  VtImportDraft *before = self->current;
  VtImportDraft *draft;

  if (is_no_product (self) || kind == VT_ROW_SKIPPED || take_language_row (self))
    return NULL;

  draft = find_draft (self, kind);
  self->current = draft;
  if (kind == VT_ROW_UNKNOWN)
    vt_import_product_refuse (draft->product, _ ("line %u: “%s” is no kind of product that is known here"),
                              vt_import_source_get_line (self->source), vt_import_table_get (self, VT_FIELD_ROW_KIND));
  take_row (self, draft, kind);

  return draft != before && (self->flags & VT_TABLE_WHOLE) == 0 ? before : NULL;
}

static gboolean
read_all (VtImportTable *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  while (vt_import_source_next_row (self->source, &local))
    read_row (self);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->is_read = TRUE;
  self->current = NULL;
  if (self->profile->finish != NULL)
    self->profile->finish (self);

  return TRUE;
}

static VtImportProduct *
next_of_all (VtImportTable *self, GError **error)
{
  if (!self->is_read && !read_all (self, error))
    return NULL;

  while (self->n_given < self->order->len)
    {
      VtImportDraft *draft = g_ptr_array_index (self->order, self->n_given++);

      if (draft->product != NULL && !draft->has_fields)
        vt_import_product_refuse (draft->product, _ ("its variants name a product that is not in the file"));
      if (draft->product != NULL)
        return vt_import_draft_finish (draft);
    }

  return NULL;
}

VtImportProduct *
vt_import_table_next (gpointer table, GError **error)
{
  VtImportTable *self = table;
  VtImportDraft *draft = NULL;
  g_autoptr (GError) local = NULL;
  VtImportProduct *product;

  if ((self->flags & VT_TABLE_WHOLE) != 0)
    return next_of_all (self, error);

  while (draft == NULL && vt_import_source_next_row (self->source, &local))
    draft = read_row (self);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (draft == NULL)
    draft = g_steal_pointer (&self->current);
  if (draft == NULL)
    return NULL;

  product = vt_import_draft_finish (draft);
  vt_import_draft_free (draft);

  return product;
}
