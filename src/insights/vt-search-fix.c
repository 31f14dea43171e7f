#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-search-fix.h"

#include "search/vt-search-rule.h"
#include "search/vt-synonym.h"

#include <glib/gi18n-lib.h>

static const char *const kind_names[] = { "synonym", "pin", "redirect" };

/**
 * vt_search_fix_free:
 * @self: (nullable): a fix
 */
void
vt_search_fix_free (VtSearchFix *self)
{
  if (self == NULL)
    return;

  g_free (self->query);
  g_free (self->other);
  g_free (self->title);
  g_free (self->path);
  g_free (self);
}

/* Returns: its name on the command line */
const char *
vt_search_fix_kind_to_string (VtSearchFixKind kind)
{
  return kind_names[kind];
}

/**
 * vt_search_fix_describe:
 * @self: a fix
 *
 * Returns: (transfer full): what it does, for a button or a line of a report, and for the history once it is done
 */
char *
vt_search_fix_describe (const VtSearchFix *self)
{
  switch (self->kind)
    {
    case VT_SEARCH_FIX_SYNONYM:
      /* TRANSLATORS: the first is what shoppers search for, the second what the shop has: “couch”, “sofa” */
      return g_strdup_printf (_ ("Let “%s” find “%s”"), self->query, self->other);
    case VT_SEARCH_FIX_PIN:
      /* TRANSLATORS: a product, and what shoppers search for */
      return g_strdup_printf (_ ("Show “%s” for “%s”"), self->title, self->query);
    case VT_SEARCH_FIX_REDIRECT:
    default:
      /* TRANSLATORS: what shoppers search for, and the title of a page */
      return g_strdup_printf (_ ("Lead “%s” to “%s”"), self->query, self->title);
    }
}

static gboolean
save_rule (VtDb *db, VtSearchRule *rule, GError **error)
{
  g_autoptr (VtSearchRule) owned = rule;

  return vt_search_rule_save (db, owned, error);
}

/**
 * vt_search_fix_job:
 * @db: the connection of the job
 * @fix: a #VtSearchFix
 * @cancellable: (nullable): not looked at
 * @error: a #VtSearchError or #VtDbError
 *
 * The #VtShopJob that makes the fix, for all languages.
 *
 * Returns: whether it is made
 */
gboolean
vt_search_fix_job (VtDb *db, gpointer fix, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtSearchFix *self = fix;
  g_autoptr (VtSynonym) synonym = NULL;

  if (self->kind == VT_SEARCH_FIX_PIN)
    return save_rule (db, vt_search_rule_new ("", self->query, VT_SEARCH_RULE_PIN, self->product_id), error);
  if (self->kind == VT_SEARCH_FIX_REDIRECT)
    return save_rule (db, vt_search_rule_new_redirect ("", self->query, self->path), error);

  synonym = vt_synonym_new ("", self->query, self->other);
  return vt_synonym_save (db, synonym, error);
}

/**
 * vt_search_fix_make:
 * @shop: a shop, open for writing
 * @fix: what to do
 * @cancellable: (nullable): stops it before it begins
 * @error: a #VtSearchError, #VtShopError or #VtDbError
 *
 * Makes the fix as one step that can be undone.
 *
 * Returns: whether it is made
 */
gboolean
vt_search_fix_make (VtShop *shop, VtSearchFix *fix, GCancellable *cancellable, GError **error)
{
  g_autofree char *label = vt_search_fix_describe (fix);

  return vt_shop_write (shop, label, NULL, vt_search_fix_job, fix, cancellable, NULL, error);
}
