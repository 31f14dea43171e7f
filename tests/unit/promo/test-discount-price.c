/* Carts with what comes off them: discount-cases.json beside this file, whose amounts were worked out by hand and by
 * check-discount-cases, piece by piece; and what holds for every cart. */

#include "base/vt-json.h"
#include "promo/vt-discount-price.h"

#include <string.h>

#define NOW_US    G_GINT64_CONSTANT (1764000000000000)
#define MAX_LINES 60
#define MAX_BYTES (1 << 20)

typedef struct
{
  VtDiscountLine lines[MAX_LINES];
  guint n_lines;
  GPtrArray *collections; /* of GArray */
  GPtrArray *discounts;
  GArray *candidates;
  VtDiscountFacts facts;
} Cart;

static void
cart_clear (Cart *self)
{
  g_clear_pointer (&self->collections, g_ptr_array_unref);
  g_clear_pointer (&self->discounts, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cart, cart_clear)

static void
cart_init (Cart *self)
{
  *self = (Cart){ .facts = { .now_us = NOW_US } };
  self->collections = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->discounts = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_discount_free);
  self->candidates = g_array_new (FALSE, TRUE, sizeof (VtDiscountCandidate));
}

static void
add_line (Cart *self, gint64 variant, gint64 product, gint64 price, gint64 quantity, GArray *collections)
{
  g_ptr_array_add (self->collections, collections);
  self->lines[self->n_lines++] =
      (VtDiscountLine){ variant,         product, price, quantity, (const gint64 *) (gpointer) collections->data,
                        collections->len };
}

static VtDiscount *
add_discount (Cart *self, gint64 id, const VtDiscountUses *uses)
{
  VtDiscount *discount = g_new0 (VtDiscount, 1);
  VtDiscountCandidate candidate = { discount, "CODE", *uses };

  discount->id = id;
  discount->title = g_strdup_printf ("Number %d", (int) id);
  discount->code = g_strdup ("");
  discount->buy_quantity = 1;
  discount->get_quantity = 1;
  discount->combines = VT_DISCOUNT_COMBINES_DELIVERY;
  discount->targets = g_array_new (FALSE, TRUE, sizeof (VtDiscountTarget));
  discount->tiers = g_array_new (FALSE, TRUE, sizeof (VtDiscountTier));
  discount->active = TRUE;
  g_ptr_array_add (self->discounts, discount);
  g_array_append_val (self->candidates, candidate);

  return discount;
}

static void
settle_methods (Cart *self)
{
  for (guint i = 0; i < self->candidates->len; i++)
    {
      VtDiscountCandidate *candidate = &g_array_index (self->candidates, VtDiscountCandidate, i);

      if (candidate->discount->method == VT_DISCOUNT_AUTOMATIC)
        candidate->code = NULL;
    }
}

static VtDiscountResult *
price (const Cart *self)
{
  return vt_discounts_price (self->lines, self->n_lines,
                             (const VtDiscountCandidate *) (gpointer) self->candidates->data, self->candidates->len,
                             &self->facts);
}

/* What holds whatever is in the cart. */
static void
check_laws (const Cart *cart, const VtDiscountResult *result)
{
  gint64 total = 0;
  gint64 amounts = 0;

  for (guint line = 0; line < cart->n_lines; line++)
    {
      gint64 parts = 0;

      for (guint i = 0; i < result->outcomes->len; i++)
        {
          const VtDiscountOutcome *outcome = vt_discount_result_get (result, i);

          g_assert_cmpint (outcome->line_minor[line], >=, 0);
          g_assert_true (i < result->n_applied || outcome->line_minor[line] == 0);
          parts += outcome->line_minor[line];
        }
      g_assert_cmpint (parts, ==, result->line_minor[line]);
      g_assert_cmpint (result->line_minor[line], <=, cart->lines[line].price_minor * cart->lines[line].quantity);
      total += result->line_minor[line];
    }

  for (guint i = 0; i < result->outcomes->len; i++)
    {
      const VtDiscountOutcome *outcome = vt_discount_result_get (result, i);

      g_assert_true ((i < result->n_applied) == (outcome->problem == VT_DISCOUNT_APPLIES));
      amounts += outcome->amount_minor;
    }
  g_assert_cmpint (total, ==, result->total_minor);
  g_assert_cmpint (amounts, ==, result->total_minor);
}

static gint64
line_off (const Cart *cart, const VtDiscountResult *result, gint64 variant)
{
  for (guint i = 0; i < cart->n_lines; i++)
    if (cart->lines[i].variant_id == variant)
      return result->line_minor[i];

  g_assert_not_reached ();
}

/* Turns the cart and its discounts around: nothing may change. */
static void
check_order (const Cart *cart, const VtDiscountResult *result)
{
  Cart turned = *cart;
  g_autoptr (GArray) candidates = g_array_new (FALSE, TRUE, sizeof (VtDiscountCandidate));
  g_autoptr (VtDiscountResult) again = NULL;

  for (guint i = 0; i < cart->n_lines; i++)
    turned.lines[i] = cart->lines[cart->n_lines - 1 - i];
  for (guint i = cart->candidates->len; i > 0; i--)
    g_array_append_val (candidates, g_array_index (cart->candidates, VtDiscountCandidate, i - 1));
  turned.candidates = candidates;

  again = price (&turned);
  g_assert_cmpint (again->total_minor, ==, result->total_minor);
  g_assert_cmpuint (again->n_applied, ==, result->n_applied);
  for (guint i = 0; i < cart->n_lines; i++)
    g_assert_cmpint (line_off (&turned, again, cart->lines[i].variant_id), ==, result->line_minor[i]);
  for (guint i = 0; i < result->outcomes->len; i++)
    {
      g_assert_true (vt_discount_result_get (again, i)->discount == vt_discount_result_get (result, i)->discount);
      g_assert_cmpint (vt_discount_result_get (again, i)->problem, ==, vt_discount_result_get (result, i)->problem);
    }
}

/* The table ------------------------------------------------------------------------------------------------------- */

static gint64
number (JsonObject *object, const char *name, gint64 other)
{
  return json_object_get_int_member_with_default (object, name, other);
}

static const char *
word (JsonObject *object, const char *name, const char *other)
{
  return json_object_get_string_member_with_default (object, name, other);
}

static void
read_lines (Cart *cart, JsonArray *lines)
{
  g_assert_cmpuint (json_array_get_length (lines), <=, MAX_LINES);
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonArray *line = json_array_get_array_element (lines, i);
      JsonArray *ids = json_array_get_array_element (line, 2);
      GArray *collections = g_array_new (FALSE, TRUE, sizeof (gint64));

      for (guint k = 0; k < json_array_get_length (ids); k++)
        {
          gint64 id = json_array_get_int_element (ids, k);

          g_array_append_val (collections, id);
        }
      add_line (cart, json_array_get_int_element (line, 0), json_array_get_int_element (line, 1),
                json_array_get_int_element (line, 3), json_array_get_int_element (line, 4), collections);
    }
}

static void
read_targets (VtDiscount *discount, JsonArray *targets)
{
  for (guint i = 0; targets != NULL && i < json_array_get_length (targets); i++)
    {
      JsonArray *row = json_array_get_array_element (targets, i);
      const char *kind = json_array_get_string_element (row, 1);
      gint64 id = json_array_get_int_element (row, 2);
      VtDiscountTarget target = { VT_DISCOUNT_TARGET_ON, 0, 0, 0 };

      if (strcmp (json_array_get_string_element (row, 0), "buy") == 0)
        target.role = VT_DISCOUNT_TARGET_BUY;
      if (strcmp (kind, "collection") == 0)
        target.collection_id = id;
      else if (strcmp (kind, "product") == 0)
        target.product_id = id;
      else
        target.variant_id = id;
      g_array_append_val (discount->targets, target);
    }
}

static void
read_tiers (VtDiscount *discount, JsonArray *tiers)
{
  for (guint i = 0; tiers != NULL && i < json_array_get_length (tiers); i++)
    {
      JsonArray *row = json_array_get_array_element (tiers, i);
      const VtDiscountTier tier = { json_array_get_int_element (row, 0), json_array_get_int_element (row, 1) };

      g_array_append_val (discount->tiers, tier);
    }
}

static JsonArray *
list (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;
}

static void
read_discount (Cart *cart, JsonObject *object)
{
  JsonArray *uses = list (object, "uses");
  VtDiscountUses used = { 0, 0, 0 };
  VtDiscount *discount;

  if (uses != NULL)
    used = (VtDiscountUses){ json_array_get_int_element (uses, 0), json_array_get_int_element (uses, 1),
                             json_array_get_int_element (uses, 2) };
  discount = add_discount (cart, number (object, "id", 0), &used);
  g_assert_true (vt_discount_kind_from_string (word (object, "kind", ""), &discount->kind));
  g_assert_true (vt_discount_method_from_string (word (object, "method", "code"), &discount->method));
  g_assert_true (vt_discount_audience_from_string (word (object, "audience", "all"), &discount->audience));
  g_assert_true (vt_discount_combines_from_string (word (object, "combines", "delivery"), &discount->combines));
  g_assert_true (vt_discount_tier_basis_from_string (word (object, "basis", "subtotal"), &discount->tier_basis));
  discount->value = number (object, "value", 0);
  discount->buy_quantity = number (object, "buy", 1);
  discount->get_quantity = number (object, "get", 1);
  discount->get_times = number (object, "times", 0);
  discount->chosen = json_object_get_boolean_member_with_default (object, "chosen", FALSE);
  discount->minimum_minor = number (object, "minimum", 0);
  discount->minimum_quantity = number (object, "pieces", 0);
  discount->usage_limit = number (object, "limit", 0);
  discount->customer_limit = number (object, "each_limit", 0);
  discount->countries = g_strdup (word (object, "countries", ""));
  discount->priority = number (object, "priority", 0);
  discount->starts_us = number (object, "starts", 0);
  discount->ends_us = number (object, "ends", 0);
  discount->active = json_object_get_boolean_member_with_default (object, "active", TRUE);
  read_targets (discount, list (object, "targets"));
  read_tiers (discount, list (object, "tiers"));
}

static void
read_cart (Cart *cart, JsonObject *object)
{
  JsonArray *discounts = json_object_get_array_member (object, "discounts");

  read_lines (cart, json_object_get_array_member (object, "lines"));
  for (guint i = 0; i < json_array_get_length (discounts); i++)
    read_discount (cart, json_array_get_object_element (discounts, i));
  settle_methods (cart);
  if (json_object_has_member (object, "facts"))
    {
      JsonObject *facts = json_object_get_object_member (object, "facts");

      cart->facts.now_us = number (facts, "now", NOW_US);
      cart->facts.country = json_object_get_string_member_with_default (facts, "country", NULL);
      cart->facts.knows_who = json_object_get_boolean_member_with_default (facts, "known", FALSE);
      cart->facts.orders = number (facts, "orders", 0);
      cart->facts.subscribed = json_object_get_boolean_member_with_default (facts, "subscribed", FALSE);
      cart->facts.shipping_minor = number (facts, "shipping", 0);
    }
}

static void
check_outcome (const VtDiscountOutcome *outcome, JsonObject *expect)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, outcome->discount->id);

  g_assert_cmpstr (vt_discount_problem_to_string (outcome->problem), ==,
                   word (json_object_get_object_member (expect, "problems"), id, "none"));
  g_assert_cmpint (outcome->amount_minor, ==, number (json_object_get_object_member (expect, "amounts"), id, 0));
}

static void
check_case (JsonObject *object)
{
  JsonObject *expect = json_object_get_object_member (object, "expect");
  JsonArray *lines = json_object_get_array_member (expect, "lines");
  g_auto (Cart) cart = { 0 };
  g_autoptr (VtDiscountResult) result = NULL;

  g_test_message ("%s", word (object, "name", ""));
  cart_init (&cart);
  read_cart (&cart, object);
  result = price (&cart);
  check_laws (&cart, result);
  check_order (&cart, result);

  g_assert_cmpint (result->total_minor, ==, number (expect, "total", -1));
  g_assert_cmpint (result->free_shipping, ==, json_object_get_boolean_member (expect, "free"));
  for (guint i = 0; i < cart.n_lines; i++)
    g_assert_cmpint (result->line_minor[i], ==, json_array_get_int_element (lines, i));
  for (guint i = 0; i < result->outcomes->len; i++)
    check_outcome (vt_discount_result_get (result, i), expect);
}

static void
test_table (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "promo", "discount-cases.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *cases;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  node = vt_json_parse (text, (gssize) length, MAX_BYTES, 8, &error);
  g_assert_no_error (error);
  cases = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (cases), >=, 150);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_case (json_array_get_object_element (cases, i));
}

/* What holds for every cart --------------------------------------------------------------------------------------- */

static gint64
any (gint64 least, gint64 most)
{
  return least + (gint64) (g_test_rand_double () * (double) (most - least + 1));
}

static gint64
any_value (VtDiscountKind kind)
{
  switch (kind)
    {
    case VT_DISCOUNT_PERCENT:
    case VT_DISCOUNT_BUY_GET:
      return any (1, 10000);
    case VT_DISCOUNT_FIXED:
    case VT_DISCOUNT_EACH:
      return any (1, 200000);
    case VT_DISCOUNT_FREE_SHIPPING:
    case VT_DISCOUNT_TIERED_PERCENT:
    case VT_DISCOUNT_TIERED_FIXED:
    default:
      return 0;
    }
}

static void
add_any_discount (Cart *cart, gint64 id)
{
  const VtDiscountUses uses = { any (0, 3), any (0, 2), any (0, 1) };
  VtDiscount *discount = add_discount (cart, id, &uses);
  gint64 from = 0;

  discount->kind = (VtDiscountKind) any (0, VT_DISCOUNT_N_KINDS - 1);
  discount->value = any_value (discount->kind);
  discount->method = (VtDiscountMethod) any (0, 2);
  discount->combines = (VtDiscountCombines) any (0, 2);
  discount->audience = (VtDiscountAudience) (g_test_rand_bit () ? 0 : any (0, 3));
  discount->tier_basis = (VtDiscountTierBasis) any (0, 1);
  discount->buy_quantity = any (1, 4);
  discount->get_quantity = any (1, 4);
  discount->get_times = any (0, 3);
  discount->minimum_minor = g_test_rand_bit () ? 0 : any (0, 20000);
  discount->minimum_quantity = g_test_rand_bit () ? 0 : any (0, 5);
  discount->usage_limit = any (0, 4);
  discount->customer_limit = any (0, 2);
  discount->priority = g_test_rand_bit () ? 0 : any (-2, 2);
  discount->chosen = g_test_rand_bit ();
  for (gint64 i = any (0, 3); i > 0; i--)
    {
      const VtDiscountTarget target = { (VtDiscountRole) any (0, 1), any (1, 4), 0, 0 };

      g_array_append_val (discount->targets, target);
    }
  for (gint64 i = any (0, 3); i > 0; i--)
    {
      const VtDiscountTier tier = { from += any (1, 8000),
                                    discount->kind == VT_DISCOUNT_TIERED_FIXED ? any (1, 90000) : any (1, 10000) };

      g_array_append_val (discount->tiers, tier);
    }
}

static void
add_any_lines (Cart *cart)
{
  for (gint64 n = any (0, 8); n > 0; n--)
    {
      GArray *collections = g_array_new (FALSE, TRUE, sizeof (gint64));

      for (gint64 id = 1; id <= 4; id++)
        if (g_test_rand_bit ())
          g_array_append_val (collections, id);
      add_line (cart, 100 + n, any (1, 5), g_test_rand_bit () ? any (0, 20) : any (0, 2000000),
                g_test_rand_bit () ? any (0, 5) : any (0, 9999), collections);
    }
}

static void
test_laws (void)
{
  for (int round = 0; round < 4000; round++)
    {
      g_auto (Cart) cart = { 0 };
      g_autoptr (VtDiscountResult) result = NULL;

      cart_init (&cart);
      add_any_lines (&cart);
      for (gint64 n = any (0, 6), id = 1; id <= n; id++)
        add_any_discount (&cart, id);
      settle_methods (&cart);
      cart.facts.knows_who = g_test_rand_bit ();
      cart.facts.orders = any (0, 2);
      cart.facts.subscribed = g_test_rand_bit ();
      cart.facts.shipping_minor = any (0, 5000);
      result = price (&cart);
      check_laws (&cart, result);
      check_order (&cart, result);
    }
}

/* Whoever made two hundred that overlap gets one answer, and soon. */
static void
test_crowd (void)
{
  g_auto (Cart) cart = { 0 };
  g_autoptr (VtDiscountResult) result = NULL;
  const VtDiscountUses uses = { 0, 0, 0 };

  cart_init (&cart);
  for (gint64 i = 0; i < 50; i++)
    add_line (&cart, i + 1, i + 1, 1000 + i, 9999, g_array_new (FALSE, TRUE, sizeof (gint64)));
  for (gint64 i = 1; i <= 200; i++)
    {
      VtDiscount *discount = add_discount (&cart, i, &uses);

      discount->kind = i % 2 == 0 ? VT_DISCOUNT_PERCENT : VT_DISCOUNT_BUY_GET;
      discount->value = 100 + i;
      discount->method = VT_DISCOUNT_AUTOMATIC;
      discount->combines = VT_DISCOUNT_COMBINES_ALL;
    }
  settle_methods (&cart);
  result = price (&cart);
  check_laws (&cart, result);
  check_order (&cart, result);
  g_assert_cmpuint (result->n_applied, ==, 200);
}

/* The same code twice, and codes that nothing answers to. */
static void
test_codes (void)
{
  g_auto (Cart) cart = { 0 };
  g_autoptr (VtDiscountResult) result = NULL;
  const VtDiscountUses uses = { 0, 0, 0 };
  VtDiscountCandidate unknown = { NULL, "NOPE", { 0, 0, 0 } };
  VtDiscountCandidate twice;
  VtDiscount *discount;

  cart_init (&cart);
  add_line (&cart, 1, 1, 1000, 1, g_array_new (FALSE, TRUE, sizeof (gint64)));
  discount = add_discount (&cart, 1, &uses);
  discount->value = 1000;
  twice = g_array_index (cart.candidates, VtDiscountCandidate, 0);
  g_array_append_val (cart.candidates, twice);
  g_array_append_val (cart.candidates, unknown);
  g_array_append_val (cart.candidates, unknown);
  result = price (&cart);
  g_assert_cmpuint (result->outcomes->len, ==, 2);
  g_assert_cmpint (result->total_minor, ==, 100);
  g_assert_cmpint (vt_discount_result_get (result, 1)->problem, ==, VT_DISCOUNT_UNKNOWN);
  g_assert_cmpstr (vt_discount_result_get (result, 1)->code, ==, "NOPE");
}

/* A draft is unknown to shoppers; a merchant can see what it would do, and when. */
static void
test_drafts (void)
{
  g_auto (Cart) cart = { 0 };
  g_autoptr (VtDiscountResult) hidden = NULL;
  g_autoptr (VtDiscountResult) shown = NULL;
  const VtDiscountUses uses = { 0, 0, 0 };
  VtDiscount *draft;
  VtDiscount *later;

  cart_init (&cart);
  add_line (&cart, 1, 1, 1000, 1, g_array_new (FALSE, TRUE, sizeof (gint64)));
  draft = add_discount (&cart, 1, &uses);
  draft->value = 1000;
  draft->active = FALSE;
  later = add_discount (&cart, 2, &uses);
  later->value = 5000;
  later->active = FALSE;
  later->starts_us = NOW_US + 1;
  hidden = price (&cart);
  g_assert_cmpint (hidden->total_minor, ==, 0);
  g_assert_cmpint (vt_discount_result_get (hidden, 0)->problem, ==, VT_DISCOUNT_UNKNOWN);

  cart.facts.with_drafts = TRUE;
  shown = price (&cart);
  check_laws (&cart, shown);
  g_assert_cmpint (shown->total_minor, ==, 100);
  g_assert_cmpint (vt_discount_result_get (shown, 1)->problem, ==, VT_DISCOUNT_NOT_STARTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/discount-price/table", test_table);
  g_test_add_func ("/discount-price/laws", test_laws);
  g_test_add_func ("/discount-price/crowd", test_crowd);
  g_test_add_func ("/discount-price/codes", test_codes);
  g_test_add_func ("/discount-price/drafts", test_drafts);

  return g_test_run ();
}
