#define G_LOG_DOMAIN "vt-print"

#include "print/vt-label.h"

#include "print/vt-print-document.h"
#include "print/vt-print-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Millimetres. Thinner bars than the least are not read surely by scanners in shops; wider ones than the most say
 * nothing more (GS1 General Specifications, 5.12: 0.264 mm is what to aim for at least, 0.66 mm the limit). */
#define MODULE_MIN  0.19
#define MODULE_MOST 0.5

/* Light space that is kept at the label's edges, where paper is cut. */
#define EDGE 0.5

#define BARS_HEIGHT_MIN  4.0
#define BARS_HEIGHT_MOST 18.0

/* Room for two lines of a title from this height of a label on. */
#define TALL 28

#define MM_PER_INCH 25.4

/**
 * vt_label_free:
 * @self: (nullable): a label
 *
 * Frees it.
 */
void
vt_label_free (VtLabel *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->options);
  g_free (self->price);
  g_free (self->sku);
  g_free (self->code);
  vt_bars_free (self->bars);
  g_free (self);
}

/**
 * vt_label_fields_parse:
 * @text: names with commas between: "title,options,price,sku,barcode"
 * @fields: (out): what they name
 * @error: %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether all of them are fields, and there is one
 */
gboolean
vt_label_fields_parse (const char *text, VtLabelFields *fields, GError **error)
{
  static const char *const names[] = { "title", "options", "price", "sku", "barcode" };
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  guint found = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint field = 0;

      g_strstrip (words[i]);
      while (field < G_N_ELEMENTS (names) && g_ascii_strcasecmp (words[i], names[field]) != 0)
        field++;
      if (field == G_N_ELEMENTS (names))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("“%s” is not on a label; choose from title, options, price, sku and barcode"), words[i]);
          return FALSE;
        }
      found |= 1u << field;
    }

  *fields = found;
  return TRUE;
}

/**
 * vt_label_place_bars:
 * @bars: a code
 * @sheet: the paper
 *
 * Makes bars as wide as the label allows, with their light space, in the middle; on a label printer's paper they begin
 * and end at whole dots, as bars of uneven width are not read.
 *
 * Returns: where they are; a module of 0 when the label is too narrow for them
 */
VtLabelBarsBox
vt_label_place_bars (const VtBars *bars, const VtLabelSheet *sheet)
{
  double dot = sheet->dots_per_inch > 0 ? MM_PER_INCH / sheet->dots_per_inch : 0;
  double total = vt_bars_get_width (bars);
  double module = MIN (MODULE_MOST, (sheet->label_width - 2 * EDGE) / total);
  VtLabelBarsBox box = { 0, 0, 0 };

  if (dot > 0)
    module = floor (module / dot) * dot;
  if (module < MODULE_MIN)
    return box;

  box.module = module;
  box.width = bars->n_modules * module;
  box.x = (sheet->label_width - total * module) / 2 + bars->quiet_left * module;
  if (dot > 0)
    box.x = round (box.x / dot) * dot;
  return box;
}

/* A label that is being drawn: everything in points. */
typedef struct
{
  cairo_t *cr;
  double pad;
  double width; /* within the padding */
  double y;     /* down to where it is full */
  double size;  /* of letters */
} Drawing;

static void
draw_words (Drawing *self, const char *text, double size, gboolean bold, int lines)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (*text == '\0')
    return;

  layout = vt_print_text_new (self->cr, text, size, bold, self->width);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -lines);
  vt_print_text_show (self->cr, layout, self->pad, self->y);
  self->y += vt_print_text_get_height (layout);
}

/* The price at one side, the SKU at the other. */
static void
draw_price_and_sku (Drawing *self, const char *price, const char *sku)
{
  g_autoptr (PangoLayout) left = vt_print_text_new (self->cr, price, self->size * 1.35, TRUE, self->width);
  double taken = *price != '\0' ? vt_print_text_get_width (left) + self->size : 0;
  double height = *price != '\0' ? vt_print_text_get_height (left) : 0;

  if (*price != '\0')
    vt_print_text_show (self->cr, left, self->pad, self->y);
  if (*sku != '\0' && taken < self->width * 0.9)
    {
      g_autoptr (PangoLayout) right = vt_print_text_new (self->cr, sku, self->size * 0.8, FALSE, self->width - taken);
      double sku_height = vt_print_text_get_height (right);
      double x = *price != '\0' ? self->width - vt_print_text_get_width (right) : 0;

      vt_print_text_show (self->cr, right, self->pad + x, self->y + MAX (height - sku_height, 0) * 0.8);
      height = MAX (height, sku_height);
    }
  self->y += height;
}

static void
draw_modules (cairo_t *cr, const VtBars *bars, double x, double y, double module, double height)
{
  for (guint i = 0; i < bars->n_modules; i++)
    {
      guint n = 0;

      while (bars->modules[i + n] == '1')
        n++;
      if (n > 0)
        cairo_rectangle (cr, x + i * module, y, n * module, height);
      i += n;
    }
  cairo_fill (cr);
}

/* Bars and their text take what is left of the label; where that is little, bars are what is needed. */
static void
draw_code (Drawing *self, const VtLabel *label, const VtLabelSheet *sheet)
{
  VtLabelBarsBox box = label->bars != NULL ? vt_label_place_bars (label->bars, sheet) : (VtLabelBarsBox){ 0, 0, 0 };
  double room = sheet->label_height * VT_POINTS_PER_MM - self->pad - self->y;
  g_autoptr (PangoLayout) text = vt_print_text_new (self->cr, label->bars != NULL ? label->bars->text : label->code,
                                                    self->size * 0.75, FALSE, self->width);
  double text_height = vt_print_text_get_height (text);
  double gap = 0.4 * VT_POINTS_PER_MM;
  double height = MIN (room - text_height - gap, BARS_HEIGHT_MOST * VT_POINTS_PER_MM);
  gboolean with_text = height >= BARS_HEIGHT_MIN * VT_POINTS_PER_MM;

  pango_layout_set_alignment (text, PANGO_ALIGN_CENTER);
  if (box.module <= 0)
    {
      if (*label->code != '\0')
        vt_print_text_show (self->cr, text, self->pad, self->y + MAX (room - text_height, 0));
      return;
    }

  if (!with_text)
    height = MIN (room, BARS_HEIGHT_MOST * VT_POINTS_PER_MM);
  draw_modules (self->cr, label->bars, box.x * VT_POINTS_PER_MM,
                self->y + room - height - (with_text ? text_height + gap : 0), box.module * VT_POINTS_PER_MM, height);
  if (with_text)
    vt_print_text_show (self->cr, text, self->pad, self->y + room - text_height);
}

/**
 * vt_label_draw:
 * @self: a label
 * @sheet: the paper
 * @fields: what to write
 * @cr: in points, the origin at the upper left corner of the label
 */
void
vt_label_draw (const VtLabel *self, const VtLabelSheet *sheet, VtLabelFields fields, cairo_t *cr)
{
  double pad = CLAMP (sheet->label_height * 0.06, 0.8, 2) * VT_POINTS_PER_MM;
  Drawing drawing = { cr, pad, sheet->label_width * VT_POINTS_PER_MM - 2 * pad, pad,
                      CLAMP (sheet->label_height * 0.27, 4.5, 10.5) };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, sheet->label_width * VT_POINTS_PER_MM, sheet->label_height * VT_POINTS_PER_MM);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);

  if (fields & VT_LABEL_TITLE)
    draw_words (&drawing, self->title, drawing.size, TRUE, sheet->label_height >= TALL ? 2 : 1);
  if (fields & VT_LABEL_OPTIONS)
    draw_words (&drawing, self->options, drawing.size * 0.85, FALSE, 1);
  draw_price_and_sku (&drawing, fields & VT_LABEL_PRICE ? self->price : "", fields & VT_LABEL_SKU ? self->sku : "");
  if (fields & VT_LABEL_BARCODE)
    draw_code (&drawing, self, sheet);
  cairo_restore (cr);
}
