#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (VtProduct, vt_product, G_TYPE_OBJECT)

static const char *const status_names[] = { "draft", "active", "archived" };

void
vt_photo_free (VtPhoto *self)
{
  if (self == NULL)
    return;

  g_free (self->alt);
  g_free (self);
}

void
vt_variant_free (VtVariant *self)
{
  if (self == NULL)
    return;

  g_free (self->sku);
  g_free (self->barcode);
  g_strfreev (self->values);
  g_free (self->title);
  g_free (self);
}

static void
vt_product_finalize (GObject *object)
{
  VtProduct *self = VT_PRODUCT (object);

  g_free (self->handle);
  g_free (self->title);
  g_free (self->description_html);
  g_free (self->vendor);
  g_free (self->product_type);
  g_free (self->seo_title);
  g_free (self->seo_description);
  g_free (self->tax_class);
  g_free (self->shipping_class);
  g_strfreev (self->tags);
  g_strfreev (self->option_names);
  g_ptr_array_unref (self->photos);
  g_ptr_array_unref (self->variants);

  G_OBJECT_CLASS (vt_product_parent_class)->finalize (object);
}

static void
vt_product_class_init (VtProductClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_product_finalize;
}

static void
vt_product_init (VtProduct *self)
{
  self->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_photo_free);
  self->variants = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_variant_free);
}

/**
 * vt_product_get_id:
 * @self: a product
 *
 * Returns: its id, the same on every desktop and host
 */
gint64
vt_product_get_id (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), 0);

  return self->id;
}

/**
 * vt_product_get_handle:
 * @self: a product
 *
 * Returns: (transfer none): its part of the address, unique in the shop
 */
const char *
vt_product_get_handle (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return self->handle;
}

/**
 * vt_product_get_title:
 * @self: a product
 *
 * Returns: (transfer none): its name, one line, never empty
 */
const char *
vt_product_get_title (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return self->title;
}

/**
 * vt_product_get_description_html:
 * @self: a product
 *
 * Returns: (transfer none): HTML that was sanitised when it came in; may be ""
 */
const char *
vt_product_get_description_html (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return self->description_html;
}

/**
 * vt_product_get_vendor:
 * @self: a product
 *
 * Returns: (transfer none): who makes it, or ""
 */
const char *
vt_product_get_vendor (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return self->vendor;
}

/**
 * vt_product_get_product_type:
 * @self: a product
 *
 * Returns: (transfer none): what kind of thing it is ("Chair"), or ""
 */
const char *
vt_product_get_product_type (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return self->product_type;
}

/**
 * vt_product_get_status:
 * @self: a product
 *
 * Returns: whether shoppers may see it: only %VT_PRODUCT_ACTIVE is published
 */
VtProductStatus
vt_product_get_status (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), VT_PRODUCT_DRAFT);

  return self->status;
}

/**
 * vt_product_get_seo_title:
 * @self: a product
 *
 * Returns: (transfer none): title for search engines; "" when the product's own is to be used
 */
const char *
vt_product_get_seo_title (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return self->seo_title;
}

/**
 * vt_product_get_seo_description:
 * @self: a product
 *
 * Returns: (transfer none): description for search engines; "" when it is to be made from the product's own
 */
const char *
vt_product_get_seo_description (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return self->seo_description;
}

/**
 * vt_product_get_tax_class:
 * @self: a product
 *
 * Returns: (transfer none): the class whose rate is charged, "standard" as a rule
 */
const char *
vt_product_get_tax_class (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return self->tax_class;
}

/**
 * vt_product_get_shipping_class:
 * @self: a product
 *
 * Returns: (transfer none): the class that deliveries may charge differently: "bulky"; "" without
 */
const char *
vt_product_get_shipping_class (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return self->shipping_class;
}

/**
 * vt_product_get_publish_us:
 * @self: a product
 *
 * Returns: the moment before which it is not public, UTC microseconds since 1970; 0 when there is none
 */
gint64
vt_product_get_publish_us (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), 0);

  return self->publish_us;
}

/**
 * vt_product_is_public:
 * @self: a product
 * @now_us: UTC microseconds since 1970
 *
 * Returns: whether a release of that moment shows it to shoppers
 */
gboolean
vt_product_is_public (VtProduct *self, gint64 now_us)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), FALSE);

  return self->status == VT_PRODUCT_ACTIVE && self->publish_us <= now_us;
}

/**
 * vt_product_get_created_us:
 * @self: a product
 *
 * Returns: when it was made, UTC microseconds since 1970
 */
gint64
vt_product_get_created_us (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), 0);

  return self->created_us;
}

/**
 * vt_product_get_updated_us:
 * @self: a product
 *
 * Returns: when it, its variants or photos were last edited, UTC microseconds since 1970
 */
gint64
vt_product_get_updated_us (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), 0);

  return self->updated_us;
}

/**
 * vt_product_get_tags:
 * @self: a product
 *
 * Returns: (transfer none) (array zero-terminated=1): its tags in alphabetical order
 */
const char *const *
vt_product_get_tags (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return (const char *const *) self->tags;
}

/**
 * vt_product_get_n_options:
 * @self: a product
 *
 * Returns: number of choices; 0 when it has a single variant without values
 */
guint
vt_product_get_n_options (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), 0);

  return g_strv_length (self->option_names);
}

/**
 * vt_product_get_option_names:
 * @self: a product
 *
 * Returns: (transfer none) (array zero-terminated=1): its choices, such as "Colour", in the order of the variants'
 * values
 */
const char *const *
vt_product_get_option_names (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  return (const char *const *) self->option_names;
}

/**
 * vt_product_get_n_photos:
 * @self: a product
 *
 * Returns: number of pictures
 */
guint
vt_product_get_n_photos (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), 0);

  return self->photos->len;
}

/**
 * vt_product_get_photo:
 * @self: a product
 * @index: from 0 to vt_product_get_n_photos() - 1; 0 is the one that lists show
 *
 * Returns: (transfer none): the picture, as long as @self lives
 */
const VtPhoto *
vt_product_get_photo (VtProduct *self, guint index)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);
  g_return_val_if_fail (index < self->photos->len, NULL);

  return g_ptr_array_index (self->photos, index);
}

/**
 * vt_product_get_n_variants:
 * @self: a product
 *
 * Returns: number of variants, at least 1
 */
guint
vt_product_get_n_variants (VtProduct *self)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), 0);

  return self->variants->len;
}

/**
 * vt_product_get_variant:
 * @self: a product
 * @index: from 0 to vt_product_get_n_variants() - 1
 *
 * Returns: (transfer none): the variant, as long as @self lives
 */
const VtVariant *
vt_product_get_variant (VtProduct *self, guint index)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);
  g_return_val_if_fail (index < self->variants->len, NULL);

  return g_ptr_array_index (self->variants, index);
}

/**
 * vt_product_find_variant:
 * @self: a product
 * @variant_id: id of a variant
 *
 * Returns: (transfer none) (nullable): the variant of @self with that id
 */
const VtVariant *
vt_product_find_variant (VtProduct *self, gint64 variant_id)
{
  g_return_val_if_fail (VT_IS_PRODUCT (self), NULL);

  for (guint i = 0; i < self->variants->len; i++)
    {
      const VtVariant *variant = g_ptr_array_index (self->variants, i);

      if (variant->id == variant_id)
        return variant;
    }

  return NULL;
}

/**
 * vt_product_status_to_string:
 * @status: a status
 *
 * Returns: (transfer none): "draft", "active" or "archived", as the database and the commands spell it
 */
const char *
vt_product_status_to_string (VtProductStatus status)
{
  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (status_names), "draft");

  return status_names[status];
}

/**
 * vt_product_status_from_string:
 * @text: what vt_product_status_to_string() gives
 * @out: (out): the status; left as it was on %FALSE
 *
 * Returns: whether @text is a status
 */
gboolean
vt_product_status_from_string (const char *text, VtProductStatus *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_names); i++)
    if (g_strcmp0 (text, status_names[i]) == 0)
      {
        *out = (VtProductStatus) i;
        return TRUE;
      }

  return FALSE;
}
