/* A partial that is brought in by the outermost data depends on the values that it looks up there, on what the parents
 * around it fill in, and on nothing else. Lists and objects are compared by their identity: they are kept,
 * so that no other can have the same place in memory, and models are not changed once they are drawn. */
#include "site/vt-mustache-memo.h"

#include <string.h>

#define MAX_RECORDS 4  /* of one template */
#define MAX_MISSES  12 /* in a row, before a template is not tried any more */
#define MIN_OUTPUT  64 /* bytes; what is shorter is drawn as quickly */

typedef struct
{
  char *name; /* (owned) n_parts strings in a row */
  guint n_parts;
  JsonNode *value; /* (owned) (nullable) */
} Use;

struct _VtMustacheRecord
{
  VtTemplate *template; /* (owned) */
  guint64 parents;      /* of the arguments around it, which are of the same set of templates */
  GArray *uses;         /* (owned) of Use */
  GString *output;      /* (owned) (nullable) */
  gboolean spoilt;
};

/* What is known of one template. */
typedef struct
{
  VtMustacheRecord *records[MAX_RECORDS];
  guint next;
  guint misses;
} Known;

struct _VtTemplateMemo
{
  GHashTable *known; /* (owned) template → Known */
};

static void
clear_use (gpointer data)
{
  Use *use = data;

  g_free (use->name);
  g_clear_pointer (&use->value, json_node_unref);
}

static void
record_free (VtMustacheRecord *self)
{
  if (self == NULL)
    return;

  if (self->output != NULL)
    g_string_free (self->output, TRUE);
  g_array_unref (self->uses);
  vt_template_unref (self->template);
  g_free (self);
}

static void
known_free (gpointer data)
{
  Known *known = data;

  for (guint i = 0; i < MAX_RECORDS; i++)
    record_free (known->records[i]);
  g_free (known);
}

/**
 * vt_template_memo_new:
 *
 * Returns: (transfer full): a memory for pages that one thread draws from one set of templates
 */
VtTemplateMemo *
vt_template_memo_new (void)
{
  VtTemplateMemo *self = g_new0 (VtTemplateMemo, 1);

  self->known = g_hash_table_new_full (NULL, NULL, NULL, known_free);

  return self;
}

/**
 * vt_template_memo_free:
 * @self: (nullable): a memory
 */
void
vt_template_memo_free (VtTemplateMemo *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->known);
  g_free (self);
}

static JsonNode *
look_up_in (JsonNode *root, const char *name, guint n_parts)
{
  JsonNode *value = root;

  for (guint i = 0; i < n_parts && value != NULL; i++, name += strlen (name) + 1)
    value = JSON_NODE_HOLDS_OBJECT (value) ? json_object_get_member (json_node_get_object (value), name) : NULL;

  return value;
}

static gboolean
is_same_value (JsonNode *a, JsonNode *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;

  switch (json_node_get_node_type (a))
    {
    case JSON_NODE_OBJECT:
      return json_node_get_object (a) == json_node_get_object (b);
    case JSON_NODE_ARRAY:
      return json_node_get_array (a) == json_node_get_array (b);
    case JSON_NODE_NULL:
      return TRUE;
    case JSON_NODE_VALUE:
    default:
      return json_node_equal (a, b);
    }
}

static gboolean
holds (const VtMustacheRecord *record, JsonNode *root)
{
  for (guint i = 0; i < record->uses->len; i++)
    {
      const Use *use = &g_array_index (record->uses, Use, i);

      if (!is_same_value (use->value, look_up_in (root, use->name, use->n_parts)))
        return FALSE;
    }

  return TRUE;
}

/* What @template became when it looked up the same as it would now; NULL: not known. */
const GString *
vt_mustache_memo_find (VtTemplateMemo *self, const VtTemplate *template, guint64 parents, JsonNode *root)
{
  Known *known = g_hash_table_lookup (self->known, template);

  for (guint i = 0; known != NULL && i < MAX_RECORDS && known->records[i] != NULL; i++)
    if (known->records[i]->parents == parents && holds (known->records[i], root))
      {
        known->misses = 0;
        return known->records[i]->output;
      }

  return NULL;
}

/* Begins to note what @template looks up; NULL when it never was the same twice. */
VtMustacheRecord *
vt_mustache_memo_begin (VtTemplateMemo *self, VtTemplate *template, guint64 parents)
{
  Known *known = g_hash_table_lookup (self->known, template);
  VtMustacheRecord *record;

  if (known == NULL)
    {
      known = g_new0 (Known, 1);
      g_hash_table_insert (self->known, template, known);
    }
  if (known->misses >= MAX_MISSES)
    return NULL;

  known->misses++;
  record = g_new0 (VtMustacheRecord, 1);
  record->template = vt_template_ref (template);
  record->parents = parents;
  record->uses = g_array_new (FALSE, FALSE, sizeof (Use));
  g_array_set_clear_func (record->uses, clear_use);
  return record;
}

static gboolean
is_same_name (const char *a, const char *b, guint n_parts)
{
  for (guint i = 0; i < n_parts; i++, a += strlen (a) + 1, b += strlen (b) + 1)
    if (strcmp (a, b) != 0)
      return FALSE;

  return TRUE;
}

/* A name was looked up from the outermost data on. */
void
vt_mustache_record_use (VtMustacheRecord *self, const char *name, guint n_parts, JsonNode *value)
{
  Use use = { NULL, n_parts, NULL };
  const char *end = name;

  if (self->spoilt)
    return;
  for (guint i = 0; i < self->uses->len; i++)
    if (g_array_index (self->uses, Use, i).n_parts == n_parts &&
        is_same_name (g_array_index (self->uses, Use, i).name, name, n_parts))
      return;

  for (guint i = 0; i < n_parts; i++)
    end += strlen (end) + 1;
  use.name = g_memdup2 (name, (gsize) (end - name));
  if (value != NULL)
    use.value = json_node_ref (value);
  g_array_append_val (self->uses, use);
}

/* It depends on something else too. */
void
vt_mustache_record_spoil (VtMustacheRecord *self)
{
  self->spoilt = TRUE;
}

/* Takes @record, with what came out. */
void
vt_mustache_memo_end (VtTemplateMemo *self, VtMustacheRecord *record, const char *output, gsize length)
{
  Known *known = g_hash_table_lookup (self->known, record->template);

  if (record->spoilt || length < MIN_OUTPUT)
    {
      known->misses = MAX_MISSES;
      record_free (record);
      return;
    }

  record->output = g_string_new_len (output, (gssize) length);
  record_free (known->records[known->next]);
  known->records[known->next] = record;
  known->next = (known->next + 1) % MAX_RECORDS;
}
