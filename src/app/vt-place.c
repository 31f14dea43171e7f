#define G_LOG_DOMAIN "vitrine"

#include "app/vt-place.h"

typedef struct
{
  VtWorkspace *workspace; /* (owned) */
  char *title;            /* (owned) */
  char *subtitle;         /* (owned) (nullable) */
  char *preview_path;     /* (owned) (nullable) */
  gboolean can_go_back;
} VtPlacePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VtPlace, vt_place, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_PREVIEW_PATH,
  PROP_CAN_GO_BACK,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static VtPlacePrivate *private(VtPlace *self) { return vt_place_get_instance_private (self); }

static void
set_text (VtPlace *self, char **field, const char *text, guint property)
{
  if (g_strcmp0 (*field, text) == 0)
    return;

  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
vt_place_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VtPlacePrivate *priv = private(VT_PLACE (object));

  switch (id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, priv->workspace);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_PREVIEW_PATH:
      g_value_set_string (value, priv->preview_path);
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, priv->can_go_back);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vt_place_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VtPlace *self = VT_PLACE (object);

  switch (id)
    {
    case PROP_WORKSPACE:
      private
      (self)->workspace = g_value_dup_object (value);
      break;
    case PROP_TITLE:
      vt_place_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      vt_place_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_PREVIEW_PATH:
      vt_place_set_preview_path (self, g_value_get_string (value));
      break;
    case PROP_CAN_GO_BACK:
      vt_place_set_can_go_back (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vt_place_dispose (GObject *object)
{
  VtPlacePrivate *priv = private(VT_PLACE (object));

  g_clear_object (&priv->workspace);

  G_OBJECT_CLASS (vt_place_parent_class)->dispose (object);
}

static void
vt_place_finalize (GObject *object)
{
  VtPlacePrivate *priv = private(VT_PLACE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  g_free (priv->preview_path);

  G_OBJECT_CLASS (vt_place_parent_class)->finalize (object);
}

/* The part of a page's templates that has a name, as far as it can be seen. */
static GtkWidget *
find_part (GtkWidget *widget, const char *name)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_part (child, name);

  return found;
}

/* Where words are typed: not the buttons above them. */
static GtkWidget *
find_text (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_sensitive (widget))
    return NULL;
  if (GTK_IS_TEXT_VIEW (widget) || GTK_IS_TEXT (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child);

  return found;
}

/* A field of its own has its name, or its name and "_field"; what variants have each for themselves is in their grid.
 */
static gboolean
focus_field (VtPlace *self, const char *field)
{
  g_autofree char *long_name = g_strconcat (field, "_field", NULL);
  const char *const names[] = { long_name, field, "variants" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *part = find_part (GTK_WIDGET (self), names[i]);

      GtkWidget *text = part != NULL ? find_text (part) : NULL;

      if (text != NULL && gtk_widget_grab_focus (text))
        return TRUE;
      if (part != NULL)
        return gtk_widget_grab_focus (part) || gtk_widget_child_focus (part, GTK_DIR_TAB_FORWARD);
    }

  return FALSE;
}

static void
vt_place_class_init (VtPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags plain = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = vt_place_get_property;
  object_class->set_property = vt_place_set_property;
  object_class->dispose = vt_place_dispose;
  object_class->finalize = vt_place_finalize;
  klass->focus_field = focus_field;

  properties[PROP_WORKSPACE] = g_param_spec_object (
      "workspace", NULL, NULL, VT_TYPE_WORKSPACE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, plain);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, plain);
  properties[PROP_PREVIEW_PATH] = g_param_spec_string ("preview-path", NULL, NULL, NULL, plain);
  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, plain);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
vt_place_init (G_GNUC_UNUSED VtPlace *self)
{
}

/**
 * vt_place_get_workspace:
 * @self: a page
 *
 * Returns: (transfer none): what all pages of the window share
 */
VtWorkspace *
vt_place_get_workspace (VtPlace *self)
{
  return private(self)->workspace;
}

/**
 * vt_place_get_shop:
 * @self: a page
 *
 * Returns: (transfer none): the open shop
 */
VtShop *
vt_place_get_shop (VtPlace *self)
{
  return vt_workspace_get_shop (private(self)->workspace);
}

/**
 * vt_place_get_title:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what the header bar says
 */
const char *
vt_place_get_title (VtPlace *self)
{
  return private(self)->title;
}

/**
 * vt_place_set_title:
 * @self: a page
 * @title: (nullable): what the header bar says, translated
 */
void
vt_place_set_title (VtPlace *self, const char *title)
{
  set_text (self, &private(self)->title, title, PROP_TITLE);
}

/**
 * vt_place_get_subtitle:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the line under the title
 */
const char *
vt_place_get_subtitle (VtPlace *self)
{
  return private(self)->subtitle;
}

/**
 * vt_place_set_subtitle:
 * @self: a page
 * @subtitle: (nullable): the line under the title, translated
 */
void
vt_place_set_subtitle (VtPlace *self, const char *subtitle)
{
  set_text (self, &private(self)->subtitle, subtitle, PROP_SUBTITLE);
}

/**
 * vt_place_get_preview_path:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): path of the storefront that stands beside the page; %NULL for none
 */
const char *
vt_place_get_preview_path (VtPlace *self)
{
  return private(self)->preview_path;
}

/**
 * vt_place_set_preview_path:
 * @self: a page
 * @path: (nullable): path of the storefront that is to stand beside the page; %NULL for none
 */
void
vt_place_set_preview_path (VtPlace *self, const char *path)
{
  set_text (self, &private(self)->preview_path, path, PROP_PREVIEW_PATH);
}

/**
 * vt_place_get_can_go_back:
 * @self: a page
 *
 * Returns: whether there is a list behind what is open
 */
gboolean
vt_place_get_can_go_back (VtPlace *self)
{
  return private(self)->can_go_back;
}

/**
 * vt_place_set_can_go_back:
 * @self: a page
 * @can_go_back: whether there is a list behind what is open
 */
void
vt_place_set_can_go_back (VtPlace *self, gboolean can_go_back)
{
  VtPlacePrivate *priv = private(self);

  if (priv->can_go_back == can_go_back)
    return;

  priv->can_go_back = can_go_back;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

/**
 * vt_place_is_all_preview:
 * @self: a page
 *
 * Returns: whether the page is a narrow panel, and the shop has all the room beside it
 */
gboolean
vt_place_is_all_preview (VtPlace *self)
{
  return VT_PLACE_GET_CLASS (self)->all_preview;
}

/**
 * vt_place_focus_field:
 * @self: a page that can be seen
 * @field: a part of what is open: "title", "description", "seo_title" …
 *
 * Gives the keyboard to it.
 *
 * Returns: whether the page has such a part
 */
gboolean
vt_place_focus_field (VtPlace *self, const char *field)
{
  return VT_PLACE_GET_CLASS (self)->focus_field (self, field);
}
