#define G_LOG_DOMAIN "vitrine"

#include "app/search/vt-search-editor.h"

#include "app/content/vt-product-chooser.h"
#include "app/search/vt-search-edits.h"
#include "app/settings/vt-settings-words.h"
#include "app/widgets/vt-combo.h"
#include "catalogue/vt-product.h"
#include "search/vt-search-text.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>

/* What is written. */
typedef enum
{
  SYNONYM,
  RULE,
  TEST
} Mode;

struct _VtSearchEditor
{
  AdwWindow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  Mode mode;
  gint64 id;         /* 0: new */
  gint64 product_id; /* 0: none yet */
  char **codes;      /* (owned) of the rows of the languages; "" for every one */

  AdwComboRow *kind;      /* template child: of synonyms whether one way; of rules VtSearchRuleKind */
  AdwEntryRow *query;     /* template child */
  AdwEntryRow *words;     /* template child */
  AdwActionRow *product;  /* template child */
  GtkMenuButton *choose;  /* template child */
  GtkWidget *chooser;     /* template child */
  GtkWidget *percent_row; /* template child */
  GtkSpinButton *percent; /* template child */
  AdwEntryRow *path;      /* template child */
  GtkWidget *within_row;  /* template child */
  GtkSpinButton *within;  /* template child */
  AdwComboRow *language;  /* template child */
  GtkLabel *problem;      /* template child */
  GtkWidget *drop;        /* template child */
};

G_DEFINE_FINAL_TYPE (VtSearchEditor, vt_search_editor, ADW_TYPE_WINDOW)

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static gboolean
is_one_way (VtSearchEditor *self)
{
  return self->mode == SYNONYM && adw_combo_row_get_selected (self->kind) == 1;
}

static gboolean
is_rule (VtSearchEditor *self, VtSearchRuleKind kind)
{
  return self->mode == RULE && adw_combo_row_get_selected (self->kind) == (guint) kind;
}

static const char *
get_language (VtSearchEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->language);

  return selected < g_strv_length (self->codes) ? self->codes[selected] : self->codes[0];
}

/* What of the window is of use. */
static void
show_rows (VtSearchEditor *self)
{
  gboolean redirect = is_rule (self, VT_SEARCH_RULE_REDIRECT);

  gtk_widget_set_visible (GTK_WIDGET (self->kind), self->mode != TEST);
  gtk_widget_set_visible (GTK_WIDGET (self->query), self->mode != SYNONYM || is_one_way (self));
  gtk_widget_set_visible (GTK_WIDGET (self->words), self->mode == SYNONYM);
  gtk_widget_set_visible (GTK_WIDGET (self->product), self->mode != SYNONYM && !redirect);
  gtk_widget_set_visible (self->percent_row, is_rule (self, VT_SEARCH_RULE_BOOST));
  gtk_widget_set_visible (GTK_WIDGET (self->path), redirect);
  gtk_widget_set_visible (self->within_row, self->mode == TEST);
  gtk_widget_set_visible (self->drop, self->id != 0);
}

static void
show_product (VtSearchEditor *self, gint64 id, const char *title)
{
  self->product_id = id;
  adw_action_row_set_subtitle (self->product, title);
}

static void
chosen_cb (VtSearchEditor *self, gint64 id, G_GNUC_UNUSED const char *handle, const char *title)
{
  show_product (self, id, title);
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

/* What is wrong is told here, where it can be mended. */
static gboolean
refuse (VtSearchEditor *self, const char *message)
{
  gtk_label_set_label (self->problem, message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  return FALSE;
}

static gboolean
save_synonym (VtSearchEditor *self)
{
  const char *source = is_one_way (self) ? get_text (self->query) : "";
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = *source != '\0' || is_one_way (self) ? vt_search_query_text (source, &error) : NULL;
  g_autofree char *words =
      error == NULL ? vt_search_word_list (get_text (self->words), is_one_way (self) ? 1 : 2, &error) : NULL;
  VtSynonym *synonym;

  if (error != NULL)
    return refuse (self, error->message);

  synonym = vt_synonym_new (get_language (self), plain != NULL ? plain : "", words);
  synonym->id = self->id;
  vt_search_edits_save_synonym (self->workspace, synonym);
  return TRUE;
}

static char *
describe_rule (const VtSearchRule *rule, const char *title)
{
  switch (rule->kind)
    {
    case VT_SEARCH_RULE_PIN:
      return g_strdup_printf (_ ("“%s” shows %s first"), rule->query, title);
    case VT_SEARCH_RULE_HIDE:
      return g_strdup_printf (_ ("“%s” does not show %s any more"), rule->query, title);
    case VT_SEARCH_RULE_BOOST:
      return rule->percent > 0 ? g_strdup_printf (_ ("“%s” raises %s by %d %%"), rule->query, title, rule->percent)
                               : g_strdup_printf (_ ("“%s” lowers %s by %d %%"), rule->query, title, -rule->percent);
    case VT_SEARCH_RULE_REDIRECT:
    default:
      return g_strdup_printf (_ ("“%s” leads to %s"), rule->query, rule->path);
    }
}

static VtSearchRule *
make_rule (VtSearchEditor *self, const char *query)
{
  VtSearchRuleKind kind = (VtSearchRuleKind) adw_combo_row_get_selected (self->kind);
  VtSearchRule *rule = kind == VT_SEARCH_RULE_REDIRECT
                           ? vt_search_rule_new_redirect (get_language (self), query, get_text (self->path))
                           : vt_search_rule_new (get_language (self), query, kind, self->product_id);

  rule->id = self->id;
  rule->percent = kind == VT_SEARCH_RULE_BOOST ? gtk_spin_button_get_value_as_int (self->percent) : 0;
  return rule;
}

static gboolean
save_rule (VtSearchEditor *self)
{
  gboolean redirect = is_rule (self, VT_SEARCH_RULE_REDIRECT);
  g_autoptr (GError) error = NULL;
  g_autofree char *query = vt_search_query_text (get_text (self->query), &error);
  VtSearchRule *rule;

  if (query == NULL)
    return refuse (self, error->message);
  if (!redirect && self->product_id == 0)
    return refuse (self, _ ("Choose the product that this is about"));
  if (redirect && *get_text (self->path) != '/')
    return refuse (self, _ ("Say the page by its address in the shop, from the first “/” on"));
  if (is_rule (self, VT_SEARCH_RULE_BOOST) && gtk_spin_button_get_value_as_int (self->percent) == 0)
    return refuse (self, _ ("0 per cent changes nothing: raise or lower it"));

  rule = make_rule (self, query);
  vt_search_edits_save_rule (self->workspace, rule, describe_rule (rule, adw_action_row_get_subtitle (self->product)));
  return TRUE;
}

static gboolean
save_test (VtSearchEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *query = vt_search_query_text (get_text (self->query), &error);
  VtSearchTest *test;

  if (query == NULL)
    return refuse (self, error->message);
  if (self->product_id == 0)
    return refuse (self, _ ("Choose the product that this is about"));

  test = vt_search_test_new (get_language (self), query, self->product_id,
                             gtk_spin_button_get_value_as_int (self->within));
  test->id = self->id;
  vt_search_edits_save_test (self->workspace, test);
  return TRUE;
}

static void
save_cb (VtSearchEditor *self)
{
  gboolean saved = self->mode == SYNONYM ? save_synonym (self)
                   : self->mode == RULE  ? save_rule (self)
                                         : save_test (self);

  if (saved)
    gtk_window_close (GTK_WINDOW (self));
}

static void
drop_cb (VtSearchEditor *self)
{
  if (self->mode == SYNONYM)
    vt_search_edits_delete_synonym (self->workspace, self->id, get_text (self->words));
  else if (self->mode == RULE)
    vt_search_edits_delete_rule (self->workspace, self->id,
                                 g_strdup_printf (_ ("Your rule for “%s” is deleted"), get_text (self->query)));
  else
    vt_search_edits_delete_test (self->workspace, self->id, get_text (self->query));
  gtk_window_close (GTK_WINDOW (self));
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_search_editor_dispose (GObject *object)
{
  g_clear_object (&VT_SEARCH_EDITOR (object)->workspace);

  G_OBJECT_CLASS (vt_search_editor_parent_class)->dispose (object);
}

static void
vt_search_editor_finalize (GObject *object)
{
  g_strfreev (VT_SEARCH_EDITOR (object)->codes);

  G_OBJECT_CLASS (vt_search_editor_parent_class)->finalize (object);
}

static void
vt_search_editor_class_init (VtSearchEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_search_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_search_editor_finalize;

  g_type_ensure (VT_TYPE_PRODUCT_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-search-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, kind);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, query);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, words);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, product);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, choose);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, chooser);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, percent_row);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, percent);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, path);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, within_row);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, within);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, language);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, VtSearchEditor, drop);
  gtk_widget_class_bind_template_callback (widget_class, show_rows);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vt_search_editor_init (VtSearchEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A test is of one language; all else may be of every one. */
static void
fill_languages (VtSearchEditor *self, const char *chosen)
{
  g_auto (GStrv) codes = vt_language_list (vt_workspace_get_reader (self->workspace), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = codes != NULL ? g_strv_length (codes) : 0;
  guint selected = 0;

  if (self->mode != TEST || n == 0)
    {
      g_strv_builder_add (builder, "");
      gtk_string_list_append (names, _ ("Every language"));
    }
  for (guint i = 0; i < n; i++)
    {
      g_strv_builder_add (builder, codes[i]);
      gtk_string_list_take (names, vt_settings_language_name (codes[i]));
    }
  self->codes = g_strv_builder_end (builder);
  for (guint i = 0; self->codes[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->codes[i], chosen) == 0)
      selected = i;
  vt_combo_show (self->language, names, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->language), n > 1);
}

static VtSearchEditor *
make_editor (GtkWidget *parent, VtWorkspace *workspace, Mode mode, gint64 id, const char *title)
{
  VtSearchEditor *self =
      g_object_new (VT_TYPE_SEARCH_EDITOR, "transient-for", gtk_widget_get_root (parent), "title", title, NULL);

  self->workspace = g_object_ref (workspace);
  self->mode = mode;
  self->id = id;
  vt_product_chooser_set_workspace (VT_PRODUCT_CHOOSER (self->chooser), workspace);
  return self;
}

static void
fill_kinds (VtSearchEditor *self, const char *const *kinds, guint selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (names, _ (kinds[i]));
  vt_combo_show (self->kind, names, selected);
}

static void
fill_product (VtSearchEditor *self, gint64 id)
{
  g_autoptr (VtProduct) product =
      id != 0 ? vt_product_load (vt_workspace_get_reader (self->workspace), id, NULL) : NULL;

  if (product != NULL)
    show_product (self, id, vt_product_get_title (product));
  else
    show_product (self, 0, _ ("None chosen"));
}

static void
present (VtSearchEditor *self, const char *language)
{
  fill_languages (self, language);
  show_rows (self);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * vt_search_editor_present_synonym:
 * @parent: what it belongs to
 * @workspace: of the shop
 * @synonym: (nullable): what is edited; %NULL for new ones
 * @words: (nullable): of new ones, what is known already
 */
void
vt_search_editor_present_synonym (GtkWidget *parent,
                                  VtWorkspace *workspace,
                                  const VtSynonym *synonym,
                                  const char *words)
{
  static const char *const kinds[] = { N_ ("Each word finds the others"), N_ ("One way only"), NULL };
  VtSearchEditor *self = make_editor (parent, workspace, SYNONYM, synonym != NULL ? synonym->id : 0,
                                      synonym != NULL ? _ ("Edit Synonyms") : _ ("Add Synonyms"));
  gboolean one_way = synonym != NULL && *synonym->source != '\0';

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _ ("How"));
  fill_kinds (self, kinds, one_way ? 1 : 0);
  set_text (self->query, synonym != NULL ? synonym->source : words);
  set_text (self->words, synonym != NULL ? synonym->words : words);
  present (self, synonym != NULL ? synonym->language : "");
  gtk_widget_grab_focus (GTK_WIDGET (self->words));
  gtk_editable_set_position (GTK_EDITABLE (self->words), -1);
}

/**
 * vt_search_editor_present_rule:
 * @parent: what it belongs to
 * @workspace: of the shop
 * @rule: (nullable): what is edited; %NULL for a new one
 * @query: (nullable): of a new one, what shoppers search for
 */
void
vt_search_editor_present_rule (GtkWidget *parent, VtWorkspace *workspace, const VtSearchRule *rule, const char *query)
{
  static const char *const kinds[] = { N_ ("Show a product first"), N_ ("Leave a product out"),
                                       N_ ("Raise or lower a product"), N_ ("Send shoppers to a page"), NULL };
  VtSearchEditor *self = make_editor (parent, workspace, RULE, rule != NULL ? rule->id : 0,
                                      rule != NULL ? _ ("Edit What Happens") : _ ("Pin or Send Elsewhere"));

  fill_kinds (self, kinds, rule != NULL ? rule->kind : VT_SEARCH_RULE_PIN);
  set_text (self->query, rule != NULL ? rule->query : query);
  set_text (self->path, rule != NULL ? rule->path : NULL);
  if (rule != NULL && rule->kind == VT_SEARCH_RULE_BOOST)
    gtk_spin_button_set_value (self->percent, rule->percent);
  fill_product (self, rule != NULL ? rule->product_id : 0);
  present (self, rule != NULL ? rule->language : "");
  gtk_widget_grab_focus (GTK_WIDGET (self->query));
}

/**
 * vt_search_editor_present_test:
 * @parent: what it belongs to
 * @workspace: of the shop
 * @test: (nullable): what is edited; %NULL for a new one
 * @query: (nullable): of a new one, what shoppers search for
 */
void
vt_search_editor_present_test (GtkWidget *parent, VtWorkspace *workspace, const VtSearchTest *test, const char *query)
{
  VtSearchEditor *self = make_editor (parent, workspace, TEST, test != NULL ? test->id : 0,
                                      test != NULL ? _ ("Edit Test") : _ ("Add to Test Set"));

  set_text (self->query, test != NULL ? test->query : query);
  if (test != NULL)
    gtk_spin_button_set_value (self->within, test->within);
  fill_product (self, test != NULL ? test->product_id : 0);
  present (self, test != NULL ? test->language : "");
  gtk_widget_grab_focus (GTK_WIDGET (self->query));
}
