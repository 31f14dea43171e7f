#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-stocktake.h"

/* More than anybody counts by hand; what has more digits is a barcode. */
#define QUANTITY_MAX G_GINT64_CONSTANT (1000000)

/**
 * vt_stocktake_free:
 * @self: (nullable): a count
 *
 * Frees it.
 */
void
vt_stocktake_free (VtStocktake *self)
{
  if (self == NULL)
    return;

  g_free (self->place);
  g_free (self);
}

/**
 * vt_stocktake_line_free:
 * @self: (nullable): a line of a count
 *
 * Frees it.
 */
void
vt_stocktake_line_free (VtStocktakeLine *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->variant);
  g_free (self->sku);
  g_free (self->barcode);
  g_free (self);
}

/**
 * vt_stocktake_line_difference:
 * @self: a line of a count
 *
 * Returns: how many more there were than the ledger knew of, below 0 when some are missing; 0 when it was not counted
 */
gint64
vt_stocktake_line_difference (const VtStocktakeLine *self)
{
  return self->counted >= 0 ? self->counted - self->expected : 0;
}

static const char *
skip_spaces (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return text;
}

/* "*" is what the number pad has; "×" is what people write. */
static const char *
skip_times (const char *text)
{
  if (*text == '*')
    return text + 1;

  return g_str_has_prefix (text, "×") ? text + sizeof "×" - 1 : NULL;
}

/**
 * vt_stocktake_parse:
 * @text: what was typed or scanned
 * @entry: (out): its parts; they point into @text
 *
 * Takes a number of pieces off the front of a code. A code may hold a "*" itself, so look for the whole text first.
 *
 * Returns: whether there is a code or a number of pieces in it
 */
gboolean
vt_stocktake_parse (const char *text, VtStocktakeEntry *entry)
{
  const char *start = skip_spaces (text);
  char *end = NULL;
  const char *code = NULL;
  gint64 quantity;

  *entry = (VtStocktakeEntry){ 1, FALSE, start };
  if (!g_ascii_isdigit (*start))
    return *start != '\0' && skip_times (start) == NULL;

  quantity = g_ascii_strtoll (start, &end, 10);
  code = skip_times (skip_spaces (end));
  if (code == NULL)
    return TRUE;
  if (quantity > QUANTITY_MAX)
    return FALSE;

  *entry = (VtStocktakeEntry){ quantity, TRUE, skip_spaces (code) };
  return TRUE;
}
