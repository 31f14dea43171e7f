#define G_LOG_DOMAIN "vitrine"

#include "app/findability/vt-findability-page.h"

#include "app/findability/vt-findability-row.h"
#include "app/findability/vt-finding-item.h"
#include "app/findability/vt-findings-model.h"
#include "app/products/vt-seo-preview.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product.h"
#include "content/vt-markdown.h"
#include "content/vt-page.h"
#include "shop/vt-settings.h"
#include "site/vt-snippet.h"

#include <glib/gi18n.h>

/* The shop is looked at again when the typing pauses. */
#define CHECK_DELAY_MS 400

struct _VtFindabilityPage
{
  VtPlace parent_instance;

  VtFindingsModel *model;        /* (owned) */
  GtkSingleSelection *selection; /* (owned) of the rows of the tree */
  guint check_source;
  gboolean entering; /* the keyboard is to come here, and there was nothing to take it */
  gboolean stale;    /* the shop has changed while the page was not seen */

  GtkStack *stack;       /* template child: "looking", "list", "nothing" or "failed" */
  GtkLabel *summary;     /* template child */
  GtkListView *list;     /* template child */
  GtkRevealer *result;   /* template child */
  VtSeoPreview *snippet; /* template child */
  AdwStatusPage *failed; /* template child */
};

G_DEFINE_FINAL_TYPE (VtFindabilityPage, vt_findability_page, VT_TYPE_PLACE)

static VtDb *
reader (VtFindabilityPage *self)
{
  return vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self)));
}

/* The result as engines show it ------------------------------------------------------------------------------------ */

/* What of a thing a result page shows; all owned. */
typedef struct
{
  char *title;
  char *text;
  char *folder;
} Snippet;

static void
snippet_clear (Snippet *self)
{
  g_free (self->title);
  g_free (self->text);
  g_free (self->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Snippet, snippet_clear)

static void
take_product (Snippet *self, VtDb *db, gint64 id, const char *shop)
{
  g_autoptr (VtProduct) product = vt_product_load (db, id, NULL);
  const char *type = product != NULL ? vt_product_get_product_type (product) : "";

  if (product == NULL)
    return;

  self->title = vt_snippet_make_title (vt_product_get_seo_title (product), vt_product_get_title (product),
                                       *type != '\0' ? type : vt_product_get_vendor (product), shop);
  self->text =
      vt_snippet_make_description (vt_product_get_seo_description (product), vt_product_get_description_html (product));
  self->folder = g_strconcat ("products › ", vt_product_get_handle (product), NULL);
}

static void
take_collection (Snippet *self, VtDb *db, gint64 id, const char *shop)
{
  g_autoptr (VtCollection) collection = vt_collection_load (db, id, NULL);

  if (collection == NULL)
    return;

  self->title = vt_snippet_make_title (collection->seo_title, collection->title, NULL, shop);
  self->text = vt_snippet_make_description (collection->seo_description, collection->description_html);
  self->folder = g_strconcat ("collections › ", collection->handle, NULL);
}

static void
take_page (Snippet *self, VtDb *db, gint64 id, const char *shop)
{
  g_autoptr (VtPage) page = vt_page_load (db, id, NULL);
  g_autofree char *html = page != NULL ? vt_markdown_to_html (page->body_markdown) : NULL;

  if (page == NULL)
    return;

  self->title = vt_snippet_make_title (page->seo_title, page->title, NULL, shop);
  self->text = vt_snippet_make_description (page->seo_description, html);
  self->folder = g_strconcat ("pages › ", page->handle, NULL);
}

static char *
dup_host (VtFindabilityPage *self, const char *shop)
{
  VtHosts *hosts = vt_workspace_get_hosts (vt_place_get_workspace (VT_PLACE (self)));
  g_autoptr (VtHostRecord) host = vt_hosts_find_chosen (hosts, reader (self));
  g_autoptr (GUri) uri = host != NULL ? g_uri_parse (host->url, G_URI_FLAGS_NONE, NULL) : NULL;

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : shop);
}

static void
show_finding (VtFindabilityPage *self, const VtFinding *finding)
{
  static const struct
  {
    const char *place;
    void (*take) (Snippet *snippet, VtDb *db, gint64 id, const char *shop);
  } things[] = { { "products", take_product }, { "collections", take_collection }, { "pages", take_page } };
  g_autofree char *shop = vt_setting_get (reader (self), "shop.name", NULL);
  g_autofree char *host = dup_host (self, shop != NULL ? shop : "");
  g_auto (Snippet) snippet = { 0 };

  for (guint i = 0; finding != NULL && finding->target.item != 0 && i < G_N_ELEMENTS (things); i++)
    if (g_str_equal (things[i].place, finding->target.place))
      things[i].take (&snippet, reader (self), finding->target.item, shop != NULL ? shop : "");

  if (snippet.title != NULL)
    {
      g_autofree char *address = g_strconcat (host, " › ", snippet.folder, NULL);

      vt_seo_preview_show (self->snippet, address, snippet.title, snippet.text);
    }
  gtk_revealer_set_reveal_child (self->result, snippet.title != NULL);
}

static void
selected_cb (VtFindabilityPage *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  show_finding (self, VT_IS_FINDING_ITEM (item) ? vt_finding_item_get (VT_FINDING_ITEM (item)) : NULL);
}

/* The list --------------------------------------------------------------------------------------------------------- */

/* A group opens and closes; a finding leads to what mends it. */
static void
activate_cb (VtFindabilityPage *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr (GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (VT_IS_FINDING_GROUP (item))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else if (VT_IS_FINDING_ITEM (item))
    {
      const VtFinding *finding = vt_finding_item_get (VT_FINDING_ITEM (item));

      gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to-field", "(sxs)", finding->target.place,
                                  finding->target.item, finding->target.field != NULL ? finding->target.field : "");
    }
}

static void
setup_cb (G_GNUC_UNUSED VtFindabilityPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, vt_findability_row_new ());
}

static void
bind_cb (G_GNUC_UNUSED VtFindabilityPage *self, GtkListItem *item)
{
  vt_findability_row_bind (VT_FINDABILITY_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (G_GNUC_UNUSED VtFindabilityPage *self, GtkListItem *item)
{
  vt_findability_row_unbind (VT_FINDABILITY_ROW (gtk_list_item_get_child (item)));
}

static GListModel *
list_children (gpointer item, G_GNUC_UNUSED gpointer data)
{
  return VT_IS_FINDING_GROUP (item) ? g_object_ref (G_LIST_MODEL (item)) : NULL;
}

static void
show_counts (VtFindabilityPage *self)
{
  guint errors = vt_findings_model_count (self->model, VT_CHECK_ERROR);
  guint warnings = vt_findings_model_count (self->model, VT_CHECK_WARNING);
  guint advice = vt_findings_model_count (self->model, VT_CHECK_ADVICE);
  const struct
  {
    guint n;
    char *text;
  } parts[] = {
    { errors, g_strdup_printf (ngettext ("%u error", "%u errors", errors), errors) },
    { warnings, g_strdup_printf (ngettext ("%u warning", "%u warnings", warnings), warnings) },
    { advice, g_strdup_printf (ngettext ("%u piece of advice", "%u pieces of advice", advice), advice) },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i].n > 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i].text);
      g_free (parts[i].text);
    }
  vt_place_set_subtitle (VT_PLACE (self), text->len > 0 ? text->str : NULL);
  gtk_label_set_label (self->summary, errors > 0     ? _ ("Shoppers are misled, or meet a dead end: begin at the top.")
                                      : warnings > 0 ? _ ("Nothing misleads. These cost visits and orders.")
                                                     : _ ("Nothing is wrong. These could be better."));
}

/* The keyboard goes where the merchant has gone, once there is something to take it. */
static void
show_list (VtFindabilityPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "list");
  if (self->entering && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->entering = !gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
found_cb (VtFindabilityPage *self)
{
  show_counts (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    show_list (self);
}

static void
checked_cb (VtFindabilityPage *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;

  show_counts (self);
  if (any)
    show_list (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  selected_cb (self);
}

static void
failed_cb (VtFindabilityPage *self, const char *message)
{
  adw_status_page_set_description (self->failed, message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
check (VtFindabilityPage *self)
{
  self->stale = FALSE;
  vt_findings_model_check (self->model);
}

static void
retry_cb (VtFindabilityPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "looking");
  check (self);
}

static gboolean
check_later_cb (gpointer data)
{
  VtFindabilityPage *self = data;

  self->check_source = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (VtFindabilityPage *self)
{
  self->stale = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add (CHECK_DELAY_MS, check_later_cb, self);
}

/* Place ------------------------------------------------------------------------------------------------------------ */

static void
vt_findability_page_shown (VtPlace *place)
{
  VtFindabilityPage *self = VT_FINDABILITY_PAGE (place);

  if (self->stale)
    check (self);
}

static void
vt_findability_page_enter (VtPlace *place)
{
  VtFindabilityPage *self = VT_FINDABILITY_PAGE (place);

  self->entering = !gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
vt_findability_page_constructed (GObject *object)
{
  VtFindabilityPage *self = VT_FINDABILITY_PAGE (object);
  VtShop *shop = vt_place_get_shop (VT_PLACE (self));
  GtkTreeListModel *tree;

  G_OBJECT_CLASS (vt_findability_page_parent_class)->constructed (object);

  self->model = vt_findings_model_new (shop);
  tree = gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (self->model)), FALSE, FALSE, list_children, NULL, NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (tree));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "checked", G_CALLBACK (checked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shop, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
vt_findability_page_dispose (GObject *object)
{
  VtFindabilityPage *self = VT_FINDABILITY_PAGE (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vt_findability_page_parent_class)->dispose (object);
}

static void
vt_findability_page_class_init (VtFindabilityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = vt_findability_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = vt_findability_page_dispose;
  VT_PLACE_CLASS (klass)->shown = vt_findability_page_shown;
  VT_PLACE_CLASS (klass)->enter = vt_findability_page_enter;

  g_type_ensure (VT_TYPE_SEO_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-findability-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityPage, summary);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityPage, list);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityPage, result);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityPage, snippet);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
vt_findability_page_init (VtFindabilityPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}
