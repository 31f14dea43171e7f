#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-grid-cell.h"

/* Pixels. */
#define ROW_HEIGHT   52
#define PAD          8
#define PHOTO_SIZE   40
#define CHECK_SIZE   16
#define CHECK_WIDTH  36
#define FOLD_WIDTH   24
#define BADGE_HEIGHT 22
#define BADGE_PAD    9

struct _VtGridCell
{
  GtkWidget parent_instance;

  VtGridCellFill fill;
  gpointer data; /* (unowned) outlives the cell */
  guint column;
  gboolean at_end;
  VtProductItem *item; /* (owned) (nullable) */
  gulong item_handler;
  gboolean stale; /* what it shows is to be asked for when it is drawn */

  PangoLayout *layout; /* (owned) (nullable) */
  PangoLayout *second; /* (owned) (nullable) a smaller line below */
  VtTone tone;
  VtFold fold;
  GdkTexture *texture; /* (owned) (nullable) */
  gboolean has_picture;
  gboolean checked;
  gboolean marked;
  gboolean refused;

  GtkWidget *editor; /* (owned) (nullable) a GtkText */
};

enum
{
  EDIT_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtGridCell, vt_grid_cell, GTK_TYPE_WIDGET)

/* Colours --------------------------------------------------------------------------------------------------------- */

/* Named colours are those of the style in use, dark and high contrast too; GTK 4.8 knows them by the context alone. */
static GdkRGBA
named_colour (VtGridCell *self, const char *name, float alpha)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA colour;

  if (name == NULL || !gtk_style_context_lookup_color (context, name, &colour))
    gtk_style_context_get_color (context, &colour);
  colour.alpha *= alpha;

  return colour;
}

static GdkRGBA
text_colour (VtGridCell *self)
{
  switch (self->tone)
    {
    case VT_TONE_DIM:
    case VT_TONE_STRUCK:
      return named_colour (self, NULL, 0.72f);
    case VT_TONE_BADGE_GOOD:
      return named_colour (self, "success_color", 1);
    case VT_TONE_WARNING:
      return named_colour (self, "warning_color", 1);
    case VT_TONE_BADGE_BAD:
    case VT_TONE_BAD:
      return named_colour (self, "error_color", 1);
    case VT_TONE_NORMAL:
    case VT_TONE_STRONG:
    case VT_TONE_BADGE:
    default:
      return named_colour (self, NULL, 1);
    }
}

static gboolean
is_badge (VtTone tone)
{
  return tone == VT_TONE_BADGE || tone == VT_TONE_BADGE_GOOD || tone == VT_TONE_BADGE_BAD;
}

/* Drawing --------------------------------------------------------------------------------------------------------- */

static void
draw_background (VtGridCell *self, GtkSnapshot *snapshot, float width, float height)
{
  GdkRGBA colour = named_colour (self, self->refused ? "error_color" : "accent_bg_color", 0.14f);

  if (self->marked || self->refused)
    gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (1, 1, width - 2, height - 2));
}

static void
draw_check (VtGridCell *self, GtkSnapshot *snapshot, float x, float y)
{
  GdkRGBA fill = named_colour (self, "accent_bg_color", 1);
  GdkRGBA border = named_colour (self, NULL, 0.4f);
  GdkRGBA tick = named_colour (self, "accent_fg_color", 1);
  graphene_rect_t box = GRAPHENE_RECT_INIT (x, y, CHECK_SIZE, CHECK_SIZE);
  GskRoundedRect outline;
  cairo_t *cr;

  gsk_rounded_rect_init_from_rect (&outline, &box, 4);
  if (!self->checked)
    {
      gtk_snapshot_append_border (snapshot, &outline, (float[]){ 1.5f, 1.5f, 1.5f, 1.5f },
                                  (GdkRGBA[]){ border, border, border, border });
      return;
    }

  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &fill, &box);
  gtk_snapshot_pop (snapshot);
  cr = gtk_snapshot_append_cairo (snapshot, &box);
  gdk_cairo_set_source_rgba (cr, &tick);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, x + 4, y + 8.5);
  cairo_line_to (cr, x + 7, y + 11.5);
  cairo_line_to (cr, x + 12, y + 5);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* Fills the square; what does not fit is cut. */
static void
draw_picture (VtGridCell *self, GtkSnapshot *snapshot, float x, float y)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT (x, y, PHOTO_SIZE, PHOTO_SIZE);
  GdkRGBA empty = named_colour (self, NULL, 0.06f);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &box, 6);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &empty, &box);
  if (self->texture != NULL)
    {
      float width = (float) gdk_texture_get_width (self->texture);
      float height = (float) gdk_texture_get_height (self->texture);
      float scale = PHOTO_SIZE / MIN (width, height);

      gtk_snapshot_append_texture (snapshot, self->texture,
                                   &GRAPHENE_RECT_INIT (x + (PHOTO_SIZE - width * scale) / 2,
                                                        y + (PHOTO_SIZE - height * scale) / 2, width * scale,
                                                        height * scale));
    }
  gtk_snapshot_pop (snapshot);
}

static void
draw_fold (VtGridCell *self, GtkSnapshot *snapshot, float x, float height)
{
  GdkRGBA colour = named_colour (self, NULL, 0.72f);
  double middle = (double) height / 2;
  double centre = (double) x + FOLD_WIDTH / 2.0 - 2;
  cairo_t *cr;

  if (self->fold == VT_FOLD_NONE || self->fold == VT_FOLD_PART)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x, 0, FOLD_WIDTH, height));
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 1.8);
  cairo_translate (cr, centre, middle);
  if (self->fold == VT_FOLD_OPEN)
    cairo_rotate (cr, G_PI / 2);
  else if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    cairo_rotate (cr, G_PI);
  cairo_move_to (cr, -2.5, -5);
  cairo_line_to (cr, 2.5, 0);
  cairo_line_to (cr, -2.5, 5);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_layout (GtkSnapshot *snapshot, PangoLayout *layout, float x, float y, const GdkRGBA *colour)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_badge (VtGridCell *self, GtkSnapshot *snapshot, float x, float height, float width)
{
  GdkRGBA colour = text_colour (self);
  GskRoundedRect outline;
  graphene_rect_t box = GRAPHENE_RECT_INIT (x, (height - BADGE_HEIGHT) / 2, width + 2 * BADGE_PAD, BADGE_HEIGHT);

  colour.alpha *= 0.12f;
  gsk_rounded_rect_init_from_rect (&outline, &box, BADGE_HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colour, &box);
  gtk_snapshot_pop (snapshot);
}

static void
draw_text (VtGridCell *self, GtkSnapshot *snapshot, float left, float width, float height)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float pad = is_badge (self->tone) ? BADGE_PAD : 0;
  GdkRGBA colour = text_colour (self);
  int text_width, text_height;
  float x;
  float y;

  pango_layout_set_width (self->layout, (int) MAX (width - 2 * pad, 1) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, &text_width, &text_height);
  if (text_width == 0)
    return;

  x = left + pad + (self->at_end != mirrored ? width - 2 * pad - (float) text_width : 0);
  y = (height - (float) text_height) / 2;
  if (is_badge (self->tone))
    draw_badge (self, snapshot, x - pad, height, (float) text_width);
  if (self->second != NULL)
    {
      GdkRGBA dim = named_colour (self, NULL, 0.72f);
      int second_width, second_height;

      pango_layout_set_width (self->second, (int) MAX (width, 1) * PANGO_SCALE);
      pango_layout_get_pixel_size (self->second, &second_width, &second_height);
      y -= (float) second_height / 2;
      draw_layout (snapshot, self->second, mirrored ? left + width - (float) second_width : left,
                   y + (float) text_height, &dim);
    }
  draw_layout (snapshot, self->layout, x, y, &colour);
}

static void
vt_grid_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtGridCell *self = VT_GRID_CELL (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float left = PAD;

  if (self->stale && self->item != NULL)
    {
      self->stale = FALSE;
      self->fill (self, self->data);
    }

  draw_background (self, snapshot, width, height);
  if (self->editor != NULL)
    {
      gtk_widget_snapshot_child (widget, self->editor, snapshot);
      return;
    }
  if (self->has_picture)
    {
      draw_check (self, snapshot, mirrored ? width - PAD - CHECK_SIZE - 4 : PAD + 4, (height - CHECK_SIZE) / 2);
      draw_picture (self, snapshot, mirrored ? width - CHECK_WIDTH - PHOTO_SIZE - 4 : CHECK_WIDTH + 4,
                    (height - PHOTO_SIZE) / 2);
      return;
    }
  if (self->fold != VT_FOLD_NONE)
    {
      draw_fold (self, snapshot, mirrored ? width - FOLD_WIDTH : 0, height);
      left = FOLD_WIDTH;
    }
  if (self->layout != NULL)
    draw_text (self, snapshot, mirrored ? PAD : left, width - left - PAD, height);
}

/* Widget ---------------------------------------------------------------------------------------------------------- */

static void
vt_grid_cell_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  VtGridCell *self = VT_GRID_CELL (widget);

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? ROW_HEIGHT : 2 * PAD;
  if (self->editor != NULL)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (self->editor, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        *minimum = *natural = MAX (ROW_HEIGHT, child_minimum);
    }
}

static void
vt_grid_cell_size_allocate (GtkWidget *widget, int width, int height, G_GNUC_UNUSED int baseline)
{
  VtGridCell *self = VT_GRID_CELL (widget);
  GtkAllocation place = { .x = PAD, .y = 4 };
  int minimum, natural;

  if (self->editor == NULL)
    return;

  gtk_widget_measure (self->editor, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  place.width = MAX (width - 2 * PAD, minimum);
  place.height = MAX (height - 8, 1);
  gtk_widget_size_allocate (self->editor, &place, -1);
}

static void
vt_grid_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vt_grid_cell_parent_class)->css_changed (widget, change);

  /* Fonts and colours may be others. */
  vt_grid_cell_refill (VT_GRID_CELL (widget));
}

static void
vt_grid_cell_dispose (GObject *object)
{
  VtGridCell *self = VT_GRID_CELL (object);

  vt_grid_cell_set_item (self, NULL);
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  g_clear_object (&self->layout);
  g_clear_object (&self->second);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (vt_grid_cell_parent_class)->dispose (object);
}

static void
vt_grid_cell_class_init (VtGridCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_grid_cell_dispose;
  widget_class->snapshot = vt_grid_cell_snapshot;
  widget_class->measure = vt_grid_cell_measure;
  widget_class->size_allocate = vt_grid_cell_size_allocate;
  widget_class->css_changed = vt_grid_cell_css_changed;

  signals[EDIT_ENDED] =
      g_signal_new ("edit-ended", VT_TYPE_GRID_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "gridcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
vt_grid_cell_init (VtGridCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * vt_grid_cell_new:
 * @column: a #VtProductColumnId
 * @at_end: whether its text stands at the end
 * @fill: shows the item
 * @data: for @fill; outlives the cell
 *
 * Returns: (transfer floating): a cell that shows nothing
 */
GtkWidget *
vt_grid_cell_new (guint column, gboolean at_end, VtGridCellFill fill, gpointer data)
{
  VtGridCell *self = g_object_new (VT_TYPE_GRID_CELL, NULL);

  self->column = column;
  self->at_end = at_end;
  self->fill = fill;
  self->data = data;
  return GTK_WIDGET (self);
}

/**
 * vt_grid_cell_get_column:
 * @self: a cell
 *
 * Returns: its #VtProductColumnId
 */
guint
vt_grid_cell_get_column (VtGridCell *self)
{
  return self->column;
}

/**
 * vt_grid_cell_get_item:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): what it shows
 */
VtProductItem *
vt_grid_cell_get_item (VtGridCell *self)
{
  return self->item;
}

/**
 * vt_grid_cell_set_item:
 * @self: a cell
 * @item: (nullable): what it is to show
 */
void
vt_grid_cell_set_item (VtGridCell *self, VtProductItem *item)
{
  if (self->item == item)
    return;

  if (self->item != NULL)
    g_clear_signal_handler (&self->item_handler, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->item_handler = g_signal_connect_swapped (item, "changed", G_CALLBACK (vt_grid_cell_refill), self);
  vt_grid_cell_refill (self);
}

/**
 * vt_grid_cell_refill:
 * @self: a cell
 *
 * What it shows is asked for again before it is drawn.
 */
void
vt_grid_cell_refill (VtGridCell *self)
{
  self->stale = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static PangoLayout *
new_layout (VtGridCell *self, const char *text, VtTone tone)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (self->at_end)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (tone == VT_TONE_STRONG || tone == VT_TONE_WARNING || tone == VT_TONE_BAD || is_badge (tone))
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (tone == VT_TONE_STRUCK)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  if (is_badge (tone))
    pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

/**
 * vt_grid_cell_show_text:
 * @self: a cell that is being filled
 * @text: what it shows
 * @second: (nullable): a smaller line below
 * @tone: how
 */
void
vt_grid_cell_show_text (VtGridCell *self, const char *text, const char *second, VtTone tone)
{
  g_clear_object (&self->layout);
  g_clear_object (&self->second);
  self->has_picture = FALSE;
  self->tone = tone;
  if (*text != '\0')
    self->layout = new_layout (self, text, tone);
  if (second != NULL && *second != '\0')
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      self->second = new_layout (self, second, VT_TONE_DIM);
      pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
      pango_layout_set_attributes (self->second, attributes);
    }
}

/**
 * vt_grid_cell_show_picture:
 * @self: a cell that is being filled
 * @texture: (nullable): a photograph
 * @checked: whether the line is selected
 */
void
vt_grid_cell_show_picture (VtGridCell *self, GdkTexture *texture, gboolean checked)
{
  g_set_object (&self->texture, texture);
  self->has_picture = TRUE;
  self->checked = checked;
  /* It may still be drawn by somebody else: then this is asked again. */
  self->stale = texture == NULL;
}

/**
 * vt_grid_cell_set_fold:
 * @self: a cell that is being filled
 * @fold: whether there is something to unfold
 */
void
vt_grid_cell_set_fold (VtGridCell *self, VtFold fold)
{
  self->fold = fold;
}

/**
 * vt_grid_cell_set_marked:
 * @self: a cell that is being filled
 * @marked: whether it is one of those that are copied
 */
void
vt_grid_cell_set_marked (VtGridCell *self, gboolean marked)
{
  self->marked = marked;
}

/**
 * vt_grid_cell_set_refused:
 * @self: a cell
 * @reason: (nullable): why what was typed was not taken; %NULL: it was
 */
void
vt_grid_cell_set_refused (VtGridCell *self, const char *reason)
{
  gboolean refused = reason != NULL;

  if (!refused && !self->refused)
    return;

  self->refused = refused;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reason);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               refused ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (refused)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static double
from_start (VtGridCell *self, double x)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return mirrored ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;
}

/**
 * vt_grid_cell_is_check:
 * @self: a cell
 * @x: where it was clicked
 *
 * Returns: whether that is its check box
 */
gboolean
vt_grid_cell_is_check (VtGridCell *self, double x)
{
  return self->has_picture && from_start (self, x) < CHECK_WIDTH;
}

/**
 * vt_grid_cell_is_fold:
 * @self: a cell
 * @x: where it was clicked
 *
 * Returns: whether that is where it unfolds
 */
gboolean
vt_grid_cell_is_fold (VtGridCell *self, double x)
{
  return (self->fold == VT_FOLD_CLOSED || self->fold == VT_FOLD_OPEN) && from_start (self, x) < FOLD_WIDTH;
}

static void
left_cb (VtGridCell *self)
{
  g_signal_emit (self, signals[EDIT_ENDED], 0);
}

/**
 * vt_grid_cell_start_edit:
 * @self: a cell
 * @text: what there is to edit
 * @select: whether the first key press replaces it
 *
 * Puts an entry into the cell, and the cursor into that.
 */
void
vt_grid_cell_start_edit (VtGridCell *self, const char *text, gboolean select)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_if_fail (self->editor == NULL);

  self->editor = gtk_text_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->editor), text);
  gtk_editable_set_alignment (GTK_EDITABLE (self->editor), self->at_end ? 1 : 0);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->editor), 1);
  gtk_widget_add_css_class (GTK_WIDGET (self), "editing");
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  gtk_widget_grab_focus (self->editor);
  if (select)
    gtk_editable_select_region (GTK_EDITABLE (self->editor), 0, -1);
  else
    gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->editor, focus);
}

/**
 * vt_grid_cell_end_edit:
 * @self: a cell
 *
 * Takes the entry away, and the focus back if the entry had it.
 *
 * Returns: (transfer full) (nullable): what stood in it; %NULL when the cell was not edited
 */
char *
vt_grid_cell_end_edit (VtGridCell *self)
{
  GtkWidget *editor = g_steal_pointer (&self->editor);
  char *text;

  if (editor == NULL)
    return NULL;

  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor)));
  if ((gtk_widget_get_state_flags (editor) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_unparent (editor);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "editing");
  gtk_widget_queue_resize (GTK_WIDGET (self));

  return text;
}

/**
 * vt_grid_cell_get_editable:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): the entry while it is edited
 */
GtkEditable *
vt_grid_cell_get_editable (VtGridCell *self)
{
  return self->editor != NULL ? GTK_EDITABLE (self->editor) : NULL;
}
