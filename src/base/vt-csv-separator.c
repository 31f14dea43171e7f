/* Which character stands between the cells: the one that cuts the first rows into equally many. */

#include "base/vt-csv.h"

#include <string.h>

#define MAX_ROWS 100

/* Counts the cells of each row for one separator; a quote opens only at the beginning of a cell. */
static guint
count_cells (const char *text, gsize size, char separator, guint counts[MAX_ROWS])
{
  const char *end = text + size;
  gboolean quoted = FALSE;
  gboolean at_start = TRUE;
  gboolean blank = TRUE;
  guint n_rows = 0;

  counts[0] = 1;
  for (const char *p = text; p < end && n_rows < MAX_ROWS; p++)
    {
      if (*p == '"' && (quoted || at_start))
        {
          quoted = !quoted;
          at_start = !quoted;
          blank = FALSE;
          continue;
        }
      if (quoted)
        continue;

      at_start = *p == separator || *p == '\n' || *p == '\r';
      if (*p == separator)
        counts[n_rows]++;
      if (*p != '\n' && *p != '\r')
        {
          blank = FALSE;
          continue;
        }
      if (!blank && ++n_rows < MAX_ROWS)
        counts[n_rows] = 1;
      blank = TRUE;
    }
  return n_rows < MAX_ROWS && !blank ? n_rows + 1 : n_rows;
}

/* The rows that agree with the commonest count of two cells or more. */
static guint
count_agreeing (const guint *counts, guint n_rows, guint *n_cells)
{
  guint best = 0;

  *n_cells = 1;
  for (guint i = 0; i < n_rows; i++)
    {
      guint agreeing = 0;

      for (guint j = 0; j < n_rows; j++)
        agreeing += counts[j] == counts[i];
      if (counts[i] < 2 || agreeing < best || (agreeing == best && counts[i] <= *n_cells))
        continue;
      best = agreeing;
      *n_cells = counts[i];
    }
  return best;
}

/**
 * vt_csv_detect_separator:
 * @text: the beginning of a CSV file, UTF-8; it may end anywhere
 * @size: its length
 *
 * Returns: the character of %VT_CSV_SEPARATORS that gives the most rows the same number of cells, the larger number
 *   when two do as well; a comma when none is found
 */
char
vt_csv_detect_separator (const char *text, gsize size)
{
  static const char separators[] = VT_CSV_SEPARATORS;
  char found = separators[0];
  guint best_rows = 0;
  guint best_cells = 0;

  for (guint i = 0; separators[i] != '\0'; i++)
    {
      guint counts[MAX_ROWS];
      guint n_rows = count_cells (text, size, separators[i], counts);
      guint n_cells = 0;
      guint agreeing = count_agreeing (counts, n_rows, &n_cells);

      /* A header that has none of it cannot be cut by it: the commas of prices and texts are not separators then. */
      if (n_rows > 1 && counts[0] < 2)
        agreeing /= 2;
      if (agreeing > best_rows || (agreeing == best_rows && agreeing > 0 && n_cells > best_cells))
        {
          found = separators[i];
          best_rows = agreeing;
          best_cells = n_cells;
        }
    }
  return found;
}
