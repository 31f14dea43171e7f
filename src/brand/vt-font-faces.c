/* Chooses the files of the brand's typefaces, cuts them to what the shop's texts need, and packs them for the web. What
 * cannot be used is left out and logged: its text stands in the next family of the list. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-font-faces.h"

#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "brand/vt-font-list.h"
#include "brand/vt-font-text.h"
#include "brand/vt-woff2.h"

#include <glib/gstdio.h>
#include <string.h>

/* Changes when the same typeface and characters give another file. */
#define RECIPE_VERSION "1"

/* More than shoppers should have to load for one script in one weight. */
#define MAX_FACE_BYTES (400 * 1024)

#define STRONG      600
#define MAX_WEIGHTS 4
#define LIGHTEST    1
#define HEAVIEST    1000

/* A file to make. */
typedef struct
{
  const VtFontPiece *piece; /* (unowned) */
  char *family;             /* (owned) */
  char *path;               /* (owned) */
  guint index;
  int weight; /* that it is asked for */
  int weight_min;
  int weight_max;
  guint types;
  gboolean is_companion;
} Plan;

static void
plan_free (Plan *self)
{
  g_free (self->family);
  g_free (self->path);
  g_free (self);
}

/* Weights -----------------------------------------------------------------------------------------------------------
 */

/* Texts have words that stand out. */
static guint
weights_of (VtBrand *brand, VtBrandType type, int weights[MAX_WEIGHTS])
{
  guint n = 0;

  weights[n++] = vt_brand_get_weight (brand, type);
  if (type == VT_BRAND_BODY && weights[0] < STRONG)
    weights[n++] = STRONG;

  return n;
}

static Plan *
find_plan (GPtrArray *plans, const VtFontPiece *piece, const VtFontStyle *style)
{
  for (guint i = 0; i < plans->len; i++)
    {
      Plan *plan = g_ptr_array_index (plans, i);

      if (plan->piece == piece && strcmp (plan->path, style->path) == 0 && plan->index == style->index)
        return plan;
    }

  return NULL;
}

static void
add_plan (GPtrArray *plans, const VtFontPiece *piece, const char *family, const VtFontStyle *style, int weight)
{
  Plan *plan = g_new0 (Plan, 1);

  plan->piece = piece;
  plan->family = g_strdup (family);
  plan->path = g_strdup (style->path);
  plan->index = style->index;
  plan->weight = weight;
  plan->weight_min = style->weight_min;
  plan->weight_max = style->weight_max;
  g_ptr_array_add (plans, plan);
}

static void
add_plans (GPtrArray *plans,
           const VtFontPiece *piece,
           const char *family,
           VtBrand *brand,
           VtBrandType type,
           gboolean is_companion)
{
  g_autoptr (GPtrArray) styles = vt_font_list_styles (family);
  int weights[MAX_WEIGHTS];
  guint n = weights_of (brand, type, weights);

  for (guint i = 0; i < n; i++)
    {
      const VtFontStyle *style = vt_font_choose_style (styles, weights[i]);
      Plan *plan;

      if (style == NULL)
        return;
      if (find_plan (plans, piece, style) == NULL)
        add_plan (plans, piece, family, style, weights[i]);
      plan = find_plan (plans, piece, style);
      plan->types |= 1u << type;
      plan->is_companion = is_companion;
    }
}

static int
compare_plans (gconstpointer a, gconstpointer b)
{
  const Plan *first = *(const Plan *const *) a;
  const Plan *second = *(const Plan *const *) b;
  int order = strcmp (first->family, second->family);

  if (first->is_companion != second->is_companion)
    return first->is_companion ? 1 : -1;
  if (order == 0 && first->piece != second->piece)
    order = strcmp (first->piece->name, second->piece->name);

  return order != 0 ? order : first->weight_min - second->weight_min;
}

static gboolean
are_neighbours (const Plan *a, const Plan *b)
{
  return strcmp (a->family, b->family) == 0 && a->piece == b->piece;
}

/* Each file serves the weights that are nearest to its own, so that browsers never embolden one by themselves. What is
 * between regular and bold is regular: half-bold words on a page are no reason to load another file. */
static void
share_weights (GPtrArray *plans)
{
  int from = LIGHTEST;

  g_ptr_array_sort (plans, compare_plans);
  for (guint i = 0; i < plans->len; i++)
    {
      Plan *plan = g_ptr_array_index (plans, i);
      const Plan *next = i + 1 < plans->len ? g_ptr_array_index (plans, i + 1) : NULL;
      gboolean shares = next != NULL && are_neighbours (plan, next);
      int to = shares ? (plan->weight_max + next->weight_min) / 2 : HEAVIEST;

      if (plan->weight_min == plan->weight_max || shares || from > LIGHTEST)
        {
          plan->weight_min = from;
          plan->weight_max = MAX (from, to);
        }
      from = shares ? plan->weight_max + 1 : LIGHTEST;
    }
}

/* Families ----------------------------------------------------------------------------------------------------------
 */

static VtFontFile *
open_regular (const char *family, int weight)
{
  g_autoptr (GPtrArray) styles = vt_font_list_styles (family);
  const VtFontStyle *style = vt_font_choose_style (styles, weight);
  g_autoptr (GError) error = NULL;
  VtFontFile *file = style != NULL ? vt_font_file_open (style->path, style->index, &error) : NULL;

  if (error != NULL)
    g_info ("%s", error->message);
  return file;
}

/* Whether a text of the shop's languages in the script can be set with it. */
static gboolean
covers (VtFontFile *file, const VtFontPiece *piece, const hb_set_t *of_langs)
{
  g_autoptr (hb_set_t) wanted = hb_set_copy (piece->characters);

  if (piece->is_needed)
    hb_set_intersect (wanted, of_langs);

  return file != NULL && vt_font_file_covers (file, wanted);
}

static void
plan_type (GPtrArray *plans, const VtFontOrder *order, GPtrArray *pieces, VtBrandType type)
{
  const char *family = vt_brand_get_font (order->brand, type);
  g_autoptr (VtFontFile) file = open_regular (family, vt_brand_get_weight (order->brand, type));
  VtFontKind kind = file != NULL ? vt_font_file_get_kind (file) : vt_font_guess_kind (family);

  for (guint i = 0; i < pieces->len; i++)
    {
      const VtFontPiece *piece = g_ptr_array_index (pieces, i);
      g_autofree char *companion = NULL;

      if (covers (file, piece, order->of_langs))
        {
          add_plans (plans, piece, family, order->brand, type, FALSE);
          continue;
        }
      if (!piece->is_needed || piece->script == G_UNICODE_SCRIPT_LATIN)
        continue;
      companion = vt_font_find_companion (kind, piece->name, hb_set_get_max (piece->characters));
      if (companion != NULL)
        add_plans (plans, piece, companion, order->brand, type, TRUE);
    }
}

/* Files -------------------------------------------------------------------------------------------------------------
 */

static char *
recipe_of (const Plan *plan, const char *ranges)
{
  GStatBuf info = { 0 };
  g_autofree char *text = NULL;

  if (g_stat (plan->path, &info) != 0)
    return NULL;

  text = g_strdup_printf ("%s\n%s\n%u\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s\n%s", RECIPE_VERSION, plan->path,
                          plan->index, (gint64) info.st_size, (gint64) info.st_mtime, hb_version_string (), ranges);
  return vt_sha256_data (text, strlen (text));
}

static GBytes *
make_bytes (VtFontFile *file, const hb_set_t *characters, GError **error)
{
  g_autoptr (GBytes) sfnt =
      vt_font_file_may_travel (file, error) ? vt_font_file_subset (file, characters, error) : NULL;
  g_autoptr (GBytes) packed = sfnt != NULL ? vt_woff2_encode (sfnt, error) : NULL;

  if (packed != NULL && g_bytes_get_size (packed) > MAX_FACE_BYTES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "%" G_GSIZE_FORMAT " bytes are too many for shoppers to load", g_bytes_get_size (packed));
      return NULL;
    }

  return g_steal_pointer (&packed);
}

/* What was packed before is found in the cache, whose names say what is in them. */
static GBytes *
get_bytes (const VtFontOrder *order, VtFontFile *file, const hb_set_t *characters, const char *recipe, GError **error)
{
  g_autofree char *folder = order->cache_dir != NULL ? g_build_filename (order->cache_dir, "fonts", NULL) : NULL;
  g_autofree char *name = g_strconcat (recipe, ".woff2", NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  GBytes *bytes = path != NULL ? vt_file_read (path, MAX_FACE_BYTES, NULL) : NULL;

  if (bytes != NULL)
    return bytes;

  bytes = make_bytes (file, characters, error);
  if (bytes != NULL && path != NULL && g_mkdir_with_parents (folder, 0700) == 0)
    vt_file_write_atomic (path, bytes, NULL);
  return bytes;
}

static VtBrandFace *
make_face (const VtFontOrder *order, const Plan *plan, GError **error)
{
  g_autoptr (VtFontFile) file = vt_font_file_open (plan->path, plan->index, error);
  g_autoptr (hb_set_t) characters = hb_set_copy (plan->piece->characters);
  g_autofree char *ranges = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (VtBrandFace) face = NULL;

  if (file == NULL)
    return NULL;

  hb_set_intersect (characters, vt_font_file_get_characters (file));
  ranges = vt_font_text_ranges (characters);
  face = vt_brand_face_new (plan->family, plan->piece->name, ranges);
  if (face == NULL || (face->recipe = recipe_of (plan, ranges)) == NULL)
    {
      g_set_error (error, VT_FONT_ERROR, VT_FONT_ERROR_NOTHING, "“%s” has nothing of what is needed", plan->family);
      return NULL;
    }

  face->bytes = get_bytes (order, file, characters, face->recipe, error);
  if (face->bytes == NULL)
    return NULL;

  hash = vt_sha256_bytes (face->bytes);
  g_strlcpy (face->sha256, hash, sizeof face->sha256);
  face->kind = vt_font_file_get_kind (file);
  face->types = plan->types;
  face->is_companion = plan->is_companion;
  face->weight_min = plan->weight_min;
  face->weight_max = plan->weight_max;
  face->metrics = vt_font_file_get_metrics (file, plan->weight);
  return g_steal_pointer (&face);
}

/* A family that came with the shop from another computer stays as it came. */
static void
keep_faces (const VtFontOrder *order, GPtrArray *faces, VtBrandType type)
{
  const char *family = vt_brand_get_font (order->brand, type);

  if (vt_font_is_installed (family))
    return;

  for (guint i = 0; i < order->kept->len; i++)
    {
      const VtBrandFace *kept = g_ptr_array_index (order->kept, i);
      VtBrandFace *face;

      if (strcmp (kept->family, family) != 0 || kept->is_companion)
        continue;
      for (guint j = 0; j < faces->len; j++)
        if (strcmp (((VtBrandFace *) g_ptr_array_index (faces, j))->sha256, kept->sha256) == 0)
          {
            ((VtBrandFace *) g_ptr_array_index (faces, j))->types |= 1u << type;
            kept = NULL;
            break;
          }
      if (kept == NULL)
        continue;

      face = vt_brand_face_new (kept->family, kept->script, kept->ranges);
      face->kind = kept->kind;
      face->types = 1u << type;
      face->weight_min = kept->weight_min;
      face->weight_max = kept->weight_max;
      face->metrics = kept->metrics;
      face->recipe = g_strdup (kept->recipe);
      g_strlcpy (face->sha256, kept->sha256, sizeof face->sha256);
      g_ptr_array_add (faces, face);
    }
}

/**
 * vt_font_faces_make:
 * @order: what they are made of
 * @cancellable: (nullable): stops it between two files
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Takes some tenths of a second for typefaces that were not made before: never on the main thread.
 *
 * Returns: (transfer full) (element-type VtBrandFace) (nullable): the files that the shop's pages are set in, those for
 * scripts that a chosen family lacks last
 */
GPtrArray *
vt_font_faces_make (const VtFontOrder *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pieces = vt_font_text_split (order->needed, order->of_langs);
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) plan_free);
  g_autoptr (GPtrArray) faces = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_brand_face_free);

  for (int type = 0; type < VT_BRAND_N_TYPES; type++)
    plan_type (plans, order, pieces, (VtBrandType) type);
  share_weights (plans);

  for (int type = 0; type < VT_BRAND_N_TYPES; type++)
    keep_faces (order, faces, (VtBrandType) type);
  for (guint i = 0; i < plans->len; i++)
    {
      g_autoptr (GError) reason = NULL;
      VtBrandFace *face;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      face = make_face (order, g_ptr_array_index (plans, i), &reason);
      if (face != NULL)
        g_ptr_array_add (faces, face);
      else
        g_info ("A typeface does not go to the shop's pages: %s", reason->message);
    }

  return g_steal_pointer (&faces);
}
