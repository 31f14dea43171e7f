/* A title in any script. What it gives is an address that is valid, and that stays what it is when it is made again. */
#include "base/vt-handle.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *title = g_utf8_make_valid (bytes, -1);
  g_autofree char *handle = vt_handle_new (title);
  g_autofree char *again = NULL;

  if (handle == NULL)
    return 0;

  g_assert_true (vt_handle_is_valid (handle));
  g_assert_cmpuint (strlen (handle), <=, VT_HANDLE_MAX_LENGTH);
  again = vt_handle_new (handle);
  g_assert_cmpstr (again, ==, handle);
  return 0;
}
