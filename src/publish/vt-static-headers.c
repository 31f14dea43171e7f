#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-static-headers.h"

#include "site/vt-security-headers.h"

static void
add_rule (GString *out, const char *path, const char *name, const char *value)
{
  g_string_append_printf (out, "%s\n  %s: %s\n", path, name, value);
}

/**
 * vt_static_headers_new:
 * @https: whether the shop's address begins with "https:"
 * @tags: (nullable): what the shop's tags need, by vt_tags_policy()
 * @films: whether pages of live sales frame films: headers of several rules add up there, and a browser follows the
 *   strictest, so that all pages get what those need; the others close it again in themselves
 *
 * Makes the file `_headers`, by which some web servers that know nothing of Vitrine (Netlify, Cloudflare Pages) answer
 * with the same headers as the host does.
 *
 * Returns: (transfer full): its content
 */
GBytes *
vt_static_headers_new (gboolean https, const char *tags, gboolean films)
{
  static const char *const immutable[] = { "/assets/*", "/media/*" };
  g_autoptr (GString) out = g_string_new ("/*\n");
  g_autofree char *policy = vt_security_policy (films ? "/live" : "/", https, tags);

  g_string_append_printf (out, "  Content-Security-Policy: %s\n", policy);
  for (const VtSecurityHeader *header = vt_security_headers (https); header->name != NULL; header++)
    g_string_append_printf (out, "  %s: %s\n", header->name, header->value);
  for (guint i = 0; i < G_N_ELEMENTS (immutable); i++)
    add_rule (out, immutable[i], "Cache-Control", VT_CACHE_CONTROL_IMMUTABLE);

  return g_string_free_to_bytes (g_steal_pointer (&out));
}
