#include "base/vt-collator.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

/* Longer texts are compared by their beginnings. */
#define MAX_UNITS 512

struct _VtCollator
{
  UCollator *collator; /* (owned) (nullable) */
};

/**
 * vt_collator_new:
 * @locale: (nullable): a language tag such as "th" or "sv-SE"; %NULL for the user's own
 *
 * Opens the order of the Unicode collation algorithm as CLDR tailors it for @locale, with numbers by their value.
 *
 * Returns: (transfer full): the order
 */
VtCollator *
vt_collator_new (const char *locale)
{
  VtCollator *self = g_new0 (VtCollator, 1);
  const char *name = locale != NULL ? locale : g_get_language_names ()[0];
  UErrorCode status = U_ZERO_ERROR;

  self->collator = ucol_open (g_str_equal (name, "C") || g_str_has_prefix (name, "C.") ? "" : name, &status);
  if (U_FAILURE (status))
    g_clear_pointer (&self->collator, ucol_close);
  else
    ucol_setAttribute (self->collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);

  return self;
}

/**
 * vt_collator_free:
 * @self: (nullable): an order
 */
void
vt_collator_free (VtCollator *self)
{
  if (self == NULL)
    return;

  if (self->collator != NULL)
    ucol_close (self->collator);
  g_free (self);
}

/**
 * vt_collator_append_key:
 * @self: an order
 * @text: valid UTF-8
 * @keys: where the key of @text is added
 *
 * Two texts stand in the order of their keys' bytes; a key that is the beginning of another one comes before it.
 */
void
vt_collator_append_key (VtCollator *self, const char *text, GByteArray *keys)
{
  UChar wide[MAX_UNITS];
  guint8 key[MAX_UNITS * 4];
  int32_t n_units = 0;
  int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;

  u_strFromUTF8 (wide, MAX_UNITS, &n_units, text, -1, &status);
  n_units = MIN (n_units, MAX_UNITS);
  if (self->collator != NULL && (U_SUCCESS (status) || status == U_BUFFER_OVERFLOW_ERROR))
    length = ucol_getSortKey (self->collator, wide, n_units, key, sizeof key);

  /* ICU ends a key by a zero byte, which would stand between keys for nothing. */
  if (length > 1 && (gsize) length <= sizeof key)
    g_byte_array_append (keys, key, (guint) length - 1);
  else
    g_byte_array_append (keys, (const guint8 *) text, (guint) MIN (strlen (text), MAX_UNITS));
}
