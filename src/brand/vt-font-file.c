/* Files of typefaces, read by HarfBuzz, which checks each table before it uses it. The few bytes that are read here are
 * checked here. Sources: OpenType 1.9, tables OS/2, head, name and post. */
#include "brand/vt-font-file.h"

#include "base/vt-file.h"

#include <glib/gi18n-lib.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

#define MAX_FILE_BYTES (48 * 1024 * 1024)
#define MAX_GLYPHS     65535

#define OS2_FS_TYPE      8
#define OS2_FAMILY_CLASS 30
#define OS2_PANOSE       32
#define POST_FIXED_PITCH 12
#define HEAD_BYTES       54

#define FS_RESTRICTED  0x0002
#define FS_PRINT       0x0004
#define FS_EDITABLE    0x0008
#define FS_NO_SUBSET   0x0100
#define FS_BITMAP_ONLY 0x0200

#define WEIGHT_AXIS HB_TAG ('w', 'g', 'h', 't')

struct _VtFontFile
{
  char *name;           /* (owned) for people */
  hb_face_t *face;      /* (owned) */
  hb_set_t *characters; /* (owned) */
};

/* How often letters stand in running text, of ten thousand; a space is one. Source: the letter frequencies of English
 * by Lewand (Cryptological Mathematics, 2000), with a space for every 4.7 letters. */
static const struct
{
  char letter;
  int share;
} letters[] = {
  { ' ', 1754 }, { 'e', 1048 }, { 't', 747 }, { 'a', 673 }, { 'o', 619 }, { 'i', 574 }, { 'n', 557 },
  { 's', 522 },  { 'h', 503 },  { 'r', 494 }, { 'd', 351 }, { 'l', 332 }, { 'c', 229 }, { 'u', 227 },
  { 'm', 198 },  { 'w', 195 },  { 'f', 184 }, { 'g', 166 }, { 'y', 163 }, { 'p', 159 }, { 'b', 123 },
  { 'v', 81 },   { 'k', 64 },   { 'j', 13 },  { 'x', 12 },  { 'q', 8 },   { 'z', 6 },
};

/* Features that pages ask for by `font-variant-numeric`, which HarfBuzz would leave out. */
static const hb_tag_t figures[] = {
  HB_TAG ('l', 'n', 'u', 'm'),
  HB_TAG ('t', 'n', 'u', 'm'),
  HB_TAG ('p', 'n', 'u', 'm'),
};

G_DEFINE_QUARK (vt - font - error - quark, vt_font_error)

/* 0 where the table is too short. */
static guint
read_u16 (hb_face_t *face, hb_tag_t table, guint offset)
{
  hb_blob_t *blob = hb_face_reference_table (face, table);
  unsigned int length = 0;
  const guint8 *data = (const guint8 *) hb_blob_get_data (blob, &length);
  guint value = length >= offset + 2 ? ((guint) data[offset] << 8 | data[offset + 1]) : 0;

  hb_blob_destroy (blob);
  return value;
}

static guint
table_size (hb_face_t *face, hb_tag_t table)
{
  hb_blob_t *blob = hb_face_reference_table (face, table);
  guint size = hb_blob_get_length (blob);

  hb_blob_destroy (blob);
  return size;
}

static gboolean
has_outlines (hb_face_t *face)
{
  return table_size (face, HB_TAG ('g', 'l', 'y', 'f')) > 0 || table_size (face, HB_TAG ('C', 'F', 'F', ' ')) > 0 ||
         table_size (face, HB_TAG ('C', 'F', 'F', '2')) > 0;
}

static gboolean
check (VtFontFile *self, GError **error)
{
  guint n = hb_face_get_glyph_count (self->face);

  if (n == 0 || n > MAX_GLYPHS || table_size (self->face, HB_TAG ('h', 'e', 'a', 'd')) < HEAD_BYTES ||
      !has_outlines (self->face) || hb_set_is_empty (self->characters))
    {
      g_set_error (
          error, VT_FONT_ERROR, VT_FONT_ERROR_DAMAGED,
          _ ("The file of the typeface “%s” is damaged, or of a kind that pages cannot show. Install it again, or "
             "choose another"),
          self->name);
      return FALSE;
    }

  return TRUE;
}

/**
 * vt_font_file_new:
 * @bytes: what stands in a file
 * @index: which of the typefaces in it
 * @name: what people call it
 * @error: %VT_FONT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable): the typeface
 */
VtFontFile *
vt_font_file_new (GBytes *bytes, guint index, const char *name, GError **error)
{
  g_autoptr (VtFontFile) self = g_new0 (VtFontFile, 1);
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  hb_blob_t *blob = hb_blob_create (data, (unsigned int) MIN (size, MAX_FILE_BYTES), HB_MEMORY_MODE_READONLY,
                                    g_bytes_ref (bytes), (hb_destroy_func_t) g_bytes_unref);

  self->name = g_utf8_make_valid (name, -1);
  self->face = hb_face_create (blob, index);
  hb_blob_destroy (blob);
  self->characters = hb_set_create ();
  hb_face_collect_unicodes (self->face, self->characters);
  hb_face_make_immutable (self->face);

  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * vt_font_file_open:
 * @path: (type filename): a file
 * @index: which of the typefaces in it
 * @error: %VT_FONT_ERROR_DAMAGED or a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the typeface
 */
VtFontFile *
vt_font_file_open (const char *path, guint index, GError **error)
{
  g_autoptr (GBytes) bytes = vt_file_read (path, MAX_FILE_BYTES, error);
  g_autofree char *name = g_filename_display_basename (path);

  return bytes != NULL ? vt_font_file_new (bytes, index, name, error) : NULL;
}

/**
 * vt_font_file_free:
 * @self: (nullable): a typeface
 */
void
vt_font_file_free (VtFontFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->characters, hb_set_destroy);
  g_clear_pointer (&self->face, hb_face_destroy);
  g_free (self->name);
  g_free (self);
}

/**
 * vt_font_file_get_right:
 * @self: a typeface
 *
 * Source: OpenType 1.9, OS/2, fsType. Of several bits in its first four, which may not be, the most liberal holds. A
 * file without the table says nothing against it.
 *
 * Returns: what its maker lets be done with it
 */
VtFontRight
vt_font_file_get_right (VtFontFile *self)
{
  guint bits = read_u16 (self->face, HB_TAG ('O', 'S', '/', '2'), OS2_FS_TYPE);

  if (bits & FS_BITMAP_ONLY)
    return VT_FONT_BITMAP_ONLY;
  if ((bits & FS_EDITABLE) == 0 && (bits & FS_PRINT))
    return VT_FONT_PRINT_ONLY;
  if ((bits & FS_EDITABLE) == 0 && (bits & FS_RESTRICTED))
    return VT_FONT_RESTRICTED;

  return bits & FS_NO_SUBSET ? VT_FONT_WHOLE_ONLY : VT_FONT_MAY_TRAVEL;
}

/**
 * vt_font_file_may_travel:
 * @self: a typeface
 * @error: %VT_FONT_ERROR_FORBIDDEN
 *
 * Returns: whether it may go to a shop's pages, cut to what they need
 */
gboolean
vt_font_file_may_travel (VtFontFile *self, GError **error)
{
  static const char *const reasons[] = {
    [VT_FONT_MAY_TRAVEL] = NULL,
    [VT_FONT_RESTRICTED] =
        N_ ("The maker of “%s” does not let it be embedded in pages. Ask for a licence for the web, or "
            "choose another typeface"),
    [VT_FONT_PRINT_ONLY] =
        N_ ("The maker of “%s” lets it be embedded in print only, not in pages. Ask for a licence for "
            "the web, or choose another typeface"),
    [VT_FONT_WHOLE_ONLY] =
        N_ ("The maker of “%s” lets it be embedded only whole, which is too much for shoppers to load. "
            "Ask for a licence for the web, or choose another typeface"),
    [VT_FONT_BITMAP_ONLY] = N_ ("The maker of “%s” does not let its outlines be embedded in pages. Choose another "
                                "typeface"),
  };
  VtFontRight right = vt_font_file_get_right (self);

  if (right != VT_FONT_MAY_TRAVEL)
    g_set_error (error, VT_FONT_ERROR, VT_FONT_ERROR_FORBIDDEN, _ (reasons[right]), self->name);

  return right == VT_FONT_MAY_TRAVEL;
}

/* Free of charge and of conditions that a shop has to look at. */
static gboolean
is_open_licence (const char *licence)
{
  static const char *const words[] = { "Open Font Lic",  "openfontlicense",     "scripts.sil.org/OFL",
                                       "Apache License", "apache.org/licenses", "GNU General Public",
                                       "GUST Font",      "public domain",       "Creative Commons",
                                       "Ubuntu Font Lic" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (licence, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * vt_font_file_is_open:
 * @self: a typeface
 *
 * Returns: whether it names an open licence
 */
gboolean
vt_font_file_is_open (VtFontFile *self)
{
  static const hb_ot_name_id_t ids[] = { HB_OT_NAME_ID_LICENSE, HB_OT_NAME_ID_LICENSE_URL, HB_OT_NAME_ID_COPYRIGHT };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      char text[2048];
      unsigned int length = sizeof text;

      if (hb_ot_name_get_utf8 (self->face, ids[i], HB_LANGUAGE_INVALID, &length, text) > 0 && is_open_licence (text))
        return TRUE;
    }

  return FALSE;
}

/**
 * vt_font_file_get_kind:
 * @self: a typeface
 *
 * Source: OpenType 1.9, OS/2: sFamilyClass and PANOSE; where they say nothing, its name may.
 *
 * Returns: what it looks like
 */
VtFontKind
vt_font_file_get_kind (VtFontFile *self)
{
  guint family = read_u16 (self->face, HB_TAG ('O', 'S', '/', '2'), OS2_FAMILY_CLASS) >> 8;
  guint panose = read_u16 (self->face, HB_TAG ('O', 'S', '/', '2'), OS2_PANOSE);
  guint serifs = panose & 0xff;

  if (read_u16 (self->face, HB_TAG ('p', 'o', 's', 't'), POST_FIXED_PITCH) != 0 ||
      read_u16 (self->face, HB_TAG ('p', 'o', 's', 't'), POST_FIXED_PITCH + 2) != 0)
    return VT_FONT_MONO;
  if (family == 8)
    return VT_FONT_SANS;
  if (family >= 1 && family <= 7 && family != 6)
    return VT_FONT_SERIF;
  if (panose >> 8 == 2 && serifs >= 2)
    return serifs <= 10 ? VT_FONT_SERIF : VT_FONT_SANS;

  return vt_font_guess_kind (self->name);
}

/**
 * vt_font_file_has_weights:
 * @self: a typeface
 *
 * Returns: whether it can be drawn in any weight
 */
gboolean
vt_font_file_has_weights (VtFontFile *self)
{
  hb_ot_var_axis_info_t axis;

  return hb_ot_var_find_axis_info (self->face, WEIGHT_AXIS, &axis);
}

/**
 * vt_font_file_get_characters:
 * @self: a typeface
 *
 * Returns: (transfer none): the characters that it has
 */
const hb_set_t *
vt_font_file_get_characters (VtFontFile *self)
{
  return self->characters;
}

/**
 * vt_font_file_covers:
 * @self: a typeface
 * @characters: what texts are written with
 *
 * Returns: whether they can be set with it, but for rare characters
 */
gboolean
vt_font_file_covers (VtFontFile *self, const hb_set_t *characters)
{
  g_autoptr (hb_set_t) there = hb_set_copy (characters);
  guint n = hb_set_get_population (there);

  hb_set_intersect (there, self->characters);
  return n > 0 && hb_set_get_population (there) * 10 >= n * 8;
}

static hb_font_t *
new_font (VtFontFile *self, int weight)
{
  hb_font_t *font = hb_font_create (self->face);
  hb_variation_t variation = { WEIGHT_AXIS, (float) weight };

  if (vt_font_file_has_weights (self))
    hb_font_set_variations (font, &variation, 1);

  return font;
}

static int
in_thousandths (hb_font_t *font, gint64 units)
{
  return (int) (units * 1000 / MAX (1, (gint64) hb_face_get_upem (hb_font_get_face (font))));
}

/* 0 where it lacks most letters. */
static int
average_width (hb_font_t *font)
{
  gint64 sum = 0;
  gint64 shares = 0;

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      hb_codepoint_t glyph;

      if (!hb_font_get_nominal_glyph (font, (hb_codepoint_t) letters[i].letter, &glyph))
        continue;
      sum += (gint64) hb_font_get_glyph_h_advance (font, glyph) * letters[i].share;
      shares += letters[i].share;
    }

  return shares > 5000 ? in_thousandths (font, sum / shares) : 0;
}

/* As the theme sets prices: lining figures, all as wide as each other. */
static int
digit_width (hb_font_t *font)
{
  static const hb_feature_t features[] = {
    { HB_TAG ('l', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END },
    { HB_TAG ('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END },
  };
  hb_buffer_t *buffer = hb_buffer_create ();
  unsigned int n = 0;
  hb_glyph_position_t *positions;
  int width;

  hb_buffer_add_utf8 (buffer, "0", -1, 0, -1);
  hb_buffer_guess_segment_properties (buffer);
  hb_shape (font, buffer, features, G_N_ELEMENTS (features));
  positions = hb_buffer_get_glyph_positions (buffer, &n);
  width = n == 1 && hb_buffer_get_glyph_infos (buffer, NULL)[0].codepoint != 0
              ? in_thousandths (font, positions[0].x_advance)
              : 0;
  hb_buffer_destroy (buffer);

  return width;
}

/**
 * vt_font_file_get_metrics:
 * @self: a typeface
 * @weight: 100 to 900, for one that can be drawn in any
 *
 * Returns: how much room it takes, as browsers reckon it
 */
VtFontMetrics
vt_font_file_get_metrics (VtFontFile *self, int weight)
{
  hb_font_t *font = new_font (self, weight);
  hb_position_t ascent = 0;
  hb_position_t descent = 0;
  hb_position_t gap = 0;
  VtFontMetrics metrics;

  hb_ot_metrics_get_position (font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, &ascent);
  hb_ot_metrics_get_position (font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, &descent);
  hb_ot_metrics_get_position (font, HB_OT_METRICS_TAG_HORIZONTAL_LINE_GAP, &gap);
  metrics.ascent = CLAMP (in_thousandths (font, ascent), 0, 4000);
  metrics.descent = CLAMP (in_thousandths (font, -(gint64) descent), 0, 4000);
  metrics.gap = CLAMP (in_thousandths (font, gap), 0, 4000);
  metrics.width = CLAMP (average_width (font), 0, 4000);
  metrics.digit = CLAMP (digit_width (font), 0, 4000);
  hb_font_destroy (font);

  return metrics;
}

/* The lower or upper edge of a glyph's ink. */
static hb_position_t
ink_edge (hb_font_t *font, const hb_glyph_info_t *info, const hb_glyph_position_t *position, gboolean upper)
{
  hb_glyph_extents_t extents = { 0, 0, 0, 0 };

  hb_font_get_glyph_extents (font, info->codepoint, &extents);
  return position->y_offset + extents.y_bearing + (upper ? 0 : extents.height); /* height goes down: it is negative */
}

/* Whether the ink of the last glyph stays off that of the one before it. A single one for both is drawn so. */
static gboolean
is_clear (hb_font_t *font, const char *syllable)
{
  hb_buffer_t *buffer = hb_buffer_create ();
  hb_position_t slack = (hb_position_t) hb_face_get_upem (hb_font_get_face (font)) / 50;
  unsigned int n = 0;
  hb_glyph_info_t *infos;
  hb_glyph_position_t *positions;
  gboolean clear;

  hb_buffer_add_utf8 (buffer, syllable, -1, 0, -1);
  hb_buffer_guess_segment_properties (buffer);
  hb_shape (font, buffer, NULL, 0);
  infos = hb_buffer_get_glyph_infos (buffer, &n);
  positions = hb_buffer_get_glyph_positions (buffer, &n);
  clear = n > 0;
  for (unsigned int i = 0; i < n && clear; i++)
    clear = infos[i].codepoint != 0;
  if (clear && n > 2)
    clear = ink_edge (font, &infos[n - 1], &positions[n - 1], FALSE) >
            ink_edge (font, &infos[n - 2], &positions[n - 2], TRUE) - slack;
  hb_buffer_destroy (buffer);

  return clear;
}

/**
 * vt_font_file_has_clear_marks:
 * @self: a typeface
 *
 * Sets Thai syllables in which a tone mark stands above a vowel that stands above a letter, and looks whether the ink
 * of each stays off the one below it.
 *
 * Returns: whether Thai can be read in it
 */
gboolean
vt_font_file_has_clear_marks (VtFontFile *self)
{
  static const char *const syllables[] = { "ที่", "ดี้", "ปื้", "นั้" };
  hb_font_t *font = new_font (self, 400);
  gboolean clear = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (syllables) && clear; i++)
    clear = is_clear (font, syllables[i]);
  hb_font_destroy (font);

  return clear;
}

/* A weight is kept free; whatever else may vary stands where it stands by itself. */
static void
pin_axes (VtFontFile *self, hb_subset_input_t *input)
{
  hb_ot_var_axis_info_t axes[32];
  unsigned int n = G_N_ELEMENTS (axes);

  hb_ot_var_get_axis_infos (self->face, 0, &n, axes);
  for (unsigned int i = 0; i < n; i++)
    if (axes[i].tag != WEIGHT_AXIS)
      hb_subset_input_pin_axis_to_default (input, self->face, axes[i].tag);
}

static hb_face_t *
cut (VtFontFile *self, const hb_set_t *characters)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail ();
  hb_face_t *face = NULL;

  if (input == NULL)
    return NULL;

  hb_set_union (hb_subset_input_unicode_set (input), characters);
  hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_NO_HINTING);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    hb_set_add (hb_subset_input_set (input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG), figures[i]);
  pin_axes (self, input);
  face = hb_subset_or_fail (self->face, input);
  hb_subset_input_destroy (input);

  return face;
}

/**
 * vt_font_file_subset:
 * @self: a typeface
 * @characters: what is needed of it
 * @error: %VT_FONT_ERROR_NOTHING or %VT_FONT_ERROR_DAMAGED
 *
 * Cuts the typeface to @characters and what is drawn for several of them together, without what screens of old needed.
 *
 * Returns: (transfer full) (nullable): a file of it, as OpenType
 */
GBytes *
vt_font_file_subset (VtFontFile *self, const hb_set_t *characters, GError **error)
{
  g_autoptr (hb_set_t) there = hb_set_copy (characters);
  hb_face_t *face;
  hb_blob_t *blob;
  GBytes *bytes;

  hb_set_intersect (there, self->characters);
  if (hb_set_is_empty (there))
    {
      g_set_error (error, VT_FONT_ERROR, VT_FONT_ERROR_NOTHING,
                   _ ("“%s” has none of the characters of the shop's texts"), self->name);
      return NULL;
    }

  face = cut (self, there);
  if (face == NULL)
    {
      g_set_error (
          error, VT_FONT_ERROR, VT_FONT_ERROR_DAMAGED,
          _ ("The typeface “%s” cannot be cut to what the shop needs: its file is damaged. Install it again, or "
             "choose another"),
          self->name);
      return NULL;
    }

  blob = hb_face_reference_blob (face);
  bytes = g_bytes_new (hb_blob_get_data (blob, NULL), hb_blob_get_length (blob));
  hb_blob_destroy (blob);
  hb_face_destroy (face);
  return bytes;
}
