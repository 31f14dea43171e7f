/* Texts in cells that a spreadsheet would take for something else. */

#include "base/vt-csv-cell.h"

#include <string.h>

/* Formulas begin so for Excel, LibreOffice or Google Sheets: OWASP, “CSV Injection”; CWE-1236. The wide forms count
 * where people type in Chinese or Japanese. */
static gboolean
begins_formula (const char *text)
{
  static const char *const wide[] = { "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0" }; /* ＝＋－＠ */

  if (*text == '\0')
    return FALSE;
  if (strchr ("=+-@\t\r\n", *text) != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (wide); i++)
    if (g_str_has_prefix (text, wide[i]))
      return TRUE;

  return FALSE;
}

/**
 * vt_csv_needs_defusing:
 * @text: a text that goes into a cell; not a number, whose sign is its own
 *
 * Returns: whether vt_csv_defuse() would change it: it begins like a formula or is the clear token, behind any number
 * of apostrophes
 */
gboolean
vt_csv_needs_defusing (const char *text)
{
  while (*text == '\'')
    text++;

  return begins_formula (text) || strcmp (text, VT_CSV_CLEAR) == 0;
}

/**
 * vt_csv_defuse:
 * @text: a text that goes into a cell
 *
 * Puts an apostrophe before what a spreadsheet would run as a formula, as OWASP advises and WooCommerce does; also
 * before what vt_csv_restore() would otherwise take such an apostrophe from, so that every text comes back as it was.
 *
 * Returns: (transfer full): what the cell holds
 */
char *
vt_csv_defuse (const char *text)
{
  return vt_csv_needs_defusing (text) ? g_strconcat ("'", text, NULL) : g_strdup (text);
}

/**
 * vt_csv_restore:
 * @cell: a cell of a file
 *
 * Returns: (transfer none): the text that vt_csv_defuse() was given, inside @cell. A text that it never saw is left
 * alone, but for one apostrophe before a formula.
 */
const char *
vt_csv_restore (const char *cell)
{
  return *cell == '\'' && vt_csv_needs_defusing (cell) ? cell + 1 : cell;
}
