#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-brand-page.h"

#include "app/brand/vt-asset-gallery.h"
#include "app/brand/vt-brand-edit.h"
#include "app/brand/vt-brand-logo.h"
#include "app/brand/vt-palette-card.h"
#include "app/brand/vt-type-card.h"
#include "app/widgets/vt-field.h"
#include "app/widgets/vt-vision-view.h"
#include "app/widgets/vt-wrap.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

struct _VtBrandPage
{
  VtPlace parent_instance;

  VtField *name;           /* template child */
  VtField *tagline;        /* template child */
  VtField *announcement;   /* template child */
  VtBrandLogo *logo;       /* template child */
  VtPaletteCard *palette;  /* template child */
  VtTypeCard *type_card;   /* template child */
  VtAssetGallery *gallery; /* template child */
};

G_DEFINE_FINAL_TYPE (VtBrandPage, vt_brand_page, VT_TYPE_PLACE)

static void
write_setting (VtBrandPage *self, VtField *field, const char *key, const char *label)
{
  vt_field_write (field, vt_place_get_workspace (VT_PLACE (self)), label, key, vt_brand_edit_setting,
                  vt_brand_edit_new (key, vt_field_get_text (field), NULL), (GDestroyNotify) vt_brand_edit_free);
}

/* The shop's name stands on every page: an empty one would leave its header bare. */
static void
name_cb (VtBrandPage *self)
{
  const char *text = vt_field_get_text (self->name);

  if (text[strspn (text, " ")] == '\0')
    vt_field_refuse (self->name, _ ("A shop needs a name; type one"));
  else
    write_setting (self, self->name, "shop.name", _ ("Edit the shop's name"));
}

static void
tagline_cb (VtBrandPage *self)
{
  write_setting (self, self->tagline, "shop.tagline", _ ("Edit the tagline"));
}

static void
announcement_cb (VtBrandPage *self)
{
  write_setting (self, self->announcement, "announcement", _ ("Edit the line on top"));
}

static void
show_setting (VtDb *db, const char *key, VtField *field)
{
  g_autofree char *value = vt_setting_get (db, key, NULL);

  if (value != NULL)
    vt_field_show (field, value);
}

static void
refresh (VtBrandPage *self)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  VtDb *db = vt_workspace_get_reader (workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBrand) brand = vt_brand_load (db, &error);
  g_autofree char *name = vt_setting_get (db, "shop.name", NULL);
  g_autofree char *tagline = vt_setting_get (db, "shop.tagline", NULL);

  if (brand == NULL)
    {
      vt_workspace_fail (workspace, error);
      return;
    }

  show_setting (db, "shop.name", self->name);
  show_setting (db, "shop.tagline", self->tagline);
  show_setting (db, "announcement", self->announcement);
  vt_place_set_subtitle (VT_PLACE (self), name);
  vt_brand_logo_show (self->logo, brand, name != NULL ? name : "");
  vt_palette_card_show (self->palette, brand);
  vt_type_card_show (self->type_card, brand, name != NULL ? name : "", tagline);
  vt_asset_gallery_show (self->gallery, brand);
}

static void
changed_cb (VtBrandPage *self, VtChange *change)
{
  /* What assets are written and drawn with, besides the brand. */
  static const char *const tables[] = { "brand_asset", "collection", "photo",   "post",
                                        "product",     "section",    "setting", "variant" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (vt_change_touches (change, tables[i]))
      {
        vt_asset_gallery_reload (self->gallery);
        break;
      }
  if (vt_change_touches (change, "brand_token") || vt_change_touches (change, "setting"))
    refresh (self);
}

static gboolean
export_cb (GtkWidget *widget, G_GNUC_UNUSED GVariant *arguments, G_GNUC_UNUSED gpointer data)
{
  return gtk_widget_activate_action (GTK_WIDGET (VT_BRAND_PAGE (widget)->gallery), "assets.export", NULL);
}

static void
vt_brand_page_constructed (GObject *object)
{
  VtBrandPage *self = VT_BRAND_PAGE (object);
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));

  G_OBJECT_CLASS (vt_brand_page_parent_class)->constructed (object);

  vt_brand_logo_set_workspace (self->logo, workspace);
  vt_palette_card_set_workspace (self->palette, workspace);
  vt_type_card_set_workspace (self->type_card, workspace);
  vt_asset_gallery_set_workspace (self->gallery, workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

static void
vt_brand_page_class_init (VtBrandPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vt_brand_page_constructed;

  g_type_ensure (VT_TYPE_VISION_VIEW);
  g_type_ensure (VT_TYPE_ASSET_GALLERY);
  g_type_ensure (VT_TYPE_FIELD);
  g_type_ensure (VT_TYPE_WRAP);
  g_type_ensure (VT_TYPE_BRAND_LOGO);
  g_type_ensure (VT_TYPE_PALETTE_CARD);
  g_type_ensure (VT_TYPE_TYPE_CARD);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, export_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-brand-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtBrandPage, name);
  gtk_widget_class_bind_template_child (widget_class, VtBrandPage, tagline);
  gtk_widget_class_bind_template_child (widget_class, VtBrandPage, announcement);
  gtk_widget_class_bind_template_child (widget_class, VtBrandPage, logo);
  gtk_widget_class_bind_template_child (widget_class, VtBrandPage, palette);
  gtk_widget_class_bind_template_child (widget_class, VtBrandPage, type_card);
  gtk_widget_class_bind_template_child (widget_class, VtBrandPage, gallery);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, tagline_cb);
  gtk_widget_class_bind_template_callback (widget_class, announcement_cb);
}

static void
vt_brand_page_init (VtBrandPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vt_place_set_preview_path (VT_PLACE (self), "/");
}
