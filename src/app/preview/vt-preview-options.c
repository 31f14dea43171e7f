#define G_LOG_DOMAIN "vitrine"

#include "app/preview/vt-preview-options.h"

#include "app/settings/vt-settings-words.h"
#include "app/widgets/vt-combo.h"
#include "app/widgets/vt-drop-down.h"
#include "app/widgets/vt-moment-row.h"
#include "base/vt-json.h"
#include "orders/vt-country.h"
#include "shop/vt-translation.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

struct _VtPreviewOptions
{
  GtkPopover parent_instance;

  char **languages;     /* (owned) the shop's; the first has no prefix */
  GPtrArray *countries; /* (owned) (element-type VtCountry) after the one that is the shopper's own affair */
  gboolean filling;

  VtMomentRow *moment;   /* template child */
  GtkDropDown *country;  /* template child */
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
  MOMENT_CHANGED,
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
  if (!self->filling)
    g_signal_emit (self, signals[SHOPPER_CHANGED], 0);
}

static void
moment_cb (VtPreviewOptions *self)
{
  g_signal_emit (self, signals[MOMENT_CHANGED], 0);
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

static void
fill_countries (VtPreviewOptions *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->countries = vt_country_list (vt_settings_locale ());
  /* TRANSLATORS: the country of who looks at the shop is not known */
  gtk_string_list_append (names, _ ("Not known"));
  for (guint i = 0; i < self->countries->len; i++)
    gtk_string_list_append (names, ((VtCountry *) g_ptr_array_index (self->countries, i))->name);

  self->filling = TRUE;
  gtk_drop_down_set_expression (self->country, name);
  gtk_drop_down_set_model (self->country, G_LIST_MODEL (names));
  vt_drop_down_search_all (GTK_WIDGET (self->country));
  self->filling = FALSE;
}

static void
show_moment (VtPreviewOptions *self, VtWorkspace *workspace)
{
  g_autoptr (GTimeZone) zone = vt_workspace_get_zone (workspace);

  vt_moment_row_show (self->moment, vt_workspace_get_moment (workspace), zone, _ ("Now"));
}

/**
 * vt_preview_options_fill:
 * @self: the options
 * @workspace: whose shop's languages there are to choose from, and whose moment is shown
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

  show_moment (self, workspace);
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
 * vt_preview_options_get_country:
 * @self: the options
 *
 * Returns: (transfer none) (nullable): ISO 3166-1 code of where the shopper is; %NULL: not known
 */
const char *
vt_preview_options_get_country (VtPreviewOptions *self)
{
  guint i = gtk_drop_down_get_selected (self->country);

  return i > 0 && i <= self->countries->len ? ((VtCountry *) g_ptr_array_index (self->countries, i - 1))->code : NULL;
}

/**
 * vt_preview_options_get_moment:
 * @self: the options
 *
 * Returns: when the shop is looked at, UTC microseconds since 1970; 0: now
 */
gint64
vt_preview_options_get_moment (VtPreviewOptions *self)
{
  return vt_moment_row_get_us (self->moment);
}

/**
 * vt_preview_options_describe_shopper:
 * @self: the options
 *
 * Returns: (transfer full) (nullable): who looks at the shop and from where, in words; %NULL for somebody who is there
 * for the first time, from nowhere in particular
 */
char *
vt_preview_options_describe_shopper (VtPreviewOptions *self)
{
  guint from = gtk_drop_down_get_selected (self->country);
  VtPreviewShopper shopper = vt_preview_options_get_shopper (self);
  const char *who[] = { _ ("for the first time"), _ ("comes back"), _ ("with a full bag") };
  const char *country = from > 0 && from <= self->countries->len
                            ? ((VtCountry *) g_ptr_array_index (self->countries, from - 1))->name
                            : NULL;

  if (country == NULL)
    return shopper != VT_PREVIEW_NEW_SHOPPER ? g_strdup (who[shopper]) : NULL;
  /* TRANSLATORS: who looks at the shop, and the country: comes back, from Brazil */
  return g_strdup_printf (_ ("%s, from %s"), who[shopper], country);
}

/**
 * vt_preview_options_reset:
 * @self: the options
 *
 * Somebody who looks at the shop for the first time, from nowhere in particular; ::shopper-changed follows when it was
 * somebody else.
 */
void
vt_preview_options_reset (VtPreviewOptions *self)
{
  gboolean other =
      vt_preview_options_get_shopper (self) != VT_PREVIEW_NEW_SHOPPER || vt_preview_options_get_country (self) != NULL;

  self->filling = TRUE;
  adw_combo_row_set_selected (self->shopper, VT_PREVIEW_NEW_SHOPPER);
  gtk_drop_down_set_selected (self->country, 0);
  self->filling = FALSE;
  if (other)
    g_signal_emit (self, signals[SHOPPER_CHANGED], 0);
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
  g_clear_pointer (&VT_PREVIEW_OPTIONS (object)->countries, g_ptr_array_unref);

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
  signals[MOMENT_CHANGED] = new_signal ("moment-changed");

  g_type_ensure (VT_TYPE_MOMENT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-preview-options.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPreviewOptions, language);
  gtk_widget_class_bind_template_child (widget_class, VtPreviewOptions, shopper);
  gtk_widget_class_bind_template_child (widget_class, VtPreviewOptions, moment);
  gtk_widget_class_bind_template_child (widget_class, VtPreviewOptions, country);
  gtk_widget_class_bind_template_child (widget_class, VtPreviewOptions, colours);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, shopper_cb);
  gtk_widget_class_bind_template_callback (widget_class, colours_cb);
  gtk_widget_class_bind_template_callback (widget_class, moment_cb);
}

static void
vt_preview_options_init (VtPreviewOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_countries (self);
}
