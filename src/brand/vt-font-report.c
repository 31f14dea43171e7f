#include "brand/vt-font-report.h"

#include "brand/vt-font-file.h"
#include "brand/vt-font-list.h"
#include "brand/vt-font-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define REGULAR 400

static void
coverage_free (VtFontCoverage *self)
{
  g_free (self->script);
  g_free (self->companion);
  g_free (self);
}

/**
 * vt_font_report_free:
 * @self: (nullable): a report
 */
void
vt_font_report_free (VtFontReport *self)
{
  if (self == NULL)
    return;

  g_free (self->family);
  g_free (self->reason);
  g_clear_pointer (&self->weights, g_array_unref);
  g_clear_pointer (&self->coverage, g_ptr_array_unref);
  g_free (self);
}

static void
add_weights (VtFontReport *self, GPtrArray *styles)
{
  for (int weight = 100; weight <= 900; weight += 100)
    for (guint i = 0; i < styles->len; i++)
      {
        const VtFontStyle *style = g_ptr_array_index (styles, i);

        /* Some makers' weights are not round. */
        if (weight > style->weight_min - 50 && weight < style->weight_max + 50)
          {
            g_array_append_val (self->weights, weight);
            break;
          }
      }
}

static VtFontFile *
open_family (const char *family, GError **error)
{
  g_autoptr (GPtrArray) styles = vt_font_list_styles (family);
  const VtFontStyle *style = vt_font_choose_style (styles, REGULAR);

  return style != NULL ? vt_font_file_open (style->path, style->index, error) : NULL;
}

static gboolean
has_clear_marks (VtFontFile *file, const char *companion)
{
  g_autoptr (VtFontFile) other = companion != NULL ? open_family (companion, NULL) : NULL;

  if (companion != NULL)
    file = other;

  return file != NULL && vt_font_file_has_clear_marks (file);
}

static void
add_coverage (VtFontReport *self, VtFontFile *file, const VtFontPiece *piece)
{
  VtFontCoverage *coverage = g_new0 (VtFontCoverage, 1);

  coverage->script = g_strdup (piece->name);
  coverage->is_covered = file != NULL && vt_font_file_covers (file, piece->characters);
  if (!coverage->is_covered && piece->script != G_UNICODE_SCRIPT_LATIN)
    coverage->companion = vt_font_find_companion (self->kind, piece->name, hb_set_get_max (piece->characters));
  if (piece->script == G_UNICODE_SCRIPT_THAI)
    coverage->clear_marks = has_clear_marks (file, coverage->companion);
  g_ptr_array_add (self->coverage, coverage);
}

static void
add_scripts (VtFontReport *self, VtFontFile *file, const char *const *languages)
{
  g_autoptr (hb_set_t) all = hb_set_create ();
  g_autoptr (GPtrArray) pieces = NULL;

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autoptr (hb_set_t) some = vt_font_text_of_language (languages[i]);

      hb_set_union (all, some);
    }

  pieces = vt_font_text_split (all, all);
  for (guint i = 0; i < pieces->len; i++)
    add_coverage (self, file, g_ptr_array_index (pieces, i));
}

/**
 * vt_font_report_new:
 * @family: a family of typefaces
 * @languages: (array zero-terminated=1): of a shop, BCP 47
 *
 * Opens a file of the family: some hundredths of a second, so not on the main thread.
 *
 * Returns: (transfer full): how it would serve the shop
 */
VtFontReport *
vt_font_report_new (const char *family, const char *const *languages)
{
  VtFontReport *self = g_new0 (VtFontReport, 1);
  g_autoptr (GPtrArray) styles = vt_font_list_styles (family);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtFontFile) file = open_family (family, &error);

  self->family = g_strdup (family);
  self->is_installed = styles->len > 0;
  self->weights = g_array_new (FALSE, FALSE, sizeof (int));
  self->coverage = g_ptr_array_new_with_free_func ((GDestroyNotify) coverage_free);
  self->kind = file != NULL ? vt_font_file_get_kind (file) : vt_font_guess_kind (family);
  self->may_travel = file != NULL && vt_font_file_may_travel (file, &error);
  self->is_open = file != NULL && vt_font_file_is_open (file);
  if (error != NULL)
    self->reason = g_strdup (error->message);
  add_weights (self, styles);
  add_scripts (self, file, languages);

  return self;
}

/**
 * vt_font_coverage_is_good:
 * @self: how a family serves a script
 *
 * Returns: whether shoppers can read it
 */
gboolean
vt_font_coverage_is_good (const VtFontCoverage *self)
{
  return (self->is_covered || self->companion != NULL) && (strcmp (self->script, "Thai") != 0 || self->clear_marks);
}

/**
 * vt_font_coverage_to_string:
 * @self: how a family serves a script
 *
 * Returns: (transfer full): some words of it: "Thai, tone marks clear"
 */
char *
vt_font_coverage_to_string (const VtFontCoverage *self)
{
  gboolean is_thai = strcmp (self->script, "Thai") == 0;

  if (!self->is_covered && self->companion == NULL)
    /* Translators: the name of a script: "Thai" */
    return g_strdup_printf (_ ("%s is missing"), self->script);
  if (is_thai && !self->clear_marks)
    return g_strdup (_ ("Thai, tone marks run into vowels"));
  if (!self->is_covered && is_thai)
    /* Translators: the name of a typeface that stands in for another */
    return g_strdup_printf (_ ("Thai by %s, tone marks clear"), self->companion);
  if (!self->is_covered)
    /* Translators: the name of a script and that of a typeface that stands in for another */
    return g_strdup_printf (_ ("%s by %s"), self->script, self->companion);

  return g_strdup (is_thai ? _ ("Thai, tone marks clear") : self->script);
}
