#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-type-card.h"

#include "app/brand/vt-brand-edit.h"
#include "app/widgets/vt-ink.h"
#include "app/widgets/vt-swatch.h"

#include <glib/gi18n.h>

/* Points of the specimens. */
#define HEADING_SIZE 22
#define BODY_SIZE    11

struct _VtTypeCard
{
  AdwBin parent_instance;

  VtWorkspace *workspace;  /* (owned) */
  GtkStringList *families; /* (owned) to choose from */
  gboolean showing;        /* the rows are being told, not chosen in */

  AdwComboRow *heading;    /* template child */
  AdwComboRow *body;       /* template child */
  VtSwatch *paper;         /* template child */
  GtkLabel *latin_heading; /* template child */
  GtkLabel *latin_body;    /* template child */
  GtkLabel *thai_heading;  /* template child */
  GtkLabel *thai_body;     /* template child */
  GtkLabel *note;          /* template child */
};

G_DEFINE_FINAL_TYPE (VtTypeCard, vt_type_card, ADW_TYPE_BIN)

/* Choosing -------------------------------------------------------------------------------------------------------- */

static void
choose (VtTypeCard *self, AdwComboRow *row, const char *token, const char *label)
{
  GtkStringObject *family = adw_combo_row_get_selected_item (row);

  if (self->showing || family == NULL)
    return;

  vt_workspace_edit (self->workspace, label, token, vt_brand_edit_token,
                     vt_brand_edit_new (token, gtk_string_object_get_string (family), NULL),
                     (GDestroyNotify) vt_brand_edit_free);
}

static void
heading_cb (VtTypeCard *self)
{
  choose (self, self->heading, "type.heading", _ ("Change the typeface of headings"));
}

static void
body_cb (VtTypeCard *self)
{
  choose (self, self->body, "type.body", _ ("Change the typeface of text"));
}

/* A family that is not on this computer stands in the list too while it is chosen. */
static guint
find_family (VtTypeCard *self, const char *family)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->families));

  for (guint i = 0; i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (self->families, i), family))
      return i;

  gtk_string_list_append (self->families, family);
  return n;
}

/* Specimens ------------------------------------------------------------------------------------------------------- */

static void
set_specimen (GtkLabel *label, VtBrand *brand, VtBrandType type, int points)
{
  VtColour colour = vt_brand_get_colour (brand, VT_BRAND_TEXT);
  g_autofree char *families = vt_brand_dup_families (brand, type);
  PangoAttrList *attrs = pango_attr_list_new ();

  pango_attr_list_insert (attrs, pango_attr_family_new (families));
  pango_attr_list_insert (attrs, pango_attr_weight_new ((PangoWeight) vt_brand_get_weight (brand, type)));
  pango_attr_list_insert (attrs, pango_attr_size_new (points * PANGO_SCALE));
  vt_ink_insert (attrs, colour);
  gtk_label_set_attributes (label, attrs);
  pango_attr_list_unref (attrs);
}

/* The first typeface of the list that this computer has: what the specimen is drawn in. */
static char *
drawn_family (VtTypeCard *self, VtBrand *brand, VtBrandType type)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  g_autofree char *families = vt_brand_dup_families (brand, type);
  PangoFontDescription *wanted = pango_font_description_new ();
  g_autoptr (PangoFont) found = NULL;
  PangoFontDescription *description;
  char *family;

  pango_font_description_set_family (wanted, families);
  found = pango_context_load_font (context, wanted);
  pango_font_description_free (wanted);
  if (found == NULL)
    return NULL;

  description = pango_font_describe (found);
  family = g_strdup (pango_font_description_get_family (description));
  pango_font_description_free (description);
  return family;
}

static void
add_note (VtTypeCard *self, GString *text, VtBrand *brand, VtBrandType type)
{
  const char *wanted = vt_brand_get_font (brand, type);
  g_autofree char *family = drawn_family (self, brand, type);

  if (family == NULL || g_str_equal (family, wanted))
    return;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  /* TRANSLATORS: two names of typefaces */
  g_string_append_printf (
      text, _ ("%s is not on this computer, so it is drawn in %s here. Shoppers who have it see it."), wanted, family);
}

static void
show_note (VtTypeCard *self, VtBrand *brand)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_note (self, text, brand, VT_BRAND_HEADING);
  if (!g_str_equal (vt_brand_get_font (brand, VT_BRAND_HEADING), vt_brand_get_font (brand, VT_BRAND_BODY)))
    add_note (self, text, brand, VT_BRAND_BODY);
  gtk_label_set_label (self->note, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->note), text->len > 0);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_type_card_dispose (GObject *object)
{
  VtTypeCard *self = VT_TYPE_CARD (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);
  g_clear_object (&self->families);

  G_OBJECT_CLASS (vt_type_card_parent_class)->dispose (object);
}

static void
vt_type_card_class_init (VtTypeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_type_card_dispose;
  g_type_ensure (VT_TYPE_SWATCH);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-type-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, heading);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, body);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, paper);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, latin_heading);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, latin_body);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, thai_heading);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, thai_body);
  gtk_widget_class_bind_template_child (widget_class, VtTypeCard, note);
  gtk_widget_class_bind_template_callback (widget_class, heading_cb);
  gtk_widget_class_bind_template_callback (widget_class, body_cb);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
list_families (VtTypeCard *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  PangoFontFamily **families = NULL;
  int n = 0;

  pango_context_list_families (gtk_widget_get_pango_context (GTK_WIDGET (self)), &families, &n);
  for (int i = 0; i < n; i++)
    g_ptr_array_add (names, (char *) pango_font_family_get_name (families[i]));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  self->families = gtk_string_list_new ((const char *const *) names->pdata);
  g_free (families);
}

static void
vt_type_card_init (VtTypeCard *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  list_families (self);
  adw_combo_row_set_model (self->heading, G_LIST_MODEL (self->families));
  adw_combo_row_set_model (self->body, G_LIST_MODEL (self->families));
  self->showing = FALSE;
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
}

/**
 * vt_type_card_show:
 * @self: a card
 * @brand: the brand as the shop holds it now
 * @name: the shop's name, for the specimens
 * @tagline: (nullable): its tagline
 */
void
vt_type_card_show (VtTypeCard *self, VtBrand *brand, const char *name, const char *tagline)
{
  self->showing = TRUE;
  adw_combo_row_set_selected (self->heading, find_family (self, vt_brand_get_font (brand, VT_BRAND_HEADING)));
  adw_combo_row_set_selected (self->body, find_family (self, vt_brand_get_font (brand, VT_BRAND_BODY)));
  self->showing = FALSE;

  vt_swatch_set_colour (self->paper, vt_brand_get_colour (brand, VT_BRAND_BACKGROUND));
  gtk_label_set_label (self->latin_heading, name);
  gtk_label_set_label (self->latin_body, tagline != NULL && *tagline != '\0'
                                             ? tagline
                                             : _ ("Chosen with care, at your door in three to five days."));
  set_specimen (self->latin_heading, brand, VT_BRAND_HEADING, HEADING_SIZE);
  set_specimen (self->latin_body, brand, VT_BRAND_BODY, BODY_SIZE);
  set_specimen (self->thai_heading, brand, VT_BRAND_HEADING, HEADING_SIZE);
  set_specimen (self->thai_body, brand, VT_BRAND_BODY, BODY_SIZE);
  show_note (self, brand);
}
