/* A read is one run of a statement with its values: how many rows were stepped through, and a hash of all of them. Run
 * again with the same values over the same rows it gives the same hash, whatever else changed in the database.
 *
 * Two kinds are cheaper. A statement that says so in its text (OWNER_MARK) reads nothing but one row of a table and
 * what belongs to it: what is kept of it is that row's id, and whoever checks brings fingerprints of all such rows. A
 * moment is whether a time had come.
 *
 * A value that lies a whole number of seconds from "now" is taken to be reckoned from it and moves with it. */
#define G_LOG_DOMAIN "vt-db"

#include "base/vt-db-reads.h"

#include <string.h>

#define MAGIC      "vitrine reads 1\n"
#define OWNER_MARK "/* of "
#define MAX_DELTA  (G_GINT64_CONSTANT (400) * 24 * 60 * 60 * G_USEC_PER_SEC)

#define SQL_OWNER  G_MAXUINT32
#define SQL_MOMENT (G_MAXUINT32 - 1)
#define VALUE_NOW  'n' /* an integer, counted from now */

typedef struct
{
  guint32 sql;  /* index, or one of SQL_… */
  guint32 rows; /* stepped through, and whether it came to the end: 2 n + 1 */
  guint64 answer;
  guint32 values; /* where they begin in `values` */
  guint32 length;
} Read;

struct _VtDbReads
{
  GMutex lock;
  gint64 now_us;
  GArray *owners;     /* (owned) (nullable) (element-type VtDbOwner) by id */
  GPtrArray *texts;   /* (unowned) of statements */
  GHashTable *by_sql; /* address of a text → index + 1 */
  GHashTable *places; /* address of a text → where its owner is told */
  GArray *reads;
  GByteArray *values;
  guint32 *slots; /* (owned) a hash table of indices + 1 */
  guint32 n_slots;
};

/* For whoever makes fingerprints. */
guint64
vt_db_mix (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return hash ^ (hash >> 29);
}

static guint64
mix_data (guint64 hash, gconstpointer data, gsize size)
{
  const guint8 *p = data;
  guint64 word;

  hash = vt_db_mix (hash, size);
  for (; size >= sizeof word; p += sizeof word, size -= sizeof word)
    {
      memcpy (&word, p, sizeof word);
      hash = vt_db_mix (hash, word);
    }
  word = 0;
  if (size > 0)
    memcpy (&word, p, size);

  return vt_db_mix (hash, word);
}

/**
 * vt_db_reads_new:
 *
 * Returns: (transfer full): nothing read yet
 */
VtDbReads *
vt_db_reads_new (void)
{
  VtDbReads *self = g_new0 (VtDbReads, 1);

  g_mutex_init (&self->lock);
  self->texts = g_ptr_array_new ();
  self->by_sql = g_hash_table_new (NULL, NULL);
  self->places = g_hash_table_new (NULL, NULL);
  self->reads = g_array_new (FALSE, FALSE, sizeof (Read));
  self->values = g_byte_array_new ();

  return self;
}

/**
 * vt_db_reads_free:
 * @self: (nullable): reads that no connection watches any more
 */
void
vt_db_reads_free (VtDbReads *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->lock);
  g_clear_pointer (&self->owners, g_array_unref);
  g_ptr_array_unref (self->texts);
  g_hash_table_unref (self->by_sql);
  g_hash_table_unref (self->places);
  g_array_unref (self->reads);
  g_byte_array_unref (self->values);
  g_free (self->slots);
  g_free (self);
}

/**
 * vt_db_reads_set_now:
 * @self: reads
 * @now_us: the moment that is now for all that is read or checked next, UTC microseconds
 */
void
vt_db_reads_set_now (VtDbReads *self, gint64 now_us)
{
  self->now_us = now_us;
}

/**
 * vt_db_reads_set_owners:
 * @self: reads
 * @owners: (transfer full) (element-type VtDbOwner): fingerprints of all rows that statements may be "of", by id
 */
void
vt_db_reads_set_owners (VtDbReads *self, GArray *owners)
{
  g_clear_pointer (&self->owners, g_array_unref);
  self->owners = owners;
}

/**
 * vt_db_reads_get_n:
 * @self: reads
 *
 * Returns: how many there are; their numbers are below
 */
guint
vt_db_reads_get_n (VtDbReads *self)
{
  return self->reads->len;
}

static gint64
get_int (const guint8 *data)
{
  gint64 value;

  memcpy (&value, data, sizeof value);
  return value;
}

static guint64
fingerprint_of (VtDbReads *self, gint64 id)
{
  guint low = 0;
  guint high = self->owners != NULL ? self->owners->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const VtDbOwner *owner = &g_array_index (self->owners, VtDbOwner, middle);

      if (owner->id == id)
        return owner->fingerprint;
      if (owner->id < id)
        low = middle + 1;
      else
        high = middle;
    }

  return 0;
}

/* For VtDb: a value is its parameter's number, its type and, unless it is NULL, eight bytes or its size and bytes. */
void
vt_db_reads_add_value (VtDbReads *self, GByteArray *values, int index, int type, gconstpointer data, gsize size)
{
  guint8 head[2] = { (guint8) index, (guint8) type };
  gint64 number = type == SQLITE_INTEGER ? get_int (data) : 0;
  guint32 length = (guint32) size;

  if (type == SQLITE_INTEGER && ABS (number - self->now_us) < MAX_DELTA &&
      (number - self->now_us) % G_USEC_PER_SEC == 0)
    {
      head[1] = VALUE_NOW;
      number -= self->now_us;
    }
  g_byte_array_append (values, head, sizeof head);
  if (type == SQLITE_INTEGER)
    g_byte_array_append (values, (const guint8 *) &number, sizeof number);
  else if (type != SQLITE_NULL)
    {
      g_byte_array_append (values, (const guint8 *) &length, sizeof length);
      g_byte_array_append (values, data, length);
    }
}

/* For VtDb. */
guint64
vt_db_mix_row (guint64 answer, sqlite3_stmt *row)
{
  int n = sqlite3_column_count (row);

  for (int i = 0; i < n; i++)
    {
      int type = sqlite3_column_type (row, i);
      double real;
      guint64 word = 0;

      answer = vt_db_mix (answer, (guint64) type);
      switch (type)
        {
        case SQLITE_INTEGER:
          answer = vt_db_mix (answer, (guint64) sqlite3_column_int64 (row, i));
          break;
        case SQLITE_FLOAT:
          real = sqlite3_column_double (row, i);
          memcpy (&word, &real, sizeof word);
          answer = vt_db_mix (answer, word);
          break;
        case SQLITE_NULL:
          break;
        case SQLITE_TEXT:
          answer = mix_data (answer, sqlite3_column_text (row, i), (gsize) sqlite3_column_bytes (row, i));
          break;
        default:
          answer = mix_data (answer, sqlite3_column_blob (row, i), (gsize) sqlite3_column_bytes (row, i));
          break;
        }
    }

  return answer;
}

static guint64
hash_key (const VtDbReads *self, const Read *read, const guint8 *values)
{
  return mix_data (vt_db_mix (read->sql, read->rows), values != NULL ? values : self->values->data + read->values,
                   read->length);
}

static gboolean
has_key (const VtDbReads *self, const Read *read, const Read *wanted, const guint8 *values)
{
  return read->sql == wanted->sql && read->rows == wanted->rows && read->length == wanted->length &&
         (read->length == 0 || memcmp (self->values->data + read->values, values, read->length) == 0);
}

static void
put_in_slot (VtDbReads *self, guint32 index)
{
  guint64 hash = hash_key (self, &g_array_index (self->reads, Read, index), NULL);
  guint32 slot = (guint32) hash & (self->n_slots - 1);

  while (self->slots[slot] != 0)
    slot = (slot + 1) & (self->n_slots - 1);
  self->slots[slot] = index + 1;
}

static void
grow (VtDbReads *self)
{
  if (self->n_slots > 2 * self->reads->len)
    return;

  self->n_slots = MAX (1024, self->n_slots);
  while (self->n_slots <= 2 * self->reads->len)
    self->n_slots *= 4;
  g_free (self->slots);
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint32 i = 0; i < self->reads->len; i++)
    put_in_slot (self, i);
}

/* Under the lock. An answer that is there already is the one before the shop changed. */
static guint32
add (VtDbReads *self, Read read, const guint8 *values)
{
  guint32 slot;

  grow (self);
  for (slot = (guint32) hash_key (self, &read, values) & (self->n_slots - 1); self->slots[slot] != 0;
       slot = (slot + 1) & (self->n_slots - 1))
    {
      Read *there = &g_array_index (self->reads, Read, self->slots[slot] - 1);

      if (has_key (self, there, &read, values))
        {
          there->answer = read.answer;
          return self->slots[slot] - 1;
        }
    }

  read.values = self->values->len;
  g_byte_array_append (self->values, values, read.length);
  g_array_append_val (self->reads, read);
  self->slots[slot] = self->reads->len;
  return self->reads->len - 1;
}

static guint32
index_of_sql (VtDbReads *self, const char *sql)
{
  guint32 index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_sql, sql));

  if (index != 0)
    return index - 1;

  g_ptr_array_add (self->texts, (gpointer) sql);
  g_hash_table_insert (self->by_sql, (gpointer) sql, GUINT_TO_POINTER (self->texts->len));
  return self->texts->len - 1;
}

/* "of 0" is column 0, "of ?1" parameter 1. */
static int
parse_place (const char *sql)
{
  const char *mark = strstr (sql, OWNER_MARK);

  if (mark == NULL)
    return VT_DB_NO_OWNER;

  mark += strlen (OWNER_MARK);
  return *mark == '?' ? -(int) g_ascii_strtoll (mark + 1, NULL, 10) : (int) g_ascii_strtoll (mark, NULL, 10);
}

/* For VtDb: where the id of the row stands which all is of that @sql reads: a column, the negative number of a
 * parameter, or %VT_DB_NO_OWNER. */
int
vt_db_reads_owner_place (VtDbReads *self, const char *sql)
{
  gpointer known;
  int place;

  g_mutex_lock (&self->lock);
  if (g_hash_table_lookup_extended (self->places, sql, NULL, &known))
    place = GPOINTER_TO_INT (known);
  else
    {
      place = parse_place (sql);
      g_hash_table_insert (self->places, (gpointer) sql, GINT_TO_POINTER (place));
    }
  g_mutex_unlock (&self->lock);

  return place;
}

/* For VtDb: @owner is not 0 when it is of one. */
guint32
vt_db_reads_add (VtDbReads *self, const char *sql, const GByteArray *values, guint32 rows, guint64 answer, gint64 owner)
{
  Read read = { SQL_OWNER, 0, 0, 0, sizeof owner };
  guint32 index;

  g_mutex_lock (&self->lock);
  if (owner != 0)
    {
      read.answer = fingerprint_of (self, owner);
      index = add (self, read, (const guint8 *) &owner);
    }
  else
    {
      read = (Read){ index_of_sql (self, sql), rows, answer, 0, values->len };
      index = add (self, read, values->data);
    }
  g_mutex_unlock (&self->lock);

  return index;
}

/* For VtDb: whether @at_us is not after now. */
guint32
vt_db_reads_add_moment (VtDbReads *self, gint64 at_us)
{
  Read read = { SQL_MOMENT, 0, at_us <= self->now_us, 0, sizeof at_us };
  guint32 index;

  g_mutex_lock (&self->lock);
  index = add (self, read, (const guint8 *) &at_us);
  g_mutex_unlock (&self->lock);

  return index;
}

/* Binds what was bound before; FALSE when @data is damaged. */
static gboolean
bind_values (VtDbReads *self, VtStmt *stmt, const guint8 *data, gsize left)
{
  while (left >= 2)
    {
      int index = data[0];
      int type = data[1];
      guint32 size = 0;

      data += 2;
      left -= 2;
      if (type == SQLITE_INTEGER || type == VALUE_NOW)
        {
          if (left < sizeof (gint64) ||
              !vt_stmt_bind_int (stmt, index, get_int (data) + (type == VALUE_NOW ? self->now_us : 0), NULL))
            return FALSE;
          data += sizeof (gint64);
          left -= sizeof (gint64);
          continue;
        }
      if (type == SQLITE_NULL)
        continue;
      if (left < sizeof size)
        return FALSE;
      memcpy (&size, data, sizeof size);
      data += sizeof size;
      left -= sizeof size;
      if (size > left || !vt_stmt_bind_part (stmt, index, type == SQLITE_BLOB, data, size))
        return FALSE;
      data += size;
      left -= size;
    }

  return left == 0;
}

static gboolean
run_again (VtDbReads *self, const Read *read, VtDb *db)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, g_ptr_array_index (self->texts, read->sql), NULL);
  guint64 answer = 0;
  guint32 rows = 0;

  if (stmt == NULL || !bind_values (self, stmt, self->values->data + read->values, read->length))
    return FALSE;

  while (rows < read->rows / 2 && vt_stmt_step (stmt, NULL) == VT_STEP_ROW)
    {
      answer = vt_stmt_mix_row (stmt, answer);
      rows++;
    }

  return rows == read->rows / 2 && answer == read->answer &&
         (read->rows % 2 == 0 || vt_stmt_step (stmt, NULL) == VT_STEP_DONE);
}

/**
 * vt_db_reads_check:
 * @self: reads that nothing is added to meanwhile
 * @read: the number of one
 * @db: a connection of this thread that is not watched
 *
 * Returns: whether it would give the same answer now
 */
gboolean
vt_db_reads_check (VtDbReads *self, guint32 read, VtDb *db)
{
  const Read *it = &g_array_index (self->reads, Read, read);
  gint64 value = it->sql >= SQL_MOMENT ? get_int (self->values->data + it->values) : 0;

  if (it->sql == SQL_OWNER)
    return fingerprint_of (self, value) == it->answer;
  if (it->sql == SQL_MOMENT)
    return (value <= self->now_us) == (it->answer != 0);

  return run_again (self, it, db);
}

static void
append_block (GByteArray *out, gconstpointer data, gsize size)
{
  guint32 length = (guint32) size;

  g_byte_array_append (out, (const guint8 *) &length, sizeof length);
  g_byte_array_append (out, data, length);
}

/**
 * vt_db_reads_save:
 * @self: reads
 * @numbers: (inout) (array): for each read 0 when it is not needed any more; receives its number among the saved ones
 *
 * Returns: (transfer full): the reads that are needed, for a file of this machine
 */
GBytes *
vt_db_reads_save (VtDbReads *self, guint32 *numbers)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GByteArray) values = g_byte_array_new ();
  g_autoptr (GArray) reads = g_array_new (FALSE, FALSE, sizeof (Read));
  guint32 n_texts = self->texts->len;

  for (guint i = 0; i < self->reads->len; i++)
    {
      Read read = g_array_index (self->reads, Read, i);
      const guint8 *data = self->values->data + read.values;

      if (numbers[i] == 0)
        continue;
      numbers[i] = reads->len;
      read.values = values->len;
      g_byte_array_append (values, data, read.length);
      g_array_append_val (reads, read);
    }

  g_byte_array_append (out, (const guint8 *) MAGIC, strlen (MAGIC));
  g_byte_array_append (out, (const guint8 *) &n_texts, sizeof n_texts);
  for (guint i = 0; i < n_texts; i++)
    append_block (out, g_ptr_array_index (self->texts, i), strlen (g_ptr_array_index (self->texts, i)) + 1);
  append_block (out, reads->data, reads->len * sizeof (Read));
  append_block (out, values->data, values->len);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static gconstpointer
take_block (const guint8 **data, gsize *left, guint32 *size)
{
  const guint8 *block = *data + sizeof *size;

  if (*left < sizeof *size)
    return NULL;
  memcpy (size, *data, sizeof *size);
  if (*size > *left - sizeof *size)
    return NULL;

  *data = block + *size;
  *left -= sizeof *size + *size;
  return block;
}

static gboolean
load_texts (VtDbReads *self, const guint8 **data, gsize *left)
{
  guint32 n = 0;
  guint32 size = 0;

  if (*left < sizeof n)
    return FALSE;
  memcpy (&n, *data, sizeof n);
  *data += sizeof n;
  *left -= sizeof n;

  for (guint32 i = 0; i < n; i++)
    {
      const char *text = take_block (data, left, &size);

      if (text == NULL || size == 0 || text[size - 1] != '\0')
        return FALSE;
      /* Texts are the keys of prepared statements, which live as long as a connection. */
      index_of_sql (self, g_intern_string (text));
    }

  return self->texts->len == n;
}

static gboolean
load_reads (VtDbReads *self, const guint8 **data, gsize *left)
{
  guint32 size = 0;
  guint32 n_values = 0;
  gconstpointer reads = take_block (data, left, &size);
  gconstpointer values = reads != NULL ? take_block (data, left, &n_values) : NULL;

  if (values == NULL || *left != 0 || size % sizeof (Read) != 0)
    return FALSE;

  g_array_append_vals (self->reads, reads, size / sizeof (Read));
  g_byte_array_append (self->values, values, n_values);
  for (guint i = 0; i < self->reads->len; i++)
    {
      const Read *read = &g_array_index (self->reads, Read, i);

      if (read->values > n_values || read->length > n_values - read->values ||
          (read->sql >= SQL_MOMENT ? read->length != sizeof (gint64) : read->sql >= self->texts->len))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_db_reads_load:
 * @bytes: what vt_db_reads_save() gave, on this machine
 *
 * Returns: (transfer full) (nullable): the reads; %NULL when @bytes are damaged
 */
VtDbReads *
vt_db_reads_load (GBytes *bytes)
{
  g_autoptr (VtDbReads) self = vt_db_reads_new ();
  gsize left = 0;
  const guint8 *data = g_bytes_get_data (bytes, &left);

  if (left < strlen (MAGIC) || memcmp (data, MAGIC, strlen (MAGIC)) != 0)
    return NULL;
  data += strlen (MAGIC);
  left -= strlen (MAGIC);

  return load_texts (self, &data, &left) && load_reads (self, &data, &left) ? g_steal_pointer (&self) : NULL;
}
