/* A short drawing can be endless work: ten uses of ten uses of ten uses … Each element weighs what it and all that it
 * refers to takes to draw; style sheets are taken to apply wherever they name an element's class, id or kind, which is
 * never too little. */
#include "base/vt-svg-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WEIGHT     1e6
#define MAX_REFERENCES 500000 /* that are followed */
#define MAX_HOPS       40     /* from one reference to the next */

/* Of a reference to it, in elements: each needs a picture of its own. */
#define FILTER_WEIGHT 1000.0
#define MASK_WEIGHT   200.0

/* Bytes of a path that take as long as an element. */
#define PATH_BYTES 16.0

typedef enum
{
  KIND_OTHER,
  KIND_GRADIENT,
  KIND_FILTER,
  KIND_MASK,
  KIND_INHERITED /* what refers to it hands it down to all that is inside */
} Kind;

typedef struct
{
  const char *name;   /* (unowned) */
  char *id;           /* (owned) (nullable) */
  char *classes;      /* (owned) (nullable) */
  GPtrArray *targets; /* (owned) (nullable) (element-type utf8) */
  guint end;          /* the first element behind it and all inside it */
  double weight;      /* below 0: not known yet */
  gboolean open;      /* it is being weighed */
} Element;

struct _VtSvgWeight
{
  GArray *elements;   /* (owned) in the order of the drawing */
  GArray *path;       /* (owned) the open ones */
  GHashTable *ids;    /* (owned) id (unowned) → place + 1 */
  GHashTable *sheet;  /* (owned) class, id, kind or "*" → set of targets */
  guint n_references; /* followed so far */
};

static void
element_clear (gpointer data)
{
  Element *self = data;

  g_free (self->id);
  g_free (self->classes);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
}

static Element *
element_at (VtSvgWeight *self, guint i)
{
  return &g_array_index (self->elements, Element, i);
}

VtSvgWeight *
vt_svg_weight_new (void)
{
  VtSvgWeight *self = g_new0 (VtSvgWeight, 1);

  self->elements = g_array_new (FALSE, TRUE, sizeof (Element));
  g_array_set_clear_func (self->elements, element_clear);
  self->path = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->sheet = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  return self;
}

void
vt_svg_weight_free (VtSvgWeight *self)
{
  g_array_unref (self->elements);
  g_array_unref (self->path);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->sheet);
  g_free (self);
}

/* @element is one of the sanitiser's own names. */
void
vt_svg_weight_open (VtSvgWeight *self, const char *element)
{
  Element added = { .name = element, .weight = -1 };
  guint place = self->elements->len;

  g_array_append_val (self->elements, added);
  g_array_append_val (self->path, place);
}

void
vt_svg_weight_close (VtSvgWeight *self)
{
  guint place = g_array_index (self->path, guint, self->path->len - 1);

  g_array_set_size (self->path, self->path->len - 1);
  element_at (self, place)->end = self->elements->len;
}

static Element *
last_element (VtSvgWeight *self)
{
  return element_at (self, self->elements->len - 1);
}

static void
add_target (Element *element, char *id)
{
  if (element->targets == NULL)
    element->targets = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (element->targets, id);
}

/* The id in "url( '#id' )", whose "url(" is behind us. */
static char *
target_of (const char *at)
{
  at += strspn (at, " \t\r\n'\"");

  return *at == '#' ? g_strndup (at + 1, strcspn (at + 1, " \t\r\n'\")")) : NULL;
}

static const char *
next_url (const char *css)
{
  for (const char *at = strchr (css, '('); at != NULL; at = strchr (at + 1, '('))
    if (at - css >= 3 && g_ascii_strncasecmp (at - 3, "url", 3) == 0)
      return at + 1;

  return NULL;
}

/* Of the element that was opened last. */
void
vt_svg_weight_attribute (VtSvgWeight *self, const char *name, const char *value)
{
  Element *element = last_element (self);

  if (g_str_equal (name, "id") && element->id == NULL)
    element->id = g_strdup (value);
  else if (g_str_equal (name, "class"))
    {
      g_free (element->classes);
      element->classes = g_strdup (value);
    }
  else if ((g_str_equal (name, "href") || g_str_equal (name, "xlink:href")) && value[0] == '#')
    add_target (element, g_strdup (value + 1));
  else if (g_str_equal (name, "d") || g_str_equal (name, "points"))
    element->weight = -1 - (double) strlen (value) / PATH_BYTES;

  for (const char *at = next_url (value); at != NULL; at = next_url (at))
    {
      char *id = target_of (at);

      if (id != NULL)
        add_target (element, id);
    }
}

static void
add_rule (VtSvgWeight *self, const char *selector, const char *target)
{
  GHashTable *targets = g_hash_table_lookup (self->sheet, selector);

  if (targets == NULL)
    {
      targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->sheet, g_strdup (selector), targets);
    }
  g_hash_table_add (targets, g_strdup (target));
}

/* The words of ".a, g > .b:hover" that may name an element; all of them, where one names by other means. */
static void
add_rules (VtSvgWeight *self, const char *selectors, const char *target)
{
  g_auto (GStrv) words = g_strsplit_set (selectors, " \t\r\n,.#>+~:()[]='\"*|^$/", -1);
  gboolean by_other_means = strpbrk (selectors, "*[:") != NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      add_rule (self, words[i], target);
  if (by_other_means)
    add_rule (self, "*", target);
}

/* A whole style sheet. */
void
vt_svg_weight_style (VtSvgWeight *self, const char *css)
{
  g_auto (GStrv) rules = g_strsplit (css, "}", -1);

  for (guint i = 0; rules[i] != NULL; i++)
    {
      char *block = strchr (rules[i], '{');

      if (block == NULL)
        continue;
      *block++ = '\0';
      for (const char *at = next_url (block); at != NULL; at = next_url (at))
        {
          g_autofree char *id = target_of (at);

          if (id != NULL)
            add_rules (self, rules[i], id);
        }
    }
}

static Kind
kind_of (const Element *element)
{
  if (g_str_has_suffix (element->name, "Gradient"))
    return KIND_GRADIENT;
  if (g_str_equal (element->name, "filter"))
    return KIND_FILTER;
  if (g_str_equal (element->name, "mask") || g_str_equal (element->name, "clipPath"))
    return KIND_MASK;

  return g_str_equal (element->name, "pattern") || g_str_equal (element->name, "marker") ? KIND_INHERITED : KIND_OTHER;
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, reason);
  return FALSE;
}

typedef struct
{
  double added;  /* once */
  double factor; /* for each element inside */
} Burden;

static gboolean weigh (VtSvgWeight *self, guint place, guint hops, GError **error);

static gboolean
follow (VtSvgWeight *self, const char *id, guint hops, Burden *burden, GError **error)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, id));
  const Element *target;
  Kind kind;

  if (++self->n_references > MAX_REFERENCES || hops >= MAX_HOPS)
    return refuse (error, _ ("it repeats parts of itself too often"));
  if (place == 0)
    return TRUE;
  if (!weigh (self, place - 1, hops + 1, error))
    return FALSE;

  target = element_at (self, place - 1);
  kind = kind_of (target);
  if (kind == KIND_INHERITED)
    burden->factor += target->weight;
  else
    burden->added += target->weight + (kind == KIND_FILTER ? FILTER_WEIGHT : kind == KIND_MASK ? MASK_WEIGHT : 0);

  return TRUE;
}

static gboolean
follow_rules (VtSvgWeight *self, const char *name, guint hops, Burden *burden, GError **error)
{
  GHashTable *targets = name != NULL ? g_hash_table_lookup (self->sheet, name) : NULL;
  GHashTableIter iter;
  gpointer id;

  if (targets == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, targets);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!follow (self, id, hops, burden, error))
      return FALSE;

  return TRUE;
}

static gboolean
follow_sheet (VtSvgWeight *self, const Element *element, guint hops, Burden *burden, GError **error)
{
  g_auto (GStrv) classes = NULL;

  if (g_hash_table_size (self->sheet) == 0)
    return TRUE;

  classes = g_strsplit_set (element->classes != NULL ? element->classes : "", " \t\r\n", -1);
  for (guint i = 0; classes[i] != NULL; i++)
    if (!follow_rules (self, classes[i], hops, burden, error))
      return FALSE;

  return follow_rules (self, element->id, hops, burden, error) &&
         follow_rules (self, element->name, hops, burden, error) && follow_rules (self, "*", hops, burden, error);
}

static gboolean
weigh (VtSvgWeight *self, guint place, guint hops, GError **error)
{
  Element *element = element_at (self, place);
  double weight = -element->weight;
  Burden burden = { 0 };

  if (element->weight > 0)
    return TRUE;
  if (element->open)
    return refuse (error, _ ("a part of it is made of itself"));

  element->open = TRUE;
  for (guint child = place + 1; child < element->end; child = element_at (self, child)->end)
    {
      if (!weigh (self, child, hops, error))
        return FALSE;
      weight += element_at (self, child)->weight;
    }
  for (guint i = 0; element->targets != NULL && i < element->targets->len; i++)
    if (!follow (self, g_ptr_array_index (element->targets, i), hops, &burden, error))
      return FALSE;
  if (!follow_sheet (self, element, hops, &burden, error))
    return FALSE;

  element->open = FALSE;
  element->weight = (weight + burden.added) * (1 + burden.factor);
  return element->weight <= MAX_WEIGHT || refuse (error, _ ("it repeats parts of itself too often"));
}

/* Whether the whole drawing can be drawn in a moment; once all is closed. */
gboolean
vt_svg_weight_check (VtSvgWeight *self, GError **error)
{
  for (guint i = 0; i < self->elements->len; i++)
    {
      Element *element = element_at (self, i);

      if (element->id != NULL && !g_hash_table_contains (self->ids, element->id))
        g_hash_table_insert (self->ids, element->id, GUINT_TO_POINTER (i + 1));
    }

  return self->elements->len == 0 || weigh (self, 0, 0, error);
}
