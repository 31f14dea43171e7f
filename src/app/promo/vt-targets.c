#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-targets.h"

#include "catalogue/vt-collection.h"

#include <glib/gi18n.h>

typedef struct
{
  GStrvBuilder *addresses; /* (owned) */
  GtkStringList *names;    /* (owned) */
  const char *current;     /* (unowned) */
  guint n;
  int selected; /* -1: none yet */
} Targets;

static void
add (Targets *self, const char *address, const char *name)
{
  g_strv_builder_add (self->addresses, address);
  gtk_string_list_append (self->names, name);
  if (g_strcmp0 (address, self->current) == 0)
    self->selected = (int) self->n;
  self->n++;
}

/**
 * vt_targets_list:
 * @db: the main thread's connection
 * @current: the address that is set; "" stays on the page
 * @names: (out) (transfer full): what to call each address
 * @selected: (out): which of them is @current
 *
 * Where a button of the storefront can lead. An address that is none of the shop's own is offered as it is written.
 *
 * Returns: (transfer full): the addresses, in the order of @names
 */
GStrv
vt_targets_list (VtDb *db, const char *current, GtkStringList **names, guint *selected)
{
  Targets self = { g_strv_builder_new (), gtk_string_list_new (NULL), current, 0, -1 };
  g_autoptr (GPtrArray) collections = vt_collection_list (db, NULL);
  GStrv addresses;

  add (&self, "", _ ("The page they are on"));
  add (&self, "/collections/all", _ ("All products"));
  for (guint i = 0; collections != NULL && i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      g_autofree char *address = g_strconcat ("/collections/", collection->handle, NULL);

      add (&self, address, collection->title);
    }
  if (self.selected < 0)
    {
      self.selected = (int) self.n;
      add (&self, current, current);
    }

  addresses = g_strv_builder_end (self.addresses);
  g_strv_builder_unref (self.addresses);
  *names = self.names;
  *selected = (guint) self.selected;
  return addresses;
}
