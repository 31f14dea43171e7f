/* The scripts that the preview puts beside a page. */
#define G_LOG_DOMAIN "vitrine"

#include "app/preview/vt-preview-scripts.h"

static char *
load (const char *name)
{
  g_autofree char *path = g_strconcat ("/app/vitrine/Vitrine/", name, NULL);
  g_autoptr (GBytes) source = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return g_strndup (g_bytes_get_data (source, NULL), g_bytes_get_size (source));
}

static void
add (WebKitUserContentManager *content, const char *source, const char *world)
{
  WebKitUserScript *script =
      world != NULL ? webkit_user_script_new_for_world (source, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
                                                        WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, world, NULL, NULL)
                    : webkit_user_script_new (source, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
                                              WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, NULL, NULL);

  webkit_user_content_manager_add_script (content, script);
  webkit_user_script_unref (script);
}

/**
 * vt_preview_scripts_new:
 *
 * Returns: (transfer full): a content manager without scripts; its ::script-message-received::edit tells what somebody
 * clicked on, as JSON: {"thing": "product.title", "id": "12"}; its
 * ::script-message-received::said what the page says once something has opened on it
 */
WebKitUserContentManager *
vt_preview_scripts_new (void)
{
  WebKitUserContentManager *content = webkit_user_content_manager_new ();

  webkit_user_content_manager_register_script_message_handler (content, "edit", VT_PREVIEW_WORLD);
  webkit_user_content_manager_register_script_message_handler (content, "said", VT_PREVIEW_WORLD);
  return content;
}

/**
 * vt_preview_scripts_install:
 * @content: of a web view
 * @look: what pages believe of the computer
 *
 * Puts the scripts beside each page that is loaded from now on.
 */
void
vt_preview_scripts_install (WebKitUserContentManager *content, const VtPreviewLook *look)
{
  static const char *const own[] = { "preview.js", "preview-point.js", "preview-touch.js", "preview-shopper.js",
                                     "preview-play.js" };
  g_autofree char *source = load ("preview-look.js");
  g_autofree char *told = g_strdup_printf (
      "{ const look = { colours: '%s', touch: %s, width: %d, height: %d, moment: %" G_GINT64_FORMAT " };\n%s}",
      look->colours, look->touch ? "true" : "false", look->width, look->height, look->moment_us / 1000, source);

  webkit_user_content_manager_remove_all_scripts (content);
  add (content, told, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autofree char *script = load (own[i]);

      add (content, script, VT_PREVIEW_WORLD);
    }
}
