#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-facts.h"

#include "catalogue/vt-product-fact.h"

#include <glib/gi18n.h>
#include <string.h>

struct _VtProductFacts
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  gint64 product_id;
  char *title; /* (owned) (nullable) of the product */
  GArray *ids; /* (owned) gint64: the facts that there are rows for */

  GtkBox *rows;        /* template child */
  GtkEntry *new_name;  /* template child */
  GtkEntry *new_value; /* template child */
};

G_DEFINE_FINAL_TYPE (VtProductFacts, vt_product_facts, GTK_TYPE_BOX)

/* Edits ------------------------------------------------------------------------------------------------------------ */

typedef enum
{
  FACT_ADD,
  FACT_SET,
  FACT_MOVE,
  FACT_REMOVE
} FactKind;

static const char *const labels[] = {
  [FACT_ADD] = N_ ("Add a fact about %s"),
  [FACT_SET] = N_ ("Change a fact about %s"),
  [FACT_MOVE] = N_ ("Move a fact about %s"),
  [FACT_REMOVE] = N_ ("Remove a fact about %s"),
};

typedef struct
{
  FactKind kind;
  gint64 id; /* of the fact; of the product for a new one */
  int position;
  char *name;  /* (owned) (nullable) */
  char *value; /* (owned) (nullable) */
} FactEdit;

static void
fact_edit_free (gpointer data)
{
  FactEdit *edit = data;

  g_free (edit->name);
  g_free (edit->value);
  g_free (edit);
}

static gboolean
fact_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  FactEdit *edit = data;

  switch (edit->kind)
    {
    case FACT_ADD:
      return vt_product_add_fact (db, edit->id, edit->name, edit->value, -1, NULL, error);
    case FACT_SET:
      return vt_fact_set (db, edit->id, edit->name, edit->value, error);
    case FACT_MOVE:
      return vt_fact_move (db, edit->id, edit->position, error);
    case FACT_REMOVE:
    default:
      return vt_fact_remove (db, edit->id, error);
    }
}

static void
write_edit (VtProductFacts *self, FactKind kind, gint64 id, int position, const char *name, const char *value)
{
  FactEdit *edit = g_new0 (FactEdit, 1);
  g_autofree char *label = g_strdup_printf (_ (labels[kind]), self->title);

  edit->kind = kind;
  edit->id = id;
  edit->position = position;
  edit->name = g_strdup (name);
  edit->value = g_strdup (value);
  vt_workspace_edit (self->workspace, label, NULL, fact_job, edit, fact_edit_free);
}

/* Rows: a name, a value, a button that moves it up, one that removes it ---------------------------------------------
 */

static GtkWidget *
child_of (GtkWidget *row, guint number)
{
  GtkWidget *child = gtk_widget_get_first_child (row);

  while (number-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
row_at (VtProductFacts *self, guint number)
{
  return child_of (GTK_WIDGET (self->rows), number);
}

static const char *
text_of (GtkWidget *row, guint number)
{
  return gtk_editable_get_text (GTK_EDITABLE (child_of (row, number)));
}

static guint
number_of (VtProductFacts *self, GtkWidget *row)
{
  guint number = 0;

  for (GtkWidget *each = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); each != row;
       each = gtk_widget_get_next_sibling (each))
    number++;

  return number;
}

static const char *
kept (GtkWidget *entry)
{
  return g_object_get_data (G_OBJECT (entry), "kept");
}

static void
keep (GtkWidget *entry, const char *text)
{
  g_object_set_data_full (G_OBJECT (entry), "kept", g_strdup (text), g_free);
}

/* What is empty cannot be: the row then shows again what is there. */
static void
commit (VtProductFacts *self, GtkWidget *row)
{
  GtkWidget *name = child_of (row, 0);
  GtkWidget *value = child_of (row, 1);
  gint64 id = g_array_index (self->ids, gint64, number_of (self, row));

  if (strcmp (text_of (row, 0), kept (name)) == 0 && strcmp (text_of (row, 1), kept (value)) == 0)
    return;
  if (*text_of (row, 0) == '\0' || *text_of (row, 1) == '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (name), kept (name));
      gtk_editable_set_text (GTK_EDITABLE (value), kept (value));
      return;
    }

  write_edit (self, FACT_SET, id, 0, text_of (row, 0), text_of (row, 1));
  keep (name, text_of (row, 0));
  keep (value, text_of (row, 1));
}

static void
activated_cb (VtProductFacts *self, GtkWidget *entry)
{
  commit (self, gtk_widget_get_parent (entry));
}

static void
left_cb (GtkEventController *focus, VtProductFacts *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (focus);

  if (gtk_widget_get_parent (row) == GTK_WIDGET (self->rows))
    commit (self, row);
}

static void
up_cb (VtProductFacts *self, GtkWidget *button)
{
  guint number = number_of (self, gtk_widget_get_parent (button));

  if (number > 0)
    write_edit (self, FACT_MOVE, g_array_index (self->ids, gint64, number), (int) number - 1, NULL, NULL);
}

static void
remove_cb (VtProductFacts *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_parent (button);
  /* Translators: the name of a fact such as “Width” */
  g_autofree char *message = g_strdup_printf (_ ("“%s” removed"), text_of (row, 0));

  write_edit (self, FACT_REMOVE, g_array_index (self->ids, gint64, number_of (self, row)), 0, NULL, NULL);
  vt_workspace_tell (self->workspace, message, TRUE);
}

static void
name_widget (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_entry (VtProductFacts *self, int width_chars)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width_chars);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
make_button (VtProductFacts *self, const char *icon, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_row (VtProductFacts *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *value = make_entry (self, 8);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_hexpand (value, TRUE);
  gtk_box_append (GTK_BOX (row), make_entry (self, 8));
  gtk_box_append (GTK_BOX (row), value);
  gtk_box_append (GTK_BOX (row), make_button (self, "go-up-symbolic", G_CALLBACK (up_cb)));
  gtk_box_append (GTK_BOX (row), make_button (self, "user-trash-symbolic", G_CALLBACK (remove_cb)));
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, 0);
  gtk_widget_add_controller (row, focus);

  return row;
}

/* What is being typed is not overwritten. */
static void
follow (GtkWidget *entry, const char *text)
{
  if (g_strcmp0 (kept (entry), text) == 0)
    return;

  if (kept (entry) == NULL || strcmp (gtk_editable_get_text (GTK_EDITABLE (entry)), kept (entry)) == 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
  keep (entry, text);
}

static void
show_fact (GtkWidget *row, const VtFact *fact, gboolean first)
{
  g_autofree char *value_name = g_strdup_printf (_ ("Value of %s"), fact->name);
  g_autofree char *up = g_strdup_printf (_ ("Move %s Up"), fact->name);
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), fact->name);

  follow (child_of (row, 0), fact->name);
  follow (child_of (row, 1), fact->value);
  name_widget (child_of (row, 0), _ ("Name of a fact"));
  name_widget (child_of (row, 1), value_name);
  name_widget (child_of (row, 2), up);
  name_widget (child_of (row, 3), remove);
  gtk_widget_set_tooltip_text (child_of (row, 2), up);
  gtk_widget_set_tooltip_text (child_of (row, 3), remove);
  gtk_widget_set_sensitive (child_of (row, 2), !first);
}

static gboolean
is_shown (VtProductFacts *self, const GPtrArray *facts)
{
  if (self->ids->len != facts->len)
    return FALSE;
  for (guint i = 0; i < facts->len; i++)
    if (((const VtFact *) g_ptr_array_index (facts, i))->id != g_array_index (self->ids, gint64, i))
      return FALSE;

  return TRUE;
}

static void
rebuild (VtProductFacts *self, const GPtrArray *facts)
{
  GtkWidget *row;

  g_array_set_size (self->ids, 0);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  for (guint i = 0; i < facts->len; i++)
    {
      g_array_append_val (self->ids, ((const VtFact *) g_ptr_array_index (facts, i))->id);
      gtk_box_append (self->rows, make_row (self));
    }
}

/* The next one ----------------------------------------------------------------------------------------------------- */

static void
next_entry_cb (VtProductFacts *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->new_value));
}

static void
add_cb (VtProductFacts *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->new_name));
  const char *value = gtk_editable_get_text (GTK_EDITABLE (self->new_value));

  if (*name == '\0' || *value == '\0')
    {
      gtk_widget_grab_focus (*name == '\0' ? GTK_WIDGET (self->new_name) : GTK_WIDGET (self->new_value));
      return;
    }

  write_edit (self, FACT_ADD, self->product_id, -1, name, value);
  gtk_editable_set_text (GTK_EDITABLE (self->new_name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->new_value), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->new_name));
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_product_facts_dispose (GObject *object)
{
  g_clear_object (&VT_PRODUCT_FACTS (object)->workspace);

  G_OBJECT_CLASS (vt_product_facts_parent_class)->dispose (object);
}

static void
vt_product_facts_finalize (GObject *object)
{
  VtProductFacts *self = VT_PRODUCT_FACTS (object);

  g_array_unref (self->ids);
  g_free (self->title);

  G_OBJECT_CLASS (vt_product_facts_parent_class)->finalize (object);
}

static void
vt_product_facts_class_init (VtProductFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_product_facts_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_product_facts_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-product-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, VtProductFacts, rows);
  gtk_widget_class_bind_template_child (widget_class, VtProductFacts, new_name);
  gtk_widget_class_bind_template_child (widget_class, VtProductFacts, new_value);
  gtk_widget_class_bind_template_callback (widget_class, next_entry_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
vt_product_facts_init (VtProductFacts *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_product_facts_set_workspace:
 * @self: facts without a workspace
 * @workspace: of the shop that is edited
 */
void
vt_product_facts_set_workspace (VtProductFacts *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
}

/**
 * vt_product_facts_show:
 * @self: facts with a workspace
 * @product: as it is now
 */
void
vt_product_facts_show (VtProductFacts *self, VtProduct *product)
{
  g_autoptr (GPtrArray) facts =
      vt_product_list_facts (vt_workspace_get_reader (self->workspace), vt_product_get_id (product), NULL);

  self->product_id = vt_product_get_id (product);
  g_free (self->title);
  self->title = g_strdup (vt_product_get_title (product));
  if (facts == NULL)
    return;

  if (!is_shown (self, facts))
    rebuild (self, facts);
  for (guint i = 0; i < facts->len; i++)
    show_fact (row_at (self, i), g_ptr_array_index (facts, i), i == 0);
}
