/* Codes to be given away, on label sheets or cut out of paper. */

#define G_LOG_DOMAIN "vt-print"

#include "print/vt-code-sheet.h"

#include "base/vt-qr.h"
#include "print/vt-print-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MARGIN_MM  2.5
#define TITLE_MM   3.6
#define TEXT_MM    2.6
#define CHAR_WIDTH 0.78 /* of a capital letter, by the size of the type */
#define QUIET      4    /* modules of light around a QR code (ISO/IEC 18004) */
#define CODES_MAX  20000
#define LEAST_MM   18.0 /* below that a telephone does not read the QR code */

typedef struct
{
  char *code;
  char *modules;
  int width;
} Card;

typedef struct
{
  VtLabelSheet sheet;
  char *title;
  char *note;
  GPtrArray *cards; /* Card */
} Sheet;

static void
card_free (Card *self)
{
  g_free (self->code);
  g_free (self->modules);
  g_free (self);
}

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_free (self->title);
  g_free (self->note);
  g_ptr_array_unref (self->cards);
  g_free (self);
}

/* In a square of @side millimetres, its light space within. */
static void
draw_qr (cairo_t *cr, const Card *card, double side)
{
  double module = side / (card->width + 2 * QUIET);

  for (int y = 0; y < card->width; y++)
    for (int x = 0; x < card->width; x++)
      if (card->modules[y * card->width + x] == '1')
        cairo_rectangle (cr, (x + QUIET) * module, (y + QUIET) * module, module, module);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_fill (cr);
}

static double
show_line (cairo_t *cr, const char *text, double size_mm, gboolean bold, double x, double y, double width)
{
  PangoLayout *layout = vt_print_text_new (cr, text, size_mm * VT_POINTS_PER_MM, bold, width * VT_POINTS_PER_MM);
  double height = vt_print_text_get_height (layout) / VT_POINTS_PER_MM;

  cairo_save (cr);
  cairo_scale (cr, 1 / VT_POINTS_PER_MM, 1 / VT_POINTS_PER_MM);
  vt_print_text_show (cr, layout, x * VT_POINTS_PER_MM, y * VT_POINTS_PER_MM);
  cairo_restore (cr);
  g_object_unref (layout);

  return y + height + 0.8;
}

/* The whole code, broken after dashes where it is wider than the card: one that is cut short is of no use. */
static double
show_code (cairo_t *cr, const char *code, double x, double y, double width)
{
  g_auto (GStrv) groups = g_strsplit (code, "-", -1);
  gsize room = (gsize) MAX (width / (TEXT_MM * CHAR_WIDTH), 4);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      const char *dash = groups[i + 1] != NULL ? "-" : "";

      if (line->len > 0 && line->len + strlen (groups[i]) + strlen (dash) > room)
        {
          y = show_line (cr, line->str, TEXT_MM, FALSE, x, y, width);
          g_string_truncate (line, 0);
        }
      g_string_append_printf (line, "%s%s", groups[i], dash);
    }

  return show_line (cr, line->str, TEXT_MM, FALSE, x, y, width);
}

static void
draw_card (cairo_t *cr, const Sheet *sheet, const Card *card)
{
  double side = MIN (sheet->sheet.label_height, sheet->sheet.label_width / 2) - 2;
  double x = side + MARGIN_MM;
  double width = sheet->sheet.label_width - x - MARGIN_MM;
  double y = MARGIN_MM;

  cairo_save (cr);
  cairo_translate (cr, 1, (sheet->sheet.label_height - side) / 2);
  draw_qr (cr, card, side);
  cairo_restore (cr);
  y = show_line (cr, sheet->title, TITLE_MM, TRUE, x, y, width);
  y = show_code (cr, card->code, x, y, width);
  if (sheet->note != NULL)
    show_line (cr, sheet->note, TEXT_MM, FALSE, x, y, width);
}

static void
draw_page (cairo_t *cr, guint page, gpointer data)
{
  const Sheet *self = data;
  guint per_page = (guint) vt_label_sheet_get_count (&self->sheet);

  cairo_scale (cr, VT_POINTS_PER_MM, VT_POINTS_PER_MM);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < per_page && page * per_page + i < self->cards->len; i++)
    {
      double x = 0;
      double y = 0;

      vt_label_sheet_get_position (&self->sheet, (int) i, &x, &y);
      cairo_save (cr);
      cairo_translate (cr, x, y);
      cairo_rectangle (cr, 0, 0, self->sheet.label_width, self->sheet.label_height);
      cairo_clip (cr);
      draw_card (cr, self, g_ptr_array_index (self->cards, page * per_page + i));
      cairo_restore (cr);
    }
}

static gboolean
add_card (Sheet *sheet, const char *code, const char *url, GError **error)
{
  g_autofree char *said = g_strconcat (url != NULL ? url : "", code, NULL);
  Card *card = g_new0 (Card, 1);

  g_ptr_array_add (sheet->cards, card);
  card->code = g_strdup (code);
  card->modules = vt_qr_modules (said, &card->width, error);
  return card->modules != NULL;
}

/**
 * vt_code_sheet_new:
 * @options: the codes and their paper
 * @error: %G_IO_ERROR_INVALID_ARGUMENT when the labels are too small for a QR code, or %G_IO_ERROR_NOT_FOUND when there
 *   are no codes, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a card for each code
 */
VtPrintDocument *
vt_code_sheet_new (const VtCodeSheetOptions *options, GError **error)
{
  guint n = g_strv_length ((char **) options->codes);
  guint per_page = (guint) vt_label_sheet_get_count (&options->sheet);
  Sheet *sheet;

  if (n == 0 || n > CODES_MAX)
    {
      g_set_error_literal (error, G_IO_ERROR, n == 0 ? G_IO_ERROR_NOT_FOUND : G_IO_ERROR_INVALID_ARGUMENT,
                           n == 0 ? _ ("The discount has no codes yet: make some first")
                                  : _ ("These are more than 20000 codes: print fewer of them"));
      return NULL;
    }
  if (options->sheet.label_height < LEAST_MM || options->sheet.label_width < 2 * LEAST_MM)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("These labels are too small for a QR code: choose some of 36 × 18 mm or more"));
      return NULL;
    }

  sheet = g_new0 (Sheet, 1);
  sheet->sheet = options->sheet;
  sheet->title = g_strdup (options->title);
  sheet->note = g_strdup (options->note);
  sheet->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) card_free);
  for (guint i = 0; i < n; i++)
    if (g_cancellable_set_error_if_cancelled (options->cancellable, error) ||
        !add_card (sheet, options->codes[i], options->url, error))
      {
        sheet_free (sheet);
        return NULL;
      }

  return vt_print_document_new (_ ("Codes"), sheet->sheet.width, sheet->sheet.height, (n + per_page - 1) / per_page,
                                draw_page, sheet, sheet_free);
}
