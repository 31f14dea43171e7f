#pragma once

#include "publish/vt-host-record.h"

G_BEGIN_DECLS

/* A movement as a host is told it. */
typedef struct
{
  char *uuid;   /* its own; repeating it is harmless */
  char *origin; /* uuid of the ledger's movement that it makes good for */
  gint64 variant_id;
  gint64 delta;
  char *reason;
  char *reference;
  gint64 at_us;
} VtSentMovement;

void vt_sent_movement_free (VtSentMovement *self);
gboolean vt_host_record_set_live (VtDb *db, gint64 id, const char *release, const char *snapshot, GError **error);
gboolean vt_host_record_set_cursor (VtDb *db, gint64 id, const char *cursor, GError **error);
GPtrArray *vt_host_record_list_unsent (VtDb *db, gint64 id, GError **error);
gboolean vt_host_record_note_known (VtDb *db, gint64 id, const char *uuid, GError **error);
gboolean vt_host_record_begin_anew (VtDb *db, gint64 id, GError **error);
gboolean vt_host_record_note_sent (VtDb *db, gint64 id, GPtrArray *movements, GError **error);

G_END_DECLS
