#define G_LOG_DOMAIN "vt-print"

#include "print/vt-label-sheet.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Most label printers have 203 dots to the inch: what is drawn in whole dots is sharp on the finer ones too. */
#define THERMAL_DPI 203

/* Single labels of any size between these, in millimetres. */
#define SINGLE_MIN 10
#define SINGLE_MAX 300

#define SINGLE(id, w, h)                                                                                               \
  {                                                                                                                    \
    id, N_ ("Label printer"), w, h, 1, 1, w, h, 0, 0, w, h, THERMAL_DPI                                                \
  }

/* Sizes as their makers give them; those in inches are in millimetres here. */
static const VtLabelSheet sheets[] = {
  { "avery-l7160", N_ ("Avery L7160, A4"), 210, 297, 3, 7, 63.5, 38.1, 7.25, 15.15, 66, 38.1, 0 },
  { "avery-l7159", N_ ("Avery L7159, A4"), 210, 297, 3, 8, 63.5, 33.9, 7.25, 12.9, 66, 33.9, 0 },
  { "avery-l7163", N_ ("Avery L7163, A4"), 210, 297, 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1, 0 },
  { "avery-l7651", N_ ("Avery L7651, A4"), 210, 297, 5, 13, 38.1, 21.2, 4.75, 10.7, 40.6, 21.2, 0 },
  { "avery-3475", N_ ("Avery 3475, A4"), 210, 297, 3, 8, 70, 36, 0, 4.5, 70, 36, 0 },
  { "avery-5160", N_ ("Avery 5160, Letter"), 215.9, 279.4, 3, 10, 66.675, 25.4, 4.7625, 12.7, 69.85, 25.4, 0 },
  { "avery-5163", N_ ("Avery 5163, Letter"), 215.9, 279.4, 2, 5, 101.6, 50.8, 3.96875, 12.7, 106.3625, 50.8, 0 },
  { "avery-5167", N_ ("Avery 5167, Letter"), 215.9, 279.4, 4, 20, 44.45, 12.7, 7.14375, 12.7, 52.3875, 12.7, 0 },
  SINGLE ("40x30", 40, 30),
  SINGLE ("50x30", 50, 30),
  SINGLE ("58x40", 58, 40),
  SINGLE ("62x29", 62, 29),
  SINGLE ("100x50", 100, 50),
};

/**
 * vt_label_sheet_list:
 * @n_sheets: (out): how many
 *
 * Returns: (transfer none) (array length=n_sheets): the papers that are known by name
 */
const VtLabelSheet *
vt_label_sheet_list (guint *n_sheets)
{
  *n_sheets = G_N_ELEMENTS (sheets);
  return sheets;
}

static gboolean
parse_single (const char *id, VtLabelSheet *sheet)
{
  static const VtLabelSheet single = SINGLE ("", 0, 0);
  char *end = NULL;
  double width = g_ascii_strtod (id, &end);
  double height = *end == 'x' ? g_ascii_strtod (end + 1, &end) : 0;

  if (*end != '\0' || !(width >= SINGLE_MIN && width <= SINGLE_MAX && height >= SINGLE_MIN && height <= SINGLE_MAX))
    return FALSE;

  *sheet = single;
  sheet->width = sheet->label_width = sheet->step_x = width;
  sheet->height = sheet->label_height = sheet->step_y = height;
  return TRUE;
}

/**
 * vt_label_sheet_find:
 * @id: name of a paper, or the size of a single label in millimetres, "40x30"
 * @sheet: (out): the paper
 * @error: %G_IO_ERROR_NOT_FOUND
 *
 * Returns: whether there is such a paper
 */
gboolean
vt_label_sheet_find (const char *id, VtLabelSheet *sheet, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    if (g_ascii_strcasecmp (sheets[i].id, id) == 0)
      {
        *sheet = sheets[i];
        return TRUE;
      }
  if (parse_single (id, sheet))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _ ("There is no label paper “%s”; name one of those that are known, or the size of a single label in "
                  "millimetres, such as 40x30"),
               id);
  return FALSE;
}

/**
 * vt_label_sheet_get_count:
 * @self: a paper
 *
 * Returns: how many labels it has
 */
int
vt_label_sheet_get_count (const VtLabelSheet *self)
{
  return self->columns * self->rows;
}

/**
 * vt_label_sheet_get_position:
 * @self: a paper
 * @index: of a label, from 0, line by line
 * @x: (out): of its left edge, in millimetres
 * @y: (out): of its upper edge
 */
void
vt_label_sheet_get_position (const VtLabelSheet *self, int index, double *x, double *y)
{
  *x = self->left + index % self->columns * self->step_x;
  *y = self->top + index / self->columns * self->step_y;
}

/**
 * vt_label_sheet_describe:
 * @self: a paper
 *
 * Returns: (transfer full): its name, how many labels it has and how large they are
 */
char *
vt_label_sheet_describe (const VtLabelSheet *self)
{
  int count = vt_label_sheet_get_count (self);

  if (count == 1)
    return g_strdup_printf (_ ("%s, %g × %g mm"), _ (self->name), self->label_width, self->label_height);

  return g_strdup_printf (_ ("%s, %d labels of %.1f × %.1f mm"), _ (self->name), count, self->label_width,
                          self->label_height);
}
