#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-collection-editor.h"

#include "app/products/vt-collection-edits.h"
#include "app/products/vt-collection-members.h"
#include "app/products/vt-description-field.h"
#include "app/products/vt-rule-row.h"
#include "app/widgets/vt-field.h"
#include "app/widgets/vt-picture-row.h"

#include <glib/gi18n.h>

struct _VtCollectionEditor
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 id;
  VtCollection *collection; /* (owned) (nullable) */
  gboolean showing;         /* the rows are being told, not chosen in */
  guint n_rules_written;    /* edits of the conditions that are on their way */

  GtkScrolledWindow *scroller;     /* template child */
  VtField *title;                  /* template child */
  VtDescriptionField *description; /* template child */
  VtPictureRow *picture;           /* template child */
  VtField *handle;                 /* template child */
  VtField *seo_title;              /* template child */
  VtField *seo_description;        /* template child */
  AdwComboRow *match;              /* template child */
  GtkListBox *rules;               /* template child */
  GtkWidget *rules_box;            /* template child */
  VtCollectionMembers *members;    /* template child */
};

G_DEFINE_FINAL_TYPE (VtCollectionEditor, vt_collection_editor, ADW_TYPE_BIN)

static gboolean
is_telling (VtCollectionEditor *self)
{
  return self->showing || self->collection == NULL || self->workspace == NULL;
}

/* Texts ----------------------------------------------------------------------------------------------------------- */

static VtCollectionEdit *
new_text (VtCollectionEditor *self, VtCollectionSetText set_text, const char *text)
{
  VtCollectionEdit *edit = vt_collection_edit_new (self->id);

  edit->set_text = set_text;
  edit->text = g_strdup (text);
  return edit;
}

static char *
key_of (VtCollectionEditor *self, const char *what)
{
  return g_strdup_printf ("collection.%s.%" G_GINT64_FORMAT, what, self->id);
}

static void
text_cb (VtCollectionEditor *self, VtField *field)
{
  /* TRANSLATORS: steps of the history; %s is the name of a collection */
  const struct
  {
    VtField *field;
    const char *what;
    const char *label;
    VtCollectionSetText set_text;
  } facts[] = {
    { self->title, "title", _ ("Edit title of %s"), vt_collection_set_title },
    { self->handle, "handle", _ ("Edit address of %s"), vt_collection_set_handle },
    { self->seo_title, "seo-title", _ ("Edit search title of %s"), vt_collection_set_seo_title },
    { self->seo_description, "seo-description", _ ("Edit search description of %s"),
      vt_collection_set_seo_description },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts) && !is_telling (self); i++)
    if (facts[i].field == field)
      {
        g_autofree char *label = g_strdup_printf (facts[i].label, self->collection->title);
        g_autofree char *key = key_of (self, facts[i].what);

        vt_field_write (field, self->workspace, label, key, vt_collection_edit_text,
                        new_text (self, facts[i].set_text, vt_field_get_text (field)),
                        (GDestroyNotify) vt_collection_edit_free);
      }
}

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtCollectionEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (source), result, NULL, &error) && self->workspace != NULL)
    vt_workspace_fail (self->workspace, error);
  if (self->description != NULL)
    vt_description_field_release (self->description);
}

static void
description_cb (VtCollectionEditor *self, const char *html)
{
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;

  if (is_telling (self))
    return;

  label = g_strdup_printf (_ ("Edit description of %s"), self->collection->title);
  key = key_of (self, "description");
  vt_description_field_hold (self->description);
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, key, vt_collection_edit_text,
                       new_text (self, vt_collection_set_description_html, html),
                       (GDestroyNotify) vt_collection_edit_free, NULL, described_cb, g_object_ref (self));
}

static void
picture_cb (VtCollectionEditor *self)
{
  VtCollectionEdit *edit;
  g_autofree char *label = NULL;

  if (is_telling (self))
    return;

  edit = new_text (self, NULL, vt_picture_row_get_sha256 (self->picture));
  edit->media = vt_picture_row_steal_media (self->picture);
  label = g_strdup_printf (_ ("Change picture of %s"), self->collection->title);
  vt_workspace_edit (self->workspace, label, NULL, vt_collection_edit_picture, edit,
                     (GDestroyNotify) vt_collection_edit_free);
}

static void
delete_cb (VtCollectionEditor *self)
{
  g_autofree char *label = NULL;
  g_autofree char *message = NULL;

  if (is_telling (self))
    return;

  label = g_strdup_printf (_ ("Delete collection %s"), self->collection->title);
  message = g_strdup_printf (_ ("“%s” deleted; its products stay"), self->collection->title);
  vt_workspace_edit (self->workspace, label, NULL, vt_collection_edit_delete, vt_collection_edit_new (self->id),
                     (GDestroyNotify) vt_collection_edit_free);
  vt_workspace_tell (self->workspace, message, TRUE);
}

/* Conditions ------------------------------------------------------------------------------------------------------ */

static VtRuleRow *
rule_row_at (VtCollectionEditor *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->rules, index);

  return VT_IS_RULE_ROW (row) ? VT_RULE_ROW (row) : NULL;
}

/* Those that are whole. */
static GPtrArray *
gather_rules (VtCollectionEditor *self)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_collection_rule_free);

  for (int i = 0; rule_row_at (self, i) != NULL; i++)
    {
      VtCollectionRule *rule = vt_rule_row_get_rule (rule_row_at (self, i));

      if (rule != NULL)
        g_ptr_array_add (rules, rule);
    }

  return rules;
}

static gboolean
are_the_same (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const VtCollectionRule *first = g_ptr_array_index (a, i);
      const VtCollectionRule *second = g_ptr_array_index (b, i);

      if (!g_str_equal (first->field, second->field) || !g_str_equal (first->relation, second->relation) ||
          !g_str_equal (first->value, second->value))
        return FALSE;
    }

  return TRUE;
}

static void
rules_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtCollectionEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_rules_written--;
  if (!vt_shop_write_finish (VT_SHOP (source), result, NULL, &error) && self->workspace != NULL)
    vt_workspace_fail (self->workspace, error);
  if (self->workspace != NULL && self->n_rules_written == 0)
    vt_collection_editor_refresh (self);
}

/* Conditions that are not whole yet wait for their values. */
static void
write_rules (VtCollectionEditor *self, const char *key)
{
  VtRulesMatch match = (VtRulesMatch) adw_combo_row_get_selected (self->match);
  VtCollectionEdit *edit = vt_collection_edit_new (self->id);
  g_autofree char *label = g_strdup_printf (_ ("Choose the products of %s"), self->collection->title);

  edit->match = match;
  edit->rules = match != VT_RULES_NONE ? gather_rules (self) : NULL;
  if (match != VT_RULES_NONE && edit->rules->len == 0)
    {
      vt_collection_edit_free (edit);
      return;
    }

  self->n_rules_written++;
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, key, vt_collection_edit_rules, edit,
                       (GDestroyNotify) vt_collection_edit_free, NULL, rules_written_cb, g_object_ref (self));
}

static void
rule_edited_cb (VtCollectionEditor *self)
{
  g_autofree char *key = key_of (self, "rules");

  if (!is_telling (self))
    write_rules (self, key);
}

static void append_rule (VtCollectionEditor *self, const VtCollectionRule *rule);

static void
append_empty_rule (VtCollectionEditor *self)
{
  g_autoptr (VtCollectionRule) rule = vt_collection_rule_new ("tag", "is", "");

  append_rule (self, rule);
}

static void
rule_removed_cb (VtCollectionEditor *self, GtkWidget *row)
{
  gtk_list_box_remove (self->rules, row);
  if (rule_row_at (self, 0) == NULL)
    append_empty_rule (self);
  write_rules (self, NULL);
}

static void
append_rule (VtCollectionEditor *self, const VtCollectionRule *rule)
{
  GtkWidget *row = vt_rule_row_new (rule, vt_workspace_get_currency (self->workspace));

  g_signal_connect_object (row, "edited", G_CALLBACK (rule_edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (rule_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->rules, row);
}

static void
add_rule_cb (VtCollectionEditor *self)
{
  int n = 0;

  if (is_telling (self))
    return;

  append_empty_rule (self);
  while (rule_row_at (self, n) != NULL)
    n++;
  vt_rule_row_focus_value (rule_row_at (self, n - 1));
}

static void
match_cb (VtCollectionEditor *self)
{
  gboolean by_rule = adw_combo_row_get_selected (self->match) != VT_RULES_NONE;

  if (is_telling (self))
    return;

  gtk_widget_set_visible (self->rules_box, by_rule);
  if (by_rule && rule_row_at (self, 0) == NULL)
    append_empty_rule (self);
  write_rules (self, NULL);
}

static void
fill_rules (VtCollectionEditor *self, const GPtrArray *rules)
{
  GtkWidget *child;

  while ((child = GTK_WIDGET (rule_row_at (self, 0))) != NULL)
    gtk_list_box_remove (self->rules, child);
  for (guint i = 0; i < rules->len; i++)
    append_rule (self, g_ptr_array_index (rules, i));
}

/* What is typed stays while it means what the shop has, and while it is not whole. */
static void
show_rules (VtCollectionEditor *self)
{
  VtRulesMatch match = VT_RULES_NONE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules =
      vt_collection_list_rules (vt_workspace_get_reader (self->workspace), self->id, &match, &error);
  g_autoptr (GPtrArray) typed = gather_rules (self);
  gboolean waits = match == VT_RULES_NONE && typed->len == 0 && rule_row_at (self, 0) != NULL;

  if (rules == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }
  if (self->n_rules_written > 0 || waits)
    return;

  adw_combo_row_set_selected (self->match, (guint) match);
  gtk_widget_set_visible (self->rules_box, match != VT_RULES_NONE);
  if (!are_the_same (typed, rules))
    fill_rules (self, rules);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static void
show (VtCollectionEditor *self)
{
  const VtCollection *collection = self->collection;

  vt_field_show (self->title, collection->title);
  vt_field_show (self->handle, collection->handle);
  vt_field_show (self->seo_title, collection->seo_title);
  vt_field_show (self->seo_description, collection->seo_description);
  vt_description_field_follow (self->description, collection->description_html);
  vt_picture_row_show (self->picture, collection->sha256);
  show_rules (self);
  vt_collection_members_show (self->members, collection);
}

/**
 * vt_collection_editor_refresh:
 * @self: an editor with a workspace
 *
 * Shows the open collection as the shop has it now.
 */
void
vt_collection_editor_refresh (VtCollectionEditor *self)
{
  if (self->id == 0 || self->showing)
    return;

  vt_collection_free (self->collection);
  self->collection = vt_collection_load (vt_workspace_get_reader (self->workspace), self->id, NULL);
  /* Deleted: the place leaves the editor. */
  if (self->collection == NULL)
    return;

  self->showing = TRUE;
  show (self);
  self->showing = FALSE;
}

static void
vt_collection_editor_dispose (GObject *object)
{
  VtCollectionEditor *self = VT_COLLECTION_EDITOR (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_collection_editor_parent_class)->dispose (object);
}

static void
vt_collection_editor_finalize (GObject *object)
{
  vt_collection_free (VT_COLLECTION_EDITOR (object)->collection);

  G_OBJECT_CLASS (vt_collection_editor_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, title);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, description);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, picture);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, handle);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, seo_title);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, seo_description);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, match);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, rules);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, rules_box);
  gtk_widget_class_bind_template_child (widget_class, VtCollectionEditor, members);
}

static void
vt_collection_editor_class_init (VtCollectionEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_collection_editor_dispose;
  object_class->finalize = vt_collection_editor_finalize;

  g_type_ensure (VT_TYPE_FIELD);
  g_type_ensure (VT_TYPE_PICTURE_ROW);
  g_type_ensure (VT_TYPE_DESCRIPTION_FIELD);
  g_type_ensure (VT_TYPE_COLLECTION_MEMBERS);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-collection-editor.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, description_cb);
  gtk_widget_class_bind_template_callback (widget_class, vt_collection_editor_refresh);
  gtk_widget_class_bind_template_callback (widget_class, picture_cb);
  gtk_widget_class_bind_template_callback (widget_class, match_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_rule_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

static void
vt_collection_editor_init (VtCollectionEditor *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;
}

/**
 * vt_collection_editor_set_workspace:
 * @self: a new editor
 * @workspace: whose collections it edits
 */
void
vt_collection_editor_set_workspace (VtCollectionEditor *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  vt_picture_row_set_workspace (self->picture, workspace);
  vt_collection_members_set_workspace (self->members, workspace);
}

/**
 * vt_collection_editor_open:
 * @self: an editor with a workspace
 * @id: a collection's id
 *
 * Shows a collection. Nothing happens when it is open already.
 */
void
vt_collection_editor_open (VtCollectionEditor *self, gint64 id)
{
  VtField *fields[] = { self->title, self->handle, self->seo_title, self->seo_description };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (self->id == id)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    vt_field_forget (fields[i]);
  self->showing = TRUE;
  fill_rules (self, none);
  vt_description_field_reset (self->description, "");
  self->showing = FALSE;
  self->id = id;
  vt_collection_editor_refresh (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/**
 * vt_collection_editor_get_id:
 * @self: an editor
 *
 * Returns: id of the open collection; 0 for none
 */
gint64
vt_collection_editor_get_id (VtCollectionEditor *self)
{
  return self->id;
}

/**
 * vt_collection_editor_focus_search:
 * @self: an editor
 *
 * Moves the keyboard to where products are found: what a new collection needs next.
 */
void
vt_collection_editor_focus_search (VtCollectionEditor *self)
{
  vt_collection_members_focus_search (self->members);
}
