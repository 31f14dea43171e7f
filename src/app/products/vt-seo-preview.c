#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-seo-preview.h"

#include "base/vt-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Characters that the large engines show on a desktop before they cut; by experience, as they publish no number. */
#define TITLE_CHARS 60
#define TEXT_CHARS  160

struct _VtSeoPreview
{
  GtkBox parent_instance;

  GtkLabel *counts;  /* template child */
  GtkLabel *address; /* template child */
  GtkLabel *title;   /* template child */
  GtkLabel *text;    /* template child */
};

G_DEFINE_FINAL_TYPE (VtSeoPreview, vt_seo_preview, GTK_TYPE_BOX)

static void
show_cut (GtkLabel *label, const char *text, guint max_chars)
{
  g_autofree char *line = vt_text_single_line (text);
  g_autofree char *cut = vt_text_ellipsise (line, max_chars);

  gtk_label_set_label (label, cut);
}

/* The blue of search engines, which have another one for dark pages. */
static void
follow_style (VtSeoPreview *self)
{
  if (adw_style_manager_get_dark (adw_style_manager_get_default ()))
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dark");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "dark");
}

static void
vt_seo_preview_class_init (VtSeoPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-seo-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSeoPreview, counts);
  gtk_widget_class_bind_template_child (widget_class, VtSeoPreview, address);
  gtk_widget_class_bind_template_child (widget_class, VtSeoPreview, title);
  gtk_widget_class_bind_template_child (widget_class, VtSeoPreview, text);
}

static void
vt_seo_preview_init (VtSeoPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (follow_style), self,
                           G_CONNECT_SWAPPED);
  follow_style (self);
}

/**
 * vt_seo_preview_show:
 * @self: a preview
 * @address: where the page is, its parts with " › " between
 * @title: title of the page
 * @text: its description
 */
void
vt_seo_preview_show (VtSeoPreview *self, const char *address, const char *title, const char *text)
{
  g_autofree char *line = vt_text_single_line (text);
  gulong n_title = (gulong) g_utf8_strlen (title, -1);
  gulong n_text = (gulong) g_utf8_strlen (line, -1);
  gboolean over = n_title > TITLE_CHARS || n_text > TEXT_CHARS;
  g_autofree char *counts =
      /* TRANSLATORS: lengths in characters and what fits: "Title 51 of 60 · Text 136 of 160" */
      g_strdup_printf (_ ("Title %lu of %d · Text %lu of %d"), n_title, TITLE_CHARS, n_text, TEXT_CHARS);

  gtk_label_set_label (self->counts, counts);
  gtk_widget_set_css_classes (GTK_WIDGET (self->counts),
                              (const char *[]){ "caption-heading", "numeric", over ? "warning" : "success", NULL });
  gtk_label_set_label (self->address, address);
  show_cut (self->title, title, TITLE_CHARS);
  show_cut (self->text, line, TEXT_CHARS);
}
