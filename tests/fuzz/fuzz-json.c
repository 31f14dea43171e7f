/* What is read is written and read again: the values are equal, and writing twice gives the same text. */
#include <string.h>

#include "base/vt-json.h"
#include "fuzz.h"

#define MAX_BYTES (1024 * 1024)
#define MAX_DEPTH 32

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = size > 0 ? (const char *) data : "";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = vt_json_parse (text, (gssize) size, MAX_BYTES, MAX_DEPTH, &error);
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true ((node != NULL) != (error != NULL));
  if (node == NULL)
    return 0;

  first = vt_json_to_string (node, FALSE);
  /* json-glib writes "1e+94" and does not read it. */
  if (strstr (first, "e+") != NULL || strstr (first, "e-") != NULL)
    return 0;
  again = vt_json_parse (first, -1, 2 * MAX_BYTES, MAX_DEPTH, &error);
  g_assert_no_error (error);
  second = vt_json_to_string (again, FALSE);
  g_assert_cmpstr (first, ==, second);
  return 0;
}
