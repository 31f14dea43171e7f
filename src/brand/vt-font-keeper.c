/* Keeps the files of the brand's typefaces as the brand and the texts want them. They are made away from the main
 * thread and from the one that writes. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-font-keeper.h"

#include "brand/vt-font-faces.h"
#include "brand/vt-font-text.h"
#include "shop/vt-snapshot.h"
#include "shop/vt-translation.h"

#define FOLLOWER "vt-font-keeper"

/* Another typeface is wanted at once; another character can wait until nobody types. */
#define CALM_MS 4000

static hb_set_t *
characters_of_languages (VtDb *db, GError **error)
{
  g_auto (GStrv) languages = vt_language_list (db, error);
  hb_set_t *set;

  if (languages == NULL)
    return NULL;

  set = hb_set_create ();
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autoptr (hb_set_t) some = vt_font_text_of_language (languages[i]);

      hb_set_union (set, some);
    }

  return set;
}

/* The files that are wanted and not there; %NULL without an error when all is as it should be. */
static GPtrArray *
make_missing (const char *shop_path, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (shop_path, error);
  VtDb *db = snapshot != NULL ? vt_snapshot_get_db (snapshot) : NULL;
  g_autoptr (VtBrand) brand = db != NULL ? vt_brand_load (db, error) : NULL;
  g_autoptr (GPtrArray) kept = brand != NULL ? vt_brand_face_list (db, error) : NULL;
  g_autoptr (hb_set_t) of_langs = kept != NULL ? characters_of_languages (db, error) : NULL;
  g_autoptr (hb_set_t) needed = of_langs != NULL ? vt_font_text_collect (db, error) : NULL;
  g_autofree char *cache_dir = g_build_filename (shop_path, "cache", NULL);
  g_autoptr (GPtrArray) faces = NULL;
  gboolean same = FALSE;

  if (needed == NULL)
    return NULL;

  hb_set_union (needed, of_langs);
  faces = vt_font_faces_make (&(VtFontOrder){ brand, needed, of_langs, kept, cache_dir }, cancellable, error);
  if (faces == NULL || !vt_brand_face_are_stored (db, faces, &same, error))
    return NULL;

  return same ? NULL : g_steal_pointer (&faces);
}

static gboolean
store_job (VtDb *db, gpointer faces, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_brand_face_store (db, faces, error);
}

/**
 * vt_font_keeper_update:
 * @shop: a shop, open for writing
 * @cancellable: (nullable): stops it between two files
 * @error: a #VtDbError
 *
 * Brings the files of the typefaces up to date, on any thread but the main one of a window, and waits.
 *
 * Returns: whether they are what the brand and the texts want, as far as this computer has the typefaces
 */
gboolean
vt_font_keeper_update (VtShop *shop, GCancellable *cancellable, GError **error)
{
  GError *reason = NULL;
  g_autoptr (GPtrArray) faces = make_missing (vt_shop_get_path (shop), cancellable, &reason);

  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }

  return faces == NULL || vt_shop_record (shop, store_job, faces, cancellable, error);
}

/**
 * vt_font_keeper_update_folder:
 * @shop_path: (type filename): a shop's folder
 * @cancellable: (nullable): stops it
 *
 * As vt_font_keeper_update(), for who only reads the shop. Where another program has it open, that one does it.
 */
void
vt_font_keeper_update_folder (const char *shop_path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (shop_path, VT_SHOP_WRITE, &error);

  if (shop == NULL || !vt_font_keeper_update (shop, cancellable, &error))
    g_info ("Typefaces stay as they are: %s", error->message);
}

/* Hangs on the shop as its data, and goes with it. */
typedef struct
{
  VtShop *shop;              /* (unowned) */
  GCancellable *cancellable; /* (owned) */
  GSource *timer;            /* (owned) (nullable) until nobody types */
  gboolean busy;
  gboolean again; /* something changed meanwhile */
} Follower;

static void follow_on (Follower *self);

static void
stop_timer (Follower *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
follower_free (Follower *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  stop_timer (self);
  g_free (self);
}

static void
rest (Follower *self)
{
  self->busy = FALSE;
  if (self->again)
    follow_on (self);
}

static void
make_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer shop_path, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *faces = make_missing (shop_path, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, faces, (GDestroyNotify) g_ptr_array_unref);
}

static void
stored_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer data)
{
  Follower *self = g_object_get_data (source, FOLLOWER);
  g_autoptr (GError) error = NULL;

  if (!vt_shop_record_finish (VT_SHOP (source), result, &error))
    g_info ("Typefaces stay as they are: %s", error->message);
  rest (self);
}

static void
free_weak (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static void
made_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VtShop) shop = g_weak_ref_get (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faces = g_task_propagate_pointer (G_TASK (result), &error);
  Follower *self;

  free_weak (data);
  if (shop == NULL)
    return;

  self = g_object_get_data (G_OBJECT (shop), FOLLOWER);
  if (faces == NULL)
    {
      if (error != NULL)
        g_info ("Typefaces stay as they are: %s", error->message);
      rest (self);
      return;
    }

  vt_shop_record_async (shop, store_job, g_steal_pointer (&faces), (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, stored_cb, NULL);
}

static void
follow_on (Follower *self)
{
  g_autoptr (GTask) task = NULL;
  GWeakRef *weak;

  stop_timer (self);
  self->again = self->busy;
  if (self->busy)
    return;

  self->busy = TRUE;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self->shop);
  task = g_task_new (NULL, self->cancellable, made_cb, weak);
  /* Whoever closes the shop does not wait for it. */
  g_task_set_task_data (task, g_strdup (vt_shop_get_path (self->shop)), g_free);
  g_task_run_in_thread (task, make_thread);
}

static gboolean
calm_cb (gpointer data)
{
  follow_on (data);
  return G_SOURCE_REMOVE;
}

static void
wait_for_calm (Follower *self)
{
  stop_timer (self);
  self->timer = g_timeout_source_new (CALM_MS);
  g_source_set_callback (self->timer, calm_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static gboolean
touches_text (VtChange *change)
{
  static const char *const tables[] = { "translation", "product",    "variant",   "product_tag", "product_fact",
                                        "review",      "collection", "section",   "page",        "post",
                                        "live_event",  "menu_item",  "size_table" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (vt_change_touches (change, tables[i]))
      return TRUE;

  return FALSE;
}

static void
changed_cb (VtShop *shop, VtChange *change, G_GNUC_UNUSED gpointer data)
{
  Follower *self = g_object_get_data (G_OBJECT (shop), FOLLOWER);

  if (vt_change_touches (change, "brand_token") || vt_change_touches (change, "setting"))
    follow_on (self);
  else if (touches_text (change))
    wait_for_calm (self);
}

/**
 * vt_font_keeper_follow:
 * @shop: a shop, open for writing
 *
 * Keeps the files of its typefaces in the background, now and whenever the brand or the texts change, as long as the
 * shop is there.
 */
void
vt_font_keeper_follow (VtShop *shop)
{
  Follower *self = g_new0 (Follower, 1);

  self->shop = shop;
  self->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (shop), FOLLOWER, self, (GDestroyNotify) follower_free);
  g_signal_connect (shop, "changed", G_CALLBACK (changed_cb), NULL);
  follow_on (self);
}
