#define G_LOG_DOMAIN "vt-print"

/* Rows have heights that do not depend on their words, so that the pages are known before anything is drawn. */

#include "print/vt-price-list.h"

#include "base/vt-money.h"
#include "base/vt-text.h"
#include "base/vt-vips.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "print/vt-print-text.h"
#include "shop/vt-media.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <vips/vips.h>

/* Millimetres. */
#define MARGIN         16.0
#define HEAD_HEIGHT    18.0
#define FOOT_HEIGHT    8.0
#define HEADING_HEIGHT 11.0
#define ROW_HEIGHT     6.2
#define PHOTO_HEIGHT   17.0
#define PHOTO_SIZE     14.0
#define PRICE_WIDTH    30.0
#define SKU_WIDTH      38.0
#define INDENT         4.0

#define TEXT_SIZE 9.0 /* points */

/* Pixels: 300 to the inch at the size that photos have. */
#define PHOTO_PIXELS 170

#define ROWS_MAX 100000

typedef enum
{
  ROW_HEADING,
  ROW_PRODUCT,
  ROW_VARIANT
} RowKind;

/* One line of the list. */
typedef struct
{
  RowKind kind;
  char *text;    /* (owned) */
  char *sku;     /* (owned) (nullable) */
  char *price;   /* (owned) (nullable) */
  GBytes *photo; /* (owned) (nullable) JPEG */
  double height;
  guint page;
  double y;
} Row;

typedef struct
{
  char *name; /* (owned) of the shop */
  char *date; /* (owned) */
  double width;
  double height;
  gboolean photos;
  GPtrArray *rows;  /* (owned) Row, in order */
  GArray *first_of; /* (owned) (element-type guint) the first row of each page */
} List;

/* A list in the making. */
typedef struct
{
  VtDb *db;
  const char *shop_path;
  const char *locale;
  const VtPriceListOptions *options;
  char *currency;      /* (owned) */
  GHashTable *photos;  /* (owned) SHA-256 → GBytes */
  GPtrArray *products; /* (owned) VtProduct, by title */
  List *list;
  GCancellable *cancellable; /* (nullable) */
} Making;

static void
row_free (Row *row)
{
  g_free (row->text);
  g_free (row->sku);
  g_free (row->price);
  g_clear_pointer (&row->photo, g_bytes_unref);
  g_free (row);
}

static void
list_free (gpointer data)
{
  List *self = data;

  g_free (self->name);
  g_free (self->date);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->first_of);
  g_free (self);
}

/* Drawing ------------------------------------------------------------------------------------------------------------
 */

static double
pt (double mm)
{
  return mm * VT_POINTS_PER_MM;
}

static void
write_text (cairo_t *cr, const char *text, double size, gboolean bold, double x, double y, double width)
{
  g_autoptr (PangoLayout) layout = vt_print_text_new (cr, text, size, bold, pt (width));

  vt_print_text_show (cr, layout, pt (x), pt (y));
}

static void
write_at_end (cairo_t *cr, const char *text, double size, gboolean bold, double x, double y, double width)
{
  g_autoptr (PangoLayout) layout = vt_print_text_new (cr, text, size, bold, pt (width));

  vt_print_text_show (cr, layout, pt (x + width) - vt_print_text_get_width (layout), pt (y));
}

static void
rule (cairo_t *cr, const List *self, double y, double grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_set_line_width (cr, 0.4);
  cairo_move_to (cr, pt (MARGIN), pt (y));
  cairo_line_to (cr, pt (self->width - MARGIN), pt (y));
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
}

static void
copy_pixels (const guchar *from, cairo_surface_t *surface, int width, int height)
{
  unsigned char *target = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; target != NULL && y < height; y++)
    {
      guint32 *to = (guint32 *) (void *) (target + (gsize) y * (gsize) stride);

      for (int x = 0; x < width; x++, from += 3)
        to[x] = (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
    }
  cairo_surface_mark_dirty (surface);
}

static cairo_surface_t *
surface_of (VipsImage *image)
{
  int width = vips_image_get_width (image);
  int height = vips_image_get_height (image);
  gsize size = 0;
  g_autofree guchar *pixels = vips_image_write_to_memory (image, &size);
  cairo_surface_t *surface;

  if (pixels == NULL || size != (gsize) width * (gsize) height * 3)
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  copy_pixels (pixels, surface, width, height);
  return surface;
}

/* A PDF holds the JPEG as it is. */
static cairo_surface_t *
decode (GBytes *jpeg)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (jpeg, &size);
  VipsImage *image = NULL;
  cairo_surface_t *surface = NULL;

  if (vips_jpegload_buffer ((void *) data, size, &image, NULL) == 0)
    surface = surface_of (image);
  g_clear_object (&image);
  if (surface != NULL)
    cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, size, (cairo_destroy_func_t) g_bytes_unref,
                                 g_bytes_ref (jpeg));
  return surface;
}

static void
draw_photo (cairo_t *cr, GBytes *jpeg, double x, double y)
{
  cairo_surface_t *surface = decode (jpeg);
  double largest;

  if (surface == NULL)
    return;

  largest = MAX (cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface));
  cairo_save (cr);
  cairo_translate (cr, pt (x), pt (y));
  cairo_scale (cr, pt (PHOTO_SIZE) / largest, pt (PHOTO_SIZE) / largest);
  cairo_set_source_surface (cr, surface, (largest - cairo_image_surface_get_width (surface)) / 2,
                            (largest - cairo_image_surface_get_height (surface)) / 2);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
draw_row (cairo_t *cr, const List *self, const Row *row)
{
  double start = MARGIN + (self->photos && row->kind != ROW_HEADING ? PHOTO_SIZE + 3 : 0);
  double x = start + (row->kind == ROW_VARIANT ? INDENT : 0);
  double price_x = self->width - MARGIN - PRICE_WIDTH;
  double sku_x = price_x - SKU_WIDTH;
  double y = row->y + (row->photo != NULL && row->price != NULL ? (PHOTO_HEIGHT - ROW_HEIGHT) / 2 : 0);

  if (row->kind == ROW_HEADING)
    {
      write_text (cr, row->text, TEXT_SIZE * 1.4, TRUE, x, row->y + 3, self->width - MARGIN - x);
      rule (cr, self, row->y + HEADING_HEIGHT - 1, 0.3);
      return;
    }

  if (row->photo != NULL)
    draw_photo (cr, row->photo, MARGIN, row->y + 1);
  write_text (cr, row->text, TEXT_SIZE, row->kind == ROW_PRODUCT, x, y + 1, sku_x - x - 2);
  if (row->sku != NULL)
    write_text (cr, row->sku, TEXT_SIZE * 0.85, FALSE, sku_x, y + 1.2, SKU_WIDTH - 2);
  if (row->price != NULL)
    write_at_end (cr, row->price, TEXT_SIZE, TRUE, price_x, y + 1, PRICE_WIDTH);
}

static void
draw_page (cairo_t *cr, guint page, gpointer data)
{
  const List *self = data;
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->first_of->len);

  vt_vips_start ();
  cairo_set_source_rgb (cr, 0, 0, 0);
  if (page == 0)
    {
      write_text (cr, self->name, TEXT_SIZE * 2, TRUE, MARGIN, MARGIN, self->width - 2 * MARGIN - 50);
      write_at_end (cr, self->date, TEXT_SIZE, FALSE, self->width - MARGIN - 50, MARGIN + 3, 50);
    }
  write_at_end (cr, number, TEXT_SIZE * 0.85, FALSE, MARGIN, self->height - MARGIN, self->width - 2 * MARGIN);

  for (guint i = g_array_index (self->first_of, guint, page); i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      if (row->page != page)
        break;
      draw_row (cr, self, row);
    }
}

/* Making -------------------------------------------------------------------------------------------------------------
 */

/* A heading stays with what follows it, and so does a product with its first variant. */
static double
height_with_next (const List *self, guint index)
{
  const Row *first = g_ptr_array_index (self->rows, index);
  double height = 0;

  for (guint i = index; i < self->rows->len && i < index + 3; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      height += row->height;
      if (row->kind == ROW_VARIANT || (row->kind == ROW_PRODUCT && row->price != NULL))
        break;
    }

  return first->photo != NULL ? MAX (height, PHOTO_HEIGHT) : height;
}

static void
break_pages (List *self)
{
  double y = MARGIN + HEAD_HEIGHT;
  double bottom = self->height - MARGIN - FOOT_HEIGHT;
  guint page = 0;
  guint first = 0;

  g_array_append_val (self->first_of, first);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      double needed = row->kind == ROW_VARIANT ? row->height : height_with_next (self, i);

      if (y + needed > bottom && i > g_array_index (self->first_of, guint, page))
        {
          page++;
          g_array_append_val (self->first_of, i);
          y = MARGIN;
        }
      row->page = page;
      row->y = y;
      y += row->height;
    }
}

static Row *
add_row (Making *self, RowKind kind, const char *text)
{
  Row *row = g_new0 (Row, 1);

  row->kind = kind;
  row->height = kind == ROW_HEADING ? HEADING_HEIGHT : ROW_HEIGHT;
  row->text = g_strdup (text);
  g_ptr_array_add (self->list->rows, row);
  return row;
}

static GBytes *
shrink_photo (Making *self, const char *sha256)
{
  g_autofree char *path = vt_media_path (self->shop_path, sha256);
  VipsImage *small = NULL;
  VipsImage *coloured = NULL;
  VipsArrayDouble *white = vips_array_double_newv (1, 255.0);
  void *data = NULL;
  gsize size = 0;

  vt_vips_start ();
  if (vips_thumbnail (path, &small, PHOTO_PIXELS, "height", PHOTO_PIXELS, "size", VIPS_SIZE_DOWN, "export-profile",
                      "srgb", NULL) == 0 &&
      vips_colourspace (small, &coloured, VIPS_INTERPRETATION_sRGB, NULL) == 0)
    vips_jpegsave_buffer (coloured, &data, &size, "Q", 85, "strip", TRUE, "background", white, NULL);
  g_clear_object (&small);
  g_clear_object (&coloured);
  vips_area_unref (VIPS_AREA (white));
  vips_error_clear ();

  return data != NULL ? g_bytes_new_with_free_func (data, size, g_free, data) : NULL;
}

/* What cannot be read leaves its place empty: the prices are what is asked for. */
static GBytes *
photo_of (Making *self, VtProduct *product)
{
  const char *sha256;
  GBytes *photo;

  if (!self->options->photos || vt_product_get_n_photos (product) == 0)
    return NULL;

  sha256 = vt_product_get_photo (product, 0)->sha256;
  photo = g_hash_table_lookup (self->photos, sha256);
  if (photo == NULL)
    {
      photo = shrink_photo (self, sha256);
      if (photo != NULL)
        g_hash_table_insert (self->photos, g_strdup (sha256), photo);
    }

  return photo != NULL ? g_bytes_ref (photo) : NULL;
}

static void
set_price (Making *self, Row *row, const VtVariant *variant)
{
  row->sku = g_strdup (variant->sku);
  row->price = vt_money_format (vt_money_new (variant->price_minor, self->currency), self->locale);
}

static gboolean
add_product (Making *self, VtProduct *product, GError **error)
{
  guint n = vt_product_get_n_variants (product);
  Row *row;

  if (self->list->rows->len + n > ROWS_MAX)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("A price list has no more than %d lines"),
                   ROWS_MAX);
      return FALSE;
    }

  row = add_row (self, ROW_PRODUCT, vt_product_get_title (product));
  row->photo = photo_of (self, product);
  if (n == 1 && *vt_product_get_variant (product, 0)->title == '\0')
    {
      set_price (self, row, vt_product_get_variant (product, 0));
      row->height = row->photo != NULL ? PHOTO_HEIGHT : ROW_HEIGHT;
    }
  else
    for (guint i = 0; i < n; i++)
      set_price (self, add_row (self, ROW_VARIANT, vt_product_get_variant (product, i)->title),
                 vt_product_get_variant (product, i));

  /* The photo stands beside the variants, and below it the next product begins. */
  if (row->photo != NULL && row->price == NULL)
    {
      Row *last = g_ptr_array_index (self->list->rows, self->list->rows->len - 1);

      last->height += MAX (PHOTO_HEIGHT - (n + 1) * ROW_HEIGHT, 0);
    }

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
read_products (Making *self, GError **error)
{
  const VtProductQuery query = { .status = self->options->drafts ? -1 : VT_PRODUCT_ACTIVE };
  g_autoptr (GArray) ids = vt_product_list_ids (self->db, &query, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      VtProduct *product = vt_product_load (self->db, g_array_index (ids, gint64, i), error);

      if (product == NULL)
        return FALSE;
      g_ptr_array_add (self->products, product);
      if (vt_product_get_status (product) == VT_PRODUCT_ARCHIVED)
        g_ptr_array_remove_index (self->products, self->products->len - 1);
    }

  return ids != NULL;
}

static gboolean
add_plain (Making *self, GError **error)
{
  for (guint i = 0; i < self->products->len; i++)
    if (!add_product (self, g_ptr_array_index (self->products, i), error))
      return FALSE;

  return TRUE;
}

static int
compare_types (gconstpointer a, gconstpointer b)
{
  const char *first = vt_product_get_product_type (*(VtProduct *const *) a);
  const char *second = vt_product_get_product_type (*(VtProduct *const *) b);

  /* What has no type stands at the end. */
  if ((*first == '\0') != (*second == '\0'))
    return *first == '\0' ? 1 : -1;

  return g_utf8_collate (first, second);
}

static gboolean
add_by_type (Making *self, GError **error)
{
  const char *last = NULL;

  g_ptr_array_sort (self->products, compare_types);
  for (guint i = 0; i < self->products->len; i++)
    {
      VtProduct *product = g_ptr_array_index (self->products, i);
      const char *type = vt_product_get_product_type (product);

      if (last == NULL || !g_str_equal (type, last))
        add_row (self, ROW_HEADING, *type != '\0' ? type : _ ("Other"));
      last = type;
      if (!add_product (self, product, error))
        return FALSE;
    }

  return TRUE;
}

static GHashTable *
index_products (Making *self)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < self->products->len; i++)
    {
      VtProduct *product = g_ptr_array_index (self->products, i);
      gint64 id = vt_product_get_id (product);

      g_hash_table_insert (index, g_memdup2 (&id, sizeof id), product);
    }

  return index;
}

static gboolean
add_collection (Making *self, const VtCollection *collection, GHashTable *index, GHashTable *seen, GError **error)
{
  const VtProductQuery query = { .status = -1, .collection_id = collection->id };
  g_autoptr (GArray) ids = vt_product_list_ids (self->db, &query, error);
  gboolean is_headed = FALSE;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      VtProduct *product = g_hash_table_lookup (index, &g_array_index (ids, gint64, i));

      if (product == NULL)
        continue;
      if (!is_headed)
        add_row (self, ROW_HEADING, collection->title);
      is_headed = TRUE;
      g_hash_table_add (seen, product);
      if (!add_product (self, product, error))
        return FALSE;
    }

  return ids != NULL;
}

static gboolean
add_by_collection (Making *self, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (self->db, error);
  g_autoptr (GHashTable) index = index_products (self);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gboolean is_headed = FALSE;

  if (collections == NULL)
    return FALSE;
  for (guint i = 0; i < collections->len; i++)
    if (!add_collection (self, g_ptr_array_index (collections, i), index, seen, error))
      return FALSE;

  for (guint i = 0; i < self->products->len; i++)
    {
      VtProduct *product = g_ptr_array_index (self->products, i);

      if (g_hash_table_contains (seen, product))
        continue;
      if (!is_headed)
        add_row (self, ROW_HEADING, _ ("Other"));
      is_headed = TRUE;
      if (!add_product (self, product, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
fill (Making *self, GError **error)
{
  if (!read_products (self, error))
    return FALSE;
  if (self->products->len == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("No product is active: there is no price to list"));
      return FALSE;
    }

  switch (self->options->groups)
    {
    case VT_PRICE_LIST_BY_COLLECTION:
      return add_by_collection (self, error);
    case VT_PRICE_LIST_BY_TYPE:
      return add_by_type (self, error);
    case VT_PRICE_LIST_BY_TITLE:
    default:
      return add_plain (self, error);
    }
}

static char *
date_of (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
}

static List *
list_new (VtDb *db, const VtPriceListOptions *options, gint64 now_us)
{
  List *self = g_new0 (List, 1);

  self->name = vt_setting_get (db, "shop.name", NULL);
  if (self->name == NULL)
    self->name = g_strdup ("");
  self->date = date_of (now_us);
  self->width = options->letter ? 215.9 : 210;
  self->height = options->letter ? 279.4 : 297;
  self->photos = options->photos;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->first_of = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

/**
 * vt_price_list_new:
 * @db: a shop's database
 * @shop_path: (type filename): its folder, for photos
 * @options: how it is to be
 * @locale: in which prices are written
 * @now_us: UTC microseconds since 1970: the day that it is of
 * @cancellable: (nullable): stops it
 * @error: a #VtDbError, %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_NOT_FOUND when there is nothing to list
 *
 * Reads the whole catalogue: off the main thread.
 *
 * Returns: (transfer full) (nullable): the list, page by page
 */
VtPrintDocument *
vt_price_list_new (VtDb *db,
                   const char *shop_path,
                   const VtPriceListOptions *options,
                   const char *locale,
                   gint64 now_us,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *currency = vt_setting_get (db, "shop.currency", error);
  g_autoptr (GHashTable) photos =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) products = g_ptr_array_new_with_free_func (g_object_unref);
  Making making = { db, shop_path, locale, options, currency, photos, products, NULL, cancellable };

  if (currency == NULL)
    return NULL;

  making.list = list_new (db, options, now_us);
  if (!fill (&making, error))
    {
      list_free (making.list);
      return NULL;
    }

  break_pages (making.list);
  return vt_print_document_new (_ ("Price list"), making.list->width, making.list->height, making.list->first_of->len,
                                draw_page, making.list, list_free);
}
