/* Size tables and reviews: things that hang on products. */

#include "catalogue/vt-product.h"
#include "catalogue/vt-review.h"
#include "catalogue/vt-size-table.h"
#include "cli/vt-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
find_size_table (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtSizeTable) table = vt_size_table_find_by_name (target->db, name, error);

  if (table == NULL)
    return FALSE;

  target->id = table->id;
  target->title = g_strdup (table->name);
  return TRUE;
}

static gboolean
create_size_table (VtSetTarget *target, GHashTable *values, GError **error)
{
  return vt_size_table_create (target->db, g_hash_table_lookup (values, "name"), NULL, &target->id, error);
}

/* Cells are typed with "|" between as well, and rows with ";". */
static gboolean
set_cells (VtSetTarget *target, const char *value, GError **error)
{
  g_autofree char *cells = g_strdup (value);

  if (strpbrk (cells, "\t\n") == NULL)
    {
      g_strdelimit (cells, "|", '\t');
      g_strdelimit (cells, ";", '\n');
    }

  return vt_size_table_set_cells (target->db, target->id, cells, error);
}

static gboolean
remove_size_table (VtSetTarget *target, const char *value, GError **error)
{
  gboolean remove = FALSE;

  return vt_set_parse_flag (value, &remove, error) && (!remove || vt_size_table_remove (target->db, target->id, error));
}

static const VtSetField size_table_fields[] = {
  { "name", vt_size_table_set_name, NULL },
  { "cells", NULL, set_cells },
  { "remove", NULL, remove_size_table },
  { NULL, NULL, NULL },
};

const VtSetKind vt_set_size_table = {
  "size-table", TRUE, find_size_table, size_table_fields, vt_set_size_table_text, vt_set_knows_text, create_size_table,
};

static gboolean
find_review (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtReview) review = NULL;

  if (!vt_set_parse_number (name, 1, G_MAXINT64, &target->id, error))
    return FALSE;
  review = vt_review_load (target->db, target->id, error);
  if (review == NULL)
    return FALSE;

  /* Translators: a review by a person */
  target->title = g_strdup_printf (_ ("the review by %s"), review->name);
  return TRUE;
}

static gboolean
create_review (VtSetTarget *target, GHashTable *values, GError **error)
{
  const char *handle = g_hash_table_lookup (values, "product");
  const char *rating = g_hash_table_lookup (values, "rating");
  g_autoptr (VtProduct) product = NULL;
  VtReviewInput input = { .name = g_hash_table_lookup (values, "name"), .written_us = target->now_us };
  gint64 stars = 0;

  if (handle == NULL || rating == NULL)
    return vt_set_invalid (error, _ ("a new review needs at least product, name and rating"));
  if (!vt_set_parse_number (rating, 1, 5, &stars, error))
    return FALSE;
  product = vt_product_find_by_handle (target->db, handle, error);
  if (product == NULL)
    return FALSE;

  input.product_id = vt_product_get_id (product);
  input.rating = (int) stars;
  return vt_review_create (target->db, &input, &target->id, error);
}

static gboolean
set_product (VtSetTarget *target, const char *value, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_find_by_handle (target->db, value, error);
  g_autoptr (VtReview) review = product != NULL ? vt_review_load (target->db, target->id, error) : NULL;

  if (review == NULL)
    return FALSE;
  if (review->product_id != vt_product_get_id (product))
    return vt_set_invalid (error, _ ("a review stays with its product"));

  return TRUE;
}

static gboolean
set_rating (VtSetTarget *target, const char *value, GError **error)
{
  gint64 rating = 0;

  return vt_set_parse_number (value, 1, 5, &rating, error) &&
         vt_review_set_rating (target->db, target->id, (int) rating, error);
}

static gboolean
set_verified (VtSetTarget *target, const char *value, GError **error)
{
  gboolean verified = FALSE;

  return vt_set_parse_flag (value, &verified, error) &&
         vt_review_set_verified (target->db, target->id, verified, error);
}

static gboolean
set_status (VtSetTarget *target, const char *value, GError **error)
{
  if (strcmp (value, "shown") != 0 && strcmp (value, "hidden") != 0)
    return vt_set_invalid (error, _ ("“%s” is neither shown nor hidden"), value);

  return vt_review_set_shown (target->db, target->id, strcmp (value, "shown") == 0, error);
}

static gboolean
set_written (VtSetTarget *target, const char *value, GError **error)
{
  gint64 us = 0;

  return vt_set_parse_time (value, &us, error) && vt_review_set_written (target->db, target->id, us, error);
}

static gboolean
remove_review (VtSetTarget *target, const char *value, GError **error)
{
  gboolean remove = FALSE;

  return vt_set_parse_flag (value, &remove, error) && (!remove || vt_review_remove (target->db, target->id, error));
}

static const VtSetField review_fields[] = {
  { "product", NULL, set_product },     { "name", vt_review_set_name, NULL },
  { "rating", NULL, set_rating },       { "title", vt_review_set_title, NULL },
  { "body", vt_review_set_body, NULL }, { "language", vt_review_set_language, NULL },
  { "verified", NULL, set_verified },   { "reply", vt_review_set_reply, NULL },
  { "status", NULL, set_status },       { "written", NULL, set_written },
  { "remove", NULL, remove_review },    { NULL, NULL, NULL },
};

const VtSetKind vt_set_review = {
  "review", TRUE, find_review, review_fields, NULL, NULL, create_review,
};
