#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-editor.h"

#include "app/products/vt-description-field.h"
#include "app/products/vt-option-rows.h"
#include "app/products/vt-photo-strip.h"
#include "app/products/vt-product-facts.h"
#include "app/products/vt-product-fields.h"
#include "app/products/vt-product-links.h"
#include "app/products/vt-product-reviews.h"
#include "app/products/vt-product-sizes.h"
#include "app/products/vt-product-word-lists.h"
#include "app/products/vt-product-words.h"
#include "app/products/vt-seo-preview.h"
#include "app/products/vt-variant-grid.h"
#include "app/widgets/vt-drop-down.h"
#include "base/vt-clock.h"
#include "base/vt-html.h"
#include "catalogue/vt-price-history.h"
#include "orders/vt-tax.h"
#include "publish/vt-host-record.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"
#include "site/vt-snippet.h"

#include <glib/gi18n.h>

/* Pixels: below this width a variant takes two lines. */
#define WIDE_FROM 560

/* Variants whose price before is looked at while they are shown: the same as a rule. */
#define MAX_CHECKED 20

/* What holds for all variants or is not the same for all. */
typedef enum
{
  RULE_COUNT_STOCK,
  RULE_BACKORDER,
  RULE_SHIPPED,
  N_RULES
} Rule;

static const struct
{
  const char *name; /* in the template */
  VtEditKind edit;
} rules[N_RULES] = {
  [RULE_COUNT_STOCK] = { "count_stock", VT_EDIT_COUNT_STOCK },
  [RULE_BACKORDER] = { "backorder", VT_EDIT_BACKORDER },
  [RULE_SHIPPED] = { "shipped", VT_EDIT_SHIPPED },
};

struct _VtProductEditor
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  VtProduct *product;     /* (owned) (nullable) as last read */
  gint64 id;              /* 0: none is open */
  char *address;          /* (owned) of the shop, for the search result */
  char *shop_name;        /* (owned) */
  int width;
  guint layout_source;
  guint refresh_source;
  gboolean narrow;
  gboolean showing;              /* the shop's values are being shown: nothing is edited */
  VtFactField *fields[N_FIELDS]; /* template children */
  VtProductWordLists words;

  GtkScrolledWindow *scroller;     /* template child */
  GtkDropDown *status;             /* template child */
  GtkDropDown *language;           /* template child: hidden in a shop of one language */
  GtkLabel *original;              /* template child: the description that is being translated */
  char **languages;                /* (owned) (nullable) the first is that of the shop */
  VtPhotoStrip *photos;            /* template child */
  VtDescriptionField *description; /* template child */
  GtkLabel *price_scope;           /* template child */
  GtkLabel *margin;                /* template child */
  GtkLabel *price_note;            /* template child */
  GtkWidget *codes;                /* template child: of the only variant */
  GtkCheckButton *rules[N_RULES];  /* template children */
  GtkDropDown *tax_class;          /* template child */
  char **tax_classes;              /* (owned) (nullable) */
  VtOptionRows *options;           /* template child */
  VtVariantGrid *variants;         /* template child */
  VtProductFacts *facts;           /* template child */
  VtProductSizes *sizes;           /* template child */
  VtProductReviews *reviews;       /* template child */
  VtProductLinks *links;           /* template child */
  VtSeoPreview *seo;               /* template child */
};

enum
{
  SHOWN,
  GONE,
  OPEN,
  STEP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtProductEditor, vt_product_editor, ADW_TYPE_BIN)

/* From the product to the fields ------------------------------------------------------------------------------------
 */

/* Texts in the language that is being edited ------------------------------------------------------------------------
 */

/* NULL: the shop's first one, whose texts stand in the product itself. */
static const char *
get_language (VtProductEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->language);

  return self->languages != NULL && selected > 0 && selected < g_strv_length (self->languages)
             ? self->languages[selected]
             : NULL;
}

static char *
dup_translation (VtProductEditor *self, const char *column)
{
  char *text = vt_translation_get (vt_workspace_get_reader (self->workspace), "product", self->id, column,
                                   get_language (self), NULL);

  return text != NULL ? text : g_strdup ("");
}

static void
translate (VtProductEditor *self, const char *column, const char *text, VtEditDone done, GObject *target)
{
  vt_product_edits_translate (self->workspace, vt_product_get_title (self->product), self->id, column,
                              get_language (self), text, done, target);
}

static char *
product_value (VtProductEditor *self, int field)
{
  const char *column = vt_product_field_get_translated (field);

  if (get_language (self) != NULL && column != NULL)
    return dup_translation (self, column);

  return vt_product_field_dup_value (self->product, field);
}

static void
show_margin (VtProductEditor *self)
{
  const VtVariant *variant = vt_product_get_variant (self->product, 0);
  g_autofree char *price = vt_product_field_dup_common (self->product, FIELD_PRICE);
  g_autofree char *cost = vt_product_field_dup_common (self->product, FIELD_COST);
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  if (price != NULL && cost != NULL && variant->cost_minor >= 0 && variant->price_minor > 0)
    {
      gint64 margin = variant->price_minor - variant->cost_minor;

      amount = vt_workspace_format_money (self->workspace, margin);
      /* TRANSLATORS: what is left of a price after its cost, and how much of the price that is: "€38.20 · 38 %" */
      text = g_strdup_printf (_ ("%s · %d %%"), amount, (int) (margin * 100 / variant->price_minor));
    }

  gtk_label_set_label (self->margin, text != NULL ? text : _ ("Unknown until there is a cost"));
}

/* What stands behind the price before: the variant that shoppers see first decides, then the first that is untrue. */
static void
show_price_note (VtProductEditor *self)
{
  VtDb *reader = vt_workspace_get_reader (self->workspace);
  guint n = MIN (vt_product_get_n_variants (self->product), MAX_CHECKED);
  VtCompareAtCheck shown = { VT_COMPARE_AT_NONE, -1, -1 };
  g_autofree char *text = NULL;

  for (guint i = 0; i < n && !vt_compare_at_is_finding (shown.verdict); i++)
    {
      const VtVariant *variant = vt_product_get_variant (self->product, i);
      VtCompareAtCheck check = { VT_COMPARE_AT_NONE, -1, -1 };

      if (variant->compare_at_minor >= 0 &&
          vt_price_check_compare_at (reader, variant->id, vt_clock_now_us (NULL), &check, NULL) &&
          (shown.verdict == VT_COMPARE_AT_NONE || vt_compare_at_is_finding (check.verdict)))
        shown = check;
    }

  text = vt_compare_at_describe (&shown, vt_workspace_get_currency (self->workspace), NULL);
  gtk_label_set_label (self->price_note, text);
  gtk_widget_set_visible (GTK_WIDGET (self->price_note), *text != '\0');
  gtk_widget_set_css_classes (GTK_WIDGET (self->price_note),
                              (const char *[]){ "price-note",
                                                vt_compare_at_is_finding (shown.verdict) ? "warning"
                                                : shown.verdict == VT_COMPARE_AT_TRUE    ? "success"
                                                                                         : "plain",
                                                NULL });
}

static void
show_seo (VtProductEditor *self)
{
  const char *title = vt_fact_field_get_text (self->fields[FIELD_SEO_TITLE]);
  const char *text = vt_fact_field_get_text (self->fields[FIELD_SEO_TEXT]);
  const char *type = vt_fact_field_get_text (self->fields[FIELD_TYPE]);
  const char *extra = *type != '\0' ? type : vt_fact_field_get_text (self->fields[FIELD_VENDOR]);
  g_autofree char *shown_title =
      vt_snippet_make_title (title, vt_fact_field_get_text (self->fields[FIELD_TITLE]), extra, self->shop_name);
  g_autofree char *shown_text = vt_snippet_make_description (text, vt_product_get_description_html (self->product));
  g_autofree char *address =
      g_strdup_printf ("%s › products › %s", self->address, vt_product_get_handle (self->product));

  vt_seo_preview_show (self->seo, address, shown_title, shown_text);
}

static void
show_scope (VtProductEditor *self)
{
  guint n = vt_product_get_n_variants (self->product);
  g_autofree char *text = n > 1 ? g_strdup_printf (ngettext ("of the one variant", "of all %u variants", n), n) : NULL;

  gtk_label_set_label (self->price_scope, text != NULL ? text : "");
  gtk_widget_set_visible (self->codes, vt_product_get_n_options (self->product) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->variants), vt_product_get_n_options (self->product) > 0);
}

static gboolean
has_rule (const VtVariant *variant, Rule rule)
{
  switch (rule)
    {
    case RULE_COUNT_STOCK:
      return variant->track_stock;
    case RULE_BACKORDER:
      return variant->backorder;
    case RULE_SHIPPED:
    case N_RULES:
    default:
      return variant->shipped;
    }
}

static void
show_rules (VtProductEditor *self)
{
  guint n = vt_product_get_n_variants (self->product);
  gboolean counted = FALSE;

  for (int i = 0; i < N_RULES; i++)
    {
      gboolean first = has_rule (vt_product_get_variant (self->product, 0), (Rule) i);
      gboolean differs = FALSE;

      for (guint j = 1; j < n; j++)
        differs = differs || has_rule (vt_product_get_variant (self->product, j), (Rule) i) != first;
      gtk_check_button_set_active (self->rules[i], first);
      gtk_check_button_set_inconsistent (self->rules[i], differs);
      counted = counted || (i == RULE_COUNT_STOCK && (first || differs));
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields[FIELD_STOCK]), counted);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields[FIELD_LOW]), counted);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rules[RULE_BACKORDER]), counted);
}

/* What a change of the address means for those who know the present one. */
static void
show_old_handles (VtProductEditor *self)
{
  g_auto (GStrv) old = vt_old_handle_list (vt_workspace_get_reader (self->workspace), "product", self->id, NULL);
  g_autofree char *joined = old != NULL && old[0] != NULL ? g_strjoinv (", ", old) : NULL;
  g_autofree char *text = joined != NULL ? g_strdup_printf (_ ("Old addresses lead here: %s"), joined) : NULL;

  vt_fact_field_set_advice (self->fields[FIELD_HANDLE], text);
}

static void
add_class (GPtrArray *classes, const char *name)
{
  for (guint i = 0; i < classes->len; i++)
    if (g_str_equal (g_ptr_array_index (classes, i), name))
      return;
  g_ptr_array_add (classes, g_strdup (name));
}

/* The classes that there are rates of, and the product's own. */
static void
show_tax_class (VtProductEditor *self)
{
  g_autoptr (GPtrArray) rates = vt_tax_rate_list (vt_workspace_get_reader (self->workspace), NULL);
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func (g_free);
  const char *own = vt_product_get_tax_class (self->product);
  g_autoptr (GtkStringList) names = NULL;
  guint selected = 0;

  for (guint i = 0; rates != NULL && i < rates->len; i++)
    add_class (classes, ((VtTaxRate *) g_ptr_array_index (rates, i))->tax_class);
  add_class (classes, own);
  for (guint i = 0; i < classes->len; i++)
    if (g_str_equal (g_ptr_array_index (classes, i), own))
      selected = i;
  g_ptr_array_add (classes, NULL);

  if (self->tax_classes == NULL ||
      !g_strv_equal ((const char *const *) self->tax_classes, (const char *const *) classes->pdata))
    {
      g_strfreev (self->tax_classes);
      self->tax_classes = g_strdupv ((char **) classes->pdata);
      names = gtk_string_list_new ((const char *const *) self->tax_classes);
      gtk_drop_down_set_model (self->tax_class, G_LIST_MODEL (names));
    }
  gtk_drop_down_set_selected (self->tax_class, selected);
}

/* What is being translated stands beneath its translation. */
static void
show_original (VtProductEditor *self, int field, const char *text)
{
  g_autofree char *advice = get_language (self) != NULL && *text != '\0' ? g_strdup (text) : NULL;

  g_object_set (self->fields[field], "required", field == FIELD_TITLE && get_language (self) == NULL, NULL);
  vt_fact_field_set_advice (self->fields[field], advice);
}

static void
show_originals (VtProductEditor *self)
{
  const char *html = vt_product_get_description_html (self->product);
  g_autofree char *plain = vt_html_to_plain_text (html);

  show_original (self, FIELD_TITLE, vt_product_get_title (self->product));
  show_original (self, FIELD_SEO_TITLE, vt_product_get_seo_title (self->product));
  show_original (self, FIELD_SEO_TEXT, vt_product_get_seo_description (self->product));
  gtk_label_set_label (self->original, plain);
  gtk_widget_set_visible (GTK_WIDGET (self->original), get_language (self) != NULL && *plain != '\0');
}

static void
show_description (VtProductEditor *self, gboolean is_other)
{
  g_autofree char *html = get_language (self) != NULL ? dup_translation (self, "description_html")
                                                      : g_strdup (vt_product_get_description_html (self->product));

  if (is_other)
    vt_description_field_reset (self->description, html);
  else
    vt_description_field_follow (self->description, html);
  show_originals (self);
}

static void
show_languages (VtProductEditor *self)
{
  g_auto (GStrv) languages = vt_language_list (vt_workspace_get_reader (self->workspace), NULL);
  g_autoptr (GtkStringList) names = NULL;

  if (languages == NULL || (self->languages != NULL &&
                            g_strv_equal ((const char *const *) languages, (const char *const *) self->languages)))
    return;

  g_strfreev (self->languages);
  self->languages = g_steal_pointer (&languages);
  names = gtk_string_list_new ((const char *const *) self->languages);
  gtk_drop_down_set_model (self->language, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->language, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->language), g_strv_length (self->languages) > 1);
}

static void
show_product (VtProductEditor *self, gboolean is_other)
{
  self->showing = TRUE;
  show_languages (self);
  for (int i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *value = product_value (self, i);

      if (is_other)
        vt_fact_field_reset (self->fields[i], value);
      else
        vt_fact_field_follow (self->fields[i], value);
    }

  show_description (self, is_other);
  gtk_drop_down_set_selected (self->status, (guint) vt_product_get_status (self->product));
  show_old_handles (self);
  show_tax_class (self);
  vt_photo_strip_show (self->photos, self->product);
  vt_product_facts_show (self->facts, self->product);
  vt_product_sizes_show (self->sizes, self->product);
  vt_product_reviews_show (self->reviews, self->product);
  vt_product_links_show (self->links, self->product);
  vt_option_rows_show (self->options, self->product);
  if (vt_product_get_n_options (self->product) > 0)
    vt_variant_grid_show (self->variants, self->product);
  show_scope (self);
  show_rules (self);
  show_margin (self);
  show_price_note (self);
  show_seo (self);
  self->showing = FALSE;

  g_signal_emit (self, signals[SHOWN], 0);
}

/* From the fields to the shop ---------------------------------------------------------------------------------------
 */

static gint64 *
variant_ids (VtProduct *product)
{
  gint64 *ids = g_new (gint64, vt_product_get_n_variants (product));

  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    ids[i] = vt_product_get_variant (product, i)->id;

  return ids;
}

static int
field_index (VtProductEditor *self, VtFactField *field)
{
  int index = 0;

  while (index < N_FIELDS && self->fields[index] != field)
    index++;

  return index;
}

static void
translated_done (GObject *target, gboolean accepted)
{
  vt_fact_field_release (VT_FACT_FIELD (target), accepted);
}

static void
field_edited_cb (VtProductEditor *self, const char *value, VtFactField *field)
{
  int index = field_index (self, field);
  g_autofree gint64 *ids = NULL;

  if (self->product == NULL || index == N_FIELDS || (index == FIELD_STOCK && *value == '\0'))
    return;

  if (get_language (self) != NULL && vt_product_field_get_translated (index) != NULL)
    {
      vt_fact_field_hold (field);
      translate (self, vt_product_field_get_translated (index), value, translated_done, G_OBJECT (field));
      return;
    }
  if (vt_product_fields[index].of_variants)
    ids = variant_ids (self->product);
  vt_product_edits_set_field (self->workspace, vt_product_get_title (self->product), vt_product_fields[index].edit,
                              ids != NULL ? ids : &self->id,
                              ids != NULL ? vt_product_get_n_variants (self->product) : 1, value, field);
  show_seo (self);
}

static void
description_done (GObject *target, G_GNUC_UNUSED gboolean accepted)
{
  vt_description_field_release (VT_DESCRIPTION_FIELD (target));
}

static void
description_edited_cb (VtProductEditor *self, const char *html)
{
  if (self->product == NULL)
    return;

  vt_description_field_hold (self->description);
  if (get_language (self) != NULL)
    {
      translate (self, "description_html", html, description_done, G_OBJECT (self->description));
      return;
    }
  vt_product_edits_set (self->workspace, vt_product_get_title (self->product), VT_EDIT_DESCRIPTION, &self->id, 1, html,
                        description_done, G_OBJECT (self->description));
}

static void
language_cb (VtProductEditor *self)
{
  if (!self->showing && self->product != NULL)
    show_product (self, TRUE);
}

static void
status_changed_cb (VtProductEditor *self)
{
  VtProductStatus status = (VtProductStatus) gtk_drop_down_get_selected (self->status);

  if (self->showing || self->product == NULL || status == vt_product_get_status (self->product))
    return;

  vt_product_edits_set (self->workspace, vt_product_get_title (self->product), VT_EDIT_STATUS, &self->id, 1,
                        vt_product_status_to_string (status), NULL, NULL);
}

static void
tax_class_cb (VtProductEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->tax_class);

  if (self->showing || self->product == NULL || self->tax_classes == NULL || selected == GTK_INVALID_LIST_POSITION ||
      g_str_equal (self->tax_classes[selected], vt_product_get_tax_class (self->product)))
    return;

  vt_product_edits_set (self->workspace, vt_product_get_title (self->product), VT_EDIT_TAX_CLASS, &self->id, 1,
                        self->tax_classes[selected], NULL, NULL);
}

static void
rule_cb (VtProductEditor *self, GtkCheckButton *button)
{
  g_autofree gint64 *ids = NULL;
  int rule = 0;

  if (self->showing || self->product == NULL)
    return;

  while (self->rules[rule] != button)
    rule++;
  gtk_check_button_set_inconsistent (button, FALSE);
  ids = variant_ids (self->product);
  vt_product_edits_set (self->workspace, vt_product_get_title (self->product), rules[rule].edit, ids,
                        vt_product_get_n_variants (self->product), gtk_check_button_get_active (button) ? "1" : "0",
                        NULL, NULL);
}

static void
flush (VtProductEditor *self)
{
  if (self->product == NULL)
    return;

  for (int i = 0; i < N_FIELDS; i++)
    vt_fact_field_flush (self->fields[i]);
  vt_variant_grid_flush (self->variants);
}

/* Following the shop ------------------------------------------------------------------------------------------------
 */

static void
read_shop (VtProductEditor *self)
{
  VtDb *reader = vt_workspace_get_reader (self->workspace);
  g_autoptr (VtHostRecord) host = vt_host_record_find (reader, NULL, NULL);
  g_autoptr (GUri) uri = host != NULL ? g_uri_parse (host->url, G_URI_FLAGS_NONE, NULL) : NULL;

  g_free (self->shop_name);
  self->shop_name = vt_setting_get (reader, "shop.name", NULL);
  if (self->shop_name == NULL)
    self->shop_name = g_strdup ("");

  g_free (self->address);
  self->address = g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : self->shop_name);
}

static gboolean
refresh_cb (gpointer data)
{
  VtProductEditor *self = data;
  VtProduct *product;

  self->refresh_source = 0;
  if (self->id == 0)
    return G_SOURCE_REMOVE;

  product = vt_product_load (vt_workspace_get_reader (self->workspace), self->id, NULL);
  if (product == NULL)
    {
      vt_product_editor_close (self);
      g_signal_emit (self, signals[GONE], 0);
      return G_SOURCE_REMOVE;
    }

  g_set_object (&self->product, product);
  g_object_unref (product);
  read_shop (self);
  show_product (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh (VtProductEditor *self)
{
  if (self->refresh_source == 0 && self->id != 0)
    self->refresh_source = g_idle_add_full (G_PRIORITY_DEFAULT, refresh_cb, self, NULL);
}

/* Actions -----------------------------------------------------------------------------------------------------------
 */

static void
step_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  g_signal_emit (widget, signals[STEP], 0, g_str_equal (name, "product.next") ? 1 : -1);
}

static void
delete_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductEditor *self = VT_PRODUCT_EDITOR (widget);

  if (self->product != NULL)
    vt_product_edits_delete (self->workspace, self->id, vt_product_get_title (self->product));
}

static void
duplicated (GObject *target, gint64 id)
{
  g_signal_emit (target, signals[OPEN], 0, id);
}

static void
duplicate_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductEditor *self = VT_PRODUCT_EDITOR (widget);

  if (self->product != NULL)
    vt_product_edits_duplicate (self->workspace, self->id, vt_product_get_title (self->product), duplicated,
                                G_OBJECT (self));
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static gboolean
lay_out_cb (gpointer data)
{
  VtProductEditor *self = data;

  self->layout_source = 0;
  self->narrow = self->width < WIDE_FROM;
  return G_SOURCE_REMOVE;
}

static void
vt_product_editor_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtProductEditor *self = VT_PRODUCT_EDITOR (widget);

  GTK_WIDGET_CLASS (vt_product_editor_parent_class)->size_allocate (widget, width, height, baseline);

  self->width = width;
  if (self->narrow != (width < WIDE_FROM) && self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lay_out_cb, self, NULL);
}

static void
vt_product_editor_dispose (GObject *object)
{
  VtProductEditor *self = VT_PRODUCT_EDITOR (object);

  self->id = 0;
  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->product);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_product_editor_parent_class)->dispose (object);
}

static void
vt_product_editor_finalize (GObject *object)
{
  VtProductEditor *self = VT_PRODUCT_EDITOR (object);

  g_free (self->address);
  g_free (self->shop_name);
  g_strfreev (self->tax_classes);
  g_strfreev (self->languages);

  G_OBJECT_CLASS (vt_product_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-product-editor.ui");
  for (int i = 0; i < N_FIELDS; i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, vt_product_fields[i].name, FALSE,
        (gssize) (G_STRUCT_OFFSET (VtProductEditor, fields) + (gsize) i * sizeof (VtFactField *)));
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, status);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, language);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, original);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, photos);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, description);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, price_scope);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, margin);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, price_note);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, codes);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, tax_class);
  for (int i = 0; i < N_RULES; i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, rules[i].name, FALSE,
        (gssize) (G_STRUCT_OFFSET (VtProductEditor, rules) + (gsize) i * sizeof (GtkCheckButton *)));
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, options);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, variants);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, facts);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, sizes);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, reviews);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, links);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, seo);
  gtk_widget_class_bind_template_callback (widget_class, field_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, description_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_cb);
  gtk_widget_class_bind_template_callback (widget_class, tax_class_cb);
  gtk_widget_class_bind_template_callback (widget_class, queue_refresh);
}

static void
vt_product_editor_class_init (VtProductEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_product_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_product_editor_finalize;
  widget_class->size_allocate = vt_product_editor_size_allocate;

  signals[SHOWN] =
      g_signal_new ("shown", VT_TYPE_PRODUCT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GONE] = g_signal_new ("gone", VT_TYPE_PRODUCT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN] = g_signal_new ("open", VT_TYPE_PRODUCT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_INT64);
  signals[STEP] =
      g_signal_new ("step", VT_TYPE_PRODUCT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (VT_TYPE_FACT_FIELD);
  g_type_ensure (VT_TYPE_DESCRIPTION_FIELD);
  g_type_ensure (VT_TYPE_PHOTO_STRIP);
  g_type_ensure (VT_TYPE_OPTION_ROWS);
  g_type_ensure (VT_TYPE_VARIANT_GRID);
  g_type_ensure (VT_TYPE_PRODUCT_FACTS);
  g_type_ensure (VT_TYPE_PRODUCT_LINKS);
  g_type_ensure (VT_TYPE_PRODUCT_REVIEWS);
  g_type_ensure (VT_TYPE_PRODUCT_SIZES);
  g_type_ensure (VT_TYPE_SEO_PREVIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "product.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "product.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "product.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "product.delete", NULL, delete_action);
}

static VtSuggestions *
offer_words (VtProductEditor *self, int field)
{
  VtSuggestions *suggestions = vt_suggestions_new (vt_fact_field_get_entry (self->fields[field]), field == FIELD_TAGS);

  vt_suggestions_set_words (suggestions, g_new0 (char *, 1));
  return suggestions;
}

static void
vt_product_editor_init (VtProductEditor *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  vt_drop_down_name_all (GTK_WIDGET (self));
  self->words.vendors = offer_words (self, FIELD_VENDOR);
  self->words.types = offer_words (self, FIELD_TYPE);
  self->words.tags = offer_words (self, FIELD_TAGS);
  for (int status = VT_PRODUCT_DRAFT; status <= VT_PRODUCT_ARCHIVED; status++)
    gtk_string_list_append (words, vt_product_status_to_words ((VtProductStatus) status));
  /* What starts narrow fits every window. */
  self->narrow = TRUE;
  self->showing = TRUE;
  gtk_drop_down_set_model (self->status, G_LIST_MODEL (words));
  self->showing = FALSE;
}

/**
 * vt_product_editor_set_workspace:
 * @self: an editor without a workspace
 * @workspace: of the shop that is edited
 */
void
vt_product_editor_set_workspace (VtProductEditor *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  for (int i = 0; i < N_FIELDS; i++)
    vt_fact_field_set_workspace (self->fields[i], workspace);
  vt_photo_strip_set_workspace (self->photos, workspace);
  vt_product_facts_set_workspace (self->facts, workspace);
  vt_product_sizes_set_workspace (self->sizes, workspace);
  vt_product_reviews_set_workspace (self->reviews, workspace);
  vt_product_links_set_workspace (self->links, workspace);
  vt_option_rows_set_workspace (self->options, workspace);
  vt_variant_grid_set_workspace (self->variants, workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (queue_refresh), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vt_product_editor_open:
 * @self: an editor with a workspace
 * @id: a product
 * @error: why it cannot be shown
 *
 * Shows the product from its top on.
 *
 * Returns: whether it could be read
 */
gboolean
vt_product_editor_open (VtProductEditor *self, gint64 id, GError **error)
{
  VtProduct *product;
  gboolean is_other = id != self->id;

  flush (self);
  product = vt_product_load (vt_workspace_get_reader (self->workspace), id, error);
  if (product == NULL)
    return FALSE;

  g_set_object (&self->product, product);
  g_object_unref (product);
  self->id = id;
  read_shop (self);
  show_product (self, is_other);
  if (is_other)
    vt_product_word_lists_read (self->workspace, &self->words);
  if (is_other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  return TRUE;
}

/**
 * vt_product_editor_close:
 * @self: an editor
 *
 * Writes down what waits for a pause in the typing and lets go of the product.
 */
void
vt_product_editor_close (VtProductEditor *self)
{
  flush (self);
  self->id = 0;
  g_clear_object (&self->product);
}

/**
 * vt_product_editor_get_product:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the product as last read
 */
VtProduct *
vt_product_editor_get_product (VtProductEditor *self)
{
  return self->product;
}

/**
 * vt_product_editor_set_neighbours:
 * @self: an editor
 * @has_previous: whether there is a product before this one
 * @has_next: whether there is one after it
 */
void
vt_product_editor_set_neighbours (VtProductEditor *self, gboolean has_previous, gboolean has_next)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "product.previous", has_previous);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "product.next", has_next);
}

/**
 * vt_product_editor_focus_first:
 * @self: an editor
 *
 * Puts the cursor into the title.
 */
void
vt_product_editor_focus_first (VtProductEditor *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->fields[FIELD_TITLE]));
}

/**
 * vt_product_editor_move_photo_back:
 * @self: an editor
 *
 * Returns: whether Alt+Left belongs to a photo, see vt_photo_strip_move_back()
 */
gboolean
vt_product_editor_move_photo_back (VtProductEditor *self)
{
  return vt_photo_strip_move_back (self->photos);
}
