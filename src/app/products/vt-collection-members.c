#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-collection-members.h"

#include "app/products/vt-collection-edits.h"
#include "app/products/vt-product-words.h"
#include "app/widgets/vt-thumb.h"
#include "catalogue/vt-product-list.h"

#include <glib/gi18n.h>

/* Rows that are shown at once: more are better sorted by conditions than by hand. */
#define MOST_SHOWN 200
#define MOST_FOUND 8
#define THUMB_SIZE 40

struct _VtCollectionMembers
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 id;
  char *title; /* (owned) */
  gboolean by_hand;
  GArray *ids;     /* (owned) of the products, in order */
  gint64 to_focus; /* the product whose row gets the keyboard when it is shown again; 0: none */

  AdwPreferencesGroup *group; /* template child */
  GtkSearchEntry *search;     /* template child */
  GtkListBox *found;          /* template child */
  GtkListBox *list;           /* template child */
  GtkLabel *more;             /* template child */
};

G_DEFINE_FINAL_TYPE (VtCollectionMembers, vt_collection_members, ADW_TYPE_BIN)

/* Edits ----------------------------------------------------------------------------------------------------------- */

static void
edit (VtCollectionMembers *self, const char *label, VtShopJob job, gint64 product_id, int position)
{
  VtCollectionEdit *step = vt_collection_edit_new (self->id);
  g_autofree char *text = g_strdup_printf (label, self->title);

  step->product_id = product_id;
  step->position = position;
  vt_workspace_edit (self->workspace, text, NULL, job, step, (GDestroyNotify) vt_collection_edit_free);
}

static gint64
id_of (GtkWidget *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "vt-id");

  return id != NULL ? *id : 0;
}

static int
index_of (VtCollectionMembers *self, gint64 id)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return (int) i;

  return -1;
}

static void
move (VtCollectionMembers *self, gint64 id, int position)
{
  if (position < 0 || (guint) position >= self->ids->len || index_of (self, id) == position)
    return;

  self->to_focus = id;
  /* TRANSLATORS: steps of the history; %s is the name of a collection */
  edit (self, _ ("Reorder %s"), vt_collection_edit_move, id, position);
}

static void
remove_cb (VtCollectionMembers *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  edit (self, _ ("Take a product out of %s"), vt_collection_edit_remove, id_of (row), 0);
}

static gboolean
key_cb (VtCollectionMembers *self, guint keyval, G_GNUC_UNUSED guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  gint64 id = row != NULL ? id_of (row) : 0;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK || id == 0 ||
      (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;

  move (self, id, index_of (self, id) + (keyval == GDK_KEY_Up ? -1 : 1));
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
prepare_cb (GtkWidget *row)
{
  return gdk_content_provider_new_typed (G_TYPE_INT64, id_of (row));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, G_GNUC_UNUSED double x, G_GNUC_UNUSED double y, gpointer user_data)
{
  VtCollectionMembers *self = user_data;
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  gint64 id = g_value_get_int64 (value);

  if (index_of (self, id) < 0)
    return FALSE;

  move (self, id, index_of (self, id_of (row)));
  return TRUE;
}

/* Finding --------------------------------------------------------------------------------------------------------- */

static void
clear (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
make_row (VtCollectionMembers *self, const VtProductRow *product)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), product->title);
  if (product->status != VT_PRODUCT_ACTIVE)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), vt_product_status_to_words ((VtProductStatus) product->status));
  g_object_set_data_full (G_OBJECT (row), "vt-id", g_memdup2 (&product->id, sizeof product->id), g_free);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), vt_thumb_new (self->workspace, product->photo_sha256, THUMB_SIZE));

  return row;
}

static void
found_cb (VtCollectionMembers *self, GtkListBoxRow *row)
{
  edit (self, _ ("Add a product to %s"), vt_collection_edit_add, id_of (GTK_WIDGET (row)), 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Enter takes the first that was found. */
static void
search_activated_cb (VtCollectionMembers *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->found, 0);

  if (first != NULL)
    found_cb (self, first);
}

static void
search_cb (VtCollectionMembers *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const VtProductQuery query = { .text = text, .status = -1, .limit = MOST_FOUND };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  clear (self->found);
  if (*text != '\0')
    {
      rows = vt_product_list (vt_workspace_get_reader (self->workspace), &query, &error);
      if (rows == NULL)
        vt_workspace_fail (self->workspace, error);
    }
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VtProductRow *product = g_ptr_array_index (rows, i);
      GtkWidget *row;

      if (index_of (self, product->id) >= 0)
        continue;
      row = make_row (self, product);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("list-add-symbolic"));
      gtk_list_box_append (self->found, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->found), gtk_widget_get_first_child (GTK_WIDGET (self->found)) != NULL);
}

/* The list -------------------------------------------------------------------------------------------------------- */

static void
add_member (VtCollectionMembers *self, const VtProductRow *product)
{
  GtkWidget *row = make_row (self, product);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));

  if (self->by_hand)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
      g_autofree char *name = g_strdup_printf (_ ("Take Out %s"), product->title);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _ ("Take Out"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }

  gtk_list_box_append (self->list, row);
  if (product->id == self->to_focus)
    gtk_widget_grab_focus (row);
}

static void
show_count (VtCollectionMembers *self)
{
  guint n = self->ids->len;
  guint hidden = n > MOST_SHOWN ? n - MOST_SHOWN : 0;
  g_autofree char *count = g_strdup_printf (ngettext ("%u product", "%u products", n), n);
  g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", hidden), hidden);

  adw_preferences_group_set_description (self->group, count);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), hidden > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->search), self->by_hand);
}

static void
vt_collection_members_dispose (GObject *object)
{
  g_clear_object (&VT_COLLECTION_MEMBERS (object)->workspace);

  G_OBJECT_CLASS (vt_collection_members_parent_class)->dispose (object);
}

static void
vt_collection_members_finalize (GObject *object)
{
  VtCollectionMembers *self = VT_COLLECTION_MEMBERS (object);

  g_free (self->title);
  g_array_unref (self->ids);

  G_OBJECT_CLASS (vt_collection_members_parent_class)->finalize (object);
}

static void
vt_collection_members_class_init (VtCollectionMembersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_collection_members_dispose;
  object_class->finalize = vt_collection_members_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-collection-members.ui");
  gtk_widget_class_bind_template_child (widget_class, VtCollectionMembers, group);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionMembers, search);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionMembers, found);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionMembers, list);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionMembers, more);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
vt_collection_members_init (VtCollectionMembers *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_collection_members_set_workspace:
 * @self: a new list
 * @workspace: whose collections it shows
 */
void
vt_collection_members_set_workspace (VtCollectionMembers *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_collection_members_show:
 * @self: a list with a workspace
 * @collection: the collection as it is now
 */
void
vt_collection_members_show (VtCollectionMembers *self, const VtCollection *collection)
{
  VtDb *db = vt_workspace_get_reader (self->workspace);
  g_autoptr (GError) error = NULL;
  GArray *ids = vt_collection_list_product_ids (db, collection->id, &error);
  g_autoptr (GPtrArray) rows = NULL;

  if (ids == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  if (self->id != collection->id)
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_array_unref (self->ids);
  self->ids = ids;
  self->id = collection->id;
  self->by_hand = collection->rule_match == VT_RULES_NONE;
  g_free (self->title);
  self->title = g_strdup (collection->title);

  clear (self->list);
  rows = vt_product_list_rows (db, (const gint64 *) (gpointer) ids->data, MIN (ids->len, MOST_SHOWN), &error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    add_member (self, g_ptr_array_index (rows, i));
  self->to_focus = 0;
  show_count (self);
  search_cb (self);
}

/**
 * vt_collection_members_focus_search:
 * @self: a list
 *
 * Moves the keyboard to where products are found.
 */
void
vt_collection_members_focus_search (VtCollectionMembers *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
