/* Owner of the table brand_token. */

#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-brand-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *const vt_brand_public_copies[] = {
  "INSERT INTO catalogue.brand_token (name, value) SELECT name, value FROM main.brand_token ORDER BY name",
  "INSERT INTO catalogue.brand_face (position, family, kind, types, is_companion, script, ranges, weight_min, weight_max, "
  "width, digit, ascent, descent, gap, recipe, sha256, bytes) SELECT position, family, kind, types, is_companion, script, "
  "ranges, weight_min, weight_max, width, digit, ascent, descent, gap, '', sha256, bytes FROM main.brand_face "
  "ORDER BY position",
  /* The pictures of links are named by what their layout is. */
  "INSERT INTO catalogue.brand_asset (id, layout) SELECT id, layout FROM main.brand_asset WHERE id = 'link-card'", NULL
};

/**
 * vt_brand_load:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * The preset comes first: it is what the others are set on. A token that is none (from a newer program, or changed by
 * hand) has no effect: a brand is never left without colours.
 *
 * Returns: (transfer full) (nullable): the brand
 */
VtBrand *
vt_brand_load (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT name, value FROM brand_token ORDER BY name <> 'look.preset'", error);
  g_autoptr (VtBrand) self = vt_brand_new_default ();
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      g_autoptr (GError) reason = NULL;

      if (!vt_brand_take_token (self, vt_stmt_get_text (stmt, 0), vt_stmt_get_text (stmt, 1), &reason))
        g_info ("Brand token left out: %s", reason->message);
    }

  if (step != VT_STEP_DONE)
    return NULL;

  self->faces = vt_brand_face_list (db, error);
  return self->faces != NULL ? g_steal_pointer (&self) : NULL;
}

/* The value as it is stored: one way to write each. */
static char *
canonical (const char *name, const char *value)
{
  VtColour colour;

  if (g_str_has_prefix (name, "colour.") && vt_colour_parse (value, &colour))
    return vt_colour_to_hex (colour);
  if (g_str_has_prefix (name, VT_BRAND_TYPE_PREFIX))
    return vt_brand_canonical_type (name, value);

  return g_strdup (value);
}

/**
 * vt_brand_set_token:
 * @db: the connection of a #VtShopJob
 * @name: vt_brand_dup_colour_token(), `type.heading`, `type.body`, either with `.weight`, `type.scale`,
 * vt_logo_token(), `logo.clear`, `logo.minimum`, `look.preset`, `look.radius`, `look.density`, `look.button`,
 * `look.card`, `look.css`
 * @value: (nullable): a colour, the name of a family of typefaces, a weight from 100 to 900, a scale, the SHA-256 of a
 *   media file, a number or a word; %NULL for the default
 * @error: a #VtBrandError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_brand_set_token (VtDb *db, const char *name, const char *value, GError **error)
{
  g_autoptr (VtBrand) probe = vt_brand_new_default ();
  g_autofree char *own = NULL;

  if (value == NULL)
    return vt_db_run (db, error, "DELETE FROM brand_token WHERE name = ?1", "s", name);

  if (!vt_brand_take_token (probe, name, value, error))
    return FALSE;
  if (vt_brand_is_logo_file (name) && !vt_brand_check_logo (db, value, error))
    return FALSE;

  own = canonical (name, value);
  return vt_db_run (db, error,
                    "INSERT INTO brand_token (name, value) VALUES (?1, ?2) "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
                    "ss", name, own);
}

/**
 * vt_brand_set_colours:
 * @db: the connection of a #VtShopJob
 * @colours: (array fixed-size=VT_BRAND_N_COLOURS): a whole palette
 * @error: a #VtDbError
 *
 * What was chosen by hand for dark screens belonged to the palette before, and goes with it.
 *
 * Returns: whether it is so now
 */
gboolean
vt_brand_set_colours (VtDb *db, const VtColour *colours, GError **error)
{
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      g_autofree char *name = vt_brand_dup_colour_token ((VtBrandColour) i, FALSE);
      g_autofree char *dark = vt_brand_dup_colour_token ((VtBrandColour) i, TRUE);
      g_autofree char *hex = vt_colour_to_hex (colours[i]);

      if (!vt_brand_set_token (db, name, hex, error) || !vt_brand_set_token (db, dark, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* What a preset is left with when another one is chosen. */
gboolean
vt_brand_forget_look (VtDb *db, GError **error)
{
  return vt_db_run (db, error,
                    "DELETE FROM brand_token WHERE name IN ('look.radius', 'look.density', 'look.button', 'look.card')",
                    "");
}

gboolean
vt_brand_forget_colours (VtDb *db, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM brand_token WHERE name GLOB 'colour.*'", "");
}

gboolean
vt_brand_forget_type (VtDb *db, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM brand_token WHERE name GLOB 'type.*'", "");
}
