/* Colours and look-alikes by the photograph alone: what is for sale is told from what stands behind it. */
#include "base/vt-vips.h"
#include "search/engine/vix-look-file.h"
#include "search/engine/vix-query.h"
#include "search/engine/vix-shades.h"
#include "search/vt-index-fields.h"
#include "search/vt-index-file.h"
#include "search/vt-index-words.h"
#include "search/vt-photo-colours.h"

#include <glib/gstdio.h>
#include <string.h>
#include <vips/vips.h>

#define SIDE VIX_PHOTO_SIDE

typedef struct
{
  char *product;  /* (owned) */
  char *category; /* (owned) the narrowest */
  char *file;     /* (owned) */
  VixPhoto photo;
  VixShades shades; /* as an index keeps them */
  VixLook look;
} Shown;

static void
shown_free (Shown *shown)
{
  g_free (shown->product);
  g_free (shown->category);
  g_free (shown->file);
  g_free (shown);
}

/* A disc before a wall. */
static guint8 *
draw_disc (guint32 disc, guint32 wall)
{
  guint8 *pixels = g_malloc (SIDE * SIDE * 4);

  for (int i = 0; i < SIDE * SIDE; i++)
    {
      int x = i % SIDE - SIDE / 2;
      int y = i / SIDE - SIDE / 2;
      guint32 colour = x * x + y * y < SIDE * SIDE / 9 ? disc : wall;

      pixels[i * 4] = (guint8) (colour >> 16);
      pixels[i * 4 + 1] = (guint8) (colour >> 8);
      pixels[i * 4 + 2] = (guint8) colour;
      pixels[i * 4 + 3] = 255;
    }

  return pixels;
}

static float
score (const char *words, const VixPhoto *photo)
{
  VixColourRegion region;
  VixShades shades;

  g_assert_true (vix_colour_find (words, strlen (words), &region));
  vix_shades_take (&shades, photo);
  return vix_shades_score (&shades, &region);
}

static void
assert_sound (const VixPhoto *photo, const VixLook *look)
{
  float shares = 0;
  float product = 0;

  g_assert_cmpint (photo->n, <=, VIX_PHOTO_COLOURS);
  for (int i = 0; i < photo->n; i++)
    {
      const VixPhotoColour *colour = &photo->colours[i];

      /* A NaN is not between anything. */
      g_assert_true (colour->colour.l >= 0 && colour->colour.l <= 1.01f);
      g_assert_true (colour->colour.a > -0.5f && colour->colour.a < 0.5f);
      g_assert_true (colour->colour.b > -0.5f && colour->colour.b < 0.5f);
      g_assert_true (colour->share >= 0 && colour->product >= 0);
      g_assert_true (i == 0 || colour->product <= photo->colours[i - 1].product);
      shares += colour->share;
      product += colour->product;
    }
  g_assert_true (shares <= 1.01f && product <= 1.01f);
  g_assert_cmpuint (vix_look_distance (look, look), ==, 0);
}

static void
test_disc (void)
{
  g_autofree VixPhotoWork *work = g_new (VixPhotoWork, 1);
  g_autofree guint8 *red = draw_disc (0xc8202a, 0x3058b0);
  g_autofree guint8 *white = draw_disc (0xf8f8f8, 0x303030);
  VixPhoto photo;
  VixLook look;

  g_assert_true (vix_photo_read (work, red, SIDE, SIDE, &photo));
  vix_look_read (work, &look);
  assert_sound (&photo, &look);
  g_assert_true (score ("red", &photo) > 0.5f);
  g_assert_true (score ("blue", &photo) < 0.1f);
  g_assert_true (score ("red", &photo) > score ("pink", &photo));
  g_assert_true (photo.colours[0].product > photo.colours[0].share);

  g_assert_true (vix_photo_read (work, white, SIDE, SIDE, &photo));
  g_assert_true (score ("white", &photo) > score ("black", &photo));
}

static void
test_bad_input (void)
{
  g_autofree VixPhotoWork *work = g_new (VixPhotoWork, 1);
  g_autofree guint8 *pixels = g_malloc0 (SIDE * SIDE * 4);
  static const int sizes[][2] = { { 1, 1 }, { 1, SIDE }, { SIDE, 1 }, { 2, 2 }, { 3, 7 }, { SIDE, SIDE } };
  static const int refused[][2] = { { 0, 0 }, { 0, 4 }, { 4, 0 }, { -1, 4 }, { SIDE + 1, 4 }, { 4, SIDE + 1 } };
  VixPhoto photo;
  VixLook look;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_false (vix_photo_read (work, pixels, refused[i][0], refused[i][1], &photo));
      g_assert_cmpint (photo.n, ==, 0);
    }

  /* All transparent, one colour, noise. */
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int kind = 0; kind < 4; kind++)
      {
        for (int j = 0; j < SIDE * SIDE * 4; j++)
          pixels[j] = kind == 0 ? 0 : kind == 1 ? 255 : kind == 2 ? 90 : (guint8) g_test_rand_int_range (0, 256);
        g_assert_true (vix_photo_read (work, pixels, sizes[i][0], sizes[i][1], &photo));
        vix_look_read (work, &look);
        assert_sound (&photo, &look);
        g_assert_cmpint (photo.n, >=, 1);
      }
}

static void
test_words (void)
{
  static const struct
  {
    const char *words;
    guint8 rgb[3];
    gboolean means;
  } cases[] = {
    { "red", { 200, 20, 30 }, TRUE },
    { "vermelho", { 200, 20, 30 }, TRUE },
    { "rojas", { 200, 20, 30 }, TRUE },
    { "สีแดง", { 200, 20, 30 }, TRUE },
    { "red", { 30, 60, 200 }, FALSE },
    { "navy", { 20, 25, 80 }, TRUE },
    { "navy", { 120, 170, 250 }, FALSE },
    { "azul marinho", { 20, 25, 80 }, TRUE },
    { "azul marinho", { 120, 170, 250 }, FALSE },
    { "navy blue", { 120, 170, 250 }, FALSE },
    { "dark green", { 10, 60, 25 }, TRUE },
    { "dark green", { 150, 230, 150 }, FALSE },
    { "light green", { 150, 230, 150 }, TRUE },
    { "light green", { 10, 60, 25 }, FALSE },
    { "verde claro", { 150, 230, 150 }, TRUE },
    { "azul escuro", { 20, 25, 90 }, TRUE },
    { "charcoal", { 54, 57, 60 }, TRUE },
    { "charcoal", { 200, 200, 200 }, FALSE },
    { "crimson", { 200, 20, 50 }, TRUE },
    { "สีเขียวเขม", { 10, 60, 25 }, TRUE },
    { "pink", { 250, 150, 190 }, TRUE },
    { "pink", { 200, 20, 30 }, FALSE },
    { "brown", { 110, 70, 40 }, TRUE },
    { "brown", { 240, 130, 20 }, FALSE },
    { "black", { 20, 20, 22 }, TRUE },
    { "branco", { 250, 250, 250 }, TRUE },
    { "gris", { 130, 130, 130 }, TRUE },
  };
  VixColourRegion region;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint8 *rgb = cases[i].rgb;
      float membership;

      g_assert_true (vix_colour_find (cases[i].words, strlen (cases[i].words), &region));
      membership = vix_colour_membership (&region, vix_oklab_from_srgb (rgb[0], rgb[1], rgb[2]));
      g_test_message ("%s: %g", cases[i].words, (double) membership);
      g_assert_true (cases[i].means ? membership > 0.4f : membership < 0.1f);
      g_assert_true (membership > 0); /* farther behind, never out */
    }

  g_assert_false (vix_colour_find ("", 0, &region));
  g_assert_false (vix_colour_find ("chair", 5, &region));
  g_assert_false (vix_colour_find ("red chair", 9, &region));
  g_assert_false (vix_colour_find ("dark", 4, &region));
  g_assert_false (vix_colour_find ("transparent", 11, &region));
}

static char *
trim_cell (const char *line, int column)
{
  g_auto (GStrv) cells = g_strsplit (line, ",", -1);

  return g_strv_length (cells) > (guint) column ? g_strdup (g_strstrip (cells[column])) : g_strdup ("");
}

/* Descriptions are quoted and hold commas; what is before and behind them does not. */
static Shown *
read_row (const char *line, const char *folder)
{
  const char *quote = strrchr (line, '"');
  const char *first = strchr (line, ',');
  const char *image = strstr (line, "-unsplash.jpg");
  const char *begin = image;
  const char *category = strstr (line, "category:");
  Shown *shown;

  if (quote == NULL || first == NULL || image == NULL || category == NULL || *line == ' ')
    return NULL;

  shown = g_new0 (Shown, 1);
  shown->product = trim_cell (line, 1);
  while (begin[-1] != ',' && begin[-1] != ' ')
    begin--;
  {
    g_autofree char *name = g_strndup (begin, (gsize) (image - begin) + strlen ("-unsplash.jpg"));

    shown->file = g_build_filename (folder, "images", name, NULL);
  }
  for (const char *next; (next = strstr (category + 1, "category:")) != NULL && next - category < 60;)
    category = next;
  shown->category = g_strndup (category, strcspn (category, "|, "));

  return shown;
}

/* As an index has them: what was rounded away is away. */
static void
keep_shades (Shown *shown)
{
  guint8 bytes[VIX_SHADES_MAX * VIX_SHADE_SIZE];
  gsize size;

  vix_shades_take (&shown->shades, &shown->photo);
  size = vix_shades_write (&shown->shades, bytes);
  vix_shades_read (&shown->shades, bytes, size);
}

static GPtrArray *
read_catalogue (void)
{
  const char *shared = g_getenv ("VITRINE_SHARED");
  g_autofree char *folder = shared != NULL ? g_build_filename (shared, "data", "demo-catalogue", NULL) : NULL;
  g_autofree char *file = folder != NULL ? g_build_filename (folder, "products.csv", NULL) : NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *all;

  if (file == NULL || !g_file_get_contents (file, &text, NULL, NULL))
    return NULL;

  all = g_ptr_array_new_with_free_func ((GDestroyNotify) shown_free);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      Shown *shown = read_row (lines[i], folder);

      if (shown == NULL)
        continue;
      g_assert_true (vt_photo_colours_read (shown->file, &shown->photo, &shown->look, &error));
      g_assert_no_error (error);
      assert_sound (&shown->photo, &shown->look);
      keep_shades (shown);
      g_ptr_array_add (all, shown);
    }

  return all;
}

static char *
read_truth (const char *name)
{
  g_autofree char *file = g_build_filename (g_getenv ("VITRINE_SHARED"), "data", "colours", name, NULL);
  char *text = NULL;

  return g_file_get_contents (file, &text, NULL, NULL) ? text : NULL;
}

static gboolean
is_true (const char *truth, const char *colour, const char *product)
{
  for (int grade = 1; grade <= 2; grade++)
    {
      g_autofree char *row = g_strdup_printf ("\n%s\t%s\t%d\t", colour, product, grade);

      if (strstr (truth, row) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* An index that knows nothing of the things but their photographs. */
static VtIndexFile *
build_index (GPtrArray *all)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  VixBuilder *builder = vix_builder_new (vt_index_allocator (), VIX_LANGUAGE_EN);
  VtIndexFile *file;
  uint8_t *data = NULL;
  size_t size = 0;

  vt_index_fields_add (builder, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_assert_true (vix_builder_begin (builder, id, strlen (id), "thing", 5));
      vix_builder_add_text (builder, VT_INDEX_TITLE, "thing", 5);
      vix_builder_add_shades (builder, VT_INDEX_COLOUR, &((Shown *) all->pdata[i])->shades);
    }
  g_assert_true (vix_builder_finish (builder, NULL, NULL, &data, &size));
  vix_builder_free (builder);
  bytes = g_bytes_new_take (data, size);
  file = vt_index_file_new_for_bytes (bytes, &error);
  g_assert_no_error (error);

  return file;
}

/* What a shopper gets for a colour's word, the best first. */
static GPtrArray *
search (VtIndexFile *file, GPtrArray *all, const char *colour)
{
  const VixIndex *index = vt_index_file_get (file);
  VixArena *arena = vt_index_arena_new (index);
  const VixQuery query = { .text = colour, .length = strlen (colour), .limit = 100 };
  GPtrArray *found = g_ptr_array_new ();
  VixResult result;

  g_assert_true (vix_query_run (index, &query, arena, &result));
  for (guint i = 0; i < result.n_hits; i++)
    g_ptr_array_add (found, all->pdata[result.hits[i].document]);
  vt_index_arena_free (arena);

  return found;
}

static guint
count_true (GPtrArray *all, guint among, const char *truth, const char *colour)
{
  guint n = 0;

  for (guint i = 0; i < MIN (among, all->len); i++)
    n += is_true (truth, colour, ((Shown *) all->pdata[i])->product) ? 1 : 0;

  return n;
}

/* What was judged by eye, and measured before a change that makes it worse is taken. */
static void
test_catalogue_colours (void)
{
  static const char *const colours[] = { "black", "white",  "grey", "red",   "orange", "yellow", "green",
                                         "blue",  "purple", "pink", "brown", "beige",  "teal" };
  g_autoptr (GPtrArray) all = read_catalogue ();
  g_autofree char *truth = all != NULL ? read_truth ("truth-by-eye.tsv") : NULL;
  g_autoptr (VtIndexFile) file = NULL;
  double precision = 0;
  double recall = 0;

  if (truth == NULL)
    {
      g_test_skip ("VITRINE_SHARED has no photographs");
      return;
    }

  file = build_index (all);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      g_autoptr (GPtrArray) found = search (file, all, colours[i]);
      guint n = count_true (all, all->len, truth, colours[i]);
      double p, r;

      g_assert_cmpuint (n, >, 0);
      p = (double) count_true (found, MIN (n, 3), truth, colours[i]) / MIN (n, 3);
      r = (double) count_true (found, MAX (n, 5), truth, colours[i]) / n;
      g_test_message ("%s: %u of %u, precision %.2f, recall %.2f", colours[i], n, found->len, p, r);
      precision += p / G_N_ELEMENTS (colours);
      recall += r / G_N_ELEMENTS (colours);
    }

  g_test_message ("precision %.3f, recall %.3f", precision, recall);
  g_assert_cmpfloat (precision, >=, 0.85);
  g_assert_cmpfloat (recall, >=, 0.77);
}

/* Whether the pair's product is among the first that a search for its colour has. */
static gboolean
is_among_first (VtIndexFile *file, GPtrArray *all, const char *truth, const char *colour, const char *product)
{
  g_autoptr (GPtrArray) found = search (file, all, colour);
  guint n = count_true (all, all->len, truth, g_str_equal (colour, "gray") ? "grey" : colour);

  for (guint i = 0; i < MIN (found->len, MAX (n, 5)); i++)
    if (g_str_equal (((Shown *) found->pdata[i])->product, product))
      return TRUE;

  return FALSE;
}

/* Colours that the shop itself names. Wood is none. */
static void
test_catalogue_facets (void)
{
  g_autoptr (GPtrArray) all = read_catalogue ();
  g_autofree char *truth = all != NULL ? read_truth ("truth-by-eye.tsv") : NULL;
  g_autofree char *facets = all != NULL ? read_truth ("truth-facets.tsv") : NULL;
  g_auto (GStrv) lines = facets != NULL ? g_strsplit (facets, "\n", -1) : NULL;
  g_autoptr (VtIndexFile) file = NULL;
  guint n = 0;
  guint n_found = 0;

  if (truth == NULL || lines == NULL)
    {
      g_test_skip ("VITRINE_SHARED has no photographs");
      return;
    }

  file = build_index (all);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      gboolean is_found;

      if (g_strv_length (cells) < 2 || g_str_equal (cells[0], "wood"))
        continue;
      is_found = is_among_first (file, all, truth, cells[0], cells[1]);
      if (!is_found)
        g_test_message ("%s: not %s", cells[0], cells[1]);
      n_found += is_found ? 1 : 0;
      n++;
    }
  g_test_message ("%u of %u among the first", n_found, n);
  g_assert_cmpuint (n, ==, 17);
  g_assert_cmpuint (n_found, >=, 14);
}

typedef VipsImage Image;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Image, g_object_unref)

/* As a shopper might have it: cut by a fifth, mirrored, smaller, lighter, coded again. */
static void
spoil (const char *from, guint how, const char *to)
{
  g_autoptr (Image) image = vips_image_new_from_file (from, NULL);
  g_autoptr (Image) spoilt = NULL;
  int width = image->Xsize;
  int height = image->Ysize;
  int result = 0;

  if (how == 0)
    result = vips_crop (image, &spoilt, width / 10, height / 10, width * 8 / 10, height * 8 / 10, NULL);
  else if (how == 1)
    result = vips_flip (image, &spoilt, VIPS_DIRECTION_HORIZONTAL, NULL);
  else if (how == 2)
    result = vips_resize (image, &spoilt, 0.3, NULL);
  else if (how == 3)
    result = vips_linear1 (image, &spoilt, 1.2, 10, "uchar", TRUE, NULL);
  else
    result = vips_copy (image, &spoilt, NULL);
  g_assert_cmpint (result, ==, 0);
  g_assert_cmpint (vips_jpegsave (spoilt, to, "Q", how == 4 ? 30 : 85, NULL), ==, 0);
}

/* As browsers fetch it; the identifiers are the places in the list. */
static GByteArray *
write_looks (GPtrArray *all, VixLookFile *file)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_set_size (bytes, VIX_LOOK_FILE_HEAD + all->len * VIX_LOOK_FILE_ENTRY);
  vix_look_file_write_head (bytes->data, all->len);
  for (guint i = 0; i < all->len; i++)
    vix_look_file_write_entry (bytes->data + VIX_LOOK_FILE_HEAD + i * VIX_LOOK_FILE_ENTRY, i,
                               ((Shown *) all->pdata[i])->look.parts);
  g_assert_true (vix_look_file_open (file, bytes->data, bytes->len));

  return bytes;
}

static void
test_catalogue_looks (void)
{
  g_autoptr (GPtrArray) all = read_catalogue ();
  g_autofree char *folder = g_dir_make_tmp ("vitrine-looks-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "spoilt.jpg", NULL);
  g_autoptr (GByteArray) bytes = NULL;
  VixLookFile looks;
  guint found = 0;
  guint alike = 0;

  if (all == NULL)
    {
      g_assert_cmpint (g_rmdir (folder), ==, 0);
      g_test_skip ("VITRINE_SHARED has no photographs");
      return;
    }

  bytes = write_looks (all, &looks);
  for (guint i = 0; i < all->len; i++)
    {
      const Shown *shown = all->pdata[i];
      VixLookMatch hits[4];
      gboolean has_alike = FALSE;

      g_assert_cmpuint (vix_look_file_search (&looks, &shown->look, hits, 4), ==, 4);
      g_assert_cmpuint (hits[0].id, ==, i);
      g_assert_cmpuint (hits[0].distance, ==, 0);
      for (guint j = 1; j < 4; j++)
        has_alike |= g_str_equal (((Shown *) all->pdata[hits[j].id])->category, shown->category);
      alike += has_alike ? 1 : 0;

      for (guint how = 0; how < 5; how++)
        {
          VixPhoto photo;
          VixLook look;

          spoil (shown->file, how, file);
          g_assert_true (vt_photo_colours_read (file, &photo, &look, NULL));
          vix_look_file_search (&looks, &look, hits, 1);
          found += hits[0].id == i ? 1 : 0;
        }
    }

  g_test_message ("itself first: %.3f, its category among three others: %.3f", found / (5.0 * all->len),
                  alike / (1.0 * all->len));
  g_assert_cmpfloat (found / (5.0 * all->len), >=, 0.98);
  g_assert_cmpfloat (alike / (1.0 * all->len), >=, 0.70);
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  vt_vips_start ();

  g_test_add_func ("/photo/disc", test_disc);
  g_test_add_func ("/photo/bad-input", test_bad_input);
  g_test_add_func ("/photo/words", test_words);
  g_test_add_func ("/photo/catalogue-colours", test_catalogue_colours);
  g_test_add_func ("/photo/catalogue-facets", test_catalogue_facets);
  g_test_add_func ("/photo/catalogue-looks", test_catalogue_looks);

  return g_test_run ();
}
