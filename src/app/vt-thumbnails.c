#define G_LOG_DOMAIN "vitrine"

#include "app/vt-thumbnails.h"

#include "shop/vt-media.h"
#include "site/vt-picture.h"

/* Pixels: sharp at 96 px on a screen of scale 3, and a width that the storefront has anyway. */
#define THUMBNAIL_WIDTH 320

/* Textures kept though nobody may show them: some screens of a list. */
#define N_KEPT 400

struct _VtThumbnails
{
  GObject parent_instance;

  char *shop_path;      /* (owned) */
  char *cache_dir;      /* (owned) */
  GHashTable *textures; /* (owned) SHA-256 → GdkTexture */
  GQueue order;         /* (owned) the keys, oldest first */
  GHashTable *waiting;  /* (owned) SHA-256 → GPtrArray of weak GtkWidgets */
  GThreadPool *pool;    /* (owned) */
};

typedef struct
{
  VtThumbnails *self;  /* (owned) */
  char *sha256;        /* (owned) */
  char *original;      /* (owned) */
  GdkTexture *texture; /* (owned) (nullable) */
} Work;

G_DEFINE_FINAL_TYPE (VtThumbnails, vt_thumbnails, G_TYPE_OBJECT)

static GQuark
wanted_quark (void)
{
  return g_quark_from_static_string ("vt-thumbnail");
}

static void
work_free (Work *work)
{
  g_object_unref (work->self);
  g_free (work->sha256);
  g_free (work->original);
  g_clear_object (&work->texture);
  g_free (work);
}

static void
keep (VtThumbnails *self, const char *sha256, GdkTexture *texture)
{
  char *key = g_strdup (sha256);

  g_hash_table_insert (self->textures, key, g_object_ref (texture));
  g_queue_push_tail (&self->order, key);

  if (self->order.length > N_KEPT)
    g_hash_table_remove (self->textures, g_queue_pop_head (&self->order));
}

static gboolean
drawn_cb (gpointer data) /* main thread */
{
  Work *work = data;
  VtThumbnails *self = work->self;
  g_autoptr (GPtrArray) pictures = NULL;
  gpointer key = NULL;
  gpointer value = NULL;

  if (g_hash_table_steal_extended (self->waiting, work->sha256, &key, &value))
    pictures = value;
  g_free (key);

  if (work->texture != NULL)
    keep (self, work->sha256, work->texture);

  for (guint i = 0; pictures != NULL && i < pictures->len; i++)
    {
      g_autoptr (GtkWidget) widget = g_weak_ref_get (g_ptr_array_index (pictures, i));

      if (widget != NULL && !GTK_IS_PICTURE (widget))
        gtk_widget_queue_draw (widget);
      /* A row of a list may show something else by now. */
      else if (widget != NULL && g_strcmp0 (g_object_get_qdata (G_OBJECT (widget), wanted_quark ()), work->sha256) == 0)
        gtk_picture_set_paintable (GTK_PICTURE (widget), GDK_PAINTABLE (work->texture));
    }

  return G_SOURCE_REMOVE;
}

static void
draw (gpointer data, G_GNUC_UNUSED gpointer user_data) /* worker thread */
{
  Work *work = data;
  VtPictureName name = { .width = THUMBNAIL_WIDTH, .format = VT_PICTURE_JPEG };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_strlcpy (name.key, work->sha256, sizeof name.key);
  bytes = vt_picture_render (work->original, &name, work->self->cache_dir, &error);
  if (bytes != NULL)
    work->texture = gdk_texture_new_from_bytes (bytes, &error);
  if (work->texture == NULL)
    g_info ("No thumbnail of %s: %s", work->original, error->message);

  g_idle_add_full (G_PRIORITY_DEFAULT, drawn_cb, work, (GDestroyNotify) work_free);
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
wait_for (VtThumbnails *self, const char *sha256, GtkWidget *widget)
{
  GPtrArray *pictures = g_hash_table_lookup (self->waiting, sha256);
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  if (pictures == NULL)
    {
      Work *work = g_new0 (Work, 1);

      work->self = g_object_ref (self);
      work->sha256 = g_strdup (sha256);
      work->original = vt_media_path (self->shop_path, sha256);
      pictures = g_ptr_array_new_with_free_func (weak_free);
      g_hash_table_insert (self->waiting, g_strdup (sha256), pictures);
      g_thread_pool_push (self->pool, work, NULL);
    }

  g_weak_ref_init (ref, widget);
  g_ptr_array_add (pictures, ref);
}

static void
vt_thumbnails_finalize (GObject *object)
{
  VtThumbnails *self = VT_THUMBNAILS (object);

  /* Every piece of work holds a reference: none is left. */
  g_thread_pool_free (self->pool, TRUE, FALSE);
  g_queue_clear (&self->order);
  g_hash_table_unref (self->textures);
  g_hash_table_unref (self->waiting);
  g_free (self->shop_path);
  g_free (self->cache_dir);

  G_OBJECT_CLASS (vt_thumbnails_parent_class)->finalize (object);
}

static void
vt_thumbnails_class_init (VtThumbnailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_thumbnails_finalize;
}

static void
vt_thumbnails_init (VtThumbnails *self)
{
  g_queue_init (&self->order);
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->pool = g_thread_pool_new (draw, NULL, 2, FALSE, NULL);
}

/**
 * vt_thumbnails_new:
 * @shop_path: (type filename): the shop folder
 *
 * Returns: (transfer full): thumbnails of its media
 */
VtThumbnails *
vt_thumbnails_new (const char *shop_path)
{
  VtThumbnails *self = g_object_new (VT_TYPE_THUMBNAILS, NULL);

  self->shop_path = g_strdup (shop_path);
  self->cache_dir = g_build_filename (shop_path, "cache", NULL);
  return self;
}

/**
 * vt_thumbnails_load:
 * @self: thumbnails
 * @sha256: (nullable): which photograph; %NULL shows none
 * @picture: where to show it, at once when it is known, else as soon as it is drawn
 *
 * The last call for a @picture wins, so that rows which are used again never show the wrong photograph.
 */
void
vt_thumbnails_load (VtThumbnails *self, const char *sha256, GtkPicture *picture)
{
  GdkTexture *texture = sha256 != NULL ? g_hash_table_lookup (self->textures, sha256) : NULL;

  g_object_set_qdata_full (G_OBJECT (picture), wanted_quark (), g_strdup (sha256), g_free);
  gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));

  if (sha256 != NULL && texture == NULL)
    wait_for (self, sha256, GTK_WIDGET (picture));
}

/**
 * vt_thumbnails_get:
 * @self: thumbnails
 * @sha256: which photograph
 * @widget: what draws it by itself; it is asked to draw again when the photograph is there
 *
 * Returns: (transfer none) (nullable): the photograph, if it is there already
 */
GdkTexture *
vt_thumbnails_get (VtThumbnails *self, const char *sha256, GtkWidget *widget)
{
  GdkTexture *texture = g_hash_table_lookup (self->textures, sha256);

  if (texture == NULL)
    wait_for (self, sha256, widget);
  return texture;
}
