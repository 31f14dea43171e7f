/* One layer of a layout as JSON: a table says what its fields are, for reading and for writing. */
#define G_LOG_DOMAIN "vt-brand"

#include "base/vt-json.h"
#include "brand/vt-layout-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define TEXT_MAX_BYTES 8192

typedef enum
{
  FIELD_NUMBER,
  FIELD_INT,
  FIELD_TEXT,
  FIELD_CHOICE,
  FIELD_FLAG,
  FIELD_PAINT,
  FIELD_BOX
} FieldType;

typedef struct
{
  const char *name;
  FieldType type;
  gsize offset;
  double low, high;           /* of numbers */
  const char *const *choices; /* of choices, by their number */
} Field;

static const char *const kinds[] = { "text", "price", "picture", "shape", "logo", "qr", "column", NULL };
static const char *const fonts[] = { "heading", "body", NULL };
static const char *const aligns[] = { "start", "centre", "end", NULL };
static const char *const valigns[] = { "top", "middle", "bottom", NULL };
static const char *const shapes[] = { "rectangle", "ellipse", "arch", NULL };
static const char *const fades[] = { "none", "up", "down", "left", "right", NULL };
static const char *const crops[] = { "centre", "attention", "top", "bottom", NULL };
static const char *const variants[] = { "primary", "reversed", "mono", "symbol", NULL };

#define AT(member) G_STRUCT_OFFSET (VtLayer, member)
#define SIZE       VT_LAYOUT_MAX_SIZE

/* In the order in which they are written. */
static const Field fields[] = {
  { "kind", FIELD_CHOICE, AT (kind), 0, 0, kinds },
  { "name", FIELD_TEXT, AT (name), 0, 0, NULL },
  { "when", FIELD_TEXT, AT (when), 0, 0, NULL },
  { "box", FIELD_BOX, AT (box), 0, 0, NULL },
  { "text", FIELD_TEXT, AT (text), 0, 0, NULL },
  { "source", FIELD_TEXT, AT (source), 0, 0, NULL },
  { "font", FIELD_CHOICE, AT (font), 0, 0, fonts },
  { "size", FIELD_NUMBER, AT (size), 0, SIZE, NULL },
  { "minimum", FIELD_NUMBER, AT (minimum), 0, SIZE, NULL },
  { "weight", FIELD_INT, AT (weight), 100, 900, NULL },
  { "lines", FIELD_INT, AT (lines), 0, 100, NULL },
  { "leading", FIELD_NUMBER, AT (leading), 0.5, 3, NULL },
  { "tracking", FIELD_NUMBER, AT (tracking), -0.2, 1, NULL },
  { "capitals", FIELD_FLAG, AT (capitals), 0, 0, NULL },
  { "italic", FIELD_FLAG, AT (italic), 0, 0, NULL },
  { "colour", FIELD_PAINT, AT (colour), 0, 0, NULL },
  { "align", FIELD_CHOICE, AT (align), 0, 0, aligns },
  { "valign", FIELD_CHOICE, AT (valign), 0, 0, valigns },
  { "padding", FIELD_NUMBER, AT (padding), 0, SIZE, NULL },
  { "shape", FIELD_CHOICE, AT (shape), 0, 0, shapes },
  { "fill", FIELD_PAINT, AT (fill), 0, 0, NULL },
  { "fade", FIELD_CHOICE, AT (fade), 0, 0, fades },
  { "radius", FIELD_NUMBER, AT (radius), 0, SIZE, NULL },
  { "stroke", FIELD_PAINT, AT (stroke), 0, 0, NULL },
  { "stroke-width", FIELD_NUMBER, AT (stroke_width), 0, SIZE, NULL },
  { "contain", FIELD_FLAG, AT (contain), 0, 0, NULL },
  { "crop", FIELD_CHOICE, AT (crop), 0, 0, crops },
  { "variant", FIELD_CHOICE, AT (variant), 0, 0, variants },
  { "wordmark", FIELD_FLAG, AT (wordmark), 0, 0, NULL },
  { "opacity", FIELD_NUMBER, AT (opacity), 0, 1, NULL },
  { "gap", FIELD_NUMBER, AT (gap), 0, SIZE, NULL },
};

static gboolean
invalid (GError **error, const char *field, const char *detail)
{
  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, "“%s”: %s", field, detail);
  return FALSE;
}

/* What a layer is that says nothing of itself. */
VtLayer *
vt_layer_new (void)
{
  VtLayer *self = g_new0 (VtLayer, 1);

  self->name = g_strdup ("");
  self->when = g_strdup ("");
  self->text = g_strdup ("");
  self->source = g_strdup ("photo");
  self->opacity = 1;
  self->font = VT_BRAND_BODY;
  self->size = 16;
  self->weight = 400;
  self->leading = 1;
  self->colour = (VtPaint){ VT_PAINT_ROLE, VT_BRAND_TEXT, { 0, 0, 0 } };

  return self;
}

void
vt_layer_free (VtLayer *self)
{
  g_free (self->name);
  g_free (self->when);
  g_free (self->text);
  g_free (self->source);
  g_clear_pointer (&self->layers, g_ptr_array_unref);
  g_free (self);
}

static gboolean
get_number (JsonNode *node, double low, double high, double *out)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;

  *out = json_node_get_double (node);
  return isfinite (*out) && *out >= low && *out <= high;
}

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                          : NULL;
}

/* Reads four numbers: left, top, width and height. */
gboolean
vt_box_parse (JsonObject *object, const char *name, VtBox *out, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  double v[4] = { 0 };

  if (array == NULL || json_array_get_length (array) != G_N_ELEMENTS (v))
    return invalid (error, name, _ ("expected four numbers: left, top, width and height"));
  for (guint i = 0; i < G_N_ELEMENTS (v); i++)
    if (!get_number (json_array_get_element (array, i), i < 2 ? -SIZE : 0, SIZE, &v[i]))
      return invalid (error, name, _ ("a number is missing or out of range"));

  *out = (VtBox){ v[0], v[1], v[2], v[3] };
  return TRUE;
}

JsonArray *
vt_box_to_json (const VtBox *box)
{
  const double v[4] = { box->x, box->y, box->width, box->height };
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (v); i++)
    json_array_add_double_element (array, v[i]);

  return array;
}

static gboolean
take_paint (JsonNode *node, const char *name, VtPaint *out, GError **error)
{
  const char *text = get_text (node);

  if (text != NULL && strcmp (text, "none") == 0)
    {
      out->kind = VT_PAINT_NONE;
      return TRUE;
    }
  for (int role = 0; text != NULL && role < VT_BRAND_N_COLOURS; role++)
    if (strcmp (text, vt_brand_colour_token ((VtBrandColour) role)) == 0)
      {
        *out = (VtPaint){ VT_PAINT_ROLE, (VtBrandColour) role, { 0, 0, 0 } };
        return TRUE;
      }
  if (text != NULL && vt_colour_parse (text, &out->colour))
    {
      out->kind = VT_PAINT_COLOUR;
      return TRUE;
    }

  return invalid (error, name, _ ("expected a colour of the palette, one like #23463a, or none"));
}

static gboolean
take_choice (JsonNode *node, const Field *field, int *out, GError **error)
{
  const char *text = get_text (node);
  g_autofree char *list = NULL;
  g_autofree char *detail = NULL;

  for (int i = 0; text != NULL && field->choices[i] != NULL; i++)
    if (strcmp (field->choices[i], text) == 0)
      {
        *out = i;
        return TRUE;
      }

  list = g_strjoinv (", ", (char **) field->choices);
  detail = g_strdup_printf (_ ("expected one of %s"), list);
  return invalid (error, field->name, detail);
}

static gboolean
take_field (VtLayer *self, JsonObject *object, JsonNode *node, const Field *field, GError **error)
{
  gpointer at = G_STRUCT_MEMBER_P (self, field->offset);
  const char *text = get_text (node);
  double number = 0;

  switch (field->type)
    {
    case FIELD_NUMBER:
    case FIELD_INT:
      if (!get_number (node, field->low, field->high, &number))
        return invalid (error, field->name, _ ("a number is missing or out of range"));
      if (field->type == FIELD_INT)
        *(int *) at = (int) number;
      else
        *(double *) at = number;
      return TRUE;
    case FIELD_TEXT:
      if (text == NULL || strlen (text) > TEXT_MAX_BYTES || !g_utf8_validate (text, -1, NULL))
        return invalid (error, field->name, _ ("expected a text that is not too long"));
      g_free (*(char **) at);
      *(char **) at = g_strdup (text);
      return TRUE;
    case FIELD_CHOICE:
      return take_choice (node, field, at, error);
    case FIELD_FLAG:
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return invalid (error, field->name, _ ("expected true or false"));
      *(gboolean *) at = json_node_get_boolean (node);
      return TRUE;
    case FIELD_PAINT:
      return take_paint (node, field->name, at, error);
    case FIELD_BOX:
    default:
      return vt_box_parse (object, field->name, at, error);
    }
}

static gboolean
take_layers (VtLayer *self, JsonNode *node, guint depth, guint *n_layers, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || self->kind != VT_LAYER_COLUMN || depth + 1 >= VT_LAYOUT_MAX_DEPTH)
    return invalid (error, "layers", _ ("only columns have layers, and only a few stand in each other"));

  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_layer_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      VtLayer *layer = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return invalid (error, "layers", _ ("expected objects"));
      layer = vt_layer_parse (json_node_get_object (element), depth + 1, n_layers, error);
      if (layer == NULL)
        return FALSE;
      g_ptr_array_add (self->layers, layer);
    }

  return TRUE;
}

static const Field *
find_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, name) == 0)
      return &fields[i];

  return NULL;
}

static gboolean
take_all (VtLayer *self, JsonObject *object, guint depth, guint *n_layers, GError **error)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const Field *field = find_field (name);

      if (strcmp (name, "layers") == 0 ? !take_layers (self, node, depth, n_layers, error)
          : field == NULL              ? !invalid (error, name, _ ("a layer has no such field"))
                                       : !take_field (self, object, node, field, error))
        return FALSE;
    }

  return TRUE;
}

/* Reads one layer; columns with what is in them. Counts into @n_layers. */
VtLayer *
vt_layer_parse (JsonObject *object, guint depth, guint *n_layers, GError **error)
{
  VtLayer *self = vt_layer_new ();
  JsonNode *kind = json_object_get_member (object, "kind");

  /* The kind comes first: it decides what else there may be. */
  if (++*n_layers > VT_LAYOUT_MAX_LAYERS)
    invalid (error, "layers", _ ("there are too many"));
  else if (kind == NULL)
    invalid (error, "kind", _ ("is missing"));
  else if (take_field (self, object, kind, &fields[0], error) && take_all (self, object, depth, n_layers, error))
    return self;

  vt_layer_free (self);
  return NULL;
}

static void
write_field (JsonObject *object, const VtLayer *self, const VtLayer *plain, const Field *field)
{
  gconstpointer at = G_STRUCT_MEMBER_P (self, field->offset);
  gconstpointer usual = G_STRUCT_MEMBER_P (plain, field->offset);

  switch (field->type)
    {
    case FIELD_NUMBER:
      if (fabs (*(const double *) at - *(const double *) usual) > 1e-9)
        json_object_set_double_member (object, field->name, *(const double *) at);
      break;
    case FIELD_INT:
      if (*(const int *) at != *(const int *) usual)
        json_object_set_int_member (object, field->name, *(const int *) at);
      break;
    case FIELD_TEXT:
      if (strcmp (*(char *const *) at, *(char *const *) usual) != 0)
        json_object_set_string_member (object, field->name, *(char *const *) at);
      break;
    case FIELD_CHOICE:
      if (field->offset == AT (kind) || *(const int *) at != *(const int *) usual)
        json_object_set_string_member (object, field->name, field->choices[*(const int *) at]);
      break;
    case FIELD_FLAG:
      if (*(const gboolean *) at)
        json_object_set_boolean_member (object, field->name, TRUE);
      break;
    case FIELD_PAINT:
      {
        const VtPaint *paint = at;
        g_autofree char *hex = vt_colour_to_hex (paint->colour);

        if (memcmp (paint, usual, sizeof *paint) != 0)
          json_object_set_string_member (object, field->name,
                                         paint->kind == VT_PAINT_NONE   ? "none"
                                         : paint->kind == VT_PAINT_ROLE ? vt_brand_colour_token (paint->role)
                                                                        : hex);
        break;
      }
    case FIELD_BOX:
    default:
      json_object_set_array_member (object, field->name, vt_box_to_json (at));
      break;
    }
}

/* Writes what differs from a plain layer. */
JsonObject *
vt_layer_to_json (const VtLayer *self)
{
  JsonObject *object = json_object_new ();
  VtLayer *plain = vt_layer_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    write_field (object, self, plain, &fields[i]);
  vt_layer_free (plain);

  if (self->layers != NULL)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < self->layers->len; i++)
        json_array_add_object_element (array, vt_layer_to_json (g_ptr_array_index (self->layers, i)));
      json_object_set_array_member (object, "layers", array);
    }

  return object;
}
