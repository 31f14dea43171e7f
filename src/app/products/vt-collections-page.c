#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-collections-page.h"

#include "app/products/vt-collection-editor.h"
#include "app/products/vt-collection-edits.h"
#include "app/widgets/vt-thumb.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define THUMB_SIZE 44

struct _VtCollectionsPage
{
  VtPlace parent_instance;

  GPtrArray *collections; /* (owned) (nullable) VtCollection */
  gboolean stale;         /* the shop changed while nobody looked */

  GtkStack *stack;            /* template child: "empty", "list", "new" or "editor" */
  GtkEntry *new_title;        /* template child */
  GtkWidget *new_button;      /* template child */
  GtkListBox *list;           /* template child */
  VtCollectionEditor *editor; /* template child */
};

typedef struct
{
  VtCollectionsPage *page; /* (owned) */
  VtCollectionEdit *edit;  /* (owned) */
} Creation;

G_DEFINE_FINAL_TYPE (VtCollectionsPage, vt_collections_page, VT_TYPE_PLACE)

static const VtCollection *
find_collection (VtCollectionsPage *self, gint64 id)
{
  for (guint i = 0; self->collections != NULL && i < self->collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (self->collections, i);

      if (collection->id == id)
        return collection;
    }

  return NULL;
}

static gboolean
is_at (VtCollectionsPage *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

static void
open_collection (VtCollectionsPage *self, const VtCollection *collection)
{
  g_autofree char *path = g_strconcat ("/collections/", collection->handle, NULL);

  vt_collection_editor_open (self->editor, collection->id);
  gtk_stack_set_visible_child_name (self->stack, "editor");
  vt_place_set_title (VT_PLACE (self), collection->title);
  vt_place_set_subtitle (VT_PLACE (self), _ ("Collection"));
  vt_place_set_can_go_back (VT_PLACE (self), TRUE);
  vt_place_set_preview_path (VT_PLACE (self), path);
}

static void
show_list (VtCollectionsPage *self)
{
  guint n = self->collections != NULL ? self->collections->len : 0;
  g_autofree char *count = g_strdup_printf (ngettext ("%u collection", "%u collections", n), n);

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  vt_place_set_title (VT_PLACE (self), _ ("Collections"));
  vt_place_set_subtitle (VT_PLACE (self), n > 0 ? count : NULL);
  vt_place_set_can_go_back (VT_PLACE (self), FALSE);
  vt_place_set_preview_path (VT_PLACE (self), "/collections/all");
}

/* Making one ------------------------------------------------------------------------------------------------------ */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Creation *creation = user_data;
  VtCollectionsPage *page = creation->page;
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (page));
  const VtCollection *collection = find_collection (page, creation->edit->id);
  g_autoptr (GError) error = NULL;

  if (workspace != NULL && !vt_shop_write_finish (VT_SHOP (source), result, NULL, &error))
    vt_workspace_fail (workspace, error);
  else if (workspace != NULL && collection != NULL)
    {
      open_collection (page, collection);
      vt_collection_editor_focus_search (page->editor);
    }

  vt_collection_edit_free (creation->edit);
  g_object_unref (page);
  g_free (creation);
}

static void
create_cb (VtCollectionsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->new_title), "");
  gtk_stack_set_visible_child_name (self->stack, "new");
  vt_place_set_title (VT_PLACE (self), _ ("New Collection"));
  vt_place_set_subtitle (VT_PLACE (self), NULL);
  vt_place_set_can_go_back (VT_PLACE (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_title));
}

static void
new_title_changed_cb (VtCollectionsPage *self)
{
  g_autofree char *title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_title)));

  gtk_widget_set_sensitive (self->new_button, *g_strstrip (title) != '\0');
}

static void
make_cb (VtCollectionsPage *self)
{
  Creation *creation;

  if (!gtk_widget_get_sensitive (self->new_button))
    return;

  creation = g_new0 (Creation, 1);
  creation->page = g_object_ref (self);
  creation->edit = vt_collection_edit_new (0);
  creation->edit->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_title)));
  vt_shop_write_async (vt_place_get_shop (VT_PLACE (self)), _ ("Create a collection"), NULL, vt_collection_edit_create,
                       creation->edit, NULL, NULL, created_cb, creation);
}

/* The list -------------------------------------------------------------------------------------------------------- */

static void
row_cb (VtCollectionsPage *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);

  if (self->collections != NULL && index >= 0 && (guint) index < self->collections->len)
    open_collection (self, g_ptr_array_index (self->collections, (guint) index));
}

static GtkWidget *
make_row (VtCollectionsPage *self, const VtCollection *collection)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *count =
      g_strdup_printf (ngettext ("%" PRId64 " product", "%" PRId64 " products", (gulong) collection->n_products),
                       collection->n_products);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), collection->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             vt_thumb_new (vt_place_get_workspace (VT_PLACE (self)), collection->sha256, THUMB_SIZE));
  if (collection->rule_match != VT_RULES_NONE)
    {
      GtkWidget *badge = gtk_label_new (_ ("By conditions"));

      gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (badge, "badge");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));

  return row;
}

static void
fill_list (VtCollectionsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->collections->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->collections, i)));
}

static void
refresh (VtCollectionsPage *self)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  g_autoptr (GError) error = NULL;
  GPtrArray *collections = vt_collection_list (vt_workspace_get_reader (workspace), &error);
  const VtCollection *open;

  if (collections == NULL)
    {
      vt_workspace_fail (workspace, error);
      return;
    }

  self->stale = FALSE;
  g_clear_pointer (&self->collections, g_ptr_array_unref);
  self->collections = collections;
  fill_list (self);

  open = is_at (self, "editor") ? find_collection (self, vt_collection_editor_get_id (self->editor)) : NULL;
  vt_collection_editor_refresh (self->editor);
  if (open != NULL)
    open_collection (self, open);
  else if (!is_at (self, "new"))
    show_list (self);
}

/* Counting products takes time: it is done when somebody looks. */
static void
changed_cb (VtCollectionsPage *self, VtChange *change)
{
  static const char *const tables[] = { "collection", "collection_product", "collection_rule", "product", "photo" };

  for (guint i = 0; i < G_N_ELEMENTS (tables) && !self->stale; i++)
    self->stale = vt_change_touches (change, tables[i]);
  if (self->stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* Place ----------------------------------------------------------------------------------------------------------- */

static void
vt_collections_page_shown (VtPlace *place)
{
  VtCollectionsPage *self = VT_COLLECTIONS_PAGE (place);

  if (self->stale)
    refresh (self);
}

static void
vt_collections_page_go_back (VtPlace *place)
{
  show_list (VT_COLLECTIONS_PAGE (place));
}

static void
vt_collections_page_create (VtPlace *place)
{
  create_cb (VT_COLLECTIONS_PAGE (place));
}

static void
vt_collections_page_open_item (VtPlace *place, gint64 id)
{
  VtCollectionsPage *self = VT_COLLECTIONS_PAGE (place);
  const VtCollection *collection;

  if (self->stale)
    refresh (self);
  collection = find_collection (self, id);
  if (collection != NULL)
    open_collection (self, collection);
  else
    show_list (self);
}

static void
vt_collections_page_constructed (GObject *object)
{
  VtCollectionsPage *self = VT_COLLECTIONS_PAGE (object);
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));

  G_OBJECT_CLASS (vt_collections_page_parent_class)->constructed (object);

  vt_collection_editor_set_workspace (self->editor, workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->stale = TRUE;
}

static void
vt_collections_page_dispose (GObject *object)
{
  g_clear_pointer (&VT_COLLECTIONS_PAGE (object)->collections, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_collections_page_parent_class)->dispose (object);
}

static void
vt_collections_page_class_init (VtCollectionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  object_class->constructed = vt_collections_page_constructed;
  object_class->dispose = vt_collections_page_dispose;
  place_class->shown = vt_collections_page_shown;
  place_class->go_back = vt_collections_page_go_back;
  place_class->create = vt_collections_page_create;
  place_class->open_item = vt_collections_page_open_item;

  g_type_ensure (VT_TYPE_COLLECTION_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-collections-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtCollectionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionsPage, new_title);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionsPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionsPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_title_changed_cb);
}

static void
vt_collections_page_init (VtCollectionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
