#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-section-row.h"

#include "app/storefront/vt-gallery-list.h"
#include "app/storefront/vt-section-edit.h"
#include "app/storefront/vt-section-picture.h"
#include "app/widgets/vt-field.h"
#include "app/widgets/vt-picture-row.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>
#include <string.h>

/* A text, in the shop's first language or another one. */
typedef struct
{
  VtSectionRow *row;    /* (unowned) */
  const char *name;     /* of the text */
  const char *language; /* (unowned) (nullable) of the row's */
  VtField *field;       /* (unowned) */
} Text;

typedef struct
{
  VtSectionRow *row; /* (unowned) */
  const VtSectionSetting *setting;
  GtkWidget *widget; /* (unowned) AdwComboRow or GtkSpinButton */
  GArray *choices;   /* (owned) (nullable) (element-type int) which words the combo has */
} Setting;

struct _VtSectionRow
{
  AdwExpanderRow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 id;
  VtSectionKind kind;
  VtSectionPage page;
  GStrv languages;        /* (owned) the first is the shop's own */
  gboolean telling;       /* what the shop holds is shown, nothing is chosen */
  GPtrArray *texts;       /* (owned) Text */
  GPtrArray *settings;    /* (owned) Setting */
  VtPictureRow *picture;  /* (unowned) (nullable) */
  VtGalleryList *gallery; /* (unowned) (nullable) */
  GtkWidget *removal;     /* (unowned) */
  AdwExpanderRow *others; /* (unowned) (nullable) in the other languages */
};

G_DEFINE_FINAL_TYPE (VtSectionRow, vt_section_row, ADW_TYPE_EXPANDER_ROW)

/* In the order in which they are shown. */
static const struct
{
  const char *name;
  const char *label;
  gboolean is_long;
  gboolean is_translated;
} fields[] = {
  { "title", N_ ("Title"), FALSE, TRUE },     { "body", N_ ("Text"), TRUE, TRUE },
  { "action", N_ ("Button"), FALSE, TRUE },   { "target", N_ ("Leads to"), FALSE, FALSE },
  { "note", N_ ("Small Print"), TRUE, TRUE }, { "alt", N_ ("Description of the Picture"), FALSE, TRUE },
};

static void
edit (VtSectionRow *self, const char *label, const char *key, VtShopJob job, VtSectionEdit *step)
{
  vt_workspace_edit (self->workspace, label, key, job, step, (GDestroyNotify) vt_section_edit_free);
}

static void
edited_cb (Text *text)
{
  VtSectionRow *self = text->row;
  g_autofree char *key = g_strdup_printf ("section.%s.%" G_GINT64_FORMAT ".%s", text->name, self->id,
                                          text->language != NULL ? text->language : "");
  VtSectionEdit *step = vt_section_edit_new (self->id);

  step->field = g_strdup (text->name);
  step->language = g_strdup (text->language);
  step->text = g_strdup (vt_field_get_text (text->field));
  vt_field_write (text->field, self->workspace,
                  text->language != NULL ? _ ("Translate a section") : _ ("Edit the words of a section"), key,
                  vt_section_edit_text, step, (GDestroyNotify) vt_section_edit_free);
}

static void
set (Setting *setting, const char *value)
{
  VtSectionRow *self = setting->row;
  g_autofree char *key = g_strdup_printf ("section.%s.%" G_GINT64_FORMAT, setting->setting->name, self->id);
  VtSectionEdit *step;

  if (self->telling)
    return;

  step = vt_section_edit_new (self->id);
  step->field = g_strdup (setting->setting->name);
  step->text = g_strdup (value);
  edit (self, _ ("Set up a section"), key, vt_section_edit_setting, step);
}

static void
selected_cb (Setting *setting)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (setting->widget));

  if (selected < setting->choices->len)
    set (setting, setting->setting->choices[g_array_index (setting->choices, int, selected)]);
}

static void
counted_cb (Setting *setting)
{
  g_autofree char *text = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (setting->widget)));

  set (setting, text);
}

static void
picture_cb (VtSectionRow *self)
{
  VtSectionEdit *step;

  if (self->telling)
    return;

  step = vt_section_edit_new (self->id);
  step->text = g_strdup (vt_picture_row_get_sha256 (self->picture));
  step->alt = g_strdup (vt_picture_row_get_alt (self->picture));
  step->media = vt_picture_row_steal_media (self->picture);
  edit (self, _ ("Choose the picture of a section"), NULL, vt_section_edit_picture, step);
}

static void
removed_cb (VtSectionRow *self)
{
  g_autofree char *message = g_strdup_printf (_ ("%s taken off the page"), vt_section_kind_name (self->kind));

  edit (self, _ ("Take a section off a page"), NULL, vt_section_edit_remove, vt_section_edit_new (self->id));
  vt_workspace_tell (self->workspace, message, TRUE);
}

/* Who opens a section wants to see where it is. */
static void
expanded_cb (VtSectionRow *self)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    vt_workspace_reveal (self->workspace, self->id);
}

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_clear_pointer (&setting->choices, g_array_unref);
  g_free (setting);
}

static VtField *
add_text (VtSectionRow *self, AdwExpanderRow *to, guint i, const char *language)
{
  Text *text = g_new0 (Text, 1);
  /* TRANSLATORS: the first is the name of a text, such as "Title", the second the code of a language, such as "pt-BR"
   */
  g_autofree char *title = language != NULL ? g_strdup_printf (_ ("%s (%s)"), _ (fields[i].label), language) : NULL;

  text->row = self;
  text->name = fields[i].name;
  text->language = language;
  text->field = g_object_new (VT_TYPE_FIELD, "title", title != NULL ? title : _ (fields[i].label), "multiline",
                              fields[i].is_long, NULL);
  g_ptr_array_add (self->texts, text);
  adw_expander_row_add_row (to, GTK_WIDGET (text->field));
  g_signal_connect_swapped (text->field, "edited", G_CALLBACK (edited_cb), text);

  return text->field;
}

static gboolean
has_field (VtSectionRow *self, guint i)
{
  return vt_section_kind_has (self->kind, fields[i].name);
}

static void
add_picture (VtSectionRow *self)
{
  if (!vt_section_kind_has (self->kind, "picture"))
    return;

  self->picture = g_object_new (VT_TYPE_PICTURE_ROW, "title", _ ("Picture"), NULL);
  vt_picture_row_set_workspace (self->picture, self->workspace);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->picture));
  g_signal_connect_swapped (self->picture, "chosen", G_CALLBACK (picture_cb), self);
}

static void
add_texts (VtSectionRow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (strcmp (fields[i].name, "alt") == 0)
        add_picture (self);
      if (has_field (self, i))
        add_text (self, ADW_EXPANDER_ROW (self), i, NULL);
    }
}

/* Which words of a choice the page can have. */
static void
add_choices (Setting *setting, GtkStringList *names)
{
  setting->choices = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0; i <= setting->setting->highest; i++)
    {
      if (!vt_section_setting_fits (setting->setting, setting->setting->choices[i], setting->row->page))
        continue;
      g_array_append_val (setting->choices, i);
      gtk_string_list_append (names, _ (setting->setting->choice_labels[i]));
    }
}

static void
add_choice (Setting *setting)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  add_choices (setting, names);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (setting->setting->label));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  setting->widget = row;
  adw_expander_row_add_row (ADW_EXPANDER_ROW (setting->row), row);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (selected_cb), setting);
}

static void
add_number (Setting *setting)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (setting->setting->lowest, setting->setting->highest, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (setting->setting->label));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (setting->setting->label),
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  setting->widget = spin;
  adw_expander_row_add_row (ADW_EXPANDER_ROW (setting->row), row);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (counted_cb), setting);
}

static void
add_settings (VtSectionRow *self)
{
  guint n;
  const VtSectionSetting *settings = vt_section_settings (self->kind, &n);

  for (guint i = 0; i < n; i++)
    {
      Setting *setting;

      if (strcmp (settings[i].name, "place") == 0 && self->page != VT_SECTION_PAGE_COLLECTION)
        continue;
      setting = g_new0 (Setting, 1);
      setting->row = self;
      setting->setting = &settings[i];
      g_ptr_array_add (self->settings, setting);
      if (settings[i].type == VT_SECTION_CHOICE)
        add_choice (setting);
      else
        add_number (setting);
    }
}

static void
add_gallery (VtSectionRow *self)
{
  if (!vt_section_kind_has (self->kind, "pictures"))
    return;

  self->gallery = VT_GALLERY_LIST (vt_gallery_list_new (self->workspace, self->id));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->gallery));
  /* The keyboard goes on to the pictures: the row that the expander puts around them does nothing. */
  gtk_widget_set_focusable (gtk_widget_get_parent (GTK_WIDGET (self->gallery)), FALSE);
}

static void
add_translations (VtSectionRow *self)
{
  if (self->languages[0] == NULL || self->languages[1] == NULL)
    return;

  self->others = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->others), _ ("In Other Languages"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->others), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("In Other Languages"), -1);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->others));
  for (guint language = 1; self->languages[language] != NULL; language++)
    for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
      if (has_field (self, i) && fields[i].is_translated)
        add_text (self, self->others, i, self->languages[language]);
}

static void
add_frame (VtSectionRow *self)
{
  GtkWidget *picture = vt_section_kind_picture (self->kind);

  gtk_widget_set_margin_top (picture, 6);
  gtk_widget_set_margin_bottom (picture, 6);
  self->removal = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->removal, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->removal, "flat");
  gtk_widget_set_tooltip_text (self->removal, _ ("Take Off the Page"));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), picture);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->removal);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect_object (self->removal, "clicked", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

static void
vt_section_row_dispose (GObject *object)
{
  g_clear_object (&VT_SECTION_ROW (object)->workspace);

  G_OBJECT_CLASS (vt_section_row_parent_class)->dispose (object);
}

static void
vt_section_row_finalize (GObject *object)
{
  VtSectionRow *self = VT_SECTION_ROW (object);

  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->settings);
  g_strfreev (self->languages);

  G_OBJECT_CLASS (vt_section_row_parent_class)->finalize (object);
}

static void
vt_section_row_class_init (VtSectionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_section_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_section_row_finalize;
}

static void
vt_section_row_init (VtSectionRow *self)
{
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->settings = g_ptr_array_new_with_free_func (setting_free);
}

/**
 * vt_section_row_new:
 * @workspace: the shop's
 * @section: what it stands for; show it with vt_section_row_show()
 * @languages: (array zero-terminated=1): the shop's, the first one its own
 *
 * Returns: (transfer floating): a closed row
 */
GtkWidget *
vt_section_row_new (VtWorkspace *workspace, const VtSection *section, const char *const *languages)
{
  VtSectionRow *self = g_object_new (VT_TYPE_SECTION_ROW, NULL);

  self->workspace = g_object_ref (workspace);
  self->id = section->id;
  self->kind = section->kind;
  self->page = section->page;
  self->languages = g_strdupv ((char **) languages);
  self->telling = TRUE;
  add_frame (self);
  add_texts (self);
  add_gallery (self);
  add_settings (self);
  add_translations (self);
  self->telling = FALSE;

  return GTK_WIDGET (self);
}

/**
 * vt_section_row_get_id:
 * @self: a row
 *
 * Returns: its section
 */
gint64
vt_section_row_get_id (VtSectionRow *self)
{
  return self->id;
}

static const char *
text_of (const VtSection *section, const char *name)
{
  const struct
  {
    const char *name;
    const char *text;
  } texts[] = {
    { "title", section->title }, { "body", section->body },     { "action", section->action },
    { "note", section->note },   { "target", section->target }, { "alt", section->alt },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].name, name) == 0)
      return texts[i].text;

  return "";
}

static void
show_text (VtSectionRow *self, const Text *text, const VtSection *section)
{
  const char *original = text_of (section, text->name);
  g_autofree char *translated = NULL;

  if (text->language == NULL)
    {
      vt_field_show (text->field, original);
      return;
    }

  translated = vt_translation_get (vt_workspace_get_reader (self->workspace), "section", self->id, text->name,
                                   text->language, NULL);
  vt_field_set_placeholder (text->field, original);
  vt_field_show (text->field, translated != NULL ? translated : "");
}

static void
show_setting (const Setting *setting, const VtSection *section)
{
  int value = vt_section_get (section, setting->setting->name);

  if (setting->setting->type == VT_SECTION_NUMBER)
    {
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (setting->widget), value);
      return;
    }

  for (guint i = 0; i < setting->choices->len; i++)
    if (g_array_index (setting->choices, int, i) == value)
      adw_combo_row_set_selected (ADW_COMBO_ROW (setting->widget), i);
}

/**
 * vt_section_row_show:
 * @self: a row
 * @section: its section as the shop has it now
 */
void
vt_section_row_show (VtSectionRow *self, const VtSection *section)
{
  const char *kind = vt_section_kind_name (self->kind);
  const char *title = *section->title != '\0' ? section->title : kind;
  g_autofree char *removal = g_strdup_printf (_ ("Take Off the Page: %s"), title);

  self->telling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), *section->title != '\0' ? kind : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->removal), GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
  for (guint i = 0; i < self->texts->len; i++)
    show_text (self, g_ptr_array_index (self->texts, i), section);
  for (guint i = 0; i < self->settings->len; i++)
    show_setting (g_ptr_array_index (self->settings, i), section);
  if (self->picture != NULL)
    vt_picture_row_show (self->picture, section->sha256);
  if (self->gallery != NULL)
    vt_gallery_list_refresh (self->gallery);
  self->telling = FALSE;
}

/**
 * vt_section_row_focus:
 * @self: a row
 * @field: "title", "body", "action", "target", "note", "picture" or "pictures"; others: the row itself
 *
 * Opens the row and gives the keyboard to one of its settings.
 *
 * Returns: whether it took it
 */
gboolean
vt_section_row_focus (VtSectionRow *self, const char *field)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  if (strcmp (field, "picture") == 0 && self->picture != NULL)
    return gtk_widget_child_focus (GTK_WIDGET (self->picture), GTK_DIR_TAB_FORWARD);
  if (strcmp (field, "pictures") == 0 && self->gallery != NULL)
    return gtk_widget_child_focus (GTK_WIDGET (self->gallery), GTK_DIR_TAB_FORWARD);

  for (guint i = 0; i < self->texts->len; i++)
    {
      const Text *text = g_ptr_array_index (self->texts, i);

      if (text->language == NULL && strcmp (text->name, field) == 0)
        return gtk_widget_child_focus (GTK_WIDGET (text->field), GTK_DIR_TAB_FORWARD);
    }

  return gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
