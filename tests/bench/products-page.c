/* products-page SHOP [PAGES]: opens a shop at its products as the program does, and says as JSON how long that took
 * until the list was painted, and what memory it held when all of it was read; with PAGES it then scrolls to the end,
 * so many screens a frame, and tells of the work of the program's own code in each frame. */

#include "app/products/vt-grid-cell.h"
#include "app/products/vt-product-browser.h"
#include "app/vt-window.h"
#include "work-counter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  GtkApplication *application;
  const char *path;
  double pages;
  gint64 began_us;
  GtkWidget *window;
  VtProductBrowser *browser;
  GtkAdjustment *adjustment;
  GArray *frames; /* of gint64, nanoseconds */
  gboolean painted;
  gboolean scrolling;
} Bench;

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static gint64
resident_kb (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);

  return pages * (sysconf (_SC_PAGESIZE) / 1024);
}

static double
cpu_ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : *(const gint64 *) a > *(const gint64 *) b;
}

static double
percentile_ms (GArray *frames, double part)
{
  guint index = (guint) ((double) (frames->len - 1) * part);

  return frames->len > 0 ? (double) g_array_index (frames, gint64, index) / 1e6 : 0;
}

static void
finish (Bench *self)
{
  if (self->scrolling)
    {
      g_array_sort (self->frames, compare);
      printf (", \"frames\": %u, \"work_ms\": {\"p50\": %.2f, \"p99\": %.2f, \"max\": %.2f}", self->frames->len,
              percentile_ms (self->frames, 0.5), percentile_ms (self->frames, 0.99), percentile_ms (self->frames, 1));
    }
  printf ("}\n");
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static gboolean
scroll_cb (G_GNUC_UNUSED GtkWidget *widget, G_GNUC_UNUSED GdkFrameClock *clock, gpointer data)
{
  Bench *self = data;
  gint64 work_ns = work_counter_take_ns ();
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double end = gtk_adjustment_get_upper (self->adjustment) - page;
  double value = gtk_adjustment_get_value (self->adjustment);

  if (value > 0)
    g_array_append_val (self->frames, work_ns);
  if (value >= end)
    {
      finish (self);
      return G_SOURCE_REMOVE;
    }

  gtk_adjustment_set_value (self->adjustment, MIN (value + self->pages * page, end));
  return G_SOURCE_CONTINUE;
}

static void
start_scrolling (Bench *self)
{
  GtkWidget *cell = find_widget (GTK_WIDGET (self->browser), VT_TYPE_GRID_CELL);
  GtkWidget *scroller = gtk_widget_get_ancestor (cell, GTK_TYPE_SCROLLED_WINDOW);

  self->scrolling = TRUE;
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_widget_add_tick_callback (self->window, scroll_cb, self, NULL);
}

static gboolean
is_shown (Bench *self)
{
  VtProductListModel *model = vt_product_browser_get_model (self->browser);
  GtkWidget *cell;

  if (g_list_model_get_n_items (G_LIST_MODEL (model)) == 0)
    return !vt_product_list_model_get_loading (model);

  cell = find_widget (GTK_WIDGET (self->browser), VT_TYPE_GRID_CELL);
  return cell != NULL && gtk_widget_get_mapped (cell) && gtk_widget_get_width (cell) > 0;
}

static gboolean
painted_cb (gpointer data)
{
  Bench *self = data;

  /* All of it is there now, not what is painted first alone. */
  if (vt_product_list_model_get_loading (vt_product_browser_get_model (self->browser)))
    return G_SOURCE_CONTINUE;

  printf (", \"kb\": %" G_GINT64_FORMAT, resident_kb ());
  if (self->pages > 0)
    start_scrolling (self);
  else
    finish (self);
  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (Bench *self)
{
  if (self->painted || !is_shown (self))
    return;

  self->painted = TRUE;
  printf ("{\"ms\": %.1f, \"main_cpu_ms\": %.1f, \"cpu_ms\": %.1f",
          (double) (g_get_monotonic_time () - self->began_us) / 1000, cpu_ms (CLOCK_THREAD_CPUTIME_ID),
          cpu_ms (CLOCK_PROCESS_CPUTIME_ID));
  g_timeout_add (50, painted_cb, self);
}

static void
activate_cb (Bench *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (self->path, VT_SHOP_WRITE, &error);
  g_autoptr (VtWorkspace) workspace = shop != NULL ? vt_workspace_new (shop, &error) : NULL;

  if (workspace == NULL)
    {
      fprintf (stderr, "products-page: %s\n", error->message);
      exit (1);
    }

  self->window = GTK_WIDGET (vt_window_new (self->application));
  vt_window_set_workspace (VT_WINDOW (self->window), workspace);
  vt_window_go_to (VT_WINDOW (self->window), "products", 0);
  self->browser = VT_PRODUCT_BROWSER (find_widget (self->window, VT_TYPE_PRODUCT_BROWSER));
  gtk_window_present (GTK_WINDOW (self->window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (self->window), "after-paint", G_CALLBACK (after_paint_cb),
                            self);
}

int
main (int argc, char **argv)
{
  Bench bench = { .path = argv[1], .began_us = g_get_monotonic_time () };
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  if (argc < 2)
    {
      fprintf (stderr, "usage: products-page SHOP [PAGES]\n");
      return 2;
    }

  bench.pages = argc > 2 ? atof (argv[2]) : 0;
  bench.frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  bench.application = GTK_APPLICATION (application);
  work_counter_start ();
  g_signal_connect_swapped (application, "activate", G_CALLBACK (activate_cb), &bench);
  g_application_run (G_APPLICATION (application), 1, argv);
  g_array_unref (bench.frames);

  return 0;
}
