/* Visits as they were recorded, in the form of vt_popup_simulate(). Reads event and collection_product. */
#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-popup-report.h"

#include <string.h>

#define EVENTS_MAX 500000

/* Seconds: who does nothing for longer has left; and what the last page of a visit is taken for, whose end nobody told.
 */
#define PAGE_MAX  1800
#define LAST_PAGE 30

typedef struct
{
  VtDb *db; /* (unowned) */
  JsonArray *visits;
  char visit[33];
  JsonObject *page; /* (unowned) the one that is open */
  JsonArray *pages; /* (unowned) of the visit */
  char *path;       /* (owned) of the page */
  gint64 opened_us;
  gint64 last_us;
  gint64 cart_count;
} Reading;

static const char *
kind_of (const char *path)
{
  static const struct
  {
    const char *part;
    const char *kind;
  } parts[] = {
    { "/products/", "product" }, { "/collections/", "collection" },
    { "/search", "search" },     { "/blog", "blog" },
    { "/live", "live" },         { "/pages/", "page" },
    { "/cart", "cart" },         { "/checkout", "checkout" },
    { "/orders/", "order" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (path, parts[i].part) != NULL)
      return parts[i].kind;

  return "home";
}

static gboolean
set_collections (Reading *self, gint64 product_id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (self->db,
                     "SELECT collection_id FROM collection_product WHERE product_id = ?1 "
                     "UNION SELECT id FROM collection WHERE ?2 LIKE '%/collections/' || handle ORDER BY 1",
                     error);
  JsonArray *ids = json_array_new ();
  VtStep step;

  json_object_set_array_member (self->page, "collections", ids);
  if (stmt == NULL || !vt_stmt_bind (stmt, error, "is", product_id, self->path))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    json_array_add_int_element (ids, vt_stmt_get_int (stmt, 0));

  return step == VT_STEP_DONE;
}

static void
end_page (Reading *self, gint64 at_us)
{
  if (self->page != NULL)
    json_object_set_int_member (self->page, "seconds",
                                CLAMP ((at_us - self->opened_us) / G_TIME_SPAN_SECOND, 0, PAGE_MAX));
  self->page = NULL;
}

/* Everybody leaves in the end. */
static void
end_visit (Reading *self)
{
  JsonArray *events;

  if (self->page == NULL)
    return;

  events = json_array_new ();
  json_array_add_string_element (events, "exit");
  json_object_set_array_member (self->page, "events", events);
  end_page (self, self->last_us + LAST_PAGE * G_TIME_SPAN_SECOND);
}

static void
begin_visit (Reading *self, const char *visit, gint64 at_us)
{
  JsonObject *object = json_object_new ();

  end_visit (self);
  g_strlcpy (self->visit, visit, sizeof self->visit);
  self->pages = json_array_new ();
  self->cart_count = 0;
  json_object_set_string_member (object, "visitor", visit);
  json_object_set_int_member (object, "at", at_us / 1000);
  json_object_set_string_member (object, "device", "computer");
  json_object_set_array_member (object, "pages", self->pages);
  json_array_add_object_element (self->visits, object);
}

static gboolean
begin_page (Reading *self, const char *path, gint64 at_us, gint64 product_id, GError **error)
{
  end_page (self, at_us);
  self->page = json_object_new ();
  self->opened_us = at_us;
  g_free (self->path);
  self->path = g_strdup (path);
  json_object_set_string_member (self->page, "path", path);
  json_object_set_string_member (self->page, "kind", kind_of (path));
  json_object_set_int_member (self->page, "cart_count", self->cart_count);
  json_array_add_object_element (self->pages, self->page);

  return set_collections (self, product_id, error);
}

static gboolean
take (Reading *self, VtStmt *stmt, GError **error)
{
  const char *visit = vt_stmt_get_text (stmt, 0);
  gint64 at_us = vt_stmt_get_int (stmt, 1);
  const char *kind = vt_stmt_get_text (stmt, 2);
  const char *path = vt_stmt_get_text (stmt, 4);

  if (strcmp (visit, self->visit) != 0)
    begin_visit (self, visit, at_us);
  if ((self->page == NULL || strcmp (path, self->path) != 0) &&
      !begin_page (self, path, at_us, vt_stmt_get_int (stmt, 3), error))
    return FALSE;

  self->cart_count += strcmp (kind, "cart") == 0 ? 1 : 0;
  json_object_set_int_member (self->page, "cart_count", self->cart_count);
  self->last_us = at_us;
  return TRUE;
}

/**
 * vt_popup_visits_read:
 * @db: a shop's database
 * @from_us: UTC microseconds since 1970
 * @to_us: the same; it is not included
 * @error: a #VtDbError
 *
 * Makes visits of what shoppers told, as far as it says: which pages, for how long, and whether something was put into
 * the bag. Devices, countries and sources are not recorded: all are taken for computers.
 *
 * Returns: (transfer full) (nullable): visits for vt_popup_simulate(), of half a million events at most
 */
JsonArray *
vt_popup_visits_read (VtDb *db, gint64 from_us, gint64 to_us, GError **error)
{
  g_autoptr (JsonArray) visits = json_array_new ();
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT visit, at_us, kind, product_id, path FROM (SELECT * FROM event WHERE at_us >= ?1 AND "
                     "at_us < ?2 AND path <> '' ORDER BY at_us DESC LIMIT ?3) ORDER BY visit, at_us, uuid",
                     error);
  Reading reading = { .db = db, .visits = visits };
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "iii", from_us, to_us, (gint64) EVENTS_MAX))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    if (!take (&reading, stmt, error))
      {
        g_free (reading.path);
        return NULL;
      }

  end_visit (&reading);
  g_free (reading.path);
  return step == VT_STEP_DONE ? g_steal_pointer (&visits) : NULL;
}
