#define G_LOG_DOMAIN "vitrine"

#include "app/publish/vt-publish-words.h"

#include <glib/gi18n.h>

/* The name of a release is one line, in every list and on every host. */
#define MAX_LABEL_CHARS 60
#define MAX_NAMED       2

static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_LABEL_CHARS)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, MAX_LABEL_CHARS - 1);
  return g_strconcat (start, "…", NULL);
}

/**
 * vt_publish_words_for_release:
 * @plan: what the release changes
 *
 * Returns: (transfer full): what it is called in the list of releases: "Modern Cafe Chair, Green Week and 3 more"
 */
char *
vt_publish_words_for_release (VtPlan *plan)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n_more;

  if (plan->first)
    return g_strdup (_ ("The first release"));

  for (guint i = 0; i < MIN (plan->items->len, MAX_NAMED); i++)
    {
      const VtPlanItem *item = g_ptr_array_index (plan->items, i);
      g_autofree char *title = shorten (item->title);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", title);
    }

  n_more = plan->items->len > MAX_NAMED ? plan->items->len - MAX_NAMED : 0;
  if (n_more == 0)
    return shorten (words->str);

  /* TRANSLATORS: %s is one or two names of things, as in "Modern Cafe Chair, Green Week and 3 more" */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n_more), words->str, n_more);
}

/**
 * vt_publish_words_for_pull:
 * @pulled: what came from a host
 *
 * Returns: (transfer full): "1 order, 1 movement of stock"
 */
char *
vt_publish_words_for_pull (const VtPullResult *pulled)
{
  g_autofree char *orders = NULL;
  g_autofree char *movements = NULL;

  if (pulled->n_orders == 0 && pulled->n_movements == 0)
    return g_strdup (_ ("No new orders"));

  orders = g_strdup_printf (ngettext ("%u order", "%u orders", pulled->n_orders), pulled->n_orders);
  movements = g_strdup_printf (ngettext ("%u movement of stock", "%u movements of stock", pulled->n_movements),
                               pulled->n_movements);
  /* TRANSLATORS: "1 order, 1 movement of stock" */
  return g_strdup_printf (_ ("%s, %s"), orders, movements);
}

/**
 * vt_publish_words_for_result:
 * @result: of a publication
 *
 * Returns: (transfer full): how much of it there was: "264 pages, 31 files sent (2.1 MB)"
 */
char *
vt_publish_words_for_result (const VtPublishResult *result)
{
  g_autofree char *pages = NULL;
  g_autofree char *size = NULL;
  g_autofree char *files = NULL;

  if (result->unchanged)
    return g_strdup (_ ("The live shop was like this already"));

  pages = g_strdup_printf (ngettext ("%u page", "%u pages", result->n_pages), result->n_pages);
  size = g_format_size ((guint64) MAX (result->bytes_sent, 0));
  files = g_strdup_printf (ngettext ("%u file sent", "%u files sent", (gulong) result->n_sent), (guint) result->n_sent);
  /* TRANSLATORS: "264 pages, 31 files sent (2.1 MB)" */
  return g_strdup_printf (_ ("%s, %s (%s)"), pages, files, size);
}
