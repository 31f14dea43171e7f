/* Owns the table review. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-review.h"

#include "base/vt-id.h"
#include "base/vt-text.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LANGUAGE_MAX_CHARS 35

#define SELECT_REVIEW                                                                                                  \
  "SELECT review.id, review.product_id, product.title, review.name, rating, review.title, body, language, verified, "  \
  "reply, review.status = 'shown', written_us FROM review JOIN product ON product.id = review.product_id "

/**
 * vt_review_free:
 * @self: (nullable): a review
 */
void
vt_review_free (VtReview *self)
{
  if (self == NULL)
    return;

  g_free (self->product);
  g_free (self->name);
  g_free (self->title);
  g_free (self->body);
  g_free (self->language);
  g_free (self->reply);
  g_free (self);
}

static VtReview *
new_from_row (VtStmt *stmt)
{
  VtReview *self = g_new0 (VtReview, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->product_id = vt_stmt_get_int (stmt, 1);
  self->product = vt_stmt_dup_text (stmt, 2);
  self->name = vt_stmt_dup_text (stmt, 3);
  self->rating = (int) vt_stmt_get_int (stmt, 4);
  self->title = vt_stmt_dup_text (stmt, 5);
  self->body = vt_stmt_dup_text (stmt, 6);
  self->language = vt_stmt_dup_text (stmt, 7);
  self->verified = vt_stmt_get_int (stmt, 8) != 0;
  self->reply = vt_stmt_dup_text (stmt, 9);
  self->shown = vt_stmt_get_int (stmt, 10) != 0;
  self->written_us = vt_stmt_get_int (stmt, 11);

  return self;
}

/**
 * vt_review_list:
 * @db: a shop's database or a public catalogue
 * @product_id: a product; 0 for every product
 * @which: those that shoppers see, or all
 * @limit: at most so many
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtReview): the newest first
 */
GPtrArray *
vt_review_list (VtDb *db, gint64 product_id, VtReviewsWhich which, int limit, GError **error)
{
  g_autoptr (GPtrArray) reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_review_free);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     product_id != 0 ? SELECT_REVIEW "WHERE review.product_id = ?1 AND (?2 OR review.status = 'shown') "
                                                     "ORDER BY written_us DESC, review.id DESC LIMIT ?3"
                                     : SELECT_REVIEW
                         "WHERE ?1 = 0 AND (?2 OR review.status = 'shown') ORDER BY written_us DESC, review.id DESC "
                         "LIMIT ?3",
                     error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL ||
      !vt_stmt_bind (stmt, error, "iii", product_id, (gint64) (which == VT_REVIEWS_ALL), (gint64) limit))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (reviews, new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&reviews) : NULL;
}

/**
 * vt_review_list_written:
 * @db: a shop's database or a public catalogue
 * @limit: at most so many
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtReview): those of all products that shoppers see and that have
 *   words, the newest first
 */
GPtrArray *
vt_review_list_written (VtDb *db, int limit, GError **error)
{
  g_autoptr (GPtrArray) reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_review_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      SELECT_REVIEW "WHERE review.status = 'shown' AND body <> '' ORDER BY written_us DESC, review.id DESC LIMIT ?1",
      error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, MAX (limit, 0), error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (reviews, new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&reviews) : NULL;
}

/**
 * vt_review_load:
 * @db: a shop's database
 * @id: a review
 * @error: %VT_CATALOGUE_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the review
 */
VtReview *
vt_review_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_REVIEW "WHERE review.id = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  return vt_catalogue_found (vt_stmt_step (stmt, error), _ ("The review is not in the shop any more"), error)
             ? new_from_row (stmt)
             : NULL;
}

/**
 * vt_review_summarise:
 * @db: a shop's database or a public catalogue
 * @product_id: a product; 0 for every product
 * @out: (out caller-allocates): how it was rated by the reviews that shoppers see
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_review_summarise (VtDb *db, gint64 product_id, VtReviewSummary *out, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      product_id != 0
          ? "SELECT rating, count (*) FROM review WHERE product_id = ?1 AND status = 'shown' GROUP BY rating /* of ?1 */"
          : "SELECT rating, count (*) FROM review WHERE ?1 = 0 AND status = 'shown' GROUP BY rating",
      error);
  VtStep step = VT_STEP_ERROR;

  memset (out, 0, sizeof *out);
  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, product_id, error))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 rating = CLAMP (vt_stmt_get_int (stmt, 0), 1, 5);
      gint64 count = vt_stmt_get_int (stmt, 1);

      out->by_rating[rating] += count;
      out->count += count;
      out->sum += rating * count;
    }

  return step == VT_STEP_DONE;
}

static char *
check_text (const char *text, const char *field, GError **error)
{
  g_autofree char *normal = vt_text_normalise (text);

  g_strstrip (normal);
  if (g_utf8_strlen (normal, -1) > VT_REVIEW_TEXT_MAX_CHARS)
    {
      vt_catalogue_invalid (error, _ ("The %s is longer than %u characters; shorten it"), field,
                            (guint) VT_REVIEW_TEXT_MAX_CHARS);
      return NULL;
    }

  return g_steal_pointer (&normal);
}

static gboolean
check_rating (int rating, GError **error)
{
  return (rating >= 1 && rating <= 5) || vt_catalogue_invalid (error, _ ("A rating is from 1 to 5"));
}

/* After a change of one row: the product's page shows it. */
static gboolean
touch (VtDb *db, gint64 id, GError **error)
{
  gint64 product_id = 0;

  if (vt_db_changes (db) == 0)
    return vt_catalogue_found (
        vt_db_get (db, error, &product_id, "SELECT product_id FROM review WHERE id = ?1", "i", id),
        _ ("The review is not in the shop any more"), error);

  return vt_db_get (db, error, &product_id, "SELECT product_id FROM review WHERE id = ?1", "i", id) == VT_STEP_ROW &&
         vt_product_touch (db, product_id, error);
}

/**
 * vt_review_create:
 * @db: the connection of a #VtShopJob
 * @input: what was written
 * @id: (out) (optional): id of the new row
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Adds a review that shoppers do not see yet: vt_review_set_shown() shows it.
 *
 * Returns: whether it was added
 */
gboolean
vt_review_create (VtDb *db, const VtReviewInput *input, gint64 *id, GError **error)
{
  g_autofree char *name = vt_catalogue_check_line (input->name, _ ("reviewer's name"), VT_TITLE_MAX_CHARS, TRUE, error);
  g_autofree char *title =
      name != NULL ? vt_catalogue_check_line (input->title, _ ("review's title"), VT_TITLE_MAX_CHARS, FALSE, error)
                   : NULL;
  g_autofree char *body = title != NULL ? check_text (input->body, _ ("review"), error) : NULL;
  g_autofree char *language =
      body != NULL ? vt_catalogue_check_line (input->language, _ ("language"), LANGUAGE_MAX_CHARS, FALSE, error) : NULL;
  gint64 new_id = vt_id_new ();
  gint64 found = 0;

  if (language == NULL || !check_rating (input->rating, error) ||
      !vt_catalogue_found (
          vt_db_get (db, error, &found, "SELECT id FROM product WHERE id = ?1", "i", input->product_id),
          _ ("The product is not in the shop any more"), error) ||
      !vt_db_run (db, error,
                  "INSERT INTO review (id, product_id, name, rating, title, body, language, written_us) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                  "iisisssi", new_id, input->product_id, name, (gint64) input->rating, title, body, language,
                  input->written_us))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return vt_product_touch (db, input->product_id, error);
}

static gboolean
set_line (VtDb *db,
          gint64 id,
          const char *sql,
          const char *text,
          const char *field,
          guint max_chars,
          gboolean required,
          GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (text, field, max_chars, required, error);

  return line != NULL && vt_db_run (db, error, sql, "is", id, line) && touch (db, id, error);
}

/**
 * vt_review_set_name:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @name: who wrote it, one line up to 255 characters
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_review_set_name (VtDb *db, gint64 id, const char *name, GError **error)
{
  return set_line (db, id, "UPDATE review SET name = ?2 WHERE id = ?1 AND name <> ?2", name, _ ("reviewer's name"),
                   VT_TITLE_MAX_CHARS, TRUE, error);
}

/**
 * vt_review_set_rating:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @rating: 1 to 5
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_review_set_rating (VtDb *db, gint64 id, int rating, GError **error)
{
  return check_rating (rating, error) &&
         vt_db_run (db, error, "UPDATE review SET rating = ?2 WHERE id = ?1 AND rating <> ?2", "ii", id,
                    (gint64) rating) &&
         touch (db, id, error);
}

/**
 * vt_review_set_title:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @title: (nullable): its title, one line up to 255 characters
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_review_set_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  return set_line (db, id, "UPDATE review SET title = ?2 WHERE id = ?1 AND title <> ?2", title, _ ("review's title"),
                   VT_TITLE_MAX_CHARS, FALSE, error);
}

/**
 * vt_review_set_body:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @body: (nullable): what it says, up to 5,000 characters
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_review_set_body (VtDb *db, gint64 id, const char *body, GError **error)
{
  g_autofree char *text = check_text (body, _ ("review"), error);

  return text != NULL &&
         vt_db_run (db, error, "UPDATE review SET body = ?2 WHERE id = ?1 AND body <> ?2", "is", id, text) &&
         touch (db, id, error);
}

/**
 * vt_review_set_language:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @language: (nullable): a BCP 47 tag, or ""
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_review_set_language (VtDb *db, gint64 id, const char *language, GError **error)
{
  return set_line (db, id, "UPDATE review SET language = ?2 WHERE id = ?1 AND language <> ?2", language, _ ("language"),
                   LANGUAGE_MAX_CHARS, FALSE, error);
}

/**
 * vt_review_set_verified:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @verified: whether the shop knows that who wrote it bought the product
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_review_set_verified (VtDb *db, gint64 id, gboolean verified, GError **error)
{
  return vt_db_run (db, error, "UPDATE review SET verified = ?2 WHERE id = ?1 AND verified <> ?2", "ii", id,
                    (gint64) (verified != FALSE)) &&
         touch (db, id, error);
}

/**
 * vt_review_set_reply:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @reply: (nullable): the shop's answer, up to 5,000 characters
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_review_set_reply (VtDb *db, gint64 id, const char *reply, GError **error)
{
  g_autofree char *text = check_text (reply, _ ("reply"), error);

  return text != NULL &&
         vt_db_run (db, error, "UPDATE review SET reply = ?2 WHERE id = ?1 AND reply <> ?2", "is", id, text) &&
         touch (db, id, error);
}

/**
 * vt_review_set_shown:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @shown: whether shoppers see it
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_review_set_shown (VtDb *db, gint64 id, gboolean shown, GError **error)
{
  return vt_db_run (db, error, "UPDATE review SET status = ?2 WHERE id = ?1 AND status <> ?2", "is", id,
                    shown ? "shown" : "hidden") &&
         touch (db, id, error);
}

/**
 * vt_review_set_written:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @written_us: when it was written, UTC microseconds
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_review_set_written (VtDb *db, gint64 id, gint64 written_us, GError **error)
{
  return vt_db_run (db, error, "UPDATE review SET written_us = ?2 WHERE id = ?1 AND written_us <> ?2", "ii", id,
                    written_us) &&
         touch (db, id, error);
}

/**
 * vt_review_remove:
 * @db: the connection of a #VtShopJob
 * @id: a review
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_review_remove (VtDb *db, gint64 id, GError **error)
{
  gint64 product_id = 0;

  return vt_catalogue_found (vt_db_get (db, error, &product_id, "SELECT product_id FROM review WHERE id = ?1", "i", id),
                             _ ("The review is not in the shop any more"), error) &&
         vt_db_run (db, error, "DELETE FROM review WHERE id = ?1", "i", id) && vt_product_touch (db, product_id, error);
}
