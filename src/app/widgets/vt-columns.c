#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-columns.h"

/* All in pixels. The columns stand side by side from WIDE_FROM, and take no more than MAX_WIDTH of a wide window. */
#define WIDE_FROM   820
#define SIDE_WIDTH  360
#define MAX_WIDTH   1160
#define STACKED_MAX 720
#define GAP         24

struct _VtColumns
{
  GtkWidget parent_instance;

  GtkWidget *main; /* (owned) (nullable) */
  GtkWidget *side; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_MAIN,
  PROP_SIDE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (VtColumns, vt_columns, GTK_TYPE_WIDGET)

static gboolean
is_shown (GtkWidget *child)
{
  return child != NULL && gtk_widget_get_visible (child);
}

static int
main_width (int width)
{
  return MIN (width, MAX_WIDTH) - SIDE_WIDTH - GAP;
}

static void
measure_child (GtkWidget *child, GtkOrientation orientation, int for_size, int *minimum, int *natural)
{
  *minimum = 0;
  *natural = 0;
  if (is_shown (child))
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
measure_width (VtColumns *self, int *minimum, int *natural)
{
  int main_minimum, main_natural, side_minimum, side_natural;

  measure_child (self->main, GTK_ORIENTATION_HORIZONTAL, -1, &main_minimum, &main_natural);
  measure_child (self->side, GTK_ORIENTATION_HORIZONTAL, -1, &side_minimum, &side_natural);
  *minimum = MAX (main_minimum, side_minimum);
  *natural = MAX (*minimum, main_natural + GAP + SIDE_WIDTH);
}

static void
measure_height (VtColumns *self, int width, int *minimum, int *natural)
{
  gboolean wide = width >= WIDE_FROM;
  int stacked = width < 0 ? -1 : MIN (width, STACKED_MAX);
  int main_minimum, main_natural, side_minimum, side_natural;

  measure_child (self->main, GTK_ORIENTATION_VERTICAL, wide ? main_width (width) : stacked, &main_minimum,
                 &main_natural);
  measure_child (self->side, GTK_ORIENTATION_VERTICAL, wide ? SIDE_WIDTH : stacked, &side_minimum, &side_natural);
  *minimum = wide ? MAX (main_minimum, side_minimum) : main_minimum + GAP + side_minimum;
  *natural = wide ? MAX (main_natural, side_natural) : main_natural + GAP + side_natural;
}

static void
vt_columns_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum_baseline = -1;
  *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (VT_COLUMNS (widget), minimum, natural);
  else
    measure_height (VT_COLUMNS (widget), for_size, minimum, natural);
}

static GtkSizeRequestMode
vt_columns_get_request_mode (G_GNUC_UNUSED GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
allocate_child (GtkWidget *child, int x, int y, int width, int height)
{
  if (is_shown (child))
    gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
allocate_wide (VtColumns *self, int width, int height)
{
  int total = MIN (width, MAX_WIDTH);
  int left = (width - total) / 2;
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  allocate_child (self->main, mirrored ? left + SIDE_WIDTH + GAP : left, 0, main_width (width), height);
  allocate_child (self->side, mirrored ? left : left + main_width (width) + GAP, 0, SIDE_WIDTH, height);
}

static void
allocate_stacked (VtColumns *self, int width, int height)
{
  int column = MIN (width, STACKED_MAX);
  int left = (width - column) / 2;
  int main_height, side_height, ignored;

  measure_child (self->main, GTK_ORIENTATION_VERTICAL, column, &ignored, &main_height);
  measure_child (self->side, GTK_ORIENTATION_VERTICAL, column, &side_height, &ignored);
  main_height = MAX (0, MIN (main_height, height - GAP - side_height));
  allocate_child (self->main, left, 0, column, main_height);
  allocate_child (self->side, left, main_height + GAP, column, height - main_height - GAP);
}

static void
vt_columns_size_allocate (GtkWidget *widget, int width, int height, G_GNUC_UNUSED int baseline)
{
  if (width >= WIDE_FROM)
    allocate_wide (VT_COLUMNS (widget), width, height);
  else
    allocate_stacked (VT_COLUMNS (widget), width, height);
}

static void
set_child (VtColumns *self, GtkWidget **child, GtkWidget *widget)
{
  g_clear_pointer (child, gtk_widget_unparent);
  *child = widget;
  if (widget != NULL)
    gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

static void
vt_columns_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VtColumns *self = VT_COLUMNS (object);

  if (id == PROP_MAIN)
    set_child (self, &self->main, g_value_get_object (value));
  else if (id == PROP_SIDE)
    set_child (self, &self->side, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_columns_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VtColumns *self = VT_COLUMNS (object);

  if (id == PROP_MAIN)
    g_value_set_object (value, self->main);
  else if (id == PROP_SIDE)
    g_value_set_object (value, self->side);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_columns_dispose (GObject *object)
{
  VtColumns *self = VT_COLUMNS (object);

  g_clear_pointer (&self->main, gtk_widget_unparent);
  g_clear_pointer (&self->side, gtk_widget_unparent);

  G_OBJECT_CLASS (vt_columns_parent_class)->dispose (object);
}

static void
vt_columns_class_init (VtColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = vt_columns_set_property;
  object_class->get_property = vt_columns_get_property;
  object_class->dispose = vt_columns_dispose;
  widget_class->measure = vt_columns_measure;
  widget_class->get_request_mode = vt_columns_get_request_mode;
  widget_class->size_allocate = vt_columns_size_allocate;

  properties[PROP_MAIN] =
      g_param_spec_object ("main", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDE] =
      g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
vt_columns_init (G_GNUC_UNUSED VtColumns *self)
{
}
