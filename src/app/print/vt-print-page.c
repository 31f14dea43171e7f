#define G_LOG_DOMAIN "vitrine"

#include "app/print/vt-print-page.h"

#include "app/print/vt-page-preview.h"
#include "app/print/vt-print-run.h"
#include "app/widgets/vt-combo.h"
#include "base/vt-clock.h"
#include "catalogue/vt-collection.h"
#include "print/vt-labels.h"
#include "print/vt-price-list.h"
#include "shop/vt-settings.h"
#include "shop/vt-snapshot.h"

#include <glib/gi18n.h>

/* So long nothing is typed or chosen before the pages are made again. */
#define DELAY_MS 250

enum
{
  KIND_LABELS,
  KIND_LIST
};

enum
{
  FIELD_TITLE,
  FIELD_OPTIONS,
  FIELD_PRICE,
  FIELD_SKU,
  FIELD_BARCODE,
  N_FIELDS
};

struct _VtPrintPage
{
  VtPlace parent_instance;

  VtPrintDocument *document; /* (owned) (nullable) as it was made last */
  GPtrArray *collections;    /* (owned) (nullable) VtCollection */
  GCancellable *cancellable; /* (owned) (nullable) of the pages that are being made */
  gint64 variant_id;         /* 0; or the only variant that gets labels */
  guint page;
  guint make_source;
  gboolean ready; /* the choices are filled in */

  AdwComboRow *kind;                /* template child */
  GtkWidget *label_group;           /* template child */
  GtkWidget *list_group;            /* template child */
  AdwComboRow *sheet;               /* template child */
  AdwComboRow *collection;          /* template child */
  GtkEditable *text;                /* template child */
  AdwComboRow *count;               /* template child */
  GtkSpinButton *copies;            /* template child */
  GtkWidget *copies_row;            /* template child */
  GtkSpinButton *start;             /* template child */
  GtkWidget *start_row;             /* template child */
  GtkCheckButton *fields[N_FIELDS]; /* template children */
  AdwComboRow *order;               /* template child */
  AdwComboRow *paper;               /* template child */
  GtkSwitch *photos;                /* template child */
  GtkSwitch *drafts;                /* template child */
  VtPagePreview *preview;           /* template child */
  GtkStack *states;                 /* template child: "pages" or "nothing" */
  AdwStatusPage *nothing;           /* template child */
  GtkLabel *position;               /* template child */
  GtkLabel *summary;                /* template child */
};

static const char *const field_names[N_FIELDS] = {
  [FIELD_TITLE] = "title_field", [FIELD_OPTIONS] = "options_field", [FIELD_PRICE] = "price_field",
  [FIELD_SKU] = "sku_field",     [FIELD_BARCODE] = "barcode_field",
};

/* Pages that are made on another thread. */
typedef struct
{
  char *shop_path; /* (owned) */
  char *text;      /* (owned) */
  int kind;
  gint64 variant_id;
  VtLabelOptions labels;
  VtPriceListOptions list;
  VtLabelCounts counts;
} Making;

G_DEFINE_FINAL_TYPE (VtPrintPage, vt_print_page, VT_TYPE_PLACE)

/* Pages --------------------------------------------------------------------------------------------------------------
 */

static void
show_page (VtPrintPage *self)
{
  guint n = self->document != NULL ? vt_print_document_get_n_pages (self->document) : 0;
  g_autofree char *position = NULL;

  self->page = n > 0 ? MIN (self->page, n - 1) : 0;
  position = g_strdup_printf (_ ("%u of %u"), n > 0 ? self->page + 1 : 0, n);
  vt_page_preview_show (self->preview, self->document, self->page);
  gtk_label_set_label (self->position, position);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.previous", self->page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.next", self->page + 1 < n);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.print", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.save", n > 0);
  gtk_stack_set_visible_child_name (self->states, n > 0 ? "pages" : "nothing");
}

static void
take_document (VtPrintPage *self, VtPrintDocument *document)
{
  g_clear_pointer (&self->document, vt_print_document_unref);
  self->document = document;
  show_page (self);
}

static void
show_summary (VtPrintPage *self, const Making *making)
{
  g_autofree char *labels = NULL;
  g_autofree char *without = NULL;
  g_autofree char *text = NULL;

  if (making->kind == KIND_LIST)
    {
      gtk_label_set_label (self->summary, "");
      return;
    }

  labels = g_strdup_printf (ngettext ("%u label", "%u labels", making->counts.n_labels), making->counts.n_labels);
  without = making->counts.n_without_bars > 0
                ? g_strdup_printf (ngettext ("%u variant without a code that fits",
                                             "%u variants without a code that fits", making->counts.n_without_bars),
                                   making->counts.n_without_bars)
                : NULL;
  text = g_strdup_printf ("%s%s%s", labels, without != NULL ? ", " : "", without != NULL ? without : "");
  gtk_label_set_label (self->summary, text);
}

static void
making_free (Making *making)
{
  g_free (making->shop_path);
  g_free (making->text);
  g_free (making);
}

static void
make_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (making->shop_path, &error);
  g_autofree char *language =
      snapshot != NULL ? vt_setting_get (vt_snapshot_get_db (snapshot), "shop.language", &error) : NULL;
  VtPrintDocument *document = NULL;

  making->labels.text = making->text;
  if (making->variant_id != 0)
    {
      making->labels.variant_ids = &making->variant_id;
      making->labels.n_variant_ids = 1;
    }
  if (language != NULL && making->kind == KIND_LABELS)
    document =
        vt_labels_new (vt_snapshot_get_db (snapshot), &making->labels, language, &making->counts, cancellable, &error);
  else if (language != NULL)
    document = vt_price_list_new (vt_snapshot_get_db (snapshot), making->shop_path, &making->list, language,
                                  vt_clock_now_us (NULL), cancellable, &error);

  if (document == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, document, (GDestroyNotify) vt_print_document_unref);
}

static void
made_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtPrintPage *self = VT_PRINT_PAGE (source);
  g_autoptr (GError) error = NULL;
  VtPrintDocument *document = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->preview == NULL)
    {
      g_clear_pointer (&document, vt_print_document_unref);
      return;
    }

  take_document (self, document);
  if (document != NULL)
    show_summary (self, g_task_get_task_data (G_TASK (result)));
  else
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      gtk_label_set_label (self->summary, "");
      adw_status_page_set_description (self->nothing, markup);
    }
}

static VtLabelFields
chosen_fields (VtPrintPage *self)
{
  guint fields = 0;

  for (guint i = 0; i < N_FIELDS; i++)
    if (gtk_check_button_get_active (self->fields[i]))
      fields |= 1u << i;

  return fields;
}

static gint64
chosen_collection (VtPrintPage *self)
{
  guint index = adw_combo_row_get_selected (self->collection);

  if (index == 0 || self->collections == NULL || index > self->collections->len)
    return 0;

  return ((VtCollection *) g_ptr_array_index (self->collections, index - 1))->id;
}

static const VtLabelSheet *
chosen_sheet (VtPrintPage *self)
{
  guint n = 0;
  const VtLabelSheet *sheets = vt_label_sheet_list (&n);

  return &sheets[MIN (adw_combo_row_get_selected (self->sheet), n - 1)];
}

static gboolean
make_cb (gpointer data)
{
  VtPrintPage *self = data;
  VtShop *shop = vt_place_get_shop (VT_PLACE (self));
  Making *making = g_new0 (Making, 1);
  g_autoptr (GTask) task = NULL;

  self->make_source = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  making->shop_path = g_strdup (vt_shop_get_path (shop));
  making->text = g_strdup (gtk_editable_get_text (self->text));
  making->kind = (int) adw_combo_row_get_selected (self->kind);
  making->variant_id = self->variant_id;
  making->labels.sheet = *chosen_sheet (self);
  making->labels.fields = chosen_fields (self);
  making->labels.by_stock = adw_combo_row_get_selected (self->count) == 0;
  making->labels.copies = (guint) gtk_spin_button_get_value_as_int (self->copies);
  making->labels.start = (guint) gtk_spin_button_get_value_as_int (self->start);
  making->labels.collection_id = chosen_collection (self);
  making->list.groups = (VtPriceListGroups) MIN (adw_combo_row_get_selected (self->order), VT_PRICE_LIST_BY_TITLE);
  making->list.letter = adw_combo_row_get_selected (self->paper) == 1;
  making->list.photos = gtk_switch_get_active (self->photos);
  making->list.drafts = gtk_switch_get_active (self->drafts);

  task = g_task_new (self, self->cancellable, made_cb, NULL);
  g_task_set_task_data (task, making, (GDestroyNotify) making_free);
  g_task_run_in_thread (task, make_thread);
  return G_SOURCE_REMOVE;
}

static void
make_soon (VtPrintPage *self)
{
  if (!self->ready || self->make_source != 0)
    return;

  self->make_source = g_timeout_add (DELAY_MS, make_cb, self);
}

/* Choices ------------------------------------------------------------------------------------------------------------
 */

static void
chosen_cb (VtPrintPage *self)
{
  int per_page;

  if (!self->ready)
    return;

  per_page = vt_label_sheet_get_count (chosen_sheet (self));
  gtk_widget_set_visible (self->label_group, adw_combo_row_get_selected (self->kind) == KIND_LABELS);
  gtk_widget_set_visible (self->list_group, adw_combo_row_get_selected (self->kind) == KIND_LIST);
  gtk_widget_set_visible (self->copies_row, adw_combo_row_get_selected (self->count) == 1);
  gtk_widget_set_visible (self->start_row, per_page > 1);
  gtk_spin_button_set_range (self->start, 1, per_page);
  make_soon (self);
}

static void
text_changed_cb (VtPrintPage *self)
{
  self->variant_id = 0;
  make_soon (self);
}

static void
fill_sheets (VtPrintPage *self)
{
  guint n = 0;
  const VtLabelSheet *sheets = vt_label_sheet_list (&n);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = vt_label_sheet_describe (&sheets[i]);

      gtk_string_list_append (names, name);
    }
  vt_combo_show (self->sheet, names, 0);
}

static void
fill_collections (VtPrintPage *self)
{
  VtDb *db = vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self)));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 chosen = chosen_collection (self);
  guint selected = 0;

  g_clear_pointer (&self->collections, g_ptr_array_unref);
  self->collections = vt_collection_list (db, NULL);
  gtk_string_list_append (names, _ ("All products"));
  for (guint i = 0; self->collections != NULL && i < self->collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (self->collections, i);

      gtk_string_list_append (names, collection->title);
      if (collection->id == chosen)
        selected = i + 1;
    }
  vt_combo_show (self->collection, names, selected);
}

/* Out ---------------------------------------------------------------------------------------------------------------
 */

static void
turn_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPrintPage *self = VT_PRINT_PAGE (widget);

  if (g_str_equal (name, "print.next"))
    self->page++;
  else if (self->page > 0)
    self->page--;
  show_page (self);
}

static void
print_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPrintPage *self = VT_PRINT_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GError) error = NULL;

  if (!vt_print_run (self->document, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, &error))
    vt_workspace_fail (vt_place_get_workspace (VT_PLACE (self)), error);
}

static void
save_pdf (VtPrintPage *self, const char *path)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *message = g_strdup_printf (_ ("Saved as “%s”"), name);
  g_autoptr (GError) error = NULL;

  if (vt_print_document_write_pdf (self->document, path, &error))
    vt_workspace_tell (workspace, message, FALSE);
  else
    vt_workspace_fail (workspace, error);
}

static void
save_response_cb (GtkFileChooserNative *chooser, int response, gpointer data)
{
  VtPrintPage *self = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && self->document != NULL)
    save_pdf (self, path);
  g_object_unref (chooser);
}

static void
save_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPrintPage *self = VT_PRINT_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Save as PDF"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_autofree char *file_name = g_strconcat (vt_print_document_get_title (self->document), ".pdf", NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file_name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Place --------------------------------------------------------------------------------------------------------------
 */

static void
changed_cb (VtPrintPage *self, VtChange *change)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (vt_change_touches (change, "collection"))
    fill_collections (self);
  if (vt_change_touches (change, "product") || vt_change_touches (change, "variant") ||
      vt_change_touches (change, "stock_movement") || vt_change_touches (change, "collection_product"))
    make_soon (self);
}

static void
vt_print_page_shown (VtPlace *place)
{
  VtPrintPage *self = VT_PRINT_PAGE (place);

  self->ready = FALSE;
  fill_collections (self);
  self->ready = TRUE;
  chosen_cb (self);
}

/* An id is that of a variant whose labels are wanted. */
static void
vt_print_page_open_item (VtPlace *place, gint64 id)
{
  VtPrintPage *self = VT_PRINT_PAGE (place);

  self->variant_id = id;
  if (id != 0)
    {
      adw_combo_row_set_selected (self->kind, KIND_LABELS);
      adw_combo_row_set_selected (self->count, 1);
    }
  make_soon (self);
}

static void
vt_print_page_proceed (VtPlace *place)
{
  gtk_widget_activate_action (GTK_WIDGET (place), "print.print", NULL);
}

static void
vt_print_page_constructed (GObject *object)
{
  VtPrintPage *self = VT_PRINT_PAGE (object);

  G_OBJECT_CLASS (vt_print_page_parent_class)->constructed (object);

  fill_sheets (self);
  g_signal_connect_object (vt_place_get_shop (VT_PLACE (self)), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_page (self);
}

static void
vt_print_page_dispose (GObject *object)
{
  VtPrintPage *self = VT_PRINT_PAGE (object);

  g_clear_handle_id (&self->make_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->document, vt_print_document_unref);
  g_clear_pointer (&self->collections, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_print_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-print-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, kind);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, label_group);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, list_group);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, sheet);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, collection);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, text);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, count);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, copies);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, copies_row);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, start);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, start_row);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, order);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, paper);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, photos);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, drafts);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, preview);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, states);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, position);
  gtk_widget_class_bind_template_child (widget_class, VtPrintPage, summary);
  for (guint i = 0; i < N_FIELDS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, field_names[i], FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_soon);
}

static void
vt_print_page_class_init (VtPrintPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  object_class->constructed = vt_print_page_constructed;
  object_class->dispose = vt_print_page_dispose;
  place_class->shown = vt_print_page_shown;
  place_class->open_item = vt_print_page_open_item;
  place_class->proceed = vt_print_page_proceed;

  g_type_ensure (VT_TYPE_PAGE_PREVIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "print.previous", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.next", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "print.save", NULL, save_action);
}

static void
vt_print_page_init (VtPrintPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_FIELDS; i++)
    {
      self->fields[i] =
          GTK_CHECK_BUTTON (gtk_widget_get_template_child (GTK_WIDGET (self), VT_TYPE_PRINT_PAGE, field_names[i]));
      g_signal_connect_object (self->fields[i], "toggled", G_CALLBACK (make_soon), self, G_CONNECT_SWAPPED);
    }
}
