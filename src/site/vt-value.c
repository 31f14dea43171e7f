/* Values of the pages' models. A page has some hundred of them and lives for less than a millisecond, so they are only
 * ever added to an arena. Objects find a name by comparing its first eight bytes; those with many names have a table.
 */
#include "site/vt-value.h"

#include <string.h>

#define FIRST_ROOM 8  /* members or elements that a new object or list has room for */
#define MANY       32 /* members from which on a table finds them */

typedef enum
{
  TYPE_NULL,
  TYPE_BOOLEAN,
  TYPE_INT,
  TYPE_REAL,
  TYPE_STRING,
  TYPE_ARRAY,
  TYPE_OBJECT
} Type;

typedef struct
{
  guint64 start; /* the first bytes of the name, zeros behind a shorter one */
  const char *name;
  VtValue *value;
} Member;

struct _VtValue
{
  Type type;
  guint n; /* bytes of a string, elements, members */
  union
  {
    gint64 integer;
    double real;
    const char *text;
    VtValue **elements;
    Member *members;
  };
};

/* What an array or object has besides. */
typedef struct
{
  VtValue value;
  VtArena *arena; /* (unowned) that it lies in */
  guint room;
  guint n_slots;
  guint32 *slots; /* of an object with many members: a hash table of indices + 1 */
} Container;

/**
 * vt_value_null:
 *
 * Returns: (transfer none): null, which lives for ever
 */
VtValue *
vt_value_null (void)
{
  static VtValue null = { TYPE_NULL, 0, { 0 } };

  return &null;
}

static VtValue *
value_of_boolean (gboolean boolean)
{
  static VtValue values[] = { { TYPE_BOOLEAN, 0, { 0 } }, { TYPE_BOOLEAN, 0, { 1 } } };

  return &values[boolean ? 1 : 0];
}

static VtValue *
new_scalar (VtArena *arena, Type type)
{
  VtValue *self = vt_arena_alloc (arena, sizeof (VtValue));

  self->type = type;
  return self;
}

static VtValue *
new_int (VtArena *arena, gint64 integer)
{
  VtValue *self = new_scalar (arena, TYPE_INT);

  self->integer = integer;
  return self;
}

static VtValue *
new_string (VtArena *arena, const char *text)
{
  VtValue *self;
  gsize length;

  if (text == NULL)
    return vt_value_null ();

  length = strlen (text);
  self = new_scalar (arena, TYPE_STRING);
  self->n = (guint) length;
  self->text = vt_arena_text (arena, text, (gssize) length);
  return self;
}

static VtValue *
new_container (VtArena *arena, Type type)
{
  Container *self = vt_arena_alloc (arena, sizeof (Container));

  self->value.type = type;
  self->arena = arena;
  return &self->value;
}

/**
 * vt_value_new_object:
 * @arena: where it and its members lie
 *
 * Returns: (transfer none): an object without members
 */
VtValue *
vt_value_new_object (VtArena *arena)
{
  return new_container (arena, TYPE_OBJECT);
}

/**
 * vt_value_new_array:
 * @arena: where it and its elements lie
 *
 * Returns: (transfer none): an empty list
 */
VtValue *
vt_value_new_array (VtArena *arena)
{
  return new_container (arena, TYPE_ARRAY);
}

/**
 * vt_value_get_arena:
 * @self: an object or list
 *
 * Returns: (transfer none): where it lies
 */
VtArena *
vt_value_get_arena (const VtValue *self)
{
  g_return_val_if_fail (self->type >= TYPE_ARRAY, NULL);

  return ((const Container *) self)->arena;
}

static VtValue *
from_json_scalar (VtArena *arena, JsonNode *node)
{
  VtValue *self;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return new_string (arena, json_node_get_string (node));
    case G_TYPE_INT64:
      return new_int (arena, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      self = new_scalar (arena, TYPE_REAL);
      self->real = json_node_get_double (node);
      return self;
    default:
      return value_of_boolean (json_node_get_boolean (node));
    }
}

static VtValue *
from_json_object (VtArena *arena, JsonObject *object)
{
  VtValue *self = vt_value_new_object (arena);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    vt_value_set (self, vt_arena_text (arena, name, -1), vt_value_from_json (arena, node));

  return self;
}

/**
 * vt_value_from_json:
 * @arena: where the value lies
 * @node: (nullable): JSON that is not nested too deep
 *
 * Returns: (transfer none): a copy of it
 */
VtValue *
vt_value_from_json (VtArena *arena, JsonNode *node)
{
  VtValue *self;
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return vt_value_null ();
  if (JSON_NODE_HOLDS_VALUE (node))
    return from_json_scalar (arena, node);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return from_json_object (arena, json_node_get_object (node));

  self = vt_value_new_array (arena);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    vt_value_add (self, vt_value_from_json (arena, json_array_get_element (array, i)));
  return self;
}

/**
 * vt_value_copy:
 * @arena: where the copy lies
 * @self: a value
 *
 * Returns: (transfer none): a copy of it and all that is below it
 */
VtValue *
vt_value_copy (VtArena *arena, const VtValue *self)
{
  VtValue *copy;

  if (self->type < TYPE_ARRAY)
    {
      copy = new_scalar (arena, self->type);
      *copy = *self;
      if (self->type == TYPE_STRING)
        copy->text = vt_arena_text (arena, self->text, (gssize) self->n);
      return copy;
    }

  copy = new_container (arena, self->type);
  for (guint i = 0; i < self->n; i++)
    if (self->type == TYPE_ARRAY)
      vt_value_add (copy, vt_value_copy (arena, self->elements[i]));
    else
      vt_value_set (copy, vt_arena_text (arena, self->members[i].name, -1),
                    vt_value_copy (arena, self->members[i].value));

  return copy;
}

/* Members ---------------------------------------------------------------------------------------------------------- */

static guint64
start_of (const char *name)
{
  guint64 start = 0;

  for (guint i = 0; i < sizeof start && name[i] != '\0'; i++)
    start |= (guint64) (guchar) name[i] << (8 * i);

  return start;
}

static gboolean
has_name (const Member *member, guint64 start, const char *name)
{
  return member->start == start &&
         (start >> 56 == 0 || member->name == name || strcmp (member->name + sizeof start, name + sizeof start) == 0);
}

static guint
hash_name (const char *name)
{
  return g_str_hash (name) * 0x9E3779B9u >> 12;
}

static Member *
find_member (const VtValue *self, guint64 start, const char *name)
{
  const Container *container = (const Container *) self;

  if (container->slots == NULL)
    {
      for (guint i = 0; i < self->n; i++)
        if (has_name (&self->members[i], start, name))
          return &self->members[i];
      return NULL;
    }

  for (guint slot = hash_name (name) & (container->n_slots - 1); container->slots[slot] != 0;
       slot = (slot + 1) & (container->n_slots - 1))
    if (has_name (&self->members[container->slots[slot] - 1], start, name))
      return &self->members[container->slots[slot] - 1];

  return NULL;
}

/* Less than half of the table is ever full, so that a search ends. */
static void
make_slots (Container *self)
{
  self->n_slots = 4 * self->room;
  self->slots = vt_arena_alloc (self->arena, self->n_slots * sizeof *self->slots);
  for (guint i = 0; i < self->value.n; i++)
    {
      guint slot = hash_name (self->value.members[i].name) & (self->n_slots - 1);

      while (self->slots[slot] != 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = i + 1;
    }
}

/* Room is a power of two. */
static void
make_room (Container *self, gsize size)
{
  gpointer before = self->value.type == TYPE_OBJECT ? (gpointer) self->value.members : (gpointer) self->value.elements;
  gpointer grown;

  if (self->value.n < self->room)
    return;

  self->room = self->room > 0 ? 2 * self->room : FIRST_ROOM;
  grown = vt_arena_alloc (self->arena, self->room * size);
  if (self->value.n > 0)
    memcpy (grown, before, self->value.n * size);
  if (self->value.type == TYPE_OBJECT)
    self->value.members = grown;
  else
    self->value.elements = grown;
  if (self->value.type == TYPE_OBJECT && self->room > MANY)
    make_slots (self);
}

/**
 * vt_value_set:
 * @self: an object
 * @name: a literal, or a text that lives as long as @self
 * @value: what it has under this name from now on; it lives at least as long as @self
 */
void
vt_value_set (VtValue *self, const char *name, VtValue *value)
{
  Container *container = (Container *) self;
  guint64 start = start_of (name);
  Member *member;
  guint slot;

  g_return_if_fail (self->type == TYPE_OBJECT);
  g_return_if_fail (value != NULL);

  member = find_member (self, start, name);
  if (member != NULL)
    {
      member->value = value;
      return;
    }

  make_room (container, sizeof (Member));
  self->members[self->n++] = (Member){ start, name, value };
  if (container->slots == NULL)
    return;

  slot = hash_name (name) & (container->n_slots - 1);
  while (container->slots[slot] != 0)
    slot = (slot + 1) & (container->n_slots - 1);
  container->slots[slot] = self->n;
}

/**
 * vt_value_set_null:
 * @self: an object
 * @name: as for vt_value_set()
 */
void
vt_value_set_null (VtValue *self, const char *name)
{
  vt_value_set (self, name, vt_value_null ());
}

/**
 * vt_value_set_boolean:
 * @self: an object
 * @name: as for vt_value_set()
 * @boolean: what it is
 */
void
vt_value_set_boolean (VtValue *self, const char *name, gboolean boolean)
{
  vt_value_set (self, name, value_of_boolean (boolean));
}

/**
 * vt_value_set_int:
 * @self: an object
 * @name: as for vt_value_set()
 * @integer: what it is
 */
void
vt_value_set_int (VtValue *self, const char *name, gint64 integer)
{
  vt_value_set (self, name, new_int (vt_value_get_arena (self), integer));
}

/**
 * vt_value_set_string:
 * @self: an object
 * @name: as for vt_value_set()
 * @text: (nullable): what is copied; %NULL becomes null
 */
void
vt_value_set_string (VtValue *self, const char *name, const char *text)
{
  vt_value_set (self, name, new_string (vt_value_get_arena (self), text));
}

/**
 * vt_value_take_string:
 * @self: an object
 * @name: as for vt_value_set()
 * @text: (transfer full) (nullable): what it is; %NULL becomes null
 */
void
vt_value_take_string (VtValue *self, const char *name, char *text)
{
  vt_value_set_string (self, name, text);
  g_free (text);
}

/**
 * vt_value_remove:
 * @self: an object
 * @name: a name that it may have
 */
void
vt_value_remove (VtValue *self, const char *name)
{
  Container *container = (Container *) self;
  Member *member;

  g_return_if_fail (self->type == TYPE_OBJECT);

  member = find_member (self, start_of (name), name);
  if (member == NULL)
    return;

  memmove (member, member + 1, (gsize) (self->members + self->n - member - 1) * sizeof *member);
  self->n--;
  if (container->slots != NULL)
    make_slots (container);
}

/**
 * vt_value_get:
 * @self: (nullable): a value
 * @name: a name
 *
 * Returns: (transfer none) (nullable): what the object @self has under @name; %NULL where it has no such member, or is
 * no object
 */
VtValue *
vt_value_get (const VtValue *self, const char *name)
{
  const Member *member = self != NULL && self->type == TYPE_OBJECT ? find_member (self, start_of (name), name) : NULL;

  return member != NULL ? member->value : NULL;
}

/**
 * vt_value_get_string:
 * @self: (nullable): an object
 * @name: a name
 *
 * Returns: (transfer none): the text under @name; "" where there is none
 */
const char *
vt_value_get_string (const VtValue *self, const char *name)
{
  const VtValue *value = vt_value_get (self, name);

  return value != NULL && value->type == TYPE_STRING ? value->text : "";
}

/**
 * vt_value_get_int:
 * @self: (nullable): an object
 * @name: a name
 *
 * Returns: the whole number under @name; 0 where there is none
 */
gint64
vt_value_get_int (const VtValue *self, const char *name)
{
  const VtValue *value = vt_value_get (self, name);

  return value != NULL && value->type == TYPE_INT ? value->integer : 0;
}

/**
 * vt_value_get_boolean:
 * @self: (nullable): an object
 * @name: a name
 *
 * Returns: whether true stands under @name
 */
gboolean
vt_value_get_boolean (const VtValue *self, const char *name)
{
  const VtValue *value = vt_value_get (self, name);

  return value != NULL && value->type == TYPE_BOOLEAN && value->integer != 0;
}

/**
 * vt_value_get_name:
 * @self: an object
 * @i: index of a member, in the order in which they were set first
 *
 * Returns: (transfer none): its name
 */
const char *
vt_value_get_name (const VtValue *self, guint i)
{
  g_return_val_if_fail (self->type == TYPE_OBJECT && i < self->n, NULL);

  return self->members[i].name;
}

/* Lists ------------------------------------------------------------------------------------------------------------ */

/**
 * vt_value_add:
 * @self: a list
 * @value: its new last element, which lives at least as long as @self
 */
void
vt_value_add (VtValue *self, VtValue *value)
{
  g_return_if_fail (self->type == TYPE_ARRAY);
  g_return_if_fail (value != NULL);

  make_room ((Container *) self, sizeof (VtValue *));
  self->elements[self->n++] = value;
}

/**
 * vt_value_add_int:
 * @self: a list
 * @integer: its new last element
 */
void
vt_value_add_int (VtValue *self, gint64 integer)
{
  vt_value_add (self, new_int (vt_value_get_arena (self), integer));
}

/**
 * vt_value_add_string:
 * @self: a list
 * @text: (nullable): its new last element, copied; %NULL becomes null
 */
void
vt_value_add_string (VtValue *self, const char *text)
{
  vt_value_add (self, new_string (vt_value_get_arena (self), text));
}

/**
 * vt_value_get_length:
 * @self: (nullable): a value
 *
 * Returns: how many elements or members it has; 0 where it is neither a list nor an object
 */
guint
vt_value_get_length (const VtValue *self)
{
  return self != NULL && self->type >= TYPE_ARRAY ? self->n : 0;
}

/**
 * vt_value_get_at:
 * @self: a list or an object
 * @i: an index below its length
 *
 * Returns: (transfer none): the element, or the member's value
 */
VtValue *
vt_value_get_at (const VtValue *self, guint i)
{
  g_return_val_if_fail (i < vt_value_get_length (self), NULL);

  return self->type == TYPE_ARRAY ? self->elements[i] : self->members[i].value;
}

/* What a value is -------------------------------------------------------------------------------------------------- */

/**
 * vt_value_is_object:
 * @self: (nullable): a value
 *
 * Returns: whether it is an object
 */
gboolean
vt_value_is_object (const VtValue *self)
{
  return self != NULL && self->type == TYPE_OBJECT;
}

/**
 * vt_value_is_array:
 * @self: (nullable): a value
 *
 * Returns: whether it is a list
 */
gboolean
vt_value_is_array (const VtValue *self)
{
  return self != NULL && self->type == TYPE_ARRAY;
}

/**
 * vt_value_is_true:
 * @self: (nullable): a value
 *
 * Returns: what a section takes it for: %FALSE for what is not there, null, false, 0, "" and []
 */
gboolean
vt_value_is_true (const VtValue *self)
{
  if (self == NULL)
    return FALSE;

  switch (self->type)
    {
    case TYPE_BOOLEAN:
    case TYPE_INT:
      return self->integer != 0;
    case TYPE_REAL:
      return self->real < 0 || self->real > 0;
    case TYPE_STRING:
    case TYPE_ARRAY:
      return self->n > 0;
    case TYPE_OBJECT:
      return TRUE;
    case TYPE_NULL:
    default:
      return FALSE;
    }
}

/**
 * vt_value_is_same:
 * @a: (nullable): a value
 * @b: (nullable): another one
 *
 * Returns: whether they are equal; lists and objects only when they are one and the same, or both empty lists
 */
gboolean
vt_value_is_same (const VtValue *a, const VtValue *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case TYPE_NULL:
      return TRUE;
    case TYPE_STRING:
      return a->n == b->n && memcmp (a->text, b->text, a->n) == 0;
    case TYPE_ARRAY:
      return a->n == 0 && b->n == 0;
    case TYPE_OBJECT:
      return FALSE;
    case TYPE_BOOLEAN:
    case TYPE_INT:
    case TYPE_REAL:
    default:
      return a->integer == b->integer;
    }
}

/**
 * vt_value_peek_string:
 * @self: (nullable): a value
 * @length: (out): its bytes
 *
 * Returns: (transfer none) (nullable): the text that it is; %NULL where it is none
 */
const char *
vt_value_peek_string (const VtValue *self, gsize *length)
{
  if (self == NULL || self->type != TYPE_STRING)
    return NULL;

  *length = self->n;
  return self->text;
}

static void
append_int (GString *out, gint64 integer)
{
  char buffer[24];
  char *p = buffer + sizeof buffer;
  guint64 left = integer < 0 ? 0 - (guint64) integer : (guint64) integer;

  do
    *--p = (char) ('0' + left % 10);
  while ((left /= 10) > 0);
  if (integer < 0)
    *--p = '-';
  g_string_append_len (out, p, buffer + sizeof buffer - p);
}

/* The fewest digits that read back as the same number; no point where there is nothing behind it. */
static void
append_real (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double back;

  if (!(value < 0) && !(value > 0))
    {
      g_string_append_c (out, '0');
      return;
    }

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      back = g_ascii_strtod (buffer, NULL);
      if (!(back < value) && !(back > value))
        break;
    }
  g_string_append (out, buffer);
}

/**
 * vt_value_append_text:
 * @self: (nullable): a value
 * @out: receives it as text; nothing for null, lists, objects and what is not there
 */
void
vt_value_append_text (const VtValue *self, GString *out)
{
  if (self == NULL)
    return;

  switch (self->type)
    {
    case TYPE_STRING:
      g_string_append_len (out, self->text, self->n);
      break;
    case TYPE_INT:
      append_int (out, self->integer);
      break;
    case TYPE_REAL:
      append_real (out, self->real);
      break;
    case TYPE_BOOLEAN:
      g_string_append (out, self->integer != 0 ? "true" : "false");
      break;
    case TYPE_NULL:
    case TYPE_ARRAY:
    case TYPE_OBJECT:
    default:
      break;
    }
}

/* JSON ------------------------------------------------------------------------------------------------------------- */

static void
append_escape (GString *out, guchar c)
{
  static const char letters[] = "btn\0fr"; /* for 8 to 13 */

  g_string_append_c (out, '\\');
  if (c == '"' || c == '\\')
    g_string_append_c (out, (char) c);
  else if (c >= '\b' && c <= '\r' && letters[c - '\b'] != '\0')
    g_string_append_c (out, letters[c - '\b']);
  else
    g_string_append_printf (out, "u%04x", c);
}

/* U+2028 and U+2029 end a line of a script. */
static gboolean
is_line_end (const char *p)
{
  return (guchar) p[0] == 0xe2 && (guchar) p[1] == 0x80 && ((guchar) p[2] == 0xa8 || (guchar) p[2] == 0xa9);
}

static gboolean
is_plain (guchar c, gboolean script)
{
  return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f &&
         (!script || (c != '<' && c != '>' && c != '&' && c != 0xe2));
}

static void
append_quoted (GString *out, const char *text, gsize length, gboolean script)
{
  const char *end = text + length;

  g_string_append_c (out, '"');
  while (text < end)
    {
      const char *start = text;

      while (text < end && is_plain ((guchar) *text, script))
        text++;
      g_string_append_len (out, start, text - start);
      if (text == end)
        break;

      if ((guchar) *text != 0xe2 && strchr ("<>&", *text) == NULL)
        append_escape (out, (guchar) *text++);
      else if ((guchar) *text != 0xe2)
        g_string_append_printf (out, "\\u%04x", (guchar) *text++);
      else if (is_line_end (text))
        {
          g_string_append_printf (out, "\\u20%02x", (guchar) text[2] - 0x80u);
          text += 3;
        }
      else
        g_string_append_c (out, *text++);
    }
  g_string_append_c (out, '"');
}

static void
append_json (const VtValue *self, GString *out, gboolean script)
{
  switch (self->type)
    {
    case TYPE_NULL:
      g_string_append (out, "null");
      break;
    case TYPE_STRING:
      append_quoted (out, self->text, self->n, script);
      break;
    case TYPE_ARRAY:
      g_string_append_c (out, '[');
      for (guint i = 0; i < self->n; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_json (self->elements[i], out, script);
        }
      g_string_append_c (out, ']');
      break;
    case TYPE_OBJECT:
      g_string_append_c (out, '{');
      for (guint i = 0; i < self->n; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_quoted (out, self->members[i].name, strlen (self->members[i].name), script);
          g_string_append_c (out, ':');
          append_json (self->members[i].value, out, script);
        }
      g_string_append_c (out, '}');
      break;
    case TYPE_BOOLEAN:
    case TYPE_INT:
    case TYPE_REAL:
    default:
      vt_value_append_text (self, out);
      break;
    }
}

static char *
to_json (const VtValue *self, gboolean script)
{
  GString *out = g_string_sized_new (1024);

  append_json (self, out, script);
  return g_string_free (out, FALSE);
}

/**
 * vt_value_to_json:
 * @self: a value
 *
 * Returns: (transfer full): JSON text without white space, members in the order in which they were set first
 */
char *
vt_value_to_json (const VtValue *self)
{
  return to_json (self, FALSE);
}

/**
 * vt_value_to_script_json:
 * @self: a value
 *
 * Returns: (transfer full): as vt_value_to_json(), fit to stand inside a script element: nothing in it ends the element
 * or begins a comment
 */
char *
vt_value_to_script_json (const VtValue *self)
{
  return to_json (self, TRUE);
}
