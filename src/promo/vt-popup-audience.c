/* What a shopper must be for a popup to come up, as the table popup keeps it: canonical JSON whose members are in one
 * order and say nothing that is so anyway. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-rule.h"

#include "base/vt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BYTES 16384
#define MAX_ITEMS 100
#define MAX_CHARS 200
#define MAX_VIEWS 1000

typedef enum
{
  WORD,  /* one of some words */
  WORDS, /* a list of them */
  TEXTS, /* a list of texts */
  CODES, /* a list of texts of letters, digits and "-" */
  IDS,   /* a list of rows' numbers */
  COUNT,
  FLAG
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  const char *const *words; /* of WORD and WORDS */
} Member;

static const char *const visitors[] = { "new", "returning", NULL };
static const char *const devices[] = { "phone", "tablet", "computer", NULL };
static const char *const carts[] = { "empty", "filled", NULL };
static const char *const answers[] = { "yes", "no", NULL };

static const Member members[] = {
  { "visitors", WORD, visitors },    { "devices", WORDS, devices },   { "languages", CODES, NULL },
  { "countries", CODES, NULL },      { "sources", TEXTS, NULL },      { "campaigns", TEXTS, NULL },
  { "pages", TEXTS, NULL },          { "not_pages", TEXTS, NULL },    { "collections", IDS, NULL },
  { "sold_out", FLAG, NULL },        { "views", COUNT, NULL },        { "cart", WORD, carts },
  { "cart_from", COUNT, NULL },      { "cart_below", COUNT, NULL },   { "cart_products", IDS, NULL },
  { "cart_collections", IDS, NULL }, { "subscribed", WORD, answers },
};

static gboolean
wrong (GError **error, const char *member)
{
  g_set_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID,
               _ ("Who sees the popup cannot be read: “%s” is not what it may be"), member);
  return FALSE;
}

static gboolean
is_code (const char *text)
{
  return *text != '\0' && strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-") == strlen (text);
}

static gboolean
is_item (const Member *member, JsonNode *node)
{
  const char *text;

  if (member->kind == IDS)
    return json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) > 0;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;

  text = json_node_get_string (node);
  if (member->kind == WORDS)
    return g_strv_contains (member->words, text);
  if (member->kind == CODES)
    return is_code (text);

  return *text != '\0' && g_utf8_strlen (text, -1) <= MAX_CHARS;
}

static gboolean
copy_list (JsonObject *to, const Member *member, JsonNode *node, GError **error)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (list == NULL || json_array_get_length (list) > MAX_ITEMS)
    return wrong (error, member->name);
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!is_item (member, json_array_get_element (list, i)))
      return wrong (error, member->name);

  if (json_array_get_length (list) > 0)
    json_object_set_array_member (to, member->name, json_array_ref (list));
  return TRUE;
}

static gboolean
copy_count (JsonObject *to, const Member *member, JsonNode *node, GError **error)
{
  gint64 count = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;
  gint64 most = g_str_equal (member->name, "views") ? MAX_VIEWS : G_GINT64_CONSTANT (1000000000000);

  if (count < 0 || count > most)
    return wrong (error, member->name);
  if (count > 0)
    json_object_set_int_member (to, member->name, count);

  return TRUE;
}

static gboolean
copy_member (JsonObject *from, JsonObject *to, const Member *member, GError **error)
{
  JsonNode *node = json_object_get_member (from, member->name);
  gboolean is_text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING;

  if (node == NULL || (is_text && *json_node_get_string (node) == '\0'))
    return TRUE;

  switch (member->kind)
    {
    case WORD:
      if (!is_text || !g_strv_contains (member->words, json_node_get_string (node)))
        return wrong (error, member->name);
      json_object_set_string_member (to, member->name, json_node_get_string (node));
      return TRUE;
    case COUNT:
      return copy_count (to, member, node, error);
    case FLAG:
      if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return wrong (error, member->name);
      if (json_node_get_boolean (node))
        json_object_set_boolean_member (to, member->name, TRUE);
      return TRUE;
    case WORDS:
    case TEXTS:
    case CODES:
    case IDS:
    default:
      return copy_list (to, member, node, error);
    }
}

static gboolean
check_names (JsonObject *object, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (members) && !known; i++)
        known = strcmp (members[i].name, name->data) == 0;
      if (!known)
        return wrong (error, name->data);
    }

  return TRUE;
}

/**
 * vt_popup_audience_check:
 * @json: (nullable): an object with any of `visitors` ("new", "returning"), `devices` ("phone", "tablet", "computer"),
 *   `languages`, `countries`, `sources` (utm_source or a host name), `campaigns` (utm_campaign), `pages` and
 * `not_pages` (kinds such as "product", or paths, the end of which may be `*`), `collections` (of the page, by number),
 *   `sold_out`, `views` (pages of this visit), `cart` ("empty", "filled"), `cart_from` and `cart_below` (minor units),
 *   `cart_products`, `cart_collections` (one of them) and `subscribed` ("yes", "no"); %NULL and "" are everybody
 * @error: %VT_PROMO_ERROR_INVALID or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): the same as the table keeps it
 */
char *
vt_popup_audience_check (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) kept = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (kept, object);
  if (json == NULL || *json == '\0')
    return g_strdup ("{}");

  node = vt_json_parse (json, -1, MAX_BYTES, 3, error);
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      wrong (error, json);
      return NULL;
    }
  if (!check_names (json_node_get_object (node), error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!copy_member (json_node_get_object (node), object, &members[i], error))
      return NULL;

  return vt_json_to_string (kept, FALSE);
}
