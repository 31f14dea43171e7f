/* Rows that were added in bulk, as ranges of ids. They need no changeset while they stand: only when they are taken out
 * again are they read, into a changeset that adds them, for which vt-changeset-writer.c has the pieces. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-added.h"

#include "base/vt-table.h"
#include "shop/vt-changeset-writer.h"
#include "shop/vt-recorder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

GArray *
vt_added_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (VtAdded));
}

/* Adds a range; one that goes on where the last one of the table ended makes it longer. */
void
vt_added_append (GArray *ranges, const char *table, gint64 first, gint64 last)
{
  VtAdded range = { .table = g_intern_string (table), .first = first, .last = last };

  /* An import has a handful of tables, whose last ranges are near the end. */
  for (guint i = ranges->len; i > 0 && i + 8 > ranges->len; i--)
    {
      VtAdded *before = &g_array_index (ranges, VtAdded, i - 1);

      if (before->table != range.table)
        continue;
      if (before->last + 1 == first)
        {
          before->last = last;
          return;
        }
      break;
    }

  g_array_append_val (ranges, range);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const VtAdded *one = a;
  const VtAdded *two = b;
  int order = one->table == two->table ? 0 : strcmp (one->table, two->table);

  if (order == 0)
    order = one->first < two->first ? -1 : one->first > two->first;
  return order;
}

/* Sorted by table and key, none touching the next. */
static GArray *
normalise (GArray *ranges)
{
  g_autoptr (GArray) sorted = g_array_copy (ranges);
  g_autoptr (GArray) normal = vt_added_new ();

  g_array_sort (sorted, compare);
  for (guint i = 0; i < sorted->len; i++)
    {
      const VtAdded *range = &g_array_index (sorted, VtAdded, i);
      VtAdded *before = normal->len > 0 ? &g_array_index (normal, VtAdded, normal->len - 1) : NULL;

      if (before != NULL && before->table == range->table && range->first - 1 <= before->last)
        before->last = MAX (before->last, range->last);
      else
        g_array_append_vals (normal, range, 1);
    }

  return g_steal_pointer (&normal);
}

/* Joins the next of @ranges to the @open one, unless there is a row of another write between them. */
static void
go_on (GArray *measured, VtAdded *open, const VtAdded *next, gboolean *parted)
{
  if (*parted)
    {
      g_array_append_vals (measured, open, 1);
      *open = *next;
    }

  open->last = next->last;
  *parted = FALSE;
}

/* Counts the rows of one table's @n ranges, and joins those that can be. A range without rows stays: what was recorded
 * may have deleted them. */
static gboolean
measure_table (VtDb *db, const VtAdded *ranges, guint n, GArray *measured, GError **error)
{
  g_autoptr (VtTable) table = vt_table_read (db, ranges[0].table, error);
  g_autoptr (VtStmt) stmt =
      table != NULL ? vt_table_select (table, db, ranges[0].first, ranges[n - 1].last, error) : NULL;
  VtAdded open = ranges[0];
  gboolean parted = FALSE;
  guint i = 0;
  VtStep step;

  if (stmt == NULL)
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 key = vt_stmt_get_int (stmt, table->key_column);

      while (key > ranges[i].last && key >= ranges[i + 1].first)
        go_on (measured, &open, &ranges[++i], &parted);
      parted = parted || key > ranges[i].last;
      open.n_rows += key <= ranges[i].last;
    }
  while (++i < n)
    go_on (measured, &open, &ranges[i], &parted);

  g_array_append_vals (measured, &open, 1);
  return step == VT_STEP_DONE;
}

/* The same rows in as few ranges as can be, counted. */
GArray *
vt_added_measure (VtDb *db, GArray *ranges, GError **error)
{
  g_autoptr (GArray) normal = normalise (ranges);
  g_autoptr (GArray) measured = vt_added_new ();
  guint end;

  for (guint start = 0; start < normal->len; start = end)
    {
      const VtAdded *first = &g_array_index (normal, VtAdded, start);

      for (end = start + 1; end < normal->len && g_array_index (normal, VtAdded, end).table == first->table; end++)
        ;
      if (!measure_table (db, first, end - start, measured, error))
        return NULL;
    }

  return g_steal_pointer (&measured);
}

/* How many rows there were when the write ended. */
gint64
vt_added_count (GArray *ranges)
{
  gint64 n_rows = 0;

  for (guint i = 0; i < ranges->len; i++)
    n_rows += g_array_index (ranges, VtAdded, i).n_rows;

  return n_rows;
}

/* A line for each range: table, first key, last key, rows. */
char *
vt_added_format (GArray *ranges)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      const VtAdded *range = &g_array_index (ranges, VtAdded, i);

      g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", range->table,
                              range->first, range->last, range->n_rows);
    }

  return g_string_free (text, FALSE);
}

static gboolean
parse_line (const char *line, GArray *ranges)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 5);
  VtAdded range = { 0 };

  if (g_strv_length (words) != 4 || !vt_recorder_is_journaled (words[0]) ||
      !g_ascii_string_to_signed (words[1], 10, G_MININT64, G_MAXINT64, &range.first, NULL) ||
      !g_ascii_string_to_signed (words[2], 10, range.first, G_MAXINT64, &range.last, NULL) ||
      !g_ascii_string_to_signed (words[3], 10, 0, G_MAXINT64, &range.n_rows, NULL))
    return FALSE;

  range.table = g_intern_string (words[0]);
  g_array_append_val (ranges, range);
  return TRUE;
}

/* The reverse of vt_added_format(); NULL when @text is not of that form. */
GArray *
vt_added_parse (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GArray) ranges = vt_added_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if ((lines[i][0] != '\0' || lines[i + 1] != NULL) && !parse_line (lines[i], ranges))
      return NULL;

  return g_steal_pointer (&ranges);
}

static gboolean
count_rows (VtDb *db, const VtAdded *range, gint64 *n_rows, GError **error)
{
  g_autoptr (VtTable) table = vt_table_read (db, range->table, error);
  g_autoptr (VtStmt) stmt = table != NULL ? vt_table_select (table, db, range->first, range->last, error) : NULL;
  VtStep step = VT_STEP_ERROR;

  *n_rows = 0;
  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    ++*n_rows;

  return step == VT_STEP_DONE;
}

/* Looks for a range that has more or fewer rows than it had; *@table is NULL when there is none. */
gboolean
vt_added_find_changed (VtDb *db, GArray *ranges, const char **table, GError **error)
{
  *table = NULL;
  for (guint i = 0; i < ranges->len && *table == NULL; i++)
    {
      const VtAdded *range = &g_array_index (ranges, VtAdded, i);
      gint64 n_rows;

      if (!count_rows (db, range, &n_rows, error))
        return FALSE;
      if (n_rows != range->n_rows)
        *table = range->table;
    }

  return TRUE;
}

static GPtrArray *
read_tables (VtDb *db, GArray *ranges, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_table_free);
  g_autoptr (GHashTable) names = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      const char *name = g_array_index (ranges, VtAdded, i).table;
      VtTable *table;

      if (!g_hash_table_add (names, (gpointer) name))
        continue;
      table = vt_table_read (db, name, error);
      if (table == NULL)
        return NULL;
      g_ptr_array_add (tables, table);
    }

  return g_steal_pointer (&tables);
}

/* The first one that no other one refers to. Tables that refer to each other may go in any order: the references are
 * looked at last. */
static gboolean
find_leaf (VtDb *db, GPtrArray *tables, guint *leaf, GError **error)
{
  for (*leaf = 0; *leaf < tables->len; ++*leaf)
    {
      const VtTable *table = g_ptr_array_index (tables, *leaf);
      gboolean needed = FALSE;

      for (guint i = 0; i < tables->len && !needed; i++)
        if (i != *leaf && !vt_table_refers_to (g_ptr_array_index (tables, i), db, table->name, &needed, error))
          return FALSE;
      if (!needed)
        return TRUE;
    }

  *leaf = 0;
  return TRUE;
}

/* The tables of the ranges, each before those that it refers to. */
static GPtrArray *
order_tables (VtDb *db, GArray *ranges, GError **error)
{
  g_autoptr (GPtrArray) left = read_tables (db, ranges, error);
  g_autoptr (GPtrArray) ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_table_free);

  while (left != NULL && left->len > 0)
    {
      guint leaf;

      if (!find_leaf (db, left, &leaf, error))
        return NULL;
      g_ptr_array_add (ordered, g_ptr_array_steal_index (left, leaf));
    }

  return left != NULL ? g_steal_pointer (&ordered) : NULL;
}

static gboolean
write_rows (GByteArray *out, VtDb *db, const VtTable *table, const VtAdded *range, gsize max_size, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_table_select (table, db, range->first, range->last, error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && out->len <= max_size && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      vt_changeset_write_op (out, SQLITE_INSERT, FALSE);
      for (guint i = 0; i < table->n_columns; i++)
        vt_changeset_write_value (out, vt_stmt_get_value (stmt, (int) i));
    }

  return step != VT_STEP_ERROR;
}

static gboolean
write_table (GByteArray *out, VtDb *db, const VtTable *table, GArray *ranges, gsize max_size, GError **error)
{
  vt_changeset_write_header (out, table);
  for (guint i = 0; i < ranges->len; i++)
    {
      const VtAdded *range = &g_array_index (ranges, VtAdded, i);

      if (range->table == table->name && !write_rows (out, db, table, range, max_size, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
delete_rows (VtDb *db, const VtTable *table, GArray *ranges, GError **error)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      const VtAdded *range = &g_array_index (ranges, VtAdded, i);

      if (range->table == table->name && !vt_table_delete (table, db, range->first, range->last, error))
        return FALSE;
    }

  return TRUE;
}

/* Takes the rows of @ranges out of the database, inside a transaction whose references are looked at last. Gives a
 * changeset that adds them again; empty bytes when that would be larger than @max_size. */
GBytes *
vt_added_take_out (VtDb *db, GArray *ranges, gsize max_size, GError **error)
{
  g_autoptr (GPtrArray) tables = order_tables (db, ranges, error);
  g_autoptr (GByteArray) out = g_byte_array_new ();

  if (tables == NULL)
    return NULL;

  /* Added again, parents come first. */
  for (guint i = tables->len; i > 0; i--)
    if (!write_table (out, db, g_ptr_array_index (tables, i - 1), ranges, max_size, error))
      return NULL;
  for (guint i = 0; i < tables->len; i++)
    if (!delete_rows (db, g_ptr_array_index (tables, i), ranges, error))
      return NULL;

  if (out->len > max_size)
    g_byte_array_set_size (out, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
