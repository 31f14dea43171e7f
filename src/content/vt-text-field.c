#include "content/vt-text-field.h"

#include "base/vt-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vt_text_field:
 * @text: (nullable): what a person or a program wrote
 * @name: translated name of the field, as it stands in the middle of a sentence
 * @max_chars: most characters it may have
 * @flags: what else it must be
 * @domain: error domain of the caller's capability
 * @code: that domain's code for a value that cannot be
 * @error: @domain and @code, with a sentence that names the field
 *
 * The border that a text crosses on its way into a record.
 *
 * Returns: (transfer full) (nullable): @text normalised, on one line unless told otherwise
 */
char *
vt_text_field (const char *text,
               const char *name,
               guint max_chars,
               VtTextFieldFlags flags,
               GQuark domain,
               int code,
               GError **error)
{
  g_autofree char *normal = NULL;
  g_autofree char *value = NULL;

  /* A character is at most four bytes; what is longer than that need not be normalised to be refused. */
  if (text != NULL && strlen (text) > (gsize) max_chars * 4 + 1024)
    {
      g_set_error (error, domain, code, _ ("The %s is longer than %u characters; shorten it"), name, max_chars);
      return NULL;
    }

  normal = vt_text_normalise (text);
  value = (flags & VT_TEXT_FIELD_LINES) != 0 ? g_steal_pointer (&normal) : vt_text_single_line (normal);
  if ((flags & VT_TEXT_FIELD_REQUIRED) != 0 && *value == '\0')
    {
      g_set_error (error, domain, code, _ ("The %s is empty; type one"), name);
      return NULL;
    }
  if (g_utf8_strlen (value, -1) > (glong) max_chars)
    {
      g_set_error (error, domain, code, _ ("The %s is longer than %u characters; shorten it"), name, max_chars);
      return NULL;
    }

  return g_steal_pointer (&value);
}
