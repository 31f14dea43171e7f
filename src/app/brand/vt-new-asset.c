#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-new-asset.h"

#include <glib/gi18n.h>

struct _VtNewAsset
{
  AdwWindow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gboolean showing;       /* measures change because a size was chosen */
  GPtrArray *layouts;     /* (owned) (element-type VtLayout) that it may begin with, from the second choice on */

  AdwEntryRow *name;     /* template child */
  AdwComboRow *begin;    /* template child */
  GtkWidget *size_group; /* template child */
  AdwComboRow *subject;  /* template child */
  AdwComboRow *size;     /* template child */
  AdwComboRow *unit;     /* template child */
  GtkSpinButton *width;  /* template child */
  GtkSpinButton *height; /* template child */
  GtkWidget *create;     /* template child */
};

enum
{
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The job of making one. */
typedef struct
{
  VtNewAsset *window; /* (owned) */
  VtLayout *from;     /* (owned) */
  char *name;         /* (owned) */
  char *id;           /* (owned) (nullable) what it became */
} Making;

static const struct
{
  const char *name;
  VtLayoutUnit unit;
  double width, height;
} sizes[] = {
  { N_ ("Square post"), VT_LAYOUT_PIXELS, 1080, 1080 },  { N_ ("Portrait post"), VT_LAYOUT_PIXELS, 1080, 1350 },
  { N_ ("Story"), VT_LAYOUT_PIXELS, 1080, 1920 },        { N_ ("Link preview"), VT_LAYOUT_PIXELS, 1200, 630 },
  { N_ ("Wide banner"), VT_LAYOUT_PIXELS, 1920, 720 },   { N_ ("A6 card"), VT_LAYOUT_MILLIMETRES, 105, 148 },
  { N_ ("A5 flyer"), VT_LAYOUT_MILLIMETRES, 148, 210 },  { N_ ("A4 sheet"), VT_LAYOUT_MILLIMETRES, 210, 297 },
  { N_ ("A3 poster"), VT_LAYOUT_MILLIMETRES, 297, 420 }, { N_ ("Another size"), VT_LAYOUT_PIXELS, 0, 0 },
};

G_DEFINE_FINAL_TYPE (VtNewAsset, vt_new_asset, ADW_TYPE_WINDOW)

static void
making_free (Making *making)
{
  if (making->id != NULL)
    g_signal_emit (making->window, signals[CREATED], 0, making->id);
  g_object_unref (making->window);
  vt_layout_unref (making->from);
  g_free (making->name);
  g_free (making->id);
  g_free (making);
}

static gboolean
make_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Making *making = data;

  g_free (making->id);
  making->id = vt_layout_add (db, making->from, making->name, error);
  return making->id != NULL;
}

/* (transfer full) (nullable) */
static VtLayout *
chosen_layout (VtNewAsset *self)
{
  guint begin = adw_combo_row_get_selected (self->begin);

  if (begin > 0 && begin <= self->layouts->len)
    return vt_layout_ref (g_ptr_array_index (self->layouts, begin - 1));

  return vt_layout_new_blank ((VtLayoutSubject) adw_combo_row_get_selected (self->subject),
                              (VtLayoutUnit) adw_combo_row_get_selected (self->unit),
                              gtk_spin_button_get_value (self->width), gtk_spin_button_get_value (self->height));
}

static void
create_cb (VtNewAsset *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  g_autoptr (VtLayout) from = chosen_layout (self);
  g_autofree char *label = g_strdup_printf (_ ("Add the asset “%s”"), name);
  Making *making;

  if (from == NULL || !gtk_widget_get_sensitive (self->create))
    return;

  making = g_new0 (Making, 1);
  making->window = g_object_ref (self);
  making->from = g_steal_pointer (&from);
  making->name = g_steal_pointer (&name);
  vt_workspace_edit (self->workspace, label, NULL, make_job, making, (GDestroyNotify) making_free);
  gtk_window_close (GTK_WINDOW (self));
}

static void
name_cb (VtNewAsset *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  gtk_widget_set_sensitive (self->create, *name != '\0' && g_utf8_strlen (name, -1) <= VT_LAYOUT_NAME_LENGTH);
}

static void
begin_cb (VtNewAsset *self)
{
  gtk_widget_set_visible (self->size_group, adw_combo_row_get_selected (self->begin) == 0);
}

static void
unit_cb (VtNewAsset *self)
{
  gboolean is_mm = adw_combo_row_get_selected (self->unit) == VT_LAYOUT_MILLIMETRES;
  double most = is_mm ? 2000 : 8000;

  gtk_spin_button_set_range (self->width, is_mm ? 5 : 16, most);
  gtk_spin_button_set_range (self->height, is_mm ? 5 : 16, most);
}

static void
size_cb (VtNewAsset *self)
{
  guint size = adw_combo_row_get_selected (self->size);

  if (size >= G_N_ELEMENTS (sizes) || sizes[size].width <= 0)
    return;

  self->showing = TRUE;
  adw_combo_row_set_selected (self->unit, sizes[size].unit);
  unit_cb (self);
  gtk_spin_button_set_value (self->width, sizes[size].width);
  gtk_spin_button_set_value (self->height, sizes[size].height);
  self->showing = FALSE;
}

/* What is measured otherwise is another size. */
static void
measured_cb (VtNewAsset *self)
{
  guint size = adw_combo_row_get_selected (self->size);

  if (!self->showing && size < G_N_ELEMENTS (sizes) - 1 &&
      (gtk_spin_button_get_value_as_int (self->width) != (int) sizes[size].width ||
       gtk_spin_button_get_value_as_int (self->height) != (int) sizes[size].height))
    adw_combo_row_set_selected (self->size, G_N_ELEMENTS (sizes) - 1);
}

static void
show_choices (VtNewAsset *self, GPtrArray *layouts, const VtLayout *begin_with)
{
  g_autoptr (GtkStringList) begin = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (begin, _ ("An empty one"));
  if (begin_with != NULL)
    g_ptr_array_add (self->layouts, vt_layout_ref ((VtLayout *) begin_with));
  for (guint i = 0; i < layouts->len; i++)
    {
      VtLayout *layout = g_ptr_array_index (layouts, i);

      if (begin_with == NULL || g_strcmp0 (begin_with->id, layout->id) != 0)
        g_ptr_array_add (self->layouts, vt_layout_ref (layout));
    }
  for (guint i = 0; i < self->layouts->len; i++)
    gtk_string_list_append (begin, ((const VtLayout *) g_ptr_array_index (self->layouts, i))->name);
  selected = begin_with != NULL ? 1 : 0;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    gtk_string_list_append (names, _ (sizes[i].name));
  adw_combo_row_set_model (self->begin, G_LIST_MODEL (begin));
  adw_combo_row_set_selected (self->begin, selected);
  adw_combo_row_set_model (self->size, G_LIST_MODEL (names));
  size_cb (self);
}

static void
vt_new_asset_dispose (GObject *object)
{
  g_clear_object (&VT_NEW_ASSET (object)->workspace);

  G_OBJECT_CLASS (vt_new_asset_parent_class)->dispose (object);
}

static void
vt_new_asset_finalize (GObject *object)
{
  g_ptr_array_unref (VT_NEW_ASSET (object)->layouts);

  G_OBJECT_CLASS (vt_new_asset_parent_class)->finalize (object);
}

static void
vt_new_asset_class_init (VtNewAssetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_new_asset_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_new_asset_finalize;
  signals[CREATED] = g_signal_new ("created", VT_TYPE_NEW_ASSET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-new-asset.ui");
  gtk_widget_class_bind_template_child (widget_class, VtNewAsset, name);
  gtk_widget_class_bind_template_child (widget_class, VtNewAsset, begin);
  gtk_widget_class_bind_template_child (widget_class, VtNewAsset, size_group);
  gtk_widget_class_bind_template_child (widget_class, VtNewAsset, size);
  gtk_widget_class_bind_template_child (widget_class, VtNewAsset, subject);
  gtk_widget_class_bind_template_child (widget_class, VtNewAsset, unit);
  gtk_widget_class_bind_template_child (widget_class, VtNewAsset, width);
  gtk_widget_class_bind_template_child (widget_class, VtNewAsset, height);
  gtk_widget_class_bind_template_child (widget_class, VtNewAsset, create);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_cb);
  gtk_widget_class_bind_template_callback (widget_class, measured_cb);
}

static void
vt_new_asset_init (VtNewAsset *self)
{
  self->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_layout_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_new_asset_present:
 * @parent: the window it belongs to
 * @workspace: whose asset it is going to be
 * @begin_with: (nullable): the asset that is chosen to begin with
 *
 * Returns: (transfer none): the window, shown
 */
VtNewAsset *
vt_new_asset_present (GtkWindow *parent, VtWorkspace *workspace, const VtLayout *begin_with)
{
  VtNewAsset *self = g_object_new (VT_TYPE_NEW_ASSET, "transient-for", parent, "modal", TRUE, NULL);
  g_autoptr (GPtrArray) layouts = vt_layout_list (vt_workspace_get_reader (workspace), NULL, NULL);

  if (layouts == NULL)
    layouts = g_ptr_array_new ();
  self->workspace = g_object_ref (workspace);
  show_choices (self, layouts, begin_with);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return self;
}
