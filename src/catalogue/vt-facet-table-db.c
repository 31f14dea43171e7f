/* Reads every product with its variants and tags in one pass over each table, and numbers what they can be chosen by:
 * a word that ten thousand products share is kept once. */
#include "catalogue/vt-facet-table-private.h"

#include "base/vt-handle.h"
#include "base/vt-text.h"
#include "catalogue/vt-catalogue-private.h"

#include <string.h>

typedef struct
{
  VtFacetTable *table;     /* (unowned) */
  GHashTable *facets;      /* folded name → facet + 1 */
  GHashTable *keys;        /* every key of a facet, and "facet/key" of a value */
  GHashTable *raw;         /* "facet/text" → value + 1 */
  GHashTable *folded;      /* "facet/folded text" → value + 1 */
  GString *scratch;        /* to look such names up */
  GArray *options;         /* facets of the options of the product being read */
  gboolean has_colour;     /* one of these is of colours */
  gboolean has_tag_colour; /* a tag is one */
  gboolean has_material;   /* or of materials */
} Loading;

static const struct
{
  VtFacetKind kind;
  const char *key;
} fixed[] = {
  { VT_FACET_COLOUR, "colour" }, { VT_FACET_TYPE, "type" }, { VT_FACET_MATERIAL, "material" },
  { VT_FACET_VENDOR, "vendor" }, { VT_FACET_TAG, "tag" },
};

static char *
keep (Loading *self, const char *text)
{
  return g_string_chunk_insert_const (self->table->texts, text);
}

/* A name that no other has: "mint", or "mint-2". */
static char *
free_key (Loading *self, const char *prefix, const char *text)
{
  g_autofree char *latin = vt_handle_new (text);
  const char *handle = latin != NULL && *latin != '\0' ? latin : "x";
  g_autofree char *key = g_strconcat (prefix, handle, NULL);

  for (guint n = 2; g_hash_table_contains (self->keys, key); n++)
    {
      g_free (key);
      key = g_strdup_printf ("%s%s-%u", prefix, handle, n);
    }
  g_hash_table_add (self->keys, g_strdup (key));

  return keep (self, key + strlen (prefix));
}

static guint
add_facet (Loading *self, const VtFacet *facet)
{
  g_array_append_val (self->table->facets, *facet);
  return self->table->facets->len - 1;
}

static void
add_fixed_facets (Loading *self)
{
  static const char *const taken[] = { "price", "stock", "sort", "page", "q", "open" };

  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    g_hash_table_add (self->keys, g_strdup (taken[i]));
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      VtFacet facet = { fixed[i].kind, keep (self, fixed[i].key), keep (self, ""), 0, 0 };

      add_facet (self, &facet);
      g_hash_table_add (self->keys, g_strdup (fixed[i].key));
    }
}

static guint
fixed_facet (VtFacetKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (fixed[i].kind == kind)
      return i;

  g_return_val_if_reached (0);
}

static guint
find_option (Loading *self, const char *name, gint64 product_id, guint index)
{
  g_autofree char *folded = NULL;
  gpointer known;
  guint facet;

  if (vt_facet_word_names_colours (name))
    return fixed_facet (VT_FACET_COLOUR);
  if (vt_facet_word_names_materials (name))
    return fixed_facet (VT_FACET_MATERIAL);

  folded = vt_text_fold (name);
  known = g_hash_table_lookup (self->facets, folded);
  if (known == NULL)
    {
      VtFacet added = { VT_FACET_OPTION, free_key (self, "", name), keep (self, name), product_id, index };

      facet = add_facet (self, &added);
      g_hash_table_insert (self->facets, g_steal_pointer (&folded), GUINT_TO_POINTER (facet + 1));
      return facet;
    }

  return GPOINTER_TO_UINT (known) - 1;
}

static const char *
name_of (Loading *self, guint facet, const char *text)
{
  g_string_printf (self->scratch, "%u/%s", facet, text);
  return self->scratch->str;
}

static guint
add_value (Loading *self, guint facet, const char *text, gint64 variant_id, guint index)
{
  VtFacetValue value = { facet, NULL, keep (self, text), vt_facet_word_find (text), variant_id, index };
  g_autofree char *prefix = g_strdup_printf ("%u/", facet);
  g_auto (GStrv) names = value.word != NULL ? g_strsplit (vt_facet_word_get_key (value.word), "|", 2) : NULL;

  value.key = free_key (self, prefix, names != NULL ? names[0] : text);
  g_array_append_val (self->table->values, value);
  return self->table->values->len - 1;
}

/* The number of a value: "Yellow", "yellow" and, being the same colour, "Amarelo" have one. */
static guint
find_value (Loading *self, guint facet, const char *text, gint64 variant_id, guint index)
{
  gpointer known = g_hash_table_lookup (self->raw, name_of (self, facet, text));
  const VtFacetWord *word;
  g_autofree char *folded = NULL;
  guint value;

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;

  word = vt_facet_word_find (text);
  folded = word != NULL ? g_strdup (vt_facet_word_get_key (word)) : vt_text_fold (text);
  known = g_hash_table_lookup (self->folded, name_of (self, facet, folded));
  value = known != NULL ? GPOINTER_TO_UINT (known) - 1 : add_value (self, facet, text, variant_id, index);
  if (known == NULL)
    g_hash_table_insert (self->folded, g_strdup (name_of (self, facet, folded)), GUINT_TO_POINTER (value + 1));
  g_hash_table_insert (self->raw, g_strdup (name_of (self, facet, text)), GUINT_TO_POINTER (value + 1));

  return value;
}

static void
add_ref (Loading *self, VtFacetKind kind, const char *text)
{
  guint value;

  if (*text == '\0')
    return;

  value = find_value (self, fixed_facet (kind), text, 0, 0);
  g_array_append_val (self->table->refs, value);
}

/* A tag that names a colour or a material counts as one, unless the product's own options tell it better. */
static void
add_tag (Loading *self, const char *tag)
{
  const VtFacetWord *word = vt_facet_word_find (tag);

  if (word == NULL)
    add_ref (self, VT_FACET_TAG, tag);
  else if (vt_facet_word_get_kind (word) == VT_FACET_WORD_COLOUR && !self->has_colour)
    {
      add_ref (self, VT_FACET_COLOUR, tag);
      self->has_tag_colour = TRUE;
    }
  else if (vt_facet_word_get_kind (word) == VT_FACET_WORD_MATERIAL && !self->has_material)
    add_ref (self, VT_FACET_MATERIAL, tag);
}

/* What the first photograph shows counts where the merchant says nothing of colours. */
static void
add_seen (Loading *self, const char *colours)
{
  g_auto (GStrv) names = self->has_colour || self->has_tag_colour ? NULL : g_strsplit (colours, " ", -1);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    add_ref (self, VT_FACET_COLOUR, names[i]);
}

static void
take_options (Loading *self, gint64 product_id, const char *names)
{
  g_auto (GStrv) split = vt_catalogue_split_list (names);

  g_array_set_size (self->options, 0);
  self->has_colour = self->has_tag_colour = self->has_material = FALSE;
  for (guint i = 0; split[i] != NULL; i++)
    {
      guint facet = find_option (self, split[i], product_id, i);

      g_array_append_val (self->options, facet);
      self->has_colour = self->has_colour || facet == fixed_facet (VT_FACET_COLOUR);
      self->has_material = self->has_material || facet == fixed_facet (VT_FACET_MATERIAL);
    }
}

/* variants: product_id, id, price_minor, option_values, whether it can be bought */
static void
take_variant (Loading *self, VtFacetProduct *product, VtStmt *variants)
{
  const char *text = vt_stmt_get_text (variants, 3);
  VtFacetVariant variant = { vt_stmt_get_int (variants, 2), self->table->refs->len, 0, FALSE };
  gint64 id = vt_stmt_get_int (variants, 1);

  variant.in_stock = vt_stmt_get_int (variants, 4) != 0;
  if (*text != '\0')
    {
      g_auto (GStrv) values = vt_catalogue_split_list (text);

      for (guint i = 0; i < self->options->len && values[i] != NULL; i++)
        if (*values[i] != '\0')
          {
            guint value = find_value (self, g_array_index (self->options, guint, i), values[i], id, i);

            g_array_append_val (self->table->refs, value);
          }
    }
  variant.n_refs = self->table->refs->len - variant.first_ref;
  product->price_min = product->n_variants == 0 ? variant.price_minor : MIN (product->price_min, variant.price_minor);
  product->n_variants++;
  g_array_append_val (self->table->variants, variant);
}

/* products: id, vendor, product_type, whether it is a draft, publish_us, created_us, option_names, colours that its
 * first photograph shows */
static VtFacetProduct
start_product (Loading *self, VtStmt *products)
{
  VtFacetProduct product = { vt_stmt_get_int (products, 0),
                             NULL,
                             vt_stmt_get_int (products, 5),
                             vt_stmt_get_int (products, 4),
                             0,
                             self->table->refs->len,
                             0,
                             self->table->variants->len,
                             0,
                             vt_stmt_get_int (products, 3) != 0 };

  take_options (self, product.id, vt_stmt_get_text (products, 6));
  add_ref (self, VT_FACET_VENDOR, vt_stmt_get_text (products, 1));
  add_ref (self, VT_FACET_TYPE, vt_stmt_get_text (products, 2));

  return product;
}

/* Steps @stmt past rows of products before @id; whether it then stands on one of it. */
static gboolean
is_at (VtStmt *stmt, VtStep *step, gint64 id, GError **error)
{
  while (*step == VT_STEP_ROW && vt_stmt_get_int (stmt, 0) < id)
    *step = vt_stmt_step (stmt, error);

  return *step == VT_STEP_ROW && vt_stmt_get_int (stmt, 0) == id;
}

/* The three statements ascend by product, so that they are walked side by side. */
static gboolean
read_all (Loading *self, VtStmt *products, VtStmt *tags, VtStmt *variants, GError **error)
{
  VtStep tag = vt_stmt_step (tags, error);
  VtStep variant = tag != VT_STEP_ERROR ? vt_stmt_step (variants, error) : VT_STEP_ERROR;
  VtStep step = variant != VT_STEP_ERROR ? vt_stmt_step (products, error) : VT_STEP_ERROR;

  while (step == VT_STEP_ROW && tag != VT_STEP_ERROR && variant != VT_STEP_ERROR)
    {
      VtFacetProduct product = start_product (self, products);

      for (; is_at (tags, &tag, product.id, error); tag = vt_stmt_step (tags, error))
        add_tag (self, vt_stmt_get_text (tags, 1));
      add_seen (self, vt_stmt_get_text (products, 7));
      product.n_refs = self->table->refs->len - product.first_ref;
      while (tag != VT_STEP_ERROR && is_at (variants, &variant, product.id, error))
        {
          take_variant (self, &product, variants);
          variant = vt_stmt_step (variants, error);
        }
      g_array_append_val (self->table->products, product);
      if (tag != VT_STEP_ERROR && variant != VT_STEP_ERROR)
        step = vt_stmt_step (products, error);
    }

  return step == VT_STEP_DONE && tag != VT_STEP_ERROR && variant != VT_STEP_ERROR;
}

/* Titles matter where lists are sorted by them: other lists need not be made again when one is edited. */
void
vt_facet_table_load_titles (VtFacetTable *self)
{
  g_autoptr (VtStmt) stmt = NULL;

  if (self->has_titles)
    return;

  self->has_titles = TRUE;
  stmt = vt_db_prepare (self->db, "SELECT id, title FROM product WHERE status <> 'archived' ORDER BY id", NULL);
  for (guint i = 0; i < self->products->len; i++)
    {
      VtFacetProduct *product = &g_array_index (self->products, VtFacetProduct, i);
      gboolean found =
          stmt != NULL && vt_stmt_step (stmt, NULL) == VT_STEP_ROW && vt_stmt_get_int (stmt, 0) == product->id;

      product->title = found ? g_string_chunk_insert (self->texts, vt_stmt_get_text (stmt, 1)) : "";
    }
}

static gboolean
load (Loading *self, VtDb *db, GError **error)
{
  g_autoptr (VtStmt) products =
      vt_db_prepare (db,
                     "SELECT id, vendor, product_type, status = 'draft', coalesce (publish_us, 0), created_us, "
                     "option_names, coalesce ((SELECT colours FROM photo JOIN media_look USING (sha256) WHERE "
                     "product_id = product.id ORDER BY position, photo.id LIMIT 1), '') "
                     "FROM product WHERE status <> 'archived' ORDER BY id",
                     error);
  g_autoptr (VtStmt) tags =
      products != NULL ? vt_db_prepare (db, "SELECT product_id, tag FROM product_tag ORDER BY product_id, tag", error)
                       : NULL;
  g_autoptr (VtStmt) variants =
      tags != NULL ? vt_db_prepare (db,
                                    "SELECT product_id, id, price_minor, option_values, track_stock = 0 OR "
                                    "backorder = 1 OR (SELECT sum (on_hand) FROM stock_level "
                                    "WHERE variant_id = variant.id) > 0 FROM variant ORDER BY product_id, position, id",
                                    error)
                   : NULL;

  return variants != NULL && read_all (self, products, tags, variants, error);
}

/**
 * vt_facet_table_load:
 * @db: a shop's database or a public catalogue
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): what its products can be chosen by, as it is now
 */
VtFacetTable *
vt_facet_table_load (VtDb *db, GError **error)
{
  g_autoptr (VtFacetTable) table = g_new0 (VtFacetTable, 1);
  Loading self = { .table = table };
  gboolean loaded;

  table->db = db;
  table->texts = g_string_chunk_new (64 * 1024);
  table->facets = g_array_new (FALSE, FALSE, sizeof (VtFacet));
  table->values = g_array_new (FALSE, FALSE, sizeof (VtFacetValue));
  table->products = g_array_new (FALSE, FALSE, sizeof (VtFacetProduct));
  table->variants = g_array_new (FALSE, FALSE, sizeof (VtFacetVariant));
  table->refs = g_array_new (FALSE, FALSE, sizeof (guint));
  self.facets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.raw = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.scratch = g_string_new (NULL);
  self.options = g_array_new (FALSE, FALSE, sizeof (guint));

  add_fixed_facets (&self);
  loaded = load (&self, db, error);

  g_hash_table_unref (self.facets);
  g_hash_table_unref (self.keys);
  g_hash_table_unref (self.raw);
  g_hash_table_unref (self.folded);
  g_string_free (self.scratch, TRUE);
  g_array_unref (self.options);

  return loaded ? g_steal_pointer (&table) : NULL;
}

/**
 * vt_facet_table_free:
 * @self: (nullable): a table
 */
void
vt_facet_table_free (VtFacetTable *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->facets);
  g_array_unref (self->values);
  g_array_unref (self->products);
  g_array_unref (self->variants);
  g_array_unref (self->refs);
  g_string_chunk_free (self->texts);
  g_free (self);
}
