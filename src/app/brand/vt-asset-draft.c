#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-draft.h"

#include <glib/gi18n.h>

struct _VtAssetDraft
{
  GObject parent_instance;

  VtWorkspace *workspace; /* (owned) */
  char *id;               /* (owned) (nullable) */
  VtLayout *layout;       /* (owned) (nullable) with what is not written yet */
  guint chosen;           /* a layer; VT_LAYOUT_NO_LAYER: none */
  guint n_writing;        /* changes that the shop does not have yet */
};

/* A change of one asset. */
typedef struct
{
  VtAssetDraft *draft; /* (owned) */
  char *id;            /* (owned) */
  char *json;          /* (owned) (nullable) NULL: as the program has it, or none */
  VtMedia *media;      /* (owned) (nullable) */
} Edit;

enum
{
  CHANGED,
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtAssetDraft, vt_asset_draft, G_TYPE_OBJECT)

/* Reading --------------------------------------------------------------------------------------------------------- */

static void
take (VtAssetDraft *self, VtLayout *layout)
{
  g_autoptr (GPtrArray) layers = vt_layout_list_layers (layout);

  g_clear_pointer (&self->layout, vt_layout_unref);
  self->layout = layout;
  if (self->chosen >= layers->len)
    self->chosen = VT_LAYOUT_NO_LAYER;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * vt_asset_draft_reload:
 * @self: a draft
 *
 * Takes the layout that the shop has, unless there are changes that it does not have yet.
 *
 * Returns: %FALSE when the shop does not have the asset any more
 */
gboolean
vt_asset_draft_reload (VtAssetDraft *self)
{
  VtLayout *layout = NULL;

  if (self->id == NULL || self->n_writing > 0)
    return TRUE;

  layout = vt_layout_load (vt_workspace_get_reader (self->workspace), self->id, NULL, NULL);
  if (layout != NULL)
    take (self, layout);

  return layout != NULL;
}

/**
 * vt_asset_draft_open:
 * @self: a draft
 * @id: of an asset
 */
void
vt_asset_draft_open (VtAssetDraft *self, const char *id)
{
  char *copy = g_strdup (id);

  g_free (self->id);
  self->id = copy;
  self->n_writing = 0;
  self->chosen = VT_LAYOUT_NO_LAYER;
  vt_asset_draft_reload (self);
}

/**
 * vt_asset_draft_close:
 * @self: a draft
 *
 * Nothing is read any more; what is being written still is.
 */
void
vt_asset_draft_close (VtAssetDraft *self)
{
  g_clear_pointer (&self->id, g_free);
}

/**
 * vt_asset_draft_get_id:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): of the asset that is open
 */
const char *
vt_asset_draft_get_id (VtAssetDraft *self)
{
  return self->id;
}

/**
 * vt_asset_draft_get_layout:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the layout as it is now
 */
const VtLayout *
vt_asset_draft_get_layout (VtAssetDraft *self)
{
  return self->layout;
}

/**
 * vt_asset_draft_get_workspace:
 * @self: a draft
 *
 * Returns: (transfer none): whose asset it is
 */
VtWorkspace *
vt_asset_draft_get_workspace (VtAssetDraft *self)
{
  return self->workspace;
}

/* The chosen layer ------------------------------------------------------------------------------------------------ */

/**
 * vt_asset_draft_choose:
 * @self: a draft
 * @index: of a layer; %VT_LAYOUT_NO_LAYER: none
 */
void
vt_asset_draft_choose (VtAssetDraft *self, guint index)
{
  if (index == self->chosen)
    return;

  self->chosen = index;
  g_signal_emit (self, signals[CHOSEN], 0);
}

/**
 * vt_asset_draft_get_chosen:
 * @self: a draft
 *
 * Returns: the index of a layer, or %VT_LAYOUT_NO_LAYER
 */
guint
vt_asset_draft_get_chosen (VtAssetDraft *self)
{
  return self->chosen;
}

static const VtLayer *
nth (VtAssetDraft *self, guint index)
{
  g_autoptr (GPtrArray) layers = self->layout != NULL ? vt_layout_list_layers (self->layout) : NULL;

  return layers != NULL && index < layers->len ? g_ptr_array_index (layers, index) : NULL;
}

/**
 * vt_asset_draft_get_layer:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the chosen layer
 */
const VtLayer *
vt_asset_draft_get_layer (VtAssetDraft *self)
{
  return nth (self, self->chosen);
}

/**
 * vt_asset_draft_get_placed:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): what is moved with the chosen layer: itself, or the column that it is in
 */
const VtLayer *
vt_asset_draft_get_placed (VtAssetDraft *self)
{
  return vt_asset_draft_get_layer (self) != NULL ? nth (self, vt_layout_top_of (self->layout, self->chosen)) : NULL;
}

/**
 * vt_asset_draft_name_layer:
 * @layer: a layer
 *
 * Returns: (transfer full): what it is called; layers that take each other's place are told apart
 */
char *
vt_asset_draft_name_layer (const VtLayer *layer)
{
  static const char *const kinds[VT_LAYER_N_KINDS] = { N_ ("Text"), N_ ("Price"),   N_ ("Picture"), N_ ("Shape"),
                                                       N_ ("Logo"), N_ ("QR code"), N_ ("Column") };
  const char *name = *layer->name != '\0' ? layer->name : _ (kinds[layer->kind]);

  return g_strcmp0 (layer->when, "no-photo") == 0 ? g_strdup_printf (_ ("%s, without a photograph"), name)
                                                  : g_strdup (name);
}

/* Writing --------------------------------------------------------------------------------------------------------- */

/* On the main thread, when it is over: what was refused is taken back. */
static void
edit_free (Edit *edit)
{
  VtAssetDraft *draft = edit->draft;

  if (g_strcmp0 (draft->id, edit->id) == 0 && draft->n_writing > 0 && --draft->n_writing == 0)
    vt_asset_draft_reload (draft);
  g_object_unref (draft);
  g_free (edit->id);
  g_free (edit->json);
  vt_media_free (edit->media);
  g_free (edit);
}

static gboolean
edit_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  if (edit->media != NULL && !vt_media_add (db, edit->media, error))
    return FALSE;

  return vt_layout_set (db, edit->id, edit->json, error);
}

static void
write_json (VtAssetDraft *self, const char *label, const char *coalesce_key, char *json, VtMedia *media)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->draft = g_object_ref (self);
  edit->id = g_strdup (self->id);
  edit->json = json;
  edit->media = media;
  self->n_writing++;
  vt_workspace_edit (self->workspace, label, coalesce_key, edit_job, edit, (GDestroyNotify) edit_free);
}

/**
 * vt_asset_draft_write:
 * @self: a draft
 * @label: what the history calls it
 * @coalesce_key: (nullable): edits in a row with the same one are one step
 * @layout: (transfer full): a changed copy
 * @media: (transfer full) (nullable): a staged file that it shows
 * @chosen: the layer that is chosen from now on
 */
void
vt_asset_draft_write (VtAssetDraft *self,
                      const char *label,
                      const char *coalesce_key,
                      VtLayout *layout,
                      VtMedia *media,
                      guint chosen)
{
  write_json (self, label, coalesce_key, vt_layout_to_json (layout), media);
  layout->is_own = TRUE;
  self->chosen = chosen;
  take (self, layout);
}

/**
 * vt_asset_draft_place:
 * @self: a draft
 * @box: where the chosen layer, or the column that it is in, is from now on
 * @is_step: one of several small steps
 */
void
vt_asset_draft_place (VtAssetDraft *self, const VtBox *box, gboolean is_step)
{
  guint top = vt_asset_draft_get_layer (self) != NULL ? vt_layout_top_of (self->layout, self->chosen) : 0;
  const VtLayer *placed = vt_asset_draft_get_placed (self);
  g_autoptr (VtLayout) copy = placed != NULL ? vt_layout_copy (self->layout) : NULL;
  g_autoptr (GPtrArray) layers = copy != NULL ? vt_layout_list_layers (copy) : NULL;
  g_autofree char *key = g_strdup_printf ("asset:%s:%u:box", self->id, top);

  if (layers == NULL || memcmp (&placed->box, box, sizeof *box) == 0)
    return;

  ((VtLayer *) g_ptr_array_index (layers, top))->box = *box;
  vt_asset_draft_write (self, _ ("Move a layer of an asset"), is_step ? key : NULL, g_steal_pointer (&copy), NULL,
                        self->chosen);
}

/**
 * vt_asset_draft_add:
 * @self: a draft
 * @kind: what the new layer shows
 */
void
vt_asset_draft_add (VtAssetDraft *self, VtLayerKind kind)
{
  g_autoptr (VtLayout) copy = self->layout != NULL ? vt_layout_copy (self->layout) : NULL;
  guint index = copy != NULL ? vt_layout_add_layer (copy, kind) : VT_LAYOUT_NO_LAYER;

  if (index != VT_LAYOUT_NO_LAYER)
    vt_asset_draft_write (self, _ ("Add a layer to an asset"), NULL, g_steal_pointer (&copy), NULL, index);
}

/**
 * vt_asset_draft_duplicate:
 * @self: a draft
 *
 * Adds the chosen layer once more.
 */
void
vt_asset_draft_duplicate (VtAssetDraft *self)
{
  g_autoptr (VtLayout) copy = vt_asset_draft_get_layer (self) != NULL ? vt_layout_copy (self->layout) : NULL;
  guint index = copy != NULL ? vt_layout_duplicate_layer (copy, self->chosen) : VT_LAYOUT_NO_LAYER;

  if (index != VT_LAYOUT_NO_LAYER)
    vt_asset_draft_write (self, _ ("Add a layer to an asset"), NULL, g_steal_pointer (&copy), NULL, index);
}

/**
 * vt_asset_draft_remove:
 * @self: a draft
 *
 * Removes the chosen layer.
 */
void
vt_asset_draft_remove (VtAssetDraft *self)
{
  g_autoptr (VtLayout) copy = vt_asset_draft_get_layer (self) != NULL ? vt_layout_copy (self->layout) : NULL;

  if (copy != NULL && vt_layout_remove_layer (copy, self->chosen))
    vt_asset_draft_write (self, _ ("Remove a layer of an asset"), NULL, g_steal_pointer (&copy), NULL,
                          VT_LAYOUT_NO_LAYER);
}

/**
 * vt_asset_draft_move:
 * @self: a draft
 * @step: 1: the chosen layer goes above the next; -1: below the one before
 */
void
vt_asset_draft_move (VtAssetDraft *self, int step)
{
  g_autoptr (VtLayout) copy = vt_asset_draft_get_layer (self) != NULL ? vt_layout_copy (self->layout) : NULL;
  guint index = copy != NULL ? vt_layout_move_layer (copy, self->chosen, step) : self->chosen;

  if (index != self->chosen)
    vt_asset_draft_write (self, _ ("Order the layers of an asset"), NULL, g_steal_pointer (&copy), NULL, index);
}

/**
 * vt_asset_draft_reset:
 * @self: a draft
 *
 * Goes back to the layout that the program comes with; an asset that the shop made is removed.
 */
void
vt_asset_draft_reset (VtAssetDraft *self)
{
  if (self->layout != NULL)
    write_json (self, self->layout->is_added ? _ ("Remove an asset") : _ ("Back to the asset as it was made"), NULL,
                NULL, NULL);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_asset_draft_finalize (GObject *object)
{
  VtAssetDraft *self = VT_ASSET_DRAFT (object);

  g_clear_pointer (&self->layout, vt_layout_unref);
  g_clear_object (&self->workspace);
  g_free (self->id);

  G_OBJECT_CLASS (vt_asset_draft_parent_class)->finalize (object);
}

static void
vt_asset_draft_class_init (VtAssetDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_asset_draft_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", VT_TYPE_ASSET_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] =
      g_signal_new ("chosen", VT_TYPE_ASSET_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_asset_draft_init (VtAssetDraft *self)
{
  self->chosen = VT_LAYOUT_NO_LAYER;
}

/**
 * vt_asset_draft_new:
 * @workspace: whose assets are changed
 *
 * Returns: (transfer full): a draft of nothing
 */
VtAssetDraft *
vt_asset_draft_new (VtWorkspace *workspace)
{
  VtAssetDraft *self = g_object_new (VT_TYPE_ASSET_DRAFT, NULL);

  self->workspace = g_object_ref (workspace);
  return self;
}
