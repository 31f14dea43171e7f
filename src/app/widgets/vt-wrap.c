#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-wrap.h"

struct _VtWrap
{
  GtkWidget parent_instance;

  int spacing;
  int column_width; /* 0: each child as wide as it wants to be */
};

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_COLUMN_WIDTH,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VtWrap,
                               vt_wrap,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GtkBuildableIface *parent_buildable;

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static int
n_shown (VtWrap *self)
{
  int n = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (GTK_WIDGET (self))); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    n++;

  return n;
}

/* How wide a column is in so much room. */
static int
column_width (VtWrap *self, int width)
{
  int n = MAX (1, MIN ((width + self->spacing) / (self->column_width + self->spacing), n_shown (self)));

  return (width - (n - 1) * self->spacing) / n;
}

static int
width_of (VtWrap *self, GtkWidget *child, int width)
{
  int minimum, natural;

  if (self->column_width > 0)
    return column_width (self, width);
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

static int
height_of (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  return natural;
}

/* The children that fit into a line from @first on. Returns: the first of the next line. */
static GtkWidget *
measure_line (VtWrap *self, GtkWidget *first, int width, int *height)
{
  GtkWidget *child = first;
  int x = 0;

  *height = 0;
  while (child != NULL)
    {
      int wide = width_of (self, child, width);

      if (child != first && x + wide > width)
        break;
      *height = MAX (*height, height_of (child, wide));
      x += wide + self->spacing;
      child = next_shown (gtk_widget_get_next_sibling (child));
    }

  return child;
}

static int
height_for (VtWrap *self, int width)
{
  GtkWidget *child = next_shown (gtk_widget_get_first_child (GTK_WIDGET (self)));
  int total = 0;

  while (child != NULL)
    {
      int height;

      child = measure_line (self, child, width, &height);
      total += height + (child != NULL ? self->spacing : 0);
    }

  return total;
}

static void
measure_width (VtWrap *self, int *minimum, int *natural)
{
  int n = 0;

  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (GTK_WIDGET (self))); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int least, wanted;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += (self->column_width > 0 ? MAX (self->column_width, least) : wanted) + (n > 0 ? self->spacing : 0);
      n++;
    }
  *natural = MAX (*natural, *minimum);
}

static void
vt_wrap_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  VtWrap *self = VT_WRAP (widget);

  *minimum_baseline = -1;
  *natural_baseline = -1;
  measure_width (self, minimum, natural);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = height_for (self, for_size < 0 ? *natural : for_size);
}

static GtkSizeRequestMode
vt_wrap_get_request_mode (G_GNUC_UNUSED GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vt_wrap_size_allocate (GtkWidget *widget, int width, G_GNUC_UNUSED int height, G_GNUC_UNUSED int baseline)
{
  VtWrap *self = VT_WRAP (widget);
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  while (child != NULL)
    {
      int line;
      GtkWidget *end = measure_line (self, child, width, &line);

      for (int x = 0; child != end; child = next_shown (gtk_widget_get_next_sibling (child)))
        {
          int wide = width_of (self, child, width);
          int tall = self->column_width > 0 ? line : height_of (child, wide);
          GtkAllocation place = { mirrored ? width - x - wide : x, y + (line - tall) / 2, wide, tall };

          gtk_widget_size_allocate (child, &place, -1);
          x += wide + self->spacing;
        }
      y += line + self->spacing;
    }
}

static void
vt_wrap_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VtWrap *self = VT_WRAP (object);

  if (id == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else if (id == PROP_COLUMN_WIDTH)
    self->column_width = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vt_wrap_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VtWrap *self = VT_WRAP (object);

  if (id == PROP_SPACING)
    g_value_set_int (value, self->spacing);
  else if (id == PROP_COLUMN_WIDTH)
    g_value_set_int (value, self->column_width);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_wrap_dispose (GObject *object)
{
  vt_wrap_clear (VT_WRAP (object));

  G_OBJECT_CLASS (vt_wrap_parent_class)->dispose (object);
}

static void
vt_wrap_class_init (VtWrapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = vt_wrap_set_property;
  object_class->get_property = vt_wrap_get_property;
  object_class->dispose = vt_wrap_dispose;
  widget_class->measure = vt_wrap_measure;
  widget_class->get_request_mode = vt_wrap_get_request_mode;
  widget_class->size_allocate = vt_wrap_size_allocate;

  properties[PROP_SPACING] =
      g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLUMN_WIDTH] =
      g_param_spec_int ("column-width", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
vt_wrap_init (G_GNUC_UNUSED VtWrap *self)
{
}

/**
 * vt_wrap_new:
 * @spacing: pixels between children and between lines
 *
 * Returns: (transfer floating): a wrap without children
 */
GtkWidget *
vt_wrap_new (int spacing)
{
  return g_object_new (VT_TYPE_WRAP, "spacing", spacing, NULL);
}

/**
 * vt_wrap_append:
 * @self: a wrap
 * @child: what comes last
 */
void
vt_wrap_append (VtWrap *self, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * vt_wrap_clear:
 * @self: a wrap
 *
 * Takes all children out.
 */
void
vt_wrap_clear (VtWrap *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
