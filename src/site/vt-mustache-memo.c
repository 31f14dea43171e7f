/* A partial that is brought in by the outermost data depends on the values that it looks up there, on what the parents
 * around it fill in, and on nothing else. Lists and objects that pages share are compared by their
 * identity; what looks up one of a single page is never the same again. */
#include "site/vt-mustache-memo.h"

#include <string.h>

#define MAX_RECORDS  4   /* of one template */
#define MAX_MISSES   12  /* in a row, before a template is not tried any more */
#define RECORD_BLOCK 512 /* bytes */
#define MIN_OUTPUT   64  /* bytes; what is shorter is drawn as quickly */

typedef struct
{
  const char *name; /* (unowned) n_parts strings in a row, of the arena */
  guint n_parts;
  const VtValue *value; /* (unowned) (nullable) of the arena, or kept */
} Use;

struct _VtMustacheRecord
{
  VtTemplate *template; /* (owned) */
  guint64 parents;      /* of the arguments around it, which are of the same set of templates */
  VtArena *arena;       /* (owned) what was looked up */
  VtArena *kept;        /* (unowned) see vt_template_memo_new() */
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
  VtArena *kept;     /* (unowned) */
  GHashTable *known; /* (owned) template → Known */
};

static void
record_free (VtMustacheRecord *self)
{
  if (self == NULL)
    return;

  if (self->output != NULL)
    g_string_free (self->output, TRUE);
  g_array_unref (self->uses);
  vt_arena_free (self->arena);
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
 * @kept: where lists and objects lie that pages share; it lives as long as the memory
 *
 * Returns: (transfer full): a memory for pages that one thread draws from one set of templates
 */
VtTemplateMemo *
vt_template_memo_new (VtArena *kept)
{
  VtTemplateMemo *self = g_new0 (VtTemplateMemo, 1);

  self->kept = kept;
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

static const VtValue *
look_up_in (const VtValue *root, const char *name, guint n_parts)
{
  const VtValue *value = root;

  for (guint i = 0; i < n_parts && value != NULL; i++, name += strlen (name) + 1)
    value = vt_value_get (value, name);

  return value;
}

static gboolean
holds (const VtMustacheRecord *record, const VtValue *root)
{
  for (guint i = 0; i < record->uses->len; i++)
    {
      const Use *use = &g_array_index (record->uses, Use, i);

      if (!vt_value_is_same (use->value, look_up_in (root, use->name, use->n_parts)))
        return FALSE;
    }

  return TRUE;
}

/* What @template became when it looked up the same as it would now; NULL: not known. */
const GString *
vt_mustache_memo_find (VtTemplateMemo *self, const VtTemplate *template, guint64 parents, const VtValue *root)
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
  record->arena = vt_arena_new (RECORD_BLOCK);
  record->kept = self->kept;
  record->uses = g_array_new (FALSE, FALSE, sizeof (Use));
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
vt_mustache_record_use (VtMustacheRecord *self, const char *name, guint n_parts, const VtValue *value)
{
  Use use = { NULL, n_parts, NULL };
  const char *end = name;

  /* Another page's list may come to lie where this one does. */
  if (vt_value_is_array (value) || vt_value_is_object (value))
    self->spoilt |= vt_value_is_true (value) && vt_value_get_arena (value) != self->kept;
  if (self->spoilt)
    return;
  for (guint i = 0; i < self->uses->len; i++)
    if (g_array_index (self->uses, Use, i).n_parts == n_parts &&
        is_same_name (g_array_index (self->uses, Use, i).name, name, n_parts))
      return;

  for (guint i = 0; i < n_parts; i++)
    end += strlen (end) + 1;
  use.name = vt_arena_text (self->arena, name, end - name);
  use.value = value == NULL || vt_value_get_length (value) > 0 ? value : vt_value_copy (self->arena, value);
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
