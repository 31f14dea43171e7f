#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where labels are on their paper, in millimetres. A roll of single labels is a sheet with one of them. */
typedef struct
{
  const char *id;   /* "avery-l7160", "40x30" */
  const char *name; /* to be translated */
  double width;     /* of the paper */
  double height;
  int columns;
  int rows;
  double label_width;
  double label_height;
  double left; /* of the first label */
  double top;
  double step_x; /* from one label to the next */
  double step_y;
  int dots_per_inch; /* of the printer that such labels are for: bars are whole dots wide; 0: fine enough not to matter
                      */
} VtLabelSheet;

const VtLabelSheet *vt_label_sheet_list (guint *n_sheets);
gboolean vt_label_sheet_find (const char *id, VtLabelSheet *sheet, GError **error);
int vt_label_sheet_get_count (const VtLabelSheet *self);
void vt_label_sheet_get_position (const VtLabelSheet *self, int index, double *x, double *y);
char *vt_label_sheet_describe (const VtLabelSheet *self);

G_END_DECLS
