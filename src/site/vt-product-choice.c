/* The choices of a product: a row for each option, and every variant as compact data for the script.
 *
 * A page may have 2,000 variants. What many of them share (a price, the words for a stock) is therefore written once,
 * and a variant is a short row of numbers that point at it. */
#define G_LOG_DOMAIN "vt-site"

#include "catalogue/vt-facet-words.h"
#include "site/vt-locale.h"
#include "site/vt-offer-model.h"
#include "site/vt-product-page.h"
#include "site/vt-quote-model.h"
#include "site/vt-seo.h"

#include <string.h>

#define MOST        99 /* pieces of one variant that a page offers */
#define LOW         5
#define MAX_CHOICES 40 /* of one option that are shown side by side; more become a list */
#define THUMB_WIDTH 320
#define SEPARATOR   "\x1f"

/* One option of the product and what can be chosen of it, in the order of the variants. */
typedef struct
{
  const char *name;  /* (unowned) in the page's language */
  GPtrArray *values; /* (owned) (element-type utf8) as the merchant wrote them */
  GPtrArray *texts;  /* (owned) (element-type utf8) in the page's language */
  GArray *variants;  /* (owned) const VtVariant *: the first that has it */
  GHashTable *index; /* (owned) value, of @values → its position */
} Option;

typedef struct
{
  VtView *view;
  VtProduct *product;
  const VtVariant *chosen;
  guint n_options;
  guint n_variants;
  char **names;       /* (owned) */
  Option *options;    /* (owned) */
  guint *positions;   /* (owned) of each variant's values among its option's: n_options for each */
  GHashTable *combos; /* (owned) positions with commas → const VtVariant * */
} Choice;

static gboolean
can_buy (VtView *view, const VtVariant *variant)
{
  return vt_quote_model_available (view, variant) != 0;
}

/**
 * vt_product_page_choose:
 * @view: a view
 * @product: a product with variants
 *
 * Returns: (transfer none): the variant that was asked for, else the first that can be bought, else the first
 */
const VtVariant *
vt_product_page_choose (VtView *view, VtProduct *product)
{
  const char *asked = view->request->query != NULL ? g_hash_table_lookup (view->request->query, "variant") : NULL;
  const VtVariant *variant = NULL;
  gint64 id = 0;

  if (asked != NULL && g_ascii_string_to_signed (asked, 10, 1, G_MAXINT64, &id, NULL))
    variant = vt_product_find_variant (product, id);

  for (guint i = 0; variant == NULL && i < vt_product_get_n_variants (product); i++)
    if (can_buy (view, vt_product_get_variant (product, i)))
      variant = vt_product_get_variant (product, i);

  return variant != NULL ? variant : vt_product_get_variant (product, 0);
}

/* Returns: (transfer full): the @n texts of a list in the page's language, or as they are */
static char **
split_texts (const char *translated, const char *const *own, guint n)
{
  g_auto (GStrv) texts = translated != NULL ? g_strsplit (translated, SEPARATOR, -1) : NULL;

  if (texts != NULL && g_strv_length (texts) == n)
    return g_steal_pointer (&texts);

  return own != NULL ? g_strdupv ((char **) own) : g_new0 (char *, 1);
}

/* By one query: there may be thousands. */
static void
load_texts (Choice *self)
{
  g_autoptr (GPtrArray) variants = g_ptr_array_sized_new (self->n_variants);

  for (guint i = 0; i < self->n_variants; i++)
    g_ptr_array_add (variants, (gpointer) vt_product_get_variant (self->product, i));
  vt_view_load_texts (self->view, "variant", variants, 0, variants->len);
}

static void
add_value (Choice *self, guint option, const VtVariant *variant, const char *value, const char *text, guint *position)
{
  Option *o = &self->options[option];
  gpointer found = NULL;

  if (g_hash_table_lookup_extended (o->index, value, NULL, &found))
    {
      *position = GPOINTER_TO_UINT (found);
      return;
    }

  *position = o->values->len;
  g_ptr_array_add (o->values, g_strdup (value));
  g_ptr_array_add (o->texts, g_strdup (text));
  g_array_append_val (o->variants, variant);
  g_hash_table_insert (o->index, g_ptr_array_index (o->values, *position), GUINT_TO_POINTER (*position));
}

static char *
combo_key (const guint *positions, guint n)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (key, "%u,", positions[i]);

  return g_string_free (key, FALSE);
}

static void
add_variant (Choice *self, guint number)
{
  const VtVariant *variant = vt_product_get_variant (self->product, number);
  guint *positions = &self->positions[number * self->n_options];
  g_auto (GStrv) texts = split_texts (vt_view_text (self->view, "variant", variant->id, "option_values", NULL),
                                      (const char *const *) variant->values, self->n_options);
  guint n_texts = g_strv_length (texts);

  for (guint i = 0; i < self->n_options; i++)
    {
      const char *value = variant->values != NULL && i < g_strv_length (variant->values) ? variant->values[i] : "";

      add_value (self, i, variant, value, i < n_texts ? texts[i] : value, &positions[i]);
    }
  g_hash_table_insert (self->combos, combo_key (positions, self->n_options), (gpointer) variant);
}

static void
choice_init (Choice *self, VtView *view, VtProduct *product, const VtVariant *chosen)
{
  *self = (Choice){ .view = view, .product = product, .chosen = chosen };
  self->n_options = vt_product_get_n_options (product);
  self->n_variants = vt_product_get_n_variants (product);
  self->names = split_texts (vt_view_text (view, "product", vt_product_get_id (product), "option_names", NULL),
                             vt_product_get_option_names (product), self->n_options);
  self->options = g_new0 (Option, self->n_options + 1);
  self->positions = g_new0 (guint, self->n_options * self->n_variants + 1);
  self->combos = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->n_options; i++)
    self->options[i] = (Option){
      self->names[i],
      g_ptr_array_new_with_free_func (g_free),
      g_ptr_array_new_with_free_func (g_free),
      g_array_new (FALSE, FALSE, sizeof (const VtVariant *)),
      g_hash_table_new (g_str_hash, g_str_equal),
    };

  load_texts (self);
  for (guint i = 0; i < self->n_variants; i++)
    add_variant (self, i);
}

static void
choice_clear (Choice *self)
{
  for (guint i = 0; i < self->n_options; i++)
    {
      g_ptr_array_unref (self->options[i].values);
      g_ptr_array_unref (self->options[i].texts);
      g_array_unref (self->options[i].variants);
      g_hash_table_unref (self->options[i].index);
    }
  g_hash_table_unref (self->combos);
  g_free (self->options);
  g_free (self->positions);
  g_strfreev (self->names);
}

/* Stock ------------------------------------------------------------------------------------------------------------ */

static char *
count_text (VtView *view, const char *key, gint64 count)
{
  g_autofree char *digits = vt_locale_number (view->language, count);

  return vt_model_fill (view, key, "count", digits);
}

/* The whole sentence below the choices. */
static char *
stock_text (VtView *view, gint64 in_stock, gboolean backorder)
{
  if (in_stock < 0)
    return g_strdup ("");
  if (in_stock == 0)
    return g_strdup (vt_model_string (view, backorder ? "backorder" : "sold_out"));
  if (in_stock > LOW || backorder)
    return count_text (view, "in_stock_count", in_stock);
  if (in_stock == 1)
    return g_strdup (vt_model_string (view, "low_stock_one"));

  return count_text (view, "low_stock", in_stock);
}

/* The words beside one choice. */
static char *
stock_note (VtView *view, gint64 in_stock, gboolean backorder)
{
  if (in_stock < 0)
    return g_strdup ("");
  if (in_stock == 0)
    return g_strdup (vt_model_string (view, backorder ? "backorder_short" : "sold_out"));

  return count_text (view, "left", in_stock);
}

static int
most_of (VtView *view, const VtVariant *variant)
{
  gint64 available = vt_quote_model_available (view, variant);

  return available < 0 ? MOST : (int) CLAMP (available, 1, MOST);
}

static VtValue *
new_stock (VtView *view, const VtVariant *variant)
{
  VtValue *stock = vt_value_new_object (view->arena);
  gint64 in_stock = vt_quote_model_in_stock (view, variant);

  vt_value_set_string (stock, "level", vt_quote_model_stock_level (in_stock, variant->backorder));
  vt_value_take_string (stock, "text", stock_text (view, in_stock, variant->backorder));
  vt_value_take_string (stock, "note", stock_note (view, in_stock, variant->backorder));

  return stock;
}

/* Rows of options -------------------------------------------------------------------------------------------------- */

static const VtPhoto *
find_photo (VtProduct *product, gint64 id, guint *number)
{
  for (guint i = 0; id != 0 && i < vt_product_get_n_photos (product); i++)
    if (vt_product_get_photo (product, i)->id == id)
      {
        *number = i + 1;
        return vt_product_get_photo (product, i);
      }

  *number = 0;
  return NULL;
}

/* Whether each choice of the option has its own photograph. */
static gboolean
has_pictures (Choice *self, const Option *option)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < option->variants->len; i++)
    {
      const VtVariant *variant = g_array_index (option->variants, const VtVariant *, i);
      guint number = 0;

      if (find_photo (self->product, variant->photo_id, &number) == NULL)
        return FALSE;
      g_hash_table_add (seen, (gpointer) &variant->photo_id);
    }

  return g_hash_table_size (seen) == option->variants->len && option->variants->len > 1;
}

/* The variant that this choice leads to, everything else as it is chosen; %NULL when there is none. */
static const VtVariant *
variant_with (Choice *self, guint option, guint value, const guint *chosen)
{
  g_autofree guint *positions = g_memdup2 (chosen, sizeof (guint) * self->n_options);
  g_autofree char *key = NULL;

  positions[option] = value;
  key = combo_key (positions, self->n_options);
  return g_hash_table_lookup (self->combos, key);
}

static char *
note_of (Choice *self, const VtVariant *variant)
{
  VtView *view = self->view;

  if (variant == NULL)
    return g_strdup (vt_model_string (view, "none_such"));
  if (self->n_options == 1)
    return stock_note (view, vt_quote_model_in_stock (view, variant), variant->backorder);

  return g_strdup (can_buy (view, variant) ? "" : vt_model_string (view, "sold_out"));
}

static VtValue *
new_value (Choice *self, guint option_number, guint i, const guint *chosen, gboolean pictures, gboolean colours)
{
  const Option *option = &self->options[option_number];
  const VtVariant *first = g_array_index (option->variants, const VtVariant *, i);
  const VtVariant *variant = variant_with (self, option_number, i, chosen);
  VtValue *object = vt_value_new_object (self->view->arena);
  VtColour colour;
  guint number = 0;
  const VtPhoto *photo = pictures ? find_photo (self->product, first->photo_id, &number) : NULL;
  gboolean known = colours && vt_colour_from_words (g_ptr_array_index (option->values, i), &colour);

  vt_value_set_int (object, "index", i);
  vt_value_set_int (object, "value", self->n_options == 1 ? first->id : (gint64) i);
  vt_value_set_string (object, "text", g_ptr_array_index (option->texts, i));
  vt_value_take_string (object, "thumb",
                        photo != NULL ? vt_model_picture_url (photo->sha256, photo->width, THUMB_WIDTH) : NULL);
  vt_value_take_string (object, "colour", known ? vt_colour_to_hex (colour) : NULL);
  vt_value_set_boolean (object, "selected", i == chosen[option_number]);
  vt_value_set_boolean (object, "out", variant == NULL || !can_buy (self->view, variant));
  vt_value_take_string (object, "note", note_of (self, variant));

  return object;
}

static VtValue *
new_option (Choice *self, guint number, const guint *chosen)
{
  const Option *option = &self->options[number];
  gboolean list = option->values->len > MAX_CHOICES;
  gboolean pictures = !list && has_pictures (self, option);
  gboolean colours =
      !list && !pictures && vt_facet_word_names_colours (vt_product_get_option_names (self->product)[number]);
  VtValue *object = vt_value_new_object (self->view->arena);
  VtValue *values = vt_value_new_array (self->view->arena);

  vt_value_set_string (object, "name", option->name);
  vt_value_set_int (object, "number", number);
  vt_value_take_string (object, "field",
                        self->n_options == 1 ? g_strdup ("variant") : g_strdup_printf ("option-%u", number));
  vt_value_set_string (object, "chosen", g_ptr_array_index (option->texts, chosen[number]));
  vt_value_set_boolean (object, "list", list);
  vt_value_set_boolean (object, "pictures", pictures);
  for (guint i = 0; i < option->values->len; i++)
    vt_value_add (values, new_value (self, number, i, chosen, pictures, colours));
  vt_value_set (object, "values", values);

  return object;
}

static guint
number_of (Choice *self, const VtVariant *variant)
{
  for (guint i = 0; i < self->n_variants; i++)
    if (vt_product_get_variant (self->product, i) == variant)
      return i;

  return 0;
}

static void
set_options (Choice *self, VtValue *object)
{
  const guint *chosen = &self->positions[number_of (self, self->chosen) * self->n_options];
  VtValue *options = vt_value_new_array (self->view->arena);

  for (guint i = 0; i < self->n_options; i++)
    vt_value_add (options, new_option (self, i, chosen));
  vt_value_set (object, "options", options);
}

/* Every combination as a plain list, for browsers without scripts. */
static void
set_fallback (Choice *self, VtValue *object)
{
  VtValue *items = vt_value_new_array (self->view->arena);

  for (guint i = 0; self->n_options > 1 && i < self->n_variants; i++)
    {
      const VtVariant *variant = vt_product_get_variant (self->product, i);
      const guint *positions = &self->positions[i * self->n_options];
      g_autoptr (GString) text = g_string_new (NULL);
      VtValue *item = vt_value_new_object (self->view->arena);

      for (guint j = 0; j < self->n_options; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? " / " : "",
                                (const char *) g_ptr_array_index (self->options[j].texts, positions[j]));
      if (!can_buy (self->view, variant))
        g_string_append_printf (text, ", %s", vt_model_string (self->view, "sold_out"));
      vt_value_set_int (item, "id", variant->id);
      vt_value_set_string (item, "text", text->str);
      vt_value_set_boolean (item, "selected", variant == self->chosen);
      vt_value_add (items, item);
    }
  vt_value_set (object, "combinations", items);
}

/* Data of the script ----------------------------------------------------------------------------------------------- */

/* Adds @row unless one like it is there; the index of that. */
static gint64
share (VtValue *rows, GHashTable *known, const char *key, VtValue *row)
{
  gpointer found = NULL;

  if (g_hash_table_lookup_extended (known, key, NULL, &found))
    return GPOINTER_TO_INT (found);

  g_hash_table_insert (known, g_strdup (key), GINT_TO_POINTER ((int) vt_value_get_length (rows)));
  vt_value_add (rows, row);
  return (gint64) vt_value_get_length (rows) - 1;
}

static gint64
share_price (Choice *self, VtValue *prices, GHashTable *known, const VtVariant *variant)
{
  gboolean reduced = variant->compare_at_minor > variant->price_minor;
  /* What stood before is proven by the variant's own history. */
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, variant->price_minor,
                                          reduced || vt_offers_exist (self->view) ? variant->id : 0);
  VtValue *price;
  VtValue *row;
  gpointer found = NULL;

  if (g_hash_table_lookup_extended (known, key, NULL, &found))
    return GPOINTER_TO_INT (found);

  price = vt_model_price (self->view, vt_product_get_id (self->product), variant->id, variant->price_minor,
                          variant->compare_at_minor, FALSE);
  row = vt_value_new_array (self->view->arena);
  vt_value_add_string (row, vt_value_get_string (price, "now"));
  vt_value_add (row, vt_value_get (price, "was"));
  vt_value_add (row, vt_value_get (price, "note"));
  return share (prices, known, key, row);
}

static gint64
share_stock (Choice *self, VtValue *stocks, GHashTable *known, const VtVariant *variant)
{
  VtView *view = self->view;
  gint64 in_stock = vt_quote_model_in_stock (view, variant);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %d", in_stock, variant->backorder);
  g_autofree char *text = NULL;
  g_autofree char *note = NULL;
  VtValue *row;
  gpointer found = NULL;

  if (g_hash_table_lookup_extended (known, key, NULL, &found))
    return GPOINTER_TO_INT (found);

  text = stock_text (view, in_stock, variant->backorder);
  note = stock_note (view, in_stock, variant->backorder);
  row = vt_value_new_array (self->view->arena);
  vt_value_add_string (row, vt_quote_model_stock_level (in_stock, variant->backorder));
  vt_value_add_string (row, text);
  vt_value_add_string (row, note);
  vt_value_add_int (row, can_buy (view, variant) ? most_of (view, variant) : 0);
  return share (stocks, known, key, row);
}

/* [id after the one before, position of each option's value, price, stock, number of the photo, SKU] */
static VtValue *
new_row (Choice *self, guint i, gint64 before, gint64 price, gint64 stock)
{
  const VtVariant *variant = vt_product_get_variant (self->product, i);
  VtValue *row = vt_value_new_array (self->view->arena);
  guint number = 0;

  vt_value_add_int (row, variant->id - before);
  for (guint j = 0; j < self->n_options; j++)
    vt_value_add_int (row, self->positions[i * self->n_options + j]);
  vt_value_add_int (row, price);
  vt_value_add_int (row, stock);
  find_photo (self->product, variant->photo_id, &number);
  vt_value_add_int (row, number);
  if (*variant->sku != '\0')
    vt_value_add_string (row, variant->sku);

  return row;
}

static char *
new_data (Choice *self)
{
  g_autoptr (GHashTable) known_prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) known_stocks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  VtValue *data = vt_value_new_object (self->view->arena);
  VtValue *prices = vt_value_new_array (self->view->arena);
  VtValue *stocks = vt_value_new_array (self->view->arena);
  VtValue *variants = vt_value_new_array (self->view->arena);
  gint64 before = 0;

  for (guint i = 0; i < self->n_variants; i++)
    {
      const VtVariant *variant = vt_product_get_variant (self->product, i);

      vt_value_add (variants, new_row (self, i, before, share_price (self, prices, known_prices, variant),
                                       share_stock (self, stocks, known_stocks, variant)));
      before = variant->id;
    }
  vt_value_set_int (data, "options", self->n_options);
  vt_value_set (data, "prices", prices);
  vt_value_set (data, "stocks", stocks);
  vt_value_set (data, "variants", variants);

  return vt_value_to_script_json (data);
}

/**
 * vt_product_page_set_choice:
 * @view: a view
 * @object: `product` of the model
 * @product: a product
 * @chosen: the variant that is shown first
 *
 * Fills `options`, `combinations`, `variant`, `stock`, `most` and `data_trusted`.
 */
void
vt_product_page_set_choice (VtView *view, VtValue *object, VtProduct *product, const VtVariant *chosen)
{
  Choice choice;
  guint number = 0;

  choice_init (&choice, view, product, chosen);
  set_options (&choice, object);
  set_fallback (&choice, object);
  vt_value_take_string (object, "data_trusted", new_data (&choice));
  choice_clear (&choice);

  vt_value_set_int (object, "variant", chosen->id);
  vt_value_set_boolean (object, "combined", vt_product_get_n_options (product) > 1);
  vt_value_set_boolean (object, "plain", vt_product_get_n_options (product) == 0);
  vt_value_set_string (object, "sku", chosen->sku);
  vt_value_set_boolean (object, "can_buy", can_buy (view, chosen));
  vt_value_set_int (object, "most", most_of (view, chosen));
  vt_value_set (object, "stock", new_stock (view, chosen));
  find_photo (product, chosen->photo_id, &number);
  vt_value_set_int (object, "photo", number);
}
