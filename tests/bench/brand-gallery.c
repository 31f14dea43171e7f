/* brand-gallery SHOP: shows the gallery of a brand's assets, changes a colour in each frame as who drags in a colour
 * chooser does, and says as JSON how long the main thread worked for each of these frames, and how long it then took
 * until all thumbnails that are seen were drawn in the last colour. */

#include "app/brand/vt-asset-gallery.h"
#include "app/brand/vt-asset-tile.h"

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FRAMES    120
#define WIDTH     1100
#define HEIGHT    800
#define SETTLE_MS 50

typedef struct
{
  const char *path;
  GtkWidget *window;
  GtkWidget *scroller;
  VtAssetGallery *gallery;
  VtBrand *brand;    /* (owned) */
  GHashTable *shown; /* (owned) picture: the paintable (owned) that it showed before the last change */
  GArray *frames;    /* of double, milliseconds */
  double cpu_ms;     /* of the main thread at the last frame */
  gint64 began_us;
  gint64 changed_us; /* when a thumbnail was last seen to change */
} Bench;

static double
main_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static gboolean
is_seen (Bench *self, GtkWidget *widget)
{
  graphene_rect_t box;

  return gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, self->scroller, &box) &&
         box.origin.y + box.size.height > 0 && box.origin.y < (float) gtk_widget_get_height (self->scroller);
}

/* Calls @visit for the picture of each tile that is seen. */
static void
visit_pictures (Bench *self, GtkWidget *widget, void (*visit) (Bench *self, GtkPicture *picture))
{
  if (VT_IS_ASSET_TILE (widget) && !is_seen (self, widget))
    return;
  if (GTK_IS_PICTURE (widget))
    visit (self, GTK_PICTURE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    visit_pictures (self, child, visit);
}

/* Forgets what it knows of pictures that show something else now. */
static void
compare (Bench *self, GtkPicture *picture)
{
  GdkPaintable *now = gtk_picture_get_paintable (picture);

  if (now == NULL || g_hash_table_lookup (self->shown, picture) == now)
    return;

  self->changed_us = g_get_monotonic_time ();
  g_hash_table_replace (self->shown, picture, g_object_ref (now));
}

static int
by_size (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static double
percentile (GArray *frames, double part)
{
  return g_array_index (frames, double, (guint) ((double) (frames->len - 1) * part));
}

/* Another primary colour, as far along as the frame. */
static void
change_colour (Bench *self, guint frame)
{
  VtColour colours[VT_BRAND_N_COLOURS];
  VtOklch oklch = vt_colour_to_oklch (vt_brand_get_colour (self->brand, VT_BRAND_PRIMARY));
  g_autoptr (VtBrand) changed = NULL;

  for (int i = 0; i < VT_BRAND_N_COLOURS; i++)
    colours[i] = vt_brand_get_colour (self->brand, (VtBrandColour) i);
  oklch.chroma = 0.1;
  oklch.hue = 360.0 * frame / FRAMES;
  colours[VT_BRAND_PRIMARY] = vt_colour_from_oklch (oklch);
  changed = vt_brand_new_with_colours (self->brand, colours);
  vt_asset_gallery_show (self->gallery, changed);
}

static gboolean
redrawn_cb (gpointer data)
{
  Bench *self = data;

  visit_pictures (self, GTK_WIDGET (self->gallery), compare);
  if (g_get_monotonic_time () - MAX (self->changed_us, self->began_us) < 3 * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;

  g_array_sort (self->frames, by_size);
  printf ("{\"frames\": %u, \"seen\": %u, \"work_ms\": {\"p50\": %.2f, \"p95\": %.2f, \"max\": %.2f}, "
          "\"redrawn_ms\": %.0f}\n",
          self->frames->len, g_hash_table_size (self->shown), percentile (self->frames, 0.5),
          percentile (self->frames, 0.95), percentile (self->frames, 1),
          (double) (self->changed_us - self->began_us) / 1000);
  gtk_window_destroy (GTK_WINDOW (self->window));
  return G_SOURCE_REMOVE;
}

static gboolean
drag_cb (G_GNUC_UNUSED GtkWidget *widget, G_GNUC_UNUSED GdkFrameClock *clock, gpointer data)
{
  Bench *self = data;
  double now = main_cpu_ms ();
  double work = now - self->cpu_ms;

  self->cpu_ms = now;
  if (self->cpu_ms > 0)
    g_array_append_val (self->frames, work);
  change_colour (self, self->frames->len);
  if (self->frames->len < FRAMES)
    return G_SOURCE_CONTINUE;

  visit_pictures (self, GTK_WIDGET (self->gallery), compare);
  self->began_us = g_get_monotonic_time ();
  g_timeout_add (5, redrawn_cb, self);
  return G_SOURCE_REMOVE;
}

/* What is there at first is drawn once nothing has changed for a while. */
static gboolean
settled_cb (gpointer data)
{
  Bench *self = data;

  visit_pictures (self, GTK_WIDGET (self->gallery), compare);
  if (self->changed_us == 0 || g_get_monotonic_time () - self->changed_us < 2 * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;

  self->cpu_ms = main_cpu_ms ();
  gtk_widget_add_tick_callback (self->window, drag_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
activate_cb (Bench *self, GtkApplication *application)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (self->path, VT_SHOP_WRITE, &error);
  g_autoptr (VtWorkspace) workspace = shop != NULL ? vt_workspace_new (shop, &error) : NULL;

  if (workspace != NULL)
    self->brand = vt_brand_load (vt_workspace_get_reader (workspace), &error);
  if (self->brand == NULL)
    {
      fprintf (stderr, "brand-gallery: %s\n", error->message);
      exit (1);
    }

  self->window = gtk_application_window_new (application);
  self->scroller = gtk_scrolled_window_new ();
  self->gallery = g_object_new (VT_TYPE_ASSET_GALLERY, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->gallery));
  gtk_window_set_child (GTK_WINDOW (self->window), self->scroller);
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  vt_asset_gallery_set_workspace (self->gallery, workspace);
  vt_asset_gallery_show (self->gallery, self->brand);
  gtk_window_present (GTK_WINDOW (self->window));
  g_timeout_add (SETTLE_MS, settled_cb, self);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  Bench bench = { .path = argv[1] };

  if (argc != 2)
    {
      fprintf (stderr, "usage: brand-gallery SHOP\n");
      return 2;
    }

  bench.frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench.shown = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_signal_connect_swapped (application, "activate", G_CALLBACK (activate_cb), &bench);
  g_application_run (G_APPLICATION (application), 1, argv);
  g_hash_table_unref (bench.shown);
  g_array_unref (bench.frames);
  g_clear_pointer (&bench.brand, vt_brand_unref);

  return 0;
}
