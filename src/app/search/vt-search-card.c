#define G_LOG_DOMAIN "vitrine"

#include "app/search/vt-search-card.h"

#include "app/search/vt-search-editor.h"
#include "app/widgets/vt-wrap.h"
#include "catalogue/vt-product.h"

#include <glib/gi18n.h>

/* Rows that are shown before all are asked for, and the most that are made. */
#define N_FEW  6
#define N_MOST 300

struct _VtSearchCard
{
  AdwPreferencesGroup parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtSearchCardKind kind;
  GPtrArray *records;        /* (owned) (nullable) VtSynonym, VtSearchRule or VtSearchCheck, as the rows show them */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget) */
  GCancellable *cancellable; /* (owned) (nullable) of the tests that are going on */
  gboolean all;              /* all rows are shown */
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (VtSearchCard, vt_search_card, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  const char *title;
  const char *add;
  const char *empty;
  const char *table;
} cards[] = {
  [VT_SEARCH_CARD_SYNONYMS] = { N_ ("Synonyms"), N_ ("Add Synonyms"),
                                N_ ("Words that mean the same to shoppers, such as couch and sofa"), "search_synonym" },
  [VT_SEARCH_CARD_RULES] = { N_ ("Pins and Detours"), N_ ("Pin or Send Elsewhere"),
                             N_ ("Searches that show a product first, or lead to a page"), "search_rule" },
  [VT_SEARCH_CARD_TESTS] = { N_ ("Test Set"), N_ ("Add to Test Set"),
                             N_ ("Searches that must show a product: tried after each edit and before you publish"),
                             "search_test" },
};

/* Rows ------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_icon (const char *name, const char *css_class)
{
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (icon, css_class);
  return icon;
}

static GtkWidget *
make_chip (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "word-chip");
  return label;
}

static GtkWidget *
make_note (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static GtkWidget *
make_synonym_row (const VtSynonym *synonym)
{
  gboolean one_way = *synonym->source != '\0';
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *wrap = vt_wrap_new (6);
  g_auto (GStrv) words = g_strsplit (synonym->words, ", ", -1);
  g_autofree char *name = one_way ? g_strdup_printf ("%s → %s", synonym->source, synonym->words)
                                  : g_strdup_printf ("%s ↔ %s", words[0], synonym->words + strlen (words[0]) + 2);

  gtk_widget_add_css_class (wrap, "synonyms");
  if (one_way)
    vt_wrap_append (VT_WRAP (wrap), make_chip (synonym->source));
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (one_way ? i == 0 : i == 1)
        vt_wrap_append (VT_WRAP (wrap), gtk_label_new (one_way ? "→" : "↔"));
      vt_wrap_append (VT_WRAP (wrap), make_chip (words[i]));
    }
  if (one_way)
    vt_wrap_append (VT_WRAP (wrap), make_note (_ ("one way")));

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), wrap);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static GtkWidget *
make_action_row (const char *text, const char *subtitle, const char *icon, const char *css_class)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_icon (icon, css_class));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static GtkWidget *
make_rule_row (VtSearchCard *self, const VtSearchRule *rule)
{
  g_autoptr (VtProduct) product =
      rule->product_id != 0 ? vt_product_load (vt_workspace_get_reader (self->workspace), rule->product_id, NULL)
                            : NULL;
  const char *title = product != NULL ? vt_product_get_title (product) : "";
  g_autofree char *text = NULL;

  switch (rule->kind)
    {
    case VT_SEARCH_RULE_PIN:
      /* TRANSLATORS: what shoppers type, and a product */
      text = g_strdup_printf (_ ("“%s” shows %s first"), rule->query, title);
      return make_action_row (text, NULL, "view-pin-symbolic", "accent");
    case VT_SEARCH_RULE_HIDE:
      text = g_strdup_printf (_ ("“%s” leaves out %s"), rule->query, title);
      return make_action_row (text, NULL, "view-conceal-symbolic", NULL);
    case VT_SEARCH_RULE_BOOST:
      text = rule->percent > 0 ? g_strdup_printf (_ ("“%s” raises %s by %d %%"), rule->query, title, rule->percent)
                               : g_strdup_printf (_ ("“%s” lowers %s by %d %%"), rule->query, title, -rule->percent);
      return make_action_row (text, NULL, rule->percent > 0 ? "go-up-symbolic" : "go-down-symbolic", NULL);
    case VT_SEARCH_RULE_REDIRECT:
    default:
      text = g_strdup_printf (_ ("“%s” opens %s"), rule->query, rule->path);
      return make_action_row (text, NULL, "go-jump-symbolic", "accent");
    }
}

static GtkWidget *
make_check_row (const VtSearchCheck *check)
{
  gboolean passes = vt_search_check_passes (check);
  /* TRANSLATORS: what shoppers type, a product, and how many results: “sofa” shows Leather Sofa among the first 3 */
  g_autofree char *text = g_strdup_printf (_ ("“%s” shows %s among the first %d"), check->test->query,
                                           check->title != NULL ? check->title : "", check->test->within);
  g_autofree char *place = check->place > 0 ? g_strdup_printf (_ ("It is at place %d"), check->place)
                                            : g_strdup_printf (_ ("Not among the first %d now"), check->test->within);
  GtkWidget *row = make_action_row (text, place, passes ? "emblem-ok-symbolic" : "dialog-error-symbolic",
                                    passes ? "success" : "error");
  g_autofree char *said = g_strdup_printf ("%s: %s", passes ? _ ("Passes") : _ ("Fails"), place);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
  return row;
}

/* Filling ---------------------------------------------------------------------------------------------------------- */

static void
edit (VtSearchCard *self, gpointer record)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->kind == VT_SEARCH_CARD_SYNONYMS)
    vt_search_editor_present_synonym (widget, self->workspace, record, NULL);
  else if (self->kind == VT_SEARCH_CARD_RULES)
    vt_search_editor_present_rule (widget, self->workspace, record, NULL);
  else
    vt_search_editor_present_test (widget, self->workspace, record != NULL ? ((VtSearchCheck *) record)->test : NULL,
                                   NULL);
}

static void
add_cb (VtSearchCard *self)
{
  edit (self, NULL);
}

static void
activated_cb (VtSearchCard *self, GtkListBoxRow *row)
{
  gpointer record = g_object_get_data (G_OBJECT (row), "record");

  if (record != NULL)
    edit (self, record);
}

static void
add_row (VtSearchCard *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (VtSearchCard *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static GtkWidget *
make_row (VtSearchCard *self, gpointer record)
{
  GtkWidget *row = self->kind == VT_SEARCH_CARD_SYNONYMS ? make_synonym_row (record)
                   : self->kind == VT_SEARCH_CARD_RULES  ? make_rule_row (self, record)
                                                         : make_check_row (record);

  g_object_set_data (G_OBJECT (row), "record", record);
  return row;
}

static void show_records (VtSearchCard *self);

static void
all_cb (VtSearchCard *self)
{
  self->all = TRUE;
  show_records (self);
}

static void
show_title (VtSearchCard *self)
{
  guint n_failed = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; self->kind == VT_SEARCH_CARD_TESTS && i < self->records->len; i++)
    n_failed += vt_search_check_passes (g_ptr_array_index (self->records, i)) ? 0 : 1;

  if (self->records->len == 0)
    title = g_strdup (_ (cards[self->kind].title));
  else if (n_failed > 0)
    /* TRANSLATORS: "Test Set · 2 of 7 fail" */
    title = g_strdup_printf (_ ("%s · %u of %u fail"), _ (cards[self->kind].title), n_failed, self->records->len);
  else
    title = g_strdup_printf ("%s · %u", _ (cards[self->kind].title), self->records->len);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
}

static void
show_records (VtSearchCard *self)
{
  guint n = MIN (self->records->len, self->all ? N_MOST : N_FEW);

  clear (self);
  show_title (self);
  for (guint i = 0; i < n; i++)
    add_row (self, make_row (self, g_ptr_array_index (self->records, i)));
  if (n == 0)
    {
      GtkWidget *row = make_action_row (_ (cards[self->kind].empty), NULL, NULL, NULL);

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_focusable (row, FALSE);
      gtk_widget_add_css_class (row, "dim-label");
      add_row (self, row);
    }
  else if (n < self->records->len && !self->all)
    {
      g_autofree char *text = g_strdup_printf (_ ("Show All %u"), self->records->len);
      GtkWidget *row = make_action_row (text, NULL, NULL, NULL);

      g_signal_connect_object (row, "activated", G_CALLBACK (all_cb), self, G_CONNECT_SWAPPED);
      add_row (self, row);
    }
}

static void
take_records (VtSearchCard *self, GPtrArray *records)
{
  GPtrArray *old = self->records;

  self->records = records;
  show_records (self);
  /* The rows that pointed into them are gone now. */
  g_clear_pointer (&old, g_ptr_array_unref);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtSearchCard) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *checks = vt_search_desk_check_finish (VT_SEARCH_DESK (source), result, &error);

  if (checks == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The test set is not tried: %s", error->message);
  if (checks != NULL && self->workspace != NULL)
    take_records (self, checks);
  else
    g_clear_pointer (&checks, g_ptr_array_unref);
}

static void
check (VtSearchCard *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  vt_search_desk_check_async (vt_workspace_get_search (self->workspace), self->cancellable, checked_cb,
                              g_object_ref (self));
}

static void
refresh (VtSearchCard *self)
{
  VtDb *db = vt_workspace_get_reader (self->workspace);
  g_autoptr (GError) error = NULL;
  GPtrArray *records = NULL;

  self->stale = FALSE;
  if (self->kind == VT_SEARCH_CARD_TESTS)
    {
      check (self);
      return;
    }

  records =
      self->kind == VT_SEARCH_CARD_SYNONYMS ? vt_synonym_list (db, &error) : vt_search_rule_list (db, NULL, &error);
  if (records != NULL)
    take_records (self, records);
  else
    vt_workspace_fail (self->workspace, error);
}

/* What is not seen is read when it is. */
static void
refresh_when_seen (VtSearchCard *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
shop_changed_cb (VtSearchCard *self, VtChange *change)
{
  if (vt_change_touches (change, cards[self->kind].table) ||
      (self->kind == VT_SEARCH_CARD_RULES && vt_change_touches (change, "product")))
    refresh_when_seen (self);
}

static void
vt_search_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vt_search_card_parent_class)->map (widget);

  if (VT_SEARCH_CARD (widget)->stale)
    refresh (VT_SEARCH_CARD (widget));
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_search_card_dispose (GObject *object)
{
  VtSearchCard *self = VT_SEARCH_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_search_card_parent_class)->dispose (object);
}

static void
vt_search_card_finalize (GObject *object)
{
  VtSearchCard *self = VT_SEARCH_CARD (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_search_card_parent_class)->finalize (object);
}

static void
vt_search_card_class_init (VtSearchCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_search_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_search_card_finalize;
  GTK_WIDGET_CLASS (klass)->map = vt_search_card_map;
}

static void
vt_search_card_init (VtSearchCard *self)
{
  self->rows = g_ptr_array_new ();
  self->stale = TRUE;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
}

/**
 * vt_search_card_find_list:
 * @widget: a group of rows
 *
 * Only the list tells of a row that is pressed with the mouse.
 *
 * Returns: (transfer none) (nullable): the list that the group makes for its rows
 */
GtkWidget *
vt_search_card_find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_BOX (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = vt_search_card_find_list (child);

  return found;
}

/**
 * vt_search_card_new:
 * @workspace: of the shop
 * @kind: what it lists
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
vt_search_card_new (VtWorkspace *workspace, VtSearchCardKind kind)
{
  VtSearchCard *self = g_object_new (VT_TYPE_SEARCH_CARD, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  GtkWidget *list;

  self->workspace = g_object_ref (workspace);
  self->kind = kind;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ (cards[kind].title));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ (cards[kind].add));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (cards[kind].add), -1);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);

  list = vt_search_card_find_list (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (cards[kind].title), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (shop_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (kind == VT_SEARCH_CARD_TESTS)
    g_signal_connect_object (vt_workspace_get_search (workspace), "changed", G_CALLBACK (refresh_when_seen), self,
                             G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
