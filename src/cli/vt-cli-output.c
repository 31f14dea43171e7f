#include "cli/vt-cli.h"

#include "base/vt-json.h"
#include "base/vt-money.h"
#include "base/vt-text.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CELL_MAX_CHARS 60
#define PROGRESS_US    (100 * 1000)

struct _VtCliProgress
{
  GMutex mutex;
  gboolean shown; /* on a terminal */
  char *step;     /* (owned) (nullable) the last one */
  gint64 told_us; /* when */
};

/**
 * vt_cli_progress_new:
 *
 * Returns: (transfer full): what shows progress on a terminal, and nothing anywhere else
 */
VtCliProgress *
vt_cli_progress_new (void)
{
  VtCliProgress *self = g_new0 (VtCliProgress, 1);

  g_mutex_init (&self->mutex);
  self->shown = isatty (STDERR_FILENO);

  return self;
}

/**
 * vt_cli_progress_free:
 * @self: progress; its line is cleared
 */
void
vt_cli_progress_free (VtCliProgress *self)
{
  if (self->shown && self->step != NULL)
    fputs ("\r\033[K", stderr);
  g_mutex_clear (&self->mutex);
  g_free (self->step);
  g_free (self);
}

/**
 * vt_cli_progress_cb:
 * @step: what is being done
 * @done: how much of it is
 * @total: how much there is; 0 while it is not known
 * @progress: a #VtCliProgress
 *
 * A #VtProgress; any thread.
 */
void
vt_cli_progress_cb (const char *step, gint64 done, gint64 total, gpointer progress)
{
  VtCliProgress *self = progress;
  gint64 now_us = g_get_monotonic_time ();

  if (!self->shown)
    return;

  g_mutex_lock (&self->mutex);
  if (g_strcmp0 (step, self->step) != 0 || now_us - self->told_us >= PROGRESS_US || (total > 0 && done == total))
    {
      g_free (self->step);
      self->step = g_strdup (step);
      self->told_us = now_us;
      if (total > 0)
        fprintf (stderr, "\r\033[K%s  %" G_GINT64_FORMAT " / %" G_GINT64_FORMAT, step, done, total);
      else
        fprintf (stderr, "\r\033[K%s…", step);
      fflush (stderr);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * vt_cli_print_json:
 * @node: what to print
 */
void
vt_cli_print_json (JsonNode *node)
{
  g_autofree char *text = vt_json_to_string (node, TRUE);

  fputs (text, stdout);
  fputc ('\n', stdout);
}

/**
 * vt_cli_print_json_array:
 * @array: what to print
 */
void
vt_cli_print_json_array (JsonArray *array)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), array);

  vt_cli_print_json (node);
}

/**
 * vt_cli_print_json_object:
 * @object: what to print
 */
void
vt_cli_print_json_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  vt_cli_print_json (node);
}

static guint
width_of (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

/* What a cell says: one line without control characters, which a terminal would obey. */
static char *
cell_text (JsonObject *row, const char *member)
{
  JsonNode *node = json_object_get_member (row, member);
  g_autofree char *line = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _ ("yes") : _ ("no"));

  line = vt_text_single_line (json_node_get_string (node));
  return vt_text_ellipsise (line, CELL_MAX_CHARS);
}

static void
print_cell (const char *text, guint width, gboolean right, gboolean last)
{
  guint missing = width - MIN (width, width_of (text));

  if (right)
    printf ("%*s%s", (int) missing, "", text);
  else
    printf ("%s%*s", text, last ? 0 : (int) missing, "");
  fputs (last ? "\n" : "  ", stdout);
}

/**
 * vt_cli_print_table:
 * @rows: objects
 * @columns: (array length=n_columns): the members to show
 * @n_columns: how many
 *
 * Prints what people read where --json prints all. No rows, no headings.
 */
void
vt_cli_print_table (JsonArray *rows, const VtCliColumn *columns, guint n_columns)
{
  guint n_rows = json_array_get_length (rows);
  g_autofree guint *widths = g_new0 (guint, n_columns);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (n_rows == 0)
    return;

  for (guint j = 0; j < n_columns; j++)
    g_ptr_array_add (cells, g_strdup (_ (columns[j].heading)));
  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      g_ptr_array_add (cells, cell_text (json_array_get_object_element (rows, i), columns[j].member));

  for (guint i = 0; i < cells->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns], width_of (g_ptr_array_index (cells, i)));
  for (guint i = 0; i < cells->len; i++)
    print_cell (g_ptr_array_index (cells, i), widths[i % n_columns], columns[i % n_columns].right,
                i % n_columns == n_columns - 1);
}

/**
 * vt_cli_set_text:
 * @object: an object
 * @name: a member
 * @text: (nullable): its text; %NULL is null
 */
void
vt_cli_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/**
 * vt_cli_set_money:
 * @object: an object
 * @name: a member
 * @minor: an amount; negative is null
 * @currency: its currency
 *
 * Writes the amount as machines read it: "12.50".
 */
void
vt_cli_set_money (JsonObject *object, const char *name, gint64 minor, const char *currency)
{
  g_autofree char *text = minor >= 0 ? vt_money_to_decimal (vt_money_new (minor, currency)) : NULL;

  vt_cli_set_text (object, name, text);
}

/**
 * vt_cli_set_time:
 * @object: an object
 * @name: a member
 * @us: UTC microseconds since 1970; 0 is null
 */
void
vt_cli_set_time (JsonObject *object, const char *name, gint64 us)
{
  g_autofree char *text = us > 0 ? vt_cli_format_time (us) : NULL;

  vt_cli_set_text (object, name, text);
}

/**
 * vt_cli_format_time:
 * @us: UTC microseconds since 1970
 *
 * Returns: (transfer full): ISO 8601, in UTC, to the second
 */
char *
vt_cli_format_time (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("");
}
