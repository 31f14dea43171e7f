#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* A host as the shop remembers it: where it is and what is live there. Never the token. */
typedef struct
{
  gint64 id;
  char *name;
  char *kind;        /* "vitrine" */
  char *url;         /* https://…, no slash at the end */
  char *fingerprint; /* SHA-256 of a certificate trusted by hand, lower-case hex; "" for certificates of authorities */
  char *release;
  char *snapshot; /* SHA-256 of the live release's catalogue; "" before the first */
  char *feed_cursor;
  gboolean is_default;
} VtHostRecord;

void vt_host_record_free (VtHostRecord *self);
GPtrArray *vt_host_record_list (VtDb *db, GError **error);
VtHostRecord *vt_host_record_find (VtDb *db, const char *name /* NULL: the default one */, GError **error);
gboolean vt_host_record_add (VtDb *db,
                             const char *name,
                             const char *kind,
                             const char *url,
                             const char *fingerprint,
                             gint64 *id,
                             GError **error);
gboolean vt_host_record_move (VtDb *db, gint64 id, const char *url, const char *fingerprint, GError **error);
gboolean vt_host_record_set_default (VtDb *db, gint64 id, GError **error);
gboolean vt_host_record_remove (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHostRecord, vt_host_record_free)

G_END_DECLS
