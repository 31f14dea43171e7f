#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-static-headers.h"

#include "base/vt-file.h"
#include "site/vt-security-headers.h"

static void
add_rule (GString *out, const char *path, const char *name, const char *value)
{
  g_string_append_printf (out, "%s\n  %s: %s\n", path, name, value);
}

/**
 * vt_static_headers_write:
 * @out_dir: (type filename): where the storefront's files are
 * @https: whether the shop's address begins with "https:"
 * @error: why it cannot be written
 *
 * Writes `_headers`, by which some web servers that know nothing of Vitrine (Netlify, Cloudflare Pages) answer with the
 * same headers as the host does.
 *
 * Returns: whether it was written
 */
gboolean
vt_static_headers_write (const char *out_dir, gboolean https, GError **error)
{
  static const char *const immutable[] = { "/assets/*", "/media/*" };
  g_autoptr (GString) out = g_string_new ("/*\n");
  g_autofree char *path = g_build_filename (out_dir, "_headers", NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (const VtSecurityHeader *header = vt_security_headers (https); header->name != NULL; header++)
    g_string_append_printf (out, "  %s: %s\n", header->name, header->value);
  for (guint i = 0; i < G_N_ELEMENTS (immutable); i++)
    add_rule (out, immutable[i], "Cache-Control", VT_CACHE_CONTROL_IMMUTABLE);

  bytes = g_bytes_new (out->str, out->len);
  return vt_file_write_atomic (path, bytes, error);
}
