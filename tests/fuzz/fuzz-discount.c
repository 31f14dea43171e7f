/* A cart, its discounts and the customer, read from the bytes one after another; what is missing is zero. Whatever
 * comes, no line goes below zero, the parts of the lines and of the discounts add up to the total, and nothing depends
 * on the order that lines and discounts come in. */
#include "fuzz.h"
#include "promo/vt-discount-price.h"

#define LINES_MAX       12
#define DISCOUNTS_MAX   10
#define COLLECTIONS     4
#define PRICE_MAX       G_GINT64_CONSTANT (1000000000000)
#define PIECES_MAX      700
#define VALUE_MAX       G_GINT64_CONSTANT (1000000000000)
#define NOW_US          1000
#define PARTS_MAX       4
#define TIER_STEP_MAX   100000
#define MANY_PIECES_MAX 9999

typedef struct
{
  const uint8_t *data;
  size_t size;
  size_t at;
} Bytes;

typedef struct
{
  VtDiscountLine lines[LINES_MAX];
  gint64 collections[LINES_MAX][COLLECTIONS];
  guint n_lines;
  VtDiscount discounts[DISCOUNTS_MAX];
  VtDiscountCandidate candidates[DISCOUNTS_MAX];
  guint n_discounts;
  VtDiscountFacts facts;
} Case;

static gint64
byte (Bytes *bytes)
{
  return bytes->at < bytes->size ? bytes->data[bytes->at++] : 0;
}

static gint64
number (Bytes *bytes, gint64 most)
{
  guint64 value = 0;

  for (gint64 n = byte (bytes) % 7; n > 0; n--)
    value = value << 8 | (guint64) byte (bytes);

  return (gint64) (value % (guint64) (most + 1));
}

static void
read_line (Bytes *bytes, Case *self)
{
  gint64 *collections = self->collections[self->n_lines];
  VtDiscountLine *line = &self->lines[self->n_lines++];
  gint64 in = byte (bytes);

  *line = (VtDiscountLine){ .variant_id = self->n_lines, .product_id = 1 + byte (bytes) % 4 };
  line->price_minor = number (bytes, PRICE_MAX);
  line->quantity = number (bytes, line->price_minor < PRICE_MAX / MANY_PIECES_MAX ? MANY_PIECES_MAX : PIECES_MAX);
  line->collections = collections;
  for (gint64 id = 1; id <= COLLECTIONS; id++)
    if ((in >> id & 1) != 0)
      collections[line->n_collections++] = id;
}

static void
read_targets (Bytes *bytes, VtDiscount *discount)
{
  discount->targets = g_array_new (FALSE, TRUE, sizeof (VtDiscountTarget));
  for (gint64 n = byte (bytes) % PARTS_MAX; n > 0; n--)
    {
      gint64 which = byte (bytes);
      gint64 id = 1 + byte (bytes) % LINES_MAX;
      VtDiscountTarget target = { .role = (VtDiscountRole) (which & 1) };

      if (which / 2 % 3 == 0)
        target.collection_id = id;
      else if (which / 2 % 3 == 1)
        target.product_id = id;
      else
        target.variant_id = id;
      g_array_append_val (discount->targets, target);
    }
}

static void
read_tiers (Bytes *bytes, VtDiscount *discount)
{
  gint64 from = 0;

  discount->tiers = g_array_new (FALSE, TRUE, sizeof (VtDiscountTier));
  for (gint64 n = byte (bytes) % PARTS_MAX; n > 0; n--)
    {
      const VtDiscountTier tier = { from += 1 + number (bytes, TIER_STEP_MAX), number (bytes, VALUE_MAX) };

      g_array_append_val (discount->tiers, tier);
    }
}

static void
read_discount (Bytes *bytes, Case *self)
{
  VtDiscount *discount = &self->discounts[self->n_discounts];
  VtDiscountCandidate *candidate = &self->candidates[self->n_discounts++];

  discount->id = self->n_discounts;
  discount->kind = (VtDiscountKind) (byte (bytes) % VT_DISCOUNT_N_KINDS);
  discount->method = (VtDiscountMethod) (byte (bytes) % (VT_DISCOUNT_BY_UNIQUE_CODES + 1));
  discount->value = number (bytes, VALUE_MAX);
  discount->tier_basis = (VtDiscountTierBasis) (byte (bytes) & 1);
  discount->buy_quantity = byte (bytes) % 8;
  discount->get_quantity = byte (bytes) % 8;
  discount->get_times = byte (bytes) % 4;
  discount->chosen = (byte (bytes) & 1) != 0;
  discount->minimum_minor = number (bytes, PRICE_MAX);
  discount->minimum_quantity = byte (bytes) % 16;
  discount->usage_limit = byte (bytes) % 4;
  discount->customer_limit = byte (bytes) % 4;
  discount->audience = (VtDiscountAudience) (byte (bytes) % (VT_DISCOUNT_FOR_SUBSCRIBERS + 1));
  discount->combines = (VtDiscountCombines) (byte (bytes) % (VT_DISCOUNT_COMBINES_ALL + 1));
  discount->priority = byte (bytes) % 5 - 2;
  discount->starts_us = number (bytes, 2 * NOW_US);
  discount->ends_us = number (bytes, 2 * NOW_US);
  discount->active = (byte (bytes) & 1) == 0;
  read_targets (bytes, discount);
  read_tiers (bytes, discount);
  *candidate = (VtDiscountCandidate){ .discount = discount,
                                      .code = discount->method == VT_DISCOUNT_AUTOMATIC ? NULL : "CODE",
                                      .uses = { byte (bytes) % 4, byte (bytes) % 4, byte (bytes) % 2 } };
}

static void
read_case (Bytes *bytes, Case *self)
{
  gint64 flags = byte (bytes);
  gint64 n_lines = byte (bytes) % (LINES_MAX + 1);
  gint64 n_discounts = byte (bytes) % (DISCOUNTS_MAX + 1);

  self->facts = (VtDiscountFacts){ .now_us = NOW_US,
                                   .country = (flags & 1) != 0 ? "PT" : NULL,
                                   .knows_who = (flags & 2) != 0,
                                   .subscribed = (flags & 4) != 0,
                                   .with_drafts = (flags & 8) != 0,
                                   .orders = flags >> 4 & 3,
                                   .shipping_minor = number (bytes, PRICE_MAX) };
  while (n_lines-- > 0)
    read_line (bytes, self);
  while (n_discounts-- > 0)
    read_discount (bytes, self);
}

static void
case_clear (Case *self)
{
  for (guint i = 0; i < self->n_discounts; i++)
    {
      g_clear_pointer (&self->discounts[i].targets, g_array_unref);
      g_clear_pointer (&self->discounts[i].tiers, g_array_unref);
    }
}

static VtDiscountResult *
price (const Case *self)
{
  return vt_discounts_price (self->lines, self->n_lines, self->candidates, self->n_discounts, &self->facts);
}

static void
check_sums (const Case *self, const VtDiscountResult *result)
{
  gint64 total = 0;
  gint64 amounts = 0;

  for (guint line = 0; line < self->n_lines; line++)
    {
      gint64 parts = 0;

      for (guint i = 0; i < result->outcomes->len; i++)
        {
          g_assert_cmpint (vt_discount_result_get (result, i)->line_minor[line], >=, 0);
          parts += vt_discount_result_get (result, i)->line_minor[line];
        }
      g_assert_cmpint (parts, ==, result->line_minor[line]);
      g_assert_cmpint (parts, <=, self->lines[line].price_minor * self->lines[line].quantity);
      total += parts;
    }
  for (guint i = 0; i < result->outcomes->len; i++)
    {
      g_assert_true ((i < result->n_applied) == (vt_discount_result_get (result, i)->problem == VT_DISCOUNT_APPLIES));
      amounts += vt_discount_result_get (result, i)->amount_minor;
    }
  g_assert_cmpint (total, ==, result->total_minor);
  g_assert_cmpint (amounts, ==, result->total_minor);
}

static void
check_turned (const Case *self, const VtDiscountResult *result)
{
  Case turned = *self;
  g_autoptr (VtDiscountResult) again = NULL;

  for (guint i = 0; i < self->n_lines; i++)
    turned.lines[i] = self->lines[self->n_lines - 1 - i];
  for (guint i = 0; i < self->n_discounts; i++)
    turned.candidates[i] = self->candidates[self->n_discounts - 1 - i];
  again = price (&turned);
  g_assert_cmpint (again->total_minor, ==, result->total_minor);
  for (guint i = 0; i < self->n_lines; i++)
    g_assert_cmpint (again->line_minor[self->n_lines - 1 - i], ==, result->line_minor[i]);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Bytes bytes = { data, size, 0 };
  Case self = { .n_lines = 0 };
  g_autoptr (VtDiscountResult) result = NULL;

  read_case (&bytes, &self);
  result = price (&self);
  check_sums (&self, result);
  check_turned (&self, result);
  case_clear (&self);

  return 0;
}
