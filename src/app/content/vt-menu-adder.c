#define G_LOG_DOMAIN "vitrine"

#include "app/content/vt-menu-adder.h"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-list.h"
#include "content/vt-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define WIDTH         320
#define HEIGHT        360
#define MOST_PRODUCTS 6

struct _VtMenuAdder
{
  GtkPopover parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  GtkWidget *entry;       /* (unowned) a child */
  GtkListBox *list;       /* (unowned) a child */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtMenuAdder, vt_menu_adder, GTK_TYPE_POPOVER)

static void
add (VtMenuAdder *self, const char *title, const char *target, const char *kind)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = g_utf8_casefold (title, -1);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);
  GtkWidget *row;

  if (strstr (folded, wanted) == NULL && strstr (target, typed) == NULL)
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), kind);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "vt-target", g_strdup (target), g_free);
  gtk_list_box_append (self->list, row);
}

static void
add_collections (VtMenuAdder *self, VtDb *db)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (db, NULL);

  for (guint i = 0; collections != NULL && i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      g_autofree char *target = g_strconcat ("/collections/", collection->handle, NULL);

      add (self, collection->title, target, _ ("Collection"));
    }
}

static void
add_pages (VtMenuAdder *self, VtDb *db)
{
  g_autoptr (GPtrArray) pages = vt_page_list (db, NULL);

  for (guint i = 0; pages != NULL && i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      g_autofree char *target = g_strconcat ("/pages/", page->handle, NULL);

      add (self, page->title, target, _ ("Page"));
    }
}

/* There may be thousands: only those that are asked for. */
static void
add_products (VtMenuAdder *self, VtDb *db)
{
  const VtProductQuery query = { .text = gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                 .status = -1,
                                 .limit = MOST_PRODUCTS };
  g_autoptr (GPtrArray) products = *query.text != '\0' ? vt_product_list (db, &query, NULL) : NULL;

  for (guint i = 0; products != NULL && i < products->len; i++)
    {
      const VtProductRow *product = g_ptr_array_index (products, i);
      g_autofree char *target = g_strconcat ("/products/", product->handle, NULL);

      add (self, product->title, target, _ ("Product"));
    }
}

static void
fill (VtMenuAdder *self)
{
  GtkWidget *child;
  VtDb *db;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (self->workspace == NULL)
    return;

  db = vt_workspace_get_reader (self->workspace);
  add (self, _ ("Home"), "/", _ ("Page of every shop"));
  add (self, _ ("All products"), "/collections/all", _ ("Page of every shop"));
  add (self, _ ("Journal"), "/blog", _ ("Page of every shop"));
  add (self, _ ("Live"), "/live", _ ("Page of every shop"));
  add_pages (self, db);
  add_collections (self, db);
  add_products (self, db);
}

static void
choose (VtMenuAdder *self, const char *title, const char *target)
{
  g_autofree char *own_title = g_strdup (title);
  g_autofree char *own_target = g_strdup (target);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, own_title, own_target);
}

static void
row_cb (VtMenuAdder *self, GtkWidget *row)
{
  choose (self, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
          g_object_get_data (G_OBJECT (row), "vt-target"));
}

/* Enter takes the address that is typed, or the first place that it names. */
static void
activate_cb (VtMenuAdder *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (strchr (typed, ':') != NULL || *typed == '/')
    choose (self, typed, typed);
  else if (first != NULL)
    row_cb (self, GTK_WIDGET (first));
}

static void
shown_cb (VtMenuAdder *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
  gtk_widget_grab_focus (self->entry);
}

static void
vt_menu_adder_dispose (GObject *object)
{
  g_clear_object (&VT_MENU_ADDER (object)->workspace);

  G_OBJECT_CLASS (vt_menu_adder_parent_class)->dispose (object);
}

static void
vt_menu_adder_class_init (VtMenuAdderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_menu_adder_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", VT_TYPE_MENU_ADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_STRING);
}

static void
vt_menu_adder_init (VtMenuAdder *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->entry = gtk_search_entry_new ();
  self->list = GTK_LIST_BOX (list);
  g_object_set (self->entry, "placeholder-text", _ ("Page, product or https://…"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Where the link leads"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Places of the shop"), -1);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
}

/**
 * vt_menu_adder_new:
 *
 * Returns: (transfer floating): a popover without a shop
 */
GtkWidget *
vt_menu_adder_new (void)
{
  return g_object_new (VT_TYPE_MENU_ADDER, NULL);
}

/**
 * vt_menu_adder_set_workspace:
 * @self: a popover
 * @workspace: whose places it offers
 */
void
vt_menu_adder_set_workspace (VtMenuAdder *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}
