#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-window.h"

#include "app/brand/vt-asset-editor.h"
#include "app/brand/vt-asset-paint.h"
#include "app/brand/vt-asset-stage.h"
#include "app/brand/vt-kit-window.h"
#include "app/brand/vt-new-asset.h"

#include <glib/gi18n.h>

/* Pixels: sharp in a window as large as a screen. */
#define DRAWN_EDGE 1600

struct _VtAssetWindow
{
  AdwWindow parent_instance;

  VtWorkspace *workspace;    /* (owned) */
  VtBrand *brand;            /* (owned) (nullable) */
  VtAssetFacts *facts;       /* (owned) (nullable) */
  VtAssetDraft *draft;       /* (owned) the layout that is open */
  gint64 product_id;         /* what assets of products show; 0: the first */
  GPtrArray *subjects;       /* (owned) (nullable) (element-type VtAssetSubject) the same as it is drawn */
  GCancellable *cancellable; /* (owned) of the drawing under way */
  gboolean drawing;
  gboolean outdated; /* what is being drawn has changed since */

  AdwWindowTitle *heading; /* template child */
  VtAssetStage *stage;     /* template child */
  GtkLabel *findings;      /* template child */
  VtAssetEditor *editor;   /* template child */
  GtkToggleButton *edit;   /* template child */
};

G_DEFINE_FINAL_TYPE (VtAssetWindow, vt_asset_window, ADW_TYPE_WINDOW)

static void draw (VtAssetWindow *self);

static void
drawn_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtAssetWindow *self = VT_ASSET_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtAssetPaint) paint = vt_asset_paint_finish (result, &error);
  const char *words = paint != NULL ? paint->findings : error->message;

  self->drawing = FALSE;
  if (self->draft == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (paint != NULL)
    vt_asset_stage_show (self->stage, paint->texture);
  gtk_label_set_label (self->findings, words);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), *words != '\0');
  if (self->outdated)
    draw (self);
}

/* (transfer none) (nullable) What the asset is drawn of. */
static GPtrArray *
subjects_of (VtAssetWindow *self, const VtLayout *layout)
{
  return layout->subject == VT_LAYOUT_OF_PRODUCT ? self->subjects : NULL;
}

/* One drawing at a time: what changes meanwhile is in the next. */
static void
draw (VtAssetWindow *self)
{
  const VtLayout *layout = self->draft != NULL ? vt_asset_draft_get_layout (self->draft) : NULL;
  g_autoptr (VtLayout) dragged = NULL;
  GPtrArray *subjects;

  self->outdated = self->drawing;
  if (self->drawing || self->facts == NULL || layout == NULL)
    return;

  dragged = vt_asset_stage_get_dragged (self->stage);
  subjects = subjects_of (self, layout);
  vt_asset_stage_set_drawn (self->stage, vt_asset_list_drawn (self->brand, self->facts, layout,
                                                              subjects != NULL ? subjects->pdata[0] : NULL));
  self->drawing = TRUE;
  vt_asset_paint_async (G_OBJECT (self), self->brand, self->facts, dragged != NULL ? dragged : layout, subjects,
                        DRAWN_EDGE, DRAWN_EDGE, self->cancellable, drawn_cb, NULL);
}

static void
refresh (VtAssetWindow *self)
{
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);
  g_autofree char *size = layout != NULL ? vt_asset_paint_describe_size (layout) : NULL;

  if (layout == NULL)
    return;

  adw_window_title_set_title (self->heading, layout->name);
  adw_window_title_set_subtitle (self->heading, size);
  gtk_window_set_title (GTK_WINDOW (self), layout->name);
  draw (self);
}

static void
load_subject (VtAssetWindow *self)
{
  g_autoptr (GError) error = NULL;
  VtAssetSubject *subject;

  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  if (self->product_id == 0 || self->facts == NULL)
    return;

  subject = vt_asset_subject_load (vt_workspace_get_reader (self->workspace), self->facts, "product", self->product_id,
                                   &error);
  if (subject == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }
  self->subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_asset_subject_free);
  g_ptr_array_add (self->subjects, subject);
}

static void
product_cb (VtAssetWindow *self, gint64 id)
{
  self->product_id = id;
  load_subject (self);
  draw (self);
}

/* Commands -------------------------------------------------------------------------------------------------------- */

/* To the asset that is @step places further; around the end. */
static void
move (VtAssetWindow *self, int step)
{
  GPtrArray *layouts = self->facts != NULL ? vt_asset_facts_get_layouts (self->facts) : NULL;

  for (guint i = 0; layouts != NULL && i < layouts->len; i++)
    if (g_strcmp0 (((const VtLayout *) g_ptr_array_index (layouts, i))->id, vt_asset_draft_get_id (self->draft)) == 0)
      {
        guint next = (i + layouts->len + (guint) (step + (int) layouts->len)) % layouts->len;

        vt_asset_window_open (self, ((const VtLayout *) g_ptr_array_index (layouts, next))->id);
        return;
      }
}

static void
step_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  move (VT_ASSET_WINDOW (widget), g_str_equal (name, "asset.next") ? 1 : -1);
}

static void
export_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtAssetWindow *self = VT_ASSET_WINDOW (widget);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *id = vt_asset_draft_get_id (self->draft);
  const VtLayout *layout = self->facts != NULL ? vt_asset_facts_find_layout (self->facts, id) : NULL;

  if (layout == NULL)
    return;

  g_ptr_array_add (ids, (gpointer) id);
  vt_kit_window_present (GTK_WINDOW (self), self->brand, self->facts, ids, subjects_of (self, layout));
}

static void
undo_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  vt_workspace_undo (VT_ASSET_WINDOW (widget)->workspace, g_str_equal (name, "asset.redo"));
}

static void
created_cb (VtAssetWindow *self, const char *id)
{
  if (self->draft == NULL)
    return;

  vt_asset_window_open (self, id);
  vt_asset_window_edit (self);
}

static void
duplicate_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtAssetWindow *self = VT_ASSET_WINDOW (widget);
  const VtLayout *layout = vt_asset_draft_get_layout (self->draft);

  if (layout != NULL)
    g_signal_connect_object (vt_new_asset_present (GTK_WINDOW (self), self->workspace, layout), "created",
                             G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
}

static void
edit_cb (VtAssetWindow *self, G_GNUC_UNUSED GParamSpec *pspec, GtkToggleButton *button)
{
  if (self->draft != NULL)
    vt_asset_stage_set_editable (self->stage, gtk_toggle_button_get_active (button));
}

static void
safe_cb (VtAssetWindow *self, G_GNUC_UNUSED GParamSpec *pspec, GtkToggleButton *button)
{
  vt_asset_stage_set_safe_shown (self->stage, gtk_toggle_button_get_active (button));
}

/* Whether keys are for a field or a list. */
static gboolean
is_typed_into (GtkWidget *focus)
{
  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_BUTTON (focus) || GTK_IS_LIST_BOX_ROW (focus));
}

/* Space closes what Space opened, unless something is typed. */
static gboolean
key_cb (VtAssetWindow *self, guint key)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (key != GDK_KEY_space || is_typed_into (focus))
    return GDK_EVENT_PROPAGATE;

  gtk_window_close (GTK_WINDOW (self));
  return GDK_EVENT_STOP;
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_asset_window_dispose (GObject *object)
{
  VtAssetWindow *self = VT_ASSET_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->draft != NULL)
    vt_asset_draft_close (self->draft);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_asset_window_parent_class)->dispose (object);
}

static void
vt_asset_window_finalize (GObject *object)
{
  g_object_unref (VT_ASSET_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (vt_asset_window_parent_class)->finalize (object);
}

static void
vt_asset_window_class_init (VtAssetWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_asset_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_asset_window_finalize;
  g_type_ensure (VT_TYPE_ASSET_STAGE);
  g_type_ensure (VT_TYPE_ASSET_EDITOR);
  gtk_widget_class_install_action (widget_class, "asset.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "asset.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "asset.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "asset.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "asset.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "asset.redo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "asset.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "asset.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "asset.duplicate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "asset.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "asset.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "asset.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-asset-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtAssetWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, VtAssetWindow, stage);
  gtk_widget_class_bind_template_child (widget_class, VtAssetWindow, findings);
  gtk_widget_class_bind_template_child (widget_class, VtAssetWindow, editor);
  gtk_widget_class_bind_template_child (widget_class, VtAssetWindow, edit);
  gtk_widget_class_bind_template_callback (widget_class, product_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, safe_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
vt_asset_window_init (VtAssetWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * vt_asset_window_new:
 * @parent: the window it belongs to
 * @workspace: whose assets it shows
 *
 * Returns: (transfer none): an empty window
 */
VtAssetWindow *
vt_asset_window_new (GtkWindow *parent, VtWorkspace *workspace)
{
  VtAssetWindow *self = g_object_new (VT_TYPE_ASSET_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->workspace = g_object_ref (workspace);
  self->draft = vt_asset_draft_new (workspace);
  vt_asset_stage_set_draft (self->stage, self->draft);
  vt_asset_editor_set_draft (self->editor, self->draft);
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stage, "dragged", G_CALLBACK (draw), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * vt_asset_window_open:
 * @self: a window
 * @id: of a layout
 */
void
vt_asset_window_open (VtAssetWindow *self, const char *id)
{
  vt_asset_draft_open (self->draft, id);
}

/**
 * vt_asset_window_edit:
 * @self: a window
 *
 * Shows the layers beside the asset.
 */
void
vt_asset_window_edit (VtAssetWindow *self)
{
  gtk_toggle_button_set_active (self->edit, TRUE);
}

/**
 * vt_asset_window_show:
 * @self: a window
 * @brand: the brand as it is now
 * @facts: the shop as it is now
 */
void
vt_asset_window_show (VtAssetWindow *self, VtBrand *brand, VtAssetFacts *facts)
{
  VtBrand *new_brand = vt_brand_ref (brand);
  VtAssetFacts *new_facts = vt_asset_facts_ref (facts);

  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  self->brand = new_brand;
  self->facts = new_facts;
  load_subject (self);
  /* One that the shop made may have been removed: there is nothing to show any more. */
  if (vt_asset_draft_reload (self->draft))
    draw (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}
