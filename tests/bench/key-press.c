/* key-press   from a key pressed in a product's title to the page that the preview shows instead: the shop's writer,
 * the signal that it changed, the page drawn again and sent over the loopback. Drawing on the screen is the browser's.
 *
 *   key-press SHOP     prints the milliseconds of processor time and of the clock that one takes */
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-list.h"
#include "shop/vt-shop.h"
#include "site/vt-front.h"

#include <stdio.h>
#include <sys/resource.h>

#define PRESSES 60

typedef struct
{
  VtShop *shop;
  VtFront *front;
  SoupSession *session;
  char *page; /* (owned) the address of the product's page */
  gint64 product_id;
  guint pressed;
  guint until;
  char title[PRESSES + 16]; /* as it is typed */
  GMainLoop *loop;
  gboolean failed;
} Typing;

static void press (Typing *self);

static double
processor_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static void
fail (Typing *self, const char *what)
{
  fprintf (stderr, "key-press: %s\n", what);
  self->failed = TRUE;
  g_main_loop_quit (self->loop);
}

static void
got_page_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  Typing *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);

  if (page == NULL)
    return fail (self, error->message);
  if (g_strstr_len (g_bytes_get_data (page, NULL), (gssize) g_bytes_get_size (page), self->title) == NULL)
    return fail (self, "the page does not show what was typed");

  if (self->pressed < self->until)
    press (self);
  else
    g_main_loop_quit (self->loop);
}

static void
changed_cb (Typing *self)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", self->page);

  vt_front_invalidate (self->front);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, got_page_cb, self);
}

static gboolean
rename_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Typing *self = data;

  return vt_product_set_title (db, self->product_id, self->title, error);
}

static void
written_cb (GObject *shop, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    fail (data, error->message);
}

static void
press (Typing *self)
{
  self->title[self->pressed] = (char) ('a' + self->pressed % 26);
  self->pressed++;
  vt_shop_write_async (self->shop, "Edit", "title", rename_job, self, NULL, NULL, written_cb, self);
}

static gboolean
choose_product (Typing *self, GError **error)
{
  VtProductQuery query = { NULL, -1, 0, 0, 0 };
  VtDb *db = vt_shop_get_reader (self->shop);
  g_autoptr (GArray) ids = vt_product_list_ids (db, &query, error);
  g_autoptr (VtProduct) product = NULL;
  g_autofree char *url = self->page;

  if (ids == NULL || ids->len == 0)
    return FALSE;

  self->product_id = g_array_index (ids, gint64, ids->len / 2);
  product = vt_product_load (db, self->product_id, error);
  self->page = product != NULL ? g_strconcat (url, "/products/", vt_product_get_handle (product), NULL) : NULL;
  return product != NULL;
}

/* The first key press makes what the others share. */
static void
type (Typing *self)
{
  double before;
  gint64 began;

  self->until = 1;
  press (self);
  g_main_loop_run (self->loop);
  if (self->failed)
    return;

  before = processor_ms ();
  began = g_get_monotonic_time ();
  self->until = PRESSES;
  press (self);
  g_main_loop_run (self->loop);
  if (!self->failed)
    printf ("%.3f %.3f\n", (processor_ms () - before) / (PRESSES - 1),
            (double) (g_get_monotonic_time () - began) / 1000 / (PRESSES - 1));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = argc == 2 ? vt_shop_open (argv[1], VT_SHOP_WRITE, &error) : NULL;
  g_autoptr (VtSite) site = shop != NULL ? vt_site_new_for_shop (argv[1], NULL, &error) : NULL;
  g_autoptr (VtFront) front = site != NULL ? vt_front_new_preview (site, argv[1]) : NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Typing self = { .shop = shop, .front = front, .session = session, .loop = loop };
  g_autoptr (SoupServer) server = front != NULL ? vt_front_listen_local (front, 0, &self.page, &error) : NULL;

  if (server == NULL || !choose_product (&self, &error))
    {
      fprintf (stderr, "key-press: %s\n", error != NULL ? error->message : "SHOP");
      return 1;
    }

  g_signal_connect_swapped (shop, "changed", G_CALLBACK (changed_cb), &self);
  type (&self);
  g_free (self.page);
  return self.failed ? 1 : 0;
}
