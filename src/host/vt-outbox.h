#pragma once

#include "host/vt-host-store-db.h"

G_BEGIN_DECLS

/* A letter with two links: paths that tokens follow. Where the shop is found, who sends it knows. */
typedef struct
{
  const char *from;   /* the shop's name */
  const char *sender; /* the shop's address; "" when it has none */
  const char *to;
  const char *subject;
  const char *body; /* with {confirm} and {leave} */
  const char *confirm_path;
  const char *confirm_token;
  const char *leave_path;
  const char *leave_token;
} VtOutboxLetter;

gboolean vt_outbox_add (VtDb *db, const VtOutboxLetter *letter, gint64 now_us, gint64 until_us, GError **error);
char *vt_outbox_next (VtHostStore *store, gint64 now_us, const char *base_url, gint64 *id, GError **error);
gboolean vt_outbox_sent (VtHostStore *store, gint64 id, GError **error);
gboolean vt_outbox_failed (VtHostStore *store, gint64 id, gint64 now_us, GError **error);

/* Gives letters to a program as sendmail takes them, one after the other, in a thread of its own. */
typedef struct _VtPostman VtPostman;

VtPostman *vt_postman_new (VtHostStore *store, const char *program, const char *base_url);
void vt_postman_free (VtPostman *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPostman, vt_postman_free)

G_END_DECLS
