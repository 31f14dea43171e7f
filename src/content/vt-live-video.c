#define G_LOG_DOMAIN "vt-content"

#include "content/vt-live-video.h"

#include <string.h>

#define URL_MAX_BYTES 2000

/* The first group is the film's name there. An embed without "%s" is made of the whole address; NULL: the site has no
 * frames for such films. Addresses of the frames are those of the sites' own documentation:
 * https://developers.google.com/youtube/player_parameters, https://developer.vimeo.com/player/sdk/embed,
 * https://developers.facebook.com/docs/plugins/embedded-video-player,
 * https://developers.tiktok.com/doc/embed-player, https://developers.facebook.com/docs/instagram/oembed */
static const struct
{
  const char *site;
  const char *pattern; /* of host, path and query, without "www." and "m." */
  const char *origin;
  const char *embed;
} sites[] = {
  { "YouTube", "^(?:youtube\\.com|youtube-nocookie\\.com)/watch\\?(?:.*&)?v=([A-Za-z0-9_-]{11})(?:&.*)?$",
    "https://www.youtube-nocookie.com", "/embed/%s?autoplay=1&rel=0" },
  { "YouTube", "^(?:youtube\\.com|youtube-nocookie\\.com)/(?:live|embed|shorts)/([A-Za-z0-9_-]{11})/?(?:\\?.*)?$",
    "https://www.youtube-nocookie.com", "/embed/%s?autoplay=1&rel=0" },
  { "YouTube", "^youtu\\.be/([A-Za-z0-9_-]{11})/?(?:\\?.*)?$", "https://www.youtube-nocookie.com",
    "/embed/%s?autoplay=1&rel=0" },
  { "Vimeo", "^(?:player\\.)?vimeo\\.com/(?:video/)?([0-9]{5,12})/?(?:\\?.*)?$", "https://player.vimeo.com",
    "/video/%s?autoplay=1&dnt=1" },
  { "Vimeo", "^vimeo\\.com/event/([0-9]{3,12})/?(?:embed/?)?(?:\\?.*)?$", "https://vimeo.com", "/event/%s/embed" },
  { "TikTok", "^tiktok\\.com/@[A-Za-z0-9_.]+/video/([0-9]{10,25})/?(?:\\?.*)?$", "https://www.tiktok.com",
    "/player/v1/%s?autoplay=1" },
  { "TikTok", "^(?:tiktok\\.com/@[A-Za-z0-9_.]+/live|vm\\.tiktok\\.com/[A-Za-z0-9]+)/?(?:\\?.*)?$", NULL, NULL },
  { "Instagram", "^instagram\\.com/(?:[A-Za-z0-9_.]+/)?(?:p|reel|tv)/([A-Za-z0-9_-]{5,40})/?(?:\\?.*)?$",
    "https://www.instagram.com", "/p/%s/embed" },
  { "Instagram", "^instagram\\.com/[A-Za-z0-9_.]+(?:/live)?/?(?:\\?.*)?$", NULL, NULL },
  { "Facebook",
    "^(?:facebook\\.com/(?:[A-Za-z0-9_.-]+/videos/(?:[A-Za-z0-9_.-]+/)?[0-9]+|watch/?(?:live/?)?\\?(?:.*&)?v=[0-9]+"
    "|reel/[0-9]+)|fb\\.watch/[A-Za-z0-9_-]+)/?(?:[?&].*)?$",
    "https://www.facebook.com", "/plugins/video.php?show_text=false&autoplay=true&href=" },
};

/* "https://www.youtube.com/watch?v=x" → "youtube.com/watch?v=x" */
static char *
plain_address (const char *url)
{
  g_autoptr (GUri) uri = NULL;
  const char *host;

  if (strlen (url) > URL_MAX_BYTES)
    return NULL;
  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD, NULL);
  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_port (uri) != -1)
    return NULL;

  host = g_uri_get_host (uri);
  if (g_str_has_prefix (host, "www.") || g_str_has_prefix (host, "web."))
    host += strlen ("www.");
  else if (g_str_has_prefix (host, "m."))
    host += strlen ("m.");

  return g_strconcat (host, g_uri_get_path (uri), g_uri_get_query (uri) != NULL ? "?" : "", g_uri_get_query (uri),
                      NULL);
}

static VtLiveVideo *
new_video (gsize index, const char *url, const char *name)
{
  VtLiveVideo *self = g_new0 (VtLiveVideo, 1);
  g_autoptr (GString) embed = NULL;

  self->site = sites[index].site;
  self->url = g_strdup (url);
  if (sites[index].embed == NULL)
    return self;

  self->origin = g_strdup (sites[index].origin);
  embed = g_string_new (sites[index].embed);
  if (g_string_replace (embed, "%s", name != NULL ? name : "", 1) == 0)
    g_string_append_uri_escaped (embed, url, NULL, FALSE);
  self->embed = g_strconcat (self->origin, embed->str, NULL);

  return self;
}

/**
 * vt_live_video_parse:
 * @url: (nullable): what a person copied from the address bar or the share button of YouTube, Vimeo, TikTok, Instagram
 *   or Facebook
 *
 * Nothing is asked of the network.
 *
 * Returns: (transfer full) (nullable): the film; %NULL when @url is no https address of one
 */
VtLiveVideo *
vt_live_video_parse (const char *url)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (url != NULL ? url : ""));
  g_autofree char *plain = g_str_is_ascii (trimmed) ? plain_address (trimmed) : NULL;

  for (gsize i = 0; plain != NULL && i < G_N_ELEMENTS (sites); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (sites[i].pattern, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;

      if (g_regex_match (regex, plain, 0, &match))
        {
          g_autofree char *name = g_match_info_get_match_count (match) > 1 ? g_match_info_fetch (match, 1) : NULL;

          return new_video (i, trimmed, name);
        }
    }

  return NULL;
}

/**
 * vt_live_video_free:
 * @self: (nullable): a film
 */
void
vt_live_video_free (VtLiveVideo *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_free (self->embed);
  g_free (self->origin);
  g_free (self);
}
