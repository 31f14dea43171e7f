/* Whoever makes ten thousand pages asks for the same settings, zones and menus on each. What is asked a second time is
 * kept; the third time SQLite is not asked. Answers that are large are not kept. */
#include "base/vt-db-answers.h"

#include <string.h>

#define MAX_ROWS    256
#define MAX_BYTES   (64 * 1024)
#define MAX_ANSWERS 20000

typedef struct
{
  const char *sql; /* (unowned) a literal: its address says which */
  guint8 *values;  /* (owned) (nullable) */
  guint length;
  guint hash;
} Key;

struct _VtDbAnswers
{
  GHashTable *asked;   /* hashes of what was asked once */
  GHashTable *answers; /* (owned) Key → VtDbAnswer */
};

static guint
hash_key (gconstpointer key)
{
  return ((const Key *) key)->hash;
}

static gboolean
is_same_key (gconstpointer a, gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  return first->hash == second->hash && first->sql == second->sql && first->length == second->length &&
         (first->length == 0 || memcmp (first->values, second->values, first->length) == 0);
}

static void
key_free (gpointer key)
{
  g_free (((Key *) key)->values);
  g_free (key);
}

static Key
make_key (const char *sql, const GByteArray *values)
{
  guint64 hash = (guint64) (gsize) sql;

  for (guint i = 0; i < values->len; i++)
    hash = (hash ^ values->data[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  return (Key){ sql, values->data, values->len, (guint) (hash ^ (hash >> 32)) };
}

/* For VtDb, as all of this. */
VtDbAnswers *
vt_db_answers_new (void)
{
  VtDbAnswers *self = g_new0 (VtDbAnswers, 1);

  self->asked = g_hash_table_new (NULL, NULL);
  self->answers = g_hash_table_new_full (hash_key, is_same_key, key_free, (GDestroyNotify) vt_db_answer_free);

  return self;
}

void
vt_db_answers_free (VtDbAnswers *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->answers);
  g_free (self);
}

/* What @sql with @values gave; NULL: not kept. @was_asked tells whether it is worth keeping now. */
const VtDbAnswer *
vt_db_answers_find (VtDbAnswers *self, const char *sql, const GByteArray *values, gboolean *was_asked)
{
  Key key = make_key (sql, values);
  const VtDbAnswer *answer = g_hash_table_lookup (self->answers, &key);

  *was_asked = answer != NULL || !g_hash_table_add (self->asked, GUINT_TO_POINTER (key.hash));
  return answer;
}

VtDbAnswer *
vt_db_answer_new (int n_columns)
{
  VtDbAnswer *self = g_new0 (VtDbAnswer, 1);
  guint64 none = 0;

  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) sqlite3_value_free);
  self->hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_array_append_val (self->hashes, none);
  self->n_columns = n_columns;

  return self;
}

void
vt_db_answer_free (VtDbAnswer *self)
{
  g_ptr_array_unref (self->values);
  g_array_unref (self->hashes);
  g_free (self);
}

/* FALSE when it is too large to be kept. */
gboolean
vt_db_answer_add_row (VtDbAnswer *self, sqlite3_stmt *row, guint64 hash)
{
  if (self->n_rows == MAX_ROWS)
    return FALSE;

  for (int i = 0; i < self->n_columns; i++)
    {
      sqlite3_value *value = sqlite3_value_dup (sqlite3_column_value (row, i));

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (self->values, value);
      if (sqlite3_value_type (value) >= SQLITE_TEXT && sqlite3_value_type (value) != SQLITE_NULL &&
          sqlite3_value_bytes (value) > MAX_BYTES)
        return FALSE;
    }
  g_array_append_val (self->hashes, hash);
  self->n_rows++;

  return TRUE;
}

/* Takes @answer. */
void
vt_db_answers_keep (VtDbAnswers *self, const char *sql, const GByteArray *values, VtDbAnswer *answer)
{
  Key *key;
  Key wanted = make_key (sql, values);

  /* One that is there already may be in use. */
  if (g_hash_table_size (self->answers) >= MAX_ANSWERS || g_hash_table_contains (self->answers, &wanted))
    {
      vt_db_answer_free (answer);
      return;
    }

  key = g_new (Key, 1);
  *key = wanted;
  key->values = g_memdup2 (values->data, values->len);
  g_hash_table_insert (self->answers, key, answer);
}
