/* Layouts as JSON, and those that the program comes with. */
#define G_LOG_DOMAIN "vt-brand"

#include "base/vt-handle.h"
#include "base/vt-json.h"
#include "brand/vt-brand-layouts.h"
#include "brand/vt-layout-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RESOURCES "/app/vitrine/brand/"
#define MAX_DEPTH 12

static const struct
{
  const char *id;
  const char *name;
  const char *group;
  const char *folder;
} built_in[] = {
  { "link-card", N_ ("Link preview"), N_ ("Site"), "site" },
  { "popup-art", N_ ("Popup picture"), N_ ("Site"), "site" },
  { "site-banner", N_ ("Banner"), N_ ("Site"), "site" },
  { "email-header", N_ ("E-mail header"), N_ ("Letters"), "letters" },
  { "email-card", N_ ("E-mail product"), N_ ("Letters"), "letters" },
  { "instagram-square", N_ ("Square post"), N_ ("Social"), "social" },
  { "instagram-portrait", N_ ("Portrait post"), N_ ("Social"), "social" },
  { "instagram-story", N_ ("Story"), N_ ("Social"), "social" },
  { "quote-square", N_ ("Words"), N_ ("Social"), "social" },
  { "profile-picture", N_ ("Profile picture"), N_ ("Social"), "social" },
  { "facebook-cover", N_ ("Facebook cover"), N_ ("Social"), "social" },
  { "youtube-banner", N_ ("Channel banner"), N_ ("Social"), "social" },
  { "x-header", N_ ("X header"), N_ ("Social"), "social" },
  { "pinterest-pin", N_ ("Pin"), N_ ("Social"), "social" },
  { "whatsapp-picture", N_ ("WhatsApp picture"), N_ ("Social"), "social" },
  { "favicon", N_ ("Favicon"), N_ ("Icons"), "icons" },
  { "app-icon", N_ ("App icon"), N_ ("Icons"), "icons" },
  { "maskable-icon", N_ ("Maskable icon"), N_ ("Icons"), "icons" },
  { "apple-touch-icon", N_ ("Apple touch icon"), N_ ("Icons"), "icons" },
  { "price-tag", N_ ("Price tag"), N_ ("Print"), "print" },
  { "hang-tag", N_ ("Hang tag"), N_ ("Print"), "print" },
  { "business-card", N_ ("Business card"), N_ ("Print"), "print" },
  { "business-card-back", N_ ("Business card, back"), N_ ("Print"), "print" },
  { "thank-you-card", N_ ("Thank-you card"), N_ ("Print"), "print" },
  { "sticker", N_ ("Sticker"), N_ ("Print"), "print" },
  { "flyer", N_ ("Flyer"), N_ ("Print"), "print" },
  { "poster", N_ ("Poster"), N_ ("Print"), "print" },
};

static const char *const units[] = { "px", "mm", NULL };
static const char *const subjects[] = { "shop", "product", NULL };

static int
find_built_in (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (built_in); i++)
    if (strcmp (built_in[i].id, id) == 0)
      return (int) i;

  return -1;
}

/**
 * vt_layout_n_built_in:
 *
 * Returns: how many assets there are
 */
guint
vt_layout_n_built_in (void)
{
  return G_N_ELEMENTS (built_in);
}

/**
 * vt_layout_built_in_id:
 * @index: below vt_layout_n_built_in()
 *
 * Returns: (transfer none): the asset's id
 */
const char *
vt_layout_built_in_id (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (built_in), NULL);
  return built_in[index].id;
}

/**
 * vt_layout_ref:
 * @self: a layout
 *
 * Returns: (transfer full): @self
 */
VtLayout *
vt_layout_ref (VtLayout *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * vt_layout_unref:
 * @self: a layout
 *
 * Gives up a reference.
 */
void
vt_layout_unref (VtLayout *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->group);
  g_ptr_array_unref (self->layers);
  g_free (self);
}

/**
 * vt_paint_resolve:
 * @self: a paint that is not none
 * @brand: the palette
 *
 * Returns: its colour
 */
VtColour
vt_paint_resolve (const VtPaint *self, VtBrand *brand)
{
  return self->kind == VT_PAINT_ROLE ? vt_brand_get_colour (brand, self->role) : self->colour;
}

static gboolean
take_number (JsonObject *root, const char *name, double low, double high, double *out, GError **error)
{
  JsonNode *node = json_object_get_member (root, name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  double value = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : low - 1;

  if (!(value >= low && value <= high))
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, _ ("“%s” of a layout is a number from %g to %g"),
                   name, low, high);
      return FALSE;
    }

  *out = value;
  return TRUE;
}

static gboolean
take_choice (JsonObject *root, const char *name, const char *const *choices, int *out, GError **error)
{
  const char *text = choices[0];

  if (json_object_has_member (root, name) && !vt_json_get_string (root, name, &text, error))
    return FALSE;
  for (*out = 0; choices[*out] != NULL; (*out)++)
    if (strcmp (choices[*out], text) == 0)
      return TRUE;

  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, _ ("“%s” of a layout cannot be “%s”"), name, text);
  return FALSE;
}

static gboolean
take_frame (VtLayout *self, JsonObject *root, GError **error)
{
  static const char *const allowed[] = { "name",  "unit",  "subject", "width",  "height",
                                         "bleed", "round", "safe",    "layers", NULL };
  int unit = 0, subject = 0;

  if (!vt_json_only_fields (root, allowed, error) || !take_choice (root, "unit", units, &unit, error) ||
      !take_choice (root, "subject", subjects, &subject, error) ||
      !take_number (root, "width", 1, VT_LAYOUT_MAX_SIZE, &self->width, error) ||
      !take_number (root, "height", 1, VT_LAYOUT_MAX_SIZE, &self->height, error) ||
      (json_object_has_member (root, "bleed") && !take_number (root, "bleed", 0, 20, &self->bleed, error)) ||
      (json_object_has_member (root, "round") && !vt_json_get_bool (root, "round", &self->round, error)))
    return FALSE;

  self->unit = (VtLayoutUnit) unit;
  self->subject = (VtLayoutSubject) subject;
  self->safe = (VtBox){ 0, 0, self->width, self->height };
  if (self->unit == VT_LAYOUT_MILLIMETRES && (self->width > 2000 || self->height > 2000))
    return take_number (root, "width", 1, 0, &self->width, error);

  return !json_object_has_member (root, "safe") || vt_box_parse (root, "safe", &self->safe, error);
}

static gboolean
take_layers (VtLayout *self, JsonObject *root, GError **error)
{
  JsonArray *array = NULL;
  guint n_layers = 0;

  if (!vt_json_get_array (root, "layers", &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      VtLayer *layer = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, _ ("Layer %u is not an object"), i + 1);
          return FALSE;
        }
      layer = vt_layer_parse (json_node_get_object (node), 0, &n_layers, error);
      if (layer == NULL)
        {
          g_prefix_error (error, _ ("Layer %u: "), i + 1);
          return FALSE;
        }
      g_ptr_array_add (self->layers, layer);
    }

  return TRUE;
}

static gboolean
is_added (const char *id)
{
  return g_str_has_prefix (id, VT_LAYOUT_ADDED) && strlen (id) <= 2 * VT_LAYOUT_NAME_LENGTH && vt_handle_is_valid (id);
}

/* Those that the program comes with are named by it, in the user's language. */
static gboolean
take_name (VtLayout *self, JsonObject *root, GError **error)
{
  int index = find_built_in (self->id);
  const char *name = NULL;
  g_autofree char *plain = NULL;

  if (index >= 0)
    {
      self->name = g_strdup (_ (built_in[index].name));
      self->group = g_strdup (_ (built_in[index].group));
      self->folder = built_in[index].folder;
      return TRUE;
    }
  if (!vt_json_get_string (root, "name", &name, error))
    return FALSE;

  plain = g_strstrip (g_strdup (name));
  if (*plain == '\0' || !g_utf8_validate (plain, -1, NULL) || g_utf8_strlen (plain, -1) > VT_LAYOUT_NAME_LENGTH)
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                   _ ("The name of an asset has 1 to %d characters; write another one"), VT_LAYOUT_NAME_LENGTH);
      return FALSE;
    }
  self->is_added = self->is_own = TRUE;
  self->name = g_steal_pointer (&plain);
  self->group = g_strdup (_ ("Your own"));
  self->folder = "own";
  return TRUE;
}

/**
 * vt_layout_parse:
 * @id: of the asset, one of vt_layout_built_in_id(), or one that vt_layout_add() made
 * @json: an object, from anywhere
 * @length: of it in bytes; -1: up to its end
 * @error: a #VtBrandError that names the layer and the field
 *
 * Reads a layout. Nothing in it is followed or run: colours are names or numbers, pictures those of the shop.
 *
 * Returns: (transfer full) (nullable): the layout
 */
VtLayout *
vt_layout_parse (const char *id, const char *json, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = vt_json_parse (json, length, VT_LAYOUT_MAX_BYTES, MAX_DEPTH, error);
  g_autoptr (VtLayout) self = NULL;
  g_autofree char *hash = NULL;
  JsonObject *root = NULL;

  if (node == NULL)
    return NULL;
  if (find_built_in (id) < 0 && !is_added (id))
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN, _ ("There is no asset “%s”"), id);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, _ ("A layout is an object"));
      return NULL;
    }

  self = g_new0 (VtLayout, 1);
  g_atomic_ref_count_init (&self->refs);
  self->id = g_strdup (id);
  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_layer_free);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, length);
  g_strlcpy (self->hash, hash, sizeof self->hash);

  root = json_node_get_object (node);
  return take_frame (self, root, error) && take_name (self, root, error) && take_layers (self, root, error)
             ? g_steal_pointer (&self)
             : NULL;
}

/* What vt_layout_parse() reads of an asset of that name; of one without, when it is NULL. */
char *
vt_layout_to_named_json (const VtLayout *self, const char *name)
{
  JsonObject *root = json_object_new ();
  JsonArray *layers = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  if (name != NULL)
    json_object_set_string_member (root, "name", name);
  json_object_set_string_member (root, "unit", units[self->unit]);
  json_object_set_string_member (root, "subject", subjects[self->subject]);
  json_object_set_double_member (root, "width", self->width);
  json_object_set_double_member (root, "height", self->height);
  if (self->bleed > 0)
    json_object_set_double_member (root, "bleed", self->bleed);
  if (self->round)
    json_object_set_boolean_member (root, "round", TRUE);
  json_object_set_array_member (root, "safe", vt_box_to_json (&self->safe));
  for (guint i = 0; i < self->layers->len; i++)
    json_array_add_object_element (layers, vt_layer_to_json (g_ptr_array_index (self->layers, i)));
  json_object_set_array_member (root, "layers", layers);
  json_node_take_object (node, root);

  return vt_json_to_string (node, TRUE);
}

/**
 * vt_layout_to_json:
 * @self: a layout
 *
 * Returns: (transfer full): what vt_layout_parse() reads
 */
char *
vt_layout_to_json (const VtLayout *self)
{
  return vt_layout_to_named_json (self, self->is_added ? self->name : NULL);
}

/**
 * vt_layout_new_blank:
 * @subject: what it shows when nothing is chosen
 * @unit: of its measures
 * @width: from 1 to %VT_LAYOUT_MAX_SIZE, in millimetres to 2000
 * @height: the same
 *
 * An asset with nothing on it but the colour of the background; in millimetres with 3 of them for the knife. What no
 * knife and no screen cuts off is within a twentieth of the shorter side. For vt_layout_add().
 *
 * Returns: (transfer full) (nullable): the layout; %NULL for sizes that there cannot be
 */
VtLayout *
vt_layout_new_blank (VtLayoutSubject subject, VtLayoutUnit unit, double width, double height)
{
  double margin = MIN (width, height) / 20;
  char w[G_ASCII_DTOSTR_BUF_SIZE], h[G_ASCII_DTOSTR_BUF_SIZE], m[G_ASCII_DTOSTR_BUF_SIZE];
  char inner_w[G_ASCII_DTOSTR_BUF_SIZE], inner_h[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *json = NULL;

  g_ascii_dtostr (w, sizeof w, width);
  g_ascii_dtostr (h, sizeof h, height);
  g_ascii_dtostr (m, sizeof m, margin);
  g_ascii_dtostr (inner_w, sizeof inner_w, width - 2 * margin);
  g_ascii_dtostr (inner_h, sizeof inner_h, height - 2 * margin);
  json = g_strdup_printf (
      "{\"name\": \"-\", \"subject\": \"%s\", \"unit\": \"%s\", \"width\": %s, \"height\": %s, \"bleed\": %d, "
      "\"safe\": [%s, %s, %s, %s], \"layers\": [{\"kind\": \"shape\", \"box\": [0, 0, %s, %s], "
      "\"fill\": \"background\"}]}",
      subjects[subject], units[unit], w, h, unit == VT_LAYOUT_MILLIMETRES ? 3 : 0, m, m, inner_w, inner_h, w, h);

  return vt_layout_parse (VT_LAYOUT_ADDED "new", json, -1, NULL);
}

static VtLayout *
read_built_in (const char *id, GError **error)
{
  g_autofree char *path = g_strconcat (RESOURCES, id, ".json", NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (vt_brand_layouts_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gconstpointer data = NULL;
  gsize size = 0;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  return vt_layout_parse (id, data, (gssize) size, error);
}

/**
 * vt_layout_load_built_in:
 * @id: of an asset
 * @error: when there is none of that id
 *
 * Returns: (transfer full) (nullable): the layout that the program comes with
 */
VtLayout *
vt_layout_load_built_in (const char *id, GError **error)
{
  /* Each is read once: every page of a storefront asks for that of its link's picture. */
  static gsize kept[G_N_ELEMENTS (built_in)];
  int index = find_built_in (id);

  if (index < 0)
    {
      g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN, _ ("There is no asset “%s”"), id);
      return NULL;
    }
  if (g_once_init_enter (&kept[index]))
    {
      VtLayout *layout = read_built_in (id, error);

      g_once_init_leave (&kept[index], layout != NULL ? (gsize) layout : 1);
    }
  if (kept[index] > 1)
    return vt_layout_ref ((VtLayout *) kept[index]);

  return read_built_in (id, error);
}
