#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-editor.h"

#include "app/brand/vt-layer-details.h"
#include "app/widgets/vt-suggestions.h"
#include "catalogue/vt-product-list.h"

#include <glib/gi18n.h>

#define N_OFFERED 8
#define INDENT    18

struct _VtAssetEditor
{
  AdwBin parent_instance;

  VtAssetDraft *draft; /* (owned) */
  GArray *order;       /* (owned) (element-type guint) the layers of the rows, from the highest down */
  gboolean showing;    /* rows change because the layout has */

  VtSuggestions *suggestions; /* (unowned) the entry owns it: products, while their names are typed */

  GtkWidget *product_group; /* template child */
  GtkEntry *product;        /* template child */
  AdwEntryRow *name;        /* template child */
  GtkWidget *name_group;    /* template child */
  GtkListBox *list;         /* template child */
  VtLayerDetails *details;  /* template child */
  GtkButton *reset;         /* template child */
};

G_DEFINE_FINAL_TYPE (VtAssetEditor, vt_asset_editor, ADW_TYPE_BIN)

enum
{
  PRODUCT_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Rows ------------------------------------------------------------------------------------------------------------ */

/* From the highest down; what is in a column below it, as it stands there. */
static void
order_layers (VtAssetEditor *self, const VtLayout *layout, guint n_layers)
{
  guint end = n_layers;

  g_array_set_size (self->order, 0);
  for (guint i = layout->layers->len; i > 0; i--)
    {
      guint first = vt_layout_index_of (layout, g_ptr_array_index (layout->layers, i - 1));

      for (guint index = first; index < end; index++)
        g_array_append_val (self->order, index);
      end = first;
    }
}

static void
show_row (GtkListBoxRow *row, const VtLayer *layer, gboolean is_in_column)
{
  g_autofree char *name = vt_asset_draft_name_layer (layer);
  gboolean says = layer->kind == VT_LAYER_TEXT || layer->kind == VT_LAYER_QR;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), says ? layer->text : "");
  gtk_widget_set_margin_start (GTK_WIDGET (row), is_in_column ? INDENT : 0);
}

static GtkWidget *
new_row (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  return row;
}

static void
show_rows (VtAssetEditor *self, const VtLayout *layout)
{
  g_autoptr (GPtrArray) layers = vt_layout_list_layers (layout);
  GtkListBoxRow *row = NULL;

  order_layers (self, layout, layers->len);
  for (guint i = 0; i < layers->len; i++)
    {
      guint index = g_array_index (self->order, guint, i);

      if (gtk_list_box_get_row_at_index (self->list, (int) i) == NULL)
        gtk_list_box_append (self->list, new_row ());
      show_row (gtk_list_box_get_row_at_index (self->list, (int) i), g_ptr_array_index (layers, index),
                vt_layout_top_of (layout, index) != index);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) layers->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* The place of a layer in the list; -1 for none. */
static int
row_of (VtAssetEditor *self, guint index)
{
  for (guint i = 0; i < self->order->len; i++)
    if (g_array_index (self->order, guint, i) == index)
      return (int) i;

  return -1;
}

static void
show_chosen (VtAssetEditor *self)
{
  guint chosen = vt_asset_draft_get_chosen (self->draft);
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, row_of (self, chosen));
  gboolean is_one = row != NULL && vt_asset_draft_get_layer (self->draft) != NULL;
  gboolean is_placed = is_one && vt_layout_top_of (layout, chosen) == chosen;

  self->showing = TRUE;
  if (is_one)
    gtk_list_box_select_row (self->list, row);
  else
    gtk_list_box_unselect_all (self->list);
  self->showing = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layer.up",
                                 is_one && vt_layout_can_move (layout, chosen, is_placed ? 1 : -1));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layer.down",
                                 is_one && vt_layout_can_move (layout, chosen, is_placed ? -1 : 1));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layer.duplicate", is_one);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layer.remove", is_one);
}

static void
show_layout (VtAssetEditor *self)
{
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (layout == NULL)
    return;

  self->showing = TRUE;
  show_rows (self, layout);
  gtk_widget_set_visible (self->name_group, layout->is_added);
  if (g_strcmp0 (typed, layout->name) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->name), layout->name);
  gtk_widget_set_visible (self->product_group, layout->subject == VT_LAYOUT_OF_PRODUCT);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reset), layout->is_own);
  gtk_button_set_label (self->reset, layout->is_added ? _ ("_Remove Asset") : _ ("As It Was _Made"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reset),
                               layout->is_added ? NULL : _ ("Take back all changes of this asset"));
  self->showing = FALSE;
  show_chosen (self);
}

static void
row_cb (VtAssetEditor *self, GtkListBoxRow *row)
{
  int place = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!self->showing && place >= 0 && place < (int) self->order->len)
    vt_asset_draft_choose (self->draft, g_array_index (self->order, guint, place));
}

/* Commands -------------------------------------------------------------------------------------------------------- */

static void
add_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  int kind = g_variant_get_int32 (parameter);

  if (kind >= 0 && kind < VT_LAYER_COLUMN)
    vt_asset_draft_add (VT_ASSET_EDITOR (widget)->draft, (VtLayerKind) kind);
}

static void
layer_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtAssetDraft *draft = VT_ASSET_EDITOR (widget)->draft;
  const VtLayout *layout = vt_asset_draft_get_layout (draft);
  guint chosen = vt_asset_draft_get_chosen (draft);
  /* In a column the first is the highest; elsewhere the last. */
  int up = layout != NULL && vt_layout_top_of (layout, chosen) != chosen ? -1 : 1;

  if (g_str_equal (name, "layer.up"))
    vt_asset_draft_move (draft, up);
  else if (g_str_equal (name, "layer.down"))
    vt_asset_draft_move (draft, -up);
  else if (g_str_equal (name, "layer.duplicate"))
    vt_asset_draft_duplicate (draft);
  else
    vt_asset_draft_remove (draft);
}

static void
reset_cb (VtAssetEditor *self)
{
  vt_asset_draft_reset (self->draft);
}

static void
name_cb (VtAssetEditor *self)
{
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  gboolean fits = *name != '\0' && g_utf8_strlen (name, -1) <= VT_LAYOUT_NAME_LENGTH;
  g_autofree char *key = NULL;
  VtLayout *copy;

  if (self->showing || layout == NULL)
    return;
  if (fits)
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  copy = fits && !g_str_equal (name, layout->name) ? vt_layout_copy (layout) : NULL;
  if (copy == NULL)
    return;

  key = g_strdup_printf ("asset:%s:name", layout->id);
  g_free (copy->name);
  copy->name = g_steal_pointer (&name);
  vt_asset_draft_write (self->draft, _ ("Rename an asset"), key, copy, NULL, vt_asset_draft_get_chosen (self->draft));
}

/* The product ----------------------------------------------------------------------------------------------------- */

static void
wanted_cb (VtAssetEditor *self, const char *text)
{
  VtProductQuery query = { .text = text, .status = -1, .limit = N_OFFERED };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  gint64 ids[N_OFFERED] = { 0 };

  if (g_utf8_strlen (text, -1) >= 2)
    rows = vt_product_list (vt_workspace_get_reader (vt_asset_draft_get_workspace (self->draft)), &query, NULL);
  for (guint i = 0; rows != NULL && i < rows->len && i < N_OFFERED; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      ids[i] = row->id;
      g_strv_builder_add (titles, row->title);
    }
  texts = g_strv_builder_end (titles);
  vt_suggestions_offer (self->suggestions, texts, ids);
}

static void
taken_cb (VtAssetEditor *self, G_GNUC_UNUSED const char *text, gint64 id)
{
  g_signal_emit (self, signals[PRODUCT_CHOSEN], 0, id);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_asset_editor_dispose (GObject *object)
{
  g_clear_object (&VT_ASSET_EDITOR (object)->draft);

  G_OBJECT_CLASS (vt_asset_editor_parent_class)->dispose (object);
}

static void
vt_asset_editor_finalize (GObject *object)
{
  g_array_unref (VT_ASSET_EDITOR (object)->order);

  G_OBJECT_CLASS (vt_asset_editor_parent_class)->finalize (object);
}

static void
vt_asset_editor_class_init (VtAssetEditorClass *klass)
{
  static const char *const commands[] = { "layer.up", "layer.down", "layer.duplicate", "layer.remove" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_asset_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_asset_editor_finalize;
  g_type_ensure (VT_TYPE_LAYER_DETAILS);
  signals[PRODUCT_CHOSEN] = g_signal_new ("product-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_install_action (widget_class, "layer.add", "i", add_action);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_widget_class_install_action (widget_class, commands[i], NULL, layer_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-asset-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, product_group);
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, product);
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, name);
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, name_group);
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, list);
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, details);
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, reset);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
}

static void
vt_asset_editor_init (VtAssetEditor *self)
{
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->suggestions = vt_suggestions_new (self->product, FALSE);
  g_signal_connect_object (self->suggestions, "wanted", G_CALLBACK (wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggestions, "taken", G_CALLBACK (taken_cb), self, G_CONNECT_SWAPPED);
}

/**
 * vt_asset_editor_set_draft:
 * @self: a new editor
 * @draft: what it changes
 */
void
vt_asset_editor_set_draft (VtAssetEditor *self, VtAssetDraft *draft)
{
  g_set_object (&self->draft, draft);
  vt_layer_details_set_draft (self->details, draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (show_layout), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "chosen", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
}
