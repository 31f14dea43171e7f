#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-type-card.h"

#include "app/brand/vt-brand-edit.h"
#include "app/brand/vt-font-chooser.h"
#include "app/brand/vt-type-details.h"
#include "app/widgets/vt-ink.h"
#include "app/widgets/vt-swatch.h"
#include "app/widgets/vt-wrap.h"
#include "brand/vt-font-list.h"
#include "brand/vt-font-report.h"
#include "brand/vt-font-text.h"
#include "content/vt-section.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>
#include <math.h>

/* Points of the specimens: of text, and of a heading at the scale that the theme is drawn for. */
#define BODY_SIZE      11
#define HEADING_SIZE   22
#define STANDARD_SCALE 1250.0

/* Scripts that are shown. */
#define MAX_SPECIMENS 3

/* What there is to choose from, and how what is chosen would serve the shop. */
typedef struct
{
  char *families[VT_BRAND_N_TYPES];
  char **languages;
} Question;

typedef struct
{
  GPtrArray *installed;
  VtFontReport *reports[VT_BRAND_N_TYPES];
} Answer;

struct _VtTypeCard
{
  AdwBin parent_instance;

  VtWorkspace *workspace;    /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) of the question that is under way */

  VtFontChooser *heading; /* template child */
  VtFontChooser *body;    /* template child */
  VtSwatch *paper;        /* template child */
  GtkBox *specimens;      /* template child */
  VtWrap *badges;         /* template child */
  VtTypeDetails *details; /* template child */
  GtkLabel *note;         /* template child */
};

G_DEFINE_FINAL_TYPE (VtTypeCard, vt_type_card, ADW_TYPE_BIN)

/* Choosing -------------------------------------------------------------------------------------------------------- */

static void
choose (VtTypeCard *self, const char *family, const char *token, const char *label)
{
  vt_workspace_edit (self->workspace, label, token, vt_brand_edit_token, vt_brand_edit_new (token, family, NULL),
                     (GDestroyNotify) vt_brand_edit_free);
}

static void
heading_cb (VtTypeCard *self, const char *family)
{
  choose (self, family, "type.heading", _ ("Change the typeface of headings"));
}

static void
body_cb (VtTypeCard *self, const char *family)
{
  choose (self, family, "type.body", _ ("Change the typeface of text"));
}

/* Specimens ------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_specimen (VtBrand *brand, VtBrandType type, double points, const char *text, const char *language)
{
  VtColour colour = vt_brand_get_colour (brand, type == VT_BRAND_HEADING ? VT_BRAND_PRIMARY : VT_BRAND_TEXT);
  g_autofree char *families = vt_brand_dup_families (brand, type);
  PangoAttrList *attrs = pango_attr_list_new ();
  GtkWidget *label = gtk_label_new (text);

  pango_attr_list_insert (attrs, pango_attr_family_new (families));
  pango_attr_list_insert (attrs, pango_attr_weight_new ((PangoWeight) vt_brand_get_weight (brand, type)));
  pango_attr_list_insert (attrs, pango_attr_size_new ((int) (points * PANGO_SCALE)));
  pango_attr_list_insert (attrs, pango_attr_language_new (pango_language_from_string (language)));
  vt_ink_insert (attrs, colour);
  gtk_label_set_attributes (GTK_LABEL (label), attrs);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  pango_attr_list_unref (attrs);
  return label;
}

/* In @language, or as the shop's first has it. */
static char *
in_language (VtDb *db, const char *kind, gint64 id, const char *field, const char *language, const char *original)
{
  g_autofree char *text = vt_translation_get (db, kind, id, field, language, NULL);

  return g_strdup (text != NULL && *text != '\0' ? text : original);
}

/* A sentence of the shop's own pages, if they have any. */
static const VtSection *
find_words (GPtrArray *sections)
{
  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      const VtSection *section = g_ptr_array_index (sections, i);

      if (*section->title != '\0' && *section->body != '\0')
        return section;
    }

  return NULL;
}

static void
add_specimen (VtTypeCard *self,
              VtBrand *brand,
              const VtSection *words,
              const char *language,
              const char *name,
              const char *tagline)
{
  VtDb *db = vt_workspace_get_reader (self->workspace);
  double size = HEADING_SIZE * pow (vt_brand_get_scale (brand) / STANDARD_SCALE, 2);
  g_autofree char *heading = words != NULL ? in_language (db, "section", words->id, "title", language, words->title)
                                           : in_language (db, "setting", 0, "shop.name", language, name);
  g_autofree char *body = words != NULL ? in_language (db, "section", words->id, "body", language, words->body)
                                        : in_language (db, "setting", 0, "shop.tagline", language, tagline);

  if (gtk_widget_get_first_child (GTK_WIDGET (self->specimens)) != NULL)
    gtk_box_append (self->specimens, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (self->specimens, new_specimen (brand, VT_BRAND_HEADING, size, heading, language));
  gtk_box_append (self->specimens, new_specimen (brand, VT_BRAND_BODY, BODY_SIZE, body, language));
}

/* One for each script that the shop's languages are written in. */
static void
show_specimens (VtTypeCard *self, VtBrand *brand, char **languages, const char *name, const char *tagline)
{
  g_autoptr (GPtrArray) sections =
      vt_section_list_shown (vt_workspace_get_reader (self->workspace), VT_SECTION_PAGE_HOME, NULL);
  const VtSection *words = find_words (sections);
  g_autoptr (GHashTable) scripts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->specimens))) != NULL)
    gtk_box_remove (self->specimens, child);
  for (guint i = 0; languages[i] != NULL && g_hash_table_size (scripts) < MAX_SPECIMENS; i++)
    if (g_hash_table_add (scripts, vt_font_text_script_of (languages[i])))
      add_specimen (self, brand, words, languages[i], name, tagline);
}

/* What can be said of the typefaces ---------------------------------------------------------------------------------
 */

static void
question_free (Question *question)
{
  for (guint i = 0; i < VT_BRAND_N_TYPES; i++)
    g_free (question->families[i]);
  g_strfreev (question->languages);
  g_free (question);
}

static void
answer_free (Answer *answer)
{
  g_ptr_array_unref (answer->installed);
  for (guint i = 0; i < VT_BRAND_N_TYPES; i++)
    vt_font_report_free (answer->reports[i]);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
answer_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  const Question *question = data;
  Answer *answer = g_new0 (Answer, 1);

  answer->installed = vt_font_list_families ();
  for (guint i = 0; i < VT_BRAND_N_TYPES; i++)
    answer->reports[i] = vt_font_report_new (question->families[i], (const char *const *) question->languages);
  g_task_return_pointer (task, answer, (GDestroyNotify) answer_free);
}

static void
add_badge (VtTypeCard *self, const char *words, const char *style, const char *tip)
{
  g_autofree char *text = g_str_equal (style, "success") ? g_strconcat ("✓ ", words, NULL) : g_strdup (words);
  GtkWidget *badge = gtk_label_new (text);

  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_add_css_class (badge, style);
  gtk_widget_set_tooltip_text (badge, tip);
  vt_wrap_append (self->badges, badge);
}

/* Where both serve a script, whoever stands in for them is no news; else what is wrong is told. */
static void
add_coverage (VtTypeCard *self, const Answer *answer)
{
  const VtFontReport *heading = answer->reports[VT_BRAND_HEADING];
  const VtFontReport *body = answer->reports[VT_BRAND_BODY];

  for (guint i = 0; i < heading->coverage->len; i++)
    {
      const VtFontCoverage *first = g_ptr_array_index (heading->coverage, i);
      const VtFontCoverage *second = g_ptr_array_index (body->coverage, i);
      gboolean is_good = vt_font_coverage_is_good (first) && vt_font_coverage_is_good (second);
      g_autofree char *wrong = vt_font_coverage_to_string (vt_font_coverage_is_good (first) ? second : first);
      g_autofree char *heading_words = vt_font_coverage_to_string (first);
      g_autofree char *body_words = vt_font_coverage_to_string (second);
      g_autofree char *tip = NULL;

      if (!is_good)
        {
          add_badge (self, wrong, "warning", NULL);
          continue;
        }
      /* TRANSLATORS: how a script is served by two typefaces: "Thai by Noto Serif Thai, tone marks clear" */
      tip = g_strdup_printf (_ ("Headings: %s\nText: %s"), heading_words, body_words);
      add_badge (self, g_str_equal (first->script, "Thai") ? _ ("Thai, tone marks clear") : first->script, "success",
                 tip);
    }
}

static void
add_right (VtTypeCard *self, const Answer *answer)
{
  gboolean travels = TRUE;
  gboolean is_open = TRUE;
  gboolean is_here = TRUE;

  for (guint i = 0; i < VT_BRAND_N_TYPES; i++)
    {
      is_here = is_here && answer->reports[i]->is_installed;
      travels = travels && (answer->reports[i]->may_travel || !answer->reports[i]->is_installed);
      is_open = is_open && answer->reports[i]->is_open;
    }

  if (!travels)
    add_badge (self, _ ("May not be embedded"), "error", NULL);
  else if (is_here)
    add_badge (self, is_open ? _ ("Open licence") : _ ("Its maker’s licence"), "neutral", NULL);
  if (!is_here)
    add_badge (self, _ ("Not on this computer"), "warning", NULL);
}

static gboolean
travels_already (VtTypeCard *self, const char *family)
{
  g_autoptr (VtBrand) brand = vt_brand_load (vt_workspace_get_reader (self->workspace), NULL);

  return brand != NULL && vt_brand_has_face (brand, family);
}

static void
add_note (VtTypeCard *self, GString *text, const VtFontReport *report)
{
  g_autofree char *sentence = NULL;

  if (report->reason != NULL)
    sentence = g_strdup (report->reason);
  else if (!report->is_installed && travels_already (self, report->family))
    sentence = g_strdup_printf (_ ("%s is not on this computer. Shoppers get it all the same: it came with the shop."),
                                report->family);
  else if (!report->is_installed)
    sentence =
        g_strdup_printf (_ ("%s is not on this computer, so shoppers who do not have it see the typeface that comes "
                            "nearest on theirs. Install it, or choose another."),
                         report->family);

  if (sentence == NULL || strstr (text->str, sentence) != NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
}

static void
show_answer (VtTypeCard *self, const Answer *answer)
{
  g_autoptr (GString) note = g_string_new (NULL);

  vt_font_chooser_set_families (self->heading, answer->installed);
  vt_font_chooser_set_families (self->body, answer->installed);
  vt_wrap_clear (self->badges);
  add_coverage (self, answer);
  add_right (self, answer);
  for (guint i = 0; i < VT_BRAND_N_TYPES; i++)
    {
      add_note (self, note, answer->reports[i]);
      if (answer->reports[i]->is_installed)
        vt_type_details_set_weights (self->details, (VtBrandType) i, answer->reports[i]->weights);
    }
  gtk_label_set_label (self->note, note->str);
  gtk_widget_set_visible (GTK_WIDGET (self->note), note->len > 0);
}

static void
answered_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Answer) answer = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Cancelled: the card may be gone, or asks something newer. */
  if (answer != NULL)
    show_answer (data, answer);
}

static void
ask (VtTypeCard *self, VtBrand *brand, char **languages)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  for (int type = 0; type < VT_BRAND_N_TYPES; type++)
    question->families[type] = g_strdup (vt_brand_get_font (brand, (VtBrandType) type));
  question->languages = g_strdupv (languages);
  task = g_task_new (NULL, self->cancellable, answered_cb, self);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, answer_thread);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_type_card_dispose (GObject *object)
{
  VtTypeCard *self = VT_TYPE_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_type_card_parent_class)->dispose (object);
}

static void
vt_type_card_class_init (VtTypeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_type_card_dispose;
  g_type_ensure (VT_TYPE_FONT_CHOOSER);
  g_type_ensure (VT_TYPE_SWATCH);
  g_type_ensure (VT_TYPE_TYPE_DETAILS);
  g_type_ensure (VT_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-type-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, heading);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, body);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, paper);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, specimens);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, badges);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, details);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, note);
  gtk_widget_class_bind_template_callback (widget_class, heading_cb);
  gtk_widget_class_bind_template_callback (widget_class, body_cb);
}

static void
vt_type_card_init (VtTypeCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vt_font_chooser_set_label (self->heading, _ ("Typeface of headings"));
  vt_font_chooser_set_label (self->body, _ ("Typeface of text"));
}

/**
 * vt_type_card_set_workspace:
 * @self: a new card
 * @workspace: whose brand it edits
 */
void
vt_type_card_set_workspace (VtTypeCard *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  vt_type_details_set_workspace (self->details, workspace);
}

/**
 * vt_type_card_show:
 * @self: a card with a workspace
 * @brand: the brand as the shop holds it now
 * @name: the shop's name, for the specimens
 * @tagline: (nullable): its tagline
 */
void
vt_type_card_show (VtTypeCard *self, VtBrand *brand, const char *name, const char *tagline)
{
  g_auto (GStrv) languages = vt_language_list (vt_workspace_get_reader (self->workspace), NULL);
  gboolean has_tagline = tagline != NULL && *tagline != '\0';

  if (languages == NULL)
    return;

  vt_font_chooser_show (self->heading, vt_brand_get_font (brand, VT_BRAND_HEADING));
  vt_font_chooser_show (self->body, vt_brand_get_font (brand, VT_BRAND_BODY));
  vt_swatch_set_colour (self->paper, vt_brand_get_colour (brand, VT_BRAND_BACKGROUND));
  show_specimens (self, brand, languages, name,
                  has_tagline ? tagline : _ ("Chosen with care, at your door in three to five days."));
  vt_type_details_show (self->details, brand);
  ask (self, brand, languages);
}
