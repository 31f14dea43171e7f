#define G_LOG_DOMAIN "vt-base"

#include "base/vt-qr.h"

#include "base/vt-html.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>
#include <string.h>

/* ISO/IEC 18004: four modules of light around the code. */
#define QUIET 4
/* What version 40 holds at level M. */
#define TEXT_MAX_BYTES 2331

/* Runs of dark modules, row by row: one path is a tenth of as many rectangles. */
static void
append_path (GString *svg, const QRcode *code)
{
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      {
        const unsigned char *row = code->data + y * code->width;
        int begin = x;

        while (x < code->width && (row[x] & 1) != 0)
          x++;
        if (x > begin)
          g_string_append_printf (svg, "M%d %dh%dv1h-%dz", begin + QUIET, y + QUIET, x - begin, x - begin);
      }
}

static QRcode *
encode (const char *text, GError **error)
{
  QRcode *code = strlen (text) <= TEXT_MAX_BYTES ? QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M) : NULL;

  if (code == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         *text == '\0' ? _ ("A QR code without a text cannot be drawn")
                                       : _ ("The text is too long for a QR code; shorten it"));
  return code;
}

/**
 * vt_qr_modules:
 * @text: what the code says, valid UTF-8, 1 to 2331 bytes
 * @width: (out): modules of a side, without the four of light that must stand around it
 * @error: %G_IO_ERROR_INVALID_ARGUMENT when the text is too long
 *
 * Returns: (transfer full) (nullable): @width × @width modules of a QR code of error correction level M, row by row:
 * '1' dark, '0' light
 */
char *
vt_qr_modules (const char *text, int *width, GError **error)
{
  QRcode *code = encode (text, error);
  char *modules;
  int n;

  if (code == NULL)
    return NULL;

  n = code->width * code->width;
  modules = g_malloc ((gsize) n + 1);
  for (int i = 0; i < n; i++)
    modules[i] = (code->data[i] & 1) != 0 ? '1' : '0';
  modules[n] = '\0';
  *width = code->width;
  QRcode_free (code);

  return modules;
}

/**
 * vt_qr_svg:
 * @text: what the code says, valid UTF-8, 1 to 2331 bytes
 * @title: (nullable): what those read who do not see it
 * @error: %G_IO_ERROR_INVALID_ARGUMENT when the text is too long
 *
 * Draws a QR code of error correction level M with its quiet zone, black on white whatever is around it: a scanner
 * needs the contrast. One module is one unit of the drawing, which has no size of its own.
 *
 * Returns: (transfer full) (nullable): an SVG document
 */
char *
vt_qr_svg (const char *text, const char *title, GError **error)
{
  QRcode *code = encode (text, error);
  GString *svg;
  int size;

  if (code == NULL)
    return NULL;

  size = code->width + 2 * QUIET;
  svg = g_string_new (NULL);
  g_string_append_printf (svg,
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
                          "shape-rendering=\"crispEdges\">",
                          size, size);
  if (title != NULL)
    {
      g_string_append (svg, "<title>");
      vt_html_escape_append (svg, title);
      g_string_append (svg, "</title>");
    }
  g_string_append_printf (svg, "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"", size, size);
  append_path (svg, code);
  g_string_append (svg, "\"/></svg>\n");
  QRcode_free (code);

  return g_string_free (svg, FALSE);
}
