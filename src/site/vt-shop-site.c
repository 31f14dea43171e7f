#define G_LOG_DOMAIN "vt-site"

#include "site/vt-shop-site.h"

/* Editors write a file in several steps, and often several files. */
#define SETTLE_MS 150

struct _VtShopSite
{
  GObject parent_instance;

  char *shop_path;     /* (owned) */
  char *cache_dir;     /* (owned) (nullable) */
  VtSite *site;        /* (owned) the last one that could be made */
  char *problem;       /* (owned) (nullable) what is wrong with the theme as it is now */
  GPtrArray *monitors; /* (owned) of GFileMonitor */
  guint reload_source;
};

G_DEFINE_FINAL_TYPE (VtShopSite, vt_shop_site, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
reload_cb (gpointer user_data)
{
  VtShopSite *self = user_data;

  self->reload_source = 0;
  vt_shop_site_reload (self);
  return G_SOURCE_REMOVE;
}

static void
file_changed_cb (VtShopSite *self)
{
  if (self->reload_source == 0)
    self->reload_source = g_timeout_add (SETTLE_MS, reload_cb, self);
}

static void
forget_monitor (gpointer data)
{
  g_file_monitor_cancel (data);
  g_object_unref (data);
}

static void
watch_folder (VtShopSite *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileMonitor *monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL, NULL);

  /* Where nothing can be watched, a reload is asked for. */
  if (monitor == NULL)
    return;

  g_signal_connect_swapped (monitor, "changed", G_CALLBACK (file_changed_cb), self);
  g_ptr_array_add (self->monitors, monitor);
}

static void
watch_below (VtShopSite *self, const char *path, guint depth)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    return;

  watch_folder (self, path);
  while (depth > 0 && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (!g_file_test (child, G_FILE_TEST_IS_SYMLINK) && g_file_test (child, G_FILE_TEST_IS_DIR))
        watch_below (self, child, depth - 1);
    }
}

/* Folders may have come and gone. The theme's own folder is a file to its monitor before it is made. */
static void
watch (VtShopSite *self)
{
  g_autofree char *theme = g_build_filename (self->shop_path, "theme", NULL);

  g_ptr_array_set_size (self->monitors, 0);
  watch_below (self, theme, 3);
  if (self->monitors->len == 0)
    watch_folder (self, theme);
}

static void
vt_shop_site_dispose (GObject *object)
{
  VtShopSite *self = VT_SHOP_SITE (object);

  g_clear_handle_id (&self->reload_source, g_source_remove);
  if (self->monitors != NULL)
    for (guint i = 0; i < self->monitors->len; i++)
      g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->monitors, i), self);
  g_clear_pointer (&self->monitors, g_ptr_array_unref);
  g_clear_object (&self->site);

  G_OBJECT_CLASS (vt_shop_site_parent_class)->dispose (object);
}

static void
vt_shop_site_finalize (GObject *object)
{
  VtShopSite *self = VT_SHOP_SITE (object);

  g_free (self->shop_path);
  g_free (self->cache_dir);
  g_free (self->problem);

  G_OBJECT_CLASS (vt_shop_site_parent_class)->finalize (object);
}

static void
vt_shop_site_class_init (VtShopSiteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vt_shop_site_dispose;
  object_class->finalize = vt_shop_site_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", VT_TYPE_SHOP_SITE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_shop_site_init (VtShopSite *self)
{
  self->monitors = g_ptr_array_new_with_free_func (forget_monitor);
}

/**
 * vt_shop_site_new:
 * @shop_path: (type filename): a shop's folder
 * @cache_dir: (type filename) (nullable): as vt_site_new()
 * @error: when not even the theme that comes with Vitrine can be used
 *
 * A shop whose theme is wrong from the beginning is shown with the one that comes with Vitrine.
 *
 * Returns: (transfer full) (nullable): the storefront
 */
VtShopSite *
vt_shop_site_new (const char *shop_path, const char *cache_dir, GError **error)
{
  g_autoptr (VtShopSite) self = g_object_new (VT_TYPE_SHOP_SITE, NULL);
  g_autoptr (GError) reason = NULL;

  self->shop_path = g_strdup (shop_path);
  self->cache_dir = g_strdup (cache_dir);
  self->site = vt_site_new_for_shop (shop_path, cache_dir, &reason);
  if (self->site == NULL)
    {
      self->problem = g_strdup (reason->message);
      self->site = vt_site_new (cache_dir, error);
    }
  watch (self);

  return self->site != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * vt_shop_site_get_site:
 * @self: a shop's storefront
 *
 * Returns: (transfer none): the storefront with the theme as it was when it last could be used
 */
VtSite *
vt_shop_site_get_site (VtShopSite *self)
{
  return self->site;
}

/**
 * vt_shop_site_get_problem:
 * @self: a shop's storefront
 *
 * Returns: (transfer none) (nullable): which file of the theme is wrong, where and why; %NULL when none is
 */
const char *
vt_shop_site_get_problem (VtShopSite *self)
{
  return self->problem;
}

/**
 * vt_shop_site_reload:
 * @self: a shop's storefront
 *
 * Reads the theme again; emits "changed".
 */
void
vt_shop_site_reload (VtShopSite *self)
{
  g_autoptr (GError) error = NULL;
  VtSite *site = vt_site_new_for_shop (self->shop_path, self->cache_dir, &error);

  g_clear_pointer (&self->problem, g_free);
  if (site != NULL)
    {
      g_object_unref (self->site);
      self->site = site;
    }
  else
    self->problem = g_strdup (error->message);

  watch (self);
  g_signal_emit (self, signals[CHANGED], 0);
}
