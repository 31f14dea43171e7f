#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-editor.h"

#include "app/widgets/vt-stage.h"
#include "app/widgets/vt-suggestions.h"
#include "catalogue/vt-product-list.h"
#include "shop/vt-media.h"

#include <glib/gi18n.h>

#define N_OFFERED 8

struct _VtAssetEditor
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtLayout *layout;       /* (owned) (nullable) what is edited, as the shop has it */
  GPtrArray *rows;        /* (owned) (element-type GtkWidget, unowned) one for each layer that can be edited */
  guint choosing;         /* the layer for which a picture is being chosen */
  gboolean showing;       /* texts change because the shop's have */

  VtSuggestions *suggestions; /* (unowned) the entry owns it: products, while their names are typed */

  GtkWidget *product_group; /* template child */
  GtkEntry *product;        /* template child */
  GtkListBox *list;         /* template child */
  GtkWidget *reset;         /* template child */
};

/* A change of one asset. */
typedef struct
{
  char *id;       /* (owned) */
  char *json;     /* (owned) (nullable) NULL: as the program has it */
  VtMedia *media; /* (owned) (nullable) */
} Edit;

G_DEFINE_FINAL_TYPE (VtAssetEditor, vt_asset_editor, ADW_TYPE_BIN)

enum
{
  PRODUCT_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Layers ---------------------------------------------------------------------------------------------------------- */

static gboolean
is_editable (const VtLayer *layer)
{
  return layer->kind == VT_LAYER_TEXT || layer->kind == VT_LAYER_PICTURE;
}

static void
collect (GPtrArray *layers, GPtrArray *found)
{
  for (guint i = 0; layers != NULL && i < layers->len; i++)
    {
      VtLayer *layer = g_ptr_array_index (layers, i);

      if (is_editable (layer))
        g_ptr_array_add (found, layer);
      collect (layer->layers, found);
    }
}

/* (transfer container) The layers that can be edited, those of columns too. */
static GPtrArray *
list_layers (const VtLayout *layout)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (layout->layers, found);
  return found;
}

/* Writing --------------------------------------------------------------------------------------------------------- */

static void
edit_free (Edit *edit)
{
  g_free (edit->id);
  g_free (edit->json);
  vt_media_free (edit->media);
  g_free (edit);
}

static gboolean
edit_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  if (edit->media != NULL && !vt_media_add (db, edit->media, error))
    return FALSE;

  return vt_layout_set (db, edit->id, edit->json, error);
}

static void
write_layout (VtAssetEditor *self, const char *label, const char *coalesce_key, char *json, VtMedia *media)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->id = g_strdup (self->layout->id);
  edit->json = json;
  edit->media = media;
  vt_workspace_edit (self->workspace, label, coalesce_key, edit_job, edit, (GDestroyNotify) edit_free);
}

/* (transfer full) (nullable) The layout with one layer changed; the change is made by the caller in between. */
static VtLayout *
copy_layout (const VtLayout *layout)
{
  g_autofree char *json = vt_layout_to_json (layout);

  return vt_layout_parse (layout->id, json, -1, NULL);
}

static void
write_layer (VtAssetEditor *self, guint index, const char *text, const char *source, VtMedia *media)
{
  g_autoptr (VtLayout) copy = copy_layout (self->layout);
  g_autoptr (GPtrArray) layers = copy != NULL ? list_layers (copy) : NULL;
  VtLayer *layer = layers != NULL && index < layers->len ? g_ptr_array_index (layers, index) : NULL;
  g_autofree char *key = g_strdup_printf ("asset:%s:%u", self->layout->id, index);

  if (layer == NULL)
    {
      vt_media_free (media);
      return;
    }
  if (text != NULL)
    {
      g_free (layer->text);
      layer->text = g_strdup (text);
    }
  if (source != NULL)
    {
      g_free (layer->source);
      layer->source = g_strdup (source);
    }

  write_layout (self, source != NULL ? _ ("Change a picture of an asset") : _ ("Edit a text of an asset"),
                source != NULL ? NULL : key, vt_layout_to_json (copy), media);
}

static void
text_cb (VtAssetEditor *self, GtkWidget *row)
{
  guint index = 0;

  if (!self->showing && g_ptr_array_find (self->rows, row, &index))
    write_layer (self, index, gtk_editable_get_text (GTK_EDITABLE (row)), NULL, NULL);
}

static void
staged_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtAssetEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtMedia) media = vt_stage_file_finish (result, &error);
  g_autofree char *sha256 = NULL;

  if (self->workspace == NULL || self->layout == NULL)
    return;
  if (media == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  sha256 = g_strdup (media->sha256);
  write_layer (self, self->choosing, NULL, sha256, g_steal_pointer (&media));
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  VtAssetEditor *self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && self->workspace != NULL)
    vt_stage_file_async (vt_shop_get_path (vt_workspace_get_shop (self->workspace)), file, NULL, staged_cb,
                         g_object_ref (self));
  g_object_unref (chooser);
}

static void
choose_cb (VtAssetEditor *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  GtkFileChooserNative *chooser;

  if (!g_ptr_array_find (self->rows, row, &self->choosing))
    return;

  chooser = vt_stage_chooser_new (GTK_WIDGET (self), _ ("Choose a Picture"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
reset_cb (VtAssetEditor *self)
{
  if (self->layout != NULL)
    write_layout (self, _ ("Back to the asset as it was made"), NULL, NULL, NULL);
}

/* The product ------------------------------------------------------------------------------------------------------ */

static void
wanted_cb (VtAssetEditor *self, const char *text)
{
  VtProductQuery query = { .text = text, .status = -1, .limit = N_OFFERED };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  gint64 ids[N_OFFERED] = { 0 };

  if (g_utf8_strlen (text, -1) >= 2)
    rows = vt_product_list (vt_workspace_get_reader (self->workspace), &query, NULL);
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

/* Rows ------------------------------------------------------------------------------------------------------------ */

static gboolean
holds (const VtLayer *layer, const VtLayer *sought)
{
  gboolean found = layer == sought;

  for (guint i = 0; !found && layer->layers != NULL && i < layer->layers->len; i++)
    found = holds (g_ptr_array_index (layer->layers, i), sought);

  return found;
}

static gboolean
is_without_photo (const VtLayout *layout, const VtLayer *layer)
{
  for (guint i = 0; i < layout->layers->len; i++)
    {
      const VtLayer *top = g_ptr_array_index (layout->layers, i);

      if (holds (top, layer))
        return g_strcmp0 (top->when, "no-photo") == 0;
    }

  return FALSE;
}

/* (transfer full) Layers that take each other's place are told apart. */
static char *
name_of (VtAssetEditor *self, const VtLayer *layer)
{
  const char *kind = layer->kind == VT_LAYER_TEXT ? _ ("Text") : _ ("Picture");
  const char *name = *layer->name != '\0' ? layer->name : kind;

  return is_without_photo (self->layout, layer) ? g_strdup_printf (_ ("%s, without a photograph"), name)
                                                : g_strdup (name);
}

static GtkWidget *
new_text_row (VtAssetEditor *self, const VtLayer *layer)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *name = name_of (self, layer);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_editable_set_text (GTK_EDITABLE (row), layer->text);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (text_cb), self);
  return row;
}

static GtkWidget *
new_picture_row (VtAssetEditor *self, const VtLayer *layer)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Choose…"));
  g_autofree char *name = name_of (self, layer);
  g_autofree char *label = g_strdup_printf (_ ("Choose: %s"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
build_rows (VtAssetEditor *self, GPtrArray *layers)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < layers->len; i++)
    {
      const VtLayer *layer = g_ptr_array_index (layers, i);
      GtkWidget *row = layer->kind == VT_LAYER_TEXT ? new_text_row (self, layer) : new_picture_row (self, layer);

      g_ptr_array_add (self->rows, row);
      gtk_list_box_append (self->list, row);
    }
}

/* What is being typed stays as it is typed. */
static void
update_rows (VtAssetEditor *self, GPtrArray *layers)
{
  self->showing = TRUE;
  for (guint i = 0; i < layers->len; i++)
    {
      const VtLayer *layer = g_ptr_array_index (layers, i);
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (layer->kind == VT_LAYER_TEXT && (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0 &&
          g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), layer->text) != 0)
        gtk_editable_set_text (GTK_EDITABLE (row), layer->text);
    }
  self->showing = FALSE;
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_asset_editor_dispose (GObject *object)
{
  VtAssetEditor *self = VT_ASSET_EDITOR (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->layout, vt_layout_unref);

  G_OBJECT_CLASS (vt_asset_editor_parent_class)->dispose (object);
}

static void
vt_asset_editor_finalize (GObject *object)
{
  VtAssetEditor *self = VT_ASSET_EDITOR (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (vt_asset_editor_parent_class)->finalize (object);
}

static void
vt_asset_editor_class_init (VtAssetEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_asset_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_asset_editor_finalize;
  signals[PRODUCT_CHOSEN] = g_signal_new ("product-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-asset-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, product_group);
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, product);
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, list);
  gtk_widget_class_bind_template_child (widget_class, VtAssetEditor, reset);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
vt_asset_editor_init (VtAssetEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->suggestions = vt_suggestions_new (self->product, FALSE);
  g_signal_connect_object (self->suggestions, "wanted", G_CALLBACK (wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggestions, "taken", G_CALLBACK (taken_cb), self, G_CONNECT_SWAPPED);
}

/**
 * vt_asset_editor_set_workspace:
 * @self: a new editor
 * @workspace: whose assets it edits
 */
void
vt_asset_editor_set_workspace (VtAssetEditor *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_asset_editor_show:
 * @self: an editor with a workspace
 * @layout: the asset as the shop has it now
 */
void
vt_asset_editor_show (VtAssetEditor *self, const VtLayout *layout)
{
  gboolean is_other = self->layout == NULL || g_strcmp0 (self->layout->id, layout->id) != 0;
  VtLayout *shown = vt_layout_ref ((VtLayout *) layout);
  g_autoptr (GPtrArray) layers = list_layers (shown);

  g_clear_pointer (&self->layout, vt_layout_unref);
  self->layout = shown;
  gtk_widget_set_sensitive (self->reset, layout->is_own);
  gtk_widget_set_visible (self->product_group, layout->subject == VT_LAYOUT_OF_PRODUCT);
  if (is_other || layers->len != self->rows->len)
    build_rows (self, layers);
  else
    update_rows (self, layers);
}
