#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-pane.h"

struct _VtSettingsPane
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  char *title;            /* (owned) */
  char *preview_path;     /* (owned) (nullable) */
  GPtrArray *parts;       /* (owned) objects that fill the rows */

  GtkScrolledWindow *scroller; /* template child */
  GtkBox *box;                 /* template child */
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPERTIES
};

enum
{
  REFRESH,
  PUSH,
  POP,
  REPLACE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtSettingsPane, vt_settings_pane, ADW_TYPE_BIN)

static void
vt_settings_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, VT_SETTINGS_PANE (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* Whoever else has it still, such as an edit under way: the rows that it fills go now. */
static void
part_free (gpointer part)
{
  g_object_run_dispose (part);
  g_object_unref (part);
}

static void
vt_settings_pane_dispose (GObject *object)
{
  VtSettingsPane *self = VT_SETTINGS_PANE (object);

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (vt_workspace_get_shop (self->workspace), self);
  g_ptr_array_set_size (self->parts, 0);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_settings_pane_parent_class)->dispose (object);
}

static void
vt_settings_pane_finalize (GObject *object)
{
  VtSettingsPane *self = VT_SETTINGS_PANE (object);

  g_ptr_array_unref (self->parts);
  g_free (self->title);
  g_free (self->preview_path);

  G_OBJECT_CLASS (vt_settings_pane_parent_class)->finalize (object);
}

static void
vt_settings_pane_class_init (VtSettingsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vt_settings_pane_get_property;
  object_class->dispose = vt_settings_pane_dispose;
  object_class->finalize = vt_settings_pane_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[REFRESH] =
      g_signal_new ("refresh", VT_TYPE_SETTINGS_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PUSH] = g_signal_new ("push", VT_TYPE_SETTINGS_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                VT_TYPE_SETTINGS_PANE);
  signals[POP] = g_signal_new ("pop", VT_TYPE_SETTINGS_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REPLACE] = g_signal_new ("replace", VT_TYPE_SETTINGS_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, VT_TYPE_SETTINGS_PANE);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-settings-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSettingsPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtSettingsPane, box);
}

static void
vt_settings_pane_init (VtSettingsPane *self)
{
  self->parts = g_ptr_array_new_with_free_func (part_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_settings_pane_new:
 * @workspace: of the shop
 * @title: translated
 * @preview_path: (nullable): the page of the storefront where its facts are seen
 *
 * Returns: (transfer floating): a page without rows
 */
VtSettingsPane *
vt_settings_pane_new (VtWorkspace *workspace, const char *title, const char *preview_path)
{
  VtSettingsPane *self = g_object_new (VT_TYPE_SETTINGS_PANE, NULL);

  self->workspace = g_object_ref (workspace);
  self->title = g_strdup (title);
  self->preview_path = g_strdup (preview_path);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (vt_settings_pane_refresh), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * vt_settings_pane_get_workspace:
 * @self: a page
 *
 * Returns: (transfer none): of the shop
 */
VtWorkspace *
vt_settings_pane_get_workspace (VtSettingsPane *self)
{
  return self->workspace;
}

/**
 * vt_settings_pane_get_reader:
 * @self: a page
 *
 * Returns: (transfer none): the main thread's connection
 */
VtDb *
vt_settings_pane_get_reader (VtSettingsPane *self)
{
  return vt_workspace_get_reader (self->workspace);
}

/**
 * vt_settings_pane_get_title:
 * @self: a page
 *
 * Returns: (transfer none): its title
 */
const char *
vt_settings_pane_get_title (VtSettingsPane *self)
{
  return self->title;
}

/**
 * vt_settings_pane_get_preview_path:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the page of the storefront where its facts are seen
 */
const char *
vt_settings_pane_get_preview_path (VtSettingsPane *self)
{
  return self->preview_path;
}

/**
 * vt_settings_pane_add_group:
 * @self: a page
 * @title: (nullable): translated
 * @description: (nullable): translated
 *
 * Returns: (transfer none): a new group below the others
 */
AdwPreferencesGroup *
vt_settings_pane_add_group (VtSettingsPane *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *words = title != NULL ? g_markup_escape_text (title, -1) : NULL;
  g_autofree char *more = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), words != NULL ? words : "");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), more);
  gtk_box_append (self->box, group);
  return ADW_PREFERENCES_GROUP (group);
}

/**
 * vt_settings_pane_add:
 * @self: a page
 * @widget: what stands below the others
 */
void
vt_settings_pane_add (VtSettingsPane *self, GtkWidget *widget)
{
  gtk_box_append (self->box, widget);
}

/**
 * vt_settings_pane_own:
 * @self: a page
 * @object: (transfer full): what fills rows of it and goes with it
 */
void
vt_settings_pane_own (VtSettingsPane *self, gpointer object)
{
  g_ptr_array_add (self->parts, object);
}

/**
 * vt_settings_pane_refresh:
 * @self: a page
 *
 * Shows what the shop holds.
 */
void
vt_settings_pane_refresh (VtSettingsPane *self)
{
  g_autoptr (VtSettingsPane) kept = g_object_ref (self);

  g_signal_emit (kept, signals[REFRESH], 0);
}

/**
 * vt_settings_pane_push:
 * @self: a page that is open
 * @next: (transfer floating): the page to open over it
 */
void
vt_settings_pane_push (VtSettingsPane *self, VtSettingsPane *next)
{
  g_signal_emit (self, signals[PUSH], 0, next);
}

/**
 * vt_settings_pane_pop:
 * @self: a page that is open
 *
 * Leaves it, and what was opened over it.
 */
void
vt_settings_pane_pop (VtSettingsPane *self)
{
  g_autoptr (VtSettingsPane) kept = g_object_ref (self);

  g_signal_emit (kept, signals[POP], 0);
}

/**
 * vt_settings_pane_replace:
 * @self: a page that is open
 * @next: (transfer floating): the page to open in its place
 */
void
vt_settings_pane_replace (VtSettingsPane *self, VtSettingsPane *next)
{
  g_autoptr (VtSettingsPane) kept = g_object_ref (self);

  g_signal_emit (kept, signals[REPLACE], 0, next);
}

static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  GtkWidget *found = g_strcmp0 (gtk_widget_get_name (widget), name) == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, name);

  return found;
}

/**
 * vt_settings_pane_focus:
 * @self: a page that is open
 * @field: (nullable): name of a row; %NULL for the search, or the first
 *
 * Gives the keyboard to a row.
 *
 * Returns: whether there is such a row
 */
gboolean
vt_settings_pane_focus (VtSettingsPane *self, const char *field)
{
  GtkWidget *row = find_named (GTK_WIDGET (self->box), field != NULL ? field : "search");

  if (row == NULL && field == NULL)
    row = GTK_WIDGET (self->box);
  return row != NULL && (gtk_widget_grab_focus (row) || gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
}
