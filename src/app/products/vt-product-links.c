#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-links.h"

#include "app/widgets/vt-suggestions.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"

#include <glib/gi18n.h>

#define N_OFFERED 7

struct _VtProductLinks
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  gint64 product_id;
  char *title;                /* (owned) (nullable) of the product */
  VtSuggestions *suggestions; /* (owned by the entry) */

  GtkFlowBox *collections;          /* template child */
  GtkMenuButton *collection_button; /* template child */
  GtkListBox *collection_list;      /* template child */
  GtkFlowBox *related;              /* template child */
  GtkEntry *related_entry;          /* template child */
  GtkBox *videos;                   /* template child */
  GtkEntry *video_entry;            /* template child */
};

G_DEFINE_FINAL_TYPE (VtProductLinks, vt_product_links, GTK_TYPE_BOX)

/* Edits ------------------------------------------------------------------------------------------------------------ */

typedef enum
{
  LINK_COLLECTION_ADD,
  LINK_COLLECTION_REMOVE,
  LINK_RELATED_ADD,
  LINK_RELATED_REMOVE,
  LINK_VIDEO_ADD,
  LINK_VIDEO_REMOVE
} LinkKind;

static const char *const labels[] = {
  [LINK_COLLECTION_ADD] = N_ ("Put %s into a collection"),
  [LINK_COLLECTION_REMOVE] = N_ ("Take %s out of a collection"),
  [LINK_RELATED_ADD] = N_ ("Relate a product to %s"),
  [LINK_RELATED_REMOVE] = N_ ("Take a product from beside %s"),
  [LINK_VIDEO_ADD] = N_ ("Add a film about %s"),
  [LINK_VIDEO_REMOVE] = N_ ("Remove a film about %s"),
};

typedef struct
{
  LinkKind kind;
  gint64 product_id;
  gint64 other_id;
  char *url; /* (owned) (nullable) */
} Link;

static void
link_free (gpointer data)
{
  Link *link = data;

  g_free (link->url);
  g_free (link);
}

static gboolean
link_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Link *link = data;

  switch (link->kind)
    {
    case LINK_COLLECTION_ADD:
      return vt_collection_add_product (db, link->other_id, link->product_id, error);
    case LINK_COLLECTION_REMOVE:
      return vt_collection_remove_product (db, link->other_id, link->product_id, error);
    case LINK_RELATED_ADD:
      return vt_product_add_related (db, link->product_id, link->other_id, error);
    case LINK_RELATED_REMOVE:
      return vt_product_remove_related (db, link->product_id, link->other_id, error);
    case LINK_VIDEO_ADD:
      return vt_product_add_video (db, link->product_id, link->url, "", -1, NULL, error);
    case LINK_VIDEO_REMOVE:
    default:
      return vt_video_remove (db, link->other_id, error);
    }
}

static void
edit (VtProductLinks *self, LinkKind kind, gint64 other_id, const char *url)
{
  Link *link = g_new0 (Link, 1);
  g_autofree char *label = g_strdup_printf (_ (labels[kind]), self->title);

  link->kind = kind;
  link->product_id = self->product_id;
  link->other_id = other_id;
  link->url = g_strdup (url);
  vt_workspace_edit (self->workspace, label, NULL, link_job, link, link_free);
}

/* Chips ------------------------------------------------------------------------------------------------------------ */

static gint64
id_of (gpointer widget)
{
  return *(gint64 *) g_object_get_data (widget, "id");
}

static void
set_id (gpointer widget, gint64 id)
{
  g_object_set_data_full (widget, "id", g_memdup2 (&id, sizeof id), g_free);
}

static void
clear (GtkFlowBox *flow)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (flow, 0)) != NULL)
    gtk_flow_box_remove (flow, GTK_WIDGET (child));
}

/* @removed: NULL for one that cannot be taken out. */
static GtkWidget *
make_chip (VtProductLinks *self, const char *text, gint64 id, GCallback removed)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_add_css_class (chip, "link-chip");
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (chip), label);
  if (removed != NULL)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
      g_autofree char *name = g_strdup_printf (_ ("Remove %s"), text);

      set_id (button, id);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "circular");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_object (button, "clicked", removed, self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (chip), button);
    }

  return chip;
}

static void
insert (GtkFlowBox *flow, GtkWidget *chip, int position)
{
  gtk_flow_box_insert (flow, chip, position);
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
}

/* Collections ------------------------------------------------------------------------------------------------------ */

static void
collection_removed_cb (VtProductLinks *self, GtkWidget *button)
{
  edit (self, LINK_COLLECTION_REMOVE, id_of (button), NULL);
}

static void
collection_chosen_cb (VtProductLinks *self, GtkListBoxRow *row)
{
  gtk_menu_button_popdown (self->collection_button);
  edit (self, LINK_COLLECTION_ADD, id_of (row), NULL);
}

static gboolean
is_in (const GPtrArray *collections, gint64 id)
{
  for (guint i = 0; collections != NULL && i < collections->len; i++)
    if (((VtCollection *) g_ptr_array_index (collections, i))->id == id)
      return TRUE;

  return FALSE;
}

/* Those by hand that it is not in. */
static void
list_collections (VtProductLinks *self, const GPtrArray *own)
{
  g_autoptr (GPtrArray) all = vt_collection_list (vt_workspace_get_reader (self->workspace), NULL);
  GtkListBoxRow *old;
  guint n = 0;

  while ((old = gtk_list_box_get_row_at_index (self->collection_list, 0)) != NULL)
    gtk_list_box_remove (self->collection_list, GTK_WIDGET (old));
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (all, i);
      GtkWidget *row;
      GtkWidget *label;

      if (collection->rule_match != VT_RULES_NONE || is_in (own, collection->id))
        continue;
      row = gtk_list_box_row_new ();
      label = gtk_label_new (collection->title);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, collection->title, -1);
      set_id (row, collection->id);
      gtk_list_box_append (self->collection_list, row);
      n++;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->collection_button), n > 0);
}

static void
show_collections (VtProductLinks *self)
{
  g_autoptr (GPtrArray) own =
      vt_collection_list_of_product (vt_workspace_get_reader (self->workspace), self->product_id, NULL);

  clear (self->collections);
  for (guint i = 0; own != NULL && i < own->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (own, i);
      gboolean by_rule = collection->rule_match != VT_RULES_NONE;
      /* TRANSLATORS: a collection that chooses its products by conditions: "Sale (by rule)" */
      g_autofree char *text =
          by_rule ? g_strdup_printf (_ ("%s (by rule)"), collection->title) : g_strdup (collection->title);

      insert (self->collections,
              make_chip (self, text, collection->id, by_rule ? NULL : G_CALLBACK (collection_removed_cb)), -1);
    }
  list_collections (self, own);
}

/* Related products ------------------------------------------------------------------------------------------------- */

static void
related_removed_cb (VtProductLinks *self, GtkWidget *button)
{
  edit (self, LINK_RELATED_REMOVE, id_of (button), NULL);
}

static void
wanted_cb (VtProductLinks *self, const char *text)
{
  VtProductQuery query = { .text = text, .status = -1, .limit = N_OFFERED + 1 };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  gint64 ids[N_OFFERED + 1] = { 0 };
  guint n = 0;

  if (g_utf8_strlen (text, -1) >= 2)
    rows = vt_product_list (vt_workspace_get_reader (self->workspace), &query, NULL);
  for (guint i = 0; rows != NULL && i < rows->len && n < N_OFFERED; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (row->id == self->product_id)
        continue;
      ids[n++] = row->id;
      g_strv_builder_add (titles, row->title);
    }
  texts = g_strv_builder_end (titles);
  vt_suggestions_offer (self->suggestions, texts, ids);
}

static void
taken_cb (VtProductLinks *self, G_GNUC_UNUSED const char *text, gint64 id)
{
  gtk_editable_set_text (GTK_EDITABLE (self->related_entry), "");
  edit (self, LINK_RELATED_ADD, id, NULL);
}

static void
show_related (VtProductLinks *self)
{
  VtDb *reader = vt_workspace_get_reader (self->workspace);
  g_autoptr (GArray) ids = vt_product_list_related (reader, self->product_id, NULL);
  g_autoptr (GPtrArray) rows = NULL;

  if (ids != NULL && ids->len > 0)
    rows = vt_product_list_rows (reader, (const gint64 *) (gpointer) ids->data, ids->len, NULL);
  clear (self->related);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (row != NULL)
        insert (self->related, make_chip (self, row->title, row->id, G_CALLBACK (related_removed_cb)), -1);
    }
}

/* Films ------------------------------------------------------------------------------------------------------------ */

static void
video_removed_cb (VtProductLinks *self, GtkWidget *button)
{
  edit (self, LINK_VIDEO_REMOVE, id_of (button), NULL);
}

static void
video_typed_cb (VtProductLinks *self)
{
  if (gtk_entry_get_text_length (self->video_entry) == 0)
    return;

  edit (self, LINK_VIDEO_ADD, 0, gtk_editable_get_text (GTK_EDITABLE (self->video_entry)));
  gtk_editable_set_text (GTK_EDITABLE (self->video_entry), "");
}

static void
show_videos (VtProductLinks *self)
{
  g_autoptr (GPtrArray) videos =
      vt_product_list_videos (vt_workspace_get_reader (self->workspace), self->product_id, NULL);
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->videos))) != NULL)
    gtk_box_remove (self->videos, old);
  for (guint i = 0; videos != NULL && i < videos->len; i++)
    {
      const VtVideo *video = g_ptr_array_index (videos, i);
      GtkWidget *chip = make_chip (self, video->url, video->id, G_CALLBACK (video_removed_cb));

      gtk_label_set_max_width_chars (GTK_LABEL (gtk_widget_get_first_child (chip)), 60);
      gtk_box_append (self->videos, chip);
    }
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_product_links_dispose (GObject *object)
{
  g_clear_object (&VT_PRODUCT_LINKS (object)->workspace);

  G_OBJECT_CLASS (vt_product_links_parent_class)->dispose (object);
}

static void
vt_product_links_finalize (GObject *object)
{
  g_free (VT_PRODUCT_LINKS (object)->title);

  G_OBJECT_CLASS (vt_product_links_parent_class)->finalize (object);
}

static void
vt_product_links_class_init (VtProductLinksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_product_links_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_product_links_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-product-links.ui");
  gtk_widget_class_bind_template_child (widget_class, VtProductLinks, collections);
  gtk_widget_class_bind_template_child (widget_class, VtProductLinks, collection_button);
  gtk_widget_class_bind_template_child (widget_class, VtProductLinks, collection_list);
  gtk_widget_class_bind_template_child (widget_class, VtProductLinks, related);
  gtk_widget_class_bind_template_child (widget_class, VtProductLinks, related_entry);
  gtk_widget_class_bind_template_child (widget_class, VtProductLinks, videos);
  gtk_widget_class_bind_template_child (widget_class, VtProductLinks, video_entry);
  gtk_widget_class_bind_template_callback (widget_class, collection_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, video_typed_cb);
}

static void
vt_product_links_init (VtProductLinks *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->suggestions = vt_suggestions_new (self->related_entry, FALSE);
  g_signal_connect_object (self->suggestions, "wanted", G_CALLBACK (wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggestions, "taken", G_CALLBACK (taken_cb), self, G_CONNECT_SWAPPED);
}

/**
 * vt_product_links_set_workspace:
 * @self: links without a workspace
 * @workspace: of the shop that is edited
 */
void
vt_product_links_set_workspace (VtProductLinks *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
}

/**
 * vt_product_links_show:
 * @self: links with a workspace
 * @product: as it is now
 */
void
vt_product_links_show (VtProductLinks *self, VtProduct *product)
{
  self->product_id = vt_product_get_id (product);
  g_free (self->title);
  self->title = g_strdup (vt_product_get_title (product));
  show_collections (self);
  show_related (self);
  show_videos (self);
}
