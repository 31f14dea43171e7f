#define G_LOG_DOMAIN "vitrine"

#include "app/preview/vt-preview-options.h"

#include "app/widgets/vt-combo.h"
#include "base/vt-json.h"
#include "shop/vt-translation.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

struct _VtPreviewOptions
{
  GtkPopover parent_instance;

  char **languages; /* (owned) the shop's; the first has no prefix */
  gboolean filling;

  AdwComboRow *language; /* template child */
  AdwComboRow *shopper;  /* template child */
  AdwComboRow *colours;  /* template child */
};

G_DEFINE_FINAL_TYPE (VtPreviewOptions, vt_preview_options, GTK_TYPE_POPOVER)

enum
{
  LANGUAGE_CHANGED,
  SHOPPER_CHANGED,
  COLOURS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
language_cb (VtPreviewOptions *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[LANGUAGE_CHANGED], 0);
}

static void
shopper_cb (VtPreviewOptions *self)
{
  g_signal_emit (self, signals[SHOPPER_CHANGED], 0);
}

static void
colours_cb (VtPreviewOptions *self)
{
  g_signal_emit (self, signals[COLOURS_CHANGED], 0);
}

/* In the language of who runs the shop, not of those who read it. */
static char *
language_name (const char *tag)
{
  UChar wide[128] = { 0 };
  char name[sizeof wide / sizeof wide[0] * 3 + 1] = { 0 };
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = uloc_getDisplayName (tag, g_get_language_names ()[0], wide, G_N_ELEMENTS (wide), &status);

  u_strToUTF8 (name, sizeof name, NULL, wide, length, &status);
  return g_strdup (U_SUCCESS (status) && *name != '\0' ? name : tag);
}

/**
 * vt_preview_options_fill:
 * @self: the options
 * @workspace: whose shop's languages there are to choose from
 *
 * The language that was chosen stays chosen when the shop still has it.
 */
void
vt_preview_options_fill (VtPreviewOptions *self, VtWorkspace *workspace)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_strdup (vt_preview_options_get_language (self));
  g_auto (GStrv) languages = vt_language_list (vt_workspace_get_reader (workspace), NULL);
  guint selected = 0;

  if (languages == NULL || (self->languages != NULL &&
                            g_strv_equal ((const char *const *) languages, (const char *const *) self->languages)))
    return;

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *name = language_name (languages[i]);

      gtk_string_list_append (names, name);
      if (g_strcmp0 (languages[i], chosen) == 0)
        selected = i;
    }

  self->filling = TRUE;
  vt_combo_show (self->language, names, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->language), g_strv_length (languages) > 1);
  self->filling = FALSE;
  g_strfreev (self->languages);
  self->languages = g_steal_pointer (&languages);
}

/**
 * vt_preview_options_get_language:
 * @self: the options
 *
 * Returns: (transfer none) (nullable): BCP 47 tag of the language that was chosen; %NULL before
 * vt_preview_options_fill()
 */
const char *
vt_preview_options_get_language (VtPreviewOptions *self)
{
  guint i = adw_combo_row_get_selected (self->language);

  return self->languages != NULL && i < g_strv_length (self->languages) ? self->languages[i] : NULL;
}

/* As vt_view_path() of the storefront has it. */
static char *
prefix_of (VtPreviewOptions *self, guint i)
{
  g_autofree char *lower = i > 0 ? g_ascii_strdown (self->languages[i], -1) : NULL;

  return lower != NULL ? g_strconcat ("/", lower, NULL) : g_strdup ("");
}

/**
 * vt_preview_options_get_prefix:
 * @self: the options
 *
 * Returns: (transfer full): what addresses of the language that was chosen begin with: "/th"; "" for the shop's first
 */
char *
vt_preview_options_get_prefix (VtPreviewOptions *self)
{
  guint i = adw_combo_row_get_selected (self->language);

  return vt_preview_options_get_language (self) != NULL ? prefix_of (self, i) : g_strdup ("");
}

/**
 * vt_preview_options_list_prefixes:
 * @self: the options
 *
 * Returns: (transfer full): the prefixes of all the shop's languages, a JSON array
 */
char *
vt_preview_options_list_prefixes (VtPreviewOptions *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *prefixes = json_array_new ();

  for (guint i = 0; self->languages != NULL && self->languages[i] != NULL; i++)
    {
      g_autofree char *prefix = prefix_of (self, i);

      json_array_add_string_element (prefixes, prefix);
    }
  json_node_take_array (node, prefixes);

  return vt_json_to_string (node, FALSE);
}

/**
 * vt_preview_options_get_shopper:
 * @self: the options
 *
 * Returns: who looks at the shop
 */
VtPreviewShopper
vt_preview_options_get_shopper (VtPreviewOptions *self)
{
  return (VtPreviewShopper) adw_combo_row_get_selected (self->shopper);
}

/**
 * vt_preview_options_get_colours:
 * @self: the options
 *
 * Returns: (transfer none): "system", "light" or "dark"
 */
const char *
vt_preview_options_get_colours (VtPreviewOptions *self)
{
  static const char *const nicks[] = { "system", "light", "dark" };
  guint i = adw_combo_row_get_selected (self->colours);

  return nicks[i < G_N_ELEMENTS (nicks) ? i : 0];
}

static void
vt_preview_options_finalize (GObject *object)
{
  g_strfreev (VT_PREVIEW_OPTIONS (object)->languages);

  G_OBJECT_CLASS (vt_preview_options_parent_class)->finalize (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, VT_TYPE_PREVIEW_OPTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_preview_options_class_init (VtPreviewOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_preview_options_finalize;

  signals[LANGUAGE_CHANGED] = new_signal ("language-changed");
  signals[SHOPPER_CHANGED] = new_signal ("shopper-changed");
  signals[COLOURS_CHANGED] = new_signal ("colours-changed");

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-preview-options.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPreviewOptions, language);
  gtk_widget_class_bind_template_child (widget_class, VtPreviewOptions, shopper);
  gtk_widget_class_bind_template_child (widget_class, VtPreviewOptions, colours);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, shopper_cb);
  gtk_widget_class_bind_template_callback (widget_class, colours_cb);
}

static void
vt_preview_options_init (VtPreviewOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
