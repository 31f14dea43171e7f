#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-editor.h"

#include "app/products/vt-description-field.h"
#include "app/products/vt-option-rows.h"
#include "app/products/vt-photo-strip.h"
#include "app/products/vt-product-edits.h"
#include "app/products/vt-product-words.h"
#include "app/products/vt-seo-preview.h"
#include "app/products/vt-variant-grid.h"
#include "base/vt-html.h"
#include "base/vt-text.h"
#include "publish/vt-host-record.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

/* Pixels: below this width a variant takes two lines. */
#define WIDE_FROM 560

/* What the storefront makes of a description when there is no text for search engines. */
#define MADE_TEXT_CHARS 160

enum
{
  FIELD_TITLE,
  FIELD_VENDOR,
  FIELD_TYPE,
  FIELD_TAGS,
  FIELD_SEO_TITLE,
  FIELD_SEO_TEXT,
  FIELD_PRICE,
  FIELD_BEFORE,
  FIELD_COST,
  FIELD_WEIGHT,
  FIELD_STOCK,
  FIELD_SKU,
  FIELD_BARCODE,
  N_FIELDS
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

  GtkScrolledWindow *scroller;     /* template child */
  GtkDropDown *status;             /* template child */
  VtPhotoStrip *photos;            /* template child */
  GtkLabel *handle;                /* template child */
  VtDescriptionField *description; /* template child */
  GtkLabel *price_scope;           /* template child */
  GtkLabel *margin;                /* template child */
  GtkLabel *price_note;            /* template child */
  GtkWidget *stock_group;          /* template child: what a product without options has */
  GtkCheckButton *count_stock;     /* template child */
  VtOptionRows *options;           /* template child */
  VtVariantGrid *variants;         /* template child */
  VtSeoPreview *seo;               /* template child */
};

/* Where each field's value comes from and goes to. */
static const struct
{
  const char *name; /* in the template */
  VtEditKind edit;
  gboolean of_variants;
} facts[N_FIELDS] = {
  [FIELD_TITLE] = { "title_field", VT_EDIT_TITLE, FALSE },
  [FIELD_VENDOR] = { "vendor_field", VT_EDIT_VENDOR, FALSE },
  [FIELD_TYPE] = { "type_field", VT_EDIT_TYPE, FALSE },
  [FIELD_TAGS] = { "tags_field", VT_EDIT_TAGS, FALSE },
  [FIELD_SEO_TITLE] = { "seo_title_field", VT_EDIT_SEO_TITLE, FALSE },
  [FIELD_SEO_TEXT] = { "seo_text_field", VT_EDIT_SEO_DESCRIPTION, FALSE },
  [FIELD_PRICE] = { "price_field", VT_EDIT_PRICE, TRUE },
  [FIELD_BEFORE] = { "before_field", VT_EDIT_COMPARE_AT, TRUE },
  [FIELD_COST] = { "cost_field", VT_EDIT_COST, TRUE },
  [FIELD_WEIGHT] = { "weight_field", VT_EDIT_WEIGHT, TRUE },
  [FIELD_STOCK] = { "stock_field", VT_EDIT_STOCK, TRUE },
  [FIELD_SKU] = { "sku_field", VT_EDIT_SKU, TRUE },
  [FIELD_BARCODE] = { "barcode_field", VT_EDIT_BARCODE, TRUE },
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

static char *
number (gint64 value)
{
  return value < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
variant_value (const VtVariant *variant, int field)
{
  switch (field)
    {
    case FIELD_PRICE:
      return number (variant->price_minor);
    case FIELD_BEFORE:
      return number (variant->compare_at_minor);
    case FIELD_COST:
      return number (variant->cost_minor);
    case FIELD_WEIGHT:
      return variant->weight_g == 0 ? g_strdup ("")
                                    : g_strdup_printf ("%" G_GINT64_FORMAT " %s", variant->weight_g,
                                                       vt_weight_unit_to_string (variant->weight_unit));
    case FIELD_STOCK:
      return variant->track_stock ? number (MAX (variant->on_hand, 0)) : g_strdup ("");
    case FIELD_SKU:
      return g_strdup (variant->sku);
    case FIELD_BARCODE:
    default:
      return g_strdup (variant->barcode);
    }
}

/* NULL when the variants differ. */
static char *
common_value (VtProduct *product, int field)
{
  g_autofree char *first = variant_value (vt_product_get_variant (product, 0), field);

  for (guint i = 1; i < vt_product_get_n_variants (product); i++)
    {
      g_autofree char *other = variant_value (vt_product_get_variant (product, i), field);

      if (!g_str_equal (first, other))
        return NULL;
    }

  return g_steal_pointer (&first);
}

static char *
product_value (VtProduct *product, int field)
{
  switch (field)
    {
    case FIELD_TITLE:
      return g_strdup (vt_product_get_title (product));
    case FIELD_VENDOR:
      return g_strdup (vt_product_get_vendor (product));
    case FIELD_TYPE:
      return g_strdup (vt_product_get_product_type (product));
    case FIELD_TAGS:
      return g_strjoinv (", ", (char **) vt_product_get_tags (product));
    case FIELD_SEO_TITLE:
      return g_strdup (vt_product_get_seo_title (product));
    case FIELD_SEO_TEXT:
      return g_strdup (vt_product_get_seo_description (product));
    default:
      return common_value (product, field);
    }
}

static void
show_margin (VtProductEditor *self)
{
  const VtVariant *variant = vt_product_get_variant (self->product, 0);
  g_autofree char *price = common_value (self->product, FIELD_PRICE);
  g_autofree char *cost = common_value (self->product, FIELD_COST);
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

static void
show_price_note (VtProductEditor *self)
{
  gboolean pointless = FALSE;

  for (guint i = 0; i < vt_product_get_n_variants (self->product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (self->product, i);

      pointless = pointless || (variant->compare_at_minor >= 0 && variant->compare_at_minor <= variant->price_minor);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->price_note), pointless);
}

static void
show_seo (VtProductEditor *self)
{
  const char *title = vt_fact_field_get_text (self->fields[FIELD_SEO_TITLE]);
  const char *text = vt_fact_field_get_text (self->fields[FIELD_SEO_TEXT]);
  g_autofree char *plain = vt_html_to_plain_text (vt_product_get_description_html (self->product));
  g_autofree char *line = vt_text_single_line (plain);
  g_autofree char *made_text = vt_text_ellipsise (line, MADE_TEXT_CHARS);
  g_autofree char *made_title =
      g_strdup_printf ("%s — %s", vt_fact_field_get_text (self->fields[FIELD_TITLE]), self->shop_name);
  g_autofree char *address =
      g_strdup_printf ("%s › products › %s", self->address, vt_product_get_handle (self->product));

  vt_seo_preview_show (self->seo, address, *title != '\0' ? title : made_title, *text != '\0' ? text : made_text);
}

static void
show_scope (VtProductEditor *self)
{
  guint n = vt_product_get_n_variants (self->product);
  g_autofree char *text = n > 1 ? g_strdup_printf (ngettext ("of the one variant", "of all %u variants", n), n) : NULL;

  gtk_label_set_label (self->price_scope, text != NULL ? text : "");
  gtk_widget_set_visible (self->stock_group, vt_product_get_n_options (self->product) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->variants), vt_product_get_n_options (self->product) > 0);
}

static void
show_stock (VtProductEditor *self)
{
  gboolean counted = vt_product_get_variant (self->product, 0)->track_stock;

  gtk_check_button_set_active (self->count_stock, counted);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields[FIELD_STOCK]), counted);
}

static void
show_product (VtProductEditor *self, gboolean is_other)
{
  self->showing = TRUE;
  for (int i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *value = product_value (self->product, i);

      if (is_other)
        vt_fact_field_reset (self->fields[i], value);
      else
        vt_fact_field_follow (self->fields[i], value);
    }

  if (is_other)
    vt_description_field_reset (self->description, vt_product_get_description_html (self->product));
  else
    vt_description_field_follow (self->description, vt_product_get_description_html (self->product));
  gtk_drop_down_set_selected (self->status, (guint) vt_product_get_status (self->product));
  gtk_label_set_label (self->handle, vt_product_get_handle (self->product));
  vt_photo_strip_show (self->photos, self->product);
  vt_option_rows_show (self->options, self->product);
  if (vt_product_get_n_options (self->product) > 0)
    vt_variant_grid_show (self->variants, self->product);
  show_scope (self);
  show_stock (self);
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
field_edited_cb (VtProductEditor *self, const char *value, VtFactField *field)
{
  int index = field_index (self, field);
  g_autofree gint64 *ids = NULL;

  if (self->product == NULL || index == N_FIELDS || (index == FIELD_STOCK && *value == '\0'))
    return;

  if (facts[index].of_variants)
    ids = variant_ids (self->product);
  vt_product_edits_set_field (self->workspace, vt_product_get_title (self->product), facts[index].edit,
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
  vt_product_edits_set (self->workspace, vt_product_get_title (self->product), VT_EDIT_DESCRIPTION, &self->id, 1, html,
                        description_done, G_OBJECT (self->description));
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
count_stock_cb (VtProductEditor *self)
{
  gboolean counted = gtk_check_button_get_active (self->count_stock);
  g_autofree gint64 *ids = NULL;

  if (self->showing || self->product == NULL)
    return;

  ids = variant_ids (self->product);
  vt_product_edits_set (self->workspace, vt_product_get_title (self->product), VT_EDIT_COUNT_STOCK, ids,
                        vt_product_get_n_variants (self->product), counted ? "1" : "0", NULL, NULL);
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

  G_OBJECT_CLASS (vt_product_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-product-editor.ui");
  for (int i = 0; i < N_FIELDS; i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, facts[i].name, FALSE,
        (gssize) (G_STRUCT_OFFSET (VtProductEditor, fields) + (gsize) i * sizeof (VtFactField *)));
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, status);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, photos);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, handle);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, description);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, price_scope);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, margin);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, price_note);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, stock_group);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, count_stock);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, options);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, variants);
  gtk_widget_class_bind_template_child (widget_class, VtProductEditor, seo);
  gtk_widget_class_bind_template_callback (widget_class, field_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, description_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_stock_cb);
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
  g_type_ensure (VT_TYPE_SEO_PREVIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "product.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "product.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "product.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "product.delete", NULL, delete_action);
}

static void
vt_product_editor_init (VtProductEditor *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
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
