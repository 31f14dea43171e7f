/* The index that browsers load has what the shop's own has, and what a result is shown with. A large shop's is in
 * parts: the first holds the products that come first and is small, so that the first answer is soon there. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-shopper-index.h"

#include "search/engine/vix-builder.h"
#include "search/vt-index-merchant.h"
#include "search/vt-index-words.h"
#include "search/vt-photo-look.h"
#include "search/vt-shop-texts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes of text: compressed, an index is about half as large. */
#define FIRST_PART_BYTES (280u * 1024)
#define PART_BYTES       (2u * 1024 * 1024)
#define CARD_BYTES       60u  /* of what a product is shown with, besides its texts */
#define LONG_TEXT_BYTES  240u /* of a description, where there are several parts */
#define THING_TEXT_BYTES 2000u

typedef struct
{
  uint32_t path;
  uint32_t picture;
  uint32_t price;
  uint32_t from;
} Columns;

/* A part that is being built. */
typedef struct
{
  VixBuilder *builder; /* (owned) */
  Columns columns;
  guint n_products;
} Part;

typedef struct
{
  VtIndexWords *words; /* (owned) */
  VixLanguage language;
  GPtrArray *cards;   /* (unowned) (element-type VtShopperCard) */
  GHashTable *places; /* (owned) id → place among the cards + 1 */
  gsize *sizes;       /* (owned) bytes of the texts of each */
  guint32 *documents; /* (owned) the number of each in its part + 1 */
  guint *part_of;     /* (owned) */
  GPtrArray *parts;   /* (owned) (element-type Part) */
  gboolean several;
  GHashTable *shades; /* (owned) what photographs show of products */
  gboolean coloured;  /* the product's colours are all there */
  gint64 product_id;  /* whose texts are being added */
  gboolean full;
} Build;

/**
 * vt_shopper_card_new:
 * @id: a product
 * @path: the address of its page
 * @picture: (nullable): what its photo is called in addresses
 * @price_minor: its lowest price; -1: none
 * @from: whether others of its variants cost more
 *
 * Returns: (transfer full): a card
 */
VtShopperCard *
vt_shopper_card_new (gint64 id, const char *path, const char *picture, gint64 price_minor, gboolean from)
{
  VtShopperCard *self = g_new0 (VtShopperCard, 1);

  *self = (VtShopperCard){ id, g_strdup (path), g_strdup (picture), price_minor, from };
  return self;
}

/**
 * vt_shopper_card_free:
 * @self: (nullable): a card
 */
void
vt_shopper_card_free (VtShopperCard *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->picture);
  g_free (self);
}

/**
 * vt_shopper_thing_new:
 * @kind: "collection", "post" or "page": a literal
 * @id: which of them
 * @path: the address of its page
 * @title: what it is called
 * @text: (nullable): what is written there, plain
 *
 * Returns: (transfer full): a thing
 */
VtShopperThing *
vt_shopper_thing_new (const char *kind, gint64 id, const char *path, const char *title, const char *text)
{
  VtShopperThing *self = g_new0 (VtShopperThing, 1);

  *self = (VtShopperThing){ g_strdup_printf ("%s-%" G_GINT64_FORMAT, kind, id), kind, g_strdup (path), g_strdup (title),
                            g_strdup (text) };
  return self;
}

/**
 * vt_shopper_thing_free:
 * @self: (nullable): a thing
 */
void
vt_shopper_thing_free (VtShopperThing *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->path);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

/**
 * vt_shopper_part_free:
 * @self: (nullable): a part
 */
void
vt_shopper_part_free (VtShopperPart *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
part_free (gpointer data)
{
  Part *part = data;

  g_clear_pointer (&part->builder, vix_builder_free);
  g_free (part);
}

static void
build_clear (Build *self)
{
  g_clear_pointer (&self->words, vt_index_words_free);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->shades, g_hash_table_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self->sizes);
  g_free (self->part_of);
  g_free (self->documents);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Build, build_clear)

static uint32_t
add_column (VixBuilder *builder, VixColumnKind kind, const char *name)
{
  return vix_builder_add_column (builder, kind, name, strlen (name));
}

static Part *
add_part (Build *self)
{
  Part *part = g_new0 (Part, 1);

  part->builder = vix_builder_new (vt_index_allocator (), self->language);
  vt_index_fields_add (part->builder, NULL);
  part->columns.path = add_column (part->builder, VIX_COLUMN_TEXT, "path");
  part->columns.picture = add_column (part->builder, VIX_COLUMN_TEXT, "picture");
  part->columns.price = add_column (part->builder, VIX_COLUMN_NUMBER, "price");
  part->columns.from = add_column (part->builder, VIX_COLUMN_NUMBER, "from");
  g_ptr_array_add (self->parts, part);
  return part;
}

/* Which of the cards it is of. Returns: FALSE when shoppers cannot see the product */
static gboolean
find_card (const Build *self, gint64 product_id, guint *place)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, &product_id));

  *place = found - 1;
  return found > 0;
}

/* A long text is cut between two letters. */
static gsize
cut (const char *text, gsize most)
{
  gsize length = strlen (text);

  return length <= most ? length : (gsize) (g_utf8_find_prev_char (text, text + most + 1) - text);
}

static gsize
used_length (const Build *self, VtIndexField field, const char *text)
{
  return self->several && field == VT_INDEX_TEXT ? cut (text, LONG_TEXT_BYTES) : strlen (text);
}

static gboolean
measure_text (gint64 product_id, VtIndexField field, const char *text, gpointer data)
{
  Build *self = data;
  guint place;

  if (find_card (self, product_id, &place))
    self->sizes[place] += used_length (self, field, text);
  return TRUE;
}

static void
begin_product (Build *self, guint place, const char *title)
{
  const VtShopperCard *card = g_ptr_array_index (self->cards, place);
  Part *part = g_ptr_array_index (self->parts, self->part_of[place]);
  char id[24];
  int length = g_snprintf (id, sizeof id, "%" G_GINT64_FORMAT, card->id);

  self->product_id = card->id;
  self->coloured = FALSE;
  if (!vix_builder_begin (part->builder, id, (size_t) length, title, strlen (title)))
    {
      self->full = TRUE;
      return;
    }
  self->documents[place] = ++part->n_products;
  vix_builder_add_value (part->builder, part->columns.path, card->path, strlen (card->path));
  if (card->picture != NULL)
    vix_builder_add_value (part->builder, part->columns.picture, card->picture, strlen (card->picture));
  if (card->price_minor >= 0)
    vix_builder_set_number (part->builder, part->columns.price, card->price_minor);
  vix_builder_set_number (part->builder, part->columns.from, card->from ? 1 : 0);
}

/* Behind the colours that texts name. */
static void
add_seen (Build *self, VixBuilder *builder)
{
  const VixShades *shades = g_hash_table_lookup (self->shades, &self->product_id);

  self->coloured = TRUE;
  if (shades != NULL)
    vix_builder_add_shades (builder, VT_INDEX_COLOUR, shades);
}

/* Texts of a product come together; the first is its title, and one is behind its colours: see vt_shop_texts_each(). */
static gboolean
add_text (gint64 product_id, VtIndexField field, const char *text, gpointer data)
{
  Build *self = data;
  guint place;
  const Part *part;
  gsize length;
  g_autofree char *parted = NULL;

  if (!find_card (self, product_id, &place))
    return TRUE;
  if (product_id != self->product_id)
    begin_product (self, place, text);
  if (self->full)
    return FALSE;

  part = g_ptr_array_index (self->parts, self->part_of[place]);
  if (!self->coloured && field > VT_INDEX_COLOUR)
    add_seen (self, part->builder);
  length = used_length (self, field, text);
  parted = vt_index_words_part (self->words, text, (gssize) length);
  vix_builder_add_text (part->builder, field, parted != NULL ? parted : text,
                        parted != NULL ? strlen (parted) : length);
  return TRUE;
}

/* The products that come first are in the first part. */
static void
divide (Build *self)
{
  gsize room = FIRST_PART_BYTES;
  guint part = 0;

  add_part (self);
  for (guint i = 0; i < self->cards->len; i++)
    {
      gsize size = self->sizes[i] + CARD_BYTES;

      if (size > room && i > 0)
        {
          add_part (self);
          part++;
          room = PART_BYTES;
        }
      self->part_of[i] = part;
      room -= MIN (size, room);
    }
}

static gsize
total_size (const Build *self)
{
  gsize total = 0;

  for (guint i = 0; i < self->cards->len; i++)
    total += self->sizes[i] + CARD_BYTES;

  return total;
}

static gboolean
measure (Build *self, VtDb *db, const char *language, GError **error)
{
  if (!vt_shop_texts_each (db, language, measure_text, self, error))
    return FALSE;
  if (total_size (self) <= FIRST_PART_BYTES)
    return TRUE;

  self->several = TRUE;
  memset (self->sizes, 0, (self->cards->len + 1) * sizeof *self->sizes);
  return vt_shop_texts_each (db, language, measure_text, self, error);
}

typedef struct
{
  const Build *build;
  guint part;
} Finder;

static gboolean
find_document (gint64 product_id, guint32 *document, gpointer data)
{
  const Finder *finder = data;
  const Build *build = finder->build;
  guint place;

  if (!find_card (build, product_id, &place) || build->part_of[place] != finder->part || build->documents[place] == 0)
    return FALSE;

  *document = build->documents[place] - 1;
  return TRUE;
}

static gboolean
add_rules (const Build *self, VtDb *db, const char *language, GError **error)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      Finder finder = { self, i };
      VixBuilder *builder = ((Part *) g_ptr_array_index (self->parts, i))->builder;

      if (!vt_index_merchant_add_rules (builder, db, language, find_document, &finder, error) ||
          !vt_index_merchant_add_signals (builder, db, find_document, &finder, error))
        return FALSE;
    }

  return TRUE;
}

static void
fail_for_memory (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _ ("There is not enough memory for an index of these products"));
}

static GBytes *
finish (VixBuilder *builder, VtIndexWords *words, GError **error)
{
  uint8_t *data = NULL;
  size_t size = 0;

  if (!vix_builder_finish (builder, vt_index_words_stem, words, &data, &size))
    {
      fail_for_memory (error);
      return NULL;
    }

  return g_bytes_new_take (data, size);
}

static GPtrArray *
finish_parts (Build *self, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shopper_part_free);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      GBytes *bytes = finish (part->builder, self->words, error);
      VtShopperPart *done;

      if (bytes == NULL)
        return NULL;
      done = g_new0 (VtShopperPart, 1);
      *done = (VtShopperPart){ bytes, part->n_products };
      g_ptr_array_add (parts, done);
    }

  return g_steal_pointer (&parts);
}

static gboolean
add_synonyms (Build *self, VtDb *db, const char *language, GError **error)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!vt_index_merchant_add_synonyms (((Part *) g_ptr_array_index (self->parts, i))->builder, db, language, error))
      return FALSE;

  return TRUE;
}

/**
 * vt_shopper_index_build:
 * @db: a shop's database or a public catalogue
 * @language: the code of one of the shop's languages
 * @cards: (element-type VtShopperCard): the products that shoppers can see, the most wanted first
 * @error: a #VtDbError, or that there is no memory
 *
 * In a shop whose texts do not fit in a small part, descriptions are found by how they begin.
 *
 * Returns: (transfer full) (nullable) (element-type VtShopperPart): the parts, the first ones first; one at least
 */
GPtrArray *
vt_shopper_index_build (VtDb *db, const char *language, GPtrArray *cards, GError **error)
{
  VixLanguage spoken = vt_index_language (language);
  g_auto (Build) self = { .words = vt_index_words_new (spoken),
                          .language = spoken,
                          .cards = cards,
                          .places = g_hash_table_new (g_int64_hash, g_int64_equal),
                          .sizes = g_new0 (gsize, cards->len + 1),
                          .part_of = g_new0 (guint, cards->len + 1),
                          .documents = g_new0 (guint32, cards->len + 1),
                          .parts = g_ptr_array_new_with_free_func (part_free) };

  for (guint i = 0; i < cards->len; i++)
    g_hash_table_insert (self.places, &((VtShopperCard *) g_ptr_array_index (cards, i))->id, GUINT_TO_POINTER (i + 1));
  if (!measure (&self, db, language, error))
    return NULL;
  divide (&self);
  self.shades = vt_photo_look_load_shades (db, error);
  if (self.shades == NULL || !add_synonyms (&self, db, language, error))
    return NULL;
  if (!vt_shop_texts_each (db, language, add_text, &self, error))
    {
      if (self.full)
        fail_for_memory (error);
      return NULL;
    }

  return add_rules (&self, db, language, error) ? finish_parts (&self, error) : NULL;
}

static void
add_thing (VixBuilder *builder, const VtShopperThing *thing, VtIndexWords *words, uint32_t path, uint32_t kind)
{
  g_autofree char *title = vt_index_words_part (words, thing->title, -1);
  gsize length = thing->text != NULL ? cut (thing->text, THING_TEXT_BYTES) : 0;
  g_autofree char *text = length > 0 ? vt_index_words_part (words, thing->text, (gssize) length) : NULL;

  if (!vix_builder_begin (builder, thing->id, strlen (thing->id), thing->title, strlen (thing->title)))
    return;

  vix_builder_add_text (builder, VT_INDEX_TITLE, title != NULL ? title : thing->title,
                        strlen (title != NULL ? title : thing->title));
  if (length > 0)
    vix_builder_add_text (builder, VT_INDEX_TEXT, text != NULL ? text : thing->text,
                          text != NULL ? strlen (text) : length);
  vix_builder_add_value (builder, path, thing->path, strlen (thing->path));
  vix_builder_add_value (builder, kind, thing->kind, strlen (thing->kind));
}

/**
 * vt_shopper_index_build_things:
 * @language: the code of one of the shop's languages
 * @things: (element-type VtShopperThing): pages of other sorts than products
 * @error: that there is no memory
 *
 * Returns: (transfer full) (nullable): their index
 */
GBytes *
vt_shopper_index_build_things (const char *language, GPtrArray *things, GError **error)
{
  VixLanguage spoken = vt_index_language (language);
  g_autoptr (VtIndexWords) words = vt_index_words_new (spoken);
  VixBuilder *builder = vix_builder_new (vt_index_allocator (), spoken);
  GBytes *bytes;
  uint32_t path;
  uint32_t kind;

  vt_index_fields_add (builder, NULL);
  path = add_column (builder, VIX_COLUMN_TEXT, "path");
  kind = add_column (builder, VIX_COLUMN_TEXT, "kind");
  for (guint i = 0; i < things->len; i++)
    add_thing (builder, g_ptr_array_index (things, i), words, path, kind);
  bytes = finish (builder, words, error);
  vix_builder_free (builder);

  return bytes;
}
