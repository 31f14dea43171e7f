/* Tags of those who sell advertising and count visits, which a merchant may want and shoppers have to agree to. Nothing
 * of them is in a page until then; what the Content-Security-Policy lets in is what their own instructions ask for. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-tags.h"

#include "base/vt-json.h"
#include "shop/vt-settings.h"

#include <string.h>

typedef enum
{
  SCRIPTS,
  PICTURES,
  REQUESTS,
  FRAMES,
  N_DIRECTIVES
} Directive;

static const char *const directives[N_DIRECTIVES] = { "script-src", "img-src", "connect-src", "frame-src" };

/* developers.google.com/tag-platform/security/guides/csp; the Meta pixel's and TikTok's own instructions. */
static const struct
{
  const char *setting;
  const char *name; /* in the JSON that the script reads */
  const char *origins[N_DIRECTIVES];
} tags[] = {
  { "tag.ga4",
    "ga4",
    { "https://www.googletagmanager.com", "https://*.google-analytics.com https://*.googletagmanager.com",
      "https://*.google-analytics.com https://*.analytics.google.com https://*.googletagmanager.com", NULL } },
  { "tag.google-ads",
    "ads",
    { "https://www.googletagmanager.com https://www.googleadservices.com https://googleads.g.doubleclick.net",
      "https://www.google.com https://www.googleadservices.com https://googleads.g.doubleclick.net",
      "https://www.google.com https://www.googleadservices.com https://googleads.g.doubleclick.net "
      "https://pagead2.googlesyndication.com",
      "https://td.doubleclick.net https://www.googletagmanager.com" } },
  { "tag.meta",
    "meta",
    { "https://connect.facebook.net", "https://www.facebook.com",
      "https://www.facebook.com https://connect.facebook.net", NULL } },
  { "tag.tiktok",
    "tiktok",
    { "https://analytics.tiktok.com", "https://analytics.tiktok.com", "https://analytics.tiktok.com", NULL } },
};

static char *
dup_id (VtDb *db, const char *setting)
{
  g_autofree char *id = vt_setting_get (db, setting, NULL);

  return id != NULL && *id != '\0' ? g_steal_pointer (&id) : NULL;
}

/**
 * vt_tags_are_used:
 * @db: a shop's database or a public catalogue
 *
 * Returns: whether the merchant entered the id of any tag
 */
gboolean
vt_tags_are_used (VtDb *db)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *id = dup_id (db, tags[i].setting);

      if (id != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * vt_tags_to_json:
 * @db: a shop's database or a public catalogue
 *
 * Returns: (transfer full): the ids that there are, by the names that consent.js has for them: {"ga4": "G-1A2B3C4D"}
 */
char *
vt_tags_to_json (VtDb *db)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *id = dup_id (db, tags[i].setting);

      if (id != NULL)
        json_object_set_string_member (object, tags[i].name, id);
    }
  json_node_take_object (node, object);

  return vt_json_to_string (node, FALSE);
}

/**
 * vt_tags_policy:
 * @db: a shop's database or a public catalogue
 *
 * Returns: (transfer full): what the Content-Security-Policy has to let in besides the shop itself, one line for each
 * directive, "script-src https://…"; "" when there is no tag
 */
char *
vt_tags_policy (VtDb *db)
{
  GString *policy = g_string_new (NULL);

  for (guint directive = 0; directive < N_DIRECTIVES; directive++)
    {
      g_autoptr (GString) origins = g_string_new (NULL);

      for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
        {
          g_autofree char *id = dup_id (db, tags[i].setting);

          if (id != NULL && tags[i].origins[directive] != NULL)
            g_string_append_printf (origins, " %s", tags[i].origins[directive]);
        }
      if (origins->len > 0)
        g_string_append_printf (policy, "%s%s\n", directives[directive], origins->str);
    }

  return g_string_free (policy, FALSE);
}
