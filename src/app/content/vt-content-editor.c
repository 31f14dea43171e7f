#define G_LOG_DOMAIN "vitrine"

#include "app/content/vt-content-editor.h"

#include "app/content/vt-markdown-field.h"
#include "app/content/vt-order-list.h"
#include "app/content/vt-product-chooser.h"
#include "app/products/vt-seo-preview.h"
#include "app/widgets/vt-combo.h"
#include "app/widgets/vt-field.h"
#include "app/widgets/vt-moment-row.h"
#include "app/widgets/vt-picture-row.h"
#include "app/widgets/vt-thumb.h"
#include "base/vt-html.h"
#include "catalogue/vt-product-list.h"
#include "content/vt-markdown.h"
#include "promo/vt-discount.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>
#include <string.h>

#define THUMB_SIZE 40
#define SEO_CHARS  160

struct _VtContentEditor
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  VtContentKind kind;
  gint64 id;
  VtPage *page;     /* (owned) (nullable) one of the three, by the kind */
  VtPost *post;     /* (owned) (nullable) */
  VtLive *live;     /* (owned) (nullable) */
  char **languages; /* (owned) (nullable) the first is the shop's own */
  guint language;   /* index of the one that is edited */
  char **codes;     /* (owned) (nullable) of the rows of `code` */
  GTimeZone *zone;  /* (owned) (nullable) */
  gboolean showing; /* the rows are being told, not chosen in */

  GtkScrolledWindow *scroller;     /* template child */
  AdwActionRow *shown_row;         /* template child */
  GtkSwitch *shown;                /* template child */
  AdwComboRow *language_row;       /* template child */
  VtField *title;                  /* template child */
  VtField *summary;                /* template child */
  VtMarkdownField *body;           /* template child */
  AdwPreferencesGroup *cover;      /* template child */
  VtPictureRow *picture;           /* template child */
  VtField *alt;                    /* template child */
  AdwPreferencesGroup *about_post; /* template child */
  VtField *author;                 /* template child */
  VtMomentRow *publish;            /* template child */
  AdwPreferencesGroup *about_live; /* template child */
  VtMomentRow *starts;             /* template child */
  VtMomentRow *ends;               /* template child */
  VtField *video;                  /* template child */
  AdwComboRow *code;               /* template child */
  AdwPreferencesGroup *products;   /* template child */
  GtkMenuButton *add_product;      /* template child */
  AdwBin *product_bin;             /* template child */
  VtOrderList *product_list;       /* (unowned) in product_bin */
  VtProductChooser *chooser;       /* (unowned) of add_product */
  VtField *handle;                 /* template child */
  VtField *seo_title;              /* template child */
  VtField *seo_description;        /* template child */
  VtSeoPreview *seo_preview;       /* template child */
  GtkButton *delete_button;        /* template child */
};

/* A text of one of the three kinds. */
typedef struct
{
  VtContentKind kind;
  gsize field; /* offset of the VtField; 0: the body */
  const char *column;
  VtContentSetText set_text;
  gsize text; /* offset in the record */
} Text;

#define TEXT(KIND, field, column, set, Record, member)                                                                 \
  {                                                                                                                    \
    KIND, G_STRUCT_OFFSET (VtContentEditor, field), column, set, G_STRUCT_OFFSET (Record, member)                      \
  }

static const Text texts[] = {
  TEXT (VT_CONTENT_PAGE, title, "title", vt_page_set_title, VtPage, title),
  TEXT (VT_CONTENT_PAGE, body, "body_markdown", vt_page_set_body, VtPage, body_markdown),
  TEXT (VT_CONTENT_PAGE, handle, "handle", vt_page_set_handle, VtPage, handle),
  TEXT (VT_CONTENT_PAGE, seo_title, "seo_title", vt_page_set_seo_title, VtPage, seo_title),
  TEXT (VT_CONTENT_PAGE, seo_description, "seo_description", vt_page_set_seo_description, VtPage, seo_description),
  TEXT (VT_CONTENT_POST, title, "title", vt_post_set_title, VtPost, title),
  TEXT (VT_CONTENT_POST, summary, "summary", vt_post_set_summary, VtPost, summary),
  TEXT (VT_CONTENT_POST, body, "body_markdown", vt_post_set_body, VtPost, body_markdown),
  TEXT (VT_CONTENT_POST, alt, "alt", vt_post_set_alt, VtPost, alt),
  TEXT (VT_CONTENT_POST, author, "author", vt_post_set_author, VtPost, author),
  TEXT (VT_CONTENT_POST, handle, "handle", vt_post_set_handle, VtPost, handle),
  TEXT (VT_CONTENT_POST, seo_title, "seo_title", vt_post_set_seo_title, VtPost, seo_title),
  TEXT (VT_CONTENT_POST, seo_description, "seo_description", vt_post_set_seo_description, VtPost, seo_description),
  TEXT (VT_CONTENT_LIVE, title, "title", vt_live_set_title, VtLive, title),
  TEXT (VT_CONTENT_LIVE, body, "body", vt_live_set_body, VtLive, body),
  TEXT (VT_CONTENT_LIVE, alt, "alt", vt_live_set_alt, VtLive, alt),
  TEXT (VT_CONTENT_LIVE, handle, "handle", vt_live_set_handle, VtLive, handle),
  TEXT (VT_CONTENT_LIVE, video, NULL, vt_live_set_video, VtLive, video_url),
};

G_DEFINE_FINAL_TYPE (VtContentEditor, vt_content_editor, ADW_TYPE_BIN)

static gpointer
record_of (VtContentEditor *self)
{
  switch (self->kind)
    {
    case VT_CONTENT_POST:
      return self->post;
    case VT_CONTENT_LIVE:
      return self->live;
    case VT_CONTENT_PAGE:
    default:
      return self->page;
    }
}

static gboolean
is_telling (VtContentEditor *self)
{
  return self->showing || self->workspace == NULL || record_of (self) == NULL;
}

static gpointer
field_of (VtContentEditor *self, const Text *text)
{
  return G_STRUCT_MEMBER (gpointer, self, text->field);
}

static const char *
original_of (VtContentEditor *self, const Text *text)
{
  return G_STRUCT_MEMBER (const char *, record_of (self), text->text);
}

static const char *
language_of (VtContentEditor *self)
{
  return self->language > 0 ? self->languages[self->language] : NULL;
}

/* Edits ----------------------------------------------------------------------------------------------------------- */

static char *
key_of (VtContentEditor *self, const char *what)
{
  const char *language = language_of (self);

  return g_strdup_printf ("content.%s.%" G_GINT64_FORMAT ".%s", what, self->id, language != NULL ? language : "");
}

/* TRANSLATORS: steps of the history; %s is the title of a page, a post or a live sale */
static char *
label_of (VtContentEditor *self, const char *label)
{
  return g_strdup_printf (label, vt_content_editor_get_title (self));
}

static const Text *
find_text (VtContentEditor *self, gpointer field)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].kind == self->kind && field_of (self, &texts[i]) == field)
      return &texts[i];

  return NULL;
}

static VtContentEdit *
new_text_edit (VtContentEditor *self, const Text *text, const char *value)
{
  VtContentEdit *edit = vt_content_edit_new (self->kind, self->id);

  edit->set_text = text->set_text;
  edit->field = text->column;
  edit->text = g_strdup (value);
  edit->language = text->column != NULL ? g_strdup (language_of (self)) : NULL;
  return edit;
}

static void
text_cb (VtContentEditor *self, VtField *field)
{
  const Text *text = !is_telling (self) ? find_text (self, field) : NULL;
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;

  if (text == NULL)
    return;

  label = label_of (self, text->column != NULL && strcmp (text->column, "title") == 0    ? _ ("Edit title of %s")
                          : text->column != NULL && strcmp (text->column, "handle") == 0 ? _ ("Edit address of %s")
                                                                                         : _ ("Edit %s"));
  key = key_of (self, text->column != NULL ? text->column : "video");
  vt_field_write (field, self->workspace, label, key, vt_content_edit_text,
                  new_text_edit (self, text, vt_field_get_text (field)), (GDestroyNotify) vt_content_edit_free);
}

static void
body_cb (VtContentEditor *self)
{
  const Text *text = !is_telling (self) ? find_text (self, self->body) : NULL;
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;
  VtContentEdit *edit;

  if (text == NULL)
    return;

  label = label_of (self, _ ("Edit text of %s"));
  key = key_of (self, "body");
  value = vt_markdown_field_dup_text (self->body);
  edit = new_text_edit (self, text, value);
  edit->media = vt_markdown_field_steal_media (self->body);
  vt_markdown_field_write (self->body, label, key, vt_content_edit_text, edit, (GDestroyNotify) vt_content_edit_free);
}

static void
edit (VtContentEditor *self, const char *label, VtShopJob job, VtContentEdit *step)
{
  g_autofree char *text = label_of (self, label);

  vt_workspace_edit (self->workspace, text, NULL, job, step, (GDestroyNotify) vt_content_edit_free);
}

static void
shown_cb (VtContentEditor *self)
{
  VtContentEdit *step;

  if (is_telling (self))
    return;

  step = vt_content_edit_new (self->kind, self->id);
  step->first = gtk_switch_get_active (self->shown);
  edit (self, step->first ? _ ("Show %s to shoppers") : _ ("Take %s off the shop"), vt_content_edit_active, step);
}

static void
picture_cb (VtContentEditor *self)
{
  VtContentEdit *step;
  const char *alt;

  if (is_telling (self))
    return;

  step = vt_content_edit_new (self->kind, self->id);
  step->text = g_strdup (vt_picture_row_get_sha256 (self->picture));
  alt = vt_picture_row_get_alt (self->picture);
  step->alt = g_strdup (alt != NULL ? alt : "");
  step->media = vt_picture_row_steal_media (self->picture);
  edit (self, _ ("Choose the picture of %s"), vt_content_edit_picture, step);
}

static void
times_cb (VtContentEditor *self)
{
  VtContentEdit *step;

  if (is_telling (self))
    return;

  step = vt_content_edit_new (self->kind, self->id);
  if (self->kind == VT_CONTENT_POST)
    step->first = vt_moment_row_get_us (self->publish);
  else
    {
      gint64 lasts_us = self->live->ends_us - self->live->starts_us;

      step->first = vt_moment_row_get_us (self->starts);
      step->second = vt_moment_row_get_us (self->ends);
      /* A sale that is put off lasts as long as it would have. */
      if (step->first != self->live->starts_us && step->second <= step->first)
        step->second = step->first + lasts_us;
    }
  edit (self, _ ("Change the date of %s"), vt_content_edit_times, step);
}

static void
code_cb (VtContentEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->code);
  VtContentEdit *step;

  if (is_telling (self) || self->codes == NULL || selected >= g_strv_length (self->codes))
    return;

  step = vt_content_edit_new (self->kind, self->id);
  step->set_text = vt_live_set_code;
  step->text = g_strdup (self->codes[selected]);
  edit (self, _ ("Choose the code of %s"), vt_content_edit_text, step);
}

static void
language_cb (VtContentEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);

  if (is_telling (self) || self->languages == NULL || selected >= g_strv_length (self->languages) ||
      selected == self->language)
    return;

  self->language = selected;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].kind == self->kind && field_of (self, &texts[i]) != (gpointer) self->body)
      vt_field_forget (field_of (self, &texts[i]));
  vt_markdown_field_forget (self->body);
  vt_content_editor_refresh (self);
  g_object_notify (G_OBJECT (self), "preview-path");
}

/* Products -------------------------------------------------------------------------------------------------------- */

static void
edit_product (VtContentEditor *self, const char *label, VtShopJob job, gint64 product_id, int position)
{
  VtContentEdit *step = vt_content_edit_new (self->kind, self->id);

  step->first = product_id;
  step->second = position;
  edit (self, label, job, step);
}

static void
product_chosen_cb (VtContentEditor *self, gint64 id)
{
  edit_product (self, _ ("Add a product to %s"), vt_content_edit_add_product, id, 0);
}

static void
product_moved_cb (VtContentEditor *self, gint64 id, int position)
{
  edit_product (self, _ ("Reorder %s"), vt_content_edit_move_product, id, position);
}

static void
product_removed_cb (VtContentEditor *self, GtkWidget *button)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "vt-id");

  edit_product (self, _ ("Take a product out of %s"), vt_content_edit_remove_product, *id, 0);
}

static void
append_product (VtContentEditor *self, const VtProductRow *product)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Take Out %s"), product->title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), product->title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), vt_thumb_new (self->workspace, product->photo_sha256, THUMB_SIZE));
  g_object_set_data_full (G_OBJECT (button), "vt-id", g_memdup2 (&product->id, sizeof product->id), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Take Out"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (product_removed_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  vt_order_list_append (self->product_list, row, product->id);
}

static void
show_products (VtContentEditor *self)
{
  VtDb *db = vt_workspace_get_reader (self->workspace);
  g_autoptr (GArray) ids = vt_live_list_products (db, self->id, NULL);
  g_autoptr (GPtrArray) rows =
      ids != NULL ? vt_product_list_rows (db, (const gint64 *) (gconstpointer) ids->data, ids->len, NULL) : NULL;

  vt_order_list_clear (self->product_list);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    append_product (self, g_ptr_array_index (rows, i));
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static char *
dup_text (VtContentEditor *self, const Text *text)
{
  const char *language = language_of (self);

  if (language == NULL || text->column == NULL)
    return g_strdup (original_of (self, text));

  return vt_translation_get (vt_workspace_get_reader (self->workspace), vt_content_kind_table (self->kind), self->id,
                             text->column, language, NULL);
}

static void
show_texts (VtContentEditor *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *value = NULL;
      gpointer field = field_of (self, &texts[i]);

      if (texts[i].kind != self->kind)
        continue;
      value = dup_text (self, &texts[i]);
      if (field == (gpointer) self->body)
        vt_markdown_field_show (self->body, value != NULL ? value : "");
      else
        {
          /* Where nothing is translated yet, the text that shoppers get instead stands in grey. */
          vt_field_set_placeholder (field, language_of (self) != NULL ? original_of (self, &texts[i]) : NULL);
          vt_field_show (field, value != NULL ? value : "");
        }
    }
}

static void
show_languages (VtContentEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_strfreev (self->languages);
  self->languages = vt_language_list (vt_workspace_get_reader (self->workspace), NULL);
  if (self->languages == NULL || self->language >= g_strv_length (self->languages))
    self->language = 0;
  for (guint i = 0; self->languages != NULL && self->languages[i] != NULL; i++)
    gtk_string_list_append (names, self->languages[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->language_row), g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
  vt_combo_show (self->language_row, names, self->language);
}

static void
show_codes (VtContentEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  g_autoptr (GPtrArray) discounts = vt_discount_list (vt_workspace_get_reader (self->workspace), NULL);
  guint selected = 0, n = 1;

  gtk_string_list_append (names, _ ("None"));
  g_strv_builder_add (codes, "");
  for (guint i = 0; discounts != NULL && i < discounts->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (discounts, i);

      if (*discount->code == '\0')
        continue;
      gtk_string_list_append (names, discount->code);
      g_strv_builder_add (codes, discount->code);
      if (g_ascii_strcasecmp (discount->code, self->live->code) == 0)
        selected = n;
      n++;
    }
  g_strfreev (self->codes);
  self->codes = g_strv_builder_end (codes);
  vt_combo_show (self->code, names, selected);
}

static void
show_zone (VtContentEditor *self)
{
  g_autofree char *name = vt_setting_get (vt_workspace_get_reader (self->workspace), "shop.time-zone", NULL);
  GTimeZone *zone = name != NULL && *name != '\0' ? g_time_zone_new_identifier (name) : NULL;

  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? zone : g_time_zone_new_local ();
}

/* What search engines get when nothing is written for them: the beginning of the text. */
static void
show_seo (VtContentEditor *self)
{
  g_autofree char *shop = vt_setting_get (vt_workspace_get_reader (self->workspace), "shop.name", NULL);
  const char *title = vt_field_get_text (self->title);
  const char *own_title = vt_field_get_text (self->seo_title);
  const char *description = vt_field_get_text (self->seo_description);
  const char *summary = self->kind == VT_CONTENT_POST ? vt_field_get_text (self->summary) : "";
  g_autofree char *markdown = vt_markdown_field_dup_text (self->body);
  g_autofree char *html = vt_markdown_to_html (markdown);
  g_autofree char *plain = vt_html_to_plain_text (html);
  g_autofree char *folder = g_strdup (vt_content_kind_folder (self->kind) + 1);
  g_autofree char *full = NULL;
  g_autofree char *beginning = NULL;
  g_autofree char *address = NULL;

  folder[strlen (folder) - 1] = '\0';
  if (*title == '\0')
    title = vt_content_editor_get_title (self);
  full = *own_title != '\0' ? g_strdup (own_title) : g_strconcat (title, " — ", shop != NULL ? shop : "", NULL);
  address = g_strconcat (shop != NULL ? shop : "", " › ", folder, " › ", vt_field_get_text (self->handle), NULL);
  beginning = g_utf8_substring (plain, 0, MIN (g_utf8_strlen (plain, -1), SEO_CHARS));
  vt_seo_preview_show (self->seo_preview, address, full,
                       *description != '\0' ? description
                       : *summary != '\0'   ? summary
                                            : beginning);
}

static gboolean
is_shown (VtContentEditor *self)
{
  switch (self->kind)
    {
    case VT_CONTENT_POST:
      return self->post->active;
    case VT_CONTENT_LIVE:
      return self->live->active;
    case VT_CONTENT_PAGE:
    default:
      return self->page->active;
    }
}

static void
show_kind (VtContentEditor *self)
{
  gboolean post = self->kind == VT_CONTENT_POST;
  gboolean live = self->kind == VT_CONTENT_LIVE;

  gtk_widget_set_visible (GTK_WIDGET (self->summary), post);
  gtk_widget_set_visible (GTK_WIDGET (self->cover), post || live);
  gtk_widget_set_visible (GTK_WIDGET (self->about_post), post);
  gtk_widget_set_visible (GTK_WIDGET (self->about_live), live);
  gtk_widget_set_visible (GTK_WIDGET (self->products), live);
  gtk_widget_set_visible (GTK_WIDGET (self->seo_title), !live);
  gtk_widget_set_visible (GTK_WIDGET (self->seo_description), !live);
  gtk_button_set_label (self->delete_button, live   ? _ ("Delete Live Sale")
                                             : post ? _ ("Delete Post")
                                                    : _ ("Delete Page"));
}

static void
show (VtContentEditor *self)
{
  show_kind (self);
  show_languages (self);
  show_zone (self);
  show_texts (self);
  gtk_switch_set_active (self->shown, is_shown (self));
  if (self->kind == VT_CONTENT_POST)
    {
      vt_picture_row_show (self->picture, self->post->sha256);
      vt_moment_row_show (self->publish, self->post->publish_us, self->zone, _ ("Now"));
    }
  if (self->kind == VT_CONTENT_LIVE)
    {
      vt_picture_row_show (self->picture, self->live->sha256);
      vt_moment_row_show (self->starts, self->live->starts_us, self->zone, _ ("None"));
      vt_moment_row_show (self->ends, self->live->ends_us, self->zone, _ ("None"));
      show_codes (self);
      show_products (self);
    }
  show_seo (self);
}

static void
clear_record (VtContentEditor *self)
{
  g_clear_pointer (&self->page, vt_page_free);
  g_clear_pointer (&self->post, vt_post_free);
  g_clear_pointer (&self->live, vt_live_free);
}

/**
 * vt_content_editor_refresh:
 * @self: an editor with a workspace
 *
 * Shows what is open as the shop has it now.
 *
 * Returns: whether it is still there
 */
gboolean
vt_content_editor_refresh (VtContentEditor *self)
{
  VtDb *db;

  if (self->id == 0 || self->showing || self->workspace == NULL)
    return FALSE;

  db = vt_workspace_get_reader (self->workspace);
  clear_record (self);
  switch (self->kind)
    {
    case VT_CONTENT_POST:
      self->post = vt_post_load (db, self->id, NULL);
      break;
    case VT_CONTENT_LIVE:
      self->live = vt_live_load (db, self->id, NULL);
      break;
    case VT_CONTENT_PAGE:
    default:
      self->page = vt_page_load (db, self->id, NULL);
    }
  if (record_of (self) == NULL)
    return FALSE;

  self->showing = TRUE;
  show (self);
  self->showing = FALSE;
  return TRUE;
}

/* Deleting -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  VtWorkspace *workspace; /* (owned) */
  char *title;            /* (owned) */
} Deletion;

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Deletion *deletion = user_data;
  g_autoptr (GError) error = NULL;
  /* TRANSLATORS: %s is the title of a page, a post or a live sale */
  g_autofree char *message = g_strdup_printf (_ ("“%s” is deleted"), deletion->title);

  if (vt_shop_write_finish (VT_SHOP (source), result, NULL, &error))
    vt_workspace_tell (deletion->workspace, message, TRUE);
  else
    vt_workspace_fail (deletion->workspace, error);
  g_object_unref (deletion->workspace);
  g_free (deletion->title);
  g_free (deletion);
}

static void
delete_cb (VtContentEditor *self)
{
  g_autofree char *label = NULL;
  Deletion *deletion;

  if (is_telling (self))
    return;

  label = label_of (self, _ ("Delete %s"));
  deletion = g_new0 (Deletion, 1);
  deletion->workspace = g_object_ref (self->workspace);
  deletion->title = g_strdup (vt_content_editor_get_title (self));
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, NULL, vt_content_edit_delete,
                       vt_content_edit_new (self->kind, self->id), (GDestroyNotify) vt_content_edit_free, NULL,
                       deleted_cb, deletion);
}

/* Widget ---------------------------------------------------------------------------------------------------------- */

enum
{
  PROP_0,
  PROP_PREVIEW_PATH,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
vt_content_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PREVIEW_PATH)
    g_value_take_string (value, vt_content_editor_dup_preview_path (VT_CONTENT_EDITOR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_content_editor_dispose (GObject *object)
{
  VtContentEditor *self = VT_CONTENT_EDITOR (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (vt_content_editor_parent_class)->dispose (object);
}

static void
vt_content_editor_finalize (GObject *object)
{
  VtContentEditor *self = VT_CONTENT_EDITOR (object);

  clear_record (self);
  g_strfreev (self->languages);
  g_strfreev (self->codes);

  G_OBJECT_CLASS (vt_content_editor_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, shown_row);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, shown);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, language_row);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, title);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, summary);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, body);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, cover);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, picture);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, alt);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, about_post);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, author);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, publish);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, about_live);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, starts);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, ends);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, video);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, code);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, products);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, add_product);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, product_bin);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, handle);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, seo_title);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, seo_description);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, seo_preview);
  gtk_widget_class_bind_template_child (widget_class, VtContentEditor, delete_button);
}

static void
vt_content_editor_class_init (VtContentEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vt_content_editor_get_property;
  object_class->dispose = vt_content_editor_dispose;
  object_class->finalize = vt_content_editor_finalize;
  properties[PROP_PREVIEW_PATH] =
      g_param_spec_string ("preview-path", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (VT_TYPE_FIELD);
  g_type_ensure (VT_TYPE_MARKDOWN_FIELD);
  g_type_ensure (VT_TYPE_MOMENT_ROW);
  g_type_ensure (VT_TYPE_PICTURE_ROW);
  g_type_ensure (VT_TYPE_SEO_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-content-editor.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, body_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_cb);
  gtk_widget_class_bind_template_callback (widget_class, times_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

/* Buttons have words before they have a moment. */
static void
show_no_times (VtContentEditor *self)
{
  VtMomentRow *rows[] = { self->publish, self->starts, self->ends };

  self->zone = g_time_zone_new_local ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    vt_moment_row_show (rows[i], 0, self->zone, _ ("None"));
}

static void
vt_content_editor_init (VtContentEditor *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;

  show_no_times (self);
  self->product_list = VT_ORDER_LIST (vt_order_list_new (_ ("Products of the sale; Alt with the arrows moves one")));
  adw_bin_set_child (self->product_bin, GTK_WIDGET (self->product_list));
  self->chooser = VT_PRODUCT_CHOOSER (vt_product_chooser_new ());
  gtk_menu_button_set_popover (self->add_product, GTK_WIDGET (self->chooser));
  g_signal_connect_object (self->product_list, "moved", G_CALLBACK (product_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (product_chosen_cb), self, G_CONNECT_SWAPPED);
}

/**
 * vt_content_editor_set_workspace:
 * @self: a new editor
 * @workspace: whose texts it edits
 */
void
vt_content_editor_set_workspace (VtContentEditor *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  vt_markdown_field_set_workspace (self->body, workspace);
  vt_picture_row_set_workspace (self->picture, workspace);
  vt_product_chooser_set_workspace (self->chooser, workspace);
  /* A choice that was refused goes back to what is so. */
  g_signal_connect_object (workspace, "failed", G_CALLBACK (vt_content_editor_refresh), self, G_CONNECT_SWAPPED);
}

/**
 * vt_content_editor_open:
 * @self: an editor with a workspace
 * @kind: a page, a post or a live sale
 * @id: which one
 *
 * Shows it. Nothing happens when it is open already.
 */
void
vt_content_editor_open (VtContentEditor *self, VtContentKind kind, gint64 id)
{
  VtField *fields[] = { self->title, self->summary, self->alt,       self->author,
                        self->video, self->handle,  self->seo_title, self->seo_description };

  if (self->id == id && self->kind == kind)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    vt_field_forget (fields[i]);
  vt_markdown_field_forget (self->body);
  self->kind = kind;
  self->id = id;
  self->language = 0;
  vt_content_editor_refresh (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/**
 * vt_content_editor_focus_text:
 * @self: an editor
 *
 * Moves the keyboard into the text: what something new needs next.
 */
void
vt_content_editor_focus_text (VtContentEditor *self)
{
  vt_markdown_field_focus (self->body);
}

/**
 * vt_content_editor_get_title:
 * @self: an editor
 *
 * Returns: (transfer none): title of what is open, in the shop's first language
 */
const char *
vt_content_editor_get_title (VtContentEditor *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts) && record_of (self) != NULL; i++)
    if (texts[i].kind == self->kind && field_of (self, &texts[i]) == (gpointer) self->title)
      return original_of (self, &texts[i]);

  return "";
}

/**
 * vt_content_editor_dup_preview_path:
 * @self: an editor
 *
 * Returns: (transfer full): its page of the shop, in the language that is edited
 */
char *
vt_content_editor_dup_preview_path (VtContentEditor *self)
{
  const char *language = language_of (self);
  g_autofree char *prefix = language != NULL ? g_ascii_strdown (language, -1) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts) && record_of (self) != NULL; i++)
    if (texts[i].kind == self->kind && field_of (self, &texts[i]) == (gpointer) self->handle)
      return g_strconcat (prefix != NULL ? "/" : "", prefix != NULL ? prefix : "", vt_content_kind_folder (self->kind),
                          original_of (self, &texts[i]), NULL);

  return g_strdup ("/");
}
