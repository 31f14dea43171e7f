#define G_LOG_DOMAIN "vt-demo"

/* Posts and live sales of shop.json. */

#include "base/vt-json.h"
#include "catalogue/vt-product.h"
#include "content/vt-live.h"
#include "content/vt-markdown.h"
#include "content/vt-post.h"
#include "demo/vt-demo-private.h"
#include "shop/vt-media.h"

#define MINUTE_US (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define DAY_US    (24 * 60 * MINUTE_US)

/* Returns: (transfer full): @markdown with "media:" and a hash where "media:" and a file's name stood */
char *
vt_demo_name_pictures (const VtDemoFacts *facts, const char *markdown)
{
  g_autoptr (GString) text = g_string_new (markdown);
  GHashTableIter iter;
  gpointer name = NULL, media = NULL;

  g_hash_table_iter_init (&iter, facts->media);
  while (g_hash_table_iter_next (&iter, &name, &media))
    {
      g_autofree char *before = g_strconcat (VT_MARKDOWN_MEDIA, name, NULL);
      g_autofree char *after = g_strconcat (VT_MARKDOWN_MEDIA, ((VtMedia *) media)->sha256, NULL);

      g_string_replace (text, before, after, 0);
    }

  return g_strdup (text->str);
}

gboolean
vt_demo_add_post (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id G_GNUC_UNUSED, GError **error)
{
  gint64 publish_us = facts->now_us - vt_demo_number (row, "days_ago", 0) * DAY_US;
  g_autofree char *body = vt_demo_name_pictures (facts, vt_demo_text (row, "body_markdown"));
  gint64 id = 0;

  return vt_post_create (db, vt_demo_text (row, "title"), vt_demo_text (row, "handle"), publish_us, &id, error) &&
         vt_post_set_summary (db, id, vt_demo_text (row, "summary"), error) &&
         vt_post_set_author (db, id, vt_demo_text (row, "author"), error) && vt_post_set_body (db, id, body, error) &&
         vt_post_set_seo_description (db, id, vt_demo_text (row, "seo_description"), error) &&
         vt_post_set_picture (db, id, vt_demo_picture (facts, row, "picture"), vt_demo_text (row, "alt"), error) &&
         vt_post_set_active (db, id, TRUE, error);
}

static gboolean
add_products (VtDb *db, JsonObject *row, gint64 live_id, GError **error)
{
  JsonArray *handles = NULL;

  if (!vt_json_get_array (row, "products", &handles, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (handles); i++)
    {
      g_autoptr (VtProduct) product = vt_product_find_by_handle (db, json_array_get_string_element (handles, i), error);

      if (product == NULL || !vt_live_add_product (db, live_id, vt_product_get_id (product), error))
        return FALSE;
    }

  return TRUE;
}

/* It stays a draft: there is no film of it. */
gboolean
vt_demo_add_live (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id G_GNUC_UNUSED, GError **error)
{
  gint64 day_us = facts->now_us - facts->now_us % DAY_US + vt_demo_number (row, "in_days", 1) * DAY_US;
  gint64 starts_us = day_us + vt_demo_number (row, "at_hour", 12) * 60 * MINUTE_US;
  gint64 ends_us = starts_us + vt_demo_number (row, "minutes", 60) * MINUTE_US;
  gint64 id = 0;

  return vt_live_create (db, vt_demo_text (row, "title"), vt_demo_text (row, "handle"), starts_us, ends_us, &id,
                         error) &&
         vt_live_set_body (db, id, vt_demo_text (row, "body_markdown"), error) &&
         vt_live_set_code (db, id, vt_demo_text (row, "code"), error) &&
         vt_live_set_picture (db, id, vt_demo_picture (facts, row, "picture"), vt_demo_text (row, "alt"), error) &&
         add_products (db, row, id, error);
}
