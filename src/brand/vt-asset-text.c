/* The words of assets: in letters as large as there is room for, in columns where what is above leaves room for what is
 * below. What does not fit is told. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-asset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define TEXT_MAX_CHARS 3000
/* Letters become this much smaller than their minimum before words are left out. */
#define FLOOR     0.6
#define FIT_STEPS 9

/* A layer of a column, laid out. */
typedef struct
{
  const VtLayer *layer;
  PangoLayout *words; /* (owned) (nullable) of texts */
  char *text;         /* (owned) (nullable) */
  double size;        /* of the letters */
  int weight;
  double width, height;
  gboolean is_cut;
} Block;

static void
block_clear (Block *self)
{
  g_clear_object (&self->words);
  g_clear_pointer (&self->text, g_free);
}

/* Without the characters that only a machine would put there; lines end in one way. */
static char *
clean (const char *text, gboolean *is_cut)
{
  GString *out = g_string_new (NULL);
  guint n = 0;

  for (const char *p = text; *p != '\0' && !*is_cut; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        {
          g_string_append_unichar (out, c == '\t' ? ' ' : c);
          *is_cut = ++n >= TEXT_MAX_CHARS;
        }
    }
  g_strstrip (out->str);

  return g_string_free (out, FALSE);
}

/* (transfer full) A text in one of the brand's typefaces, laid out the same at every size of the picture. */
PangoLayout *
vt_painter_new_words (VtPainter *self, VtBrandType type, const char *text)
{
  PangoLayout *words = pango_layout_new (self->words);
  g_autofree char *families = vt_brand_dup_families (self->brand, type);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, families);
  pango_layout_set_font_description (words, font);
  pango_font_description_free (font);
  pango_layout_set_text (words, text, -1);
  return words;
}

/* Letters of @size units of the layout. */
void
vt_words_set_size (PangoLayout *words, double size, int weight)
{
  PangoFontDescription *font = pango_font_description_copy (pango_layout_get_font_description (words));

  pango_font_description_set_absolute_size (font, MAX (1, size * PANGO_SCALE));
  pango_font_description_set_weight (font, (PangoWeight) weight);
  pango_layout_set_font_description (words, font);
  pango_font_description_free (font);
}

/* Whether letters may be set apart and be made capitals: scripts that join theirs, or set marks on them, are left
 * alone. */
static gboolean
is_spaceable (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));

      if (script != G_UNICODE_SCRIPT_LATIN && script != G_UNICODE_SCRIPT_GREEK && script != G_UNICODE_SCRIPT_CYRILLIC &&
          script != G_UNICODE_SCRIPT_COMMON && script != G_UNICODE_SCRIPT_INHERITED)
        return FALSE;
    }

  return TRUE;
}

static void
add_tracking (Block *self)
{
  PangoAttrList *list = pango_layout_get_attributes (self->words);
  PangoAttribute *spacing = NULL;

  if (fabs (self->layer->tracking) < 1e-6 || !is_spaceable (self->text))
    return;

  list = list != NULL ? pango_attr_list_copy (list) : pango_attr_list_new ();
  spacing = pango_attr_letter_spacing_new ((int) lround (self->layer->tracking * self->size * PANGO_SCALE));
  pango_attr_list_change (list, spacing);
  pango_layout_set_attributes (self->words, list);
  pango_attr_list_unref (list);
}

static void
set_size (Block *self, double size)
{
  self->size = size;
  vt_words_set_size (self->words, size, self->weight);
  add_tracking (self);
}

static void
insert (PangoAttrList *list, PangoAttribute *attribute, guint start)
{
  attribute->start_index = start;
  pango_attr_list_insert (list, attribute);
}

/* Prices are written in figures of one height. The price before stands behind the price, smaller and crossed out. */
static void
set_price (VtPainter *painter, Block *self)
{
  const char *compare = painter->subject->compare;
  PangoAttrList *list = pango_attr_list_new ();
  guint start = (guint) strlen (self->text) + (guint) strlen ("\u2002");

  insert (list, pango_attr_font_features_new ("lnum"), PANGO_ATTR_INDEX_FROM_TEXT_BEGINNING);
  if (compare != NULL && *compare != '\0')
    {
      g_autofree char *whole = g_strconcat (self->text, "\u2002", compare, NULL);

      pango_layout_set_text (self->words, whole, -1);
      insert (list, pango_attr_strikethrough_new (TRUE), start);
      insert (list, pango_attr_scale_new (0.62), start);
      insert (list, pango_attr_foreground_alpha_new (0xa800), start);
    }
  pango_layout_set_attributes (self->words, list);
  pango_attr_list_unref (list);
}

/* FALSE: there is nothing to write. */
static gboolean
make_words (VtPainter *painter, Block *self)
{
  const VtLayer *layer = self->layer;
  const char *pattern = *layer->text == '\0' && layer->kind == VT_LAYER_PRICE ? "{price}" : layer->text;
  g_autofree char *filled = vt_asset_expand (painter->facts, painter->subject, pattern);

  self->text = clean (filled, &self->is_cut);
  if (*self->text == '\0')
    return FALSE;
  if (layer->capitals && is_spaceable (self->text))
    {
      char *capitals = g_utf8_strup (self->text, -1);

      g_free (self->text);
      self->text = capitals;
    }

  /* A layer's weight counts from that of the brand's type. */
  self->weight =
      CLAMP (vt_brand_get_weight (painter->brand, (VtBrandType) layer->font) + layer->weight - 400, 100, 900);
  self->words = vt_painter_new_words (painter, (VtBrandType) layer->font, self->text);
  if (layer->italic)
    {
      PangoFontDescription *font = pango_font_description_copy (pango_layout_get_font_description (self->words));

      pango_font_description_set_style (font, PANGO_STYLE_ITALIC);
      pango_layout_set_font_description (self->words, font);
      pango_font_description_free (font);
    }
  pango_layout_set_wrap (self->words, PANGO_WRAP_WORD);
  pango_layout_set_alignment (self->words, layer->align == VT_ALIGN_CENTRE ? PANGO_ALIGN_CENTER
                                           : layer->align == VT_ALIGN_END  ? PANGO_ALIGN_RIGHT
                                                                           : PANGO_ALIGN_LEFT);
  /* Scripts with marks above and below need the whole height of their lines. */
  pango_layout_set_line_spacing (self->words,
                                 (float) (is_spaceable (self->text) ? layer->leading : MAX (1, layer->leading)));
  if (layer->kind == VT_LAYER_PRICE)
    set_price (painter, self);
  return TRUE;
}

static void
get_extent (PangoLayout *words, double *width, double *height)
{
  PangoRectangle ink, logical;

  pango_layout_get_extents (words, &ink, &logical);
  *width = (double) MAX (logical.width, ink.width) / PANGO_SCALE;
  *height = (double) logical.height / PANGO_SCALE;
}

static double
ground_padding (const VtLayer *layer)
{
  return layer->fill.kind != VT_PAINT_NONE || layer->stroke.kind != VT_PAINT_NONE ? layer->padding : 0;
}

/* Whether no line is wider than there is room for, and there are not too many. */
static gboolean
fits_width (Block *self, double width)
{
  double w, h;

  pango_layout_set_width (self->words, (int) floor (width * PANGO_SCALE));
  get_extent (self->words, &w, &h);
  return w <= width + 0.5 &&
         (self->layer->lines == 0 || pango_layout_get_line_count (self->words) <= self->layer->lines);
}

static double
own_minimum (const VtLayer *layer)
{
  return layer->minimum > 0 ? MIN (layer->minimum, layer->size) : layer->size * 0.5;
}

/* The largest letters that fit by width; @low at the least. */
static gboolean
fit_width (Block *self, double low, double high, double width)
{
  set_size (self, high);
  if (fits_width (self, width))
    return TRUE;

  set_size (self, low);
  if (!fits_width (self, width))
    return FALSE;

  for (guint i = 0; i < FIT_STEPS && high - low > high / 200; i++)
    {
      double middle = (low + high) / 2;

      set_size (self, middle);
      if (fits_width (self, width))
        low = middle;
      else
        high = middle;
    }
  set_size (self, low);
  return TRUE;
}

/* Lines of about the same length: the narrowest the words can be with as many lines as they have. */
static void
balance (Block *self, double width)
{
  int n_lines = pango_layout_get_line_count (self->words);
  double low = width / 2, high = width;

  if (n_lines < 2 || n_lines > (self->layer->font == VT_BRAND_HEADING ? 6 : 3))
    return;
  for (guint i = 0; i < 7; i++)
    {
      double middle = (low + high) / 2;
      double w, h;

      pango_layout_set_width (self->words, (int) floor (middle * PANGO_SCALE));
      get_extent (self->words, &w, &h);
      if (pango_layout_get_line_count (self->words) == n_lines && w <= middle + 0.5)
        high = middle;
      else
        low = middle;
    }
  pango_layout_set_width (self->words, (int) ceil (high * PANGO_SCALE));
}

static void
measure (Block *self)
{
  double padding = ground_padding (self->layer);
  PangoRectangle logical;

  get_extent (self->words, &self->width, &self->height);
  pango_layout_get_extents (self->words, NULL, &logical);
  self->width = (double) logical.width / PANGO_SCALE + 2 * padding;
  self->height += padding;
}

static double
total_height (const GArray *blocks, double gap)
{
  double height = blocks->len > 1 ? gap * (blocks->len - 1) : 0;

  for (guint i = 0; i < blocks->len; i++)
    height += g_array_index (blocks, Block, i).height;

  return height;
}

/* All letters of a column, scaled from where their widths left them; no smaller than @floor of their minimum. */
static double
scale_all (const GArray *blocks, const double *sizes, double scale, double bottom, const VtLayer *column)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      Block *block = &g_array_index (blocks, Block, i);

      if (block->words == NULL)
        continue;
      set_size (block, MIN (sizes[i], MAX (own_minimum (block->layer) * bottom, sizes[i] * scale)));
      pango_layout_set_width (block->words,
                              (int) floor ((column->box.width - 2 * ground_padding (block->layer)) * PANGO_SCALE));
      measure (block);
    }

  return total_height (blocks, column->gap);
}

static gboolean
fit_height (const GArray *blocks, double bottom, const VtLayer *column)
{
  g_autofree double *sizes = g_new0 (double, blocks->len + 1);
  double low = 0, high = 1;

  for (guint i = 0; i < blocks->len; i++)
    sizes[i] = g_array_index (blocks, Block, i).size;
  if (scale_all (blocks, sizes, 1, bottom, column) <= column->box.height + 0.5)
    return TRUE;
  if (scale_all (blocks, sizes, 0, bottom, column) > column->box.height + 0.5)
    return FALSE;

  for (guint i = 0; i < FIT_STEPS; i++)
    {
      double middle = (low + high) / 2;

      if (scale_all (blocks, sizes, middle, bottom, column) <= column->box.height)
        low = middle;
      else
        high = middle;
    }
  scale_all (blocks, sizes, low, bottom, column);
  return TRUE;
}

/* Nothing helped: the longest text ends where the room ends. */
static void
cut (GArray *blocks, const VtLayer *column)
{
  Block *longest = NULL;
  double rest = column->box.height - total_height (blocks, column->gap);

  for (guint i = 0; i < blocks->len; i++)
    {
      Block *block = &g_array_index (blocks, Block, i);

      if (block->words != NULL && (longest == NULL || block->height > longest->height))
        longest = block;
    }
  if (longest == NULL || rest >= 0)
    return;

  longest->is_cut = TRUE;
  pango_layout_set_wrap (longest->words, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (longest->words, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (longest->words, (int) (MAX (longest->size, longest->height + rest) * PANGO_SCALE));
  measure (longest);
}

static void
cut_lines (Block *self, double width)
{
  self->is_cut = TRUE;
  pango_layout_set_width (self->words, (int) floor (width * PANGO_SCALE));
  pango_layout_set_wrap (self->words, PANGO_WRAP_WORD_CHAR);
  if (self->layer->lines > 0)
    {
      pango_layout_set_ellipsize (self->words, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (self->words, -self->layer->lines);
    }
}

/* Takes a layer of the column; those that have nothing to show leave no gap. */
static void
take (VtPainter *painter, const VtLayer *layer, const VtLayer *column, GArray *blocks)
{
  Block block = { layer, NULL, NULL, 0, 0, layer->box.width, layer->box.height, FALSE };

  if (!vt_painter_is_wanted (painter, layer))
    return;
  if (layer->kind == VT_LAYER_TEXT || layer->kind == VT_LAYER_PRICE)
    {
      double width = column->box.width - 2 * ground_padding (layer);

      if (!make_words (painter, &block))
        {
          block_clear (&block);
          return;
        }
      if (!fit_width (&block, own_minimum (layer), layer->size, width) &&
          !fit_width (&block, own_minimum (layer) * FLOOR, own_minimum (layer), width))
        cut_lines (&block, width);
      measure (&block);
    }
  g_array_append_val (blocks, block);
}

static void
tell (VtPainter *painter, const GArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const Block *block = &g_array_index (blocks, Block, i);
      g_autofree char *start = NULL;

      if (block->words == NULL || (!block->is_cut && block->size >= own_minimum (block->layer) * 0.995))
        continue;
      start = g_utf8_substring (block->text, 0, MIN (40, g_utf8_strlen (block->text, -1)));
      vt_painter_report (painter, VT_ASSET_TEXT_TOO_LONG, block->layer,
                         block->is_cut ? _ ("“%s…” does not fit: its end is missing. Shorten it")
                                       : _ ("“%s…” only fits in letters that are hard to read. Shorten it"),
                         start);
    }
}

static void
draw_words (VtPainter *painter, Block *block, const VtBox *box)
{
  const VtLayer *layer = block->layer;
  double padding = ground_padding (layer);
  double x = layer->align == VT_ALIGN_CENTRE ? box->x + (box->width - block->width) / 2
             : layer->align == VT_ALIGN_END  ? box->x + box->width - block->width
                                             : box->x;
  PangoRectangle logical;

  if (layer->fill.kind != VT_PAINT_NONE || layer->stroke.kind != VT_PAINT_NONE)
    {
      const VtBox ground = { x, box->y, block->width, block->height };

      vt_painter_path (painter, VT_SHAPE_RECTANGLE, &ground, MIN (layer->radius, block->height / 2));
      if (layer->fill.kind != VT_PAINT_NONE)
        {
          vt_painter_set_source (painter, &layer->fill, layer->opacity);
          cairo_fill_preserve (painter->cr);
        }
      if (layer->stroke.kind != VT_PAINT_NONE)
        {
          vt_painter_set_source (painter, &layer->stroke, layer->opacity);
          cairo_set_line_width (painter->cr, layer->stroke_width);
          cairo_stroke_preserve (painter->cr);
        }
      cairo_new_path (painter->cr);
    }

  /* The words may be narrower than their lines have room for, and begin anywhere in it. */
  pango_layout_get_extents (block->words, NULL, &logical);
  vt_painter_set_source (painter, &layer->colour, layer->opacity);
  cairo_move_to (painter->cr, x + padding - (double) logical.x / PANGO_SCALE, box->y + padding / 2);
  pango_cairo_show_layout (painter->cr, block->words);
}

static void
draw_plain (VtPainter *painter, const VtLayer *layer, const VtBox *box)
{
  VtBox place = *box;

  if (layer->kind == VT_LAYER_LOGO)
    {
      vt_painter_draw_logo (painter, layer, box);
      return;
    }

  if (layer->box.width > 0)
    place.width = MIN (layer->box.width, box->width);
  place.x += layer->align == VT_ALIGN_CENTRE ? (box->width - place.width) / 2
             : layer->align == VT_ALIGN_END  ? box->width - place.width
                                             : 0;
  vt_painter_path (painter, (VtShape) layer->shape, &place, layer->radius);
  if (layer->fill.kind != VT_PAINT_NONE)
    {
      vt_painter_set_source (painter, &layer->fill, layer->opacity);
      cairo_fill (painter->cr);
    }
  cairo_new_path (painter->cr);
}

/* Draws layers below each other in a box: texts, prices, logos and shapes. */
void
vt_painter_draw_column (VtPainter *self, const VtLayer *column)
{
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  double y, height;

  g_array_set_clear_func (blocks, (GDestroyNotify) block_clear);
  if (column->layers == NULL)
    take (self, column, column, blocks);
  for (guint i = 0; column->layers != NULL && i < column->layers->len; i++)
    take (self, g_ptr_array_index (column->layers, i), column, blocks);
  if (!fit_height (blocks, 1, column) && !fit_height (blocks, FLOOR, column))
    cut (blocks, column);
  for (guint i = 0; i < blocks->len; i++)
    {
      Block *block = &g_array_index (blocks, Block, i);

      if (block->words != NULL && !block->is_cut)
        {
          balance (block, column->box.width - 2 * ground_padding (block->layer));
          measure (block);
        }
    }

  tell (self, blocks);
  height = total_height (blocks, column->gap);
  y = column->box.y + (column->valign == VT_ALIGN_CENTRE ? (column->box.height - height) / 2
                       : column->valign == VT_ALIGN_END  ? column->box.height - height
                                                         : 0);
  for (guint i = 0; i < blocks->len; i++)
    {
      Block *block = &g_array_index (blocks, Block, i);
      const VtBox box = { column->box.x, y, column->box.width, block->height };

      if (block->words != NULL)
        draw_words (self, block, &box);
      else
        draw_plain (self, block->layer, &box);
      y += block->height + column->gap;
    }
}
