#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-window.h"

#include "app/brand/vt-asset-editor.h"
#include "app/brand/vt-asset-paint.h"
#include "app/brand/vt-asset-stage.h"
#include "app/brand/vt-kit-window.h"

#include <glib/gi18n.h>

/* Pixels: sharp in a window as large as a screen. */
#define DRAWN_EDGE 1600

struct _VtAssetWindow
{
  AdwWindow parent_instance;

  VtWorkspace *workspace;    /* (owned) */
  VtBrand *brand;            /* (owned) (nullable) */
  VtAssetFacts *facts;       /* (owned) (nullable) */
  char *id;                  /* (owned) of the layout that is open */
  gint64 product_id;         /* what assets of products show; 0: the first */
  GPtrArray *subjects;       /* (owned) (nullable) (element-type VtAssetSubject) the same as it is drawn */
  GCancellable *cancellable; /* (owned) (nullable) of the drawing under way */

  AdwWindowTitle *heading; /* template child */
  VtAssetStage *stage;     /* template child */
  GtkLabel *findings;      /* template child */
  VtAssetEditor *editor;   /* template child */
};

G_DEFINE_FINAL_TYPE (VtAssetWindow, vt_asset_window, ADW_TYPE_WINDOW)

typedef struct
{
  VtAssetFacts *facts;    /* (owned) */
  const VtLayout *layout; /* (unowned) one of them */
} Drawn;

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VtAssetWindow *self = VT_ASSET_WINDOW (source);
  Drawn *drawn = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtAssetPaint) paint = vt_asset_paint_finish (result, &error);

  if (self->stage != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      const char *words = paint != NULL ? paint->findings : error->message;

      if (paint != NULL)
        vt_asset_stage_show (self->stage, paint->texture, drawn->layout);
      gtk_label_set_label (self->findings, words);
      gtk_widget_set_visible (GTK_WIDGET (self->findings), *words != '\0');
    }
  vt_asset_facts_unref (drawn->facts);
  g_free (drawn);
}

/* (transfer none) (nullable) What the asset is drawn of. */
static GPtrArray *
subjects_of (VtAssetWindow *self, const VtLayout *layout)
{
  return layout->subject == VT_LAYOUT_OF_PRODUCT ? self->subjects : NULL;
}

static void
draw (VtAssetWindow *self, const VtLayout *layout)
{
  Drawn *drawn = g_new0 (Drawn, 1);

  drawn->facts = vt_asset_facts_ref (self->facts);
  drawn->layout = layout;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  vt_asset_paint_async (G_OBJECT (self), self->brand, self->facts, layout, subjects_of (self, layout), DRAWN_EDGE,
                        DRAWN_EDGE, self->cancellable, drawn_cb, drawn);
}

static void
refresh (VtAssetWindow *self)
{
  const VtLayout *layout =
      self->facts != NULL && self->id != NULL ? vt_asset_facts_find_layout (self->facts, self->id) : NULL;
  g_autofree char *size = layout != NULL ? vt_asset_paint_describe_size (layout) : NULL;

  if (layout == NULL)
    return;

  adw_window_title_set_title (self->heading, layout->name);
  adw_window_title_set_subtitle (self->heading, size);
  gtk_window_set_title (GTK_WINDOW (self), layout->name);
  vt_asset_editor_show (self->editor, layout);
  draw (self, layout);
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
  refresh (self);
}

/* Commands -------------------------------------------------------------------------------------------------------- */

/* To the asset that is @step places further; around the end. */
static void
move (VtAssetWindow *self, int step)
{
  GPtrArray *layouts = self->facts != NULL ? vt_asset_facts_get_layouts (self->facts) : NULL;

  for (guint i = 0; layouts != NULL && i < layouts->len; i++)
    if (g_strcmp0 (((const VtLayout *) g_ptr_array_index (layouts, i))->id, self->id) == 0)
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
  const VtLayout *layout;

  if (self->facts == NULL || self->id == NULL)
    return;

  g_ptr_array_add (ids, self->id);
  layout = vt_asset_facts_find_layout (self->facts, self->id);
  vt_kit_window_present (GTK_WINDOW (self), self->brand, self->facts, ids,
                         layout != NULL ? subjects_of (self, layout) : NULL);
}

static void
safe_cb (VtAssetWindow *self, G_GNUC_UNUSED GParamSpec *pspec, GtkToggleButton *button)
{
  vt_asset_stage_set_safe_shown (self->stage, gtk_toggle_button_get_active (button));
}

/* Space closes what Space opened, unless something is typed. */
static gboolean
key_cb (VtAssetWindow *self, guint key)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (key != GDK_KEY_space || (focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_BUTTON (focus))))
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
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_asset_window_parent_class)->dispose (object);
}

static void
vt_asset_window_finalize (GObject *object)
{
  g_free (VT_ASSET_WINDOW (object)->id);

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
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "asset.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "asset.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "asset.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-asset-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtAssetWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, VtAssetWindow, stage);
  gtk_widget_class_bind_template_child (widget_class, VtAssetWindow, findings);
  gtk_widget_class_bind_template_child (widget_class, VtAssetWindow, editor);
  gtk_widget_class_bind_template_callback (widget_class, product_cb);
  gtk_widget_class_bind_template_callback (widget_class, safe_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
vt_asset_window_init (VtAssetWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  vt_asset_editor_set_workspace (self->editor, workspace);
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
  char *copy = g_strdup (id);

  g_free (self->id);
  self->id = copy;
  refresh (self);
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
  refresh (self);
}
