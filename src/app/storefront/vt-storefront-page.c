#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-storefront-page.h"

#include "app/storefront/vt-look-panel.h"
#include "app/storefront/vt-sections-panel.h"
#include "app/widgets/vt-drop-down.h"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "content/vt-page.h"

#include <glib/gi18n.h>
#include <string.h>

struct _VtStorefrontPage
{
  VtPlace parent_instance;

  GPtrArray *paths; /* (owned) of the storefront, as in the list of pages */
  gboolean filling; /* the list is filled, not chosen from */
  gboolean stale;   /* the shop has changed since */

  GtkDropDown *jump;         /* template child */
  GtkStack *panels;          /* template child */
  VtLookPanel *look;         /* template child */
  VtSectionsPanel *sections; /* template child */
  gint64 section;            /* the one that was opened last */
};

G_DEFINE_FINAL_TYPE (VtStorefrontPage, vt_storefront_page, VT_TYPE_PLACE)

static void
add_path (VtStorefrontPage *self, GtkStringList *names, const char *name, const char *folder, const char *handle)
{
  gtk_string_list_append (names, name);
  g_ptr_array_add (self->paths, g_strconcat (folder, handle, NULL));
}

static void
add_collections (VtStorefrontPage *self, GtkStringList *names)
{
  g_autoptr (GPtrArray) list =
      vt_collection_list (vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self))), NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (list, i);

      add_path (self, names, collection->title, "/collections/", collection->handle);
    }
}

static void
add_pages (VtStorefrontPage *self, GtkStringList *names)
{
  g_autoptr (GPtrArray) list = vt_page_list (vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self))), NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const VtPage *page = g_ptr_array_index (list, i);

      add_path (self, names, page->title, "/pages/", page->handle);
    }
}

/* A product's page is laid out as that of every other one. */
static void
add_product (VtStorefrontPage *self, GtkStringList *names)
{
  const VtProductQuery query = { NULL, VT_PRODUCT_ACTIVE, 0, 1, 0 };
  g_autoptr (GPtrArray) rows =
      vt_product_list (vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self))), &query, NULL);

  if (rows != NULL && rows->len > 0)
    {
      const VtProductRow *row = g_ptr_array_index (rows, 0);
      /* TRANSLATORS: %s is a product's title */
      g_autofree char *name = g_strdup_printf (_ ("Product: %s"), row->title);

      add_path (self, names, name, "/products/", row->handle);
    }
}

static void
fill (VtStorefrontPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *shown = vt_place_get_preview_path (VT_PLACE (self));
  guint selected = 0;

  self->stale = FALSE;
  g_ptr_array_set_size (self->paths, 0);
  add_path (self, names, C_ ("page of the shop", "Home"), "/", "");
  add_path (self, names, _ ("All products"), "/collections/", "all");
  add_collections (self, names);
  add_product (self, names);
  add_pages (self, names);
  add_path (self, names, C_ ("page of the shop", "Cart"), "/", "cart");

  for (guint i = 0; i < self->paths->len; i++)
    if (g_str_equal (g_ptr_array_index (self->paths, i), shown))
      selected = i;

  self->filling = TRUE;
  gtk_drop_down_set_model (self->jump, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->jump, selected);
  self->filling = FALSE;
}

static void
jump_cb (VtStorefrontPage *self)
{
  guint i = gtk_drop_down_get_selected (self->jump);

  if (!self->filling && i < self->paths->len)
    vt_place_set_preview_path (VT_PLACE (self), g_ptr_array_index (self->paths, i));
}

static void
path_cb (VtStorefrontPage *self)
{
  const char *path = vt_place_get_preview_path (VT_PLACE (self));

  if (path != NULL)
    vt_sections_panel_follow (self->sections, path);
}

/* The first page of that sort that the list of pages has. */
static void
page_cb (VtStorefrontPage *self, int page)
{
  static const char *const beginnings[] = { "/", "/collections/", "/products/" };

  for (guint i = 0; i < self->paths->len; i++)
    {
      const char *path = g_ptr_array_index (self->paths, i);

      if (page == VT_SECTION_PAGE_HOME ? strcmp (path, "/") == 0 : g_str_has_prefix (path, beginnings[page]))
        {
          gtk_drop_down_set_selected (self->jump, i);
          return;
        }
    }
}

static void
refresh (VtStorefrontPage *self)
{
  fill (self);
  vt_sections_panel_refresh (self->sections);
}

static void
changed_cb (VtStorefrontPage *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
vt_storefront_page_open_item (VtPlace *place, gint64 id)
{
  VtStorefrontPage *self = VT_STOREFRONT_PAGE (place);

  if (id == 0)
    return;

  self->section = id;
  gtk_stack_set_visible_child_name (self->panels, "sections");
  vt_sections_panel_open (self->sections, id);
}

static gboolean
vt_storefront_page_focus_field (VtPlace *place, const char *field)
{
  VtStorefrontPage *self = VT_STOREFRONT_PAGE (place);

  return vt_sections_panel_focus (self->sections, self->section, field);
}

static void
vt_storefront_page_shown (VtPlace *place)
{
  VtStorefrontPage *self = VT_STOREFRONT_PAGE (place);

  if (self->stale)
    refresh (self);
}

static void
vt_storefront_page_constructed (GObject *object)
{
  VtStorefrontPage *self = VT_STOREFRONT_PAGE (object);

  G_OBJECT_CLASS (vt_storefront_page_parent_class)->constructed (object);

  vt_look_panel_set_workspace (self->look, vt_place_get_workspace (VT_PLACE (self)));
  vt_sections_panel_set_workspace (self->sections, vt_place_get_workspace (VT_PLACE (self)));
  g_signal_connect (self, "notify::preview-path", G_CALLBACK (path_cb), NULL);
  g_signal_connect_object (vt_place_get_shop (VT_PLACE (self)), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
vt_storefront_page_finalize (GObject *object)
{
  g_ptr_array_unref (VT_STOREFRONT_PAGE (object)->paths);

  G_OBJECT_CLASS (vt_storefront_page_parent_class)->finalize (object);
}

static void
vt_storefront_page_class_init (VtStorefrontPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  object_class->constructed = vt_storefront_page_constructed;
  object_class->finalize = vt_storefront_page_finalize;
  place_class->shown = vt_storefront_page_shown;
  place_class->open_item = vt_storefront_page_open_item;
  place_class->focus_field = vt_storefront_page_focus_field;
  place_class->all_preview = TRUE;

  g_type_ensure (VT_TYPE_LOOK_PANEL);
  g_type_ensure (VT_TYPE_SECTIONS_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-storefront-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtStorefrontPage, jump);
  gtk_widget_class_bind_template_child (widget_class, VtStorefrontPage, panels);
  gtk_widget_class_bind_template_child (widget_class, VtStorefrontPage, look);
  gtk_widget_class_bind_template_child (widget_class, VtStorefrontPage, sections);
  gtk_widget_class_bind_template_callback (widget_class, jump_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
}

static void
vt_storefront_page_init (VtStorefrontPage *self)
{
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  vt_drop_down_name_all (GTK_WIDGET (self));
  vt_drop_down_search_all (GTK_WIDGET (self));
  vt_place_set_preview_path (VT_PLACE (self), "/");
}
