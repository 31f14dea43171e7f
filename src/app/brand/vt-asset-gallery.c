#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-gallery.h"

#include "app/brand/vt-asset-tile.h"
#include "app/brand/vt-asset-window.h"
#include "app/brand/vt-kit-window.h"
#include "app/brand/vt-new-asset.h"
#include "publish/vt-host-record.h"
#include "shop/vt-settings.h"
#include "shop/vt-snapshot.h"

#include <glib/gi18n.h>

/* Thumbnails that are drawn at a time: the page itself, and the shop beside it, need the machine too. */
#define MAX_DRAWING 2

struct _VtAssetGallery
{
  AdwBin parent_instance;

  VtWorkspace *workspace;    /* (owned) */
  VtBrand *brand;            /* (owned) (nullable) as it is now */
  VtAssetFacts *facts;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) of all work */
  GHashTable *stale;         /* (owned) set of tiles (unowned) that show an older brand */
  VtAssetWindow *window;     /* (unowned) (nullable) the asset that is open */
  guint n_drawing;
  gboolean loading;
  gboolean outdated; /* the shop has changed since its facts were read */

  GtkFlowBox *box;   /* template child */
  GtkLabel *problem; /* template child */
};

G_DEFINE_FINAL_TYPE (VtAssetGallery, vt_asset_gallery, ADW_TYPE_BIN)

/* Drawing --------------------------------------------------------------------------------------------------------- */

static void draw_next (VtAssetGallery *self);

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VtAssetGallery *self = VT_ASSET_GALLERY (source);
  g_autoptr (VtAssetTile) tile = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtAssetPaint) paint = vt_asset_paint_finish (result, &error);

  self->n_drawing--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (paint != NULL)
    vt_asset_tile_show (tile, paint);
  else
    g_info ("No thumbnail of %s: %s", vt_asset_tile_get_id (tile), error->message);
  draw_next (self);
}

static gboolean
is_seen (GtkWidget *tile)
{
  GtkWidget *view = gtk_widget_get_ancestor (tile, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t box;

  return view != NULL && gtk_widget_get_mapped (tile) && gtk_widget_compute_bounds (tile, view, &box) &&
         box.origin.y + box.size.height > 0 && box.origin.y < (float) gtk_widget_get_height (view);
}

/* (transfer none) (nullable) What is to be drawn now: what is seen before what is not. */
static VtAssetTile *
find_stale (VtAssetGallery *self)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!g_hash_table_contains (self->stale, child))
        continue;
      if (is_seen (child))
        return VT_ASSET_TILE (child);
      if (found == NULL)
        found = child;
    }

  return found != NULL ? VT_ASSET_TILE (found) : NULL;
}

static void
draw_next (VtAssetGallery *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  while (self->n_drawing < MAX_DRAWING && self->facts != NULL && self->brand != NULL)
    {
      VtAssetTile *tile = find_stale (self);
      const VtLayout *layout =
          tile != NULL ? vt_asset_facts_find_layout (self->facts, vt_asset_tile_get_id (tile)) : NULL;

      if (tile == NULL)
        return;
      g_hash_table_remove (self->stale, tile);
      if (layout == NULL)
        continue;
      self->n_drawing++;
      vt_asset_paint_async (G_OBJECT (self), self->brand, self->facts, layout, NULL, VT_ASSET_TILE_WIDTH * scale,
                            VT_ASSET_TILE_HEIGHT * scale, self->cancellable, drawn_cb, g_object_ref (tile));
    }
}

static void
draw_all (VtAssetGallery *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_hash_table_add (self->stale, child);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    draw_next (self);
  if (self->window != NULL)
    vt_asset_window_show (self->window, self->brand, self->facts);
}

/* Facts ----------------------------------------------------------------------------------------------------------- */

/* (transfer full) (nullable) Where shoppers find the shop; a host on this computer is for trying things out. */
static char *
find_site_url (VtDb *db)
{
  g_autoptr (VtHostRecord) record = vt_host_record_find (db, NULL, NULL);

  if (record == NULL || strstr (record->url, "://127.") != NULL || strstr (record->url, "://localhost") != NULL ||
      strstr (record->url, "://[::1]") != NULL)
    return NULL;

  return g_strdup (record->url);
}

static void
load_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  const char *shop_path = data;
  GError *error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (shop_path, &error);
  VtDb *db = snapshot != NULL ? vt_snapshot_get_db (snapshot) : NULL;
  g_autofree char *language = db != NULL ? vt_setting_get (db, "shop.language", &error) : NULL;
  g_autofree char *site_url = language != NULL ? find_site_url (db) : NULL;
  VtAssetFacts *facts = language != NULL ? vt_asset_facts_load (db, shop_path, language, site_url, &error) : NULL;

  if (facts != NULL)
    g_task_return_pointer (task, facts, (GDestroyNotify) vt_asset_facts_unref);
  else
    g_task_return_error (task, error);
}

/* The tiles of the layouts that there are, in their order. */
static void
take_layouts (VtAssetGallery *self)
{
  GPtrArray *layouts = vt_asset_facts_get_layouts (self->facts);
  GtkFlowBoxChild *child = NULL;

  for (guint i = 0; i < layouts->len; i++)
    {
      const VtLayout *layout = g_ptr_array_index (layouts, i);

      child = gtk_flow_box_get_child_at_index (self->box, (int) i);
      if (child == NULL || g_strcmp0 (vt_asset_tile_get_id (VT_ASSET_TILE (child)), layout->id) != 0)
        {
          child = GTK_FLOW_BOX_CHILD (vt_asset_tile_new (layout->id));
          gtk_flow_box_insert (self->box, GTK_WIDGET (child), (int) i);
        }
      vt_asset_tile_describe (VT_ASSET_TILE (child), layout);
    }
  while ((child = gtk_flow_box_get_child_at_index (self->box, (int) layouts->len)) != NULL)
    {
      g_hash_table_remove (self->stale, child);
      gtk_flow_box_remove (self->box, GTK_WIDGET (child));
    }
}

static void
show_problems (VtAssetGallery *self)
{
  GPtrArray *problems = vt_asset_facts_get_problems (self->facts);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (problems, i));
  gtk_label_set_label (self->problem, lines->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), lines->len > 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtAssetGallery *self = VT_ASSET_GALLERY (source);
  g_autoptr (GError) error = NULL;
  VtAssetFacts *facts = g_task_propagate_pointer (G_TASK (result), &error);

  self->loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (facts == NULL)
    {
      gtk_label_set_label (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      return;
    }

  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  self->facts = facts;
  take_layouts (self);
  show_problems (self);
  draw_all (self);
  if (self->outdated)
    vt_asset_gallery_reload (self);
}

/**
 * vt_asset_gallery_reload:
 * @self: a gallery with a workspace
 *
 * Reads the shop's texts, photographs and layouts again and draws all assets with them; as soon as they are looked at.
 */
void
vt_asset_gallery_reload (VtAssetGallery *self)
{
  g_autoptr (GTask) task = NULL;

  self->outdated = self->loading || !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->outdated)
    return;

  self->loading = TRUE;
  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_task_data (task, g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace))), g_free);
  g_task_run_in_thread (task, load_thread);
}

/* Commands -------------------------------------------------------------------------------------------------------- */

static void
window_gone_cb (gpointer data, G_GNUC_UNUSED GObject *window)
{
  ((VtAssetGallery *) data)->window = NULL;
}

static void
open_asset (VtAssetGallery *self, const char *id)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->facts == NULL || self->brand == NULL || self->window != NULL)
    return;

  self->window = vt_asset_window_new (parent, self->workspace);
  g_object_weak_ref (G_OBJECT (self->window), window_gone_cb, self);
  vt_asset_window_open (self->window, id);
  vt_asset_window_show (self->window, self->brand, self->facts);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
open_cb (VtAssetGallery *self, GtkFlowBoxChild *child)
{
  open_asset (self, vt_asset_tile_get_id (VT_ASSET_TILE (child)));
}

static void
open_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtAssetGallery *self = VT_ASSET_GALLERY (widget);
  GList *selected = gtk_flow_box_get_selected_children (self->box);

  if (selected != NULL)
    open_cb (self, selected->data);
  g_list_free (selected);
}

static void
export_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtAssetGallery *self = VT_ASSET_GALLERY (widget);
  GList *selected = gtk_flow_box_get_selected_children (self->box);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (GList *l = selected; l != NULL; l = l->next)
    g_ptr_array_add (ids, (gpointer) vt_asset_tile_get_id (VT_ASSET_TILE (l->data)));
  g_list_free (selected);
  if (self->facts != NULL && self->brand != NULL)
    vt_kit_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->brand, self->facts, ids, NULL);
}

static void
created_cb (VtAssetGallery *self, const char *id)
{
  open_asset (self, id);
  if (self->window != NULL)
    vt_asset_window_edit (self->window);
}

static void
create_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtAssetGallery *self = VT_ASSET_GALLERY (widget);

  g_signal_connect_object (vt_new_asset_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->workspace, NULL),
                           "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
}

static void
select_all_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  gtk_flow_box_select_all (VT_ASSET_GALLERY (widget)->box);
}

static void
vt_asset_gallery_map (GtkWidget *widget)
{
  VtAssetGallery *self = VT_ASSET_GALLERY (widget);

  GTK_WIDGET_CLASS (vt_asset_gallery_parent_class)->map (widget);

  if (self->outdated)
    vt_asset_gallery_reload (self);
  draw_next (self);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_asset_gallery_dispose (GObject *object)
{
  VtAssetGallery *self = VT_ASSET_GALLERY (object);

  g_cancellable_cancel (self->cancellable);
  if (self->window != NULL)
    g_object_weak_unref (G_OBJECT (self->window), window_gone_cb, self);
  self->window = NULL;
  g_hash_table_remove_all (self->stale);
  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_asset_gallery_parent_class)->dispose (object);
}

static void
vt_asset_gallery_finalize (GObject *object)
{
  VtAssetGallery *self = VT_ASSET_GALLERY (object);

  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->stale);

  G_OBJECT_CLASS (vt_asset_gallery_parent_class)->finalize (object);
}

static void
vt_asset_gallery_class_init (VtAssetGalleryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_asset_gallery_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_asset_gallery_finalize;
  widget_class->map = vt_asset_gallery_map;
  gtk_widget_class_install_action (widget_class, "assets.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "assets.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "assets.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "assets.select-all", NULL, select_all_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "assets.select-all", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-asset-gallery.ui");
  gtk_widget_class_bind_template_child (widget_class, VtAssetGallery, box);
  gtk_widget_class_bind_template_child (widget_class, VtAssetGallery, problem);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
vt_asset_gallery_init (VtAssetGallery *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->stale = g_hash_table_new (NULL, NULL);
}

/**
 * vt_asset_gallery_set_workspace:
 * @self: a new gallery
 * @workspace: whose brand it shows
 */
void
vt_asset_gallery_set_workspace (VtAssetGallery *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  vt_asset_gallery_reload (self);
}

/**
 * vt_asset_gallery_show:
 * @self: a gallery with a workspace
 * @brand: the brand as it is now
 */
void
vt_asset_gallery_show (VtAssetGallery *self, VtBrand *brand)
{
  g_clear_pointer (&self->brand, vt_brand_unref);
  self->brand = vt_brand_ref (brand);
  draw_all (self);
}
