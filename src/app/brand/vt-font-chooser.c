#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-font-chooser.h"

#include "app/widgets/vt-drop-down.h"

#define LIST_POINTS 12
#define WIDTH_CHARS 12
#define LIST_CHARS  24

struct _VtFontChooser
{
  AdwBin parent_instance;

  GtkStringList *families; /* (owned) */
  char *shown;             /* (owned) (nullable) */
  gboolean showing;        /* the list is being told, not chosen in */

  GtkDropDown *list; /* (unowned) child */
};

G_DEFINE_FINAL_TYPE (VtFontChooser, vt_font_chooser, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
setup_cb (G_GNUC_UNUSED GtkListItemFactory *factory, GtkListItem *item, gpointer in_list)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (in_list == NULL)
    gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  else
    gtk_label_set_width_chars (GTK_LABEL (label), LIST_CHARS);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (G_GNUC_UNUSED GtkListItemFactory *factory, GtkListItem *item, gpointer in_list)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *family = gtk_string_object_get_string (gtk_list_item_get_item (item));
  PangoAttrList *attrs = NULL;

  gtk_label_set_label (GTK_LABEL (label), family);
  if (in_list == NULL)
    return;

  attrs = pango_attr_list_new ();
  pango_attr_list_insert (attrs, pango_attr_family_new (family));
  pango_attr_list_insert (attrs, pango_attr_size_new (LIST_POINTS * PANGO_SCALE));
  gtk_label_set_attributes (GTK_LABEL (label), attrs);
  pango_attr_list_unref (attrs);
}

static GtkListItemFactory *
new_factory (gpointer in_list)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), in_list);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), in_list);
  return factory;
}

static void
selected_cb (VtFontChooser *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->list);
  const char *family = chosen != NULL ? gtk_string_object_get_string (chosen) : NULL;

  if (self->showing || family == NULL || g_strcmp0 (family, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (family);
  g_signal_emit (self, signals[CHOSEN], 0, self->shown);
}

static void
vt_font_chooser_finalize (GObject *object)
{
  VtFontChooser *self = VT_FONT_CHOOSER (object);

  g_clear_object (&self->families);
  g_free (self->shown);

  G_OBJECT_CLASS (vt_font_chooser_parent_class)->finalize (object);
}

static void
vt_font_chooser_dispose (GObject *object)
{
  VtFontChooser *self = VT_FONT_CHOOSER (object);

  self->showing = TRUE;

  G_OBJECT_CLASS (vt_font_chooser_parent_class)->dispose (object);
}

static void
vt_font_chooser_class_init (VtFontChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_font_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_font_chooser_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", VT_TYPE_FONT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);
}

static void
vt_font_chooser_init (VtFontChooser *self)
{
  GtkExpression *name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  g_autoptr (GtkListItemFactory) button = new_factory (NULL);
  g_autoptr (GtkListItemFactory) list = new_factory (GINT_TO_POINTER (TRUE));

  self->families = gtk_string_list_new (NULL);
  self->list = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->families)), name));
  gtk_drop_down_set_enable_search (self->list, TRUE);
  vt_drop_down_search_all (GTK_WIDGET (self->list));
  gtk_drop_down_set_factory (self->list, button);
  gtk_drop_down_set_list_factory (self->list, list);
  g_signal_connect_swapped (self->list, "notify::selected", G_CALLBACK (selected_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/* A family that is not on this computer stands in the list too while it is chosen. */
static guint
find_family (VtFontChooser *self, const char *family)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->families));

  for (guint i = 0; i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (self->families, i), family))
      return i;

  gtk_string_list_append (self->families, family);
  return n;
}

/**
 * vt_font_chooser_set_families:
 * @self: a chooser
 * @families: (element-type utf8): names of families, sorted
 *
 * Sets what there is to choose from.
 */
void
vt_font_chooser_set_families (VtFontChooser *self, GPtrArray *families)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < families->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (families, i));
  g_ptr_array_add (names, NULL);

  self->showing = TRUE;
  gtk_string_list_splice (self->families, 0, g_list_model_get_n_items (G_LIST_MODEL (self->families)),
                          (const char *const *) names->pdata);
  self->showing = FALSE;
  if (self->shown != NULL)
    vt_font_chooser_show (self, self->shown);
}

/**
 * vt_font_chooser_show:
 * @self: a chooser
 * @family: the family that is chosen
 *
 * Shows what is chosen.
 */
void
vt_font_chooser_show (VtFontChooser *self, const char *family)
{
  g_autofree char *name = g_strdup (family);

  self->showing = TRUE;
  gtk_drop_down_set_selected (self->list, find_family (self, name));
  g_free (self->shown);
  self->shown = g_steal_pointer (&name);
  self->showing = FALSE;
}

/**
 * vt_font_chooser_set_label:
 * @self: a chooser
 * @label: what screen readers call it
 *
 * Names the chooser.
 */
void
vt_font_chooser_set_label (VtFontChooser *self, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->list), label);
  vt_drop_down_name_all (GTK_WIDGET (self->list));
}
