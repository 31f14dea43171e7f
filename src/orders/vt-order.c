#include "orders/vt-order-private.h"

#include "base/vt-json.h"
#include "base/vt-money.h"
#include "base/vt-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_MAX_CHARS 2000
#define LINES_MAX      1000
#define DISCOUNTS_MAX  100
#define AMOUNT_MAX     ((G_GINT64_CONSTANT (1) << 53) - 1)
#define QUANTITY_MAX   1000000

static const char *const statuses[] = { "placed", "paid", "packed", "shipped", "cancelled", "refunded", NULL };

/* The members that an order and its JSON have in common. */
static const struct
{
  const char *name;
  gsize offset;
  gboolean required;
} texts[] = {
  { "id", G_STRUCT_OFFSET (VtOrder, uuid), TRUE },
  { "number", G_STRUCT_OFFSET (VtOrder, number), TRUE },
  { "status", G_STRUCT_OFFSET (VtOrder, status), TRUE },
  { "discount_code", G_STRUCT_OFFSET (VtOrder, discount_code), FALSE },
  { "shipping_name", G_STRUCT_OFFSET (VtOrder, shipping_name), FALSE },
  { "payment_name", G_STRUCT_OFFSET (VtOrder, payment_name), FALSE },
  { "email", G_STRUCT_OFFSET (VtOrder, email), FALSE },
  { "name", G_STRUCT_OFFSET (VtOrder, name), FALSE },
  { "phone", G_STRUCT_OFFSET (VtOrder, phone), FALSE },
  { "country", G_STRUCT_OFFSET (VtOrder, country), FALSE },
  { "postcode", G_STRUCT_OFFSET (VtOrder, postcode), FALSE },
  { "address", G_STRUCT_OFFSET (VtOrder, address), FALSE },
  { "city", G_STRUCT_OFFSET (VtOrder, city), FALSE },
  { "state", G_STRUCT_OFFSET (VtOrder, state), FALSE },
  { "document", G_STRUCT_OFFSET (VtOrder, document), FALSE },
  { "language", G_STRUCT_OFFSET (VtOrder, language), FALSE },
  { "note", G_STRUCT_OFFSET (VtOrder, note), FALSE },
};

static const struct
{
  const char *name;
  gsize offset;
} amounts[] = {
  { "subtotal", G_STRUCT_OFFSET (VtOrder, subtotal_minor) }, { "discount", G_STRUCT_OFFSET (VtOrder, discount_minor) },
  { "shipping", G_STRUCT_OFFSET (VtOrder, shipping_minor) }, { "tax", G_STRUCT_OFFSET (VtOrder, tax_minor) },
  { "total", G_STRUCT_OFFSET (VtOrder, total_minor) },
};

static gboolean
invalid (GError **error, const char *name)
{
  g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, _ ("The order cannot be read: its “%s” cannot be"),
               name);
  return FALSE;
}

void
vt_order_line_free (VtOrderLine *self)
{
  g_free (self->sku);
  g_free (self->title);
  g_free (self);
}

static void
order_discount_free (VtOrderDiscount *self)
{
  g_free (self->title);
  g_free (self->code);
  g_free (self);
}

/* An order with nothing in it. */
VtOrder *
vt_order_new_empty (void)
{
  VtOrder *self = g_new0 (VtOrder, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_order_line_free);
  self->discounts = g_ptr_array_new_with_free_func ((GDestroyNotify) order_discount_free);
  return self;
}

/**
 * vt_order_free:
 * @self: (nullable): an order
 *
 * Frees the record.
 */
void
vt_order_free (VtOrder *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, self, texts[i].offset));
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->discounts);
  g_free (self);
}

/**
 * vt_order_status_is_known:
 * @status: (nullable): a word
 *
 * Returns: whether an order can be in this status
 */
gboolean
vt_order_status_is_known (const char *status)
{
  return status != NULL && g_strv_contains (statuses, status);
}

static char *
dup_or_empty (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

/* "Rua das Oliveiras 21, 3.º Esq." */
static char *
street (const VtOrderRequest *request)
{
  if (request->complement == NULL || *request->complement == '\0')
    return dup_or_empty (request->address);

  return g_strdup_printf ("%s, %s", request->address, request->complement);
}

static VtOrderLine *
line_new_from_quote (const VtQuoteLine *from)
{
  VtOrderLine *line = g_new0 (VtOrderLine, 1);

  line->variant_id = from->variant_id;
  line->sku = g_strdup (from->sku);
  line->title = *from->variant_title != '\0' ? g_strdup_printf ("%s, %s", from->product_title, from->variant_title)
                                             : g_strdup (from->product_title);
  line->quantity = from->quantity_priced;
  line->price_minor = from->price_minor;
  line->discount_minor = from->discount_minor;
  line->total_minor = from->total_minor;

  return line;
}

static void
take_discounts (VtOrder *self, const VtQuote *quote)
{
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; i < quote->discounts->n_applied; i++)
    {
      const VtDiscountOutcome *outcome = vt_discount_result_get (quote->discounts, i);
      VtOrderDiscount *discount = g_new0 (VtOrderDiscount, 1);
      const char *code = outcome->code == NULL              ? ""
                         : *outcome->discount->code != '\0' ? outcome->discount->code
                                                            : outcome->code;

      discount->discount_id = outcome->discount->id;
      discount->title = g_strdup (outcome->discount->title);
      discount->code = g_strdup (code);
      discount->amount_minor = outcome->amount_minor;
      g_ptr_array_add (self->discounts, discount);
      if (*code != '\0')
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? ", " : "", code);
    }

  self->discount_code = g_string_free (g_steal_pointer (&codes), FALSE);
}

/**
 * vt_order_new_from_quote:
 * @request: what the shopper filled in
 * @quote: what it costs; vt_quote_is_orderable() holds
 * @uuid: the order's own
 * @number: what people call it
 * @payment_name: name of the way to pay
 *
 * Returns: (transfer full): the order as it is placed at the request's time
 */
VtOrder *
vt_order_new_from_quote (const VtOrderRequest *request,
                         const VtQuote *quote,
                         const char *uuid,
                         const char *number,
                         const char *payment_name)
{
  VtOrder *self = vt_order_new_empty ();
  const VtQuoteShipping *shipping = vt_quote_get_shipping (quote);

  self->uuid = g_strdup (uuid);
  self->number = g_strdup (number);
  self->status = g_strdup (statuses[0]);
  self->placed_us = request->quote->now_us;
  g_strlcpy (self->currency, quote->currency, sizeof self->currency);
  self->subtotal_minor = quote->subtotal_minor;
  self->discount_minor = quote->discount_minor;
  self->shipping_minor = quote->shipping_minor;
  self->tax_minor = quote->tax_minor;
  self->total_minor = quote->total_minor;
  take_discounts (self, quote);
  self->shipping_name = dup_or_empty (shipping != NULL ? shipping->name : NULL);
  self->payment_name = dup_or_empty (payment_name);
  self->email = dup_or_empty (request->email);
  self->name = dup_or_empty (request->name);
  self->phone = dup_or_empty (request->phone);
  self->country = g_strdup (quote->country);
  self->postcode = dup_or_empty (request->quote->postcode);
  self->address = street (request);
  self->city = dup_or_empty (request->city);
  self->state = dup_or_empty (request->state);
  self->document = dup_or_empty (request->document);
  self->language = dup_or_empty (request->language);
  self->note = dup_or_empty (request->note);
  for (guint i = 0; i < quote->lines->len; i++)
    g_ptr_array_add (self->lines, line_new_from_quote (g_ptr_array_index (quote->lines, i)));

  return self;
}

static gboolean
take_text (JsonObject *object, const char *name, gboolean required, char **out, GError **error)
{
  const char *text = "";

  if ((required || json_object_has_member (object, name)) && !vt_json_get_string (object, name, &text, error))
    return FALSE;
  if (strlen (text) > TEXT_MAX_CHARS * 4 || g_utf8_strlen (text, -1) > TEXT_MAX_CHARS || (required && *text == '\0'))
    return invalid (error, name);

  *out = vt_text_normalise (text);
  return TRUE;
}

static gboolean
take_int (JsonObject *object, const char *name, gint64 min, gint64 max, gint64 *out, GError **error)
{
  return vt_json_get_int (object, name, out, error) && ((*out >= min && *out <= max) || invalid (error, name));
}

static gboolean
take_line (VtOrder *self, JsonNode *node, GError **error)
{
  VtOrderLine *line;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return invalid (error, "lines");

  object = json_node_get_object (node);
  line = g_new0 (VtOrderLine, 1);
  g_ptr_array_add (self->lines, line);

  return take_int (object, "variant", 1, AMOUNT_MAX, &line->variant_id, error) &&
         take_text (object, "sku", FALSE, &line->sku, error) &&
         take_text (object, "title", FALSE, &line->title, error) &&
         take_int (object, "quantity", 1, QUANTITY_MAX, &line->quantity, error) &&
         take_int (object, "price", 0, AMOUNT_MAX, &line->price_minor, error) &&
         take_int (object, "discount", 0, AMOUNT_MAX, &line->discount_minor, error) &&
         take_int (object, "total", 0, AMOUNT_MAX, &line->total_minor, error);
}

static gboolean
take_lines (VtOrder *self, JsonObject *object, GError **error)
{
  JsonArray *lines = NULL;

  if (!vt_json_get_array (object, "lines", &lines, error))
    return FALSE;
  if (json_array_get_length (lines) > LINES_MAX)
    return invalid (error, "lines");
  for (guint i = 0; i < json_array_get_length (lines); i++)
    if (!take_line (self, json_array_get_element (lines, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
take_discount (VtOrder *self, JsonNode *node, GError **error)
{
  VtOrderDiscount *discount;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return invalid (error, "discounts");

  object = json_node_get_object (node);
  discount = g_new0 (VtOrderDiscount, 1);
  g_ptr_array_add (self->discounts, discount);

  return take_int (object, "id", 0, AMOUNT_MAX, &discount->discount_id, error) &&
         take_text (object, "title", FALSE, &discount->title, error) &&
         take_text (object, "code", FALSE, &discount->code, error) &&
         take_int (object, "amount", 0, AMOUNT_MAX, &discount->amount_minor, error);
}

/* A host may not tell them. */
static gboolean
read_discounts (VtOrder *self, JsonObject *object, GError **error)
{
  JsonArray *discounts = NULL;

  if (!json_object_has_member (object, "discounts"))
    return TRUE;
  if (!vt_json_get_array (object, "discounts", &discounts, error))
    return FALSE;
  if (json_array_get_length (discounts) > DISCOUNTS_MAX)
    return invalid (error, "discounts");
  for (guint i = 0; i < json_array_get_length (discounts); i++)
    if (!take_discount (self, json_array_get_element (discounts, i), error))
      return FALSE;

  return TRUE;
}

/**
 * vt_order_from_json:
 * @object: an order as vt_order_to_json() writes it; members that are not known are skipped, as a newer host may have
 * more
 * @error: %VT_ORDERS_ERROR_INVALID or %G_IO_ERROR_INVALID_DATA, naming the member
 *
 * Returns: (transfer full) (nullable): the order
 */
VtOrder *
vt_order_from_json (JsonObject *object, GError **error)
{
  g_autoptr (VtOrder) self = vt_order_new_empty ();
  const char *currency = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!take_text (object, texts[i].name, texts[i].required, &G_STRUCT_MEMBER (char *, self, texts[i].offset), error))
      return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    if (!take_int (object, amounts[i].name, 0, AMOUNT_MAX, &G_STRUCT_MEMBER (gint64, self, amounts[i].offset), error))
      return NULL;
  if (!take_int (object, "placed_us", 0, G_MAXINT64, &self->placed_us, error) ||
      !vt_json_get_string (object, "currency", &currency, error) || !take_lines (self, object, error) ||
      !read_discounts (self, object, error))
    return NULL;

  if (!vt_order_status_is_known (self->status))
    {
      invalid (error, "status");
      return NULL;
    }
  if (!vt_currency_is_valid (currency))
    {
      invalid (error, "currency");
      return NULL;
    }
  g_strlcpy (self->currency, currency, sizeof self->currency);

  return g_steal_pointer (&self);
}

static JsonArray *
discounts_to_json (const VtOrder *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->discounts->len; i++)
    {
      const VtOrderDiscount *discount = g_ptr_array_index (self->discounts, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "id", discount->discount_id);
      json_object_set_string_member (object, "title", discount->title);
      json_object_set_string_member (object, "code", discount->code);
      json_object_set_int_member (object, "amount", discount->amount_minor);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
line_to_json (const VtOrderLine *line)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "variant", line->variant_id);
  json_object_set_string_member (object, "sku", line->sku);
  json_object_set_string_member (object, "title", line->title);
  json_object_set_int_member (object, "quantity", line->quantity);
  json_object_set_int_member (object, "price", line->price_minor);
  json_object_set_int_member (object, "discount", line->discount_minor);
  json_object_set_int_member (object, "total", line->total_minor);

  return object;
}

/**
 * vt_order_to_json:
 * @self: an order
 *
 * The "order" of the host's feed: "id" is the UUID, "placed_us" UTC microseconds, amounts are minor units.
 *
 * Returns: (transfer full): the order as a JSON object
 */
JsonNode *
vt_order_to_json (const VtOrder *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    json_object_set_string_member (object, texts[i].name, G_STRUCT_MEMBER (char *, self, texts[i].offset));
  json_object_set_int_member (object, "placed_us", self->placed_us);
  json_object_set_string_member (object, "currency", self->currency);
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    json_object_set_int_member (object, amounts[i].name, G_STRUCT_MEMBER (gint64, self, amounts[i].offset));
  for (guint i = 0; i < self->lines->len; i++)
    json_array_add_object_element (lines, line_to_json (g_ptr_array_index (self->lines, i)));
  json_object_set_array_member (object, "lines", lines);
  json_object_set_array_member (object, "discounts", discounts_to_json (self));
  json_node_take_object (node, object);

  return node;
}
