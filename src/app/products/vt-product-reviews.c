#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-reviews.h"

#include "catalogue/vt-review.h"

#include <glib/gi18n.h>
#include <string.h>

#define REVIEWS_MAX 50

struct _VtProductReviews
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  char *described;        /* (owned) (nullable) the reviews that there are rows for */

  GtkListBox *list; /* template child */
};

G_DEFINE_FINAL_TYPE (VtProductReviews, vt_product_reviews, GTK_TYPE_BOX)

/* Edits ------------------------------------------------------------------------------------------------------------ */

typedef enum
{
  REVIEW_SHOW,
  REVIEW_HIDE,
  REVIEW_REPLY,
  REVIEW_REMOVE
} ReviewEditKind;

static const char *const labels[] = {
  [REVIEW_SHOW] = N_ ("Show the review by %s"),
  [REVIEW_HIDE] = N_ ("Hide the review by %s"),
  [REVIEW_REPLY] = N_ ("Reply to %s"),
  [REVIEW_REMOVE] = N_ ("Remove the review by %s"),
};

typedef struct
{
  ReviewEditKind kind;
  gint64 id;
  char *reply; /* (owned) (nullable) */
} ReviewEdit;

static void
review_edit_free (gpointer data)
{
  ReviewEdit *edit = data;

  g_free (edit->reply);
  g_free (edit);
}

static gboolean
review_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  ReviewEdit *edit = data;

  switch (edit->kind)
    {
    case REVIEW_SHOW:
    case REVIEW_HIDE:
      return vt_review_set_shown (db, edit->id, edit->kind == REVIEW_SHOW, error);
    case REVIEW_REPLY:
      return vt_review_set_reply (db, edit->id, edit->reply, error);
    case REVIEW_REMOVE:
    default:
      return vt_review_remove (db, edit->id, error);
    }
}

static const VtReview *
review_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW)), "review");
}

static void
write_edit (VtProductReviews *self, ReviewEditKind kind, const VtReview *review, const char *reply)
{
  ReviewEdit *edit = g_new0 (ReviewEdit, 1);
  g_autofree char *label = g_strdup_printf (_ (labels[kind]), review->name);

  edit->kind = kind;
  edit->id = review->id;
  edit->reply = g_strdup (reply);
  vt_workspace_edit (self->workspace, label, NULL, review_job, edit, review_edit_free);
}

static void
shown_cb (GtkSwitch *shown, G_GNUC_UNUSED GParamSpec *pspec, VtProductReviews *self)
{
  write_edit (self, gtk_switch_get_active (shown) ? REVIEW_SHOW : REVIEW_HIDE, review_of (GTK_WIDGET (shown)), NULL);
}

static void
replied_cb (VtProductReviews *self, GtkWidget *entry)
{
  const VtReview *review = review_of (entry);
  const char *reply = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (strcmp (reply, review->reply) != 0)
    write_edit (self, REVIEW_REPLY, review, reply);
}

static void
reply_left_cb (GtkEventController *focus, VtProductReviews *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (focus);

  if (gtk_widget_get_root (entry) != NULL)
    replied_cb (self, entry);
}

static void
removed_cb (VtProductReviews *self, GtkWidget *button)
{
  const VtReview *review = review_of (button);
  g_autofree char *message = g_strdup_printf (_ ("Review by %s removed"), review->name);

  write_edit (self, REVIEW_REMOVE, review, NULL);
  vt_workspace_tell (self->workspace, message, TRUE);
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

static void
name_widget (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static char *
head_of (const VtReview *review)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (review->written_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *day = local != NULL ? g_date_time_format (local, "%x") : g_strdup ("");

  return g_strdup_printf ("%.*s%.*s  %s, %s", review->rating * 3, "★★★★★", (5 - review->rating) * 3, "☆☆☆☆☆",
                          review->name, day);
}

static GtkWidget *
make_head (VtProductReviews *self, const VtReview *review)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *shown = gtk_switch_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *head = head_of (review);
  g_autofree char *show_name = g_strdup_printf (_ ("Show the review by %s to shoppers"), review->name);
  g_autofree char *remove_name = g_strdup_printf (_ ("Remove the Review by %s"), review->name);
  GtkWidget *label = make_label (head, NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_switch_set_active (GTK_SWITCH (shown), review->shown);
  gtk_widget_set_valign (shown, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (shown, _ ("Shown to shoppers"));
  name_widget (shown, show_name);
  g_signal_connect_object (shown, "notify::active", G_CALLBACK (shown_cb), self, 0);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, remove_name);
  name_widget (button, remove_name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), shown);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static GtkWidget *
make_reply (VtProductReviews *self, const VtReview *review)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autofree char *name = g_strdup_printf (_ ("Reply to %s"), review->name);

  gtk_editable_set_text (GTK_EDITABLE (entry), review->reply);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Reply in the shop's name"));
  name_widget (entry, name);
  g_signal_connect_object (entry, "activate", G_CALLBACK (replied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (reply_left_cb), self, 0);
  gtk_widget_add_controller (entry, focus);

  return entry;
}

/* Takes @review. */
static GtkWidget *
make_row (VtProductReviews *self, VtReview *review)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *name = g_strdup_printf (_ ("Review by %s, %d of 5"), review->name, review->rating);

  g_object_set_data_full (G_OBJECT (row), "review", review, (GDestroyNotify) vt_review_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  name_widget (row, name);
  gtk_widget_add_css_class (box, "padded");
  gtk_box_append (GTK_BOX (box), make_head (self, review));
  if (*review->title != '\0')
    gtk_box_append (GTK_BOX (box), make_label (review->title, "heading"));
  if (*review->body != '\0')
    gtk_box_append (GTK_BOX (box), make_label (review->body, NULL));
  gtk_box_append (GTK_BOX (box), make_reply (self, review));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  return row;
}

static char *
describe (const GPtrArray *reviews)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reviews->len; i++)
    {
      const VtReview *review = g_ptr_array_index (reviews, i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT "\n%d\n%d\n%s\n%s\n%s\n%s\n\n", review->id, review->rating,
                              review->shown, review->name, review->title, review->body, review->reply);
    }

  return g_string_free (text, FALSE);
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_product_reviews_dispose (GObject *object)
{
  g_clear_object (&VT_PRODUCT_REVIEWS (object)->workspace);

  G_OBJECT_CLASS (vt_product_reviews_parent_class)->dispose (object);
}

static void
vt_product_reviews_finalize (GObject *object)
{
  g_free (VT_PRODUCT_REVIEWS (object)->described);

  G_OBJECT_CLASS (vt_product_reviews_parent_class)->finalize (object);
}

static void
vt_product_reviews_class_init (VtProductReviewsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_product_reviews_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_product_reviews_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-product-reviews.ui");
  gtk_widget_class_bind_template_child (widget_class, VtProductReviews, list);
}

static void
vt_product_reviews_init (VtProductReviews *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_product_reviews_set_workspace:
 * @self: reviews without a workspace
 * @workspace: of the shop that is edited
 */
void
vt_product_reviews_set_workspace (VtProductReviews *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
}

/**
 * vt_product_reviews_show:
 * @self: reviews with a workspace
 * @product: as it is now
 *
 * A product that has no review shows nothing here.
 */
void
vt_product_reviews_show (VtProductReviews *self, VtProduct *product)
{
  g_autoptr (GPtrArray) reviews = vt_review_list (vt_workspace_get_reader (self->workspace),
                                                  vt_product_get_id (product), VT_REVIEWS_ALL, REVIEWS_MAX, NULL);
  g_autofree char *described = reviews != NULL ? describe (reviews) : NULL;
  GtkListBoxRow *row;

  gtk_widget_set_visible (GTK_WIDGET (self), reviews != NULL && reviews->len > 0);
  if (reviews == NULL || g_strcmp0 (described, self->described) == 0)
    return;

  g_free (self->described);
  self->described = g_steal_pointer (&described);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  while (reviews->len > 0)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_steal_index (reviews, 0)));
}
