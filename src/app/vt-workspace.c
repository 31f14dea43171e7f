#define G_LOG_DOMAIN "vitrine"

#include "app/vt-workspace.h"

#include "app/publish/vt-host-link.h"
#include "app/vt-thumbnails.h"
#include "base/vt-money.h"
#include "publish/vt-publisher.h"
#include "shop/vt-settings.h"
#include "shop/vt-snapshot.h"
#include "site/vt-front.h"
#include "site/vt-shop-site.h"

#include <glib/gi18n.h>

/* The unpublished changes are counted when the typing pauses. */
#define COUNT_DELAY_MS 400

struct _VtWorkspace
{
  GObject parent_instance;

  VtShop *shop;              /* (owned) */
  VtShopSite *site;          /* (owned) */
  VtFront *front;            /* (owned) */
  SoupServer *server;        /* (owned) */
  gint64 moment_us;          /* that the preview shows; 0: now */
  char *preview_url;         /* (owned) "http://127.0.0.1:4711", only with the secret */
  VtFront *live_front;       /* (owned) (nullable) of what is published */
  SoupServer *live_server;   /* (owned) (nullable) */
  char *live_url;            /* (owned) (nullable) */
  char *live_catalogue;      /* (owned) (nullable) the file that it is read from */
  char *secret;              /* (owned) */
  VtThumbnails *thumbnails;  /* (owned) */
  VtHosts *hosts;            /* (owned) */
  VtSearchDesk *search;      /* (owned) */
  char *currency;            /* (owned) */
  char *locale;              /* (owned) of money on screen */
  GCancellable *cancellable; /* (owned) cancelled in dispose */
  guint count_source;
  gboolean counting;
  gboolean count_again;
  guint n_unpublished;
};

enum
{
  PROP_0,
  PROP_N_UNPUBLISHED,
  N_PROPERTIES
};

enum
{
  FAILED,
  TOLD,
  PREVIEW,
  MOMENT_CHANGED,
  REVEAL,
  THEME_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtWorkspace, vt_workspace, G_TYPE_OBJECT)

static VtPlan *
plan_against_live (VtWorkspace *self, VtSnapshot *snapshot, gint64 host_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) unknown = NULL;
  g_autoptr (VtHostRecord) record = vt_host_link_find (vt_snapshot_get_db (snapshot), host_id, &unknown);
  g_autofree char *live = NULL;

  if (record != NULL)
    live = vt_publisher_live_catalogue (vt_shop_get_path (self->shop), record);
  if (live == NULL && record != NULL && record->release[0] != '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "what is live is not known here any more");
      return NULL;
    }

  return vt_plan_new (snapshot, live, cancellable, error);
}

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VtWorkspace *self = source;
  const gint64 *host_id = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (self->shop), &error);
  g_autoptr (VtPlan) plan = NULL;

  if (snapshot != NULL)
    plan = plan_against_live (self, snapshot, *host_id, cancellable, &error);

  if (plan == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, (gssize) plan->items->len);
}

static void
counted_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtWorkspace *self = VT_WORKSPACE (source);
  g_autoptr (GError) error = NULL;
  gssize n = g_task_propagate_int (G_TASK (result), &error);

  self->counting = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    g_info ("The unpublished changes are not counted: %s", error->message);
  else if (self->n_unpublished != (guint) n)
    {
      self->n_unpublished = (guint) n;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNPUBLISHED]);
    }

  if (self->count_again)
    vt_workspace_count_unpublished (self);
}

static gboolean
count_cb (gpointer data)
{
  VtWorkspace *self = data;
  gint64 host_id = vt_hosts_get_chosen (self->hosts);
  g_autoptr (GTask) task = NULL;

  self->count_source = 0;
  self->count_again = self->counting;
  if (self->counting)
    return G_SOURCE_REMOVE;

  self->counting = TRUE;
  task = g_task_new (self, self->cancellable, counted_cb, NULL);
  g_task_set_task_data (task, g_memdup2 (&host_id, sizeof host_id), g_free);
  g_task_run_in_thread (task, count_thread);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (VtWorkspace *self)
{
  g_autofree char *currency = vt_setting_get (vt_shop_get_reader (self->shop), "shop.currency", NULL);

  if (currency != NULL)
    {
      g_free (self->currency);
      self->currency = g_steal_pointer (&currency);
    }

  vt_front_invalidate (self->front);
  vt_workspace_count_unpublished (self);
}

static void
theme_changed_cb (VtWorkspace *self)
{
  vt_front_set_site (self->front, vt_shop_site_get_site (self->site));
  vt_hosts_set_site (self->hosts, vt_shop_site_get_site (self->site));
  g_signal_emit (self, signals[THEME_CHANGED], 0);
  vt_workspace_count_unpublished (self);
}

static void
vt_workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VtWorkspace *self = VT_WORKSPACE (object);

  if (id == PROP_N_UNPUBLISHED)
    g_value_set_uint (value, self->n_unpublished);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_workspace_dispose (GObject *object)
{
  VtWorkspace *self = VT_WORKSPACE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->count_source, g_source_remove);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  if (self->live_server != NULL)
    soup_server_disconnect (self->live_server);
  g_clear_object (&self->live_server);
  g_clear_object (&self->live_front);
  if (self->hosts != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->hosts, self);
      vt_hosts_close (self->hosts);
    }
  g_clear_object (&self->hosts);
  g_clear_object (&self->search);
  g_clear_object (&self->front);
  if (self->site != NULL)
    g_signal_handlers_disconnect_by_data (self->site, self);
  g_clear_object (&self->site);
  g_clear_object (&self->thumbnails);
  if (self->shop != NULL)
    g_signal_handlers_disconnect_by_data (self->shop, self);
  g_clear_object (&self->shop);

  G_OBJECT_CLASS (vt_workspace_parent_class)->dispose (object);
}

static void
vt_workspace_finalize (GObject *object)
{
  VtWorkspace *self = VT_WORKSPACE (object);

  g_clear_object (&self->cancellable);
  g_free (self->preview_url);
  g_free (self->live_url);
  g_free (self->live_catalogue);
  g_free (self->secret);
  g_free (self->currency);
  g_free (self->locale);

  G_OBJECT_CLASS (vt_workspace_parent_class)->finalize (object);
}

static void
vt_workspace_class_init (VtWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vt_workspace_get_property;
  object_class->dispose = vt_workspace_dispose;
  object_class->finalize = vt_workspace_finalize;

  properties[PROP_N_UNPUBLISHED] =
      g_param_spec_uint ("n-unpublished", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[FAILED] =
      g_signal_new ("failed", VT_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TOLD] = g_signal_new ("told", VT_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[THEME_CHANGED] =
      g_signal_new ("theme-changed", VT_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOMENT_CHANGED] =
      g_signal_new ("moment-changed", VT_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REVEAL] =
      g_signal_new ("reveal", VT_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[PREVIEW] = g_signal_new ("preview", VT_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
}

static void
vt_workspace_init (VtWorkspace *self)
{
  self->cancellable = g_cancellable_new ();
}

static char *
live_catalogue (VtShop *shop)
{
  g_autoptr (VtHostRecord) host = vt_host_record_find (vt_shop_get_reader (shop), NULL, NULL);

  return host != NULL ? vt_publisher_live_catalogue (vt_shop_get_path (shop), host) : NULL;
}

/* Another release may be live. */
static void
follow_live (VtWorkspace *self)
{
  g_autofree char *catalogue = live_catalogue (self->shop);

  vt_search_desk_set_live (self->search, catalogue);
}

static gboolean
open_storefront (VtWorkspace *self, GError **error)
{
  g_autofree char *cache_dir = g_build_filename (vt_shop_get_path (self->shop), "cache", NULL);

  self->site = vt_shop_site_new (vt_shop_get_path (self->shop), cache_dir, error);
  if (self->site == NULL)
    return FALSE;

  /* Any program of this machine can reach the port; only this one knows the secret. */
  self->secret = g_uuid_string_random ();
  self->front = vt_front_new_preview (vt_shop_site_get_site (self->site), vt_shop_get_path (self->shop));
  vt_front_set_secret (self->front, self->secret);
  self->server = vt_front_listen_local (self->front, 0, &self->preview_url, error);
  return self->server != NULL;
}

/**
 * vt_workspace_new:
 * @shop: an open shop
 * @error: why its storefront cannot be shown
 *
 * Opens the storefront of @shop on loopback.
 *
 * Returns: (transfer full) (nullable): the workspace
 */
VtWorkspace *
vt_workspace_new (VtShop *shop, GError **error)
{
  g_autoptr (VtWorkspace) self = g_object_new (VT_TYPE_WORKSPACE, NULL);
  const char *const *languages = g_get_language_names ();

  self->shop = g_object_ref (shop);
  self->thumbnails = vt_thumbnails_new (vt_shop_get_path (shop));
  self->locale =
      g_strdup (g_str_equal (languages[0], "C") || g_str_has_prefix (languages[0], "C.") ? "en" : languages[0]);
  self->currency = vt_setting_get (vt_shop_get_reader (shop), "shop.currency", error);
  if (self->currency == NULL || !open_storefront (self, error))
    return NULL;

  self->hosts = vt_hosts_new (shop, vt_shop_site_get_site (self->site));
  self->search = vt_search_desk_new (shop);
  follow_live (self);
  g_signal_connect_swapped (self->hosts, "changed", G_CALLBACK (follow_live), self);
  g_signal_connect_swapped (self->site, "changed", G_CALLBACK (theme_changed_cb), self);
  g_signal_connect_swapped (self->hosts, "changed", G_CALLBACK (vt_workspace_count_unpublished), self);
  g_signal_connect_swapped (shop, "changed", G_CALLBACK (changed_cb), self);
  vt_workspace_count_unpublished (self);
  return g_steal_pointer (&self);
}

/**
 * vt_workspace_get_shop:
 * @self: a workspace
 *
 * Returns: (transfer none): the open shop
 */
VtShop *
vt_workspace_get_shop (VtWorkspace *self)
{
  return self->shop;
}

/**
 * vt_workspace_get_reader:
 * @self: a workspace
 *
 * Returns: (transfer none): the main thread's connection, for reads that an index and a LIMIT keep short
 */
VtDb *
vt_workspace_get_reader (VtWorkspace *self)
{
  return vt_shop_get_reader (self->shop);
}

/**
 * vt_workspace_get_theme_problem:
 * @self: a workspace; #VtWorkspace::theme-changed tells when this may be another
 *
 * Returns: (transfer none) (nullable): which file of the shop's own theme is wrong, where and why; the storefront is
 * then shown as it was before
 */
const char *
vt_workspace_get_theme_problem (VtWorkspace *self)
{
  return vt_shop_site_get_problem (self->site);
}

/**
 * vt_workspace_get_hosts:
 * @self: a workspace
 *
 * Returns: (transfer none): where the shop is published to
 */
VtHosts *
vt_workspace_get_hosts (VtWorkspace *self)
{
  return self->hosts;
}

/**
 * vt_workspace_get_search:
 * @self: a workspace
 *
 * Returns: (transfer none): the shop's search
 */
VtSearchDesk *
vt_workspace_get_search (VtWorkspace *self)
{
  return self->search;
}

/**
 * vt_workspace_get_currency:
 * @self: a workspace
 *
 * Returns: (transfer none): ISO 4217 code of all the shop's prices
 */
const char *
vt_workspace_get_currency (VtWorkspace *self)
{
  return self->currency;
}

/**
 * vt_workspace_format_money:
 * @self: a workspace
 * @minor: an amount in minor units of the shop's currency
 *
 * Returns: (transfer full): the amount as the merchant's own language writes it
 */
char *
vt_workspace_format_money (VtWorkspace *self, gint64 minor)
{
  return vt_money_format (vt_money_new (minor, self->currency), self->locale);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (source), result, NULL, &error))
    vt_workspace_fail (self, error);
}

/**
 * vt_workspace_edit:
 * @self: a workspace
 * @label: what the action is called in the history, translated: "Edit price of Linen shirt"
 * @coalesce_key: (nullable): edits in a row with the same key, each soon after the last, are one step
 * @job: the work, on the writer thread
 * @data: its data
 * @data_free: (nullable): frees it
 *
 * Edits the shop. Refusals come as ::failed; what it changes comes as VtShop::changed.
 */
void
vt_workspace_edit (VtWorkspace *self,
                   const char *label,
                   const char *coalesce_key,
                   VtShopJob job,
                   gpointer data,
                   GDestroyNotify data_free)
{
  vt_shop_write_async (self->shop, label, coalesce_key, job, data, data_free, NULL, edited_cb, g_object_ref (self));
}

static void
undone (VtWorkspace *self, GAsyncResult *result, const char *done)
{
  g_autofree char *label = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_undo_finish (self->shop, result, &label, &error))
    {
      /* Ctrl+Z with nothing to undo is not worth a word. */
      if (!g_error_matches (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING))
        vt_workspace_fail (self, error);
      return;
    }

  message = g_strdup_printf (done, label);
  vt_workspace_tell (self, message, FALSE);
}

static void
undone_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtWorkspace) self = user_data;

  /* TRANSLATORS: %s is what was done, such as "Edit price of Linen shirt" */
  undone (self, result, _ ("Undone: %s"));
}

static void
redone_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtWorkspace) self = user_data;

  /* TRANSLATORS: %s is what was done, such as "Edit price of Linen shirt" */
  undone (self, result, _ ("Done again: %s"));
}

/**
 * vt_workspace_undo:
 * @self: a workspace
 * @redo: whether to do again what was undone last
 *
 * Takes back the last action; a toast names it.
 */
void
vt_workspace_undo (VtWorkspace *self, gboolean redo)
{
  vt_shop_undo_async (self->shop, redo, NULL, redo ? redone_cb : undone_cb, g_object_ref (self));
}

/**
 * vt_workspace_tell:
 * @self: a workspace
 * @message: translated
 * @undoable: whether the toast has a button that undoes the last action
 *
 * Says something in a toast.
 */
void
vt_workspace_tell (VtWorkspace *self, const char *message, gboolean undoable)
{
  g_signal_emit (self, signals[TOLD], 0, message, undoable);
}

/**
 * vt_workspace_reveal:
 * @self: a workspace
 * @section_id: a section of a page
 *
 * Asks the shop that is shown beside to bring that section in sight, once it has it.
 */
void
vt_workspace_reveal (VtWorkspace *self, gint64 section_id)
{
  g_signal_emit (self, signals[REVEAL], 0, section_id);
}

/**
 * vt_workspace_fail:
 * @self: a workspace
 * @error: what went wrong; a cancelled operation is not worth a word
 *
 * Says in a toast what went wrong and what to do.
 */
void
vt_workspace_fail (VtWorkspace *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

/**
 * vt_workspace_get_preview_uri:
 * @self: a workspace
 * @path: path of the storefront
 *
 * Returns: (transfer full): its address on this machine, with the secret that opens it
 */
char *
vt_workspace_get_preview_uri (VtWorkspace *self, const char *path)
{
  const char *separator = strchr (path, '?') != NULL ? "&" : "?";

  return g_strconcat (self->preview_url, path, separator, "vitrine-secret=", self->secret, NULL);
}

/**
 * vt_workspace_set_moment:
 * @self: a workspace
 * @us: UTC microseconds since 1970; 0 is now
 *
 * The preview shows the shop as it is at that moment; ::moment-changed follows.
 */
void
vt_workspace_set_moment (VtWorkspace *self, gint64 us)
{
  if (self->moment_us == us)
    return;

  self->moment_us = us;
  vt_front_set_moment (self->front, us);
  g_signal_emit (self, signals[MOMENT_CHANGED], 0);
}

/**
 * vt_workspace_get_moment:
 * @self: a workspace
 *
 * Returns: the moment that the preview shows, UTC microseconds since 1970; 0 is now
 */
gint64
vt_workspace_get_moment (VtWorkspace *self)
{
  return self->moment_us;
}

/**
 * vt_workspace_get_zone:
 * @self: a workspace
 *
 * Returns: (transfer full): the shop's time zone; this computer's when the shop has none
 */
GTimeZone *
vt_workspace_get_zone (VtWorkspace *self)
{
  g_autofree char *name = vt_setting_get (vt_workspace_get_reader (self), "shop.time-zone", NULL);
  GTimeZone *zone = name != NULL && *name != '\0' ? g_time_zone_new_identifier (name) : NULL;

  return zone != NULL ? zone : g_time_zone_new_local ();
}

/* What shoppers see now ------------------------------------------------------------------------------------------- */

static VtSnapshot *
open_live (gpointer data, G_GNUC_UNUSED VtSite **site, GError **error)
{
  const char *const *paths = data;

  return vt_snapshot_open_catalogue (paths[0], paths[1], error);
}

/* Opened when somebody first asks to compare, and again when something else was published since. */
static gboolean
open_live_front (VtWorkspace *self, const char *catalogue)
{
  GStrv paths;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (self->live_catalogue, catalogue) == 0)
    return TRUE;

  if (self->live_server != NULL)
    soup_server_disconnect (self->live_server);
  g_clear_object (&self->live_server);
  g_clear_object (&self->live_front);
  g_clear_pointer (&self->live_url, g_free);
  g_free (self->live_catalogue);
  self->live_catalogue = g_strdup (catalogue);

  paths = g_strdupv ((char *[]){ (char *) catalogue, (char *) vt_shop_get_path (self->shop), NULL });
  self->live_front =
      vt_front_new (vt_shop_site_get_site (self->site), open_live, NULL, paths, (GDestroyNotify) g_strfreev);
  vt_front_set_secret (self->live_front, self->secret);
  self->live_server = vt_front_listen_local (self->live_front, 0, &self->live_url, &error);
  if (self->live_server == NULL)
    g_warning ("What is published cannot be shown: %s", error->message);

  return self->live_server != NULL;
}

/**
 * vt_workspace_get_live_uri:
 * @self: a workspace
 * @path: path of the storefront
 *
 * Returns: (transfer full) (nullable): where this computer shows the shop as it was published last, read from the
 * catalogue that was kept of it; %NULL when nothing is published, or what is live is not known here
 */
char *
vt_workspace_get_live_uri (VtWorkspace *self, const char *path)
{
  g_autofree char *catalogue = live_catalogue (self->shop);
  char separator = strchr (path, '?') != NULL ? '&' : '?';

  if (catalogue == NULL || !open_live_front (self, catalogue))
    return NULL;

  return g_strdup_printf ("%s%s%cvitrine-secret=%s", self->live_url, path, separator, self->secret);
}

/**
 * vt_workspace_load_thumbnail:
 * @self: a workspace
 * @sha256: (nullable): which photograph; %NULL shows none
 * @picture: where to show it, now or as soon as it is drawn
 */
void
vt_workspace_load_thumbnail (VtWorkspace *self, const char *sha256, GtkPicture *picture)
{
  vt_thumbnails_load (self->thumbnails, sha256, picture);
}

/**
 * vt_workspace_get_thumbnail:
 * @self: a workspace
 * @sha256: which photograph
 * @widget: what draws it by itself; it is asked to draw again when the photograph is there
 *
 * Returns: (transfer none) (nullable): the photograph, if it is there already
 */
GdkTexture *
vt_workspace_get_thumbnail (VtWorkspace *self, const char *sha256, GtkWidget *widget)
{
  return vt_thumbnails_get (self->thumbnails, sha256, widget);
}

/**
 * vt_workspace_get_n_unpublished:
 * @self: a workspace
 *
 * Returns: how many things differ from what is live, as of the last count
 */
guint
vt_workspace_get_n_unpublished (VtWorkspace *self)
{
  return self->n_unpublished;
}

/**
 * vt_workspace_count_unpublished:
 * @self: a workspace
 *
 * Counts again what is not published, soon and off the main thread.
 */
void
vt_workspace_count_unpublished (VtWorkspace *self)
{
  g_clear_handle_id (&self->count_source, g_source_remove);
  self->count_source = g_timeout_add (COUNT_DELAY_MS, count_cb, self);
}
