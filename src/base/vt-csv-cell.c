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

static const char *
behind_apostrophes (const char *text)
{
  return text + strspn (text, "'");
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
  const char *rest = behind_apostrophes (text);

  return begins_formula (rest) || strcmp (rest, VT_CSV_CLEAR) == 0;
}

/**
 * vt_csv_defuse:
 * @text: a text that goes into a cell
 *
 * Puts an apostrophe before what a spreadsheet would run as a formula, as OWASP advises and WooCommerce does; also
 * before what would otherwise lose its own apostrophe when it is read, and before the clear token, so that every text
 * comes back as it was.
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
 * Takes away the apostrophe before what begins like a formula. The clear token and what stands for it as a text are
 * left as they are, so that they can be told apart; see vt_csv_restore_token().
 *
 * Returns: (transfer none): the rest of @cell
 */
const char *
vt_csv_restore (const char *cell)
{
  return *cell == '\'' && begins_formula (behind_apostrophes (cell)) ? cell + 1 : cell;
}

/**
 * vt_csv_restore_token:
 * @cell: what vt_csv_restore() gave; not the clear token itself
 *
 * Returns: (transfer none): the text that vt_csv_defuse() was given, inside @cell
 */
const char *
vt_csv_restore_token (const char *cell)
{
  return *cell == '\'' && strcmp (behind_apostrophes (cell), VT_CSV_CLEAR) == 0 ? cell + 1 : cell;
}
