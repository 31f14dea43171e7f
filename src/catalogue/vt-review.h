#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

#define VT_REVIEW_TEXT_MAX_CHARS 5000

/* What a buyer wrote about a product, and what the shop answered. */
typedef struct
{
  gint64 id;
  gint64 product_id;
  char *product; /* its title */
  char *name;    /* who wrote it */
  int rating;    /* 1 to 5 */
  char *title;
  char *body;        /* paragraphs with line feeds */
  char *language;    /* BCP 47; "": not known */
  gboolean verified; /* the shop knows that the product was bought */
  char *reply;
  gboolean shown; /* shoppers see it */
  gint64 written_us;
} VtReview;

typedef struct
{
  gint64 product_id;
  const char *name;
  int rating;
  const char *title;    /* (nullable) */
  const char *body;     /* (nullable) */
  const char *language; /* (nullable) */
  gint64 written_us;
} VtReviewInput;

/* Of the reviews that shoppers see. */
typedef struct
{
  gint64 count;
  gint64 sum;          /* of the ratings */
  gint64 by_rating[6]; /* how many gave 1 to 5; [0] is not used */
} VtReviewSummary;

typedef enum
{
  VT_REVIEWS_SHOWN,
  VT_REVIEWS_ALL
} VtReviewsWhich;

void vt_review_free (VtReview *self);
GPtrArray *vt_review_list (VtDb *db, gint64 product_id, VtReviewsWhich which, int limit, GError **error);
VtReview *vt_review_load (VtDb *db, gint64 id, GError **error);
GPtrArray *vt_review_list_written (VtDb *db, int limit, GError **error);
gboolean vt_review_summarise (VtDb *db, gint64 product_id, VtReviewSummary *out, GError **error);
gboolean vt_review_create (VtDb *db, const VtReviewInput *input, gint64 *id, GError **error);
gboolean vt_review_set_name (VtDb *db, gint64 id, const char *name, GError **error);
gboolean vt_review_set_rating (VtDb *db, gint64 id, int rating, GError **error);
gboolean vt_review_set_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_review_set_body (VtDb *db, gint64 id, const char *body, GError **error);
gboolean vt_review_set_language (VtDb *db, gint64 id, const char *language, GError **error);
gboolean vt_review_set_verified (VtDb *db, gint64 id, gboolean verified, GError **error);
gboolean vt_review_set_reply (VtDb *db, gint64 id, const char *reply, GError **error);
gboolean vt_review_set_shown (VtDb *db, gint64 id, gboolean shown, GError **error);
gboolean vt_review_set_written (VtDb *db, gint64 id, gint64 written_us, GError **error);
gboolean vt_review_remove (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtReview, vt_review_free)

G_END_DECLS
