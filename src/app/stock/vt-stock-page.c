#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stock-page.h"

#include "app/stock/vt-stock-browser.h"
#include "app/stock/vt-stock-places.h"
#include "app/stock/vt-stock-view.h"
#include "app/stock/vt-stocktake-review.h"
#include "app/stock/vt-stocktake-view.h"
#include "base/vt-clock.h"
#include "catalogue/vt-stocktake.h"

#include <glib/gi18n.h>

struct _VtStockPage
{
  VtPlace parent_instance;

  GtkStack *stack;           /* template child: "list", "variant", "places", "count" or "review" */
  VtStockBrowser *browser;   /* template child */
  VtStockView *view;         /* template child */
  VtStockPlaces *places;     /* template child */
  VtStocktakeView *count;    /* template child */
  VtStocktakeReview *review; /* template child */
};

/* A count to begin. */
typedef struct
{
  VtStockPage *page; /* (owned) */
  gint64 place_id;
  gint64 id;
} Start;

G_DEFINE_FINAL_TYPE (VtStockPage, vt_stock_page, VT_TYPE_PLACE)

static gboolean
is_at (VtStockPage *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

static void
go (VtStockPage *self, const char *name, const char *title, const char *subtitle)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  vt_place_set_title (VT_PLACE (self), title);
  vt_place_set_subtitle (VT_PLACE (self), subtitle);
  vt_place_set_can_go_back (VT_PLACE (self), !g_str_equal (name, "list"));
}

static void
show_list_header (VtStockPage *self)
{
  g_autofree char *count = vt_stock_browser_dup_count (self->browser);

  if (is_at (self, "list"))
    vt_place_set_subtitle (VT_PLACE (self), *count != '\0' ? count : NULL);
}

static void
show_list (VtStockPage *self)
{
  vt_stocktake_review_close (self->review);
  go (self, "list", _ ("Stock"), NULL);
  show_list_header (self);
  vt_stock_browser_focus (self->browser);
}

static void
open_variant (VtStockPage *self, gint64 variant_id)
{
  go (self, "variant", _ ("Stock"), NULL);
  vt_stock_view_open (self->view, variant_id);
}

static void
open_places (VtStockPage *self)
{
  go (self, "places", _ ("Places"), NULL);
  vt_stock_places_show (self->places);
  vt_stock_places_focus (self->places);
}

/* Counting -----------------------------------------------------------------------------------------------------------
 */

static void
open_count (VtStockPage *self, gint64 id)
{
  vt_stocktake_review_close (self->review);
  go (self, "count", _ ("Stocktake"), NULL);
  if (vt_stocktake_view_open (self->count, id))
    vt_place_set_subtitle (VT_PLACE (self), vt_stocktake_view_get_place (self->count));
}

static gboolean
start_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Start *start = data;

  return vt_stocktake_start (db, start->place_id, vt_clock_now_us (NULL), &start->id, error);
}

static void
started_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Start *start = user_data;
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (start->page));
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    {
      if (workspace != NULL)
        vt_workspace_fail (workspace, error);
    }
  else if (workspace != NULL)
    open_count (start->page, start->id);

  g_object_unref (start->page);
  g_free (start);
}

static void
start_count (VtStockPage *self, gint64 place_id)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  Start *start;
  gint64 id = 0;

  if (vt_stocktake_find_open (vt_workspace_get_reader (workspace), place_id, &id, NULL) && id != 0)
    {
      open_count (self, id);
      return;
    }

  start = g_new0 (Start, 1);
  start->page = g_object_ref (self);
  start->place_id = place_id;
  vt_shop_write_async (vt_workspace_get_shop (workspace), _ ("Begin a stocktake"), NULL, start_job, start, NULL, NULL,
                       started_cb, start);
}

static void
review_count (VtStockPage *self)
{
  go (self, "review", _ ("Review the Count"), vt_stocktake_view_get_place (self->count));
  vt_stocktake_review_open (self->review, vt_stocktake_view_get_id (self->count));
}

static void
count_gone_cb (VtStockPage *self)
{
  if (is_at (self, "count") || is_at (self, "review"))
    show_list (self);
}

static void
view_gone_cb (VtStockPage *self)
{
  if (is_at (self, "variant"))
    show_list (self);
}

/* Place --------------------------------------------------------------------------------------------------------------
 */

static void
vt_stock_page_go_back (VtPlace *place)
{
  VtStockPage *self = VT_STOCK_PAGE (place);

  if (is_at (self, "review"))
    open_count (self, vt_stocktake_view_get_id (self->count));
  else
    show_list (self);
}

static void
vt_stock_page_shown (VtPlace *place)
{
  VtStockPage *self = VT_STOCK_PAGE (place);

  if (is_at (self, "count"))
    vt_stocktake_view_focus (self->count);
}

static void
vt_stock_page_search (VtPlace *place)
{
  VtStockPage *self = VT_STOCK_PAGE (place);

  if (is_at (self, "count"))
    {
      vt_stocktake_view_focus (self->count);
      return;
    }

  show_list (self);
  vt_stock_browser_search (self->browser);
}

static void
vt_stock_page_proceed (VtPlace *place)
{
  VtStockPage *self = VT_STOCK_PAGE (place);

  if (is_at (self, "count"))
    review_count (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.review", NULL);
}

static void
vt_stock_page_open_item (VtPlace *place, gint64 id)
{
  if (id != 0)
    open_variant (VT_STOCK_PAGE (place), id);
  else
    show_list (VT_STOCK_PAGE (place));
}

static void
vt_stock_page_constructed (GObject *object)
{
  VtStockPage *self = VT_STOCK_PAGE (object);
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));

  G_OBJECT_CLASS (vt_stock_page_parent_class)->constructed (object);

  vt_stock_browser_set_workspace (self->browser, workspace);
  vt_stock_view_set_workspace (self->view, workspace);
  vt_stock_places_set_workspace (self->places, workspace);
  vt_stocktake_view_set_workspace (self->count, workspace);
  vt_stocktake_review_set_workspace (self->review, workspace);
  g_signal_connect_object (self->browser, "notify::count-text", G_CALLBACK (show_list_header), self, G_CONNECT_SWAPPED);
  show_list_header (self);
}

static void
vt_stock_page_class_init (VtStockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = vt_stock_page_constructed;
  place_class->shown = vt_stock_page_shown;
  place_class->go_back = vt_stock_page_go_back;
  place_class->search = vt_stock_page_search;
  place_class->proceed = vt_stock_page_proceed;
  place_class->open_item = vt_stock_page_open_item;

  g_type_ensure (VT_TYPE_STOCK_BROWSER);
  g_type_ensure (VT_TYPE_STOCK_VIEW);
  g_type_ensure (VT_TYPE_STOCK_PLACES);
  g_type_ensure (VT_TYPE_STOCKTAKE_VIEW);
  g_type_ensure (VT_TYPE_STOCKTAKE_REVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-stock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtStockPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VtStockPage, browser);
  gtk_widget_class_bind_template_child (widget_class, VtStockPage, view);
  gtk_widget_class_bind_template_child (widget_class, VtStockPage, places);
  gtk_widget_class_bind_template_child (widget_class, VtStockPage, count);
  gtk_widget_class_bind_template_child (widget_class, VtStockPage, review);
  gtk_widget_class_bind_template_callback (widget_class, open_variant);
  gtk_widget_class_bind_template_callback (widget_class, open_places);
  gtk_widget_class_bind_template_callback (widget_class, start_count);
  gtk_widget_class_bind_template_callback (widget_class, review_count);
  gtk_widget_class_bind_template_callback (widget_class, count_gone_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_gone_cb);
}

static void
vt_stock_page_init (VtStockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
