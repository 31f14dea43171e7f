#pragma once

#include "base/vt-db.h"
#include "orders/vt-orders-error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What shoppers send besides orders. */
typedef enum
{
  VT_LETTER_MESSAGE,      /* something is asked or told */
  VT_LETTER_STOCK_REQUEST /* to be told when a variant is there again */
} VtLetterKind;

typedef struct
{
  VtLetterKind kind;
  gint64 id; /* in this shop's database; 0 before */
  char *uuid;
  gint64 sent_us;
  char *email;
  char *language;    /* BCP 47; "" when not told, as are the texts of a message */
  gint64 handled_us; /* when somebody saw to it; 0: not yet */

  /* Of a message. */
  char *name;
  char *phone;
  char *body;
  char *about; /* an order's number */

  /* Of a request. */
  gint64 variant_id;
  char *product; /* as the shop calls it now; "" when it is gone. Only from the shop's database */
} VtLetter;

VtLetter *
vt_letter_from_request (VtLetterKind kind, JsonObject *object, gint64 now_us, const char **field, GError **error);
VtLetter *vt_letter_from_json (VtLetterKind kind, JsonObject *object, GError **error);
JsonObject *vt_letter_to_json (const VtLetter *self);
void vt_letter_free (VtLetter *self);
const char *vt_letter_kind_to_string (VtLetterKind kind);

gboolean
vt_letter_from_feed (VtDb *db, VtLetterKind kind, JsonObject *object, gint64 host_id, gboolean *is_new, GError **error);
GPtrArray *vt_letter_list (VtDb *db, VtLetterKind kind, gboolean waiting, int limit, GError **error);
gboolean vt_letter_set_handled (VtDb *db, VtLetterKind kind, gint64 id, gint64 handled_us, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtLetter, vt_letter_free)

G_END_DECLS
